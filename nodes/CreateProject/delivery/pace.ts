import type { Tools } from './exchange';

/** How a request ended, as far as the pace is concerned. */
export type Signal = 'fine' | 'limited' | 'trouble';

export interface PaceOptions {
	/** Most requests at once. Default 40: more gains nothing against n8n's own cost per request. */
	ceiling?: number;
	/** The vendor's documented pace. */
	documented?: { count: number; perMs: number };
}

/** Requests at once in the beginning: quick enough for small batches, few 429s if the API allows little. */
const START = 8;
/** Fine answers without a wall before parallelism grows: more than the bursts that APIs commonly allow. */
const TRUST_AFTER = 64;
/** Part of a measured rate that is used, so that the next wall stays away. */
const MARGIN = 0.98;
/** Time without a wall after which a measured rate is tried a little higher, ms. */
const PROBE_AFTER = 10_000;

/**
 * Keeps requests to one API with one credential at a pace it can take. All executions in the process
 * share it.
 *
 * Three means: a number of requests at once that grows while all is well and halves at a wall; a pause
 * that all requests share when the API asks for time; and, once two walls have shown how much passes
 * between them, a token bucket at just that rate. Between two walls an API's own bucket goes from
 * empty to empty, so what passed divided by the time is its refill rate.
 */
export class Pace {
	private limit: number;
	private readonly ceiling: number;
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
	private hasMetWall = false;
	private lastWall = 0;
	private passedSinceWall = 0;
	private bucket: { perMs: number; size: number; tokens: number; at: number } | undefined;
	private readonly isDocumented: boolean;

	constructor(
		private readonly tools: Tools,
		{ ceiling = 40, documented }: PaceOptions = {},
	) {
		this.ceiling = Math.max(1, ceiling);
		this.limit = Math.min(START, this.ceiling);
		this.isDocumented = documented !== undefined;
		if (documented) {
			this.bucket = { perMs: documented.count / documented.perMs, size: documented.count, tokens: documented.count, at: tools.now() };
		}
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

	private fine(): void {
		this.passedSinceWall++;
		if (this.limit >= this.ceiling) return;
		// Slow start once the API has earned trust; after a wall only a little at a time.
		const isTrusted = !this.hasMetWall && this.passedSinceWall >= TRUST_AFTER;
		if (isTrusted || this.passedSinceWall % (this.limit * 8) === 0) this.limit++;
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
	 * A wall turns (nearly) all away that comes with it; a lone 429 among answers that went through is a
	 * hiccup. With a measured rate a lone one only says that the bucket here runs ahead.
	 */
	private judgeEpoch(): void {
		this.epochJudged = true;
		const together = this.epochLimited + this.epochPassed;
		if (this.epochLimited >= 3 && this.epochLimited >= together * 0.75) this.wall();
		else if (this.bucket && !this.isDocumented) {
			this.bucket.perMs *= MARGIN;
			this.empty(this.bucket);
		}
	}

	private wall(): void {
		const now = this.tools.now();
		this.limit = Math.max(2, Math.floor(this.limit / 2));
		if (this.isDocumented) this.empty(this.bucket!);
		else if (this.hasMetWall && this.passedSinceWall >= 5 && now > this.lastWall) {
			const perMs = (this.passedSinceWall / (now - this.lastWall)) * MARGIN;
			this.bucket = { perMs, size: Math.max(1, perMs * Math.max(this.pauseLeft, 1000)), tokens: 0, at: now };
		}
		this.hasMetWall = true;
		this.lastWall = now;
		this.passedSinceWall = 0;
	}

	private empty(bucket: { tokens: number; at: number }): void {
		bucket.tokens = 0;
		bucket.at = this.tools.now();
	}

	private admit(): number {
		this.running++;
		if (this.bucket) this.bucket.tokens -= 1;
		return this.pauseEpoch;
	}

	/** Milliseconds until a request may go; 0: now; Infinity: when another ends. */
	private delay(): number {
		const now = this.tools.now();
		if (this.running >= this.limit) return Infinity;
		const pause = Math.max(0, this.pausedUntil - now);
		return Math.max(pause, this.tokenDelay(now));
	}

	private tokenDelay(now: number): number {
		const bucket = this.bucket;
		if (!bucket) return 0;
		if (!this.isDocumented && now - this.lastWall > PROBE_AFTER) {
			bucket.perMs *= 1.05;
			this.lastWall = now;
			this.passedSinceWall = 0;
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
