import { ApiHost } from '../../../nodes/CreateProject/delivery/apiHost';
import { CreationClock, type Began } from '../../../nodes/CreateProject/delivery/creationClock';
import type { Delivery } from '../../../nodes/CreateProject/delivery/policy';
import type { Outcome } from '../../../nodes/CreateProject/delivery/outcome';
import { seeded } from '../../support/virtualTime';
import { booksOf, execute, iso, stateOf, World, type Fate, type RunOptions, type WorldOptions } from './world';

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `Project ${index}`);
const HEADER = 'Idempotency-Key';
const keyed = (index: number, isHonoured?: boolean) => ({ value: `key-${index}`, header: HEADER, isHonoured });

const LOST: Fate[] = ['storedDropped', 'dropped', 'stored500', '500', 'stored504'];
/** So many of a hundred requests lose their answer, stored or not. */
const faulty = (seed: number, share: number): NonNullable<WorldOptions['fate']> => {
	const random = seeded(seed);
	return () => (random() < share ? LOST[Math.floor(random() * LOST.length)] : 'fine');
};

async function play(options: WorldOptions, more: Partial<Parameters<typeof execute>[1]> = {}, seed = 1) {
	const world = new World(options, seed);
	const { outcomes } = await world.time.run(() => execute(world, { names: names(100), ...more }));
	return { world, outcomes, books: booksOf(world, outcomes) };
}

describe('a key in a header of which nobody knows whether it counts', () => {
	describe.each([
		['a custom API', {}],
		['one with unique names', { isUnique: true }],
	])('%s', (_title, api: WorldOptions) => {
		it.each([1, 2, 3])('is never worse than none (seed %i)', async (seed) => {
			const fate = (): NonNullable<WorldOptions['fate']> => faulty(seed, 0.12);
			const without = await play({ ...api, fate: fate() }, { heuristic: true }, seed);
			const ignored = await play({ ...api, keys: 'ignored', fate: fate() }, { heuristic: true, key: keyed }, seed);
			const honoured = await play({ ...api, keys: 'honoured', fate: fate() }, { heuristic: true, key: keyed }, seed);
			for (const { books } of [without, ignored, honoured]) expect(books).toMatchObject({ duplicates: [], silent: [] });
			expect(ignored.books.unknown).toBeLessThanOrEqual(without.books.unknown);
			expect(without.books.unknown).toBeLessThanOrEqual(3);
		});
	});

	it('counts once the API has shown that it honours it: then it is repeated, without a search', async () => {
		const host = new ApiHost();
		const world = new World({ keys: 'honoured', fate: (number) => (number === 2 ? 'storedDropped' : 'fine') });
		host.keys.see(HEADER, 'x', { status: 201, text: '', headers: { 'idempotent-replayed': 'false' } });
		const { outcomes } = await world.time.run(() => execute(world, { names: names(3), key: keyed, state: stateOf(world, host) }));
		expect(booksOf(world, outcomes)).toMatchObject({ created: 3, duplicates: [] });
		expect([world.posts, world.gets]).toEqual([4, 0]);
	});

	it('ends as unknown where no search can tell, and names the header; a person who knows better has it repeated', async () => {
		const options: WorldOptions = {
			keys: 'honoured',
			fate: (number) => (number === 1 ? 'storedDropped' : 'fine'),
			definition: { lookup: undefined },
		};
		const unproven = await play(options, { names: names(1), key: keyed });
		expect(unproven.outcomes).toMatchObject([{ kind: 'unknown', trouble: { unprovenHeader: HEADER } }]);
		const known = await play(options, { names: names(1), key: (index) => keyed(index, true) });
		expect(known.books).toMatchObject({ created: 1, duplicates: [] });
	});

	it.each<[string, [number, string, Record<string, string>], boolean]>([
		['a replay', [201, '{}', { 'idempotent-replayed': 'true' }], true],
		['a replay in another word', [201, '{}', { 'x-idempotency-replay': '1' }], true],
		['an echo', [201, '{}', { 'idempotency-key': 'k' }], true],
		['a quoted echo', [201, '{}', { 'idempotency-key': '"k"' }], true],
		['"in flight"', [409, '{"message":"A request with this Idempotency-Key is in progress"}', {}], true],
		['"used before"', [422, '{"message":"This idempotency key was used for another request"}', {}], true],
		['a plain answer', [201, '{}', {}], false],
		['another conflict', [409, '{"message":"Name taken"}', {}], false],
		['the key of somebody else', [201, '{}', { 'idempotency-key': 'other' }], false],
		['trouble that speaks of keys', [500, '{"message":"idempotency store down"}', {}], false],
	])('has been shown by %s or not', (_title, [status, text, headers], isShown) => {
		const { keys } = new ApiHost();
		keys.see(HEADER, 'k', { status, text, headers });
		expect(keys.isHonoured('idempotency-KEY')).toBe(isShown);
	});

	it('is shown by the same project for the same key, and disproved by another one; an echoed trace id shows nothing', () => {
		const { keys } = new ApiHost();
		keys.result(HEADER, 'k', '7');
		keys.result(HEADER, 'k', '7');
		expect(keys.isHonoured(HEADER)).toBe(true);
		keys.result(HEADER, 'other', '8');
		keys.result(HEADER, 'other', '9');
		expect(keys.isHonoured(HEADER)).toBe(false);
		keys.see('X-Request-Id', 'k', { status: 201, text: '', headers: { 'x-request-id': 'k' } });
		expect(keys.isHonoured('X-Request-Id')).toBe(false);
	});
});

