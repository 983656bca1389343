import * as fc from 'fast-check';
import { Pace } from '../../../nodes/CreateProject/delivery/pace';
import { seeded, VirtualTime } from '../../support/virtualTime';

interface Server {
	/** Token bucket; without one every request passes. */
	limit?: { perSecond: number; burst: number };
	latencyMs?: number;
	/** How it says when to come back: one second, or exactly. */
	tells?: 'second' | 'exactly';
	/** Share of requests that meet a 429 by chance. */
	hiccups?: number;
	documented?: { count: number; perMs: number };
}

interface Run {
	seconds: number;
	limited: number;
	early: number;
	mostAtOnce: number;
	arrivals: number[];
	pace: Pace;
}

/** Sends all requests through one pace, as the node's items do, and repeats those that met a 429. */
async function send(
	requests: number,
	{ limit, latencyMs = 20, tells = 'second', hiccups = 0, documented }: Server,
	seed = 1,
): Promise<Run> {
	const time = new VirtualTime();
	const random = seeded(seed);
	const pace = new Pace({ now: time.now, monotonic: time.monotonic, sleep: time.sleep, random }, { documented });
	const start = time.now();
	let [tokens, at, next, running, notBefore, toldAt] = [limit?.burst ?? 0, start, 0, 0, 0, 0];
	const run: Run = { seconds: 0, limited: 0, early: 0, mostAtOnce: 0, arrivals: [], pace };
	const passes = (): boolean => {
		if (random() < hiccups) return false;
		if (!limit) return true;
		tokens = Math.min(limit.burst, tokens + ((time.now() - at) * limit.perSecond) / 1000);
		at = time.now();
		if (tokens < 1) return false;
		tokens -= 1;
		return true;
	};
	const worker = async (): Promise<void> => {
		while (next < requests) {
			next++;
			for (let isDone = false; !isDone; ) {
				const epoch = (await pace.enter())!;
				run.mostAtOnce = Math.max(run.mostAtOnce, ++running);
				// What leaves at the very moment at which a wait is told has crossed it.
				if (time.now() < notBefore && time.now() > toldAt) run.early++;
				await time.sleep(latencyMs / 2);
				run.arrivals.push(time.now() - start);
				isDone = passes();
				const told = tells === 'exactly' && limit ? Math.ceil(((1 - tokens) / limit.perSecond) * 1000) : 1000;
				await time.sleep(latencyMs / 2);
				running--;
				if (!isDone) {
					run.limited++;
					if (time.now() + told > notBefore) [notBefore, toldAt] = [time.now() + told, time.now()];
				}
				pace.leave(epoch, isDone ? 'fine' : 'limited', told * Number(!isDone));
			}
		}
	};
	await time.run(async () => {
		await Promise.all(Array.from({ length: 64 }, worker));
	});
	run.seconds = (time.now() - start) / 1000;
	return run;
}

const make = () => {
	const time = new VirtualTime();
	return { time, pace: new Pace({ now: time.now, monotonic: time.monotonic, sleep: time.sleep, random: seeded(1) }) };
};

describe('the pace against a limit', () => {
	it.each([
		{ perSecond: 50, burst: 50, tells: 'second', share: 0.03, factor: 1.04 },
		{ perSecond: 10, burst: 10, tells: 'second', share: 0.05, factor: 1.15 },
		{ perSecond: 5, burst: 5, tells: 'second', share: 0.05, factor: 1.15 },
		{ perSecond: 10, burst: 10, tells: 'exactly', share: 0.05, factor: 1.15 },
		// Told "one second" here, the bucket runs over in the pause: no client that keeps it can be faster than 1.25.
		{ perSecond: 200, burst: 100, tells: 'exactly', share: 0.05, factor: 1.15 },
	] as const)(
		'passes 500 requests at $perSecond/s, burst $burst, told $tells, within $factor of the possible and with few 429s',
		async ({ perSecond, burst, tells, share, factor }) => {
			const run = await send(500, { limit: { perSecond, burst }, tells });
			expect(run.limited).toBeLessThanOrEqual(500 * share);
			expect(run.seconds).toBeLessThanOrEqual(((500 - burst) / perSecond) * factor);
			expect(run.early).toBe(0);
		},
	);

	it('sends nothing before the told time and ends, whatever the limit', async () => {
		const server = fc.record({
			limit: fc.record({ perSecond: fc.integer({ min: 2, max: 300 }), burst: fc.integer({ min: 1, max: 100 }) }),
			latencyMs: fc.integer({ min: 2, max: 300 }),
			tells: fc.constantFrom('second' as const, 'exactly' as const),
			hiccups: fc.constantFrom(0, 0.02, 0.2),
		});
		await fc.assert(
			fc.asyncProperty(server, fc.nat(), async (its, seed) => {
				const run = await send(120, its, seed);
				expect(run.early).toBe(0);
				expect(run.arrivals).toHaveLength(120 + run.limited);
			}),
			{ numRuns: 60 },
		);
	});

	it('finds up again when it measured too low', async () => {
		// Of a burst of 20 the pause refills no more, so that two walls show far less than 100/s.
		const run = await send(3000, { limit: { perSecond: 100, burst: 20 } });
		expect(run.seconds).toBeLessThan(((3000 - 20) / 100) * 2);
		expect(run.limited).toBeLessThan(3000 * 0.03);
	});
});

