import * as fc from 'fast-check';
import { Pace, type Ticket } from '../../../nodes/CreateProject/delivery/pace';
import { judged, play, SCENARIOS, type Row } from '../../bench/virtual';
import { seeded, VirtualTime } from '../../support/virtualTime';

const make = (options: ConstructorParameters<typeof Pace>[1] = {}) => {
	const time = new VirtualTime();
	return { time, pace: new Pace({ now: time.now, monotonic: time.monotonic, sleep: time.sleep, random: seeded(1) }, options) };
};

const rowOf = async (name: string, seed = 1): Promise<Row> => await play(SCENARIOS.find((scenario) => scenario.name === name)!, seed);

describe('the pace against an API', () => {
	// Those of the benchmark's rows that are kept; the others are in docs/benchmark.md with their figures.
	it.each(['a', 'b', 'b2', 'b2p', 'w', 'w5r', 'n50', 'n5', 'n5r', 'n30r', 'n30b', 'p1', 'p0', 'q', 'mr', 'm0', 'c1', 'cu'])(
		'keeps row %s of the benchmark',
		async (name) => {
			const row = await rowOf(name);
			expect({ ...judged(row), row: name }).toMatchObject({ isKept: true });
		},
	);

	it('makes exactly one project each at an API that fails nine times in ten', async () => {
		expect(await rowOf('c')).toMatchObject({ dups: 0, lost: 0, unknown: 0, early: 0 });
	});

	it('sends nothing before the told time and ends, whatever the limit', async () => {
		const api = fc.record({
			limit: fc.record({ perSecond: fc.integer({ min: 2, max: 300 }), burst: fc.integer({ min: 1, max: 100 }) }),
			latencyMs: fc.integer({ min: 2, max: 300 }),
			tells: fc.constantFrom(1, 'left' as const),
		});
		await fc.assert(
			fc.asyncProperty(api, fc.nat(), async ({ limit, latencyMs, tells }, seed) => {
				const row = await play(
					{ name: 'x', about: '', items: 60, api: { limit: { kind: 'bucket', ...limit }, latencyMs, tells }, must: {} },
					seed,
				);
				expect(row).toMatchObject({ early: 0, lost: 0, unknown: 0, dups: 0 });
				expect(row.peak).toBeLessThanOrEqual(40);
			}),
			{ numRuns: 40 },
		);
	});
});

