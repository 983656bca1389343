import { Secrets } from '../../../../nodes/CreateProject/project/secrets';
import fc from 'fast-check';
import { custom } from '../../../../nodes/CreateProject/services';
import { defineService, type FieldDefinition, type ServiceDefinition } from '../../../../nodes/CreateProject/services/service';
import { createRequest, prepare, type ProjectInput } from '../../../../nodes/CreateProject/project/asked/prepare';
import { nameFault } from '../../../../nodes/CreateProject/project/asked/given';
import { InputProblem } from '../../../../nodes/CreateProject/project/problem';
import type { Site } from '../../../../nodes/CreateProject/project/asked/site';

const siteOf = (parts: Partial<ServiceDefinition>, values: Site['values'] = {}): Site => ({
	definition: defineService({
		id: 's',
		displayName: 'Sample',
		docs: '',
		baseUrl: '',
		create: { path: '/p' },
		fields: [],
		reply: {},
		...parts,
	}),
	baseUrl: 'https://api.example.com',
	values,
	auth: { headers: {}, query: {} },
	secrets: new Secrets(),
});
const make = (parts: Partial<ServiceDefinition>, input: Partial<ProjectInput> = {}, mark?: string) =>
	prepare(siteOf(parts, { titleProperty: 'My.Title' }), { name: 'Apollo', fields: {}, ...input }, mark);
const payloadOf = (...parameters: Parameters<typeof make>) => make(...parameters).scope.payload;
const open: Partial<ServiceDefinition> = { open: true };
const caught = (work: () => unknown): InputProblem => {
	try {
		work();
	} catch (cause) {
		return cause as InputProblem;
	}
	throw new Error('no problem');
};

describe('the name', () => {
	it.each([
		['🚀 Launch', '🚀 Launch'],
		['مشروع جديد', 'مشروع جديد'],
		['  Apollo\n', 'Apollo'],
		['<b>"x"</b>', '<b>"x"</b>'],
		['👩‍👩‍👧', '👩‍👩‍👧'],
		['a'.repeat(1000), 'a'.repeat(1000)],
		['🎉'.repeat(1000), '🎉'.repeat(1000)],
	])('takes %p', (name, expected) => {
		expect(payloadOf({}, { name })).toEqual({ name: expected });
	});

	it('takes a number as its digits', () => {
		expect(payloadOf({}, { name: 2026 as never })).toEqual({ name: '2026' });
	});

	it.each([
		['', /empty/],
		[' \n\t', /empty/],
		[undefined, /empty/],
		[null, /empty/],
		[{}, /came out as an object/],
		['a'.repeat(10_000), /10000 characters.*at most 1000/],
		['cut \ud83d', /half of an emoji/],
		['\ude80 cut', /half of an emoji/],
	])('refuses %p', (name, message) => {
		expect(() => make({}, { name: name as string })).toThrow(InputProblem);
		expect(() => make({}, { name: name as string })).toThrow(message);
	});

	it('obeys the rules of the service', () => {
		expect(() => make({ name: { maxLength: 5 } }, { name: 'Apollo' })).toThrow('at most 5');
		expect(() => make({ name: { pattern: '[a-z-]+', patternHint: 'lower case' } }, { name: 'Apollo' })).toThrow(InputProblem);
		expect(payloadOf({ name: { maxLength: 2000 } }, { name: 'a'.repeat(2000) })).toEqual({ name: 'a'.repeat(2000) });
	});

	it('goes where the service wants it', () => {
		expect(payloadOf({ name: { to: 'data.title', wrap: { text: '{value}' } } })).toEqual({ data: { title: { text: 'Apollo' } } });
		expect(payloadOf({ name: { to: 'properties.{titleProperty}.title' } })).toEqual({ properties: { 'My.Title': { title: 'Apollo' } } });
		expect(make({ name: { to: 'n', in: 'query' } })).toMatchObject({ query: { n: 'Apollo' }, scope: { payload: {} } });
		expect(make({ name: { in: 'path' } })).toMatchObject({ query: {}, scope: { name: 'Apollo', payload: {} } });
	});

	it('passes every well-formed name through unchanged', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
				let sent: unknown;
				try {
					sent = (payloadOf({}, { name }) as { name: string }).name;
				} catch (cause) {
					expect(cause).toBeInstanceOf(InputProblem);
				}
				expect(sent).toBe(name.isWellFormed() && nameFault(name) === undefined ? name.trim() : undefined);
			}),
		);
	});
});

