import { callMethod, runNode } from '../support/engine';
import { custom, startServer } from '../support/nodeRuns';

/** Documents at an address, as real servers give them: what is wrong with them is said, and nothing is sent. */

const head = '{"openapi":"3.0.3","paths":{"/projects":{"post":{"requestBody":{"content":{"application/json":{"schema":';
const tail = '}}},"responses":{"201":{}}}}}}';
const withBody = (schema: object): string => `${head}${JSON.stringify(schema)}${tail}`;
const deep = (levels: number): string => `${'{"properties":{"name":{},"inner":'.repeat(levels)}{}${'}}'.repeat(levels)}`;

type Reply = Exclude<Awaited<ReturnType<Parameters<typeof startServer>[0]>>, string>;
const text = (body: string, type = 'application/json', status = 200): Reply => ({ status, body, headers: { 'Content-Type': type } });

/** By path. */
const DOCUMENTS: Record<string, () => Reply> = {
	'/large.json': () => text(withBody({ properties: { name: {}, x: { description: 'x'.repeat(13_000_000) } } })),
	'/larger.json': () => text(withBody({ properties: { name: {}, x: { description: 'x'.repeat(20_000_000) } } })),
	'/broken.json': () => text('{"openapi": "3.0.3", "paths": {'),
	'/page.html': () => text('<!DOCTYPE html><title>Docs</title>', 'text/html'),
	'/loop.json': () => ({ status: 302, body: '', headers: { Location: '/loop.json' } }),
	'/docs': () => ({ status: 301, body: '', headers: { Location: '/docs/' } }),
	'/docs/': () => text('<!doctype html><script>SwaggerUIBundle({ url: "../good.json" })</script>', 'text/html'),
	'/embedded': () =>
		text(
			`<!-- made --><!doctype html><script>SwaggerUIBundle({ spec: ${withBody({ properties: { name: {}, stage: {} } })} })</script>`,
			'text/html',
		),
	'/nest': () => text('<!doctype html><div id="swagger-ui"></div>', 'text/html'),
	'/nest-json': () => text(withBody({ properties: { name: {}, stage: {} } })),
	'/express': () => text('<!doctype html><script src="./ui/swagger-ui-init.js"></script>', 'text/html'),
	'/ui/swagger-ui-init.js': () =>
		text(`window.onload = () => { const o = {"swaggerDoc": ${withBody({ properties: { name: {}, stage: {} } })}} }`, 'text/javascript'),
	'/good.json': () => text(withBody({ properties: { name: {}, stage: {} } })),
	'/secret.json': () => text('{"message":"no"}', 'application/json', 401),
	'/private.json': () => text('{"message":"no"}', 'application/json', 403),
	'/gone.json': () => text('', 'text/plain', 410),
	'/moved.json': () => ({ status: 302, body: '', headers: { Location: 'https://docs.example.com/openapi.json' } }),
	'/down.json': () => text('oops', 'text/plain', 503),
	'/empty.json': () => text(''),
	'/list.json': () => text('[]'),
	'/other.json': () => text('{"name":"package","version":"1.0.0"}'),
	'/reads.json': () => text('{"openapi":"3.0.3","paths":{"/projects":{"get":{"responses":{"200":{}}}}}}'),
	'/binary.json': () => text(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]).toString('latin1'), 'application/gzip'),
	'/bombs.yaml': () =>
		text(
			[
				'a: &a [x,x,x,x,x,x,x,x,x]',
				...'bcdefghi'.split('').map((name, index) => {
					const before = `*${'abcdefgh'[index]}`;
					return `${name}: &${name} [${Array(9).fill(before).join(',')}]`;
				}),
				'paths: { /projects: { post: { x: *i } } }',
			].join('\n'),
			'application/yaml',
		),
	'/wide.json': () =>
		text(
			withBody({
				properties: {
					name: {},
					...Object.fromEntries(Array.from({ length: 1000 }, (_none, index) => [`field_${index}`, { type: 'string' }])),
				},
			}),
		),
	'/cycle.json': () =>
		text(
			JSON.stringify({
				...JSON.parse(withBody({ $ref: '#/components/schemas/P' })),
				components: {
					schemas: {
						P: {
							properties: { name: {}, parent: { $ref: '#/components/schemas/P' }, all: { allOf: [{ $ref: '#/components/schemas/Q' }] } },
						},
						Q: { allOf: [{ $ref: '#/components/schemas/Q' }, { $ref: '#/components/schemas/P' }] },
					},
				},
			}),
		),
	'/deep.json': () => text(`${head}${deep(300)}${tail}`),
	'/deeper.json': () => text(`${head}${deep(200_000)}${tail}`),
	'/dangling.json': () =>
		text(withBody({ properties: { name: {}, x: { $ref: '#/components/schemas/None' }, y: { $ref: 'other.json#/Y' } } })),
	'/odd.json': () =>
		text(withBody({ properties: { name: 'text', x: null, y: [], z: { enum: 'a' }, w: { type: 7 } }, required: 'name' } as object)),
};

