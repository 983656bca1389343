import { resolveSite } from '../../../nodes/CreateProject/connection/site';
import { ApiState } from '../../../nodes/CreateProject/delivery/apiState';
import { Filters } from '../../../nodes/CreateProject/delivery/filters';
import { slotOfRun, type Context } from '../../../nodes/CreateProject/delivery/memory';
import { runItems, type ApiAccess, type ItemInput, type RunEnvironment } from '../../../nodes/CreateProject/delivery/run';
import { SharedLists } from '../../../nodes/CreateProject/delivery/sharedList';
import { InputProblem } from '../../../nodes/CreateProject/project/problem';
import { BASE, LOOKUP, POLICY } from './scripted';
import { World, type WorldOptions } from './world';

const SLOT = slotOfRun(0);
const NAMES = ['A', 'B', 'C'];

/** A run over three items in a world of its own, of which a test replaces parts. */
class Stage {
	readonly world: World;
	readonly context: Context = {};
	readonly site = resolveSite({ ...BASE, ...LOOKUP }, {}, 'token');
	readonly logged: string[] = [];

	constructor(options?: WorldOptions) {
		this.world = new World(options);
	}

	item(index: number, more: Partial<ItemInput> = {}): ItemInput {
		const input = { name: NAMES[index], fields: { tag: `t${index}` } };
		return {
			input,
			policy: { ...POLICY, attempts: 2, patienceMs: 1500 },
			isMatched: false,
			key: { mode: 'off' },
			isDryRun: false,
			...more,
		};
	}

	access(parts: Partial<ApiAccess> = {}): ApiAccess {
		const { tools, send } = this.world;
		return {
			site: this.site,
			send,
			state: new ApiState(tools),
			claimsBefore: 0,
			authorize: async () => this.site.auth,
			matched: new Map(),
			lists: new SharedLists(tools),
			filters: new Filters(),
			...parts,
		};
	}

	async run(parts: Partial<RunEnvironment<ItemInput>> = {}, handOver: (words: string[]) => string[] = (words) => words): Promise<string[]> {
		const access = this.access();
		return await this.world.time.run(
			async () =>
				await runItems<ItemInput, string[]>(
					{
						count: NAMES.length,
						parallel: 1,
						read: (index) => this.item(index),
						access: async () => access,
						memory: { context: this.context, slot: SLOT },
						identity: { execution: '1', workflow: 'w', node: 'n', run: 0 },
						isBlind: async () => false,
						continues: true,
						tools: this.world.tools,
						log: (_level, message) => this.logged.push(message),
						...parts,
					},
					({ ends }) =>
						handOver(
							ends.map(
								({ kind, outcome }) => `${kind} ${outcome.kind === 'done' ? outcome.project.name : `${outcome.kind}: ${wordsOf(outcome)}`}`,
							),
						),
				),
		);
	}

	get names(): string[] {
		return this.world.stored.map(({ name }) => name);
	}

	/** Which items are remembered as what. */
	get remembered(): Record<string, string> {
		const kept = this.context[SLOT] as { items: Record<string, { state: string }> } | undefined;
		return Object.fromEntries(Object.entries(kept?.items ?? {}).map(([index, { state }]) => [index, state]));
	}
}

const wordsOf = (outcome: { trouble: { complaint: { message: string } } }): string => outcome.trouble.complaint.message;
const DONE = ['delivered A', 'delivered B', 'delivered C'];
const thrower = (cause: unknown) => (): never => {
	throw cause;
};
/** Does it for the second item alone. */
const second =
	<Rest extends unknown[], Result>(does: () => never, otherwise: (...args: Rest) => Result, at: (...args: Rest) => number) =>
	(...args: Rest): Result =>
		at(...args) === 1 ? does() : otherwise(...args);

