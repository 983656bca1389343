import { mapperFields, type ListState } from '../../../nodes/CreateProject/fields/mapper';
import { custom, services } from '../../../nodes/CreateProject/services';
import { defineService, type FieldDefinition } from '../../../nodes/CreateProject/services/service';

const map = (fields: FieldDefinition[], choices?: Parameters<typeof mapperFields>[1], states?: Parameters<typeof mapperFields>[2]) =>
	mapperFields(defineService({ id: 's', displayName: 'S', docs: '', baseUrl: '', create: {}, fields, reply: {} }), choices, states);

describe('the fields of a service in the resource mapper', () => {
	it('come required first, each part in its own order', () => {
		expect(
			map([{ id: 'b' }, { id: 'workspace', required: true }, { id: 'a' }, { id: 'team', required: true }]).map(({ id }) => id),
		).toEqual(['workspace', 'team', 'b', 'a']);
	});

	it('are required only where nothing stands in for a value', () => {
		const [without, withDefault] = map([
			{ id: 'visibility', required: true, default: 'private', options: ['private', 'public'] },
			{ id: 'team', required: true },
		]);
		expect(withDefault).toMatchObject({ required: false });
		expect(without).toMatchObject({ required: true, removed: false });
		expect(without).not.toHaveProperty('defaultValue');
	});

	it('show one for which another may stand in, which n8n does with required ones only', () => {
		const [type, template] = map([{ id: 'type', required: true, unless: 'template' }, { id: 'template' }]);
		expect([type, template].map(({ id, required, removed }) => [id, required, removed])).toEqual([
			['type', true, false],
			['template', false, true],
		]);
	});

	it.each<[string, ListState, string, number]>([
		['is a part', { is: 'cut' }, 'Team (the first 2; for others choose Expression and type the ID)', 2],
		['is a part of nothing', { is: 'cut' }, 'Team', 0],
		['could not be read', { is: 'unread' }, 'Team (the list could not be read: type the ID)', 0],
		['waits for another field', { is: 'waiting', for: 'Workspace' }, 'Team (for a list: choose Workspace, then Refresh Field List)', 0],
	])('say in the label when a list %s', (_title, state, label, count) => {
		const choices = Array.from({ length: count }, (_entry, index) => ({ name: `Team ${index}`, value: index }));
		const [field] = map([{ id: 'team' }], new Map(count > 0 ? [['team', choices]] : []), new Map([['team', state]]));
		expect([field.displayName, field.type]).toEqual([label, count > 0 ? 'options' : 'string']);
	});

	it('show the required ones at once and keep the rest a click away', () => {
		expect(map([{ id: 'workspace', required: true }, { id: 'description' }, { id: 'team' }]).map(({ removed }) => removed)).toEqual([
			false,
			true,
			true,
		]);
	});

	it('have the types and titles of their canonical ids', () => {
		expect(
			map([
				{ id: 'startDate' },
				{ id: 'billable' },
				{ id: 'tags' },
				{ id: 'customFields' },
				{ id: 'budget' },
				{ id: 'teamId' },
				{ id: 'x', displayName: 'Own Words' },
			]).map(({ displayName, type }) => `${displayName}: ${type}`),
		).toEqual([
			'Start Date: dateTime',
			'Billable: boolean',
			'Tags: string',
			'Custom Fields: object',
			'Budget: number',
			'Team ID: string',
			'Own Words: string',
		]);
	});

	it('bring no value that nobody chose when the list is refreshed', () => {
		for (const service of services)
			for (const field of mapperFields(service))
				expect([field.id, field.defaultValue]).toEqual([field.id, field.type === 'boolean' ? null : undefined]);
	});

	it('offer fixed choices', () => {
		expect(map([{ id: 'visibility', options: ['private', { value: 'orgWide', name: 'All of Us' }] }])[0]).toMatchObject({
			type: 'options',
			options: [
				{ name: 'Private', value: 'private' },
				{ name: 'All of Us', value: 'orgWide' },
			],
		});
	});

	it('offer live choices, and stay a text where there are none', () => {
		const live = [{ name: 'Acme', value: 7 }];
		const fields: FieldDefinition[] = [{ id: 'workspace' }, { id: 'team' }, { id: 'client' }];
		expect(
			map(
				fields,
				new Map([
					['workspace', live],
					['team', []],
				]),
			).map(({ type, options }) => [type, options]),
		).toEqual([
			['options', live],
			['string', undefined],
			['string', undefined],
		]);
	});

	it('are well formed for every service', () => {
		for (const definition of [custom, ...services]) {
			const fields = mapperFields(definition);
			expect(new Set(fields.map(({ id }) => id)).size).toBe(definition.fields.filter(({ saved }) => !saved).length);
			for (const field of fields) {
				expect(field.displayName).toMatch(/^\S.*\S$/);
				if (field.type === 'options') expect(field.options!.length).toBeGreaterThan(0);
			}
		}
	});
});
