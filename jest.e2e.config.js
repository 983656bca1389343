'use strict';

/** Suites against real programs (n8n, Redmine, Chromium): one at a time, plain JavaScript, no transform. */
module.exports = {
	rootDir: __dirname,
	displayName: 'e2e',
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/e2e/**/*.e2e.js'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/\\.cache/'],
	transform: {},
	maxWorkers: 1,
	// Also the limit of beforeAll, in which a real n8n starts.
	testTimeout: 300_000,
};
