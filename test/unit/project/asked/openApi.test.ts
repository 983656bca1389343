import type { Json } from '../../../../nodes/CreateProject/services/service';
import { fieldsFromOpenApi } from '../../../../nodes/CreateProject/project/asked/openApi';
import { InputProblem } from '../../../../nodes/CreateProject/project/problem';

const withSchema = (schema: Json, schemas: Record<string, Json> = {}): Json => ({
	openapi: '3.1.0',
	paths: { '/projects': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
	components: { schemas },
});
const read = (schema: Json, schemas?: Record<string, Json>, envelope?: string) =>
	fieldsFromOpenApi(withSchema(schema, schemas), 'POST', '/projects', 'name', envelope);
const ids = (fields: Array<{ id: string }>): string[] => fields.map(({ id }) => id);
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

describe('fields from an OpenAPI document', () => {
	it('have the types, formats, choices and required marks of the schema', () => {
		expect(
			read({
				required: ['name', 'key'],
				properties: {
					name: { type: 'string' },
					key: { type: 'string' },
					n: { type: 'integer' },
					on: { type: ['boolean', 'null'] },
					list: { type: 'array' },
					any: { type: 'object' },
					due: { type: 'string', format: 'date' },
					at: { type: 'string', format: 'date-time' },
					kind: { type: 'string', enum: ['a', 'b', null] },
					id: { type: 'integer', readOnly: true },
					bad: true,
				},
			}),
		).toEqual([
			{ id: 'key', displayName: 'key', type: 'string', required: true },
			{ id: 'n', displayName: 'n', type: 'number' },
			{ id: 'on', displayName: 'on', type: 'boolean' },
			{ id: 'list', displayName: 'list', type: 'array' },
			{ id: 'any', displayName: 'any', type: 'object' },
			{ id: 'due', displayName: 'due', type: 'dateTime', format: 'date' },
			{ id: 'at', displayName: 'at', type: 'dateTime', format: 'dateTime' },
			{ id: 'kind', displayName: 'kind', type: 'string', options: ['a', 'b'] },
		]);
	});

	it('follow references and allOf, also encoded ones', () => {
		expect(
			ids(
				read(
					{ allOf: [ref('Base'), { properties: { extra: ref('a~1b') } }] },
					{ Base: { properties: { base: {} } }, 'a/b': { type: 'number' } },
				),
			),
		).toEqual(['base', 'extra']);
	});

	it('open nested objects; what is required in an optional one is not', () => {
		const nested = {
			properties: {
				settings: {
					required: ['budget'],
					properties: { budget: { type: 'number' }, deep: { properties: { er: { properties: { est: { type: 'string' } } } } } },
				},
			},
		};
		expect(read(nested)).toEqual([
			{ id: 'settings.budget', displayName: 'settings.budget', type: 'number' },
			{ id: 'settings.deep.er', displayName: 'settings.deep.er', type: 'string' },
		]);
		expect(read({ ...nested, required: ['settings'] })[0]).toMatchObject({ id: 'settings.budget', required: true });
	});

	it('are read inside the envelope', () => {
		expect(
			ids(
				read(
					{ properties: { data: ref('Data') } },
					{ Data: { properties: { attributes: { properties: { name: {}, color: {} } } } } },
					'data.attributes',
				),
			),
		).toEqual(['color']);
	});

	it('end where schemas run in a circle', () => {
		expect(
			ids(
				read(ref('A'), {
					A: { allOf: [ref('A'), ref('B')], properties: { parent: ref('A') } },
					B: { allOf: [ref('A')], properties: { b: {} } },
				}),
			),
		).toContain('b');
		expect(read(ref('Loop'), { Loop: ref('Loop') })).toEqual([]);
		expect(read({ $ref: 'https://evil.example/schema.json' })).toEqual([]);
	});

	it('are at most 200', () => {
		expect(read({ properties: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, {}])) })).toHaveLength(200);
	});

	it('are read from a Swagger 2 document and from a form', () => {
		const schema = { properties: { color: {} } };
		expect(
			ids(
				fieldsFromOpenApi(
					{ paths: { '/projects': { post: { parameters: [{ in: 'query' }, { in: 'body', schema }] } } } },
					'POST',
					'/projects',
					'name',
				),
			),
		).toEqual(['color']);
		expect(
			ids(
				fieldsFromOpenApi(
					{ paths: { '/projects': { post: { requestBody: { content: { 'multipart/form-data': { schema } } } } } } },
					'POST',
					'/projects',
					'name',
				),
			),
		).toEqual(['color']);
	});

	it('belong to the operation whose path fits best', () => {
		const operation = (field: string): Json => ({
			post: { requestBody: { content: { 'application/json': { schema: { properties: { [field]: {} } } } } } },
		});
		const document: Json = {
			paths: {
				'/empty': null,
				'/archive/projects': operation('archive'),
				'/subprojects': operation('sub'),
				'/projects': operation('plain'),
				'/teams/{teamId}/projects/': operation('team'),
			},
		};
		const found = (path: string) => ids(fieldsFromOpenApi(document, 'POST', path, 'name'));
		expect(found('/projects')).toEqual(['plain']);
		expect(found('projects/?v=1')).toEqual(['plain']);
		expect(found('/teams/{team}/projects')).toEqual(['team']);
		expect(
			ids(
				fieldsFromOpenApi(
					{ paths: { '/api/v4/projects': operation('based'), '/subprojects': operation('sub') } },
					'POST',
					'projects',
					'name',
				),
			),
		).toEqual(['based']);
		for (const path of ['/none', '/', '/empty']) expect(() => found(path)).toThrow(InputProblem);
		expect(() => fieldsFromOpenApi(document, 'PUT', '/projects', 'name')).toThrow('does not describe PUT /projects');
	});

	it.each([null, 'text', [], {}, { paths: [] }, { paths: { '/projects': 5 } }])('are not to be had from %j', (document) => {
		expect(() => fieldsFromOpenApi(document as Json, 'POST', '/projects', 'name')).toThrow(InputProblem);
	});
});
