'use strict';

const { startN8n } = require('./support/n8n');
const { startApiProcess } = require('./support/apiProcess');
const { projectWorkflow, runItems, begin, ended, retried, NODE } = require('./support/workflow');

const COUNT = 20;
/** The 7th item's date is none, which n8n refuses to work out. */
const BAD = 6;
const BROKEN = "={{ $json.due.toDateTime().toFormat('yyyy-MM-dd') }}";
const MENDED = '={{ $json.due }}';

const batch = (prefix) =>
	Array.from({ length: COUNT }, (_, index) => ({ name: `${prefix} ${index + 1}`, due: index === BAD ? 'soon' : '2027-01-01' }));

/** An item's trouble is that item's, whatever the mode, the loop and the retry: the published package in a real n8n. */
describe('Items in a real n8n', () => {
	let n8n, api, credential;

	beforeAll(async () => {
		api = await startApiProcess();
		n8n = await startN8n({ env: { N8N_LOG_LEVEL: 'debug' } });
		credential = await customApi('Custom', { customSignInWith: 'none' });
	});
	afterAll(() => Promise.all([n8n?.stop(), api?.stop()]));
	beforeEach(() => api.reset());

	const customApi = (name, more) =>
		n8n.saveCredential({ name, type: 'projectApi', data: { tool: 'custom', customBaseUrl: api.url, ...more } });
	const projectsOf = async (items) => {
		const { inputs } = await api.stats();
		return items.map(({ name }) => inputs[name]?.ids.length ?? 0);
	};
	const allBut = (index) => Array.from({ length: COUNT }, (_, at) => (at === index ? 0 : 1));

	/** The node with `{{ $now }}` in a field, so that no two tries send the same. */
	const options = (path, expression, onError) => ({
		path,
		credential,
		fields: { stamp: '={{ $now.toMillis() }}' },
		parameters: { customFields: { fields: [{ name: 'due', value: expression }] }, options: { parallel: 1, searchDelay: 0.1 } },
		node: { onError, retryOnFail: true, maxTries: 5, waitBetweenTries: 100 },
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'])('19 projects under %s, and the 7th is named', async (onError) => {
		const items = batch(onError);
		const { status, done, refused } = await runItems(n8n, options(onError, BROKEN, onError), items);
		expect(status).toBe('success');
		expect(await projectsOf(items)).toEqual(allBut(BAD));
		const failed = onError === 'continueErrorOutput' ? refused : done.filter(({ error }) => error !== undefined);
		expect(failed).toEqual([
			expect.objectContaining({ error: expect.stringMatching(/^Item 7: /), details: expect.objectContaining({ reason: 'input' }) }),
		]);
		expect(done.filter(({ outcome }) => outcome === 'created')).toHaveLength(COUNT - 1);
	});

	test('under Stop nothing is sent twice, with the original workflow and with the mended one', async () => {
		const items = batch('Stop');
		const failed = await runItems(n8n, options('stop', BROKEN, 'stopWorkflow'), items);
		expect(failed.error.message).toMatch(/^Item 7: /);
		const before = await projectsOf(items);
		expect(before.slice(0, BAD + 1)).toEqual([1, 1, 1, 1, 1, 1, 0]);

		const again = await retried(n8n, failed.id);
		expect(again.error.message).toMatch(/^Item 7: /);
		expect(await projectsOf(items)).toEqual(before);

		const { workflowId } = await n8n.request('GET', `/rest/executions/${failed.id}`);
		await n8n.updateWorkflow(workflowId, projectWorkflow(options('stop', MENDED, 'stopWorkflow')));
		const last = await retried(n8n, again.id, { withCurrentWorkflow: true });
		expect(last.status).toBe('success');
		expect(await projectsOf(items)).toEqual(new Array(COUNT).fill(1));
		expect(last.done.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
		expect(last.hints.filter((hint) => /left no memory/.test(hint))).toEqual([]);
		expect(Object.values((await api.stats()).inputs).map(({ attempts }) => attempts)).toEqual(new Array(COUNT).fill(1));
	});

	test('inside Loop Over Items a retry goes on where it stopped, and looks for nothing', async () => {
		const items = batch('Loop');
		const looped = (expression) => {
			const workflow = projectWorkflow(options('loop', expression, 'stopWorkflow'));
			const to = (node) => [{ node, type: 'main', index: 0 }];
			workflow.nodes.push({
				id: 'loop',
				name: 'Loop',
				type: 'n8n-nodes-base.splitInBatches',
				typeVersion: 3,
				position: [330, 0],
				parameters: { batchSize: 4, options: {} },
			});
			workflow.connections.Items = { main: [to('Loop')] };
			workflow.connections.Loop = { main: [[], to(NODE)] };
			workflow.connections[NODE] = { main: [to('Loop')] };
			return workflow;
		};
		const workflowId = await n8n.publish(looped(BROKEN));
		const failed = await ended(n8n, await begin(n8n, workflowId, 'loop', items));
		expect(failed.error.message).toMatch(/^Item 3: /);
		await n8n.updateWorkflow(workflowId, looped(MENDED));
		const last = await retried(n8n, failed.id, { withCurrentWorkflow: true });
		expect(last.status).toBe('success');
		expect(await projectsOf(items)).toEqual(new Array(COUNT).fill(1));
		const { posts, gets } = await api.stats();
		expect([posts, gets]).toEqual([COUNT, 0]);
	});

	test('after a failing earlier node each item is sent once, without a look', async () => {
		const items = batch('Earlier');
		const workflow = (code) => {
			const whole = projectWorkflow(options('earlier', MENDED, 'stopWorkflow'));
			const to = (node) => ({ main: [[{ node, type: 'main', index: 0 }]] });
			whole.nodes.push({
				id: 'check',
				name: 'Check',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				position: [330, 0],
				parameters: {
					mode: 'manual',
					includeOtherFields: true,
					assignments: { assignments: [{ id: 'a', name: 'extra', type: 'string', value: code }] },
					options: {},
				},
			});
			whole.connections.Items = to('Check');
			whole.connections.Check = to(NODE);
			return whole;
		};
		const workflowId = await n8n.publish(workflow("={{ $('Nowhere').item.json.x }}"));
		const failed = await ended(n8n, await begin(n8n, workflowId, 'earlier', items));
		expect(failed.status).toBe('error');
		expect(await projectsOf(items)).toEqual(new Array(COUNT).fill(0));
		await n8n.updateWorkflow(workflowId, workflow('fine'));
		const last = await retried(n8n, failed.id, { withCurrentWorkflow: true });
		expect(last.status).toBe('success');
		expect(last.hints).toEqual([]);
		const { posts, gets } = await api.stats();
		expect([posts, gets]).toEqual([COUNT, 0]);
	});

	test('a credential with an expression is read for each item, one without is known to have none', async () => {
		await api.reset({ auth: 'Bearer tok-a-0123456789' });
		const byItem = await customApi('By item', {
			customSignInWith: 'bearerToken',
			customBearerToken: "={{ $itemIndex === 1 ? 'tok-b-0123456789' : 'tok-a-0123456789' }}",
		});
		const items = batch('Credential').slice(0, 3);
		const BY_ITEM = 'reads its credential for each item';
		expect(n8n.log).not.toContain(BY_ITEM);
		const own = { ...options('credential', MENDED, 'continueErrorOutput'), credential: byItem };
		const { done, refused } = await runItems(n8n, own, items);
		expect(done.map(({ name }) => name)).toEqual([items[0].name, items[2].name]);
		expect(refused).toMatchObject([{ name: items[1].name, details: { status: 401 } }]);
		expect(n8n.log).toContain(BY_ITEM);
	});
});
