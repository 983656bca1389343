import { Secrets } from '../../../../nodes/CreateProject/project/secrets';
import { ColumnsReport, mapColumns } from '../../../../nodes/CreateProject/project/asked/columns';
import { createRequest, prepare, type ProjectInput } from '../../../../nodes/CreateProject/project/asked/prepare';
import { applySettings, type ApiSettings } from '../../../../nodes/CreateProject/project/asked/settings';
import { custom, serviceById } from '../../../../nodes/CreateProject/services';
import { describeOpenApi } from '../../../../nodes/CreateProject/project/described/openApi';
import type { Json, ServiceDefinition } from '../../../../nodes/CreateProject/services/service';

const serviceOf = (id: string): ServiceDefinition => serviceById(id)!;
const prepared = (settings: ApiSettings, input: Partial<ProjectInput>, definition = custom) =>
	prepare(
		{
			definition: applySettings(
				definition,
				settings,
				settings.openApi === undefined ? undefined : describeOpenApi(settings.openApi as Json, settings),
			),
			baseUrl: 'https://h.example',
			values: {},
			auth: { headers: {}, query: {} },
			secrets: new Secrets(),
		},
		{ name: 'Deal X', fields: {}, ...input },
	);
const payloadOf = (settings: ApiSettings, columns: Record<string, unknown>, more: Partial<ProjectInput> = {}) =>
	prepared(settings, { columns, ...more }).scope.payload;

describe('a column never replaces the name', () => {
	it.each<[string, ApiSettings, Record<string, unknown>, unknown]>([
		['called like it', {}, { name: 'X', budget: 5 }, { name: 'Deal X', budget: 5 }],
		['in another letter case', {}, { Name: 'X', NAME: 'Y' }, { name: 'Deal X' }],
		['called like the name field', { nameField: 'title' }, { title: 'X', Title: 'Y', name: 'Z' }, { title: 'Deal X', name: 'Z' }],
		['of the path', { nameField: 'project.title' }, { 'project.title': 'X', 'Project.Title': 'Y' }, { project: { title: 'Deal X' } }],
		[
			'with the group that it is in',
			{ nameField: 'project.title' },
			{ project: { title: 'X', Title: 'Y', size: 2 } },
			{ project: { title: 'Deal X', size: 2 } },
		],
		['in the place of its group', { nameField: 'project.title' }, { project: 'X' }, { project: { title: 'Deal X' } }],
		['below it', {}, { name: { first: 'X' }, 'name.first': 'Y' }, { name: 'Deal X' }],
		[
			'as a form writes it',
			{ nameField: 'project.title', bodyFormat: 'form' },
			{ 'project[title]': 'X' },
			{ project: { title: 'Deal X' } },
		],
		['inside an envelope', { envelope: 'data.attributes' }, { name: 'X', NAME: 'Y' }, { name: 'Deal X' }],
		['named among the field names', { fieldNames: { fields: [{ field: 'name', name: 'title' }] } }, { title: 'X' }, { title: 'Deal X' }],
	])('%s', (_title, settings, columns, expected) => {
		expect(payloadOf(settings, columns)).toEqual(expected);
	});

	it('and the search looks for the name that is sent', () => {
		const { scope } = prepared({}, { columns: { name: 'X' } });
		expect([scope.name, scope.payload]).toEqual(['Deal X', { name: 'Deal X' }]);
	});
});

