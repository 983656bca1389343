'use strict';

const { startN8n } = require('./support/n8n');
const { startTlsProxy } = require('./support/tlsProxy');
const { startApiProcess } = require('./support/apiProcess');
const { runItems } = require('./support/workflow');
const { startAzureDevOps, startLinear, startKanboard } = require('../support/vendors');

const TO_ERROR_OUTPUT = { onError: 'continueErrorOutput' };

/**
 * Services whose ways no plain REST API shows, each end to end in a real n8n. Linear's address is fixed:
 * n8n reaches the local one through a proxy, by https.
 */
describe('Vendors', () => {
	let n8n, proxy, azure, linear, kanboard, custom;

	beforeAll(async () => {
		[azure, linear, kanboard, custom] = await Promise.all([
			startAzureDevOps(),
			startLinear(),
			startKanboard(),
			startApiProcess({ auth: { header: 'X-API-Key', value: 'custom-token' } }),
		]);
		proxy = await startTlsProxy({ 'api.linear.app': linear.url });
		n8n = await startN8n({ env: proxy.env });
	});
	afterAll(async () => {
		await n8n?.stop();
		await Promise.all([proxy?.stop(), custom?.stop(), azure?.close(), linear?.close(), kanboard?.close()]);
	});

	const data = {
		azureDevOps: (token = 'pat') => ({ service: 'azureDevOps', siteUrl: azure.siteUrl, token }),
		linear: (token = 'lin_api_test') => ({ service: 'linear', token }),
		kanboard: (token = 'kanboard-token') => ({ service: 'kanboard', siteUrl: kanboard.url, token }),
		custom: (token = 'custom-token') => ({
			service: 'custom',
			baseUrl: custom.url,
			customSignIn: 'apiKeyInHeader',
			headerName: 'X-API-Key',
			token,
			testPath: '/me',
		}),
	};
	const save = (service, token) => n8n.saveCredential({ name: service, type: 'projectApi', data: data[service](token) });
	const run = async (path, service, items, { token, ...more } = {}) =>
		runItems(n8n, { path, credential: await save(service, token), node: TO_ERROR_OUTPUT, ...more }, items);
	const asked = (vendor, label) => vendor.log.filter((entry) => entry.label === label).length;

	test.each([['azureDevOps'], ['linear'], ['kanboard'], ['custom']])(
		'the Test button of %s accepts the right token and refuses a wrong one',
		async (service) => {
			const credential = (token) => ({ type: 'projectApi', data: data[service](token) });
			expect(await n8n.testCredential(credential())).toMatchObject({ status: 'OK' });
			expect(await n8n.testCredential(credential('wrong'))).toEqual({
				status: 'Error',
				message: expect.stringContaining('does not accept this credential'),
			});
		},
	);

	describe('Azure DevOps, which creates later', () => {
		const fields = () => ({ template: azure.processes[0].id });

		test('the operation is followed to its end, then the project is fetched', async () => {
			const { done, refused } = await run('azure', 'azureDevOps', [{ name: 'Fabrikam' }], { fields: fields() });
			expect(refused).toEqual([]);
			expect(done).toMatchObject([{ id: azure.projects[0].id, name: 'Fabrikam', url: `${azure.siteUrl}/Fabrikam`, outcome: 'created' }]);
			expect([asked(azure, 'create'), asked(azure, 'operation')]).toEqual([1, 3]);
		});

		test('an operation that fails is a failed item with its message', async () => {
			const { done, refused } = await run('azure-failed', 'azureDevOps', [{ name: 'Fabrikam' }], { fields: fields() });
			expect(done).toEqual([]);
			expect(refused).toMatchObject([
				{
					error: 'Azure DevOps has such a project already',
					details: { outcome: 'failed', apiMessage: expect.stringContaining('TF200019') },
				},
			]);
			expect(azure.projects).toHaveLength(1);
		});

		test('a wrong token is told as such', async () => {
			const { refused } = await run('azure-token', 'azureDevOps', [{ name: 'No' }], { fields: fields(), token: 'wrong' });
			expect(refused).toMatchObject([{ error: 'Azure DevOps did not accept the credential', details: { status: 401, attempts: 1 } }]);
		});
	});

	describe('Linear, by GraphQL', () => {
		const fields = () => ({ team: linear.teams[0].id });

		test('a project is created', async () => {
			const { done, refused } = await run('linear', 'linear', [{ name: 'Roadmap' }], { fields: fields() });
			expect(refused).toEqual([]);
			expect(done).toMatchObject([{ id: linear.projects[0].id, name: 'Roadmap', url: linear.projects[0].url, outcome: 'created' }]);
		});

		test('what is refused inside a 200 is a failed item', async () => {
			const { done, refused } = await run('linear-refused', 'linear', [{ name: 'Nowhere' }], {
				fields: { team: 'a1b2c3d4-0000-4000-8000-00000000dead' },
			});
			expect(done).toEqual([]);
			expect(refused).toMatchObject([
				{ details: { outcome: 'failed', status: 200, apiMessage: expect.stringContaining('Entity not found: Team') } },
			]);
		});

		test('a create whose answer is lost makes one project, known by the id we chose', async () => {
			linear.failNext('projectCreate', 'droppedSocket');
			const { done } = await run('linear-lost', 'linear', [{ name: 'Once' }], { fields: fields() });
			const made = linear.projects.filter(({ name }) => name === 'Once');
			expect(made).toHaveLength(1);
			expect(done).toMatchObject([{ id: made[0].id, outcome: 'created' }]);
		});
	});

	describe('Kanboard, by JSON-RPC', () => {
		test('the bare id it answers with becomes a whole project', async () => {
			const { done, refused } = await run('kanboard', 'kanboard', [{ name: 'Board', key: 'BOARD' }], {
				fields: { key: '={{ $json.key }}' },
			});
			expect(refused).toEqual([]);
			expect(done).toMatchObject([
				{ id: '1', key: 'BOARD', name: 'Board', url: expect.stringContaining('project_id=1'), outcome: 'created' },
			]);
		});

		test('its wordless refusal is a failed item', async () => {
			const { done, refused } = await run('kanboard-refused', 'kanboard', [{ name: 'Again', key: 'BOARD' }], {
				fields: { key: '={{ $json.key }}' },
			});
			expect(done).toEqual([]);
			expect(refused).toMatchObject([{ error: expect.stringContaining('Kanboard'), details: { outcome: 'failed' } }]);
			expect(kanboard.projects).toHaveLength(1);
		});
	});
});