describe('the pace without a limit', () => {
	it('begins carefully and grows to the ceiling', async () => {
		const run = await send(1000, {});
		expect(run.mostAtOnce).toBe(40);
		expect(run.seconds).toBeLessThan((1000 / 8) * 0.02 * 0.5);
		expect((await send(100, {})).mostAtOnce).toBeLessThan(12);
	});

	it('does not take lone 429s for a limit: it pauses, and goes on as before', async () => {
		for (const seed of [1, 2, 3, 4, 5]) {
			const run = await send(400, { hiccups: 0.04 }, seed);
			expect(run.pace.parallel).toBeGreaterThanOrEqual(8);
			// Each pause takes its second, and hardly more.
			expect(run.seconds).toBeLessThan(run.limited + 2);
		}
	});
});

describe('a documented pace', () => {
	it.each([
		{ count: 5, perMs: 1000 },
		{ count: 1, perMs: 1000 },
		{ count: 100, perMs: 10_000 },
	])('is never exceeded in any stretch of time: %j', async (documented) => {
		const { arrivals } = await send(230, { documented });
		arrivals.forEach((arrival, index) => {
			if (index >= documented.count) expect(arrival - arrivals[index - documented.count]).toBeGreaterThanOrEqual(documented.perMs);
		});
		expect(arrivals.at(-1)).toBeLessThanOrEqual(Math.ceil(230 / documented.count) * documented.perMs);
	});
});

describe('the parts of the pace', () => {
	it('admits as many at once as its number says, and the next when one leaves', async () => {
		const { time, pace } = make();
		const epochs: number[] = [];
		for (let count = 0; count < 9; count++) void pace.enter().then((epoch) => epochs.push(epoch!));
		await time.run(() => time.sleep(10_000));
		expect(epochs).toHaveLength(pace.parallel);
		pace.leave(epochs[0], 'fine');
		await time.run(() => time.sleep(0));
		expect(epochs).toHaveLength(pace.parallel + 1);
	});

	it('halves at a wall and lets all keep one pause', async () => {
		const { time, pace } = make();
		const epochs = await Promise.all(Array.from({ length: 8 }, async () => (await pace.enter())!));
		expect(pace.parallel).toBe(8);
		epochs.forEach((epoch, index) => pace.leave(epoch, 'limited', index === 3 ? 2000 : 1000));
		expect(pace.parallel).toBe(4);
		expect(pace.pauseLeft).toBe(2000);
		const begun = time.now();
		await time.run(async () => {
			await Promise.all([pace.enter(), pace.enter(), pace.enter()]);
		});
		expect(time.now() - begun).toBe(2000);
	});

	it('takes a lone 429 for a hiccup: more at once can share such a pause, which is kept all the same', async () => {
		const { pace } = make();
		const epochs = await Promise.all(Array.from({ length: 8 }, async () => (await pace.enter())!));
		epochs.forEach((epoch, index) => pace.leave(epoch, index === 0 ? 'limited' : 'fine', index === 0 ? 1000 : 0));
		expect(pace.parallel).toBe(200);
		expect(pace.pauseLeft).toBe(1000);
	});

	it('takes back the crowd when it meets a wall', async () => {
		const { time, pace } = make();
		const cohort = async (count: number, limited: number): Promise<void> => {
			const epochs = await Promise.all(Array.from({ length: count }, async () => (await pace.enter())!));
			epochs.forEach((epoch, index) => pace.leave(epoch, index < limited ? 'limited' : 'fine', index < limited ? 1000 : 0));
		};
		await time.run(async () => {
			await cohort(8, 1);
			expect(pace.parallel).toBe(200);
			await cohort(100, 98);
		});
		expect(pace.parallel).toBe(4);
	});

	it('never shortens a pause', () => {
		const { pace } = make();
		pace.pause(5000);
		pace.pause(10);
		expect(pace.pauseLeft).toBe(5000);
	});

	it('holds all back when a fine answer says that nothing remains', async () => {
		const { pace } = make();
		pace.leave((await pace.enter())!, 'fine', 700);
		expect(pace.pauseLeft).toBe(700);
	});

	it('lets go of a waiter whose execution is stopped, and admits the next', async () => {
		const { time, pace } = make();
		pace.pause(1000);
		const stop = new AbortController();
		await time.run(async () => {
			const stopped = pace.enter(stop.signal);
			const patient = pace.enter();
			stop.abort();
			expect(await stopped).toBeUndefined();
			expect(await patient).toBeDefined();
		});
		expect(await pace.enter(stop.signal)).toBeUndefined();
	});

	it('is idle only with nobody in it and no pause to keep', async () => {
		const { time, pace } = make();
		expect(pace.isIdle).toBe(true);
		const epoch = (await pace.enter())!;
		expect(pace.isIdle).toBe(false);
		pace.leave(epoch, 'limited', 500);
		expect(pace.isIdle).toBe(false);
		await time.run(() => time.sleep(500));
		expect(pace.isIdle).toBe(true);
	});
});
