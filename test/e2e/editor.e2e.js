'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { startN8n } = require('./support/n8n');
const { startRedmine } = require('./support/redmine');
const { openEditor } = require('./support/chromium');
const { until } = require('./support/programs');
const { createProjectNode, NODE } = require('./support/workflow');
const { ROOT } = require('../../scripts/lib/run');

/** For people to look at; not in the repository. */
const SCREENSHOTS = path.join(ROOT, '.cache', 'screenshots');

/** Fields that n8n itself adds to a credential form. */
const OF_N8N = ['allowedHttpRequestDomains'];

/** What a person sees in n8n's editor, in a real Chromium. */
describe('Editor', () => {
	let n8n, redmine, editor, page, credential, edited;

	beforeAll(async () => {
		fs.mkdirSync(SCREENSHOTS, { recursive: true });
		[n8n, redmine] = await Promise.all([startN8n(), startRedmine()]);
		const data = { tool: 'redmine', redmineSiteUrl: redmine.url, redmineToken: redmine.apiKey };
		credential = await n8n.saveCredential({ name: 'Redmine', type: 'projectApi', data });
		edited = await n8n.saveCredential({ name: 'Redmine, edited', type: 'projectApi', data });
		editor = await openEditor(n8n);
		page = editor.page;
	});
	afterAll(async () => {
		await editor?.close();
		await Promise.all([n8n?.stop(), redmine?.stop()]);
	});

	const screenshot = (name) => page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
	const form = () => page.getByTestId('credential-edit-dialog');

	async function openCredential({ id }) {
		await page.goto(`${n8n.url}/home/credentials/${id}`);
		await form().getByTestId('parameter-input-tool').waitFor();
	}

	/** Picks an entry of a drop-down of the form. */
	async function choose(parameter, label) {
		await page.getByTestId(`parameter-input-${parameter}`).locator('input').first().click();
		await page
			.locator('.el-select-dropdown__item:visible')
			.filter({ hasText: new RegExp(`^\\s*${label}\\b`) })
			.first()
			.click();
	}

	/** The parameters of the form that a person can see, in order. */
	const visibleFields = () =>
		form()
			.locator('[data-test-id^="parameter-input-"]:visible')
			.evaluateAll((elements) => [
				...new Set(
					elements
						.map((element) => element.getAttribute('data-test-id').replace('parameter-input-', ''))
						.filter((name) => name !== 'field'),
				),
			]);

	describe('the credential form', () => {
		beforeAll(() => openCredential(edited));

		test('tells at once that a good key works', async () => {
			await page.getByTestId('credentials-config-container-test-success').waitFor();
			await screenshot('credential-test-success');
		});

		test.each([
			['Redmine', ['redmineSiteUrl', 'redmineSignInWith', 'redmineToken', 'redmineAllowInsecureHttp']],
			['Jira', ['jiraSiteUrl', 'jiraSignInWith', 'jiraEmail', 'jiraToken', 'jiraAllowInsecureHttp']],
			['GitLab', ['gitlabSiteUrl', 'gitlabSignInWith', 'gitlabToken', 'gitlabAllowInsecureHttp']],
			['Trello', ['trelloApiKey', 'trelloToken']],
			[
				'Custom API',
				[
					'customBaseUrl',
					'customSignInWith',
					'customHeaderName',
					'customHeaderPrefix',
					'customToken',
					'customTestPath',
					'customAllowInsecureHttp',
				],
			],
		])('shows for %s only what it needs', async (service, fields) => {
			await choose('tool', service);
			await expectSoon(async () => (await visibleFields()).filter((name) => !OF_N8N.includes(name)), ['tool', ...fields]);
			await screenshot(`credential-${service.toLowerCase().replace(' ', '-')}`);
		});

		test('begins with the tool for OAuth2 as well', async () => {
			const data = { service: 'jira', jiraSiteUrl: 'https://example.atlassian.net', clientId: 'client', clientSecret: 'sample' };
			const { id } = await n8n.saveCredential({ name: 'OAuth2', type: 'projectOAuth2Api', data });
			await page.goto(`${n8n.url}/home/credentials/${id}`);
			await form().getByTestId('parameter-input-service').waitFor();
			await expectSoon(
				async () => (await visibleFields()).filter((name) => !OF_N8N.includes(name)).slice(0, 4),
				['service', 'grantType', 'clientId', 'clientSecret'],
			);
			await screenshot('credential-oauth2');
		});

		test('tells of a host that is not there what to check, in words', async () => {
			const data = { tool: 'redmine', redmineSiteUrl: 'https://no-such-host.invalid', redmineToken: 'sample' };
			const { id } = await n8n.saveCredential({ name: 'Nowhere', type: 'projectApi', data });
			const tested = await n8n.request('POST', '/rest/credentials/test', {
				credentials: { id, name: 'Nowhere', type: 'projectApi', data },
			});
			expect(tested).toEqual({
				status: 'Error',
				message: expect.stringMatching(/^The host no-such-host\.invalid could not be found\. Check the address in the credential/),
			});
		});

		test('tells of a wrong key what to check', async () => {
			await openCredential(edited);
			await page.getByTestId('parameter-input-redmineToken').locator('input').fill('wrong');
			await page.getByTestId('credential-save-button').click();
			await page.getByTestId('credentials-config-container-test-success').waitFor({ state: 'hidden' });
			const reason = form()
				.getByText(/does not accept this credential \(401\)/)
				.first();
			// The button opens the details and closes them again: it is pressed once there is a result, and not twice.
			const details = form()
				.getByText(/more details/i)
				.first();
			await until('The reason', async () => {
				if (await reason.isVisible()) return true;
				await details.click({ timeout: 1000 });
				await reason.waitFor({ timeout: 3000 });
				return true;
			});
			await screenshot('credential-test-refused');
		});
	});

	describe('the node', () => {
		/** A workflow with the node; opens it in the editor. */
		async function openNode(name, node) {
			const start = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
			const connections = { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } };
			const { id } = await n8n.saveWorkflow({ name, nodes: [start, node], connections });
			await page.goto(`${n8n.url}/workflow/${id}`);
			await page.locator(`[data-test-id="canvas-node"][data-node-name="${NODE}"]`).dblclick();
			await page.getByTestId('ndv').waitFor();
		}
		const output = () => page.getByTestId('output-panel').innerText();

		test('offers the fields of the service of its credential', async () => {
			const node = createProjectNode({ credential, parameters: { projectName: 'Acme website' } });
			node.parameters.fields = { mappingMode: 'defineBelow', value: null };
			await openNode('Fields', node);
			await page.getByTestId('add-fields-select').getByRole('button').first().click();
			await page.getByRole('menuitem', { name: 'Identifier', exact: true }).waitFor();
			await screenshot('node-fields');
		});

		test('runs: the new project is in the output, and a second one is refused with a way out', async () => {
			await openNode(
				'Run',
				createProjectNode({ credential, fields: { key: 'from-the-editor' }, parameters: { projectName: 'From the editor' } }),
			);
			await page.getByTestId('node-execute-button').click();
			await page.getByTestId('node-run-status-success').waitFor();
			await expectSoon(async () => (await output()).includes(`${redmine.url}/projects/from-the-editor`), true);
			await screenshot('node-result');
			expect((await redmine.projects()).map(({ identifier }) => identifier)).toEqual(['from-the-editor']);

			await page.getByTestId('node-execute-button').click();
			await page.getByTestId('node-error-message').waitFor();
			expect(await page.getByTestId('node-error-message').innerText()).toContain('Redmine has such a project already');
			expect(await page.getByTestId('node-error-description').innerText()).toContain("'Return the Existing One'");
			await screenshot('node-refused');
		});

		test('is found by the name of a service', async () => {
			await page.goto(`${n8n.url}/workflow/new`);
			await page.getByTestId('canvas-plus-button').or(page.getByTestId('node-creator-plus-button')).first().click();
			await page.getByTestId('node-creator-search-bar').waitFor();
			await page.getByTestId('node-creator-search-bar').fill('Redmine');
			await page.getByTestId('node-creator-item-name').getByText(NODE).first().waitFor();
			await screenshot('node-search');
		});
	});

	test('nothing of it made the page throw', () => {
		expect(editor.errors).toEqual([]);
	});

	/** Waits until the page shows what is expected; what it showed last is in the message otherwise. */
	async function expectSoon(look, expected) {
		const end = Date.now() + 30_000;
		let seen = await look();
		while (JSON.stringify(seen) !== JSON.stringify(expected) && Date.now() < end) {
			await page.waitForTimeout(200);
			seen = await look();
		}
		expect(seen).toEqual(expected);
	}
});
