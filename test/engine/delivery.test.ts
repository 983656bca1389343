import { sleep } from 'n8n-workflow';
import { create, custom, everything, fields, named, startServer } from '../support/nodeRuns';
import { scenarios, startProjectApi } from '../support/projectApi';

type Server = Awaited<ReturnType<typeof startServer>>;
type Asked = Server['asked'][number];
type Answer = Exclude<Awaited<ReturnType<Parameters<typeof startServer>[0]>>, string>;
type RunOptions = NonNullable<Parameters<typeof create>[1]>;
type Items = Awaited<ReturnType<typeof create>>['items'];

const SECRET = 'k-4410deadbeef';
const KEYED = { idempotencyHeader: 'Idempotency-Key', idempotencyHonoured: true };
const continues = { onError: 'continueRegularOutput' } as const;

let server: Server;
const created = ({ body, number }: Asked): Answer => ({ status: 201, body: { id: number, ...body } });
const keys = (): Array<string | undefined> => server.of('POST').map(({ headers }) => headers['idempotency-key'] as string | undefined);
const run = async (more: RunOptions = {}) =>
	await create(custom(server.url, { customSignIn: 'bearerToken', token: SECRET }), { items: named(1), ...more });
/** Creates are answered one after the other as the list says, then with success. */
const inTurn = (...answers: Array<Answer | 'drop'>): void =>
	server.answer((asked) => (asked.method === 'GET' ? { body: [] } : (answers.shift() ?? created(asked))));
const outcomes = (items: Items): string[] => items.map(({ json }) => json.details?.outcome ?? json.outcome);

beforeEach(async () => {
	server = await startServer(created);
});
afterEach(async () => await server.close());

describe('the idempotency key', () => {
	it('is one per item, and the same over all attempts of it', async () => {
		inTurn({ status: 500, body: {} }, 'drop', { status: 409, body: { message: 'A request with this idempotency key is in progress' } });
		const { items } = await run({ options: KEYED });
		expect(outcomes(items)).toEqual(['created']);
		expect(keys()).toHaveLength(4);
		expect(new Set(keys()).size).toBe(1);
		expect(server.of('GET')).toEqual([]);
	});

	it('differs between items, also between equal ones', async () => {
		await run({ items: [{ name: 'Same' }, { name: 'Same' }, { name: 'Other' }], options: KEYED });
		expect(new Set(keys()).size).toBe(3);
	});

	it('stays the same under Retry On Fail', async () => {
		inTurn({ status: 400, body: {} }, { status: 400, body: {} });
		const { status } = await run({ options: KEYED, node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } });
		expect(status).toBe('success');
		expect([keys().length, new Set(keys()).size]).toEqual([3, 1]);
	});

	it('stays the same under Retry execution', async () => {
		inTurn({ status: 500, body: {} });
		const first = await run({ options: { ...KEYED, attempts: 1 } });
		expect(first.status).toBe('error');
		const before = keys();
		const second = await first.retry();
		expect(second.status).toBe('success');
		expect(keys().length).toBeGreaterThan(before.length);
		expect(new Set(keys()).size).toBe(1);
	});

	it('differs between two executions', async () => {
		await run({ options: KEYED });
		await run({ options: KEYED });
		expect(new Set(keys()).size).toBe(2);
	});

	it('comes from an expression, also when that gives a number', async () => {
		const { items } = await run({
			items: [{ name: 'A', deal: 4711 }],
			options: { ...KEYED, idempotencyKey: 'expression', idempotencyKeyValue: '={{ $json.deal }}', output: 'rawWithDelivery' },
		});
		expect(keys()).toEqual(['4711']);
		expect(items[0].json._delivery.idempotencyKey).toBe('4711');
	});

	it('is not sent when it is off, or when no header is known', async () => {
		await run({ options: { ...KEYED, idempotencyKey: 'off' } });
		await run();
		expect(keys()).toEqual([undefined, undefined]);
	});

	it.each<[string, Record<string, unknown>, RegExp]>([
		[
			'an empty expression',
			{ ...KEYED, idempotencyKey: 'expression', idempotencyKeyValue: '={{ $json.nothing }}' },
			/'Idempotency Key Value' is empty/,
		],
		['a line break', { ...KEYED, idempotencyKey: 'expression', idempotencyKeyValue: 'a\r\nX-Evil: 1' }, /line break/],
	])('is refused before anything is sent: %s', async (_what, options, words) => {
		const { error } = await run({ options });
		expect(error.message).toMatch(words);
		expect(server.asked).toEqual([]);
	});

	it('used for another request is told as such', async () => {
		inTurn({ status: 422, body: { message: 'This idempotency key was used with another request' } });
		const { error } = await run({ options: { ...KEYED, idempotencyKey: 'expression', idempotencyKeyValue: 'deal' } });
		expect(error.message).toBe('This idempotency key was used before for a different request');
	});
});

