'use strict';

const { main } = require('./lib/run');
const { ensureInstalled, ensureBuilt } = require('./lib/project');

/** `npm run bench`: our node beside n8n's HTTP Request node against the same faults, in the real n8n. */
main(async () => {
	ensureInstalled();
	const argv = process.argv.slice(2);
	// In virtual time: no n8n, no server, nothing built.
	if (argv.includes('--virtual')) return await require('../test/bench/loadVirtual').virtualMain(argv);
	ensureBuilt();
	await require('../test/bench/bench').main(argv);
});
