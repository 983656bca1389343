import type { Json } from '../../services/service';
import { getPath, isObject, readJson, type JsonObject } from '../json';
import { fold, IDS, isAside, isListOfRelations, NAMES } from './places';

/**
 * Lists of an API that nobody has described: where the entries are, and whether the answer says that there are no more.
 * What it does not say is not assumed: only a list that is surely at its end proves that something is not in it.
 */

/** What a page says of the end of the list. `unsaid`: nothing that could be relied upon. */
export type Sign = 'more' | 'end' | 'unsaid';

/** Where the next page is: an address, or parameters of the same request. `other`: what they may be called as well. */
export type NextPage = { link: string } | { query: Record<string, string>; other?: Record<string, string> };

export interface ListPage {
	entries: Json[];
	sign: Sign;
	/** Lists of what is there, but not in use: by their names, see {@link isPart}. */
	beside: BesideList[];
	/** Whether the answer can prove anything: not from a cache, not a part by its own words, not one of several lists. */
	isReliable: boolean;
	next?: NextPage;
}

/** A list that came beside the one that is meant. */
export interface BesideList {
	/** Its name in the answer, folded. */
	name: string;
	entries: Json[];
}

/** What is known from the pages before. */
export interface PagesBefore {
	pages: number;
	entries: number;
}

export const FIRST_PAGE: PagesBefore = { pages: 0, entries: 0 };

/** Names that lists of things have; an answer with several lists means the first of these. */
const LISTS = [
	...['projects', 'data', 'results', 'items', 'values', 'value', 'elements', 'nodes', 'edges', 'records', 'entries', 'rows', 'list'],
	...['content', 'docs', 'documents', 'objects', 'members', 'member', 'resources', 'hits', 'boards', 'result', 'response'],
];
/** Lists that come beside the one that is meant. */
const BESIDE = new Set([
	...['errors', 'warnings', 'messages', 'notices', 'links', 'included', 'includes', 'facets', 'aggregations', 'filters', 'sort', 'sorts'],
	...['fields', 'columns', 'schema', 'schemas', 'meta', 'metadata', 'breadcrumbs', 'permissions', 'actions', 'debug', 'pages', 'options'],
]);
/** Projects, but not those that are in use: one of them is neither simply there nor surely absent. */
const isPart = (word: string): boolean => /^(archived?|trash|deleted|removed|recent)/.test(word);
/** How deep and how far the list is looked for. */
const SEARCH = { depth: 4, objects: 200, entries: 5 };

// ---------------------------------------------------------------------------------------------
// The entries

/** Does an entry look like something with a name of its own, directly or in one wrapper (`node`, `project`, `attributes`)? */
function isNamed(entry: unknown, nameField?: string): boolean {
	if (!isObject(entry)) return false;
	const names = new Set([...(nameField === undefined ? [] : [nameField]), ...NAMES].map(fold));
	const ids = new Set(IDS.map(fold));
	const holds = (value: JsonObject, words: ReadonlySet<string>): boolean => Object.keys(value).some((key) => words.has(fold(key)));
	const parts = [entry, ...Object.values(entry).filter(isObject)];
	return parts.some((part) => holds(part, names)) && parts.some((part) => holds(part, ids));
}

/**
 * The list in an answer: the one at `path`, or by its looks the array whose entries are named things, under whatever name.
 *
 * @param nameField Where the name stands in an entry, as far as that is known.
 * @param listName What is listed, by the address that was asked: a list of that name is the one, whatever else there is.
 * @returns `undefined` when there is no list. `isCertain` is false when another list may be the one that is meant.
 */
export function entriesIn(
	value: Json,
	path?: string,
	nameField?: string,
	listName?: string,
): { entries: Json[]; isCertain: boolean; beside?: BesideList[] } | undefined {
	if (path !== undefined) {
		const held = getPath(value, path);
		// Go APIs write an empty list as null.
		return Array.isArray(held)
			? { entries: held as Json[], isCertain: true }
			: held === null
				? { entries: [], isCertain: true }
				: undefined;
	}
	if (Array.isArray(value)) return { entries: value, isCertain: true };
	const all = listsIn(value);
	// Where it is known what is listed, a list of what projects belong to is none of them.
	const isOther = (key: string): boolean => isAside(key) || (listName !== undefined && isListOfRelations(key));
	const lists = all.filter(({ key }) => key === listName || !isOther(key));
	const found = mainOf(lists, nameField, listName);
	return (
		found && {
			...found,
			beside: all.filter(({ key }) => key !== listName && isPart(key)).map(({ key, entries }) => ({ name: key, entries })),
		}
	);
}

