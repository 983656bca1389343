'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT, npm, run } = require('../../../scripts/lib/run');
const { ensureBuilt } = require('../../../scripts/lib/project');

const { name } = require('../../../package.json');

/**
 * Puts our package where n8n keeps installed community nodes, from the very archive that would be
 * published: a file missing from it is missed here. Without node_modules: a copy of n8n-workflow
 * there would be loaded instead of n8n's own.
 * @param {string} userFolder n8n's user folder
 */
function installPackage(userFolder) {
	ensureBuilt();
	const target = path.join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	fs.rmSync(target, { recursive: true, force: true });
	fs.mkdirSync(target, { recursive: true });
	const folder = fs.mkdtempSync(path.join(userFolder, 'pack-'));
	npm(['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder], { cwd: ROOT, output: 'quiet' });
	const [archive] = fs.readdirSync(folder);
	run('tar', ['-xzf', path.join(folder, archive), '-C', target, '--strip-components=1']);
	fs.rmSync(folder, { recursive: true, force: true });
}

module.exports = { installPackage };
