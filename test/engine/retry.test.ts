import { createRunExecutionData } from 'n8n-workflow';
import { create, custom, named, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;
type Asked = Server['asked'][number];
type Answer = Exclude<Awaited<ReturnType<Parameters<typeof startServer>[0]>>, string>;
type Run = Awaited<ReturnType<typeof create>>;

/** Ends of the answers that lose a project which was made all the same. */
const LOST = ['http500', 'drop', 'cut'] as const;

let server: Server;
/** What the API has stored; the same name may be there twice. */
let stored: Array<{ id: number; name: string; created_at: string }>;

const store = (name: string) => {
	const project = { id: stored.length + 1, name, created_at: new Date().toISOString() };
	stored.push(project);
	return project;
};
const listed = ({ query }: Asked): Answer => ({ body: stored.filter(({ name }) => name === query.get('name')) });
const serve = ({ method, body, ...asked }: Asked): Answer =>
	method === 'GET' ? listed({ method, body, ...asked }) : { status: 201, body: store(body.name) };
const lose = (how: (typeof LOST)[number], name: string): Answer | 'drop' => {
	const project = store(name);
	return how === 'http500'
		? { status: 500, body: { message: 'oops' } }
		: how === 'drop'
			? 'drop'
			: { status: 201, body: project, cut: true };
};
const posts = (): string[] => server.of('POST').map(({ body }) => body.name as string);
const names = (): string[] => stored.map(({ name }) => name);
const sorted = (list: string[]): string[] => [...list].sort();
const held = ({ context }: Run): object[] =>
	Object.values(context ?? {}).filter((value) => Object.keys(value as object).length > 0) as object[];

beforeEach(async () => {
	stored = [];
	server = await startServer(serve);
});
afterEach(async () => await server.close());

describe('Retry On Fail, five tries over 200 items whose first is refused for good', () => {
	const inputs = named(200);
	const others = inputs.map(({ name }) => name).slice(1);
	beforeEach(() => server.answer((asked) => (asked.body?.name === 'Project 1' ? { status: 400, body: { message: 'no' } } : serve(asked))));
	const run = async (onError: 'continueRegularOutput' | 'continueErrorOutput' | 'stopWorkflow') =>
		await create(custom(server.url), { items: inputs, node: { onError, retryOnFail: true, maxTries: 5, waitBetweenTries: 1 } });
	const othersPosted = () => posts().filter((name) => name !== 'Project 1');

	it('sends the 199 others once under Continue', async () => {
		const { items } = await run('continueRegularOutput');
		expect(sorted(othersPosted())).toEqual(sorted(others));
		expect(items.map(({ json }) => json.name ?? json.details.outcome)).toEqual(['failed', ...others]);
	});

	it('sends the 199 others once with an error output', async () => {
		const { items, errorItems } = await run('continueErrorOutput');
		expect(sorted(othersPosted())).toEqual(sorted(others));
		expect([items.length, errorItems.length]).toEqual([199, 1]);
	});

	it('sends none of the others twice when the workflow stops', async () => {
		const { status, items } = await run('stopWorkflow');
		expect([status, items]).toEqual(['error', []]);
		expect(posts().filter((name) => name === 'Project 1')).toHaveLength(5);
		expect(othersPosted()).toHaveLength(new Set(othersPosted()).size);
	});
});

it.each(LOST)('Retry On Fail in the midst of lost answers (%s) makes every project once', async (how) => {
	const seen = new Map<string, number>();
	server.answer((asked) => {
		const { method, body } = asked;
		if (method === 'GET') return listed(asked);
		const times = (seen.get(body.name) ?? 0) + 1;
		seen.set(body.name, times);
		if (body.name === 'Project 1' && times < 3) return { status: 400, body: { message: 'not yet' } };
		return times === 1 && Number(body.name.slice(8)) % 3 === 0 ? lose(how, body.name) : serve(asked);
	});
	const { status, items } = await create(custom(server.url), {
		items: named(30),
		node: { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 },
	});
	expect(status).toBe('success');
	expect(sorted(names())).toEqual(sorted(named(30).map(({ name }) => name)));
	expect(items.map(({ json }) => names()[Number(json.id) - 1])).toEqual(named(30).map(({ name }) => name));
});

describe('Retry execution after a run that ended red', () => {
	it('repeats no success and keeps the order', async () => {
		server.answer((asked) => (asked.body?.name === 'Project 7' ? { status: 422, body: { message: 'no' } } : serve(asked)));
		const first = await create(custom(server.url), { items: named(12) });
		expect(first.status).toBe('error');
		server.answer(serve);
		const second = await first.retry();
		expect(second.items.map(({ json }) => json.name)).toEqual(named(12).map(({ name }) => name));
		expect(sorted(names())).toEqual(sorted(named(12).map(({ name }) => name)));
		expect(held(second)).toEqual([]);
	});

	it.each([
		['created', 'create'],
		['returned', 'return'],
	])('%s no project twice when a retry was lost with all it did', async (_word, ifExists) => {
		server.answer((asked) => (asked.body?.name === 'Project 2' ? { status: 422, body: { message: 'no' } } : serve(asked)));
		const first = await create(custom(server.url), { items: named(6), options: { parallel: 1 }, parameters: { ifExists } });
		expect(first.status).toBe('error');
		server.answer(serve);
		// Stopped or killed after it had made all of them: n8n gives the next retry what this one was given.
		await first.retry();
		const again = await first.retry();
		expect(sorted(names())).toEqual(sorted(named(6).map(({ name }) => name)));
		expect(again.items.map(({ json }) => json.name)).toEqual(named(6).map(({ name }) => name));
	});

	it('sends what was not attempted without a look, in the first retry', async () => {
		server.answer((asked) => (asked.body?.name === 'Project 2' ? { status: 422, body: { message: 'no' } } : serve(asked)));
		const first = await create(custom(server.url), { items: named(4), options: { parallel: 1 } });
		server.answer(serve);
		const second = await first.retry();
		expect(second.status).toBe('success');
		expect(server.of('GET')).toEqual([]);
	});

	it('repeats no success on a second retry either', async () => {
		let red = 'Project 2';
		server.answer((asked) => (asked.body?.name === red ? { status: 422, body: { message: 'no' } } : serve(asked)));
		const first = await create(custom(server.url), { items: named(4), options: { parallel: 1 } });
		red = 'Project 4';
		const second = await first.retry();
		expect(second.status).toBe('error');
		red = '';
		const third = await second.retry();
		expect(third.items.map(({ json }) => json.name)).toEqual(named(4).map(({ name }) => name));
		expect(names()).toEqual(named(4).map(({ name }) => name));
	});

	it.each([true, false])('begins an item of unknown end with the lookup (it is there: %s)', async (isThere) => {
		// No search either, so nothing can be settled in the first run.
		server.answer(({ method, body }) => {
			if (method === 'GET') return { status: 404, body: { message: 'index offline' } };
			// The other one shows later that the search sees what is there.
			if (body.name === 'Project 2') return { status: 201, body: store('Project 2') };
			if (isThere) store(body.name);
			return 'drop';
		});
		const first = await create(custom(server.url), { items: named(2) });
		expect(first.error.message).toMatch(/^Item 1 \(Project 1\): It is not known whether the project was created/);
		server.answer(serve);
		const second = await first.retry();
		expect(second.items[0].json).toMatchObject({ name: 'Project 1', outcome: 'created' });
		expect(server.asked[0].method).toBe('GET');
		expect(posts()).toEqual(isThere ? [] : ['Project 1']);
		expect(names().sort()).toEqual(['Project 1', 'Project 2']);
	});

	it.each<[string, object]>([
		['another name', { projectName: '={{ $json.name === "Project 2" ? "Renamed" : $json.name }}' }],
		[
			'other fields',
			{ projectName: '={{ $json.name }}', fields: { mappingMode: 'defineBelow', value: { description: '={{ $json.name }} again' } } },
		],
	])('sends what is done not again because it has %s now, and says so', async (_title, parameters) => {
		server.answer((asked) => (asked.body?.name === 'Project 3' ? { status: 422, body: { message: 'no' } } : serve(asked)));
		const first = await create(custom(server.url), { items: named(3), options: { parallel: 1 } });
		server.answer(serve);
		const second = await first.retry({ parameters: { ...parameters, options: { searchDelay: 0.05 } } });
		expect(second.items.map(({ json }) => json.name)).toEqual(['Project 1', 'Project 2', 'Project 3']);
		expect(posts()).toEqual(['Project 3']);
		expect(second.hints.map(({ message }) => message)).toEqual([expect.stringMatching(/changed since; nothing was sent for them again/)]);
	});
});

describe('a retry without memory, as after a crash', () => {
	const BLIND = 'This is a retry of an execution that left no memory, e.g. after a crash:';
	const after = async (more: Parameters<typeof create>[1] = {}) =>
		await create(custom(server.url), { items: named(2), mode: 'retry', node: { onError: 'continueRegularOutput' }, ...more });
	const key = {
		idempotencyHeader: 'Idempotency-Key',
		idempotencyHonoured: true,
		idempotencyKey: 'expression',
		idempotencyKeyValue: '={{ "deal-" + $json.name }}',
	};

	it('makes no duplicate where the API can be searched, and says what it did', async () => {
		store('Project 1').created_at = '2026-01-01T00:00:00Z';
		const { items, hints } = await after();
		expect(items.map(({ json }) => json.details?.outcome ?? json.outcome)).toEqual(['unknown', 'created']);
		expect(items[0].json.error).toBe('It is not known whether an earlier run created this project');
		expect(names()).toEqual(['Project 1', 'Project 2']);
		expect(hints.map(({ message }) => message)).toEqual([
			`${BLIND} 1 project was looked for before anything was sent; 1 project was not sent again, because it could not be told ` +
				`whether it is there.`,
		]);
	});

	it('returns what is there when asked to return existing projects', async () => {
		store('Project 1');
		const { items } = await after({ parameters: { ifExists: 'return' } });
		expect(items.map(({ json }) => [String(json.id), json.name])).toEqual([
			['1', 'Project 1'],
			['2', 'Project 2'],
		]);
		expect(posts()).toEqual(['Project 2']);
	});

	it('stops as unknown where the API cannot be searched', async () => {
		server.answer(({ method }) => (method === 'GET' ? { status: 405, body: {} } : { status: 201, body: { id: 1 } }));
		const { items, hints } = await after();
		expect(items.map(({ json }) => json.details.outcome)).toEqual(['unknown', 'unknown']);
		expect(items[0].json.message).toContain("'On Retry Without Memory'");
		expect(hints.map(({ message }) => message)).toEqual([
			`${BLIND} 2 projects were not sent again, because it could not be told whether they are there.`,
		]);
		expect(posts()).toEqual([]);
	});

	it('goes on with an own idempotency key in a header, without looking', async () => {
		const { items, hints } = await after({ options: key });
		expect(hints.map(({ message }) => message)).toEqual([expect.stringMatching(/2 projects were sent with their own idempotency key/)]);
		expect(items.map(({ json }) => json.outcome)).toEqual(['created', 'created']);
		expect(
			server
				.of('POST')
				.map(({ headers }) => headers['idempotency-key'])
				.sort(),
		).toEqual(['deal-Project 1', 'deal-Project 2']);
		expect(server.of('GET')).toEqual([]);
	});

	it('tells of no look in a dry run', async () => {
		expect((await after({ options: { dryRun: true } })).hints).toEqual([]);
		expect(server.asked).toEqual([]);
	});

	it('logs in words what a look found out', async () => {
		const { logs } = await after({ items: named(1) });
		expect(logs.map(({ message }) => message)).toContain(
			// Nothing is known yet that this search could have been seen to find.
			'Item 1 (Project 1): Create Project looked whether an earlier request has made the project: it cannot be told',
		);
	});

	it('goes on where the person says so', async () => {
		const { items, hints } = await after({ options: { retryWithoutMemory: 'send' } });
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/2 projects were sent without a look, as 'On Retry Without Memory' says/),
		]);
		expect(items.map(({ json }) => json.outcome)).toEqual(['created', 'created']);
		expect(server.of('GET')).toEqual([]);
	});
});

