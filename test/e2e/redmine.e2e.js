'use strict';

const { startN8n } = require('./support/n8n');
const { startRedmine } = require('./support/redmine');

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

	test('the credential test accepts a good key and a good password, and refuses a wrong key', async () => {
		const login = { redmineSignIn: 'loginAndPassword', user: redmine.login, password: redmine.password };
		expect(await n8n.testCredential(credential({ token: redmine.apiKey }))).toMatchObject({ status: 'OK' });
		expect(await n8n.testCredential(credential(login))).toMatchObject({ status: 'OK' });
		expect(await n8n.testCredential(credential({ token: 'wrong' }))).toMatchObject({ status: 'Error' });
	});

	test('each item becomes one project', async () => {
		await n8n.publish(workflow('create', withKey));
		const { status, body } = await n8n.webhook('create', [
			{ name: 'Acme website', key: 'acme-website' },
			{ name: 'Acme shop', key: 'acme-shop' },
		]);
		expect(status).toBe(200);
		expect(body).toMatchObject([
			{ name: 'Acme website', key: 'acme-website', outcome: 'created', url: `${redmine.url}/projects/acme-website` },
			{ name: 'Acme shop', key: 'acme-shop', outcome: 'created' },
		]);
		expect((await redmine.projects()).map(({ identifier }) => identifier)).toEqual(['acme-website', 'acme-shop']);
	});

	test('a failed execution retried by hand does not create the finished items again', async () => {
		const id = await n8n.publish(workflow('retried', withKey));
		const items = [
			{ name: 'First', key: 'first' },
			{ name: 'Taken', key: 'acme-shop' },
		];
		expect((await n8n.webhook('retried', items)).status).toBe(500);
		const failed = await n8n.finished(id);
		expect(failed.status).toBe('error');
		expect(failed.data.resultData.error.message).toMatch(/already/i);

		await n8n.retry(failed.id);
		expect((await redmine.projects()).filter(({ identifier }) => identifier === 'first')).toHaveLength(1);
	});

	test('a user who may not create projects is told so, and nothing is created', async () => {
		const before = (await redmine.projects()).length;
		const noRight = await n8n.saveCredential(credential({ token: redmine.noRightApiKey }));
		const id = await n8n.publish(workflow('forbidden', noRight));
		expect((await n8n.webhook('forbidden', [{ name: 'Nope', key: 'nope' }])).status).toBe(500);
		expect((await n8n.finished(id)).data.resultData.error.description).toContain('Create project');
		expect(await redmine.projects()).toHaveLength(before);
	});
});

/** Webhook with a list of `{name, key}`, one item each, Create Project, its output as the answer. */
function workflow(path, credential) {
	const node = (name, type, typeVersion, parameters, more = {}) => ({
		id: name,
		name,
		type,
		typeVersion,
		parameters,
		position: [0, 0],
		...more,
	});
	const to = (name) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		name: path,
		nodes: [
			node(
				'Webhook',
				'n8n-nodes-base.webhook',
				2,
				{ httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries', options: {} },
				{ webhookId: path },
			),
			node('Split Out', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'body', options: {} }),
			node(
				'Create Project',
				'n8n-nodes-create-project.createProject',
				1,
				{
					projectName: '={{ $json.name }}',
					fields: {
						mappingMode: 'defineBelow',
						value: { key: '={{ $json.key }}' },
						matchingColumns: [],
						schema: [
							{
								id: 'key',
								displayName: 'Identifier',
								required: true,
								defaultMatch: false,
								display: true,
								type: 'string',
							},
						],
					},
				},
				{ credentials: { projectApi: credential } },
			),
		],
		connections: { Webhook: to('Split Out'), 'Split Out': to('Create Project') },
	};
}