describe('pace', () => {
	it('1 parallel request is strictly one after the other, in order', async () => {
		const api = await startProjectApi({ latencyMs: 3 });
		try {
			await create(custom(api.url), { items: named(15), options: { parallel: 1 } });
			expect(api.stats().maxConcurrent).toBe(1);
			expect(api.projects.map(({ name }) => name)).toEqual(named(15).map(({ name }) => name));
			await create(custom(api.url), { items: named(15, 'Free') });
			expect(api.stats().maxConcurrent).toBeGreaterThan(1);
		} finally {
			await api.close();
		}
	});

	it('a told wait is kept by all items under way, and none is lost', async () => {
		const api = await startProjectApi({
			latencyMs: 5,
			plan: { script: { 'Project 3': ['rate429RetryAfter'], 'Project 9': ['http503RetryAfter'] } },
		});
		try {
			const { status, items } = await create(custom(api.url), { items: named(30) });
			expect([status, items.length]).toEqual(['success', 30]);
			expect(api.stats()).toMatchObject({ earlyRequests: 0 });
			expect(
				api.audit(
					named(30),
					items.map(({ json }) => json),
				),
			).toEqual({ dups: 0, lost: 0, unknown: 0, wrong: 0, foreign: 0 });
		} finally {
			await api.close();
		}
	});

	it.each(['epoch', 'epochMs', 'delta', 'iso', 'structured', 'draft'] as const)(
		'a limit told by headers (%s) is not run into',
		async (rateHeaders) => {
			const api = await startProjectApi({ latencyMs: 2, rateHeaders, rateLimit: { limit: 10, windowMs: 1000 } });
			try {
				const { items } = await create(custom(api.url), { items: named(15) });
				expect(outcomes(items)).toEqual(items.map(() => 'created'));
				expect(api.stats().earlyRequests).toBe(0);
				expect(api.projects).toHaveLength(15);
			} finally {
				await api.close();
			}
		},
	);

	it('a wait longer than allowed ends the item and says when to come back', async () => {
		inTurn({ status: 429, headers: { 'Retry-After': '3600' }, body: { message: 'Slow down' } });
		const { items } = await run({ node: continues });
		expect(items[0].json).toMatchObject({
			details: { outcome: 'failed', reason: 'limit', retryAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
		});
		expect(items[0].json.error).toBe(`${new URL(server.url).host} takes no more requests until ${items[0].json.details.retryAt}`);
		expect(server.of('POST')).toHaveLength(1);
	});

	it('an outage ends the run early, and names what was certainly not created', async () => {
		server.answer(() => ({ status: 401, body: { message: 'Bad token' } }));
		const { items } = await run({ items: named(40), node: continues, options: { parallel: 1 } });
		expect(server.asked).toHaveLength(5);
		expect(outcomes(items)).toEqual(named(40).map((_, index) => (index < 5 ? 'failed' : 'not attempted')));
		expect(items[39].json).toMatchObject({ details: { attempts: 0 } });
	});

	it('refusals of single items are no outage', async () => {
		server.answer((asked) => (asked.body.name === 'Project 12' ? created(asked) : { status: 422, body: { message: 'no' } }));
		const { items } = await run({ items: named(12), node: continues, options: { parallel: 1 } });
		expect(items[11].json).toMatchObject({ name: 'Project 12', outcome: 'created' });
	});
});

describe('the Stop button', () => {
	const stopped = async (answer: Answer | 'hang' | 'drop', { afterMs = 0, ...more }: RunOptions & { afterMs?: number } = {}) => {
		const stop = new AbortController();
		server.answer(() => {
			if (afterMs === 0) stop.abort();
			else void sleep(afterMs).then(() => stop.abort());
			return answer;
		});
		return await run({ items: named(3), options: { parallel: 1 }, signal: stop.signal, ...more });
	};

	it.each<[string, Answer | 'hang']>([
		['a long wait', { status: 429, headers: { 'Retry-After': '100' }, body: {} }],
		['a request under way', 'hang'],
	])('ends %s, and nothing more is sent', async (_what, answer) => {
		expect((await stopped(answer, { node: continues })).status).toBe('canceled');
		expect(server.asked).toHaveLength(1);
	});

	const told: Answer = { status: 429, headers: { 'Retry-After': '100' }, body: {} };
	it.each<[string, Answer | 'hang' | 'drop', Parameters<typeof stopped>[1], RegExp]>([
		['a long wait', told, { afterMs: 100 }, /^(Item 1 \(Project 1\): )?The execution was canceled; the project was not created$/],
		[
			'a long wait of several items',
			told,
			{ afterMs: 100, options: {} },
			/^(Item 1 \(Project 1\): )?The execution was canceled; the project was not created$/,
		],
		[
			'a request under way',
			'hang',
			{},
			/^(Item 1 \(Project 1\): )?It is not known whether the project was created: the execution was canceled before that was certain$/,
		],
		[
			'the search after a lost answer',
			'drop',
			{ afterMs: 200, options: { searchDelay: 5 } },
			/^(Item 1 \(Project 1\): )?It is not known whether the project was created: the execution was canceled before that was certain$/,
		],
		[
			'a try of Retry On Fail',
			told,
			{ afterMs: 100, node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } },
			/^(Item 1 \(Project 1\): )?The project was not created: the execution was canceled before its turn$/,
		],
	])('in %s ends a workflow that stops on errors as canceled, not as failed', async (_what, answer, more, says) => {
		const { status, error } = await stopped(answer, more);
		expect([status, error.message]).toEqual(['canceled', expect.stringMatching(says)]);
	});

	it('is what a person is told of, whatever else went wrong before', async () => {
		const stop = new AbortController();
		server.answer(({ body }) => {
			if (body.name === 'Project 1') return { status: 400, body: { message: 'no' } };
			stop.abort();
			return 'hang';
		});
		const { status, error } = await run({ items: named(2), signal: stop.signal, options: { parallel: 2 } });
		expect([status, error.message]).toEqual(['canceled', expect.stringContaining('canceled')]);
	});

	it('during a request leaves what a retry needs to look first', async () => {
		// Whoever stops a request: the API may be at work on it for as long as one waits for it, and the retry waits for that.
		const first = await stopped('hang', { options: { parallel: 1, timeout: 1000 } });
		expect(first.error.message).toMatch(/^Item 1 \(Project 1\): It is not known whether the project was created/);
		const stored: Array<{ id: number; name: string }> = [];
		const answer = ({ method, query, body }: Asked): Answer => {
			if (method === 'GET') return { body: stored.filter(({ name }) => name === query.get('name')) };
			stored.push({ id: stored.length + 1, ...body });
			return { status: 201, body: stored.at(-1) };
		};
		// A project that this process knows shows that the search sees: only then its silence counts.
		server.answer(answer);
		expect(outcomes((await run({ items: [{ name: 'Known' }] })).items)).toEqual(['created']);
		server.answer(answer);
		const second = await first.retry();
		expect(outcomes(second.items)).toEqual(['created', 'created', 'created']);
		expect(server.asked[0]).toMatchObject({ method: 'GET' });
		expect(server.of('POST')).toHaveLength(3);
	});
});

