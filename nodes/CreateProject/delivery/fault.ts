import type { Secrets } from '../project/secrets';
import type { Exchange, Fault, FaultReason } from './exchange';

type Rule = { reason: FaultReason; sent: Fault['sent'] | 'connecting'; permanent?: true };

/**
 * Error codes of Node.js and axios, by the only question that counts for a POST: can the server have
 * acted on it (RFC 9110, 9.2.2)? Only what fails in looking up the name, in connecting or in checking the certificate was
 * surely not sent. A network can also break down under a connection that stands: `connecting` is not sent where it is `connect`
 * that failed, and `maybe` else.
 */
const RULES: Record<string, Rule> = {
	ENOTFOUND: { reason: 'dns', sent: 'no' },
	EAI_AGAIN: { reason: 'dns', sent: 'no' },
	ECONNREFUSED: { reason: 'refused', sent: 'no' },
	EHOSTUNREACH: { reason: 'unreachable', sent: 'connecting' },
	EHOSTDOWN: { reason: 'unreachable', sent: 'connecting' },
	ENETUNREACH: { reason: 'unreachable', sent: 'connecting' },
	ENETDOWN: { reason: 'unreachable', sent: 'connecting' },
	EADDRNOTAVAIL: { reason: 'unreachable', sent: 'no' },
	UND_ERR_CONNECT_TIMEOUT: { reason: 'connectTimeout', sent: 'no' },
	ECONNABORTED: { reason: 'timeout', sent: 'maybe' },
	// A timeout of connect itself: no byte of the request had left.
	ETIMEDOUT: { reason: 'timeout', sent: 'connecting' },
	ESOCKETTIMEDOUT: { reason: 'timeout', sent: 'maybe' },
	ECONNRESET: { reason: 'reset', sent: 'maybe' },
	EPIPE: { reason: 'reset', sent: 'maybe' },
	UND_ERR_SOCKET: { reason: 'reset', sent: 'maybe' },
	ERR_BAD_RESPONSE: { reason: 'reset', sent: 'maybe' },
	ERR_CANCELED: { reason: 'canceled', sent: 'maybe' },
	ABORT_ERR: { reason: 'canceled', sent: 'maybe' },
};

/** Checked after the handshake, before the request is written. */
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$)/;
/** Garbage or an alert instead of a record. It can come in the handshake or behind the request: the code is the same. */
const TLS = /^(EPROTO$|ERR_SSL_|ERR_TLS_)/;

interface Link {
	code?: unknown;
	httpCode?: unknown;
	message?: unknown;
	name?: unknown;
	cause?: unknown;
	syscall?: unknown;
	errors?: unknown;
}

/** An error and what caused it; n8n wraps the network's error once or twice. */
function chainOf(error: unknown): Link[] {
	const chain: Link[] = [];
	let current = error;
	while (typeof current === 'object' && current !== null && chain.length < 10 && !chain.includes(current as Link)) {
		const link = current as Link;
		chain.push(link);
		// Happy Eyeballs gives one error per address tried; all of them failed to connect.
		current = link.cause ?? (Array.isArray(link.errors) ? link.errors[0] : undefined);
	}
	return chain;
}

const MESSAGES: Record<FaultReason, string> = {
	dns: 'The host name could not be found',
	refused: 'The connection was refused',
	unreachable: 'The host could not be reached',
	connectTimeout: 'No connection could be made in time',
	certificate: 'The certificate of the host was not accepted',
	tls: 'The encrypted connection broke',
	blocked: 'The address is not allowed here',
	credential: 'The credential could not be used',
	timeout: 'No answer came in time',
	reset: 'The connection was cut before the whole answer had come',
	canceled: 'The execution was stopped while the request was under way',
	other: 'The request ended without an answer',
};

/**
 * Sorts whatever n8n's request helper threw. What is not known is taken to have been sent.
 *
 * @param secrets taken out of the words that are quoted: they may hold the whole address.
 */
