import { resolveSite } from '../../../../nodes/CreateProject/connection/site';
import { mapperFields } from '../../../../nodes/CreateProject/fields/mapper';
import { prepare } from '../../../../nodes/CreateProject/project/asked/prepare';
import { applySettings, type ApiSettings } from '../../../../nodes/CreateProject/project/asked/settings';
import { describeOpenApi } from '../../../../nodes/CreateProject/project/described/openApi';
import { InputProblem } from '../../../../nodes/CreateProject/project/problem';
import { custom } from '../../../../nodes/CreateProject/services';
import type { Json } from '../../../../nodes/CreateProject/services/service';

const schema: Json = {
	required: ['title', 'client', 'stage'],
	properties: {
		title: { type: 'string', minLength: 3, maxLength: 20 },
		client: { type: 'string', pattern: '^C-[0-9]{3}$' },
		stage: { enum: ['open', 'closed'] },
		seats: { type: 'integer', minimum: 1, maximum: 50 },
		rate: { type: 'number', minimum: 0 },
		starts: { type: 'string', format: 'date' },
		due: { type: 'string', format: 'date-time' },
		slow: { type: 'string', pattern: '^(a+)+$' },
	},
};
const document: Json = { paths: { '/projects': { post: { requestBody: { content: { 'application/json': { schema } } } } } } };
const site = () =>
	resolveSite(applySettings(custom, {}, describeOpenApi(document)), { baseUrl: 'https://api.example.com', customSignIn: 'none' }, 'token');

/** What is sent for these values, or everything that is wrong with them. */
function sent(fields: Record<string, unknown>, name = 'Apollo'): unknown {
	try {
		return prepare(site(), { name, fields: { client: 'C-001', stage: 'open', ...fields } }).scope.payload;
	} catch (cause) {
		return (cause as InputProblem).message;
	}
}

describe('values are checked by the description before anything is sent', () => {
	it.each<[string, Record<string, unknown>, unknown]>([
		['a whole number as text', { seats: '12' }, expect.objectContaining({ seats: 12 })],
		['a part of one', { seats: 1.5 }, "'seats' must be a whole number, but 1.5 was given"],
		['too few', { seats: 0 }, "'seats' must be at least 1, but 0 was given"],
		['too many', { seats: '51' }, "'seats' must be at most 50, but 51 was given"],
		['a bound itself', { seats: 50, rate: 0 }, expect.objectContaining({ seats: 50, rate: 0 })],
		['a part where parts are taken', { rate: '0.5' }, expect.objectContaining({ rate: 0.5 })],
		['a pattern', { client: 'C-01' }, "'client' has the value 'C-01', which the service does not accept"],
		['a pattern that may be slow is left to the API', { slow: 'b' }, expect.objectContaining({ slow: 'b' })],
		['a choice in other letters', { stage: 'OPEN' }, expect.objectContaining({ stage: 'open' })],
		['a day is a day', { starts: '31.03.2027' }, expect.objectContaining({ starts: '2027-03-31' })],
		['a moment keeps its time', { due: '2027-03-31T15:30:00+02:00' }, expect.objectContaining({ due: '2027-03-31T13:30:00.000Z' })],
		[
			'everything that is wrong, at once',
			{ client: '', stage: 'paused', seats: 'many', starts: 'soon' },
			"'client' is missing: Custom API needs it for every project; 'stage' has the value 'paused', which the service does not know; " +
				"'seats' must be a number, but 'many' was given; 'starts' has the value 'soon', which is not a date",
		],
	])('%s', (_title, fields, expected) => {
		expect(sent(fields)).toEqual(expected);
	});

	it.each([
		['AB', "'Project Name' has 2 characters, but the service needs at least 3"],
		['A name of more than twenty', "'Project Name' has 26 characters, but the service takes at most 20"],
		['', "'Project Name' is empty"],
	])('the name %j, and what else is wrong', (name, expected) => {
		expect(sent({ seats: 99 }, name)).toBe(`${expected}; 'seats' must be at most 50, but 99 was given`);
	});

	it('says how to mend each, once', () => {
		try {
			prepare(site(), { name: 'Apollo', fields: { stage: 'paused', seats: 99, rate: -1 } });
		} catch (cause) {
			expect((cause as InputProblem).hint).toBe("Fill in 'client' under 'Values to Send'. Use one of: open, closed. Correct the value.");
		}
		expect.assertions(1);
	});
});

describe('the form of an API that nobody has described', () => {
	const offered = (settings: ApiSettings, kept: string[] = []): string[] =>
		mapperFields(applySettings(custom, settings), undefined, undefined, new Set(kept)).map(({ id }) => id);

	it.each<[string, ApiSettings, string[], string[]]>([
		['offers no guesses', {}, [], []],
		['offers what its path takes', { path: '/teams/{team}/projects' }, [], ['team']],
		[
			'offers what has been given a name',
			{
				fieldNames: {
					fields: [
						{ field: 'dueDate', name: 'due_on' },
						{ field: 'x', name: 'y' },
					],
				},
			},
			[],
			['dueDate', 'x'],
		],
		['offers a container', { containers: { fields: [{ field: 'client' }] } }, [], ['client']],
		['keeps what a saved workflow has', {}, ['dueDate', 'tags'], ['dueDate', 'tags']],
	])('%s', (_title, settings, kept, expected) => {
		expect(offered(settings, kept).sort()).toEqual([...expected].sort());
	});

	it('understands the fields of saved workflows as before', () => {
		const saved = resolveSite(custom, { baseUrl: 'https://api.example.com', customSignIn: 'none' }, 'token');
		const { payload } = prepare(saved, { name: 'Apollo', fields: { dueDate: '31.03.2027', tags: 'a, b', budget: '7' } }).scope;
		expect(payload).toEqual({ name: 'Apollo', dueDate: '2027-03-31', tags: ['a', 'b'], budget: 7 });
	});
});
