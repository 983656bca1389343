import { runNode } from '../support/engine';
import { automatic, create, custom, everything, fields, startServer } from '../support/nodeRuns';
import { startProjectApi } from '../support/projectApi';

let api: Awaited<ReturnType<typeof startProjectApi>>;
beforeAll(async () => {
	api = await startProjectApi();
});
beforeEach(() => api.reset({}));
afterAll(async () => await api.close());

const ONE = [{ name: 'Apollo' }];
interface Bad {
	name?: unknown;
	credential?: Record<string, unknown>;
	parameters?: Record<string, unknown>;
	options?: Record<string, unknown>;
	says: RegExp;
	helps?: RegExp;
}
const LINE_BREAK = { says: /^The value of the header '.+' has a line break/ };
const header = (name: string, value: string) => ({ apiSettings: { staticHeaders: { headers: [{ name, value }] } } });

const BAD: Record<string, Bad> = {
	'an empty name': { name: '', says: /^'Project Name' is empty$/, helps: /expression/ },
	'a name of white space': { name: ' \n ', says: /^'Project Name' is empty$/ },
	'a missing name': { name: undefined, says: /^'Project Name' is empty$/ },
	'an object for a name': { name: { text: 'x' }, says: /^'Project Name' came out as an object$/, helps: /one text or number/ },
	'a list for a name': { name: ['x'], says: /^'Project Name' came out as a list$/ },
	'true for a name': { name: true, says: /^'Project Name' came out as true$/ },
	'invisible characters for a name': { name: '\u200b\u00ad', says: /^'Project Name' is empty$/ },
	'an object in the text of a name': {
		parameters: { projectName: '=Deal {{ $json }}' },
		says: /^'Project Name' came out as "Deal \[object Object\]"$/,
	},
	'the word of a missing value for a name': { name: 'undefined', says: /^'Project Name' came out as "undefined"$/ },
	'the word of a date that is none for a name': {
		parameters: { projectName: "={{ String(new Date('x')) }}" },
		says: /^'Project Name' came out as "Invalid Date"$/,
	},
	'a list for a key': { parameters: { fields: fields({ key: '={{ ["A"] }}' }) }, says: /^'Key' came out as a list$/ },
	'true for a key': { parameters: { fields: fields({ key: '={{ true }}' }) }, says: /^'Key' came out as true$/ },
	'an object for what is matched': {
		parameters: {
			ifExists: 'return',
			matchOn: 'field',
			matchField: 'deal',
			customFields: { fields: [{ name: 'deal', value: '={{ ({ a: 1 }) }}' }] },
		},
		says: /'Match On' names a field whose value came out as an object/,
	},
	'true for what is matched': {
		parameters: {
			ifExists: 'return',
			matchOn: 'field',
			matchField: 'deal',
			customFields: { fields: [{ name: 'deal', value: '={{ true }}' }] },
		},
		says: /'Match On' names a field whose value came out as true/,
	},
	'a list for the match field': {
		parameters: { ifExists: 'return', matchOn: 'field', matchField: '={{ ["deal"] }}' },
		says: /^'Match Field' came out as a list/,
	},
	'two custom fields of one path': {
		parameters: {
			customFields: {
				fields: [
					{ name: 'a.b', value: '1' },
					{ name: ' a.b', value: '2' },
				],
			},
		},
		says: /^Two entries give 'a\.b'/,
		helps: /Remove one of them/,
	},
	'a value over the group of a mapped field': {
		parameters: { fields: fields({ 'settings.budget': 5 }), customFields: { fields: [{ name: 'settings', value: 'x' }] } },
		says: /^'settings' under 'Custom Fields' gives one value where 'settings\.budget' under 'Values to Send' gives a group$/,
	},
	'a custom field without a name': {
		parameters: { customFields: { fields: [{ name: '={{ $json.nothing }}', value: 'x' }] } },
		says: /^The name of an entry under 'Custom Fields' is empty$/,
	},
	'an object for the name of a custom field': {
		parameters: { customFields: { fields: [{ name: '={{ $json }}', value: 'x' }] } },
		says: /^The name of an entry under 'Custom Fields' came out as an object/,
	},
	'an object for a Base URL': { credential: { baseUrl: '={{ ({ a: 1 }) }}' }, says: /^'Base URL' in the credential came out as an object/ },
	'an object for a token': {
		credential: { customSignIn: 'bearerToken', token: '={{ ({ a: "pw-1193" }) }}' },
		says: /^'Token' in the credential came out as an object, and must be a text$/,
		helps: /expression of that field/,
	},
	'true for a token': {
		credential: { customSignIn: 'bearerToken', token: '={{ true }}' },
		says: /^'Token' in the credential came out as true/,
	},
	'null for a token': { credential: { customSignIn: 'bearerToken', token: '={{ null }}' }, says: /^'Token' is missing in the credential$/ },
	'a list for the value of a header': {
		credential: { customSignIn: 'customHeaders', customHeaders: { headers: [{ name: 'X-Key', value: '={{ ["pw-1193"] }}' }] } },
		says: /^The value of a header in the credential's 'Headers' came out as a list/,
	},
	'nothing for the value of a header': {
		credential: { customSignIn: 'customHeaders', customHeaders: { headers: [{ name: 'X-Key', value: '={{ null }}' }] } },
		says: /^The header 'X-Key' has no value in the credential$/,
	},
	'a name of 10,000 characters': {
		name: 'x'.repeat(10_000),
		says: /^'Project Name' has 10000 characters, but the service takes at most 1000$/,
		helps: /Shorten/,
	},
	'an impossible date': { parameters: { fields: fields({ dueDate: '2026-02-30' }) }, says: /^'Due Date'.*2026-02-30/ },
	'words for a date': { parameters: { fields: fields({ startDate: 'next week' }) }, says: /^'Start Date'.*next week/ },
	'no Base URL': { credential: { baseUrl: '' }, says: /^'Base URL' is missing in the credential$/, helps: /https:\/\// },
	'a Base URL of words': { credential: { baseUrl: 'api dot example' }, says: /^'Base URL' is not a web address$/ },
	'a Base URL with a space': { credential: { baseUrl: 'https://api.example.com/a b' }, says: /^'Base URL' has white space in it$/ },
	'a Base URL that is none': { credential: { baseUrl: 'https://:443' }, says: /^'Base URL' is not a web address$/ },
	'http to a public host': {
		credential: { baseUrl: 'http://api.example.com' },
		says: /^'Base URL' uses http:\/\//,
		helps: /Allow Insecure HTTP/,
	},
	'a user in the Base URL': { credential: { baseUrl: 'https://me:pw-1193@api.example.com' }, says: /has a user or password in it/ },
	'a path that climbs out': { parameters: { apiSettings: { path: '/../admin' } }, says: /would leave the credential's Base URL/ },
	'a path that climbs out, encoded twice': { parameters: { apiSettings: { path: '/a/%252e%252e/admin' } }, says: /would leave/ },
	'a path on another host': { parameters: { apiSettings: { path: '//evil.example.com/projects' } }, says: /would leave/ },
	'a whole address for a path': { parameters: { apiSettings: { path: 'https://evil.example.com/' } }, says: /would leave/ },
	'a path without its value': {
		parameters: { apiSettings: { path: '/w/{workspace}/projects' } },
		says: /needs a value for 'workspace'/,
		helps: /Add 'workspace' under 'Values to Send'/,
	},
	'constants that are no JSON': {
		parameters: { apiSettings: { staticBody: '{"a": ' } },
		says: /^'Request: Constant Body' in 'API Settings' is not valid JSON/,
		helps: /quotes, commas and brackets/,
	},
	'constants that are a list': { parameters: { apiSettings: { staticBody: '[1]' } }, says: /must be a JSON object/ },
	'statuses that are none': { parameters: { apiSettings: { successStatuses: '200, ok' } }, says: /'Response: Success Statuses' has 'ok'/ },
	'a line break in a header': { parameters: header('X-A', 'b\r\nX-Evil: 1'), ...LINE_BREAK },
	'a line break in the key of the header': {
		options: { idempotencyHeader: 'X-Key', idempotencyKey: 'expression', idempotencyKeyValue: 'a\nb' },
		says: /^'Idempotency Key Value' has a line break/,
	},
	'a header that belongs to the connection': {
		parameters: header('Content-Length', '3'),
		says: /^The header 'Content-Length' cannot be set$/,
	},
	'a header with a colon in its name': { parameters: header('X-A: b', 'c'), says: /The name of a header has characters/ },
	'a credential of a service that is not known': {
		credential: { service: 'futureTool' },
		says: /for the service 'futureTool', which this version of the node does not know/,
		helps: /Update the node/,
	},
	'a prototype in a custom field': {
		parameters: { customFields: { fields: [{ name: '__proto__.polluted', value: 'yes' }] } },
		says: /__proto__/,
	},
	'a constructor in a custom field': {
		parameters: { customFields: { fields: [{ name: 'constructor.prototype.polluted', value: 'yes' }] } },
		says: /constructor|prototype/,
	},
	'0 attempts': { options: { attempts: 0 }, says: /^'Attempts' under 'Options' must be a number of at least 1$/ },
	'a negative time': { options: { totalTime: -1 }, says: /^'Total Time'/ },
	'parallel requests that are no number': { options: { parallel: 'many' }, says: /^'Parallel Requests'/ },
	'an empty key from the expression': {
		options: { idempotencyHeader: 'X-Key', idempotencyKey: 'expression', idempotencyKeyValue: '={{ $json.dealId }}' },
		says: /^'Idempotency Key Value' is empty for this item$/,
	},
	'a business key without a value': { parameters: { businessKey: '={{ $json.dealId }}' }, says: /^'Business Key' is empty for this item$/ },
	'a match field without a name': { parameters: { ifExists: 'return', matchOn: 'field' }, says: /^'Match Field' is empty$/ },
	'a match on a field without a value': {
		parameters: { ifExists: 'return', matchOn: 'field', matchField: 'external_id' },
		says: /'Match On' names a field that has no value in this item/,
	},
};

describe('bad input is named, and nothing is sent', () => {
	it.each(Object.entries(BAD))('%s', async (_title, bad) => {
		const credential = { ...custom(api.url), ...bad.credential };
		const items = [{ name: 'name' in bad ? bad.name : 'Apollo' }] as Array<Record<string, unknown>>;
		const stopped = await create(credential, { items, parameters: bad.parameters, options: bad.options });
		expect([stopped.status, stopped.error.message, api.stats().requests]).toEqual(['error', expect.stringMatching(bad.says), 0]);
		if (bad.helps) expect(stopped.error.description).toMatch(bad.helps);
		expect(everything(stopped)).not.toContain('pw-1193');
		// One bad item must not hinder the others; what is wrong with the whole run stops it all the same.
		const kept = await create(credential, {
			items,
			parameters: bad.parameters,
			options: bad.options,
			node: { onError: 'continueRegularOutput' },
		});
		const said = kept.items[0]?.json.error ?? kept.error.message;
		expect([said, api.stats().requests]).toEqual([expect.stringMatching(bad.says), 0]);
		expect(`${said} ${kept.items[0]?.json.message}`).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	});

	it('a bad item among good ones fails alone', async () => {
		const run = await create(custom(api.url), {
			items: [{ name: 'A' }, { name: '' }, { name: 'C' }],
			node: { onError: 'continueErrorOutput' },
		});
		expect([run.items.map(({ json }) => json.name), run.errorItems.map(({ json }) => json.error), api.stats().posts]).toEqual([
			['A', 'C'],
			["'Project Name' is empty"],
			2,
		]);
	});

	it('a bad item that ends the run tells of the others, except in a dry run', async () => {
		const items = [{ name: 'A' }, { name: '' }, { name: 'C' }];
		const { error } = await create(custom(api.url), { items, options: { parallel: 1 } });
		expect(error.description).toMatch(
			new RegExp(
				'supply it\\. Of 3 items, 2 are created and remembered: a retry of this execution does not create them again; ' + '1 failed\\.$',
			),
		);
		const dry = await create(custom(api.url), { items, options: { parallel: 1, dryRun: true } });
		expect(dry.error.description).not.toMatch(/Of 3 items/);
	});

	it('a wrong type for a field of a known service', async () => {
		const run = await create(
			{ service: 'redmine', siteUrl: api.url, token: 't-1' },
			{ items: ONE, parameters: { fields: fields({ key: 'apollo', inheritMembers: 'perhaps' }) } },
		);
		expect([run.error.message, api.stats().requests]).toEqual(["'Inherit Members' must be true or false, but 'perhaps' was given", 0]);
	});

	it('a required field that is missing', async () => {
		const run = await create({ service: 'jira', siteUrl: api.url, email: 'a@example.com', token: 't-1' }, { items: ONE });
		expect([run.error.message, run.error.description, api.stats().requests]).toEqual([
			"'Project Lead' is missing: Jira needs it for every project; 'Project Type' is missing: Jira needs it for every project without " +
				"'Project Template Key'",
			"Fill in 'Project Lead' under 'Values to Send'. Fill in 'Project Type' or 'Project Template Key' under 'Values to Send'.",
			0,
		]);
	});
});

describe('odd input that is good', () => {
	it.each([
		['emoji', '🚀 Launch 👩‍👩‍👧'],
		['right to left', 'مشروع جديد ‎(א)'],
		['quotes and braces', '"{name}" \\ {{x}} </script>'],
		['a number', 2027],
		['zero', 0],
		['a name like an expression', '{{ $json.x }}'],
	])('a name with %s arrives as it is', async (_title, name) => {
		const run = await create(custom(api.url), { items: [{ name }] });
		expect([run.items[0].json.name, api.projects.map((project) => project.name)]).toEqual([String(name), [String(name)]]);
	});

	it('a Base URL with a path and slashes at its end', async () => {
		const server = await startServer(() => ({ status: 201, body: { id: 1 } }));
		await create(custom(`${server.url}/sub/v1//`), { items: ONE });
		await server.close();
		expect(server.asked.map(({ path }) => path)).toEqual(['/sub/v1/projects']);
	});

	it('no items at all', async () => {
		const run = await runNode({
			load: 'source',
			credentials: { projectApi: custom(api.url) },
			parameters: { projectName: '={{ $json.name }}' },
			items: [],
		});
		expect([run.status, run.items, api.stats().requests]).toEqual(['success', [], 0]);
	});

	it("fields of another service's workflow are named in a hint, and not sent", async () => {
		const server = await startServer(({ number, body }) => ({ status: 201, body: { project: { ...body.project, id: number } } }));
		const run = await create(
			{ service: 'redmine', siteUrl: server.url, token: 't-1' },
			{ items: [...ONE, { name: 'Gemini' }], parameters: { fields: fields({ key: 'apollo', gitlabTopic: 'space', color: '#ff0000' }) } },
		);
		await server.close();
		expect(run.hints.map(({ message }) => message)).toEqual([
			"Redmine has no field 'gitlabTopic' here; it was not sent (2 items).",
			"Redmine has no field 'color' here; it was not sent (2 items).",
		]);
		expect(server.asked.map(({ body }) => body.project)).toEqual([
			{ name: 'Apollo', identifier: 'apollo', is_public: false },
			{ name: 'Gemini', identifier: 'apollo', is_public: false },
		]);
	});

	it('columns of the input as fields, the name among them', async () => {
		const run = await create(custom(api.url), {
			items: [{ name: 'Apollo', budget: 5, nested: { a: [1] } }],
			parameters: { fields: automatic },
		});
		expect([run.status, api.projects[0]]).toEqual(['success', expect.objectContaining({ name: 'Apollo', budget: 5, nested: { a: [1] } })]);
	});

	it('columns of which none replaces the name: what is sent is what is searched for', async () => {
		const stored: Array<Record<string, unknown>> = [];
		const searched: Array<string | null> = [];
		const server = await startServer(({ method, body, query }) => {
			if (method === 'POST') {
				stored.push({ id: stored.length + 1, created_at: new Date().toISOString(), ...body });
				return stored.length === 1 ? 'drop' : { status: 201, body: stored.at(-1) };
			}
			searched.push(query.get('name'));
			return { body: stored.filter(({ name }) => name === query.get('name')) };
		});
		const run = await create(custom(server.url), {
			items: [{ name: 'X' }],
			parameters: { projectName: '=Deal {{ $json.name }}', fields: automatic },
		});
		await server.close();
		expect([run.status, run.items[0].json.name]).toEqual(['success', 'Deal X']);
		expect(stored.map(({ name }) => name)).toEqual(['Deal X']);
		expect(new Set(searched)).toEqual(new Set(['Deal X']));
	});

	it('columns of which none replaces a constant, and a hint that says so', async () => {
		const run = await create(custom(api.url), {
			items: [
				{ name: 'P', visibility: 'public', owner: 'other', is_admin: true },
				{ name: 'Q', Visibility: 'public' },
			],
			parameters: { fields: automatic, apiSettings: { staticBody: { visibility: 'private', owner: 'u1' } } },
		});
		expect(api.projects).toEqual([
			expect.objectContaining({ name: 'P', visibility: 'private', owner: 'u1', is_admin: true }),
			expect.objectContaining({ name: 'Q', visibility: 'private', owner: 'u1' }),
		]);
		expect(api.projects[1]).not.toHaveProperty('Visibility');
		expect(run.hints.map(({ message }) => message)).toEqual([
			"Map Automatically: sent 'is_admin'; not sent: 'visibility', 'owner', 'Visibility' " +
				`(no field of ${new URL(api.url).host}, or a constant has its place).`,
		]);
	});

	it('columns for one place: the first goes out, and a hint names what has the place of the others', async () => {
		const run = await create(custom(api.url), {
			items: [{ name: 'P', dueDate: '2027-01-01', 'Due Date': '2027-02-02', a: 'x', 'a.b': 1, c: 1 }],
			parameters: { fields: automatic, customFields: { fields: [{ name: 'c', value: '={{ 2 }}' }] } },
		});
		expect(api.projects).toEqual([expect.objectContaining({ name: 'P', a: 'x', c: 2 })]);
		expect(run.hints.map(({ message }) => message)).toEqual([
			"Map Automatically: sent 'dueDate', 'a'; not sent: 'Due Date' (the column 'dueDate' has its place), " +
				"'a.b' (the column 'a' has its place), 'c' ('c' under 'Custom Fields' has its place).",
		]);
	});

	it('columns as fields of a service, in any spelling, told in one hint', async () => {
		const server = await startServer(({ body }) => ({ status: 201, body: { project: { id: 7, ...body.project } } }));
		const run = await create(
			{ service: 'redmine', siteUrl: server.url, token: 't-1' },
			{
				items: [{ 'Deal Name': 'Apollo', Identifier: 'apollo', is_public: 'No', 'Tracker IDs': '1, 2', Note: 'n' }],
				parameters: { projectName: '={{ $json["Deal Name"] }}', fields: automatic },
			},
		);
		await server.close();
		expect(server.asked.map(({ body }) => body.project)).toEqual([
			{ name: 'Apollo', identifier: 'apollo', is_public: false, tracker_ids: [1, 2] },
		]);
		expect(run.hints.map(({ message }) => message)).toEqual([
			"Map Automatically: sent 'Identifier', 'is_public' as 'Visibility', 'Tracker IDs'; not sent: 'Note' " +
				'(no field of Redmine, or a constant has its place).',
		]);
	});

	it('values as they were typed, whatever n8n thinks of them', async () => {
		const server = await startServer(({ body }) => ({ status: 201, body: { project: { id: 7, ...body.project } } }));
		const typed = (id: string, type: string, more = {}) => ({
			id,
			displayName: id,
			type,
			required: false,
			display: true,
			defaultMatch: false,
			...more,
		});
		const run = await create(
			{ service: 'redmine', siteUrl: server.url, token: 't-1' },
			{
				items: [{ name: 'Apollo', vis: 'Public', flag: 'yes', list: 'a, b, c', parent: 99, key: 'apollo' }],
				parameters: {
					fields: {
						...fields({
							key: '={{ $json.key }}',
							visibility: '={{ $json.vis }}',
							inheritMembers: '={{ $json.flag }}',
							modules: '={{ $json.list }}',
							trackers: '={{ "1, 2" }}',
							parent: '={{ $json.parent }}',
							description: null,
							homepage: '={{ $json.missing ?? "" }}',
						}),
						schema: [
							typed('key', 'string'),
							typed('visibility', 'options', { options: [{ name: 'Public', value: 'public' }] }),
							typed('inheritMembers', 'boolean'),
							typed('modules', 'array'),
							typed('trackers', 'array'),
							typed('parent', 'options', { options: [{ name: 'One', value: 1 }] }),
							typed('description', 'string'),
							typed('homepage', 'url'),
						],
					},
				},
			},
		);
		await server.close();
		expect(run.error).toBeUndefined();
		expect(server.asked[0].body.project).toEqual({
			name: 'Apollo',
			identifier: 'apollo',
			is_public: true,
			inherit_members: true,
			enabled_module_names: ['a', 'b', 'c'],
			tracker_ids: [1, 2],
			parent_id: 99,
		});
	});

	it('no key where one is needed: it is made from the name, told in a hint and shown in a dry run', async () => {
		const credential = { service: 'redmine', siteUrl: api.url, token: 't-1' };
		const server = await startServer(({ method, body }) =>
			method === 'GET' ? { status: 404 } : { status: 201, body: { project: { id: body.project.identifier, ...body.project } } },
		);
		const items = [{ name: 'Größe & Co' }, { name: 'Apollo' }, { name: 'Apollo' }];
		const run = await create({ ...credential, siteUrl: server.url }, { items });
		const sent = server.of('POST').map(({ body }) => body.project.identifier);
		await server.close();
		expect([run.status, sent.sort()]).toEqual(['success', ['apollo', 'apollo-2', 'groesse-co']]);
		expect(run.hints.map(({ message }) => message)).toEqual(['Identifier was made from the name: groesse-co, apollo, apollo-2.']);
		const rehearsed = await create(credential, { items, options: { dryRun: true } });
		expect(rehearsed.items.map(({ json }) => json.request.body.project.identifier)).toEqual(['groesse-co', 'apollo', 'apollo-2']);
	});

	it('a custom field whose name has a point in it', async () => {
		const run = await create(
			{ service: 'notion', token: 'n' },
			{
				items: [{ name: 'P' }],
				parameters: {
					fields: fields({ parent: 'ds-1' }),
					customFields: { fields: [{ name: 'properties.Est\\. hours.number', value: '={{ 12 }}' }] },
				},
				options: { dryRun: true },
			},
		);
		expect(run.items[0].json.request.body.properties).toMatchObject({ 'Est. hours': { number: 12 } });
	});
});
