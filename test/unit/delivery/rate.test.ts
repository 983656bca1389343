import { DocumentedRate, MeasuredRate } from '../../../nodes/CreateProject/delivery/rate';

describe('a documented rate', () => {
	it.each([
		{ count: 5, perMs: 1000 },
		{ count: 1, perMs: 1000 },
		{ count: 100, perMs: 10_000 },
		{ count: 3, perMs: 900_000 },
	])('is never exceeded in any stretch of time, nor undercut: %j', ({ count, perMs }) => {
		const rate = new DocumentedRate(count, perMs);
		const departures: number[] = [];
		let now = 0;
		while (departures.length < 230) {
			now += rate.delay(now);
			rate.leave(now);
			departures.push(now);
		}
		departures.forEach((at, index) => {
			if (index >= count) expect(at - departures[index - count]).toBeGreaterThanOrEqual(perMs);
		});
		expect(now).toBe((Math.ceil(230 / count) - 1) * perMs);
	});
});

/** Two limits with so many answers between them. */
function measured(passed: number, ms: number): MeasuredRate {
	const rate = new MeasuredRate();
	rate.limit(0, 0);
	for (let count = 0; count < passed; count++) rate.passed();
	rate.limit(ms, 0);
	return rate;
}

describe('a measured rate', () => {
	it('is none before two limits', () => {
		const rate = new MeasuredRate();
		expect(rate.perSecond).toBeUndefined();
		rate.limit(0, 0);
		expect(rate.perSecond).toBeUndefined();
		expect(rate.delay(1)).toBe(0);
	});

	it.each([
		[50, 1000, 50],
		[60, 60_000, 1],
		[1, 200, 5],
	])('is what passed between two: %d in %d ms are %d per second', (passed, ms, perSecond) => {
		expect(measured(passed, ms).perSecond).toBeCloseTo(perSecond);
	});

	it('spaces departures evenly where nothing is stored up', () => {
		const rate = measured(1, 200);
		let now = 200;
		const gaps: number[] = [];
		for (let count = 0; count < 4; count++) {
			const gap = rate.delay(now);
			gaps.push(gap);
			now += gap;
			expect(rate.delay(now)).toBe(0);
			rate.leave();
			rate.passed();
		}
		for (const gap of gaps) expect(gap).toBeCloseTo(200, -1);
	});

	it('keeps the time since the first limit while nothing passes, and tries ever more rarely', () => {
		const rate = new MeasuredRate();
		rate.limit(0, 0);
		rate.refused(10_000, 0, 0.05);
		rate.limit(10_000, 0);
		expect(rate.perSecond).toBeUndefined();
		expect(rate.delay(10_000)).toBe(3000);
		rate.refused(40_000, 0, 0.05);
		expect(rate.delay(40_000)).toBe(12_000);
		for (let count = 0; count < 60; count++) rate.passed();
		expect(rate.delay(60_000)).toBe(0);
		rate.refused(60_000, 0, 0.05);
		rate.limit(60_000, 0);
		expect(rate.perSecond).toBeCloseTo(1);
	});

	it('is tried higher after a while without refusals, and comes back when that fails', () => {
		const rate = measured(100, 1000);
		const before = rate.perSecond!;
		let now = 1000;
		for (let count = 0; count < 300 && rate.perSecond! <= before; count++) {
			now += rate.delay(now);
			rate.leave();
			rate.passed();
		}
		expect(rate.perSecond).toBeGreaterThan(before);
		rate.refused(now, 0, 0.05);
		expect(rate.perSecond).toBeCloseTo(before);
	});

	it.each([
		[100, 1000],
		[20, 1000],
		[300, 1000],
		[100, 60_000],
	])('is measured up to the refusal, not to when it was found to be a limit: %d in %d ms', (passed, ms) => {
		const rate = new MeasuredRate();
		rate.limit(0, 0);
		for (let count = 0; count < passed; count++) rate.passed();
		rate.refused(ms, 0, 0.05);
		rate.limit(ms * 2, 0);
		expect(rate.perSecond).toBeCloseTo((passed / ms) * 1000);
	});

	it.each([50, 30, 12])('comes near %d per second in a few trials, each halfway between what passed and what was refused', (real) => {
		const rate = measured(Math.round(real * 0.6), 1000);
		let now = 1000;
		let tokens = 0;
		let refusals = 0;
		let at = now;
		for (let count = 0; count < real * 30; count++) {
			now += rate.delay(now);
			rate.leave();
			tokens = Math.min(10, tokens + ((now - at) * real) / 1000);
			at = now;
			if (tokens >= 1 - 1e-9) {
				tokens -= 1;
				rate.passed();
			} else {
				refusals++;
				rate.refused(now, 0, 0.05);
				now += 100;
			}
		}
		expect(rate.perSecond).toBeGreaterThan(real * 0.85);
		expect(refusals).toBeLessThan(real * 0.6);
	});

	it('falls at once by no more than 30 %', () => {
		const rate = measured(100, 1000);
		for (let count = 0; count < 10; count++) rate.passed();
		rate.refused(3000, 0, 0.05);
		expect(rate.perSecond).toBeCloseTo(70);
	});

	it('is given up when as many are refused at it as without it', () => {
		const rate = measured(10, 1000);
		let byChance = 0;
		for (let count = 0; count < 40 && byChance === 0; count++) {
			for (let passed = 0; passed < 3; passed++) rate.passed();
			byChance = rate.refused(1000 + count * 1000, 0, 0.05);
		}
		expect(byChance).toBeGreaterThan(0);
		expect(rate.perSecond).toBeUndefined();
		// Nor is it measured again soon.
		rate.limit(90_000, 0);
		for (let passed = 0; passed < 20; passed++) rate.passed();
		rate.limit(91_000, 0);
		expect(rate.perSecond).toBeUndefined();
	});

	it('is taken from a gap: in the middle of what was refused and what passed, and back at once when one alone is refused', () => {
		const rate = new MeasuredRate();
		rate.passed(0, true);
		rate.sawGap(44, 22, true);
		rate.passed(122, true);
		expect(rate.perSecond).toBeUndefined();
		rate.sawGap(166, 144, true);
		expect(rate.perSecond).toBeCloseTo(1000 / Math.sqrt(22 * 122));
		// That the same refusal was found to be a limit says nothing of a rate that nothing has left at yet.
		rate.limit(166, 0);
		expect(rate.perSecond).toBeCloseTo(1000 / Math.sqrt(22 * 122));
		rate.leave();
		rate.passed(300, true);
		rate.sawGap(372, 350, false);
		expect(rate.perSecond).toBeCloseTo(1000 / Math.sqrt(22 * 122));
		rate.sawGap(422, 400, true);
		expect(rate.perSecond).toBeCloseTo(1000 / 122);
	});

	it('spaces its departures evenly where a few that were saved up are refused: a fixed window', () => {
		const rate = measured(5, 1000);
		// A second of pause saves up nearly five, of which the window takes five.
		expect(rate.delay(2000)).toBe(0);
		for (let count = 0; count < 5; count++) rate.passed();
		rate.refused(2100, 1000, 0.01);
		rate.limit(2100, 1000);
		expect(rate.delay(4000)).toBe(0);
		rate.leave();
		expect(rate.delay(4000)).toBeGreaterThan(150);
	});
});
