import type { Json, LookupCall, Paging, PagingPlace } from '../services/service';
import { matches, readComplaint } from '../project/answered/failure';
import { getPath, isObject, type JsonObject } from '../project/json';
import type { Prepared } from '../project/asked/prepare';
import { readContent, readProject, type Project } from '../project/answered/reply';
import { buildRequest, lineOf, type OutgoingRequest } from '../project/asked/request';
import type { Auth } from '../project/asked/site';
import { placementOf } from './container';
import type { Exchange } from './exchange';

/** What a search compares. */
export type SearchBy = { by: 'name' | 'key' | 'reference'; value: string } | { by: 'field'; path: string; value: string };

export type SearchResult =
	/** `isComplete`: every place was looked at, so that finding nothing proves absence. */
	| {
			kind: 'searched';
			found: Project[];
			isComplete: boolean;
			/** Entries that are what is sought, but do not show in which container they are: neither found nor absent. */
			unplaced?: Project[];
			at: string;
	  }
	/** The search itself could not be done; `reason` is for people. */
	| { kind: 'failed'; reason: string; at: string };

export interface SearchEnvironment {
	prepared: Prepared;
	auth: Auth;
	/** A custom API: lists and paging are recognised by their looks. */
	heuristic: boolean;
	/** Sends a read and repeats it within its own budget. */
	ask: (request: OutgoingRequest) => Promise<Exchange>;
}

/** A list longer than this is not read to its end. */
const MOST_PAGES = 100;

const LISTS = [
	'projects',
	'data',
	'results',
	'items',
	'values',
	'value',
	'elements',
	'_embedded.elements',
	'nodes',
	'records',
	'list',
	'content',
	'boards',
	'data.projects',
	'data.items',
	'result',
	'response',
];
const NEXT_LINKS = [
	'next',
	'links.next',
	'_links.next.href',
	'links.next.href',
	'paging.next',
	'pagination.next',
	'meta.next',
	'next_page_url',
	'nextLink',
	'@odata.nextLink',
];
const MORE_FLAGS = [
	'has_more',
	'hasMore',
	'more',
	'meta.has_more',
	'pagination.has_more',
	'pageInfo.hasNextPage',
	'next_page',
	'nextPage',
	'next_cursor',
	'nextCursor',
	'nextPageToken',
	'meta.next_cursor',
	'cursor.next',
];
const TOTALS = ['total_count', 'totalCount', 'total', 'count', 'meta.total', 'meta.total_count', 'pagination.total', 'paging.total'];

/** Same text for people: Unicode NFC, outer white space off. */
const sameName = (a: string | undefined, b: string, ignoreCase = false): boolean =>
	a !== undefined && comparable(a, ignoreCase) === comparable(b, ignoreCase);
export const comparable = (name: string, ignoreCase = false): string =>
	ignoreCase ? name.normalize('NFC').trim().toLowerCase() : name.normalize('NFC').trim();
const sameKey = (a: string | undefined, b: string): boolean => a !== undefined && a.toLowerCase() === b.toLowerCase();

/**
 * Looks for projects that are exactly what is sought, in the container that the item asks for, page by page.
 *
 * @throws {InputProblem} when the request cannot be built, e.g. for want of a workspace.
 */
export async function search(call: LookupCall, wanted: SearchBy, environment: SearchEnvironment): Promise<SearchResult> {
	const unplaced: Project[] = [];
	const result = await searchPages(call, wanted, environment, unplaced);
	return result.kind === 'searched' && unplaced.length > 0 ? { ...result, isComplete: false, unplaced } : result;
}

