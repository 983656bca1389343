'use strict';

const { spawnSync } = require('node:child_process');
const { run } = require('./run');

/** Full path of a program on the PATH, or an empty text. */
function which(command) {
	return spawnSync('sh', ['-c', 'command -v "$0"', command], { encoding: 'utf8' }).stdout.trim();
}

const has = (command) => which(command) !== '';

/**
 * Runs a program as root: as it is where we are root, else through `sudo` without a password
 * (GitHub's machines).
 */
function asRoot(file, args, options) {
	return process.getuid?.() === 0 ? run(file, args, options) : run('sudo', ['-n', file, ...args], options);
}

/**
 * Installs Debian packages. The package lists are fetched only when apt does not know a package or
 * its list is out of date: a second try after `apt-get update` costs less than an update each time.
 * @param {string[]} packages
 * @param {Record<string, string>} [env] for the packages' install scripts
 */
function aptInstall(packages, env = {}) {
	if (!has('apt-get')) throw new Error(`Please install ${packages.join(', ')}: there is no apt-get here`);
	const variables = Object.entries({ DEBIAN_FRONTEND: 'noninteractive', ...env }).map(([name, value]) => `${name}=${value}`);
	// DPkg::Lock::Timeout: another apt may be running on a shared machine.
	const apt = (...args) => asRoot('env', [...variables, 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], { output: 'quiet' });
	console.error(`Installing Debian packages: ${packages.join(' ')}`);
	try {
		apt('install', '-y', '--no-install-recommends', ...packages);
	} catch {
		apt('update');
		apt('install', '-y', '--no-install-recommends', ...packages);
	}
}

module.exports = { which, has, asRoot, aptInstall };