export function classifyFault(error: unknown, secrets: Secrets): Fault {
	const chain = chainOf(error);
	for (const link of chain) {
		for (const code of [link.code, link.httpCode]) {
			if (typeof code !== 'string') continue;
			if (CERTIFICATE.test(code)) return fault({ reason: 'certificate', sent: 'no', permanent: true }, code);
			if (TLS.test(code)) return fault({ reason: 'tls', sent: 'maybe' }, code);
			const rule = RULES[code];
			if (rule) return fault(rule.sent === 'connecting' ? whereIn(rule, chain) : rule);
		}
	}
	const names = chain.map((link) => String(link.name ?? ''));
	const text = chain.map((link) => String(link.message ?? '')).join(' ');
	if (names.some((name) => /^(AbortError|CanceledError)$/.test(name))) return fault({ reason: 'canceled', sent: 'maybe' });
	// Before all words that a host name may hold, too (oauth.example.com): these may have been sent.
	if (/socket hang up|aborted|premature/i.test(text)) return fault({ reason: 'reset', sent: 'maybe' });
	if (/timeout/i.test(text)) return fault({ reason: 'timeout', sent: 'maybe' });
	if (names.includes('SsrfBlockedIpError') || /domain (is )?not allowed|not allowed to|SSRF/i.test(text))
		return fault({ reason: 'blocked', sent: 'no', permanent: true }, secrets.excerpt(text, 200));
	if (/oauth|access token|credentials? not connected|refresh token/i.test(text))
		return fault({ reason: 'credential', sent: 'no', permanent: true }, secrets.excerpt(text, 200));
	return fault({ reason: 'other', sent: 'maybe' }, secrets.excerpt(text, 200));
}

/** Codes of n8n's OAuth2 client: the account refused a token, or its answer was no token. */
const TOKEN_CODES = new Set(['EAUTH', 'ESTATUS']);

/**
 * Trouble of the request for a token, before which nothing was sent to the API, or what was sent was refused with 401. `undefined`: it is
 * not of that.
 *
 * @param url of the request that the token was for
 */
export function tokenFault(error: unknown, url: string, secrets: Secrets): Fault | undefined {
	const chain = chainOf(error) as Array<Link & { config?: { url?: unknown }; status?: unknown; response?: { status?: unknown } }>;
	const ofToken = chain.find(({ code }) => TOKEN_CODES.has(String(code)));
	const elsewhere = chain.find(({ config }) => typeof config?.url === 'string' && isElsewhere(config.url, url));
	if (!ofToken && !elsewhere) return undefined;
	const status = ofToken?.status ?? elsewhere?.response?.status;
	// What the account says stands. What it could not say for want of an answer may be otherwise in a moment.
	const permanent = ofToken !== undefined || (typeof status === 'number' && status < 500 && status !== 429);
	const { message } = ofToken ?? elsewhere ?? {};
	const words = secrets.excerpt(String(message ?? ''), 200);
	const found = fault({ reason: 'credential', sent: 'no' }, words);
	// Without an answer it is the address that is wrong, or its server that is down, and no account.
	const host = status === undefined && elsewhere ? new URL(String(elsewhere.config?.url)).host : undefined;
	const detail =
		host === undefined
			? found.detail
			: `The address that gives tokens, ${host}, could not be reached (${words}); check it in the credential`;
	return { ...found, detail, permanent };
}

/** Another address, whatever its query. */
function isElsewhere(asked: string, url: string): boolean {
	if (!URL.canParse(asked) || !URL.canParse(url)) return false;
	const [one, other] = [new URL(asked), new URL(url)];
	return one.origin !== other.origin || one.pathname !== other.pathname;
}

/** Node.js names the system call that failed, and begins its message with it. */
function whereIn(rule: Rule, chain: readonly Link[]): Rule {
	const isConnect = chain.some(({ syscall, message }) => syscall === 'connect' || /^connect\b/.test(String(message ?? '')));
	if (!isConnect) return { ...rule, sent: 'maybe' };
	return { ...rule, sent: 'no', reason: rule.reason === 'timeout' ? 'connectTimeout' : rule.reason };
}

/** The execution was stopped before the request left. */
export const canceledFault = (): Exchange => ({
	kind: 'fault',
	fault: { reason: 'canceled', sent: 'no', permanent: true, message: 'The execution was stopped' },
});

function fault({ reason, sent, permanent }: Rule, detail?: string): Fault {
	return {
		reason,
		sent: sent === 'no' ? 'no' : 'maybe',
		permanent: permanent === true,
		detail: detail && `Reported: ${detail}`,
		message: detail ? `${MESSAGES[reason]} (${detail})` : MESSAGES[reason],
	};
}
