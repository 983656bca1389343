import { RecentMatches } from '../../../nodes/CreateProject/delivery/recentMatches';
import type { Project } from '../../../nodes/CreateProject/project/answered/reply';

const project = (id: string): Project => ({ id, name: '', raw: {} }) as unknown as Project;
const idsOf = (recent: RecentMatches, match: string, now: number): string[] => recent.get(match, now).map(({ id }) => id);

describe('what the process has just made', () => {
	it('is found by each of its matches as long as a search may not show it', () => {
		const recent = new RecentMatches();
		recent.add(() => ['name', 'key'], project('1'), 1000, 0);
		expect(idsOf(recent, 'name', 500)).toEqual(['1']);
		expect(idsOf(recent, 'key', 1000)).toEqual(['1']);
		expect(idsOf(recent, 'key', 1001)).toEqual([]);
		expect(idsOf(recent, 'other', 500)).toEqual([]);
	});

	it('costs nothing where nobody looks', () => {
		const recent = new RecentMatches();
		const matches = jest.fn(() => ['name']);
		for (let count = 0; count < 5000; count++) recent.add(matches, project(String(count)), count + 10, count);
		expect(matches).not.toHaveBeenCalled();
		expect(idsOf(recent, 'name', 5000)).toEqual(['4997', '4998', '4999']);
		expect(matches.mock.calls.length).toBeLessThanOrEqual(10);
	});

	it('is kept once, the newest last, and never without an ID', () => {
		const recent = new RecentMatches();
		for (const id of ['1', '2', '1', '']) recent.add(() => ['name'], project(id), 1000, 0);
		expect(idsOf(recent, 'name', 1)).toEqual(['2', '1']);
		recent.add(() => ['name'], project('3'), 1000, 2);
		expect(idsOf(recent, 'name', 3)).toEqual(['2', '1', '3']);
	});

	it('is bounded', () => {
		const recent = new RecentMatches();
		for (let count = 0; count < 25_000; count++) recent.add(() => [String(count)], project(String(count)), 1e9, 0);
		expect(idsOf(recent, '24999', 1)).toEqual(['24999']);
		expect(idsOf(recent, '14000', 1)).toEqual([]);
	});
});
