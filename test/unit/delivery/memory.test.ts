import { memoryOf, notAttempted } from '../../../nodes/CreateProject/delivery/batch';
import { claimRemembered, forget, recall, remember, type Context, type RunMemory } from '../../../nodes/CreateProject/delivery/memory';
import type { Outcome } from '../../../nodes/CreateProject/delivery/outcome';
import { canceled, done, failed, unknown } from './outcomes';

const memory: RunMemory = { origin: '1', items: { 0: { state: 'unknown', print: 'p', since: 5, key: 'k' } } };

describe('the memory of a run', () => {
	it('is given back for its own run only, and forgotten on demand', () => {
		const context: Context = {};
		remember(context, 1, memory);
		expect(recall(context, 0)).toBeUndefined();
		expect(recall(context, 1)).toEqual(memory);
		forget(context, 1);
		expect(context).toEqual({});
	});

	it('does not change with what it was made of', () => {
		const context: Context = {};
		const own = JSON.parse(JSON.stringify(memory)) as RunMemory;
		remember(context, 0, own);
		own.items[0].print = 'other';
		expect(recall(context, 0)).toEqual(memory);
	});

	it.each([['text'], [null], [{}], [{ origin: 1, items: {} }], [{ origin: '1' }]])('takes %j in its place for nothing', (kept) => {
		expect(recall({ 'createProject:0': kept }, 0)).toBeUndefined();
	});

	it('claims the projects that were reported, and no others', () => {
		const ids: string[] = [];
		claimRemembered({ add: (id) => ids.push(id) }, memoryOf([done('7'), unknown()], ['p', 'p'], '1'));
		claimRemembered({ add: (id) => ids.push(id) }, undefined);
		expect(ids).toEqual(['7']);
	});
});

describe('memoryOf', () => {
	it('keeps nothing when all is settled', () => {
		expect(memoryOf([done('1'), done('2')], ['p', 'q'], '1')).toBeUndefined();
	});

	it('keeps what succeeded and what is unknown, and nothing of what certainly did not happen', () => {
		expect(memoryOf([done('1'), unknown(99, 'k'), failed(), notAttempted(canceled)], ['a', 'b', 'c', undefined], '1')).toEqual({
			origin: '1',
			items: {
				0: { state: 'done', print: 'a', outcome: 'created', project: { id: '1', raw: {} } },
				1: { state: 'unknown', print: 'b', since: 99, key: 'k' },
			},
		});
	});

	it.each<[string, Outcome]>([
		['not attempted', notAttempted(canceled)],
		['stopped before its first request', { ...failed(), delivery: { ...failed().delivery, requests: 0 } }],
	])('keeps what was known of an item that is now %s', (_title, outcome) => {
		expect(memoryOf([outcome], [undefined], '1', memory)?.items).toEqual(memory.items);
	});

	it('gives up what was known once this run has found out better', () => {
		expect(memoryOf([failed()], ['p'], '1', memory)?.items).toEqual({});
	});

	it('stays blind after a blind run until all is settled', () => {
		const first = memoryOf([notAttempted(canceled)], [undefined], '1', undefined, true);
		expect(first).toEqual({ origin: '1', isBlind: true, items: {} });
		expect(memoryOf([notAttempted(canceled)], [undefined], '1', first)?.isBlind).toBe(true);
		expect(memoryOf([failed()], ['p'], '1', memory)).not.toHaveProperty('isBlind');
	});
});
