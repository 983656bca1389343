'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ensureN8n } = require('../../../scripts/lib/n8n');
const { runNode } = require('../../../scripts/lib/run');
const { installPackage } = require('./package');
const { startProgram, freePort, until } = require('./programs');
const { N8nClient } = require('./n8nClient');

const READY_WITHIN_MS = 240_000;

/** Nothing leaves the machine, nothing asks for a name, and a plain-http cookie works. */
const QUIET = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_PROTOCOL: 'http',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	GENERIC_TIMEZONE: 'UTC',
	NO_PROXY: '127.0.0.1,localhost',
};

/**
 * Starts the real n8n with our package in it, logs in as its owner and gives a handle.
 * @param {{version?: string, userFolder?: string, port?: number, env?: Record<string, string>, credentials?: object[],
 *   workflows?: object[], login?: boolean}} [options] `userFolder`: kept when given, else a temporary one, removed by `stop()`;
 *   `credentials` and `workflows`: imported through n8n's command line before the start, workflows published
 * @returns {Promise<N8n>}
 */
async function startN8n(options = {}) {
	const n8n = new N8n(await ensureN8n(options.version), options, options.port ?? (await freePort()), await freePort());
	try {
		installPackage(n8n.userFolder);
		if (options.credentials?.length) n8n.importCredentials(options.credentials);
		if (options.workflows?.length) n8n.importWorkflows(options.workflows);
		await n8n.start();
		if (options.login !== false) await n8n.login();
		return n8n;
	} catch (error) {
		await n8n.stop();
		throw error;
	}
}

class N8n extends N8nClient {
	constructor(installed, { version, userFolder, env = {} }, port, brokerPort) {
		super(`http://127.0.0.1:${port}`);
		this.installed = installed;
		this.temporary = !userFolder;
		this.userFolder = userFolder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-'));
		fs.mkdirSync(this.userFolder, { recursive: true });
		this.logFile = path.join(this.userFolder, 'n8n.log');
		this.env = {
			...ownEnvironment(),
			...QUIET,
			PATH: `${path.dirname(installed.node)}${path.delimiter}${process.env.PATH}`,
			N8N_USER_FOLDER: this.userFolder,
			N8N_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			// An older n8n does not start where it does not know a module that is to be off.
			...(version === undefined ? {} : { N8N_DISABLED_MODULES: '' }),
			...env,
		};
	}

	get pid() {
		return this.program?.pid;
	}

	isRunning() {
		return this.program?.isRunning() === true;
	}

	get log() {
		return fs.readFileSync(this.logFile, 'utf8');
	}

	/** Starts the server; also again after `kill()` or `halt()`, on the same data. */
	async start() {
		this.program = startProgram(this.installed.node, [this.installed.n8n, 'start'], {
			cwd: this.userFolder,
			env: this.env,
			log: this.logFile,
		});
		const { program, logFile: log } = this;
		await until('n8n', async () => (await fetch(`${this.url}/healthz/readiness`)).ok, { timeoutMs: READY_WITHIN_MS, program, log });
	}

	/** Runs one command of n8n's command line on this user folder; for an n8n that does not run. */
	command(...args) {
		const env = { ...this.env, N8N_RUNNERS_BROKER_PORT: String(Number(this.env.N8N_RUNNERS_BROKER_PORT) + 1) };
		return runNode(this.installed.n8n, args, { node: this.installed.node, cwd: this.userFolder, env, bareEnv: true, output: 'quiet' });
	}

	/** `[{id, name, type, data}]`, data in plain text; n8n encrypts it. */
	importCredentials(credentials) {
		this.command('import:credentials', `--input=${this.temporaryJson('credentials', credentials)}`);
	}

	/** Workflows with an `id`; those are published too. */
	importWorkflows(workflows) {
		this.command('import:workflow', `--input=${this.temporaryJson('workflows', workflows)}`);
		for (const { id } of workflows) this.command('publish:workflow', `--id=${id}`);
	}

	temporaryJson(name, value) {
		const file = path.join(this.userFolder, `${name}.json`);
		fs.writeFileSync(file, JSON.stringify(value), { mode: 0o600 });
		return file;
	}

	/** Ends the server, keeps the data. */
	async halt() {
		await this.program?.stop();
	}

	/** kill -9. */
	async kill() {
		await this.program?.kill();
	}

	/** Ends the server and removes a temporary user folder. */
	async stop() {
		await this.halt();
		if (this.temporary) fs.rmSync(this.userFolder, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** Our environment without what npm, jest and another n8n's settings put in it. */
function ownEnvironment() {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !/^(npm_|N8N_|JEST_|DB_|EXECUTIONS_|NODE_OPTIONS$|NODE_ENV$|INIT_CWD$)/.test(name)),
	);
}

module.exports = { startN8n, N8n };
