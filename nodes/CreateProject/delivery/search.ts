import type { Json, LookupCall } from '../services/service';
import { deniesSuccess } from '../project/answered/denial';
import { matches, readComplaint } from '../project/answered/failure';
import { isCached, readList, type ListPage, type PagesBefore } from '../project/answered/list';
import { goneBy } from '../project/answered/gone';
import { comparable, namingOf } from '../project/answered/name';
import { fold } from '../project/answered/places';
import { getPath, segmentsOf } from '../project/json';
import type { Prepared } from '../project/asked/prepare';
import { entryNames, readContent, readProject, type Answer, type Project } from '../project/answered/reply';
import { buildRequest, lineOf, type OutgoingRequest } from '../project/asked/request';
import type { Auth } from '../project/asked/site';
import { placementOf } from './container';
import type { Exchange } from './exchange';
import { filteredBy, fits, guesses, unfiltered, type Filters, type FilterTest } from './filters';
import type { SharedLists } from './sharedList';
import { pageOf, readPages, type PageState } from './paging';
import { moveOf } from './moved';

/** What a search compares. */
export type SearchBy = { by: 'name' | 'key' | 'reference'; value: string } | { by: 'field'; path: string; value: string };

/** An entry that is what is sought, and why that is not enough. */
export interface Doubtful {
	project: Project;
	/**
	 * `unplaced`: it does not show in which container it is. `beside`: it is in another list of the answer (`archived`, `recent`).
	 * `gone`: it says that it was deleted; its name may be taken all the same.
	 */
	why: 'unplaced' | 'beside' | 'gone';
	/** The answer's own word for it. */
	by?: string;
}

export type SearchResult =
	/** `isComplete`: every place was looked at, so that finding nothing proves absence. */
	| {
			kind: 'searched';
			found: Project[];
			isComplete: boolean;
			/** Entries that are what is sought, but neither simply there nor absent. */
			doubtful?: Doubtful[];
			/** Entries whose name an API may have made of the one that is sought: other case, spaces, cut, a number appended. */
			similar?: Project[];
			at: string;
	  }
	/**
	 * The search itself could not be done; `reason` is for people. `status`: of the answer that said so. `movedTo`: how its address has
	 * moved, see {@link moveOf}.
	 */
	| { kind: 'failed'; reason: string; at: string; status?: number; movedTo?: string };

export interface SearchEnvironment {
	prepared: Prepared;
	auth: Auth;
	/** A custom API: lists and paging are recognised by their looks. */
	heuristic: boolean;
	/** Whole lists that the items of this run read together; left out where a search must not look at an older reading. */
	lists?: SharedLists;
	/** How this run's API filters its lists, as far as nobody has said it; left out: the search is made as it is. */
	filters?: Filters;
	/** A shared reading must not be older than this, monotonic ms. Default: any within its age. */
	since?: number;
	/** Sends a read and repeats it within its own budget, or `most` times. */
	ask: (request: OutgoingRequest, most?: number) => Promise<Exchange>;
}

/** A list longer than this is not read to its end. */
const MOST_PAGES = 100;
/** An answer with fewer entries than this, all of them what was asked for, is one of a search that filters. */
const FILTERED = 20;

const sameName = (a: string, b: string, ignoreCase = false): boolean => comparable(a, ignoreCase) === comparable(b, ignoreCase);
const sameKey = (a: string | undefined, b: string): boolean => a !== undefined && a.toLowerCase() === b.toLowerCase();

/**
 * Looks for projects that are exactly what is sought, in the container that the item asks for, page by page.
 *
 * @throws {InputProblem} when the request cannot be built, e.g. for want of a workspace.
 */
export async function search(call: LookupCall, wanted: SearchBy, environment: SearchEnvironment): Promise<SearchResult> {
	const { filters } = environment;
	const mayFilter = filters !== undefined && call.filterBy !== undefined && wanted.by === 'name';
	const known = mayFilter ? await filters.of(call) : undefined;
	const notes = newNotes();
	const first =
		known && fits(known, wanted.value) ? filteredBy(call, known) : mayFilter && filters.isRefused(call) ? unfiltered(call) : call;
	let result = await searchPages(first, wanted, environment, notes);
	// Nobody has said that this list has such a filter: an API that refuses it is asked for all there are.
	if (mayFilter && first === call && result.kind === 'failed' && REFUSALS.has(result.status ?? 0) && guesses(call)) {
		filters.refuse(call);
		result = await searchPages(unfiltered(call), wanted, environment, notes);
	}
	if (mayFilter && known === undefined && isOpenQuestion(result) && notes.doubtful.every(isGone)) {
		const filter = await filters.prove(call, [...notes.names], filterTest(environment));
		if (filter && fits(filter, wanted.value)) result = await searchPages(filteredBy(call, filter), wanted, environment, notes);
	}
	const doubtful = notes.doubtful.filter(
		({ project }, index) => notes.doubtful.findIndex((one) => one.project.id === project.id) === index,
	);
	if (result.kind === 'failed' || doubtful.length === 0) return result;
	// What was deleted is not there; of the others nobody can say.
	return { ...result, isComplete: result.isComplete && doubtful.every(isGone), doubtful };
}

