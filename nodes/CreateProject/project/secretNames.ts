import { BOUNDS } from './bounds';

/** Which of the values that a person has typed are secrets: by the name they stand under, by their place, by their looks. */

/** Is this header's value a secret, by the header's name? */
const isSecretName = (name: string): boolean =>
	/auth|token|secret|passw|pwd|key|cookie|session|signature|credential|bearer|jwt/i.test(name);

/** Last words of a name under which a secret stands: `api_token`, `clientSecret`, `X-Auth`. */
const SECRET_WORDS = new Set(
	(
		'token secret password passwd passphrase passcode pwd apikey authkey accesskey secretkey privatekey credential credentials auth ' +
		'authorization authentication bearer jwt signature session sessionid cookie'
	).split(' '),
);
/** What a key must be of to be a secret: `key` alone is a project's own, or what is sorted by. */
const KEYS =
	/^(api|access|secret|private|auth|subscription|client|licen[sc]e|signing|encryption|security|app|application|service|account)$/;

/**
 * Is the value of an entry with this name a secret? By the name's last words, in any spelling: `api_key`, `accessToken`; not `key`,
 * `author`, `token_type`.
 */
export function isSecretKey(name: string): boolean {
	const words = name
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter((word) => word !== '');
	const [before = '', last = ''] = words.slice(-2).length === 2 ? words.slice(-2) : ['', ...words];
	return SECRET_WORDS.has(last) || (last === 'key' && KEYS.test(before)) || (last === 'id' && before === 'session');
}

/** The secrets among named values, however deep, by {@link isSecretKey}. */
export function namedSecrets(values: unknown, depth = 0): Placed[] {
	if (typeof values !== 'object' || values === null || depth > BOUNDS.depth) return [];
	return Object.entries(values).flatMap(([name, value]: [string, unknown]): Placed[] => {
		if (typeof value === 'object') return namedSecrets(value, depth + 1);
		return isSecretKey(name) && (typeof value === 'string' || typeof value === 'number')
			? [{ value: String(value), before: `${name}=` }]
			: [];
	});
}

/** Random by its looks: one piece of letters and digits, long or with many digits, that is no media type, address or date. */
const looksRandom = (text: string): boolean =>
	text.length >= 10 &&
	/^[\w+/=.~:-]+$/.test(text) &&
	/[a-z]/i.test(text) &&
	(text.match(/\d/g)?.length ?? 0) >= (text.length >= 20 ? 1 : 4) &&
	!/:\/\/|^[a-z]+\/[a-z]|^\d{4}-\d\d-\d\d/i.test(text);

/** A secret, and what a sign-in puts in front of it: by `Bearer ` or `api_key=` the shortest one is known. */
export interface Placed {
	value: string;
	before: string;
}

/** The value of a header behind its scheme, if it has one. */
export function behindScheme(value: string): Placed {
	const [scheme] = /^[\w-]+ +/.exec(value) ?? [''];
	return { value: value.slice(scheme.length), before: scheme };
}

/**
 * The secrets in a header that a person has typed: its value, if its name or looks say so, and the name itself where the
 * two seem to have been swapped. `X-Tenant: acme` holds none.
 */
export function headerSecrets(name: string, value: string): Placed[] {
	const isSwapped = /\s/.test(name) || looksRandom(name) || (isSecretName(value) && !isSecretName(name) && /^[\w-]+$/.test(value));
	if (isSwapped) return [behindScheme(name), ...(looksRandom(value) ? [behindScheme(value)] : [])];
	return isSecretName(name) || looksRandom(value) || /^(basic|bearer|token) /i.test(value) ? [behindScheme(value)] : [];
}
