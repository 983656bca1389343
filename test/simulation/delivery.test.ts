import * as fc from 'fast-check';
import { ApiState } from '../../nodes/CreateProject/delivery/apiState';
import type { IfExists, Policy } from '../../nodes/CreateProject/delivery/policy';
import type { Tools } from '../../nodes/CreateProject/delivery/exchange';
import { slotOfRun, type Context } from '../../nodes/CreateProject/delivery/memory';
import type { Outcome } from '../../nodes/CreateProject/delivery/outcome';
import { Filters } from '../../nodes/CreateProject/delivery/filters';
import { SharedLists } from '../../nodes/CreateProject/delivery/sharedList';
import { runItems, type ApiAccess, type ItemInput } from '../../nodes/CreateProject/delivery/run';
import { resolveSite } from '../../nodes/CreateProject/connection/site';
import { defineService, type ServiceDefinition } from '../../nodes/CreateProject/services/service';
import { simulationRuns, simulationSeed } from '../support/simulationRuns';
import { seeded, VirtualTime } from '../support/virtualTime';
import { NOT_STORED, REFUSALS, SimulatedApi, STORED, TIMEOUT_MS, type ApiPlan, type Stored } from './api';

/** What people do after a run, and what becomes of the process. */
type Step = 'retryOnFail' | 'retryExecution' | 'retryElsewhere' | 'crash' | 'cancel';

type ThrownAt = 'read' | 'connected' | 'prepared';

interface Plan {
	seed: number;
	/** Project names by item; equal ones are meant to be two projects, unless an existing one is returned. */
	names: string[];
	/** The container of each item, where projects have one: equal names in two of them are two projects. */
	containers: Array<'w1' | 'w2'>;
	/** Projects of others with these names, made so long before, ms. */
	others: Array<{ name: string; ageMs: number; container?: 'w1' | 'w2' }>;
	api: ApiPlan;
	lookup: 'complete' | 'partial' | 'none';
	keyed: 'header' | 'reference' | 'off';
	/** An API that nobody has described: what its search says counts only once it was seen to see. */
	isOpen: boolean;
	/** The same items come a second time at once, in another execution of the process. */
	isTwice: boolean;
	ifExists: IfExists;
	parallel: number;
	attempts: number;
	continues: boolean;
	totalMs: number;
	steps: Step[];
	/** Items that throw, up to that try; after it their expression is mended. */
	throwing: Array<{ item: number; at: ThrownAt; till: number }>;
	/** What each try sends anew, as `{{ $now }}` in it makes it. */
	changes: 'nothing' | 'field' | 'name';
	/** The first execution cannot put out its results: n8n sees it fail, whatever its items did. */
	breaksAtTheEnd: boolean;
	/** When a crash or a cancellation comes, ms after the start of its run. */
	stopAtMs: number;
}

const PATIENCE_MS = 1500;

const definitionOf = ({ lookup, keyed, api, isOpen }: Plan): ServiceDefinition => {
	const call = {
		path: '/projects',
		...(isOpen ? {} : { items: '' }),
		...(lookup === 'partial' ? { partial: true as const } : {}),
		...(api.list === 'pages' ? { paging: { kind: 'page' as const, param: 'page', size: 5 } } : {}),
	};
	return defineService({
		id: 'simulated',
		...(isOpen ? { open: true as const } : {}),
		displayName: 'Simulated',
		docs: 'https://example.com',
		baseUrl: 'https://api.example.com',
		auth: [{ name: 'None', fields: [] }],
		create: { path: '/projects' },
		fields: [{ id: 'tag' }, { id: 'at' }, { id: 'workspace', within: { at: 'workspace' } }],
		reply: { id: 'id', name: 'name', createdAt: 'created_at' },
		...(lookup === 'none'
			? {}
			: {
					lookup: {
						name: { ...call, query: { name: '{value}' } },
						...(keyed === 'reference' ? { reference: { ...call, query: { reference: '{value}' } } } : {}),
					},
				}),
		...(keyed === 'reference' ? { reference: { to: 'reference', at: 'reference' } } : {}),
	});
};

/** One execution of the node over all items. */
/** Adds it. @returns whether it was in before. */
function isIn(noted: Set<string>, number: string): boolean {
	const isOld = noted.has(number);
	noted.add(number);
	return isOld;
}

