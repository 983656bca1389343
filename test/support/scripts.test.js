'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { build, isBuilt, sourceHash } = require('../../scripts/lib/project');
const { story } = require('./demo');

describe('a build', () => {
	const mark = path.resolve(__dirname, `../../.cache/built-in-test-${process.pid}`);
	const dist = path.resolve(__dirname, '../../dist');
	const hadDist = fs.existsSync(dist);
	beforeAll(() => {
		fs.mkdirSync(path.dirname(mark), { recursive: true });
		fs.mkdirSync(dist, { recursive: true });
	});
	afterAll(() => {
		fs.rmSync(mark, { force: true });
		if (!hadDist) fs.rmSync(dist, { recursive: true });
	});

	it('counts once it came to its end', () => {
		build({ mark, compile: () => expect(isBuilt(mark)).toBe(false) });
		expect(isBuilt(mark)).toBe(true);
	});

	it.each([
		['before it began to write', () => {}],
		['in the middle', () => fs.writeFileSync(path.join(dist, 'half-built-in-test'), '')],
	])('never counts when it was interrupted %s, even with the sources of the last whole one', (_when, work) => {
		fs.writeFileSync(mark, sourceHash());
		expect(isBuilt(mark)).toBe(true);
		const interrupted = () => {
			work();
			throw new Error('interrupted');
		};
		expect(() => build({ mark, compile: interrupted })).toThrow('interrupted');
		expect(isBuilt(mark)).toBe(false);
		fs.rmSync(path.join(dist, 'half-built-in-test'), { force: true });
	});

	it('does not count for other sources', () => {
		fs.writeFileSync(mark, 'another state');
		expect(isBuilt(mark)).toBe(false);
	});
});

describe('the story of a deal in the demo', () => {
	const post = (fault = null) => ({ method: 'POST', input: 'Apollo', fault, status: fault ? 500 : 201 });
	const get = (fault = null) => ({ method: 'GET', input: 'Apollo', fault, status: fault ? 0 : 200 });
	const one = [{ name: 'Apollo' }];

	it.each([
		['created → one project', [post()], one],
		['answer lost after the project was stored → looked, found → one project', [post('droppedSocket'), get()], one],
		['told to wait → sent again, created → one project', [post('rate429Reset'), post()], one],
		['no answer, and the project was stored → looked, no answer → looked, found → one project', [post('hang'), get('hang'), get()], one],
		['created → 2 PROJECTS', [post()], [...one, ...one]],
		['0 PROJECTS', [], []],
	])('reads: %s', (words, log, projects) => {
		expect(story('Apollo', [...log, { method: 'POST', input: 'Another', fault: 'hang' }], projects)).toBe(words);
	});
});
