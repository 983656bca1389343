'use strict';
/** OAuth2 client credentials against a real OAuth2 server (oidc-provider) whose tokens expire during the run. */
const { startOAuth } = require('../e2e/support/oauth');
const { runNode } = require('../support/engine');
const { everything, named } = require('../support/nodeRuns');

/** @type {Awaited<ReturnType<typeof startOAuth>>} */
let server;
beforeAll(async () => { server = await startOAuth({ ttl: 1 }); });
afterAll(async () => { await server.stop(); });

const credential = (/** @type {object} */ more = {}) => ({
	service: 'custom', baseUrl: server.apiUrl, grantType: 'clientCredentials', clientId: 'cc', clientSecret: 'cc-secret',
	customAccessUrl: server.tokenUrl, customScope: server.scope, customClientAuth: 'header', ...more,
});

const run = (/** @type {object} */ data, /** @type {object[]} */ items, node = {}) => runNode({
	load: 'source', items, node,
	parameters: { authentication: 'projectOAuth2Api', projectName: '={{ $json.name }}', options: { parallel: 1 } },
	credentials: { projectOAuth2Api: data },
});

it.each([
	['header', { clientId: 'cc', customClientAuth: 'header' }],
	['body', { clientId: 'cc-post', customClientAuth: 'body' }],
])('renews a token that expires during the run, client secret in the %s', async (way, more) => {
	const items = named(12, way);
	const before = (await server.calls()).token;
	const first = await run(credential(more), items.slice(0, 6));
	expect(first.status).toBe('success');
	// Longer than a token lives; n8n learns of it by the 401 alone.
	await new Promise((resolve) => { setTimeout(resolve, 1500); });
	const second = await run(/** @type {any} */ (first.credentials).projectOAuth2Api, items.slice(6));
	expect(second.status).toBe('success');
	expect((await server.calls()).token - before).toBeGreaterThanOrEqual(2);
	const stored = (await server.projects()).map((/** @type {any} */ { name }) => name).filter((/** @type {string} */ name) => name.startsWith(way));
	expect(stored.sort()).toEqual(items.map(({ name }) => name).sort());
	expect(everything(second)).not.toContain('cc-secret');
});

it('says what is wrong with a client the server does not know, and creates nothing', async () => {
	const { items } = await run(credential({ clientSecret: 'not-the-secret' }), named(1, 'wrong'), { onError: 'continueRegularOutput' });
	expect(items[0].json.error).toBe('The credential could not be used');
	expect((await server.projects()).filter((/** @type {any} */ { name }) => name.startsWith('wrong'))).toEqual([]);
});
