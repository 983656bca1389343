'use strict';

/** TypeScript goes through swc: types are checked once, by tsc, before jest starts. */
const shared = {
	rootDir: __dirname,
	testEnvironment: 'node',
	transform: {
		'^.+\\.c?ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
		],
	},
	// The build and the tool folders hold copies of our package.json; jest must not index them.
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/\\.cache/'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
};

const project = (name, testMatch) => ({ ...shared, displayName: name, testMatch: testMatch.map((pattern) => `<rootDir>/test/${pattern}`) });

module.exports = {
	rootDir: __dirname,
	maxWorkers: '100%',
	// One engine start takes seconds on a busy two-core machine; a hang must still end.
	testTimeout: 30_000,
	projects: [
		project('unit', ['unit/**/*.test.{ts,cts}', 'services/**/*.test.ts', 'support/**/*.test.{js,ts}']),
		project('engine', ['engine/**/*.test.{js,ts,cts}']),
		project('simulation', ['simulation/**/*.test.{js,ts}']),
		project('contracts', ['contracts/**/*.test.{js,ts}']),
	],
};
