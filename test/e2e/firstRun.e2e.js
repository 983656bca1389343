'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { startN8n } = require('./support/n8n');
const { startRedmine } = require('./support/redmine');
const { startApiProcess } = require('./support/apiProcess');
const { openEditor } = require('./support/chromium');
const { editorActions } = require('./support/editorActions');
const { until } = require('./support/programs');
const { startGitLab, startJira } = require('../support/vendors');
const { ROOT } = require('../../scripts/lib/run');

/** For people to look at; not in the repository. */
const SCREENSHOTS = path.join(ROOT, '.cache', 'screenshots');

/** The first project of a person who has never seen the node: all of it through n8n's screen, none of it prepared. */
describe('First run', () => {
	let n8n, redmine, gitLab, jira, api, editor, page, act;

	beforeAll(async () => {
		fs.mkdirSync(SCREENSHOTS, { recursive: true });
		[n8n, redmine, gitLab, jira, api] = await Promise.all([
			startN8n(),
			startRedmine(),
			startGitLab(),
			startJira(),
			startApiProcess({ auth: { header: 'X-API-Key', value: 'custom-token' } }),
		]);
		editor = await openEditor(n8n);
		page = editor.page;
		act = editorActions(page, n8n);
	});
	afterAll(async () => {
		await editor?.close();
		await Promise.all([n8n?.stop(), redmine?.stop(), api?.stop(), gitLab?.close(), jira?.close()]);
	});
	// n8n takes a credential for a new node by itself where there is one.
	afterEach(async () => {
		for (const { id } of await n8n.request('GET', '/rest/credentials')) await n8n.request('DELETE', `/rest/credentials/${id}`);
	});

	const screenshot = (name) => page.screenshot({ path: path.join(SCREENSHOTS, `first-run-${name}.png`) });

	/** By tool: its values in the credential form, the fields it requires, what is typed there, and the names of its projects. */
	const tools = {
		Redmine: {
			id: 'redmine',
			credential: () => ({ redmineSiteUrl: redmine.url, redmineToken: redmine.apiKey }),
			// The identifier is made from the name.
			fields: [],
			names: async () => (await redmine.projects()).map(({ name }) => name),
		},
		GitLab: {
			id: 'gitlab',
			credential: () => ({ gitlabSiteUrl: gitLab.url, gitlabToken: gitLab.token }),
			fields: [],
			names: () => gitLab.projects.map(({ name }) => name),
		},
		Jira: {
			id: 'jira',
			credential: () => ({ jiraSiteUrl: jira.url, jiraEmail: jira.email, jiraToken: jira.token }),
			// Jira wants a type where no template is given.
			fields: ['Project Lead', 'Project Type'],
			fill: async () => {
				await act.choose('owner', jira.users[0].displayName);
				await act.choose('type', 'Software');
			},
			names: () => jira.projects.map(({ name }) => name),
		},
		'Custom API': {
			id: 'custom',
			credential: () => ({ customBaseUrl: api.url, customHeaderName: 'X-API-Key', customToken: 'custom-token', customTestPath: '/me' }),
			notice: 'This API is not described: name its fields under',
			names: async () => (await api.projects()).map(({ name }) => name),
		},
	};

	/** The form is drawn: the fields that the tool requires or, where nobody has described the API, what to do about it. */
	async function drawn({ fields, notice }) {
		if (notice) await until('The notice', async () => (await act.notice()).startsWith(notice));
		else expect(await act.fields()).toEqual(fields);
	}

	/** Fills in what the form shows and runs the node: there is one project more, of that name. */
	async function createFirst(tool, name) {
		await act.fill('projectName', name);
		await tool.fill?.(name);
		await act.execute();
		await act.outputWith('created');
		expect((await tool.names()).filter((one) => one === name)).toEqual([name]);
	}

	describe.each(Object.entries(tools))('with %s', (service, tool) => {
		test('the credential comes last: the form says what is missing, and is drawn by itself', async () => {
			await act.addNode();
			expect(await act.notice()).toBe('Choose a credential to see the fields of your tool');
			expect(await page.getByTestId('mapping-fields-container').count()).toBe(0);
			await act.connect(service, tool.credential());
			await drawn(tool);
			await screenshot(`${tool.id}-last`);
			await createFirst(tool, `${tool.id} last`);
		});

		test('the credential was there first: the form is drawn at once', async () => {
			await n8n.saveCredential({ name: `My ${service}`, type: 'projectApi', data: { tool: tool.id, ...tool.credential() } });
			await act.addNode();
			await drawn(tool);
			await screenshot(`${tool.id}-first`);
			await createFirst(tool, `${tool.id} first`);
		});
	});

	test('another credential brings its own fields, at the latest when the node is opened again', async () => {
		const { Redmine, Jira } = tools;
		await n8n.saveCredential({ name: 'The Jira one', type: 'projectApi', data: { tool: 'jira', ...Jira.credential() } });
		await n8n.saveCredential({ name: 'The Redmine one', type: 'projectApi', data: { tool: 'redmine', ...Redmine.credential() } });
		await act.addNode();
		for (const [name, tool] of [
			['The Jira one', Jira],
			['The Redmine one', Redmine],
			['The Jira one', Jira],
		]) {
			await act.chooseCredential(name);
			await act.close();
			await act.reopen();
			await until(`The fields of ${name}`, async () => (await act.fields()).join() === tool.fields.join(), { timeoutMs: 10_000 });
		}
	});

	test("the README's first workflow in five steps does what it says, in the words that are on the screen", async () => {
		const steps = firstSteps();
		const name = 'Five steps';
		const doing = [
			() => act.addNode(/search for your tool \(`(\w+)`/.exec(steps[0])[1]),
			() => act.connect('Redmine', tools.Redmine.credential()),
			async () => {
				await act.fill('projectName', name);
				await act.fields();
			},
			async () => {
				await act.execute();
				await act.outputWith('created');
			},
			async () => {
				await act.choose('ifExists', 'Return the Existing One');
				await act.execute();
				await act.outputWith('existing');
			},
		];
		expect(steps).toHaveLength(doing.length);
		for (const [position, step] of steps.entries()) {
			const seen = await watched(doing[position]);
			for (const words of wordsOnScreen(step)) expect([words, seen.has(words)]).toEqual([words, true]);
			await screenshot(`step-${position + 1}`);
			if (position === 3)
				for (const key of ['outcome', 'created', 'name', 'url', 'key', 'id'])
					expect(await act.output()).toMatch(new RegExp(`\\b${key}\\b`));
		}
		expect((await redmine.projects()).filter((project) => project.name === name)).toHaveLength(1);
	});

	/** The steps of the README, each on one line. */
	function firstSteps() {
		const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
		const section = /## A first workflow in five steps\n+([^]*?)\n\n(?!\d)/.exec(readme)[1];
		return section.split(/\n(?=\d\. )/).map((step) => step.replace(/\s+/g, ' '));
	}

	/** What a step names in italics, but for the credential types, whose names stand elsewhere. */
	const wordsOnScreen = (step) =>
		[...step.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, words]) => words).filter((words) => words !== 'Project OAuth2 API');

	/** Does something, and gives all the words that a person could read meanwhile. */
	async function watched(work) {
		const seen = new Set();
		const look = async () => {
			const texts = await page
				.evaluate(() => [
					...document.body.innerText.split('\n'),
					...[...document.querySelectorAll('input')].flatMap((field) => [field.value, field.placeholder]),
				])
				.catch(() => []);
			for (const text of texts) seen.add(text.replace(/\*$/, '').trim());
		};
		let isOver = false;
		const watching = (async () => {
			while (!isOver) {
				await look();
				await page.waitForTimeout(50);
			}
		})();
		try {
			await look();
			await work();
		} finally {
			isOver = true;
			await watching;
			await look();
		}
		return seen;
	}

	test('a credential that is not complete says in the node what is missing', async () => {
		await n8n.saveCredential({ name: 'Empty', type: 'projectApi', data: {} });
		await act.addNode();
		await until('The notice', async () => (await act.notice()).startsWith('No service is chosen in the credential'), { timeoutMs: 10_000 });
	});

	test('every setting and every option that is offered can be added, and is there then', async () => {
		const data = { service: 'custom', baseUrl: api.url, customSignIn: 'none' };
		await n8n.saveCredential({ name: 'Custom', type: 'projectApi', data });
		await act.addNode();
		const { properties } = new (require(path.join(ROOT, 'dist/nodes/CreateProject/CreateProject.node.js')).CreateProject)().description;
		const groups = properties.flatMap(({ options = [] }) => options).filter(({ typeOptions }) => typeOptions?.multipleValues);
		const rows = new Map(groups.map(({ displayName, placeholder }) => [displayName, placeholder]));
		for (const placeholder of ['Add Setting', 'Add Option']) {
			const offered = await act.offered(placeholder);
			expect(offered.length).toBeGreaterThan(10);
			const missing = [];
			for (const label of offered) {
				await act.addTo(placeholder, label);
				if (!(await act.isShown(label))) missing.push(label);
				// n8n takes a group without a row away again when the next one is added, whatever its default is.
				if (rows.has(label)) await page.getByText(rows.get(label), { exact: true }).first().click();
			}
			expect(missing).toEqual([]);
		}
		await screenshot('all-settings');
	});

	test('a field that is named in the settings is offered at once', async () => {
		const data = { service: 'custom', baseUrl: api.url, customSignIn: 'none' };
		await n8n.saveCredential({ name: 'Custom', type: 'projectApi', data });
		await act.addNode();
		await until('The notice', async () => (await act.notice()) !== '');
		await act.addTo('Add Setting', 'Request: Field Names');
		await page.getByText('Add Field Name').first().click();
		await act.fill('field', 'cost_center');
		await act.fill('name', 'costCenter');
		// The only one there is: pressed, it is there, and there is no other to press for.
		await page.getByTestId('add-fields-select').getByRole('button').first().click();
		await page.getByTestId('mapping-fields-container').getByText('Cost Center').waitFor();
		expect(await page.getByTestId('add-fields-select').count()).toBe(0);
	});

	test('nothing of it made the page throw', () => {
		expect(editor.errors).toEqual([]);
	});
});
