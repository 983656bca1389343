import { describeOpenApi } from '../../../../nodes/CreateProject/project/described/openApi';
import { SCHEMA_LIMITS } from '../../../../nodes/CreateProject/project/described/schema';
import { InputProblem } from '../../../../nodes/CreateProject/project/problem';
import type { FieldDefinition, Json } from '../../../../nodes/CreateProject/services/service';

/** A document with one create request whose body has this schema. */
const withBody = (schema: Json, more: Record<string, Json> = {}): Json => ({
	openapi: '3.0.3',
	paths: { '/projects': { post: { requestBody: { content: { 'application/json': { schema } } }, responses: { '201': {} }, ...more } } },
});

const object = (properties: Json, required: string[] = []): Json => ({ type: 'object', properties, required });

/** A field in one line: `*` is required, then type, format and choices. */
const short = (field: FieldDefinition): string =>
	[
		`${field.required ? '*' : ''}${field.id}${field.in === undefined ? '' : `@${field.in}`}`,
		field.options ? field.options.map((option) => (typeof option === 'string' ? option : option.value)).join('|') : field.type,
		field.format,
	]
		.filter((part) => part !== undefined)
		.join(' ');

describe('the fields of a body', () => {
	it.each<[string, Json, string[]]>([
		[
			'plain types',
			object({ name: {}, a: { type: 'integer' }, b: { type: 'boolean' }, c: { type: 'string' } }),
			['a number', 'b boolean', 'c string'],
		],
		[
			'3.1 types with null',
			object({ name: {}, a: { type: ['number', 'null'] }, b: { type: ['null', 'string'] } }),
			['a number', 'b string'],
		],
		[
			'a day and a moment',
			object({ name: {}, a: { type: 'string', format: 'date' }, b: { format: 'date-time' } }),
			['a dateTime date', 'b dateTime dateTime'],
		],
		['choices', object({ name: {}, a: { enum: ['x', 'y', null] }, b: { type: 'integer', enum: [1, 2] } }), ['a x|y', 'b 1|2']],
		[
			'lists',
			object({
				name: {},
				a: { type: 'array', items: { type: 'integer' } },
				b: { type: 'array', items: {} },
				c: { type: 'array', items: object({ x: {} }) },
			}),
			['a array numberList', 'b array list', 'c array'],
		],
		[
			'nothing that the server gives by itself, unless it is asked for',
			object({ name: {}, id: {}, createdAt: {}, date_updated: {}, modified_by: {}, created: {}, idea: {}, update: {} }, ['created']),
			['*created string', 'idea string', 'update string'],
		],
		['required ones', object({ name: {}, a: { type: 'string' } }, ['name', 'a']), ['*a string']],
		[
			'nothing that is read only or deprecated',
			object({ name: {}, id: { readOnly: true }, old: { deprecated: true }, a: {} }),
			['a string'],
		],
		[
			'nested objects by their path',
			object({ name: {}, s: object({ a: { type: 'string' }, b: object({ c: {} }) }, ['a']) }, ['s']),
			['*s.a string', 's.b.c string'],
		],
		['a name with a dot as one segment', object({ name: {}, 'a.b': { type: 'number' } }), ['a\\.b number']],
		['allOf in parts', { allOf: [object({ name: {} }), object({ a: { type: 'boolean' } }, ['a'])] }, ['*a boolean']],
		['the alternative that is an object', { oneOf: [{ type: 'string' }, object({ name: {}, a: {} })] }, ['a string']],
		['the alternative that is not null', object({ name: {}, a: { anyOf: [{ type: 'null' }, { type: 'integer' }] } }), ['a number']],
		[
			'alternatives that only ask for properties',
			{ ...(object({ name: {}, a: {} }) as object), anyOf: [{ required: ['a'] }, { required: ['b'] }] } as Json,
			['a string'],
		],
		['a constant is no question', object({ name: {}, type: { const: 'project' }, a: {} }, ['type']), ['a string']],
	])('%s', (_title, schema, expected) => {
		expect(describeOpenApi(withBody(schema)).fields.map(short)).toEqual(expected);
	});

	it('sends numbers and booleans of a choice as such', () => {
		expect(describeOpenApi(withBody(object({ name: {}, level: { enum: [1, true, 'x'] } }))).fields[0].options).toEqual([
			{ value: '1', sends: 1 },
			{ value: 'true', sends: true },
			'x',
		]);
	});
});

