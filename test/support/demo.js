'use strict';
/**
 * The node's main job, seen from start to end: twelve won deals become twelve projects, in n8n's own
 * engine, at an API that fails as real ones do. What became of each deal goes to stderr in words, the projects to stdout as JSON.
 */
const { startProjectApi, NOTHING_STORED, STORED_ANYWAY } = require('./projectApi');
const { runNode } = require('./engine');

/** As a CRM hands them over. */
const DEALS = [
	['D-2041', 'Nordwind Logistik – ERP rollout', 'Lena Brandt', '2027-03-31', 84000],
	['D-2042', 'Café Lumière – Webshop relaunch', 'Marc Dubois', '2027-01-15', 18500],
	['D-2043', 'Harbour & Sons – Warehouse automation', 'Priya Nair', '2027-06-30', 132000],
	['D-2044', 'Muster GmbH – ISO 27001 certification', 'Lena Brandt', '2027-05-14', 27400],
	['D-2045', 'Brightwater Health – Patient portal', 'Tom Okafor', '2027-09-01', 96000],
	['D-2046', 'Óbidos Turismo – Booking platform', 'Marc Dubois', '2027-02-26', 41200],
	['D-2047', 'Kestrel Energy – Smart meter pilot', 'Priya Nair', '2027-04-09', 58000],
	['D-2048', 'Ōsaka Foods – Supplier onboarding', 'Yuki Tanaka', '2027-03-12', 22300],
	['D-2049', "Delmonico's – Franchise launch, phase 2", 'Tom Okafor', '2027-08-20', 75000],
	['D-2050', 'Vega Robotics – Assembly line 4', 'Priya Nair', '2027-11-05', 210000],
	['D-2051', 'Stadtwerke Lindau – Customer app', 'Lena Brandt', '2027-07-02', 64900],
	['D-2052', 'Atlas Insurance – Claims migration', 'Yuki Tanaka', '2027-10-15', 118000],
].map(([dealId, name, owner, closing, amount]) => ({ dealId, name, owner, closing, amount }));

/** With this seed four of the twelve fail at first: a 429, and three replies lost after the project was stored; two lookups fail, too. */
const SEED = 87;
const PLAN = { mix: Object.fromEntries([...NOTHING_STORED, ...STORED_ANYWAY].map((kind) => [kind, 0.03])) };

const TOKEN = 'demo-token';

/** @param {string} baseUrl */
const credentials = (baseUrl) => ({
	projectApi: { service: 'custom', baseUrl, customSignIn: 'bearerToken', token: TOKEN, testPath: '/me' },
});

const PARAMETERS = {
	authentication: 'projectApi',
	projectName: '={{ $json.name }}',
	customFields: {
		fields: [
			{ name: 'deal', value: '={{ $json.dealId }}' },
			{ name: 'owner', value: '={{ $json.owner }}' },
			{ name: 'due_date', value: '={{ $json.closing }}' },
			{ name: 'budget', value: '={{ $json.amount }}' },
		],
	},
	options: { timeout: 2000 },
};

/** What an API did with a request, in words. */
const FAULTS = {
	rate429RetryAfter: 'told to wait',
	rate429Reset: 'told to wait',
	http503: 'API away for a moment',
	html502: 'API away for a moment',
	resetBeforeCommit: 'connection cut before anything was stored',
	http500: 'error 500 after the project was stored',
	droppedSocket: 'answer lost after the project was stored',
	hang: 'no answer, and the project was stored',
	truncatedJson: 'half an answer after the project was stored',
};

/**
 * What became of a deal, from what the API was asked: `answer lost after the project was stored → looked, found → one project`.
 * @param {string} name @param {any[]} log @param {any[]} projects
 */
function story(name, log, projects) {
	const mine = log.filter(({ input }) => input === name);
	const count = projects.filter((project) => project.name === name).length;
	const parts = mine.map(({ method, fault, status }) => {
		if (method === 'GET') {
			if (fault) return fault === 'hang' ? 'looked, no answer' : `looked, ${FAULTS[fault] ?? fault}`;
			return status === 200 && count > 0 ? 'looked, found' : 'looked, not there';
		}
		return fault ? (FAULTS[fault] ?? fault) : mine.length === 1 ? 'created' : 'sent again, created';
	});
	return [...parts, count === 1 ? 'one project' : `${count} PROJECTS`].join(' → ');
}

/** @param {string} line */
const say = (line) => void process.stderr.write(`${line}\n`);

/**
 * @param {{load?: import('./engine').RunOptions['load'], parameters?: object}} [overrides]
 * @returns {Promise<number>} the exit code: 0 only for exactly one project per deal
 */
async function main({ load = 'dist', parameters = PARAMETERS } = {}) {
	const api = await startProjectApi({ seed: SEED, plan: PLAN, latencyMs: 40, auth: `Bearer ${TOKEN}` });
	try {
		say(`${DEALS.length} deals, each to become one project; the API will fail on purpose …\n`);
		const result = await runNode({
			load,
			parameters,
			credentials: credentials(api.url),
			items: DEALS,
			node: { onError: 'continueRegularOutput' },
		});
		const created = result.items.map(({ json }) => json);

		// The item's place, not its text, says which deal an output belongs to.
		const outputs = result.items.map(({ json, pairedItem }, index) => ({ name: DEALS[pairedItem?.item ?? index]?.name, id: json.id }));
		const { requests, posts, projects } = api.stats();
		const { dups, lost, unknown, wrong } = api.audit(DEALS, outputs);
		const exact = result.status === 'success' && created.length === DEALS.length && dups + lost + unknown + wrong === 0;
		for (const { name } of DEALS) say(`${name.padEnd(42)} ${story(name, api.log, api.projects)}`);
		const seconds = (result.ms / 1000).toFixed(1);
		say(`\n${projects} projects for ${DEALS.length} deals, in ${seconds} s.`);
		say(`${requests} requests: ${posts} creates and ${requests - posts} lookups.`);
		const why = result.error ? `; ${result.error.message}` : '';
		say(
			exact
				? 'Exactly one project per deal. What the node gave:\n'
				: `Not exact: ${dups} duplicates, ${lost} lost, ${unknown} unknown, ${wrong} wrong${why}.\n`,
		);
		process.stdout.write(`${JSON.stringify(created, null, 2)}\n`);
		const code = exact ? 0 : 1;
		process.exitCode = code;
		return code;
	} finally {
		await api.close();
	}
}

module.exports = { main, story, DEALS };

if (require.main === module) {
	main().catch((error) => {
		process.stderr.write(`${error.stack}\n`);
		process.exitCode = 1;
	});
}
