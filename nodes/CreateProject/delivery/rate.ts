import { Gap } from './gap';
import { PACE } from './paceDefaults';

/** A documented rate: never more than `count` departures in any stretch of `perMs`. */
export class DocumentedRate {
	/** When the last requests left, monotonic ms, at most as many as the count. */
	private readonly departures: number[] = [];

	constructor(
		private readonly count: number,
		private readonly perMs: number,
	) {}

	/** Milliseconds until the next may leave. */
	delay(now: number): number {
		return this.departures.length < this.count ? 0 : Math.max(0, this.departures[0] + this.perMs - now);
	}

	leave(now: number): void {
		this.departures.push(now);
		if (this.departures.length > this.count) this.departures.shift();
	}
}

interface Bucket {
	perMs: number;
	size: number;
	tokens: number;
	at: number;
	/** The rate before it was tried higher, as long as that is on trial. */
	proven: number;
	/** The rate that was refused last, or that cannot be: the next trial goes halfway there (BIC's binary search). */
	failed: number;
	/** As it was measured first. */
	first: number;
	step: number;
	patienceMs: number;
	/** No refusal since, and how many passed. */
	quietSince: number;
	quiet: number;
	/** Answers since it was measured. */
	passed: number;
	refused: number;
}

const bucket = (now: number, { perMs, ...known }: Pick<Bucket, 'perMs' | 'failed'> & Partial<Bucket>): Bucket => ({
	perMs,
	size: 1,
	tokens: 0,
	at: now,
	proven: perMs,
	first: known.proven ?? perMs,
	patienceMs: PACE.trial.afterMs,
	quietSince: now,
	quiet: 0,
	passed: 0,
	refused: 0,
	...known,
	step: Math.min(PACE.trial.most, known.step ?? PACE.trial.most),
});

/**
 * A rate measured between limits: a token bucket (as in RFC 2697) at what the API has shown to take.
 *
 * Between two limits an API's own bucket goes from empty to empty, so what passed divided by the time is its
 * refill rate, or less where its bucket ran over in between: hence the rate is tried higher from time to
 * time. Such a trial costs one refusal, and no time, for what the pause holds back is not lost. Where
 * nothing is stored up, departures are spaced evenly.
 *
 * All times are monotonic, ms.
 */
export class MeasuredRate {
	private bucket: Bucket | undefined;
	private readonly gap = new Gap();
	/** Where measuring began: a moment when the API's own bucket was empty. */
	private emptySince: number | undefined;
	private passedSinceEmpty = 0;
	/** The last refusal before anything passed again. */
	private dryUntil = 0;
	/** The refusal that is under judgement, and what had passed before it: then the API's bucket was empty, not when that is known. */
	private opened: { at: number; passed: number } | undefined;
	private passedSinceRefused = 0;
	private refusedAt = 0;
	/** How many passed before the last refusal, and how often in a row it was about as many. */
	private lastCycle = 0;
	private cycles = 0;
	/** Answers until a rate is measured again. */
	private distrust = 0;

	/** Requests per second; `undefined`: not measured yet. */
	get perSecond(): number | undefined {
		return this.bucket && this.bucket.perMs * 1000;
	}

	/** Milliseconds until the next may leave. */
	delay(now: number): number {
		return Math.max(this.dryDelay(now), this.bucketDelay(now));
	}

	/** Nothing has passed since a limit: tries become rarer the longer that lasts. */
	private dryDelay(now: number): number {
		if (this.emptySince === undefined || this.passedSinceEmpty > 0) return 0;
		return Math.max(0, this.refusedAt + (this.refusedAt - this.emptySince) * PACE.dryPart - now);
	}

	private bucketDelay(now: number): number {
		const { bucket } = this;
		if (!bucket) return 0;
		// Only a rate that is what holds requests back can be tried higher.
		if (bucket.tokens < 1 && bucket.quiet >= PACE.trial.sample && now - bucket.quietSince > bucket.patienceMs) {
			bucket.proven = bucket.perMs;
			const middle = (bucket.perMs + bucket.failed) / 2;
			if (middle > bucket.perMs * (1 + PACE.trial.step) && middle < bucket.perMs * (1 + bucket.step)) bucket.perMs = middle;
			else {
				bucket.perMs *= 1 + bucket.step;
				bucket.step = Math.min(bucket.step * 2, PACE.trial.most);
			}
			bucket.quietSince = now;
			bucket.quiet = 0;
		}
		bucket.tokens = Math.min(bucket.size, bucket.tokens + (now - bucket.at) * bucket.perMs);
		bucket.at = now;
		return bucket.tokens >= 1 ? 0 : Math.ceil((1 - bucket.tokens) / bucket.perMs);
	}

	leave(): void {
		if (this.bucket) this.bucket.tokens -= 1;
	}

	/** @param at when the request left; @param isAlone no other was under way then: only such a one tells of a gap. */
	passed(at = 0, isAlone = false): void {
		this.distrust--;
		this.gap.passed(at, isAlone);
		if (this.bucket) {
			this.bucket.passed++;
			this.bucket.quiet++;
		}
		this.passedSinceEmpty++;
		this.passedSinceRefused++;
	}

	/** Any request was refused: as long as nothing has passed, no rate can be more than what would have refilled the bucket by now. */
	sawRefusal(now: number): void {
		if (this.passedSinceEmpty === 0) this.dryUntil = now;
	}

