import type { Json, ReplyMap } from '../../services/service';
import { BOUNDS } from '../bounds';
import { cleanJson, getPath, getSegments, isObject, readJson, type JsonObject } from '../json';
import { bareId, isId, isIdOfOther, scalarText } from './id';
import { readHtml } from './markup';
import { namingOf } from './name';
import { DATES, documentIdOf, firstAt, fold, isAside, isRelation, IDS, KEYS, NAMES, URLS } from './places';
import { encodeSegment, fillSegments, fillText, type Scope } from '../asked/template';
import { withoutEnd } from '../text';

/** An HTTP answer as it came: nothing parsed, header names in lower case. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	text: string;
	/** Characters of a body that was too large to be read ({@link BOUNDS}); `text` is empty then. */
	unread?: number;
}

/** What kind of text an answer carries. */
export type Content =
	| { kind: 'empty' }
	| { kind: 'json'; value: Json }
	/** Began as JSON and did not end: the connection or a proxy cut it. */
	| { kind: 'truncated' }
	/** Too large to be read; `size` in characters. */
	| { kind: 'large'; size: number }
	/** `words`: what its body says, without markup. */
	| { kind: 'html'; title: string; words: string }
	| { kind: 'text'; text: string };

/** The project as the steps after this node get it. */
export interface Project {
	/** Always a text: a number could lose digits in an expression. Empty when the API named none. */
	id: string;
	key?: string;
	name?: string;
	url?: string;
	createdAt?: string;
	/** The API's own object, unwrapped. */
	raw: Json;
}

