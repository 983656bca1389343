import { create, custom, everything, named, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;
type Asked = Server['asked'][number];
type Answer = Awaited<ReturnType<Parameters<typeof startServer>[0]>>;

const MODES = ['continueRegularOutput', 'continueErrorOutput', 'stopWorkflow'] as const;

let server: Server;
let elsewhere: Server;
beforeAll(async () => {
	elsewhere = await startServer(() => ({ status: 201, body: { id: 666 } }));
});
beforeEach(async () => {
	server = await startServer(() => 'drop');
});
afterEach(async () => await server.close());
afterAll(async () => await elsewhere.close());

/** The middle one of three items meets `answer`, its neighbours are created and can be found; a search for it finds `found`. */
const beside = (answer: (asked: Asked) => Answer, found: unknown[] | (() => unknown[]) = []) => {
	const made: Array<{ name: unknown }> = [];
	return (asked: Asked): Answer => {
		if (asked.method === 'GET') {
			const name = asked.query.get('name');
			const list = name === 'Project 2' ? (typeof found === 'function' ? found() : found) : made.filter((project) => project.name === name);
			return { body: list, headers: { 'X-Total-Count': String(list.length) } };
		}
		if (asked.body.name === 'Project 2') return answer(asked);
		const project = { id: asked.number, name: asked.body.name, created_at: new Date().toISOString() };
		made.push(project);
		return { status: 201, body: project };
	};
};
/** The stop message says first which item it is. */
const withoutItem = (message: string, item: string): string => {
	expect(message.slice(0, item.length)).toBe(item);
	return message.slice(item.length);
};

const run = (onError: (typeof MODES)[number], more: Parameters<typeof create>[1] = {}) =>
	create(custom(server.url, { customSignIn: 'bearerToken', token: 'tok-661' }), {
		items: named(3),
		node: { onError },
		...more,
		options: { attempts: 2, ...more?.options },
	});

/** What each answer must say, whatever is done with failed items. */
const FAILURES: Array<[title: string, answer: () => Answer, expected: { error: RegExp; message: RegExp; details: object }]> = [
	[
		'400 with a message',
		() => ({ status: 400, body: { error: { message: 'Bad color', code: 'bad_color' } } }),
		{
			error: /^127\.0\.0\.1:\d+ did not accept the project: status 400$/,
			message: /^127\.0\.0\.1:\d+ says: Bad color\. Check the values/,
			details: { outcome: 'failed', reason: 'invalid', status: 400, apiMessage: 'Bad color', apiCode: 'bad_color' },
		},
	],
	[
		'422 as Rails says it',
		() => ({ status: 422, body: { errors: { name: ['is too short', 'is reserved'], due_on: ['is in the past'] } } }),
		{
			error: /status 422/,
			message: /name: is too short; is reserved; due_on: is in the past/,
			details: { fieldErrors: { name: ['is too short', 'is reserved'], due_on: ['is in the past'] } },
		},
	],
	[
		'422 as problem+json',
		() => ({
			status: 422,
			headers: { 'Content-Type': 'application/problem+json' },
			body: { title: 'Validation failed', detail: 'One field is wrong', 'invalid-params': [{ name: 'color', reason: 'unknown color' }] },
		}),
		{
			error: /status 422/,
			message: /Validation failed; One field is wrong; color: unknown color/,
			details: { fieldErrors: { color: ['unknown color'] } },
		},
	],
	[
		'422 as JSON:API says it',
		() => ({ status: 422, body: { errors: [{ source: { pointer: '/data/attributes/name' }, detail: 'is taken' }] } }),
		{ error: /status 422/, message: /name: is taken/, details: { fieldErrors: { name: ['is taken'] } } },
	],
	[
		'400 as Django says it',
		() => ({ status: 400, body: { name: ['This field may not be blank.'] } }),
		{
			error: /status 400/,
			message: /name: This field may not be blank\. Check/,
			details: { fieldErrors: { name: ['This field may not be blank.'] } },
		},
	],
	[
		'400 without a word',
		() => ({ status: 400 }),
		{ error: /status 400/, message: /^Check the values under 'Values to Send'/, details: { status: 400 } },
	],
	[
		'401',
		() => ({ status: 401, body: { message: 'Bad credentials' } }),
		{
			error: /did not accept the credential/,
			message: /Bad credentials\. Open the credential, check token/,
			details: { reason: 'unauthorized', status: 401 },
		},
	],
	[
		'403',
		() => ({ status: 403, body: '' }),
		{
			error: /^This credential may not create a project here$/,
			message: /^Ask an administrator/,
			details: { reason: 'forbidden', status: 403 },
		},
	],
	[
		'404',
		() => ({ status: 404, body: { message: 'Not Found' } }),
		{
			error: /has nothing at this address/,
			message: /POST \/projects was sent to http:\/\/127/,
			details: { reason: 'notFound', request: 'POST /projects' },
		},
	],
	[
		'409',
		() => ({ status: 409, body: { message: 'Name taken' } }),
		{
			error: /^127\.0\.0\.1:\d+ has such a project already$/,
			message: /Name taken\. Give another name or key\. To use it, set 'If the Project Already Exists' to 'Return the Existing One'/,
			details: { reason: 'duplicate', status: 409 },
		},
	],
	[
		'an error inside 200',
		() => ({ status: 200, body: { success: false, error: { message: 'Plan limit reached' } } }),
		{
			error: /^127\.0\.0\.1:\d+ did not create the project$/,
			message: /Plan limit reached/,
			details: { outcome: 'failed', reason: 'failed', status: 200 },
		},
	],
	[
		'GraphQL errors inside 200',
		() => ({ status: 200, body: { errors: [{ message: 'No such team' }], data: null } }),
		{ error: /did not create the project/, message: /No such team/, details: { reason: 'failed' } },
	],
	[
		'a sign-in page with 200',
		() => ({
			status: 200,
			headers: { 'Content-Type': 'text/html' },
			body: '<!doctype html><html><head><title>Sign in</title></head></html>',
		}),
		{
			error: /answered with a web page instead of a project/,
			message: /Sign in.*The Base URL \(http.*check it in the credential/,
			details: { reason: 'webPage', status: 200 },
		},
	],
	[
		'an endless 500',
		() => ({ status: 500, body: { message: 'Oops' } }),
		{
			error: /^The project was not created after 2 attempts: the service had trouble of its own$/,
			message: /Oops.*A search \(name "Project 2" with GET \/projects\) shows that it is not there/,
			details: { outcome: 'failed', reason: 'serverFault', attempts: 2 },
		},
	],
	[
		'a limit longer than allowed',
		() => ({ status: 429, headers: { 'Retry-After': '900' }, body: { message: 'Slow down' } }),
		{
			error: /^127\.0\.0\.1:\d+ takes no more requests until 20\d\d-/,
			message: /Maximum Wait/,
			details: { reason: 'limit', retryAt: expect.stringMatching(/^20\d\d-.*Z$/) },
		},
	],
	...[301, 302, 303, 307, 308].map((status): (typeof FAILURES)[number] => [
		`${status} to another host`,
		() => ({ status, headers: { Location: `${elsewhere.url}/projects` } }),
		{
			error: new RegExp(`^The API sent the request to another address \\(status ${status}\\)$`),
			message: /It was not followed.*Change the Base URL/,
			details: { reason: 'moved', status },
		},
	]),
];

describe.each(FAILURES)('%s', (_title, answer, { error, message, details }) => {
	it.each(MODES)('under %s has its words and its place, and the others their projects', async (onError) => {
		server.answer(beside(answer));
		const done = await run(onError);
		const bad =
			onError === 'stopWorkflow'
				? { error: withoutItem(done.error.message, 'Item 2 (Project 2): '), message: done.error.description }
				: (onError === 'continueErrorOutput' ? done.errorItems[0] : done.items[1]).json;
		expect(bad.error).toMatch(error);
		expect(bad.message).toMatch(message);
		// No doubled full stops or spaces, no empty brackets, and none of n8n's stock words.
		expect(`${bad.error} ${bad.message}`).not.toMatch(/\.\.| {2}|\(\)|undefined|\[object|: \.|Bad request - please|service was not able/);
		expect(server.of('POST').filter(({ body }) => body.name !== 'Project 2')).toHaveLength(2);
		expect(elsewhere.asked).toHaveLength(0);
		expect(everything(done)).not.toContain('tok-661');
		if (onError === 'stopWorkflow') {
			expect([done.status, done.items, done.error.context.itemIndex]).toEqual(['error', [], 1]);
			expect(done.error.description).toMatch(
				/ Of 3 items, 2 are created and remembered: a retry of this execution does not create them again; 1 failed\.$/,
			);
			return;
		}
		expect([done.status, done.error]).toEqual(['success', undefined]);
		const good = done.items.filter(({ json }) => json.outcome === 'created');
		expect(good.map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual([
			['Project 1', { item: 0 }],
			['Project 3', { item: 2 }],
		]);
		const failed = onError === 'continueErrorOutput' ? done.errorItems : [done.items[1]];
		expect(failed).toHaveLength(1);
		expect(failed[0]).toMatchObject({ pairedItem: onError === 'continueErrorOutput' ? expect.anything() : { item: 1 }, json: { details } });
		if (onError === 'continueErrorOutput') expect([failed[0].json.name, done.items.length]).toEqual(['Project 2', 2]);
		else expect([Object.keys(failed[0].json).sort(), done.items.length]).toEqual([['details', 'error', 'message'], 3]);
	});
});

describe('a success', () => {
	const one = async (answer: (asked: Asked) => Answer, found?: unknown[], options?: Record<string, unknown>) => {
		server.answer(beside(answer, found));
		return await run('stopWorkflow', { items: [{ name: 'Project 2' }], options });
	};

	const alone = async (answer: Answer) => {
		server.answer(beside(() => answer));
		return await run('continueRegularOutput', { items: [{ name: 'Project 2' }] });
	};

	it.each<[string, Answer, object]>([
		['with a bare object', { status: 201, body: { id: 5, name: 'Project 2' } }, { id: '5', name: 'Project 2' }],
		[
			'wrapped',
			{ status: 200, body: { data: { project: { id: 'x-5', title: 'PROJECT 2', web_url: 'https://x.example.com/5' } } } },
			{ id: 'x-5', name: 'PROJECT 2', url: 'https://x.example.com/5' },
		],
		[
			'with an id beyond 2^53',
			{ status: 201, headers: {}, body: '{"id":9007199254740993,"name":"Project 2","parent_id":9007199254740995}' },
			{ id: '9007199254740993' },
		],
		['that is a bare id', { status: 201, body: '9007199254740993' }, { id: '9007199254740993', name: 'Project 2' }],
		['wrapped beside an id of its own', { status: 201, body: { id: 'audit-1', project: { id: 6, name: 'Project 2' } } }, { id: '6' }],
		[
			'as XML',
			{ status: 201, headers: { 'Content-Type': 'text/xml' }, body: '<project><id>5</id><name>Project 2</name></project>' },
			{ id: '5' },
		],
		['with an address that is none', { status: 201, body: { id: 7, url: '//' } }, { id: '7' }],
		['with a byte order mark', { status: 201, body: '\uFEFF{"id":5}' }, { id: '5' }],
	])('%s', async (_title, answer, expected) => {
		const done = await one(() => answer);
		expect(done.items).toEqual([
			{ json: expect.objectContaining({ outcome: 'created', service: 'custom', ...expected }), pairedItem: { item: 0 } },
		]);
		expect(server.of('POST')).toHaveLength(1);
	});

	it.each<[string, BufferEncoding, string]>([
		['Latin-1', 'latin1', 'application/json; charset=ISO-8859-1'],
		['UTF-16', 'utf16le', 'application/json; charset=utf-16'],
	])('is read in %s', async (_title, encoding, type) => {
		const mark = encoding === 'utf16le' ? '\ufeff' : '';
		const body = Buffer.from(`${mark}{"id":5,"name":"Büro Zürich"}`, encoding);
		server.answer(() => ({ status: 201, headers: { 'Content-Type': type }, body }));
		const done = await run('stopWorkflow', { items: [{ name: 'Büro Zürich' }] });
		expect(done.items[0].json).toMatchObject({ id: '5', name: 'Büro Zürich', outcome: 'created' });
	});

	it('without a body is what the search proves', async () => {
		const now = new Date(Date.now() + 500).toISOString();
		const done = await one(() => ({ status: 204 }), [{ id: 31, name: 'Project 2', created_at: now }]);
		expect(done.items[0].json).toMatchObject({ id: '31', outcome: 'created' });
	});

	it.each<[string, Answer]>([
		['204 without a body', { status: 204 }],
		['201, empty', { status: 201, headers: { 'Content-Type': 'application/json' }, body: '' }],
		['an empty object', { status: 200, body: {} }],
		['an empty id', { status: 200, body: { id: '', name: 'Project 2' } }],
		['the number of an order', { status: 202, body: { id: 9 } }],
		['another project', { status: 201, body: { data: [{ id: 9, name: 'Another' }] } }],
		['a person', { status: 200, body: { id: 9, email: 'ann@example.com' } }],
		['a word', { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'ok' }],
	])('is not what shows no project: %s', async (_title, answer) => {
		const done = await alone(answer);
		expect(done.items[0].json.details).toMatchObject({ outcome: 'unknown', reason: 'odd', attempts: 1 });
		expect(server.of('POST')).toHaveLength(1);
	});

	it.each<[string, unknown, RegExp]>([
		['code and msg', { code: 230001, msg: 'invalid request parameter' }, /invalid request parameter/],
		['errcode', { errcode: 40014, errmsg: 'invalid access token' }, /invalid access token/],
		['a status of false', { status: false, message: 'Name is too long' }, /Name is too long/],
		['capitals', { Success: false, Message: 'Name is too long' }, /Name is too long/],
		['error_code', { error_code: 10013, error_msg: 'Name is too long' }, /Name is too long/],
		['all capitals', { STATUS: 'Error', MESSAGE: 'Name is too long' }, /Name is too long/],
		['a message alone', { message: 'Name is too long' }, /Name is too long/],
		['the entry of a list', { results: [{ status: 'error', message: 'Name is too long' }] }, /Name is too long/],
		['XML', '<response><status>error</status><message>Name is too long</message></response>', /Name is too long/],
		['a text', 'ERROR: Name is too long', /Name is too long/],
	])('is none when the body says no: %s', async (_title, body, words) => {
		const headers = typeof body === 'string' ? { 'Content-Type': 'text/plain' } : {};
		const done = await alone({ status: 200, headers, body });
		expect(done.items[0].json.details).toMatchObject({ outcome: 'failed', reason: 'failed', apiMessage: expect.stringMatching(words) });
		expect(server.asked).toHaveLength(1);
	});

	it('201, empty, with a Location, is read there with the sign-in', async () => {
		server.answer(({ method, headers }) =>
			method === 'POST'
				? { status: 201, headers: { Location: `${server.url}/projects/44` } }
				: headers.authorization === 'Bearer tok-661'
					? { body: { data: { id: 44, name: 'Project 2', web_url: 'https://x.example.com/44' } } }
					: { status: 401 },
		);
		const done = await run('stopWorkflow', { items: [{ name: 'Project 2' }] });
		expect(done.items[0].json).toMatchObject({ id: '44', url: 'https://x.example.com/44', outcome: 'created' });
		expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /projects', 'GET /projects/44']);
		expect(done.hints).toEqual([]);
	});

	it('201, empty, with a Location on another host, has the ID from there and sends nothing there', async () => {
		server.answer(() => ({ status: 201, headers: { Location: `${elsewhere.url}/projects/45` } }));
		const done = await run('stopWorkflow', { items: [{ name: 'Project 2' }] });
		expect(done.items[0].json).toMatchObject({ id: '45', name: 'Project 2', outcome: 'created' });
		expect([server.asked.length, elsewhere.asked.length]).toEqual([1, 0]);
		expect(done.hints.map(({ message }) => message).join()).toMatch(/another host.*Location header/);
	});

	it.each<[string, Answer, object, RegExp]>([
		[
			'what the API has stored',
			{ body: { project: { id: 7, name: 'PROJECT 2', slug: 'project-2' } } },
			{ id: '7', key: 'project-2', name: 'PROJECT 2' },
			/^$/,
		],
		[
			'the answer to the create, with a hint, when nothing is there',
			{ status: 404 },
			{ id: '7', name: 'Project 2' },
			/could not be read back: status 404\.$/,
		],
	])('is verified on demand, and gives %s', async (_title, answer, expected, hint) => {
		server.answer(({ method }) => (method === 'POST' ? { status: 201, body: { id: 7, name: 'Project 2' } } : answer));
		const done = await run('stopWorkflow', { items: [{ name: 'Project 2' }], options: { verify: true } });
		expect(done.items[0].json).toMatchObject({ outcome: 'created', ...expected });
		expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /projects', 'GET /projects/7']);
		expect(done.hints.map(({ message }) => message).join()).toMatch(hint);
	});

	it('keeps the digits of every long number in the raw output', async () => {
		const done = await one(() => ({ status: 201, body: '{"id":9007199254740993,"name":"Project 2","tags":[12345678901234567890]}' }), [], {
			output: 'raw',
		});
		expect(done.items[0].json).toMatchObject({ id: '9007199254740993', tags: ['12345678901234567890'] });
	});

	it.each(MODES)('whose own `error` is not empty does not make n8n run the node again (%s)', async (onError) => {
		server.answer((asked) => ({ status: 201, body: { project: { id: asked.number, name: asked.body.name, error: 'none yet' } } }));
		const done = await run(onError, { node: { onError, retryOnFail: true, maxTries: 5, waitBetweenTries: 1 }, options: { output: 'raw' } });
		expect([done.status, done.items.length, server.asked.length, done.items[0].json]).toEqual([
			'success',
			3,
			3,
			{ id: 1, name: 'Project 1', _error: 'none yet' },
		]);
	});
});

describe('an outcome that is not known', () => {
	const CREATED = { id: 71, name: 'Project 2' };
	const LOST: Array<[string, Answer]> = [
		['500', { status: 500 }],
		['502 with a page', { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<html><body>Bad Gateway</body></html>' }],
		['503 without a time', { status: 503 }],
		['504', { status: 504 }],
		['a dropped connection', 'drop'],
		['a truncated object', { status: 201, body: '{"id":71,"name":"Proj' }],
		['an answer cut in the middle', { status: 201, body: CREATED, cut: true }],
		['no answer in time', 'hang'],
	];

	it.each(LOST)('%s is settled by a search: the project is there', async (_title, answer) => {
		let at = '';
		server.answer(
			beside(
				() => {
					at ||= new Date().toISOString();
					return answer;
				},
				() => [{ ...CREATED, created_at: at }],
			),
		);
		const done = await run('stopWorkflow', { options: { timeout: 200 } });
		expect([done.status, done.items[1].json.id, server.of('POST').length]).toEqual(['success', '71', 3]);
	});

	it.each(LOST)('%s is settled by a search: it is not there, and is sent again', async (_title, answer) => {
		let times = 0;
		server.answer(beside((asked) => (times++ === 0 ? answer : { status: 201, body: { id: asked.number, name: asked.body.name } })));
		const done = await run('stopWorkflow', { options: { timeout: 200 } });
		expect([done.status, done.items.map(({ json }) => json.outcome), server.of('POST').length]).toEqual([
			'success',
			['created', 'created', 'created'],
			4,
		]);
	});

	it.each(MODES)('stays unknown where no search can tell, and is not sent again (%s)', async (onError) => {
		server.answer((asked) =>
			asked.method === 'GET' ? { status: 405, body: { message: 'Method not allowed' } } : beside(() => 'drop')(asked),
		);
		const done = await run(onError);
		const bad =
			onError === 'stopWorkflow'
				? { error: withoutItem(done.error.message, 'Item 2 (Project 2): '), message: done.error.description }
				: (onError === 'continueErrorOutput' ? done.errorItems : done.items).find(({ json }) => json.error)?.json;
		expect(bad.error).toBe('It is not known whether the project was created: the connection was cut before the whole answer had come');
		expect(bad.message).toMatch(
			new RegExp(
				'It was not sent again, so that there are not two\\. Looked for: name "Project 2" with GET /projects: ' +
					'the search was answered with status 405: Method not allowed\\. ' +
					'Look in 127\\.0\\.0\\.1:\\d+; if it is not there, run this item again\\.',
			),
		);
		if (onError !== 'stopWorkflow') expect(bad.details).toMatchObject({ outcome: 'unknown', reason: 'reset', attempts: 1 });
		expect(server.of('POST')).toHaveLength(3);
	});

	it('stays unknown when what is found cannot be proven to be ours, and names it', async () => {
		server.answer(beside(() => 'drop', [{ id: 8, name: 'Project 2', web_url: 'https://x.example.com/8' }]));
		const { items } = await run('continueRegularOutput');
		expect(items[1].json).toMatchObject({
			message: expect.stringContaining('Found: https://x.example.com/8'),
			details: { outcome: 'unknown', candidates: [{ id: '8', url: 'https://x.example.com/8' }] },
		});
		expect(server.of('POST')).toHaveLength(3);
	});

	it('is left to the person when somebody else made an older one, and ours is not there: sent again', async () => {
		let times = 0;
		server.answer(
			beside(
				(asked) => (times++ === 0 ? 'drop' : { status: 201, body: { id: 100 + asked.number, name: asked.body.name } }),
				[{ id: 8, name: 'Project 2', created_at: '2001-01-01T00:00:00Z' }],
			),
		);
		const { items } = await run('continueRegularOutput');
		expect([items[1].json.outcome, items[1].json.id === '8', server.of('POST').length]).toEqual(['created', false, 4]);
	});
});

describe('before anything was sent', () => {
	it('a refused connection is repeated, then named', async () => {
		const gone = await startServer(() => 'drop');
		await gone.close();
		const { error } = await create(custom(gone.url), { items: named(1), options: { attempts: 2 } });
		expect([error.message, error.description]).toEqual([
			`No connection could be made to ${new URL(gone.url).host}: it was refused`,
			expect.stringMatching(/^Check that the service is running/),
		]);
	});

	it('a host that does not exist is named', async () => {
		const { error } = await create(custom('https://no-such-host.invalid'), { items: named(1), options: { attempts: 1 } });
		expect([error.message, error.description]).toEqual([
			'The host no-such-host.invalid could not be found',
			expect.stringMatching(/^Check the address.*typing mistakes/),
		]);
	});

	it("no words of ours are given out as the API's", async () => {
		const { items } = await create(custom('https://no-such-host.invalid'), {
			items: named(1),
			options: { attempts: 1 },
			node: { onError: 'continueRegularOutput' },
		});
		expect(items[0].json.message).not.toContain('says');
		expect(items[0].json.details).not.toHaveProperty('apiMessage');
	});
});
