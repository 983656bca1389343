'use strict';

const fs = require('node:fs');
const os = require('node:os');
const { parseArgs } = require('node:util');
const { ensureN8n } = require('../../scripts/lib/n8n');
const { scenarios } = require('../support/projectApi');
const { startApiProcess } = require('../e2e/support/apiProcess');
const { startN8n } = require('../e2e/support/n8n');
const { freePort, until } = require('../e2e/support/programs');
const { watchMemory, heapMb } = require('./memory');
const { table, verdicts } = require('./report');
const { clients, workflowFor, UNDER_TEST } = require('./workflows');

/** What runs where: the variants of HTTP Request that people use for that trouble. Interleaved in this order. */
const PLAN = {
	a: ['http', 'create', 'httpCredential', 'httpLoop'],
	b: ['httpRetry', 'create', 'httpRetryError', 'httpLoop'],
	c1: ['httpRetry', 'create', 'httpRetryError', 'httpLoopRetry'],
	cpre: ['httpRetry', 'create'],
	cu: ['httpRetry', 'create'],
	c: ['create'],
	d1: ['create', 'httpLoopRetry'],
	d: ['create'],
	e: ['http', 'create', 'noop'],
};
/** Scenarios whose outcome depends on where the faults fall. */
const SEEDED = ['c1', 'cpre', 'cu', 'd1'];

const TOKEN = 'bench';
/** `BENCH_PROFILE=<folder>` leaves a CPU profile of each n8n there. */
const PROFILING = process.env.BENCH_PROFILE ? `--cpu-prof --cpu-prof-dir=${process.env.BENCH_PROFILE}` : '';

async function main(argv = []) {
	const { values } = parseArgs({
		args: argv,
		options: {
			scenario: { type: 'string', default: Object.keys(PLAN).join(',') },
			seed: { type: 'string', default: '1,2,3' },
			clients: { type: 'string' },
			items: { type: 'string' },
			json: { type: 'string' },
		},
	});
	const chosen = values.scenario.split(',');
	const seeds = values.seed.split(',').map(Number);
	const rows = [];
	const shared = chosen.some((name) => name !== 'e') ? await startN8n({ env: { NODE_OPTIONS: PROFILING } }) : undefined;
	try {
		if (shared) await warmUp(shared);
		for (const scenario of chosen) {
			const wanted = PLAN[scenario].filter((client) => !values.clients || values.clients.split(',').includes(client));
			for (const seed of SEEDED.includes(scenario) ? seeds : seeds.slice(0, 1)) {
				for (const client of wanted) {
					// The other variants show the same with any seed.
					if (seed !== seeds[0] && client !== 'create') continue;
					const items = values.items ? Number(values.items) : undefined;
					const row =
						scenario === 'e'
							? await inFreshProcess(client, { scenario, seed, items })
							: await measure(shared, client, { scenario, seed, items });
					rows.push(row);
					process.stderr.write(
						`${scenario} ${row.label} seed ${seed}: ${row.seconds.toFixed(1)} s, dups ${row.dups}, lost ${row.lost}, unknown ${row.unknown}\n`,
					);
				}
			}
		}
	} finally {
		await shared?.stop();
	}
	const cpu = os.cpus();
	process.stdout.write(
		`${table(rows)}\n\n${verdicts(rows)}\n\nn8n 2.41.1, ${new Date().toISOString().slice(0, 10)}, ${cpu.length} × ${cpu[0].model.trim()}\n`,
	);
	if (values.json) fs.writeFileSync(values.json, JSON.stringify(rows, null, 1));
	if (rows.some((row) => row.client === 'create' && row.dups + row.lost + row.unknown > 0)) process.exitCode = 1;
}

