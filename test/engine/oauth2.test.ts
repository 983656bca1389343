import { startOAuth } from '../e2e/support/oauth';
import { callMethod, loadPackage, runNode } from '../support/engine';
import { behind, everything, named, startServer } from '../support/nodeRuns';

const WAY = ['project', 'OAuth2', 'Api'].join('');

const TTL_SECONDS = 2;

let oauth: Awaited<ReturnType<typeof startOAuth>>;
let slow: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
	oauth = await startOAuth({ ttl: TTL_SECONDS });
	slow = await startServer(behind(oauth.issuer, 300));
});
afterAll(async () => {
	await slow?.close();
	await oauth?.stop();
});

const credential = (more: Record<string, unknown> = {}) => ({
	service: 'custom',
	baseUrl: `${slow.url}/api`,
	grantType: 'clientCredentials',
	clientId: 'cc',
	clientSecret: 'cc-secret',
	customClientAuth: 'header',
	customAccessUrl: oauth.tokenUrl,
	customScope: oauth.scope,
	...more,
});
const create = (values: Record<string, unknown>, more: Partial<Parameters<typeof runNode>[0]> = {}) =>
	runNode({
		load: 'source',
		credentials: { projectOAuth2Api: values },
		...more,
		parameters: { authentication: WAY, projectName: '={{ $json.name }}', ...more.parameters },
	});
const calls = async () => (await oauth.calls()) as { token: number; api: number };
const storedNames = async (prefix: string): Promise<string[]> =>
	((await oauth.projects()) as Array<{ name: string }>)
		.map(({ name }) => name)
		.filter((name: string) => name.startsWith(prefix))
		.sort();

describe('client credentials', () => {
	it.each(['https://no-such-token-host.invalid/token', 'http://127.0.0.1:1/token'])(
		'that have no server at %s name that address',
		async (customAccessUrl) => {
			const run = await create(credential({ customAccessUrl }), {
				items: named(1),
				node: { onError: 'continueRegularOutput' },
				parameters: { options: { attempts: 1 } },
			});
			expect(run.items[0].json.message).toContain(`The address that gives tokens, ${new URL(customAccessUrl).host}, could not be reached`);
		},
	);

	it.each([
		['header', 'cc'],
		['body', 'cc-post'],
	])(
		'sent in the %s: tokens that end during the run are renewed, and every item has exactly one project',
		async (customClientAuth, clientId) => {
			const prefix = `Long ${customClientAuth}`;
			const items = named(40, prefix);
			const before = (await calls()).token;
			const run = await create(credential({ customClientAuth, clientId }), { items, parameters: { options: { parallel: 4 } } });
			expect([run.status, run.items.map(({ json }) => json.name)]).toEqual(['success', items.map(({ name }) => name)]);
			expect(await storedNames(prefix)).toEqual(items.map(({ name }) => name).sort());
			expect(new Set(run.items.map(({ json }) => json.id)).size).toBe(40);
			// 40 items, 4 at once, 0.3 s each: longer than one token lives. The first items each ask for one, as n8n does.
			expect((await calls()).token - before).toBeGreaterThan(4);
			expect(slow.asked.some((asked) => asked.headers.authorization !== slow.asked[0].headers.authorization)).toBe(true);
			expect(run.credentials.projectOAuth2Api.oauthTokenData.access_token).toBeTruthy();
		},
	);

	it('keep client secret and tokens out of everything, also when the API echoes them', async () => {
		const echo = await startServer((asked) =>
			asked.body?.name === 'Project 2'
				? { status: 422, body: { message: `Refused with ${asked.headers.authorization}, cc-secret` } }
				: { status: 201, body: { id: asked.number, name: 'x', sent: asked.headers.authorization, secret: 'cc-secret' } },
		);
		for (const output of ['raw', 'simplified']) {
			const run = await create(credential({ baseUrl: echo.url }), {
				items: named(3),
				node: { onError: 'continueRegularOutput' },
				parameters: { options: { output } },
			});
			expect(run.items[1].json.details).toMatchObject({ apiMessage: 'Refused with Bearer ***, ***' });
			const token = run.credentials.projectOAuth2Api.oauthTokenData.access_token;
			expect(echo.asked.map(({ headers }) => headers.authorization)).toContain(`Bearer ${token}`);
			expect(everything(run)).not.toContain(token);
			expect(everything(run)).not.toContain('cc-secret');
		}
		await echo.close();
	});

	it.each<[string, Record<string, unknown>]>([
		['a client that is not known', { clientId: 'revoked' }],
		['a wrong secret', { clientSecret: 'wrong-5501' }],
	])('with %s say so, and nothing is created', async (title, values) => {
		const { api } = await calls();
		const run = await create(credential(values), { items: named(8, title), node: { onError: 'continueRegularOutput' } });
		expect(run.items).toHaveLength(8);
		expect(run.items[0].json).toMatchObject({
			error: 'The credential could not be used',
			message: expect.stringContaining('Open the credential'),
			details: { outcome: 'failed', reason: 'credential' },
		});
		expect(run.items.every(({ json }) => ['failed', 'not attempted'].includes(json.details.outcome))).toBe(true);
		expect((await calls()).api).toBe(api);
		expect(everything(run)).not.toContain('wrong-5501');
	});

	it('whose token the API does not accept is asked for anew, once for each item', async () => {
		const deaf = await startServer(() => ({ status: 401, body: { error: 'invalid_token' } }));
		const run = await create(credential({ baseUrl: deaf.url }), { items: named(1) });
		await deaf.close();
		expect([run.error.message, deaf.asked.length]).toEqual([`${new URL(deaf.url).host} did not accept the credential`, 2]);
	});
});

