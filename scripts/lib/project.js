'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { ROOT, npm, bin, runNode } = require('./run');

const BUILT = path.join(ROOT, '.cache', 'built');

/** Installs the development dependencies unless exactly those of package-lock.json are there. */
function ensureInstalled() {
	if (isInstalled()) return;
	console.error('Installing development dependencies, once: about 1 GB in node_modules, a minute or two');
	npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { output: 'stderr' });
}

/**
 * npm writes what it installed to node_modules/.package-lock.json. Contents are compared, not times:
 * a checkout gives files new times, and a needless `npm ci` would pull node_modules from under other
 * programs running here.
 */
function isInstalled() {
	const wanted = packagesOf(path.join(ROOT, 'package-lock.json'));
	const there = packagesOf(path.join(ROOT, 'node_modules', '.package-lock.json'));
	if (!wanted || !there) return false;
	return Object.entries(wanted).every(
		([where, entry]) => where === '' || entry.optional || entry.extraneous || (there[where] && there[where].version === entry.version),
	);
}

function packagesOf(lockFile) {
	try {
		return JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages;
	} catch {
		return undefined;
	}
}

/**
 * Compiles to dist/: clean, tsc, assets. The mark that says so is taken away first and written last, with the state of the sources
 * before: an interrupted build never counts as one, nor does one whose sources changed meanwhile.
 * @param {{mark?: string, compile?: () => void}} [options] for tests
 */
function build({ mark = BUILT, compile = compileAll } = {}) {
	fs.rmSync(mark, { force: true });
	const hash = sourceHash();
	compile();
	fs.mkdirSync(path.dirname(mark), { recursive: true });
	fs.writeFileSync(mark, hash);
}

function compileAll() {
	fs.rmSync(path.join(ROOT, 'dist'), { recursive: true, force: true });
	runNode(bin('typescript/bin/tsc'), [], { output: 'stderr' });
	runNode(bin('gulp/bin/gulp.js'), ['build:assets', '--silent'], { output: 'stderr' });
}

/** @param {string} [mark] */
function isBuilt(mark = BUILT) {
	return fs.existsSync(mark) && fs.existsSync(path.join(ROOT, 'dist')) && fs.readFileSync(mark, 'utf8') === sourceHash();
}

/** Builds unless dist/ was built from just these sources. */
function ensureBuilt() {
	if (isBuilt()) return;
	console.error('Building the node into dist/, some ten seconds');
	build();
}

function sourceHash() {
	const hash = crypto.createHash('sha256');
	const files = ['nodes', 'credentials']
		.flatMap((folder) => fs.readdirSync(path.join(ROOT, folder), { recursive: true }).map((f) => path.join(folder, String(f))))
		.concat('package.json', 'tsconfig.json', 'gulpfile.js')
		.sort();
	for (const file of files) {
		const full = path.join(ROOT, file);
		if (fs.statSync(full).isFile()) hash.update(file).update('\0').update(fs.readFileSync(full)).update('\0');
	}
	return hash.digest('hex');
}

module.exports = { ensureInstalled, isInstalled, build, isBuilt, ensureBuilt, sourceHash };
