import type { Json, LimitDefinition } from '../services/service';
import { getPath } from '../project/json';
import type { Tools } from './exchange';

export type Headers = Record<string, string>;

/** A wait the server asked for. */
export interface RequestedWait {
	/** Whole ms from the answer on, 0 for what is past. */
	ms: number;
	/** The header or the path in the body that it came from. */
	source: string;
}

/** The last second that ISO 8601 writes with four digits: no moment that is told lies behind it. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59);

/** A wait as it may be used: whole ms, not negative, ending at a moment that can be written. Waits are bounded here alone. */
const clamp = (ms: number, now: number): number => Math.min(Math.max(0, Math.ceil(ms)), Math.max(0, LATEST - now));

const ZONE = '(?:GMT|UTC|Z|[+-]\\d{2}:?\\d{2})';
const HTTP_DATES = [
	new RegExp(`^[A-Z][a-z]{2,8},? \\d{2}[ -][A-Z][a-z]{2}[ -]\\d{2,4} \\d{2}:\\d{2}:\\d{2} ${ZONE}$`),
	/^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];
const ISO_DATE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/** An HTTP-date in its three forms (RFC 9110, 5.6.7), also with a numeric zone, in ms since 1970. */
export function parseHttpDate(text: string): number | undefined {
	if (!HTTP_DATES.some((form) => form.test(text))) return undefined;
	const moment = Date.parse(/\d{4}$/.test(text) && !/[+-]\d{4}$/.test(text) ? `${text} GMT` : text);
	return Number.isNaN(moment) ? undefined : moment;
}

/** ISO 8601; without a zone in UTC, as servers mean it. */
function parseIsoDate(text: string): number | undefined {
	if (!ISO_DATE.test(text)) return undefined;
	const moment = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) ? text : `${text}Z`);
	return Number.isNaN(moment) ? undefined : moment;
}

/** Numbers from here on are moments, in s, ms, µs or ns since 1970; smaller ones are durations (10^9 s are 31 years). */
const EPOCHS = [
	{ from: 1e18, perMs: 1e6 },
	{ from: 1e15, perMs: 1e3 },
	{ from: 1e12, perMs: 1 },
	{ from: 1e9, perMs: 1e-3 },
];

/** ms of a duration's unit, as in `2s`, `350ms` and `1m30s`. */
const UNITS: Record<string, number> = { ms: 1, s: 1000, sec: 1000, second: 1000, seconds: 1000, m: 60_000, min: 60_000, minute: 60_000 };
UNITS.minutes = UNITS.min;
UNITS.h = UNITS.hour = UNITS.hours = 3_600_000;

/** One value as ms from now, not bounded yet. @param unitMs what a plain number counts in. */
function valueToMs(text: string, now: number, unitMs: number): number | undefined {
	if (/^\d+(\.\d*)?$/.test(text)) {
		const number = Number(text);
		const epoch = EPOCHS.find(({ from }) => number >= from);
		return epoch ? number / epoch.perMs - now : number * unitMs;
	}
	if (text.length < 40 && /^(\d+(\.\d+)? ?[a-z]+ ?)+$/i.test(text)) {
		const parts = [...text.matchAll(/(?<!\d)(\d+(?:\.\d+)?) ?([a-z]+)/gi)].map(
			([, count, unit]) => Number(count) * (UNITS[unit.toLowerCase()] ?? NaN),
		);
		const sum = parts.reduce((all, part) => all + part, 0);
		return Number.isNaN(sum) ? undefined : sum;
	}
	const moment = parseHttpDate(text) ?? parseIsoDate(text);
	return moment === undefined ? undefined : moment - now;
}

/** A list's values; the comma of a date is none between values. */
const valuesOf = (text: string): string[] =>
	text
		.slice(0, 500)
		.split(/,(?! ?\d{1,2}[ -][A-Z][a-z]{2}[ -])/)
		.map((value) => value.trim().replace(/^"(.*)"$/, '$1'))
		.filter((value) => value !== '');

/**
 * A header's value as ms from now; of several, as proxies join them, the longest. What cannot be read is left out.
 *
 * @param now the server's clock, ms since 1970.
 * @param unitMs what a plain number counts in: 1000, or 1 for headers that say so in their name.
 */
export function waitOf(text: string, now: number, unitMs = 1000): number | undefined {
	const waits = valuesOf(text).flatMap((value) => valueToMs(value, now, unitMs) ?? []);
	return waits.length === 0 ? undefined : clamp(Math.max(...waits), now);
}

/** `RateLimit`: a policy each (`"a";r=0;t=30, "b";r=9`, draft 8 on) or one dictionary (`limit=9, remaining=0, reset=30`, before). */
function structuredLimits(text: string): Array<{ remaining: number; seconds?: number }> {
	const read = (entry: string, remaining: RegExp, seconds: RegExp): Array<{ remaining: number; seconds?: number }> => {
		const [left, reset] = [remaining.exec(entry)?.[1], seconds.exec(entry)?.[1]];
		return left === undefined ? [] : [{ remaining: Number(left), ...(reset === undefined ? {} : { seconds: Number(reset) }) }];
	};
	const short = text.slice(0, 2000);
	if (/(^|[,;\s])remaining=/i.test(short)) return read(short, /(?:^|[,;\s])remaining=(\d+)/i, /(?:^|[,;\s])reset=(\d+)/i);
	return short.split(',').flatMap((entry) => read(entry, /;\s*r=(\d+)/, /;\s*t=(\d+)/));
}