describe('conditions of a definition', () => {
	it.each<[string, unknown, string]>([
		['the own word', 'list', '/list'],
		['a label', 'A List', '/list'],
		['other letters', ' LIST ', '/list'],
		['nothing', '', '/folder'],
		['the default', 'Folder', '/folder'],
	])('know a choice by %s', (_title, type, path) => {
		const parts: Partial<ServiceDefinition> = {
			create: { path: '/folder' },
			fields: [
				{ id: 'type', in: 'setting', options: ['folder', { value: 'list', name: 'A List' }], default: 'folder' },
				{ id: 'note', only: { type: 'list' } },
			],
			variants: [{ when: { type: 'list' }, create: { path: '/list' } }],
		};
		const prepared = make(parts, { fields: { type, note: 'n' } });
		expect(prepared.definition.create.path).toBe(path);
		expect(prepared.ignored).toEqual(path === '/list' ? [] : ['note']);
	});

	it.each<[unknown, boolean]>([
		[true, true],
		['yes', true],
		['no', false],
		['false', false],
		[0, false],
		['', false],
	])('know a switch that says %p', (init, isOn) => {
		const parts: Partial<ServiceDefinition> = {
			fields: [
				{ id: 'init', type: 'boolean' },
				{ id: 'readme', only: { init: true } },
			],
		};
		expect(make(parts, { fields: { init, readme: 'r' } }).ignored).toEqual(isOn ? [] : ['readme']);
	});
});

describe('fields', () => {
	it('have their places: body, query, path, setting', () => {
		const prepared = make(
			{
				fields: [
					{ id: 'description', to: 'meta.text' },
					{ id: 'team', in: 'path' },
					{ id: 'view', in: 'query', to: 'layout' },
					{ id: 'mode', in: 'setting' },
				],
			},
			{ fields: { description: 'd', team: 't', view: 'board', mode: 'm' } },
		);
		expect(prepared).toMatchObject({ query: { layout: 'board' }, scope: { team: 't', mode: 'm' }, ignored: [] });
		expect(prepared.scope.payload).toEqual({ name: 'Apollo', meta: { text: 'd' } });
	});

	const ofType: FieldDefinition[] = [
		{ id: 'type', required: true, unless: 'template', displayName: 'Project Type' },
		{ id: 'template', to: 'templateKey' },
	];

	it.each<[string, Partial<ProjectInput>]>([
		['is given', { fields: { type: 'software' } }],
		['is not given but what stands in for it', { fields: { template: 'kanban', type: null } }],
		['is not given but a custom field stands in for it', { extra: [{ path: 'templateKey', value: 'kanban' }] }],
		['is given as a custom field', { extra: [{ path: 'type', value: 'software' }] }],
	])('takes one for which another may stand in, where it %s', (_title, input) => {
		expect(() => make({ fields: ofType }, input)).not.toThrow();
	});

	it.each([[{}], [{ type: '' }], [{ template: null }], [{ type: null, template: '' }]])(
		'asks for one or the other when given %j',
		(fields) => {
			const problem = caught(() => make({ fields: ofType }, { fields }));
			expect([problem.message, problem.hint]).toEqual([
				"'Project Type' is missing: Sample needs it for every project without 'Template'",
				"Fill in 'Project Type' or 'Template' under 'Values to Send'.",
			]);
		},
	);

	it.each([[{}], [{ workspace: '' }], [{ workspace: null }]])('asks for a required one when given %j', (fields) => {
		expect(() => make({ fields: [{ id: 'workspace', required: true }] }, { fields })).toThrow(
			"'Workspace' is missing: Sample needs it for every project",
		);
	});

	it('fall back to their default, and keep false, zero and null', () => {
		const fields: ServiceDefinition['fields'] = [
			{ id: 'visibility', default: 'private', required: true },
			{ id: 'billable' },
			{ id: 'budget' },
			{ id: 'owner' },
		];
		expect(payloadOf({ fields }, { fields: { billable: false, budget: 0, owner: null } })).toEqual({
			name: 'Apollo',
			visibility: 'private',
			billable: false,
			budget: 0,
			owner: null,
		});
	});

	it('are named when the service does not have them', () => {
		expect(
			make({ fields: [{ id: 'color' }] }, { fields: { color: 'x', budget: 1, empty: '', none: null, active: false } }).ignored,
		).toEqual(['budget', 'active']);
	});

	it('are sent as they are to an open API', () => {
		expect(payloadOf(open, { fields: { extra: { a: [1] }, 'deep.er': 'x', skipped: '' } })).toEqual({
			name: 'Apollo',
			extra: { a: [1] },
			deep: { er: 'x' },
		});
		expect(make(open, { fields: { extra: 1 } }).ignored).toEqual([]);
	});

	it('are kept for a follow-up request', () => {
		const prepared = make(
			{ fields: [{ id: 'color' }], followUps: [{ fields: ['color'], method: 'PATCH', path: '/p/{id}', body: { color: '{color}' } }] },
			{ fields: { color: 'x' } },
		);
		expect(prepared.scope).toMatchObject({ color: 'x', payload: { name: 'Apollo' } });
		expect(prepared.scope.payload).not.toHaveProperty('color');
	});

	it('go only with what they need, and are named otherwise', () => {
		const fields: ServiceDefinition['fields'] = [
			{ id: 'type', default: 'simple' },
			{ id: 'view', only: { type: 'board' } },
			{ id: 'priority', only: { owner: true } },
			{ id: 'owner' },
		];
		expect(make({ fields }, { fields: { view: 'v', priority: 1 } })).toMatchObject({
			ignored: ['view', 'priority'],
			scope: { payload: { name: 'Apollo', type: 'simple' } },
		});
		expect(payloadOf({ fields }, { fields: { type: 'board', view: 'v', owner: 'o', priority: 1 } })).toEqual({
			name: 'Apollo',
			type: 'board',
			view: 'v',
			owner: 'o',
			priority: 1,
		});
	});

	it('win over constants', () => {
		expect(
			payloadOf(
				{ constants: { 'meta.source': 'n8n {name}', 'meta.kind': 'k', none: '{missing}' }, fields: [{ id: 'type', to: 'meta.kind' }] },
				{ fields: { type: 'own' } },
			),
		).toEqual({ name: 'Apollo', meta: { source: 'n8n Apollo', kind: 'own' } });
	});

	it('that are secret are masked', () => {
		expect(
			make({ fields: [{ id: 'dbPass', secret: true }] }, { fields: { dbPass: 'hush!hush' } }).secrets.maskText('hush!hush, hush%21hush'),
		).toBe('***, ***');
	});

	it('carry our mark where the service has a place for it', () => {
		const reference = { to: 'meta.ref', with: { 'meta.app': 'n8n' }, at: 'meta.ref' };
		expect(payloadOf({ reference }, {}, 'mark-1')).toEqual({ name: 'Apollo', meta: { ref: 'mark-1', app: 'n8n' } });
		expect(payloadOf({ reference })).toEqual({ name: 'Apollo' });
	});
});

