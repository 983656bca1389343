'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { has, aptInstall } = require('../../../scripts/lib/apt');
const { run } = require('../../../scripts/lib/run');
const { installPackage } = require('./package');
const { startProgram, freePort, until } = require('./programs');
const { startN8n } = require('./n8n');
const { unflatted } = require('./n8nClient');
const { read } = require('./workflow');

const DATABASE = 'n8n';
/** A character that JSON never has as itself. */
const SEPARATOR = '\u001f';
const POSTGRES_HOMES = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root. */
const AS_NOBODY = ['--reuid=nobody', '--regid=nogroup', '--clear-groups'];
/** A job whose worker is gone is given up after about this time, not after n8n's 60 s and more. */
const QUICK_TO_NOTICE = { QUEUE_WORKER_LOCK_DURATION: '8000', QUEUE_WORKER_LOCK_RENEW_TIME: '2000', QUEUE_WORKER_STALLED_INTERVAL: '4000' };

/** Debian's Redis and PostgreSQL, which queue mode needs. */
function ensureQueue() {
	if (process.getuid?.() !== 0) throw new Error('PostgreSQL runs as another user here: this needs root, or a container');
	if (!has('redis-server') || !fs.existsSync(POSTGRES_HOMES)) aptInstall(['redis-server', 'postgresql']);
}

/** Where PostgreSQL's own programs are; Debian keeps them off the PATH. */
const postgresProgram = (name) => path.join(POSTGRES_HOMES, fs.readdirSync(POSTGRES_HOMES).sort().at(-1), 'bin', name);

/** Does it end well? Its failing is an answer here, and nothing to print. */
const succeeds = (file, args) => spawnSync(file, args, { stdio: 'ignore' }).status === 0;

/**
 * n8n as it is run where one machine is not enough: a main process that takes webhooks, workers that execute, PostgreSQL and Redis
 * between them. All of it ends with this process, however that ends.
 * @param {{workers?: number, concurrency?: number, env?: Record<string, string>}} [options] `concurrency`: executions at once, per worker
 * @returns {Promise<Queue>}
 */
async function startQueue({ workers = 2, concurrency = 5, env = {} } = {}) {
	ensureQueue();
	const queue = new Queue(await freePort(), await freePort(), concurrency, env);
	try {
		await queue.startStores();
		queue.main = await startN8n({ env: queue.env });
		for (let index = 0; index < workers; index++) queue.workers.push(await Worker.install(queue));
		await Promise.all(queue.workers.map((worker) => worker.start()));
		return queue;
	} catch (error) {
		await queue.stop();
		throw error;
	}
}

