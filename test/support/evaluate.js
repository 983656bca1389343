'use strict';

const vm = require('node:vm');

/**
 * An expression of n8n, worked out with nothing but the node's parameters.
 * @param {string} expression `={{ … }}` @param {Record<string, unknown>} parameters as `$parameter` @returns {unknown}
 */
const evaluate = (expression, parameters) => {
	const inner = /^=\{\{(.*)\}\}$/s.exec(expression);
	if (!inner) throw new Error(`Not an expression: ${expression}`);
	return vm.runInNewContext(`(${inner[1]})`, { $parameter: parameters });
};

module.exports = { evaluate };
