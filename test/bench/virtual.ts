import { ApiState } from '../../nodes/CreateProject/delivery/apiState';
import { runBatch } from '../../nodes/CreateProject/delivery/batch';
import { deliver } from '../../nodes/CreateProject/delivery/deliver';
import type { Tools } from '../../nodes/CreateProject/delivery/exchange';
import type { Outcome } from '../../nodes/CreateProject/delivery/outcome';
import { prepare } from '../../nodes/CreateProject/project/asked/prepare';
import { resolveSite } from '../../nodes/CreateProject/connection/site';
import { custom } from '../../nodes/CreateProject/services/custom';
import { scenarios, type FaultPlan } from '../support/projectApi';
import { seeded, VirtualTime } from '../support/virtualTime';
import { VirtualApi, type Caller, type Limit, type VirtualApiPlan } from './virtualApi';

/** One row of the table: an API, who calls it, and what must hold. */
export interface Scenario {
	name: string;
	about: string;
	items: number;
	/** Executions in one process: one after the other, or at once. Default 1. */
	executions?: { count: number; at: 'once' | 'in turn' };
	/** Processes beside each other that do not know of each other. Default 1. */
	processes?: number;
	api: Omit<VirtualApiPlan, 'timeoutMs' | 'faults'> & { faults?: FaultPlan };
	timeoutMs?: number;
	/** The least time that any client needs for one execution, or for all at once; ms. */
	idealMs?: number;
	must: { factor?: number; seconds?: number; share?: number; peak?: number };
}

export interface Row {
	scenario: Scenario;
	seed: number;
	/** Of each execution. */
	runs: Array<{ ms: number; requests: number; refused: number }>;
	peak: number;
	early: number;
	dups: number;
	lost: number;
	unknown: number;
	arrivals: VirtualApi['arrivals'];
}

/** What n8n's one thread spends on a request, ms. */
const CPU_MS = 1.2;

export const SCENARIOS: Scenario[] = [];
const row = (scenario: Scenario): void => void SCENARIOS.push(scenario);

const limited = (limit: Limit, tells?: VirtualApiPlan['tells'], latencyMs = 20): Scenario['api'] => ({ latencyMs, limit, tells });
const MINUTE = 60_000;

row({ name: 'a', about: 'no limit', items: 1000, api: { latencyMs: 20 }, must: { peak: 40 } });
const b = limited({ kind: 'bucket', perSecond: 50, burst: 50 }, 1);
row({
	name: 'b',
	about: '50/s, burst 50, Retry-After: 1; four executions in turn',
	items: 500,
	executions: { count: 4, at: 'in turn' },
	api: b,
	idealMs: 9000,
	must: { factor: 1.04, share: 0.03 },
});
row({
	name: 'b2',
	about: 'b, two executions at once',
	items: 500,
	executions: { count: 2, at: 'once' },
	api: b,
	idealMs: 19_000,
	must: { factor: 1.06, share: 0.05 },
});
row({ name: 'b2p', about: 'b, two processes', items: 500, processes: 2, api: b, idealMs: 19_000, must: { factor: 1.06, share: 0.05 } });
row({
	name: 'w',
	about: '10 per fixed second, tells nothing',
	items: 200,
	api: limited({ kind: 'window', count: 10, ms: 1000 }),
	idealMs: 19_020,
	must: { factor: 1.25, share: 0.08 },
});
for (const [perSecond, factor] of [
	[50, 1.3],
	[5, 2],
])
	row({
		name: `n${perSecond}`,
		about: `${perSecond}/s, no burst, tells nothing`,
		items: 80,
		api: limited({ kind: 'bucket', perSecond, burst: 1 }),
		idealMs: (80_000 - 1000) / perSecond + 20,
		must: { factor, share: 0.08 },
	});
for (const [perSecond, factor, share] of [
	[5, 1.7, 0.05],
	[30, 2.2, 0.08],
])
	row({
		name: `n${perSecond}r`,
		about: `${perSecond}/s, no burst, tells Retry-After: 1`,
		items: 200,
		api: limited({ kind: 'bucket', perSecond, burst: 1 }, 1),
		idealMs: (200_000 - 1000) / perSecond + 20,
		must: { factor, share },
	});
