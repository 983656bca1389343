'use strict';
/** The node's promises through n8n's own engine: failed items, Retry On Fail, Retry execution, seeded faults. */
const { startServer, custom, named, fields, create, everything } = require('../support/nodeRuns');
const { startProjectApi, scenarios } = require('../support/projectApi');

/** @type {any} */
let server;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

const created = (/** @type {any} */ { body, number }) => ({ status: 201, body: { id: number, name: body?.name } });

describe('a failed item beside successful ones', () => {
	beforeEach(async () => {
		server = await startServer((asked) =>
			asked.body?.name === 'Project 2' ? { status: 422, body: { errors: { name: ['is reserved'] } } } : created(asked),
		);
	});

	it('keeps its place and loses no other under Continue', async () => {
		const { status, items } = await create(custom(server.url), { items: named(3), node: { onError: 'continueRegularOutput' } });
		expect(status).toBe('success');
		expect(items.map(({ json }) => json.name ?? json.details.outcome)).toEqual(['Project 1', 'failed', 'Project 3']);
		expect(items[1]).toMatchObject({
			pairedItem: { item: 1 },
			json: { details: { status: 422, fieldErrors: { name: ['is reserved'] }, attempts: 1 } },
		});
		expect(items[1].json.message).toContain('is reserved');
	});

	it('goes to the error output alone', async () => {
		const { items, errorItems } = await create(custom(server.url), { items: named(3), node: { onError: 'continueErrorOutput' } });
		expect(items.map(({ json }) => json.name)).toEqual(['Project 1', 'Project 3']);
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0].json.details).toMatchObject({ outcome: 'failed', reason: 'invalid' });
	});

	it('ends the run with its own words otherwise, and a retry repeats no success', async () => {
		const first = await create(custom(server.url), { items: named(3) });
		expect(first.status).toBe('error');
		expect(first.error.message).toContain('422');
		expect(first.error.description).toContain('is reserved');
		const before = server.of('POST').filter((/** @type {any} */ { body }) => body.name !== 'Project 2').length;
		server.answer(created);
		const second = await first.retry();
		expect(second.status).toBe('success');
		expect(second.items.map(({ json }) => json.name)).toEqual(['Project 1', 'Project 2', 'Project 3']);
		expect(before + server.of('POST').length).toBe(3);
	});
});

it.each(['continueRegularOutput', 'continueErrorOutput', 'stopWorkflow'])(
	'sends nothing twice under Retry On Fail when the first item fails for good (%s)',
	async (onError) => {
		server = await startServer((asked) => (asked.body?.name === 'Project 1' ? { status: 400, body: { message: 'no' } } : created(asked)));
		await create(custom(server.url), { items: named(40), node: { onError, retryOnFail: true, maxTries: 5, waitBetweenTries: 1 } });
		const names = server
			.of('POST')
			.map((/** @type {any} */ { body }) => body.name)
			.filter((/** @type {string} */ name) => name !== 'Project 1');
		expect(names).toHaveLength(new Set(names).size);
	},
);

it('writes nothing into the execution when all goes well', async () => {
	server = await startServer(created);
	const { context } = await create(custom(server.url), { items: named(5) });
	expect(Object.values(context).filter((held) => Object.keys(/** @type {object} */ (held)).length > 0)).toEqual([]);
	expect(server.of('GET')).toEqual([]);
});

