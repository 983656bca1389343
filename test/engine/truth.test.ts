import { services } from '../../nodes/CreateProject/services';
import { automatic, create, custom, everything, fields, named, startServer } from '../support/nodeRuns';

/* eslint-disable @typescript-eslint/no-explicit-any */
type Server = Awaited<ReturnType<typeof startServer>>;
type Asked = Parameters<Parameters<typeof startServer>[0]>[0];

let server: Server;
let restore: Array<() => void> = [];
afterEach(async () => {
	restore.forEach((undo) => undo());
	restore = [];
	await server.close();
});

/** Stores what is posted and lists it. */
async function projectApi(answer: (asked: Asked, stored: any[]) => any = () => undefined): Promise<any[]> {
	const stored: any[] = [];
	server = await startServer((asked) => {
		const own = answer(asked, stored);
		if (own !== undefined) return own;
		if (asked.method === 'GET') return { body: stored };
		const project = { id: 701 + stored.length, ...asked.body, created_at: new Date().toISOString() };
		stored.push(project);
		return { status: 201, body: project };
	});
	return stored;
}

/** A service whose address is the vendor's own, moved to the server. */
function moved(id: string): void {
	const service = services.find((one) => one.id === id) as { baseUrl: string };
	const { baseUrl } = service;
	service.baseUrl = server.url;
	restore.push(() => (service.baseUrl = baseUrl));
}

const posts = (): Asked[] => server.of('POST');
const ends = ({ items, errorItems }: any): string[] =>
	[...items, ...errorItems].map(({ json }: any) => json.outcome ?? json.details?.outcome ?? 'not an end');
const going = { onError: 'continueRegularOutput' } as const;

