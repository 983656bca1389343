import nock from 'nock';
import { callMethod, testCredential } from '../support/engine';
import { create, fields, startServer } from '../support/nodeRuns';
import { startProjectApi } from '../support/projectApi';
import { startAzureDevOps, startKanboard, startLinear } from '../support/vendors';

type Credential = Record<string, unknown>;
type VendorFault = 'resetBefore' | 'http503' | 'droppedSocket' | 'http500';
type RunOptions = NonNullable<Parameters<typeof create>[1]>;

const FAULTS: VendorFault[] = ['resetBefore', 'http503', 'droppedSocket', 'http500'];
const continues = { onError: 'continueRegularOutput' } as const;

// It takes hold of Node's http when it is loaded; the servers of the other tests are to be met as they are.
nock.restore();

/** What a test has started. */
const open: Array<{ close: () => Promise<void> }> = [];
const started = async <T extends { close: () => Promise<void> }>(starting: Promise<T>): Promise<T> => {
	const api = await starting;
	open.push(api);
	return api;
};
afterEach(async () => {
	await Promise.all(open.splice(0).map(async (api) => await api.close()));
});

const asked = (api: { log: Array<{ label: string }> }, label: string): number => api.log.filter((entry) => entry.label === label).length;
const getFields = async (credential: Credential, parameters: Record<string, unknown> = {}) =>
	(
		await callMethod({
			load: 'source',
			method: 'resourceMapping.getFields',
			credentials: { projectApi: credential },
			parameters: { authentication: 'projectApi', ...parameters },
		})
	).fields as Array<{ id: string; type: string; required: boolean; options?: Array<{ name: string; value: unknown }> }>;
const tested = async (credential: Credential): Promise<string> => (await testCredential('projectApi', credential, 'source')).status;

describe('Azure DevOps', () => {
	const start = async (options?: Parameters<typeof startAzureDevOps>[0]) => {
		const api = await started(startAzureDevOps(options));
		const credential = { service: 'azureDevOps', siteUrl: api.siteUrl, token: 'pat' };
		const run = async (names: string[], more: RunOptions = {}, signIn: Credential = {}) =>
			await create(
				{ ...credential, ...signIn },
				{
					items: names.map((name) => ({ name })),
					node: continues,
					parameters: { fields: fields({ template: api.processes[0].id }) },
					...more,
				},
			);
		return { api, credential, run };
	};

	it('has its operation followed to the end, then gives the project', async () => {
		const { api, run } = await start();
		const { items } = await run(['Fabrikam']);
		expect(items[0].json).toMatchObject({
			id: api.projects[0].id,
			name: 'Fabrikam',
			url: `${api.siteUrl}/Fabrikam`,
			outcome: 'created',
			service: 'azureDevOps',
		});
		expect([asked(api, 'create'), asked(api, 'operation'), asked(api, 'get')]).toEqual([1, 3, 1]);
	});

	it.each(['operation', 'request'] as const)('refuses a taken name by its %s, which is told in its own words', async (duplicates) => {
		const { api, run } = await start({ duplicates, polls: 1 });
		await run(['Fabrikam']);
		const { items } = await run(['fabrikam']);
		expect(items[0].json).toMatchObject({
			error: 'Azure DevOps has such a project already',
			details: { outcome: 'failed', reason: 'duplicate', apiMessage: expect.stringContaining('TF200019') },
		});
		expect(api.projects).toHaveLength(1);
		const { items: found } = await run(['Fabrikam'], {
			parameters: { ifExists: 'return', fields: fields({ template: api.processes[0].id }) },
		});
		expect(found[0].json).toMatchObject({ id: api.projects[0].id, outcome: 'existing' });
	});

	it.each([203, 302, 401] as const)('answers a wrong token (%i), and the credential is named', async (badToken) => {
		const { api, run } = await start({ badToken });
		const { items } = await run(['Fabrikam'], {}, { token: 'wrong' });
		expect(items[0].json).toMatchObject({
			error: 'Azure DevOps did not accept the credential',
			details: { reason: 'unauthorized', attempts: 1 },
		});
		expect(api.projects).toEqual([]);
	});

	it.each(FAULTS)('is asked again about an operation when a poll ends in %s', async (fault) => {
		const { api, run } = await start({ polls: 0, workMs: 0 });
		api.failNext('operation', fault);
		const { items } = await run(['One']);
		expect(items[0].json).toMatchObject({ id: api.projects[0].id, outcome: 'created' });
		expect([asked(api, 'create'), api.projects.length]).toEqual([1, 1]);
	});

	// Its search lags up to half a minute, so within three seconds nothing about a lost create can be proven.
	it.each<[VendorFault, number]>([
		['http503', 0],
		['droppedSocket', 1],
		['http500', 1],
	])('is sent nothing twice when its create ends in %s', async (fault, stored) => {
		const { api, run } = await start({ polls: 0, workMs: 0 });
		api.failNext('create', fault);
		const { items } = await run(['One'], { options: { totalTime: 3 } });
		expect(items[0].json.details.outcome).toBe('unknown');
		expect(items[0].json.details.lookedFor).toContain('"One"');
		expect([asked(api, 'create'), api.operations.size]).toEqual([1, stored]);
	});

	it('offers its processes in the field list', async () => {
		const { api, credential } = await start();
		const list = await getFields(credential);
		expect(list[0]).toMatchObject({ id: 'template', required: true, type: 'options' });
		expect(list[0].options!.map(({ name }) => name)).toEqual(['Agile', 'CMMI', 'Scrum']);
		expect(list[0].options!.map(({ value }) => value).sort()).toEqual(api.processes.map(({ id }) => id).sort());
		expect(list.find(({ id }) => id === 'visibility')!.options!.map(({ value }) => value)).toEqual(['private', 'public']);
	});

	it('leaves a text field where the choices cannot be read', async () => {
		const { credential } = await start();
		expect((await getFields({ ...credential, token: 'wrong' }))[0]).toMatchObject({ id: 'template', required: true, type: 'string' });
	});

	it.each([203, 302, 401] as const)('tells right from wrong under Test (%i)', async (badToken) => {
		const { credential } = await start({ badToken });
		expect([await tested(credential), await tested({ ...credential, token: 'wrong' })]).toEqual(['OK', 'Error']);
	});
});