function mainOf(lists: Found[], nameField?: string, listName?: string): { entries: Json[]; isCertain: boolean } | undefined {
	const named = lists.filter(({ entries }) => entries.slice(0, SEARCH.entries).some((entry) => isNamed(entry, nameField)));
	const asked = lists.find(({ key }) => key === listName);
	if (asked) return { entries: asked.entries, isCertain: asked.entries.length > 0 || !named.some(isUsual) };
	const own = lists.find(({ key }) => key === 'projects');
	const filled = lists.filter(({ entries }) => entries.length > 0);
	if (own) return { entries: own.entries, isCertain: own.entries.length > 0 || filled.length === 0 };
	const [first, ...others] = byName(named);
	// Beside a list that is empty and is called as lists are, one of an unknown name may be anything: suggestions, neighbours.
	if (first && !isUsual(first) && lists.some((list) => isUsual(list) && list.entries.length === 0))
		return { entries: [], isCertain: false };
	if (first) return { entries: first.entries, isCertain: others.length === 0 || isUsual(first) };
	const [empty] = byName(lists.filter(({ entries }) => entries.length === 0));
	// An empty list beside a filled one of another kind may be the wrong one of the two.
	if (empty) return { entries: [], isCertain: filled.length === 0 };
	return filled.length === 0 ? undefined : { entries: byName(filled)[0].entries, isCertain: filled.length === 1 };
}

interface Found {
	key: string;
	entries: Json[];
}

const isUsual = ({ key }: Found): boolean => LISTS.includes(key);

/** The usual names first, in their order; then the order of the answer, outer before inner. */
const byName = (lists: Found[]): Found[] => {
	const rank = ({ key }: Found): number => (LISTS.includes(key) ? LISTS.indexOf(key) : LISTS.length);
	return [...lists].sort((a, b) => rank(a) - rank(b));
};

function listsIn(value: Json): Found[] {
	const lists: Found[] = [];
	let level: JsonObject[] = isObject(value) ? [value] : [];
	let objects = 0;
	for (let depth = 0; depth < SEARCH.depth && level.length > 0; depth++) {
		const next: JsonObject[] = [];
		for (const object of level) {
			if (++objects > SEARCH.objects) return lists;
			for (const [key, inner] of Object.entries(object)) {
				const word = fold(key);
				if (BESIDE.has(word)) continue;
				if (Array.isArray(inner)) lists.push({ key: word, entries: inner });
				else if (isObject(inner)) next.push(inner);
			}
		}
		level = next;
	}
	return lists;
}

// ---------------------------------------------------------------------------------------------
// The end

