'use strict';
const fs = require('fs');
const path = require('path');
const swc = require('@swc/core');
const { JSON_SCHEMA, load } = require('js-yaml');
const { asOpenApi } = require('./swagger2');

const loadedFiles = new Map();

/** Service cases are TypeScript with type imports only: swc strips the types, Node runs the rest. */
function readCase(file) {
	if (loadedFiles.has(file)) return loadedFiles.get(file).exports;
	const { code } = swc.transformSync(fs.readFileSync(file, 'utf8'), {
		filename: file,
		swcrc: false,
		jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
		module: { type: 'commonjs' },
	});
	const loaded = { exports: {} };
	loadedFiles.set(file, loaded);
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
 * The vendor's description of a service: the file of the same name, or the only one that begins with it and is no other
 * service's (`googleCloud`: google-cloud-resource-manager.json; `github` never has githubProjects.graphql). OpenAPI 3 and Swagger 2
 * as JSON or YAML, or a GraphQL schema.
 *
 * @param services The ids of all services.
 */
function readDescription(folder, service, services) {
	const files = fs.readdirSync(folder).filter((name) => /\.(json|ya?ml|graphql)$/.test(name));
	const file = fileOf(files, service, services);
	if (file === undefined) return undefined;
	const text = fs.readFileSync(path.join(folder, file), 'utf8');
	return file.endsWith('.graphql') ? { kind: 'graphql', file, text } : { kind: 'openapi', file, document: documentOf(text, file) };
}

/** The file among these that describes the service. */
function fileOf(files, service, services) {
	const own = plain(service);
	const named = (name) => plain(name.replace(/\.[^.]+$/, ''));
	const exact = files.find((name) => named(name) === own);
	// A file belongs to the service whose id is the longest of those it begins with.
	const longer = services.map(plain).filter((id) => id.startsWith(own) && id !== own);
	const begun = files.filter((name) => named(name).startsWith(own) && !longer.some((id) => named(name).startsWith(id)));
	return exact ?? (begun.length === 1 ? begun[0] : undefined);
}

const documentOf = (text, file) => asOpenApi(/\.ya?ml$/.test(file) ? load(text, { schema: JSON_SCHEMA }) : JSON.parse(text));

module.exports = { readModule, readCases, readDescription, fileOf, documentOf };
