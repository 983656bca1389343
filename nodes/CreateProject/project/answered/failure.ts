import type { AnswerMatch, Json } from '../../services/service';
import { getPath, isObject, type JsonObject } from '../json';
import { structureOf } from './denial';
import { readHtml, withoutRoot } from './markup';
import { fold } from './places';
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

/** Too large to be read; said by us, because the API's words are in what was not read. */
const tooLarge = (size: number): Complaint =>
	ownWords(
		'The answer is too large to be read',
		`The answer has ${sizeOf(size)}; no more than ${sizeOf(BOUNDS.body)} are read, so that one answer cannot stop n8n`,
	);

/** Where an object says what is wrong with it, the most specific first; folded. */
const TEXTS = [
	...['userpresentablemessage', 'detail', 'errordescription', 'exceptionmessage', 'message', 'defaultmessage', 'errormessage', 'errormsg'],
	...['errmsg', 'msg', 'usermessage', 'faultstring', 'description', 'reason', '#text', 'err', 'errortext', 'exception'],
];
/** Of these a text says less than any other in the same object. */
const HEADINGS = ['error', 'title', 'errorname'];
/** These stand for what is wrong even in a map of fields; `title` or `description` are fields there. */
const STRONG = new Set(['detail', 'message', 'msg', 'errormessage', 'errmsg', 'errordescription', 'defaultmessage', 'exceptionmessage']);
/** Complaints about the whole and not about a field. */
const WHOLE = new Set([
	'base',
	'nonfielderrors',
	'all',
	'general',
	'globalerrors',
	'formerrors',
	'errormessages',
	'messages',
	'warnings',
	'',
]);
/** Wrappers: what is in them is looked at, and their own name is no field. */
const WRAPPERS = new Set([
	...['errors', 'error', 'details', 'detail', 'data', 'issues', 'violations', 'fielderrors', 'fieldviolations', 'invalidparams', 'causes'],
	...[
		'children',
		'embedded',
		'fields',
		'modelstate',
		'validationerrors',
		'validation',
		'message',
		'messages',
		'result',
		'response',
		'body',
	],
	...['fault', 'envelope', 'problems', 'failures', 'invalid', 'constraintviolations', 'parametererrors', 'results', 'items', 'innererror'],
	...['innererrors', 'cause', 'extensions', 'properties', 'fieldmessages', 'badrequest', 'meta', 'status', 'head', 'header'],
]);
/** What stands beside an error and is no field. */
const NOISE = new Set([
	...[
		'status',
		'statuscode',
		'statustext',
		'code',
		'codes',
		'type',
		'instance',
		'timestamp',
		'path',
		'trace',
		'traceid',
		'requestid',
		'id',
	],
	...[
		'correlationid',
		'documentationurl',
		'success',
		'ok',
		'meta',
		'jsonrpc',
		'object',
		'ecode',
		'links',
		'link',
		'help',
		'moreinfo',
		'url',
	],
	...[
		'method',
		'host',
		'date',
		'time',
		'level',
		'severity',
		'category',
		'subcategory',
		'domain',
		'kind',
		'name',
		'version',
		'lang',
		'locale',
	],
	...[
		'stack',
		'stacktrace',
		'file',
		'line',
		'errorcode',
		'errcode',
		'errorid',
		'errorsubcode',
		'exceptiontype',
		'params',
		'context',
		'value',
	],
	...['rejectedvalue', 'keyword', 'schemapath', 'location', 'locations', 'objectname', 'resource', 'reply', 'apiversion', 'servertime'],
]);
/** Never words for people. */
const NEVER = new Set(['stacktrace', 'stack', 'trace', 'codes', 'locations', 'links']);
/** Wrappers whose texts are each that of the field they stand under. */
const MAPS = new Set([
	...['errors', 'fielderrors', 'fields', 'modelstate', 'validationerrors', 'message', 'messages', 'detail', 'children'],
	...['parametererrors', 'fieldmessages', 'properties', 'invalid'],
]);
/** Wrappers that hold one error. */
const ENTRIES = new Set(['error', 'innererror', 'cause', 'fault', 'extensions', 'status']);
/** What is wrong with the field of the object that these stand in. */
const OWN_LISTS = new Set(['errors', 'messages', 'issues', 'constraints', 'reasons']);
/** Where an error's field is named. */
const PLACES = new Set([
	...['source', 'pointer', 'instancepath', 'datapath', 'loc', 'path', 'field', 'param', 'target', 'property', 'attribute', 'parameter'],
	...['argument', 'propertyname', 'fieldname', 'propertypath', 'column', 'fields', 'membernames'],
]);
const CODES = ['code', 'error.code', 'error.status', 'errorCode', 'error_code', 'errcode', 'ECODE', 'typeKey', 'type', 'error'];

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
	if (content.kind === 'html') return { message: excerpt(pageWords(content)), fields: {} };
	const value = structureOf(content);
	if (content.kind === 'text' && value === undefined) return { message: excerpt(content.text), fields: {} };
	if (value === undefined) return NO_WORDS;
	if (typeof value === 'string') return { message: excerpt(value), fields: {} };
	if (content.kind === 'text' && isPageMarkup(value)) return { message: excerpt(readHtml(content.text).words), fields: {} };
	const body = content.kind === 'text' ? withoutRoot(value as Json) : value;
	const words = new Words(excerpt);
	walk(body, Array.isArray(body) ? 'entry' : 'body', words);
	words.end();
	const { fields } = words;
	const own = ownTexts(
		paths.map((path) => getPath(body, path)),
		excerpt,
	);
	const byField = [...fields]
		.map(([field, messages]) => `${field}: ${messages.join('; ')}`)
		.filter((line) => !own.some((text) => line.endsWith(text)));
	// A title such as "Validation failed" says less than the fields do; both together say all.
	const general = (own.length > 0 ? own : words.general).filter((text) => !byField.some((line) => line.endsWith(text)));
	const message = [...new Set([...general, ...byField])].join('; ');
	const code = CODES.map((path) => getPath(body, path)).find(
		(found) => (typeof found === 'string' && /^[\w.:/-]{1,80}$/.test(found)) || typeof found === 'number',
	);
	const said = message === '' && content.kind === 'text' ? excerpt(readHtml(content.text).words) : shorten(message, BOUNDS.text);
	return { message: said, fields: Object.fromEntries(fields), ...(code === undefined ? {} : { code: String(code) }) };
}

