'use strict';
/**
 * Runs the node in n8n's own workflow engine (n8n-core), in this process: no server, no database.
 * Expressions, credentials, Retry On Fail, the error output, *Retry execution* and cancelling are
 * n8n's; only the credential store is ours.
 *
 *   const run = await runNode({ parameters, credentials: { projectApi: {…} }, items: [{ name: 'Apollo' }] });
 *   run.items[0].json.id
 */
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');

// n8n reads these while it loads. All it keeps in its folder is the key, written here first: in a temporary folder of its own each
// process of a test run would leave one behind, for jest does not call the handlers of a test's `process`.
if (!process.env.N8N_USER_FOLDER) {
	process.env.N8N_USER_FOLDER = path.resolve(__dirname, '../../.cache/engine');
	const config = path.join(process.env.N8N_USER_FOLDER, '.n8n', 'config');
	if (!fs.existsSync(config)) {
		fs.mkdirSync(path.dirname(config), { recursive: true });
		fs.writeFileSync(`${config}.${process.pid}`, JSON.stringify({ encryptionKey: 'not-a-secret' }), { mode: 0o600 });
		// Renamed, so that no other process reads half of it.
		fs.renameSync(`${config}.${process.pid}`, config);
	}
}
process.env.N8N_ENCRYPTION_KEY ??= 'not-a-secret';
process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_DIAGNOSTICS_ENABLED ??= 'false';

// First of all: n8n-core's decorators need it.
require('reflect-metadata');
/** @type {any} */
const core = require('n8n-core');
/** @type {any} */
const workflowPackage = require('n8n-workflow');
const fromCore = createRequire(require.resolve('n8n-core'));
// The same instances that n8n-core uses, wherever npm put them.
fromCore('@n8n/backend-network').configureGlobalAxiosDefaults?.();
const { Container } = fromCore('@n8n/di');
const { Logger } = fromCore('@n8n/backend-common');

const { Workflow, NodeHelpers, ICredentialsHelper, createRunExecutionData } = workflowPackage;
const { WorkflowExecute, ExecutionLifecycleHooks, LoadOptionsContext, ErrorReporter, DataDeduplicationService } = core;

const { OAuth2Api } = require('./credentialForms');

const ROOT = path.resolve(__dirname, '../..');
const NODE_NAME = 'Create Project';

/**
 * @typedef {Record<string, any>} Json
 * @typedef {object} Loaded
 * @property {Record<string, any>} nodes node types by their full name, `package.node`
 * @property {Record<string, any>} credentials credential types by name
 *
 * @typedef {object} RunOptions
 * @property {Json} [parameters] of the node
 * @property {Record<string, Json>} [credentials] data by credential type; shared over retries, as in a credential store
 * @property {Json[]} [items] plain JSON, or n8n items with a `json` key
 * @property {{retryOnFail?: boolean, maxTries?: number, waitBetweenTries?: number, onError?:
 *   'stopWorkflow'|'continueRegularOutput'|'continueErrorOutput', name?: string, id?: string, alwaysOutputData?: boolean,
 *   executeOnce?: boolean}} [node]
 * @property {string} [mode] manual, trigger, webhook, retry…
 * @property {any} [runExecutionData] run from these saved data instead of from the start
 * @property {string} [executionId]
 * @property {string} [workflowId]
 * @property {boolean|((items: any[]) => any)} [downstream] a node behind the main output; a function is its execute
 * @property {(items: any[]) => any} [upstream] execute of a node before ours
 * @property {AbortSignal} [signal] cancels the execution, as the Stop button does
 * @property {number} [cancelAfterMs]
 * @property {number} [batchSize] sends the items through a loop, so many at a time: one run of the node per batch
 * @property {'dist'|'source'|Loaded} [load] default: the sources under jest, else dist
 * @property {{timezone?: string}} [settings] of the workflow
 * @property {string} [type] full name of the node type; default: the package's own node
 * @property {number} [typeVersion]
 *
 * @typedef {object} RunResult
 * @property {any[]} items main output of the node, all runs
 * @property {any[]} errorItems its error output
 * @property {any} error of the execution, or undefined
 * @property {string} status success, error, canceled…
 * @property {any[]} hints execution hints of the node
 * @property {any[]} downstreamItems output of the node behind it
 * @property {any} context the node's execution context as it would be saved
 * @property {any} run n8n's IRun
 * @property {Array<{level: string, message: string, meta: any}>} logs what went to n8n's logger
 * @property {Record<string, Json>} credentials the credential store after the run
 * @property {number} ms
 * @property {string} executionId
 * @property {(changes?: Partial<RunOptions>) => Promise<RunResult>} retry *Retry execution*
 */

