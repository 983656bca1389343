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
	const totals = { passed: 0, failed: 0, skipped: 0 };
	for (const serviceCase of readCases(path.join(root, 'test/services/cases'))) {
		const description = readDescription(folder, serviceCase.service);
		if (!description) {
			totals.skipped++;
			console.log(`no description  ${serviceCase.service}`);
			continue;
		}
		const outcome = check(contractOf(description), serviceCase);
		const { requests, replies } = outcome;
		const { errors, notes } = sortKnown(serviceCase.service, outcome);
		const counts = `${requests} requests, ${replies} replies${notes.length > 0 ? `, ${notes.length} notes` : ''}`;
		if (errors.length > 0) {
			totals.failed++;
			console.log(`FAILED          ${serviceCase.service} (${counts}; ${description.file})`);
			for (const error of errors) console.log(`  ${error}`);
		} else {
			totals.passed++;
			console.log(`checked         ${serviceCase.service} (${counts})`);
		}
		if (process.env.CONTRACTS_NOTES) for (const note of notes) console.log(`  note: ${note}`);
	}
	console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
	return totals.failed > 0 ? 1 : 0;
}

process.exitCode = main();
