'use strict';

const { main } = require('./lib/run');
const { ensureInstalled, ensureBuilt } = require('./lib/project');

/** `npm run bench`: our node beside n8n's HTTP Request node against the same faults, in the real n8n. */
main(async () => {
	ensureInstalled();
	ensureBuilt();
	await require('../test/bench/bench').main(process.argv.slice(2));
});
