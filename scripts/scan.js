'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { ROOT, main } = require('./lib/run');
const { ensureInstalled, ensureBuilt } = require('./lib/project');
const { tool } = require('./lib/tools');

/** What n8n's scanner reads in the repository of a published package; its other half reads the whole tarball. */
const SOURCES = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];

/**
 * The checks of `npx @n8n/scan-community-package` on this working tree. The original works on a
 * published package only (provenance, GitHub source, tarball); its rules are run here on the same
 * two sets of files, before publishing instead of after. Inline disable comments don't count there,
 * so they don't here.
 */
async function scan() {
	ensureInstalled();
	ensureBuilt();
	const folder = await tool('scanner', 'scripts/scanner');
	const scanner = path.join(folder, 'node_modules', '@n8n', 'scan-community-package', 'scanner', 'scanner.mjs');
	const { analyzePackage } = await import(pathToFileURL(scanner).href);

	const found = [
		['sources', await analyzePackage(ROOT, SOURCES)],
		['dist', await analyzePackage(path.join(ROOT, 'dist'))],
	].filter(([, result]) => !result.passed);
	for (const [what, { message, details }] of found) console.error(`${what}: ${message}\n${details ?? ''}`);
	if (found.length > 0) process.exitCode = 1;
	else console.log(`n8n's package scanner: no findings in ${countFiles('nodes', 'credentials', 'dist')} files`);
}

function countFiles(...folders) {
	return folders
		.flatMap((folder) => fs.readdirSync(path.join(ROOT, folder), { recursive: true }))
		.filter((file) => /\.(js|ts|json)$/.test(String(file))).length;
}

main(scan);
