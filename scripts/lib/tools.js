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
 * The folder of an installed tool; installs it when missing. Its name carries a hash of the lock file
 * and of the machine, so another version never meets half of an old one. An installation grows in a
 * temporary folder and is renamed when complete: an interrupted one is never taken for whole.
 * @param {string} name
 * @param {string} from folder with the tool's package.json and package-lock.json, relative to the repository
 * @param {{about?: string, finish?: (folder: string) => void, revision?: string}} [options] `about`: how large, how long, for the
 *   person who waits; `finish`: work after `npm ci`; `revision`: change it when `finish` changes
 * @returns {Promise<string>}
 */
async function tool(name, from, { about = '', finish = () => {}, revision = '1' } = {}) {
	const files = ['package.json', 'package-lock.json'].map((file) => path.join(ROOT, from, file));
	const hash = crypto.createHash('sha256').update(`${revision} ${process.platform} ${process.arch}`);
	for (const file of files) hash.update(fs.readFileSync(file));
	const folder = path.join(cacheFolder(), `${name}-${hash.digest('hex').slice(0, 16)}`);
	if (fs.existsSync(folder)) return folder;

	fs.mkdirSync(cacheFolder(), { recursive: true });
	await exclusively(`${folder}.lock`, () => {
		if (fs.existsSync(folder)) return;
		const started = Date.now();
		console.error(`Installing ${name} into ${folder}, once per machine${about === '' ? '' : `: ${about}`}`);
		const growing = `${folder}.growing`;
		fs.rmSync(growing, { recursive: true, force: true });
		fs.mkdirSync(growing);
		for (const file of files) fs.copyFileSync(file, path.join(growing, path.basename(file)));
		npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: growing, output: 'stderr' });
		finish(growing);
		fs.renameSync(growing, folder);
		console.error(`Installed ${name} in ${Math.round((Date.now() - started) / 1000)} s`);
	});
	return folder;
}

module.exports = { tool, cacheFolder };
