import { InputProblem } from '../problem';

/** RFC 9110, 5.6.2: what a field name is made of. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Headers that belong to the connection: setting them by hand splits or misroutes requests. */
const CONNECTION = new Set([
	'host',
	'content-length',
	'transfer-encoding',
	'connection',
	'upgrade',
	'te',
	'trailer',
	'expect',
	'proxy-authorization',
]);

/**
 * Proves that a header can be sent as it is (RFC 9110, 5.5: no CR, LF or NUL in a value).
 *
 * @returns the name.
 * @throws {InputProblem} without repeating the value, which may be a secret; nor a name that is none, for it may be the value
 *   in the wrong place.
 */
export function checkHeader(name: string, value: string): string {
	if (!TOKEN.test(name))
		throw new InputProblem(
			'The name of a header has characters that such names cannot have',
			'Use letters, digits and hyphens, as in X-Auth-Token. Check whether name and value stand in the right places.',
		);
	if (CONNECTION.has(name.toLowerCase()))
		throw new InputProblem(`The header '${name}' cannot be set`, 'It belongs to the connection and is set by n8n.');
	for (const character of value) {
		const code = character.codePointAt(0)!;
		if ((code < 0x20 && code !== 0x09) || code === 0x7f || code > 0xff) {
			throw new InputProblem(
				`The value of the header '${name}' has a line break or a character that headers cannot carry`,
				'Remove it; a pasted token often has a line break at its end.',
			);
		}
	}
	return name;
}
