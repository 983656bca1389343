'use strict';

const { main } = require('./lib/run');
const { ensureInstalled, ensureBuilt } = require('./lib/project');

/** `npm run demo`: projects created against a faulty project API, in n8n's own engine, with the built node. */
main(async () => {
	ensureInstalled();
	ensureBuilt();
	await require('../test/support/demo').main();
});
