import type { Json } from '../services/service';
import { isObject } from '../project/json';
import type { Project } from '../project/answered/reply';

/** What is kept of one item; short names, because it is stored with the execution. */
export type Remembered =
	/** Done: given again instead of a second request. */
	| { state: 'done'; print: string; outcome: 'created' | 'existing' | 'updated'; project: Project }
	/** May have been done: a re-run looks before it sends. `since`: server time of the first attempt, where known. */
	| { state: 'unknown'; print: string; since?: number; key?: string };

/** What is kept of one run of the node. */
export interface RunMemory {
	/** The execution that made the first attempts. */
	origin: string;
	/** Before it came a run that left nothing, e.g. a crash: items without an entry may have been created then. */
	isBlind?: true;
	items: Record<string, Remembered>;
}

/** n8n's node context: survives Retry On Fail and *Retry execution*, not a crash (N8N: contextData). */
export type Context = Record<string, unknown>;

const slot = (run: number): string => `createProject:${run}`;

/** What earlier tries of this run left, or `undefined` on a first try. */
export function recall(context: Context, run: number): RunMemory | undefined {
	const kept = context[slot(run)];
	return isObject(kept) && typeof kept.origin === 'string' && isObject(kept.items) ? (kept as unknown as RunMemory) : undefined;
}

/** What earlier tries have reported belongs to their items: a search for another item must not take it. */
export function claimRemembered(claims: { add: (id: string) => void }, memory: RunMemory | undefined): void {
	for (const known of Object.values(memory?.items ?? {})) {
		if (known.state === 'done') claims.add(known.project.id);
	}
}

/**
 * Keeps what a re-run needs. Called only when an item was not settled: on the clean path the execution's
 * stored data must not grow.
 */
export function remember(context: Context, run: number, memory: RunMemory): void {
	// A plain JSON copy: n8n stores it, and a later change here must not reach the stored one.
	context[slot(run)] = JSON.parse(JSON.stringify(memory)) as Json;
}

/** All is settled: nothing is left behind. */
export function forget(context: Context, run: number): void {
	if (slot(run) in context) delete context[slot(run)];
}