class Queue {
	constructor(redisPort, postgresPort, concurrency, env) {
		this.redisPort = redisPort;
		this.postgresPort = postgresPort;
		this.concurrency = concurrency;
		this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-queue-'));
		// PostgreSQL's user must be able to look into it.
		fs.chmodSync(this.folder, 0o755);
		this.workers = [];
		this.env = {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redisPort),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgresPort),
			DB_POSTGRESDB_DATABASE: DATABASE,
			DB_POSTGRESDB_USER: DATABASE,
			DB_POSTGRESDB_PASSWORD: DATABASE,
			N8N_ENCRYPTION_KEY: 'one-key-for-all-processes',
			...QUICK_TO_NOTICE,
			...env,
		};
	}

	async startStores() {
		await Promise.all([this.startRedis(), this.startPostgres()]);
	}

	async startRedis() {
		const log = path.join(this.folder, 'redis.log');
		const port = String(this.redisPort);
		// Kept on disk as a hosted Redis keeps it, so that a restart does not lose the queue.
		const settings = ['--port', port, '--bind', '127.0.0.1', '--dir', this.folder, '--save', '', '--appendonly', 'yes'];
		this.redis = startProgram('redis-server', settings, { cwd: this.folder, env: process.env, log });
		await until('Redis', () => succeeds('redis-cli', ['-p', port, 'ping']), { program: this.redis, log });
	}

	async startPostgres() {
		const data = path.join(this.folder, 'postgres');
		const log = path.join(this.folder, 'postgres.log');
		const isNew = !fs.existsSync(data);
		const asNobody = (name, args) => run('setpriv', [...AS_NOBODY, postgresProgram(name), ...args], { output: 'quiet', cwd: this.folder });
		if (isNew) {
			run('install', ['-d', '-o', 'nobody', '-m', '700', data]);
			asNobody('initdb', ['-D', data, '-U', DATABASE, '-A', 'trust', '-E', 'UTF8', '--no-sync']);
		}
		const port = String(this.postgresPort);
		const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${data}`, 'fsync=off', 'max_connections=200'];
		this.postgres = startProgram(
			'setpriv',
			[...AS_NOBODY, postgresProgram('postgres'), '-D', data, '-p', port, ...settings.flatMap((setting) => ['-c', setting])],
			{ cwd: this.folder, env: process.env, log },
		);
		const at = ['-h', '127.0.0.1', '-p', port, '-U', DATABASE];
		await until('PostgreSQL', () => succeeds(postgresProgram('pg_isready'), at), { program: this.postgres, log });
		if (isNew) run(postgresProgram('createdb'), [...at, DATABASE], { output: 'quiet' });
	}

	/** Ends Redis and PostgreSQL as a crash does, and starts them again on what they have stored. */
	async restartStores() {
		await Promise.all([this.redis.kill(), this.postgres.kill()]);
		await this.startStores();
	}

	/** Processes that a store's absence has ended are started again, as an orchestrator does; then all answer. */
	async settled() {
		await until('n8n after the restart', async () => (await fetch(`${this.main.url}/healthz/readiness`)).ok || !this.main.isRunning());
		if (!this.main.isRunning()) await this.main.start();
		await this.main.login();
		await Promise.all(this.workers.map((worker) => worker.revive()));
	}

	/**
	 * All stored executions of a workflow, without what its sub-workflows have left, read past n8n: its own list has pages,
	 * and hundreds of requests would disturb what is measured.
	 * @returns {Array<ReturnType<typeof read>>} oldest first
	 */
	executions(workflowId) {
		const query = `select e.id, e.status, d.data from execution_entity e join execution_data d on d."executionId" = e.id
			where e."workflowId" = '${workflowId}' and e."deletedAt" is null order by e.id`;
		const at = ['-h', '127.0.0.1', '-p', String(this.postgresPort), '-U', DATABASE, '-d', DATABASE];
		const rows = run(postgresProgram('psql'), [...at, '-AtF', SEPARATOR, '-c', query], { output: 'quiet' })
			.split('\n')
			.filter(Boolean);
		return rows.map((row) => {
			const [id, status, data] = row.split(SEPARATOR);
			return read({ id, status, data: unflatted(data) });
		});
	}

	/** The same, once as many are there and all are over. */
	ended(workflowId, count, timeoutMs = 120_000) {
		return until(
			`${count} executions of ${workflowId}`,
			() => {
				const all = this.executions(workflowId);
				const isOver = all.every(({ status }) => !['new', 'running', 'waiting'].includes(status));
				return all.length >= count && isOver && all;
			},
			{ timeoutMs, everyMs: 1_000 },
		);
	}

	/** Ends everything and removes its data. */
	async stop() {
		await Promise.all(this.workers.map((worker) => worker.stop()));
		await this.main?.stop();
		// Their own gentle end waits for clients; nothing here is to be kept.
		await Promise.all([this.redis?.kill(), this.postgres?.kill()]);
		fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** One worker process, with a user folder of its own and the package in it, as on a machine of its own. */
class Worker {
	static async install(queue) {
		const worker = new Worker(queue, fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-worker-')), await freePort(), await freePort());
		installPackage(worker.userFolder);
		return worker;
	}

	constructor(queue, userFolder, healthPort, brokerPort) {
		this.queue = queue;
		this.userFolder = userFolder;
		this.healthPort = healthPort;
		this.brokerPort = brokerPort;
		this.logFile = path.join(userFolder, 'worker.log');
	}

	get log() {
		return fs.readFileSync(this.logFile, 'utf8');
	}

	/** Starts it; also again after `kill()` or `halt()`. */
	async start() {
		const { installed, env } = this.queue.main;
		this.program = startProgram(installed.node, [installed.n8n, 'worker', `--concurrency=${this.queue.concurrency}`], {
			cwd: this.userFolder,
			log: this.logFile,
			env: {
				...env,
				N8N_USER_FOLDER: this.userFolder,
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(this.healthPort),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
				N8N_RUNNERS_BROKER_PORT: String(this.brokerPort),
			},
		});
		const { program, logFile: log } = this;
		const isReady = async () => (await fetch(`http://127.0.0.1:${this.healthPort}/healthz/readiness`)).ok;
		await until('The worker', isReady, { timeoutMs: 120_000, program, log });
	}

	/** Starts it where it has ended by itself. */
	async revive() {
		if (!this.program.isRunning()) await this.start();
	}

	/** SIGTERM, as an orchestrator ends it: n8n lets executions finish within its grace time. */
	async halt() {
		await this.program?.stop(60_000);
	}

	/** kill -9. */
	async kill() {
		await this.program?.kill();
	}

	async stop() {
		await this.program?.stop();
		fs.rmSync(this.userFolder, { recursive: true, force: true, maxRetries: 5 });
	}
}

module.exports = { startQueue, ensureQueue };
