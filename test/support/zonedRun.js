'use strict';
/**
 * Runs the node once per workflow zone over the days of typedDays.js and prints what was sent, as JSON. Started
 * as a process of its own, because Node reads the machine's zone (TZ) only when it starts.
 */
require('./sources');
const { typedDays, expressedDays } = require('./typedDays');
const { create, custom, fields, automatic, startServer } = require('./nodeRuns');

async function main() {
	const server = await startServer(({ body }) => ({ status: 201, body: { id: body.name, name: body.name } }));
	const schema = [{ id: 'dueDate', displayName: 'Due Date', type: 'dateTime', required: false, display: true, defaultMatch: false }];
	/** @type {Array<{zone: string, way: string, given: unknown, sent: unknown}>} */
	const results = [];
	for (const zone of process.argv.slice(2)) {
		/** @type {Array<[string, unknown[], any]>} */
		const ways = [
			['mapped', typedDays, { ...fields({ dueDate: '={{ $json.day }}' }), schema }],
			['by another expression', typedDays, { ...fields({ dueDate: '={{ $json["day"] }}' }), schema }],
			['column', typedDays, automatic],
			...expressedDays.map(
				(text) => /** @type {[string, unknown[], any]} */ (['expression', [text], { ...fields({ dueDate: text }), schema }]),
			),
		];
		for (const [way, values, mapping] of ways) {
			server.asked.length = 0;
			const items = values.map((value, index) => ({ name: `P${index}`, [way === 'column' ? 'Due Date' : 'day']: value }));
			const run = await create(custom(server.url), {
				items,
				parameters: { fields: mapping },
				settings: { timezone: zone },
				node: { onError: 'continueRegularOutput' },
			});
			values.forEach((given, index) => {
				const request = server.asked.find(({ body }) => body.name === `P${index}`);
				results.push({ zone, way, given, sent: request?.body.dueDate ?? run.items[index]?.json.error ?? run.error?.message });
			});
		}
	}
	await server.close();
	process.stdout.write(JSON.stringify({ machine: Intl.DateTimeFormat().resolvedOptions().timeZone, results }), () => process.exit(0));
}

void main();
