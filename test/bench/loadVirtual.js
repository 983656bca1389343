'use strict';

const Module = require('node:module');
const path = require('node:path');
const { parseArgs } = require('node:util');
const esbuild = require('esbuild');

/** The benchmark in virtual time runs the sources themselves: they are translated when it is loaded. */
function loadVirtual() {
	const file = path.join(__dirname, 'virtual.ts');
	const { outputFiles } = esbuild.buildSync({ entryPoints: [file], bundle: true, platform: 'node', format: 'cjs', write: false });
	const loaded = new Module(file);
	loaded.filename = file;
	loaded.paths = Module._nodeModulePaths(__dirname);
	loaded._compile(outputFiles[0].text, file);
	return loaded.exports;
}

/** `npm run bench -- --virtual [--scenario b,w] [--seed 1,2]`: fails where a row is not kept. @param {string[]} argv */
async function virtualMain(argv) {
	const options = { virtual: { type: 'boolean' }, scenario: { type: 'string' }, seed: { type: 'string', default: '1,2,3' } };
	const { scenario, seed } = parseArgs({ args: argv, options }).values;
	const { virtualTable } = loadVirtual();
	const { text, isKept } = await virtualTable(scenario?.split(','), seed.split(',').map(Number));
	process.stdout.write(`${text}\n`);
	if (!isKept) process.exitCode = 1;
}

module.exports = { loadVirtual, virtualMain };
