import type { LimitDefinition } from '../services/service';
import type { Tools } from './exchange';

export type Headers = Record<string, string>;

/** A wait the server asked for. */
export interface RequestedWait {
	ms: number;
	/** The header it came from. */
	source: string;
}

const HTTP_DATES = [
	/^[A-Z][a-z]{2,8},? \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/,
	/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/** An HTTP-date in its three forms (RFC 9110, 5.6.7), in ms since 1970. */
export function parseHttpDate(text: string): number | undefined {
	if (!HTTP_DATES.some((form) => form.test(text))) return undefined;
	const moment = Date.parse(/GMT$/.test(text) ? text : `${text} GMT`);
	return Number.isNaN(moment) ? undefined : moment;
}

/** Retry-After: whole seconds or an HTTP-date (RFC 9110, 10.2.3). Anything else is malformed: `null`. */
function retryAfter(text: string, now: number): number | null {
	if (/^\d+$/.test(text)) return Number(text) * 1000;
	const moment = parseHttpDate(text);
	return moment === undefined ? null : Math.max(0, moment - now);
}

// A number above this is an epoch, not a delta: 2024-01-01 in seconds; the same in ms is far above any epoch in seconds.
const FIRST_EPOCH_SECOND = 1_704_067_200;
const FIRST_EPOCH_MILLISECOND = 1e12;

/** A reset header's value as ms from now, by its declared meaning or by its size. */
export function resetToMs(text: string, now: number, meaning?: NonNullable<LimitDefinition['headers']>['resetIs']): number | undefined {
	const trimmed = text.trim();
	if (/^\d+(\.\d+)?$/.test(trimmed)) {
		const number = Number(trimmed);
		const kind =
			meaning ?? (number >= FIRST_EPOCH_MILLISECOND ? 'epochMilliseconds' : number >= FIRST_EPOCH_SECOND ? 'epochSeconds' : 'seconds');
		if (kind === 'epochMilliseconds') return Math.max(0, number - now);
		if (kind === 'epochSeconds') return Math.max(0, number * 1000 - now);
		if (kind === 'seconds') return number * 1000;
		return undefined;
	}
	const moment = parseHttpDate(trimmed) ?? (/^\d{4}-\d{2}-\d{2}T/.test(trimmed) ? Date.parse(trimmed) : NaN);
	return Number.isNaN(moment) ? undefined : Math.max(0, moment - now);
}

/** `RateLimit: "a";r=0;t=30, "b";r=9;t=5` (draft-ietf-httpapi-ratelimit-headers): remaining and seconds per policy. */
function structuredLimits(text: string): Array<{ remaining: number; seconds?: number }> {
	return text.split(',').flatMap((entry) => {
		const remaining = /;\s*r=(\d+)/.exec(entry)?.[1];
		const seconds = /;\s*t=(\d+)/.exec(entry)?.[1];
		return remaining === undefined
			? []
			: [{ remaining: Number(remaining), ...(seconds === undefined ? {} : { seconds: Number(seconds) }) }];
	});
}

const RESETS = ['ratelimit-reset', 'x-ratelimit-retry-after', 'x-ratelimit-reset', 'x-rate-limit-reset'];
const REMAININGS = ['ratelimit-remaining', 'x-ratelimit-remaining', 'x-rate-limit-remaining'];

/**
 * The wait an answer asks for, in the order of precedence of the RateLimit draft and of `ky`:
 * Retry-After, the vendor's own header, RateLimit, then the X-RateLimit family.
 *
 * A present but broken Retry-After does not fall through to weaker headers: the caller's own back-off
 * is safer than a guess. Waits are never shortened.
 *
 * @param now the server's clock where known, in ms since 1970.
 */
export function requestedWait(headers: Headers, now: number, limits?: LimitDefinition): RequestedWait | undefined {
	const after = headers['retry-after'];
	if (after !== undefined) {
		const ms = retryAfter(after.trim(), now);
		return ms === null ? undefined : { ms, source: 'retry-after' };
	}
	return resetWait(headers, now, limits);
}

function resetWait(headers: Headers, now: number, limits?: LimitDefinition): RequestedWait | undefined {
	const own = limits?.headers?.reset;
	if (own !== undefined && headers[own] !== undefined) {
		const ms = resetToMs(headers[own], now, limits?.headers?.resetIs);
		if (ms !== undefined) return { ms, source: own };
	}
	const structured =
		headers.ratelimit === undefined
			? []
			: structuredLimits(headers.ratelimit).filter((limit) => limit.remaining === 0 && limit.seconds !== undefined);
	if (structured.length > 0) return { ms: Math.max(...structured.map((limit) => limit.seconds! * 1000)), source: 'ratelimit' };
	for (const name of RESETS) {
		const ms = headers[name] === undefined ? undefined : resetToMs(headers[name], now);
		if (ms !== undefined) return { ms, source: name };
	}
	return undefined;
}

/** After a success: how long to hold back because nothing remains; `undefined` when something does. */
export function spentWait(headers: Headers, now: number, limits?: LimitDefinition): RequestedWait | undefined {
	if (!remainingIsZero(headers, limits)) return undefined;
	return resetWait(headers, now, limits);
}

/** Does any limit header say that nothing remains? */
export function remainingIsZero(headers: Headers, limits?: LimitDefinition): boolean {
	const own = limits?.headers?.remaining;
	if (own !== undefined && headers[own] !== undefined) return Number(headers[own]) <= 0;
	if (headers.ratelimit !== undefined && structuredLimits(headers.ratelimit).some((limit) => limit.remaining === 0)) return true;
	return REMAININGS.some((name) => /^0+(\.0+)?$/.test(headers[name]?.trim() ?? ''));
}

export interface BackOff {
	/** First step, ms. */
	base: number;
	/** Longest step, ms. */
	cap: number;
}

/** Half a second doubling to half a minute: the middle of what stripe-node, got and the AWS SDK do. */
export const BACK_OFF: BackOff = { base: 500, cap: 30_000 };

/**
 * Exponential back-off with full jitter over a floor: uniform in [base/2, min(cap, base·2^n)]. Full
 * jitter spreads a crowd best; the floor keeps a retry from following at once.
 *
 * @param repeat 0 for the wait after the first attempt.
 */
export function backOff(repeat: number, random: Tools['random'], { base, cap }: BackOff = BACK_OFF): number {
	const floor = base / 2;
	const ceiling = Math.min(cap, base * 2 ** Math.min(repeat, 30));
	return Math.round(floor + random() * Math.max(0, ceiling - floor));
}

/**
 * The server's clock, seen through `Date` headers (RFC 9110, 6.6.1).
 *
 * A Date is cut to whole seconds and is old by the way back, so each answer bounds the offset from one
 * side only; the smallest seen is the best. The clock never runs ahead of the server's, hence a wait
 * measured with it is never too short.
 */
export class ServerClock {
	private offset: number | undefined;
	/** The Date read last: an API that answers often says the same one many times. */
	private last: { text: string; moment: number | undefined } = { text: '', moment: undefined };

	/** @param receivedAt local time, ms since 1970. */
	see(headers: Headers, receivedAt: number): void {
		if (headers.date === undefined) return;
		if (headers.date !== this.last.text) this.last = { text: headers.date, moment: parseHttpDate(headers.date) };
		if (this.last.moment === undefined) return;
		const offset = receivedAt - this.last.moment;
		if (this.offset === undefined || offset < this.offset) this.offset = offset;
	}

	/** Has any answer told the time? */
	get isKnown(): boolean {
		return this.offset !== undefined;
	}

	/** The server's time at a local time; the local time itself before any Date was seen. */
	at(local: number): number {
		return local - (this.offset ?? 0);
	}
}
