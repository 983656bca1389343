import { settingAdvice } from '../../../nodes/CreateProject/node/settingAdvice';
import { applySettings, type ApiSettings } from '../../../nodes/CreateProject/project/asked/settings';
import { custom } from '../../../nodes/CreateProject/services';

const advice = (status: number, said: string | Record<string, string[]>, settings: ApiSettings = {}): string =>
	settingAdvice(
		{
			reason: 'invalid',
			status,
			complaint: typeof said === 'string' ? { message: said, fields: {} } : { message: '', fields: said },
			request: `POST ${settings.path ?? '/projects'}`,
		},
		applySettings(custom, settings),
	);

const NAME_FIELD = (name: string): string =>
	`The API calls the project's name '${name}': set 'Request: Name Field' under 'API Settings' to ${name}`;
const ENVELOPE = (name: string): string =>
	`The API wants all fields inside '${name}': set 'Request: Envelope' under 'API Settings' to ${name}`;

describe('a refusal names the setting to change', () => {
	it.each<[string, string | Record<string, string[]>, string]>([
		['Ajv, LoopBack', "must have required property 'title'", NAME_FIELD('title')],
		['Django REST framework', { title: ['This field is required.'] }, NAME_FIELD('title')],
		['Laravel', 'The title field is required.', NAME_FIELD('title')],
		['class-validator', 'displayName should not be empty', NAME_FIELD('displayName')],
		['Rails', "Title can't be blank", NAME_FIELD('Title')],
		['Pydantic', { 'body.label': ['Field required'] }, NAME_FIELD('label')],
		['Joi', '"subject" is required', NAME_FIELD('subject')],
		['Rails, strong parameters', 'param is missing or the value is empty: project', ENVELOPE('project')],
		['Rails 8', 'param is missing or the value is empty or invalid: board', ENVELOPE('board')],
		['Strapi', 'Missing "data" payload in the request body', ENVELOPE('data')],
		['Laravel, nested', { data: ['The data field is required.'] }, ENVELOPE('data')],
		['another required field', '"clientId" is required', "Add 'clientId' under 'Custom Fields'"],
		['two of them', { client: ['is required'], stage: ['Field required'] }, "Add 'client', 'stage' under 'Custom Fields'"],
		[
			'class-validator',
			'property colour should not exist',
			expect.stringContaining("The API knows no field 'colour': remove it under 'Custom Fields'"),
		],
		['Zod', "Unrecognized key(s) in object: 'colour'", expect.stringContaining("knows no field 'colour'")],
		['Jackson', 'Unrecognized field "colour" (class Project)', expect.stringContaining("knows no field 'colour'")],
		[
			'Python jsonschema',
			"Additional properties are not allowed ('colour' was unexpected)",
			expect.stringContaining("knows no field 'colour'"),
		],
		['Pydantic', { colour: ['Extra inputs are not permitted'] }, expect.stringContaining("knows no field 'colour'")],
		['Mongoose', 'colour is not a property of Project', expect.stringContaining("knows no field 'colour'")],
		[
			'the name itself',
			'property name should not exist',
			expect.stringContaining("knows no field 'name': set 'Request: Name Field' under 'API Settings'"),
		],
		['the name, and what it is called', 'property name should not exist; title should not be empty', NAME_FIELD('title')],
		['nothing of the kind', 'budget must be positive', ''],
		['no words', '', ''],
		['a sentence', 'The request is required to be shorter', ''],
	])('%s: %j', (_title, said, expected) => {
		expect(advice(422, said)).toEqual(expected);
	});

	it.each<[string, number, string, ApiSettings, string]>([
		[
			'an envelope that the API does not know',
			400,
			'unknown field: project',
			{ envelope: 'project' },
			"clear 'Request: Envelope' under 'API Settings'",
		],
		['a form where JSON is wanted', 415, '', { bodyFormat: 'form' }, "Set 'Request: Body Format' under 'API Settings' to JSON"],
		['JSON where a form is wanted', 415, '', {}, "Set 'Request: Body Format' under 'API Settings' to Form"],
		['no such method', 405, '', { path: '/boards' }, "Nothing is created by POST /boards here: set 'Request: Path'"],
		[
			'no such address',
			404,
			'',
			{ path: '/boards' },
			"set 'Request: Path' under 'API Settings': now it is /boards. Some APIs want a slash at its end: /boards/",
		],
		['no such address with a slash', 404, '', { path: '/boards/' }, 'Some APIs want no slash at its end'],
	])('%s', (_title, status, said, settings, expected) => {
		expect(advice(status, said, settings)).toContain(expected);
	});

	it('is quick, whatever the API says', () => {
		const started = performance.now();
		for (const text of ['a'.repeat(1e6), 'missing '.repeat(1e5), `${'"'.repeat(1e5)} is required`, 'x.'.repeat(1e5)]) advice(422, text);
		expect(performance.now() - started).toBeLessThan(1000);
	});
});
