import { Secrets } from '../../../../nodes/CreateProject/project/secrets';
import { growth } from '../../../support/growth';
import fc from 'fast-check';
import type { Json } from '../../../../nodes/CreateProject/services/service';
import { matches, readComplaint } from '../../../../nodes/CreateProject/project/answered/failure';
import { readContent } from '../../../../nodes/CreateProject/project/answered/reply';

const NONE = new Secrets();
const said = (value: Json, paths?: string[]) => readComplaint({ kind: 'json', value }, NONE, paths);

describe('the words of an API', () => {
	it.each<[string, Json, string, Record<string, string[]>]>([
		[
			'problem+json',
			{
				type: 'about:blank',
				title: 'Invalid',
				status: 422,
				detail: 'Name is taken.',
				'invalid-params': [{ name: 'name', reason: 'taken' }],
			},
			'Invalid; Name is taken.; name: taken',
			{ name: ['taken'] },
		],
		[
			'Rails, errors by field',
			{ errors: { name: ['is taken', 'is too long'], identifier: ['is invalid'] } },
			'name: is taken; is too long; identifier: is invalid',
			{ name: ['is taken', 'is too long'], identifier: ['is invalid'] },
		],
		['Rails, the body itself', { name: ["can't be blank"] }, "name: can't be blank", { name: ["can't be blank"] }],
		[
			'Redmine',
			{ errors: ['Name has already been taken', 'Identifier is invalid'] },
			'Name has already been taken; Identifier is invalid',
			{},
		],
		['GitLab', { message: { path: ['has already been taken'] } }, 'path: has already been taken', { path: ['has already been taken'] }],
		[
			'DRF',
			{ name: ['This field is required.'], non_field_errors: ['Dates overlap.'] },
			'Dates overlap.; name: This field is required.',
			{ name: ['This field is required.'] },
		],
		['DRF detail', { detail: 'Not found.' }, 'Not found.', {}],
		[
			'JSON:API',
			{ errors: [{ status: '422', title: 'Invalid', detail: 'must be given', source: { pointer: '/data/attributes/name' } }] },
			'name: must be given',
			{ name: ['must be given'] },
		],
		[
			'GraphQL',
			{ data: null, errors: [{ message: 'Argument invalid', extensions: { userPresentableMessage: 'Team not found' } }] },
			'Team not found',
			{},
		],
		['JSON-RPC', { jsonrpc: '2.0', id: 1, error: { code: -32602, message: 'Invalid params' } }, 'Invalid params', {}],
		[
			'GitHub',
			{
				message: 'Repository creation failed.',
				errors: [{ resource: 'Repository', code: 'custom', field: 'name', message: 'name already exists on this account' }],
				documentation_url: 'https://docs.example',
			},
			'Repository creation failed.; name: name already exists on this account',
			{ name: ['name already exists on this account'] },
		],
		[
			'GitHub without words',
			{ message: 'Validation Failed', errors: [{ resource: 'Repository', field: 'name', code: 'missing_field' }] },
			'Validation Failed; name: Repository name missing_field',
			{ name: ['Repository name missing_field'] },
		],
		[
			'Google',
			{ error: { code: 409, message: 'Requested entity already exists', status: 'ALREADY_EXISTS' } },
			'Requested entity already exists',
			{},
		],
		[
			'FastAPI',
			{ detail: [{ loc: ['body', 'project', 'name'], msg: 'field required', type: 'value_error.missing' }] },
			'project.name: field required',
			{ 'project.name': ['field required'] },
		],
		[
			'ASP.NET',
			{ title: 'One or more validation errors occurred.', status: 400, errors: { Name: ['The Name field is required.'] } },
			'One or more validation errors occurred.; Name: The Name field is required.',
			{ Name: ['The Name field is required.'] },
		],
		[
			'ASP.NET ModelState',
			{ Message: 'The request is invalid.', ModelState: { 'project.Name': ['Required.'] } },
			'The request is invalid.; project.Name: Required.',
			{ 'project.Name': ['Required.'] },
		],
		[
			'SonarQube',
			{ errors: [{ msg: 'Could not create Project, key already exists: a' }] },
			'Could not create Project, key already exists: a',
			{},
		],
		[
			'Jira',
			{ errorMessages: ['You cannot do this.'], errors: { projectKey: 'A project with that key exists.' } },
			'You cannot do this.; projectKey: A project with that key exists.',
			{ projectKey: ['A project with that key exists.'] },
		],
		['Teamwork', { MESSAGE: 'name already taken', STATUS: 'Error' }, 'name already taken', {}],
		['Teamwork v3', { errors: [{ id: 'x', code: 'c', title: 'Bad', detail: 'name is used' }] }, 'name is used', {}],
		['OAuth', { error: 'invalid_grant', error_description: 'The token has expired' }, 'The token has expired', {}],
		['ClickUp', { err: 'Team not authorized', ECODE: 'OAUTH_027' }, 'Team not authorized', {}],
		['Harvest', { message: 'Client is missing' }, 'Client is missing', {}],
		['Asana', { errors: [{ message: 'workspace: Missing input', help: 'see docs' }] }, 'workspace: Missing input', {}],
		['Notion', { object: 'error', status: 400, code: 'validation_error', message: 'body failed' }, 'body failed', {}],
		['a list of errors', [{ message: 'one' }, 'two'], 'one; two', {}],
		['a string body', 'Nope', 'Nope', {}],
		['nothing', {}, '', {}],
		['null', null, '', {}],
		['a number', 5, '', {}],
	])('in the shape of %s', (_shape, body, message, fields) => {
		const complaint = said(body);
		expect(complaint.message).toBe(message);
		expect({ ...complaint.fields }).toEqual(fields);
	});

	it('come from the given path first', () => {
		expect(said({ message: 'general', info: { why: 'because' } }, ['info.why']).message).toBe('because');
		expect(said({ message: 'general' }, ['info.why']).message).toBe('general');
	});

	it.each<[Json, string | undefined]>([
		[{ error: { code: 409, status: 'ALREADY_EXISTS', message: 'x' } }, '409'],
		[{ error: 'invalid_grant', error_description: 'x' }, 'invalid_grant'],
		[{ ECODE: 'OAUTH_027', err: 'x' }, 'OAUTH_027'],
		[{ error: 'A whole sentence of words.' }, undefined],
		[{ code: 'x'.repeat(81) }, undefined],
	])('have the short code of %j', (body, code) => {
		expect(said(body).code).toBe(code);
	});

	it('are the title of an HTML page, a text, or nothing', () => {
		expect(readComplaint({ kind: 'html', title: '502 Bad Gateway', words: '' }, NONE).message).toBe('502 Bad Gateway');
		expect(readComplaint({ kind: 'text', text: 'Rate limit\n exceeded' }, NONE).message).toBe('Rate limit exceeded');
		expect(readComplaint({ kind: 'truncated' }, NONE)).toEqual({ message: '', fields: {} });
		expect(readComplaint({ kind: 'empty' }, NONE)).toEqual({ message: '', fields: {} });
	});

	it('make one short line, whatever the answer is', () => {
		const messageKey = fc.constantFrom(
			'message',
			'errors',
			'error',
			'detail',
			'title',
			'code',
			'fields',
			'source',
			'pointer',
			'loc',
			'name',
			'__proto__',
			'extensions',
		);
		const shaped = fc.letrec<{ node: unknown }>((tie) => ({
			node: fc.oneof(
				{ maxDepth: 5 },
				fc.string(),
				fc.constant('long '.repeat(200)),
				fc.integer(),
				fc.constant(null),
				fc.array(tie('node'), { maxLength: 4 }),
				fc.dictionary(fc.oneof(messageKey, fc.string()), tie('node'), { maxKeys: 5 }),
			),
		})).node;
		fc.assert(
			fc.property(
				fc.oneof(shaped, fc.jsonValue()),
				fc.array(fc.constantFrom('', 'message', 'errors.0', 'error.message')),
				(value, paths) => {
					const complaint = readComplaint(
						readContent({ status: 400, headers: { 'content-type': 'application/json' }, text: JSON.stringify(value) }),
						NONE,
						paths,
					);
					// 400 characters and the mark that more was said.
					expect([...complaint.message].length).toBeLessThanOrEqual(401);
					expect(complaint.message).not.toMatch(/[\r\n]/);
					expect(
						Object.values(complaint.fields)
							.flat()
							.every((text) => typeof text === 'string'),
					).toBe(true);
					expect(Object.getPrototypeOf(complaint.fields)).toBe(Object.prototype);
				},
			),
			{ numRuns: 500 },
		);
	});

	it('are looked for without end neither in depth nor in breadth', () => {
		const deep = (open: string, close: string) => JSON.parse(`${open.repeat(20_000)}"x"${close.repeat(20_000)}`) as Json;
		expect(said(deep('[', ']')).message).toBe('');
		expect(said(deep('{"errors":', '}')).message).toBe('');
		expect(
			[...said({ errors: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f${index}`, ['bad']])) }).message].length,
		).toBe(401);
	});
});

describe('an answer without measure', () => {
	const bodyOf = (text: string, type = 'application/json') => readContent({ status: 422, headers: { 'content-type': type }, text });
	// No map has more than 50 keys: as many as one map is read for.
	const nestedMaps = (count: number): string => {
		const level = (keys: number, inner: string): string =>
			`{${Array.from({ length: keys }, (_, index) => `"k${index}":${inner}`).join(',')}}`;
		return `{"errors":${level(50, level(50, level(Math.ceil(count / 2500), '{"name":"bad"}')))}}`;
	};
	const many = (count: number, one: (index: number) => string): string => Array.from({ length: count }, (_, index) => one(index)).join(',');

	it.each<[string, (size: number) => Parameters<typeof bodyOf>, number]>([
		['a page of title tags without an end', (size) => ['<html>' + '<title'.repeat(size), 'text/html'], 40_000],
		[
			'JSON cut off within a text, with a large integer',
			(size) => [`{"id":1234567890123456789,"html":"${'<div class=\\"row item\\">'.repeat(size)}`],
			20_000,
		],
		['one field name in nested maps', (size) => [nestedMaps(size)], 60_000],
		['lists in lists', (size) => [`{"errors":[${many(size, () => '[["bad"],["bad"]]')}]}`], 20_000],
		['one field with very many messages', (size) => [`{"errors":{"name":[${many(size, (index) => `"m${index}"`)}]}}`], 60_000],
		['very many fields', (size) => [`{"errors":{${many(size, (index) => `"f${index}":"bad"`)}}}`], 60_000],
		['very many keys that are the fields themselves', (size) => [`{${many(size, (index) => `"f${index}":"bad"`)}}`], 60_000],
		['white space', (size) => [' '.repeat(size) + 'x', 'text/plain'], 4_000_000],
		['a text of control characters', (size) => ['\\u0000\\u202e'.repeat(size), 'text/plain'], 1_000_000],
	])('is read in time that grows with it: %s', (_what, make, size) => {
		expect(growth(make, (body) => readComplaint(bodyOf(...body), NONE), size)).toBeLessThan(3);
	});

	it('gives no more than a person can read', () => {
		const letters = 'a'.repeat(3_000_000);
		const { message, fields } = readComplaint(
			bodyOf(JSON.stringify({ message: letters, errors: { [letters.slice(0, 1_000_000)]: letters, name: [letters, 'taken'] } })),
			NONE,
		);
		expect([...message].length).toBe(401);
		expect(Object.entries(fields).map(([field, texts]) => [field.length, texts.map((text) => text.length)])).toEqual([
			[101, [401]],
			[4, [401, 5]],
		]);
		expect(JSON.stringify(readComplaint(bodyOf(nestedMaps(60_000)), NONE)).length).toBeLessThan(25_000);
		expect(readComplaint(bodyOf(nestedMaps(60_000)), NONE).fields.name).toHaveLength(20);
		const wide = JSON.stringify({
			errors: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, [letters.slice(0, 400), letters.slice(0, 4000)]])),
		});
		expect(JSON.stringify(readComplaint(bodyOf(wide), NONE).fields).length).toBeLessThan(25_000);
	});

	it.each([
		['a text', 'text/plain', (words: string) => words],
		['a message', 'application/json', (words: string) => JSON.stringify({ message: words })],
		['a field and its message', 'application/json', (words: string) => JSON.stringify({ errors: { [words]: [words] } })],
		['a list', 'application/json', (words: string) => JSON.stringify({ errors: [{ message: words }, words] })],
		['a title', 'text/html', (words: string) => `<html><title>${words}</title></html>`],
		['a JSON text', 'application/json', (words: string) => JSON.stringify(words)],
	])('loses its secrets before it is cut: %s', (_what, type, make) => {
		const token = ['Zx81-Quite-A-Long-Token', 'With-44-Characters-1'].join('-');
		for (const letters of [80, 95, 99, 370, 380, 399]) {
			const complaint = readComplaint(bodyOf(make(`${'a'.repeat(letters)} ${token}`), type), new Secrets([token]));
			expect(JSON.stringify(complaint)).not.toMatch(/Z|4/);
		}
	});

	it('is not read at all above the bound, and the size is named', () => {
		const complaint = readComplaint(readContent({ status: 500, headers: {}, text: '', unread: 140_000_000 }), NONE);
		expect(complaint).toMatchObject({ message: 'The answer is too large to be read', own: expect.stringContaining('140 MB') as string });
	});
});

/** Shapes of frameworks and services: what each field must be told, words that must be said, and words that must not. */
const SHAPES: Array<[string, Json, Record<string, string>, string[], string[]]> = [
	[
		'Ajv list (NocoDB)',
		{
			msg: 'Invalid request body',
			errors: [{ instancePath: '/title', keyword: 'maxLength', params: { limit: 50 }, message: 'must NOT have more than 50 characters' }],
		},
		{ title: '50 char' },
		[],
		[],
	],
	[
		'Strapi 5',
		{
			data: null,
			error: {
				status: 400,
				name: 'ValidationError',
				message: '2 errors occurred',
				details: {
					errors: [
						{ path: ['name'], message: 'name must be at most 80 characters', name: 'ValidationError', value: 'y' },
						{ path: ['budget'], message: 'budget must be >= 0', name: 'ValidationError' },
					],
				},
			},
		},
		{ name: '80', budget: '>= 0' },
		[],
		[],
	],
	[
		'Directus',
		{
			errors: [
				{
					message: 'Value "Apollo" for field "name" in collection "projects" has to be unique.',
					extensions: { collection: 'projects', field: 'name', code: 'RECORD_NOT_UNIQUE' },
				},
			],
		},
		{ name: 'has to be unique' },
		[],
		['RECORD_NOT_UNIQUE', 'collection: projects'],
	],
	[
		'a field in meta',
		{ errors: [{ title: 'Too long', detail: 'Title is too long', meta: { field: 'title', max: 80 } }] },
		{ title: 'too long' },
		[],
		['80'],
	],
	[
		'a field in metadata, as a property',
		{ error: { message: 'Unknown owner', metadata: { property: 'owner_id', hint: 'ask an admin' } } },
		{ owner_id: 'Unknown owner' },
		[],
		[],
	],
	[
		'a field in details, with a code',
		{ message: 'Budget must be a number', details: { fieldName: 'budget', code: 'E12' } },
		{},
		['Budget must be a number'],
		['E12'],
	],
	[
		'Strapi key',
		{
			data: null,
			error: {
				status: 400,
				name: 'ValidationError',
				message: 'Invalid key nonsense',
				details: { key: 'nonsense', path: null, source: 'body' },
			},
		},
		{},
		['Invalid key nonsense'],
		['source: body'],
	],
	[
		'Fastify default',
		{ statusCode: 400, code: 'FST_ERR_VALIDATION', error: 'Bad Request', message: "body must have required property 'title'" },
		{},
		["title'"],
		[],
	],
	[
		'NestJS ValidationPipe',
		{ message: ['name must be a string', 'budget must not be less than 0'], error: 'Bad Request', statusCode: 400 },
		{},
		['name must be', 'budget must'],
		[],
	],
	['Zod raw issues', { message: 'Validation error', issues: [{ path: ['name'], message: 'Required' }] }, { name: 'Required' }, [], []],
	['Zod flatten', { error: { formErrors: [], fieldErrors: { name: ['Required'] } } }, { name: 'Required' }, [], []],
	[
		'express-validator 6',
		{ errors: [{ value: '', msg: 'Invalid value', param: 'name', location: 'body' }] },
		{ name: 'Invalid value' },
		[],
		[],
	],
	[
		'express-validator 7',
		{ errors: [{ type: 'field', value: '', msg: 'Invalid value', path: 'name', location: 'body' }] },
		{ name: 'Invalid value' },
		[],
		[],
	],
	[
		'Joi details',
		{ name: 'ValidationError', details: [{ message: '"name" is required', path: ['name'], type: 'any.required', context: {} }] },
		{ name: 'required' },
		[],
		[],
	],
	[
		'Laravel',
		{
			message: 'The name field is required. (and 1 more error)',
			errors: { name: ['The name field is required.'], due: ['The due is not a date.'] },
		},
		{ name: 'required', due: 'not a date' },
		[],
		[],
	],
	[
		'Symfony form',
		{ code: 400, message: 'Validation Failed', errors: { children: { name: { errors: ['This value should not be blank.'] }, due: {} } } },
		{ name: 'not be blank' },
		[],
		[],
	],
	[
		'Spring Boot errors',
		{
			timestamp: 'x',
			status: 400,
			error: 'Bad Request',
			message: "Validation failed for object='project'. Error count: 1",
			errors: [{ codes: ['NotBlank'], defaultMessage: 'must not be blank', objectName: 'project', field: 'name', rejectedValue: '' }],
			path: '/projects',
		},
		{ name: 'must not be blank' },
		[],
		[],
	],
	[
		'Quarkus/JAX-RS',
		{ title: 'Constraint Violation', status: 400, violations: [{ field: 'create.project.name', message: 'must not be blank' }] },
		{ 'create.project.name': 'must not' },
		[],
		[],
	],
	[
		'Micronaut HAL',
		{
			message: 'Bad Request',
			_links: {},
			_embedded: { errors: [{ message: 'project.name: must not be blank', _links: {}, _embedded: {} }] },
		},
		{},
		['must not be blank'],
		[],
	],
	[
		'RFC 9457 errors[]',
		{ title: 'Your request is not valid.', errors: [{ detail: 'must be a positive integer', pointer: '#/age' }] },
		{ age: 'positive' },
		[],
		[],
	],
	[
		'RFC 7807 invalid-params',
		{ title: 'bad', 'invalid-params': [{ name: 'age', reason: 'must be positive' }] },
		{ age: 'positive' },
		[],
		[],
	],
	['DRF', { name: ['This field is required.'], non_field_errors: ['Dates overlap.'] }, { name: 'required' }, ['Dates overlap'], []],
	[
		'DRF nested',
		{ owner: { email: ['Enter a valid email.'] }, items: [{}, { qty: ['A valid integer is required.'] }] },
		{ email: 'valid email' },
		['valid integer'],
		[],
	],
	['Rails errors map', { errors: { name: ["can't be blank"], base: ['Too many projects'] } }, { name: 'blank' }, ['Too many'], []],
	['Rails plain map', { name: ["can't be blank"] }, { name: 'blank' }, [], []],
	['message + list of texts', { message: 'Validation Failed', errors: ['Name has already been taken'] }, {}, ['already been taken'], []],
	['error + messages', { error: 'validation_error', messages: ['Name is too long'] }, {}, ['too long'], []],
	[
		'Mongoose',
		{
			errors: { name: { name: 'ValidatorError', message: 'Path `name` is required.', kind: 'required', path: 'name' } },
			_message: 'Project validation failed',
			message: 'Project validation failed: name: Path `name` is required.',
		},
		{ name: 'required' },
		[],
		[],
	],
	[
		'Sequelize',
		{
			name: 'SequelizeValidationError',
			errors: [{ message: 'Project.name cannot be null', type: 'notNull Violation', path: 'name', value: null }],
		},
		{ name: 'cannot be null' },
		[],
		[],
	],
	[
		'Payload CMS',
		{
			errors: [
				{
					name: 'ValidationError',
					message: 'The following field is invalid: Title',
					data: { collection: 'projects', errors: [{ label: 'Title', message: 'This field is required.', path: 'title' }] },
				},
			],
		},
		{ title: 'required' },
		[],
		[],
	],
	[
		'PocketBase',
		{
			status: 400,
			message: 'Failed to create record.',
			data: { title: { code: 'validation_required', message: 'Missing required value.' } },
		},
		{ title: 'Missing required' },
		[],
		[],
	],
	['Parse', { code: 142, error: 'name is required' }, {}, ['name is required'], []],
	[
		'Google',
		{
			error: {
				code: 400,
				message: 'Invalid value',
				status: 'INVALID_ARGUMENT',
				details: [
					{
						'@type': 'type.googleapis.com/google.rpc.BadRequest',
						fieldViolations: [{ field: 'project.display_name', description: 'Too long' }],
					},
				],
			},
		},
		{ 'project.display_name': 'Too long' },
		[],
		[],
	],
	[
		'Stripe',
		{ error: { code: 'parameter_missing', message: 'Missing required param: name.', param: 'name', type: 'invalid_request_error' } },
		{ name: 'Missing' },
		[],
		[],
	],
	[
		'Kubernetes',
		{
			kind: 'Status',
			status: 'Failure',
			message: 'Namespace "X" is invalid',
			reason: 'Invalid',
			details: {
				name: 'X',
				kind: 'Namespace',
				causes: [{ reason: 'FieldValueInvalid', message: 'Invalid value: "X"', field: 'metadata.name' }],
			},
			code: 422,
		},
		{ 'metadata.name': 'Invalid value' },
		[],
		[],
	],
	[
		'Jira',
		{ errorMessages: [], errors: { projectKey: 'A project with that project key already exists.' } },
		{ projectKey: 'already exists' },
		[],
		[],
	],
	[
		'Salesforce',
		[{ message: 'Required fields are missing: [Name]', errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] }],
		{ Name: 'missing' },
		[],
		[],
	],
	[
		'HubSpot',
		{
			status: 'error',
			message:
				'Property values were not valid: [{"isValid":false,"message":"Property \\"x\\" does not exist","error":"NO_PROPERTY","name":"x"}]',
			correlationId: 'a',
			category: 'VALIDATION_ERROR',
		},
		{},
		['does not exist'],
		[],
	],
	[
		'OData',
		{ error: { code: '0x80040237', message: { lang: 'en', value: 'A record with matching key values already exists.' } } },
		{},
		['matching key values'],
		[],
	],
	['CouchDB', { error: 'file_exists', reason: 'The database could not be created, the file already exists.' }, {}, ['already exists'], []],
	['AWS', { __type: 'ValidationException', message: 'Name must match' }, {}, ['Name must match'], []],
	['Mailman', { title: '400 Bad Request', description: 'Mailing list exists' }, {}, ['Mailing list exists'], []],
	['Keystone', { error: { code: 409, message: 'Conflict occurred', title: 'Conflict' } }, {}, ['Conflict occurred'], []],
	[
		'JSON:API',
		{ errors: [{ status: '422', title: 'Invalid', detail: "can't be blank", source: { pointer: '/data/attributes/name' } }] },
		{ name: 'blank' },
		[],
		[],
	],
	[
		'JSON:API relationships',
		{ errors: [{ status: '422', detail: 'must exist', source: { pointer: '/data/relationships/client' } }] },
		{ client: 'must exist' },
		[],
		[],
	],
	[
		'Hasura',
		{ errors: [{ message: 'Uniqueness violation.', extensions: { path: '$.selectionSet', code: 'constraint-violation' } }] },
		{},
		['Uniqueness'],
		[],
	],
	['plain msg', { msg: 'Cannot POST /x' }, {}, ['Cannot POST'], ['msg:']],
	['plain errorMessage', { errorMessage: 'Name taken' }, {}, ['Name taken'], ['errorMessage:']],
	[
		'plain Message+ExceptionMessage',
		{ Message: 'An error has occurred.', ExceptionMessage: 'Name taken', ExceptionType: 'System.Exception' },
		{},
		['Name taken'],
		[],
	],
	[
		'SAP',
		{ error: { code: 'X', message: 'Bad', details: [{ code: 'Y', message: 'Name is mandatory', target: 'name' }] } },
		{ name: 'mandatory' },
		[],
		[],
	],
	[
		'Microsoft Graph',
		{
			error: {
				code: 'Request_BadRequest',
				message: 'A value is required for property displayName',
				innerError: { date: 'x' },
				details: [{ code: 'MissingValue', target: 'displayName', message: 'A value is required' }],
			},
		},
		{ displayName: 'required' },
		[],
		[],
	],
	[
		'Ajv, nested',
		{ errors: [{ instancePath: '/project/budget', keyword: 'minimum', message: 'must be >= 0' }] },
		{ 'project.budget': '>= 0' },
		[],
		[],
	],
	[
		'Ajv, old dataPath',
		{ message: 'x y', validation: [{ dataPath: '.name', message: 'should be string' }] },
		{ '.name': 'string' },
		[],
		[],
	],
	[
		'json-schema with property',
		{ errors: [{ property: 'instance.name', message: 'is not of a type(s) string', stack: 's', argument: ['string'] }] },
		{ 'instance.name': 'not of a type' },
		[],
		['argument'],
	],
	[
		'tRPC with Zod flatten',
		{
			error: {
				message: 'Bad input',
				code: -32600,
				data: { code: 'BAD_REQUEST', httpStatus: 400, zodError: { formErrors: [], fieldErrors: { name: ['Too long'] } } },
			},
		},
		{ name: 'Too long' },
		['Bad input'],
		['BAD_REQUEST'],
	],
	['Zod format', { _errors: [], name: { _errors: ['Required'] } }, { name: 'Required' }, [], ['_errors']],
	['Valibot issues', { issues: [{ kind: 'schema', message: 'Invalid type', path: ['budget'] }] }, { budget: 'Invalid type' }, [], []],
	[
		'class-validator entries',
		{
			message: [{ property: 'name', constraints: { isNotEmpty: 'name should not be empty' }, children: [] }],
			error: 'Bad Request',
			statusCode: 400,
		},
		{ name: 'should not be empty' },
		[],
		['Bad Request'],
	],
	[
		'Hapi',
		{ statusCode: 400, error: 'Bad Request', message: '"name" is required', validation: { source: 'payload', keys: ['name'] } },
		{},
		['is required'],
		['payload'],
	],
	[
		'Phoenix',
		{ errors: { name: ['should be at most 5 character(s)'], owner: { email: ['is invalid'] } } },
		{ name: 'at most', email: 'is invalid' },
		[],
		[],
	],
	[
		'Rails with a title field',
		{ errors: { title: ["can't be blank"], status: ['is not included in the list'] } },
		{ title: 'blank', status: 'not included' },
		[],
		[],
	],
	[
		'Rails full messages',
		{ error: 'Unprocessable Entity', full_messages: ["Name can't be blank"] },
		{ full_messages: 'blank' },
		[],
		['Unprocessable'],
	],
	[
		'DRF with the code as detail',
		{ detail: 'Invalid token', code: 'token_not_valid', messages: [{ token_class: 'AccessToken', message: 'Token is expired' }] },
		{},
		['Token is expired'],
		['AccessToken'],
	],
	['DRF list of errors', [{ name: ['This field is required.'] }, {}], { name: 'required' }, [], []],
	[
		'Django Ninja',
		{ detail: [{ type: 'missing', loc: ['body', 'payload', 'name'], msg: 'Field required' }] },
		{ 'payload.name': 'Field required' },
		[],
		['missing'],
	],
	['Yii', [{ field: 'name', message: 'Name cannot be blank.' }], { name: 'blank' }, [], []],
	[
		'CakePHP',
		{ message: 'Validation error', errors: { name: { _empty: 'This field cannot be left empty' } } },
		{ _empty: 'left empty' },
		[],
		[],
	],
	[
		'Symfony violations',
		{ title: 'Validation Failed', detail: 'name: too short', violations: [{ propertyPath: 'name', title: 'too short', type: 'urn:x' }] },
		{ name: 'too short' },
		[],
		['urn:x'],
	],
	[
		'Drupal JSON:API',
		{
			errors: [
				{
					title: 'Unprocessable Content',
					status: '422',
					detail: 'title: This value should not be null.',
					source: { pointer: '/data/attributes/title' },
				},
			],
		},
		{ title: 'not be null' },
		[],
		[],
	],
	[
		'Spring problem detail',
		{ type: 'about:blank', title: 'Bad Request', status: 400, detail: 'Invalid request content.', instance: '/projects' },
		{},
		['Invalid request content.'],
		['/projects'],
	],
	['Dropwizard', { errors: ['name must not be empty'] }, {}, ['must not be empty'], []],
	[
		'RESTEasy',
		{
			exception: null,
			parameterViolations: [{ constraintType: 'PARAMETER', path: 'create.arg0.name', message: 'must not be null', value: '' }],
		},
		{ 'create.arg0.name': 'must not be null' },
		[],
		[],
	],
	[
		'ASP.NET problem',
		{
			type: 'https://x',
			title: 'One or more validation errors occurred.',
			status: 400,
			traceId: '00-1',
			errors: { Name: ['The Name field is required.'], '$.budget': ['The JSON value could not be converted.'] },
		},
		{ Name: 'required', '$.budget': 'converted' },
		[],
		['00-1'],
	],
	[
		'ServiceStack',
		{
			ResponseStatus: {
				ErrorCode: 'NotEmpty',
				Message: "'Name' should not be empty.",
				Errors: [{ ErrorCode: 'NotEmpty', FieldName: 'Name', Message: 'should not be empty' }],
			},
		},
		{},
		['should not be empty'],
		[],
	],
	[
		'ABP',
		{
			error: {
				code: null,
				message: 'Your request is not valid!',
				details: '- Name is required',
				validationErrors: [{ message: 'Name is required', members: ['name'] }],
			},
		},
		{},
		['Name is required'],
		[],
	],
	[
		'Azure',
		{ error: { code: 'InvalidName', message: 'The name is invalid.', target: 'name', innererror: { code: 'x' } } },
		{ name: 'is invalid' },
		[],
		[],
	],
	[
		'Google with reasons',
		{
			error: {
				code: 400,
				message: 'Bad name',
				errors: [{ message: 'Bad name', domain: 'global', reason: 'badRequest' }],
				status: 'INVALID_ARGUMENT',
			},
		},
		{},
		['Bad name'],
		['global'],
	],
	[
		'Kubernetes quota',
		{ kind: 'Status', status: 'Failure', message: 'exceeded quota', reason: 'Forbidden', code: 403 },
		{},
		['exceeded quota'],
		['Failure'],
	],
	[
		'Elasticsearch',
		{ error: { root_cause: [{ type: 'x', reason: 'index already exists' }], type: 'x', reason: 'index already exists' }, status: 400 },
		{},
		['already exists'],
		[],
	],
	[
		'Lighthouse (GraphQL)',
		{
			errors: [
				{
					message: 'Validation failed for the field [createProject].',
					extensions: { validation: { 'input.name': ['The name is required.'] }, category: 'validation' },
				},
			],
		},
		{ 'input.name': 'required' },
		[],
		['category'],
	],
	[
		'Shopify userErrors',
		{ data: { projectCreate: { userErrors: [{ field: ['input', 'name'], message: 'Name is taken' }] } } },
		{},
		['Name is taken'],
		[],
	],
	['Slack', { ok: false, error: 'name_taken' }, {}, ['name_taken'], []],
	['Feishu', { code: 230001, msg: 'invalid request parameter', data: null }, {}, ['invalid request parameter'], []],
	['a list of results', { results: [{ status: 'error', message: 'Name is too long' }] }, {}, ['Name is too long'], ['status']],
	['a map of sentences', { error: 'Validation', details: { name: 'is too long' } }, { name: 'too long' }, [], []],
	['upper case', { ERRORS: [{ FIELD: 'NAME', MESSAGE: 'is too long' }] }, {}, ['is too long'], []],
];

