import { randomUUID } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { tools } from '../connection/connect';
import { TurnGate } from '../delivery/gates';
import { KeyClaims } from '../delivery/keyClaims';
import { entryOf, KeyLog } from '../delivery/keyLog';
import { claimTableOf } from './claimTable';

/** Keys that are kept per node: so many were sent since, before one is forgotten. 27 bytes each, in one row of n8n's database. */
const MOST = 10_000;
/** n8n shows custom data of an execution up to so many characters. */
const LONGEST_DATA = 255;

/** One call at a time to the row of one node. */
const turns = new TurnGate();

/** The log of business keys in n8n's database; `undefined` where n8n has none. */
export function keyLogOf(context: IExecuteFunctions): KeyLog | undefined {
	const { checkProcessedAndRecord, removeProcessed } = context.helpers as Partial<IExecuteFunctions['helpers']>;
	const workflow = context.getWorkflow().id ?? '';
	if (checkProcessedAndRecord === undefined || removeProcessed === undefined || workflow === '') return undefined;
	// By node, since by workflow n8n shares the row with its *Remove Duplicates*, which may clear it.
	const scope = 'node';
	const store = {
		add: async (entries: string[]) => {
			const options = { mode: 'entries', maxEntries: Math.max(MOST, 2 * entries.length) } as const;
			return (await checkProcessedAndRecord(entries, scope, options)).processed.map(String);
		},
		remove: async (entries: string[]) => await removeProcessed(entries, scope, { mode: 'entries' }),
	};
	const { id } = context.getNode();
	return new KeyLog(`${workflow} ${id}`, store, turns);
}

/** How long a claim holds at least after its worker has died, ms: of a run of many items the last waits for all others. */
const LEASE_MS = 1_800_000;

/** Claims over all workers; `undefined` where *Across Workers* is off. */
export function claimsOf(context: IExecuteFunctions): KeyClaims | undefined {
	if (context.getNodeParameter('acrossWorkers', 0, false) !== true) return undefined;
	return new KeyClaims(claimTableOf(context), randomUUID(), LEASE_MS, tools);
}

/** Notes that a retry begins, in the same log. @returns whether it was noted before; `false` where it cannot be noted. */
export async function noteRetry(context: IExecuteFunctions, number: string): Promise<boolean> {
	try {
		const entry = entryOf('retry', number);
		return (await keyLogOf(context)?.record([entry]))?.has(entry) === true;
	} catch {
		// The database does not answer, or it is a kind of run that has no log: as where n8n has none.
		return false;
	}
}

/** Lets people find the executions of a key: n8n filters its list by such data. */
export function showKeys(context: IExecuteFunctions, keys: readonly string[]): void {
	const text = keys.join(', ');
	try {
		context.customData.set('businessKey', text.length > LONGEST_DATA ? `${text.slice(0, LONGEST_DATA - 1)}…` : text);
	} catch {
		// No context of an execution, as in some tools: there is nothing to find then.
		return;
	}
}