describe('a constant', () => {
	const constant = (staticBody: object, more: ApiSettings = {}): ApiSettings => ({ staticBody, ...more });

	it.each<[string, ApiSettings, Record<string, unknown>, unknown]>([
		[
			'wins over columns',
			constant({ visibility: 'private', owner: 'u1' }),
			{ visibility: 'public', owner: 'other', is_admin: true },
			{ visibility: 'private', owner: 'u1', name: 'Deal X', is_admin: true },
		],
		['in another letter case', constant({ visibility: 'private' }), { Visibility: 'public' }, { visibility: 'private', name: 'Deal X' }],
		['in a group', constant({ s: { v: 1 } }), { 's.v': 2, s: { V: 3, w: 4 } }, { s: { v: 1, w: 4 }, name: 'Deal X' }],
		['whose group is a column', constant({ s: { v: 1 } }), { s: 'text' }, { s: { v: 1 }, name: 'Deal X' }],
		['that is a list', constant({ tags: ['a'] }), { tags: 'b' }, { tags: ['a'], name: 'Deal X' }],
		['that is null', constant({ owner: null }), { owner: 'me' }, { owner: null, name: 'Deal X' }],
		[
			'inside an envelope',
			constant({ data: { type: 'p', attributes: { v: 1 } } }, { envelope: 'data.attributes' }),
			{ v: 2, w: 3 },
			{ v: 1, name: 'Deal X', w: 3 },
		],
	])('%s', (_title, settings, columns, expected) => {
		expect(payloadOf(settings, columns)).toEqual(expected);
	});

	it('gives way to a field mapped by hand and to a custom field', () => {
		const settings = constant({ visibility: 'private', s: { v: 1, w: 2 } });
		expect(prepared(settings, { fields: { visibility: 'public' } }).scope.payload).toMatchObject({ visibility: 'public' });
		expect(payloadOf(settings, {}, { extra: [{ path: 's.v', value: 7 }] })).toMatchObject({ s: { v: 7, w: 2 } });
	});

	it('inside a service of its own wins over the column of a known field', () => {
		const { scope } = prepared(
			{ staticBody: { project: { is_public: false } } },
			{ columns: { identifier: 'x', visibility: 'public' } },
			serviceOf('redmine'),
		);
		expect(scope.payload).toEqual({ identifier: 'x', is_public: false, name: 'Deal X' });
	});

	it('wins over a default of the service', () => {
		const { scope } = prepared({ staticBody: { project: { is_public: true } } }, { fields: { key: 'x' } }, serviceOf('redmine'));
		expect(scope.payload).toEqual({ identifier: 'x', is_public: true, name: 'Deal X' });
	});

	it('in the query of a body in the query stays the only one of its name', () => {
		const settings: ApiSettings = {
			bodyFormat: 'query',
			path: '/projects?kind=a',
			staticQuery: { parameters: [{ name: 'notify', value: 'false' }] },
		};
		const { url } = createRequest(prepared(settings, { columns: { notify: 'true', Kind: 'b', size: 3 } }));
		expect(url).toBe('https://h.example/projects?kind=a&notify=false&name=Deal+X&size=3');
	});
});

