/**
 * `node oauthServer.mjs`, as a child of oauth.js: a real OAuth2 server (the certified npm package
 * oidc-provider) with a protected project API. A process of its own because jest can't load its ES modules.
 * Settings come as JSON in OAUTH_SETTINGS; the address goes back as a message.
 */
import http from 'node:http';
import Provider from 'oidc-provider';

const { port = 0, ttl = 3600, redirects = [], rotate = false } = JSON.parse(process.env.OAUTH_SETTINGS ?? '{}');
const SCOPES = ['projects:read', 'projects:write'];
const ACCOUNT = 'alice';

let answer = (_request, response) => response.writeHead(503).end();
const server = http.createServer((request, response) => answer(request, response));
await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const machine = (id, how) => ({
	client_id: id,
	client_secret: 'cc-secret',
	grant_types: ['client_credentials'],
	redirect_uris: [],
	response_types: [],
	token_endpoint_auth_method: how,
	scope: SCOPES.join(' '),
});
const web = (id, how) => ({
	client_id: id,
	client_secret: 'web-secret',
	grant_types: ['authorization_code', 'refresh_token'],
	response_types: ['code'],
	redirect_uris: redirects,
	token_endpoint_auth_method: how,
	scope: ['openid', 'offline_access', ...SCOPES].join(' '),
});

const provider = new Provider(issuer, {
	clients: [
		machine('cc', 'client_secret_basic'),
		machine('cc-post', 'client_secret_post'),
		...(redirects.length > 0 ? [web('web', 'client_secret_basic'), web('web-post', 'client_secret_post')] : []),
	],
	scopes: ['openid', 'offline_access', ...SCOPES],
	features: { clientCredentials: { enabled: true }, devInteractions: { enabled: true } },
	// Supported, not demanded: n8n has a grant type with it and one without.
	pkce: { required: () => false },
	issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
	rotateRefreshToken: rotate,
	ttl: {
		AccessToken: ttl,
		ClientCredentials: ttl,
		RefreshToken: 86_400,
		Grant: 86_400,
		Session: 86_400,
		Interaction: 3_600,
		AuthorizationCode: 60,
		IdToken: 3_600,
	},
	findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
	cookies: { keys: ['for-tests'] },
});

/** Stands in for the person who logs in and consents: every page the server would show is answered yes. */
provider.use(async (context, next) => {
	if (context.method !== 'GET' || !/^\/interaction\/[^/]+$/.test(context.path)) return next();
	const { prompt, params, session } = await provider.interactionDetails(context.req, context.res);
	const result = prompt.name === 'login' ? { login: { accountId: ACCOUNT } } : { consent: { grantId: await granted(params, session) } };
	context.status = 303;
	context.set('location', await provider.interactionResult(context.req, context.res, result, { mergeWithLastSubmission: true }));
});

async function granted(params, session) {
	const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
	grant.addOIDCScope(params.scope || 'openid');
	return grant.save();
}

const calls = { token: 0, api: 0 };
const projects = [];
const oauth = provider.callback();

answer = async (request, response) => {
	const { pathname, searchParams } = new URL(request.url, issuer);
	const json = (status, body, headers = {}) =>
		response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
	if (pathname === '/calls') return json(200, calls);
	if (!pathname.startsWith('/api/')) {
		if (pathname === '/token') calls.token += 1;
		return oauth(request, response);
	}
	calls.api += 1;
	const value = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
	const token = value && ((await provider.ClientCredentials.find(value)) ?? (await provider.AccessToken.find(value)));
	if (!token || token.isExpired) return json(401, { error: 'invalid_token' }, { 'www-authenticate': 'Bearer error="invalid_token"' });
	if (pathname === '/api/me') return json(200, { id: token.accountId ?? token.clientId });
	if (request.method === 'GET')
		return json(
			200,
			projects.filter(({ name }) => !searchParams.has('name') || name === searchParams.get('name')),
		);
	if (!String(token.scope).split(' ').includes('projects:write')) return json(403, { error: 'insufficient_scope' });
	let text = '';
	for await (const chunk of request) text += chunk;
	const project = {
		...JSON.parse(text || '{}'),
		id: projects.length + 1,
		created_at: new Date().toISOString(),
		created_by: token.accountId ?? token.clientId,
	};
	projects.push(project);
	return json(201, project);
};

process.once('disconnect', () => process.exit());
process.send?.({ issuer });
