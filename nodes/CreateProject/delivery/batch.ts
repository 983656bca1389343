import { ownWords } from '../project/answered/failure';
import type { Tools } from './exchange';
import { Outage } from './outage';
import { nothingSent, type Outcome, type Trouble } from './outcome';

export interface BatchOptions<Input> {
	inputs: readonly Input[];
	/** Most items at once; 1 keeps them strictly one after the other. */
	parallel: number;
	/** Inputs that share a text are settled one after the other: the second must see what the first made. */
	matchesOf?: (input: Input, index: number) => readonly string[];
	deliver: (input: Input, index: number) => Promise<Outcome>;
	/** An item that ends the whole run, as n8n's "Stop Workflow" wants. */
	isFatal?: (outcome: Outcome) => boolean;
	/** Shared with the deliveries, which ask it when their turn in the queue comes. */
	outage?: Outage;
	signal?: AbortSignal;
}

/**
 * Runs all items, in order, some at once. After several items in a row have failed for good the same
 * way, the others are not attempted: they are certainly not created, which is worth more than one more
 * refusal each.
 */
export async function runBatch<Input>({
	inputs,
	parallel,
	matchesOf = () => [],
	deliver,
	isFatal,
	outage = new Outage(),
	signal,
}: BatchOptions<Input>): Promise<Outcome[]> {
	const outcomes = new Array<Outcome>(inputs.length);
	const chains = new Map<string, Promise<unknown>>();
	let next = 0;
	const one = async (index: number): Promise<void> => {
		const obstacle = outage.obstacle() ?? (signal?.aborted ? CANCELED : undefined);
		if (obstacle) {
			outcomes[index] = notAttempted(obstacle);
			return;
		}
		const outcome = await deliver(inputs[index], index);
		outcomes[index] = outcome;
		outage.see(outcome);
		if ('trouble' in outcome && isFatal?.(outcome)) outage.stop(outcome.trouble);
	};
	const worker = async (): Promise<void> => {
		while (next < inputs.length) {
			const index = next++;
			const matches = matchesOf(inputs[index], index);
			if (matches.length === 0) {
				await one(index);
				continue;
			}
			// The chains are joined before the wait, so that equal items keep their order; each waits for earlier ones alone.
			const before = matches.map((match) => chains.get(match));
			const turn = (async () => {
				await Promise.all(before);
				await one(index);
			})();
			for (const match of matches) chains.set(match, turn);
			await turn;
		}
	};
	// Nothing may go on in the background: what was thrown is passed on when all have ended.
	const ends = await Promise.allSettled(Array.from({ length: Math.min(Math.max(1, parallel), inputs.length) }, worker));
	const broken = ends.find((end) => end.status === 'rejected');
	if (broken) throw broken.reason;
	return outcomes;
}

const CANCELED: Trouble = { reason: 'canceled', complaint: ownWords('') };

/** An item of which no request was sent. */
export const notAttempted = (trouble: Trouble): Outcome => ({ kind: 'notAttempted', trouble, hints: [], delivery: nothingSent() });

/** A timer for more ms than a signed 32-bit number holds fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The real clock, chance and sleep; `sleep` is n8n's, since timers are not for nodes. */
export const realTools = (sleep: (ms: number, signal?: AbortSignal) => Promise<void>): Tools => ({
	now: () => Date.now(),
	monotonic: () => performance.now(),
	random: () => Math.random(),
	sleep: async (ms, signal) => {
		try {
			for (let left = ms; left > 0 || left === ms; left -= LONGEST_TIMER) await sleep(Math.min(left, LONGEST_TIMER), signal);
		} catch {
			// n8n's sleep rejects when the signal fires; here that only means to stop waiting.
			return;
		}
	},
});