/** Words for "the next page", folded; their value is an address, a token or a number, and empty at the end. */
const NEXT = new Set([
	...['next', 'nexturl', 'nexturi', 'nextlink', 'nexthref', 'nextpage', 'nextpageurl', 'nextpageuri', 'nextpagelink', 'nextpagetoken'],
	...['nextcursor', 'nexttoken', 'nextrecordsurl', 'nextmarker', 'nextoffset', 'nextstart', 'nextstartat', 'nextid', 'nextset', 'continue'],
	...['lastevaluatedkey', 'nextkey', 'nextpagekey', 'nextstartkey', 'moreurl', 'paginationtoken', 'nextpaginationtoken'],
	...['continuation', 'continuationtoken', 'endcursortoken', '@odata.nextlink', 'odata.nextlink', 'hydra:next', 'scrollid', 'after'],
]);
/** Said to be true when there is more. */
const MORE = new Set([
	...['hasmore', 'more', 'hasnext', 'hasnextpage', 'hasmoreitems', 'hasmoreresults', 'hasmorepages', 'hasmoredata', 'moreavailable'],
	...[
		'moreresults',
		'moreitemsincollection',
		'moreresultsavailable',
		'morerecords',
		'hasmorerecords',
		'istruncated',
		'truncated',
		'incompleteresults',
		'incomplete',
		'partial',
	],
]);
/** Said to be true when there is no more. */
const LAST = new Set([
	'last',
	'islast',
	'islastpage',
	'lastpage',
	'done',
	'isdone',
	'end',
	'isend',
	'complete',
	'iscomplete',
	'finished',
	'eof',
]);
/** How many entries are still to come. */
const REMAINING = new Set(['remaining', 'remainingitemcount', 'remainingitems', 'remainingcount', 'remainingresults']);
/** Tokens of a place in the list: of the next page, or of this one, at the end as well. Alone they leave it open whether there is more. */
const PLACES_IN_LIST = new Set(['cursor', 'bookmark', 'endcursor', 'pagetoken', 'synctoken']);
const TOTALS = new Set([
	...['total', 'totalcount', 'totalresults', 'totalitems', 'totalelements', 'totalrows', 'totalsize', 'totaldocs', 'totalrecords'],
	...[
		'totalnumber',
		'totalentries',
		'totalhits',
		'totalobjects',
		'totalprojects',
		'recordstotal',
		'recordcount',
		'resultcount',
		'totalmatches',
		'totalfound',
		'nbhits',
	],
	...['@odata.count', 'odata.count', 'hydra:totalitems', 'numfound', 'itemcount', 'rowcount', 'fullcount', 'foundcount', 'count', 'length'],
]);
/** These name the entries of this page as often as all there are. */
const AMBIGUOUS = new Set(['count', 'length', 'itemcount', 'resultcount', 'recordcount', 'rowcount']);
const SIZES = new Set([
	...['perpage', 'pagesize', 'limit', 'size', 'maxresults', 'pagelimit', 'maxperpage', 'pagelength', 'resultsperpage', 'itemsperpage'],
	...['top', 'first', 'rowsperpage', 'maxitems', 'take'],
]);
const PAGE_COUNTS = new Set([
	...[
		'totalpages',
		'pages',
		'pagecount',
		'lastpage',
		'pagestotal',
		'numpages',
		'numberofpages',
		'pagetotal',
		'totalpagecount',
		'maxpage',
		'nbpages',
	],
]);
/** The number of the page that this is. The parameter that asks for another has the same name, but for these. */
const PAGES = new Set(['page', 'currentpage', 'pagenumber', 'pageno', 'pageindex', 'pagenum', 'number', 'thispage']);
const PAGE_PARAMETERS: Record<string, string> = { currentpage: 'page', number: 'page', thispage: 'page' };
/** The entry that this page begins with; the parameter has the same name. */
const OFFSETS = new Set(['offset', 'skip', 'start', 'startat', 'startindex']);
/** The parameter that a token of this name is given back in. */
const TOKENS: Record<string, string> = {
	nextpagetoken: 'pageToken',
	nextcursor: 'cursor',
	nexttoken: 'nextToken',
	continue: 'continue',
	continuationtoken: 'continuationToken',
	nextmarker: 'marker',
	nextpage: 'page',
	nextoffset: 'offset',
	after: 'after',
	offset: 'offset',
};
/** Sizes that servers cut pages at. A list of exactly so many is as likely a full page. */
const USUAL_SIZES = new Set([
	5, 10, 12, 15, 16, 20, 24, 25, 30, 40, 50, 60, 64, 75, 100, 128, 150, 200, 250, 256, 500, 512, 1000, 1024, 2000, 5000,
]);
/** Where an API may say that it answers only a part: what is mine, or in one state. */
const NARROWED = new Set(['filter', 'filters', 'appliedfilters', 'scope']);
const PART = /\b(mine|me|my|own|owned|owner|active|open|archived|assigned|starred|favou?rites?|recent|member|joined|visible)\b/i;

interface Words {
	more: boolean;
	end: boolean;
	narrowed: boolean;
	/** There is a token that may be the next page's. */
	hasPlace: boolean;
	next?: NextPage;
	totals: number[];
	/** Totals that may be the page's own count. */
	counts: number[];
	sizes: number[];
	pageCount?: number;
	page?: Counter;
	/** `first`: the number of the first entry of all; 1 in SCIM. */
	offset?: Counter & { first: number };
}

/** Where in the list a page is. `other`: what the parameter may be called as well, by where the number stands: `pagination[page]`. */
interface Counter {
	param: string;
	other?: string;
	number: number;
}