describe('envelope, name and constants', () => {
	it.each<[string, Json, Partial<ReturnType<typeof describeOpenApi>>]>([
		['Rails', object({ project: object({ name: {}, budget: {} }) }), { envelope: 'project', nameField: 'name' }],
		[
			'JSON:API',
			object({ data: object({ type: { enum: ['projects'] }, attributes: object({ title: {}, budget: {} }) }) }),
			{ envelope: 'data.attributes', nameField: 'title', constants: { 'data.type': 'projects' } },
		],
		['Strapi', object({ data: object({ title: {}, budget: {} }) }, ['data']), { envelope: 'data', nameField: 'title' }],
		[
			'none, with a name in an object',
			object({ parent: object({ id: {} }), info: object({ name: {} }), x: {} }),
			{ nameField: 'info.name' },
		],
		['a name of its own kind', object({ projectName: {}, userName: {} }), { nameField: 'projectName' }],
		['its own title before the name of a company', object({ CompanyName: {}, ProjectTitle: {} }), { nameField: 'ProjectTitle' }],
		['its own name before that of what holds it', object({ team_name: {}, list_name: {} }), { nameField: 'list_name' }],
		['a title before a file name', object({ filename: {}, title: {} }), { nameField: 'title' }],
		[
			'a constant inside',
			object({ name: {}, kind: { enum: ['PROJECT'] } }, ['kind']),
			{ nameField: 'name', constants: { kind: 'PROJECT' } },
		],
	])('%s', (_title, schema, expected) => {
		const { envelope, nameField, constants } = describeOpenApi(withBody(schema));
		expect({ envelope, nameField, constants }).toEqual({ envelope: undefined, constants: undefined, ...expected });
	});

	it('says so when there is no name', () => {
		expect(describeOpenApi(withBody(object({ budget: {} }))).hints).toEqual([
			"The document names no field for the project's name: set 'Request: Name Field'",
		]);
	});
});

describe('whose name it is, by what is made', () => {
	const at = (path: string, schema: Json): Json => ({
		paths: { [path]: { post: { requestBody: { content: { 'application/json': { schema } } }, responses: { 201: {} } } } },
	});

	it.each<[string, string[], string | undefined]>([
		['/workspaces', ['organizationRoleName', 'workspaceName'], 'workspaceName'],
		['/v1/companies', ['contactName', 'companyName'], 'companyName'],
		['/orgs/{org}/repositories.json', ['ownerName', 'repositoryName'], 'repositoryName'],
		['/projects', ['clientName', 'budget'], undefined],
		['/projects', ['parent_title', 'owner_name'], undefined],
		['/projects', ['groupName'], 'groupName'],
	])('%s of %j', (path, names, expected) => {
		const described = describeOpenApi(at(path, object(Object.fromEntries(names.map((name) => [name, {}])))), { path });
		expect(described.nameField).toBe(expected);
	});
});

describe('what the server makes itself', () => {
	const shared = (post: Json): Json => ({
		paths: {
			'/projects': {
				post: {
					requestBody: { content: { 'application/json': { schema: post } } },
					responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Project' } } } } },
				},
			},
		},
		components: {
			schemas: {
				Project: object({ id: { type: 'string' }, name: {}, created_at: {}, budget: {} }, ['id', 'name', 'created_at', 'budget']),
			},
		},
	});

	it.each<[string, Json, string[]]>([
		['is not asked for by a schema that serves the answer, too', { $ref: '#/components/schemas/Project' }, ['*budget string']],
		[
			'nor by one of several that it takes',
			{ oneOf: [{ type: 'array', items: { $ref: '#/components/schemas/Project' } }, { $ref: '#/components/schemas/Project' }] },
			['*budget string'],
		],
		[
			'nor by one that is part of the request',
			{ allOf: [{ $ref: '#/components/schemas/Project' }, object({ team: {} })] },
			['*budget string', 'team string'],
		],
		['is asked for where the request says so itself', object({ id: {}, name: {} }, ['id', 'name']), ['*id string']],
	])('%s', (_title, post, expected) => {
		expect(describeOpenApi(shared(post)).fields.map(short)).toEqual(expected);
	});
});

