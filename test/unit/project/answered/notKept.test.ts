import { notKept } from '../../../../nodes/CreateProject/project/answered/changed';
import type { Json } from '../../../../nodes/CreateProject/services/service';

const SENT: Json = { name: 'P', budget: 12, status: 'planned', note: 'a', due: '2027-03-31', settings: { color: 'red' }, owner: 'pat' };

describe('what was sent and not kept', () => {
	it.each<[string, Json, string[]]>([
		['another number', { ...SENT, budget: 10 }, ['budget']],
		['another word', { ...SENT, status: 'draft' }, ['status']],
		['nothing', { ...SENT, note: null }, ['note']],
		['an empty text', { ...SENT, note: '' }, ['note']],
		['deeper', { ...SENT, settings: { color: 'blue' } }, ['settings.color']],
		['two', { ...SENT, budget: 0, status: 'x' }, ['budget', 'status']],
	])('is named: %s', (_what, got, paths) => {
		expect(notKept(SENT, got, false)).toEqual(paths);
	});

	it.each<[string, Json]>([
		['all as sent', SENT],
		['fields of the API’s own', { ...SENT, id: 1, created_at: '2026-01-01' }],
		['a number as a text', { ...SENT, budget: '12.00' }],
		['a day as a moment', { ...SENT, due: '2027-03-31T00:00:00Z' }],
		['a day in seconds', { ...SENT, due: 1806451200 }],
		['other letters', { ...SENT, status: 'PLANNED' }],
		['markup', { ...SENT, note: '<p>a</p>' }],
		['an object for a text', { ...SENT, status: { id: 1, name: 'planned' } }],
		['an ID for a person', { ...SENT, owner: 'u_17' }],
		['only an ID', { id: 7 }],
		['nothing at all', {}],
	])('is nothing where the answer has %s', (_what, got) => {
		expect(notKept(SENT, got, false)).toEqual([]);
	});

	it('is what is missing, where a description says what there is and other fields are shown', () => {
		expect(notKept(SENT, { name: 'P', budget: 12 }, true)).toEqual(['status', 'note', 'due', 'settings.color']);
		expect(notKept(SENT, { id: 7 }, true)).toEqual([]);
	});
});
