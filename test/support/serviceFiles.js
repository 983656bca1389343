'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { readCases } = require('../contracts/load');

const SERVICES = path.resolve(__dirname, '../../nodes/CreateProject/services');
const CASES = path.resolve(__dirname, '../services/cases');
/** What is in the folder beside the definitions. */
const OTHERS = ['canonical.ts', 'index.ts', 'service.ts'];

/** @returns {Array<{ name: string, text: string, lines: number }>} the source of every definition, the custom API's included. */
function definitionFiles() {
	return fs
		.readdirSync(SERVICES)
		.filter((name) => name.endsWith('.ts') && !OTHERS.includes(name))
		.map((name) => {
			const text = fs.readFileSync(path.join(SERVICES, name), 'utf8');
			return { name: name.slice(0, -'.ts'.length), text, lines: text.trimEnd().split('\n').length };
		});
}

/** @returns {import('../services/case').ServiceCase[]} */
const serviceCases = () => readCases(CASES);

module.exports = { definitionFiles, serviceCases };
