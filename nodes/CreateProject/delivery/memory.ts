import type { Json } from '../services/service';
import { isObject } from '../project/json';
import type { Project } from '../project/answered/reply';
import type { FailedStep, Outcome, Sought } from './outcome';
import type { Claims, OpenAttempts } from './claims';
import type { Began } from './creationClock';

/**
 * What is kept of one item; short names, because it is stored with the execution. It hangs on the item's
 * place in the run: in a retry the input is the saved one, while the request may look different.
 */
export type Remembered =
	/** Done: given again instead of a second request. `print`: fingerprint of the request that was sent. */
	| { state: 'done'; print: string; outcome: 'created' | 'existing' | 'updated'; project: Project; steps?: FailedStep[] }
	/**
	 * May have been done: a re-run looks before it sends. `since`: its first attempt on the API's clock of
	 * creations, where known; `key`: its idempotency key; `sought`: its name and key; `print`: of its request.
	 */
	| { state: 'unknown'; print: string; since?: Began; key?: string; sought?: Sought };

/** What is kept of one run of the node. */
export interface RunMemory {
	/** The execution that made the first attempts. */
	origin: string;
	/** Before it came a run that left nothing, e.g. a crash: items without an entry may have been created then. */
	isBlind?: true;
	/** Tries of this run that have ended and left this: each has a number of its own, see `RunEnvironment.noteRetry`. */
	tries?: number;
	/** An API was seen to store other names than those that were sent: another process must not look for these. */
	changesNames?: true;
	/** By the item's index. */
	items: Record<string, Remembered>;
}

/** n8n's node context: survives Retry On Fail and *Retry execution*, not a crash (N8N: contextData). */
export type Context = Record<string, unknown>;

/** Where a run's memory is: turns of a loop are told apart by their run index. */
export const slotOfRun = (run: number): string => `${SLOTS}${run}`;

/** Tool calls get a new run index on each of n8n's own tries, so they are told apart by their content. */
export const slotOfCall = (print: string): string => `${SLOTS}call:${print}`;

const SLOTS = 'createProject:';

/** Is there memory of any run in a node's context, as n8n stored it? */
export const holdsMemory = (context: unknown, slot?: string): boolean =>
	isObject(context) && Object.keys(context).some((key) => (slot === undefined ? key.startsWith(SLOTS) : key === slot));

/** What earlier tries of this run left, or `undefined` on a first try. */
export function recall(context: Context, slot: string): RunMemory | undefined {
	const kept = context[slot];
	return isObject(kept) && typeof kept.origin === 'string' && isObject(kept.items) ? (kept as unknown as RunMemory) : undefined;
}

/**
 * What earlier tries have created belongs to their items: a search for another item must not take it. What
 * they have merely found may still be another item's, whose answer was lost.
 */
export function claimRemembered(claims: Pick<Claims, 'add'>, memory: RunMemory | undefined): void {
	for (const known of Object.values(memory?.items ?? {})) {
		if (known.state === 'done' && known.outcome === 'created') claims.add(known.project);
	}
}

/**
 * What earlier tries in another process have left unknown is open here, too: what one item of a name finds may be another's.
 *
 * @param now monotonic, ms
 */
export function openRemembered(open: OpenAttempts, memory: RunMemory | undefined, now: number): void {
	for (const known of Object.values(memory?.items ?? {})) {
		if (known.state !== 'unknown' || known.sought?.attempt === undefined || open.has(known.sought.attempt)) continue;
		const { attempt: id, name, container } = known.sought;
		const attempt = { id, name, container, print: known.print, at: -Infinity, began: known.since };
		open.open(attempt);
		open.end(attempt, now);
	}
}

/**
 * Keeps what a re-run needs. Called only when an item was not settled: on the clean path the execution's
 * stored data must not grow.
 */
export function remember(context: Context, slot: string, memory: RunMemory): void {
	// A plain JSON copy: n8n stores it, and a later change here must not reach the stored one.
	context[slot] = plain(memory) ?? { ...memory, items: Object.fromEntries(Object.entries(memory.items).map(poor)) };
}

/** What cannot be copied (nested too deeply) is given up alone: id and name are what a re-run needs. */
const poor = ([index, known]: [string, Remembered]): [string, Json] => {
	const { id, key, name, url } = known.state === 'done' ? known.project : { id: '', key: undefined, name: undefined, url: undefined };
	const bare = known.state === 'done' ? { ...known, project: { id, key, name, url, raw: {} } } : known;
	return [index, plain(known) ?? plain(bare) ?? {}];
};

function plain(value: unknown): Json | undefined {
	try {
		return JSON.parse(JSON.stringify(value)) as Json;
	} catch {
		return undefined;
	}
}

/** All is settled: nothing is left behind. */
export function forget(context: Context, slot: string): void {
	if (slot in context) delete context[slot];
}

/** How one item ended, as far as its memory is concerned. */
export interface ItemTrace {
	outcome: Outcome;
	/** Fingerprint of its request; left out where no request came about. */
	print?: string;
}

/**
 * What a re-run must know of a run; `undefined` when all is settled and nothing need be kept.
 *
 * @param before what was remembered until now. It stands for items of which this run sent nothing: they
 *   are as done, or as unknown, as they were.
 * @param isBlind an earlier run may have created what nobody remembers; that holds until all is settled.
 */
export function memoryOf(
	traces: ReadonlyArray<ItemTrace | undefined>,
	origin: string,
	before?: RunMemory,
	isBlind = before?.isBlind,
): RunMemory | undefined {
	if (traces.every((trace) => trace?.outcome.kind === 'done')) return undefined;
	return wholeMemory(traces, origin, before, isBlind);
}

/** Everything of a run, settled or not: for a run whose results could not be handed over. */
export const wholeMemory = (
	traces: ReadonlyArray<ItemTrace | undefined>,
	origin: string,
	before?: RunMemory,
	isBlind = before?.isBlind,
): RunMemory => ({ origin, ...(isBlind ? { isBlind } : {}), tries: (before?.tries ?? 0) + 1, items: itemsOf(traces, before) });

function itemsOf(traces: ReadonlyArray<ItemTrace | undefined>, before: RunMemory | undefined): Record<string, Remembered> {
	const items: Record<string, Remembered> = {};
	traces.forEach((trace, index) => {
		const known = before?.items[index];
		const entry = trace === undefined ? known : entryOf(trace, known);
		if (entry !== undefined) items[index] = entry;
	});
	return items;
}

function entryOf({ outcome, print }: ItemTrace, known: Remembered | undefined): Remembered | undefined {
	if (outcome.delivery.requests === 0 && known !== undefined) return known;
	if (print === undefined) return undefined;
	if (outcome.kind === 'done')
		return { state: 'done', print, outcome: outcome.outcome, project: outcome.project, ...(outcome.steps ? { steps: outcome.steps } : {}) };
	if (outcome.kind !== 'unknown') return undefined;
	// As long as it is the earlier request that is in doubt, that one is remembered, whatever was asked for since.
	const isEarlier = known?.state === 'unknown' && outcome.sought !== undefined && outcome.sought === known.sought;
	return {
		state: 'unknown',
		print: isEarlier ? known.print : print,
		since: outcome.since,
		key: outcome.delivery.idempotencyKey,
		sought: outcome.sought,
	};
}
