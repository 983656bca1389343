'use strict';

const { src, dest, task } = require('gulp');

/**
 * Icons and codex files beside the compiled code: n8n looks for them there. `encoding: false` keeps
 * gulp 5 from re-coding a PNG as text.
 */
function copyAssets() {
	return src(['{nodes,credentials}/**/*.{svg,png}', 'nodes/**/*.node.json'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);
}

task('build:assets', copyAssets);