describe('Kanboard', () => {
	const start = async () => {
		const api = await started(startKanboard());
		const credential = { service: 'kanboard', siteUrl: api.url, kanboardSignIn: 'applicationApiToken', token: 'kanboard-token' };
		const run = async (names: string[], more: RunOptions = {}, signIn: Credential = {}) =>
			await create({ ...credential, ...signIn }, { items: names.map((name) => ({ name })), node: continues, ...more });
		return { api, credential, run };
	};

	it('answers with a bare id, and the project is read back', async () => {
		const { api, run } = await start();
		const { items } = await run(['Apollo'], { parameters: { fields: fields({ key: 'APOLLO', dueDate: '2026-12-01' }) } });
		expect(items[0].json).toMatchObject({
			id: '1',
			key: 'APOLLO',
			name: 'Apollo',
			url: expect.stringContaining('project_id=1'),
			outcome: 'created',
		});
		expect(api.projects[0]).toMatchObject({ end_date: '2026-12-01' });
	});

	it('refuses by a bare false, which is no success', async () => {
		const { api, run } = await start();
		const parameters = { fields: fields({ key: 'APOLLO' }) };
		await run(['Apollo'], { parameters });
		const { items } = await run(['Other'], { parameters });
		expect(items[0].json).toMatchObject({ error: 'Kanboard did not create the project', details: { outcome: 'failed', status: 200 } });
		expect(api.projects).toHaveLength(1);
		const { items: found } = await run(['Other'], { parameters: { ...parameters, ifExists: 'return', matchOn: 'key' } });
		expect(found[0].json).toMatchObject({ id: '1', outcome: 'existing' });
	});

	it('updates a project that is there', async () => {
		const { api, run } = await start();
		await run(['Apollo']);
		const { items } = await run(['Apollo'], { parameters: { ifExists: 'update', fields: fields({ description: 'new' }) } });
		expect(items[0].json).toMatchObject({ id: '1', outcome: 'updated' });
		expect(api.projects).toMatchObject([{ description: 'new' }]);
	});

	it('signs in users too', async () => {
		const { api, run } = await start();
		const { items } = await run(['Mine'], {}, { kanboardSignIn: 'userCredentials', user: 'admin', password: 'admin' });
		expect(items[0].json.outcome).toBe('created');
		expect(api.projects[0].is_private).toBe('1');
	});

	it.each(FAULTS)('is sent nothing twice when its create ends in %s', async (fault) => {
		const { api, run } = await start();
		api.failNext('createProject', fault);
		const { items } = await run(['Apollo'], { options: { searchDelay: 0.05 } });
		// Its projects have no creation date, so a lost one cannot be proven to be this item's.
		expect([items[0].json.details?.outcome ?? items[0].json.outcome, api.projects.length]).toEqual(
			fault === 'resetBefore' || fault === 'http503' ? ['created', 1] : ['unknown', 1],
		);
	});

	it('gives away no token of a project in its raw answer', async () => {
		const { api, run } = await start();
		await run(['Apollo']);
		api.projects[0].token = 'public-link-token';
		const { items } = await run(['Apollo'], { parameters: { ifExists: 'return' }, options: { output: 'raw' } });
		expect(items[0].json).toMatchObject({ id: '1', name: 'Apollo' });
		expect(JSON.stringify(items)).not.toContain('public-link-token');
	});

	it('tells right from wrong under Test, and offers its users', async () => {
		const { credential } = await start();
		expect([await tested(credential), await tested({ ...credential, token: 'wrong' })]).toEqual(['OK', 'Error']);
		expect((await getFields(credential)).find(({ id }) => id === 'owner')).toMatchObject({
			type: 'options',
			options: [{ name: 'admin', value: '1' }],
		});
	});
});

