import { hash } from 'node:crypto';
import { passOn } from '../project/problem';
import type { TurnGate } from './gates';

/** A durable set of texts that all processes of n8n share; each call is one round trip. */
export interface KeyStore {
	/** Adds the entries. @returns those of them that were there before */
	add: (entries: string[]) => Promise<readonly string[]>;
	remove: (entries: string[]) => Promise<void>;
}

/** The text that stands for a key in the log. @param place the API and what is created there */
export const entryOf = (place: string, key: string): string => `createProject ${hash('sha256', `${place}\n${key}`, 'base64url')}`;

/** Tries of one call. Two first entries at the same moment collide in n8n's database: the second then finds the row of the first. */
const TRIES = 3;

/**
 * The log of keys that were sent, or were about to be. n8n reads it, changes it and writes it back without a lock, so calls that meet lose
 * entries: in one process they come one after the other. Other workers still can; it is a log and no claim.
 */
export class KeyLog {
	/**
	 * @param name of the log: calls of one name share a row of n8n's
	 * @param turns of this process, by name
	 */
	constructor(
		private readonly name: string,
		private readonly store: KeyStore,
		private readonly turns: TurnGate,
	) {}

	/** Notes keys before anything is sent for them. @returns those that were there before. */
	async record(entries: readonly string[]): Promise<ReadonlySet<string>> {
		return new Set(await this.inTurn(async () => await this.store.add([...new Set(entries)])));
	}

	/** Takes out keys with which certainly nothing was created. */
	async forget(entries: readonly string[]): Promise<void> {
		await this.inTurn(async () => await this.store.remove([...entries]));
	}

	private async inTurn<T>(call: () => Promise<T>): Promise<T> {
		const leave = await this.turns.take(this.name);
		try {
			return await persistently(call);
		} finally {
			leave?.();
		}
	}
}

async function persistently<T>(call: () => Promise<T>): Promise<T> {
	for (let tries = 1; ; tries++) {
		try {
			return await call();
		} catch (cause) {
			if (tries === TRIES) throw passOn(cause);
		}
	}
}
