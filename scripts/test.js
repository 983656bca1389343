'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT, UsageError, bin, main, npm, runNode } = require('./lib/run');
const { ensureInstalled, build } = require('./lib/project');

const UNIT_RESULTS = path.join('.cache', 'results', 'unit.json');

const STEPS = {
	lint: () => npm(['run', '--silent', 'lint']),
	format: () => runNode(path.join(ROOT, 'scripts', 'check-format.js')),
	types: () => runNode(bin('typescript/bin/tsc'), ['-p', 'test']),
	build,
	services: () => runNode(path.join(ROOT, 'scripts', 'services-table.js'), ['--check']),
	links: () => runNode(path.join(ROOT, 'scripts', 'check-links.js')),
	jest: () => {
		fs.mkdirSync(path.join(ROOT, path.dirname(UNIT_RESULTS)), { recursive: true });
		runNode(bin('jest/bin/jest.js'), ['--passWithNoTests', '--json', `--outputFile=${UNIT_RESULTS}`]);
	},
	scan: () => runNode(path.join(ROOT, 'scripts', 'scan.js')),
	pack: () => runNode(path.join(ROOT, 'scripts', 'check-pack.js')),
};

/** Everything that needs no n8n server: `npm test`, or some steps of it by name: `npm test -- lint jest`. */
function test() {
	ensureInstalled();
	const chosen = process.argv.slice(2);
	const unknown = chosen.filter((name) => !STEPS[name]);
	if (unknown.length > 0) throw new UsageError(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(STEPS).join(', ')}`);
	for (const name of chosen.length > 0 ? chosen : Object.keys(STEPS)) {
		console.log(`\n=== ${name}`);
		const started = Date.now();
		STEPS[name]();
		console.log(`=== ${name}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
	}
}

main(test);