describe('custom fields', () => {
	it('win over fields, by path', () => {
		expect(
			payloadOf(
				{ fields: [{ id: 'color' }] },
				{
					fields: { color: 'a' },
					extra: [
						{ path: ' color ', value: 'b' },
						{ path: 'x.0.y', value: [1] },
						{ path: 'none', value: undefined },
					],
				},
			),
		).toEqual({ name: 'Apollo', color: 'b', x: [{ y: [1] }] });
	});

	it.each(['__proto__.x', 'a.constructor.b', 'prototype', '', 'a..b', '.a', '{missing}', 'list.5000'])('refuses the path %p', (path) => {
		const extra = [
			{ path: 'list.0', value: 1 },
			{ path, value: 1 },
		];
		expect(() => make({}, { extra })).toThrow(InputProblem);
	});

	it('refuses an input column that would reach a prototype', () => {
		expect(() => make(open, { fields: JSON.parse('{"__proto__": {"polluted": 1}}') as Record<string, unknown> })).toThrow(InputProblem);
		expect(payloadOf(open, { fields: { a: JSON.parse('{"__proto__": {"polluted": 1}, "b": 2}') as unknown } })).toEqual({
			name: 'Apollo',
			a: { b: 2 },
		});
	});

	it('never touch a prototype, whatever the input', () => {
		const names = Object.getOwnPropertyNames(Object.prototype);
		const key = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'prototype', '__proto__.a', 'a.__proto__.b', 'toString'), fc.string());
		fc.assert(
			fc.property(
				fc.array(fc.tuple(key, fc.jsonValue()), { maxLength: 4 }),
				fc.array(fc.record({ path: key, value: fc.jsonValue() }), { maxLength: 4 }),
				(entries, extra) => {
					try {
						const prepared = prepare({ ...siteOf({}), definition: custom }, { name: 'Apollo', fields: Object.fromEntries(entries), extra });
						expect(Object.getPrototypeOf(prepared.scope.payload)).toBe(Object.prototype);
					} catch (cause) {
						expect(cause).toBeInstanceOf(InputProblem);
					}
					expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(names);
					expect({}).not.toHaveProperty('a');
				},
			),
		);
	});
});

describe('variants', () => {
	const parts: Partial<ServiceDefinition> = {
		fields: [
			{ id: 'type', in: 'setting', default: 'plain' },
			{ id: 'template', in: 'path' },
		],
		variants: [
			{ when: { template: true }, create: { path: '/templates/{template}/copy' } },
			{ when: { type: 'list' }, create: { method: 'PUT', path: '/lists' } },
		],
	};

	it.each([
		[{}, 'POST https://api.example.com/p'],
		[{ type: 'list' }, 'PUT https://api.example.com/lists'],
		[{ template: 'T 1', type: 'list' }, 'POST https://api.example.com/templates/T%201/copy'],
		[{ template: '' }, 'POST https://api.example.com/p'],
	])('are chosen by %j', (fields, expected) => {
		const { method, url, body } = createRequest(make(parts, { fields }));
		expect(`${method} ${url}`).toBe(expected);
		expect(body).toBe('{"name":"Apollo"}');
	});

	it('do not change the definition', () => {
		const { definition } = make(parts, { fields: { type: 'list' } });
		expect(definition).not.toHaveProperty('when');
		expect(definition.create.path).toBe('/lists');
		expect(make(parts).definition.create.path).toBe('/p');
	});
});
