import { tried, type Try } from './tries';
import { booksOf, stateOf, World, type Fate, type WorldOptions } from './world';

describe('two items of one name that are both remembered as unknown', () => {
	/** The search is down in the first try, and for the first item of the second one; the second item then makes its project. */
	const FATES: Fate[] = ['500', '500', 'stored500'];
	const SEARCHES_DOWN = 9;

	it.each<[string, WorldOptions['definition'], Try['fields'], object]>([
		['never take each other’s in another process', {}, undefined, { created: 0, unknown: 2 }],
		[
			'nor by a value of which nobody knows whether this API gives it back as it was sent',
			{},
			(index) => ({ external_ref: `ref ${index}` }),
			{ created: 0, unknown: 2 },
		],
		['are handed out what is there where their requests are equal', {}, () => ({ tag: 'same' }), { created: 2, unknown: 0 }],
		[
			'are told apart by where they are',
			{ fields: [{ id: 'tag' }, { id: 'workspace', within: { at: 'workspace' } }] },
			(index) => ({ workspace: `w${index}` }),
			{ created: 2, unknown: 0 },
		],
		[
			'but not by two notations of where they are',
			{ fields: [{ id: 'tag' }, { id: 'workspace', within: { at: 'workspace_id' } }] },
			(index) => ({ workspace: ['7', 'Acme'][index] }),
			{ created: 0, unknown: 2 },
		],
	])('%s', async (_title, definition, fields, expected) => {
		const world: World = new World({
			definition,
			fate: (number) => FATES[number - 1] ?? 'fine',
			list: (found) => (world.gets <= SEARCHES_DOWN ? [503, { message: 'Down' }] : [200, found.map((project) => world.shown(project))]),
		});
		const given = { names: ['Gemini', 'Gemini'], fields, policy: { attempts: 1 } };
		const outcomes = await world.time.run(async () => {
			let context = {};
			for (let attempt = 0; attempt < 2; attempt++) ({ context } = await tried(world, { ...given, process: stateOf(world), context }));
			return (await tried(world, { ...given, process: stateOf(world), context })).outcomes;
		});
		const ids = outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.project.id] : []));
		expect(new Set(ids).size).toBe(ids.length);
		const { created, unknown, ...books } = booksOf(world, outcomes);
		expect({ created, unknown }).toEqual(expected);
		if (fields?.(0).tag === undefined) expect(books).toMatchObject({ duplicates: [], silent: [], failed: 0 });
	});
});

describe('a try right after one that was stopped during its request', () => {
	const isSlow: WorldOptions = { workers: { count: 1, ms: 8000 } };
	const isNever: WorldOptions = { fate: (number) => (number === 3 ? 'hang' : 'fine') };
	/** What is kept, and whether it is the same process that goes on. */
	const ways = {
		'with memory': { isKept: true, isSame: true },
		'with memory in another process': { isKept: true, isSame: false },
		'without memory': { isKept: false, isSame: true },
	};
	it.each<[string, keyof typeof ways, WorldOptions, Partial<Try>, object]>([
		['finds what came late', 'with memory', isSlow, {}, { stored: 1, kind: 'done' }],
		['finds what came late', 'with memory in another process', isSlow, {}, { stored: 1, kind: 'done' }],
		['finds what came late, which may be anybody’s', 'without memory', isSlow, {}, { stored: 1, kind: 'unknown' }],
		['returns what came late', 'without memory', isSlow, { policy: { ifExists: 'return' } }, { stored: 1, kind: 'done' }],
		['sends what never came', 'with memory', isNever, {}, { stored: 1, kind: 'done' }],
		['sends what never came', 'without memory', isNever, {}, { stored: 1, kind: 'done' }],
		['sends nothing in too short a time', 'with memory', isSlow, { policy: { totalMs: 3000 } }, { stored: 1, kind: 'unknown' }],
	])('%s (%s)', async (_title, way, options, more, expected) => {
		const { isKept, isSame } = ways[way];
		const world = new World(options);
		const given = { names: ['Apollo'], ...more, policy: { timeoutMs: 5000, ...more.policy } };
		const outcomes = await world.time.run(async () => {
			const process = stateOf(world);
			// What this API's clock says is known.
			await tried(world, { process, context: {}, names: ['Gemini', 'Mercury'], policy: { timeoutMs: 30_000 } });
			const stop = new AbortController();
			world.time.at(world.time.now() + 300, () => stop.abort());
			const { context } = await tried(world, { ...given, process, context: {}, signal: stop.signal });
			const again = { ...given, process: isSame ? process : stateOf(world), context: isKept ? context : undefined };
			const end = await tried(world, again);
			await world.time.sleep(60_000);
			return end.outcomes;
		});
		const own = world.stored.filter(({ name }) => name === 'Apollo');
		expect({ stored: own.length, kind: outcomes[0].kind }).toEqual(expected);
	});
});