describe('a retry that remembers nothing', () => {
	const list = (/** @type {object[]} */ projects) => (/** @type {any} */ asked) =>
		asked.method === 'GET' ? { body: projects.filter((/** @type {any} */ { name }) => name === asked.query.get('name')) } : created(asked);

	it('looks first, creates what is not there, stops what cannot be told, and says so', async () => {
		server = await startServer(list([{ id: 7, name: 'Project 1', created_at: '2026-01-01T00:00:00Z' }]));
		const { items, hints } = await create(custom(server.url), {
			items: named(2),
			mode: 'retry',
			node: { onError: 'continueRegularOutput' },
		});
		expect(items[0].json.details).toMatchObject({ outcome: 'unknown', candidates: [{ id: '7' }] });
		expect(items[1].json).toMatchObject({ name: 'Project 2', outcome: 'created' });
		expect(server.of('POST')).toHaveLength(1);
		expect(JSON.stringify(hints)).toContain('no memory');
	});

	it('sends nothing when the API has no search', async () => {
		server = await startServer((asked) => (asked.method === 'GET' ? { status: 404 } : created(asked)));
		const { items } = await create(custom(server.url), { items: named(2), mode: 'retry', node: { onError: 'continueRegularOutput' } });
		expect(items.map(({ json }) => json.details.outcome)).toEqual(['unknown', 'unknown']);
		expect(server.of('POST')).toEqual([]);
	});

	it('sends when the person says so', async () => {
		server = await startServer(created);
		const { items } = await create(custom(server.url), { items: named(2), mode: 'retry', options: { retryWithoutMemory: 'send' } });
		expect(items.map(({ json }) => json.outcome)).toEqual(['created', 'created']);
	});
});