describe('an API that works longer than anybody waits', () => {
	it.each<[string, WorldOptions]>([
		['our own time limit', { workers: { count: 2, ms: 8000 }, timeoutMs: 30_000 }],
		['a short time limit of ours', { workers: { count: 2, ms: 8000 }, timeoutMs: 10_000 }],
		['a gateway', { workers: { count: 2, ms: 8000 }, gatewayMs: 10_000 }],
		['a gateway below the time of one', { workers: { count: 2, ms: 8000 }, gatewayMs: 6000 }],
	])('makes nothing twice: %s', async (_title, options) => {
		const { books } = await play(options, { names: names(24), parallel: 24 });
		expect(books).toMatchObject({ duplicates: [], silent: [] });
	});
});

describe('an answer that comes after its request was given up', () => {
	const slow: WorldOptions = { workers: { count: 2, ms: 8000 }, timeoutMs: 10_000 };
	const many = { names: names(24), parallel: 24 };
	const one = { names: names(1) };
	/** The one request is worked on for so long. */
	const takes = (ms: number): WorldOptions => ({ workers: { count: 1, ms }, timeoutMs: 10_000, definition: { lookup: undefined } });

	it.each<[string, WorldOptions, RunOptions, object]>([
		['where there is no search', { ...slow, definition: { lookup: undefined } }, many, { created: 24, unknown: 0 }],
		['where no search has been seen to see', { ...slow, list: () => [200, []] }, { ...many, heuristic: true }, { created: 24, unknown: 0 }],
		['where times are cut to the day', { ...slow, clock: (at) => iso(at).slice(0, 10) }, many, { created: 24, unknown: 0 }],
		['where there are no times', { ...slow, clock: () => undefined }, many, { created: 24, unknown: 0 }],
		['where names are changed', { ...slow, rename: (name) => name.toUpperCase() }, many, { created: 24, unknown: 0 }],
		['unless the connection is cut', { ...takes(15_000), isCut: true }, one, { created: 0, unknown: 1 }],
		['unless it comes too late', takes(45_000), one, { created: 0, unknown: 1 }],
		['unless the time of the item is over', takes(25_000), { ...one, policy: { totalMs: 20_000 } }, { created: 0, unknown: 1 }],
		['unless it is cut itself', { ...takes(15_000), fate: () => 'storedDropped' }, one, { created: 0, unknown: 1 }],
		['unless it says that there was trouble', { ...takes(15_000), fate: () => '500' }, one, { created: 0, unknown: 1 }],
		['also with a key in a header', { ...takes(15_000), keys: 'ignored' }, { ...one, key: keyed }, { created: 1, unknown: 0 }],
	])('is the truth %s', async (_title, options, more, expected) => {
		const { books, world } = await play(options, more);
		expect(books).toMatchObject({ duplicates: [], silent: [], failed: 0, ...expected });
		expect(world.posts).toBe(more.names.length);
	});
});