/** What an API answers that does not know a parameter. */
const REFUSALS = new Set([400, 422]);

const isGone = ({ why }: Doubtful): boolean => why === 'gone';

/** Nothing was found, and nothing says that there is nothing. */
const isOpenQuestion = (result: SearchResult): boolean =>
	result.kind === 'searched' && result.found.length === 0 && !result.isComplete && result.similar === undefined;

/**
 * Tries a dialect on this environment's API. What has an answer is asked once: an API that breaks at a filter would break again. A lost
 * answer says nothing of the filter.
 */
function filterTest(environment: SearchEnvironment): FilterTest {
	return async (dialect, name, isThere) => {
		let isOver = false;
		let isLost = false;
		const askOnce = async (request: OutgoingRequest): Promise<Exchange> => {
			const first = await environment.ask(request, 1);
			const exchange = first.kind === 'fault' && !first.fault.permanent ? await environment.ask(request) : first;
			isLost ||= exchange.kind === 'fault';
			isOver ||= exchange.kind === 'answer' && (exchange.answer.status >= 500 || [401, 403, 429].includes(exchange.answer.status));
			return exchange;
		};
		const result = await searchPages(dialect, { by: 'name', value: name }, { ...environment, ask: askOnce }, newNotes());
		if (isLost) return 'lost';
		if (isOver) return 'stop';
		return result.kind === 'searched' && result.isComplete && result.found.length > 0 === isThere ? 'yes' : 'no';
	};
}

/** What a search has seen beside what it looks for. */
interface Notes {
	doubtful: Doubtful[];
	/** Names that are in the list, some of them. */
	names: Set<string>;
}
const newNotes = (): Notes => ({ doubtful: [], names: new Set() });
const MOST_NAMES = 20;

/** The search reads the whole list, whatever is sought: nothing of it stands in the request. */
const isWholeList = (call: LookupCall, { by }: SearchBy): boolean =>
	call.one !== true && (by === 'field' || !JSON.stringify(call).includes('{value'));

