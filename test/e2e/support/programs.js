'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');

/**
 * Starts a server program in a process group of its own, so that its children (n8n's task runner,
 * puma's workers) end with it, and a guard that ends the group when this process is gone, however
 * it went. Its output goes to a file: a pipe nobody reads would stop it.
 * @param {string} file
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, log: string}} options
 */
function startProgram(file, args, { cwd, env, log }) {
	const output = fs.openSync(log, 'a');
	const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', output, output] });
	fs.closeSync(output);
	let running = true;
	const guard = child.pid && startGuard(child.pid);
	const ended = new Promise((resolve) => {
		const end = (why) => {
			running = false;
			guard?.kill('SIGKILL');
			resolve(why);
		};
		child.once('exit', (code, bySignal) => end(bySignal ?? code));
		child.once('error', (error) => end(error.message));
	});
	// A forgotten stop() must not keep this process alive; while it waits for the end, stop() must.
	child.unref();

	return {
		pid: child.pid,
		ended,
		isRunning: () => running,
		/** Asks the program to end, and insists after `graceMs`. */
		async stop(graceMs = 20_000) {
			if (!running) return;
			signal(child.pid, 'SIGTERM');
			const insist = setTimeout(() => signal(child.pid, 'SIGKILL'), graceMs);
			child.ref();
			await ended;
			clearTimeout(insist);
			// Children that outlived the leader of the group.
			signal(child.pid, 'SIGKILL');
		},
		/** Ends it at once, as a crash or the out-of-memory killer does. */
		async kill() {
			if (running) signal(child.pid, 'SIGKILL');
			child.ref();
			await ended;
		},
	};
}

/**
 * An exit handler of ours is not enough: jest gives tests a copy of `process` whose handlers are not
 * called, and kill -9 calls none. The guard sees its standard input close in every case.
 */
function startGuard(pid) {
	const guard = spawn(process.execPath, [path.join(__dirname, 'guard.js'), String(pid)], {
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	guard.unref();
	guard.stdin.unref();
	guard.stdin.on('error', () => {});
	return guard;
}

function signal(pid, name) {
	try {
		process.kill(-pid, name);
	} catch (error) {
		if (error.code !== 'ESRCH') throw error;
	}
}

/**
 * A port of 127.0.0.1 that was free a moment ago: for programs that can't be told to choose one themselves.
 * @param {number} [wanted] taken if free
 */
async function freePort(wanted = 0) {
	const server = net.createServer();
	try {
		await new Promise((resolve, reject) => server.once('error', reject).listen(wanted, '127.0.0.1', resolve));
	} catch (error) {
		if (wanted && error.code === 'EADDRINUSE') return freePort();
		throw error;
	}
	const { port } = /** @type {net.AddressInfo} */ (server.address());
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/**
 * Waits until `look` gives something truthy; its throwing counts as "not yet".
 * @template T
 * @param {string} what for the message when it never comes
 * @param {() => Promise<T> | T} look
 * @param {{timeoutMs?: number, everyMs?: number, program?: {isRunning(): boolean}, log?: string}} [options]
 * @returns {Promise<T>}
 */
async function until(what, look, { timeoutMs = 60_000, everyMs = 200, program, log } = {}) {
	const end = Date.now() + timeoutMs;
	let last;
	for (;;) {
		try {
			const seen = await look();
			if (seen) return seen;
		} catch (error) {
			last = error;
		}
		const dead = program && !program.isRunning();
		if (dead || Date.now() > end) {
			const lines = log && fs.existsSync(log) ? `\n${fs.readFileSync(log, 'utf8').split('\n').slice(-30).join('\n')}` : '';
			throw new Error(`${what}: ${dead ? 'the program ended' : `not within ${timeoutMs} ms`}${last ? ` (${last.message})` : ''}${lines}`);
		}
		await new Promise((resolve) => setTimeout(resolve, everyMs));
	}
}

module.exports = { startProgram, freePort, until };
