'use strict';
/**
 * How the time of a piece of work grows with the size of what it is given. Ratios only: how fast the machine is, and
 * what else it does, must not decide.
 */

/** Work shorter than this is noise of the clock and of the garbage collector; it is made larger instead, ms. */
const FLOOR = 4;

/** @param {() => void} work @param {number} runs @returns {number} ms of the quickest run, which others disturbed least */
function best(work, runs) {
	let least = Infinity;
	for (let run = 0; run < runs; run++) {
		const start = performance.now();
		work();
		least = Math.min(least, performance.now() - start);
	}
	return least;
}

/**
 * Time for twice the size by time for the size: about 2 for linear work, 4 for quadratic, far more for what explodes.
 *
 * @template T
 * @param {(size: number) => T} make an input of about that size
 * @param {(input: T) => unknown} work
 * @param {{size: number, runs?: number, limitMs?: number}} options `limitMs`: a run longer than this is not doubled, and
 *   the work begins at a small part of the size, so that what explodes ends at once
 * @returns {number} 1 where the work is too short to be measured at all
 */
function growth(make, work, { size, runs = 5, limitMs = 150 }) {
	let ratio = 1;
	for (let at = Math.min(size, 50); at <= size; at *= 2) {
		const half = make(at);
		const whole = make(at * 2);
		const small = best(() => work(half), 1);
		if (small < FLOOR && at * 2 <= size) continue;
		const large = best(() => work(whole), 1);
		if (large <= FLOOR) continue;
		ratio = large / Math.max(small, FLOOR / 2);
		// Only what looks bad is worth the time of looking again.
		for (let again = 0; again < runs && ratio > 2.5 && large < limitMs * 4; again++)
			ratio = Math.min(
				ratio,
				best(() => work(whole), 2) /
					Math.max(
						best(() => work(half), 2),
						FLOOR / 2,
					),
			);
		if (ratio > 3 || large > limitMs) return ratio;
	}
	return ratio;
}

module.exports = { growth };
