'use strict';

/** How an API may write what it was sent. @type {Record<string, (secret: string) => string>} */
const ECHOES = {
	'as it is': (secret) => secret,
	'in lower case': (secret) => secret.toLowerCase(),
	'in upper case': (secret) => secret.toUpperCase(),
	'in a URL': encodeURIComponent,
	'in a URL, hex digits in lower case': (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
	'in a URL, twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
	'in a form': (secret) => new URLSearchParams({ a: secret }).toString().slice(2),
	'in JSON': (secret) => JSON.stringify(secret).slice(1, -1),
	'in JSON, slashes escaped': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
	'in JSON, all escaped': (secret) =>
		Array.from({ length: secret.length }, (_, at) => `\\u${secret.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
	'in HTML': (secret) =>
		secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;'),
	'in HTML, by numbers': (secret) => [...secret].map((character) => `&#${character.codePointAt(0)};`).join(''),
	'in Base64': (secret) => Buffer.from(secret).toString('base64'),
	'in Base64 without padding': (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
	'in Base64 for URLs': (secret) => Buffer.from(secret).toString('base64url'),
	'in Base64 behind a user': (secret) => Buffer.from(`ada:${secret}`).toString('base64'),
	'in Base64 within a text': (secret) => Buffer.from(`{"token":"${secret}","n":1}`).toString('base64'),
	'in hex': (secret) => Buffer.from(secret).toString('hex'),
};

/** A shorter piece may be chance. */
const PIECE = 8;

/**
 * The first piece of a form of the secret that a text shows, or `undefined`: also what was cut is found.
 * @param {string} text
 * @param {string[]} forms
 */
function leaked(text, forms) {
	// The text may itself be JSON, which hides nothing from a reader.
	for (const form of new Set(forms.flatMap((one) => [one, JSON.stringify(one).slice(1, -1)])))
		for (let at = 0; at + PIECE <= form.length; at++) {
			const piece = form.slice(at, at + PIECE);
			if (text.includes(piece)) return piece;
		}
	return undefined;
}

module.exports = { ECHOES, leaked };
