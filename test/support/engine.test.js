'use strict';
const { runNode, callMethod, testCredential } = require('./engine');
const { startProjectApi } = require('./projectApi');

/** The least node that can create a project: it fails as soon as one request fails. */
class Probe {
	description = {
		name: 'probe',
		displayName: 'Probe',
		group: ['output'],
		version: 1,
		description: '',
		defaults: { name: 'Probe' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'probeApi', required: true }],
		properties: [{ displayName: 'Name', name: 'projectName', type: 'string', default: '', required: true }],
	};

	methods = {
		loadOptions: {
			getToken: async function getToken() {
				return (await this.getCredentials('probeApi')).header;
			},
		},
	};

	async execute() {
		const context = this.getContext('node');
		context.runs = (context.runs ?? 0) + 1;
		const { baseUrl } = await this.getCredentials('probeApi');
		const items = [];
		for (let item = 0; item < this.getInputData().length; item++) {
			const name = this.getNodeParameter('projectName', item);
			try {
				const { id } = await this.helpers.httpRequestWithAuthentication.call(this, 'probeApi', {
					method: 'POST',
					url: `${baseUrl}/projects`,
					body: { name },
					json: true,
				});
				items.push({ json: { id, name }, pairedItem: { item } });
			} catch (error) {
				if (!this.continueOnFail()) throw error;
				items.push({ json: { error: 'failed', details: { name } }, pairedItem: { item } });
			}
		}
		return [items];
	}
}

const load = {
	nodes: { 'test.probe': new Probe() },
	credentials: {
		probeApi: {
			name: 'probeApi',
			properties: [
				{ name: 'baseUrl', type: 'string', default: '' },
				{ name: 'token', type: 'string', default: '' },
				{ name: 'header', type: 'hidden', default: '={{ "Bearer " + $self.token }}' },
			],
			authenticate: { type: 'generic', properties: { headers: { Authorization: '={{ $credentials.header }}' } } },
			test: {
				request: { baseURL: '={{ $credentials.baseUrl }}', url: '/me' },
				rules: [{ type: 'responseCode', properties: { value: 401, message: 'Not accepted' } }],
			},
		},
	},
};

describe('runNode', () => {
	let api;
	let options;
	beforeEach(async () => {
		api = await startProjectApi({ auth: 'Bearer t', plan: { script: { B: ['http503', 'http503'] } } });
		options = {
			load,
			parameters: { projectName: '={{ $json.name }}' },
			credentials: { probeApi: { baseUrl: api.url, token: 't' } },
			items: [{ name: 'A' }, { name: 'B' }, { name: 'C' }],
		};
	});
	afterEach(async () => await api.close());

	it('runs the node with expressions and credentials, and retries with the saved data', async () => {
		const first = await runNode(options);
		expect([first.status, first.items, first.context]).toEqual(['error', [], { runs: 1 }]);
		const second = await first.retry();
		expect([second.status, second.run.mode, second.context]).toEqual(['error', 'retry', { runs: 2 }]);
		const third = await second.retry();
		expect([third.status, third.items.map(({ json }) => json.name), third.context]).toEqual(['success', ['A', 'B', 'C'], { runs: 3 }]);
		expect(api.stats().inputs.A.ids).toHaveLength(3);
	});

	it('keeps the context over Retry On Fail', async () => {
		const { status, context } = await runNode({ ...options, node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } });
		expect([status, context]).toEqual(['success', { runs: 3 }]);
	});

	it('sends failed items to the error output, the others on', async () => {
		const { status, items, errorItems, downstreamItems } = await runNode({
			...options,
			node: { onError: 'continueErrorOutput' },
			downstream: true,
		});
		expect([status, items.length, downstreamItems.length]).toEqual(['success', 2, 2]);
		expect(errorItems.map(({ json }) => json)).toEqual([{ name: 'B', error: 'failed', details: { name: 'B' } }]);
	});

	it('runs the node once per batch inside a loop', async () => {
		const { items, context } = await runNode({ ...options, batchSize: 2, node: { onError: 'continueRegularOutput' } });
		expect([items.length, context]).toEqual([3, { runs: 2 }]);
	});

	it('cancels at once, also inside a request', async () => {
		api.reset({ auth: 'Bearer t', plan: { script: { '*': ['hang'] } } });
		const { status, ms } = await runNode({ ...options, cancelAfterMs: 100 });
		expect(status).toBe('canceled');
		expect(ms).toBeLessThan(2000);
	});

	it('tells the workflow issues that n8n finds before it starts', async () => {
		const { status, error } = await runNode({ ...options, parameters: {} });
		expect([status, error.message]).toEqual(['error', expect.stringContaining('"Name" is required')]);
	});

	it('calls the methods of the editor and tests the credential', async () => {
		expect(await callMethod({ ...options, method: 'loadOptions.getToken' })).toBe('Bearer t');
		expect(await testCredential('probeApi', options.credentials.probeApi, load)).toMatchObject({ status: 'OK' });
		expect(await testCredential('probeApi', { ...options.credentials.probeApi, token: 'x' }, load)).toMatchObject({
			status: 'Error',
			message: 'Not accepted',
		});
	});
});