describe('a create that takes everything in the address', () => {
	const asked = (parameters: Json, method = 'post'): Json => ({
		paths: { '/projects': { [method]: { parameters, responses: { 200: {} } } } },
	});
	const query = (name: string, more: object = {}): Json => ({ name, in: 'query', schema: { type: 'string' }, ...more });

	it.each<[string, Json, object, string[]]>([
		[
			'name and others',
			asked([query('name', { required: true }), query('description'), query('api_key')]),
			{ encoding: 'query', nameField: 'name' },
			['description string'],
		],
		[
			'its title',
			asked([query('projectTitle'), query('name_of_client')]),
			{ encoding: 'query', nameField: 'projectTitle' },
			['name_of_client string'],
		],
		[
			'by Swagger 2',
			asked([
				{ name: 'title', in: 'query', type: 'string' },
				{ name: 'seats', in: 'query', type: 'integer' },
			]),
			{ encoding: 'query', nameField: 'title' },
			['seats number'],
		],
		['nothing that is a name', asked([query('dryRun')]), {}, []],
	])('%s', (_title, document, expected, fields) => {
		const { encoding, nameField, fields: found } = describeOpenApi(document);
		expect({ encoding, nameField }).toEqual({ encoding: undefined, nameField: undefined, ...expected });
		expect(found.map(short)).toEqual(fields);
	});
});

describe('an answer that shows the project in a list', () => {
	const ONE = object({ id: {}, title: {} });
	const list = (items: Json): Json => ({ type: 'array', items });
	const answered = (schema: Json): Json => ({
		paths: { '/projects': { post: { responses: { 201: { content: { 'application/json': { schema } } } } } } },
	});

	it.each<[string, Json, object]>([
		['in one place', object({ kind: {}, data: list(ONE) }), { at: 'data.0', id: 'id', name: 'title' }],
		['that is the answer', list(ONE), { at: '0', id: 'id', name: 'title' }],
		['inside an object', object({ result: object({ records: list(ONE) }) }), { at: 'result.records.0', id: 'id', name: 'title' }],
		['beside the object itself', object({ members: list(ONE), id: {}, name: {} }), { id: 'id', name: 'name' }],
		[
			'in versions, each with a number of its own',
			object({ data: object({ id: {}, documentId: {}, name: {}, createdAt: {}, updatedAt: {} }) }),
			{ at: 'data', id: 'documentId', name: 'name', createdAt: 'createdAt' },
		],
		['that belongs to a document', object({ id: {}, documentId: {}, name: {} }), { id: 'id', name: 'name' }],
		['of something else', object({ errors: list(object({ code: {}, text: {} })) }), {}],
		['of texts', object({ ids: list({ type: 'string' }) }), {}],
	])('%s', (_title, schema, expected) => {
		expect(describeOpenApi(answered(schema)).reply).toEqual(expected);
	});
});

it('a request of which nothing is said is told of', () => {
	const { hints, fields } = describeOpenApi({ paths: { '/projects': { post: { responses: { 201: {} } } } } });
	expect([fields, hints]).toEqual([[], [expect.stringContaining("name the API's fields under 'Custom Fields'")]]);
});

