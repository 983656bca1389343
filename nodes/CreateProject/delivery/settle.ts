import type { LookupCall } from '../services/service';
import { getPath } from '../project/json';
import { InputProblem, passOn } from '../project/problem';
import type { Prepared } from '../project/asked/prepare';
import { isoTime, readContent, readProject, type Project } from '../project/answered/reply';
import { buildRequest, type OutgoingRequest } from '../project/asked/request';
import type { Age } from './creationClock';
import type { Likeness } from './echoes';
import { search, type SearchBy, type SearchEnvironment, type SearchResult } from './search';

/** What a search after an unknown outcome found out. */
export type Settlement =
	/** The project is there and provably ours: it carries our mark, it came while our attempt was under way, or its late answer shows it. */
	| { kind: 'ours'; project: Project; by: 'mark' | 'time' | 'answer' }
	/** Provably not there. `others`: projects like it that are provably not ours. */
	| { kind: 'absent'; lookedFor: string; others: Project[] }
	/** Neither could be proven. `isUnseen`: nothing was found by a search that has not been seen to find anything. */
	| { kind: 'unproven'; lookedFor: string; candidates: Project[]; movedTo?: string; isUnseen?: boolean };

/** Why a search's silence proves nothing. */
export interface Distrust {
	/** For people. */
	why: string;
	/** It has not been seen to find anything. */
	isUnseen: boolean;
}

export interface SettleEnvironment extends SearchEnvironment {
	/** The one search that counts. Default: what the definition offers, see {@link settlingLookups}. */
	way?: { call: LookupCall; wanted: SearchBy };
	/** Our mark in the project, if the service has a place for it. */
	mark?: string;
	/** An execution that is not remembered may have used another mark: that this one is nowhere proves nothing. */
	isMarkNew?: boolean;
	/** When the project was created, seen from the first attempt; asked late, because each answer makes the clock better. */
	age: (createdAt: string | undefined, id: string) => Age;
	/**
	 * The API knows by our key which project is ours, and will say so. One that merely looks like it may be
	 * named so to another item by that item's key: only the mark proves it.
	 */
	isKeyed?: boolean;
	/** Another item, or another execution, has this project already. */
	isClaimed: (project: Project) => boolean;
	/** Whether it is claimed cannot be told by this id. */
	isForeign?: (id: string) => boolean;
	/** How the project's values look beside what was sent. */
	likeness?: (project: Project) => Likeness;
	/** Another item with another request, whose end is not known either, may have made it. */
	mayBeOthers?: (project: Project) => boolean;
	/** Items of this process with the very same request whose end is not known, this one included: their projects can stand for each other. */
	equals?: () => number;
	/** The silence of this search proves that nothing is there; else why not, for people. */
	distrust?: (call: LookupCall, wanted: SearchBy) => Promise<Distrust | undefined>;
	/** Monotonic time until which silence proves nothing, because projects of given-up requests keep coming, ms. */
	lateUntil?: () => number;
	/** Monotonic, ms. */
	now: () => number;
	/** What the answer to the request itself proves, should it still come; left out: it will not. */
	answered?: () => (Settlement & { kind: 'ours' }) | undefined;
	/** Waits, at most until that answer comes; `false` when the execution was stopped or the item's time is over. */
	pause: (ms: number) => Promise<boolean>;
	/** How long a project may stay invisible after the answer to its creation was lost, ms. */
	patienceMs: number;
	/** However long absence takes to be proven, the first look comes no later than this, ms: what is there already is seen soon. */
	soonMs?: number;
	/** A single look at once: whether there is something, not whether there is nothing. */
	isOnce?: boolean;
}

/** Stands for what was looked for where nothing could be. */
export const NO_SEARCH = 'this API has no search that could tell';

/** When to look, as parts of the patience: soon, since most searches show a project at once, and patiently, since some lag. */
const LOOKS = [0.15, 0.45, 1];
/** How often to look while late projects keep coming, as a part of the patience. */
const LATE_LOOK = 0.25;