async function runNode(
	plan: Plan,
	world: World,
	{
		state,
		execution,
		mode,
		signal,
		tools,
		twin,
	}: { state: ApiState; execution: string; mode: 'manual' | 'retry'; signal?: AbortSignal; tools: Tools; twin?: Context },
): Promise<Outcome[]> {
	const site = resolveSite(definitionOf(plan), {}, 'token');
	const policy: Policy = {
		attempts: plan.attempts,
		timeoutMs: TIMEOUT_MS,
		totalMs: plan.totalMs,
		maxWaitMs: 60_000,
		ifExists: plan.ifExists,
		matchOn: { by: 'name' },
		patienceMs: PATIENCE_MS,
		verify: false,
		trustRetry: false,
		rules: [],
	};
	const { send } = world.api;
	const access: ApiAccess = {
		site,
		send,
		state,
		claimsBefore: state.host.claims.made,
		authorize: async () => site.auth,
		matched: new Map(),
		lists: new SharedLists(world.time),
		filters: new Filters(),
	};
	const isRetry = mode === 'retry';
	if (!twin) world.tries++;
	return await runItems<ItemInput, Outcome[]>(
		{
			count: plan.names.length,
			parallel: plan.parallel,
			read: (item) => itemOf(plan, world, policy, item, twin && 'twin '),
			access: async (_item, index) => {
				if (thrownFor(plan, world, index) === 'connected') throw new Error('No credential for this one');
				return access;
			},
			memory: { context: twin ?? world.context, slot: slotOfRun(0) },
			identity: { execution, workflow: 'w', node: 'n', run: 0 },
			isBlind: async () => isRetry,
			noteRetry: isRetry ? async (number) => isIn(world.noted, number) : undefined,
			continues: plan.continues,
			tools,
			signal,
			log: () => undefined,
		},
		({ ends }) => {
			if (plan.breaksAtTheEnd && !twin && world.tries === 1) throw new Error('The results could not be put out');
			return ends.map(({ outcome }) => outcome);
		},
	);
}

/** Between an item's name and the number of the try, where names change. */
const AT = ' @';
const baseOf = (name: string | undefined): string | undefined => name?.split(AT)[0];

const containerOf = ({ containers }: Plan, index: number): string | undefined => containers[index % Math.max(1, containers.length)];
/** What makes projects the same: the name, and where it is. */
const placed = (name: string | undefined, container: string | undefined): string => `${baseOf(name)} in ${container ?? 'no container'}`;

/** What an item throws, if it does so in this try. */
const thrownFor = ({ throwing }: Plan, { tries }: World, index: number): ThrownAt | undefined =>
	throwing.find(({ item, till }) => item === index && tries <= till)?.at;

function itemOf(plan: Plan, world: World, policy: Policy, index: number, prefix = ''): ItemInput {
	const at = thrownFor(plan, world, index);
	// What n8n throws, what JavaScript throws, and what is no error at all.
	if (at === 'read')
		throw [new Error('Referenced node does not exist'), new RangeError('Maximum call stack size exceeded'), 'text'][index % 3];
	const own = plan.changes === 'name' ? `${plan.names[index]}${AT}${world.tries}` : plan.names[index];
	return {
		input: {
			name: at === 'prepared' ? '' : own,
			fields: {
				tag: `${prefix}t${index}`,
				workspace: containerOf(plan, index),
				...(plan.changes === 'field' ? { at: String(world.tries) } : {}),
			},
		},
		policy,
		isMatched: plan.ifExists !== 'create',
		key: { mode: plan.keyed === 'off' ? 'off' : 'automatic', ...(plan.keyed === 'header' ? { header: 'Idempotency-Key' } : {}) },
		isDryRun: false,
	};
}

interface World {
	time: VirtualTime;
	api: SimulatedApi;
	context: Context;
	/** Executions of the node so far. */
	tries: number;
	/** Retries that have begun, as n8n's database has them: these outlive a process. */
	noted: Set<string>;
}

interface Report {
	/** Outcomes of every execution that came to its end. */
	runs: Outcome[][];
	/** Of the second execution at once. */
	twin: Outcome[];
	stored: Stored[];
	early: string[];
	posts: number;
}