/** One run against an API process of its own. */
async function measure(n8n, client, { scenario, seed, items: count }, collect = async () => {}) {
	const { options, timeoutMs, inputs } = scenarios[scenario];
	const { signsIn } = clients[client];
	const api = await startApiProcess({ ...options, seed, auth: signsIn ? `Bearer ${TOKEN}` : null });
	try {
		await api.warmUp();
		const items = Array.from({ length: count ?? inputs }, (_none, index) => ({
			name: `${scenario} ${seed} ${index}`,
			note: `Won deal ${index}`,
			owner: `u-${index % 7}`,
		}));
		const name = `bench ${scenario} ${client} ${seed}`;
		const credential = await n8n.saveCredential({
			name,
			type: 'projectApi',
			data: { service: 'custom', baseUrl: api.url, customSignIn: 'bearerToken', token: TOKEN },
		});
		const bearer = !signsIn ? undefined : await n8n.saveCredential({ name, type: 'httpBearerAuth', data: { token: TOKEN } });
		const path = `bench-${scenario}-${client}-${seed}-${items.length}`;
		const workflowId = await n8n.publish(
			workflowFor(client, path, { url: api.url, timeoutMs, keyHeader: options.idempotency, credential, bearer }),
		);
		await collect();
		const stopWatching = watchMemory(n8n.pid);
		await n8n.webhook(path, items);
		const execution = await finished(n8n, workflowId);
		const growthMb = stopWatching();
		const outputs = outputsOf(execution, items);
		const audit = await api.audit(
			items.map(({ name }) => name),
			outputs,
		);
		const stats = await api.stats();
		return {
			scenario,
			client,
			seed,
			label: clients[client].label,
			seconds: (Date.parse(execution.stoppedAt) - Date.parse(execution.startedAt)) / 1000,
			status: execution.status === 'success' ? 'green' : 'red',
			...(client === 'noop' ? { dups: 0, lost: 0, unknown: 0 } : { dups: audit.dups, lost: audit.lost, unknown: audit.unknown }),
			requests: stats.requests,
			status429: stats.status429,
			early: stats.earlyRequests,
			latestEarlyMs: Math.max(0, ...stats.early.map(({ afterToldMs }) => afterToldMs)),
			growthMb,
		};
	} finally {
		await api.stop();
	}
}

/** Scenario e: a fresh n8n for each client, so that one's memory is not another's. */
async function inFreshProcess(client, run) {
	const inspect = `127.0.0.1:${await freePort()}`;
	const n8n = await startN8n({ env: { NODE_OPTIONS: `--inspect=${inspect} ${PROFILING}` } });
	try {
		const { folder } = await ensureN8n();
		const collect = async () => await heapMb(inspect, folder);
		await warmUp(n8n);
		// n8n's start leaves some 280 MB to collect: whether that happens during the run or not would be chance.
		const row = await measure(n8n, client, run, collect);
		return { ...row, heapMb: await collect() };
	} finally {
		await n8n.stop();
	}
}

/** The first items of anything pay for loading and compiling it; an n8n at work has done that. */
async function warmUp(n8n) {
	for (const client of ['http', 'create']) await measure(n8n, client, { scenario: 'a', seed: 0, items: 300 });
}

async function finished(n8n, workflowId) {
	const id = await until(
		'The execution',
		async () => {
			const [newest] = await n8n.executions({ workflowId, limit: 1 });
			return newest && !['new', 'running', 'waiting'].includes(newest.status) && newest.id;
		},
		{ timeoutMs: 900_000, everyMs: 100 },
	);
	return n8n.execution(id);
}

/** What the workflow got to know: the id each input's output carried. */
function outputsOf(execution, items) {
	const runs = execution.data.resultData.runData[UNDER_TEST] ?? [];
	return runs.flatMap((run, position) =>
		(run.data?.main ?? []).flatMap((branch) =>
			(branch ?? []).map(({ json, pairedItem }) => {
				const paired = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
				const index = runs.length > 1 ? position : typeof paired === 'number' ? paired : paired?.item;
				return { name: json.name ?? items[index]?.name, id: json.id };
			}),
		),
	);
}

module.exports = { main };
