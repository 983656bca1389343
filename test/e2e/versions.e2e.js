'use strict';

const { startN8n } = require('./support/n8n');
const { startApiProcess } = require('./support/apiProcess');
const { startOAuth } = require('./support/oauth');
const { authorize } = require('./support/authorize');
const { freePort, until } = require('./support/programs');
const { projectWorkflow, runItems, begin, ended, retried } = require('./support/workflow');
const { VERSIONS, isBefore234 } = require('./support/versions');

const TTL_SECONDS = 3;
const NOBODY = 'http://127.0.0.1:9';

/** The published package on the lines of n8n that people run. Its own command, `npm run e2e -- versions`: 2.9 GB for each line. */
describe.each(VERSIONS.map((version) => [version ?? 'the newest', version]))('n8n %s', (_name, version) => {
	let n8n, api, oauth, credential;

	beforeAll(async () => {
		const port = await freePort();
		api = await startApiProcess();
		oauth = await startOAuth({ ttl: TTL_SECONDS, redirects: [`http://127.0.0.1:${port}/rest/oauth2-credential/callback`], rotate: true });
		n8n = await startN8n({ version, port, env: { N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}` } });
		credential = await n8n.saveCredential({
			name: 'Custom',
			type: 'projectApi',
			data: { tool: 'custom', customBaseUrl: api.url, customSignInWith: 'none' },
		});
	});
	afterAll(() => Promise.all([n8n?.stop(), api?.stop(), oauth?.stop()]));
	beforeEach(() => api.reset());

	const named = (prefix, count) => Array.from({ length: count }, (_none, index) => ({ name: `${prefix} ${index + 1}` }));
	const projectsOf = async (items) => {
		const { inputs } = await api.stats();
		return items.map(({ name }) => inputs[name]?.ids.length ?? 0);
	};

	test('a failed item leaves by the error output with its details, under Retry On Fail too', async () => {
		const items = named('Error output', 5);
		items[2].due = 'soon';
		const { status, done, refused } = await runItems(
			n8n,
			{
				path: 'error-output',
				credential,
				parameters: {
					customFields: { fields: [{ name: 'due', value: "={{ $json.due ? $json.due.toDateTime().toFormat('yyyy') : '2027' }}" }] },
				},
				node: { onError: 'continueErrorOutput', retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
			},
			items,
		);
		expect(status).toBe('success');
		expect(done.map(({ name, outcome }) => [name, outcome])).toEqual([0, 1, 3, 4].map((index) => [items[index].name, 'created']));
		expect(refused).toEqual([
			expect.objectContaining({
				error: expect.stringMatching(/^Item 3: /),
				message: expect.any(String),
				// Before 2.34 an item with more than these two leaves as a success.
				...(isBefore234(version) ? {} : { details: expect.objectContaining({ outcome: 'failed', reason: 'input' }) }),
			}),
		]);
		expect(await projectsOf(items)).toEqual([1, 1, 0, 1, 1]);
	});

	test('lost answers make no second project, in the run and in *Retry execution*', async () => {
		await api.reset({ plan: { mix: { droppedSocket: 0.2, http500: 0.2 } }, seed: 3 });
		const items = named('Lost', 30);
		const first = await runItems(
			n8n,
			{
				path: 'lost',
				credential,
				parameters: { options: { attempts: 1, searchDelay: 0.2 } },
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 },
			},
			items,
		);
		const last = first.status === 'success' ? first : await retried(n8n, first.id);
		expect(Math.max(...(await projectsOf(items)))).toBe(1);
		expect(last.done.length === 30 || last.error !== undefined).toBe(true);
	});

	test('*Stop* ends a wait at once', async () => {
		await api.reset({ plan: { mix: { rate429RetryAfter: 1 } }, seed: 1 });
		const workflowId = await n8n.publish(projectWorkflow({ path: 'stop', credential, parameters: { options: { maxWait: 120 } } }));
		const id = await begin(n8n, workflowId, 'stop', named('Stop', 3));
		await until('A first request', async () => (await api.stats()).posts > 0);
		const pressed = Date.now();
		await n8n.stopExecution(id);
		const { status } = await ended(n8n, id);
		expect(status).toBe('canceled');
		expect(Date.now() - pressed).toBeLessThan(5_000);
	});

	test('a wrong key does not pass the test of the credential', async () => {
		await api.reset({ auth: 'Bearer right-0123456789' });
		const tested = async (customBearerToken, more = {}) => {
			const data = { tool: 'custom', customBaseUrl: api.url, customSignInWith: 'bearerToken', customBearerToken, ...more };
			// Older lines test a saved one alone.
			const saved = await n8n.saveCredential({ name: customBearerToken, type: 'projectApi', data });
			return (await n8n.testCredential({ ...saved, type: 'projectApi', data })).status;
		};
		expect(await tested('wrong-0123456789')).toBe('Error');
		expect(await tested('wrong-0123456789', { customTestPath: '/projects' })).toBe('Error');
		expect(await tested('right-0123456789', { customTestPath: '/projects' })).toBe('OK');
		expect(await tested('right-0123456789', { customBaseUrl: NOBODY })).toBe('Error');
	});

	test('an OAuth2 token that works once is renewed by one request alone, for 40 items at once', async () => {
		const saved = await n8n.saveCredential({
			name: 'OAuth2',
			type: 'projectOAuth2Api',
			data: {
				service: 'custom',
				customBaseUrl: oauth.apiUrl,
				customAuthorizationUrl: oauth.authUrl,
				customTokenUrl: oauth.tokenUrl,
				grantType: 'authorizationCode',
				clientId: 'web',
				clientSecret: 'web-secret',
				customSecretIn: 'header',
				customScope: `openid offline_access ${oauth.scope}`,
				customAuthorizationQuery: 'prompt=consent',
			},
		});
		await authorize(n8n, saved.id);
		const before = await oauth.calls();
		await until('The end of the token', () => new Promise((resolve) => setTimeout(() => resolve(true), (TTL_SECONDS + 1) * 1000)));
		const items = named('Renewed', 40);
		const { done, refused } = await runItems(
			n8n,
			{ path: 'oauth2', credential: saved, type: 'projectOAuth2Api', node: { onError: 'continueErrorOutput' } },
			items,
		);
		expect(refused).toEqual([]);
		expect(done).toHaveLength(40);
		expect((await oauth.calls()).token - before.token).toBeLessThanOrEqual(2);
		const made = (await oauth.projects()).map(({ name }) => name).filter((name) => name.startsWith('Renewed'));
		expect(new Set(made).size).toBe(made.length);
		expect(made).toHaveLength(40);
	});
});