describe('what was proven not to be there, and then is', () => {
	/** The first request is lost before anything is stored, the second one behind it. */
	const twice: NonNullable<WorldOptions['fate']> = (number) => (['dropped', 'storedDropped'] as Fate[])[number - 1] ?? 'fine';
	const clocks: Array<[string, NonNullable<WorldOptions['clock']>]> = [
		['in minutes', (at) => `${iso(at).slice(0, 16)}:00Z`],
		['a date alone', (at) => iso(at).slice(0, 10)],
		['no times', () => undefined],
		['frozen', () => '2020-01-01T00:00:00.000Z'],
		['set back by a day', (at) => iso(at - 86_400_000)],
	];
	it.each(clocks)('has come since (%s)', async (_title, clock) => {
		const { books, world } = await play({ clock, fate: twice }, { names: names(1) });
		expect(books).toMatchObject({ created: 1, duplicates: [], silent: [] });
		expect(world.posts).toBe(2);
	});

	it.each(clocks)('is not a namesake that stood beside (%s)', async (_title, clock) => {
		const world = new World({ clock, fate: twice });
		world.stranger('Project 0', 3 * 86_400_000);
		const { outcomes } = await world.time.run(() => execute(world, { names: names(1) }));
		expect(booksOf(world, outcomes)).toMatchObject({ duplicates: [], silent: [], failed: 0 });
	});

	it('may still be another item’s', async () => {
		const fate = (number: number): Fate => (['dropped', 'dropped', 'storedDropped'] as Fate[])[number - 1] ?? 'fine';
		const { books } = await play({ clock: () => undefined, fate }, { names: ['Same', 'Same'], parallel: 2 });
		expect(books).toMatchObject({ duplicates: [], silent: [] });
	});
});

describe('an API that changes names', () => {
	it.each<[string, (name: string) => string]>([
		['blanks collapsed', (name) => name.replace(/ +/g, ' ')],
		['cut', (name) => name.slice(0, 12)],
		['escaped', (name) => name.replace('&', '&amp;')],
		['title case', (name) => name.replace(/\bthe\b/, 'The')],
		['another Unicode form', (name) => name.normalize('NFD')],
		['a number added', (name) => `${name} (1)`],
		['trimmed of a sign', (name) => name.replace('!', '')],
	])('%s: what is not found by its name is not absent', async (_title, rename) => {
		const { books } = await play(
			{ rename, fate: faulty(5, 0.3) },
			{ names: names(40).map((name) => `${name} of  the Müller & Sons Company!`) },
			5,
		);
		expect(books).toMatchObject({ duplicates: [], silent: [], failed: 0 });
	});
});

describe('a search that nobody has described', () => {
	const blind: Array<[string, NonNullable<WorldOptions['list']>]> = [
		['shows nothing', () => [200, []]],
		['shows the projects of the caller, which are none', () => [200, { data: [], total: 0 }]],
		['shows old ones alone', (_found, all) => [200, all.slice(0, 2).map(({ id, name }) => ({ id, name }))]],
		['answers from a cache', () => [200, [], { age: '600' }]],
	];
	it.each(blind)('%s: its silence proves nothing', async (_title, list) => {
		const { books } = await play({ list, fate: faulty(7, 0.3) }, { heuristic: true, names: names(40) });
		expect(books).toMatchObject({ duplicates: [], silent: [], failed: 0 });
		expect(books.unknown).toBeGreaterThan(0);
	});

	it('settles as soon as it has been seen to find a project that is there', async () => {
		const { books, world } = await play({ fate: (number) => (number === 5 ? 'dropped' : 'fine') }, { heuristic: true, names: names(10) });
		expect(books).toMatchObject({ created: 10, duplicates: [] });
		expect(world.posts).toBe(11);
	});

	it('is not believed where nothing is known: a lone lost answer stays unknown', async () => {
		const { books } = await play({ fate: () => 'dropped' }, { heuristic: true, names: names(1) });
		expect(books).toMatchObject({ unknown: 1 });
	});
});

