import { ApiHost } from '../../../nodes/CreateProject/delivery/apiHost';
import { TurnGate } from '../../../nodes/CreateProject/delivery/gates';
import { moveOf } from '../../../nodes/CreateProject/delivery/moved';
import { Registry } from '../../../nodes/CreateProject/delivery/registry';
import { oldest } from '../../../nodes/CreateProject/delivery/twin';
import { VirtualTime } from '../../support/virtualTime';
import type { Outcome } from '../../../nodes/CreateProject/delivery/outcome';
import { execute, stateOf, World, type RunOptions, type WorldOptions } from './world';

const policy = (ifExists: 'return' | 'update' | 'stop') => ({ ifExists });

describe('two executions at the same moment', () => {
	it.each(['return', 'update', 'stop'] as const)('of one process make one project with "%s"', async (ifExists) => {
		for (let pair = 0; pair < 40; pair++) {
			const world = new World({ latencyMs: 4 + (pair % 7) * 9, definition: { update: { path: '/projects/{id}' } } }, pair);
			const host = new ApiHost();
			const run = async (label: string) =>
				await execute(world, { names: ['Apollo'], policy: policy(ifExists), state: stateOf(world, host), run: label });
			await world.time.run(async () => {
				const first = run('a');
				await world.time.sleep(pair % 11);
				await Promise.all([first, run('b')]);
			});
			expect({ pair, stored: world.stored.length }).toEqual({ pair, stored: 1 });
		}
	});

	it('of two processes name the twin, and both give the older one', async () => {
		let twins = 0;
		for (let pair = 0; pair < 40; pair++) {
			const world = new World({ latencyMs: 20 }, pair);
			const run = async (label: string) => (await execute(world, { names: ['Apollo'], policy: policy('return'), run: label })).outcomes[0];
			const [one, other] = await world.time.run(async () => {
				const first = run('a');
				await world.time.sleep(pair);
				return await Promise.all([first, run('b')]);
			});
			const ids = [one, other].map((outcome) => (outcome.kind === 'done' ? outcome.project.id : outcome.kind));
			if (world.stored.length < 2) continue;
			twins++;
			// Whoever looked before the other had stored could not see it; whoever sees both gives the older one.
			expect(ids[1]).toBe('1');
			expect([...one.hints, ...other.hints].join()).toContain('made the same project at the same moment');
			expect(ids[0]).toBe('1');
		}
		expect(twins).toBeGreaterThan(5);
	});

	it('is settled by the one match that was not there before', async () => {
		// Without creation times nothing proves whose it is: it is what was asked for.
		const world = new World({ clock: () => undefined, fate: (number) => (number === 1 ? 'storedDropped' : 'fine') });
		const { outcomes } = await world.time.run(() => execute(world, { names: ['Apollo'], policy: policy('return') }));
		expect(outcomes).toMatchObject([{ kind: 'done', outcome: 'existing', project: { id: '1' } }]);
		expect(world.stored).toHaveLength(1);
	});
});

describe('turns', () => {
	it('come in the order of asking, and one that is stopped leaves the line', async () => {
		const time = new VirtualTime();
		const gate = new TurnGate();
		const story: string[] = [];
		const stop = new AbortController();
		const visit = async (label: string, signal?: AbortSignal): Promise<void> => {
			const leave = await gate.take('a', signal);
			story.push(leave ? label : `${label} left`);
			await time.sleep(10);
			leave?.();
			leave?.();
		};
		time.at(time.now() + 5, () => stop.abort());
		await time.run(async () => await Promise.all([visit('1'), visit('2', stop.signal), visit('3'), visit('4')]));
		expect(story).toEqual(['1', '2 left', '3', '4']);
		expect(await gate.take('b', AbortSignal.abort())).toBeUndefined();
	});
});

