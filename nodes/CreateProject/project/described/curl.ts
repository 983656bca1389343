import type { Json, Method } from '../../services/service';
import { isObject, parseJson, type JsonObject } from '../json';
import { isSecretKey } from '../secretNames';
import { InputProblem } from '../problem';
import type { ApiDescription } from './description';
import { describeBody } from './example';
import { withoutEnd } from '../text';

/** Longest command that is read, in characters. */
const LONGEST = 100_000;

/** Options of curl that take a value and mean nothing here. */
const WITH_VALUE = new Set(
	(
		'-o --output -A --user-agent -e --referer -b --cookie -c --cookie-jar -m --max-time --connect-timeout -x --proxy -w --write-out ' +
		'--retry --cacert --cert -E --key --resolve --max-redirs --limit-rate -K --config -T --upload-file -D --dump-header'
	).split(' '),
);
const DATA = new Set(['-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--data-urlencode', '--json', '-F', '--form']);

/**
 * Describes an API by a cURL command from its documentation: address, method, headers, and the fields of its body with
 * the types its values have. Secrets in it are left out, with a hint where they belong.
 *
 * @throws {InputProblem} when it is no cURL command, or asks another host than the credential's.
 */
export function describeCurl(command: string, wanted: { baseUrl?: string } = {}): ApiDescription {
	const words = wordsOf(command.slice(0, LONGEST));
	const start = words.findIndex((word) => /^(.*[\\/])?curl(\.exe)?$/i.test(word));
	if (start < 0)
		throw new InputProblem("The 'cURL Command' does not begin with curl", 'Paste the whole command from the documentation of the API.');
	const read = readOptions(words.slice(start + 1));
	if (read.address === undefined)
		throw new InputProblem("The 'cURL Command' has no address", 'Paste the whole command, with its https:// address.');
	const description: ApiDescription = { fields: [], reply: {}, choices: [], hints: [] };
	const query = addressInto(read, wanted.baseUrl, description);
	const type = headersInto(read, description);
	const data = read.data.join('&');
	const inQuery = read.isGet && data !== '' ? Object.fromEntries(new URLSearchParams(data)) : {};
	const method = (read.method ?? (data !== '' && !read.isGet ? 'POST' : 'GET')).toUpperCase();
	if (['POST', 'PUT', 'PATCH', 'GET'].includes(method)) description.method = method as Method;
	else throw new InputProblem(`The 'cURL Command' sends ${method}, which creates nothing`, 'Paste the command that creates a project.');
	if (method === 'GET') {
		description.encoding = 'query';
		describeBody({ ...query, ...inQuery }, description);
		return description;
	}
	if (Object.keys(query).length > 0) description.query = query;
	const body = bodyOf(data, read, type, description);
	if (body) describeBody(body, description);
	return description;
}

interface CurlParts {
	address?: string;
	method?: string;
	headers: string[];
	data: string[];
	/** `-u user:password`. */
	hasUser: boolean;
	/** `-G`: the data go into the query. */
	isGet: boolean;
	isForm: boolean;
	isJson: boolean;
}

function readOptions(words: readonly string[]): CurlParts {
	const parts: CurlParts = { headers: [], data: [], hasUser: false, isGet: false, isForm: false, isJson: false };
	for (let index = 0; index < words.length; index++) {
		let word = words[index];
		let attached: string | undefined;
		if (/^--[\w-]+=/.test(word)) [word, attached] = [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)];
		else if (/^-[XHdFuG].+/.test(word)) [word, attached] = [word.slice(0, 2), word.slice(2)];
		const value = (): string => attached ?? words[++index] ?? '';
		if (word === '-X' || word === '--request') parts.method = value();
		else if (word === '-H' || word === '--header') parts.headers.push(value());
		else if (word === '--url') parts.address = value();
		else if (word === '-u' || word === '--user') {
			value();
			parts.hasUser = true;
		} else if (word === '-G' || word === '--get') parts.isGet = true;
		else if (DATA.has(word)) {
			parts.data.push(word === '--data-urlencode' ? encodedPair(value()) : value());
			parts.isForm ||= word === '-F' || word === '--form';
			parts.isJson ||= word === '--json';
		} else if (WITH_VALUE.has(word)) value();
		else if (!word.startsWith('-') && parts.address === undefined) parts.address = word;
	}
	return parts;
}

