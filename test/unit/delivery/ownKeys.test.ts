import { ApiState } from '../../../nodes/CreateProject/delivery/apiState';
import { checkOwnKey, OwnKeys, sharedEnd } from '../../../nodes/CreateProject/delivery/ownKeys';
import { realTools } from '../../../nodes/CreateProject/delivery/batch';
import { done, failed, unknown } from './outcomes';

const LABEL = 'Idempotency Key Value';
const tools = realTools(async () => {});

describe('a key of the person’s own that two items of a run have', () => {
	it.each<[string, string | undefined, string, 'first' | 'same' | RegExp]>([
		['nobody had it', undefined, 'a', 'first'],
		['an equal request', 'a', 'a', 'same'],
		['another request', 'a', 'b', /^'Idempotency Key Value' is "deal-1" for this item and for item 3, which asks for another project$/],
	])('%s', (_title, earlier, print, expected) => {
		const check = () => checkOwnKey(earlier === undefined ? undefined : { index: 2, print: earlier }, print, 'deal-1', LABEL);
		if (expected instanceof RegExp) expect(check).toThrow(expected);
		else expect(check()).toBe(expected);
	});

	it('counts for each API and credential by itself, and in its letter case', () => {
		const keys = new OwnKeys();
		const [one, other] = [new ApiState(tools), new ApiState(tools)];
		const take = (state: ApiState, key: string, index: number, print: string) => keys.take(state, key, { index, print, label: LABEL });
		const first = take(one, 'k', 0, 'a');
		expect([take(one, 'k', 1, 'a'), take(other, 'k', 2, 'b').index, take(one, 'K', 3, 'b').index]).toEqual([first, 2, 3]);
		expect(() => take(one, 'k', 4, 'b')).toThrow(/for item 1,/);
		// Whoever was stopped for the key leaves it as it was.
		expect(take(one, 'k', 5, 'a')).toBe(first);
	});

	it.each([
		['created', done('7'), { kind: 'done', outcome: 'existing' }],
		['found', { ...done('7'), outcome: 'existing' as const }, { kind: 'done', outcome: 'existing' }],
		['updated', { ...done('7'), outcome: 'updated' as const }, { kind: 'done', outcome: 'updated' }],
		['unknown', unknown(), { kind: 'unknown' }],
		['refused', failed(), undefined],
		['not over', undefined, undefined],
	])('what was %s before', (_title, outcome, expected) => {
		const end = sharedEnd({ index: 0, print: 'a', outcome }, 'k');
		if (expected === undefined) expect(end).toBeUndefined();
		else expect(end).toMatchObject({ ...expected, delivery: { requests: 0, attempts: 0, idempotencyKey: 'k' } });
	});
});
