'use strict';

const { startN8n } = require('./support/n8n');
const { startRedmine } = require('./support/redmine');
const { runItems, retried } = require('./support/workflow');

const TO_ERROR_OUTPUT = { onError: 'continueErrorOutput' };

/** The published package in a real n8n, against a real Redmine. */
describe('Redmine', () => {
	let n8n, redmine, withKey;

	beforeAll(async () => {
		[redmine, n8n] = await Promise.all([startRedmine(), startN8n()]);
		withKey = await n8n.saveCredential(credential({ token: redmine.apiKey }));
	});
	afterAll(() => Promise.all([n8n?.stop(), redmine?.stop()]));

	const credential = (values) => ({
		name: 'Redmine',
		type: 'projectApi',
		data: { service: 'redmine', siteUrl: redmine.url, redmineSignIn: 'apiKey', ...values },
	});
	const login = () => ({ redmineSignIn: 'loginAndPassword', user: redmine.login, password: redmine.password });
	const inQuery = () => ({ redmineSignIn: 'apiKeyInQuery', token: redmine.apiKey });

	/** Name and identifier from the item, through a webhook of its own. */
	const run = (path, items, { credential: own, fields, ...more } = {}) =>
		runItems(n8n, { path, credential: own ?? withKey, fields: { key: '={{ $json.key }}', ...fields }, ...more }, items);
	const named = async (name) => (await redmine.projects()).filter((project) => project.name === name);

	test('the Test button accepts a key in the header, a key in the query and a password, and refuses a wrong key', async () => {
		expect(await n8n.testCredential(credential({ token: redmine.apiKey }))).toMatchObject({ status: 'OK' });
		expect(await n8n.testCredential(credential(inQuery()))).toMatchObject({ status: 'OK' });
		expect(await n8n.testCredential(credential(login()))).toMatchObject({ status: 'OK' });
		expect(await n8n.testCredential(credential({ token: 'wrong' }))).toEqual({
			status: 'Error',
			message: expect.stringContaining('does not accept this credential (401)'),
		});
	});

	test('each item becomes one project, which Redmine itself knows', async () => {
		const { status, done } = await run('create', [
			{ name: 'Acme website', key: 'acme-website' },
			{ name: 'Acme shop', key: 'acme-shop' },
		]);
		expect(status).toBe('success');
		expect(done).toMatchObject([
			{ name: 'Acme website', key: 'acme-website', outcome: 'created', url: `${redmine.url}/projects/acme-website` },
			{ name: 'Acme shop', key: 'acme-shop', outcome: 'created' },
		]);
		// Two requests at once reach Redmine in any order.
		const known = (await redmine.projects()).map(({ id, identifier }) => [String(id), identifier]);
		expect(known.sort()).toEqual(done.map(({ id, key }) => [id, key]).sort());
	});

	test.each([
		['a key in the query', 'by-query', inQuery],
		['login and password', 'by-login', login],
	])('a project is created with %s', async (_words, key, values) => {
		const own = await n8n.saveCredential(credential(values()));
		const { done } = await run(key, [{ name: key, key }], { credential: own });
		expect(done).toMatchObject([{ key, outcome: 'created' }]);
		expect(await named(key)).toMatchObject([{ identifier: key }]);
	});

	test('a taken identifier goes to the error output with what Redmine said, its neighbour is created', async () => {
		const { status, done, refused } = await run(
			'taken',
			[
				{ name: 'Second shop', key: 'acme-shop' },
				{ name: 'Neighbour', key: 'neighbour' },
			],
			{ node: TO_ERROR_OUTPUT },
		);
		expect(status).toBe('success');
		expect(done).toMatchObject([{ key: 'neighbour', outcome: 'created' }]);
		expect(refused).toMatchObject([
			{
				name: 'Second shop',
				error: 'Redmine has such a project already',
				message: expect.stringContaining("'Return the Existing One'"),
				details: { outcome: 'failed', status: 422, apiMessage: expect.stringContaining('Identifier has already been taken') },
			},
		]);
		expect(await named('Second shop')).toEqual([]);
	});

	test('a user who may not create projects is told which right is missing, and nothing is created', async () => {
		const own = await n8n.saveCredential(credential({ token: redmine.noRightApiKey }));
		const { refused } = await run('forbidden', [{ name: 'Nope', key: 'nope' }], { credential: own, node: TO_ERROR_OUTPUT });
		expect(refused).toMatchObject([
			{
				error: 'This credential may not create a project here',
				message: expect.stringContaining('Create project'),
				details: { status: 403, attempts: 1 },
			},
		]);
		expect(await named('Nope')).toEqual([]);
	});

	test('a wrong key is told as such, after one request, and appears nowhere', async () => {
		const own = await n8n.saveCredential(credential({ token: 'not-the-key-of-anybody' }));
		const { refused, text } = await run('unauthorized', [{ name: 'Nobody', key: 'nobody' }], { credential: own, node: TO_ERROR_OUTPUT });
		expect(refused).toMatchObject([{ error: 'Redmine did not accept the credential', details: { status: 401, attempts: 1 } }]);
		expect(text).not.toContain('not-the-key-of-anybody');
	});

	test('an identifier that Redmine does not allow is refused before anything is sent', async () => {
		const { refused } = await run('odd-key', [{ name: 'Odd', key: 'Not Allowed!' }], { node: TO_ERROR_OUTPUT });
		expect(refused).toMatchObject([{ error: expect.stringContaining('Identifier'), details: { attempts: 0 } }]);
	});

	test.each([
		['name', { name: 'Acme website', key: 'another-key' }],
		['key', { name: 'Another name', key: 'acme-website' }],
	])('Return the Existing One finds the project by its %s, also twice in one batch', async (matchOn, item) => {
		const before = await redmine.projects();
		const { done } = await run(`return-${matchOn}`, [item, item], { parameters: { ifExists: 'return', matchOn } });
		const existing = { key: 'acme-website', name: 'Acme website', outcome: 'existing' };
		expect(done).toMatchObject([existing, existing]);
		expect(await redmine.projects()).toHaveLength(before.length);
	});

	test('Return the Existing One creates once when two items mean the same new project', async () => {
		const item = { name: 'Twins', key: 'twins' };
		const { done } = await run('twins', [item, item], { parameters: { ifExists: 'return', matchOn: 'key' } });
		expect(done.map(({ outcome }) => outcome)).toEqual(['created', 'existing']);
		expect(await named('Twins')).toHaveLength(1);
	});

	test('Update It writes the fields into the existing project', async () => {
		const { done } = await run('update', [{ name: 'Acme shop, renewed', key: 'acme-shop' }], {
			fields: { description: 'New words' },
			parameters: { ifExists: 'update', matchOn: 'key' },
		});
		expect(done).toMatchObject([{ key: 'acme-shop', outcome: 'updated' }]);
		const { body } = await redmine.request('GET', '/projects/acme-shop.json');
		expect(body.project).toMatchObject({ name: 'Acme shop, renewed', description: 'New words' });
	});

	test('Stop with a Message names the project that is there', async () => {
		const { status, error } = await run('stop', [{ name: 'Acme website', key: 'acme-website-2' }], {
			parameters: { ifExists: 'stop', matchOn: 'name' },
		});
		expect(status).toBe('error');
		expect(error.message).toBe('Redmine has such a project already');
		expect(await named('Acme website')).toHaveLength(1);
	});

	test('a failed execution retried by hand does not create the finished items again', async () => {
		const failed = await run('retried', [
			{ name: 'First', key: 'first' },
			{ name: 'Taken', key: 'acme-shop' },
		]);
		expect(failed.status).toBe('error');
		expect(failed.error.description).toContain('a retry of this execution does not create it again');

		expect((await retried(n8n, failed.id)).status).toBe('error');
		await redmine.request('DELETE', '/projects/acme-shop.json');
		expect((await retried(n8n, failed.id)).done).toMatchObject([{ key: 'first' }, { key: 'acme-shop', name: 'Taken' }]);
		expect(await named('First')).toHaveLength(1);
	});
});