/** The lookups that can settle an outcome, the surest first. */
export function settlingLookups({ definition, scope }: Prepared, mark?: string): Array<{ call: LookupCall; wanted: SearchBy }> {
	const { lookup } = definition;
	const ways: Array<{ call: LookupCall; wanted: SearchBy }> = [];
	if (lookup?.reference && mark !== undefined) ways.push({ call: lookup.reference, wanted: { by: 'reference', value: mark } });
	if (lookup?.key && scope.key !== undefined) ways.push({ call: lookup.key, wanted: { by: 'key', value: String(scope.key) } });
	if (lookup?.name) ways.push({ call: lookup.name, wanted: { by: 'name', value: String(scope.name) } });
	return ways;
}

/** How long a search may hide a new project, ms. */
export const lagOf = (call: LookupCall, patienceMs: number): number => Math.max(patienceMs, (call.lagMs ?? 0) * 1.2);

/**
 * Looks for the project of an attempt whose outcome is unknown. Adopts it only when it carries our mark,
 * or when it appeared after the first attempt began and nobody else has it. Absence counts only when
 * the whole patience has passed, no late project has come meanwhile, and the search was complete and is known to see.
 */
export async function settle(environment: SettleEnvironment): Promise<Settlement> {
	const [way, other] = environment.way ? [environment.way] : settlingLookups(environment.prepared, environment.mark);
	if (!way) return (await answerIn(environment)) ?? { kind: 'unproven', lookedFor: NO_SEARCH, candidates: [] };
	const patience = lagOf(way.call, environment.patienceMs);
	const words = way.wanted.by === 'field' ? way.wanted.path : way.wanted.by;
	const once = async (isLast: boolean): Promise<Settlement> => {
		const found = await look(way, environment, words, isLast);
		if (found.kind !== 'absent' || way.wanted.by !== 'reference' || !environment.isMarkNew) return found;
		return other
			? await look(other, environment, other.wanted.by, isLast)
			: { kind: 'unproven', lookedFor: found.lookedFor, candidates: [] };
	};
	if (environment.isOnce) return await once(false);
	const begun = environment.now();
	let last: Settlement = { kind: 'unproven', lookedFor: `${words} "${way.wanted.value}"`, candidates: [] };
	const isSettled = (): boolean => last.kind === 'ours' || (last.kind === 'unproven' && last.candidates.length > 1);
	for (const part of LOOKS) {
		const due = begun + Math.min(patience * part, part === LOOKS[0] ? (environment.soonMs ?? Infinity) : Infinity);
		// A look may have had to wait for a pause of the API: that time counts as patience, too.
		if (part < 1 && environment.now() > due && last.kind === 'absent') continue;
		if (!(await environment.pause(Math.max(0, due - environment.now())))) return stopped(last);
		last = environment.answered?.() ?? (await once(part === 1));
		if (isSettled()) return last;
	}
	for (;;) {
		const left = (environment.lateUntil?.() ?? -Infinity) - environment.now();
		if (last.kind !== 'absent' || left <= 0) return last;
		if (!(await environment.pause(Math.min(left + 1, patience * LATE_LOOK)))) return stopped(last);
		last = await once(true);
		if (isSettled()) return last;
	}
}

/** No search can tell; the answer itself may. */
const answerIn = async ({ answered, pause, patienceMs }: SettleEnvironment): Promise<Settlement | undefined> =>
	answered && (await pause(patienceMs)) ? answered() : undefined;

const stopped = ({ ...last }: Settlement): Settlement => ({
	kind: 'unproven',
	lookedFor: 'lookedFor' in last ? last.lookedFor : '',
	candidates: [],
});

