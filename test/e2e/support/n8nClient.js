'use strict';

const { until } = require('./programs');

const OWNER = { email: 'owner@example.com', firstName: 'Pat', lastName: 'Owner', password: 'Create-Pr0ject' };

/** What n8n's editor sends for a saved secret, so that it need not know it. */
const SAVED_SECRET = '__n8n_BLANK_VALUE_e5362baf-c777-4d57-a609-6eaf1f9e87f6';

/** n8n as its editor and its users see it: the internal REST API behind a login, and webhooks. */
class N8nClient {
	/** @param {string} url */
	constructor(url) {
		this.url = url;
		this.cookie = '';
	}

	/** Creates the owner of a fresh n8n, or logs in to a known one. */
	async login() {
		// Ready is said of the database; the REST API follows a moment later in n8n 1.
		const { userManagement } = await until('The REST API', async () => await this.request('GET', '/rest/settings').catch(ifMissing));
		if (userManagement?.showSetupOnFirstLoad) await this.request('POST', '/rest/owner/setup', OWNER);
		else await this.request('POST', '/rest/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });
		return this;
	}

	/**
	 * One call of the REST API; gives its `data`.
	 * @throws an Error with the status and n8n's own message
	 */
	async request(method, path, body) {
		const response = await fetch(this.url + path, {
			method,
			headers: { 'content-type': 'application/json', ...(this.cookie && { cookie: this.cookie }) },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const set = response.headers.getSetCookie().map((line) => line.split(';')[0]);
		if (set.length > 0) this.cookie = set.join('; ');
		const text = await response.text();
		const json = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
		if (!response.ok)
			throw Object.assign(new Error(`${method} ${path}: ${response.status} ${json.message ?? text}`), {
				status: response.status,
				body: json,
			});
		return json?.data ?? json;
	}

	/** Saves a credential: `{name, type, data}`. @returns {Promise<{id: string, name: string}>} what a node refers to */
	async saveCredential({ name, type, data }) {
		const { id } = await this.request('POST', '/rest/credentials', { name, type, data });
		return { id, name };
	}

	/** Presses *Test* on a credential. @returns {Promise<{status: 'OK' | 'Error', message: string}>} */
	testCredential({ id = '', name = 'test', type, data }) {
		return this.request('POST', '/rest/credentials/test', { credentials: { id, name, type, data } });
	}

	/** Saves a workflow. @returns {Promise<{id: string, versionId: string}>} */
	saveWorkflow({ name, nodes, connections, settings = { executionOrder: 'v1' } }) {
		return this.request('POST', '/rest/workflows', { name, nodes, connections, settings, pinData: {}, active: false });
	}

	/** Saves a workflow that exists already; what is published stays as it was. */
	async updateWorkflow(id, { name, nodes, connections, settings = { executionOrder: 'v1' } }) {
		const { versionId } = await this.request('GET', `/rest/workflows/${id}`);
		return this.request('PATCH', `/rest/workflows/${id}?forceSave=true`, { name, nodes, connections, settings, versionId });
	}

	/** Publishes a saved workflow, so that its webhooks answer. n8n 1 has a switch instead. */
	async activate(id) {
		const { versionId } = await this.request('GET', `/rest/workflows/${id}`);
		try {
			return await this.request('POST', `/rest/workflows/${id}/activate`, { versionId });
		} catch (error) {
			if (error.status !== 404) throw error;
			return this.request('PATCH', `/rest/workflows/${id}`, { active: true, versionId });
		}
	}

	/** Saves and publishes in one go. @returns {Promise<string>} the workflow's id */
	async publish(workflow) {
		const { id } = await this.saveWorkflow(workflow);
		await this.activate(id);
		return id;
	}

	/**
	 * Calls a production webhook. Right after publishing n8n may answer 404 for a moment; that is waited
	 * for, because a call that found no webhook ran nothing.
	 * @returns {Promise<{status: number, body: any}>}
	 */
	async webhook(path, body, { method = 'POST', headers = {} } = {}) {
		return until(
			`Webhook ${path}`,
			async () => {
				const response = await fetch(`${this.url}/webhook/${path}`, {
					method,
					headers: { 'content-type': 'application/json', ...headers },
					body: method === 'GET' ? undefined : JSON.stringify(body),
					signal: AbortSignal.timeout(300_000),
				}).catch((error) => ({ failed: error }));
				// Thrown away here it would be taken for "not yet", and the webhook called twice.
				if ('failed' in response) return { status: 0, body: { message: String(response.failed.cause ?? response.failed) } };
				const text = await response.text();
				const missing = response.status === 404 && text.includes('not registered');
				return !missing && { status: response.status, body: parsed(text) };
			},
			{ timeoutMs: 310_000 },
		);
	}

	/** Newest first: `[{id, status, mode, workflowId, retryOf, …}]`. */
	async executions({ workflowId, limit = 20 } = {}) {
		const filter = workflowId ? `&filter=${encodeURIComponent(JSON.stringify({ workflowId }))}` : '';
		return (await this.request('GET', `/rest/executions?limit=${limit}${filter}`)).results;
	}

	/** One execution with its data as objects: `execution.data.resultData.runData['Node'][0]`. */
	async execution(id) {
		const execution = await this.request('GET', `/rest/executions/${id}`);
		return { ...execution, data: typeof execution.data === 'string' ? unflatted(execution.data) : execution.data };
	}

	/** The newest execution of a workflow once it is over. */
	finished(workflowId, { timeoutMs = 60_000 } = {}) {
		return until(
			`Execution of workflow ${workflowId}`,
			async () => {
				const [newest] = await this.executions({ workflowId, limit: 1 });
				return newest && !['new', 'running', 'waiting'].includes(newest.status) && this.execution(newest.id);
			},
			{ timeoutMs },
		);
	}

	/** Presses *Retry* on a failed execution, with the workflow as it ran or as it is now saved. */
	retry(id, { withCurrentWorkflow = false } = {}) {
		return this.request('POST', `/rest/executions/${id}/retry`, { loadWorkflow: withCurrentWorkflow });
	}

	/** Presses *Stop* on a running execution. */
	stopExecution(id) {
		return this.request('POST', `/rest/executions/${id}/stop`);
	}
}

/** Not there yet. @throws any other error */
function ifMissing(error) {
	if (error.status !== 404) throw error;
}

function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/**
 * Reads n8n's stored execution data: a list in which every string value of an object or array is
 * the position of another entry (the npm package `flatted`), so that shared objects are kept once.
 */
function unflatted(text) {
	const entries = JSON.parse(text);
	const made = new Map();
	const resolve = (position) => {
		const entry = entries[position];
		if (entry === null || typeof entry !== 'object') return entry;
		if (made.has(position)) return made.get(position);
		const copy = Array.isArray(entry) ? [] : {};
		made.set(position, copy);
		for (const [key, value] of Object.entries(entry)) copy[key] = typeof value === 'string' ? resolve(Number(value)) : value;
		return copy;
	};
	return resolve(0);
}

module.exports = { N8nClient, OWNER, SAVED_SECRET, unflatted };
