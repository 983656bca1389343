import { spawn } from 'node:child_process';
import path from 'node:path';
import zlib from 'node:zlib';
import { BOUNDS } from '../../nodes/CreateProject/project/bounds';
import { callMethod } from '../support/engine';
import { automatic, create, custom, fields, named, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;
type Answer = Awaited<ReturnType<Parameters<typeof startServer>[0]>>;

let server: Server;
beforeAll(async () => (server = await startServer(() => 'drop')));
afterAll(async () => await server.close());

const bearer = (token: string, path = '') => custom(server.url + path, { customSignIn: 'bearerToken', token });
/** An item that must be stored with the execution, and goes through all that follows. */
const characters = (value: unknown): number => JSON.stringify(value).length;
const nested = (levels: number): unknown => {
	let value: unknown = 1;
	for (let level = 0; level < levels; level++) value = [value];
	return value;
};
/** The answer to a create; searches find nothing. */
const answering = (answer: Answer) => server.answer(({ method }) => (method === 'GET' ? { body: [] } : answer));

describe('a value that is nested too deeply', () => {
	it.each([
		['lists', nested(2000)],
		['lists, one level too deep', nested(BOUNDS.depth + 1)],
		['objects', JSON.parse(`${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`) as unknown],
		['a text that is JSON', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
	])('ends its own item alone, before anything is sent (%s)', async (what, deep) => {
		server.answer(({ method, number, body }) => (method === 'GET' ? { body: [] } : { status: 201, body: { id: number, name: body.name } }));
		const isText = typeof deep === 'string';
		const run = await create(bearer('k-deep-column'), {
			items: ['A', 'B', 'C', 'D'].map((name) => (name === 'B' && !isText ? { name, deep } : { name })),
			node: { onError: 'continueRegularOutput', retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			parameters: isText
				? { customFields: { fields: [{ name: 'deep', value: `={{ $json.name === "B" ? JSON.parse(${JSON.stringify(deep)}) : 1 }}` }] } }
				: { fields: automatic },
		});
		expect([
			what,
			server
				.of('POST')
				.map(({ body }) => body.name)
				.sort(),
		]).toEqual([what, ['A', 'C', 'D']]);
		expect(run.items[1].json).toMatchObject({ error: expect.stringMatching(/deep/), details: { outcome: 'failed', attempts: 0 } });
		expect(run.items[0].json.outcome).toBe('created');
	});
});

describe('an answer that is nested too deeply', () => {
	it.each(['simplified', 'raw', 'rawWithDelivery', 'selected'])('makes one project, with Retry On Fail, too (%s)', async (output) => {
		for (const [open, close] of [
			['[', ']'],
			['{"a":', '}'],
		]) {
			const inner = open === '[' ? '' : '1';
			answering({ status: 201, body: `{"id":5,"name":"Project 1","x":${open.repeat(5000)}${inner}${close.repeat(5000)}}` });
			const run = await create(bearer('k-deep-reply'), {
				items: named(1),
				node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
				options: { output, outputFields: 'id, x' },
			});
			expect(server.of('POST')).toHaveLength(1);
			expect([run.status, run.items[0]?.json.id]).toEqual(['success', output.startsWith('raw') ? expect.anything() : '5']);
			expect(characters(run.items)).toBeLessThan(20_000);
		}
	});
});

describe('an answer full of words', () => {
	const long = 't'.repeat(3e6);
	const MANY = Object.fromEntries(Array.from({ length: 3000 }, (_, field) => [`a${field}`, new Array(100).fill(`bad ${field}`)]));
	it.each<[string, Answer]>([
		['a long message', { status: 422, body: { message: long } }],
		['a long key', { status: 422, body: { errors: { ['k'.repeat(1e6)]: ['bad'] } } }],
		['a long code and ID', { status: 422, headers: { 'X-Request-Id': 'r'.repeat(10_000) }, body: { code: 'c'.repeat(1e6), error: long } }],
		['many fields and messages', { status: 422, body: { errors: MANY } }],
		['a long text', { status: 500, headers: { 'Content-Type': 'text/plain' }, body: long }],
		['a long page', { status: 502, headers: { 'Content-Type': 'text/html' }, body: `<title>${long}</title><body>${long}` }],
		['a long refusal in 200', { status: 200, body: { success: false, message: long } }],
		['a long name', { status: 201, body: { id: 'i'.repeat(1e6), name: long, url: `https://h.example/${long}` } }],
	])('makes an item of less than 60 kB (%s)', async (_what, answer) => {
		answering(answer);
		for (const onError of ['continueRegularOutput', 'stopWorkflow'] as const) {
			const run = await create(bearer('k-huge'), { items: named(1), node: { onError }, options: { attempts: 1 } });
			expect(characters([run.items, run.error, run.hints, run.logs])).toBeLessThan(60_000);
		}
	});

	it('would make a larger one without the bounds', async () => {
		const bounds = BOUNDS as { -readonly [key in keyof typeof BOUNDS]: number };
		const { text, complaint } = BOUNDS;
		Object.assign(bounds, { text: 1e6, complaint: 1e7 });
		try {
			answering({ status: 422, body: { message: long } });
			const { items } = await create(bearer('k-huge'), { items: named(1), node: { onError: 'continueRegularOutput' } });
			expect(characters(items)).toBeGreaterThan(60_000);
		} finally {
			Object.assign(bounds, { text, complaint });
		}
	});

	it('in raw form is bounded, and says what was left out', async () => {
		answering({ status: 201, body: { id: 5, name: 'Project 1', text: long } });
		const { items } = await create(bearer('k-raw'), { items: named(1), options: { output: 'raw' } });
		expect(items[0].json).toMatchObject({ id: '5', _leftOut: expect.stringMatching(/^The answer has 3 MB/) });
	});
});

describe('an address that an API gives', () => {
	it.each([
		['/admin/other?x=1', '/tenantB/7'],
		['/tenantA/apiX/projects', '/tenantA/api-other/7'],
		['/tenantA/api/../../admin', '/tenantA/api/%2e%2e/admin/7'],
		['//127.0.0.1:1/tenantA/api', 'http://127.0.0.1:1/tenantA/api/7'],
	])('is followed below the Base URL only: next %s, Location %s', async (next, location) => {
		for (const ifExists of ['return', 'create']) {
			server.answer(({ method }) =>
				method === 'GET'
					? { body: [{ id: 1, name: 'Other' }], headers: { Link: `<${next}>; rel="next"` } }
					: { status: 201, body: '', headers: { Location: location } },
			);
			await create(bearer('k-outside', '/tenantA/api'), { items: named(1), parameters: { ifExists }, options: { attempts: 1 } });
			expect(server.asked.length).toBeGreaterThan(0);
			expect(server.asked.map(({ path: asked }) => asked).filter((asked) => !/^\/tenantA\/api(\/|$)/.test(asked))).toEqual([]);
		}
	});
});

describe('an OpenAPI document', () => {
	/** Each schema names the next one twice: with every level the fields to be looked at double. */
	const doubling = (levels: number, by: 'allOf' | 'properties') => {
		const schemas: Record<string, unknown> = { [`S${levels}`]: { properties: { name: { type: 'string' }, notes: { type: 'string' } } } };
		for (let level = 0; level < levels; level++) {
			const next = { $ref: `#/components/schemas/S${level + 1}` };
			schemas[`S${level}`] =
				by === 'allOf' ? { allOf: [next, next] } : { type: 'object', properties: { name: { type: 'string' }, a: next, b: next } };
		}
		const schema = { $ref: '#/components/schemas/S0' };
		const post = { requestBody: { content: { 'application/json': { schema } } }, responses: {} };
		return { openapi: '3.0.0', paths: { '/projects': { post } }, components: { schemas } };
	};
	it.each(['allOf', 'properties'] as const)('that doubles with each of 60 levels is read within its budget (%s)', async (by) => {
		answering({ status: 201, body: { id: 5, name: 'Project 1' } });
		const apiSettings = { describe: { source: { with: 'openApi', document: JSON.stringify(doubling(60, by)) } } };
		// Read to the end, 2 to the power of 60 schemas would outlast the test by centuries.
		const { fields: offered, emptyFieldsNotice } = await callMethod({
			load: 'source',
			method: 'resourceMapping.getFields',
			parameters: { authentication: 'projectApi', apiSettings },
			credentials: { projectApi: bearer('k-doubling') },
		});
		expect([emptyFieldsNotice, offered.length <= 201]).toEqual([undefined, true]);
		const run = await create(bearer('k-doubling'), { items: named(1), parameters: { apiSettings, fields: fields({ notes: 'x' }) } });
		expect(run.items[0].json).toMatchObject({ outcome: 'created' });
	});
});

describe('a body of 140 MB, 137 kB on the wire', () => {
	/** On a busy machine the packing alone takes seconds, ms. */
	const BUSY = 120_000;
	const sizes = { text: 140e6, json: 47e6 };
	/** What comes of it in a process with little memory. */
	const inProcess = async (mode: 'bounded' | 'unbounded', contentType: string, packed: Buffer) => {
		server.answer(({ method }) =>
			method === 'GET' ? { body: [] } : { status: 500, headers: { 'Content-Type': contentType, 'Content-Encoding': 'gzip' }, body: packed },
		);
		return await new Promise<{ code: number | null; report?: { item: Record<string, any>; megabytes: number } }>((resolve) => {
			const child = spawn(
				process.execPath,
				['--max-old-space-size=256', path.join(__dirname, '../support/largeAnswer.js'), server.url, mode],
				{ stdio: ['ignore', 'pipe', 'ignore'] },
			);
			let text = '';
			child.stdout.on('data', (chunk) => (text += String(chunk)));
			child.on('close', (code) => resolve({ code, ...(code === 0 ? { report: JSON.parse(text) } : {}) }));
		});
	};
	const oneLetter = () => zlib.gzipSync(Buffer.alloc(sizes.text, 'a'));
	const json = () => zlib.gzipSync(Buffer.from(`[${'{},'.repeat(sizes.json)}{}]`));

	it.each<[string, string, () => Buffer]>([
		['one letter', 'text/plain', oneLetter],
		['empty objects', 'application/json', json],
	])(
		'of %s leaves the process alive, and the item says its size',
		async (_what, contentType, packed) => {
			const { code, report } = await inProcess('bounded', contentType, packed());
			expect(code).toBe(0);
			expect(report!.item).toMatchObject({
				message: expect.stringMatching(/^The answer has 14\d MB; no more than 17 MB are read/),
				details: { outcome: 'unknown', status: 500 },
			});
			expect(characters(report!.item)).toBeLessThan(20_000);
			// n8n itself holds the pieces and the whole.
			expect(report!.megabytes).toBeLessThan(3 * 140);
		},
		BUSY,
	);

	it(
		'would end the process without the bound',
		async () => {
			const { code, report } = await inProcess('unbounded', 'application/json', json());
			expect([code, report]).not.toEqual([0, expect.anything()]);
		},
		BUSY,
	);
});
