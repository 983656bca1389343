'use strict';
const fs = require('fs');
const path = require('path');
const { documentOf, readModule } = require('./load');

/**
 * The form that a custom API gets from each of the vendors' descriptions, held against the one that was read by eye: a line per
 * document with its request, then one per field (`*`: required) with its type and first choices.
 * CONTRACTS_WRITE=1 writes what there is now.
 */
const TABLE = path.join(__dirname, 'forms.txt');
const MOST_CHOICES = 4;

const fieldLine = ({ id, required, in: place, type = 'string', options = [] }) => {
	const choices = options.slice(0, MOST_CHOICES).map((option) => option.value ?? option);
	const more = options.length > MOST_CHOICES ? `, ${options.length - MOST_CHOICES} more` : '';
	const listed = choices.length > 0 ? ` (${choices.join(', ')}${more})` : '';
	return `  ${required ? '*' : '-'} ${id}: ${type}${place ? ` in the ${place}` : ''}${listed}`;
};

/** @returns {string} the form of one document */
function formOf(file, describeOpenApi, text) {
	const { method, path: at, envelope, nameField, reply, list, update, fields, hints } = describeOpenApi(documentOf(text, file));
	const parts = {
		name: nameField,
		inside: envelope,
		id: reply.id && [reply.at, reply.id].filter(Boolean).join('.'),
		list: list && `${list.path}${list.filter ? `?${list.filter}=` : ''}${list.items ? ` at ${list.items}` : ''}`,
		update: update && `${update.method} ${update.path}`,
	};
	const said = Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
	return [`${file}: ${method} ${at}; ${said.join('; ')}`, ...hints.map((hint) => `  ! ${hint}`), ...fields.map(fieldLine)].join('\n');
}

/** @returns {string[]} the documents whose form is not the one of the table any more */
function changedForms(folder) {
	const { describeOpenApi } = readModule(path.resolve(__dirname, '../../nodes/CreateProject/project/described/openApi'));
	const files = fs
		.readdirSync(folder)
		.filter((name) => /\.(json|ya?ml)$/.test(name))
		.sort();
	const forms = files.map((file) => formOf(file, describeOpenApi, fs.readFileSync(path.join(folder, file), 'utf8')));
	if (process.env.CONTRACTS_WRITE) fs.writeFileSync(TABLE, `${forms.join('\n\n')}\n`);
	const known = new Set(fs.readFileSync(TABLE, 'utf8').trimEnd().split('\n\n'));
	return forms.flatMap((form, index) => (known.has(form) ? [] : [files[index]]));
}

module.exports = { changedForms };
