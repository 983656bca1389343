'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { npm } = require('./run');
const { tool } = require('./tools');
const { has, aptInstall } = require('./apt');

const NEEDS_NODE = 24;

/** Older lines that the suite `versions` runs: the newest of 1.x, and two of 2.x. */
const OLDER = ['1.123.81', '2.0.3', '2.20.12'];

/**
 * The real n8n, installed once per machine, with the Node it needs.
 * @param {string} [version] one of `OLDER`; left out, the one that all other suites run
 * @returns {Promise<{folder: string, node: string, n8n: string}>} `node`: a Node 24 binary; `n8n`: n8n's start script
 */
async function ensureN8n(version) {
	const [name, from] = version === undefined ? ['n8n', 'test/e2e/n8n'] : [`n8n-${version}`, `test/e2e/versions/${version}`];
	const folder = await tool(name, from, { about: 'about 2.9 GB, three to six minutes', finish: buildNatives });
	return { folder, node: findNode(folder), n8n: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

/**
 * All scripts stay off during the install: some fetch a prebuilt program from outside npm and fail
 * where only npm is to be had. The two native modules that n8n can't start without are built here,
 * with the Node that will load them.
 */
function buildNatives(folder) {
	console.error("Building n8n's two native modules, about a minute and a half");
	const node = findNode(folder);
	const home = path.dirname(path.dirname(node));
	if (!has('make') || !has('g++') || !has('python3')) aptInstall(['make', 'g++', 'python3']);
	const env = {
		PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
		npm_config_ignore_scripts: 'false',
		npm_config_jobs: 'max',
		// The Node headers come with the binary; node-gyp would fetch them from outside npm.
		...(fs.existsSync(path.join(home, 'include', 'node')) ? { npm_config_nodedir: home } : {}),
	};
	const natives = ['sqlite3', 'isolated-vm'].filter((name) => fs.existsSync(path.join(folder, 'node_modules', name)));
	npm(['rebuild', ...natives, '--ignore-scripts=false', '--loglevel=error'], { cwd: folder, node, env, output: 'quiet' });
}

/** This very Node if it is new enough, else the binary that came as an npm package. */
function findNode(folder) {
	if (Number(process.versions.node.split('.')[0]) === NEEDS_NODE) return process.execPath;
	const binary = process.platform === 'win32' ? 'node.exe' : 'node';
	for (const name of [
		`node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
		`node-bin-${process.platform}-${process.arch}`,
	]) {
		const file = path.join(folder, 'node_modules', name, 'bin', binary);
		if (fs.existsSync(file)) return file;
	}
	throw new Error(
		`n8n needs Node ${NEEDS_NODE}; there is no npm package with it for ${process.platform} ${process.arch}. Run this with Node ` +
			`${NEEDS_NODE}.`,
	);
}

module.exports = { ensureN8n, OLDER };
