'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT, main } = require('./lib/run');
const { ensureInstalled, ensureBuilt } = require('./lib/project');

const USER_FOLDER = path.join(ROOT, '.cache', 'editor');
const EXAMPLES = path.join(ROOT, 'examples');
const USUAL_PORT = 5678;

/**
 * `npm run n8n`: the real editor with the node as it is built now, on this machine only. What is made
 * in it is kept in .cache/editor; the example workflows are put in at the first start.
 */
async function openEditor() {
	ensureInstalled();
	ensureBuilt();
	const { startN8n } = require('../test/e2e/support/n8n');
	const { OWNER } = require('../test/e2e/support/n8nClient');
	const { freePort } = require('../test/e2e/support/programs');

	const { ensureN8n } = require('./lib/n8n');

	await ensureN8n();
	const isNew = !fs.existsSync(USER_FOLDER);
	console.log(
		`Putting the node into n8n and starting it, ten to thirty seconds${isNew ? ' (the first time it also makes its database)' : ''}`,
	);
	const n8n = await startN8n({ userFolder: USER_FOLDER, port: await freePort(USUAL_PORT) });
	const stay = setInterval(() => {}, 60_000);
	const stop = async () => {
		console.log('\nStopping n8n');
		await n8n.halt();
		clearInterval(stay);
	};
	process.once('SIGINT', stop).once('SIGTERM', stop);
	if (isNew) {
		console.log('Adding the example workflows');
		for (const workflow of examples()) await n8n.saveWorkflow(workflow);
	}

	console.log(
		`\nEditor:   ${n8n.url}\nEmail:    ${OWNER.email}\nPassword: ${OWNER.password}\nLog:      ${n8n.logFile}\n\nCtrl-C stops ` +
			`it. To start afresh, remove ${USER_FOLDER}`,
	);
	await n8n.program.ended;
	clearInterval(stay);
}

function examples() {
	if (!fs.existsSync(EXAMPLES)) return [];
	return fs
		.readdirSync(EXAMPLES)
		.filter((file) => file.endsWith('.json'))
		.map((file) => JSON.parse(fs.readFileSync(path.join(EXAMPLES, file), 'utf8')));
}

main(openEditor);