describe('Linear, over the API settings of a custom API', () => {
	/** Linear's own address is fixed; e2e reaches it through a proxy. Here its definition is what the credential swap below uses. */
	const post = async (url: string, authorization: string, body: unknown) =>
		await fetch(url, {
			method: 'POST',
			headers: { Authorization: authorization, 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		});
	const start = async (options?: Parameters<typeof startLinear>[0]) => {
		const api = await started(startLinear(options));
		const credential = {
			service: 'custom',
			baseUrl: api.url,
			customSignIn: 'apiKeyInHeader',
			headerName: 'Authorization',
			token: 'lin_api_test',
		};
		const apiSettings = {
			path: '/graphql',
			envelope: 'variables.input',
			projectPath: 'data.projectCreate.project',
			staticBody: JSON.stringify({
				query: 'mutation ($input: ProjectCreateInput!) { projectCreate(input: $input) { success project { id name url } } }',
			}),
		};
		const run = async (names: string[], teams: string[], more: RunOptions = {}) =>
			await create(credential, {
				items: names.map((name) => ({ name })),
				node: continues,
				parameters: { apiSettings, customFields: { fields: [{ name: 'teamIds', value: `={{ ${JSON.stringify(teams)} }}` }] } },
				...more,
			});
		return { api, run };
	};

	it('creates a project', async () => {
		const { api, run } = await start();
		const { items } = await run(['Apollo'], [api.teams[0].id]);
		expect(items[0].json).toMatchObject({ id: api.projects[0].id, name: 'Apollo', url: api.projects[0].url, outcome: 'created' });
	});

	it('errors inside 200 are no success, and keep their words', async () => {
		const { api, run } = await start();
		const { items } = await run(['Apollo'], ['a1b2c3d4-0000-4000-8000-00000000dead']);
		expect(items[0].json).toMatchObject({ details: { outcome: 'failed', status: 200, apiMessage: 'Entity not found: Team' } });
		expect(items[0].json.message).toContain('Entity not found: Team');
		expect(api.projects).toEqual([]);
	});

	it('is a server whose words of refusal the definition knows', async () => {
		const { api } = await start({ rateLimit: { requests: 1, perMs: 60_000 } });
		const query = { query: '{ viewer { id } }' };
		await post(api.endpoint, 'lin_api_test', query);
		const limited = await post(api.endpoint, 'lin_api_test', query);
		expect([limited.status, await limited.text()]).toEqual([400, expect.stringContaining('"RATELIMITED"')]);
	});
});

describe('Linear, over its own definition', () => {
	// Its address is fixed; what goes there arrives at the server below.
	beforeAll(() => nock.activate());
	afterEach(() => nock.cleanAll());
	afterAll(() => nock.restore());
	const start = async (options: Parameters<typeof startLinear>[0]) => {
		const api = await started(startLinear(options));
		nock('https://api.linear.app')
			.persist()
			.post('/graphql')
			.reply(async function (_path, body) {
				const response = await fetch(api.endpoint, {
					method: 'POST',
					headers: { Authorization: String(this.req.headers.authorization), 'Content-Type': 'application/json' },
					body: JSON.stringify(body),
				});
				return [response.status, await response.text(), Object.fromEntries(response.headers)];
			});
		const run = async (names: string[]) =>
			await create(
				{ service: 'linear', token: 'lin_api_test' },
				{
					items: names.map((name) => ({ name })),
					node: continues,
					parameters: { fields: fields({ team: [api.teams[0].id] }) },
					options: { output: 'rawWithDelivery' },
				},
			);
		return { api, run };
	};

	it('a limit told by status 400 is waited for, and every project is made once', async () => {
		const { api, run } = await start({ rateLimit: { requests: 1, perMs: 400 } });
		const names = ['Apollo', 'Gemini', 'Mercury'];
		const { items } = await run(names);
		expect(items.map(({ json }) => [json.name, json._delivery?.outcome])).toEqual(names.map((name) => [name, 'created']));
		expect(api.projects.map(({ name }) => name).sort()).toEqual(names);
		expect(items.map(({ json }) => json.id).sort()).toEqual(api.projects.map(({ id }) => id).sort());
		// Some were turned away, waited for it, and were sent again with the ID they had.
		const limited = items.filter(({ json }) => json._delivery.reasons.includes('limit'));
		expect(limited.length).toBeGreaterThan(0);
		expect(limited.every(({ json }) => json._delivery.waitedMs > 0 && json._delivery.status === 200)).toBe(true);
		const sent = api.log
			.filter(({ label }) => label === 'projectCreate')
			.map(({ body }) => (body as { variables: { input: { id: string } } }).variables.input.id);
		expect([sent.length > 3, new Set(sent).size, asked(api, 'projects')]).toEqual([true, 3, 0]);
	});

	it('a limit that lasts longer than allowed names the time to come back', async () => {
		const { api, run } = await start({ rateLimit: { requests: 1, perMs: 3_600_000 } });
		const { items } = await run(['Apollo', 'Gemini']);
		expect(api.projects).toHaveLength(1);
		const late = items.find(({ json }) => json.error)!.json;
		expect(late).toMatchObject({
			error: `Linear takes no more requests until ${late.details.retryAt}`,
			details: { outcome: 'failed', reason: 'limit' },
		});
		expect(Date.parse(late.details.retryAt)).toBeGreaterThan(Date.now() + 3_000_000);
	});
});

describe('another credential under the same saved parameters', () => {
	const parameters = {
		fields: fields({ description: 'Moon', key: 'APOLLO', template: '6b724908-ef14-45cf-84f8-768b5384da45', owner: '1', color: '#ff0000' }),
	};
	const said = (hints: Array<{ message: string }>): string => hints.map(({ message }) => message).join('\n');

	it('creates the project there at once, and hints name the fields that are not known there', async () => {
		const [azure, kanboard, api] = await Promise.all([
			started(startAzureDevOps({ polls: 0 })),
			started(startKanboard()),
			started(startProjectApi()),
		]);
		const run = async (credential: Credential) => await create(credential, { items: [{ name: 'Apollo' }], parameters });

		const first = await run({ service: 'custom', baseUrl: api.url, customSignIn: 'none' });
		expect(first.items[0].json).toMatchObject({ name: 'Apollo', service: 'custom' });
		expect(first.hints).toEqual([]);

		const second = await run({
			service: 'kanboard',
			siteUrl: kanboard.url,
			kanboardSignIn: 'applicationApiToken',
			token: 'kanboard-token',
		});
		expect(second.items[0].json).toMatchObject({ name: 'Apollo', key: 'APOLLO', service: 'kanboard', outcome: 'created' });
		expect(said(second.hints)).toMatch(/Kanboard has no field 'template' here; it was not sent/);
		expect(said(second.hints)).toMatch(/'color'/);
		expect(said(second.hints)).not.toMatch(/'description'|'key'/);

		const third = await run({ service: 'azureDevOps', siteUrl: azure.siteUrl, token: 'pat' });
		expect(third.items[0].json).toMatchObject({ name: 'Apollo', service: 'azureDevOps', outcome: 'created' });
		expect(said(third.hints)).toMatch(/Azure DevOps has no field 'key' here/);
	});
});

describe('the fields of', () => {
	it('a custom API that nobody has described are none', async () => {
		expect(await getFields({ service: 'custom', baseUrl: 'http://127.0.0.1:1', customSignIn: 'none' })).toEqual([]);
	});

	it('an OpenAPI document are its own', async () => {
		const openApi = JSON.stringify({
			openapi: '3.0.0',
			paths: {
				'/projects': { post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Project' } } } } } },
			},
			components: {
				schemas: {
					Project: {
						type: 'object',
						required: ['name', 'budget'],
						properties: {
							name: { type: 'string' },
							id: { type: 'integer', readOnly: true },
							budget: { type: 'number' },
							phase: { type: 'string', enum: ['idea', 'build'] },
							due: { type: 'string', format: 'date' },
						},
					},
				},
			},
		});
		const list = await getFields({ service: 'custom', baseUrl: 'http://127.0.0.1:1', customSignIn: 'none' }, { apiSettings: { openApi } });
		expect(list.filter(({ id }) => id !== '$service').map(({ id, type, required }) => [id, type, required])).toEqual([
			['budget', 'number', true],
			['phase', 'options', false],
			['due', 'dateTime', false],
		]);
	});

	it('an OpenAPI document without a create request is a clear refusal in place of the fields', async () => {
		const list = await callMethod({
			load: 'source',
			method: 'resourceMapping.getFields',
			credentials: { projectApi: { service: 'custom', baseUrl: 'http://127.0.0.1:1', customSignIn: 'none' } },
			parameters: { authentication: 'projectApi', apiSettings: { openApi: '{"openapi":"3.0.0","paths":{}}' } },
		});
		expect(list).toMatchObject({ fields: [], emptyFieldsNotice: expect.stringContaining('describes no request that creates something') });
	});

	it('Redmine hold its projects, page by page, as parents', async () => {
		const server = await started(
			startServer(({ query }) => {
				const offset = Number(query.get('offset') ?? 0);
				const all = Array.from({ length: 130 }, (_, index) => ({ id: index + 1, name: `Parent ${String(index + 1).padStart(3, '0')}` }));
				return { body: { projects: all.slice(offset, offset + Number(query.get('limit') ?? 25)), total_count: 130 } };
			}),
		);
		const list = await getFields({ service: 'redmine', siteUrl: server.url, redmineSignIn: 'apiKey', token: 'k' });
		expect(list[0]).toMatchObject({ id: 'key', required: false });
		const parent = list.find(({ id }) => id === 'parent')!;
		expect(parent.options).toHaveLength(130);
		expect(parent.options![129]).toEqual({ name: 'Parent 130', value: 130 });
		expect(server.asked[0].headers['x-redmine-api-key']).toBe('k');
	});
});

describe('the Test button', () => {
	const SECRET = 'right-token';

	it.each<[string, Credential, { header: string; value: string } | string]>([
		[
			'an API key in a header',
			{ customSignIn: 'apiKeyInHeader', headerName: 'X-Key', headerPrefix: 'Token' },
			{ header: 'X-Key', value: `Token ${SECRET}` },
		],
		['a bearer token', { customSignIn: 'bearerToken' }, `Bearer ${SECRET}`],
		[
			'custom headers',
			{ customSignIn: 'customHeaders', customHeaders: { headers: [{ name: 'X-One', value: SECRET }] } },
			{ header: 'X-One', value: SECRET },
		],
		['basic auth', { customSignIn: 'basicAuth', user: 'ada' }, `Basic ${btoa(`ada:${SECRET}`)}`],
	])('tells right from wrong for %s', async (_what, signIn, auth) => {
		const api = await started(startProjectApi({ auth }));
		const credential = (value: string) =>
			JSON.parse(
				JSON.stringify({ service: 'custom', baseUrl: api.url, testPath: '/me', token: SECRET, password: SECRET, ...signIn })
					.split(SECRET)
					.join(value),
			) as Credential;
		expect([await tested(credential(SECRET)), await tested(credential('wrong'))]).toEqual(['OK', 'Error']);
	});

	it('tells right from wrong for a key in the query', async () => {
		const server = await started(
			startServer(({ query, path }) => (path === '/v1/me' && query.get('key') === SECRET ? { body: {} } : { status: 401 })),
		);
		const credential = { service: 'custom', baseUrl: `${server.url}/v1/`, testPath: 'me', customSignIn: 'apiKeyInQuery', queryName: 'key' };
		expect([await tested({ ...credential, token: SECRET }), await tested({ ...credential, token: 'wrong' })]).toEqual(['OK', 'Error']);
	});

	it('tells right from wrong for Redmine', async () => {
		const server = await started(
			startServer(({ headers, path }) =>
				path === '/users/current.json' && headers['x-redmine-api-key'] === SECRET ? { body: { user: { id: 1 } } } : { status: 401 },
			),
		);
		const credential = { service: 'redmine', siteUrl: server.url, redmineSignIn: 'apiKey' };
		expect([await tested({ ...credential, token: SECRET }), await tested({ ...credential, token: 'wrong' })]).toEqual(['OK', 'Error']);
	});

	it('needs no sign-in where the API needs none', async () => {
		const server = await started(startServer(() => ({ body: {} })));
		expect(await tested({ service: 'custom', baseUrl: server.url, customSignIn: 'none' })).toBe('OK');
	});
});
