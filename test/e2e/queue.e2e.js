'use strict';

const { startQueue } = require('./support/queue');
const { startApiProcess } = require('./support/apiProcess');
const { until } = require('./support/programs');
const { projectWorkflow, begin } = require('./support/workflow');

/** n8n in queue mode: the worker that does a batch dies, another one takes over. */
describe('Queue mode', () => {
	let queue, api;

	beforeAll(async () => {
		[api, queue] = await Promise.all([startApiProcess({ latencyMs: 300 }), startQueue()]);
	});
	afterAll(() => Promise.all([queue?.stop(), api?.stop()]));

	test('a worker killed in the middle of a batch, then Retry: every project is there once', async () => {
		const { n8n } = queue;
		const items = Array.from({ length: 30 }, (_, index) => ({ name: `Queued ${index + 1}` }));
		const credential = await n8n.saveCredential({
			name: 'Custom',
			type: 'projectApi',
			data: { service: 'custom', baseUrl: api.url, customSignIn: 'none' },
		});
		const parameters = { ifExists: 'return', options: { parallel: 3 } };
		const workflowId = await n8n.publish(projectWorkflow({ path: 'queued', credential, parameters }));
		const id = await begin(n8n, workflowId, 'queued', items);
		await until('The middle of the batch', async () => (await api.stats()).projects >= 6);
		await queue.worker.kill();
		await queue.startWorker();
		await until('n8n sees the crash', async () => ['crashed', 'error'].includes((await n8n.execution(id)).status), {
			timeoutMs: 150_000,
		});
		const { projects: before } = await api.stats();
		expect(before).toBeGreaterThan(5);
		expect(before).toBeLessThan(30);

		await n8n.retry(id);
		// The retry's status stays that of the crash: n8n keeps the old error of an execution in which no node
		// had ended. What counts is what the API holds, and that nothing more comes.
		await until('The rest of the batch', async () => (await api.stats()).projects >= 30, { timeoutMs: 60_000 });
		await new Promise((resolve) => setTimeout(resolve, 3000));
		const { inputs, projects } = await api.stats();
		expect(projects).toBe(30);
		expect(items.map(({ name }) => inputs[name].ids.length)).toEqual(items.map(() => 1));
	}, 240_000);
});