async function searchPages(call: LookupCall, wanted: SearchBy, environment: SearchEnvironment, unplaced: Project[]): Promise<SearchResult> {
	const { prepared, auth, heuristic, ask } = environment;
	// Without a value the filter falls out of the query, and the whole list comes.
	const scope = { ...prepared.scope, value: wanted.by === 'field' ? undefined : wanted.value };
	const found: Project[] = [];
	let seen = 0;
	/** Entries that are what is sought, in whatever container. */
	let alike = 0;
	let hasGaps = call.partial === true;
	let state: PageState | undefined = firstPage(call.paging);
	let at = '';
	for (let page = 0; state !== undefined; page++) {
		if (page >= MOST_PAGES) return { kind: 'searched', found, isComplete: false, at };
		const paged: LookupCall =
			state.variables && call.graphql
				? { ...call, graphql: { ...call.graphql, variables: { ...(call.graphql.variables as JsonObject), ...state.variables } } }
				: call;
		const request = buildRequest(
			prepared.site,
			paged,
			{ scope, paging: { query: state.query, body: state.body }, follow: state.follow },
			auth,
		);
		at ||= lineOf(request);
		const exchange = await ask(request);
		if (exchange.kind === 'fault') return { kind: 'failed', reason: exchange.fault.message, at };
		const { answer } = exchange;
		const content = readContent(answer);
		if (call.absent?.some((match) => matches(match, answer))) return { kind: 'searched', found, isComplete: call.partial !== true, at };
		const isAbsent =
			call.one === true && (answer.status === 404 || answer.status === 410 || (content.kind === 'json' && isNothing(content.value, call)));
		if (isAbsent) return { kind: 'searched', found, isComplete: call.partial !== true, at };
		const denied = answer.status < 200 || answer.status > 299 || content.kind !== 'json' || hasErrors(content.value, request);
		if (denied) {
			if (answer.status === 204 || (answer.status === 200 && content.kind === 'empty'))
				return { kind: 'searched', found, isComplete: false, at };
			const said = readComplaint(content, prepared.secrets).message;
			return { kind: 'failed', reason: `the search was answered with status ${answer.status}${said === '' ? '' : `: ${said}`}`, at };
		}
		const entries = entriesOf(content.value, call, heuristic);
		if (entries === undefined) return { kind: 'failed', reason: 'the answer to the search is not a list', at };
		seen += entries.length;
		const gaps = call.gaps === undefined ? undefined : getPath(content.value, call.gaps);
		hasGaps ||= Array.isArray(gaps) ? gaps.length > 0 : gaps !== undefined && gaps !== null && gaps !== false;
		hasGaps ||= call.paging?.kind === 'single' && entries.length >= call.paging.size;
		for (const entry of entries) {
			if (!counts(entry, call)) continue;
			const project = readEntry(entry, call, environment, wanted);
			if (!isMatch(project, wanted, call, environment)) continue;
			alike++;
			// Our own mark proves more than a container, which somebody may have changed since.
			const placement = wanted.by === 'reference' ? 'inside' : placementOf(project.raw, call, prepared);
			if (placement === 'inside') found.push(project);
			else if (placement === 'unproven') unplaced.push(project);
		}
		if (call.one) return { kind: 'searched', found, isComplete: !hasGaps, at };
		if (heuristic && call.paging === undefined) {
			const more = heuristicNext(content.value, answer.headers, entries, seen);
			if (more.kind === 'follow') state = { follow: more.address };
			else return { kind: 'searched', found, isComplete: more.isComplete || filtersByValue(entries, alike, seen, page), at };
			continue;
		}
		state = nextPage(call.paging, state, content.value, answer.headers, entries.length);
	}
	return { kind: 'searched', found, isComplete: !hasGaps, at };
}

function counts(entry: Json, { only }: LookupCall): boolean {
	if (!only) return true;
	const value = getPath(entry, only.path);
	return (
		(only.is === undefined || value === only.is) &&
		(only.atLeast === undefined || Number(value) >= only.atLeast) &&
		(only.startsWith === undefined || String(value).startsWith(only.startsWith))
	);
}

/** An unknown API that was asked for one name and answered with that name alone (or nothing) does filter. */
const filtersByValue = (entries: readonly Json[], alike: number, seen: number, page: number): boolean =>
	page === 0 && entries.length < 20 && alike === seen;

const isNothing = (value: Json, call: LookupCall): boolean => {
	const held = call.rpc ? getPath(value, 'result') : call.item?.at === undefined ? value : getPath(value, call.item.at);
	return held === null || held === false || held === undefined || (Array.isArray(held) && held.length === 0 && call.item?.at !== undefined);
};

function hasErrors(value: Json, request: OutgoingRequest): boolean {
	if (request.protocol === 'graphql') return Array.isArray(getPath(value, 'errors'));
	return request.protocol === 'rpc' && isObject(getPath(value, 'error'));
}

function entriesOf(value: Json, call: LookupCall, heuristic: boolean): Json[] | undefined {
	if (call.one) return [value];
	const path = call.items ?? (heuristic ? undefined : '');
	const held = path === undefined ? value : getPath(value, path);
	if (Array.isArray(held)) return held as Json[];
	// Go APIs write an empty list as null.
	if (held === null && !heuristic) return [];
	if (!heuristic || path !== undefined) return undefined;
	for (const list of LISTS) {
		const candidate = getPath(value, list);
		if (Array.isArray(candidate)) return candidate as Json[];
	}
	return undefined;
}

function readEntry(entry: Json, call: LookupCall, { prepared, heuristic }: SearchEnvironment, wanted: SearchBy): Project {
	const { reply } = prepared.definition;
	const map = { ...reply, ...call.item, at: call.item?.at, ok: undefined };
	const project = readProject(entry, { map, scope: prepared.scope, baseUrl: prepared.site.baseUrl, heuristic });
	// Replies to creates may hide the name elsewhere than lists do; `name` is the common place.
	if (project.name === undefined && wanted.by === 'name' && typeof getPath(project.raw, 'name') === 'string')
		project.name = String(getPath(project.raw, 'name'));
	return project;
}

