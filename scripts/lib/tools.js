'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ROOT, npm } = require('./run');
const { exclusively } = require('./lock');

/** Heavy tools are installed once per machine and shared by all clones; `CREATE_PROJECT_CACHE` moves the folder. */
function cacheFolder() {
	return process.env.CREATE_PROJECT_CACHE || path.join(os.homedir(), '.cache', 'n8n-nodes-create-project');
}

/**
 * Where a tool is, or will be, installed. The name carries a hash of the lock file and of the machine, so another version never
 * meets half of an old one.
 * @param {string} name
 * @param {string} from folder with the tool's package.json and package-lock.json, relative to the repository
 * @param {string} [revision] change it when what is done after `npm ci` changes
 */
function toolFolder(name, from, revision = '1') {
	const hash = crypto.createHash('sha256').update(`${revision} ${process.platform} ${process.arch}`);
	for (const file of filesOf(from)) hash.update(fs.readFileSync(file));
	return path.join(cacheFolder(), `${name}-${hash.digest('hex').slice(0, 16)}`);
}

const filesOf = (from) => ['package.json', 'package-lock.json'].map((file) => path.join(ROOT, from, file));

/**
 * The folder of an installed tool; installs it when missing. An installation grows in a temporary folder and is renamed when
 * complete: an interrupted one is never taken for whole.
 * @param {string} name
 * @param {string} from see {@link toolFolder}
 * @param {{about?: string, finish?: (folder: string) => void, revision?: string, timeoutMs?: number}} [options] `about`: how large, how
 *   long, for the person who waits; `finish`: work after `npm ci`; `timeoutMs`: `npm ci` is ended after so long
 * @returns {Promise<string>}
 */
async function tool(name, from, { about = '', finish = () => {}, revision, timeoutMs } = {}) {
	const folder = toolFolder(name, from, revision);
	if (fs.existsSync(folder)) return folder;

	fs.mkdirSync(cacheFolder(), { recursive: true });
	await exclusively(`${folder}.lock`, () => {
		if (fs.existsSync(folder)) return;
		const started = Date.now();
		console.error(`Installing ${name} into ${folder}, once per machine${about === '' ? '' : `: ${about}`}`);
		const growing = `${folder}.growing`;
		fs.rmSync(growing, { recursive: true, force: true });
		fs.mkdirSync(growing);
		for (const file of filesOf(from)) fs.copyFileSync(file, path.join(growing, path.basename(file)));
		npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: growing, output: 'stderr', timeoutMs });
		finish(growing);
		fs.renameSync(growing, folder);
		console.error(`Installed ${name} in ${Math.round((Date.now() - started) / 1000)} s`);
	});
	return folder;
}

module.exports = { tool, toolFolder, cacheFolder };
