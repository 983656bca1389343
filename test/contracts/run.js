'use strict';
/**
 * Holds the service table against the vendors' own descriptions: each expected request against its
 * operation, each sample reply against its response. `definitions.test.ts` proves that the expected
 * requests are the ones the definitions make.
 *
 * CONTRACTS_DIR: folder of the descriptions. CONTRACTS_NOTES=1: also what is merely not described.
 */
const fs = require('fs');
const path = require('path');
const { readCases, readDescription } = require('./load');
const { OpenApiContract } = require('./openapi');
const { GraphqlContract } = require('./graphql');
const { changedForms } = require('./forms');
const known = require('./known');

const root = path.resolve(__dirname, '../..');
const folder = path.resolve(process.env.CONTRACTS_DIR ?? path.join(root, '../shared/services/openapi'));

const contractOf = (description) =>
	description.kind === 'graphql' ? new GraphqlContract(description.text) : new OpenApiContract(description.document);

/** One exchange after the other, creates before updates before lookups. */
function exchangesOf({ creates, updates = [], lookups }) {
	const pairs = (entry, kind, title) =>
		entry.expect.map((request, index) => ({ kind, title, index, request, reply: entry.replies[index] }));
	return [
		...creates.flatMap((entry) => pairs(entry, 'create', `create '${entry.title}'`)),
		...updates.flatMap((entry) => pairs(entry, 'update', `update '${entry.title}'`)),
		...lookups.flatMap((entry) => pairs(entry, 'lookup', `lookup '${entry.title}'`)),
	];
}

function check(contract, serviceCase) {
	const outcome = { requests: 0, replies: 0, errors: [], notes: [] };
	for (const { kind, title, index, request, reply } of exchangesOf(serviceCase)) {
		const label = index === 0 ? title : `${title}, request ${index + 1}`;
		const add = ({ errors, notes }) => {
			outcome.errors.push(...errors.map((text) => `${label}: ${text}`));
			outcome.notes.push(...notes.map((text) => `${label}: ${text}`));
		};
		const checked = contract.checkRequest(request);
		if (checked.undescribed !== undefined) {
			// The descriptions are extracts around the create: what they leave out elsewhere proves nothing.
			const isCreate = kind === 'create' && index === 0;
			add(isCreate ? { errors: [checked.undescribed], notes: [] } : { errors: [], notes: [checked.undescribed] });
			continue;
		}
		outcome.requests++;
		add(checked);
		if (!checked.operation || !reply) continue;
		outcome.replies++;
		add(contract.checkReply(checked.operation, reply));
	}
	return outcome;
}

/** Moves the errors that are known to be the description's fault to the notes. */
function sortKnown(service, { errors, notes }) {
	const entries = known[service] ?? [];
	const isKnown = (text) => entries.some(({ error }) => error.test(text));
	const stale = entries.filter(({ error }) => !errors.some((text) => error.test(text)));
	return {
		errors: [...errors.filter((text) => !isKnown(text)), ...stale.map(({ error }) => `known.js: ${error} matches nothing any more`)],
		notes: [...notes, ...errors.filter(isKnown).map((text) => `${text} (known)`)],
	};
}

function main() {
	if (!fs.existsSync(folder)) {
		console.log(`No vendor descriptions at ${folder} (CONTRACTS_DIR): nothing to check.`);
		return 0;
	}
	const cases = readCases(path.join(root, 'test/services/cases'));
	const services = cases.map(({ service }) => service);
	const rows = cases.map((serviceCase) => {
		const description = readDescription(folder, serviceCase.service, services);
		if (!description) return { service: serviceCase.service };
		const { requests, replies, ...found } = check(contractOf(description), serviceCase);
		return { service: serviceCase.service, file: description.file, requests, replies, ...sortKnown(serviceCase.service, found) };
	});
	for (const { service, errors = [], notes = [] } of rows) {
		for (const error of errors) console.log(`${service}: ${error}`);
		if (process.env.CONTRACTS_NOTES) for (const note of notes) console.log(`${service}, note: ${note}`);
	}
	console.log(tableOf(rows));
	const changed = changedForms(folder);
	for (const file of changed) console.log(`${file}: its form is not the one in forms.txt (CONTRACTS_WRITE=1 writes it; read it by eye)`);
	if (changed.length > 0) return 1;
	return rows.some(({ errors = [] }) => errors.length > 0) ? 1 : 0;
}

/** One line per service that has a description, and the others in one. */
function tableOf(rows) {
	const described = rows.filter(({ file }) => file !== undefined);
	const cells = [
		['service', 'description', 'requests', 'replies', 'errors', 'notes', 'result'],
		...described.map(({ service, file, requests, replies, errors, notes }) => [
			...[service, file, requests, replies, errors.length, notes.length].map(String),
			errors.length > 0 ? 'FAILED' : 'passed',
		]),
	];
	const widths = cells[0].map((_head, column) => Math.max(...cells.map((row) => row[column].length)));
	const isNumber = (column) => column >= 2 && column <= 5;
	const lines = cells.map((row) =>
		row
			.map((cell, column) => (isNumber(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
			.join('  ')
			.trimEnd(),
	);
	const failed = described.filter(({ errors }) => errors.length > 0).length;
	const others = rows.filter(({ file }) => file === undefined).map(({ service }) => service);
	const named = others.length > 0 ? `: ${others.join(', ')}` : '';
	return [...lines, '', `${described.length - failed} passed, ${failed} failed, ${others.length} without a description${named}`].join('\n');
}

process.exitCode = main();
