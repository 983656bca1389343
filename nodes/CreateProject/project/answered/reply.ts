import type { Json, ReplyMap } from '../../services/service';
import { BOUNDS } from '../bounds';
import { cleanJson, getPath, getSegments, isObject, readJson, type JsonObject } from '../json';
import { encodeSegment, fillSegments, fillText, type Scope } from '../asked/template';

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
	| { kind: 'html'; title: string }
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
		return { kind: 'html', title: titleIn(trimmed) };
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

/** The words of a page's title. By positions: a pattern would begin anew at each of ten thousand `<title`. */
function titleIn(page: string): string {
	const tag = page.search(/<title/i);
	const start = tag === -1 ? -1 : page.indexOf('>', tag);
	if (start === -1) return '';
	const end = page.indexOf('<', start);
	return page.slice(start + 1, end === -1 ? undefined : end).trim();
}

// Where APIs put things when nobody told us. Order is precedence.
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
];
const IDS = ['id', 'gid', 'uuid', '_id', 'uid', 'guid', 'project_id', 'projectId', 'ID', 'Id', 'key', 'number'];
const KEYS = ['key', 'identifier', 'shortName', 'slug', 'code', 'path'];
const NAMES = ['name', 'title', 'displayName', 'display_name', 'label', 'project_name', 'projectName', 'Name'];
const URLS = [
	'web_url',
	'html_url',
	'permalink_url',
	'permalink',
	'app_url',
	'webUrl',
	'browse_url',
	'links.html.href',
	'_links.html.href',
	'_links.web.href',
	'url',
	'link',
	'self',
	'_links.self.href',
];
const DATES = [
	'created_at',
	'createdAt',
	'created_on',
	'createdOn',
	'created',
	'dateCreated',
	'date_created',
	'creation_date',
	'created_date',
	'createdDate',
	'createTime',
	'created_time',
	'inserted_at',
	'attributes.created_at',
];

const first = (value: unknown, paths: readonly string[]): unknown => {
	for (const path of paths) {
		const found = getPath(value, path);
		if (found !== undefined && found !== null && found !== '') return found;
	}
	return undefined;
};

/** A scalar as text; ids of any type become texts. What is longer than any id, name or address is none. */
const scalarText = (value: unknown): string | undefined =>
	(typeof value === 'string' && value.length <= BOUNDS.scalar) || typeof value === 'number' ? String(value) : undefined;

/** The object that looks like the project: it has an id, or its only wrapper does. */
export function unwrap(value: Json, depth = 0): Json {
	if (Array.isArray(value)) return value.length === 1 && depth > 0 ? unwrap(value[0], depth) : value;
	if (!isObject(value) || depth > 3) return value;
	if (isObject(value.attributes) && value.id !== undefined) return value;
	if (first(value, IDS) !== undefined) return value;
	for (const wrapper of WRAPPERS) {
		const inner = value[wrapper];
		if (isObject(inner) || (Array.isArray(inner) && inner.length === 1)) {
			const found = unwrap(inner, depth + 1);
			if (isObject(found) && first(found, IDS) !== undefined) return found;
		}
	}
	return value;
}

/** Which parts are taken from where; `base` and the scope serve URL templates. */
export interface ReadContext {
	map: ReplyMap;
	scope: Scope;
	baseUrl: string;
	/** A custom API: parts without a path are sought in the well-known places. */
	heuristic: boolean;
}

/** Reads a project from one object. The parts it does not have stay undefined. */
export function readProject(value: Json, { map, scope, baseUrl, heuristic }: ReadContext): Project {
	const raw = map.at !== undefined ? ((getPath(value, map.at) as Json | undefined) ?? null) : heuristic ? unwrap(value) : value;
	const part = (path: string | undefined, places: readonly string[]): unknown => {
		const found = path === undefined ? undefined : path.includes('{') ? getSegments(raw, fillSegments(path, scope)) : getPath(raw, path);
		if (found !== undefined || !heuristic) return found;
		return first(raw, places) ?? first(getPath(raw, 'attributes'), places);
	};
	const id = scalarText(part(map.id, IDS)) ?? (heuristic && map.at === undefined ? scalarText(raw) : undefined) ?? '';
	const key = scalarText(part(map.key, KEYS));
	const name = scalarText(part(map.name, NAMES));
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
	if (typeof given === 'string' && given !== '' && given.length <= BOUNDS.scalar) {
		if (/^https?:\/\//i.test(given)) return given;
		// A page address relative to the host, as HAL APIs give it.
		return given.startsWith('/') ? new URL(given, baseUrl).href : undefined;
	}
	if (map.urlTemplate === undefined) return undefined;
	const all: Scope = { ...scope, ...definedParts(project), reply: raw, base: baseUrl, origin: new URL(baseUrl).origin };
	const encode = (value: string): string => (/^https?:\/\//i.test(value) ? value.replace(/\/+$/, '') : encodeSegment(value));
	try {
		return fillText(map.urlTemplate, all, encode);
	} catch {
		return undefined;
	}
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
	const output: JsonObject = { id: project.id };
	if (project.key !== undefined) output.key = project.key;
	if (project.name !== undefined) output.name = project.name;
	if (project.url !== undefined) output.url = project.url;
	output.service = service;
	output.outcome = outcome;
	if (project.createdAt !== undefined) output.createdAt = project.createdAt;
	return output;
}