async function play(plan: Plan): Promise<Report> {
	const random = seeded(plan.seed);
	// Not on the minute, as hardly any moment is: a time without seconds may be one that is cut.
	const time = new VirtualTime(1_800_000_012_345);
	const api = new SimulatedApi(plan.api, time, random);
	for (const { name, ageMs, container } of plan.others) api.addOther(name, ageMs, plan.containers.length > 0 ? container : undefined);
	const world: World = { time, api, context: {}, tries: 0, noted: new Set() };
	const tools: Tools = { now: time.now, monotonic: time.monotonic, sleep: time.sleep, random };
	const newState = (its = tools): ApiState => {
		api.meetStranger();
		return new ApiState(its);
	};
	const runs: Outcome[][] = [];
	let twin: Promise<Outcome[]> = Promise.resolve([]);
	let state = newState();
	let execution = 1;
	let hasCrashed = false;
	await time.run(async () => {
		// The first step tells how the first execution ends; each later one is what the person does next.
		for (const step of ['first', ...plan.steps] as const) {
			const last = runs.at(-1);
			if (last?.every(({ kind }) => kind === 'done')) break;
			// After a crash nothing but a new execution is left to do.
			const mode = step === 'first' || (step === 'retryOnFail' && !hasCrashed) ? 'manual' : 'retry';
			if (step !== 'crash') hasCrashed = false;
			if (mode === 'retry') execution++;
			if (step === 'retryElsewhere') state = newState();
			const saved = JSON.stringify(world.context);
			world.context = JSON.parse(saved) as Context;
			const stop = new AbortController();
			if (step === 'cancel') time.at(time.now() + plan.stopAtMs, () => stop.abort());
			if (step === 'first' && plan.isTwice) twin = runNode(plan, world, { state, execution: 'twin', mode, tools, twin: {} });
			if (step !== 'crash') {
				const run = runNode(plan, world, { state, execution: String(execution), mode, signal: stop.signal, tools });
				// Only a run that is meant to break may.
				const outcomes = await (plan.breaksAtTheEnd ? run.catch(() => undefined) : run);
				if (outcomes) runs.push(outcomes);
				else expect(world.tries).toBe(1);
				continue;
			}
			// The process dies: its clock stops, answers reach nobody, and what it would have kept is lost.
			let isDead = false;
			const mortal: Tools = {
				...tools,
				sleep: async (ms, signal) => {
					await time.sleep(ms, signal);
					if (isDead) await new Promise(() => undefined);
				},
			};
			const doomed = runNode(plan, world, { state: newState(mortal), execution: String(execution), mode, tools: mortal });
			await Promise.race([doomed, time.sleep(plan.stopAtMs)]);
			isDead = true;
			// n8n has the execution as it began: a retry with what it was given.
			world.context = mode === 'retry' ? (JSON.parse(saved) as Context) : {};
			state = newState();
			hasCrashed = true;
			await time.sleep(10_000);
		}
		await twin;
		// Whatever is still under way at the API comes to its end.
		await time.sleep(60_000);
	});
	return { runs, twin: await twin, stored: api.stored, early: api.early, posts: api.posts };
}

// ---------------------------------------------------------------------------------------------
// Plans

const NAMES = [
	'Apollo',
	'Gemini',
	'Mercury',
	'Soyuz',
	'Vostok',
	'Voskhod',
	'Artemis',
	'Orion',
	'Dragon',
	'Starliner',
	'Shenzhou',
	'Tiangong',
];