row({
	name: 'n30b',
	about: '30/s, burst 5, tells nothing',
	items: 200,
	api: limited({ kind: 'bucket', perSecond: 30, burst: 5 }),
	idealMs: (200_000 - 5000) / 30,
	must: { factor: 1.3, share: 0.1 },
});
row({
	name: 'w5r',
	about: '5 per fixed second, tells Retry-After: 1',
	items: 200,
	api: limited({ kind: 'window', count: 5, ms: 1000 }, 1),
	idealMs: 39_020,
	must: { factor: 1.25, share: 0.08 },
});
for (const tells of [1, 0])
	row({
		name: `p${tells}`,
		about: `at most 5 in flight, tells ${tells === 0 ? 'nothing' : 'Retry-After: 1'}`,
		items: 300,
		api: limited({ kind: 'inFlight', most: 5 }, tells, 100),
		idealMs: 6000,
		must: { factor: 2, share: 0.05 },
	});
row({
	name: 'q',
	about: '4 workers, 20 ms each',
	items: 400,
	api: { latencyMs: 20, workers: 4 },
	idealMs: 2000,
	must: { factor: 1 / 0.95, peak: 12 },
});
row({
	name: 's',
	about: '4 workers, 2 s each, 1 % lone 429s',
	items: 150,
	api: { latencyMs: 2000, workers: 4, limit: { kind: 'chance', share: 0.01 } },
	idealMs: 76_000,
	must: { factor: 1.1 },
});
for (const tells of ['left', 0] as const)
	row({
		name: `m${tells === 0 ? '0' : 'r'}`,
		about: `60 per minute, ${tells === 0 ? 'tells nothing' : 'tells what is left'}`,
		items: 120,
		api: limited({ kind: 'window', count: 60, ms: MINUTE }, tells),
		idealMs: MINUTE + 300,
		must: tells === 0 ? { factor: 1.3, share: 0.15 } : { factor: 1.05, share: 0.04 },
	});
const SECONDS: Record<string, number | undefined> = { c1: 9, cpre: 12, cu: undefined, c: undefined, d: undefined, d1: undefined };
for (const [name, seconds] of Object.entries(SECONDS)) {
	const { inputs, timeoutMs, options } = scenarios[name];
	row({
		name,
		about: 'as with the real n8n',
		items: inputs,
		timeoutMs,
		api: {
			latencyMs: options.latencyMs ?? 20,
			faults: options.plan,
			keyHeader: options.idempotency === undefined ? undefined : String(options.idempotency),
			uniqueNames: options.uniqueNames !== undefined,
		},
		must: { seconds, peak: 40 },
	});
}

/** Plays a scenario in virtual time with the real delivery code. */
export async function play(scenario: Scenario, seed: number): Promise<Row> {
	const time = new VirtualTime();
	const random = seeded(seed);
	const timeoutMs = scenario.timeoutMs ?? 30_000;
	const { faults, ...api } = scenario.api;
	const world = new VirtualApi({ ...api, timeoutMs, ...(faults ? { faults: { seed, plan: faults } } : {}) }, time, random);
	const tools: Tools = { now: time.now, monotonic: time.monotonic, sleep: time.sleep, random };
	const result: Row = { scenario, seed, runs: [], peak: 0, early: 0, dups: 0, lost: 0, unknown: 0, arrivals: world.arrivals };
	const names: string[] = [];
	const outcomes: Outcome[] = [];
	const site = resolveSite(custom, { baseUrl: 'https://api.example.com', customSignIn: 'none' }, 'token');
	const execute = async (state: ApiState, caller: Caller, label: string): Promise<void> => {
		let freeAt = 0;
		const inputs = Array.from({ length: scenario.items }, (_none, index) => `${scenario.name} ${seed} ${index}${label}`);
		const before = { requests: world.arrivals.length, refused: world.refused, at: time.now() };
		const ends = await runBatch<string>({
			inputs,
			parallel: 200,
			deliver: async (name, index) => {
				const prepared = prepare(site, { name, fields: {} });
				return await deliver({
					prepared,
					policy: POLICY,
					key: api.keyHeader === undefined ? undefined : { value: `key${label}-${index}`, header: api.keyHeader, isHonoured: true },
					heuristic: true,
					state,
					tools,
					send: async (request, signal) => {
						const leftAt = time.now();
						freeAt = Math.max(freeAt, time.now()) + CPU_MS;
						await time.sleep(freeAt - time.now());
						return await world.send(request, signal, { leftAt, caller });
					},
					authorize: async () => site.auth,
					log: () => undefined,
				});
			},
		});
		names.push(...inputs);
		outcomes.push(...ends);
		result.runs.push({
			ms: time.now() - before.at,
			requests: world.arrivals.length - before.requests,
			refused: world.refused - before.refused,
		});
	};
	await time.run(async () => {
		const { count, at } = scenario.executions ?? { count: 1, at: 'once' };
		const process = async (number: number): Promise<void> => {
			const state = new ApiState(tools);
			const caller: Caller = {};
			// The first has the names of the real benchmark, and so the same plan of faults.
			const labels = Array.from({ length: count }, (_none, index) => (number + index === 0 ? '' : ` ${number}-${index}`));
			if (at === 'once') await Promise.all(labels.map(async (label) => await execute(state, caller, label)));
			else
				for (const label of labels) {
					await execute(state, caller, label);
					// A person needs a while to start the next.
					await time.sleep(5000);
				}
		};
		await Promise.all(Array.from({ length: scenario.processes ?? 1 }, async (_none, number) => await process(number)));
	});
	const carried = new Set(outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.project.id] : [])));
	for (const name of names) {
		const ids = world.stored.filter((project) => project.name === name).map(({ id }) => id);
		result.dups += Math.max(0, ids.length - 1);
		if (ids.length === 0) result.lost++;
		else if (!ids.some((id) => carried.has(id))) result.unknown++;
	}
	return { ...result, peak: world.peak, early: world.early };
}

