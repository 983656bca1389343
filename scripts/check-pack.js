'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT, npm, main } = require('./lib/run');

const ALLOWED = /^(dist\/(nodes|credentials)\/.+\.(js|json|svg|png)|index\.js|README\.md|LICENSE|package\.json)$/;
const NEVER = /\.(test|case|spec)\./;

/** What would be published: all that n8n needs, nothing else, and no path of the machine that built it. */
function checkPack() {
	const [report] = Object.values(
		JSON.parse(npm(['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], { output: 'quiet' })),
	);
	const packed = report.files.map(({ path: file }) => file);
	const trouble = [
		...packed.filter((file) => !ALLOWED.test(file) || NEVER.test(file)).map((file) => `${file} must not be in the package`),
		...needed()
			.filter((file) => !packed.includes(file))
			.map((file) => `${file} is not in the package`),
		...packed
			.filter((file) => fs.readFileSync(path.join(ROOT, file), 'utf8').includes(ROOT))
			.map((file) => `${file} names a folder of this machine`),
	];
	if (trouble.length > 0) {
		console.error(trouble.join('\n'));
		process.exitCode = 1;
	} else {
		console.log(
			`Package: ${packed.length} files, ${Math.round(report.unpackedSize / 1024)} kB unpacked, ${Math.round(report.size / 1024)} kB packed`,
		);
	}
}

function needed() {
	const { n8n } = require('../package.json');
	const icons = ['nodes', 'credentials']
		.flatMap((folder) => fs.readdirSync(path.join(ROOT, folder), { recursive: true }).map((file) => `dist/${folder}/${file}`))
		.filter((file) => file.endsWith('.svg') || file.endsWith('.node.json'));
	return ['README.md', 'LICENSE', 'index.js', 'package.json', ...n8n.nodes, ...n8n.credentials, ...icons];
}

main(checkPack);