describe('claims', () => {
	it('hold for two keys of one account: no project is reported twice', async () => {
		for (const seed of [1, 2, 3]) {
			const world = new World({ fate: faulty(seed, 0.3) }, seed);
			const host = new ApiHost();
			const same = names(10).map(() => 'The same');
			const [one, other] = await world.time.run(
				async () =>
					await Promise.all([
						execute(world, { names: same, state: stateOf(world, host), run: 'a' }),
						execute(world, { names: same, state: stateOf(world, host), run: 'b' }),
					]),
			);
			const ids = [...one.outcomes, ...other.outcomes].flatMap((outcome) => (outcome.kind === 'done' ? [outcome.project.id] : []));
			expect(new Set(ids).size).toBe(ids.length);
		}
	});

	it('two processes with equal names and different values never take each other’s', async () => {
		const totals = { unknown: 0 };
		for (const seed of [1, 2, 3, 4]) {
			const world = new World({ fate: faulty(seed, 0.25) }, seed);
			const run = async (label: string): Promise<Outcome[]> =>
				(
					await execute(world, {
						names: names(40),
						run: label,
						fields: (index) => ({ external_ref: `${label}-${index}`, description: 'A project' }),
					})
				).outcomes;
			const [one, other] = await world.time.run(async () => await Promise.all([run('a'), run('b')]));
			for (const [label, outcomes] of [
				['a', one],
				['b', other],
			] as const) {
				const books = booksOf(world, outcomes, label);
				expect(books).toMatchObject({ duplicates: [], silent: [] });
				totals.unknown += books.unknown;
			}
		}
		expect(totals.unknown).toBeLessThan(40);
	});

	it('of equal items with equal bodies each is given one', async () => {
		const { books, world } = await play(
			{ fate: (number) => (number === 1 ? 'fine' : number <= 3 ? 'storedDropped' : 'fine'), hidden: ['tag'] },
			{ names: ['Other', 'Same', 'Same', 'Same'], fields: () => ({ tag: 'same' }), parallel: 4 },
		);
		expect([world.stored.length, books.created, books.unknown]).toEqual([4, 4, 0]);
	});
});

