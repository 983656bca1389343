'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ensureN8n } = require('../../../scripts/lib/n8n');
const { run } = require('../../../scripts/lib/run');
const { has, aptInstall } = require('../../../scripts/lib/apt');
const { startN8n } = require('./n8n');
const { installPackage } = require('./package');
const { startProgram, freePort, until } = require('./programs');

const POSTGRES = '/usr/lib/postgresql';

/** Redis and PostgreSQL, Debian's; installs what is missing. */
function ensureQueue() {
	if (process.getuid?.() !== 0)
		throw new Error('PostgreSQL is started here as the user nobody: this needs root, or a container');
	const missing = [!has('redis-server') && 'redis-server', !fs.existsSync(POSTGRES) && 'postgresql'].filter(Boolean);
	if (missing.length > 0) aptInstall(missing);
}

/** n8n in queue mode: a main process, one worker, Redis and PostgreSQL of their own in a temporary folder. */
async function startQueue() {
	ensureQueue();
	const queue = new Queue();
	try {
		await queue.start();
		return queue;
	} catch (error) {
		await queue.stop();
		throw error;
	}
}

class Queue {
	constructor() {
		this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-queue-'));
		fs.chmodSync(this.folder, 0o755);
		this.programs = [];
	}

	async start() {
		const [redisPort, postgresPort] = [await freePort(), await freePort()];
		this.startRedis(redisPort);
		await this.startPostgres(postgresPort);
		this.env = {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redisPort),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgresPort),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_PASSWORD: 'n8n',
			N8N_ENCRYPTION_KEY: 'for-tests-only',
		};
		this.n8n = await startN8n({ env: this.env });
		await this.startWorker();
	}

	/** A worker with a user folder of its own, as on another machine. */
	async startWorker() {
		const { node, n8n } = await ensureN8n();
		const userFolder = fs.mkdtempSync(path.join(this.folder, 'worker-'));
		installPackage(userFolder);
		const [port, brokerPort] = [await freePort(), await freePort()];
		const log = path.join(userFolder, 'worker.log');
		this.worker = startProgram(node, [n8n, 'worker', '--concurrency=5'], {
			cwd: userFolder,
			env: {
				...this.n8n.env,
				N8N_USER_FOLDER: userFolder,
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(port),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
				N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			},
			log,
		});
		const healthy = async () => (await fetch(`http://127.0.0.1:${port}/healthz/readiness`)).ok;
		await until('The worker', healthy, { timeoutMs: 120_000, program: this.worker, log });
	}

	startRedis(port) {
		const args = [
			'--port',
			String(port),
			'--bind',
			'127.0.0.1',
			'--dir',
			this.folder,
			'--save',
			'',
			'--appendonly',
			'no',
		];
		this.programs.push(
			startProgram('redis-server', args, {
				cwd: this.folder,
				env: process.env,
				log: path.join(this.folder, 'redis.log'),
			}),
		);
	}

	/** PostgreSQL refuses to run as root. */
	async startPostgres(port) {
		const newest = fs.readdirSync(POSTGRES).sort((a, b) => Number(b) - Number(a))[0];
		const bin = (name) => path.join(POSTGRES, newest, 'bin', name);
		const data = path.join(this.folder, 'postgres');
		const log = path.join(this.folder, 'postgres.log');
		const asNobody = ['--reuid=nobody', '--regid=nogroup', '--clear-groups'];
		run('install', ['-d', '-o', 'nobody', '-m', '700', data]);
		run('setpriv', [...asNobody, bin('initdb'), '-D', data, '-U', 'n8n', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
			cwd: this.folder,
			output: 'quiet',
		});
		const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${data}`, 'fsync=off'];
		const args = [...asNobody, bin('postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])];
		const program = startProgram('setpriv', args, { cwd: this.folder, env: process.env, log });
		this.programs.push(program);
		const ready = () => {
			run(bin('pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-q']);
			return true;
		};
		await until('PostgreSQL', ready, { program, log });
	}

	async stop() {
		await this.worker?.stop();
		await this.n8n?.stop();
		await Promise.all(this.programs.map((program) => program.stop()));
		fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

module.exports = { startQueue, ensureQueue };
