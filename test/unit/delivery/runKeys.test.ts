import { TurnGate } from '../../../nodes/CreateProject/delivery/gates';
import { KeyClaims } from '../../../nodes/CreateProject/delivery/keyClaims';
import { KeyedItem } from '../../../nodes/CreateProject/delivery/keyed';
import { nothingSent, type Outcome } from '../../../nodes/CreateProject/delivery/outcome';
import { RunKeys } from '../../../nodes/CreateProject/delivery/runKeys';
import { custom } from '../../../nodes/CreateProject/services/custom';
import { seeded, VirtualTime } from '../../support/virtualTime';
import { Table } from './claimTable';

const SITE = { baseUrl: 'https://api.example.com', definition: custom } as never;
const POLICY = { totalMs: 300_000, timeoutMs: 30_000, maxWaitMs: 120_000, patienceMs: 0 };
const WORK_MS = 500;

/** Workers with one table of claims. */
function world(seed: number) {
	const time = new VirtualTime();
	const random = seeded(seed);
	const table = new Table(time, random);
	const made: string[] = [];
	let runs = 0;
	/** A process of n8n: executions in it share the turns by key. */
	const worker = () => {
		const settled = new Map<string, object>();
		const ledger = {
			of: (slot: string) => settled.get(slot),
			settled: (slot: string, project: object) => settled.set(slot, { project, shownFrom: 0 }),
			leftOpen: () => undefined,
		};
		const host = { keyTurns: new TurnGate(), ledger };
		const tools = { now: time.now, monotonic: time.now, sleep: time.sleep, random };
		/** An execution with these keys, so many items at once. @returns how each item ended */
		return async (keys: string[], parallel = 1): Promise<string[]> => {
			await time.sleep(Math.floor(random() * 400));
			const runKeys = new RunKeys(undefined, 'node', new KeyClaims(table, `run ${++runs}`, 1_800_000, tools));
			await runKeys.note(keys.map((key) => ({ site: SITE, key })));
			const ends: string[] = [];
			const rest = keys.map((key, index) => ({ key, index }));
			const lane = async (): Promise<void> => {
				for (let item = rest.shift(); item; item = rest.shift()) {
					const { key, index } = item;
					const delivery = { prepared: { definition: {} }, state: { host }, tools, policy: POLICY, log: () => undefined };
					const keyed = new KeyedItem(runKeys.use(runKeys.of(SITE, key, true)), delivery as never, true, false);
					const outcome = await keyed.inTurn(async (): Promise<Outcome> => {
						const isThere = keyed.mayBeSent && made.includes(key);
						await time.sleep(WORK_MS);
						if (!isThere) made.push(key);
						return {
							kind: 'done',
							outcome: isThere ? 'existing' : 'created',
							project: { id: key, raw: {} },
							hints: [],
							delivery: nothingSent(),
						};
					});
					ends[index] = outcome?.kind === 'done' ? outcome.outcome : String(outcome?.kind);
				}
			};
			await Promise.all(Array.from({ length: parallel }, lane));
			await runKeys.forgetUnused();
			return ends;
		};
	};
	return { time, worker, made, table };
}

describe('executions that share business keys', () => {
	const KEYS = ['a', 'b', 'c', 'd'];
	const BACK = [...KEYS].reverse();

	it.each(
		[1, 2, 3, 4, 5].flatMap((seed) =>
			(
				[
					['the same key twice in one process', [['a'], ['a']], true],
					['the same key in two processes', [['a'], ['a']], false],
					['five in one process', [['a'], ['a'], ['a'], ['a'], ['a']], true],
					['many keys in two orders, in one process', [KEYS, BACK], true],
					['many keys in two orders, in two processes', [KEYS, BACK], false],
					[
						'three that share some',
						[
							['a', 'b', 'c'],
							['c', 'd', 'a'],
							['d', 'b'],
						],
						false,
					],
					[
						'one key for several items',
						[
							['a', 'b', 'a'],
							['b', 'a', 'b'],
						],
						false,
					],
				] as Array<[string, string[][], boolean]>
			).flatMap(([title, runs, isOne]) => [1, 3].map((parallel) => ({ seed, title, runs, isOne, parallel }))),
		),
	)(
		'$title, $parallel at once, seed $seed: each makes or finds, and nobody waits for one that waits',
		async ({ seed, runs, isOne, parallel }) => {
			const { time, worker, made, table } = world(seed);
			const one = worker();
			let ends: string[][] = [];
			const began = time.now();
			await time.run(async () => {
				ends = await Promise.all(runs.map(async (keys) => await (isOne ? one : worker())(keys, parallel)));
			});
			expect([...made].sort()).toEqual([...new Set(runs.flat())].sort());
			expect(ends.flat().filter((end) => end !== 'created' && end !== 'existing')).toEqual([]);
			expect(table.stored.every(({ until }) => until === 0)).toBe(true);
			expect(time.now() - began).toBeLessThan(40_000);
		},
	);
});
