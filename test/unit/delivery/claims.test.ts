import { Claims, OpenAttempts, shapeOf } from '../../../nodes/CreateProject/delivery/claims';

describe('claims', () => {
	it('know what was reported, and forget the oldest of very many', () => {
		const claims = new Claims();
		claims.add({ id: '' });
		expect(claims.has({ id: '' })).toBe(false);
		for (let id = 0; id <= 10_000; id++) claims.add({ id: String(id) });
		expect(['0', '1', '10000'].map((id) => claims.has({ id }))).toEqual([false, true, true]);
	});

	it.each([
		['the same project', { name: 'Apollo', createdAt: '2026-11-26T10:00:00.123Z' }, true],
		['the same, its time cut to seconds in the list', { name: 'Apollo', createdAt: '2026-11-26T10:00:00Z' }, true],
		['the same, its time cut to the day', { name: 'Apollo', createdAt: '2026-11-26T00:00:00Z' }, true],
		['the same, as a list without times shows it', { name: 'apollo ' }, true],
		['a later one with the id of a deleted one', { name: 'Apollo', createdAt: '2026-11-26T10:00:07.000Z' }, false],
		['one of another name', { name: 'Gemini' }, false],
	])('are of a project, not of an id alone: %s', (_title, seen, isClaimed) => {
		const claims = new Claims();
		claims.add({ id: '7', name: 'Apollo', createdAt: '2026-11-26T10:00:00.123Z' }, 'reply');
		expect(claims.has({ id: '7', ...seen })).toBe(isClaimed);
	});

	it('count from a point in time', () => {
		const claims = new Claims();
		claims.add({ id: '1' });
		const before = claims.made;
		claims.add({ id: '2' });
		expect(['1', '2'].map((id) => claims.has({ id }, before))).toEqual([false, true]);
	});

	it.each([
		['7', 'number'],
		['018f3b7c-9a52-7cc0-9c30-1a2b3c4d5e6f', 'uuid'],
		['gid://gitlab/Project/7', 'path'],
		['acme/web', 'path'],
		['5f3a9c', 'word'],
	])('see that %j is a %s', (id, shape) => {
		expect(shapeOf(id)).toBe(shape);
	});

	it('say when a list names projects otherwise than creates do, which only a create can show', () => {
		const claims = new Claims();
		claims.add({ id: 'acme/web' }, 'list');
		expect(claims.isForeign('7')).toBe(false);
		claims.add({ id: '7' }, 'reply');
		expect([claims.isForeign('8'), claims.isForeign('acme/app')]).toEqual([false, true]);
	});
});

describe('open attempts', () => {
	it('are found by name, whatever its case, until they are closed', () => {
		const open = new OpenAttempts();
		const one = { id: '1', name: 'Apollo', print: 'a', at: 0 };
		const other = { id: '2', name: 'apollo', print: 'b', at: 1 };
		open.open(one);
		open.open(other);
		expect(open.of('APOLLO')).toEqual([one, other]);
		open.close(one);
		open.close(one);
		expect(open.of('Apollo')).toEqual([other]);
	});

	it('of an item that has ended stay, until a re-run takes them up or too many came since', () => {
		const open = new OpenAttempts(2);
		const attempts = ['1', '2', '3'].map((id) => ({ id, name: 'Apollo', print: id, at: 0 }));
		for (const attempt of attempts) open.open(attempt);
		for (const attempt of attempts) open.end(attempt, 5);
		expect(open.of('Apollo').map(({ id, endedAt }) => [id, endedAt])).toEqual([
			['2', 5],
			['3', 5],
		]);
		expect([open.resume('1'), open.resume(undefined)]).toEqual([undefined, undefined]);
		expect(open.resume('2')).toEqual({ ...attempts[1], endedAt: undefined });
		expect(open.of('Apollo')).toHaveLength(2);
	});
});