describe("a known service's addresses", () => {
	/** What n8n itself makes of the hidden expressions. */
	const resolved = async (values: Record<string, unknown>): Promise<Record<string, unknown>> =>
		await callMethod({
			load: {
				nodes: {
					'test.probe': {
						description: {
							name: 'probe',
							displayName: 'Probe',
							group: ['output'],
							version: 1,
							description: '',
							defaults: { name: 'Probe' },
							inputs: ['main'],
							outputs: ['main'],
							properties: [],
							credentials: [{ name: 'projectOAuth2Api' }],
						},
						methods: {
							loadOptions: {
								get: async function get(this: { getCredentials: (type: string) => Promise<object> }) {
									return await this.getCredentials('projectOAuth2Api');
								},
							},
						},
					},
				},
				credentials: loadPackage('source').credentials,
			},
			credentials: { projectOAuth2Api: values },
			method: 'loadOptions.get',
		});

	it.each<[string, Record<string, unknown>, object]>([
		[
			'GitLab at its usual address',
			{ service: 'gitlab' },
			{
				authUrl: 'https://gitlab.com/oauth/authorize',
				accessTokenUrl: 'https://gitlab.com/oauth/token',
				scope: 'api',
				authentication: 'body',
			},
		],
		[
			'GitLab of their own',
			{ service: 'gitlab', gitlabSiteUrl: ' https://git.example.com/sub/ ' },
			{ authUrl: 'https://git.example.com/sub/oauth/authorize', accessTokenUrl: 'https://git.example.com/sub/oauth/token', scope: 'api' },
		],
		['Linear, whose scopes have commas', { service: 'linear' }, { authUrl: 'https://linear.app/oauth/authorize', scope: 'read,write' }],
		[
			'an old address stored by hand',
			{ service: 'linear', authUrl: 'https://evil.example.com', accessTokenUrl: 'https://evil.example.com' },
			{ authUrl: 'https://linear.app/oauth/authorize', accessTokenUrl: 'https://api.linear.app/oauth/token' },
		],
		[
			'a custom API',
			{
				service: 'custom',
				customAuthUrl: 'https://a.example.com/auth',
				customAccessUrl: 'https://a.example.com/token',
				customScope: 'x y',
				customClientAuth: 'body',
				customAuthQuery: 'a=b',
			},
			{
				authUrl: 'https://a.example.com/auth',
				accessTokenUrl: 'https://a.example.com/token',
				scope: 'x y',
				authentication: 'body',
				authQueryParameters: 'a=b',
			},
		],
	])('hold for %s', async (_title, values, expected) => {
		expect(await resolved({ grantType: 'authorizationCode', clientId: 'c', clientSecret: 's', ...values })).toMatchObject(expected);
	});

	it('lead to the project: Gitlab behind OAuth2', async () => {
		const gitlab = await startServer((asked) =>
			asked.path === '/sub/oauth/token'
				? { body: { access_token: 'glo-77', token_type: 'Bearer' } }
				: { status: 201, body: { id: 3, name: 'Project 1', path: 'project-1', web_url: 'https://git.example.com/project-1' } },
		);
		const run = await create(
			{ service: 'gitlab', gitlabSiteUrl: `${gitlab.url}/sub`, grantType: 'clientCredentials', clientId: 'c', clientSecret: 's-7712' },
			{ items: named(1) },
		);
		await gitlab.close();
		expect(run.items[0].json).toMatchObject({ id: '3', key: 'project-1', service: 'gitlab', outcome: 'created' });
		expect(gitlab.asked.map(({ path }) => path)).toEqual(['/sub/oauth/token', '/sub/api/v4/projects']);
		expect([gitlab.asked[0].text, gitlab.asked[1].headers.authorization]).toEqual([
			expect.stringContaining('client_secret=s-7712'),
			'Bearer glo-77',
		]);
	});

	it('are missing for a service that has no OAuth2 here, and the message names the other credential', async () => {
		const { error } = await create(
			{ service: 'vikunja', vikunjaSiteUrl: 'https://v.example.com', grantType: 'clientCredentials', clientId: 'c', clientSecret: 's' },
			{ items: named(1) },
		);
		expect([error.message, error.description]).toEqual([
			'Vikunja has no OAuth2 sign-in here',
			"Choose 'API Key, Token or Password' under 'Authentication'.",
		]);
	});
});

