'use strict';
const Ajv = require('ajv');
const addFormats = require('ajv-formats');

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The target of a local `$ref`. */
function resolve(document, node) {
	let current = node;
	for (let hops = 0; isObject(current) && typeof current.$ref === 'string' && hops < 20; hops++) {
		current = current.$ref
			.replace(/^#\//, '')
			.split('/')
			.reduce((at, part) => at?.[decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~')], document);
	}
	return current;
}

/** Every local reference in a document. */
function* referencesIn(node) {
	if (typeof node !== 'object' || node === null) return;
	if (typeof node.$ref === 'string' && node.$ref.startsWith('#/')) yield node.$ref;
	for (const value of Object.values(node)) yield* referencesIn(value);
}

/** A value without the entries of objects that are null. */
function withoutNulls(value) {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (!isObject(value)) return value;
	const entries = Object.entries(value).filter(([, entry]) => entry !== null);
	return Object.fromEntries(entries.map(([name, entry]) => [name, withoutNulls(entry)]));
}

const NOT_JSON_SCHEMA = new Set([
	'example',
	'examples',
	'discriminator',
	'xml',
	'externalDocs',
	'deprecated',
	'readOnly',
	'writeOnly',
	'nullable',
	'default',
	'description',
	'title',
]);

/**
 * OpenAPI 3.0 and 3.1 schemas as JSON Schema (OpenAPI 3.0.3, 4.7.24): `nullable`, boolean exclusive
 * limits, and `required` by direction. A request need not send what is read-only. A sample reply may
 * leave out what nobody reads, so nothing is required of it. `oneOf` becomes `anyOf`: the branches of
 * vendors' descriptions overlap.
 */
function toJsonSchema(node, direction) {
	if (Array.isArray(node)) return node.map((entry) => toJsonSchema(entry, direction));
	if (!isObject(node)) return node;
	if (typeof node.$ref === 'string') return { $ref: `${direction}${node.$ref}` };
	const schema = {};
	for (const [key, value] of Object.entries(node)) {
		if (NOT_JSON_SCHEMA.has(key) || key.startsWith('x-')) continue;
		if (key === 'properties' || key === 'patternProperties') {
			schema[key] = Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, toJsonSchema(entry, direction)]));
		} else if (key === 'required') {
			if (direction === 'reply' || !Array.isArray(value)) continue;
			schema.required = value.filter((name) => !node.properties?.[name]?.readOnly);
		} else if (key === 'enum') {
			schema.enum = node.nullable === true && !value.includes(null) ? [...value, null] : value;
		} else if (key === 'oneOf') {
			schema.anyOf = toJsonSchema(value, direction);
		} else if (key === 'exclusiveMinimum' && typeof value === 'boolean') {
			if (value) schema.exclusiveMinimum = node.minimum;
		} else if (key === 'exclusiveMaximum' && typeof value === 'boolean') {
			if (value) schema.exclusiveMaximum = node.maximum;
		} else if (key !== 'additionalProperties' || direction === 'request') {
			schema[key] = toJsonSchema(value, direction);
		}
	}
	if (node.nullable === true) {
		if (typeof schema.type === 'string') schema.type = [schema.type, 'null'];
		else if (schema.type === undefined && (schema.allOf || schema.anyOf || schema.oneOf)) return { anyOf: [schema, { type: 'null' }] };
	}
	return schema;
}

/** Checks values against schemas of one OpenAPI document. */
class Checker {
	constructor(document) {
		this.document = document;
		this.ajv = {};
		for (const direction of ['request', 'reply']) {
			const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false, unicodeRegExp: false });
			addFormats(ajv);
			const components = Object.fromEntries(
				Object.entries(document.components ?? {}).map(([kind, entries]) => [
					kind,
					kind === 'schemas'
						? Object.fromEntries(Object.entries(entries).map(([name, schema]) => [name, toJsonSchema(schema, direction)]))
						: {},
				]),
			);
			ajv.addSchema({ $id: direction, components, ...this.elsewhere(direction) });
			this.ajv[direction] = ajv;
		}
	}

	/** What references lead to outside of the components (`#/paths/…`), where it is; else nothing, for such a part may be large. */
	elsewhere(direction) {
		const parts = [...referencesIn(this.document)].map((reference) => reference.split('/')[1]);
		const named = [...new Set(parts)].filter((part) => part !== 'components' && isObject(this.document[part]));
		return Object.fromEntries(named.map((part) => [part, toJsonSchema(this.document[part], direction)]));
	}

	/**
	 * What is wrong with a sample reply. `nulls`: what is wrong only because a value is null, which vendors leave out of their
	 * descriptions more often than not.
	 */
	replyErrors(schema, value) {
		const all = this.errors(schema, value, 'reply');
		const errors = all.length === 0 ? [] : this.errors(schema, withoutNulls(value), 'reply');
		return { errors, nulls: all.filter((line) => !errors.includes(line)) };
	}

	/** @returns what is wrong, one line each. */
	errors(schema, value, direction) {
		const validate = this.ajv[direction].compile(toJsonSchema(schema, direction));
		if (validate(value)) return [];
		const lines = validate.errors
			.filter(({ keyword }) => !['if', 'anyOf', 'oneOf'].includes(keyword) || validate.errors.length === 1)
			.map(
				({ instancePath, message, params }) =>
					`${instancePath || '/'} ` +
					`${message}` +
					`${params.allowedValues ? ` (${params.allowedValues.slice(0, 12).join(', ')})` : ''}` +
					`${params.additionalProperty ? ` (${params.additionalProperty})` : ''}`,
			);
		return [...new Set(lines)].slice(0, 8);
	}

	/** The schema's parts that speak about the value: itself and what its `allOf`, `anyOf` and `oneOf` add. */
	parts(schema, depth = 0) {
		const own = resolve(this.document, schema);
		if (!isObject(own) || depth > 12) return [];
		return [own, ...['allOf', 'anyOf', 'oneOf'].flatMap((key) => (own[key] ?? []).flatMap((entry) => this.parts(entry, depth + 1)))];
	}

	/**
	 * Properties that no part of the schema lists, as `{ path, open, alone }`. `open`: the schema says that
	 * more properties may come; `alone`: the object has no listed property at all, so it is another thing.
	 */
	unknown(schemas, value, path = '') {
		const parts = schemas.flatMap((schema) => this.parts(schema));
		if (Array.isArray(value)) {
			const items = parts.flatMap((part) => (part.items ? [part.items] : []));
			return items.length === 0 ? [] : value.flatMap((entry, index) => this.unknown(items, entry, `${path}/${index}`));
		}
		if (!isObject(value)) return [];
		const listed = parts.filter((part) => isObject(part.properties) && Object.keys(part.properties).length > 0);
		const more = parts.map((part) => part.additionalProperties).filter((entry) => entry !== undefined && entry !== false);
		const open = more.length > 0 || parts.some((part) => part.patternProperties);
		if (listed.length === 0) return [];
		const names = Object.keys(value);
		const known = (name) => listed.flatMap((part) => (Object.hasOwn(part.properties, name) ? [part.properties[name]] : []));
		const alone = names.length > 0 && names.every((name) => known(name).length === 0);
		return names.flatMap((name) => {
			const found = known(name);
			return found.length > 0 ? this.unknown(found, value[name], `${path}/${name}`) : [{ path: `${path}/${name}`, open, alone }];
		});
	}
}

module.exports = { Checker, resolve };
