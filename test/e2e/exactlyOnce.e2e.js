'use strict';

const { startN8n } = require('./support/n8n');
const { until } = require('./support/programs');
const { startApiProcess } = require('./support/apiProcess');
const { projectWorkflow, runItems, begin, ended, retried } = require('./support/workflow');

const TO_ERROR_OUTPUT = { onError: 'continueErrorOutput' };
const BUSINESS_KEY = '={{ $json.deal }}';

const batch = (prefix, count) =>
	Array.from({ length: count }, (_, index) => ({ name: `${prefix} ${index + 1}`, deal: `deal-${prefix}-${index + 1}` }));
const namesOf = (items) => items.map(({ name }) => name).sort();

/** One project per input, whatever happens to n8n: the published package in a real n8n. */
describe('Exactly once', () => {
	let n8n, api, credential;

	beforeAll(async () => {
		api = await startApiProcess();
		n8n = await startN8n();
		credential = await customApi('Custom', api.url);
	});
	afterAll(() => Promise.all([n8n?.stop(), api?.stop()]));
	beforeEach(() => api.reset());

	const customApi = (name, baseUrl) =>
		n8n.saveCredential({ name, type: 'projectApi', data: { service: 'custom', baseUrl, customSignIn: 'none' } });
	/** Create requests and projects by input. */
	const books = async () => (await api.stats()).inputs;
	const idsOf = async (items) => {
		const inputs = await books();
		return items.map(({ name }) => inputs[name]?.ids ?? []);
	};

	test('a clean run leaves nothing in the stored execution', async () => {
		const items = batch('Clean', 3);
		const { status, done, memory } = await runItems(n8n, { path: 'clean', credential }, items);
		expect(status).toBe('success');
		expect(done.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
		expect(memory).toEqual({});
	});

	test('a failed execution retried by hand creates nothing twice', async () => {
		const items = batch('Red', 8);
		await api.reset({ plan: { script: { 'Red 4': ['errorIn200', null] } } });
		const failed = await runItems(n8n, { path: 'red', credential }, items);
		expect(failed.status).toBe('error');
		expect(failed.error.message).toMatch(/did not create the project/);

		const { status, done, memory } = await retried(n8n, failed.id);
		expect(status).toBe('success');
		expect(done.map(({ id }) => [id])).toEqual(await idsOf(items));
		expect(memory).toEqual({});
	});

	test('an item that fails for good costs the 199 others not one more request under Retry On Fail', async () => {
		const items = batch('Many', 200);
		await api.reset({ uniqueNames: 422, projects: [{ name: 'Many 1' }] });
		const node = { onError: 'continueRegularOutput', retryOnFail: true, maxTries: 5, waitBetweenTries: 100 };
		const { done } = await runItems(n8n, { path: 'many', credential, node }, items);

		expect(done[0]).toMatchObject({ error: expect.any(String), details: { outcome: 'failed', status: 422 } });
		const { inputs, projects } = await api.stats();
		const { 'Many 1': first, ...others } = inputs;
		// n8n runs the whole node five times, because its first item has an error.
		expect(first.attempts).toBe(5);
		expect(Object.values(others).map(({ attempts }) => attempts)).toEqual(new Array(199).fill(1));
		expect(projects).toBe(199);
		expect(done.slice(1).map(({ id }) => [id])).toEqual(await idsOf(items.slice(1)));
	});

	test('Stop ends an execution in the middle of a long wait, and a retry makes no second project', async () => {
		const items = batch('Waits', 3);
		await api.reset({ resetMs: 20_000, plan: { script: { 'Waits 2': ['rate429Reset', null] } } });
		const workflow = { path: 'waits', credential, node: TO_ERROR_OUTPUT, parameters: { options: { parallel: 1 } } };
		const workflowId = await n8n.publish(projectWorkflow(workflow));
		const id = await begin(n8n, workflowId, 'waits', items);
		await until('The wait', async () => (await api.stats()).status429 === 1);

		await n8n.stopExecution(id);
		// Well below what the API asks for.
		const stopped = await ended(n8n, id, 8_000);
		expect(stopped.status).toBe('canceled');
		expect((await api.stats()).posts).toBe(2);
		// n8n writes back the execution as it began, so the node's memory of it is lost.
		expect(stopped.memory).toEqual({});

		const { done, refused, hints } = await retried(n8n, id);
		// It was made since the execution began, so it is its own.
		expect(refused).toEqual([]);
		expect(done.map((project) => [project.id])).toEqual(await idsOf(items));
		expect(hints).toEqual([expect.stringContaining('left no memory')]);
		expect(await api.stats()).toMatchObject({ projects: 3, earlyRequests: 0 });
	});

	test("n8n's own time limit keeps the memory, and a retry sends nothing twice", async () => {
		const items = batch('Timed', 4);
		// Stored, but never answered: under way when the time is over. IDs that no test before this one has seen:
		// what another execution has reported is not this one's.
		await api.reset({ ids: 'big', plan: { script: { 'Timed 4': ['hang', null] } } });
		const options = { path: 'timed', credential, parameters: { options: { parallel: 1 } }, settings: { executionTimeout: 6 } };
		const stopped = await runItems(n8n, options, items);
		expect(stopped.status).toBe('canceled');
		expect(Object.keys(stopped.memory)).toEqual(['createProject:0']);
		const { done } = await retried(n8n, stopped.id);
		expect(done.map(({ id }) => [id])).toEqual(await idsOf(items));
		expect(Object.values(await books()).map(({ attempts }) => attempts)).toEqual(new Array(4).fill(1));
	});

	describe('kill -9 in the middle of a batch, then Retry', () => {
		/** By path: what the retry can hold on to. */
		const WAYS = {
			keyed: {
				parameters: {
					businessKey: BUSINESS_KEY,
					options: { idempotencyHeader: 'Idempotency-Key', idempotencyHonoured: true, parallel: 6 },
				},
			},
			referenced: { parameters: { businessKey: BUSINESS_KEY, apiSettings: { referenceField: 'reference' }, options: { parallel: 6 } } },
			returned: { parameters: { ifExists: 'return', options: { parallel: 6 } } },
			looked: { parameters: { options: { parallel: 6 } } },
			blind: { parameters: { options: { parallel: 6 } } },
		};
		const ITEMS = Object.fromEntries(Object.keys(WAYS).map((path) => [path, batch(path, 30)]));
		let silentApi, retry, before, after;

		beforeAll(async () => {
			silentApi = await startApiProcess({ latencyMs: 3000, list: 'none' });
			// Slow enough that no batch ends while the others begin, also on a busy machine.
			await api.reset({ latencyMs: 3000, idempotency: true });
			const silent = await customApi('No list', silentApi.url);
			const ids = {};
			for (const [path, way] of Object.entries(WAYS)) {
				const own = path === 'blind' ? silent : credential;
				const workflowId = await n8n.publish(projectWorkflow({ path, credential: own, node: TO_ERROR_OUTPUT, ...way }));
				ids[path] = { workflowId, id: undefined };
			}
			// All at once, so that the first has not ended when the last is in its middle.
			await Promise.all(
				Object.keys(WAYS).map(async (path) => {
					ids[path].id = await begin(n8n, ids[path].workflowId, path, ITEMS[path]);
				}),
			);
			await until('The middle of each batch', async () => {
				const inputs = await allInputs();
				return Object.values(ITEMS).every((items) => made(inputs, items).length >= 6);
			});
			await n8n.kill();
			await n8n.start();
			await n8n.login();
			// Only now: what was under way at the kill was still being made.
			before = await allInputs();
			retry = {};
			await Promise.all(
				Object.entries(ids).map(async ([path, { id }]) => {
					await until(`n8n sees the crash of ${path}`, async () => (await n8n.execution(id)).status === 'crashed');
					retry[path] = await retried(n8n, id);
				}),
			);
			after = await allInputs();
		});
		afterAll(() => silentApi?.stop());

		const allInputs = async () => ({ ...(await api.stats()).inputs, ...(await silentApi.stats()).inputs });
		const made = (inputs, items) => items.filter(({ name }) => (inputs[name]?.ids.length ?? 0) > 0);
		const countsOf = (items) => items.map(({ name }) => after[name]?.ids.length ?? 0);

		test('the kill met every batch in its middle', () => {
			for (const items of Object.values(ITEMS)) {
				expect(made(before, items).length).toBeGreaterThan(5);
				expect(made(before, items).length).toBeLessThan(30);
			}
		});

		test.each([
			['a business key in a header', 'keyed'],
			['a business key in a reference field', 'referenced'],
			['Return the Existing One', 'returned'],
		])('with %s every project is there once, and every item knows its own', (_words, path) => {
			expect(countsOf(ITEMS[path])).toEqual(new Array(30).fill(1));
			const { done, refused } = retry[path];
			expect(refused).toEqual([]);
			expect(done.map(({ id }) => [id])).toEqual(ITEMS[path].map(({ name }) => after[name].ids));
		});

		test('with a lookup alone, what is missing is created, and what was made since the execution began is its own', () => {
			const { done, refused } = retry.looked;
			expect(countsOf(ITEMS.looked)).toEqual(new Array(30).fill(1));
			expect(refused).toEqual([]);
			expect(done.map(({ id }) => [id])).toEqual(ITEMS.looked.map(({ name }) => after[name].ids));
		});

		test('without any way to tell, no item is sent again and each stops as unknown', () => {
			const { done, refused } = retry.blind;
			expect(done).toEqual([]);
			expect(refused.map(({ details }) => [details.outcome, details.attempts])).toEqual(new Array(30).fill(['unknown', 0]));
			for (const { name } of ITEMS.blind) expect(after[name]?.attempts ?? 0).toBe(before[name]?.attempts ?? 0);
		});
	});
});