describe('a dry run', () => {
	it.each<[string, Record<string, unknown>]>([
		['a bearer token', { customSignIn: 'bearerToken', token: SECRET }],
		['a key in the query', { customSignIn: 'apiKeyInQuery', queryName: 'key', token: SECRET }],
		['a key in a header', { customSignIn: 'apiKeyInHeader', headerName: 'X-Key', token: SECRET }],
		['a password', { customSignIn: 'basicAuth', user: 'ada', password: SECRET }],
	])('sends nothing and shows the request without %s', async (_what, signIn) => {
		const run = await create(custom(server.url, signIn), {
			items: named(2),
			parameters: { fields: fields({ description: 'Moon' }) },
			options: { ...KEYED, dryRun: true },
		});
		expect(server.asked).toEqual([]);
		expect(run.items).toHaveLength(2);
		expect(run.items[1].json).toMatchObject({
			dryRun: true,
			request: { method: 'POST', headers: { 'Idempotency-Key': expect.any(String) }, body: { name: 'Project 2', description: 'Moon' } },
		});
		expect(run.items[1].json.request.url.startsWith(`${server.url}/projects`)).toBe(true);
		const all = everything(run);
		expect(all).not.toContain(SECRET);
		expect(all).not.toContain(btoa(`ada:${SECRET}`));
		expect(JSON.stringify(run.items[0].json.request)).toContain('***');
	});

	it('is no memory of projects: a retry without it creates them', async () => {
		const first = await run({ items: [{ name: 'Project 1' }, { name: '' }], options: { dryRun: true } });
		expect(first.status).toBe('error');
		const second = await first.retry({ parameters: { projectName: '={{ $json.name || "Project 2" }}' } });
		expect(outcomes(second.items)).toEqual(['created', 'created']);
		expect(server.of('POST').map(({ body }) => body.name)).toEqual(['Project 1', 'Project 2']);
	});

	it('of a request that cannot be made is refused as the real one', async () => {
		const { error } = await run({ items: [{ name: '' }], options: { dryRun: true } });
		expect(error.message).toContain('Project Name');
	});
});