/** Reads one page of a list that nobody has described. `undefined` when the answer holds no list. */
export function readList(
	value: Json,
	headers: Record<string, string>,
	{ path, nameField, listName, before = FIRST_PAGE }: { path?: string; nameField?: string; listName?: string; before?: PagesBefore } = {},
): ListPage | undefined {
	const list = entriesIn(value, path, nameField, listName);
	if (list === undefined) return undefined;
	const { entries, isCertain, beside = [] } = list;
	const words = wordsOf(value, entries);
	readHeaders(headers, words);
	const isOpen = words.hasPlace && !words.end;
	const isReliable = isCertain && !words.narrowed && !isOpen && !isCached(headers);
	const sign = signOf(words, entries.length, before);
	if (sign !== 'more') return { entries, beside, isReliable, sign: isReliable ? sign : 'unsaid' };
	const next = words.next ?? nextByNumbers(words, entries.length, before);
	return { entries, beside, isReliable, sign, ...(next === undefined ? {} : { next }) };
}

function signOf(words: Words, length: number, before: PagesBefore): Sign {
	const { totals, counts, sizes, pageCount, page, offset } = words;
	if (words.more) return 'more';
	const reached = Math.max(before.entries, offset?.number ?? 0) + length;
	if ([...totals, ...counts].some((total) => total > reached)) return 'more';
	if (pageCount !== undefined && pageCount > 0) {
		// Pages are counted from 0 by some; how many were read tells.
		if (before.pages + 1 >= pageCount) return 'end';
		return page !== undefined && page.number >= pageCount ? 'unsaid' : 'more';
	}
	if (words.end || (length === 0 && before.pages > 0)) return 'end';
	// A total that is as large as a page may be the page's.
	const isPageSize = before.pages === 0 && length > 0 && (sizes.length > 0 ? sizes.includes(length) : USUAL_SIZES.has(length));
	return totals.length > 0 && !isPageSize ? 'end' : 'unsaid';
}

/** The words of the envelope; entries speak for themselves only. */
function wordsOf(value: Json, entries: readonly Json[]): Words {
	const words: Words = { more: false, end: false, narrowed: false, hasPlace: false, totals: [], counts: [], sizes: [] };
	const envelope = { isScim: false };
	let level: Array<{ object: JsonObject; name?: string }> = isObject(value) ? [{ object: value }] : [];
	let objects = 0;
	for (let depth = 0; depth < SEARCH.depth && level.length > 0; depth++) {
		const next: typeof level = [];
		for (const { object, name } of level) {
			if (++objects > SEARCH.objects) break;
			if (Object.keys(object).some((key) => fold(key) === 'totalresults')) envelope.isScim = true;
			for (const [key, inner] of Object.entries(object)) {
				if (inner === (entries as unknown)) continue;
				const word = fold(key);
				readWord(key, inner, words, envelope.isScim, name);
				if (isObject(inner)) next.push({ object: inner, name: key });
				// `links: [{rel: "next", href}]` of Spring, PayPal and others.
				else if (word === 'links' && Array.isArray(inner))
					for (const link of inner.slice(0, 20))
						if (isObject(link) && link.rel === 'next') setNext(words, 'next', link.href ?? link.uri ?? link.url);
			}
		}
		level = next;
	}
	return words;
}

const isTrue = (value: unknown): boolean => value === true || value === 1 || (typeof value === 'string' && /^(true|yes|1)$/i.test(value));
const isFalse = (value: unknown): boolean => value === false || value === 0 || (typeof value === 'string' && /^(false|no|0)$/i.test(value));
const isNone = (value: unknown): boolean => value === null || value === '' || value === false || value === 'nil' || value === 'null';

/** A count as a number: many APIs write it as text. */
const numberOf = (value: unknown): number | undefined => {
	const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : NaN;
	return Number.isInteger(number) && number >= 0 ? number : undefined;
};

/** The parameter as APIs write it that keep the numbers of a page in an object: `pagination[page]`. */
const inside = (parent: string | undefined, key: string): string | undefined =>
	parent !== undefined && /^(pagination|page)$/i.test(parent) ? `${parent}[${key}]` : undefined;

