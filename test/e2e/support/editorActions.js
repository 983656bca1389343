'use strict';

const { until } = require('./programs');

const NODE = 'Create Project';

/**
 * What a person does in n8n's editor, one function per action.
 * @param {import('playwright-core').Page} page
 * @param {import('./n8n').N8n} n8n
 */
function editorActions(page, n8n) {
	const input = (parameter) => page.getByTestId(`parameter-input-${parameter}`).locator('input, textarea').first();
	const panel = () => page.getByTestId('ndv');

	/** Presses a field of a drop-down and then one of its entries. */
	async function choose(parameter, label) {
		await page.getByTestId(`parameter-input-${parameter}`).locator('input').first().click();
		await entry(label).click();
	}

	const entry = (label) =>
		page
			.locator('.el-select-dropdown__item:visible')
			.filter({ hasText: new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) })
			.first();

	const offers = () => page.getByTestId('collection-parameter-option').filter({ visible: true });
	/** A label alone, and not as part of a longer one; n8n writes the switch to expressions behind it. */
	const exactly = (label) => new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*($|Fixed)`);

	return {
		choose,
		/** Types into a field. */
		fill: (parameter, text) => input(parameter).fill(text),
		/** An empty workflow, and the node from the panel. @param {string} search what is typed into the panel's search */
		async addNode(search = NODE) {
			await page.goto(`${n8n.url}/workflow/new`);
			await page.getByTestId('canvas-plus-button').or(page.getByTestId('node-creator-plus-button')).first().click();
			await page.getByTestId('node-creator-search-bar').fill(search);
			await page.getByTestId('node-creator-item-name').getByText(NODE).first().click();
			await page.getByText('Add to workflow').click();
			await panel().waitFor();
		},
		/**
		 * Creates a credential from within the node.
		 * @param {Record<string, string>} values by parameter; a sign-in is chosen
		 * @param {() => Promise<void>} [look] at the form as it is saved
		 */
		async connect(service, values, look = async () => {}) {
			await page.getByTestId('node-credentials-empty-state').getByRole('button').first().click();
			await choose('tool', service);
			for (const [parameter, value] of Object.entries(values)) {
				if (parameter.endsWith('SignInWith')) await choose(parameter, value);
				else await input(parameter).fill(value);
			}
			await look();
			await page.getByTestId('credential-save-button').click();
			await page.getByTestId('credential-edit-dialog').waitFor({ state: 'hidden' });
		},
		/** Another of the saved credentials. */
		async chooseCredential(name) {
			await page.getByTestId('node-credentials-select').locator('input').first().click();
			await page
				.locator('.el-select-dropdown__item:visible, [data-test-id^="node-credentials-select-item"]:visible')
				.filter({ hasText: name })
				.first()
				.click();
		},
		/** The labels under *Values to Send*, once they are drawn. */
		async fields() {
			await page.getByTestId('mapping-fields-container').waitFor();
			await page.getByTestId('add-fields-select').waitFor();
			return page
				.getByTestId('mapping-fields-container')
				.locator('[data-test-id="input-label"]')
				.evaluateAll((labels) =>
					labels
						.map((label) => label.textContent.replace(/\s*Fixed\s*Expression\s*$/, '').trim())
						.filter((text) => text !== 'Values to Send'),
				);
		},
		/** Takes a field from *Add field to send*. */
		async addField(label) {
			await page.getByTestId('add-fields-select').getByRole('button').first().click();
			await page.getByRole('menuitem', { name: label, exact: true }).click();
		},
		/** Takes an entry of *Add Setting* or *Add Option*. */
		async addTo(collection, label) {
			await page.locator(`input[placeholder="${collection}"]`).click();
			await offers()
				.filter({ hasText: exactly(label) })
				.first()
				.click();
		},
		/** The entries of *Add Setting* or *Add Option*. */
		async offered(collection) {
			await page.locator(`input[placeholder="${collection}"]`).click();
			await offers().first().waitFor();
			const labels = await offers().allInnerTexts();
			await page.keyboard.press('Escape');
			return labels.map((label) => label.trim());
		},
		/** Is a parameter of this name in the panel? */
		isShown: (label) =>
			until(
				`The parameter ${label}`,
				() =>
					page
						.getByTestId('input-label')
						.filter({ visible: true, hasText: exactly(label) })
						.count(),
				{ timeoutMs: 5000 },
			).then(
				() => true,
				() => false,
			),
		/** What stands in place of the fields. */
		notice: () => page.getByTestId('empty-fields-notice').innerText(),
		async close() {
			await page.getByTestId('ndv-close-button').click();
			await panel().waitFor({ state: 'hidden' });
		},
		async reopen() {
			await page.locator(`[data-test-id="canvas-node"][data-node-name="${NODE}"]`).dblclick();
			await panel().waitFor();
		},
		/** Presses *Execute step* and waits for its success. */
		async execute() {
			await page.getByTestId('node-execute-button').click();
			await page.getByTestId('node-run-status-success').waitFor({ timeout: 60_000 });
		},
		/** What the node gave, once it holds this. */
		outputWith: (words) =>
			until(`An output with ${words}`, async () => {
				const text = await page.getByTestId('output-panel').innerText();
				return text.includes(words) && text;
			}),
		output: () => page.getByTestId('output-panel').innerText(),
		subtitle: () => page.locator(`[data-test-id="canvas-node"][data-node-name="${NODE}"]`).innerText(),
	};
}

module.exports = { editorActions };
