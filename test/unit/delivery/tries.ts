import { ApiState } from '../../../nodes/CreateProject/delivery/apiState';
import { Filters } from '../../../nodes/CreateProject/delivery/filters';
import type { Context } from '../../../nodes/CreateProject/delivery/memory';
import type { Outcome } from '../../../nodes/CreateProject/delivery/outcome';
import type { Policy } from '../../../nodes/CreateProject/delivery/policy';
import { runItems, type ItemInput } from '../../../nodes/CreateProject/delivery/run';
import { SharedLists } from '../../../nodes/CreateProject/delivery/sharedList';
import { resolveSite } from '../../../nodes/CreateProject/connection/site';
import { BASE, LOOKUP, POLICY } from './scripted';
import type { World } from './world';

/** One try of the node over all items. */
export interface Try {
	/** The process it runs in: tries of one know what it has learned. */
	process: ApiState;
	/** What n8n has kept of the tries before; left out, as after *Stop* or a crash: nothing. */
	context?: Context;
	names: string[];
	/** More fields of an item; a `tag` of its own by default. */
	fields?: (index: number) => Record<string, unknown>;
	policy?: Partial<Policy>;
	isHeuristic?: boolean;
	signal?: AbortSignal;
}

/** A try in a world's time, through the run and its memory. The caller runs the time. */
export async function tried(
	world: World,
	{ process, context, names, fields, policy, isHeuristic = false, signal }: Try,
): Promise<{ outcomes: Outcome[]; context: Context }> {
	const base = { ...BASE, open: isHeuristic || undefined, fields: [{ id: 'tag' }, { id: 'external_ref' }] };
	const site = resolveSite({ ...base, ...LOOKUP, ...world.options.definition }, {}, 'token');
	const whole: Policy = { ...POLICY, attempts: 6, patienceMs: 1500, ...policy };
	// As n8n stores it.
	const kept = JSON.parse(JSON.stringify(context ?? {})) as Context;
	const claimsBefore = process.host.claims.made;
	const outcomes = await runItems<ItemInput, Outcome[]>(
		{
			count: names.length,
			parallel: 1,
			read: (index) => ({
				input: { name: names[index], fields: { tag: `t${index}`, ...fields?.(index) } },
				policy: whole,
				isMatched: whole.ifExists !== 'create',
				key: { mode: 'automatic' },
				isDryRun: false,
			}),
			access: async () => ({
				site,
				send: world.send,
				state: process,
				claimsBefore,
				authorize: async () => site.auth,
				matched: new Map(),
				lists: new SharedLists(world.tools),
				filters: new Filters(),
			}),
			memory: { context: kept, slot: 'run' },
			identity: { execution: '1', workflow: 'w', node: 'n', run: 0 },
			isBlind: async () => context === undefined,
			continues: true,
			tools: world.tools,
			signal,
			log: () => undefined,
		},
		({ ends }) => ends.map(({ outcome }) => outcome),
	);
	return { outcomes, context: kept };
}
