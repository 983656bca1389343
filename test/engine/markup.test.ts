import { callMethod } from '../support/engine';
import { create, custom, fields, named, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;

const MARKUP = 'No <img src=x onerror="alert(1)"> <b>bold</b> <!-- x --> &lt;i&gt; 1 < 2';
/** As n8n's editor must get it where it renders HTML: its panel shows the text that the API sent. */
const ESCAPED = 'No &lt;img src=x onerror="alert(1)"> &lt;b>bold&lt;/b> &lt;!-- x --> &amp;lt;i&amp;gt; 1 < 2';

let server: Server;
beforeAll(async () => (server = await startServer(() => 'drop')));
afterAll(async () => await server.close());

const refuse = () => server.answer(({ method }) => (method === 'GET' ? { body: [] } : { status: 422, body: { message: MARKUP } }));

describe('markup in what an API says', () => {
	it('is text in the description of the error that stops a run', async () => {
		refuse();
		const { error } = await create(custom(server.url), { items: named(1) });
		expect(error.description).toContain(ESCAPED);
		expect(error.message).not.toMatch(/<[a-z/!]/i);
	});

	it('is text in the message of an error, which n8n shows as text and as HTML', async () => {
		server.answer(() => ({ status: 401, body: { _error_message: MARKUP } }));
		const taiga = { service: 'taiga', siteUrl: server.url, taigaSignIn: 'usernameAndPassword', user: 'ada', password: 'never-shown-1' };
		const { error } = await create(taiga, { items: named(1), parameters: { fields: fields({ description: 'x' }) } });
		expect(error.message).toContain('did not accept the sign-in: No < img src=x');
		expect(error.message).not.toMatch(/<[a-z/!]/i);
	});

	it('is text in a hint', async () => {
		server.answer((asked) =>
			asked.method === 'PATCH'
				? { status: 422, body: { message: MARKUP } }
				: { status: asked.method === 'POST' ? 201 : 200, body: { id: 7, full_name: 'ada/p', name: 'p' } },
		);
		const { hints } = await create(
			{ service: 'gitea', siteUrl: server.url, user: 'ada', token: 'never-shown-2' },
			{ items: [{ name: 'p' }], parameters: { fields: fields({ homepage: 'https://example.com' }) } },
		);
		expect(hints.map(({ message }: { message: string }) => message).join()).toContain(ESCAPED);
	});

	it('is text in the notice in place of the fields', async () => {
		server.answer(() => ({ status: 302, headers: { Location: '/<b>x</b>' }, body: '' }));
		const { emptyFieldsNotice } = await callMethod({
			load: 'source',
			method: 'resourceMapping.getFields',
			parameters: {
				authentication: 'projectApi',
				apiSettings: { describe: { source: { with: 'openApi', document: `${server.url}/openapi.json` } } },
			},
			credentials: { projectApi: custom(server.url) },
		});
		expect(emptyFieldsNotice).toContain('/&lt;b>x&lt;/b>');
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)('stays as it is in an item (%s)', async (onError) => {
		refuse();
		const { items, errorItems } = await create(custom(server.url), { items: named(1), node: { onError } });
		const [{ json }] = [...items, ...errorItems];
		expect(json.message).toContain(MARKUP);
		expect(json.details.apiMessage).toBe(MARKUP);
	});

	it('stays as it is in a project', async () => {
		server.answer(({ method }) =>
			method === 'GET' ? { body: [] } : { status: 201, body: { id: 5, name: 'Project 1', description: MARKUP } },
		);
		const { items } = await create(custom(server.url), { items: named(1), options: { output: 'raw' } });
		expect(items[0].json.description).toBe(MARKUP);
	});
});
