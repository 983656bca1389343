import type { IExecuteFunctions } from 'n8n-workflow';
import { keyLogOf, showKeys } from '../../../nodes/CreateProject/node/keyStore';

interface Given {
	workflow?: string;
	helpers?: object;
}

const calls: unknown[][] = [];
const helpers = {
	checkProcessedAndRecord: async (...given: unknown[]) => {
		calls.push(given);
		return { new: [], processed: [(given[0] as string[])[0]] };
	},
	removeProcessed: async (...given: unknown[]) => void calls.push(given),
};
const context = ({ workflow = 'w', helpers: own = helpers }: Given = {}) =>
	({ helpers: own, getWorkflow: () => ({ id: workflow }), getNode: () => ({ id: 'n' }) }) as unknown as IExecuteFunctions;

beforeEach(() => {
	calls.length = 0;
});

describe('the log in n8n', () => {
	it('is asked by node, and bounded', async () => {
		const log = keyLogOf(context())!;
		expect([...(await log.record(['a', 'b', 'a']))]).toEqual(['a']);
		await log.forget(['b']);
		expect(calls).toEqual([
			[['a', 'b'], 'node', { mode: 'entries', maxEntries: 10_000 }],
			[['b'], 'node', { mode: 'entries' }],
		]);
	});

	it('holds all keys of a run that is larger than its bound', async () => {
		await keyLogOf(context())!.record(Array.from({ length: 8000 }, (_, index) => String(index)));
		expect(calls[0][2]).toEqual({ mode: 'entries', maxEntries: 16_000 });
	});

	it.each<[string, Given]>([
		['an n8n without it', { helpers: {} }],
		['an n8n that can only record', { helpers: { checkProcessedAndRecord: helpers.checkProcessedAndRecord } }],
		['a workflow that has no ID, as n8n refuses one', { workflow: '' }],
	])('is none with %s', (_title, given) => {
		expect(keyLogOf(context(given))).toBeUndefined();
	});

	it('is called once at a time for a node, over all executions, and goes on after a failure', async () => {
		let running = 0;
		let most = 0;
		let fails = 3;
		const slow = {
			...helpers,
			checkProcessedAndRecord: async (items: string[]) => {
				most = Math.max(most, ++running);
				await Promise.resolve();
				running--;
				if (fails-- > 0) throw new Error('database is locked');
				return { new: items, processed: [] };
			},
		};
		const ends = await Promise.allSettled([1, 2, 3].map(async (one) => await keyLogOf(context({ helpers: slow }))!.record([String(one)])));
		expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
		expect(most).toBe(1);
	});
});

describe('the keys of an execution, for people', () => {
	const shown = (keys: string[]): unknown[] => {
		const set: unknown[] = [];
		showKeys({ customData: { set: (...given: unknown[]) => void set.push(...given) } } as unknown as IExecuteFunctions, keys);
		return set;
	};

	it('are one text, cut to what n8n shows', () => {
		expect(shown(['D-1', 'D-2'])).toEqual(['businessKey', 'D-1, D-2']);
		const [, long] = shown(Array.from({ length: 100 }, (_, index) => `deal-${index}`));
		expect(String(long)).toHaveLength(255);
		expect(String(long)).toMatch(/…$/);
	});

	it.each<[string, object]>([
		['an older n8n', {}],
		[
			'a context without an execution, whose getter throws',
			{
				get customData() {
					throw new Error('runExecutionData is not available');
				},
			},
		],
		[
			'an n8n that refuses them',
			{
				customData: {
					set: () => {
						throw new Error('no');
					},
				},
			},
		],
	])('hinder nothing in %s', (_title, given) => {
		expect(() => showKeys(given as IExecuteFunctions, ['D-1'])).not.toThrow();
	});
});
