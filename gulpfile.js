'use strict';

const fs = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');
const { src, dest, series, task } = require('gulp');

/**
 * Icons and codex files beside the compiled code: n8n looks for them there. `encoding: false` keeps
 * gulp 5 from re-coding a PNG as text.
 */
function copyAssets() {
	return src(['{nodes,credentials}/**/*.{svg,png}', 'nodes/**/*.node.json'], { base: '.', encoding: false }).pipe(dest('dist'));
}

const SERVICES = path.join('dist', 'nodes', 'CreateProject', 'services');

/**
 * All service definitions in one file: n8n loads the package at every start, and opening forty small
 * files costs more than reading them. Only the definitions are data of this kind; the code stays file by file.
 */
async function joinServices() {
	const registry = path.join(SERVICES, 'index.js');
	// From the sources, not from compiled modules: these become one flat scope without a wrapper each.
	const { outputFiles } = await esbuild.build({
		entryPoints: [path.join('nodes', 'CreateProject', 'services', 'index.ts')],
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		write: false,
		legalComments: 'none',
	});
	await fs.writeFile(registry, outputFiles[0].contents);
	const kept = new Set(['index.js', 'service.js', 'canonical.js']);
	for (const file of await fs.readdir(SERVICES)) if (!kept.has(file)) await fs.rm(path.join(SERVICES, file));
}

/** Our own modules stay files of their own; what a library imports of itself comes in. */
const ownFilesStay = {
	name: 'own-files-stay',
	setup: (build) =>
		build.onResolve({ filter: /^\.\.?\// }, ({ importer, kind, path: to }) =>
			kind === 'entry-point' || importer.includes('node_modules') ? undefined : { path: to, external: true },
		),
};

/**
 * js-yaml, the one library in the package, goes into the file that uses it: n8n's rule for verified nodes is no
 * dependency at run time. Its licence (MIT) stays at the head of the file.
 */
async function joinYaml() {
	const file = path.join('dist', 'nodes', 'CreateProject', 'connection', 'documentText.js');
	const licence = await fs.readFile(path.join(path.dirname(require.resolve('js-yaml/package.json')), 'LICENSE'), 'utf8');
	const { outputFiles } = await esbuild.build({
		entryPoints: [file],
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		write: false,
		minifySyntax: true,
		plugins: [ownFilesStay],
		banner: { js: `/* js-yaml, joined into this file:\n\n${licence.replaceAll('*/', '* /')}*/` },
		legalComments: 'none',
	});
	await fs.writeFile(file, outputFiles[0].contents);
}

task('build:assets', series(copyAssets, joinServices, joinYaml));