describe('the parts of the pace', () => {
	it('admits as many at once as its number says, and the next when one leaves', async () => {
		const { time, pace } = make();
		const tickets: Ticket[] = [];
		for (let count = 0; count < 9; count++) void pace.enter().then((ticket) => tickets.push(ticket!));
		await time.run(() => time.sleep(10_000));
		expect(tickets).toHaveLength(pace.parallel);
		const before = tickets.length;
		pace.leave(tickets[0], 'trouble');
		await time.run(() => time.sleep(0));
		expect(tickets).toHaveLength(before + 1);
	});

	it('finishes what is under way before something new begins', async () => {
		const { time, pace } = make();
		const tickets = [(await pace.enter())!, (await pace.enter())!];
		const order: string[] = [];
		const send = async (name: string, isBegun?: boolean): Promise<void> => {
			const ticket = (await pace.enter({ isBegun }))!;
			order.push(name);
			pace.leave(ticket, 'trouble');
		};
		await time.run(async () => {
			const all = [send('new 1'), send('new 2'), send('begun 1', true), send('new 3', false), send('begun 2', true)];
			tickets.forEach((ticket) => pace.leave(ticket, 'trouble'));
			await Promise.all(all);
		});
		expect(order).toEqual(['begun 1', 'begun 2', 'new 1', 'new 2', 'new 3']);
	});

	it('lets all keep one pause, the longest that was told', async () => {
		const { time, pace } = make();
		const tickets = await Promise.all(Array.from({ length: 2 }, async () => (await pace.enter())!));
		tickets.forEach((ticket, index) => pace.leave(ticket, 'limited', index === 0 ? 2000 : 1000));
		expect(pace.pauseLeft).toBe(2000);
		const begun = time.now();
		const left: number[] = [];
		const send = async (): Promise<void> => {
			const ticket = (await pace.enter())!;
			left.push(time.now() - begun);
			pace.leave(ticket, 'fine');
		};
		await time.run(async () => {
			await Promise.all([send(), send()]);
		});
		expect(left).toEqual([2000, 2000]);
	});

	it('holds all back when a fine answer says that nothing remains', async () => {
		const { pace } = make();
		pace.leave((await pace.enter())!, 'fine', 700);
		expect(pace.pauseLeft).toBe(700);
	});

	it('lets go at once of whoever may not wait as long as a pause lasts', async () => {
		const { time, pace } = make();
		const first = (await pace.enter())!;
		const second = (await pace.enter())!;
		const begun = time.now();
		await time.run(async () => {
			const impatient = Array.from({ length: 20 }, async () => await pace.enter({ patience: () => 5000 }));
			const patient = pace.enter({ patience: () => 60_000 });
			pace.leave(first, 'limited', 30_000);
			pace.leave(second, 'limited', 30_000);
			expect(await Promise.all(impatient)).toEqual(Array.from({ length: 20 }, () => undefined));
			expect(time.now()).toBe(begun);
			expect(await pace.enter({ patience: () => 5000 })).toBeUndefined();
			expect(await patient).toBeDefined();
			expect(time.now() - begun).toBe(30_000);
		});
	});

	it('does not let go of whoever is not wanted any more when its turn comes', async () => {
		const { time, pace } = make();
		const tickets = [await pace.enter(), await pace.enter()];
		let isDown = false;
		await time.run(async () => {
			const waiting = [1, 2, 3].map(async () => await pace.enter({ isWanted: () => !isDown }));
			isDown = true;
			pace.leave(tickets[0]!, 'trouble');
			expect(await Promise.all(waiting)).toEqual([undefined, undefined, undefined]);
		});
		expect(await pace.enter({ isWanted: () => false })).toBeUndefined();
	});

	it('lets go of a waiter whose execution is stopped, and admits the next', async () => {
		const { time, pace } = make();
		pace.hold(1000);
		const stop = new AbortController();
		await time.run(async () => {
			const stopped = pace.enter({ signal: stop.signal });
			const patient = pace.enter();
			stop.abort();
			expect(await stopped).toBeUndefined();
			expect(await patient).toBeDefined();
		});
		expect(await pace.enter({ signal: stop.signal })).toBeUndefined();
	});

	it.each([1, 2, 50, 200])('listens once to the signal of an execution, however many of its requests wait: %d', async (count) => {
		const { time, pace } = make();
		pace.hold(1000);
		const [stop, other] = [new AbortController(), new AbortController()];
		const added = jest.spyOn(stop.signal, 'addEventListener');
		await time.run(async () => {
			const stopped = Array.from({ length: count }, async () => await pace.enter({ signal: stop.signal }));
			const lasting = pace.enter({ signal: other.signal });
			expect(added).toHaveBeenCalledTimes(1);
			stop.abort();
			expect(await Promise.all(stopped)).toEqual(Array.from({ length: count }, () => undefined));
			expect(await lasting).toBeDefined();
		});
	});

	it('counts for a limit of writes, or of a route, only what it limits', async () => {
		const { time, pace } = make({
			documented: [
				{ count: 1, perMs: 1000, writes: true },
				{ count: 1, perMs: 5000, route: '/members' },
			],
		});
		const left: Array<[string, number]> = [];
		const begun = time.now();
		const send = async (method: string, path: string): Promise<void> => {
			const ticket = (await pace.enter({ method, path }))!;
			left.push([`${method} ${path}`, time.now() - begun]);
			pace.leave(ticket, 'fine');
		};
		await time.run(async () => {
			await Promise.all([
				send('POST', '/cards'),
				send('POST', '/cards'),
				send('GET', '/members/me'),
				send('GET', '/members/me'),
				send('GET', '/boards'),
				send('POST', '/boards'),
			]);
		});
		expect(left).toEqual([
			['POST /cards', 0],
			['GET /members/me', 0],
			['GET /boards', 0],
			['POST /cards', 1000],
			['POST /boards', 2000],
			['GET /members/me', 5000],
		]);
	});

	it('is idle only with nobody in it and no pause to keep', async () => {
		const { time, pace } = make();
		expect(pace.isIdle).toBe(true);
		const ticket = (await pace.enter())!;
		expect(pace.isIdle).toBe(false);
		pace.leave(ticket, 'limited', 500);
		expect(pace.isIdle).toBe(false);
		await time.run(() => time.sleep(500));
		expect(pace.isIdle).toBe(true);
	});
});
