import { parseHttpDate, type Headers } from './wait';

/** Where a creation time stands to the moment an item's first attempt began. `unclear` proves nothing in either direction. */
export type Age = 'after' | 'before' | 'unclear';

/** The moment a first attempt began, on the API's creation clock. Plain numbers, because it is stored with the execution. */
export interface Began {
	/** What was created at this time or later came after it, ms since 1970 as the API writes it. Left out: nothing is known to. */
	afterFrom?: number;
	/** What was created before this time came before it. Left out: nothing is known to. */
	beforeUntil?: number;
	/** What it was learned from: creation times of this API, or its `Date` header alone. */
	basis: 'creations' | 'date';
}

/** One success: `created` on the API's clock lies between `sent` and `received` on ours (monotonic), all in ms. */
interface Sample {
	created: number;
	sent: number;
	received: number;
}

/** Successes that are kept; more would only keep old mistakes alive. */
const MOST_SAMPLES = 50;
/** Age at which a sample no longer counts, ms. A crystal drifts by seconds a day. */
const SAMPLE_LASTS = 86_400_000;
/** Age at which a `Date` no longer counts, ms. */
const DATE_LASTS = 600_000;
/** Samples this far apart can be of one clock: API servers that differ a little, ms. */
const JITTER = 1000;
/** Share of the samples that must be of one clock. */
const MAJORITY = 0.8;
/** Successes before a creation time can prove that a project is older than an attempt, where `Date` does not agree with them. */
const ENOUGH = 3;
/** Coarsest grain at which a time in the very grain of the attempt still counts as after it, ms. */
const FINE_GRAIN = 1000;

const MINUTE = 60_000;
const QUARTER = 900_000;
const DAY = 86_400_000;

/**
 * The steps in which a clock writes its times: ms, second, minute or day. Whole quarters of an hour are a day
 * somewhere: zones differ by quarters, and nobody cuts to anything in between.
 */
export function grainOf(times: readonly number[]): number {
	const all = (step: number): boolean => times.every((time) => time % step === 0);
	return times.length === 0 ? 1 : all(QUARTER) ? DAY : all(MINUTE) ? MINUTE : all(1000) ? 1000 : 1;
}

/**
 * The clock that an API's creation times are read from, learned from creation times themselves. It need not be
 * that of the `Date` header: a database is a little behind, a time without a zone is hours off, some APIs cut to
 * the minute or the day. Zone, skew and grain all fall out of successes, of which each says what the API wrote
 * between two moments of our own monotonic clock.
 *
 * Wrong in one direction a second project is made, wrong in the other one a stranger's is taken. So a time is
 * *before* only if that is certain by every success seen, and *after* only if it lies between the attempt and now.
 */
export class CreationClock {
	private lastText: string | undefined;
	private lastDate: number | undefined;
	private samples: Sample[] = [];
	/** Server's minus monotonic time, as the `Date` headers bound it, the newest last. */
	private dates: Array<{ low: number; high: number; at: number }> = [];

	/**
	 * A project was created by a request of ours.
	 *
	 * @param createdAt ISO 8601, as the API says.
	 * @param sent monotonic time at which the first request that can have made it was sent, ms.
	 * @param received monotonic time of the answer, ms.
	 */
	learn(createdAt: string | undefined, sent: number, received: number): void {
		const created = createdAt === undefined ? NaN : Date.parse(createdAt);
		if (Number.isNaN(created)) return;
		this.samples.push({ created, sent, received });
		if (this.samples.length > MOST_SAMPLES) this.samples.shift();
	}

	/** Any answer of the API: its `Date` stands in for the creation clock until there is a success. */
	see(headers: Headers, sent: number, received: number): void {
		if (headers.date === undefined) return;
		// Answers of one second have one text.
		if (headers.date !== this.lastText) [this.lastText, this.lastDate] = [headers.date, parseHttpDate(headers.date)];
		const date = this.lastDate;
		if (date === undefined) return;
		// Whole seconds, cut.
		this.dates.push({ low: date - received, high: date + 999 - sent, at: received });
		if (this.dates.length > MOST_SAMPLES) this.dates.shift();
	}

	/** @param at monotonic time at which the first attempt began @param now monotonic @returns `undefined`: nothing is known. */
	began(at: number, now: number): Began | undefined {
		const known = this.known(now);
		if (known.length === 0) {
			const date = this.dateOffset(now);
			// How far creation times are from it is not known: old is not proven by it, whatever the distance.
			return date && { afterFrom: at + date.low, basis: 'date' };
		}
		const began: Began = { basis: 'creations' };
		const core = coreOf(known);
		const isMoving = known.some(({ created }) => created !== known[0].created);
		const isInStep = this.isInStep(known, now);
		// A few times that are equal may be of a clock that stands still, unless they are what the time is, in some zone.
		if (core && (isMoving || this.isInStep(known, now, QUARTER))) {
			// As wide as the way there and back: half of a wide one is as far as one can go towards our own.
			began.afterFrom = at + core.low + Math.max(0, core.high - core.low - FINE_GRAIN) / 2;
		}
		// A clock that stands still, or a success with an odd time, must not make our own project look old.
		if (isInStep || (known.length >= ENOUGH && isMoving)) {
			const lows = known.map(lowOf);
			const low = core?.isCommon && core.count === known.length ? Math.max(...lows) : Math.min(...lows);
			const oldest = Math.max(...known.map(({ received }) => Math.abs(now - received)));
			began.beforeUntil = at + low - JITTER - oldest / 1000;
		}
		return began;
	}

