'use strict';

const { startQueue } = require('./support/queue');
const { startApiProcess } = require('./support/apiProcess');
const { until } = require('./support/programs');
const { projectWorkflow, begin, ended, retried } = require('./support/workflow');

const TO_ERROR_OUTPUT = { onError: 'continueErrorOutput' };
const KEY = { businessKey: '={{ $json.deal }}' };
const FAULTS = {
	mix: Object.fromEntries(
		[
			'rate429RetryAfter',
			'http503',
			'resetBeforeCommit',
			'html502',
			'http500',
			'droppedSocket',
			'hang',
			'truncatedJson',
			'rate429Reset',
		].map((kind) => [kind, 0.01]),
	),
};

/** What a deal's number rests on in an API: the strongest first. */
const WAYS = {
	'a key header that the API honours': {
		api: { idempotency: 'Idempotency-Key' },
		parameters: { ...KEY, options: { idempotencyHeader: 'Idempotency-Key', idempotencyHonoured: true, timeout: 2000 } },
	},
	'a field of the project that the search knows': {
		parameters: { ...KEY, apiSettings: { referenceField: 'reference' }, options: { timeout: 2000 } },
	},
};

const deals = (prefix, count) =>
	Array.from({ length: count }, (_none, index) => ({ name: `${prefix} ${index + 1}`, deal: `deal-${prefix}-${index + 1}` }));

