/**
 * Projects that came into being after their answer had been given up: the API works off a queue. As long as they keep coming, one that
 * is not there yet may be still to come.
 */
export class Lateness {
	private last: number | undefined;

	/** A project given up by a timeout was found. @param now monotonic, ms */
	arrived(now: number): void {
		this.last = now;
	}

	/** @returns monotonic time until which silence proves nothing @param patienceMs how long an item waits for its own */
	until(patienceMs: number): number {
		return this.last === undefined ? -Infinity : this.last + patienceMs;
	}
}
