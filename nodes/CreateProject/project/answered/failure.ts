import type { AnswerMatch } from '../../services/service';
import { getPath, isObject, type JsonObject } from '../json';
import type { Answer, Content } from './reply';
import { BOUNDS, sizeOf } from '../bounds';
import type { Secrets } from '../secrets';
import { shorten } from '../text';

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
	/** What such an answer means at this service, where it does not say so itself. */
	means?: string;
}

export const NO_WORDS: Complaint = { message: '', fields: {} };

export const ownWords = (message: string, own = ''): Complaint => ({ message, fields: {}, own });

/** How deep lists in lists and maps in maps are read; no message lies deeper. */
const DEEPEST = 10;

/** Too large to be read; said by us, because the API's words are in what was not read. */
const tooLarge = (size: number): Complaint =>
	ownWords(
		'The answer is too large to be read',
		`The answer has ${sizeOf(size)}; no more than ${sizeOf(BOUNDS.body)} are read, so that one answer cannot stop n8n`,
	);

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

/** A text of the API's as it may be shown: without secrets, on one line, and short. */
type Excerpt = (text: string, length?: number) => string;

/**
 * Reads the message, the field messages and the code from the error shapes in use.
 *
 * @param secrets taken out before a text is cut: nobody would recognise the half of one.
 * @param paths where this API has its message.
 */
export function readComplaint(content: Content, secrets: Secrets, paths: readonly string[] = []): Complaint {
	const excerpt: Excerpt = (text, length = BOUNDS.text) => secrets.excerpt(text, length);
	if (content.kind === 'large') return tooLarge(content.size);
	if (content.kind === 'html') return { message: excerpt(content.title), fields: {} };
	if (content.kind === 'text') return { message: excerpt(content.text), fields: {} };
	if (content.kind !== 'json') return NO_WORDS;
	const { value } = content;
	if (typeof value === 'string') return { message: excerpt(value), fields: {} };
	const fields = readFields(value, excerpt);
	const body = Array.isArray(value) ? { errors: value } : value;
	const own = texts(
		paths.map((path) => getPath(body, path)),
		excerpt,
	);
	let general = own.length > 0 ? own : generalMessages(body, excerpt);
	const byField = Object.entries(fields).map(([field, messages]) => `${field}: ${messages.join('; ')}`);
	// A title such as "Validation failed" says less than the fields do; both together say all.
	general = general.filter((text) => !byField.some((line) => line.endsWith(text)));
	const message = [...new Set([...general, ...byField])].filter((text) => text !== '').join('; ');
	const code = CODES.map((path) => getPath(body, path)).find(
		(found) => (typeof found === 'string' && /^[\w.:/-]{1,80}$/.test(found)) || typeof found === 'number',
	);
	return { message: shorten(message, BOUNDS.text), fields, ...(code === undefined ? {} : { code: String(code) }) };
}

function generalMessages(body: unknown, excerpt: Excerpt): string[] {
	const lists = ['errorMessages', 'messages', 'messages.error', 'non_field_errors'].flatMap((path) =>
		texts([getPath(body, path)], excerpt),
	);
	for (const path of MESSAGES) {
		const found = texts([getPath(body, path)], excerpt);
		if (found.length > 0) {
			const title = path === 'detail' ? texts([getPath(body, 'title')], excerpt) : [];
			return [...lists, ...title, ...found];
		}
	}
	return lists;
}

/** Every text inside message-like values: texts, lists of texts, lists of error objects. */
function texts(values: readonly unknown[], excerpt: Excerpt, depth = 0): string[] {
	if (depth > DEEPEST) return [];
	const found: string[] = [];
	const add = (text: string): void => {
		// Long enough to see what it says; the whole may be megabytes.
		const short = excerpt(text).trim();
		if (short !== '') found.push(short);
	};
	for (const value of values) {
		if (found.length >= BOUNDS.messages) break;
		if (typeof value === 'string') add(value);
		else if (Array.isArray(value))
			// Of lists in lists the first alone: all of them would be 20 to the power of their depth.
			for (const entry of value.slice(0, depth === 0 ? BOUNDS.messages : 1))
				if (isObject(entry)) add(entryText(entry));
				else found.push(...texts([entry], excerpt, depth + 1));
		else if (isObject(value) && typeof value.message === 'string') add(value.message);
	}
	return found.slice(0, BOUNDS.messages);
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
function readFields(body: unknown, excerpt: Excerpt): Record<string, string[]> {
	const fields = new Map<string, string[]>();
	let visits = 0;
	let length = 0;
	const add = (given: string, messages: string[]): void => {
		const field = excerpt(given, BOUNDS.key);
		const held = fields.get(field) ?? [];
		for (const message of messages) {
			length += message.length;
			if (held.length >= BOUNDS.messages || length > BOUNDS.complaint || (held.length === 0 && fields.size >= BOUNDS.fields)) return;
			held.push(message);
			fields.set(field, held);
		}
	};
	const addMap = (map: unknown, depth = 0): void => {
		if (!isObject(map) || depth > DEEPEST) return;
		for (const field in map) {
			if (++visits > BOUNDS.visits) return;
			const value = map[field];
			if (isObject(value) && typeof value.message !== 'string') addMap(value, depth + 1);
			else add(field, texts([value], excerpt));
		}
	};
	const addList = (list: unknown): void => {
		for (const entry of Array.isArray(list) ? list.slice(0, BOUNDS.fields) : []) {
			const field = isObject(entry) ? fieldName(entry) : undefined;
			const text = isObject(entry) ? entryText(entry) : '';
			if (field !== undefined && text !== '') add(field, texts([text], excerpt));
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
	if (fields.size === 0 && isObject(body)) {
		// DRF and Plane: the body itself is the map; only lists of texts or lone field names qualify.
		const keys = Object.keys(body).filter((key) => key !== 'non_field_errors');
		const own = keys.filter((key) => !GENERAL.has(key.toLowerCase()) && !key.startsWith('_')).map((key) => [key, body[key]] as const);
		if (own.length > 0 && own.length === keys.length) {
			for (const [field, value] of own)
				if (typeof value === 'string' || (Array.isArray(value) && value.every((entry) => typeof entry === 'string')))
					add(field, texts([value], excerpt));
		}
	}
	return Object.fromEntries(fields);
}

/** Does an answer fit a definition's description of one? */
export function matches(match: AnswerMatch, { status, headers, text }: Answer): boolean {
	if (match.status !== undefined && match.status !== status) return false;
	if (match.header && headers[match.header.name] !== match.header.is) return false;
	return match.body === undefined || new RegExp(match.body, 'i').test(text);
}