/** n8n where one machine is not enough: a main process, two workers, PostgreSQL, Redis. */
describe('Queue mode', () => {
	let queue, api, credential;

	beforeAll(async () => {
		api = await startApiProcess();
		queue = await startQueue();
		credential = await queue.main.saveCredential({
			name: 'Custom',
			type: 'projectApi',
			data: { service: 'custom', baseUrl: api.url, customSignIn: 'none' },
		});
	});
	afterAll(() => Promise.all([queue?.stop(), api?.stop()]));

	const publish = (path, way, node = TO_ERROR_OUTPUT) =>
		queue.main.publish(projectWorkflow({ path, credential, node, parameters: way.parameters }));
	/** How many projects there are of each. */
	const countsOf = async (items) => {
		const { inputs } = await api.stats();
		return items.map(({ name }) => inputs[name]?.ids.length ?? 0);
	};
	const once = (items) => new Array(items.length).fill(1);

	// First, for its projects are known by nothing but ID and name: an API that begins its IDs anew for each test would be another one.
	test('20 webhooks, each delivered twice at the same moment: one project per deal with Across Workers, whatever is known', async () => {
		const items = deals('claimed', 20);
		await api.reset({ ids: 'string', latencyMs: 400 });
		const workflowId = await publish('claimed', { parameters: { ...KEY, acrossWorkers: true } });
		await inParallel(items, 2, async (item) => {
			await Promise.all([queue.main.webhook('claimed', [item]), queue.main.webhook('claimed', [item])]);
		});
		await truth(items, await queue.ended(workflowId, items.length * 2, 240_000));
	});

	test('150 webhooks, each delivered twice at once: one project per deal, where the API honours the key', async () => {
		const way = WAYS['a key header that the API honours'];
		const items = deals('keyed', 150);
		await api.reset({ ids: 'string', latencyMs: 50, plan: FAULTS, ...way.api });
		const workflowId = await publish('keyed', way);
		await inParallel(
			items.flatMap((item) => [item, item]),
			20,
			(item) => queue.main.webhook('keyed', [item]),
		);
		await truth(items, await queue.ended(workflowId, items.length * 2, 240_000));
		const workers = queue.workers.map(({ log }) => log.split('started execution').length - 1);
		expect(Math.min(...workers)).toBeGreaterThan(items.length / 5);
	});

	test('100 webhooks, each delivered again later, to whichever worker: one project per deal, where a project shows its key', async () => {
		const items = deals('again', 100);
		await api.reset({ ids: 'string', latencyMs: 50, plan: FAULTS });
		const workflowId = await publish('again', WAYS['a field of the project that the search knows']);
		await inParallel(items, 20, (item) => queue.main.webhook('again', [item]));
		await queue.ended(workflowId, items.length, 240_000);
		await inParallel(items, 20, (item) => queue.main.webhook('again', [item]));
		await truth(items, await queue.ended(workflowId, items.length * 2, 240_000));
	});

	/** One project per deal, and what each execution says of its own is so. */
	async function truth(items, executions) {
		expect(await countsOf(items)).toEqual(once(items));
		const { inputs } = await api.stats();
		for (const { done, refused } of executions) {
			for (const { name, id } of done) expect([id]).toEqual(inputs[name].ids);
			for (const { details, message } of refused) expect([details.outcome, message]).toEqual(['unknown', message]);
		}
	}

	/** 20 deals in one execution, one after the other, so that an end in the middle is one. */
	const slowly = { ...WAYS['a field of the project that the search knows'] };
	slowly.parameters = { ...slowly.parameters, options: { ...slowly.parameters.options, parallel: 4 } };
	/** Begins 20 deals and waits until some have been made. */
	async function middleOf(path) {
		const items = deals(path, 20);
		await api.reset({ ids: 'string', latencyMs: 700 });
		const workflowId = await publish(path, slowly);
		const id = await begin(queue.main, workflowId, path, items);
		const worker = await until(`The worker of ${id}`, () => queue.workers.find(({ log }) => log.includes(`started execution ${id} `)));
		await until('The middle', async () => (await api.stats()).posts >= 6);
		return { items, workflowId, id, worker };
	}
	/** What a new execution with the same deals makes of it: every deal once, each item knows its own. */
	async function finishedBy({ done, refused }, items) {
		expect(await countsOf(items)).toEqual(once(items));
		const { inputs } = await api.stats();
		for (const { name, id } of done) expect([id]).toEqual(inputs[name].ids);
		expect([...done, ...refused].map(({ name }) => name).sort()).toEqual(items.map(({ name }) => name).sort());
		expect(refused).toEqual([]);
	}

	test('a worker that dies and comes back: a new execution with the same deals finishes the work', async () => {
		const { items, workflowId, id, worker } = await middleOf('dies');
		await worker.kill();
		await worker.start();
		expect(await ended(queue.main, id)).toMatchObject({ status: expect.stringMatching(/crashed|error/) });
		await finishedBy(await ended(queue.main, await begin(queue.main, workflowId, 'dies', items)), items);
	});

	test('a worker that stays away, so that n8n empties its execution: a new one finishes the work', async () => {
		const { items, workflowId, id, worker } = await middleOf('away');
		await worker.kill();
		try {
			expect(['crashed', 'error']).toContain((await ended(queue.main, id, 150_000)).status);
			await finishedBy(await ended(queue.main, await begin(queue.main, workflowId, 'away', items)), items);
		} finally {
			await worker.start();
		}
	});

	test('all processes killed, then Retry execution: nothing twice, nothing missing', async () => {
		const { items, id } = await middleOf('all');
		await Promise.all([queue.main.kill(), ...queue.workers.map((worker) => worker.kill())]);
		await queue.main.start();
		await queue.main.login();
		await Promise.all(queue.workers.map((worker) => worker.start()));
		await ended(queue.main, id);
		await finishedBy(await retried(queue.main, id), items);
	});

	test('a worker told to end in a wait: the rest is found and made by the next execution', async () => {
		const items = deals('term', 4);
		await api.reset({ ids: 'string', resetMs: 30_000, plan: { script: { 'term 2': ['rate429Reset', null] } } });
		const workflowId = await publish('term', {
			parameters: { ...slowly.parameters, options: { ...slowly.parameters.options, parallel: 1 } },
		});
		const id = await begin(queue.main, workflowId, 'term', items);
		const worker = await until('The worker', () => queue.workers.find(({ log }) => log.includes(`started execution ${id} `)));
		await until('The wait', async () => (await api.stats()).status429 === 1);
		await worker.halt();
		await worker.start();
		await ended(queue.main, id, 150_000);
		await finishedBy(await ended(queue.main, await begin(queue.main, workflowId, 'term', items)), items);
	});

	test('Redis and PostgreSQL restarted in the middle of webhooks: no deal twice, and the next delivery finishes the rest', async () => {
		const items = deals('stores', 30);
		await api.reset({ ids: 'string', latencyMs: 300 });
		const workflowId = await publish('stores', WAYS['a field of the project that the search knows']);
		const sending = inParallel(items, 4, (item) => queue.main.webhook('stores', [item]).catch(() => undefined));
		await until('The middle', async () => (await api.stats()).projects >= 5);
		await queue.restartStores();
		await sending;
		await queue.settled();
		expect(Math.max(...(await countsOf(items)))).toBe(1);
		// A later delivery: what waited in the queue has run by then.
		let posts = -1;
		await until(
			'The queue',
			async () => {
				const before = posts;
				posts = (await api.stats()).posts;
				return posts === before;
			},
			{ everyMs: 8_000 },
		);
		await queue.main.webhook('stores', items);
		// Executions of before may still begin: the one meant is known by its items.
		const whole = await until(
			'The next delivery',
			() => queue.executions(workflowId).find(({ done, refused }) => done.length + refused.length === items.length),
			{ timeoutMs: 120_000, everyMs: 1_000 },
		);
		await finishedBy(whole, items);
	});

	test('two workers on one limit stay within it', async () => {
		const items = deals('limit', 120);
		await api.reset({ ids: 'string', latencyMs: 20, rateLimit: { perSecond: 20, burst: 20 } });
		const workflowId = await publish('limit', { parameters: { ...KEY } });
		const halves = [items.slice(0, 60), items.slice(60)];
		for (const half of halves) await queue.main.webhook('limit', half);
		const executions = await queue.ended(workflowId, 2);
		expect(await countsOf(items)).toEqual(once(items));
		expect(executions.flatMap(({ done }) => done)).toHaveLength(items.length);
	});
});

/** Runs `work` for all, so many at once. */
async function inParallel(all, width, work) {
	const rest = [...all];
	const lane = async () => {
		for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
	};
	await Promise.all(Array.from({ length: width }, lane));
}
