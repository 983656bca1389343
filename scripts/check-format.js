'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { ROOT, UsageError, bin, main, runNode } = require('./lib/run');

/** What prettier formats; `npm run format` writes it. */
const FOLDERS = ['nodes', 'credentials', 'test', 'scripts', '*.js', '*.mjs'];
const COLUMNS = 140;

/** One format: prettier's, and no line beyond 140 columns, which prettier lets strings and comments pass. */
function checkFormat() {
	runNode(bin('prettier/bin/prettier.cjs'), ['--check', '--log-level=warn', ...FOLDERS]);
	const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
	const files = listed.split('\n').filter((file) => /\.(c?ts|js|mjs)$/.test(file) && fs.existsSync(path.join(ROOT, file)));
	const long = files.flatMap((file) =>
		fs
			.readFileSync(path.join(ROOT, file), 'utf8')
			.split('\n')
			.flatMap((line, index) => ([...line].length > COLUMNS ? [`${file}:${index + 1}`] : [])),
	);
	if (long.length > 0) throw new UsageError(`Lines beyond ${COLUMNS} columns:\n${long.join('\n')}`);
	console.log(`${files.length} files in one format, no line beyond ${COLUMNS} columns`);
}

main(checkFormat);
