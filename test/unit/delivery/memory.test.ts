import { notAttempted } from '../../../nodes/CreateProject/delivery/batch';
import {
	claimRemembered,
	forget,
	holdsMemory,
	memoryOf,
	recall,
	remember,
	slotOfCall,
	slotOfRun,
	wholeMemory,
	type Context,
	type RunMemory,
} from '../../../nodes/CreateProject/delivery/memory';
import type { Outcome } from '../../../nodes/CreateProject/delivery/outcome';
import type { Json } from '../../../nodes/CreateProject/services/service';
import { canceled, done, failed, unknown } from './outcomes';

const memory: RunMemory = {
	origin: '1',
	items: { 0: { state: 'unknown', print: 'p', since: { afterFrom: 5, basis: 'date' }, key: 'k', sought: { name: 'Apollo' } } },
};
const FIRST = slotOfRun(0);

const deep = (): Json => {
	let value: Json = {};
	for (let level = 0; level < 100_000; level++) value = { value };
	return value;
};

describe('the memory of a run', () => {
	it('is given back for its own run only, and forgotten on demand', () => {
		const context: Context = {};
		remember(context, slotOfRun(1), memory);
		expect(recall(context, FIRST)).toBeUndefined();
		expect(recall(context, slotOfRun(1))).toEqual(memory);
		forget(context, slotOfRun(1));
		expect(context).toEqual({});
	});

	it('tells runs and tool calls apart', () => {
		const slots = [slotOfRun(0), slotOfRun(1), slotOfCall('a'), slotOfCall('b'), slotOfCall('0')];
		expect(new Set(slots).size).toBe(slots.length);
		const context: Context = {};
		remember(context, slotOfCall('a'), memory);
		expect([holdsMemory(context), holdsMemory(context, slotOfRun(0)), holdsMemory({ other: 1 }), holdsMemory(undefined)]).toEqual([
			true,
			false,
			false,
			false,
		]);
	});

	it('does not change with what it was made of', () => {
		const context: Context = {};
		const own = JSON.parse(JSON.stringify(memory)) as RunMemory;
		remember(context, FIRST, own);
		own.items[0] = { state: 'unknown', print: 'q' };
		expect(recall(context, FIRST)).toEqual(memory);
	});

	it('keeps id and name of a project whose answer is nested too deeply to be stored, and all of the others', () => {
		const context: Context = {};
		const [a, b] = [done('7'), done('8')] as Array<Extract<Outcome, { kind: 'done' }>>;
		const tooDeep = { ...a, project: { id: '7', name: 'Apollo', raw: deep() } };
		remember(
			context,
			FIRST,
			wholeMemory(
				[
					{ outcome: tooDeep, print: 'p' },
					{ outcome: b, print: 'q' },
				],
				'1',
			),
		);
		expect(recall(context, FIRST)?.items).toEqual({
			0: { state: 'done', print: 'p', outcome: 'created', project: { id: '7', name: 'Apollo', raw: {} } },
			1: { state: 'done', print: 'q', outcome: 'created', project: { id: '8', raw: {} } },
		});
	});

	it.each([['text'], [null], [{}], [{ origin: 1, items: {} }], [{ origin: '1' }]])('takes %j in its place for nothing', (kept) => {
		expect(recall({ [FIRST]: kept }, FIRST)).toBeUndefined();
	});

	it('claims the projects that were created, and none that were merely found', () => {
		const ids: string[] = [];
		const claims = { add: ({ id }: { id: string }) => void ids.push(id) };
		claimRemembered(
			claims,
			memoryOf(
				[
					{ outcome: done('7'), print: 'p' },
					{ outcome: unknown(), print: 'p' },
					{ outcome: { ...done('8'), outcome: 'existing' } as Outcome, print: 'p' },
				],
				'1',
			),
		);
		claimRemembered(claims, undefined);
		expect(ids).toEqual(['7']);
	});
});

describe('memoryOf', () => {
	it('keeps nothing when all is settled', () => {
		expect(
			memoryOf(
				[
					{ outcome: done('1'), print: 'p' },
					{ outcome: done('2'), print: 'q' },
				],
				'1',
			),
		).toBeUndefined();
	});

	it('keeps all of a run whose results could not be handed over', () => {
		expect(wholeMemory([{ outcome: done('1'), print: 'p' }], '1').items).toMatchObject({ 0: { state: 'done', project: { id: '1' } } });
	});

	it('keeps what succeeded and what is unknown, and nothing of what certainly did not happen', () => {
		const open = {
			...(unknown({ afterFrom: 99, basis: 'date' }, 'k') as Extract<Outcome, { kind: 'unknown' }>),
			sought: { name: 'Apollo', key: 'AP' },
		};
		expect(
			memoryOf(
				[
					{ outcome: done('1'), print: 'a' },
					{ outcome: open, print: 'b' },
					{ outcome: failed(), print: 'c' },
					{ outcome: notAttempted(canceled) },
					undefined,
				],
				'1',
			),
		).toEqual({
			origin: '1',
			tries: 1,
			items: {
				0: { state: 'done', print: 'a', outcome: 'created', project: { id: '1', raw: {} } },
				1: { state: 'unknown', print: 'b', since: { afterFrom: 99, basis: 'date' }, key: 'k', sought: { name: 'Apollo', key: 'AP' } },
			},
		});
	});

	it('keeps which requests after the create did not work', () => {
		const steps = [{ step: 'dueDate', outcome: 'failed' as const, message: 'no' }];
		const outcome = { ...done('1'), steps } as Outcome;
		expect(memoryOf([{ outcome, print: 'a' }, undefined], '1')?.items[0]).toMatchObject({ steps });
	});

	it('keeps the request that is in doubt, until it is another one', () => {
		const open = unknown({ afterFrom: 5, basis: 'date' }, 'k') as Extract<Outcome, { kind: 'unknown' }>;
		const { sought } = memory.items[0] as { sought: object };
		const earlier = memoryOf([{ outcome: { ...open, sought: sought as { name: string } }, print: 'new' }], '1', memory);
		expect(earlier?.items[0]).toMatchObject({ print: 'p', sought: { name: 'Apollo' } });
		const later = memoryOf([{ outcome: { ...open, sought: { name: 'Gemini' } }, print: 'new' }], '1', memory);
		expect(later?.items[0]).toMatchObject({ print: 'new', sought: { name: 'Gemini' } });
	});

	it.each<[string, Outcome | undefined]>([
		['not attempted', notAttempted(canceled)],
		['stopped before its first request', { ...failed(), delivery: { ...failed().delivery, requests: 0 } }],
		['never begun', undefined],
	])('keeps what was known of an item that is now %s', (_title, outcome) => {
		expect(memoryOf([outcome && { outcome }], '1', memory)?.items).toEqual(memory.items);
	});

	it('gives up what was known once this run has found out better', () => {
		expect(memoryOf([{ outcome: failed(), print: 'p' }], '1', memory)?.items).toEqual({});
	});

	it('stays blind after a blind run until all is settled', () => {
		const none = [{ outcome: notAttempted(canceled) }];
		const first = memoryOf(none, '1', undefined, true);
		expect(first).toEqual({ origin: '1', isBlind: true, tries: 1, items: {} });
		expect(memoryOf(none, '1', first)?.isBlind).toBe(true);
		expect(memoryOf([{ outcome: failed(), print: 'p' }], '1', memory)).not.toHaveProperty('isBlind');
	});
});
