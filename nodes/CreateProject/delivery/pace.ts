import type { Tools } from './exchange';

/** How a request ended, as far as the pace is concerned. */
export type Signal = 'fine' | 'limited' | 'trouble';

export interface PaceOptions {
	/** Most requests at once. Default {@link CEILING}, {@link CROWD} where pauses are what costs time. */
	ceiling?: number;
	/** The vendor's documented pace. */
	documented?: { count: number; perMs: number };
}

/** Requests at once in the beginning: quick enough for small batches, few 429s if the API allows little. */
const START = 8;
/** More at once gains nothing against n8n's own cost per request. */
const CEILING = 40;
/** Where the API stops everybody for a single refusal, what is under way already is not stopped. */
const CROWD = 200;
/** Fine answers without a wall before parallelism grows: more than the bursts that APIs commonly allow. */
const TRUST_AFTER = 160;
/** Answers that must have passed between two walls before they tell a rate. */
const SAMPLE = 5;
/** A measured rate is tried higher by this part after so many ms without a 429; both double with success and failure. */
const PROBE = { step: 0.1, afterMs: 4000, mostMs: 16_000 };
/** One 429 in so many answers is the price of staying close to the limit. */
const FEW = 100;

interface Bucket {
	perMs: number;
	size: number;
	tokens: number;
	at: number;
	/** The rate before it was tried higher, as long as that is on trial. */
	proven: number;
	step: number;
	patienceMs: number;
	quietSince: number;
}

/**
 * Keeps requests to one API with one credential at a pace it can take. All executions in the process
 * share it.
 *
 * Four means: a number of requests at once that grows while all is well and halves at a wall; a pause
 * that all requests share when the API asks for time; a vendor's documented pace, kept to the letter;
 * and, once two walls have shown how much passes between them, a token bucket at just that rate.
 * Between two walls an API's own bucket goes from empty to empty, so what passed divided by the time is
 * its refill rate, or less where its bucket ran over in between: hence the rate is tried higher from
 * time to time. Such a trial costs one 429, and no time, for what the pause holds back is not lost.
 */
export class Pace {
	private limit: number;
	private readonly ceiling: number;
	private readonly crowd: number;
	/** The limit before a hiccup made a crowd of it. */
	private beforeCrowd: number | undefined;
	private running = 0;
	private pausedUntil = 0;
	private waking: AbortController | undefined;
	private readonly queue: Array<() => void> = [];
	// An epoch: the requests under way when a 429 came. How they end tells a wall from a hiccup.
	private pauseEpoch = 0;
	private epochPassed = 0;
	private epochLimited = 0;
	private epochOpen = 0;
	private epochJudged = true;
	/** Company of recent 429s: how many were under way with one, and how many of those met a 429, too. */
	private readonly company = { all: 0, limited: 0 };
	/** Answers of late that were in no such company, and the 429s among them. */
	private readonly recent = { all: 0, limited: 0 };
	private hasMetWall = false;
	/** Where measuring began: a moment when the API's own bucket was empty. */
	private emptySince = 0;
	private passedSinceEmpty = 0;
	private passedSinceWall = 0;
	private passedSinceLimited = 0;
	private passedSinceGrowth = 0;
	private bucket: Bucket | undefined;
	private readonly documented: { count: number; perMs: number } | undefined;
	/** When the last requests left, at most as many as the documented count. */
	private readonly departures: number[] = [];

	constructor(
		private readonly tools: Tools,
		{ ceiling, documented }: PaceOptions = {},
	) {
		this.ceiling = Math.max(1, ceiling ?? CEILING);
		this.crowd = Math.max(1, ceiling ?? CROWD);
		this.limit = Math.min(START, this.ceiling);
		this.documented = documented;
	}

	/** Requests allowed at once just now. */
	get parallel(): number {
		return this.limit;
	}

	/** Nobody uses it and no pause is under way: it may be forgotten. */
	get isIdle(): boolean {
		return this.running === 0 && this.queue.length === 0 && this.tools.now() >= this.pausedUntil;
	}

	/** How long a request would have to wait for the pause now in force, ms. */
	get pauseLeft(): number {
		return Math.max(0, this.pausedUntil - this.tools.now());
	}