describe('Retry execution after the process was killed', () => {
	/** The execution as n8n stored it before its first node ran. */
	const asBegun = () =>
		createRunExecutionData({
			executionData: {
				contextData: {},
				metadata: {},
				nodeExecutionStack: [
					{
						node: { id: 'start', name: 'Start', type: 'stub.start', typeVersion: 1, position: [0, 0], parameters: {} },
						data: { main: [named(4).map((json) => ({ json }))] },
						source: null,
					},
				],
				waitingExecution: {},
				waitingExecutionSource: null,
				runtimeData: { version: 1, establishedAt: Date.now(), source: 'webhook' },
			},
		});

	it('takes the projects made since the execution began for its own, and makes the others', async () => {
		const saved = JSON.stringify(asBegun());
		await create(custom(server.url), { runExecutionData: JSON.parse(saved), mode: 'webhook' });
		expect(posts()).toHaveLength(4);
		// Of four projects two were not made yet when the process was killed; another process does not know of any.
		stored = stored.slice(0, 2);
		const here = server.url.replace('127.0.0.1', 'localhost');
		const retry = await create(custom(here), {
			runExecutionData: JSON.parse(saved),
			mode: 'retry',
			node: { onError: 'continueRegularOutput' },
		});
		expect(retry.items.map(({ json }) => json.outcome ?? json.details)).toEqual(Array(4).fill('created'));
		expect(sorted(names())).toEqual(named(4).map(({ name }) => name));
		expect(posts()).toHaveLength(6);
	});

	it('repeats the automatic keys of the execution', async () => {
		const saved = JSON.stringify(asBegun());
		const options = { idempotencyHeader: 'Idempotency-Key' };
		const keys = () => sorted(server.of('POST').map(({ headers }) => String(headers['idempotency-key'])));
		await create(custom(server.url), { runExecutionData: JSON.parse(saved), mode: 'webhook', options });
		const first = keys();
		server.answer(serve);
		await create(custom(server.url), {
			runExecutionData: JSON.parse(saved),
			mode: 'retry',
			options: { ...options, retryWithoutMemory: 'send' },
		});
		expect(keys()).toEqual(first);
	});
});