async function searchPages(call: LookupCall, wanted: SearchBy, environment: SearchEnvironment, notes: Notes): Promise<SearchResult> {
	const { prepared, auth, heuristic, ask } = environment;
	// Without a value the filter falls out of the query, and the whole list comes.
	const scope = { ...prepared.scope, value: wanted.by === 'field' ? undefined : wanted.value };
	const isOpen = heuristic && call.paging === undefined;
	const shared = isWholeList(call, wanted) ? environment.lists : undefined;
	const found: Project[] = [];
	const similar: Project[] = [];
	const read = { pages: 0, entries: 0 };
	/** Entries that are what is sought, in whatever container. */
	let alike = 0;
	/** Entries that count, and those of them that show what is compared at all. */
	let counted = 0;
	let legible = 0;
	let hasGaps = call.partial === true;
	let begin = '';
	let at = '';
	let end: SearchResult | undefined;
	const searched = (isComplete: boolean): SearchResult => ({ kind: 'searched', found, isComplete, at });
	/** The parameters that this API takes for a page are those that {@link PageState.other} names. */
	let takesOther = false;
	const readPage = async (state: PageState): Promise<{ request: OutgoingRequest; exchange: Exchange; answered: SearchAnswer }> => {
		const page = pageOf(call, state);
		const request = buildRequest(prepared.site, page.call, { scope, ...page.input }, auth);
		at ||= lineOf(request);
		const exchange = shared ? await shared.read(request, ask, environment.since) : await ask(request);
		const answered =
			exchange.kind === 'fault' ? { failed: exchange.fault.message } : readAnswer(exchange.answer, call, request, environment, read);
		return { request, exchange, answered };
	};
	const beginOf = ({ entries }: ListPage): string => JSON.stringify(entries[0] ?? null).slice(0, 2000);
	/** Did the API refuse what a page was asked for by, or take no notice of it? */
	const isMissed = ({ exchange, answered }: Awaited<ReturnType<typeof readPage>>): boolean =>
		'list' in answered
			? answered.list.entries.length > 0 && beginOf(answered.list) === begin
			: exchange.kind === 'answer' && REFUSALS.has(exchange.answer.status);
	const ending = await readPages(call.paging, MOST_PAGES, async (given) => {
		const other = given.other && { ...given, query: given.other };
		let page = await readPage(takesOther && other ? other : given);
		if (other && !takesOther && isMissed(page)) {
			takesOther = true;
			page = await readPage(other);
		}
		const { request, exchange, answered } = page;
		if ('failed' in answered) {
			const status = exchange.kind === 'answer' ? exchange.answer.status : undefined;
			end = { kind: 'failed', reason: answered.failed, at, status, movedTo: movedTo(exchange, request.url) };
		}
		if ('isAbsent' in answered) end = searched(answered.isAbsent && call.partial !== true);
		if (!('list' in answered)) return undefined;
		const { value, headers, list } = answered;
		const { entries, sign, isReliable, next } = list;
		if (isOpen) {
			const first = beginOf(list);
			// The same page again: this API takes no such parameter.
			if (read.pages > 0 && entries.length > 0 && begin === first) end = searched(false);
			begin = first;
		}
		read.pages++;
		read.entries += entries.length;
		hasGaps ||= admitsGaps(value, call) || isCached(headers) || (call.paging?.kind === 'single' && entries.length >= call.paging.size);
		for (const entry of entries) {
			if (!counts(entry, call)) continue;
			counted++;
			const { project, isLegible } = readEntry(entry, call, environment, wanted);
			if (isLegible) legible++;
			// A list of an unknown API proves nothing about the entries that cannot be read.
			else hasGaps ||= isOpen && wanted.by === 'name';
			if (!isMatch(project, wanted, call, environment)) {
				if (project.name !== undefined && notes.names.size < MOST_NAMES) notes.names.add(project.name);
				if (wanted.by === 'name' && project.name !== undefined && namingOf(project.name, wanted.value) === 'changed') similar.push(project);
				continue;
			}
			alike++;
			const gone = goneBy(project.raw);
			if (gone !== undefined) {
				notes.doubtful.push({ project, why: 'gone', by: gone });
				continue;
			}
			// Our own mark proves more than a container, which somebody may have changed since.
			const placement = wanted.by === 'reference' ? 'inside' : placementOf(project.raw, call, prepared);
			if (placement === 'inside') found.push(project);
			else if (placement === 'unproven') notes.doubtful.push({ project, why: 'unplaced' });
		}
		for (const { name, entries: others } of list.beside)
			for (const entry of others) {
				const { project } = readEntry(entry, call, environment, wanted);
				const isDeleted = goneBy(project.raw) !== undefined || /^(trash|deleted|removed)/.test(name);
				if (isMatch(project, wanted, call, environment)) notes.doubtful.push({ project, why: isDeleted ? 'gone' : 'beside', by: name });
			}
		hasGaps ||= counted > 0 && legible === 0;
		if (call.one) end = searched(!hasGaps);
		else if (isOpen && next === undefined) {
			// Asked for one name and answered with that name alone (or nothing): it does filter.
			const isFiltered = read.pages === 1 && entries.length < FILTERED && alike === read.entries;
			end ??= searched(!hasGaps && (sign === 'end' || (sign === 'unsaid' && isReliable && (isFiltered || call.whole === true))));
		}
		return end === undefined ? { value, headers, count: entries.length, next } : undefined;
	});
	// A reading may be older than what this run has made since.
	for (const project of shared?.made ?? []) {
		if (found.some(({ id }) => id === project.id) || !isMatch(project, wanted, call, environment)) continue;
		if (placementOf(project.raw, call, prepared) === 'inside') found.push(project);
	}
	const whole = end ?? searched(ending === 'ended' && !hasGaps);
	return whole.kind === 'searched' && similar.length > 0 ? { ...whole, similar } : whole;
}

/** What one answer to a search is: a page of the list, the word that there is no such project, or neither. */
type SearchAnswer = { failed: string } | { isAbsent: boolean } | { value: Json; headers: Record<string, string>; list: ListPage };