const apiPlan: fc.Arbitrary<ApiPlan> = fc.record({
	postFaults: fc.constantFrom(0, 0.05, 0.2, 0.5, 0.9),
	getFaults: fc.constantFrom(0, 0.05, 0.2, 0.5),
	kinds: fc.oneof(
		fc.constant([...REFUSALS, ...NOT_STORED, ...STORED]),
		fc.subarray([...REFUSALS, ...NOT_STORED, ...STORED], { minLength: 1 }),
		fc.subarray([...STORED], { minLength: 1 }),
	),
	latencyMs: fc.constantFrom(2, 20, 200),
	skewMs: fc.constantFrom(0, 0, -3_600_000, 90_123, -777),
	lagMs: fc.constantFrom(0, 0, 300, 700),
	commitDelayMs: fc.constantFrom(0, 0, 200, 500),
	uniqueNames: fc.boolean(),
	takesKeys: fc.boolean(),
	rate: fc.option(fc.constantFrom({ perSecond: 10, burst: 3 }, { perSecond: 5, burst: 5 }, { perSecond: 50, burst: 1 }), {
		nil: undefined,
		freq: 3,
	}),
	outage: fc.option(
		fc.record({
			from: fc.constantFrom(0, 50, 400),
			to: fc.constantFrom(300, 2_000, 30_000),
			kind: fc.constantFrom('busy' as const, 'refused' as const, 'resetBefore' as const, 'limitSeconds' as const),
		}),
		{ nil: undefined, freq: 4 },
	),
	list: fc.constantFrom('filter' as const, 'pages' as const, 'liar' as const),
	hides: fc.constant(false),
	changesNames: fc.option(fc.constantFrom('suffix' as const, 'cut' as const, 'capitals' as const), { nil: undefined, freq: 4 }),
	hangCommitMs: fc.constantFrom(0, 0, 4_000, 8_000),
	answersLate: fc.boolean(),
	created: fc.constantFrom('whole', 'whole', 'seconds', 'minutes', 'day', 'zoneless', 'behind', 'frozen'),
});

const anyPlan: fc.Arbitrary<Plan> = fc
	.record({
		seed: fc.nat(),
		names: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 10 }),
		containers: fc.oneof(
			{ weight: 1, arbitrary: fc.constant<Plan['containers']>([]) },
			{ weight: 1, arbitrary: fc.array(fc.constantFrom('w1' as const, 'w2' as const), { minLength: 1, maxLength: 3 }) },
		),
		others: fc.array(
			fc.record({
				name: fc.constantFrom(...NAMES.slice(0, 4)),
				ageMs: fc.constantFrom(3_000, 60_000),
				container: fc.constantFrom('w1' as const, 'w2' as const),
			}),
			{ maxLength: 2 },
		),
		api: apiPlan,
		lookup: fc.constantFrom('complete' as const, 'complete' as const, 'partial' as const, 'none' as const),
		keyed: fc.constantFrom('header' as const, 'reference' as const, 'off' as const),
		isOpen: fc.boolean(),
		isTwice: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
		ifExists: fc.constantFrom('create' as const, 'create' as const, 'stop' as const, 'return' as const),
		parallel: fc.constantFrom(1, 3, 64),
		attempts: fc.constantFrom(1, 2, 6),
		continues: fc.boolean(),
		totalMs: fc.constantFrom(3_000, 300_000),
		steps: fc.array(
			fc.constantFrom('retryOnFail' as const, 'retryExecution' as const, 'retryElsewhere' as const, 'crash' as const, 'cancel' as const),
			{ maxLength: 4 },
		),
		stopAtMs: fc.constantFrom(1, 10, 25, 300, 1_000, 4_000),
		throwing: fc.oneof(
			{ weight: 2, arbitrary: fc.constant<Plan['throwing']>([]) },
			{
				weight: 1,
				arbitrary: fc.array(
					fc.record({
						item: fc.nat(9),
						at: fc.constantFrom('read' as const, 'connected' as const, 'prepared' as const),
						till: fc.constantFrom(1, 2, 99),
					}),
					{ minLength: 1, maxLength: 3 },
				),
			},
		),
		changes: fc.constantFrom('nothing' as const, 'nothing' as const, 'field' as const, 'name' as const),
		breaksAtTheEnd: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
	})
	.map((plan) => ({
		...plan,
		// A described API is as it is described: complete lists, and names as they were sent. Of another one the first item after a crash
		// is sent without proof: whether its search sees is known by nothing else.
		isOpen: plan.isOpen && !plan.steps.includes('crash'),
	}))
	.map((plan) => ({
		...plan,
		// After a crash nothing tells which name was sent: only names that stay can be looked for, or are wanted only once.
		changes: plan.changes === 'name' && (plan.isTwice || plan.steps.includes('crash')) ? ('field' as const) : plan.changes,
		steps: plan.steps.at(-1) === 'crash' ? [...plan.steps, 'retryElsewhere' as const] : plan.steps,
		// A process that dies takes both executions with it; and another one cannot tell their projects of equal names apart.
		isTwice: plan.isTwice && !plan.steps.includes('crash') && !plan.steps.includes('retryElsewhere'),
		api: {
			...plan.api,
			// An API may ignore the header. One whose search cannot see a project for a while cannot be asked whether one exists.
			hides: plan.lookup === 'partial',
			lagMs: plan.ifExists === 'create' ? plan.api.lagMs : 0,
			list: plan.isOpen || plan.api.list !== 'liar' ? plan.api.list : ('filter' as const),
			// Nor can one that stores names other than those that are asked for.
			changesNames: plan.isOpen && plan.ifExists === 'create' ? plan.api.changesNames : undefined,
		},
	}));

