'use strict';

/**
 * `npm run measure:load`: what loading the package costs n8n at start, with all services and with one.
 * Prints the median of several fresh processes; the figures depend on the machine and are no test.
 */
const { execFileSync } = require('node:child_process');
const path = require('node:path');
const { main } = require('./lib/run');
const { ensureInstalled, ensureBuilt } = require('./lib/project');

const ROOT = path.resolve(__dirname, '..');
const RUNS = 9;

/** Runs in a process of its own: n8n-workflow is there already in n8n, so it does not count. */
const PROBE = `
const path = require('node:path');
const [root, only] = process.argv.slice(1);
require('n8n-workflow');
const registry = path.join(root, 'dist/nodes/CreateProject/services/index.js');
if (only === 'one') {
	const Module = require('node:module');
	const source = require('node:fs').readFileSync(registry, 'utf8');
	const kept = new Set(['custom', 'redmine']);
	// The registry without the other definitions: their blocks are not run.
	const cut = source.replace(/var (\\w+) = defineService\\(\\{/g, (text, name) =>
		kept.has(name) ? text : 'var ' + name + ' = undefined && ({');
	const module_ = new Module(registry);
	module_.filename = registry;
	module_.paths = module.paths;
	const lean = cut
		.replace(/var services = \\[[\\s\\S]*?\\]/, 'var services = [redmine]')
		.replace('[custom, ...services]', '[custom, redmine]');
	module_._compile(lean, registry);
	module_.loaded = true;
	require.cache[registry] = module_;
}
global.gc();
const heap = process.memoryUsage().heapUsed;
const start = process.hrtime.bigint();
require(path.join(root, 'dist/nodes/CreateProject/CreateProject.node.js'));
new (require(path.join(root, 'dist/credentials/ProjectApi.credentials.js')).ProjectApi)();
new (require(path.join(root, 'dist/credentials/ProjectOAuth2Api.credentials.js')).ProjectOAuth2Api)();
const ms = Number(process.hrtime.bigint() - start) / 1e6;
global.gc();
const services = require(registry).services.length;
console.log(JSON.stringify({ services, ms, kB: (process.memoryUsage().heapUsed - heap) / 1024 }));
`;

function median(mode) {
	const runs = Array.from({ length: RUNS }, () =>
		JSON.parse(execFileSync(process.execPath, ['--expose-gc', '-e', PROBE, ROOT, mode], { cwd: ROOT, encoding: 'utf8' })),
	);
	return runs.sort((a, b) => a.ms - b.ms)[Math.floor(RUNS / 2)];
}

main(() => {
	ensureInstalled();
	ensureBuilt();
	const one = median('one');
	const all = median('all');
	const row = ({ services, ms, kB }) => `${String(services).padStart(3)} services: ${ms.toFixed(1)} ms, ${Math.round(kB)} kB`;
	console.log(`${row(one)}\n${row(all)}\ndifference: ${(all.ms - one.ms).toFixed(1)} ms, ${Math.round(all.kB - one.kB)} kB`);
});