	/** The same refusal, for the gap. @param at when it left; @param isAlone no other was under way then. */
	sawGap(now: number, at: number, isAlone: boolean): void {
		const gap = this.gap.refused(at, isAlone);
		// At a rate on trial, one that was alone is refused for the rate.
		if (isAlone && this.bucket && this.bucket.perMs > this.bucket.proven && this.bucket.passed > 0) this.slow(now, 0, now);
		if (!gap || this.bucket || this.distrust > 0) return;
		// In the middle of what is known, by ratio; the next trial goes halfway to what was refused.
		this.bucket = bucket(now, { perMs: 1 / Math.sqrt(gap.refused * gap.passed), proven: 1 / gap.passed, failed: 1 / gap.refused });
	}

	/** A refusal was found to be a limit. @param pauseMs how long all pause for it */
	limit(now: number, pauseMs: number): void {
		const { at, passed } = this.opened ?? { at: now, passed: this.passedSinceEmpty };
		// A rate that nothing has left at yet cannot have been too high.
		if (this.bucket && this.bucket.passed > 0) this.slow(now, pauseMs, this.refusedAt);
		else if (!this.bucket && this.distrust <= 0 && this.emptySince !== undefined && passed >= 1 && at > this.emptySince) {
			const perMs = passed / (at - this.emptySince);
			const size = Math.max(1, Math.min(passed, perMs * Math.max(pauseMs, 1000)));
			const failed = passed / Math.max(1e-9, this.dryUntil - this.emptySince);
			// A count of n is known to some part in √n.
			const step = Math.max(PACE.trial.step, PACE.trial.most / Math.sqrt(passed));
			this.bucket = bucket(now, { perMs, size, failed, step, quietSince: now + pauseMs });
		}
		// As long as nothing passes it stays empty.
		if (this.emptySince === undefined || passed > 0) this.emptySince = at;
		this.passedSinceEmpty -= passed;
		this.dryUntil = this.passedSinceEmpty > 0 ? at : now;
		this.opened = undefined;
		this.passedSinceRefused = 0;
		this.refusedAt = now;
	}

	/**
	 * A refusal came: a higher rate on trial has failed, unless a refusal was due by chance.
	 *
	 * @param usual the share of refusals that is usual here.
	 * @returns refusals that have shown that there is no such rate: as many come at it as without it.
	 */
	refused(now: number, pauseMs: number, usual: number): number {
		const { bucket } = this;
		const lastAt = this.refusedAt;
		this.refusedAt = now;
		this.opened = { at: now, passed: this.passedSinceEmpty };
		if (!bucket) {
			this.sawCycle(now, now - lastAt, pauseMs);
			return 0;
		}
		if (this.passedSinceRefused > 0) bucket.refused++;
		const { share, refusals, forget } = PACE.unhelpful;
		if (bucket.refused >= refusals && bucket.refused > share * (bucket.passed + bucket.refused)) {
			this.bucket = this.emptySince = undefined;
			this.distrust = forget;
			return bucket.refused;
		}
		if (usual < PACE.unhelpful.share / 2 || this.passedSinceRefused * usual < 0.5) this.slow(now, pauseMs, lastAt);
		this.passedSinceRefused = 0;
		return 0;
	}

	/**
	 * Where a wait is told, requests that leave after it pass, and each refusal looks like chance. Chance does not come after
	 * the same number each time: that is a limit, and so many in the time since the last is its rate.
	 */
	private sawCycle(now: number, ms: number, pauseMs: number): void {
		const passed = this.passedSinceRefused;
		if (passed === 0) return;
		this.passedSinceRefused = 0;
		this.cycles = Math.abs(passed - this.lastCycle) <= PACE.regular.apart ? this.cycles + 1 : 0;
		this.lastCycle = passed;
		if (this.cycles < PACE.regular.times || passed < 2 || this.distrust > 0) return;
		const perMs = passed / ms;
		const size = passed <= PACE.few.atOnce ? 1 : passed;
		this.bucket = bucket(now, { perMs, size, failed: Infinity, quietSince: now + pauseMs });
	}

	private slow(now: number, pauseMs: number, lastAt: number): void {
		const bucket = this.bucket!;
		const passed = this.passedSinceRefused;
		if (bucket.perMs > bucket.proven) {
			bucket.failed = bucket.perMs;
			bucket.perMs = bucket.proven;
			bucket.patienceMs = Math.min(bucket.patienceMs * PACE.trial.factor, PACE.trial.longestMs);
			bucket.step = Math.max(PACE.trial.step, bucket.step / 2);
		} else if (passed > 0 && passed < PACE.few.passed) {
			// Measured anew: the API's bucket was empty then, and is now.
			bucket.failed = bucket.perMs;
			// Refused right after what was saved up: it is not the rate that was too much, but so many at once (a fixed window).
			if (bucket.size <= PACE.few.atOnce && passed <= 2 * bucket.size) bucket.size = 1;
			const least = Math.max(bucket.first * PACE.leastPart, bucket.proven * PACE.cut);
			bucket.perMs = bucket.proven = Math.max(least, Math.min(bucket.proven, passed / (now - lastAt)));
		}
		bucket.tokens = 0;
		bucket.at = now;
		// Quiet can only be kept once the pause is over.
		bucket.quietSince = now + pauseMs;
		bucket.quiet = 0;
	}
}
