import { PACE } from './paceDefaults';

/**
 * The pause that all requests to an API share. Its length is what was told, within a bound; where nothing
 * was told it begins short and doubles as long as the probe that follows is refused. After a pause that did
 * not last as long as told, or for which nothing was told, one request goes ahead, and the others follow
 * when it has passed: the half-open state of a circuit breaker.
 *
 * All times are monotonic, ms.
 */
export class SharedPause {
	private until = -Infinity;
	/** What was told, without the bound. */
	private toldUntil = -Infinity;
	private needsProbe = false;
	private isProbing = false;
	private next: number = PACE.pause.first;

	/** How long it still lasts, ms. */
	left(now: number): number {
		return Math.max(0, this.until - now);
	}

	/** How long one would have to wait to keep what was told, ms: for whoever asks when to come back. */
	toldLeft(now: number): number {
		return this.left(now) === 0 ? 0 : Math.max(this.left(now), this.toldUntil - now);
	}

	/** A request was told to wait; an earlier, longer pause stays. @param told ms; `undefined` or 0: no time was told. */
	set(now: number, told?: number): void {
		this.isProbing = false;
		if (told === undefined || told <= 0) {
			// Refused beside each other, they are one refusal.
			if (this.left(now) > 0) return;
			this.until = now + this.next;
			this.next = Math.min(this.next * PACE.pause.factor, PACE.pause.longest);
			this.needsProbe = true;
			return;
		}
		// What no window can be ends the queue as told, but not what comes later.
		const bound = told > PACE.longestWindowMs ? PACE.pause.longest : PACE.longestPauseMs;
		const until = now + Math.min(told, bound);
		if (until < this.until) return;
		this.until = until;
		this.toldUntil = now + told;
		this.needsProbe = told > bound;
	}

	/** Without a pause: one request goes ahead, and the others follow when it has passed. */
	doubt(): void {
		this.needsProbe = !this.isProbing;
	}

	/** May a request leave as far as the pause goes? Infinity: when the probe has ended. */
	delay(now: number): number {
		const left = this.left(now);
		if (left > 0) return left;
		return this.isProbing ? Infinity : 0;
	}

	/** A request leaves: the first after a pause may be the probe. @returns whether it is. */
	leave(): boolean {
		if (!this.needsProbe) return false;
		this.needsProbe = false;
		return (this.isProbing = true);
	}

	/** The probe was not refused, or it left nothing to learn from. @param passed the API took it */
	probed(passed: boolean): void {
		this.isProbing = false;
		if (passed) this.next = PACE.pause.first;
	}
}