/** A piece of a web page: its elements say how it looks, and not what it means. */
const isPageMarkup = (value: unknown): boolean =>
	isObject(value) && Object.keys(value).every((name) => /^(p|div|span|pre|h\d|b|i|em|strong|center|br|hr|font|table|ul|ol|a)$/i.test(name));

/** A page's title, and where that is none of its own ("Error"), what stands below it. */
function pageWords({ title, words }: { title: string; words: string }): string {
	const isGeneric = /^(\d{3}\b.*|.*\b\d{3}|errors?|(bad|invalid) request|internal server error|application error|exception|oops.*|)$/i.test(
		title.slice(0, 200),
	);
	if (!isGeneric || words === '' || /^\d{3}\b/.test(title)) return title;
	return words.startsWith(title) ? words : `${title}; ${words}`;
}

/** What has been found so far, within bounds. */
class Words {
	readonly general: string[] = [];
	readonly fields = new Map<string, string[]>();
	private visits = 0;
	private length = 0;

	constructor(private readonly excerpt: Excerpt) {}

	/** A text that only names a kind of error ("Bad Request"): said when there is no other. */
	heading?: string;

	end(): void {
		if (this.heading !== undefined && this.general.length + this.fields.size === 0) this.say(this.heading);
	}

	/** Counts one value that is looked at. @returns false when enough was. */
	visit(): boolean {
		return ++this.visits <= BOUNDS.visits;
	}

	say(text: string): void {
		if (this.general.length >= BOUNDS.messages) return;
		const short = this.excerpt(text).trim();
		if (short !== '' && !this.general.includes(short)) this.general.push(short);
	}

	/** Words about one field; without a name, about the whole. */
	about(given: string | undefined, text: string): void {
		if (given === undefined) return this.say(text);
		const field = this.excerpt(given, BOUNDS.key);
		const held = this.fields.get(field) ?? [];
		const isFull =
			held.length >= BOUNDS.messages || this.length > BOUNDS.complaint || (held.length === 0 && this.fields.size >= BOUNDS.fields);
		const short = isFull ? '' : this.excerpt(text).trim();
		if (short === '') return;
		this.length += short.length;
		held.push(short);
		this.fields.set(field, held);
	}
}

/**
 * Where a value stands: the answer itself (`body`), one error (`entry`), a map in which names of fields stand for what is wrong
 * with them (`map`), or an object of which nobody knows whether it is one (`loose`): there a sentence or a list of texts is.
 */
type Place = 'body' | 'entry' | 'map' | 'loose';

/** How deep wrappers in wrappers are read; no message lies deeper. */
const DEEPEST = 10;

/**
 * Finds what is said, by principle: a text beside the place of a field is that field's, a list or a map of such is a list of
 * fields, wrappers are walked through. One visit for each value.
 *
 * @param field whose errors these are, as far as the names on the way told.
 */
