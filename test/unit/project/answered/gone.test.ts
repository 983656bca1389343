import { asideBy, goneBy } from '../../../../nodes/CreateProject/project/answered/gone';
import { readList } from '../../../../nodes/CreateProject/project/answered/list';
import type { Json } from '../../../../nodes/CreateProject/services/service';

describe('an entry that has been deleted', () => {
	it.each<Json>([
		{ deleted_at: '2026-01-01T00:00:00Z' },
		{ deletedAt: 1764000000 },
		{ DateDeleted: '2026-01-01' },
		{ trashed: true },
		{ is_deleted: 1 },
		{ isDeleted: 'true' },
		{ in_trash: true },
		{ deleted: '2026-01-01 10:00:00' },
		{ attributes: { removed: 'yes' } },
		{ fields: { deletion_time: { seconds: 1 } } },
		{ status: 'Deleted' },
		{ state: 'in trash' },
		{ lifecycleState: 'DELETE_REQUESTED' },
		{ status: 'gelöscht' },
		{ status: 'Supprimé' },
		{ state: 'excluído' },
		{ status: '削除済み' },
	])('says so: %j', (entry) => {
		expect(goneBy(entry)).toEqual(expect.any(String));
	});

	it.each<Json>([
		{},
		null,
		'deleted',
		{ deleted_at: null },
		{ deleted_at: '' },
		{ deletedAt: 0 },
		{ deleted_at: '0000-00-00 00:00:00' },
		{ trashed: false, is_deleted: 0, in_trash: 'false', deleted: 'no' },
		{ name: 'deleted', description: 'trash' },
		{ status: 'active', archived: true },
		{ deletedItems: 3, canBeDeleted: true },
		{ owner: { deleted: true } },
	])('is not what %j is', (entry) => {
		expect(goneBy(entry)).toBeUndefined();
	});
});

describe('the list of projects beside other lists', () => {
	const P = { id: 7, name: 'P' };
	const read = (body: Json, listName = 'projects') => {
		const list = readList(body, {}, { nameField: 'name', listName });
		return list && [list.entries.length, list.isReliable, list.beside.map(({ name, entries }) => `${name} ${entries.length}`).join()];
	};

	it.each<[Json, Array<number | boolean | string> | undefined]>([
		[{ projects: [], templates: [P] }, [0, true, '']],
		[{ templates: [P], projects: [P], total: 1 }, [1, true, '']],
		[{ suggestions: [P] }, undefined],
		[{ data: { related: [P], projects: [] } }, [0, true, '']],
		[{ archived: [P], projects: [] }, [0, true, 'archived 1']],
		[{ archived_projects: [P], items: [P, P] }, [2, true, 'archivedprojects 1']],
		[{ recent: [P] }, undefined],
		[{ trash: [P], results: [] }, [0, true, 'trash 1']],
		[{ clients: [P], projects: [] }, [0, true, '']],
		[{ companies: [P], teams: [P], data: [] }, [0, true, '']],
		[{ users: [P] }, undefined],
		[{ projectTemplates: [P], values: [P] }, [1, true, '']],
		[{ sites: [P], data: [] }, [0, false, '']],
		[{ nearby: [P], results: [] }, [0, false, '']],
		[{ didYouMean: [P], hits: [], total: 0 }, [0, false, '']],
		[{ others: { rows: [P] }, data: [] }, [1, true, '']],
		[{ sites: [P] }, [1, true, '']],
		[{ projects: [], items: [P] }, [0, false, '']],
		[[P], [1, true, '']],
		[{ members: [P] }, [1, true, '']],
	])('of %j is %j', (body, expected) => {
		expect(read(body)).toEqual(expected);
	});

	it.each<[string, Json]>([
		['templates', { templates: [P], data: [] }],
		['groups', { groups: [P], projects: [] }],
		['recent', { recent: [P] }],
		['clients', { clients: [P], total: 1 }],
	])('is the one that was asked for by its address: %s', (name, body) => {
		expect(read(body, name)?.[0]).toBe(1);
	});
});

describe('a project that is put aside', () => {
	it.each<Json>([
		{ archived: true },
		{ is_archived: 1 },
		{ archivedAt: '2026-01-01T00:00:00Z' },
		{ status: 'Archived' },
		{ state: 'closed' },
		{ status: 'abgeschlossen' },
		{ active: false },
		{ attributes: { isActive: 'false' } },
		{ closed: true },
	])('says so: %j', (project) => {
		expect(asideBy(project)).toEqual(expect.any(String));
	});

	it.each<Json>([
		{},
		null,
		[],
		{ archived: false },
		{ archivedAt: null },
		{ archived_at: '' },
		{ status: 'open' },
		{ active: true },
		{ active: '2026-01-01' },
		{ name: 'closed' },
		{ labels: ['archived'] },
	])('does not say so: %j', (project) => {
		expect(asideBy(project)).toBeUndefined();
	});
});
