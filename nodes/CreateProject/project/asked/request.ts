import type { Call, Method, Template } from '../../services/service';
import { joinUrl, ownAddress, type Territory } from './address';
import { checkHeader } from './headers';
import { isObject, type JsonObject } from '../json';
import { InputProblem, inputProblem } from '../problem';
import type { Auth, Site } from './site';
import { encodeSegment, fill, fillText, lookUp, placeholdersIn, withoutPlaceholders, type Scope } from './template';

/** A request ready to leave: everything the wire needs, nothing of n8n. */
export interface OutgoingRequest {
	method: Method;
	/** Absolute, query included. */
	url: string;
	headers: Record<string, string>;
	body?: string;
	/** Set where the reply's protocol hides failures inside 200. */
	protocol?: 'graphql' | 'rpc';
}

/** What a call takes besides its definition. */
export interface CallInput {
	scope: Scope;
	/** Query parameters from fields, after the call's own. */
	query?: Record<string, unknown>;
	/** Paging parameters, after all others of the definition. */
	paging?: { query?: Record<string, string>; body?: JsonObject };
	headers?: Record<string, string>;
	/** Takes the place of the call's path: an address the API gave, checked to be of the same origin. */
	follow?: string;
}

const CONTENT_TYPES = { json: 'application/json', form: 'application/x-www-form-urlencoded' };

/**
 * Builds the request of a call.
 *
 * @throws {InputProblem} when a placeholder of the path has no value, or the result would not be safe to send.
 */
export function buildRequest(site: Site, call: Call, input: CallInput, auth: Auth = site.auth): OutgoingRequest {
	const scope = { ...site.values, ...input.scope };
	const { definition } = site;
	const baseUrl = call.baseUrl ? (fillText(call.baseUrl, scope, encodeSegment) ?? site.baseUrl) : site.baseUrl;
	const path = call.path ?? '';
	const url =
		input.follow === undefined
			? joinUrl(baseUrl, fillPath(path, scope), withoutPlaceholders(path))
			: followed(call.baseUrl ? { baseUrl } : site, input.follow);
	const encoding = call.encoding ?? 'json';
	let body = bodyOf(call, scope);
	if (isObject(body)) body = { ...auth.body, ...body, ...input.paging?.body };
	if (input.follow === undefined) {
		// A call's own parameter takes the place of the one that all requests have.
		addQuery(url, definition.query, scope, (name) => url.searchParams.has(name) || Object.hasOwn(call.query ?? {}, name));
		addQuery(url, call.query, scope);
		for (const [name, value] of Object.entries(input.query ?? {})) appendValue(url.searchParams, name, value);
		if (encoding === 'query' && isObject(body))
			for (const [name, value] of Object.entries(body)) appendValue(url.searchParams, name, value);
		for (const [name, value] of Object.entries(input.paging?.query ?? {})) url.searchParams.set(name, value);
	}
	for (const [name, value] of Object.entries(auth.query)) url.searchParams.set(name, value);
	const carriesBody = body !== undefined && encoding !== 'query';
	const method = call.method ?? (body !== undefined ? 'POST' : 'GET');
	const headers: Record<string, string> = { Accept: 'application/json' };
	for (const [name, template] of Object.entries({ ...definition.headers, ...call.headers })) {
		const value = fillText(template, scope);
		if (value !== undefined) setHeader(headers, name, value);
	}
	if (carriesBody) setHeader(headers, 'Content-Type', call.contentType ?? CONTENT_TYPES[encoding as 'json' | 'form']);
	for (const [name, value] of Object.entries({ ...input.headers, ...auth.headers })) setHeader(headers, name, value);
	return {
		method,
		url: url.href,
		headers,
		body: carriesBody ? (encoding === 'form' ? formText(body) : JSON.stringify(body)) : undefined,
		protocol: call.graphql ? 'graphql' : call.rpc ? 'rpc' : undefined,
	};
}

/** Method and path, for people; a query may hold secrets. */
export const lineOf = ({ method, url }: OutgoingRequest): string => `${method} ${new URL(url).pathname}`;

/** The same request with another sign-in. */
export function signedWith(request: OutgoingRequest, auth: Auth): OutgoingRequest {
	let { url } = request;
	if (Object.keys(auth.query).length > 0) {
		const parsed = new URL(url);
		for (const [name, value] of Object.entries(auth.query)) parsed.searchParams.set(name, value);
		url = parsed.href;
	}
	const headers = { ...request.headers };
	for (const [name, value] of Object.entries(auth.headers)) setHeader(headers, name, value);
	return { ...request, url, headers };
}

function bodyOf(call: Call, scope: Scope): unknown {
	if (call.graphql) return { query: call.graphql.query, variables: fill(call.graphql.variables ?? ('{payload}' as Template), scope) ?? {} };
	if (call.rpc)
		return {
			jsonrpc: '2.0',
			method: call.rpc.method,
			id: 1,
			...(call.rpc.params === undefined ? {} : { params: fill(call.rpc.params, scope) ?? {} }),
		};
	if (call.body === undefined) return undefined;
	// An envelope must arrive even when nothing is in it.
	return fill(call.body, scope) ?? {};
}

function fillPath(path: string, scope: Scope): string {
	let filled: string | undefined;
	try {
		filled = fillText(path, scope, encodeSegment);
	} catch (cause) {
		throw inputProblem((cause as Error).message, 'Give another value, or a path that does not need it.');
	}
	if (filled !== undefined) return filled;
	const missing = placeholdersIn(path).filter((name) => [undefined, null, ''].includes(lookUp(scope, name) as string));
	throw new InputProblem(`The path ${path} needs a value for '${missing.join("', '")}'`, `Add '${missing[0]}' under 'Values to Send'.`);
}

function followed(territory: Territory, address: string): URL {
	const url = ownAddress(territory, address);
	if (!url)
		throw new InputProblem(
			"The API named an address on another host, or outside the credential's Base URL, which was not followed",
			'The credential is sent to addresses below its own Base URL only. Check whether the Base URL is too long, or names another host.',
		);
	return url;
}

function setHeader(headers: Record<string, string>, name: string, value: string): void {
	checkHeader(name, value);
	for (const existing of Object.keys(headers)) {
		if (existing.toLowerCase() === name.toLowerCase() && existing !== name) delete headers[existing];
	}
	headers[name] = value;
}

function addQuery(
	url: URL,
	query: Record<string, Template> | undefined,
	scope: Scope,
	isTaken: (name: string) => boolean = () => false,
): void {
	for (const [name, template] of Object.entries(query ?? {}))
		if (!isTaken(name)) appendValue(url.searchParams, name, fill(template, scope));
}

function appendValue(parameters: URLSearchParams, name: string, value: unknown): void {
	if (value === undefined || value === null) return;
	parameters.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** Form text as Rails and PHP read it: `project[tags][]=a`. */
function formText(body: unknown): string {
	const parameters = new URLSearchParams();
	const add = (name: string, value: unknown): void => {
		if (value === undefined || value === null) return;
		if (Array.isArray(value)) value.forEach((entry) => add(`${name}[]`, entry));
		else if (isObject(value)) Object.entries(value).forEach(([key, entry]) => add(`${name}[${key}]`, entry));
		else parameters.append(name, String(value));
	};
	Object.entries(isObject(body) ? body : {}).forEach(([name, value]) => add(name, value));
	return parameters.toString();
}
