'use strict';

const fs = require('node:fs');
const path = require('node:path');

const EXAMPLES = path.resolve(__dirname, '../../examples');

/** @returns {Array<{ file: string, text: string }>} the importable workflows. */
const exampleFiles = () =>
	fs
		.readdirSync(EXAMPLES)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => ({ file, text: fs.readFileSync(path.join(EXAMPLES, file), 'utf8') }));

module.exports = { exampleFiles };