	/**
	 * Waits for leave to send one request. The answer is given back with the request's end, see
	 * {@link leave}.
	 *
	 * @returns the epoch to hand to {@link leave}, or `undefined` when the signal ended the wait.
	 */
	async enter(signal?: AbortSignal): Promise<number | undefined> {
		if (signal?.aborted) return undefined;
		if (this.queue.length === 0 && this.delay() === 0) return this.admit();
		return await new Promise<number | undefined>((resolve) => {
			const give = (): void => {
				signal?.removeEventListener('abort', abandon);
				resolve(this.admit());
			};
			const abandon = (): void => {
				const position = this.queue.indexOf(give);
				if (position >= 0) this.queue.splice(position, 1);
				resolve(undefined);
			};
			signal?.addEventListener('abort', abandon, { once: true });
			this.queue.push(give);
			this.pump();
		});
	}

	/**
	 * Reports a request's end.
	 *
	 * @param waitMs for `limited`: what the API asked for; for `fine`: the hold because nothing remains.
	 */
	leave(epoch: number, signal: Signal, waitMs = 0): void {
		this.running--;
		const isOfEpoch = !this.epochJudged && epoch < this.pauseEpoch;
		if (isOfEpoch) this.epochOpen--;
		else this.count(signal === 'limited');
		if (signal === 'limited') this.limited(isOfEpoch, waitMs);
		else {
			// A request that met other trouble was let through, too.
			if (isOfEpoch) this.epochPassed++;
			if (signal === 'fine') this.fine();
			if (waitMs > 0) this.pause(waitMs);
		}
		if (!this.epochJudged && this.epochOpen === 0) this.judgeEpoch();
		this.pump();
	}

