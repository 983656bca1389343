import { changeWords, shownOf } from '../../../../nodes/CreateProject/project/answered/changed';
import type { Json } from '../../../../nodes/CreateProject/services/service';

const words = (body: Json, before: Json = {}) =>
	changeWords(typeof body === 'string' ? { kind: 'text', text: body } : { kind: 'json', value: body }, before)?.kind;

describe('the words of an answer to an update', () => {
	it.each<Json>([
		{ updated: 0 },
		{ Updated: false },
		{ matchedCount: 0, modifiedCount: 0 },
		{ affected_rows: '0' },
		{ data: { rowsAffected: 0 } },
		{ status: { n: 0 } },
		0,
		'<response><updated>0</updated></response>',
	])('deny it: %j', (body) => {
		expect(words(body)).toBe('denied');
	});

	it.each<Json>([
		{ modifiedCount: 0, matchedCount: 1 },
		{ changed: false },
		{ id: 7, message: 'Zugriff verweigert' },
		{ id: 7, message: 'Sin permiso' },
		{ id: 7, detail: 'Acesso negado' },
		{ id: 7, message: '更新できません' },
		{ id: 7, message: 'Das Projekt wurde nicht geändert' },
		'Accès refusé',
		'nicht erlaubt',
	])('leave it open: %j', (body) => {
		expect(words(body)).toBe('open');
	});

	it.each<Json>([
		{},
		[],
		true,
		1,
		'OK',
		'"7"',
		'7',
		'Project updated',
		{ updated: 1 },
		{ updated: '2026-11-22T10:00:00Z' },
		{ updated: true, changed: true },
		{ message: 'Le projet a été modifié' },
		{ message: 'Proyecto actualizado' },
		{ message: 'Projeto atualizado com sucesso' },
		{ message: '已更新' },
		{ id: 7, name: 'P', message: '' },
	])('say nothing against it: %j', (body) => {
		expect(words(body)).toBeUndefined();
	});

	it('say nothing where they were there before', () => {
		expect(words({ id: 7, message: 'Welcome to the team' }, { id: 7, message: 'Welcome to the team' })).toBeUndefined();
	});
});

describe('what a project shows of the values that were sent', () => {
	it('are those that are there, still old, or not to be told', () => {
		const sent = { name: 'P', due: '2027-01-01', budget: 5, note: 'x', gone: '', meta: { a: 'b' }, team: 3 };
		const before = { name: 'P', due: '2026-01-01', budget: 4, note: 'old', meta: { a: 'a' }, team: 1 };
		const now = { name: 'P', due: '2027-01-01T00:00:00Z', budget: 4, note: '<p>x</p>', meta: { a: 'b' }, team: { id: 3 } };
		expect(shownOf(sent, before, now)).toEqual({
			there: ['name', 'due', 'meta.a'],
			changed: ['due', 'meta.a'],
			old: ['budget'],
			untold: ['note', 'gone', 'team'],
		});
	});

	it('are none where nothing was sent as a payload', () => {
		expect(shownOf(undefined, {}, {})).toEqual({ there: [], changed: [], old: [], untold: [] });
	});
});
