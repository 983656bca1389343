'use strict';

const { createProjectNode, entryNodes, NODE: UNDER_TEST } = require('../e2e/support/workflow');

/** Beside the name: payload fields and the input fields they come from, as people map a deal. */
const MAPPED = { description: 'note', owner: 'owner' };

/**
 * The clients of the benchmark. Each gives the node under test and how it is wired; all get the same
 * items and meet the same seeded faults. HTTP Request has no credential unless it says so: with one it is
 * several times slower, for it reads it again for each item. Create Project always has one.
 */

const httpRequest = ({ url, timeoutMs, keyHeader, bearer }, node = {}) => ({
	id: 'test',
	name: UNDER_TEST,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	position: [440, 0],
	parameters: {
		method: 'POST',
		url: `${url}/projects`,
		...(bearer ? { authentication: 'genericCredentialType', genericAuthType: 'httpBearerAuth' } : {}),
		sendBody: true,
		bodyParameters: {
			parameters: Object.entries({ name: 'name', ...MAPPED }).map(([name, field]) => ({ name, value: `={{ $json.${field} }}` })),
		},
		...(keyHeader
			? { sendHeaders: true, headerParameters: { parameters: [{ name: keyHeader, value: '={{ $execution.id }}-{{ $json.name }}' }] } }
			: {}),
		options: timeoutMs ? { timeout: timeoutMs } : {},
	},
	...(bearer ? { credentials: { httpBearerAuth: bearer } } : {}),
	...node,
});

const RETRY = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1000 };
const ERROR_OUTPUT = { onError: 'continueErrorOutput' };

/**
 * `signsIn`: with a bearer token from a credential, which the API asks for
 * @type {Record<string, {label: string, loop?: boolean, signsIn?: boolean, node: (target: object) => object}>}
 */
const clients = {
	create: {
		label: 'Create Project',
		signsIn: true,
		node: ({ timeoutMs, keyHeader, credential }) => ({
			...createProjectNode({
				credential,
				fields: Object.fromEntries(Object.entries(MAPPED).map(([id, field]) => [id, `={{ $json.${field} }}`])),
				parameters: {
					options: {
						...(timeoutMs ? { timeout: timeoutMs } : {}),
						...(keyHeader ? { idempotencyHeader: keyHeader, idempotencyHonoured: true } : {}),
					},
				},
			}),
			position: [440, 0],
		}),
	},
	http: { label: 'HTTP Request', node: (target) => httpRequest(target) },
	httpCredential: { label: 'HTTP Request with a credential', signsIn: true, node: (target) => httpRequest(target) },
	httpRetry: { label: 'HTTP Request, Retry On Fail 5 × 1 s', node: (target) => httpRequest(target, RETRY) },
	httpRetryError: { label: 'the same + error output', node: (target) => httpRequest(target, { ...RETRY, ...ERROR_OUTPUT }) },
	httpLoop: { label: 'HTTP Request in Loop Over Items (1)', loop: true, node: (target) => httpRequest(target) },
	httpLoopRetry: {
		label: 'Loop (1) + retry + error output',
		loop: true,
		node: (target) => httpRequest(target, { ...RETRY, ...ERROR_OUTPUT }),
	},
	noop: {
		label: 'No Operation in its place',
		node: () => ({ id: 'test', name: UNDER_TEST, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [440, 0], parameters: {} }),
	},
};

/** Webhook → items → node under test, with or without a loop around it. */
function workflowFor(client, path, target) {
	const { loop, node } = clients[client];
	const to = (name) => [{ node: name, type: 'main', index: 0 }];
	const nodes = [...entryNodes(path), node(target)];
	const connections = { Webhook: { main: [to('Items')] } };
	if (loop) {
		nodes.push({
			id: 'loop',
			name: 'Loop',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
			position: [330, 0],
			parameters: { batchSize: 1, options: {} },
		});
		connections.Items = { main: [to('Loop')] };
		connections.Loop = { main: [[], to(UNDER_TEST)] };
		connections[UNDER_TEST] = { main: [to('Loop'), to('Loop')] };
	} else connections.Items = { main: [to(UNDER_TEST)] };
	return { name: path, settings: { executionOrder: 'v1', saveExecutionProgress: false }, nodes, connections };
}

module.exports = { clients, workflowFor, UNDER_TEST };