	/** Holds all requests for a while; an earlier, longer pause stays. */
	pause(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.tools.now() + ms);
	}

	private count(isLimited: boolean): void {
		const { recent } = this;
		if (recent.all >= 256) {
			recent.all /= 2;
			recent.limited /= 2;
		}
		recent.all++;
		if (isLimited) recent.limited++;
	}

	private fine(): void {
		this.passedSinceEmpty++;
		this.passedSinceWall++;
		this.passedSinceLimited++;
		if (this.limit >= this.ceiling) return;
		// Once the API has earned trust, quickly; after a wall only a little at a time.
		const isTrusted = !this.hasMetWall && this.passedSinceWall >= TRUST_AFTER;
		if (++this.passedSinceGrowth < (isTrusted ? 2 : this.limit * 8)) return;
		this.passedSinceGrowth = 0;
		this.limit++;
	}

	private limited(isOfEpoch: boolean, waitMs: number): void {
		this.pause(waitMs);
		if (isOfEpoch) {
			this.epochLimited++;
			return;
		}
		// The first 429 of its kind: what was under way with it will tell whether this is a wall.
		this.pauseEpoch++;
		this.epochLimited = 1;
		this.epochPassed = 0;
		this.epochOpen = this.running;
		this.epochJudged = false;
	}

	/**
	 * A wall turns many away that come with the first; a lone 429 among answers that went through is a
	 * hiccup. What was seen last counts half, for a slow request may have no company at all.
	 */
	private judgeEpoch(): void {
		this.epochJudged = true;
		const { company } = this;
		const isAlone = this.epochLimited + this.epochPassed === 1;
		if (!isAlone) {
			company.limited = company.limited / 2 + this.epochLimited - 1;
			company.all = company.all / 2 + this.epochLimited + this.epochPassed - 1;
		}
		// Where 429s come by chance, company meets them as often as any request does.
		const usual = this.recent.limited / this.recent.all;
		const isLikely = company.limited >= 1.5 && company.limited >= company.all * Math.min(0.9, Math.max(0.5, 3 * usual));
		if (isLikely && (!isAlone || this.passedSinceWall < SAMPLE)) this.wall();
		else if (!this.hasMetWall && this.epochPassed >= 3 * this.epochLimited) {
			// The API refuses single requests and lets the crowd pass. Each refusal stops all for as long as
			// it asks, however many are under way: the more at once, the fewer such stops in all.
			this.beforeCrowd ??= this.limit;
			this.limit = this.crowd;
		} else if (this.bucket) this.slow(this.bucket);
	}

	private wall(): void {
		const now = this.tools.now();
		// A wall met by a crowd tells nothing about half a crowd.
		this.limit = Math.max(2, Math.floor((this.beforeCrowd ?? this.limit) / 2));
		this.beforeCrowd = undefined;
		this.passedSinceWall = 0;
		if (this.bucket) this.slow(this.bucket);
		else if (this.hasMetWall && this.passedSinceEmpty >= SAMPLE && now > this.emptySince && !this.documented) {
			const perMs = this.passedSinceEmpty / (now - this.emptySince);
			const size = Math.max(1, Math.min(this.passedSinceEmpty, perMs * Math.max(this.pauseLeft, 1000)));
			this.bucket = { perMs, size, tokens: 0, at: now, proven: perMs, step: PROBE.step, patienceMs: PROBE.afterMs, quietSince: now };
		}
		// Walls close together are one measurement: too little passed between them to tell a rate.
		if (!this.hasMetWall || this.passedSinceEmpty >= SAMPLE) {
			this.emptySince = now;
			this.passedSinceEmpty = 0;
		}
		this.hasMetWall = true;
	}

	/** A 429 at the measured rate: a trial ends, or the rate was a little too high. */
	private slow(bucket: Bucket): void {
		const now = this.tools.now();
		if (bucket.perMs > bucket.proven) {
			bucket.perMs = bucket.proven;
			bucket.patienceMs = Math.min(bucket.patienceMs * 2, PROBE.mostMs);
		} else if (this.passedSinceLimited < FEW)
			bucket.perMs = bucket.proven *= Math.max(0.5, this.passedSinceLimited / (this.passedSinceLimited + 1));
		this.passedSinceLimited = 0;
		bucket.step = PROBE.step;
		bucket.tokens = 0;
		bucket.at = now;
		// Quiet can only be kept once the pause is over.
		bucket.quietSince = Math.max(now, this.pausedUntil);
	}

	private admit(): number {
		this.running++;
		if (this.bucket) this.bucket.tokens -= 1;
		if (this.documented) {
			this.departures.push(this.tools.now());
			if (this.departures.length > this.documented.count) this.departures.shift();
		}
		return this.pauseEpoch;
	}

	/** Milliseconds until a request may go; 0: now; Infinity: when another ends. */
	private delay(): number {
		const now = this.tools.now();
		if (this.running >= this.limit) return Infinity;
		const pause = Math.max(0, this.pausedUntil - now);
		return Math.max(pause, this.tokenDelay(now), this.documentedDelay(now));
	}

	/** Never more than the documented count in any stretch of the documented length. */
	private documentedDelay(now: number): number {
		if (!this.documented || this.departures.length < this.documented.count) return 0;
		return Math.max(0, this.departures[0] + this.documented.perMs - now);
	}

	private tokenDelay(now: number): number {
		const { bucket } = this;
		if (!bucket) return 0;
		if (now - bucket.quietSince > bucket.patienceMs) {
			bucket.proven = bucket.perMs;
			bucket.perMs *= 1 + bucket.step;
			bucket.step *= 2;
			bucket.quietSince = now;
		}
		bucket.tokens = Math.min(bucket.size, bucket.tokens + (now - bucket.at) * bucket.perMs);
		bucket.at = now;
		return bucket.tokens >= 1 ? 0 : Math.ceil((1 - bucket.tokens) / bucket.perMs);
	}

	private pump(): void {
		while (this.queue.length > 0) {
			const delay = this.delay();
			if (delay === 0) {
				this.queue.shift()!();
				continue;
			}
			if (delay !== Infinity) this.wakeIn(delay);
			return;
		}
	}

	/** One sleeper for the whole queue; a new one replaces it when the time changes. */
	private wakeIn(ms: number): void {
		this.waking?.abort();
		const waking = new AbortController();
		this.waking = waking;
		void this.tools.sleep(ms, waking.signal).then(() => {
			if (waking.signal.aborted) return;
			this.waking = undefined;
			this.pump();
		});
	}
}
