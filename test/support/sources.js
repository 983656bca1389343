'use strict';
/** Lets plain Node load the TypeScript sources, as jest does: required first, for its effect. */
const fs = require('node:fs');
const { transformSync } = require('@swc/core');

// The package is then loaded from its sources, see engine.js.
process.env.JEST_WORKER_ID = '1';
/** @type {any} */ (require).extensions['.ts'] = (/** @type {any} */ module, /** @type {string} */ file) => {
	const { code } = transformSync(fs.readFileSync(file, 'utf8'), {
		filename: file,
		jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
		module: { type: 'commonjs' },
	});
	module._compile(code, file);
};