function readWord(key: string, value: Json, words: Words, isScim: boolean, parent?: string): void {
	const word = fold(key);
	const number = numberOf(value);
	if (NEXT.has(word)) {
		if (isNone(value)) words.end ||= word !== 'after' && word !== 'scrollid';
		else setNext(words, word, value);
	} else if (MORE.has(word)) {
		if (isTrue(value)) words.more = true;
		else if (isFalse(value) || value === null) words.end = true;
	} else if (LAST.has(word) && (isTrue(value) || isFalse(value)) && typeof value !== 'number') {
		if (isTrue(value)) words.end = true;
		else words.more = true;
	}
	if (PLACES_IN_LIST.has(word) && typeof value === 'string' && !isNone(value)) words.hasPlace = true;
	if (number !== undefined) {
		if (REMAINING.has(word)) {
			if (number > 0) words.more = true;
			else words.end = true;
		}
		// `__count` is OData's word for all there are.
		if (TOTALS.has(word)) (AMBIGUOUS.has(word) && key !== '__count' ? words.counts : words.totals).push(number);
		// In SCIM and OpenSearch it is the number of entries that came.
		if (SIZES.has(word) && number > 0 && !(isScim && word === 'itemsperpage')) words.sizes.push(number);
		if (PAGE_COUNTS.has(word)) words.pageCount = Math.max(words.pageCount ?? 0, number);
		if (PAGES.has(word)) words.page ??= { param: PAGE_PARAMETERS[word] ?? key, other: inside(parent, key), number };
		if (OFFSETS.has(word)) {
			const first = word === 'startindex' ? 1 : 0;
			words.offset ??= { param: key, other: inside(parent, key), number: Math.max(0, number - first), first };
		}
	} else if (word === 'offset' && typeof value === 'string' && value !== '') setNext(words, word, value);
	if (NARROWED.has(word) && value !== null && PART.test(JSON.stringify(value).slice(0, 500))) words.narrowed = true;
}

/** A next page there is; how it is asked for, where that can be told. */
function setNext(words: Words, word: string, value: Json | undefined): void {
	// `next: {href}`, `next: {after, link}`: the parts are read one by one as well.
	if (isObject(value)) {
		const parts = Object.values(value);
		if (parts.length === 0 || parts.every(isNone)) words.end = true;
		else words.more = true;
		const address = value.href ?? value.link ?? value.url ?? value.uri;
		if (typeof address === 'string') setNext(words, word, address);
		return;
	}
	if (isNone(value) || value === undefined) return;
	words.more = true;
	if (typeof value === 'string' && /^(https?:\/\/|\/)/i.test(value)) words.next = { link: value };
	else if ((typeof value === 'string' || typeof value === 'number') && Object.hasOwn(TOKENS, word))
		words.next ??= { query: { [TOKENS[word]]: String(value) } };
}

const HEADER_TOTALS = new Set([
	...['total', 'totalcount', 'totalresults', 'totalitems', 'totalrecords', 'paginationcount', 'paginationtotal', 'paginationtotalcount'],
]);
const HEADER_PAGE_COUNTS = new Set(['totalpages', 'pagecount', 'paginationpages', 'paginationpagecount', 'paginationtotalpages']);
const HEADER_SIZES = new Set(['perpage', 'pagesize', 'paginationlimit', 'paginationperpage', 'paginationpagesize']);
const HEADER_WORDS = new Set([
	'nextcursor',
	'nexttoken',
	'continuationtoken',
	'nextpagetoken',
	'hasmore',
	'hasnext',
	'truncated',
	'moreresults',
]);

function readEnvelope(text: string, words: Words): void {
	try {
		for (const [key, value] of Object.entries(readJson(text) as JsonObject)) readWord(key, value, words, false);
	} catch {
		// No JSON, no words.
	}
}

