import { InputProblem } from '../project/problem';
import type { ApiState } from './apiState';
import { nothingSent, type Outcome } from './outcome';

/** The first item of a run with a key, and how it ended. */
export interface KeyUse {
	/** Its index. */
	index: number;
	/** Fingerprint of its request. */
	print: string;
	outcome?: Outcome;
}

/**
 * What a key of the person's own says of an item whose run had the key before: with an equal request both are one project; with another
 * one the key is wrong, for an API that honours it would answer with the first project, and a search by it would find that one.
 *
 * @param label of the box that the key is from, as the screen has it
 * @throws {InputProblem} where the earlier item asks for another project.
 */
export function checkOwnKey(earlier: KeyUse | undefined, print: string, key: string, label: string): 'first' | 'same' {
	if (earlier === undefined) return 'first';
	if (earlier.print === print) return 'same';
	throw new InputProblem(
		(quote) => `'${label}' is "${quote(key)}" for this item and for item ${earlier.index + 1}, which asks for another project`,
		'Each project needs its own value: check the expression. Items may share one only where everything else they send is the same.',
	);
}

/** The keys of their own that the items of a run have, for each API and credential. Items with one key must come one after the other. */
export class OwnKeys {
	private readonly uses = new Map<ApiState, Map<string, KeyUse>>();

	/** @returns the use of the key, which all items with it share. @throws {InputProblem} see {@link checkOwnKey}. */
	take(state: ApiState, key: string, { index, print, label }: { index: number; print: string; label: string }): KeyUse {
		let uses = this.uses.get(state);
		if (!uses) this.uses.set(state, (uses = new Map<string, KeyUse>()));
		const earlier = uses.get(key);
		if (checkOwnKey(earlier, print, key, label) === 'same') return earlier!;
		const use: KeyUse = { index, print };
		uses.set(key, use);
		return use;
	}
}

/**
 * What an item has of an earlier one with its key and request: the same project, or the same doubt. Where the earlier one certainly
 * made none, it has nothing of it.
 */
export function sharedEnd({ index, outcome }: KeyUse, key?: string): Outcome | undefined {
	const delivery = { ...nothingSent(), ...(key === undefined ? {} : { idempotencyKey: key }) };
	if (outcome?.kind === 'done')
		return {
			...outcome,
			outcome: outcome.outcome === 'created' ? 'existing' : outcome.outcome,
			hints: [`Items with the key and the request of item ${index + 1} are one project, which was sent once`],
			delivery,
		};
	return outcome?.kind === 'unknown' ? { ...outcome, hints: [], delivery } : undefined;
}