const moderatePlan: fc.Arbitrary<Plan> = anyPlan.map((plan) => ({
	...plan,
	api: {
		...plan.api,
		postFaults: Math.min(plan.api.postFaults, 0.2),
		getFaults: Math.min(plan.api.getFaults, 0.05),
		kinds: plan.api.kinds.filter((kind) => kind !== 'html200' && kind !== 'refusedIn200').concat('dropped'),
		outage: undefined,
		hides: false,
		created: 'whole' as const,
		changesNames: undefined,
		list: plan.api.list === 'liar' ? ('filter' as const) : plan.api.list,
	},
	isOpen: false,
	isTwice: false,
	// Before a first success nothing tells an older project of the same name from ours: that ends honestly unknown.
	others: [],
	names: [...new Set(plan.names)],
	lookup: 'complete',
	attempts: 12,
	totalMs: 3_000_000,
	ifExists: 'create',
	steps: [],
	throwing: [],
	breaksAtTheEnd: false,
}));

const runsOf = (share: number): { numRuns: number; seed?: number } => ({
	numRuns: Math.max(1, Math.round(simulationRuns * share)),
	...(simulationSeed === undefined ? {} : { seed: simulationSeed }),
});

// ---------------------------------------------------------------------------------------------

const groupBy = <Entry>(entries: readonly Entry[], nameOf: (entry: Entry, index: number) => string): Map<string, Entry[]> => {
	const groups = new Map<string, Entry[]>();
	entries.forEach((entry, index) => {
		const name = nameOf(entry, index);
		groups.set(name, [...(groups.get(name) ?? []), entry]);
	});
	return groups;
};