describe('a column is a field', () => {
	const mapped = (id: string, columns: Record<string, unknown>) => mapColumns(serviceOf(id), columns, { reserved: [['name']] });

	it.each([
		['gitlab', 'defaultBranch'],
		['gitlab', 'Default Branch'],
		['gitlab', 'default_branch'],
		['gitlab', 'DEFAULT-BRANCH'],
		['gitlab', ' default branch '],
	])('of %s when it is called %j', (id, column) => {
		expect(mapped(id, { [column]: 'main' })).toMatchObject({ fields: { defaultBranch: 'main' }, left: [] });
	});

	it.each([
		['key', 'identifier'],
		['key', 'Identifier'],
		['key', 'KEY'],
		['parent', 'Parent Project'],
		['parent', 'parent_id'],
		['trackers', 'tracker ids'],
	])('of Redmine, %s, by label or API name: %j', (id, column) => {
		expect(mapped('redmine', { [column]: '1' })).toMatchObject({ fields: { [id]: '1' }, left: [] });
	});

	it('by its very id before one that is spelled alike', () => {
		expect(mapped('redmine', { Identifier: 'b', key: 'a' })).toMatchObject({
			fields: { key: 'a' },
			left: [],
			displaced: [{ column: 'Identifier', kept: { by: 'column', label: 'key' } }],
		});
	});

	it('of a custom API only where it does not look like a name of the API itself', () => {
		expect(payloadOf({}, { 'Due Date': '2027-03-31', due_date: '2027-04-01', Description: 'd' })).toEqual({
			name: 'Deal X',
			dueDate: '2027-03-31',
			due_date: '2027-04-01',
			description: 'd',
		});
		const settings: ApiSettings = { fieldNames: { fields: [{ field: 'dueDate', name: 'due_on' }] } };
		expect(payloadOf(settings, { due_date: '31.03.2027' })).toEqual({ name: 'Deal X', due_on: '2027-03-31' });
	});

	it('under its own name, points and all, unless it is a path', () => {
		expect(payloadOf({}, { 'Est. hours': 3, 'a.b': 1, 'v1.2': 2, 'x..y': 4 })).toEqual({
			name: 'Deal X',
			'Est. hours': 3,
			a: { b: 1 },
			'v1.2': 2,
			'x..y': 4,
		});
	});

	it('of a described API only when the description has it', () => {
		const openApi = {
			paths: {
				'/projects': {
					post: {
						requestBody: {
							content: {
								'application/json': {
									schema: {
										properties: {
											name: { type: 'string' },
											due_on: { type: 'string', format: 'date' },
											public: { type: 'boolean' },
											settings: { properties: { budget: { type: 'number' }, 'est.hours': { type: 'number' } } },
										},
									},
								},
							},
						},
					},
				},
			},
		};
		const { scope, columns } = prepared(
			{ openApi },
			{ columns: { name: 'X', 'Due On': '31.03.2027', Public: 'yes', settings: { budget: '12', other: 1, 'est.hours': 2 }, secret: 's' } },
		);
		expect(scope.payload).toEqual({ name: 'Deal X', due_on: '2027-03-31', public: true, settings: { budget: 12, 'est.hours': 2 } });
		expect(columns?.left).toEqual(['settings.other', 'secret']);
	});
});

describe('what Map Automatically tells', () => {
	const told = (columns: Record<string, unknown>, nameColumns: string[] = []): string => {
		const report = new ColumnsReport();
		report.add(mapColumns(serviceOf('gitlab'), columns, { reserved: [['name']], nameColumns }));
		return report.text('GitLab');
	};

	it('is what went where and what stayed behind, in one sentence', () => {
		expect(told({ name: 'X', default_branch: 'main', Note: 'n', amount: 3 })).toBe(
			"Map Automatically: sent 'default_branch'; not sent: 'Note', 'amount' (no field of GitLab, or a constant has its place)",
		);
		expect(told({ key: 'x' })).toBe("Map Automatically: sent 'key' as 'Path'");
	});

	it('is nothing about the columns that the name is made of, and nothing about empty ones', () => {
		expect(told({ 'Deal Name': 'X', name: 'Y' }, ['Deal Name'])).toBe('');
		expect(told({ note: '', more: undefined, none: null })).toBe('');
	});

	it('names twenty columns at most', () => {
		expect(told(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`x${index}`, 1])))).toContain("'x19' and 30 more");
	});
});

test('a custom field cannot replace the name', () => {
	expect(() => prepared({}, { extra: [{ path: 'name', value: 'Y' }] })).toThrow("takes the place of the project's name");
	expect(() => prepared({ nameField: 'p.title' }, { extra: [{ path: 'p', value: { title: 'x' } }] })).toThrow("('p.title')");
	expect(prepared({}, { extra: [{ path: 'name', value: 'Deal X' }] }).scope.payload).toEqual({ name: 'Deal X' });
});

test('a point that belongs to a name is written with a backslash', () => {
	const { scope } = prepared({}, { extra: [{ path: 'properties.Est\\. hours.number', value: 12 }] });
	expect(scope.payload).toEqual({ name: 'Deal X', properties: { 'Est. hours': { number: 12 } } });
});