test('the oldest is the same for whoever looks', () => {
	const made = (id: string, createdAt?: string) => ({ id, createdAt, raw: {} });
	const dated = [made('9', '2026-01-01T00:00:01Z'), made('10', '2026-01-01T00:00:00Z')];
	expect([oldest(dated).id, oldest([...dated].reverse()).id]).toEqual(['10', '10']);
	const bare = [made('10'), made('9'), made('b')];
	expect([oldest(bare).id, oldest([...bare].reverse()).id]).toEqual(['9', '9']);
});

test.each([
	['http://a.example/projects', 'https://a.example/projects', true],
	['https://a.example/projects', '/projects/', true],
	['https://a.example/projects', 'https://b.example/projects', true],
	['https://a.example/projects', '/projects/7', false],
	['https://a.example/projects', '/login', false],
	['https://a.example/projects', '/projects', false],
	['https://a.example/projects', undefined, false],
])('%s is moved by a redirect to %s: %s', (from, location, isMoved) => {
	expect(moveOf(from, location) !== undefined).toBe(isMoved);
});

test('what somebody holds is never made a second time, however much was asked for since', () => {
	const registry = new Registry<object>(3);
	const held = registry.get('held', () => ({}));
	for (let index = 0; index < 20; index++) registry.get(`other ${index}`, () => ({}));
	expect(registry.get('held', () => ({}))).toBe(held);
});

describe('an item whose match another item may still make', () => {
	/** The project of the first item comes 8 s after its request; the item itself is given up before, and ends as unknown. */
	const slow = { workers: { count: 1, ms: 8000 }, timeoutMs: 5000, definition: { update: { path: '/projects/{id}' } } };
	const isShort = { totalMs: 5500 };
	const kindOf = (outcome: Outcome): string => (outcome.kind === 'done' ? outcome.outcome : outcome.kind);

	it.each<[string, RunOptions['policy'], WorldOptions, Partial<RunOptions>, string[], number]>([
		['waits for it and returns it', { ifExists: 'return' }, slow, {}, ['unknown', 'existing'], 1],
		['waits for it and updates it', { ifExists: 'update' }, slow, {}, ['unknown', 'updated'], 1],
		['waits for it and is stopped by it', { ifExists: 'stop' }, slow, {}, ['unknown', 'failed'], 1],
		[
			'sends nothing where its own time is too short',
			{ ifExists: 'return' },
			slow,
			{ policy: { totalMs: 1000 } },
			['unknown', 'failed'],
			1,
		],
		[
			'sends nothing where no silence of the search counts',
			{ ifExists: 'return' },
			{ ...slow, list: (_found, all) => [200, all.slice(0, 5)] },
			{ heuristic: true },
			['unknown', 'failed'],
			1,
		],
		[
			'creates it once it is known that none came',
			{ ifExists: 'return' },
			{ timeoutMs: 5000, fate: (number) => (number === 1 ? 'hang' : 'fine') },
			{},
			['unknown', 'created'],
			1,
		],
		['is not held up where each item is to have its own', { ifExists: 'create' }, slow, {}, ['unknown', 'created'], 2],
		[
			'nor by an item of another name',
			{ ifExists: 'return' },
			{ ...slow, fate: (number) => (number === 1 ? 'hang' : 'fine') },
			{ names: ['Gemini'] },
			['unknown', 'created'],
			1,
		],
	])('%s', async (_title, match, options, more, kinds, stored) => {
		for (const isElsewhere of [false, true]) {
			const world = new World(options);
			const host = new ApiHost();
			const given = { ...more, policy: { ...match, ...more.policy } };
			const run = async (its: Partial<RunOptions>, label: string): Promise<Outcome> =>
				(await execute(world, { names: ['Apollo'], ...its, state: stateOf(world, host), run: label })).outcomes[0];
			const ends = await world.time.run(async () => {
				const first = await run({ ...given, names: ['Apollo'], policy: { ...match, ...isShort } }, 'a');
				// At once, or after it is there.
				if (isElsewhere) await world.time.sleep(100);
				const second = await run(given, 'b');
				await world.time.sleep(60_000);
				return [first, second];
			});
			expect(ends.map(kindOf)).toEqual(kinds);
			expect(world.stored).toHaveLength(stored);
		}
	});
});
