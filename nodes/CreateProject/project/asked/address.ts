import { InputProblem, inputProblem } from '../problem';
import { encodeSegment, fillText, lookUp, type Scope } from './template';
import { withoutEnd } from '../text';

/**
 * Hosts that never leave the machine: `localhost` (RFC 6761, which n8n's own look-up answers), RFC 1122 3.2.1.3 (127/8),
 * RFC 4291 2.5.3 (::1). `x.localhost` is none: most resolvers ask the network for it.
 */
export const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname);

/**
 * Checks an API's base address and gives it one form: no trailing slash, no query, no user.
 *
 * @throws {InputProblem} saying which rule is broken.
 */
export function checkBaseUrl(given: unknown, allowInsecureHttp: boolean, label = 'Base URL'): string {
	const text = typeof given === 'string' ? given.trim() : '';
	if (text === '')
		throw new InputProblem(
			`'${label}' is missing in the credential`,
			`Open the credential and fill in '${label}', e.g. https://api.example.com/v1.`,
		);
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		// What is most often left out is the scheme.
		const whole = /^[\w-]+(\.[\w-]+)+(:\d+)?(\/\S*)?$/.test(text) ? `https://${text}` : 'https://api.example.com/v1';
		throw inputProblem(`'${label}' is not a web address`, `Open the credential and give a full address such as ${whole}.`);
	}
	if ([...text].some((character) => character <= ' ' || character === '\u007f'))
		throw new InputProblem(
			`'${label}' has white space in it`,
			'Open the credential and remove it; a pasted address often has a line break within it.',
		);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw new InputProblem(
			`'${label}' must begin with https://`,
			'Open the credential and give a full address such as https://api.example.com/v1.',
		);
	}
	if (url.username !== '' || url.password !== '') {
		throw new InputProblem(
			`'${label}' has a user or password in it`,
			'Take it out of the address and use the credential fields, which are stored encrypted.',
		);
	}
	if (url.search !== '' || url.hash !== '') {
		throw new InputProblem(`'${label}' must end before the '?' or '#'`, "Put query parameters into 'API Settings'.");
	}
	const path = text.replace(/^[^:]*:[\\/]*[^\\/]*/, '');
	if (mentionsDots(path))
		throw new InputProblem(
			`'${label}' has '.', '..' or a backslash in its path`,
			'Open the credential and give the address as it is, without a way to another level.',
		);
	if (url.protocol === 'http:' && !allowInsecureHttp && !isLoopback(url.hostname)) {
		throw new InputProblem(
			`'${label}' uses http://, which sends the credential readable over the network`,
			"Open the credential and begin the address with https://. In a private network you trust, switch on 'Allow Insecure HTTP' there.",
		);
	}
	return `${url.origin}${withoutEnd(url.pathname)}`;
}

/**
 * Fills a definition's base URL. A leading placeholder is a full address of the person's; one inside
 * the host must be a host name, and one inside the path is encoded.
 */