const AFTERS = [
	{ name: 'retry-after', unitMs: 1000 },
	{ name: 'retry-after-ms', unitMs: 1 },
	{ name: 'x-ms-retry-after-ms', unitMs: 1 },
];
const RESETS = ['x-ratelimit-reset-after', 'ratelimit-reset', 'x-ratelimit-retry-after', 'x-ratelimit-reset', 'x-rate-limit-reset'];
const REMAININGS = ['ratelimit-remaining', 'x-ratelimit-remaining', 'x-rate-limit-remaining'];

/**
 * What `Retry-After` asks for, or its relatives in ms, ms; the longest of them. `null`: it is there and cannot be read.
 * A part of a second counts as a whole one, for the header knows whole ones only (RFC 9110, 10.2.3).
 */
function retryAfterOf(headers: Headers, now: number): RequestedWait | null | undefined {
	const present = AFTERS.filter(({ name }) => headers[name] !== undefined);
	if (present.length === 0) return undefined;
	const waits = present.flatMap(({ name, unitMs }) => {
		const ms = waitOf(headers[name], now, unitMs);
		if (ms === undefined) return [];
		const isDecimal = unitMs === 1000 && /^\d+\.\d*$/.test(headers[name].trim());
		return { ms: isDecimal ? clamp(Math.ceil(ms / 1000) * 1000, now) : ms, source: name };
	});
	return waits.length === 0 ? null : waits.reduce((longest, wait) => (wait.ms > longest.ms ? wait : longest));
}

/** Moments are told on the server's clock: the answer's own Date where the clock seen so far cannot be that of its sender. */
function momentOf(headers: Headers, now: number): number {
	const own = headers.date === undefined ? undefined : parseHttpDate(headers.date);
	return own === undefined || (now >= own && now < own + 2000) ? now : own;
}

/**
 * The wait an answer asks for, in the order of precedence of the RateLimit draft and of `ky`: Retry-After, or the
 * body where the format says so, whichever is longer; the vendor's own header, RateLimit, the X-RateLimit family.
 *
 * A reset counts only when nothing remains. A present but broken Retry-After does not fall through to weaker
 * headers: the caller's own back-off is safer than a guess. Waits are never shortened, and never beyond the year 9999.
 *
 * @param now the server's clock where known, in ms since 1970.
 * @param body the parsed body, for {@link LimitDefinition.body}.
 */
export function requestedWait(headers: Headers, now: number, limits?: LimitDefinition, body?: Json): RequestedWait | undefined {
	const moment = momentOf(headers, now);
	const after = retryAfterOf(headers, moment);
	const inBody = bodyWait(moment, limits, body);
	if (inBody && (!after || inBody.ms > after.ms)) return inBody;
	return after === undefined ? resetWait(headers, moment, limits) : (after ?? undefined);
}

/** What a failing answer asks for that is no limit: only Retry-After speaks of those. */
export const failureWait = (headers: Headers, now: number): number => retryAfterOf(headers, momentOf(headers, now))?.ms ?? 0;

function bodyWait(now: number, limits?: LimitDefinition, body?: Json): RequestedWait | undefined {
	for (const path of body === undefined ? [] : (limits?.body ?? [])) {
		const held = getPath(body, path);
		const ms = typeof held === 'number' || typeof held === 'string' ? waitOf(String(held), now) : undefined;
		if (ms !== undefined) return { ms, source: path };
	}
	return undefined;
}

function resetWait(headers: Headers, now: number, limits?: LimitDefinition): RequestedWait | undefined {
	const structured = headers.ratelimit === undefined ? [] : structuredLimits(headers.ratelimit);
	const spent = structured.filter(({ remaining, seconds }) => remaining === 0 && seconds !== undefined);
	const own = limits?.headers?.reset;
	const isLeft = remainings(headers, limits).some((count) => count > 0) && !remainingIsZero(headers, limits);
	if (own !== undefined && headers[own] !== undefined && !isLeft) {
		const ms = waitOf(headers[own], now);
		if (ms !== undefined) return { ms, source: own };
	}
	if (spent.length > 0) return { ms: clamp(Math.max(...spent.map(({ seconds }) => seconds! * 1000)), now), source: 'ratelimit' };
	if (isLeft || structured.some(({ remaining }) => remaining > 0)) return undefined;
	for (const name of RESETS) {
		const ms = headers[name] === undefined ? undefined : waitOf(headers[name], now);
		if (ms !== undefined) return { ms, source: name };
	}
	return undefined;
}

/** After a success: how long to hold back because nothing remains; `undefined` when something does. */
export function spentWait(headers: Headers, now: number, limits?: LimitDefinition): RequestedWait | undefined {
	if (!remainingIsZero(headers, limits)) return undefined;
	return resetWait(headers, momentOf(headers, now), limits);
}

/** What remains, by the vendor's own header or else by the common ones; a list has a number for each of its limits. */
function remainings(headers: Headers, limits?: LimitDefinition): number[] {
	const own = limits?.headers?.remaining;
	const names = own !== undefined && headers[own] !== undefined ? [own] : REMAININGS;
	return names
		.flatMap((name) => (headers[name] === undefined ? [] : valuesOf(headers[name])))
		.map(Number)
		.filter((count) => !Number.isNaN(count));
}

/** Does any limit header say that nothing remains? A negative number is no count of what remains. */
export function remainingIsZero(headers: Headers, limits?: LimitDefinition): boolean {
	if (remainings(headers, limits).some((count) => count === 0)) return true;
	const own = limits?.headers?.remaining;
	if (own !== undefined && headers[own] !== undefined) return false;
	return headers.ratelimit !== undefined && structuredLimits(headers.ratelimit).some((limit) => limit.remaining === 0);
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
