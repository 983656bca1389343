import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { isLoopback } from '../project/asked/address';
import { sizeOf } from '../project/bounds';
import { signedWith, type OutgoingRequest } from '../project/asked/request';
import type { Site } from '../project/asked/site';
import type { ApiDescription } from '../project/described/description';
import { InputProblem, problemOf } from '../project/problem';
import type { Connection, ConnectionParts } from './connect';
import { describeApi } from './describe';
import { allowedDomainsOf, makeSender } from './sender';

/**
 * What *Describe the API With* says of the API.
 *
 * @param connection to the same API, not described yet.
 * @throws {InputProblem} for a description that cannot be read.
 */
export async function describeConnection(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	parts: ConnectionParts,
	connection: Connection,
	now: () => number,
): Promise<ApiDescription | undefined> {
	const { credentialType, credential } = parts;
	const described = describeApi(parts.settings, {
		baseUrl: connection.site.baseUrl,
		cacheKey: `${context.getNode().credentials?.[credentialType]?.id ?? ''} ${String(credential.service)}`,
		now,
		fetchText: async (address) => await documentAt(address, context, parts, connection),
	});
	try {
		return await described;
	} catch (cause) {
		// A document, and the address where it has moved, may hold what was sent for it.
		throw connection.site.secrets.maskProblem(problemOf(cause));
	}
}

const refused = (what: string, hint: string): InputProblem => new InputProblem(`The 'OpenAPI Document' could not be read: ${what}`, hint);

/** How often an address of documentation may lead on to another one of its host, `/docs` to `/docs/`. */
const MOST_MOVES = 3;

/** The text at a document's address. The credential goes along only to its own origin. */
async function documentAt(
	address: string,
	context: IExecuteFunctions | ILoadOptionsFunctions,
	parts: ConnectionParts,
	connection: Connection,
	moves = 0,
): Promise<string> {
	const { credentialType, credential, timeoutMs } = parts;
	const { site, send, authorize } = connection;
	if (!URL.canParse(address)) {
		throw refused('its address is not a web address', 'Give a full address such as https://api.example.com/openapi.json.');
	}
	const url = new URL(address);
	if (url.protocol === 'http:' && !isLoopback(url.hostname) && credential.allowInsecureHttp !== true) {
		throw refused('its address uses http://', "Use https://, or switch on 'Allow Insecure HTTP' in the credential.");
	}
	const plain: OutgoingRequest = {
		method: 'GET',
		url: url.href,
		headers: { Accept: 'application/json, application/yaml, text/yaml, */*' },
	};
	const isOwn = url.origin === new URL(site.baseUrl).origin;
	const bare: Site = { ...site, auth: { headers: {}, query: {} }, oauth2: undefined, login: undefined };
	const allowedDomains = allowedDomainsOf(context, credential);
	const exchange = isOwn
		? await send(signedWith(plain, await authorize()))
		: await makeSender(context, { site: bare, credentialType, timeoutMs, allowedDomains })(plain);
	if (exchange.kind === 'fault') throw refused(exchange.fault.message, 'Check the address, or paste the document itself.');
	const { status, text, headers, unread } = exchange.answer;
	if (unread !== undefined) throw refused(`it has ${sizeOf(unread)}, too much to be read`, "Cut it to the API's paths for projects.");
	if (status >= 200 && status < 300) return text;
	if (status >= 300 && status < 400) {
		const next =
			headers.location !== undefined && URL.canParse(headers.location, url.href) ? new URL(headers.location, url.href) : undefined;
		if (next?.origin === url.origin && moves < MOST_MOVES) return await documentAt(next.href, context, parts, connection, moves + 1);
		throw refused(`it has moved (${status})`, `Give the new address${headers.location ? `: ${headers.location}` : ''}.`);
	}
	if (status === 401 || status === 403) throw refused(`it asks for a sign-in (${status})`, 'Paste the document itself.');
	throw refused(`status ${status}`, 'Open the address in a browser to check it, or paste the document itself.');
}
