'use strict';

const { fork } = require('node:child_process');
const path = require('node:path');

/**
 * Starts a real OAuth2 server with a protected project API on 127.0.0.1; it ends with this process.
 * Clients: `cc` (secret in the Basic header) and `cc-post` (in the body), secret `cc-secret`, client
 * credentials; with `redirects` also `web` and `web-post`, secret `web-secret`, authorization code, PKCE
 * if asked for, refresh token; every log-in and consent is answered yes, as the user alice.
 * @param {{port?: number, ttl?: number, redirects?: string[], rotate?: boolean}} [options] `ttl`: seconds an access token
 *   lives; `redirects`: allowed callback addresses; `rotate`: a refresh token works once
 */
async function startOAuth(options = {}) {
	// Warnings of the server about its development settings are of no use to anybody here.
	const child = fork(path.join(__dirname, 'oauthServer.mjs'), [], {
		env: { ...process.env, NODE_OPTIONS: '--no-warnings', OAUTH_SETTINGS: JSON.stringify(options) },
		execArgv: [],
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
	});
	let errors = '';
	child.stderr.on('data', (chunk) => (errors += chunk));
	const { issuer } = await new Promise((resolve, reject) => {
		child.once('message', resolve);
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`The OAuth2 server ended with ${code}\n${errors}`)));
	});
	child.unref();
	child.channel?.unref();
	child.stderr.unref?.();

	const get = async (where, headers) => (await fetch(issuer + where, { headers })).json();
	return {
		issuer,
		authUrl: `${issuer}/auth`,
		tokenUrl: `${issuer}/token`,
		/** GET lists (`?name=` filters), POST creates; `/api/me` tells who the token is for. */
		apiUrl: `${issuer}/api`,
		projectsUrl: `${issuer}/api/projects`,
		scope: 'projects:read projects:write',
		/** How often the token endpoint and the API were asked. */
		calls: () => get('/calls'),
		/** A token by client credentials, for looking past the code under test. */
		async token() {
			const response = await fetch(`${issuer}/token`, {
				method: 'POST',
				headers: { authorization: `Basic ${Buffer.from('cc:cc-secret').toString('base64')}` },
				body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'projects:read projects:write' }),
			});
			return (await response.json()).access_token;
		},
		async projects() {
			return get('/api/projects', { authorization: `Bearer ${await this.token()}` });
		},
		async stop() {
			if (child.exitCode !== null) return;
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.ref();
			child.kill();
			await ended;
		},
	};
}

module.exports = { startOAuth };
