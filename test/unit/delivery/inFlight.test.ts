import { InFlight } from '../../../nodes/CreateProject/delivery/inFlight';
import { PACE } from '../../../nodes/CreateProject/delivery/paceDefaults';
import { seeded } from '../../support/virtualTime';

/** Lets as many leave as are allowed. */
const window = (inFlight: InFlight): number[] => Array.from({ length: inFlight.allowed - inFlight.running }, () => inFlight.leave());

/** Whole windows of good answers, 20 ms each. */
function good(inFlight: InFlight, windows: number, ms = 20): void {
	for (let count = 0; count < windows; count++) for (const order of window(inFlight)) inFlight.passed(order, ms);
}

/** As far as it grows on a clean API. */
function grown(most?: number): InFlight {
	const inFlight = new InFlight(most);
	good(inFlight, 60);
	return inFlight;
}

/** One window, of which these places are refused, all before the answers of the others. */
function refuse(inFlight: InFlight, isRefused: (place: number) => boolean, isTold = true): void {
	const orders = window(inFlight);
	orders.forEach((order, place) => {
		if (isRefused(place)) inFlight.refused(order, isTold);
		else inFlight.passed(order, 20);
	});
}

describe('requests at once', () => {
	it('begin few, stay cautious until a common burst has passed, and grow to 40', () => {
		const inFlight = new InFlight();
		expect(inFlight.allowed).toBe(PACE.start);
		let passed = 0;
		while (passed < PACE.growAfter - PACE.cautious) {
			const orders = window(inFlight);
			for (const order of orders) inFlight.passed(order, 20);
			passed += orders.length;
			expect(inFlight.allowed).toBeLessThanOrEqual(PACE.cautious);
		}
		good(inFlight, 10);
		expect(inFlight.allowed).toBe(40);
	});

	it.each([1, 2, 5, 25])('never exceed what the service allows: %d', (most) => {
		expect(grown(most).allowed).toBe(most);
	});

	it('halve once, however many of one window are refused', () => {
		const inFlight = grown();
		refuse(inFlight, () => true);
		expect(inFlight.allowed).toBe(20);
	});

	it('halve again only for a request that left after the cut', () => {
		const inFlight = grown();
		const late = window(inFlight);
		for (const order of late.slice(0, 10)) inFlight.refused(order, true);
		expect(inFlight.allowed).toBe(20);
		for (const order of late.slice(10)) inFlight.refused(order, true);
		expect(inFlight.allowed).toBe(20);
		refuse(inFlight, () => true);
		expect(inFlight.allowed).toBe(10);
	});

	it('never fall below 1', () => {
		const inFlight = grown();
		for (let count = 0; count < 20; count++) refuse(inFlight, () => true, false);
		expect(inFlight.allowed).toBe(1);
		expect(inFlight.running).toBe(0);
	});

	it('stay where they are for a lone refusal, whose followers pass', () => {
		const inFlight = grown();
		refuse(inFlight, (place) => place === 0);
		expect(inFlight.allowed).toBe(40);
	});

	it('are never raised by a refusal, whatever came before', () => {
		for (let windows = 0; windows < 40; windows++) {
			const inFlight = new InFlight();
			good(inFlight, windows);
			const before = inFlight.allowed;
			const [order] = window(inFlight);
			inFlight.refused(order);
			expect(inFlight.allowed).toBeLessThanOrEqual(before);
		}
	});

	it('judge a refusal only by requests that left after it', () => {
		const inFlight = grown();
		const orders = window(inFlight);
		inFlight.refused(orders[20], true);
		// These left before it: they say nothing.
		for (const order of orders.slice(0, 20)) expect(inFlight.passed(order, 20)).toBeUndefined();
		expect(inFlight.refused(orders[21], true)).toBeUndefined();
		expect(inFlight.refused(orders[22], true)).toBe('limit');
	});

	it('take requests that leave after a told pause for no evidence: the limit is over then', () => {
		for (const isTold of [true, false]) {
			const inFlight = grown(4);
			inFlight.refused(inFlight.leave(), isTold);
			for (const order of window(inFlight)) inFlight.refused(order, isTold);
			expect(inFlight.allowed).toBe(isTold ? 4 : 2);
		}
	});

	it('count time-outs as congestion', () => {
		const inFlight = grown();
		for (const order of window(inFlight)) inFlight.refused(order, true);
		expect(inFlight.allowed).toBe(20);
	});

	it.each([
		[1.5, true],
		[2.5, false],
		[3, false],
	])('grow while answers take %d times the quickest: %s', (factor, isGrown) => {
		const inFlight = new InFlight();
		good(inFlight, 20, 20);
		const slow = new InFlight();
		for (let count = 0; count < 5; count++) for (const order of window(slow)) slow.passed(order, 20);
		good(slow, 40, 20 * factor);
		expect(slow.allowed === 40).toBe(isGrown);
	});

	it('compare a search with searches and a create with creates', () => {
		const inFlight = new InFlight();
		for (let count = 0; count < 60; count++)
			for (const order of window(inFlight)) inFlight.passed(order, order % 2 ? 20 : 200, order % 2 ? 'GET' : 'POST');
		expect(inFlight.allowed).toBe(40);
	});

	it('go back a step and stay there where every raise meets a refusal', () => {
		const inFlight = new InFlight();
		let most = 0;
		for (let count = 0; count < 200; count++) {
			const running = window(inFlight);
			// At most 5 at once: the sixth is refused, the others pass.
			running.forEach((order, place) => {
				if (place < 5) inFlight.passed(order, 100);
				else inFlight.refused(order);
			});
			if (count > 100) most = Math.max(most, inFlight.allowed);
		}
		expect(most).toBeLessThanOrEqual(6);
		expect(inFlight.allowed).toBeGreaterThanOrEqual(4);
	});

	it.each([
		['one in fifty', 0.02, 0],
		['one in twenty', 0.05, 0],
		['one in ten', 0.1, 0],
		['one in seven', 0.15, 0],
		['one in ten, and as many time-outs', 0.1, 0.1],
		['time-outs alone, one in ten', 0, 0.1],
	])('grow to 40 where refusals come by chance, as many with few at once as with many: %s', (_title, refused, timeouts) => {
		for (let seed = 1; seed <= 5; seed++) {
			const inFlight = new InFlight();
			const random = seeded(seed);
			const reached: number[] = [];
			for (let count = 0; count < 150; count++) {
				for (const order of window(inFlight)) {
					const drawn = random();
					if (drawn < refused + timeouts) inFlight.refused(order, true);
					else inFlight.passed(order, 20);
				}
				reached.push(inFlight.allowed);
			}
			expect(Math.max(...reached)).toBe(40);
			expect(reached.reduce((a, c) => a + c, 0) / reached.length).toBeGreaterThan(15);
		}
	});

	it.each([0.05, 0.1, 0.15])('halve at a limit all the same, when %d were refused by chance before', (share) => {
		const inFlight = new InFlight();
		const random = seeded(1);
		for (let count = 0; count < 60; count++) refuse(inFlight, () => random() < share);
		const before = inFlight.allowed;
		for (let count = 0; count < 3; count++) refuse(inFlight, () => true);
		expect(inFlight.allowed).toBeLessThanOrEqual(before / 2);
	});

	it.each([1, 2, 3, 5])('go back at once from a number that meets a refusal first: %d are taken', (most) => {
		const inFlight = new InFlight();
		let refusals = 0;
		for (let count = 0; count < 60; count++) {
			const orders = window(inFlight);
			orders.forEach((order, place) => {
				if (place < most) inFlight.passed(order, 100);
				else {
					refusals++;
					inFlight.refused(order);
				}
			});
		}
		expect(inFlight.allowed).toBeLessThanOrEqual(most + 1);
		expect(refusals).toBeLessThanOrEqual(10);
	});

	it('learn how many refusals come by chance', () => {
		const inFlight = new InFlight();
		let seed = 1;
		for (let count = 0; count < 200; count++)
			refuse(inFlight, () => {
				seed = (seed * 16_807) % 2_147_483_647;
				return seed % 5 === 0;
			});
		expect(inFlight.usual).toBeGreaterThan(0.1);
	});
});
