import { CreationClock, grainOf, type Age } from '../../../nodes/CreateProject/delivery/creationClock';
import { booksOf, execute, iso, World, type WorldOptions } from './world';

const HOUR = 3_600_000;
const START = new World().start;
const shifted = (ms: number) => (at: number) => iso(at + ms);
/** As an API writes local time without saying so. */
const zoneless = (ms: number) => (at: number) => iso(at + ms).slice(0, 19);
const cutTo = (ms: number) => (at: number) => iso(Math.floor(at / ms) * ms);

/** The first project of the run has an odd time, as that of a template. */
const withOdd = (ms: number) => (at: number) => iso(at - START < 40 && at > START ? at + ms : at);

/** Clocks that APIs write creation times from, given the true time. The `Date` header is always right. */
const CLOCKS: Array<[title: string, clock: (at: number) => string, isInStep?: true]> = [
	['in step', iso, true],
	['in step, in seconds', cutTo(1000), true],
	['20 ms behind', shifted(-20)],
	['50 ms behind', shifted(-50)],
	['100 ms behind', shifted(-100)],
	['200 ms behind', shifted(-200)],
	['300 ms behind', shifted(-300)],
	['2 s behind', shifted(-2000)],
	['300 ms ahead', shifted(300)],
	['3 h behind', shifted(-3 * HOUR)],
	['3 h ahead', shifted(3 * HOUR)],
	['zone-less in Berlin', zoneless(HOUR)],
	['zone-less in Kathmandu', zoneless(5.75 * HOUR)],
	['zone-less in Los Angeles', zoneless(-8 * HOUR)],
	['in minutes', cutTo(60_000)],
	['a date alone', (at) => iso(at).slice(0, 10)],
	['a date alone, as midnight in India', cutTo(24 * HOUR) as (at: number) => string],
	['frozen long ago', () => '2020-01-01T00:00:00.000Z'],
	['frozen a minute ago', () => iso(START - 60_000)],
	['of two servers, 400 ms apart', (at) => iso(at + (Math.floor(at / 7) % 2) * 400)],
	['with one in the past', withOdd(-40 * 24 * HOUR)],
	['with one in the future', withOdd(40 * 24 * HOUR)],
];

/** n8n's own clock, given the true time. */
const WALLS: Array<[title: string, wall: (at: number) => number]> = [
	['right', (at) => at],
	['set back by an hour in between', (at) => (at > START + 1500 ? at - HOUR : at)],
	['set forward by an hour in between', (at) => (at > START + 1500 ? at + HOUR : at)],
	['fast by a tenth', (at) => at + (at - START) / 10],
];

/** Forty items of which ten lose their answer, five before anything is stored; some names are there already. */
async function play(options: WorldOptions, { first = false, seed = 1, policy = {} } = {}) {
	const isLost = (number: number): boolean => (first ? number <= 10 : number % 4 === 3 && number <= 40);
	const world = new World(
		{ ...options, fate: (number) => (!isLost(number) ? 'fine' : number % 8 === 3 || number % 3 === 1 ? 'storedDropped' : 'dropped') },
		seed,
	);
	const names = Array.from({ length: 40 }, (_, index) => `Project ${index}`);
	[2, 3, 6, 7, 14, 22, 30].forEach((index, position) => {
		world.stranger(names[index], [4000, 90_000, 2 * HOUR, 30 * 24 * HOUR][position % 4]);
	});
	return await world.time.run(async () => {
		const { outcomes } = await execute(world, { names, policy, parallel: 3 });
		return booksOf(world, outcomes);
	});
}