describe('status rules', () => {
	const rules = (...list: Array<{ status: number; treatAs: string; message?: string }>) => ({ statusRules: { rules: list } });

	it('make a success of a status', async () => {
		inTurn({ status: 409, body: { id: 5, name: 'Project 1' } });
		const { items } = await run({ options: rules({ status: 409, treatAs: 'created' }) });
		expect(items[0].json).toMatchObject({ id: '5', outcome: 'created' });
	});

	it('return the existing project', async () => {
		server.answer(({ method }) => (method === 'GET' ? { body: [{ id: 8, name: 'Project 1' }] } : { status: 418, body: {} }));
		const { items } = await run({ options: rules({ status: 418, treatAs: 'existing' }) });
		expect(items[0].json).toMatchObject({ id: '8', outcome: 'existing' });
		expect(server.of('POST')).toHaveLength(1);
	});

	it('send again', async () => {
		inTurn({ status: 500, body: {} }, { status: 500, body: {} });
		const { items } = await run({ options: rules({ status: 500, treatAs: 'retry' }) });
		expect(outcomes(items)).toEqual(['created']);
		expect(server.asked.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
	});

	it('stop with own words', async () => {
		inTurn({ status: 201, body: { id: 1, state: 'draft' } });
		const { error } = await run({ options: rules({ status: 201, treatAs: 'stop', message: 'Drafts are not wanted' }) });
		expect(error.message).toBe('Drafts are not wanted');
		expect(error.description).toContain("'Status Rules'");
		expect(server.asked).toHaveLength(1);
	});
});

describe('the output', () => {
	describe('of Verify After Create', () => {
		const verified = async (read: Answer) => {
			server.answer(({ method, body }) => (method === 'GET' ? read : { status: 201, body: { project: { ...body.project, id: 3 } } }));
			return await create(
				{ service: 'redmine', siteUrl: server.url, redmineSignIn: 'apiKey', token: SECRET },
				{ items: named(1), parameters: { fields: fields({ key: 'one' }) }, options: { verify: true } },
			);
		};

		it('is what the service stored', async () => {
			const { items } = await verified({ body: { project: { id: 3, name: 'PROJECT 1', identifier: 'one-1' } } });
			expect(items[0].json).toMatchObject({ id: '3', name: 'PROJECT 1', key: 'one-1', outcome: 'created' });
			expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /projects.json', 'GET /projects/3.json']);
		});

		it('is a success with a hint where the project cannot be read back', async () => {
			const { items, hints, status } = await verified({ status: 404, body: {} });
			expect(status).toBe('success');
			expect(items[0].json).toMatchObject({ id: '3', name: 'Project 1', outcome: 'created' });
			expect(hints.map(({ message }) => message).join()).toContain('could not be read back');
			expect(server.of('POST')).toHaveLength(1);
		});
	});

	it('Raw is the project as the API gave it, out of its envelope', async () => {
		inTurn({ status: 201, body: { data: { id: 3, title: 'Project 1', members: [{ id: 1 }] } } });
		const { items } = await run({ options: { output: 'raw' } });
		expect(items[0]).toEqual({ json: { id: 3, title: 'Project 1', members: [{ id: 1 }] }, pairedItem: { item: 0 } });
	});

	it('Raw with Delivery Details tells what it took', async () => {
		inTurn(
			{ status: 429, headers: { 'Retry-After': '0' }, body: {} },
			{ status: 201, headers: { 'X-Request-Id': 'req-9' }, body: { id: 3, name: 'Project 1' } },
		);
		const { items } = await run({ options: { output: 'rawWithDelivery' } });
		expect(items[0].json).toMatchObject({
			id: 3,
			_delivery: {
				id: '3',
				outcome: 'created',
				attempts: 2,
				status: 201,
				reasons: ['limit'],
				requestId: 'req-9',
				waitedMs: expect.any(Number),
			},
		});
	});
});

it('a search that lags is waited for as Search Delay says', async () => {
	const api = await startProjectApi({ searchLagMs: 250, plan: { script: { 'Project 1': ['http500'], 'Project 2': ['droppedSocket'] } } });
	try {
		const { items } = await create(custom(api.url), { items: named(2), options: { searchDelay: 0.6 } });
		expect(
			api.audit(
				named(2),
				items.map(({ json }) => json),
			),
		).toEqual({ dups: 0, lost: 0, unknown: 0, wrong: 0, foreign: 0 });
	} finally {
		await api.close();
	}
});

describe('seeded faults', () => {
	it.each(['c1', 'cpre', 'cu', 'd1'].flatMap((name) => [11, 12].map((seed) => [name, seed] as const)))(
		'%s, seed %i: one project per input, and its output says which',
		async (name, seed) => {
			const { options, timeoutMs } = scenarios[name];
			const api = await startProjectApi({ ...options, latencyMs: 2, resetMs: 0, seed });
			try {
				const items = named(60, name);
				const { status, items: out } = await create(custom(api.url), {
					items,
					options: { timeout: timeoutMs ?? 5000, searchDelay: 0.2, ...(options.idempotency ? KEYED : {}) },
				});
				expect(status).toBe('success');
				expect(out.map(({ json }) => json.name)).toEqual(items.map((item) => item.name));
				expect(
					api.audit(
						items,
						out.map(({ json }, index) => ({ name: items[index].name, id: json.id })),
					),
				).toEqual({ dups: 0, lost: 0, unknown: 0, wrong: 0, foreign: 0 });
			} finally {
				await api.close();
			}
		},
	);
});
