import { runNode } from '../support/engine';
import { custom, fields, startServer } from '../support/nodeRuns';

let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
	server = await startServer(({ method, number, body }) =>
		method === 'GET' ? { body: [] } : { status: 201, body: { id: number, ...body } },
	);
});
afterAll(async () => await server.close());
beforeEach(() => {
	server.asked.length = 0;
});

const constant = (value: string, name = 'v') => ({ staticQuery: { parameters: [{ name, value }] } });
const rule = (more: object) => ({ statusRules: { rules: [{ status: 409, treatAs: 'stop', ...more }] } });

const run = async (parameters: Record<string, unknown>) =>
	await runNode({
		credentials: { projectApi: custom(server.url) },
		items: [{ name: 'Apollo' }],
		parameters: { projectName: '={{ $json.name }}', ...parameters },
		node: { onError: 'continueRegularOutput' },
	});

describe('an expression that gives a box what it does not take', () => {
	it.each([['true'], [1], ['yes'], ['TRUE'], ['on']])('turns a switch on by %p: a dry run sends nothing', async (given) => {
		const { items } = await run({ options: { dryRun: `={{ ${JSON.stringify(given)} }}` } });
		expect(items[0].json).toMatchObject({ dryRun: true });
		expect(server.asked).toEqual([]);
	});

	it.each([
		['a choice by its label', { ifExists: '={{ "Stop with a Message" }}' }, ['GET']],
		['a choice in other letters', { ifExists: '={{ "STOP" }}' }, ['GET']],
	])('takes %s', async (_title, parameters, methods) => {
		server.answer(({ method }) =>
			method === 'GET' ? { body: [{ id: 9, name: 'Apollo' }] } : { status: 201, body: { id: 1, name: 'Apollo' } },
		);
		await run(parameters);
		expect(server.asked.map(({ method }) => method)).toEqual(methods);
	});

	it.each<[string, Record<string, unknown>, string]>([
		['a switch', { options: { dryRun: '={{ "perhaps" }}' } }, "'Dry Run' is neither on nor off"],
		['a switch that gets an object', { options: { verify: '={{ {} }}' } }, 'is neither on nor off'],
		['a choice', { ifExists: '={{ "whatever" }}' }, '\'If the Project Already Exists\' is "whatever", which is none of its choices'],
		['an empty choice', { ifExists: '={{ "" }}' }, "'If the Project Already Exists' is empty, which is none of its choices"],
		['a method', { apiSettings: { method: '={{ "DELETE" }}' } }, '\'Request: Method\' is "DELETE", which is none of its choices'],
		[
			'a text that gets an object',
			{ apiSettings: { path: '={{ { a: 1 } }}' } },
			"'Request: Path' came out as an object, and must be a text",
		],
		['a constant that gets an object', { apiSettings: constant('={{ { a: 1 } }}') }, "'Value' came out as an object"],
		['a constant that gets a list', { apiSettings: constant('={{ [1] }}') }, "'Value' came out as a list"],
		['the name of a constant', { apiSettings: constant('v', '={{ [1] }}') }, "'Name' came out as a list"],
		['a number in a group', { options: rule({ status: '={{ "many" }}' }) }, "'Status' must be a number, but 'many' was given"],
		['a choice in a group', { options: rule({ treatAs: '={{ "maybe" }}' }) }, '\'Treat As\' is "maybe", which is none of its choices'],
		[
			'an idempotency key that is an object',
			{ options: { idempotencyKey: 'expression', idempotencyHeader: 'Idempotency-Key', idempotencyKeyValue: '={{ { a: 1 } }}' } },
			"'Idempotency Key Value' came out as an object",
		],
	])('is refused by its name, and nothing is sent: %s', async (_title, parameters, says) => {
		const { items } = await run(parameters);
		expect(items[0].json.error).toContain(says);
		expect(items[0].json.details).toMatchObject({ outcome: 'failed', reason: 'input', attempts: 0 });
		expect(server.asked).toEqual([]);
	});

	it.each<[string, Record<string, unknown>, RegExp]>([
		['the fields', { fields: '={{ $json }}' }, /^'Fields' is an expression as a whole/],
		['the values of the fields, a list', { fields: fields('={{ ["a"] }}' as never) }, /^'Values to Send' came out as a list/],
		['the values of the fields, a text', { fields: fields('={{ "abc" }}' as never) }, /^'Values to Send' came out as/],
		['the list of custom fields', { customFields: { fields: '={{ $json.list }}' } }, /^'Custom Fields' is an expression as a whole/],
	])('is not less sent than was asked for, where an expression stands for %s', async (_title, parameters, says) => {
		const { items } = await run(parameters);
		expect(items[0].json.error).toMatch(says);
		expect(server.asked).toEqual([]);
	});

	it('values of the fields from one expression are those of the object', async () => {
		await run({ fields: fields('={{ ({ description: $json.name }) }}' as never) });
		expect(server.of('POST')[0].body).toEqual({ name: 'Apollo', description: 'Apollo' });
	});

	it.each<[unknown, string]>([
		[5, 'v=5'],
		[true, 'v=true'],
		['x', 'v=x'],
		[null, 'v='],
	])('a constant of %p is %p', async (value, query) => {
		await run({ apiSettings: constant(`={{ ${JSON.stringify(value)} }}`) });
		expect(server.of('POST')[0].query.toString()).toBe(query);
	});

	it('a number in a text box is that text', async () => {
		await run({ apiSettings: { path: '/p', successStatuses: '={{ 201 }}', idPath: '={{ "id" }}' } });
		expect(server.of('POST')).toHaveLength(1);
	});
});