describe('a table of clocks, with ten lost answers of forty', () => {
	describe.each(WALLS)("n8n's own clock is %s", (_wall, wall) => {
		it.each(CLOCKS)('%s: nothing twice, nothing silent', async (_title, clock, ...[isInStep]) => {
			const books = await play({ clock, wall });
			expect(books).toMatchObject({ duplicates: [], silent: [], failed: 0 });
			if (isInStep) expect(books).toMatchObject({ created: 40, unknown: 0 });
		});
	});

	it.each(CLOCKS)('%s, the first ten are lost: nothing twice, nothing silent', async (_title, clock, ...[isInStep]) => {
		const books = await play({ clock }, { first: true, seed: 3 });
		expect(books).toMatchObject({ duplicates: [], silent: [], failed: 0 });
		if (isInStep) expect(books.unknown).toBeLessThanOrEqual(4);
	});

	it('settles what it can: a clock that is off by anything constant costs no more than one in step', async () => {
		for (const ms of [-20, -100, -300, -2000, -3 * HOUR, 3 * HOUR]) {
			expect({ ms, ...(await play({ clock: shifted(ms) })) }).toMatchObject({ ms, created: 40, unknown: 0 });
		}
	});
});

describe('the grain of a clock', () => {
	it.each([
		[['2026-11-26T10:00:00.123Z'], 1],
		[['2026-11-26T10:00:07Z', '2026-11-26T10:00:09Z'], 1000],
		[['2026-11-26T10:01:00Z', '2026-11-26T10:07:00Z'], 60_000],
		[['2026-11-26T00:00:00Z'], 86_400_000],
		[['2026-11-25T18:30:00Z', '2026-11-26T18:30:00Z'], 86_400_000],
		[[], 1],
	])('of %j is %i ms', (times, grain) => {
		expect(grainOf(times.map(Date.parse))).toBe(grain);
	});
});

describe('what a creation time proves', () => {
	const T = Date.parse('2026-11-26T10:00:00.500Z');
	/** Successes at so many monotonic ms, each with 20 ms there and back, by a clock that is `skew` off. */
	const learned = (skew: number, ...at: number[]): CreationClock => {
		const clock = new CreationClock();
		for (const ms of at) clock.learn(iso(T + ms + skew), ms - 10, ms + 10);
		return clock;
	};
	const ageOf = (clock: CreationClock, created: number, began: number, now = began + 2000): Age =>
		clock.age(iso(T + created), clock.began(began, now), now);

	it.each<[string, CreationClock, number, number, Age]>([
		['nothing known', new CreationClock(), 5010, 5000, 'unclear'],
		['after the attempt', learned(0, 0, 1000, 2000), 5010, 5000, 'after'],
		['three seconds before', learned(0, 0, 1000, 2000), 2000, 5000, 'before'],
		['half a second before', learned(0, 0, 1000, 2000), 4433, 5000, 'unclear'],
		['after now', learned(0, 0, 1000, 2000), 50_000, 5000, 'unclear'],
		['after, on a clock three hours ahead', learned(3 * HOUR, 0, 1000, 2000), 5010 + 3 * HOUR, 5000, 'after'],
		['before, on that clock', learned(3 * HOUR, 0, 1000, 2000), 3000, 5000, 'before'],
		['before, but only two successes', learned(0, 0, 1000), 2000, 5000, 'unclear'],
	])('%s', (_title, clock, created, began, age) => {
		expect(ageOf(clock, created, began)).toBe(age);
	});

	it('is not forgotten by a clock that was set: what was learned holds for a re-run', () => {
		const clock = learned(0, 0, 1000, 2000);
		const began = clock.began(5000, 6000);
		expect(new CreationClock().age(iso(T + 5010), began, 1)).toBe('after');
		expect(new CreationClock().age(iso(T + 1000), began, 1)).toBe('before');
	});

	it('a Date header says "after" until there is a success, never "before", and expires', () => {
		const clock = new CreationClock();
		clock.see({ date: new Date(T).toUTCString() }, 0, 20);
		expect(clock.age(iso(T + 110), clock.began(100, 200), 200)).toBe('after');
		expect(clock.age('2020-01-01T00:00:00Z', clock.began(100, 200), 200)).toBe('unclear');
		expect(clock.began(700_000, 700_100)).toBeUndefined();
	});

	it('fades with time', () => {
		expect(learned(0, 0, 1000, 2000).began(90_000_000, 90_000_100)).toBeUndefined();
	});
});
