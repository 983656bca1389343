import type { LookupCall } from '../services/service';
import { getPath } from '../project/json';
import { InputProblem, passOn } from '../project/problem';
import type { Prepared } from '../project/asked/prepare';
import { isoTime, readContent, readProject, type Project } from '../project/answered/reply';
import { buildRequest, type OutgoingRequest } from '../project/asked/request';
import { search, type SearchBy, type SearchEnvironment, type SearchResult } from './search';

/** What a search after an unknown outcome found out. */
export type Settlement =
	/** The project is there and provably ours. */
	| { kind: 'ours'; project: Project }
	/** Provably not there. */
	| { kind: 'absent'; lookedFor: string }
	/** Neither could be proven. */
	| { kind: 'unproven'; lookedFor: string; candidates: Project[] };

export interface SettleEnvironment extends SearchEnvironment {
	/** Our mark in the project, if the service has a place for it. */
	mark?: string;
	/** An execution that is not remembered may have used another mark: that this one is nowhere proves nothing. */
	isMarkNew?: boolean;
	/** Server time of the first attempt, ms; asked late, because each answer makes the clock better. `undefined`: not known. */
	since: () => number | undefined;
	/**
	 * The API knows by our key which project is ours, and will say so. One that merely looks like it may be
	 * named so to another item by that item's key: only the mark proves it.
	 */
	isKeyed?: boolean;
	/** Another item, or another execution, has this project already. */
	isClaimed: (id: string) => boolean;
	now: () => number;
	/** Waits; `false` when the execution was stopped or the item's time is over. */
	pause: (ms: number) => Promise<boolean>;
	/** How long a project may stay invisible after the answer to its creation was lost, ms. */
	patienceMs: number;
}

/** Stands for what was looked for where nothing could be. */
export const NO_SEARCH = 'this API has no search that could tell';

/** When to look, as parts of the patience: soon, since most searches show a project at once, and patiently, since some lag. */
const LOOKS = [0.15, 0.45, 1];

/** The lookups that can settle an outcome, the surest first. */
export function settlingLookups({ definition, scope }: Prepared, mark?: string): Array<{ call: LookupCall; wanted: SearchBy }> {
	const { lookup } = definition;
	const ways: Array<{ call: LookupCall; wanted: SearchBy }> = [];
	if (lookup?.reference && mark !== undefined) ways.push({ call: lookup.reference, wanted: { by: 'reference', value: mark } });
	if (lookup?.key && scope.key !== undefined) ways.push({ call: lookup.key, wanted: { by: 'key', value: String(scope.key) } });
	if (lookup?.name) ways.push({ call: lookup.name, wanted: { by: 'name', value: String(scope.name) } });
	return ways;
}

/**
 * Looks for the project of an attempt whose outcome is unknown. Adopts it only when it carries our mark,
 * or when it appeared after the first attempt began and nobody else has it. Absence counts only when
 * the whole patience has passed and the search was complete.
 */
export async function settle(environment: SettleEnvironment): Promise<Settlement> {
	const [way, other] = settlingLookups(environment.prepared, environment.mark);
	if (!way) return { kind: 'unproven', lookedFor: NO_SEARCH, candidates: [] };
	const patience = Math.max(environment.patienceMs, (way.call.lagMs ?? 0) * 1.2);
	const words = way.wanted.by === 'field' ? way.wanted.path : way.wanted.by;
	const begun = environment.now();
	let last: Settlement = { kind: 'unproven', lookedFor: `${words} "${way.wanted.value}"`, candidates: [] };
	for (const part of LOOKS) {
		const due = begun + patience * part;
		// A look may have had to wait for a pause of the API: that time counts as patience, too.
		if (part < 1 && environment.now() > due && last.kind === 'absent') continue;
		if (!(await environment.pause(Math.max(0, due - environment.now())))) return { ...last, kind: 'unproven', candidates: [] };
		last = await look(way, environment, words);
		if (last.kind === 'absent' && way.wanted.by === 'reference' && environment.isMarkNew) {
			last = other ? await look(other, environment, other.wanted.by) : { kind: 'unproven', lookedFor: last.lookedFor, candidates: [] };
		}
		if (last.kind === 'ours' || (last.kind === 'unproven' && last.candidates.length > 1)) return last;
	}
	return last;
}

async function look(
	{ call, wanted }: { call: LookupCall; wanted: SearchBy },
	environment: SettleEnvironment,
	words: string,
): Promise<Settlement> {
	let result: SearchResult;
	try {
		result = await search(call, wanted, environment);
	} catch (cause) {
		if (!(cause instanceof InputProblem)) throw passOn(cause);
		return { kind: 'unproven', lookedFor: `${words} "${wanted.value}": ${cause.message}`, candidates: [] };
	}
	const lookedFor = `${words} "${wanted.value}" with ${result.at}`;
	if (result.kind === 'failed') return { kind: 'unproven', lookedFor: `${lookedFor}: ${result.reason}`, candidates: [] };
	const free = result.found.filter(({ id }) => !environment.isClaimed(id));
	if (wanted.by === 'reference' && free.length > 0) return { kind: 'ours', project: free[0] };
	const since = environment.since();
	const recent: Project[] = [];
	// One that does not show its container may be ours as well.
	const undated: Project[] = (result.unplaced ?? []).filter(({ id }) => !environment.isClaimed(id));
	for (const candidate of free) {
		const dated = candidate.createdAt === undefined ? await withDate(candidate, environment) : candidate;
		if (dated.createdAt === undefined || since === undefined) undated.push(dated);
		else if (lastMoment(dated.createdAt) >= since) recent.push(dated);
	}
	if (recent.length === 1 && undated.length === 0 && !environment.isKeyed) return { kind: 'ours', project: recent[0] };
	if (recent.length + undated.length > 0) {
		return {
			kind: 'unproven',
			lookedFor: `${lookedFor}: found ${recent.length + undated.length}, but not provably created by this item`,
			candidates: [...recent, ...undated],
		};
	}
	return result.isComplete
		? { kind: 'absent', lookedFor }
		: { kind: 'unproven', lookedFor: `${lookedFor}: not found, but the list is not known to be complete`, candidates: [] };
}

/** A creation time cut to seconds stands for the whole second. */
const lastMoment = (iso: string): number => {
	const moment = Date.parse(iso);
	return moment % 1000 === 0 ? moment + 999 : moment;
};

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