function isMatch(project: Project, wanted: SearchBy, call: LookupCall, { prepared }: SearchEnvironment): boolean {
	switch (wanted.by) {
		case 'name':
			return sameName(project.name, wanted.value, call.ignoreCase) || (call.one === true && project.name === undefined);
		case 'key':
			return sameKey(project.key, wanted.value) || (call.one === true && (project.key === undefined || project.id === wanted.value));
		case 'reference': {
			const at = prepared.definition.reference?.at ?? prepared.definition.idempotency?.to;
			return at === undefined ? project.id === wanted.value : String(getPath(project.raw, at) ?? '') === wanted.value;
		}
		case 'field':
			return String(getPath(project.raw, wanted.path) ?? '') === wanted.value;
	}
}

// ---------------------------------------------------------------------------------------------
// Pages

interface PageState {
	query?: Record<string, string>;
	body?: JsonObject;
	variables?: JsonObject;
	follow?: string;
	number?: number;
	token?: Json;
}

const sized = (paging: { sizeParam?: string; size?: number }): JsonObject =>
	paging.sizeParam !== undefined && paging.size !== undefined ? { [paging.sizeParam]: paging.size } : {};

function place(where: PagingPlace | undefined, values: JsonObject, number?: number): PageState {
	if (where === 'body') return { body: values, number };
	if (where === 'variables') return { variables: values, number };
	return { query: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])), number };
}

function firstPage(paging: Paging | undefined): PageState {
	switch (paging?.kind) {
		case 'page':
			return place(paging.in, { [paging.param]: paging.first ?? 1, ...sized(paging) }, paging.first ?? 1);
		case 'offset':
			return place(paging.in, { [paging.param]: 0, ...sized(paging) }, 0);
		case 'cursor':
		case 'single':
			return place(paging.in, sized(paging));
		default:
			return {};
	}
}

function nextPage(
	paging: Paging | undefined,
	state: PageState,
	value: Json,
	headers: Record<string, string>,
	count: number,
): PageState | undefined {
	switch (paging?.kind) {
		case 'page':
			if (count === 0 || (paging.size !== undefined && count < paging.size)) return undefined;
			return place(paging.in, { [paging.param]: state.number! + 1, ...sized(paging) }, state.number! + 1);
		case 'offset':
			if (count < paging.size) return undefined;
			return place(paging.in, { [paging.param]: state.number! + paging.size, ...sized(paging) }, state.number! + paging.size);
		case 'cursor': {
			const token = getPath(value, paging.next);
			if (
				(typeof token !== 'string' && typeof token !== 'number') ||
				token === '' ||
				(paging.more !== undefined && getPath(value, paging.more) === false)
			)
				return undefined;
			// A filter may leave a page empty and others not; only the same token again is the end.
			if (count === 0 && token === state.token) return undefined;
			return { ...place(paging.in, { [paging.param]: token, ...sized(paging) }), token };
		}
		case 'header': {
			const token = headers[paging.header];
			return token ? { query: { [paging.param]: token } } : undefined;
		}
		case 'link': {
			const next = linkNext(headers.link);
			return next === undefined ? undefined : { follow: next };
		}
		case 'url': {
			const next = getPath(value, paging.next);
			return typeof next === 'string' && next !== '' ? { follow: next } : undefined;
		}
		default:
			return undefined;
	}
}

/** `Link: <url>; rel="next"` (RFC 8288). Sentry keeps the link at the end and says `results="false"`. */
export function linkNext(header: string | undefined): string | undefined {
	for (const link of header?.split(/,\s*(?=<)/) ?? []) {
		const address = /^\s*<([^>]*)>/.exec(link)?.[1];
		if (address !== undefined && /;\s*rel="?[^"]*\bnext\b/i.test(link) && !/;\s*results="?false/i.test(link)) return address;
	}
	return undefined;
}

/** How an unknown API says that there is more, as far as it can be told. */
function heuristicNext(
	value: Json,
	headers: Record<string, string>,
	entries: readonly Json[],
	seen: number,
): { kind: 'follow'; address: string } | { kind: 'end'; isComplete: boolean } {
	const link = linkNext(headers.link);
	if (link !== undefined) return { kind: 'follow', address: link };
	const next = NEXT_LINKS.map((path) => getPath(value, path)).find((found) => typeof found === 'string' && /^(https?:\/\/|\/)/.test(found));
	if (typeof next === 'string') return { kind: 'follow', address: next };
	const total = [headers['x-total-count'], headers['x-total'], ...TOTALS.map((path) => getPath(value, path))]
		.map(Number)
		.find((number) => Number.isFinite(number) && number > 0);
	if (total !== undefined) return { kind: 'end', isComplete: total <= seen };
	const flags = MORE_FLAGS.map((path) => getPath(value, path)).filter((flag) => flag !== undefined);
	if (flags.length > 0) return { kind: 'end', isComplete: flags.every((flag) => flag === false || flag === null || flag === '') };
	// Nothing says so: an empty list is the only proof that nothing is beyond it; a first page is none.
	return { kind: 'end', isComplete: entries.length === 0 || headers.link !== undefined };
}