	/**
	 * @param createdAt ISO 8601 of a candidate.
	 * @param began of the item's first attempt; `undefined`: not known.
	 * @param now monotonic.
	 */
	age(createdAt: string | undefined, began: Began | undefined, now: number): Age {
		const created = createdAt === undefined ? NaN : Date.parse(createdAt);
		if (Number.isNaN(created) || !began) return 'unclear';
		const grain = this.grain(created, now);
		// The whole grain is where it may have been created.
		const last = created + grain - 1;
		if (began.beforeUntil !== undefined && last < began.beforeUntil) return 'before';
		if (began.afterFrom === undefined || created > this.latest(now, began.basis)) return 'unclear';
		return (grain <= FINE_GRAIN ? last : created) >= began.afterFrom ? 'after' : 'unclear';
	}

	private known(now: number): Sample[] {
		return this.samples.filter(({ received }) => now - received <= SAMPLE_LASTS);
	}

	/** The latest that a creation time can say now: a later one is of a clock we do not understand. */
	private latest(now: number, basis: Began['basis']): number {
		if (basis === 'date') {
			const date = this.dateOffset(now);
			return date ? now + date.high + JITTER : Infinity;
		}
		const core = coreOf(this.known(now));
		return core ? now + core.high + JITTER : Infinity;
	}

	/** Of a few successes the grain is not certain: what the candidate itself is cut to counts, too. */
	private grain(created: number, now: number): number {
		const times = this.known(now).map((sample) => sample.created);
		const own = grainOf([created]);
		const learned = grainOf(times);
		// A list may cut what the create's answer had whole, but then to seconds.
		return Math.max(learned, times.length < ENOUGH ? own : Math.min(own, FINE_GRAIN));
	}

	private dateOffset(now: number): { low: number; high: number } | undefined {
		let offset: { low: number; high: number } | undefined;
		for (const { low, high, at } of [...this.dates].reverse()) {
			if (now - at > DATE_LASTS) break;
			const both: { low: number; high: number } = offset
				? { low: Math.max(low, offset.low), high: Math.min(high, offset.high) }
				: { low, high };
			// One of the clocks was set: what was before that no longer counts.
			if (both.low > both.high) break;
			offset = both;
		}
		return offset;
	}

	/** Every success was given the time that `Date` says, too. @param zones the two may differ by a multiple of it, ms */
	private isInStep(known: readonly Sample[], now: number, zones = Infinity): boolean {
		const date = this.dateOffset(now);
		if (date === undefined) return false;
		const grain = grainOf(known.map(({ created }) => created));
		const zone = zones === Infinity ? 0 : Math.round((lowOf(known[0]) - date.low) / zones) * zones;
		const [low, high] = [date.low + zone - JITTER, date.high + zone + JITTER];
		return grain <= FINE_GRAIN && known.every((sample) => lowOf(sample) <= high && sample.created + grain - sample.sent >= low);
	}
}

const lowOf = ({ created, received }: Sample): number => created - received;

/**
 * The offset of the API's clock to ours, as far as nearly all samples agree on it. `isCommon`: there is an offset that fits
 * each of them; else the bounds hold them all.
 */
function coreOf(samples: readonly Sample[]): { low: number; high: number; count: number; isCommon: boolean } | undefined {
	if (samples.length === 0) return undefined;
	const grain = grainOf(samples.map(({ created }) => created));
	const spans = samples.map((sample) => ({ low: lowOf(sample), high: sample.created + grain - sample.sent }));
	const holding = (point: number) => spans.filter(({ low, high }) => low - JITTER <= point && point <= high + JITTER);
	// Where most spans meet: a wide one, of a slow or repeated request, says little and must not shift it.
	let close: typeof spans = [];
	for (const { low, high } of spans)
		for (const point of [low, high]) {
			const held = holding(point);
			if (held.length > close.length) close = held;
		}
	// Two that differ are no majority.
	if (close.length < samples.length * MAJORITY) return undefined;
	const low = Math.max(...close.map((span) => span.low));
	const high = Math.min(...close.map((span) => span.high));
	if (low <= high) return { low, high, count: close.length, isCommon: true };
	return {
		low: Math.min(...close.map((span) => span.low)),
		high: Math.max(...close.map((span) => span.high)),
		count: close.length,
		isCommon: false,
	};
}