const encodedPair = (text: string): string => {
	const at = text.indexOf('=');
	return at < 0 ? encodeURIComponent(text) : `${text.slice(0, at)}=${encodeURIComponent(text.slice(at + 1))}`;
};

/** Path and query of the address, below the credential's Base URL. @returns its query. */
function addressInto({ address = '' }: CurlParts, baseUrl: string | undefined, description: ApiDescription): Record<string, string> {
	const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
	// Documentation writes its own placeholders: `:id`, `<id>`, `{id}`, `$ID`, `YOUR_ID`.
	const named = whole
		.replace(/<([\w.-]{1,60})>/g, (_token, name: string) => `{${fieldName(name)}}`)
		.replace(/\$\{?([A-Z_][\w]{0,60})\}?/g, (_token, name: string) => `{${fieldName(name)}}`)
		.replace(/\/:([a-z_]\w{0,60})/gi, (_token, name: string) => `/{${name}}`)
		.replace(/\/(YOUR[_-][A-Z_-]{1,60})(?=[/?]|$)/g, (_token, name: string) => `/{${fieldName(name)}}`);
	if (!URL.canParse(named.replace(/[{}]/g, '_'))) {
		throw new InputProblem("The address in the 'cURL Command' is not a web address", 'It must begin with https:// and name a host.');
	}
	const [bare, search = ''] = named.split('#')[0].split('?', 2);
	const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]+/i.exec(bare)?.[0] ?? '';
	let path = bare.slice(origin.length);
	if (baseUrl !== undefined && URL.canParse(baseUrl)) {
		const base = new URL(baseUrl);
		const host = URL.canParse(origin) ? new URL(origin).host : '';
		if (!origin.includes('{') && host !== base.host) {
			description.hints.push(`The command asks ${host}, the credential's Base URL is at ${base.host}: check which one is right`);
		}
		const root = withoutEnd(base.pathname);
		if (root !== '' && (path === root || path.startsWith(`${root}/`))) path = path.slice(root.length);
	}
	description.path = path === '' ? '/' : path;
	for (const [, name] of path.matchAll(/\{([\w.-]+)\}/g)) {
		description.fields.push({ id: name, displayName: name, in: 'path', required: true });
	}
	const query: Record<string, string> = {};
	for (const [name, value] of new URLSearchParams(search)) {
		if (isSecretKey(name)) description.hints.push(`The parameter '${name}' holds a secret: it belongs into the credential`);
		else query[name] = value;
	}
	return query;
}

/** `YOUR_WORKSPACE_ID` to `workspaceId`. */
const fieldName = (text: string): string =>
	text
		.replace(/^(your|my)[_-]/i, '')
		.toLowerCase()
		.replace(/(?<![_.-])[_.-]+([a-z0-9])/g, (_token, letter: string) => letter.toUpperCase());

/** Headers that say nothing of the API, or that the node sets itself. */
const OWN_HEADERS =
	/^(accept|accept-encoding|accept-language|content-length|user-agent|host|connection|origin|referer|cookie|sec-.*|x-requested-with)$/i;

