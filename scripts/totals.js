'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('./lib/run');

/**
 * `node scripts/totals.js unit=EXITCODE e2e=EXITCODE`: one line with the tests of all runs together. A run
 * that ended badly without a failed test (lint, build, a crash) counts as one failed: a line that says
 * "0 failed" must mean that all is well.
 */
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const [name, code] of process.argv.slice(2).map((run) => run.split('='))) {
	const file = path.join(ROOT, '.cache', 'results', `${name}.json`);
	const results = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
	const failed = (results.numFailedTests ?? 0) + (results.numRuntimeErrorTestSuites ?? 0);
	sum.passed += results.numPassedTests ?? 0;
	sum.skipped += (results.numPendingTests ?? 0) + (results.numTodoTests ?? 0);
	sum.failed += failed || (code === '0' ? 0 : 1);
}
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