export function fillBaseUrl(template: string, scope: Scope, labelOf: (field: string) => string): string {
	const leading = /^\{(\w+)\}/.exec(template);
	if (leading) {
		const site = withoutEnd(String(lookUp(scope, leading[1]) ?? '').trim());
		const rest = fillText(template.slice(leading[0].length), scope, encodeSegment);
		return site === '' || rest === undefined ? site : `${site}${rest}`;
	}
	return template.replace(/\{(\w+)\}([^/{]*)/g, (_token, field: string, after: string, offset: number) => {
		const inHost = !template.slice('https://'.length, offset).includes('/');
		let value = String(lookUp(scope, field) ?? '').trim();
		if (inHost) {
			// People paste the whole address into "Site": keep what belongs here.
			value = value.replace(/^https?:\/\//i, '').replace(/\/.*$/, '');
			if (after !== '' && value.toLowerCase().endsWith(after.toLowerCase())) value = value.slice(0, -after.length);
		}
		if (value === '')
			throw new InputProblem(`'${labelOf(field)}' is missing in the credential`, `Open the credential and fill in '${labelOf(field)}'.`);
		if (inHost && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)) {
			throw new InputProblem(`'${labelOf(field)}' is not a site name`, 'Use letters, digits, dots and hyphens, as in your address bar.');
		}
		return `${inHost ? value : encodeSegment(value)}${after}`;
	});
}

/** White space and control characters would end the request line; `#` would cut the path. */
const hasForbidden = (path: string): boolean =>
	[...path].some((character) => character <= ' ' || character === '\u007f' || character === '#');

const mentionsDots = (path: string): boolean => {
	let current = path;
	// Twice encoded dots (%252e) become dots in a proxy that decodes once more.
	for (let round = 0; round < 3; round++) {
		if (/(^|[\\/;])\.{1,2}($|[\\/;?#])/.test(current) || current.includes('\\')) return true;
		// ASCII only, which never fails: a lone `%` in front must not hide the dots behind it.
		const decoded = current.replace(/%([0-7][0-9a-f])/gi, (_token, hex: string) => String.fromCharCode(parseInt(hex, 16)));
		if (decoded === current) return false;
		current = decoded;
	}
	return false;
};

/**
 * Joins a path to the base address and proves that the result stays under it.
 *
 * @param path already encoded; may bring a query of its own.
 * @param written the path as the person or a definition wrote it, with `x` in place of each value: an encoded backslash or
 *   dot in a value is data, in what was written it is a way out.
 * @throws {InputProblem} when the path would leave the base address.
 */
export function joinUrl(baseUrl: string, path: string, written = path): URL {
	const leaves = () =>
		new InputProblem(
			(quote) => `The path '${quote(path, 80)}' would leave the credential's Base URL`,
			"Give a path below the Base URL, such as /projects, without '..', '//' or a host name.",
		);
	const isOut = [path, written].some((text) => /^[a-z][a-z0-9+.-]*:/i.test(text) || /^[\\/]{2}/.test(text) || text.startsWith('@'));
	const [bare] = path.split('?', 1);
	// Dots that a URL would take for "one level up", made of a value and what was written around it.
	const hasDots = /(^|\/)(\.|%2e){1,2}($|\/)/i.test(bare);
	if (isOut || hasDots || hasForbidden(path) || mentionsDots(written.split('?', 1)[0])) throw leaves();
	const base = new URL(baseUrl);
	const joined = `${withoutEnd(baseUrl)}${path === '' || path.startsWith('/') || path.startsWith('?') ? path : `/${path}`}`;
	const url = new URL(joined);
	if (url.origin !== base.origin || url.username !== '' || !isBelow(url, base)) throw leaves();
	return url;
}

const isBelow = (url: URL, { pathname }: URL): boolean => {
	const root = withoutEnd(pathname);
	return url.pathname === root || root === '' || url.pathname.startsWith(`${root}/`);
};

/** Where an API's addresses are followed: nowhere else may the credential go. */
export interface Territory {
	/** Relative addresses begin here. */
	baseUrl: string;
	/** What is followed lies below; default: the base address. */
	root?: string;
}

/**
 * An address that an API gave (next page, state of a job, new project), if it lies on the credential's own host and below its
 * base path. Behind a proxy APIs name themselves by the other of `http` and `https`: the same host on the same port, or both on
 * their default port, is taken for ours, and asked at our own address.
 */
export function ownAddress({ baseUrl, root = baseUrl }: Territory, given: string): URL | undefined {
	if (!URL.canParse(given, `${baseUrl}/`)) return undefined;
	const url = new URL(given, `${baseUrl}/`);
	const own = new URL(root);
	const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
	if (!isWeb || url.username !== '' || url.password !== '' || url.hostname !== own.hostname || url.port !== own.port) return undefined;
	const address = new URL(`${own.origin}${url.pathname}${url.search}`);
	return isBelow(address, own) && !mentionsDots(address.pathname) ? address : undefined;
}