/** The node's defaults. */
const POLICY = {
	attempts: 6,
	timeoutMs: 30_000,
	totalMs: 300_000,
	maxWaitMs: 120_000,
	ifExists: 'create' as const,
	matchOn: { by: 'name' as const },
	patienceMs: 1500,
	verify: false,
	trustRetry: false,
	rules: [],
};

/** What was measured beside what must hold, and whether it does. */
export function judged(row: Row): { time: string; share: string; isKept: boolean } {
	const { must, idealMs } = row.scenario;
	const isTogether = (row.scenario.processes ?? 1) > 1 || row.scenario.executions?.at === 'once';
	const times = isTogether ? [Math.max(...row.runs.map(({ ms }) => ms))] : row.runs.map(({ ms }) => ms);
	const shares = isTogether
		? [sum(row.runs.map(({ refused }) => refused)) / sum(row.runs.map(({ requests }) => requests))]
		: row.runs.map(({ refused, requests }) => refused / requests);
	const factors = idealMs === undefined ? [] : times.map((ms) => ms / idealMs);
	return {
		time:
			times.map((ms) => `${(ms / 1000).toFixed(2)} s`).join(', ') +
			(factors.length > 0 ? ` = ${factors.map((factor) => factor.toFixed(2)).join(', ')} ×` : ''),
		share: shares.map((share) => `${(share * 100).toFixed(1)} %`).join(', '),
		isKept:
			row.dups + row.lost + row.unknown + row.early === 0 &&
			factors.every((factor) => factor <= (must.factor ?? Infinity)) &&
			times.every((ms) => ms <= (must.seconds ?? Infinity) * 1000) &&
			shares.every((share) => share <= (must.share ?? 1)) &&
			row.peak <= (must.peak ?? 40),
	};
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, c) => a + c, 0);

const wanted = ({ must }: Scenario): string =>
	[
		must.factor === undefined ? '' : `≤ ${must.factor.toFixed(2)} ×`,
		must.seconds === undefined ? '' : `≤ ${must.seconds} s`,
		must.share === undefined ? '' : `≤ ${(must.share * 100).toFixed(0)} %`,
		`≤ ${must.peak ?? 40} in flight`,
	]
		.filter((part) => part !== '')
		.join(', ');

/** Plays the chosen scenarios and gives a Markdown table. */
export async function virtualTable(
	names?: readonly string[],
	seeds: readonly number[] = [1, 2, 3],
): Promise<{ text: string; isKept: boolean }> {
	const lines = [
		'| row | API | seed | time | 429s | peak in flight | dups/lost/unknown/early | must | kept |',
		'| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
	];
	let isKept = true;
	for (const scenario of SCENARIOS) {
		if (names && !names.includes(scenario.name)) continue;
		const isSeeded = scenario.api.faults !== undefined || scenario.api.limit?.kind === 'chance';
		for (const seed of isSeeded ? seeds : seeds.slice(0, 1)) {
			const result = await play(scenario, seed);
			const { time, share, isKept: isGood } = judged(result);
			isKept &&= isGood;
			const cells = [
				scenario.name,
				scenario.about,
				seed,
				time,
				share,
				result.peak,
				[result.dups, result.lost, result.unknown, result.early].join('/'),
			];
			lines.push(`| ${[...cells, wanted(scenario), isGood ? 'yes' : 'NO'].join(' | ')} |`);
		}
	}
	return { text: lines.join('\n'), isKept };
}