describe('an account that no longer gives a token, in the middle of a run', () => {
	type Token = Awaited<ReturnType<Parameters<typeof startServer>[0]>>;
	const play = async (refusal: Token, prefix: string) => {
		let isOver = false;
		let creates = 0;
		const made: string[] = [];
		let tokens = 0;
		const server = await startServer(({ path, method, body, headers }) => {
			if (path === '/token') {
				tokens++;
				return refusal;
			}
			if (method === 'POST') creates++;
			isOver ||= made.length >= 4;
			if (isOver || headers.authorization !== 'Bearer first') return { status: 401, body: { error: 'invalid_token' } };
			if (method === 'GET') return { body: [] };
			made.push(body.name);
			return { status: 201, body: { id: made.length, name: body.name } };
		});
		const run = await create(
			credential({
				baseUrl: server.url,
				grantType: 'authorizationCode',
				customAccessUrl: `${server.url}/token`,
				oauthTokenData: { access_token: 'first', refresh_token: 'r', token_type: 'Bearer' },
			}),
			{ items: named(40, prefix), node: { onError: 'continueRegularOutput' }, parameters: { options: { parallel: 4, attempts: 2 } } },
		);
		await server.close();
		const failed = run.items.filter(({ json }) => json.error).map(({ json }) => json);
		return { run, failed, tokens, creates, made };
	};

	it.each<[string, Token]>([
		['the refresh token is revoked', { status: 400, body: { error: 'invalid_grant' } }],
		['the client is not known any more', { status: 401, body: { error: 'invalid_client' } }],
		['it says no in a form of its own', { status: 403, body: 'Forbidden' }],
		['its own words', { status: 400, body: { error: 'consent_required', error_description: 'Ask the person again' } }],
	])('%s: certainly not created, connect the account again, and no token is asked for over and over', async (prefix, refusal) => {
		const { failed, tokens, made, creates } = await play(refusal, prefix);
		expect(made.length + failed.length).toBe(40);
		expect(new Set(failed.map(({ details }) => details.outcome))).toEqual(new Set(['failed', 'not attempted']));
		expect(failed[0]).toMatchObject({
			error: 'The credential could not be used',
			message: expect.stringContaining('connect the account again'),
			details: { outcome: 'failed', reason: 'credential' },
		});
		// Those that were under way at once.
		expect(tokens).toBeLessThanOrEqual(4);
		expect(creates).toBeLessThanOrEqual(4 + 4);
	});

	it.each<[string, Token]>([
		['it is down', { status: 503, body: {} }],
		['it does not answer', 'drop'],
	])('%s: certainly not created, for the API has refused each with 401', async (prefix, refusal) => {
		const { failed, made } = await play(refusal, prefix);
		expect(made.length + failed.length).toBe(40);
		expect(new Set(failed.map(({ details }) => details.outcome))).toEqual(new Set(['failed', 'not attempted']));
	});
});