describe('a run', () => {
	it('that goes well leaves no memory', async () => {
		const stage = new Stage();
		expect([await stage.run(), stage.names, stage.context]).toEqual([DONE, NAMES, {}]);
	});

	it('of no items is none', async () => {
		const stage = new Stage();
		expect([await stage.run({ count: 0 }), stage.context]).toEqual([[], {}]);
	});

	describe.each<[string, (stage: Stage, cause: unknown) => Partial<RunEnvironment<ItemInput>>]>([
		[
			'read',
			(stage, cause) => ({
				read: second(
					thrower(cause),
					(index: number) => stage.item(index),
					(index) => index,
				),
			}),
		],
		[
			'access',
			(stage, cause) => {
				const access = stage.access();
				return { access: async (_item, index) => (index === 1 ? thrower(cause)() : access) };
			},
		],
		['complete', (_stage, cause) => ({ complete: async (input) => (input.name === 'B' ? thrower(cause)() : input) })],
		[
			'the values of an item',
			(stage, cause) => ({
				read: (index) =>
					index !== 1
						? stage.item(index)
						: stage.item(index, { input: { name: 'B', fields: {}, extra: [{ path: 'x', value: { toJSON: thrower(cause) } }] } }),
			}),
		],
	])('in which %s throws for one item', (_what, parts) => {
		it.each<[string, unknown, RegExp]>([
			['a problem', new InputProblem('No such thing', 'Mend it.'), /^problem failed: No such thing/],
			['an error', new Error('broken'), /^problem failed: This item could not be handled: broken/],
			['a text', 'broken', /^problem failed: This item could not be handled: broken/],
			['nothing', undefined, /^problem failed: This item could not be handled/],
		])('ends that one alone: %s', async (_title, cause, words) => {
			const stage = new Stage();
			const ends = await stage.run(parts(stage, cause));
			expect(ends).toEqual([DONE[0], expect.stringMatching(words), DONE[2]]);
			expect([stage.names, stage.remembered]).toEqual([['A', 'C'], { '0': 'done', '2': 'done' }]);
			// The next try sends the missing one and nothing else.
			expect((await stage.run()).map((end) => end.slice(-1))).toEqual(NAMES);
			expect([stage.names.sort(), stage.context]).toEqual([NAMES, {}]);
		});
	});

	it.each<[string, Partial<ApiAccess>, string, Record<string, string>]>([
		['authorize', { authorize: async () => thrower(new Error('broken'))() }, 'failed', { '0': 'done', '2': 'done' }],
		['send', { send: async () => thrower(new Error('broken'))() }, 'unknown', { '0': 'done', '1': 'unknown', '2': 'done' }],
	])('in which %s throws ends that item alone, as unknown where a request may have left', async (_what, parts, kind, remembered) => {
		const stage = new Stage();
		const [good, bad] = [stage.access(), stage.access(parts)];
		const ends = await stage.run({ access: async (_item, index) => (index === 1 ? bad : good) });
		expect(ends).toEqual([DONE[0], `delivered ${kind}: This item could not be handled: broken`, DONE[2]]);
		expect(stage.remembered).toEqual(remembered);
	});

	it('whose results cannot be handed over remembers all of them', async () => {
		const stage = new Stage();
		await expect(stage.run({}, thrower(new Error('no place')))).rejects.toThrow('no place');
		expect(stage.remembered).toEqual({ '0': 'done', '1': 'done', '2': 'done' });
		expect([await stage.run(), stage.names, stage.context]).toEqual([DONE, NAMES, {}]);
	});

	it('that cannot even begin keeps what was remembered', async () => {
		const stage = new Stage({ fate: (number) => (number === 2 ? '500' : 'fine') });
		await stage.run({
			read: second(
				thrower(new Error('x')),
				(index: number) => stage.item(index),
				(index) => index,
			),
		});
		const before = structuredClone(stage.context);
		(before[SLOT] as { tries: number }).tries++;
		const signal = AbortSignal.abort();
		expect(await stage.run({ signal })).toEqual(['bare A', expect.stringMatching(/^bare notAttempted/), 'bare C']);
		expect([stage.context, stage.names]).toEqual([before, ['A', 'C']]);
	});

	it('says what is remembered where an item can no longer be read', async () => {
		const stage = new Stage({ fate: (number) => (number === 1 ? 'storedDropped' : 'fine'), clock: () => undefined, list: () => [405, {}] });
		const first = await stage.run();
		expect(first[0]).toMatch(/^delivered unknown/);
		const again = await stage.run({ read: thrower(new InputProblem('Gone', '')) });
		expect(again).toEqual([expect.stringMatching(/^bare unknown: Gone/), 'bare B', 'bare C']);
		expect([stage.names, stage.remembered]).toEqual([NAMES, { '0': 'unknown', '1': 'done', '2': 'done' }]);
	});

	it('of which an item fails for good ends the others where nothing is to go on, but not for input of its own', async () => {
		const stage = new Stage({ fate: () => 'fine', taken: [409, 'taken'], isUnique: true });
		stage.world.stranger('A', 1000);
		expect(await stage.run({ continues: false })).toEqual([
			expect.stringMatching(/^delivered failed/),
			expect.stringMatching(/^bare notAttempted/),
			expect.stringMatching(/^bare notAttempted/),
		]);
		const other = new Stage();
		const read = second(
			thrower(new InputProblem('Bad', '')),
			(index: number) => other.item(index),
			(index) => index,
		);
		expect(await other.run({ continues: false, read })).toEqual([DONE[0], expect.stringMatching(/^problem failed: Bad/), DONE[2]]);
	});
});
