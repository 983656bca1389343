import { ProjectApi } from '../../credentials/ProjectApi.credentials';
import { CreateProject } from '../../nodes/CreateProject/CreateProject.node';
import { create, named, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;

let server: Server;
beforeEach(async () => {
	server = await startServer(({ body }) => ({ status: 201, body: { id: body?.name, name: body?.name } }));
});
afterEach(async () => {
	jest.restoreAllMocks();
	await server.close();
});

const bearer = (token: string, more: object = {}): Record<string, unknown> => ({
	tool: 'custom',
	customBaseUrl: server.url,
	customSignInWith: 'bearerToken',
	customBearerToken: token,
	...more,
});

/** Which token each item was sent with. */
const tokens = (): Record<string, unknown> =>
	Object.fromEntries(server.of('POST').map(({ body, headers }) => [String(body.name), headers.authorization]));

/** Counts how often the node reads its credential. */
function readings(): { count: () => number } {
	let count = 0;
	const { execute } = CreateProject.prototype;
	jest.spyOn(CreateProject.prototype, 'execute').mockImplementation(async function (this: ThisParameterType<typeof execute>) {
		const counting = Object.create(this, {
			getCredentials: {
				value: async (...given: Parameters<typeof this.getCredentials>) => {
					count++;
					return await this.getCredentials(...given);
				},
			},
		}) as typeof this;
		return await execute.call(counting);
	});
	return { count: () => count };
}

describe('the credential of each item', () => {
	it.each<[string, string, (index: number) => string]>([
		['the place of the item', "={{ $itemIndex === 1 ? 'tok-b' : 'tok-a' }}", (index) => (index === 1 ? 'tok-b' : 'tok-a')],
		['a value of the item', "={{ $json.name === 'Project 3' ? 'tok-b' : 'tok-a' }}", (index) => (index === 2 ? 'tok-b' : 'tok-a')],
		[
			'a value that most items do not have',
			"={{ $json?.name?.endsWith('4') ? 'tok-b' : 'tok-a' }}",
			(index) => (index === 3 ? 'tok-b' : 'tok-a'),
		],
		['an expression that is the same for all', "={{ 'tok-' + 'a' }}", () => 'tok-a'],
	])('that hangs on %s is read for each', async (_title, token, wanted) => {
		const { count } = readings();
		await create(bearer(token), { items: named(7) });
		expect(tokens()).toEqual(Object.fromEntries(named(7).map(({ name }, index) => [name, `Bearer ${wanted(index)}`])));
		expect(count()).toBe(7);
	});

	it('without an expression is read once', async () => {
		const { count } = readings();
		await create(bearer('tok-a=='), { items: named(50) });
		expect(new Set(Object.values(tokens()))).toEqual(new Set(['Bearer tok-a==']));
		expect(count()).toBe(1);
	});

	it.each<[string, (form: ProjectApi) => void]>([
		[
			'cannot show its fields as they are stored',
			(form) => (form.properties.find(({ name }) => name === 'expressionSample')!.default = 'plain'),
		],
		[
			'has a field that was not looked at',
			(form) => form.properties.push({ displayName: 'New', name: 'newField', type: 'string', default: 'x' }),
		],
		['has no report', (form) => (form.properties = form.properties.filter(({ name }) => !name.startsWith('expression')))],
	])('is read for each item by an n8n or a form that %s', async (_title, change) => {
		const { count } = readings();
		const form = new ProjectApi();
		form.properties = [...form.properties];
		change(form);
		const { loadPackage } = jest.requireActual<typeof import('../support/engine')>('../support/engine');
		const loaded = loadPackage('source');
		const load = { nodes: loaded.nodes, credentials: { ...loaded.credentials, projectApi: form } };
		await create(bearer('tok-a'), { items: named(3), load });
		expect(Object.values(tokens())).toEqual(Array(3).fill('Bearer tok-a'));
		expect(count()).toBe(3);
	});

	it('that cannot be worked out for one item ends that item alone', async () => {
		const token = "={{ $json.name === 'Project 2' ? $('Nowhere').item.json.x : 'tok-a' }}";
		const { items } = await create(bearer(token), { items: named(3), node: { onError: 'continueRegularOutput' } });
		expect(items.map(({ json }) => json.details?.reason ?? json.outcome)).toEqual(['created', 'input', 'created']);
		expect(items[1].json.error).toMatch(/^Item 2: an expression/);
		expect(Object.keys(tokens()).sort()).toEqual(['Project 1', 'Project 3']);
	});
});
