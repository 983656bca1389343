'use strict';
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../..');

/** The pages written by hand, by name. @returns {Record<string, string>} */
function docFiles() {
	const names = [
		'README.md',
		...fs
			.readdirSync(path.join(ROOT, 'docs'))
			.filter((file) => file.endsWith('.md'))
			.map((file) => `docs/${file}`),
	];
	return Object.fromEntries(
		names.filter((name) => name !== 'docs/services.md').map((name) => [name, fs.readFileSync(path.join(ROOT, name), 'utf8')]),
	);
}

module.exports = { docFiles };
