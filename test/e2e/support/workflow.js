'use strict';

const { until } = require('./programs');

const NODE = 'Create Project';

/**
 * Webhook with a list of items → Create Project. The webhook answers at once: what became of the items
 * is read from the stored execution, as a person does who opens it.
 * @param {{path: string, credential: {id: string, name: string}, type?: 'projectApi' | 'projectOAuth2Api',
 *   fields?: Record<string, unknown>, parameters?: object, node?: object, settings?: object}} options `fields`:
 *   the resource mapper's values; `node`: the node's own settings, e.g. `onError`
 */
function projectWorkflow({ path, credential, type = 'projectApi', fields = {}, parameters = {}, node = {}, settings = {} }) {
	const to = (name) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		name: path,
		settings: { executionOrder: 'v1', ...settings },
		nodes: [...entryNodes(path), { ...createProjectNode({ credential, type, fields, parameters }), ...node, position: [440, 0] }],
		connections: { Webhook: to('Items'), Items: to(NODE) },
	};
}

/** A webhook that takes a list, and the list as items. */
const entryNodes = (path) => [
	{
		...common('Webhook', 'n8n-nodes-base.webhook', 2, 0),
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
	},
	{ ...common('Items', 'n8n-nodes-base.splitOut', 1, 1), parameters: { fieldToSplitOut: 'body', options: {} } },
];

/** The node alone. */
function createProjectNode({ credential, type = 'projectApi', fields = {}, parameters = {} }) {
	return {
		...common(NODE, 'n8n-nodes-create-project.createProject', 1, 2),
		parameters: {
			...(type === 'projectOAuth2Api' ? { authentication: type } : {}),
			projectName: '={{ $json.name }}',
			fields: {
				mappingMode: 'defineBelow',
				value: fields,
				matchingColumns: [],
				schema: Object.keys(fields).map((id) => ({
					id,
					displayName: id,
					required: false,
					defaultMatch: false,
					display: true,
					type: 'string',
				})),
			},
			...parameters,
		},
		credentials: { [type]: credential },
	};
}

const common = (name, type, typeVersion, column) => ({ id: name, name, type, typeVersion, position: [column * 220, 0] });

/**
 * Sends items to a published workflow.
 * @returns {Promise<string>} the id of the execution that deals with them
 */
async function begin(n8n, workflowId, path, items) {
	const [newest] = await n8n.executions({ workflowId, limit: 1 });
	const { status, body } = await n8n.webhook(path, items);
	if (status !== 200) throw new Error(`Webhook ${path}: ${status} ${JSON.stringify(body)}`);
	return until(`Execution of ${path}`, async () => {
		const [latest] = await n8n.executions({ workflowId, limit: 1 });
		return latest && latest.id !== newest?.id && latest.id;
	});
}

/** What a stored execution says about its items, once it is over. */
async function ended(n8n, id, timeoutMs = 120_000) {
	const execution = await until(
		`End of execution ${id}`,
		async () => {
			const { status } = await n8n.request('GET', `/rest/executions/${id}`);
			return !['new', 'running', 'waiting'].includes(status) && n8n.execution(id);
		},
		{ timeoutMs },
	);
	return read(execution);
}

/** What a stored execution, with its data, says about its items. */
function read(execution) {
	const run = execution.data.resultData.runData[NODE]?.at(-1);
	const items = (output) => (run?.data?.main?.[output] ?? []).map(({ json }) => json);
	return {
		id: execution.id,
		status: execution.status,
		done: items(0),
		refused: items(1),
		error: execution.data.resultData.error,
		hints: (run?.hints ?? []).map(({ message }) => message),
		/** What the node left in the execution for a later retry. */
		memory: execution.data.executionData?.contextData?.[`node:${NODE}`] ?? {},
		text: JSON.stringify(execution),
	};
}

/** Publishes a workflow, sends it items and waits for their end. */
async function runItems(n8n, options, items) {
	const workflowId = await n8n.publish(projectWorkflow(options));
	return ended(n8n, await begin(n8n, workflowId, options.path, items));
}

/** Presses *Retry*, with the workflow as it ran or as it is saved, and waits for the end of the new execution. */
async function retried(n8n, id, options) {
	const { workflowId } = await n8n.request('GET', `/rest/executions/${id}`);
	await n8n.retry(id, options);
	const latest = await until(`Retry of ${id}`, async () =>
		(await n8n.executions({ workflowId, limit: 5 })).find(({ retryOf }) => retryOf === id),
	);
	return ended(n8n, latest.id);
}

module.exports = { projectWorkflow, entryNodes, createProjectNode, runItems, begin, ended, read, retried, NODE };
