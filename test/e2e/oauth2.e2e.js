'use strict';

const { startN8n } = require('./support/n8n');
const { startOAuth } = require('./support/oauth');
const { freePort, until } = require('./support/programs');
const { authorize } = require('./support/authorize');
const { runItems, begin, ended, projectWorkflow } = require('./support/workflow');

const TTL_SECONDS = 3;

/** The `projectOAuth2Api` credential in a real n8n, against a real OAuth2 server. */
describe('OAuth2', () => {
	let n8n, oauth;

	beforeAll(async () => {
		const port = await freePort();
		const callback = `http://127.0.0.1:${port}/rest/oauth2-credential/callback`;
		oauth = await startOAuth({ ttl: TTL_SECONDS, redirects: [callback] });
		n8n = await startN8n({ port, env: { N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}` } });
	});
	afterAll(() => Promise.all([n8n?.stop(), oauth?.stop()]));

	const save = (name, values) =>
		n8n.saveCredential({
			name,
			type: 'projectOAuth2Api',
			data: {
				service: 'custom',
				customBaseUrl: oauth.apiUrl,
				customAuthorizationUrl: oauth.authUrl,
				customTokenUrl: oauth.tokenUrl,
				customScopes: oauth.scope,
				...values,
			},
		});
	const publish = (path, credential) =>
		n8n.publish(projectWorkflow({ path, credential, type: 'projectOAuth2Api', node: { onError: 'continueErrorOutput' } }));
	const create = async (workflowId, path, name) => ended(n8n, await begin(n8n, workflowId, path, [{ name }]));
	const makers = async (names) => (await oauth.projects()).filter(({ name }) => names.includes(name)).map((project) => project.created_by);
	/** Until the token that was just used is worth nothing. */
	const expiry = (calls) =>
		until('The end of a token', () => new Promise((resolve) => setTimeout(() => resolve(calls), (TTL_SECONDS + 1) * 1000)));

	test.each([
		['header', 'cc'],
		['body', 'cc-post'],
	])('client credentials, sent in the %s: an expired token is renewed', async (customSecretIn, clientId) => {
		const path = `machine-${customSecretIn}`;
		const names = [`${path} 1`, `${path} 2`];
		const credential = await save(path, { grantType: 'clientCredentials', clientId, clientSecret: 'cc-secret', customSecretIn });
		const id = await publish(path, credential);
		expect((await create(id, path, names[0])).done).toMatchObject([{ name: names[0], outcome: 'created' }]);
		const { token } = await expiry(await oauth.calls());
		expect((await create(id, path, names[1])).done).toMatchObject([{ name: names[1], outcome: 'created' }]);
		expect((await oauth.calls()).token).toBe(token + 1);
		expect(await makers(names)).toEqual([clientId, clientId]);
	});

	test.each([
		['authorization code', 'authorizationCode', 'header', 'web'],
		['PKCE', 'pkce', 'body', 'web-post'],
	])('%s: signed in once, the token is renewed without anybody', async (_words, grantType, customSecretIn, clientId) => {
		const names = [`${grantType} 1`, `${grantType} 2`];
		const credential = await save(grantType, {
			grantType,
			clientId,
			clientSecret: 'web-secret',
			customSecretIn,
			customScope: `openid offline_access ${oauth.scope}`,
			customAuthorizationQuery: 'prompt=consent',
		});
		const id = await publish(grantType, credential);
		const { refused } = await create(id, grantType, 'Too early');
		expect(refused).toMatchObject([{ error: 'The credential could not be used', message: expect.stringContaining('connect') }]);

		await authorize(n8n, credential.id);
		expect((await create(id, grantType, names[0])).done).toMatchObject([{ name: names[0], outcome: 'created' }]);
		const { token } = await expiry(await oauth.calls());
		expect((await create(id, grantType, names[1])).done).toMatchObject([{ name: names[1], outcome: 'created' }]);
		expect((await oauth.calls()).token).toBe(token + 1);
		expect(await makers(names)).toEqual(['alice', 'alice']);
	});

	test('no token and no client secret appears in a stored execution', async () => {
		const credential = await save('wrong secret', { grantType: 'clientCredentials', clientId: 'cc', clientSecret: 'not-that-secret' });
		const { refused, text } = await runItems(
			n8n,
			{ path: 'wrong-secret', credential, type: 'projectOAuth2Api', node: { onError: 'continueErrorOutput' } },
			[{ name: 'Never' }],
		);
		expect(refused).toMatchObject([{ error: expect.any(String), details: { outcome: 'failed' } }]);
		expect(text).not.toContain('not-that-secret');
		expect(await makers(['Never'])).toEqual([]);
	});
});