function checkPromises(plan: Plan, { runs, twin, stored, early }: Report): void {
	expect(early).toEqual([]);
	const ours = stored.filter(({ by }) => by === 'us');
	const itemsPlaced = plan.names.map((name, item) => placed(name, containerOf(plan, item)));
	// Two executions at once make one project where one is wanted, and else one each.
	const wanted = groupBy(plan.isTwice && plan.ifExists === 'create' ? [...itemsPlaced, ...itemsPlaced] : itemsPlaced, (place) => place);
	// Without a mark, equal names in one run can stand for each other; their number must be right all the same.
	const isMarked = plan.keyed !== 'off' && !plan.steps.includes('crash');
	for (const [name, projects] of groupBy(ours, ({ asked, container }) => placed(asked, container))) {
		expect({ name, projects: projects.length, holds: projects.length <= wanted.get(name)!.length }).toMatchObject({ holds: true });
		if (isMarked) expect(new Set(projects.map(({ tag }) => tag)).size).toBe(projects.length);
	}
	const ids = new Map(stored.map((project) => [project.id, project]));
	const madeByAll = [...(runs.at(-1) ?? []), ...twin].flatMap((outcome) =>
		outcome.kind === 'done' && outcome.outcome === 'created' ? [outcome.project.id] : [],
	);
	expect(new Set(madeByAll).size).toBe(madeByAll.length);
	for (const outcomes of twin.length > 0 ? [...runs, twin] : runs) {
		expect(outcomes).toHaveLength(plan.names.length);
		const created = outcomes.flatMap((outcome) => (outcome.kind === 'done' && outcome.outcome === 'created' ? [outcome.project.id] : []));
		// Nothing is reported that is not there, nor twice, nor another's.
		expect(new Set(created).size).toBe(created.length);
		expect(created.filter((id) => ids.get(id)?.by !== 'us')).toEqual([]);
		const misplaced = outcomes.flatMap((outcome, item) => {
			const project = outcome.kind === 'done' ? ids.get(outcome.project.id) : undefined;
			const place = placed(project?.asked, project?.container);
			return outcome.kind !== 'done' || place === itemsPlaced[item] ? [] : [{ item, place }];
		});
		expect(misplaced).toEqual([]);
	}
	// An item that throws ends alone, and sends nothing.
	for (const { item, at, till } of plan.throwing) {
		if (till < 99 || item >= plan.names.length) continue;
		expect({ item, at, projects: ours.filter(({ tag }) => tag === `t${item}`).length }).toEqual({ item, at, projects: 0 });
		for (const outcomes of runs) expect(outcomes[item].kind).not.toBe('done');
	}
	const final = runs.at(-1);
	if (!final) return;
	// What is there and was not reported is at least reported as unknown. Equal names may stand for each other.
	const reported = new Set([...final, ...twin].flatMap((outcome) => (outcome.kind === 'done' ? [outcome.project.id] : [])));
	const silent = groupBy(
		ours.filter(({ id }) => !reported.has(id)),
		({ asked, container }) => placed(asked, container),
	);
	const unknown = groupBy(
		[...final, ...twin]
			.map((outcome, index) => ({ outcome, name: itemsPlaced[index % itemsPlaced.length] }))
			.filter(({ outcome }) => outcome.kind === 'unknown'),
		({ name }) => name,
	);
	for (const [name, projects] of silent) {
		// A later execution that began nothing for an item leaves the earlier report standing.
		const isUntouched = final.some(
			(outcome, item) => itemsPlaced[item] === name && outcome.delivery.requests === 0 && outcome.kind !== 'done',
		);
		if (!isUntouched)
			expect({
				name,
				silent: projects.length,
				unknown: unknown.get(name)?.length ?? 0,
				holds: projects.length <= (unknown.get(name)?.length ?? 0),
			}).toMatchObject({ holds: true });
	}
	// What memory knows as done stays done, and stays the same.
	runs.slice(1).forEach((outcomes, index) => {
		if (plan.steps.includes('crash')) return;
		runs[index].forEach((before, item) => {
			const after = outcomes[item];
			if (before.kind === 'done' && after.kind === 'done') expect(after.project.id).toBe(before.project.id);
			if (before.kind === 'done') expect(['done', 'notAttempted']).toContain(after.kind);
		});
	});
}

describe('the delivery, whatever the network does', () => {
	it('makes no project twice, hides none, invents none, comes never too early and always ends', async () => {
		await fc.assert(
			fc.asyncProperty(anyPlan, async (plan) => {
				checkPromises(plan, await play(plan));
			}),
			runsOf(0.7),
		);
	}, 600_000);

	it('creates every project exactly once under moderate trouble when the search is complete', async () => {
		await fc.assert(
			fc.asyncProperty(moderatePlan, async (plan) => {
				const report = await play(plan);
				checkPromises(plan, report);
				const [outcomes] = report.runs;
				expect(
					outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.outcome : { kind: outcome.kind, trouble: outcome.trouble })),
				).toEqual(plan.names.map(() => 'created'));
				expect(report.stored.filter(({ by }) => by === 'us')).toHaveLength(plan.names.length);
			}),
			runsOf(0.3),
		);
	}, 600_000);

	it.each(['suffix', 'cut', 'capitals'] as const)(
		'does not look by a name that another process has seen changed (%s)',
		async (changesNames) => {
			for (let seed = 0; seed < 20; seed++) {
				const plan: Plan = {
					seed,
					names: ['Apollo', 'Gemini', 'Mercury', 'Soyuz'],
					containers: [],
					others: [],
					api: {
						postFaults: 0.5,
						getFaults: 0,
						kinds: ['truncated'],
						latencyMs: 2,
						skewMs: 0,
						lagMs: 0,
						commitDelayMs: 0,
						uniqueNames: false,
						takesKeys: false,
						list: 'filter',
						hides: false,
						changesNames,
					},
					lookup: 'complete',
					keyed: 'off',
					isOpen: true,
					isTwice: false,
					ifExists: 'create',
					parallel: 1,
					attempts: 1,
					continues: true,
					totalMs: 3000,
					steps: ['retryElsewhere'],
					stopAtMs: 1,
					throwing: [],
					changes: 'nothing',
					breaksAtTheEnd: false,
				};
				checkPromises(plan, await play(plan));
			}
		},
	);
});
