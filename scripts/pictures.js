'use strict';

/**
 * `npm run docs:pictures`: the pictures of docs/custom-api.md, taken in the real editor while a person's four steps are done against a
 * real server (LoopBack). Run it again when the form changes, and look at what it took.
 */
const fs = require('node:fs');
const path = require('node:path');
const { ROOT, main } = require('./lib/run');
const { ensureInstalled, ensureBuilt } = require('./lib/project');
const { ensureN8n } = require('./lib/n8n');

const FOLDER = path.join(ROOT, 'docs', 'pictures');
const SERVER = 'LoopBack';

main(async () => {
	ensureInstalled();
	ensureBuilt();
	await ensureN8n();
	const support = (name) => require(path.join(ROOT, 'test', 'e2e', 'support', name));
	const { ensureServers, startRealServer } = support('realServers');
	await ensureServers([SERVER]);
	fs.mkdirSync(FOLDER, { recursive: true });
	const n8n = await support('n8n').startN8n();
	const server = await startRealServer(SERVER);
	const { page, close } = await support('chromium').openEditor(n8n, { width: 1500, height: 1300 });
	const act = support('editorActions').editorActions(page, n8n);
	/** @param {number} [tall] so much of it, px, from the top: below is nothing */
	const shot = async (name, locator, tall = Infinity) => {
		// What moves in, moves in first.
		await page.waitForTimeout(800);
		await locator.scrollIntoViewIfNeeded();
		const { height, ...place } = await locator.boundingBox();
		const clip = { ...place, height: Math.min(height, tall) };
		await page.screenshot({ path: path.join(FOLDER, `custom-api-${name}.png`), clip, animations: 'disabled' });
		console.log(`Written: docs/pictures/custom-api-${name}.png`);
	};
	const panel = page.getByTestId('ndv');
	try {
		await act.addNode();
		const { headerName, token } = server.signIn;
		const values = { customBaseUrl: server.url, customHeaderName: headerName, customToken: token };
		await act.connect('Custom API', values, async () => await shot('1-credential', page.getByTestId('credential-edit-dialog')));
		await act.addTo('Add Setting', 'Describe the API With');
		await act.fill('document', server.url + server.document);
		await act.fill('projectName', 'Website relaunch');
		await act.fields();
		await act.addField('stage');
		await act.addField('budget');
		await act.choose('stage', 'Draft');
		await act.fill('budget', '7');
		// n8n's tip under a box that is being written in would cover the next one.
		await page.getByTestId('input-label').first().click();
		await shot('2-document', panel, 1150);
		await shot('3-fields', page.getByTestId('mapping-fields-container'));
		await act.execute();
		await act.outputWith('created');
		await shot('4-project', page.getByTestId('output-panel'), 200);
	} finally {
		await close();
		await server.stop();
		await n8n.stop();
	}
});