const CRUD: Json = {
	openapi: '3.1.0',
	servers: [{ url: 'https://api.example.com/v2' }],
	paths: {
		'/login': {
			post: { operationId: 'createSession', requestBody: { content: { 'application/json': { schema: object({ name: {} }) } } } },
		},
		'/users': { post: { operationId: 'createUser', requestBody: { content: { 'application/json': { schema: object({ name: {} }) } } } } },
		'/projects/search': { post: {} },
		'/teams/{teamId}/projects': {
			parameters: [{ name: 'teamId', in: 'path', required: true, schema: { type: 'integer' } }],
			get: {
				parameters: [
					{ name: 'name', in: 'query' },
					{ name: 'page', in: 'query' },
				],
				responses: { 200: { content: { 'application/json': { schema: object({ items: { type: 'array', items: {} }, total: {} }) } } } },
			},
			post: {
				operationId: 'createProject',
				parameters: [
					{ name: 'Idempotency-Key', in: 'header' },
					{ name: 'X-Api-Version', in: 'header', required: true, schema: { enum: ['2026-01'] } },
					{ name: 'X-Api-Key', in: 'header', required: true },
					{ name: 'notify', in: 'query', required: true, schema: { type: 'boolean' } },
					{ name: 'pretty', in: 'query' },
				],
				requestBody: { $ref: '#/components/requestBodies/Project' },
				responses: {
					201: { content: { 'application/json': { schema: object({ data: { $ref: '#/components/schemas/Project' } }) } } },
					202: {},
					400: {},
				},
			},
		},
		'/projects/{projectId}': {
			get: {
				responses: { 200: { content: { 'application/json': { schema: object({ data: { $ref: '#/components/schemas/Project' } }) } } } },
			},
			put: {},
			patch: {},
		},
	},
	components: {
		requestBodies: { Project: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Project' } } } } },
		schemas: { Project: object({ id: { readOnly: true }, name: {}, web_url: { readOnly: true }, created_at: { readOnly: true } }) },
	},
};

describe('a whole document', () => {
	it('finds the create request among others, its parameters, its answer, the list and the update', () => {
		const { choices, ...description } = describeOpenApi(CRUD, { baseUrl: 'https://api.example.com' });
		expect(description).toMatchObject({
			method: 'POST',
			path: '/v2/teams/{teamId}/projects',
			nameField: 'name',
			headers: { 'X-Api-Version': '2026-01' },
			idempotencyHeader: 'Idempotency-Key',
			successStatuses: [201, 202],
			reply: { at: 'data', id: 'id', name: 'name', url: 'web_url', createdAt: 'created_at' },
			list: { path: '/v2/teams/{teamId}/projects', filter: 'name', items: 'items' },
			one: { path: '/v2/projects/{id}', at: 'data' },
			update: { method: 'PATCH', path: '/v2/projects/{id}' },
			hints: ["The API asks for the header 'X-Api-Key': it belongs into the credential"],
		});
		expect(description.fields.map(short)).toEqual(['*teamId@path number', '*notify@query boolean']);
		expect(choices.map(({ path }) => path)).not.toContain('/v2/login');
	});

	it.each([
		['an address with the path of the server', 'https://api.example.com/v2', '/teams/{teamId}/projects'],
		['an address with another path', 'https://proxy.example.com/api/v2', '/teams/{teamId}/projects'],
		['an address without a path', 'https://api.example.com', '/v2/teams/{teamId}/projects'],
	])('%s', (_title, baseUrl, path) => {
		expect(describeOpenApi(CRUD, { baseUrl }).path).toBe(path);
	});

	it('takes the path that is set, whatever its placeholders are called', () => {
		expect(describeOpenApi(CRUD, { path: '/users' }).path).toBe('/users');
		const own = describeOpenApi(CRUD, { path: '/teams/{team}/projects/' });
		expect([own.path, short(own.fields[0])]).toEqual(['/teams/{team}/projects/', '*team@path number']);
		expect(() => describeOpenApi(CRUD, { path: '/boards' })).toThrow("The 'OpenAPI Document' does not describe POST /boards");
	});

	it('reads Swagger 2', () => {
		const swagger: Json = {
			swagger: '2.0',
			basePath: '/api/v1',
			paths: {
				'/projects': {
					post: {
						parameters: [{ name: 'body', in: 'body', schema: { $ref: '#/definitions/New' } }],
						responses: { 201: { schema: { $ref: '#/definitions/Project' } } },
					},
					get: { parameters: [{ name: 'q', in: 'query' }], responses: { 200: { schema: { type: 'array', items: {} } } } },
				},
				'/labels': {
					post: {
						parameters: [
							{ name: 'title', in: 'formData', required: true },
							{ name: 'n', in: 'formData', type: 'integer' },
						],
					},
				},
			},
			definitions: { New: object({ title: { type: 'string' }, n: { type: 'integer' } }), Project: object({ id: {}, title: {} }) },
		};
		const description = describeOpenApi(swagger, { baseUrl: 'https://x.example' });
		expect(description).toMatchObject({
			path: '/api/v1/projects',
			nameField: 'title',
			reply: { id: 'id', name: 'title' },
			list: { filter: 'q', items: '' },
		});
		expect(description.fields.map(short)).toEqual(['n number']);
		expect(describeOpenApi(swagger, { path: '/labels' })).toMatchObject({ encoding: 'form', nameField: 'title' });
	});

	it('takes a path item from elsewhere in the document', () => {
		const document: Json = {
			paths: { '/projects': { $ref: '#/x/item' } },
			x: { item: { post: { requestBody: { content: { 'application/json': { schema: object({ name: {}, a: {} }) } } } } } },
		};
		expect(describeOpenApi(document).fields.map(short)).toEqual(['a string']);
	});

	it('asks for JSON where the path has a format', () => {
		const document: Json = { paths: { '/projects.{format}': { post: {}, get: {} }, '/projects/{id}.{format}': { get: {}, put: {} } } };
		expect(describeOpenApi(document)).toMatchObject({
			path: '/projects.json',
			list: { path: '/projects.json' },
			one: { path: '/projects/{id}.json' },
			update: { method: 'PUT', path: '/projects/{id}.json' },
		});
	});
});

describe('where the API begins, by the servers of the document', () => {
	it.each<[string, string | undefined, string, string]>([
		['https://api.example.com/v2', 'https://api.example.com', '/v2/projects', 'an address'],
		['https://api.example.com/v2', 'https://api.example.com/v2', '/projects', 'an address that the credential has already'],
		['/v1', 'https://x.example', '/v1/projects', 'a path'],
		['localhost:4013', 'http://127.0.0.1:4013', '/projects', 'a host without a scheme (Directus)'],
		['127.0.0.1:80/api', 'http://127.0.0.1', '/api/projects', 'such a host with a path'],
		['[::1]:80/api', 'http://[::1]', '/api/projects', 'such a host of IPv6'],
		['//api.example.com/v2', 'https://api.example.com', '/v2/projects', 'a host without a protocol'],
		['v3', 'https://x.example', '/v3/projects', 'a relative path'],
		['https://{region}.example.com/v2', 'https://eu.example.com', '/v2/projects', 'a host with a variable'],
		['/{version}', 'https://x.example', '/projects', 'a path with a variable, which nobody has filled in'],
		['', undefined, '/projects', 'nothing'],
	])('%s below %s: %s', (url, baseUrl, path) => {
		const document = { ...(withBody(object({ name: {} })) as Record<string, Json>), servers: [{ url }] };
		expect(describeOpenApi(document, { baseUrl }).path).toBe(path);
	});
});

describe('documents that are hostile or none', () => {
	it.each<[string, Json]>([
		['a text', 'paths'],
		['no paths', { openapi: '3.0.0' }],
		['a list', [1]],
		['no request that creates', { paths: { '/projects/{id}': { put: {} }, '/projects': { get: {} } } }],
		['null in places', { paths: { '/projects': null } }],
	])('%s', (_title, document) => {
		expect(() => describeOpenApi(document)).toThrow(InputProblem);
	});

	it('ends in schemas that contain themselves, in every way', () => {
		const document: Json = {
			...(withBody({ $ref: '#/s/A' }) as object),
			s: {
				A: { allOf: [{ $ref: '#/s/A' }, { $ref: '#/s/B' }], properties: { name: {}, self: { $ref: '#/s/A' }, loop: { $ref: '#/s/L' } } },
				B: { oneOf: [{ $ref: '#/s/A' }, { $ref: '#/s/B' }], properties: { b: {} } },
				L: { $ref: '#/s/L' },
			},
		};
		expect(describeOpenApi(document).fields.map(({ id }) => id)).toContain('b');
	});

	it('does not double its work with each level of a schema that names the next one twice', () => {
		const visits = (levels: number): number => {
			const s: Record<string, Json> = { S0: object({ name: {}, a: {} }) };
			for (let level = 1; level <= levels; level++)
				s[`S${level}`] = { allOf: [{ $ref: `#/s/S${level - 1}` }, { $ref: `#/s/S${level - 1}` }] };
			let reads = 0;
			const counted = new Proxy(s, { get: (target, name) => (reads++, target[String(name)]) });
			describeOpenApi({ ...(withBody({ $ref: `#/s/S${levels}` }) as object), s: counted } as Json);
			return reads;
		};
		expect(visits(40)).toBeLessThan(visits(20) * 3);
	});

	it('offers no more fields than a form can hold', () => {
		const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}`, { type: 'string' }]));
		expect(describeOpenApi(withBody(object({ name: {}, ...many }))).fields).toHaveLength(SCHEMA_LIMITS.fields);
	});
});
