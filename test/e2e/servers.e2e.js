'use strict';

const { startN8n } = require('./support/n8n');
const { openEditor } = require('./support/chromium');
const { editorActions } = require('./support/editorActions');
const { startCuttingProxy } = require('./support/cuttingProxy');
const { isInstalled, startRealServer } = require('./support/realServers');
const { runItems } = require('./support/workflow');

const TO_ERROR_OUTPUT = { onError: 'continueErrorOutput' };
/** So many items go through a connection that loses every third answer. */
const MANY = 24;

/** By server: what a person types into the credential form of a new node, and what is chosen in the fields that are required. */
const FORMS = {
	LoopBack: { signIn: ({ token, headerName }) => ({ customHeaderName: headerName, customToken: token }), required: {} },
	NestJS: { signIn: ({ token }) => ({ customSignInWith: 'Bearer Token', customBearerToken: token }), required: { priority: 'High' } },
	Directus: { signIn: ({ token }) => ({ customSignInWith: 'Bearer Token', customBearerToken: token }), required: {} },
	Strapi: { signIn: () => ({ customSignInWith: 'None' }), required: {} },
};

/**
 * Servers that others wrote, each set up as a new user would: Base URL, key, and the address of the document where the server
 * has one. No other setting.
 */
describe('Real servers', () => {
	let n8n;
	beforeAll(async () => {
		n8n = await startN8n();
	});
	afterAll(() => n8n?.stop());

	/** `fields`: what the form offers; `given` and `changed`: values as people type them, and as the server keeps them. */
	const SERVERS = [
		{
			name: 'LoopBack',
			fields: ['description', 'dueDate', 'budget', 'stage'],
			given: { budget: '7', stage: 'Draft', dueDate: '31.03.2027' },
			kept: { budget: 7, stage: 'draft', dueDate: '2027-03-31T00:00:00.000Z' },
			changed: { budget: '8' },
			after: { budget: 8, stage: 'draft' },
		},
		{
			name: 'NestJS',
			fields: ['priority', 'startsOn', 'seats', 'tags'],
			given: { priority: 'High', seats: '3', startsOn: '31.03.2027', tags: 'red, blue' },
			kept: { priority: 'high', seats: 3, startsOn: '2027-03-31', tags: ['red', 'blue'] },
			changed: { priority: 'low' },
			after: { priority: 'low', seats: 3, tags: ['red', 'blue'] },
		},
		{
			name: 'json-server',
			extra: { budget: 7, note: 'first' },
			kept: { note: 'first' },
			changedExtra: { note: 'second' },
			after: { budget: 7, note: 'second' },
		},
		{
			name: 'Directus',
			fields: ['budget', 'due', 'stage'],
			given: { budget: '7', due: '31.03.2027', stage: 'draft' },
			kept: { budget: 7, due: '2027-03-31', stage: 'draft' },
			changed: { budget: '8' },
			after: { budget: 8, due: '2027-03-31', stage: 'draft' },
		},
		{
			name: 'Strapi',
			fields: ['budget', 'due', 'stage', 'locale', 'localizations'],
			given: { budget: '7', due: '31.03.2027', stage: 'Draft' },
			kept: { budget: 7, due: '2027-03-31', stage: 'draft' },
			changed: { budget: '8' },
			after: { budget: 8, due: '2027-03-31', stage: 'draft' },
		},
	];
	// One that cannot be installed here is left out; `npm run e2e` has said so and why.
	const there = SERVERS.filter(({ name }) => isInstalled(name));
	const suite = there.length > 0 ? describe.each(there) : describe.skip.each(SERVERS);

	describe.each(SERVERS.filter(({ name }) => isInstalled(name)))(
		'$name',
		({ name, fields, given = {}, kept, changed = {}, after, extra = {}, changedExtra = {} }) => {
			let server, proxy, credential;
			beforeAll(async () => {
				server = await startRealServer(name);
				proxy = await startCuttingProxy(server.url, { spares: (path) => path === server.document });
				credential = await save(server.url);
			});
			afterAll(() => Promise.all([server?.stop(), proxy?.close()]));

			const save = (host) =>
				n8n.saveCredential({ name, type: 'projectApi', data: { service: 'custom', baseUrl: host + server.base, ...server.signIn } });
			const settings = (host = server.url) =>
				server.document ? { describe: { source: { with: 'openApi', document: host + server.document } } } : {};
			const custom = (values) => ({ customFields: { fields: Object.entries(values).map(([field, value]) => ({ name: field, value })) } });
			const run = (path, items, { ifExists, values = given, own = extra, url, credential: other = credential } = {}) =>
				runItems(
					n8n,
					{
						path: `${name}-${path}`,
						credential: other,
						fields: values,
						parameters: { apiSettings: settings(url), ...custom(own), ...(ifExists ? { ifExists } : {}) },
						node: TO_ERROR_OUTPUT,
					},
					items,
				);
			const named = async (wanted) => (await server.projects()).filter((project) => project[server.nameField] === wanted);

			if (FORMS[name])
				test('in the editor: Base URL, key and the address of the document draw the form, and the first project is made', async () => {
					const editor = await openEditor(n8n);
					try {
						const act = editorActions(editor.page, n8n);
						for (const { id } of await n8n.request('GET', '/rest/credentials')) await n8n.request('DELETE', `/rest/credentials/${id}`);
						await act.addNode();
						await act.connect('Custom API', { customBaseUrl: server.url + server.base, ...FORMS[name].signIn(server.signIn) });
						await act.addTo('Add Setting', 'Describe the API With');
						await act.fill('document', server.url + server.document);
						await act.fill('projectName', 'Voyager');
						expect(await act.fields()).toEqual(Object.keys(FORMS[name].required));
						for (const [field, choice] of Object.entries(FORMS[name].required)) await act.choose(field, choice);
						await act.execute();
						await act.outputWith('created');
						expect(await named('Voyager')).toHaveLength(1);
						expect(editor.errors).toEqual([]);
					} finally {
						await editor.close();
						credential = await save(server.url);
					}
				});

			test('the form offers what the API takes, and no guesses', async () => {
				const { fields: offered } = await n8n.request('POST', '/rest/dynamic-node-parameters/resource-mapper-fields', {
					methodName: 'getFields',
					path: 'parameters.fields',
					nodeTypeAndVersion: { name: 'n8n-nodes-create-project.createProject', version: 1 },
					currentNodeParameters: { authentication: 'projectApi', apiSettings: settings(), fields: { value: null } },
					credentials: { projectApi: credential },
				});
				expect(
					offered
						.map(({ id }) => id)
						.filter((id) => !id.startsWith('$'))
						.sort(),
				).toEqual([...(fields ?? [])].sort());
			});

			test('the first project, then find-or-create, then an update: each as it was asked for', async () => {
				const first = await run('first', [{ name: 'Apollo' }]);
				expect(first.refused).toEqual([]);
				expect(first.done).toMatchObject([{ name: 'Apollo', outcome: 'created', id: expect.stringMatching(/./) }]);
				expect(await named('Apollo')).toMatchObject([kept]);

				const found = await run('found', [{ name: 'Apollo' }, { name: 'Gemini' }, { name: 'Apollo' }], { ifExists: 'return' });
				expect(found.refused).toEqual([]);
				expect(found.done.map(({ outcome }) => outcome)).toEqual(['existing', 'created', 'existing']);
				expect(found.done[0].id).toBe(first.done[0].id);

				const updated = await run('updated', [{ name: 'Apollo' }], { ifExists: 'update', values: changed, own: changedExtra });
				expect(updated.refused).toEqual([]);
				expect(updated.done).toMatchObject([{ outcome: 'updated', id: first.done[0].id }]);
				expect(await named('Apollo')).toMatchObject([after]);
				expect(await named('Gemini')).toHaveLength(1);
			});

			test(`every third answer is lost: ${MANY} items, then the same again, make no project twice and none wrongly failed`, async () => {
				const through = { url: proxy.url, credential: await save(proxy.url), ifExists: 'return' };
				const items = Array.from({ length: MANY }, (_none, index) => ({ name: `Mission ${index}` }));
				const before = proxy.cut();
				const results = [await run('lost', items, through), await run('lost-again', items, through)];
				expect(proxy.cut()).toBeGreaterThan(before + MANY / 3);
				const names = (await server.projects()).map((project) => project[server.nameField]);
				expect(names.filter((one, index) => names.indexOf(one) !== index)).toEqual([]);
				for (const { done, refused } of results) {
					expect(refused).toEqual([]);
					expect(done.map(({ name: wanted }) => wanted)).toEqual(items.map(({ name: wanted }) => wanted));
				}
				const ids = results.map(({ done }) => done.map(({ id }) => id));
				expect(ids[1]).toEqual(ids[0]);
			});
		},
	);
});