let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
	server = await startServer(
		({ method, path }) =>
			DOCUMENTS[path]?.() ?? (method === 'POST' ? { status: 201, body: { id: 1, name: 'Apollo' } } : { status: 404, body: {} }),
	);
});
afterAll(async () => await server.close());
beforeEach(() => void (server.asked.length = 0));

const settings = (document: string) => ({ describe: { source: { with: 'openApi', document } } });
const run = async (document: string) =>
	await runNode({
		parameters: { projectName: 'Apollo', apiSettings: settings(document), options: { timeout: 5000 } },
		credentials: { projectApi: custom(server.url) },
		items: [{}],
	});
const form = async (document: string): Promise<{ fields: Array<{ id: string; displayName: string }>; emptyFieldsNotice?: string }> =>
	await callMethod({
		method: 'resourceMapping.getFields',
		parameters: { authentication: 'projectApi', apiSettings: settings(document) },
		credentials: { projectApi: custom(server.url) },
	});
/** Address of a document, made when the server is there. */
const at = (path: string): string => (path.startsWith('/') ? server.url + path : path);
const timed = async <T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> => {
	const began = performance.now();
	const result = await work();
	return { result, ms: performance.now() - began };
};

describe('a document that cannot be used', () => {
	it.each<[string, RegExp]>([
		['/larger.json', /MB/],
		['/broken.json', /neither valid JSON nor YAML/],
		['/page.html', /is a web page/],
		['/loop.json', /has moved \(302\)/],
		['/secret.json', /asks for a sign-in \(401\)/],
		['/private.json', /asks for a sign-in \(403\)/],
		['/gone.json', /status 410/],
		['/moved.json', /has moved \(302\)/],
		['/down.json', /status 503/],
		['/empty.json', /holds no document/],
		['/list.json', /describes no paths/],
		['/other.json', /describes no paths/],
		['/reads.json', /describes no request that creates something/],
		['/binary.json', /'OpenAPI Document'/],
		['http://127.0.0.1:9/openapi.json', /could not be read: /],
		['https://nowhere.invalid/openapi.json', /could not be read: /],
		['ftp://api.example.com/openapi.json', /'OpenAPI Document'/],
	])('%s is refused in words, in the run and in the form, and nothing is sent', async (path, message) => {
		const { result, ms } = await timed(async () => await run(at(path)));
		expect(result.error?.message).toMatch(message);
		expect(result.error?.message).toMatch(/OpenAPI Document/);
		expect(String(result.error?.description)).toMatch(/\w{4,}/);
		expect(server.of('POST')).toEqual([]);
		expect(ms).toBeLessThan(8000);
		const offered = await form(at(path)).then(
			(answer) => JSON.stringify(answer),
			(error: Error) => error.message,
		);
		expect(offered).toMatch(message);
	});
});

describe('a page of documentation', () => {
	it.each(['/docs', '/docs/', '/embedded', '/nest', '/express'])('%s leads to its document, in the run and in the form', async (path) => {
		const result = await run(at(path));
		expect(result.items?.[0].json).toMatchObject({ outcome: 'created', id: '1' });
		const { fields } = await form(at(path));
		expect(fields.map(({ id }) => id)).toEqual(['stage', '$service']);
	});

	it('is told of where the document was found', async () => {
		const { items } = await runNode({
			parameters: { projectName: 'Apollo', apiSettings: settings(at('/docs')), options: { dryRun: true } },
			credentials: { projectApi: custom(server.url) },
			items: [{}],
		});
		expect(items?.[0].json.derived).toContain(`the document at ${server.url}/good.json`);
	});
});

describe('a document that is odd', () => {
	it.each<[string, string[]]>([
		['/large.json', ['x']],
		['/wide.json', ['field_0', 'field_1']],
		['/bombs.yaml', []],
		['/deeper.json', []],
		['/cycle.json', []],
		['/deep.json', []],
		['/dangling.json', ['x', 'y']],
		['/odd.json', []],
	])('%s is read as far as it goes, and a project is made', async (path, some) => {
		const { result, ms } = await timed(async () => await run(at(path)));
		expect(result.items?.[0].json).toMatchObject({ outcome: 'created', id: '1' });
		expect(ms).toBeLessThan(8000);
		const { fields } = await form(at(path));
		expect(fields.map(({ id }) => id)).toEqual(expect.arrayContaining(some));
		expect(fields.length).toBeLessThanOrEqual(220);
	});
});
