'use strict';

/**
 * Presses *Connect my account* of a saved OAuth2 credential and goes through the pages as a browser does;
 * the OAuth2 server answers every page yes.
 * @param {import('./n8nClient').N8nClient} n8n
 */
async function authorize(n8n, credentialId) {
	let next = await n8n.request('GET', `/rest/oauth2-credential/auth?id=${credentialId}`);
	// Cookies belong to a host, not to its port; n8n and the server have names of their own for theirs.
	const cookies = new Map(n8n.cookie.split('; ').map((cookie) => cookie.split(/=(.*)/s, 2)));
	for (let page = 0; page < 20; page++) {
		const response = await fetch(next, {
			redirect: 'manual',
			headers: { cookie: [...cookies].map((cookie) => cookie.join('=')).join('; ') },
		});
		for (const line of response.headers.getSetCookie()) {
			const [name, value] = line.split(';')[0].split(/=(.*)/s, 2);
			if (value === '') cookies.delete(name);
			else cookies.set(name, value);
		}
		const location = response.headers.get('location');
		if (!location) {
			const text = await response.text();
			if (response.ok && next.startsWith(n8n.url) && /connected|success/i.test(text)) return;
			throw new Error(`The sign-in ended at ${next.split('?')[0]}: ${response.status} ${text.slice(0, 2000)}`);
		}
		next = new URL(location, next).href;
	}
	throw new Error('The sign-in went round in circles');
}

module.exports = { authorize };
