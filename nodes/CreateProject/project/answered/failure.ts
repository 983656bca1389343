import type { AnswerMatch, ServiceDefinition } from '../../services/service';
import { getPath, isObject, type JsonObject } from '../json';
import type { Answer, Content } from './reply';
import { shorten } from '../asked/values';

/** Words about what went wrong: the API's, or our own where it said nothing. */
export interface Complaint {
	/** One line; empty when the answer said nothing. */
	message: string;
	/** By field, as the API names it. */
	fields: Record<string, string[]>;
	/** The API's own short code, e.g. `invalid_request`. */
	code?: string;
	/** Set where the words are our own and not the API's: what is to be added to them, e.g. how to solve it, or nothing. */
	own?: string;
}

export const NO_WORDS: Complaint = { message: '', fields: {} };

export const ownWords = (message: string, own = ''): Complaint => ({ message, fields: {}, own });

const MESSAGE_LIMIT = 400;
/** How deep lists in lists and maps in maps are read; no message lies deeper. */
const DEEPEST = 10;

const MESSAGES = [
	'detail',
	'error_description',
	'errorDescription',
	'error.message',
	'error.detail',
	'error.description',
	'errorMessage',
	'error_message',
	'message',
	'Message',
	'MESSAGE',
	'_error_message',
	'err',
	'msg',
	'description',
	'reason',
	'fault.faultstring',
	'error',
	'errors',
	'title',
	'data.message',
];
const CODES = ['code', 'error.code', 'error.status', 'errorCode', 'error_code', 'ECODE', 'typeKey', 'type', 'error'];
/** Keys that hold a whole and not a field's complaint. */
const GENERAL = new Set([
	'status',
	'statuscode',
	'code',
	'type',
	'title',
	'detail',
	'message',
	'error',
	'errors',
	'instance',
	'timestamp',
	'path',
	'trace',
	'traceid',
	'requestid',
	'request_id',
	'documentation_url',
	'success',
	'ok',
	'data',
	'meta',
	'jsonrpc',
	'id',
	'result',
	'ecode',
	'err',
	'object',
	'errormessages',
	'error_description',
]);

/** Reads the message, the field messages and the code from the error shapes in use. */
export function readComplaint(content: Content, paths: readonly string[] = []): Complaint {
	if (content.kind === 'html') return { message: content.title === '' ? '' : shorten(content.title, MESSAGE_LIMIT), fields: {} };
	if (content.kind === 'text') return { message: shorten(content.text, MESSAGE_LIMIT), fields: {} };
	if (content.kind !== 'json') return NO_WORDS;
	const { value } = content;
	if (typeof value === 'string') return { message: shorten(value, MESSAGE_LIMIT), fields: {} };
	const fields = readFields(value);
	const body = Array.isArray(value) ? { errors: value } : value;
	const own = texts(paths.map((path) => getPath(body, path)));
	let general = own.length > 0 ? own : generalMessages(body);
	const byField = Object.entries(fields).map(([field, messages]) => `${field}: ${messages.join('; ')}`);
	// A title such as "Validation failed" says less than the fields do; both together say all.
	general = general.filter((text) => !byField.some((line) => line.endsWith(text)));
	const message = [...new Set([...general, ...byField])].filter((text) => text !== '').join('; ');
	const code = CODES.map((path) => getPath(body, path)).find(
		(found) => (typeof found === 'string' && /^[\w.:/-]{1,80}$/.test(found)) || typeof found === 'number',
	);
	return { message: shorten(message, MESSAGE_LIMIT), fields, ...(code === undefined ? {} : { code: String(code) }) };
}

function generalMessages(body: unknown): string[] {
	const lists = ['errorMessages', 'messages', 'messages.error', 'non_field_errors'].flatMap((path) => texts([getPath(body, path)]));
	for (const path of MESSAGES) {
		const found = texts([getPath(body, path)]);
		if (found.length > 0) {
			const title = path === 'detail' ? texts([getPath(body, 'title')]) : [];
			return [...lists, ...title, ...found];
		}
	}
	return lists;
}

/** Every text inside message-like values: texts, lists of texts, lists of error objects. */
function texts(values: readonly unknown[], depth = 0): string[] {
	if (depth > DEEPEST) return [];
	return values.flatMap((value): string[] => {
		if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
		if (Array.isArray(value))
			return value
				.slice(0, 20)
				.flatMap((entry) => (isObject(entry) ? [entryText(entry)] : texts([entry], depth + 1)))
				.filter((text) => text !== '');
		return isObject(value) && typeof value.message === 'string' ? [value.message] : [];
	});
}