/** Headers of the command as constants; secrets only as hints. @returns the content type. */
function headersInto({ headers, hasUser }: CurlParts, description: ApiDescription): string {
	let type = '';
	const constants: Record<string, string> = {};
	if (hasUser) description.hints.push("User and password of the command belong into the credential: choose 'Basic Auth' there");
	for (const header of headers) {
		const at = header.indexOf(':');
		if (at <= 0) continue;
		const name = header.slice(0, at).trim();
		const value = header.slice(at + 1).trim();
		if (/^content-type$/i.test(name)) type = value.toLowerCase();
		else if (/^authorization$/i.test(name)) {
			const scheme = /^(\w+)\s/.exec(value)?.[1];
			description.hints.push(`The 'Authorization' header belongs into the credential${scheme ? ` (it uses ${scheme})` : ''}`);
		} else if (isSecretKey(name)) description.hints.push(`The header '${name}' holds a secret: it belongs into the credential`);
		else if (/^(x-)?idempotency-?key$/i.test(name)) description.idempotencyHeader = name;
		else if (!OWN_HEADERS.test(name)) constants[name] = value;
	}
	if (Object.keys(constants).length > 0) description.headers = constants;
	return type;
}

function bodyOf(
	data: string,
	{ data: parts, isForm, isJson }: CurlParts,
	type: string,
	description: ApiDescription,
): JsonObject | undefined {
	if (data === '') return undefined;
	if (isForm) {
		description.encoding = 'form';
		return Object.fromEntries(parts.map((part): [string, string] => [part.split('=', 1)[0], part.slice(part.indexOf('=') + 1)]));
	}
	if (/form-urlencoded/.test(type) || (!isJson && !/json/.test(type) && !/^\s*[[{]/.test(data))) {
		description.encoding = 'form';
		return nestedForm(new URLSearchParams(data));
	}
	if (type !== '' && !/^application\/json\b/.test(type)) description.contentType = type.split(';')[0].trim();
	let value: Json;
	try {
		value = parseJson(parts.join(''));
	} catch {
		description.hints.push("The body of the command is not valid JSON: its fields could not be read; use 'Custom Fields'");
		return undefined;
	}
	return isObject(value) ? value : undefined;
}

/** `project[name]=x` as Rails and PHP read it. */
function nestedForm(pairs: URLSearchParams): JsonObject {
	const body: JsonObject = {};
	for (const [name, value] of pairs) {
		const segments = name.split(/[[\]]+/).filter((segment) => segment !== '');
		let current: JsonObject = body;
		for (const segment of segments.slice(0, -1)) {
			const inner = Object.hasOwn(current, segment) ? current[segment] : undefined;
			const next: JsonObject = isObject(inner) ? inner : {};
			if (segment !== '__proto__') current[segment] = next;
			current = next;
		}
		const last = segments.at(-1);
		if (last !== undefined && last !== '__proto__') current[last] = value;
	}
	return body;
}

// ---------------------------------------------------------------------------------------------

/** Cuts a command into words as a POSIX shell does; `^` of cmd.exe and the backtick of PowerShell at a line's end continue it. */
export function wordsOf(command: string): string[] {
	const text = command.replace(/(?:\\|\^|`)[ \t]*\r?\n/g, ' ');
	const words: string[] = [];
	let word = '';
	let isOpen = false;
	for (let index = 0; index < text.length; index++) {
		const character = text[index];
		if (character === "'" || character === '"') {
			const isAnsi = character === "'" && word === '$';
			if (isAnsi) word = '';
			isOpen = true;
			for (index++; index < text.length && text[index] !== character; index++) {
				// In single quotes a backslash is a backslash; in double quotes it escapes " \ $ and `.
				if (text[index] === '\\' && isAnsi) word += ansiEscape(text[++index]);
				else if (text[index] === '\\' && character === '"' && '"\\$`'.includes(text[index + 1] ?? ' ')) word += text[++index];
				else word += text[index];
			}
		} else if (/\s/.test(character)) {
			if (isOpen || word !== '') words.push(word);
			word = '';
			isOpen = false;
		} else if (character === '\\' && index + 1 < text.length) word += text[++index];
		else word += character;
	}
	if (isOpen || word !== '') words.push(word);
	return words;
}

const ansiEscape = (character: string | undefined): string => ({ n: '\n', t: '\t', r: '\r' })[character ?? ''] ?? character ?? '';
