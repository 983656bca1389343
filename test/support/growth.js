'use strict';
/**
 * How the time of a piece of work grows with the size of what it is given. Ratios only, of the processor time of this process:
 * how fast the machine is, and what else it does, must not decide.
 */

/** Shorter work is noise of the clock and of the garbage collector, ms. */
const FLOOR = 12;
/** From one size to the next: so little that work which doubles with every character still ends. */
const STEP = 1.25;
/** Linear work takes 1.25 times as long a step, cubic work twice; what takes more than this explodes. */
const EXPLODES = 4;

/** @param {() => unknown} work @param {number} runs @returns {number} ms of the quickest run, which others disturbed least */
function best(work, runs) {
	let least = Infinity;
	for (let run = 0; run < runs; run++) {
		const start = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(start);
		least = Math.min(least, (user + system) / 1000);
	}
	return least;
}

/**
 * Time for twice the size by time for the size: 2 for linear work, 4 for quadratic, `Infinity` for what explodes. Measured
 * over four times the size, so that chance has little part in it.
 *
 * @template T
 * @param {(size: number) => T} make an input of about that size
 * @param {(input: T) => unknown} work
 * @param {number} size the largest to begin with
 * @returns {number} 1 where the work is too short to be measured at all
 */
function growth(make, work, size) {
	/** @param {number} at @param {number} runs */
	const time = (at, runs) => {
		const input = make(Math.round(at));
		return best(() => work(input), runs);
	};
	let at = 10;
	let before = time(at, 1);
	while (before < FLOOR) {
		if (at >= size) return 1;
		at *= STEP;
		const now = time(at, 1);
		if (now > FLOOR * EXPLODES && now > Math.max(before, 1) * EXPLODES && time(at, 3) > Math.max(time(at / STEP, 3), 1) * EXPLODES)
			return Infinity;
		before = now;
	}
	for (let next = at * STEP; next < at * 4; next *= STEP) {
		const now = time(next, 1);
		if (now > before * EXPLODES && time(next, 3) > time(next / STEP, 3) * EXPLODES) return Infinity;
		before = now;
	}
	let ratio = Infinity;
	// Only what looks bad is worth the time of looking again.
	for (let again = 0; again < 10 && Math.sqrt(ratio) > 2.5; again++) ratio = Math.min(ratio, time(at * 4, 3) / Math.max(time(at, 3), 0.1));
	return Math.sqrt(ratio);
}

module.exports = { growth };