function readAnswer(
	answer: Answer,
	call: LookupCall,
	{ protocol }: OutgoingRequest,
	environment: SearchEnvironment,
	before: PagesBefore,
): SearchAnswer {
	const { status, headers } = answer;
	if (call.absent?.some((match) => matches(match, answer))) return { isAbsent: true };
	const content = readContent(answer);
	const value = content.kind === 'json' ? content.value : undefined;
	const isSuccess = status >= 200 && status <= 299;
	// What a refusal does not show may be there all the same.
	const isNone = status === 404 || status === 410 || (isSuccess && value !== undefined && isNothing(value, call));
	if (call.one && isNone) return { isAbsent: !isCached(headers) };
	if (status === 204 || (status === 200 && content.kind === 'empty')) return { isAbsent: false };
	const path = call.items ?? (environment.heuristic ? undefined : '');
	const one: ListPage | undefined =
		call.one && value !== undefined ? { entries: [value], beside: [], sign: 'unsaid', isReliable: true } : undefined;
	const list =
		one ??
		(value === undefined
			? undefined
			: readList(value, headers, { path, nameField: nameFieldOf(environment), listName: listNameOf(call), before }));
	const holding = one
		? { hasId: readEntry(one.entries[0], call, environment, { by: 'name', value: '' }).project.id !== '' }
		: { isProven: list !== undefined && list.entries.length > 0 };
	if (!isSuccess || value === undefined || deniesSuccess(content, { protocol }, holding)) {
		const said = readComplaint(content, environment.prepared.secrets).message;
		return { failed: `the search was answered with status ${status}${said === '' ? '' : `: ${said}`}` };
	}
	return list === undefined ? { failed: 'the answer to the search is not a list' } : { value, headers, list };
}

/** Where the name of a new project stands in what is sent to an API that nobody has described; its lists have it there, too. */
const nameFieldOf = ({ prepared, heuristic }: SearchEnvironment): string | undefined =>
	heuristic ? segmentsOf(prepared.definition.name?.to ?? 'name').at(-1) : undefined;

/** What is listed, by the end of the address: `projects` of `/teams/{team}/projects.json`. */
const listNameOf = ({ path }: LookupCall): string | undefined => {
	const last = path?.split('?', 1)[0].split('/').filter(Boolean).at(-1);
	return last === undefined || last.includes('{') ? undefined : fold(last.replace(/\.(json|xml)$/i, ''));
};

function admitsGaps(value: Json, { gaps }: LookupCall): boolean {
	const held = gaps === undefined ? undefined : getPath(value, gaps);
	return Array.isArray(held) ? held.length > 0 : held !== undefined && held !== null && held !== false;
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

const isNothing = (value: Json, call: LookupCall): boolean => {
	const held = call.rpc ? getPath(value, 'result') : call.item?.at === undefined ? value : getPath(value, call.item.at);
	return held === null || held === false || held === undefined || (Array.isArray(held) && held.length === 0 && call.item?.at !== undefined);
};

/** `isLegible`: the entry shows what is compared; one that does not may be the one that is sought. */
function readEntry(
	entry: Json,
	call: LookupCall,
	environment: SearchEnvironment,
	wanted: SearchBy,
): { project: Project; isLegible: boolean } {
	const { prepared, heuristic } = environment;
	const { reply, reference } = prepared.definition;
	const map = { ...reply, ...call.item, at: call.item?.at, ok: undefined };
	const project = readProject(entry, { map, scope: prepared.scope, baseUrl: prepared.site.baseUrl, heuristic });
	if (wanted.by === 'reference' && heuristic && reference !== undefined)
		return { project, isLegible: getPath(project.raw, reference.at) !== undefined };
	if (wanted.by !== 'name') return { project, isLegible: true };
	if (heuristic && map.name === undefined) {
		const names = entryNames(project.raw, nameFieldOf(environment));
		const name = names?.find((candidate) => sameName(candidate, wanted.value, call.ignoreCase)) ?? names?.[0];
		return { project: name === undefined ? project : { ...project, name }, isLegible: names !== undefined };
	}
	// Replies to creates may hide the name elsewhere than lists do; `name` is the common place.
	if (project.name === undefined && typeof getPath(project.raw, 'name') === 'string') project.name = String(getPath(project.raw, 'name'));
	return { project, isLegible: project.name !== undefined };
}

function isMatch(project: Project, wanted: SearchBy, call: LookupCall, { prepared }: SearchEnvironment): boolean {
	switch (wanted.by) {
		case 'name':
			return project.name === undefined ? call.one === true : sameName(project.name, wanted.value, call.ignoreCase);
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

/** How the address of a search has moved, if its answer sends it elsewhere. */
const movedTo = (exchange: Exchange, url: string): string | undefined =>
	exchange.kind === 'answer' && exchange.answer.status >= 300 && exchange.answer.status < 400
		? moveOf(url, exchange.answer.headers.location)
		: undefined;
