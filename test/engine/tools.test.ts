import { loadPackage, type runNode } from '../support/engine';
import { create, custom, startServer } from '../support/nodeRuns';

type Loaded = Exclude<NonNullable<Parameters<typeof runNode>[0]['load']>, string>;
type Options = NonNullable<Parameters<typeof create>[1]>;

/** The node as an agent calls it: the same, in a context that says so. A loop stands for the calls of one run. */
function asTool(): Loaded {
	const { nodes, credentials } = loadPackage('source');
	const [[name, node]] = Object.entries(nodes) as Array<[string, { execute: (this: object) => Promise<unknown> }]>;
	const tool = Object.create(node) as typeof node;
	tool.execute = async function (this: object) {
		const context = new Proxy(this, {
			get: (target, key) => {
				if (key === 'isToolExecution') return () => true;
				const value: unknown = Reflect.get(target, key);
				return typeof value === 'function' ? (value.bind(target) as unknown) : value;
			},
		});
		return await node.execute.call(context);
	};
	return { nodes: { [name]: tool }, credentials };
}

let server: Awaited<ReturnType<typeof startServer>>;
let stored: Array<{ id: number; name: string; created_at: string }>;
let fate: (name: string, attempt: number) => 'fine' | 'refused' | 'lost';
const attempts = new Map<string, number>();
beforeEach(async () => {
	stored = [];
	attempts.clear();
	fate = () => 'fine';
	server = await startServer(({ method, body, query }) => {
		if (method === 'GET') return { body: stored.filter(({ name }) => name === query.get('name')) };
		const name = String(body.name);
		const attempt = (attempts.get(name) ?? 0) + 1;
		attempts.set(name, attempt);
		const now = fate(name, attempt);
		if (now === 'refused') return { status: 422, body: { message: 'Not today' } };
		stored.push({ id: stored.length + 1, name, created_at: new Date().toISOString() });
		return now === 'lost' ? 'drop' : { status: 201, body: stored.at(-1) };
	});
});
afterEach(async () => await server.close());

const calls = async (names: string[], more: Options = {}) =>
	await create(custom(server.url), {
		load: asTool(),
		items: names.map((name) => ({ name })),
		batchSize: 1,
		node: { onError: 'continueRegularOutput' },
		...more,
	});
const ends = ({ items }: Awaited<ReturnType<typeof calls>>) => items.map(({ json }) => json.name ?? json.details?.outcome);
const sent = () => server.of('POST').map(({ body }) => body.name);
const RETRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1, onError: 'continueRegularOutput' as const };

describe('calls of a tool in one run', () => {
	it('are each a project of their own', async () => {
		expect(ends(await calls(['A', 'B']))).toEqual(['A', 'B']);
		expect(stored.map(({ name }) => name)).toEqual(['A', 'B']);
	});

	it.each<[string, typeof fate, string[], string[]]>([
		['the first is refused once', (name, attempt) => (name === 'A' && attempt === 1 ? 'refused' : 'fine'), ['A', 'A', 'B'], ['A', 'B']],
		['the second is refused once', (name, attempt) => (name === 'B' && attempt === 1 ? 'refused' : 'fine'), ['A', 'B', 'B'], ['A', 'B']],
		['both are', (_name, attempt) => (attempt === 1 ? 'refused' : 'fine'), ['A', 'A', 'B', 'B'], ['A', 'B']],
	])('a retry of one neither forgets nor repeats another: %s', async (_title, how, posts, projects) => {
		fate = how;
		expect(ends(await calls(['A', 'B'], { node: RETRIES }))).toEqual(['A', 'B']);
		expect([sent(), stored.map(({ name }) => name)]).toEqual([posts, projects]);
	});

	it('an unknown one stays remembered beside one that went well, and its repeat looks first', async () => {
		fate = (name) => (name === 'A' ? 'lost' : 'fine');
		const more = { options: { attempts: 1, totalTime: 0.01 } };
		const first = await calls(['A', 'B', 'A'], more);
		expect(first.context).toBeDefined();
		expect(stored.filter(({ name }) => name === 'B')).toHaveLength(1);
		expect(stored.filter(({ name }) => name === 'A')).toHaveLength(1);
	});

	it('an equal call after one that went well is a second project, unless an existing one is to be returned', async () => {
		await calls(['A', 'A'], { parameters: { ifExists: 'create' } });
		expect(stored).toHaveLength(2);
		stored = [];
		expect(ends(await calls(['B', 'B'], { parameters: { ifExists: 'return' } }))).toEqual(['B', 'B']);
		expect(stored).toHaveLength(1);
	});

	it('leaves no memory when all went well', async () => {
		const { context } = await calls(['A', 'B']);
		expect(Object.keys((context as object | undefined) ?? {})).toEqual([]);
	});
});
