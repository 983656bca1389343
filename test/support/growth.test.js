'use strict';
const { growth } = require('./growth');

/** @param {number} count */
const spin = (count) => {
	let sum = 0;
	for (let index = 0; index < count; index++) sum += index % 7;
	return sum;
};

describe('growth', () => {
	it.each([
		['linear', (/** @type {number} */ size) => spin(size * 1000), 1.6, 2.6],
		['linear with a logarithm', (/** @type {number} */ size) => spin(size * 300 * Math.log2(size)), 1.6, 2.9],
		['quadratic', (/** @type {number} */ size) => spin(size * size * 10), 3, 5],
		['cubic', (/** @type {number} */ size) => spin(size ** 3), 5, 10],
		['exponential', (/** @type {number} */ size) => spin(2 ** size), Infinity, Infinity],
	])('knows %s work', (_what, work, least, most) => {
		const ratio = growth((size) => size, work, 1_000_000);
		expect(ratio).toBeGreaterThanOrEqual(least);
		expect(ratio).toBeLessThanOrEqual(most);
	});

	it('says nothing of work too short to be measured', () => {
		expect(
			growth(
				(size) => size,
				() => 1,
				1000,
			),
		).toBe(1);
	});
});
