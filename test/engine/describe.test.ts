import { callMethod, runNode } from '../support/engine';
import { custom, fields, startServer } from '../support/nodeRuns';

const DOCUMENT = `
openapi: 3.0.3
servers: [{ url: /api }]
paths:
  /boards:
    get:
      parameters: [{ name: title, in: query }]
      responses: { '200': { content: { application/json: { schema: { properties: { boards: { type: array, items: {} } } } } } } }
    post:
      parameters: [{ name: X-Api-Version, in: header, required: true, schema: { enum: ['7'] } }]
      requestBody:
        content:
          application/json:
            schema:
              properties:
                board:
                  required: [title, kind]
                  properties:
                    title: { type: string }
                    kind: { enum: [open, closed] }
                    starts: { type: string, format: date }
                    points: { type: integer }
      responses:
        '201': { content: { application/json: { schema: { properties: { board: { properties: { id: {}, title: {}, web_url: {} } } } } } } }
  /boards/{id}:
    get: { responses: { '200': {} } }
    patch: { responses: { '200': {} } }
`;

type Board = Record<string, unknown> & { id: number; title: string };

/** A server whose API is what the document says, and nothing else. */
async function startBoards() {
	const boards: Board[] = [];
	const server = await startServer(({ method, path, body, query, headers }) => {
		if (path === '/openapi.yaml') {
			return {
				status: headers.authorization === 'Bearer tok-boards' ? 200 : 401,
				body: DOCUMENT,
				headers: { 'Content-Type': 'text/yaml' },
			};
		}
		if (path === '/api/boards' && method === 'GET') {
			const title = query.get('title');
			return { body: { boards: boards.filter((board) => title === null || board.title === title) } };
		}
		const sent = (body as { board?: Record<string, unknown> } | undefined)?.board;
		if (path === '/api/boards' && method === 'POST') {
			if (headers['x-api-version'] !== '7' || sent?.title === undefined) return { status: 400, body: { message: 'not like this' } };
			boards.push({ ...sent, id: boards.length + 1 } as Board);
			return { status: 201, body: { audit: { id: 99 }, board: boards.at(-1) } };
		}
		const one = boards.find(({ id }) => path === `/api/boards/${id}`);
		if (one && method === 'PATCH') return { body: { board: Object.assign(one, sent) } };
		return one ? { body: { board: one } } : { status: 404, body: { message: 'Not found' } };
	});
	return { ...server, boards };
}

let server: Awaited<ReturnType<typeof startBoards>>;
beforeAll(async () => {
	server = await startBoards();
});
afterAll(async () => await server.close());
beforeEach(() => {
	server.boards.length = 0;
	server.asked.length = 0;
});

const credentials = () => ({ projectApi: custom(server.url, { customSignIn: 'bearerToken', token: 'tok-boards' }) });
const byDocument = (document: string) => ({ describe: { source: { with: 'openApi', document } } });
const run = (parameters: Record<string, unknown>, items: Array<Record<string, unknown>> = [{ name: 'Apollo' }]) =>
	runNode({ parameters: { projectName: '={{ $json.name }}', ...parameters }, credentials: credentials(), items });

describe('an API described by the address of its document', () => {
	const apiSettings = () => byDocument(`${server.url}/openapi.yaml`);

	it('offers its fields, and creates, finds and updates a project without another setting', async () => {
		const { fields: offered } = await callMethod({
			method: 'resourceMapping.getFields',
			parameters: { authentication: 'projectApi', apiSettings: apiSettings() },
			credentials: credentials(),
		});
		expect(
			offered
				.filter(({ id }: { id: string }) => !id.startsWith('$'))
				.map(({ id, type, required }: Record<string, unknown>) => [id, type, required]),
		).toEqual([
			['kind', 'options', true],
			['starts', 'dateTime', false],
			['points', 'number', false],
		]);

		const given = fields({ kind: 'open', starts: '31.03.2027', points: '12' });
		const first = await run({ apiSettings: apiSettings(), fields: given });
		expect(first.items[0].json).toMatchObject({ outcome: 'created', id: '1', name: 'Apollo' });
		expect(server.boards).toEqual([{ id: 1, title: 'Apollo', kind: 'open', starts: '2027-03-31', points: 12 }]);

		const again = await run({ apiSettings: apiSettings(), fields: given, ifExists: 'return' });
		expect(again.items[0].json).toMatchObject({ outcome: 'existing', id: '1' });
		const changed = await run({ apiSettings: apiSettings(), fields: fields({ kind: 'closed' }), ifExists: 'update' });
		expect(changed.items[0].json).toMatchObject({ outcome: 'updated', id: '1' });
		expect(server.boards).toEqual([{ id: 1, title: 'Apollo', kind: 'closed', starts: '2027-03-31', points: 12 }]);
	});

	it('reads the document once for many items', async () => {
		await run({ apiSettings: apiSettings(), fields: fields({ kind: 'open' }) }, [{ name: 'A' }, { name: 'B' }, { name: 'C' }]);
		expect(server.boards).toHaveLength(3);
		expect(server.asked.filter(({ path }) => path === '/openapi.yaml').length).toBeLessThanOrEqual(1);
	});

	it('shows in a dry run what was derived', async () => {
		const { items } = await run({ apiSettings: apiSettings(), fields: fields({ kind: 'open' }), options: { dryRun: true } });
		expect(items[0].json.derived).toEqual(expect.arrayContaining(['POST /api/boards', "fields inside 'board'", "name in 'title'"]));
	});

	it('says what is wrong with the address', async () => {
		const { error } = await run({ apiSettings: byDocument(`${server.url}/nowhere.json`) });
		expect(error.message).toContain("The 'OpenAPI Document' could not be read: status 404");
	});
});

it('an API described by a cURL command: a secret in it is not sent', async () => {
	const curl = `curl -X POST ${server.url}/api/boards -H 'Authorization: Bearer other' -H 'X-Api-Version: 7' \\
		-d '{"board":{"title":"x","points":1}}'`;
	const { items } = await run({ apiSettings: { describe: { source: { with: 'curl', curl } } }, fields: fields({ points: '3' }) });
	expect(items[0].json).toMatchObject({ outcome: 'created', id: '1', name: 'Apollo' });
	expect(server.boards).toEqual([{ id: 1, title: 'Apollo', points: 3 }]);
	expect(server.of('POST')[0].headers.authorization).toBe('Bearer tok-boards');
});

it('an API described by an example: the project is the object that has the name', async () => {
	const source = {
		with: 'example',
		exampleRequest: '{"board":{"title":"My board"}}',
		exampleAnswer: '{"audit":{"id":1},"board":{"id":2,"title":"My board"}}',
	};
	const staticHeaders = { headers: [{ name: 'X-Api-Version', value: '7' }] };
	const { items } = await run({ apiSettings: { path: '/api/boards', staticHeaders, describe: { source } } });
	expect(items[0].json).toMatchObject({ outcome: 'created', id: '1', name: 'Apollo' });
});