function readHeaders(headers: Record<string, string>, words: Words): void {
	const link = readLinks(headers.link);
	if (link.next !== undefined) {
		words.more = true;
		words.next = { link: link.next };
	} else if (link.isPaging) words.end = true;
	for (const [name, value] of Object.entries(headers)) {
		const word = fold(name.replace(/^x-(wp-)?/, ''));
		const number = numberOf(value);
		if (number !== undefined) {
			if (HEADER_TOTALS.has(word)) words.totals.push(number);
			if (HEADER_PAGE_COUNTS.has(word)) words.pageCount = number;
			if (HEADER_SIZES.has(word)) words.sizes.push(number);
			if (word === 'page' || word === 'currentpage' || word === 'paginationpage') words.page = { param: 'page', number };
		}
		if (word === 'nextpage' || word === 'paginationnext') {
			if (value.trim() === '') words.end = true;
			else setNext(words, 'nextpage', value.trim());
		} else if (HEADER_WORDS.has(word) && value !== '') readWord(word, value, words, false);
		// Azure's `x-ms-continuation`, and whatever else is called so.
		else if (/continuation|nextcursor|nextmarker/.test(word) && value.trim() !== '') words.more = true;
		// ASP.NET samples put the whole envelope into one header.
		else if (/pagination$/.test(word) && value.startsWith('{')) readEnvelope(value, words);
	}
	const range = /^\s*(?:[a-z]+\s*)?(\d{1,12})-(\d{1,12})\/(\d{1,12})\s*$/i.exec(headers['content-range']?.slice(0, 100) ?? '');
	if (range) {
		words.totals.push(Number(range[3]));
		words.offset ??= { param: 'offset', number: Number(range[1]), first: 0 };
	}
}

const numbered = ({ param, other }: Counter, number: number): NextPage => ({
	query: { [param]: String(number) },
	...(other === undefined ? {} : { other: { [other]: String(number) } }),
});

/** Followed by number only where the answer names the page or the offset that it is, and how many there are. */
function nextByNumbers({ page, offset, pageCount, totals }: Words, length: number, before: PagesBefore): NextPage | undefined {
	if (length === 0) return undefined;
	if (page !== undefined && (pageCount !== undefined || totals.length > 0)) {
		// The first page says where counting begins; a later one must be the one that was asked for.
		if (before.pages === 0 ? page.number > 1 : page.number !== before.pages && page.number !== before.pages + 1) return undefined;
		return numbered(page, page.number + 1);
	}
	if (page === undefined && pageCount !== undefined && before.pages === 0) return { query: { page: '2' } };
	if (offset !== undefined && totals.length > 0 && offset.number === before.entries) {
		return numbered(offset, offset.number + length + offset.first);
	}
	return undefined;
}

/** Old news: what came from a cache says nothing of a project that was made a moment ago. */
export const isCached = (headers: Record<string, string>): boolean =>
	Number(headers.age ?? 0) > 0 || /\bhit\b/i.test(`${headers['x-cache'] ?? ''} ${headers['cf-cache-status'] ?? ''}`.slice(0, 200));

/**
 * `Link: <url>; rel="next"` (RFC 8288). Sentry keeps the link at the end and says `results="false"`. `isPaging`: the header
 * speaks of pages at all, so that one without a next page is at the end. Linear in the header.
 */
export function readLinks(header: string | undefined): { next?: string; isPaging: boolean } {
	const links: Array<{ address: string; parameters: string }> = [];
	for (let at = 0; header !== undefined && links.length < 50; ) {
		const begin = header.indexOf('<', at);
		const end = begin < 0 ? -1 : header.indexOf('>', begin);
		if (end < 0) break;
		const following = header.indexOf('<', end);
		links.push({
			address: header.slice(begin + 1, end),
			parameters: header.slice(end + 1, following < 0 ? undefined : following).slice(0, 1000),
		});
		at = end + 1;
	}
	const read = links.map(({ address, parameters }) => {
		const values = new Map<string, string>();
		for (const part of parameters.split(/[;,]/)) {
			const equals = part.indexOf('=');
			if (equals > 0)
				values.set(
					part.slice(0, equals).trim().toLowerCase(),
					part
						.slice(equals + 1)
						.replace(/["']/g, '')
						.trim()
						.toLowerCase(),
				);
		}
		return { address, rels: (values.get('rel') ?? '').split(/\s+/), isEmpty: values.get('results') === 'false' };
	});
	const next = read.find(({ rels, isEmpty }) => rels.includes('next') && !isEmpty)?.address;
	const isPaging = read.some(({ rels }) => rels.some((rel) => ['next', 'first', 'prev', 'previous', 'self'].includes(rel)));
	return { ...(next === undefined ? {} : { next }), isPaging };
}
