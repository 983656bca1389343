'use strict';
const fs = require('fs');
const path = require('path');
const swc = require('@swc/core');

/** Service cases are TypeScript with type imports only: swc strips the types, Node runs the rest. */
function readCase(file) {
	const { code } = swc.transformSync(fs.readFileSync(file, 'utf8'), {
		filename: file,
		swcrc: false,
		jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
		module: { type: 'commonjs' },
	});
	const loaded = { exports: {} };
	const requireFrom = (id) => (id.startsWith('.') ? readModule(path.resolve(path.dirname(file), id)) : require(id));
	new Function('module', 'exports', 'require', code)(loaded, loaded.exports, requireFrom);
	return loaded.exports;
}

const readModule = (base) => {
	const file = [base, `${base}.ts`].find((candidate) => fs.existsSync(candidate) && fs.statSync(candidate).isFile());
	return file.endsWith('.ts') ? readCase(file) : require(file);
};

/** @returns every ServiceCase of the folder, in the order of their file names. */
function readCases(folder) {
	return fs
		.readdirSync(folder)
		.filter((name) => name.endsWith('.ts'))
		.sort()
		.flatMap((name) => Object.values(readCase(path.join(folder, name))).filter((entry) => entry && entry.service && entry.creates));
}

const plain = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The vendor's description of a service: the file of the same name, or the only one that begins with it
 * (`googleCloud`: google-cloud-resource-manager.json).
 */
function readDescription(folder, service) {
	const files = fs.readdirSync(folder).filter((name) => /\.(json|graphql)$/.test(name));
	const named = (name) => plain(name.replace(/\.[^.]+$/, ''));
	const exact = files.find((name) => named(name) === plain(service));
	const longer = files.filter((name) => named(name).startsWith(plain(service)));
	const file = exact ?? (longer.length === 1 ? longer[0] : undefined);
	if (file === undefined) return undefined;
	const text = fs.readFileSync(path.join(folder, file), 'utf8');
	return file.endsWith('.graphql') ? { kind: 'graphql', file, text } : { kind: 'openapi', file, document: JSON.parse(text) };
}

module.exports = { readCases, readDescription };