/** One entry of an `errors` list: JSON:API, GraphQL, GitHub, SonarQube, FastAPI. */
function entryText(entry: JsonObject): string {
	const extensions = isObject(entry.extensions) ? entry.extensions : {};
	const candidates = [
		extensions.userPresentableMessage,
		entry.detail,
		entry.message,
		entry.msg,
		entry.description,
		entry.title,
		entry.reason,
		entry.error,
	];
	const text = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '');
	if (typeof text === 'string') return text;
	// GitHub: {resource, field, code} without words.
	return typeof entry.code === 'string'
		? [entry.resource, entry.field, entry.code].filter((part) => typeof part === 'string').join(' ')
		: '';
}

const fieldName = (entry: JsonObject): string | undefined => {
	const source = isObject(entry.source) ? entry.source : {};
	const pointer = source.pointer ?? entry.pointer;
	if (typeof pointer === 'string')
		return (
			pointer
				.split('/')
				.filter((part) => !['', '#', 'data', 'attributes'].includes(part))
				.join('.') || undefined
		);
	if (Array.isArray(entry.loc)) return entry.loc.filter((part) => part !== 'body').join('.');
	const named = [source.parameter, entry.field, entry.name, entry.property, entry.attribute, entry.param];
	return named.find((name): name is string => typeof name === 'string' && name !== '');
};

/** Field messages: Rails and DRF objects, JSON:API pointers, problem+json `invalid-params`, FastAPI `loc`, ASP.NET ModelState. */
function readFields(body: unknown): Record<string, string[]> {
	const fields: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
	const add = (field: string, messages: string[]): void => {
		if (messages.length > 0) fields[field] = [...(fields[field] ?? []), ...messages];
	};
	const addMap = (map: unknown, depth = 0): void => {
		if (!isObject(map) || depth > DEEPEST) return;
		for (const [field, value] of Object.entries(map).slice(0, 50)) {
			if (isObject(value) && typeof value.message !== 'string') addMap(value, depth + 1);
			else add(field, texts([value]));
		}
	};
	const addList = (list: unknown): void => {
		for (const entry of Array.isArray(list) ? list.slice(0, 50) : []) {
			const field = isObject(entry) ? fieldName(entry) : undefined;
			const text = isObject(entry) ? entryText(entry) : '';
			if (field !== undefined && text !== '') add(field, [text]);
		}
	};
	for (const path of [
		'errors',
		'error.errors',
		'error.fields',
		'error.details',
		'message',
		'ModelState',
		'modelState',
		'fields',
		'violations',
		'invalid-params',
		'invalid_params',
		'details',
		'detail',
		'validationErrors',
		'_embedded.errors',
	]) {
		const value = getPath(body, path);
		addList(value);
		if (!Array.isArray(value)) addMap(value);
	}
	if (Array.isArray(body)) addList(body);
	if (Object.keys(fields).length === 0 && isObject(body)) {
		// DRF and Plane: the body itself is the map; only lists of texts or lone field names qualify.
		const keys = Object.keys(body).filter((key) => key !== 'non_field_errors');
		const own = keys.filter((key) => !GENERAL.has(key.toLowerCase()) && !key.startsWith('_')).map((key) => [key, body[key]] as const);
		if (own.length > 0 && own.length === keys.length) {
			for (const [field, value] of own)
				if (typeof value === 'string' || (Array.isArray(value) && value.every((entry) => typeof entry === 'string')))
					add(field, texts([value]));
		}
	}
	return { ...fields };
}

/** Does an answer fit a definition's description of one? */
export function matches(match: AnswerMatch, { status, headers, text }: Answer): boolean {
	if (match.status !== undefined && match.status !== status) return false;
	if (match.header && headers[match.header.name] !== match.header.is) return false;
	return match.body === undefined || new RegExp(match.body, 'i').test(text);
}

/** A 2xx answer whose body says that nothing was done. */
export function deniesSuccess(
	content: Content,
	protocol: 'graphql' | 'rpc' | undefined,
	ok: ServiceDefinition['reply']['ok'],
	heuristic: boolean,
): boolean {
	if (content.kind !== 'json') return protocol !== undefined && content.kind !== 'truncated';
	const body = content.value;
	if (protocol === 'graphql' && Array.isArray(getPath(body, 'errors')) && (getPath(body, 'errors') as unknown[]).length > 0) return true;
	if (protocol === 'rpc' && (isPresent(getPath(body, 'error')) || getPath(body, 'result') === false || getPath(body, 'result') === null))
		return true;
	if (ok) return getPath(body, ok.path) !== ok.is;
	if (!heuristic || !isObject(body)) return false;
	const status = typeof body.status === 'string' ? body.status.toLowerCase() : '';
	const errors = body.errors;
	return (
		body.success === false ||
		body.ok === false ||
		['error', 'fail', 'failed', 'failure'].includes(status) ||
		(isPresent(body.error) && body.error !== false && body.error !== 0) ||
		(Array.isArray(errors) ? errors.length > 0 : isObject(errors) && Object.keys(errors).length > 0)
	);
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