describe('answers', () => {
	const POST = (/** @type {any} */ answer) => (/** @type {any} */ asked) => (asked.method === 'POST' ? answer : { body: [] });
	const one = async (/** @type {any} */ answer, more = {}) => {
		server = await startServer(POST(answer));
		const run = await create(custom(server.url, { customSignIn: 'bearerToken', token: 'very-secret-word' }), {
			items: named(1),
			node: { onError: 'continueRegularOutput' },
			...more,
		});
		expect(everything(run)).not.toContain('very-secret-word');
		return run.items[0].json;
	};

	it.each([
		[400, { detail: 'Bad color' }, 'invalid', 'Bad color'],
		[401, { message: 'Token very-secret-word is not valid' }, 'unauthorized', '***'],
		[403, {}, 'forbidden', 'administrator'],
		[404, {}, 'notFound', 'Base URL'],
		[409, { message: 'exists' }, 'duplicate', 'Return the Existing One'],
	])('%i says what to do', async (status, body, reason, words) => {
		const json = await one({ status, body });
		expect(json.details).toMatchObject({ status, reason, outcome: 'failed', attempts: 1 });
		expect(`${json.error} ${json.message}`).toContain(words);
		expect(server.of('POST')).toHaveLength(1);
	});

	it.each([301, 302, 307, 308])('%i is not followed', async (status) => {
		const other = await startServer(created);
		const json = await one({ status, headers: { Location: `${other.url}/projects` } });
		expect(json.details).toMatchObject({ status, reason: 'moved' });
		expect(other.asked).toEqual([]);
		await other.close();
	});

	it('an error inside 200 is no success', async () => {
		expect((await one({ status: 200, body: { success: false, message: 'Plan limit reached' } })).message).toContain('Plan limit reached');
	});

	it('a web page is no success', async () => {
		expect(
			(await one({ status: 200, headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>Sign in</title>' })).error,
		).toContain('web page');
	});

	it('an id beyond 2^53 keeps its digits, and an empty 204 is no project', async () => {
		expect((await one({ status: 201, body: '{"id": 9007199254740993123, "name": "Project 1"}' })).id).toBe('9007199254740993123');
		await server.close();
		expect((await one({ status: 204 })).details).toMatchObject({ outcome: 'unknown', reason: 'odd' });
	});

	it('a lost answer is settled by a search, and a secret the API echoes is masked', async () => {
		/** @type {any[]} */
		const stored = [];
		server = await startServer((asked) => {
			if (asked.method === 'GET') return { body: stored };
			stored.push({ id: 5, name: asked.body.name, created_at: new Date().toISOString(), echo: asked.headers.authorization });
			return { status: 500, body: { message: 'oops' } };
		});
		const run = await create(custom(server.url, { customSignIn: 'bearerToken', token: 'very-secret-word' }), {
			items: named(1),
			options: { output: 'raw' },
		});
		expect(run.items[0].json).toMatchObject({ id: 5, echo: 'Bearer ***' });
		expect(server.of('POST')).toHaveLength(1);
		expect(everything(run)).not.toContain('very-secret-word');
	});
});

describe('bad input', () => {
	it.each([
		['an empty name', { parameters: { projectName: '' } }, /Project Name/],
		['a name of 10,000 characters', { parameters: { projectName: 'x'.repeat(10_000) } }, /characters/],
		['an impossible date', { parameters: { fields: fields({ startDate: '2026-02-30' }) } }, /not a date/],
		['a path that escapes', { parameters: { apiSettings: { path: '/../admin' } } }, /leave/],
		['settings that are no JSON', { parameters: { apiSettings: { staticBody: '{"a":' } } }, /valid JSON/],
		[
			'a line break in a header',
			{ parameters: { apiSettings: { staticHeaders: { headers: [{ name: 'X-A', value: 'b\r\nX-C: d' }] } } } },
			/line break/,
		],
		[
			'a prototype in a field path',
			{ parameters: { customFields: { fields: [{ name: '__proto__.polluted', value: 'yes' }] } } },
			/cannot be used/,
		],
	])('%s is answered and nothing is sent', async (_what, more, words) => {
		server = await startServer(created);
		const { status, error } = await create(custom(server.url), { items: named(1), ...more });
		expect(status).toBe('error');
		expect(`${error.message} ${error.description}`).toMatch(words);
		expect(server.asked).toEqual([]);
	});

	it('an http address in public is refused, a sub-path with a slash at its end works', async () => {
		server = await startServer(created);
		const { error } = await create(custom('http://projects.example.com'), { items: named(1) });
		expect(error.message).toContain('http://');
		const { items } = await create(custom(`${server.url}/api/v1/`), { items: [{ name: '🚀 مشروع' }] });
		expect(items[0].json.name).toBe('🚀 مشروع');
		expect(server.asked.map((/** @type {any} */ { path }) => path)).toEqual(['/api/v1/projects']);
	});
});

describe('seeded faults', () => {
	it.each([
		['c1', 1],
		['cpre', 2],
		['cu', 3],
		['d1', 4],
	])('%s: every input has exactly one project, and its output says which', async (name, seed) => {
		const { options, timeoutMs } = scenarios[name];
		const api = await startProjectApi({ ...options, latencyMs: 2, resetMs: 0, seed });
		try {
			const items = named(60, name);
			const run = await create(custom(api.url), {
				items,
				options: {
					timeout: timeoutMs ?? 5000,
					searchDelay: 0.2,
					...(options.idempotency ? { idempotencyHeader: options.idempotency, idempotencyHonoured: true } : {}),
				},
			});
			expect(run.status).toBe('success');
			expect(
				api.audit(
					items.map((item) => item.name),
					run.items.map(({ json }, index) => ({ name: items[index].name, id: json.id })),
				),
			).toEqual({ dups: 0, lost: 0, unknown: 0, wrong: 0, foreign: 0 });
		} finally {
			await api.close();
		}
	});
});

it('a saved workflow works at once with another service behind its credential, and names the fields that one does not have', async () => {
	const parameters = { fields: fields({ description: 'To the Moon', key: 'apollo', dueDate: '2026-12-24' }) };
	server = await startServer(({ body, path }) => ({
		status: 201,
		body:
			path === '/projects.json'
				? { project: { id: 7, name: body.project.name, identifier: body.project.identifier } }
				: { id: 7, name: body.name },
	}));
	const first = await create(custom(server.url), { items: named(1), parameters });
	expect(first.items[0].json).toMatchObject({ id: '7', service: 'custom' });
	const second = await create(
		{ service: 'redmine', siteUrl: server.url, redmineSignIn: 'apiKey', token: 'sample-secret' },
		{ items: named(1), parameters },
	);
	expect(second.items[0].json).toMatchObject({ id: '7', service: 'redmine', key: 'apollo', url: `${server.url}/projects/apollo` });
	expect(server.asked[1]).toMatchObject({
		path: '/projects.json',
		body: { project: { name: 'Project 1', identifier: 'apollo', description: 'To the Moon' } },
	});
	expect(JSON.stringify(second.hints)).toContain("no field 'dueDate'");
});
