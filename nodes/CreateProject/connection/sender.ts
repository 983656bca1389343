import * as workflow from 'n8n-workflow';
import type {
	IAllExecuteFunctions,
	IExecuteFunctions,
	IHttpRequestHelper,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { CHARSET_HEAD, charsetOf } from '../project/answered/charset';
import { canceledFault, classifyFault, tokenFault } from '../delivery/fault';
import type { Exchange, Fault, Send } from '../delivery/exchange';
import type { OutgoingRequest } from '../project/asked/request';
import type { CredentialValues, Site } from '../project/asked/site';
import { BOUNDS } from '../project/bounds';
import { passOn } from '../project/problem';
import type { Secrets } from '../project/secrets';
import { Deadlines } from './deadline';
import { isBefore234 } from './n8nVersion';
import { Renewals } from './renewal';

/** A connection that is kept after a timeout is kept for so many times longer: as long as a search goes on at least. */
const KEPT = 2;

/** One per process. */
const renewals = new Renewals();

/** The credential types of this package. */
export type CredentialType = 'projectApi' | 'projectOAuth2Api';

export interface SenderOptions {
	/** Secrets are taken out of what is reported. */
	site: Pick<Site, 'oauth2' | 'secrets'>;
	credentialType: CredentialType;
	/** Longest time for one attempt from the first byte sent to the last byte received, ms. */
	timeoutMs: number;
	/** n8n's domain restriction of the credential. */
	allowedDomains?: string;
}

/**
 * n8n's domain restriction of a credential, which its request helper enforces only when it is handed
 * over. Older n8n has neither the setting nor the function.
 */
export function allowedDomainsOf(context: IExecuteFunctions | ILoadOptionsFunctions, credentialData: CredentialValues): string | undefined {
	const { getCredentialAllowedDomains } = workflow as { getCredentialAllowedDomains?: typeof workflow.getCredentialAllowedDomains };
	return getCredentialAllowedDomains?.({
		node: context.getNode(),
		credentialData: credentialData as workflow.ICredentialDataDecryptedObject,
		surface: 'Create Project',
	});
}

/**
 * The only place that talks to n8n's request helper.
 *
 * The helper mutates its options, so each attempt gets fresh ones. Redirects are not followed: a
 * redirected POST arrives as a GET whose 200 looks like a created project. Bodies come as text, because
 * a parsed one has lost the last digits of long ids and hides a cut-off end. OAuth2 calls keep 401 as an
 * error, for only then does n8n renew the token and send once more; a 401 was not acted upon, so that
 * repeat is safe.
 */
export function makeSender(
	context: IHttpRequestHelper | IAllExecuteFunctions,
	{ site, credentialType, timeoutMs, allowedDomains }: SenderOptions,
): Send {
	const isOAuth2 = site.oauth2 !== undefined;
	const { helpers } = context as IAllExecuteFunctions;
	const account = isOAuth2 && isBefore234 ? accountOf(context as IAllExecuteFunctions, credentialType) : '';
	const late = `No complete answer came within ${timeoutMs} ms`;
	const call = async (options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> => {
		if (!isOAuth2) return (await helpers.httpRequest(options)) as IN8nHttpFullResponse;
		if (!isBefore234) return await signed(options);
		return await renewals.send(account, async (mayRenew) => {
			try {
				return await signed({ ...options, headers: { ...options.headers }, ignoreHttpStatusErrors: !mayRenew });
			} catch (error) {
				const answer = answerIn(error);
				if (!answer) throw passOn(error);
				return answer;
			}
		});
	};
	const signed = async (options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> => {
		try {
			return (await helpers.httpRequestWithAuthentication.call(context as IAllExecuteFunctions, credentialType, options, {
				oauth2: { tokenType: site.oauth2?.tokenType },
			})) as IN8nHttpFullResponse;
		} finally {
			// n8n signs the very options it is given: the only way to learn which token the API may echo.
			const token = /\S+$/.exec(String(options.headers?.Authorization ?? ''))?.[0];
			site.secrets.add(token);
		}
	};
	const deadlines = new Deadlines(timeoutMs);
	const kept = new Deadlines(KEPT * timeoutMs);
	/** The account refused a new token for good: no further item need ask for one. */
	let ended: Fault | undefined;
	return async (request, signal, isKept = false) => {
		if (signal?.aborted) return canceledFault();
		if (ended) return { kind: 'fault', fault: ended };
		return await new Promise<Exchange>((resolve, reject) => {
			const stop = new AbortController();
			const drop = (): void => stop.abort();
			const longest = timeoutMs * (isKept ? 1 + KEPT : 1);
			const timeout: Exchange = {
				kind: 'fault',
				fault: { reason: 'timeout', sent: 'maybe', permanent: false, message: late, detail: late },
			};
			// The helper's `timeout` is time without a byte; a dripping answer would never meet it.
			let flight = deadlines.depart(
				() => {
					if (!isKept) {
						drop();
						return resolve(timeout);
					}
					flight = kept.depart(drop, signal, stop);
					resolve({ ...timeout, late: { exchange: end.catch(() => timeout), drop } });
				},
				signal,
				stop,
			);
			const end = exchangeOf(call, optionsFor(request, isOAuth2, longest, stop.signal, allowedDomains), site.secrets, signal).then(
				(exchange) => {
					if (isOAuth2 && exchange.kind === 'fault' && exchange.fault.reason === 'credential' && exchange.fault.permanent)
						ended = exchange.fault;
					return exchange;
				},
			);
			void end.then(resolve, reject).finally(() => flight.land());
		});
	};
}

function optionsFor(
	{ method, url, headers, body }: OutgoingRequest,
	isOAuth2: boolean,
	timeoutMs: number,
	abortSignal: AbortSignal,
	allowedDomains?: string,
): IHttpRequestOptions {
	return {
		method,
		url,
		headers: { ...headers },
		...(body === undefined ? {} : { body }),
		// Bytes, and not a text: n8n reads every body as UTF-8, whatever it is written in.
		encoding: 'arraybuffer',
		returnFullResponse: true,
		ignoreHttpStatusErrors: isOAuth2 ? { ignore: true, except: [401] } : true,
		disableFollowRedirect: true,
		// A little more than the deadline above, which must be the one that speaks.
		timeout: timeoutMs + 1000,
		abortSignal,
		...(allowedDomains === undefined ? {} : { allowedDomains }),
	} as IHttpRequestOptions;
}

async function exchangeOf(
	call: (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>,
	options: IHttpRequestOptions,
	secrets: Secrets,
	signal?: AbortSignal,
): Promise<Exchange> {
	try {
		return answerOf(await call(options));
	} catch (error) {
		const token = tokenFault(error, options.url, secrets);
		if (token) return { kind: 'fault', fault: signal?.aborted ? { ...token, reason: 'canceled' } : token };
		const answer = answerIn(error);
		if (answer) return answerOf(answer);
		const fault = classifyFault(error, secrets);
		return { kind: 'fault', fault: signal?.aborted ? { ...fault, reason: 'canceled' } : fault };
	}
}

/** The answer that an error of the request helper was made of; `undefined` where there was none, or not a whole one. */
function answerIn(error: unknown): IN8nHttpFullResponse | undefined {
	const thrown = error as { message?: unknown; cause?: { message?: unknown; response?: unknown }; response?: unknown } | null | undefined;
	const response = thrown?.cause?.response ?? thrown?.response;
	const { status, headers, data } = (response ?? {}) as { status?: number; headers?: Record<string, unknown>; data?: unknown };
	// A body cut on its way comes with its status and without its data: what the status began to say is not known.
	const isCut =
		typeof data !== 'string' &&
		!Buffer.isBuffer(data) &&
		[thrown?.message, thrown?.cause?.message].some((text) => /aborted/i.test(String(text)));
	if (typeof status !== 'number' || isCut) return undefined;
	return { statusCode: status, headers: (headers ?? {}) as IN8nHttpFullResponse['headers'], body: data as string };
}

/** Whose token a node uses, as far as this process can tell. */
const accountOf = (context: IAllExecuteFunctions, type: CredentialType): string => context.getNode().credentials?.[type]?.id ?? type;

function answerOf({ statusCode, headers, body }: IN8nHttpFullResponse): Exchange {
	const plain: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers ?? {})) {
		if (value !== undefined && value !== null) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
	}
	const given: { length: number } | string =
		typeof body === 'string' || Buffer.isBuffer(body) ? body : isNothing(body) ? '' : JSON.stringify(body);
	const isLarge = given.length > BOUNDS.body;
	// A body that nobody will read is let go of at once.
	const read = isLarge
		? { text: '', unread: given.length }
		: { text: typeof given === 'string' ? given : textOf(given as Buffer, plain['content-type']) };
	return { kind: 'answer', answer: { status: statusCode, headers: plain, ...read }, receivedAt: Date.now() };
}

/** A body's bytes as text; UTF-8 where nothing else is said, or where nobody knows what is said. */
function textOf(bytes: Buffer, contentType: string | undefined): string {
	// Only markup says inside what it is written in; all others show it in their first bytes.
	const head = bytes.toString('latin1', 0, bytes[0] === '<'.charCodeAt(0) ? CHARSET_HEAD : 4);
	const charset = charsetOf(head, contentType);
	if (charset === undefined) return bytes.toString('utf8');
	try {
		return new TextDecoder(charset).decode(bytes);
	} catch {
		return bytes.toString('utf8');
	}
}

const isNothing = (value: unknown): boolean => value === undefined || value === null;