describe('a re-run', () => {
	/** A process that has seen that this API gives back `external_ref` as it was sent, and our project of the name from an earlier try. */
	const after = async (lookFirst: NonNullable<RunOptions['lookFirst']>) => {
		const world = new World();
		const { outcomes } = await world.time.run(async () => {
			const state = stateOf(world);
			await execute(world, { names: ['Gemini', 'Mercury'], fields: () => ({ external_ref: 'a' }), state, run: 'first' });
			world.stranger('Apollo', -5, { external_ref: 'of the earlier try' });
			return await execute(world, { names: ['Apollo'], fields: () => ({ external_ref: 'new' }), state, lookFirst });
		});
		return { outcome: outcomes[0].kind, posts: world.posts - 2 };
	};
	const since: Began = { afterFrom: 1_800_000_012_345, beforeUntil: 1_800_000_011_000, basis: 'creations' };
	it.each<[string, NonNullable<Delivery['lookFirst']>, object]>([
		['that remembers nothing', { reason: 'noMemory' }, { outcome: 'unknown', posts: 0 }],
		['that does not know when it began', { reason: 'noMemory', sought: { name: 'Apollo' } }, { outcome: 'unknown', posts: 0 }],
		['whose request looks different now', { reason: 'noMemory', since, isChanged: true }, { outcome: 'unknown', posts: 0 }],
		['with the very same request', { reason: 'noMemory', since, isChanged: false }, { outcome: 'done', posts: 1 }],
	])('%s: another value in the project shows that it is not ours only if it was sent', async (_title, lookFirst, expected) => {
		expect(await after(() => lookFirst)).toEqual(expected);
	});

	/** Minutes before the retry at which the execution began, and at which the only project of the name was made. */
	it.each<[string, number | undefined, number, object]>([
		['after it began: it is ours', 10, 5, { kind: 'done', posts: 0 }],
		['long before it began: it is not', 10, 30, { kind: 'done', posts: 1 }],
		['before it began, but within what two clocks may be apart', 10, 10.5, { kind: 'unknown', posts: 0 }],
		['at a time that nothing can be compared with', undefined, 5, { kind: 'unknown', posts: 0 }],
	])('after a crash, knowing when the execution began: a project made %s', async (_title, began, made, expected) => {
		const world = new World({ clock: (at) => iso(at) });
		const { outcomes } = await world.time.run(async () => {
			const state = stateOf(world);
			await execute(world, { names: ['Gemini', 'Mercury', 'Vostok'], state, run: 'x' });
			world.stranger('Apollo', 60_000 * made);
			const notBefore = began === undefined ? undefined : world.tools.now() - 60_000 * began;
			return await execute(world, { names: ['Apollo'], state, lookFirst: () => ({ reason: 'noMemory', notBefore }) });
		});
		expect({ kind: outcomes[0].kind, posts: world.posts - 3 }).toEqual(expected);
	});

	it('in the same process sees the earlier attempt by the clock that was learned since', async () => {
		const world = new World({ clock: (at) => iso(at + 3 * 3_600_000), fate: (number) => (number === 1 ? 'storedDropped' : 'fine') });
		const [first, , second] = await world.time.run(async () => {
			const state = stateOf(world);
			const before = (await execute(world, { names: ['Apollo'], state })).outcomes[0];
			const between = (await execute(world, { names: ['Gemini', 'Mercury'], state })).outcomes[0];
			const { since: began, sought } = before as Outcome & { kind: 'unknown' };
			const lookFirst = (): Delivery['lookFirst'] => ({ reason: 'noMemory', since: began, sought, isChanged: true });
			const again = await execute(world, { names: ['Apollo'], fields: () => ({ at: 'now' }), state, lookFirst });
			return [before, between, again.outcomes[0]];
		});
		expect(first.kind).toBe('unknown');
		expect(second).toMatchObject({ kind: 'done', outcome: 'created', project: { id: '1' } });
	});
});

describe('a re-run where nothing shows that the search sees', () => {
	it.each<[string, NonNullable<Delivery['lookFirst']>, object]>([
		['sends one item without proof after a crash', { reason: 'noMemory' }, { done: 1, unknown: 2, posts: 1 }],
		[
			'sends nothing of what is remembered as unknown',
			{ reason: 'noMemory', sought: { name: 'Apollo' } },
			{ done: 0, unknown: 3, posts: 0 },
		],
	])('%s', async (_title, lookFirst, expected) => {
		const world = new World({ list: () => [200, []] });
		const { outcomes } = await world.time.run(
			async () => await execute(world, { names: names(3), heuristic: true, lookFirst: () => lookFirst }),
		);
		const { created: done, unknown } = booksOf(world, outcomes);
		expect({ done, unknown, posts: world.posts }).toEqual(expected);
	});
});

describe('a re-run at once after a timeout', () => {
	it.each([
		['by us', { timeoutMs: 5000 }],
		['by a gateway', { gatewayMs: 5000 }],
	])('%s waits as long as the first run would have', async (_title, options: WorldOptions) => {
		const world = new World({ ...options, workers: { count: 1, ms: 12_000 } });
		const state = stateOf(world);
		const { outcomes } = await world.time.run(async () => {
			const first = await execute(world, { names: ['Apollo'], state, policy: { totalMs: 5500 } });
			const { since, sought } = first.outcomes[0] as Outcome & { kind: 'unknown' };
			// In another process: what is kept goes through JSON.
			const kept = JSON.parse(JSON.stringify({ since, sought })) as Pick<NonNullable<Delivery['lookFirst']>, 'since' | 'sought'>;
			await world.time.sleep(1000);
			const again = await execute(world, { names: ['Apollo'], lookFirst: () => ({ reason: 'noMemory', ...kept, isChanged: false }) });
			await world.time.sleep(60_000);
			return again;
		});
		expect(booksOf(world, outcomes)).toMatchObject({ duplicates: [], silent: [], failed: 0 });
		expect(world.posts).toBe(1);
	});
});