// ---------------------------------------------------------------------------------------------
// Loading

/** n8n puts these on every credential that authenticates requests. */
const DOMAIN_PROPERTIES = [
	{
		displayName: 'Allowed HTTP Request Domains',
		name: 'allowedHttpRequestDomains',
		type: 'options',
		default: 'all',
		options: [
			{ name: 'All', value: 'all' },
			{ name: 'Specific Domains', value: 'domains' },
			{ name: 'None', value: 'none' },
		],
	},
	{
		displayName: 'Allowed Domains',
		name: 'allowedDomains',
		type: 'string',
		default: '',
		displayOptions: { show: { allowedHttpRequestDomains: ['domains'] } },
	},
];

const PINNED_FIELDS = ['useDynamicClientRegistration', 'authUrl', 'accessTokenUrl', 'grantType', 'authentication', 'usePkce'];

/** @type {Map<string, Loaded>} */
const loadedBefore = new Map();

/**
 * The package's node and credential types, as its package.json lists them.
 * @param {'dist'|'source'} [from]
 * @returns {Loaded}
 */
function loadPackage(from = process.env.JEST_WORKER_ID === undefined ? 'dist' : 'source') {
	const before = loadedBefore.get(from);
	if (before) return before;
	const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
	/** @param {string} listed */
	const load = (listed) => {
		const file = path.join(ROOT, from === 'dist' ? listed : listed.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
		const exported = require(file);
		const className = path.basename(listed).split('.')[0];
		const Type = exported[className] ?? exported.default;
		if (!Type) throw new Error(`${file} exports no ${className}`);
		return new Type();
	};
	/** @type {Loaded} */
	const loaded = { nodes: {}, credentials: {} };
	for (const listed of manifest.n8n.nodes) {
		const type = load(listed);
		loaded.nodes[`${manifest.name}.${type.description.name}`] = type;
	}
	for (const listed of manifest.n8n.credentials) {
		const type = load(listed);
		loaded.credentials[type.name] = type;
	}
	loadedBefore.set(from, loaded);
	return loaded;
}

/** @param {RunOptions['load']} load */
const loadedOf = (load) => (typeof load === 'object' ? load : loadPackage(load));

// ---------------------------------------------------------------------------------------------
// Credentials

/** Keeps the data in memory and treats them as n8n's own helper does. */
class Credentials extends ICredentialsHelper {
	/** @param {Record<string, any>} types @param {Record<string, Json>} data @param {(type: string) => any} getWorkflow */
	constructor(types, data, getWorkflow) {
		super();
		this.types = { oAuth2Api: new OAuth2Api(), ...types };
		this.data = data;
		this.getWorkflow = getWorkflow;
	}

	/** @param {string} name */
	typeOf(name) {
		const type = this.types[name];
		if (!type) throw new Error(`No credential type "${name}"`);
		return type;
	}

	/** @param {string} name @returns {string[]} */
	getParentTypes(name) {
		return (this.types[name]?.extends ?? []).flatMap((/** @type {string} */ parent) => [parent, ...this.getParentTypes(parent)]);
	}

	/** @param {string} name */
	getCredentialsProperties(name) {
		const type = this.typeOf(name);
		/** @type {any[]} */
		let all = type.properties;
		if (type.extends) {
			// As n8n merges: of several properties with one name the last stays, also within the type itself.
			all = [];
			for (const parent of type.extends)
				NodeHelpers.mergeNodeProperties(
					all,
					this.getCredentialsProperties(parent).filter((property) => !DOMAIN_PROPERTIES.includes(property)),
				);
			NodeHelpers.mergeNodeProperties(all, type.properties);
		}
		const restrictable = type.authenticate || type.genericAuth || this.getParentTypes(name).includes('oAuth2Api');
		if (!restrictable || type.hideDomainRestrictionFields) return all;
		return [...all, ...DOMAIN_PROPERTIES.filter(({ name: field }) => !all.some((/** @type {any} */ one) => one.name === field))];
	}

	getOAuth2Options() {
		return undefined;
	}

	/** @param {string} name @param {string} nodeType */
	isCredentialUsableByNode(name, nodeType) {
		const type = this.typeOf(name);
		return (
			!type.restrictToSupportedNodes || (type.supportedNodes ?? []).some((/** @type {string} */ node) => nodeType.endsWith(`.${node}`))
		);
	}

	/**
	 * A fresh copy each time, with defaults and with expressions resolved (`$self` are the data themselves).
	 * @param {any} _additionalData @param {any} _nodeCredentials @param {string} name @param {string} mode
	 * @param {any} [executeData] @param {boolean} [raw] @param {any} [values]
	 */
	async getDecrypted(_additionalData, _nodeCredentials, name, mode, executeData, raw, values) {
		const stored = this.data[name];
		if (!stored) throw new Error(`Credential with ID "${name}" does not exist for type "${name}".`);
		const original = structuredClone(stored);
		if (raw) return original;
		const properties = this.getCredentialsProperties(name);
		// Where the type hides one of these, n8n ignores what an old credential may have stored.
		for (const field of PINNED_FIELDS)
			if (properties.some((property) => property.name === field && property.type === 'hidden')) delete original[field];
		const data = NodeHelpers.getNodeParameters(properties, original, true, false, null, null) ?? {};
		if (original.oauthTokenData !== undefined) data.oauthTokenData = original.oauthTokenData;
		if (values) {
			return values.workflow.expression.getParameterValue(
				data,
				values.runExecutionData,
				values.runIndex,
				values.itemIndex,
				values.node.name,
				values.connectionInputData,
				mode,
				{},
				executeData,
				false,
				data,
			);
		}
		const workflow = this.getWorkflow(name);
		return workflow.expression.getComplexParameterValue(Object.values(workflow.nodes)[0], data, mode, {}, undefined, undefined, data);
	}

	async getCredentials() {
		throw new Error('Only decrypted credentials here');
	}

	/** @param {any} _nodeCredentials @param {string} name @param {Json} data */
	async updateCredentials(_nodeCredentials, name, data) {
		this.data[name] = structuredClone(data);
	}

	/** @param {any} _nodeCredentials @param {string} name @param {Json} data */
	async updateCredentialsOauthTokenData(_nodeCredentials, name, data) {
		this.data[name] = { ...this.data[name], oauthTokenData: structuredClone(data.oauthTokenData) };
	}

	/** @param {any} helpers @param {Json} data @param {string} name @param {any} node @param {boolean} expired */
	async preAuthentication(helpers, data, name, node, expired) {
		const type = this.typeOf(name);
		const expirable = type.properties.find(
			(/** @type {any} */ property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		);
		if (!expirable || typeof type.preAuthentication !== 'function') return undefined;
		if (data[expirable.name] !== '' && !expired) return undefined;
		const output = await type.preAuthentication.call(helpers, data);
		if (output[expirable.name] === undefined) return undefined;
		if (node.credentials) await this.updateCredentials(undefined, name, { ...this.data[name], ...output });
		return Object.assign(data, output);
	}

	async runPreAuthentication() {
		return undefined;
	}

	/** @param {Json} data @param {string} name @param {any} options @param {any} workflow @param {any} node */
	async authenticate(data, name, options, workflow, node) {
		const { authenticate } = this.typeOf(name);
		if (!authenticate) return options;
		if (typeof authenticate === 'function') return await authenticate.call(this.typeOf(name), data, options);
		/** @param {any} value */
		const resolve = (value) =>
			typeof value === 'string' && value.startsWith('=')
				? workflow.expression.getSimpleParameterValue(node, value, 'internal', { $credentials: data }, undefined, '')
				: value;
		for (const [part, entries] of Object.entries(authenticate.properties)) {
			options[part] ??= {};
			for (const [key, value] of Object.entries(/** @type {Json} */ (entries))) options[part][resolve(key)] = resolve(value);
		}
		return options;
	}
}

// ---------------------------------------------------------------------------------------------
// The log of what was processed

/**
 * As n8n keeps it (n8n/dist/deduplication/deduplication-helper.js, mode `entries`), in memory. A test may make a call fail.
 * @type {{rows: Map<string, string[]>, calls: Array<{call: string, items: string[]}>, before: ((call: string, items: string[]) =>
 *   Promise<void>|void)|undefined}}
 */
const processed = { rows: new Map(), calls: [], before: undefined };
/** @param {any} data */
const rowOf = ({ workflow, node }) => `${workflow.id} ${node.id}`;
DataDeduplicationService.init({
	/** @param {string[]} items @param {string} _scope @param {any} data @param {{maxEntries?: number}} options */
	async checkProcessedAndRecord(items, _scope, data, { maxEntries }) {
		processed.calls.push({ call: 'check', items });
		await processed.before?.('check', items);
		const row = processed.rows.get(rowOf(data)) ?? [];
		const known = items.filter((item) => row.includes(item));
		const fresh = items.filter((item) => !row.includes(item));
		processed.rows.set(rowOf(data), [...row, ...fresh].slice(-(maxEntries ?? Infinity)));
		return { new: fresh, processed: known };
	},
	/** @param {string[]} items @param {string} _scope @param {any} data */
	async removeProcessed(items, _scope, data) {
		processed.calls.push({ call: 'remove', items });
		await processed.before?.('remove', items);
		const row = processed.rows.get(rowOf(data)) ?? [];
		processed.rows.set(
			rowOf(data),
			row.filter((item) => !items.includes(item)),
		);
	},
});

// ---------------------------------------------------------------------------------------------
// Nodes around ours

/** @param {string} name @param {(this: any) => any} execute @param {string[]} [outputs] */
function stub(name, execute, outputs = ['main']) {
	return {
		description: {
			name,
			displayName: name,
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name },
			inputs: ['main'],
			outputs,
			properties: [],
		},
		execute,
	};
}

/** A loop like n8n's Loop Over Items: output 1 is the batch, output 0 what came back in the end. @param {number} size */
function loopStub(size) {
	return stub(
		'loop',
		function loop() {
			const context = this.getContext('node');
			if (!context.rest) {
				context.rest = [...this.getInputData()];
				context.done = [];
			} else {
				context.done.push(...this.getInputData());
			}
			const batch = context.rest.splice(0, size);
			return batch.length
				? [[], batch.map((/** @type {any} */ item, /** @type {number} */ index) => ({ ...item, pairedItem: { item: index } }))]
				: [context.done, []];
		},
		['main', 'main'],
	);
}

/** @param {Record<string, any>} map */
const nodeTypesOf = (map) => ({
	/** @param {string} name */
	getByName: (name) => map[name],
	/** @param {string} name @param {number} [version] */
	getByNameAndVersion: (name, version) => {
		if (!map[name]) throw new Error(`Unrecognized node type: ${name}`);
		return NodeHelpers.getVersionedNodeType(map[name], version);
	},
	getKnownTypes: () => ({}),
});

/** @param {Json} item */
const asItem = (item) => (item && typeof item.json === 'object' && item.json !== null ? item : { json: item });

/** @param {RunOptions} options */
function buildWorkflow(options) {
	const loaded = loadedOf(options.load);
	const type = options.type ?? Object.keys(loaded.nodes)[0];
	if (!loaded.nodes[type]) throw new Error(`No node type "${type}"`);
	const name = options.node?.name ?? NODE_NAME;
	const description = NodeHelpers.getVersionedNodeType(loaded.nodes[type], options.typeVersion).description;
	const version = options.typeVersion ?? (Array.isArray(description.version) ? Math.max(...description.version) : description.version);
	const { downstream = false, upstream, batchSize } = options;
	const types = {
		...loaded.nodes,
		'stub.start': stub('start', function start() {
			return [this.getInputData()];
		}),
		'stub.after': stub('after', async function after() {
			const items = this.getInputData();
			return [typeof downstream === 'function' ? ((await downstream(items)) ?? items) : items];
		}),
		'stub.before': stub('before', async function before() {
			const items = this.getInputData();
			return [(await upstream?.(items)) ?? items];
		}),
		'stub.loop': loopStub(batchSize ?? 1),
	};
	const at = (/** @type {number} */ index) => /** @type {[number, number]} */ ([index * 200, 0]);
	const credentials = Object.fromEntries(
		Object.keys(options.credentials ?? {}).map((credential) => [credential, { id: credential, name: credential }]),
	);
	/** @type {any[]} */
	const nodes = [
		{ id: 'start', name: 'Start', type: 'stub.start', typeVersion: 1, position: at(0), parameters: {} },
		{ id: 'create', ...options.node, name, type, typeVersion: version, position: at(1), parameters: options.parameters ?? {}, credentials },
	];
	/** @param {string} node @param {number} [index] */
	const to = (node, index = 0) => [{ node, type: 'main', index }];
	/** @type {any} */
	const connections = {};
	const first = batchSize === undefined ? name : 'Loop';
	if (upstream) {
		nodes.push({ id: 'before', name: 'Before', type: 'stub.before', typeVersion: 1, position: at(1), parameters: {} });
		connections.Before = { main: [to(first)] };
	}
	connections.Start = { main: [to(upstream ? 'Before' : first)] };
	if (batchSize !== undefined) {
		nodes.push({ id: 'loop', name: 'Loop', type: 'stub.loop', typeVersion: 1, position: at(1), parameters: {} });
		connections.Loop = { main: [downstream ? to('After') : [], to(name)] };
		connections[name] = { main: [to('Loop'), to('Loop')] };
	} else if (downstream) {
		connections[name] = { main: [to('After')] };
	}
	if (downstream) nodes.push({ id: 'after', name: 'After', type: 'stub.after', typeVersion: 1, position: at(2), parameters: {} });
	const definition = {
		id: options.workflowId ?? 'wf1',
		name: 'Test',
		active: false,
		nodes,
		connections,
		settings: { executionOrder: 'v1', ...options.settings },
		staticData: undefined,
	};
	return { workflow: new Workflow({ ...definition, nodeTypes: nodeTypesOf(types) }), definition, loaded, name };
}

/** @param {Loaded} loaded @param {Record<string, Json>} data */
function credentialsHelper(loaded, data) {
	// n8n resolves a credential's own expressions in a workflow of one node.
	/** @param {string} name */
	const getWorkflow = (name) =>
		new Workflow({
			nodes: [{ id: '1', name: name || 'Mock', type: 'stub.mock', typeVersion: 1, position: [0, 0], parameters: {} }],
			connections: {},
			active: false,
			nodeTypes: nodeTypesOf({ 'stub.mock': stub('mock', () => [[]]) }),
		});
	return new Credentials(loaded.credentials, data, getWorkflow);
}

/** @param {any} helper @param {string} executionId @param {any} [hooks] @param {any} [begun] */
const additionalDataOf = (helper, executionId, hooks, begun) => ({
	hooks,
	// The execution's own row, as n8n wrote it when it began.
	getRunExecutionData: async () => begun,
	executionId,
	credentialsHelper: helper,
	currentNodeParameters: undefined,
	userId: 'user1',
	variables: {},
	restApiUrl: 'http://localhost:5678/rest',
	instanceBaseUrl: 'http://localhost:5678/',
	formWaitingBaseUrl: 'http://localhost:5678/form-waiting',
	webhookBaseUrl: 'http://localhost:5678/webhook',
	webhookWaitingBaseUrl: 'http://localhost:5678/webhook-waiting',
	webhookTestBaseUrl: 'http://localhost:5678/webhook-test',
	setExecutionStatus() {},
	sendDataToUI() {},
	logAiEvent() {},
});

// ---------------------------------------------------------------------------------------------
// Logs

/** @type {Set<Array<{level: string, message: string, meta: any}>>} */
const listeners = new Set();

/** n8n prints every failing node's error; here the logger only tells who listens. */
function quieten() {
	const logger = Container.get(Logger);
	for (const level of ['error', 'warn', 'info', 'debug', 'verbose']) {
		if (typeof logger[level] !== 'function') continue;
		logger[level] = (/** @type {string} */ message, /** @type {any} */ meta) => {
			for (const list of listeners) list.push({ level, message: String(message), meta });
		};
	}
	logger.scoped = () => logger;
	const reporter = Container.get(ErrorReporter);
	reporter.error = () => {};
	reporter.warn = () => {};
}
quieten();

// ---------------------------------------------------------------------------------------------
// Running

let lastExecutionId = 0;

/** What of an execution n8n would read back from its database. @param {any} data */
function saved(data) {
	const seen = new Set();
	return JSON.parse(
		JSON.stringify(data, function keep(_key, value) {
			if (typeof value === 'function') return undefined;
			if (value && typeof value === 'object') {
				// A path that comes back to itself, as in errors that hold their cause.
				if (seen.has(value) && isInside(this, value)) return undefined;
				seen.add(value);
			}
			return value;
		}),
	);
}

/** @param {any} holder @param {any} value */
function isInside(holder, value) {
	const queue = [value];
	const met = new Set();
	while (queue.length) {
		const next = queue.pop();
		if (next === holder) return true;
		if (!next || typeof next !== 'object' || met.has(next)) continue;
		met.add(next);
		queue.push(...Object.values(next));
	}
	return false;
}

/**
 * @param {RunOptions} options
 * @returns {Promise<RunResult>}
 */
async function runNode(options) {
	const { workflow, definition, loaded, name } = buildWorkflow(options);
	const mode = options.mode ?? 'manual';
	const executionId = options.executionId ?? String(++lastExecutionId);
	const store = options.credentials ?? {};
	const helper = credentialsHelper(loaded, store);
	const hooks = new ExecutionLifecycleHooks(mode, executionId, definition);
	const data =
		options.runExecutionData ??
		createRunExecutionData({
			executionData: {
				contextData: {},
				metadata: {},
				waitingExecution: {},
				waitingExecutionSource: null,
				nodeExecutionStack: [{ node: workflow.getNode('Start'), data: { main: [(options.items ?? [{}]).map(asItem)] }, source: null }],
			},
		});
	/** @type {RunResult['logs']} */
	const logs = [];
	listeners.add(logs);
	const startedAt = Date.now();
	/** @type {any} */
	let run;
	/** @type {any} */
	let timer;
	/** @type {(() => void)|undefined} */
	let cancel;
	try {
		const running = new WorkflowExecute(
			additionalDataOf(helper, executionId, hooks, mode === 'retry' ? saved(data) : undefined),
			mode,
			data,
		).processRunExecutionData(workflow);
		cancel = () => running.cancel();
		options.signal?.addEventListener('abort', cancel, { once: true });
		if (options.signal?.aborted) cancel();
		if (options.cancelAfterMs !== undefined) timer = setTimeout(cancel, options.cancelAfterMs);
		run = await running;
	} catch (error) {
		// Issues of the workflow itself (a required parameter is missing): n8n does not even start.
		run = { mode, status: 'error', data: { ...data, resultData: { ...data.resultData, error } } };
	} finally {
		clearTimeout(timer);
		if (cancel) options.signal?.removeEventListener('abort', cancel);
		listeners.delete(logs);
	}

	const { runData = {}, error } = run.data.resultData;
	/** @param {string} node @param {number} output */
	const outputOf = (node, output) => (runData[node] ?? []).flatMap((/** @type {any} */ task) => task.data?.main?.[output] ?? []);
	return {
		items: outputOf(name, 0),
		errorItems: outputOf(name, 1),
		downstreamItems: outputOf('After', 0),
		error,
		status: run.status ?? (error ? 'error' : 'success'),
		hints: (runData[name] ?? []).flatMap((/** @type {any} */ task) => task.hints ?? []),
		context: run.data.executionData?.contextData?.[`node:${name}`],
		run,
		logs,
		credentials: store,
		executionId,
		ms: Date.now() - startedAt,
		retry: async (changes = {}) => {
			const again = { ...options, cancelAfterMs: undefined, signal: undefined, executionId: undefined, ...changes };
			return await runNode({
				mode: 'retry',
				...again,
				...(changes.mode ? {} : { mode: 'retry' }),
				runExecutionData: changes.runExecutionData ?? retryData(run.data, again),
			});
		},
	};
}

/**
 * What n8n does with the saved data when a person presses *Retry execution*: the error and the failed
 * run of the last node go, everything else stays, the node's execution context too.
 * @param {any} before @param {RunOptions} options
 */
function retryData(before, options) {
	const data = createRunExecutionData(saved(before));
	const last = data.resultData.lastNodeExecuted;
	if (last) {
		delete data.resultData.error;
		const tasks = data.resultData.runData[last] ?? [];
		if (tasks.length > 0 && tasks[tasks.length - 1].error !== undefined) tasks.pop();
	}
	// "Retry with currently saved workflow": the stack takes the nodes as they are now.
	const { workflow } = buildWorkflow(options);
	for (const entry of data.executionData?.nodeExecutionStack ?? []) entry.node = workflow.getNode(entry.node.name) ?? entry.node;
	return data;
}

/**
 * Calls a method of the node as the editor does: `loadOptions.getX`, `listSearch.getX`,
 * `resourceMapping.getX`.
 * @param {RunOptions & {method: string, args?: any[], logs?: RunResult['logs']}} options `logs` takes what goes to n8n's logger meanwhile
 */
async function callMethod(options) {
	const { workflow, loaded, name } = buildWorkflow(options);
	const node = workflow.getNode(name);
	const additionalData = {
		...additionalDataOf(credentialsHelper(loaded, options.credentials ?? {}), 'none'),
		currentNodeParameters: node.parameters,
	};
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const [group, method] = options.method.split('.');
	const run = type.methods?.[group]?.[method];
	if (!run) throw new Error(`The node has no method ${options.method}`);
	if (options.logs) listeners.add(options.logs);
	try {
		return await run.call(context, ...(options.args ?? []));
	} finally {
		if (options.logs) listeners.delete(options.logs);
	}
}

/**
 * What the credential's Test button does with a declarative test: the request is authenticated and
 * must be answered with 2xx and by the rules.
 * @param {string} name @param {Json} data @param {RunOptions['load']} [load]
 * @returns {Promise<{status: 'OK'|'Error', message: string, request?: any, response?: any}>}
 */
async function testCredential(name, data, load) {
	const loaded = loadedOf(load);
	const helper = credentialsHelper(loaded, { [name]: structuredClone(data) });
	const type = helper.typeOf(name);
	if (!type.test?.request) throw new Error(`${name} has no declarative test`);
	const types = { 'stub.noOp': stub('noOp', () => [[]]) };
	const node = {
		id: '1',
		name: 'Temp',
		type: 'stub.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: { temp: '' },
		credentials: { [name]: { id: name, name } },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes: nodeTypesOf(types) });
	const additionalData = additionalDataOf(helper, 'none');
	const decrypted = await helper.getDecrypted(additionalData, node.credentials[name], name, 'internal');
	const request = workflow.expression.getComplexParameterValue(
		node,
		type.test.request,
		'internal',
		{ $credentials: decrypted },
		undefined,
		undefined,
		undefined,
	);
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	const options = { method: 'GET', ...request, json: true, returnFullResponse: true };
	try {
		const values = await helper.getDecrypted(additionalData, node.credentials[name], name, 'internal');
		// What n8n does in front of each signed request, and in a test whatever is stored.
		Object.assign(values, await helper.preAuthentication(context, values, name, node, true));
		const authenticated = await helper.authenticate(values, name, options, workflow, node);
		const response = await context.helpers.httpRequest(authenticated);
		for (const { type: rule, properties } of type.test.rules ?? []) {
			if (rule === 'responseCode' && properties.value === response.statusCode)
				return { status: 'Error', message: properties.message, request, response };
			if (rule === 'responseSuccessBody' && get(response.body, properties.key) === properties.value)
				return { status: 'Error', message: properties.message, request, response };
		}
		return { status: 'OK', message: 'Connection successful!', request, response };
	} catch (/** @type {any} */ error) {
		const statusCode = error.response?.status;
		const rule = (type.test.rules ?? []).find(
			(/** @type {any} */ { type: kind, properties }) => kind === 'responseCode' && properties.value === statusCode,
		);
		return {
			status: 'Error',
			message: rule?.properties.message ?? error.message,
			request,
			response: error.response && { statusCode, body: error.response.data },
		};
	}
}

/** @param {any} value @param {string} dotted */
const get = (value, dotted) => dotted.split('.').reduce((part, key) => part?.[key], value);

module.exports = { processed, runNode, callMethod, testCredential, loadPackage, OAuth2Api, saved };
