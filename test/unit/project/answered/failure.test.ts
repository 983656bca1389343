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
		const token = 'Zx81-Quite-A-Long-Token-With-44-Characters-1';
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