describe('the words of an API, field by field', () => {
	it.each(SHAPES)('in the shape of %s', (_shape, body, fields, words, not) => {
		const complaint = said(body);
		expect(Object.keys(complaint.fields).sort()).toEqual(expect.arrayContaining(Object.keys(fields).sort()));
		for (const [field, part] of Object.entries(fields)) expect(complaint.fields[field].join('; ')).toContain(part);
		for (const word of words) expect(complaint.message).toContain(word);
		for (const word of not) expect(complaint.message).not.toContain(word);
		expect(
			Object.keys(complaint.fields).filter((field) => /^(status|code|type|timestamp|path|source|pointer|loc|trace)$/.test(field)),
		).toEqual(Object.keys(fields).filter((field) => field === 'status'));
	});

	it.each<[string, string, string]>([
		[
			'<html><head><title>Error</title></head><body><pre>ValidationError: name is required</pre></body></html>',
			'text/html',
			'Error; ValidationError: name is required',
		],
		[
			'<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>',
			'text/html',
			'502 Bad Gateway',
		],
		['<!doctype html><title>Sign in</title><style>a{}</style><script>var x = "y"</script>Password', 'text/html', 'Sign in'],
		['<html><body><h1>Name &amp; key are taken</h1><script>x()</script></body></html>', 'text/html', 'Name & key are taken'],
		['<?xml version="1.0"?><error><code>5</code><message>Name is taken</message></error>', 'application/xml', 'Name is taken'],
		['<errors><error field="name">is taken</error></errors>', 'text/xml', 'name: is taken'],
		[
			'<errors type="array"><error>Name is taken</error><error>Key is invalid</error></errors>',
			'text/xml',
			'Name is taken; Key is invalid',
		],
		['<Error><Code>InvalidName</Code><Message><![CDATA[a < b & c]]></Message><RequestId>1</RequestId></Error>', 'text/xml', 'a < b & c'],
		[
			'<s:Envelope xmlns:s="x"><s:Body><s:Fault><faultstring>Name is taken</faultstring></s:Fault></s:Body></s:Envelope>',
			'text/xml',
			'Name is taken',
		],
		['<p>Name is taken</p>', 'text/plain', 'Name is taken'],
		['Name is taken', 'text/plain', 'Name is taken'],
	])('out of markup: %s', (text, type, message) => {
		expect(readComplaint(readContent({ status: 400, headers: { 'content-type': type }, text }), NONE).message).toBe(message);
	});
});

describe('matches', () => {
	const answer = { status: 403, headers: { 'x-ratelimit-remaining': '0' }, text: 'You have exceeded a Secondary Rate limit' };

	it.each([
		[{ status: 403 }, true],
		[{ status: 429 }, false],
		[{ body: 'secondary rate' }, true],
		[{ status: 403, body: 'primary' }, false],
		[{ header: { name: 'x-ratelimit-remaining', is: '0' } }, true],
		[{ status: 403, header: { name: 'x-ratelimit-remaining', is: '1' } }, false],
		[{ header: { name: 'retry-after', is: '0' } }, false],
		[{}, true],
	])('wants every part of %j', (match, expected) => {
		expect(matches(match, answer)).toBe(expected);
	});
});
