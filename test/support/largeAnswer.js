'use strict';
/**
 * Runs the node once against the address given as argument and prints how it ended and what it took, as JSON. A process of its own:
 * what it shows is whether the process lives. `unbounded` as second argument takes the bound of a body away, to show that
 * the test would see it missing.
 */
require('./sources');
const { create, custom, named } = require('./nodeRuns');
const { BOUNDS } = require('../../nodes/CreateProject/project/bounds');

async function main() {
	const [url, mode] = process.argv.slice(2);
	if (mode === 'unbounded') /** @type {any} */ (BOUNDS).body = Infinity;
	const megabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);
	const run = () =>
		create(custom(url, { customSignIn: 'bearerToken', token: 'k-3f9c1d77-large' }), {
			items: named(1),
			node: { onError: 'continueRegularOutput' },
			options: { attempts: 1 },
		});
	// What the engine itself takes comes first.
	await create(custom('http://127.0.0.1:1'), { items: named(1), node: { onError: 'continueRegularOutput' }, options: { attempts: 1 } });
	const before = megabytes();
	const { items } = await run();
	process.stdout.write(JSON.stringify({ item: items[0].json, megabytes: megabytes() - before }), () => process.exit(0));
}

void main();
