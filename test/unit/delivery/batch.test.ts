import { runBatch } from '../../../nodes/CreateProject/delivery/batch';
import type { Outcome } from '../../../nodes/CreateProject/delivery/outcome';
import { seeded, VirtualTime } from '../../support/virtualTime';
import { done, failed, unknown } from './outcomes';

const kinds = (outcomes: readonly Outcome[]): string[] => outcomes.map(({ kind }) => kind);
const numbers = (count: number): number[] => [...Array(count).keys()];

describe('runBatch', () => {
	it('gives one outcome per input, in the order of the inputs, whichever ends first', async () => {
		const time = new VirtualTime();
		const random = seeded(1);
		const outcomes = await time.run(() =>
			runBatch({
				inputs: numbers(50),
				parallel: 8,
				deliver: async (input) => {
					await time.sleep(random() * 100);
					return done(String(input));
				},
			}),
		);
		expect(outcomes.map((outcome) => outcome.kind === 'done' && outcome.project.id)).toEqual(numbers(50).map(String));
	});

	it.each([1, 3, 64])('never has more than %i items under way', async (parallel) => {
		const time = new VirtualTime();
		let [running, most] = [0, 0];
		await time.run(() =>
			runBatch({
				inputs: numbers(100),
				parallel,
				deliver: async () => {
					most = Math.max(most, ++running);
					await time.sleep(10);
					running--;
					return done('1');
				},
			}),
		);
		expect(most).toBe(parallel);
	});

	it('is strictly sequential with one at once', async () => {
		const time = new VirtualTime();
		const story: string[] = [];
		await time.run(() =>
			runBatch({
				inputs: [30, 10, 20],
				parallel: 1,
				deliver: async (ms) => {
					story.push(`begin ${ms}`);
					await time.sleep(ms);
					story.push(`end ${ms}`);
					return done('1');
				},
			}),
		);
		expect(story).toEqual(['begin 30', 'end 30', 'begin 10', 'end 10', 'begin 20', 'end 20']);
	});

	it('delivers inputs that mean the same project one after the other, in order, and others beside them', async () => {
		const time = new VirtualTime();
		const story: string[] = [];
		await time.run(() =>
			runBatch({
				inputs: ['a1', 'a2', 'b1', 'a3'],
				parallel: 4,
				matchesOf: (input) => [input[0]],
				deliver: async (input) => {
					story.push(input);
					await time.sleep(10);
					story.push(`/${input}`);
					return done(input);
				},
			}),
		);
		expect(story.filter((entry) => entry.includes('a'))).toEqual(['a1', '/a1', 'a2', '/a2', 'a3', '/a3']);
		expect(story.indexOf('b1')).toBeLessThan(story.indexOf('/a1'));
	});

	it('leaves the rest unattempted after five items in a row have ended the same way', async () => {
		let delivered = 0;
		const outcomes = await runBatch({
			inputs: numbers(20),
			parallel: 1,
			deliver: async () => {
				delivered++;
				return failed('unauthorized', 401);
			},
		});
		expect(delivered).toBe(5);
		expect(kinds(outcomes).slice(5)).toEqual(Array(15).fill('notAttempted'));
		expect(outcomes[19]).toMatchObject({ trouble: { reason: 'unauthorized', status: 401 } });
	});

	it('also takes unknown ends in a row for an outage', async () => {
		const outcomes = await runBatch({ inputs: numbers(7), parallel: 1, deliver: async () => unknown() });
		expect(kinds(outcomes)).toEqual([...Array(5).fill('unknown'), 'notAttempted', 'notAttempted']);
	});

	it.each<[string, (input: number) => Outcome]>([
		['something went well in between', (input) => (input % 5 === 4 ? done('1') : failed())],
		['they ended in different ways', (input) => (input % 2 === 0 ? failed('unauthorized', 401) : failed('forbidden', 403))],
		['it is the content of each item', () => failed('invalid', 422)],
		['each name is taken', () => failed('duplicate', 409)],
	])('goes on when %s', async (_title, outcomeOf) => {
		const outcomes = await runBatch({ inputs: numbers(20), parallel: 1, deliver: async (input) => outcomeOf(input) });
		expect(kinds(outcomes)).not.toContain('notAttempted');
	});

	it('begins nothing more after an end that is fatal, and lets what is under way end', async () => {
		const time = new VirtualTime();
		const outcomes = await time.run(() =>
			runBatch({
				inputs: [10, 5, 20, 1, 1],
				parallel: 3,
				isFatal: ({ kind }) => kind === 'failed',
				deliver: async (ms) => {
					await time.sleep(ms);
					return ms === 5 ? failed() : done('1');
				},
			}),
		);
		expect(kinds(outcomes)).toEqual(['done', 'failed', 'done', 'notAttempted', 'notAttempted']);
	});

	it('begins nothing more once the execution is stopped', async () => {
		const stop = new AbortController();
		const outcomes = await runBatch({
			inputs: numbers(3),
			parallel: 1,
			signal: stop.signal,
			deliver: async () => {
				stop.abort();
				return done('1');
			},
		});
		expect(kinds(outcomes)).toEqual(['done', 'notAttempted', 'notAttempted']);
		expect(outcomes[1]).toMatchObject({ trouble: { reason: 'canceled' } });
	});

	it('passes on what was thrown only when nothing is under way any more', async () => {
		const time = new VirtualTime();
		let ended = 0;
		const batch = time.run(() =>
			runBatch({
				inputs: numbers(3),
				parallel: 3,
				deliver: async (input) => {
					if (input === 0) throw new Error('broken');
					await time.sleep(10);
					ended++;
					return done('1');
				},
			}),
		);
		await expect(batch).rejects.toThrow('broken');
		expect(ended).toBe(2);
	});

	it('takes an empty list for a short day', async () => {
		expect(await runBatch({ inputs: [], parallel: 5, deliver: async () => done('1') })).toEqual([]);
	});
});