function walk(value: unknown, place: Place, words: Words, depth = 0, field?: string): void {
	if (depth > DEEPEST || !words.visit()) return;
	if (typeof value === 'string') words.about(field, value);
	else if (Array.isArray(value)) for (const entry of value.slice(0, BOUNDS.fields)) walk(entry, 'entry', words, depth + 1, field);
	else if (isObject(value)) walkObject(value, place, words, depth, field);
}

function walkObject(value: JsonObject, place: Place, words: Words, depth: number, field: string | undefined): void {
	const places = place === 'body' || place === 'map' ? [] : fieldsOf(value);
	const isLocated = places.length > 0;
	const { texts, heading } = textOf(value, place);
	// Where the field is known already, a code says nothing that the text it stands beside has not said.
	const said = texts.length > 0 || !isLocated || field !== undefined ? texts : codeOf(value);
	for (const text of said) for (const about of isLocated ? places : [field]) words.about(about, text);
	if (said.length === 0 && heading !== undefined) words.heading ??= heading;
	const hasText = said.length > 0 || heading !== undefined;
	const isBare = place === 'body' && isBareMap(value);
	const beside = isLocated ? besideOf(value) : undefined;
	for (const key in value) {
		const inner = value[key];
		const word = fold(key);
		if (inner === null || typeof inner === 'number' || typeof inner === 'boolean' || NEVER.has(word)) continue;
		if (isLocated && PLACES.has(word)) continue;
		// OData's `message: {lang, value}` is a text.
		if (word === 'message' && isObject(inner) && typeof inner.value === 'string') continue;
		if (typeof inner === 'string') {
			if (WHOLE.has(word)) words.say(inner);
			else if (isBare || isFieldText(inner, word, place, hasText)) words.about(key, inner);
		} else if (WHOLE.has(word)) walk(inner, 'entry', words, depth + 1);
		else if (OWN_LISTS.has(word) && (isLocated || (field !== undefined && place !== 'entry')))
			for (const own of Object.values(inner)) walk(own, 'entry', words, depth + 1, places[0] ?? field);
		else if (isListOfTexts(inner) && isFieldKey(word, inner, place, hasText))
			for (const text of inner.slice(0, BOUNDS.messages)) words.about(key, text);
		else if (inner === beside) walk(inner, 'entry', words, depth + 1, places[0]);
		else if (WRAPPERS.has(word)) walk(inner, MAPS.has(word) ? 'map' : ENTRIES.has(word) ? 'entry' : 'loose', words, depth + 1, field);
		else if (!NOISE.has(word) || word === 'name' || (place === 'map' && !hasText))
			walk(inner, isError(inner) ? 'entry' : place === 'map' ? 'map' : 'loose', words, depth + 1, key);
	}
}

/** A text under a field's name in a map; one error's own data (`code`, `source`) are none, unless they are a sentence. */
function isFieldText(text: string, word: string, place: Place, hasText: boolean): boolean {
	if (hasText || HEADINGS.includes(word)) return false;
	const isField = word === 'name' || !NOISE.has(word);
	return place === 'map' ? isField || isSentence(text) : place === 'loose' && isField && isSentence(text);
}

const isListOfTexts = (value: unknown): value is string[] =>
	Array.isArray(value) && value.length > 0 && value.slice(0, BOUNDS.messages).every((entry) => typeof entry === 'string');

/** Is a list of texts under this name what is wrong with a field of that name? */
function isFieldKey(word: string, texts: readonly string[], place: Place, hasText: boolean): boolean {
	if (place === 'map') return !hasText || !NOISE.has(word);
	if (WRAPPERS.has(word)) return false;
	if (place === 'entry') return !hasText && (!NOISE.has(word) || word === 'name');
	if (place === 'loose' && !isSentence(texts[0])) return false;
	return !hasText || !NOISE.has(word) || word === 'name';
}

/** Words, and not the name of something. */
const isSentence = (text: string): boolean => /\S\s\S/.test(text);

/** An object that is what is wrong with something: it has words of its own. */
const isError = (value: unknown): boolean => isObject(value) && textOf(value, 'map').texts.length > 0;

/** The whole answer is a map of fields: nothing in it has another meaning. */
const isBareMap = (body: JsonObject): boolean => {
	const keys = Object.keys(body).filter((key) => !WHOLE.has(fold(key)));
	const words = keys.map(fold);
	return (
		words.length > 0 &&
		words.every((word) => word === 'name' || !(NOISE.has(word) || WRAPPERS.has(word) || TEXTS.includes(word) || HEADINGS.includes(word)))
	);
};