/** The inputs that had failed in the hands of others, as they were handed over: each with what must come out. */
describe('what the node says of an item is so', () => {
	it.each([
		['three clients', [11, 22, 33], 3],
		['two of three clients', [11, 11, 22], 2],
		['one client', [11, 11, 11], 1],
		['two that are alike as texts only by their length', ['1', '11'], 2],
	])('equal names at Toggl for %s', async (_what, clients, made) => {
		await projectApi();
		moved('togglTrack');
		const run = await create(
			{ service: 'togglTrack', togglTrackSignIn: 'apiToken', token: 'abc123' },
			{
				parameters: { ifExists: 'return', fields: fields({ workspace: '9', client: '={{ $json.client }}' }) },
				items: clients.map((client) => ({ name: 'Consulting', client })),
			},
		);
		expect(posts()).toHaveLength(made);
		expect(ends(run).filter((end) => end === 'created')).toHaveLength(made);
		expect(ends(run)).toHaveLength(clients.length);
	});

	it.each([
		{ code: 230001, msg: 'invalid request parameter' },
		{ errcode: 40014, errmsg: 'invalid access token' },
		{ status: false, message: 'Name is too long' },
		{ Success: false, Message: 'Name is too long' },
		{ error_code: 10013, error_msg: 'Name is too long' },
		{ STATUS: 'Error', MESSAGE: 'Project already exists' },
		{},
		{ ok: 0, reason: 'quota' },
		{ resultado: null, erro: 'Nome inválido' },
		{ data: null, errors: [{ detail: 'no' }] },
		[],
	])('a 200 that is no project: %j', async (body) => {
		await projectApi(({ method }) => (method === 'POST' ? { body } : undefined));
		const run = await create(custom(server.url), { items: [{ name: 'P' }], node: going });
		expect(['failed', 'unknown']).toContain(ends(run)[0]);
	});

	it.each(['', 'acme/client-starter'])('GitHub makes nothing public by itself (template %p)', async (template) => {
		await projectApi();
		await create(
			{ service: 'github', siteUrl: server.url, token: 'ghp_1' },
			{
				parameters: { fields: fields({ workspace: 'acme', ...(template === '' ? {} : { template }) }) },
				items: [{ name: 'web' }],
				node: going,
			},
		);
		for (const { body } of posts()) expect(body).toMatchObject({ private: true });
	});

	it.each(['案件の概要と前提条件を説明します。', 'ß'.repeat(17), '€'.repeat(17), '😀'.repeat(8)])(
		'a long description at Trello: %s',
		async (text) => {
			await projectApi(({ url }) => (url.length > 8192 ? { status: 414 } : undefined));
			moved('trello');
			const run = await create(
				{ service: 'trello', apiKey: 'k123', token: 't123' },
				{ parameters: { fields: fields({ description: text.repeat(60) }) }, items: [{ name: 'Website' }], node: going },
			);
			expect(ends(run)).toEqual(['created']);
		},
	);

	it('links of Jira behind its gateway are the site’s, or none', async () => {
		await projectApi(({ method }) => (method === 'POST' ? { status: 201, body: { id: 10042, key: 'OC' } } : undefined));
		const { items } = await create(
			{ service: 'jira', siteUrl: `${server.url}/ex/jira/11223344-a1b2-3b33-c444-def123456789`, email: 'a@example.com', token: 'T' },
			{ parameters: { fields: fields({ key: 'OC', owner: '5b10', type: 'software' }) }, items: [{ name: 'Office Chairs' }], node: going },
		);
		expect(String(items[0].json.url ?? '')).not.toContain('/ex/jira/');
	});

	it.each([
		['properties.Est\\. hours.number', { 'Est. hours': { number: 12 } }],
		["properties['Est. hours'].number", { 'Est. hours': { number: 12 } }],
		['properties.Hours.number', { Hours: { number: 12 } }],
		['properties.v1\\.2\\.3.number', { 'v1.2.3': { number: 12 } }],
	])('points in a field name: %s', async (name, expected) => {
		await projectApi();
		moved('notion');
		await create(
			{ service: 'notion', token: 'n' },
			{
				parameters: { fields: fields({ parent: 'ds-1' }), customFields: { fields: [{ name, value: '={{ 12 }}' }] } },
				items: [{ name: 'P' }],
				node: going,
			},
		);
		// Notion is searched by POST as well.
		expect(posts().find(({ path }) => path.endsWith('/pages'))?.body.properties).toMatchObject(expected);
	});

	const BROKEN = [
		"={{ $json.due.toDateTime().toFormat('yyyy-MM-dd') }}",
		"={{ $json.due === 'soon' ? $('Nowhere').item.json.x : 'x' }}",
		"={{ $json.due === 'soon' ? $json.due.toDateTime().toISO() : 'x' }}",
	];
	it.each(
		BROKEN.flatMap((value) =>
			(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const).map((onError) => [value, onError] as const),
		),
	)('one item throws: %s under %s', async (value, onError) => {
		const stored = await projectApi();
		const run = await create(custom(server.url), {
			parameters: { customFields: { fields: [{ name: 'due', value }] } },
			items: ['2027-01-01', 'soon', '2027-01-02', '2027-01-03'].map((due, index) => ({ name: 'ABCD'[index], due })),
			node: { onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});
		expect(stored.map(({ name }) => name).sort()).toEqual(['A', 'C', 'D']);
		if (onError === 'stopWorkflow') return expect(run.error.message).toMatch(/^Item 2/);
		expect(ends(run).sort()).toEqual(['created', 'created', 'created', 'failed']);
		const failed = [...run.items, ...run.errorItems].find(({ json }) => json.error !== undefined);
		expect(failed.json).toMatchObject({ error: expect.stringMatching(/^Item 2/), details: { reason: 'input' } });
	});

	it.each(['name', 'Name', 'project_name', 'title'])('a column called %s takes nothing from *Project Name*', async (column) => {
		let isFirst = true;
		const stored = await projectApi(({ method, body }, all) => {
			if (method !== 'POST' || !isFirst) return undefined;
			isFirst = false;
			all.push({ id: 701, ...body, created_at: new Date().toISOString() });
			return 'drop';
		});
		await create(custom(server.url), {
			parameters: { projectName: '=Deal {{ $json.deal }}', fields: automatic },
			items: [{ deal: 'X', [column]: 'X' }],
			node: going,
		});
		expect(stored.map(({ name }) => name)).toEqual(['Deal X']);
	});

	it('a column takes nothing from a constant', async () => {
		await projectApi();
		const constants = { visibility: 'private', owner: 'u1' };
		await create(custom(server.url), {
			parameters: { fields: automatic, apiSettings: { staticBody: JSON.stringify(constants) } },
			items: [{ name: 'P', visibility: 'public', owner: 'other', is_admin: true }],
			node: going,
		});
		expect(posts()[0].body).toMatchObject({ visibility: 'private', owner: 'u1' });
	});

	it.each([1, 0, 2])('each item has its own credential, also the one in place %d', async (place) => {
		await projectApi();
		await create(
			custom(server.url, { customSignIn: 'bearerToken', token: `={{ $itemIndex === ${place} ? 'tok-b-0123' : 'tok-a-0123' }}` }),
			{ items: named(3), options: { parallel: 1 }, node: going },
		);
		expect(posts().map(({ headers }) => headers.authorization)).toEqual(
			[0, 1, 2].map((index) => `Bearer ${index === place ? 'tok-b-0123' : 'tok-a-0123'}`),
		);
	});

	it('a login session is its user’s, with one password for all', async () => {
		const stored: any[] = [];
		server = await startServer(({ method, path, body, headers }) => {
			if (path.endsWith('/auth')) return { body: { auth_token: `session-of-${body.username}` } };
			if (method === 'GET') return { body: stored };
			const project = { id: stored.length + 1, slug: body.name, ...body, by: headers.authorization };
			stored.push(project);
			return { status: 201, body: project };
		});
		const credential = { service: 'taiga', siteUrl: server.url, webUrl: 'https://t.example.com', password: 'one-for-all-77' };
		const parameters = { fields: fields({ description: 'd' }) };
		const items = [
			{ name: 'A', user: 'alice' },
			{ name: 'B', user: 'bob' },
		];
		const run = await create({ ...credential, user: '={{ $json.user }}' }, { parameters, items, node: going });
		expect(stored.map(({ name, by }) => [name, by])).toEqual([
			['A', 'Bearer session-of-alice'],
			['B', 'Bearer session-of-bob'],
		]);
		expect(everything(run)).not.toContain('one-for-all-77');
	});

	it.each(['//', 'http://', ':', 'https://[', '%', '\\\\x', 'javascript:alert(1)'])(
		'a broken address in a reply is none: %p',
		async (url) => {
			await projectApi(({ method }) => (method === 'POST' ? { status: 201, body: { id: 7, url } } : undefined));
			const { items } = await create(custom(server.url), { items: [{ name: 'P' }], node: going });
			expect(items[0].json).toMatchObject({ outcome: 'created', id: '7' });
			expect(String(items[0].json.url ?? '')).not.toMatch(/^javascript/);
		},
	);

	it.each(['update', 'return'])('several of one name: %s stops and lists them', async (ifExists) => {
		const stored = await projectApi();
		stored.push({ id: 1, name: 'P' }, { id: 2, name: 'P' });
		const run = await create(custom(server.url), { parameters: { ifExists }, items: [{ name: 'P' }], node: going });
		expect(ends(run)).toEqual(['failed']);
		expect(run.items[0].json.details.candidates.map(({ id }: any) => String(id)).sort()).toEqual(['1', '2']);
		expect(server.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});