async function look(
	{ call, wanted }: { call: LookupCall; wanted: SearchBy },
	environment: SettleEnvironment,
	words: string,
	isLast: boolean,
): Promise<Settlement> {
	let result: SearchResult;
	try {
		result = await search(call, wanted, environment);
	} catch (cause) {
		if (!(cause instanceof InputProblem)) throw passOn(cause);
		return { kind: 'unproven', lookedFor: `${words} "${wanted.value}": ${cause.message}`, candidates: [] };
	}
	const lookedFor = `${words} "${wanted.value}" with ${result.at}`;
	if (result.kind === 'failed')
		return { kind: 'unproven', lookedFor: `${lookedFor}: ${result.reason}`, candidates: [], movedTo: result.movedTo };
	const free = result.found.filter((project) => !environment.isClaimed(project));
	if (wanted.by === 'reference' && free.length > 0) return { kind: 'ours', project: free[0], by: 'mark' };
	const recent: Project[] = [];
	// One that does not show its container may be ours as well.
	const unclear: Project[] = (result.doubtful ?? [])
		// What was there before our attempt, and is deleted, is not ours.
		.filter(
			({ project, why }) =>
				!environment.isClaimed(project) && (why !== 'gone' || environment.age(project.createdAt, project.id) !== 'before'),
		)
		.map(({ project }) => project);
	for (const candidate of free) {
		if (environment.likeness?.(candidate) === 'contradicts') continue;
		const dated = candidate.createdAt === undefined ? await withDate(candidate, environment) : candidate;
		const age = environment.age(dated.createdAt, dated.id);
		if (age === 'before') continue;
		const isSure =
			age === 'after' &&
			environment.likeness?.(dated) !== 'differs' &&
			environment.isForeign?.(dated.id) !== true &&
			environment.mayBeOthers?.(dated) !== true;
		(isSure ? recent : unclear).push(dated);
	}
	// Of equal requests whose ends are not known it does not matter which project is whose, as long as there are not too many.
	if (recent.length > 0 && recent.length <= (environment.equals?.() ?? 1) && unclear.length === 0 && !environment.isKeyed)
		return { kind: 'ours', project: recent[0], by: 'time' };
	if (recent.length + unclear.length > 0) {
		return {
			kind: 'unproven',
			lookedFor: `${lookedFor}: found ${recent.length + unclear.length}, but not provably created by this item`,
			candidates: [...recent, ...unclear],
		};
	}
	if (!result.isComplete)
		return { kind: 'unproven', lookedFor: `${lookedFor}: not found, but the list is not known to be complete`, candidates: [] };
	const doubt = isLast ? await environment.distrust?.(call, wanted) : undefined;
	return doubt === undefined
		? { kind: 'absent', lookedFor, others: result.found }
		: { kind: 'unproven', lookedFor: `${lookedFor}: not found, but ${doubt.why}`, candidates: [], isUnseen: doubt.isUnseen };
}

/** Lists often leave out the creation time; the single project has it. */
async function withDate(candidate: Project, { prepared, auth, heuristic, ask }: SettleEnvironment): Promise<Project> {
	const { fetch, reply } = prepared.definition;
	if (!fetch || candidate.id === '' || reply.createdAt === undefined) return candidate;
	const scope = { ...prepared.scope, id: candidate.id, key: candidate.key ?? prepared.scope.key };
	let request: OutgoingRequest;
	try {
		request = buildRequest(prepared.site, fetch, { scope }, auth);
	} catch (cause) {
		// A fetch that needs the answer of the job (Asana's templates): there is none, the answer was lost.
		if (cause instanceof InputProblem) return candidate;
		throw passOn(cause);
	}
	const exchange = await ask(request);
	if (exchange.kind === 'fault' || exchange.answer.status !== 200) return candidate;
	const content = readContent(exchange.answer);
	if (content.kind !== 'json') return candidate;
	const whole = getPath(content.value, fetch.at ?? '');
	const createdAt = isoTime(getPath(whole, reply.createdAt));
	if (createdAt === undefined) return candidate;
	const read = readProject(content.value, { map: { ...reply, at: fetch.at }, scope, baseUrl: prepared.site.baseUrl, heuristic });
	return { ...candidate, ...read, id: candidate.id, createdAt };
}