export function readContent({ headers, text, unread }: Answer): Content {
	if (unread !== undefined) return { kind: 'large', size: unread };
	const trimmed = text.replace(/^\uFEFF/, '').trim();
	if (trimmed === '') return { kind: 'empty' };
	const type = headers['content-type'] ?? '';
	if (/^\s*<(!doctype\s+html|html|head|body)\b/i.test(trimmed) || (/\bhtml\b/i.test(type) && trimmed.startsWith('<'))) {
		return { kind: 'html', ...readHtml(trimmed) };
	}
	try {
		return { kind: 'json', value: readJson(trimmed) };
	} catch {
		// `[ERROR] …` begins like JSON and is none.
		return /json/i.test(type) || /^[{[]\s*(["{[\]}\d-]|true|false|null|$)/.test(trimmed)
			? { kind: 'truncated' }
			: { kind: 'text', text: trimmed };
	}
}

const WRAPPERS = [
	'project',
	'data',
	'result',
	'results',
	'item',
	'object',
	'response',
	'payload',
	'body',
	'record',
	'board',
	'repository',
	'workspace',
	'node',
	'resource',
];
/** How deep and how far an answer of unknown shape is looked through for the project. */
const SEARCH = { depth: 5, objects: 300 };

const idOf = (value: unknown): string | undefined => documentIdOf(value) ?? scalarText(firstAt(value, IDS, isId));

/** What only people have: an object with one of these and no project's name is whoever made it. */
const PERSONAL = ['email', 'login', 'username', 'first_name', 'last_name', 'email_address'];

/** The object that looks like the project: it has an id, or its only wrapper does. */
export function unwrap(value: Json, depth = 0): Json {
	if (Array.isArray(value)) return value.length === 1 && depth > 0 ? unwrap(value[0], depth) : value;
	if (!isObject(value) || depth > 3) return value;
	if (isObject(value.attributes) && value.id !== undefined) return value;
	// In JSON-RPC the id is the request's.
	const isCall = 'jsonrpc' in value && value.result !== undefined;
	if (!isCall && idOf(value) !== undefined) return value;
	for (const wrapper of WRAPPERS) {
		const found = wrapped(value, wrapper, depth);
		if (found !== undefined) return found;
	}
	return isCall && !isObject(value.result) ? (value.result as Json) : isCall ? null : value;
}

function wrapped(value: JsonObject, wrapper: string, depth: number): Json | undefined {
	const key = Object.hasOwn(value, wrapper) ? wrapper : Object.keys(value).find((name) => fold(name) === wrapper);
	const inner = key === undefined ? undefined : value[key];
	if (!isObject(inner) && !(Array.isArray(inner) && inner.length === 1)) return undefined;
	const found = unwrap(inner, depth + 1);
	return isObject(found) && idOf(found) !== undefined ? found : undefined;
}

/** Parts of an object in which its fields may stand. */
const partsOf = (value: JsonObject): JsonObject[] => [value, value.attributes, value.fields, value.properties].filter(isObject);

/** Every name that an object may have, at the places by their exact names and in other spellings. */
function namesOf(value: JsonObject, places: readonly string[]): string[] {
	const words = new Set(places.map(fold));
	return partsOf(value)
		.flatMap((part) => [
			...places.map((place) => getPath(part, place)),
			...Object.keys(part).map((key) => (words.has(fold(key)) ? part[key] : undefined)),
		])
		.map(scalarText)
		.filter((name) => name !== undefined);
}

/**
 * The names that an entry of an unknown list may have: the one in the field that the create has for it, or where there is no
 * such field, each that stands where names usually are. An empty name is one.
 *
 * @returns `undefined` when no name can be read.
 */
export function entryNames(entry: Json, field: string | undefined): string[] | undefined {
	if (!isObject(entry)) return undefined;
	for (const places of field === undefined ? [NAMES] : [[field], NAMES]) {
		const words = new Set(places.map(fold));
		const isThere = partsOf(entry).some((part) =>
			[...Object.keys(part).filter((key) => words.has(fold(key))), ...places.filter((place) => getPath(part, place) !== undefined)].some(
				(key) => !isObject(getPath(part, key)) && !Array.isArray(getPath(part, key)),
			),
		);
		if (isThere) return namesOf(entry, places);
	}
	return undefined;
}

/**
 * The project in the answer to its creation: the outermost object that has an id and our name, whatever it is wrapped in.
 * Where nothing has that name, the object that looks like the project, unless something says that it is none: another id
 * inside a wrapper, so that nobody can say which of them is the project's, or a person's data.
 */
function projectIn(value: Json, wanted: Wanted): Json {
	if (isProject(value, wanted)) return value;
	const places = [...(wanted.field === undefined ? [] : [wanted.field]), ...NAMES];
	let level: Json[] = Array.isArray(value) ? (value.length === 1 ? [value[0]] : []) : [value];
	let objects = 0;
	let isUncertain = false;
	for (let depth = 0; depth < SEARCH.depth && level.length > 0; depth++) {
		const next: Json[] = [];
		for (const candidate of level) {
			if (!isObject(candidate) || ++objects > SEARCH.objects) continue;
			const isNamed = namesOf(candidate, places).some((name) => namingOf(name, wanted.name) === 'same');
			if (isNamed && !('jsonrpc' in candidate) && idOf(candidate) !== undefined) return candidate;
			const inside = innerObjects(candidate);
			// An object with an id of its own, or beside one in a known wrapper, may be what the project belongs to.
			const isKnown = inside.some(({ rank, value: inner }) => rank >= 0 && idOf(inner) !== undefined);
			const isAlone = Object.keys(candidate).length === 1;
			const hasId = !('jsonrpc' in candidate) && idOf(candidate) !== undefined;
			for (const { key, rank, value: inner } of inside) {
				if (rank >= 0 || isAlone || !(isKnown || hasId || isRelation(key))) next.push(inner);
				else if (!isRelation(key) && !isKnown) isUncertain ||= isProject(inner, wanted);
			}
		}
		level = next;
	}
	// An id outside, and our name with another id inside: nobody can say which of them is the project.
	if (isUncertain) return null;
	const found = unwrap(value);
	if (!isObject(found) || namesOf(found, places).length > 0) return found;
	const isAmbiguous = found === value && WRAPPERS.some((wrapper) => wrapped(found, wrapper, 0) !== undefined);
	return isAmbiguous || isIdOfOther(idOf(found) ?? '') || firstAt(found, PERSONAL) !== undefined ? null : found;
}

/** The objects directly inside of one, known wrappers first. One entry is an answer; several are a list, and no entry of it is. */
function innerObjects(value: JsonObject): Array<{ key: string; rank: number; value: Json }> {
	return Object.entries(value)
		.flatMap(([name, inner]) => {
			const key = fold(name);
			const one = Array.isArray(inner) && inner.length === 1 ? inner[0] : inner;
			return isObject(one) && !isAside(key) ? [{ key, rank: WRAPPERS.indexOf(key), value: one }] : [];
		})
		.sort((a, b) => (a.rank < 0 ? WRAPPERS.length : a.rank) - (b.rank < 0 ? WRAPPERS.length : b.rank));
}

/** The answer itself is the project, as most are: seen before all places are looked at. */
function isProject(value: Json, { name, field }: Wanted): boolean {
	if (!isObject(value) || 'jsonrpc' in value) return false;
	const own = scalarText(getPath(value, field ?? 'name'));
	return own !== undefined && namingOf(own, name) === 'same' && idOf(value) !== undefined;
}

/** The name that a create was sent with, and the field it stood in. */
export interface Wanted {
	name: string;
	/** Path in the payload. */
	field?: string;
	/** All that was sent: what comes back of it says nothing of the answer. */
	sent?: Json;
}

/** Which parts are taken from where; `base` and the scope serve URL templates. */
export interface ReadContext {
	map: ReplyMap;
	scope: Scope;
	baseUrl: string;
	/** A custom API: parts without a path are sought in the well-known places. */
	heuristic: boolean;
	/** The answer is one to a create: of several objects, the one with this name is the project. */
	wanted?: Wanted;
}

/** Reads a project from one object. The parts it does not have stay undefined. */
export function readProject(value: Json, { map, scope, baseUrl, heuristic, wanted }: ReadContext): Project {
	const isOpen = heuristic && map.at === undefined;
	const raw = !isOpen
		? map.at === undefined
			? value
			: ((getPath(value, map.at) as Json | undefined) ?? null)
		: wanted !== undefined && map.id === undefined
			? projectIn(value, wanted)
			: unwrap(value);
	const part = (path: string | undefined, places: readonly string[], accepts?: (found: unknown) => boolean): unknown => {
		const found = path === undefined ? undefined : path.includes('{') ? getSegments(raw, fillSegments(path, scope)) : getPath(raw, path);
		if (found !== undefined || !heuristic) return found;
		return firstAt(raw, places, accepts) ?? firstAt(getPath(raw, 'attributes'), places, accepts);
	};
	const found = (heuristic && map.id === undefined ? documentIdOf(raw) : undefined) ?? part(map.id, IDS, isId);
	const id = isId(found) ? scalarText(found)! : ((isOpen ? bareId(raw, wanted?.name) : undefined) ?? '');
	const key = scalarText(part(map.key, KEYS));
	const name = scalarText(part(map.name, NAMES)) ?? (wanted?.field === undefined ? undefined : scalarText(getPath(raw, wanted.field)));
	const project: Project = { id, raw };
	if (key !== undefined) project.key = key;
	if (name !== undefined) project.name = name;
	const createdAt = isoTime(part(map.createdAt, DATES));
	if (createdAt !== undefined) project.createdAt = createdAt;
	const url = projectUrl(project, raw, map, { scope, baseUrl, given: part(map.url, URLS) });
	if (url !== undefined) project.url = url;
	return project;
}

function projectUrl(
	project: Project,
	raw: Json,
	map: ReplyMap,
	{ scope, baseUrl, given }: { scope: Scope; baseUrl: string; given: unknown },
): string | undefined {
	if (typeof given === 'string' && given !== '' && given.length <= BOUNDS.scalar) return pageAddress(given, baseUrl);
	if (map.urlTemplate === undefined) return undefined;
	const all: Scope = { ...scope, ...definedParts(project), reply: raw, base: baseUrl, origin: new URL(baseUrl).origin };
	const encode = (value: string): string => (/^https?:\/\//i.test(value) ? withoutEnd(value) : encodeSegment(value));
	try {
		const url = fillText(map.urlTemplate, all, encode);
		return url !== undefined && map.urlUnless !== undefined && new RegExp(map.urlUnless).test(url) ? undefined : url;
	} catch {
		return undefined;
	}
}

/** The address of a page as an answer gives it: whole, or relative to the host as HAL APIs write it. Anything else is none. */
function pageAddress(given: string, baseUrl: string): string | undefined {
	// URL parsers drop control characters and take a backslash for a slash: what is shown would not be what is opened.
	if (/[\s\\\p{Cc}\p{Cf}]/u.test(given)) return undefined;
	if (/^https?:\/\//i.test(given)) return URL.canParse(given) ? given : undefined;
	return given.startsWith('/') && URL.canParse(given, baseUrl) ? new URL(given, baseUrl).href : undefined;
}

const definedParts = ({ id, key, name }: Project): Scope => ({
	id,
	...(key === undefined ? {} : { key }),
	...(name === undefined ? {} : { name }),
});

/** ISO 8601 of whatever form a creation time has; undefined when it is none. */
export function isoTime(value: unknown): string | undefined {
	if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,14}$/.test(value))) {
		const number = Number(value);
		// A count called `created` is no time.
		if (Math.abs(number) < 1e8) return undefined;
		// Epoch seconds have ten digits until 2286; milliseconds have thirteen.
		const date = new Date(number < 1e11 ? number * 1000 : number);
		return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
	}
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined;
	// Without a zone it is UTC: JavaScript would take the clock of the machine n8n runs on.
	const zoned = /^.{10}[T ]\d{2}:\d{2}/.test(value) && !/(Z|UTC|GMT|[+-]\d{2}(:?\d{2})?)$/i.test(value) ? `${value}Z` : value;
	const date = new Date(zoned);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Masks the secrets an API puts into its reply (a database password, a connection string). */
export function maskPaths(value: Json, paths: readonly string[] | undefined): Json {
	if (!paths || paths.length === 0) return value;
	const copy = cleanJson(value) ?? null;
	for (const path of paths) maskPath(copy, path.split('.'));
	return copy;
}

function maskPath(value: Json, [segment, ...rest]: string[]): void {
	if (typeof value !== 'object' || value === null) return;
	const container = value as JsonObject;
	for (const key of segment === '*' ? Object.keys(container) : [segment]) {
		if (!Object.hasOwn(container, key)) continue;
		if (rest.length === 0) container[key] = '***';
		else maskPath(container[key], rest);
	}
}

/** An item's output in the short form: the same names for every service. */
export function simplify(project: Project, service: string, outcome: string): JsonObject {
	const output: JsonObject = { outcome };
	if (project.name !== undefined) output.name = project.name;
	if (project.url !== undefined) output.url = project.url;
	if (project.key !== undefined) output.key = project.key;
	output.id = project.id;
	output.service = service;
	if (project.createdAt !== undefined) output.createdAt = project.createdAt;
	return output;
}