/** What an object says of itself: the most specific of its texts; `heading` where it has no other. */
function textOf(value: JsonObject, place: Place): { texts: string[]; heading?: string } {
	const extended = isObject(value.extensions) ? value.extensions.userPresentableMessage : undefined;
	if (typeof extended === 'string' && extended !== '') return { texts: [extended] };
	const found = new Map<string, string>();
	for (const key in value) {
		const inner = value[key];
		const word = fold(key);
		// OData writes `message: {lang, value}`.
		const text =
			typeof inner === 'string' ? inner : isObject(inner) && word === 'message' && typeof inner.value === 'string' ? inner.value : '';
		if (text.trim() !== '' && (place !== 'map' || STRONG.has(word)) && !found.has(word)) found.set(word, text);
	}
	const best = TEXTS.find((word) => found.has(word)) ?? (found.has('title') ? 'title' : undefined);
	if (best === undefined) return { texts: [], ...(place === 'map' ? {} : { heading: found.get('error') ?? found.get('errorname') }) };
	const beside =
		best === 'detail' && place === 'body' ? found.get('title') : best === 'exceptionmessage' ? found.get('message') : undefined;
	return { texts: beside === undefined ? [found.get(best)!] : [beside, found.get(best)!] };
}

/** GitHub: {resource, field, code} without words. */
const codeOf = ({ resource, field, code }: JsonObject): string[] =>
	typeof code === 'string' && (resource ?? field) !== undefined
		? [[resource, field, code].filter((part) => typeof part === 'string').join(' ')]
		: [];

/** Parts of a path that lead to every field and name none. */
const STRUCTURE = new Set(['', '#', '$', 'body', 'data', 'attributes', 'relationships']);

const nameOf = (path: unknown): string | undefined => {
	if (Array.isArray(path)) return nameOf(path.filter((part) => typeof part === 'string' || typeof part === 'number').join('/'));
	if (typeof path !== 'string' || path.length > 1000) return undefined;
	const parts = path.startsWith('$.') ? [path.slice(2)] : path.split('/');
	return parts.filter((part) => !STRUCTURE.has(part)).join('.') || undefined;
};

/** The fields that an error is about: the places that stand beside its text. */
function fieldsOf(entry: JsonObject): string[] {
	const source = isObject(entry.source) ? entry.source : {};
	// In GraphQL the path is the query's.
	const path = 'locations' in entry || 'extensions' in entry ? undefined : entry.path;
	const pointed = [source.pointer, entry.pointer, entry.instancePath, entry.dataPath, entry.loc, path].map(nameOf);
	const names = [
		...[source.parameter, entry.field, entry.param, entry.target, entry.property, entry.attribute, entry.parameter, entry.argument],
		...[entry.propertyName, entry.PropertyName, entry.fieldName, entry.Field, entry.propertyPath, entry.column, entry.source],
	];
	const named = names.find((name): name is string => typeof name === 'string' && name !== '' && !['body', 'query'].includes(name));
	const one = pointed.find((name) => name !== undefined) ?? named;
	if (one !== undefined) return [one];
	const several = [entry.fields, entry.memberNames, entry.MemberNames, entry.path_names].find(isListOfTexts);
	if (several) return several.slice(0, BOUNDS.messages);
	const inside = besideOf(entry);
	if (inside !== undefined) return [fieldNamed(inside)!];
	const { name, reason, message } = entry;
	const isField = typeof name === 'string' && /^[\w.[\]-]{1,100}$/.test(name) && !/(error|exception)$/i.test(name);
	return isField && typeof (reason ?? message) === 'string' && !('kind' in entry) ? [name] : [];
}

/** Objects beside an error's text that say more of it: among it, which field it is about. */
const BESIDE = ['extensions', 'meta', 'metadata', 'details', 'detail', 'context', 'params'];

/** The object beside the text of an error that names its field. */
const besideOf = (entry: JsonObject): JsonObject | undefined =>
	BESIDE.map((name) => entry[name]).find((inner): inner is JsonObject => isObject(inner) && fieldNamed(inner) !== undefined);

const fieldNamed = ({
	field,
	fieldName,
	field_name: snake,
	property,
	attribute,
	parameter,
	param,
	argument,
	column,
}: JsonObject): string | undefined =>
	[field, fieldName, snake, property, attribute, parameter, param, argument, column].find(
		(name): name is string => typeof name === 'string' && /^[\w.[\]-]{1,100}$/.test(name),
	);

/** Every text at the places that somebody has named. */
function ownTexts(values: readonly unknown[], excerpt: Excerpt): string[] {
	const words = new Words(excerpt);
	for (const value of values) walk(value, 'entry', words, 1);
	words.end();
	return [...words.general, ...[...words.fields].map(([field, messages]) => `${field}: ${messages.join('; ')}`)];
}

/** Does an answer fit a definition's description of one? */
export function matches(match: AnswerMatch, { status, headers, text }: Answer): boolean {
	if (match.status !== undefined && match.status !== status) return false;
	if (match.header && headers[match.header.name] !== match.header.is) return false;
	return match.body === undefined || new RegExp(match.body, 'i').test(text);
}
