'use strict';

const { spawnSync } = require('node:child_process');
const path = require('node:path');

/** The repository, whatever folder the person stands in. */
const ROOT = path.resolve(__dirname, '..', '..');

/**
 * Runs a program to its end with our output. Arguments go as a list, never through a shell: a path
 * with a space stays one argument. Standard input is closed, so nothing can wait for an answer in CI.
 * @param {string} file
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string>, bareEnv?: boolean, output?: 'quiet' | 'stderr', timeoutMs?: number}} [options]
 *   `env`: beside ours, or with `bareEnv` all there is; `quiet`: shown only when it fails; `stderr`: keeps our
 *   standard output clean for results; `timeoutMs`: ended after so long
 * @throws {CommandFailed}
 */
function run(file, args, options = {}) {
	const to = { quiet: 'pipe', stderr: process.stderr.fd }[options.output] ?? 'inherit';
	const result = spawnSync(file, args, {
		cwd: options.cwd ?? ROOT,
		env: options.bareEnv ? options.env : { ...process.env, ...options.env },
		stdio: ['ignore', to, to === 'pipe' ? 'pipe' : 'inherit'],
		encoding: 'utf8',
		maxBuffer: 256 * 1024 * 1024,
		timeout: options.timeoutMs,
		killSignal: 'SIGKILL',
	});
	if (result.error) throw new CommandFailed(file, args, 127, result.error.message);
	if (result.status !== 0) {
		if (to === 'pipe') process.stderr.write(tail(`${result.stdout}${result.stderr}`, 60));
		throw new CommandFailed(file, args, result.status ?? 1, result.signal ? `ended by ${result.signal}` : '');
	}
	return result.stdout ?? '';
}

/** Runs a script with this Node, or with another one given. */
function runNode(script, args = [], { node = process.execPath, ...options } = {}) {
	return run(node, [script, ...args], options);
}

/**
 * npm, started the way that works everywhere: through its own script where we know it (Windows can't
 * start `npm.cmd` without a shell), else by name.
 * @param {{node?: string} & Parameters<typeof run>[2]} [options]
 */
function npm(args, { node = process.execPath, ...options } = {}) {
	const script = process.env.npm_execpath ?? '';
	return path.basename(script) === 'npm-cli.js' ? run(node, [script, ...args], options) : run('npm', args, options);
}

/** Entry file of an installed development dependency. */
function bin(file) {
	return path.join(ROOT, 'node_modules', file);
}

class CommandFailed extends Error {
	constructor(file, args, status, why) {
		super([`${path.basename(file)} ${args.map((a) => path.basename(a)).join(' ')}: exit code ${status}`, why].filter(Boolean).join(', '));
		this.status = status;
	}
}

/** The person asked for something that is not there. */
class UsageError extends Error {}

function tail(text, lines) {
	return `${text.trimEnd().split('\n').slice(-lines).join('\n')}\n`;
}

/** Runs a script's main function; a failure becomes its exit code, without a stack where it says enough. */
function main(fn) {
	Promise.resolve()
		.then(fn)
		.catch((error) => {
			console.error(error instanceof CommandFailed || error instanceof UsageError ? error.message : error);
			process.exitCode = error.status || 1;
		});
}

module.exports = { ROOT, run, runNode, npm, bin, main, CommandFailed, UsageError };