describe('an item that has ended as unknown', () => {
	it('may still be the maker of what another one of the name finds', async () => {
		// The clock is known only after the first one has ended: the second one could take the project of the first one for its own.
		const { books } = await play(
			{
				clock: (at) => iso(at + 3 * 3_600_000),
				fate: (number) => (['storedDropped', 'dropped'][number - 1] as Fate | undefined) ?? 'fine',
			},
			{ names: ['Apollo', 'Apollo', 'Gemini', 'Mercury'], parallel: 2 },
		);
		expect(books).toMatchObject({ duplicates: [], silent: [], created: 2, unknown: 2 });
	});

	it('no longer hinders one that begins a minute later', async () => {
		const world = new World({ fate: (number) => (number === 2 ? 'storedDropped' : 'fine'), clock: (at) => iso(at) });
		const state = stateOf(world);
		const { outcomes } = await world.time.run(async () => {
			await execute(world, { names: ['Gemini', 'Mercury'], state, fields: () => ({}), run: 'x' });
			state.host.open.open({ id: 'a', name: 'Apollo', print: 'another', at: world.tools.monotonic() });
			state.host.open.end(state.host.open.of('Apollo')[0], world.tools.monotonic());
			await world.time.sleep(70_000);
			world.posts = 1;
			return await execute(world, { names: ['Apollo'], state });
		});
		expect(booksOf(world, outcomes)).toMatchObject({ duplicates: [], silent: [], created: 1 });
	});
});

describe('asked to come back', () => {
	it.each<[string, Fate]>([
		['503', 'stored503'],
		['408', 'stored408'],
	])('%s: what is there all the same is not sent again', async (_title, fate) => {
		const { books, world } = await play({ fate: (number) => (number === 3 ? fate : 'fine') }, { names: names(5) });
		expect(books).toMatchObject({ duplicates: [], silent: [], created: 5 });
		expect(world.posts).toBe(5);
	});
});

describe('a refusal after an attempt without an answer', () => {
	it.each<[number, string]>([
		[400, 'Name has already been taken'],
		[409, 'exists'],
		[422, 'Der Name ist bereits vergeben'],
		[400, '名称已存在'],
		[422, ''],
	])('%i "%s" is looked at, whatever it says', async (status, message) => {
		let isVisible = false;
		const { books } = await play(
			{
				isUnique: true,
				taken: [status, message],
				fate: (number) => (number === 2 ? 'stored504' : 'fine'),
				// The search is blind until the refusal comes.
				list: (found) => [200, isVisible ? found.map(({ id, name, at }) => ({ id, name, created_at: new Date(at).toISOString() })) : []],
				latencyMs: 20,
			},
			{ names: names(3), parallel: 1, policy: { patienceMs: 400 } },
		);
		expect(books).toMatchObject({ duplicates: [], silent: [] });
		expect(books.created + books.unknown).toBe(3);
		isVisible = true;
	});
});

test('the clock keeps the last fifty successes', () => {
	const clock = new CreationClock();
	for (let ms = 0; ms < 60_000; ms += 1000) clock.learn(new Date(1_800_000_000_000 + ms).toISOString(), ms - 10, ms + 10);
	for (let ms = 60_000; ms < 110_000; ms += 1000) clock.learn(new Date(1_700_000_000_000 + ms).toISOString(), ms - 10, ms + 10);
	expect(clock.age(new Date(1_700_000_000_000 + 115_005).toISOString(), clock.began(115_000, 116_000), 116_000)).toBe('after');
});
