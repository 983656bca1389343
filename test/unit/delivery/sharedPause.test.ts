import { PACE } from '../../../nodes/CreateProject/delivery/paceDefaults';
import { SharedPause } from '../../../nodes/CreateProject/delivery/sharedPause';

const HOUR = 3_600_000;

describe('the shared pause', () => {
	it.each([
		['a second', 1000, 1000],
		['an hour', HOUR, HOUR],
		['a day: bounded', 24 * HOUR, HOUR],
		['a month: bounded', 31 * 24 * HOUR, HOUR],
		['centuries: a flaw that holds nobody back for long', 1e13, PACE.pause.longest],
		['more than any number of ms a timer takes', Number.MAX_VALUE, PACE.pause.longest],
	])('lasts as long as told: %s', (_title, told, ms) => {
		const pause = new SharedPause();
		pause.set(100, told);
		expect(pause.left(100)).toBe(ms);
		expect(pause.delay(100 + ms)).toBe(0);
		expect(pause.toldLeft(100)).toBeGreaterThanOrEqual(Math.min(told, 1e300) * 0.99);
	});

	it('is never shortened by a later, shorter one', () => {
		const pause = new SharedPause();
		pause.set(0, 5000);
		pause.set(10, 10);
		pause.set(20);
		expect(pause.left(20)).toBe(4980);
	});

	it.each([undefined, 0, -5])('is short where no time was told (%p), and doubles as long as the probe is refused', (told) => {
		const pause = new SharedPause();
		const lengths: number[] = [];
		for (let now = 0, count = 0; count < 8; count++) {
			pause.set(now, told);
			lengths.push(pause.left(now));
			now += pause.left(now);
			expect(pause.leave()).toBe(true);
		}
		expect(lengths.slice(0, 4)).toEqual([100, 200, 400, 800]);
		expect(Math.max(...lengths)).toBe(PACE.pause.longest);
	});

	it('begins short again when a probe has passed', () => {
		const pause = new SharedPause();
		pause.set(0);
		pause.leave();
		pause.set(500);
		pause.leave();
		pause.probed(true);
		pause.set(2000);
		expect(pause.left(2000)).toBe(PACE.pause.first);
	});

	it('lets one probe ahead after it, and the others when the probe has passed', () => {
		const pause = new SharedPause();
		pause.set(0);
		expect(pause.delay(40)).toBe(60);
		expect(pause.delay(100)).toBe(0);
		expect(pause.leave()).toBe(true);
		expect(pause.delay(210)).toBe(Infinity);
		pause.probed(true);
		expect(pause.delay(220)).toBe(0);
		expect(pause.leave()).toBe(false);
	});

	it('needs no probe when it lasted as long as was told', () => {
		const pause = new SharedPause();
		pause.set(0, 1000);
		expect(pause.leave()).toBe(false);
		expect(pause.delay(1000)).toBe(0);
	});

	it('needs one after a bounded pause', () => {
		const pause = new SharedPause();
		pause.set(0, 2 * HOUR);
		expect(pause.toldLeft(0)).toBe(2 * HOUR);
		expect(pause.leave()).toBe(true);
	});

	it('takes refusals beside each other for one', () => {
		const pause = new SharedPause();
		pause.set(0);
		pause.set(5);
		pause.set(10);
		expect(pause.left(10)).toBe(90);
	});
});
