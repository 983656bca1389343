import { automatic, create, fields, startServer } from '../support/nodeRuns';

type Answer = { status?: number; body?: unknown };

/** Clockify as far as it is needed: a workspace with 60 clients on two pages, and a project that is what was sent. */
async function clockify(clients?: Answer) {
	const all = Array.from({ length: 60 }, (_, index) => ({
		id: `64c777ddd3fcab07cfbb21${String(index).padStart(2, '0')}`,
		name: index < 2 ? 'Twin' : `Client ${index}`,
		email: `c${index}@example.com`,
	}));
	return await startServer(({ method, path, query, body }) => {
		if (method === 'POST') return { status: 201, body: { id: `p-${body.name}`, ...body } };
		if (path === '/v1/workspaces') return { body: [{ id: '5e9f1f77bcf86cd799439011', name: 'Nathan Ltd' }] };
		if (!path.endsWith('/clients')) return { body: [] };
		const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('page-size') ?? 50)];
		return clients ?? { body: all.slice((page - 1) * size, page * size) };
	});
}

const run = async (server: { url: string }, items: Array<Record<string, unknown>>, value: Record<string, unknown> | undefined, more = {}) =>
	await create(
		{ service: 'clockify', siteUrl: server.url, clockifySiteUrl: server.url, token: 't-1' },
		{ items, parameters: { fields: value ? fields(value) : automatic }, node: { onError: 'continueRegularOutput' }, ...more },
	);
const MAPPED = { workspace: 'Nathan Ltd', client: '={{ $json.client }}' };

describe('a field that takes an ID also takes a name', () => {
	it('from the form and from an expression; each list is read once for all items', async () => {
		const server = await clockify();
		const items = ['Client 7', 'CLIENT 55', 'c9@example.com', '64c777ddd3fcab07cfbb2112'].map((client, index) => ({
			name: `P${index}`,
			client,
		}));
		const { items: out } = await run(server, items, MAPPED);
		await server.close();
		expect(out.map(({ json }) => json.error ?? json.outcome)).toEqual(['created', 'created', 'created', 'created']);
		const sent = server.of('POST').map(({ path, body }) => `${body.name} ${path} ${body.clientId}`);
		expect(sent.sort()).toEqual(
			['07', '55', '09', '12'].map(
				(client, index) => `P${index} /v1/workspaces/5e9f1f77bcf86cd799439011/projects 64c777ddd3fcab07cfbb21${client}`,
			),
		);
		const lists = server.of('GET').map(({ url }) => url);
		expect(new Set(lists).size).toBe(lists.length);
	});

	it('from a column', async () => {
		const server = await clockify();
		const { items: out } = await run(server, [{ name: 'Apollo', Workspace: 'nathan ltd', Client: 'Client 7' }], undefined);
		await server.close();
		expect(out[0].json.error).toBeUndefined();
		expect(server.of('POST')[0].body.clientId).toBe('64c777ddd3fcab07cfbb2107');
	});

	it('and a name that several or none have ends its item alone, before anything is sent', async () => {
		const server = await clockify();
		const items = ['Twin', 'Nobody', 'Client 7'].map((client) => ({ name: client, client }));
		const { items: out } = await run(server, items, MAPPED);
		await server.close();
		expect(out.map(({ json }) => json.error ?? json.outcome)).toEqual([
			"'Client' has the value 'Twin', and 2 in Clockify are called that",
			"'Client' has the value 'Nobody', which Clockify does not have",
			'created',
		]);
		expect(out[1].json.message).toMatch(/^There is: Twin \(.+\), .+, Client 2 \(.+ and 40 more\.$/);
		expect(server.of('POST')).toHaveLength(1);
	});

	it('but no list is read for IDs, nor in a dry run, and one that cannot be read leaves the value as it is', async () => {
		const server = await clockify({ status: 403, body: { message: 'No' } });
		const ids = { workspace: '5e9f1f77bcf86cd799439011', client: '64c777ddd3fcab07cfbb2107' };
		await run(server, [{ name: 'First' }], ids);
		expect(server.of('GET')).toHaveLength(0);
		await run(server, [{ name: 'Second' }], { ...ids, client: 'Client 7' });
		expect(server.of('POST').map(({ body }) => body.clientId)).toEqual(['64c777ddd3fcab07cfbb2107', 'Client 7']);
		server.asked.length = 0;
		await run(server, [{ name: 'Third' }], { ...ids, client: 'Client 7' }, { options: { dryRun: true } });
		expect(server.asked).toHaveLength(0);
		await server.close();
	});
});

/** Jira as far as it is needed: 501 people on two pages, two of whom have one name. */
const jira = async (status = 200) =>
	await startServer(({ method, path, query, body }) => {
		if (method === 'POST') return { status: 201, body: { id: 10_042, key: body.key } };
		if (path !== '/rest/api/3/users/search') return { status: 404 };
		if (status !== 200) return { status, body: { errorMessages: ['No'] } };
		const people = Array.from({ length: 501 }, (_, index) => ({
			accountId: `5b10a2844c20165700ed${String(index).padStart(4, '0')}`,
			displayName: index < 2 ? 'Twin' : `Person ${index}`,
			emailAddress: `p${index}@example.com`,
			active: true,
		}));
		const start = Number(query.get('startAt'));
		return { body: people.slice(start, start + Number(query.get('maxResults'))) };
	});

it.each([
	['by name', 'Person 7', '5b10a2844c20165700ed0007'],
	['by e-mail, on the second page', 'P500@example.com', '5b10a2844c20165700ed0500'],
	['by account ID', '5b10a2844c20165700ed0001', '5b10a2844c20165700ed0001'],
	[
		'by an account ID that the list does not have',
		'557058:f58131cb-b67d-43c7-b30d-6b58d40bd077',
		'557058:f58131cb-b67d-43c7-b30d-6b58d40bd077',
	],
	['by a name that two have', 'twin', "'Project Lead' has the value 'twin', and 2 in Jira are called that"],
])('the lead of a Jira project may be given %s', async (_how, owner, wanted) => {
	const server = await jira();
	const { items } = await create(
		{ service: 'jira', siteUrl: server.url, jiraSiteUrl: server.url, email: 'jeff@example.com', token: 't-1' },
		{
			items: [{ name: 'Apollo' }],
			parameters: { fields: fields({ key: 'APOLLO', owner, type: 'software' }) },
			node: { onError: 'continueRegularOutput' },
		},
	);
	await server.close();
	expect(items[0].json.error ?? server.of('POST')[0].body.leadAccountId).toBe(wanted);
});
