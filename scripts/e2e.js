'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT, UsageError, bin, main, runNode } = require('./lib/run');
const { ensureInstalled, ensureBuilt } = require('./lib/project');
const { ensureN8n, OLDER } = require('./lib/n8n');

const FOLDER = path.join(ROOT, 'test', 'e2e');
const RESULTS = path.join('.cache', 'results', 'e2e.json');

/** What a suite needs beside n8n, told by what it requires: installed before, so that no test waits for apt. */
const PREPARE = {
	'./support/redmine': () => require('../test/e2e/support/redmine').ensureRedmine(),
	'./support/queue': () => require('../test/e2e/support/queue').ensureQueue(),
	'./support/chromium': () => require('../test/e2e/support/chromium').ensureChromium(),
	'./support/versions': async () => {
		for (const version of OLDER) await ensureN8n(version);
	},
	'./support/realServers': () => require('../test/e2e/support/realServers').ensureServers(),
};

/** Suites with a command of their own: three more installations of n8n, of 2.9 GB each. */
const ON_REQUEST = ['versions'];

/** `npm run e2e [-- suite… [jest options…]]`: the suites against the real n8n, one after the other. */
async function e2e() {
	const options = process.argv.slice(2);
	const names = options.splice(0, options.findIndex((arg) => arg.startsWith('-')) >>> 0);
	const all = fs.readdirSync(FOLDER).filter((file) => file.endsWith('.e2e.js'));
	const unknown = names.filter((name) => !all.includes(`${name}.e2e.js`));
	if (unknown.length > 0)
		throw new UsageError(`No such suite: ${unknown.join(', ')}. Suites: ${all.map((file) => file.replace('.e2e.js', '')).join(', ')}`);
	const suites = (
		names.length > 0 ? names.map((name) => `${name}.e2e.js`) : all.filter((file) => !ON_REQUEST.includes(file.replace('.e2e.js', '')))
	).map((file) => path.join(FOLDER, file));
	if (suites.length === 0) return console.log('No suites in test/e2e');

	ensureInstalled();
	ensureBuilt();
	await ensureN8n();
	const code = suites.map((file) => fs.readFileSync(file, 'utf8')).join('\n');
	for (const [needed, prepare] of Object.entries(PREPARE)) if (code.includes(needed)) await prepare();

	fs.mkdirSync(path.join(ROOT, path.dirname(RESULTS)), { recursive: true });
	runNode(bin('jest/bin/jest.js'), [
		'--config=jest.e2e.config.js',
		'--json',
		`--outputFile=${RESULTS}`,
		...options,
		'--runTestsByPath',
		...suites,
	]);
}

main(e2e);
