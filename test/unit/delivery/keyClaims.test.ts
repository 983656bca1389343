import { FREE, KeyClaims, SENT, type ClaimTable } from '../../../nodes/CreateProject/delivery/keyClaims';
import { seeded, VirtualTime } from '../../support/virtualTime';
import { Table } from './claimTable';

const LEASE_MS = 1_800_000;

function world({ addsTwice = false, seed = 1 } = {}) {
	const time = new VirtualTime();
	const random = seeded(seed);
	const table = new Table(time, random, addsTwice);
	let owners = 0;
	const tools = { now: time.now, sleep: time.sleep, random };
	const worker = (its: ClaimTable = table): KeyClaims => new KeyClaims(its, `worker ${++owners}`, LEASE_MS, tools);
	return { time, table, worker };
}

describe('claims of keys over workers', () => {
	it.each([1, 2, 3, 4, 5, 6, 7, 8])('of 20 that ask at the same moment one has the key, seed %d', async (seed) => {
		for (const addsTwice of [false, true]) {
			const { time, worker } = world({ addsTwice, seed });
			let claims: string[] = [];
			await time.run(async () => {
				claims = await Promise.all(Array.from({ length: 20 }, async () => (await worker().take(['k'])).get('k')!));
			});
			expect(claims.filter((claim) => claim !== 'lost').length).toBeLessThanOrEqual(1);
			// Where all have given way to each other, the next try decides.
			if (!addsTwice) expect(claims.filter((claim) => claim === 'new')).toHaveLength(1);
		}
	});

	it('claim many keys with two calls', async () => {
		const { time, table, worker } = world();
		const keys = Array.from({ length: 50 }, (_none, index) => `k${index}`);
		await time.run(async () => {
			const claims = await worker().take(keys);
			expect([...claims.values()]).toEqual(keys.map(() => 'new'));
		});
		expect(table.calls).toBe(2);
	});

	it.each([
		[true, 'before'],
		[false, 'new'],
	])('given back, are free for the next, which knows whether a request was sent (%p)', async (isSent, expected) => {
		const { time, worker, table } = world();
		await time.run(async () => {
			const first = worker();
			await first.take(['k']);
			const second = worker();
			expect((await second.take(['k'])).get('k')).toBe('lost');
			await first.giveBack(() => isSent);
			expect((await second.take(['k'])).get('k')).toBe(expected);
			await second.giveBack(() => false);
			expect(table.stored).toEqual([{ key: 'k', owner: isSent ? SENT : FREE, until: 0 }]);
		});
	});

	it('of a worker that has died are free when their time is over, and then may have been sent', async () => {
		const { time, worker } = world();
		await time.run(async () => {
			await worker().take(['k']);
			await time.sleep(LEASE_MS - 10_000);
			expect((await worker().take(['k'])).get('k')).toBe('lost');
			await time.sleep(20_000);
			expect((await worker().take(['k'])).get('k')).toBe('before');
		});
	});

	it('are taken for longer by their owner alone', async () => {
		const { time, worker } = world();
		await time.run(async () => {
			const first = worker();
			await first.take(['k']);
			expect([first.holds('k', LEASE_MS - 60_000), first.holds('k', LEASE_MS + 1)]).toEqual([true, false]);
			await time.sleep(LEASE_MS - 60_000);
			expect(first.holds('k', 120_000)).toBe(false);
			expect((await first.take(['k'], 2 * LEASE_MS)).get('k')).toBe('new');
			expect(first.holds('k', 2 * LEASE_MS)).toBe(true);
			await time.sleep(120_000);
			expect((await worker().take(['k'])).get('k')).toBe('lost');
		});
	});

	it('that another has taken after the time was over are not given back for it', async () => {
		const { time, worker, table } = world();
		await time.run(async () => {
			const first = worker();
			await first.take(['k']);
			await time.sleep(LEASE_MS + 10_000);
			const second = worker();
			expect((await second.take(['k'])).get('k')).toBe('before');
			expect((await first.take(['k'])).get('k')).toBe('lost');
			await first.giveBack(() => true);
			expect(table.stored[0].owner).toBe('worker 2');
		});
	});

	/** The call with this number fails; `isDone`: after the database has done it. */
	function failing(table: Table, calls: readonly number[], isDone: boolean): ClaimTable {
		let number = 0;
		return {
			rows: table.rows,
			swap: async (swaps) => {
				const fails = calls.includes(++number);
				if (fails && !isDone) throw new Error('The connection ended');
				const rows = await table.swap(swaps);
				if (fails) throw new Error('The answer was lost');
				return rows;
			},
		};
	}

	it.each([
		['taking, before it was done', [1], false],
		['taking, after it was done', [1], true],
		['giving back, before it was done', [2], false],
		['giving back, after it was done', [2], true],
		['giving back, three times', [2, 3, 4], false],
	])('hold nobody up where the database fails while %s', async (_what, calls, isDone) => {
		const { time, table, worker } = world();
		await time.run(async () => {
			const first = worker(failing(table, calls, isDone));
			await first.take(['k']).catch(() => undefined);
			expect(first.holds('k', 1)).toBe(!calls.includes(1));
			await first.giveBack(() => true);
			expect((await worker().take(['k'])).get('k')).not.toBe('lost');
		});
	});

	it('whose table fails for good end by themselves', async () => {
		const { time, table, worker } = world();
		await time.run(async () => {
			const first = worker(failing(table, [2, 3, 4, 5, 6, 7, 8], false));
			await first.take(['k']);
			await expect(first.giveBack(() => true)).rejects.toThrow('The connection ended');
			expect((await worker().take(['k'])).get('k')).toBe('lost');
			await time.sleep(LEASE_MS + 1);
			expect((await worker().take(['k'])).get('k')).toBe('before');
		});
	});
});