it('writes nothing into the execution when all goes well', async () => {
	const run = await create(custom(server.url), { items: named(20) });
	expect(run.status).toBe('success');
	expect(held(run)).toEqual([]);
});

it('keeps the runs of a loop apart', async () => {
	// The same input in every batch wants a project each.
	const items = [{ name: 'Same' }, { name: 'Other' }, { name: 'Same' }, { name: 'Other' }, { name: 'Same' }];
	let refuse = true;
	server.answer((asked) => {
		if (asked.body?.name === 'Other' && refuse) {
			refuse = false;
			return { status: 400, body: { message: 'not yet' } };
		}
		return serve(asked);
	});
	const { status, items: out } = await create(custom(server.url), {
		items,
		batchSize: 2,
		node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
	});
	expect(status).toBe('success');
	expect(names().sort()).toEqual(['Other', 'Other', 'Same', 'Same', 'Same']);
	expect(new Set(out.map(({ json }) => json.id)).size).toBe(5);
});

it('keeps the runs of a loop apart when the execution is retried', async () => {
	let red = true;
	server.answer((asked) => (red && asked.body?.name === 'Project 4' ? { status: 400, body: { message: 'no' } } : serve(asked)));
	const first = await create(custom(server.url), { items: named(6), batchSize: 2, options: { parallel: 1 } });
	expect(first.status).toBe('error');
	red = false;
	const second = await first.retry();
	expect(second.status).toBe('success');
	expect(names().sort()).toEqual(named(6).map(({ name }) => name));
});
