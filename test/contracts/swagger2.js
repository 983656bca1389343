'use strict';

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where Swagger 2 keeps what OpenAPI 3 has among its components. */
const MOVED = {
	'#/definitions/': '#/components/schemas/',
	'#/parameters/': '#/components/parameters/',
	'#/responses/': '#/components/responses/',
};

/** Words of a parameter that describe its value; in OpenAPI 3 they stand in its schema. */
const OF_VALUE = new Set(
	[
		['type', 'format', 'items', 'enum', 'default', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
		['minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'multipleOf'],
	].flat(),
);

/** A Swagger 2 document as OpenAPI 3 (OpenAPI 3.0.0, "Changes to the specification"); any other one as it is. */
function asOpenApi(document) {
	if (!/^2\./.test(String(document.swagger ?? ''))) return document;
	const moved = moveReferences(document);
	const { host, basePath = '', schemes = ['https'], consumes, produces, definitions = {}, parameters = {}, responses = {} } = moved;
	const defaults = { consumes, produces };
	return {
		openapi: '3.0.0',
		info: moved.info,
		servers: host === undefined ? [{ url: basePath }] : schemes.map((scheme) => ({ url: `${scheme}://${host}${basePath}` })),
		paths: mapValues(moved.paths ?? {}, (item) => pathItem(item, defaults, parameters)),
		components: {
			schemas: definitions,
			parameters: mapValues(parameters, parameter),
			responses: mapValues(responses, (response) => withContent(response, produces)),
			securitySchemes: moved.securityDefinitions ?? {},
		},
	};
}

const mapValues = (object, change) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

function moveReferences(node) {
	if (Array.isArray(node)) return node.map(moveReferences);
	if (!isObject(node)) return node;
	return Object.fromEntries(
		Object.entries(node).map(([key, value]) => {
			const from = key === '$ref' && typeof value === 'string' ? Object.keys(MOVED).find((start) => value.startsWith(start)) : undefined;
			return [key, from === undefined ? moveReferences(value) : MOVED[from] + value.slice(from.length)];
		}),
	);
}

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

function pathItem(item, defaults, shared) {
	return Object.fromEntries(
		Object.entries(item).map(([key, value]) => {
			if (key === 'parameters') return [key, ofAddress(value, shared)];
			return [key, METHODS.has(key) ? operation(value, item.parameters ?? [], defaults, shared) : value];
		}),
	);
}

const target = (entry, shared) => (typeof entry.$ref === 'string' ? (shared[entry.$ref.split('/').at(-1)] ?? entry) : entry);
const isOfBody = (entry, shared) => ['body', 'formData'].includes(target(entry, shared).in);
const ofAddress = (list, shared) => list.filter((entry) => !isOfBody(entry, shared)).map(parameter);

function operation(own, common, defaults, shared) {
	const all = [...common, ...(own.parameters ?? [])].filter((entry) => isOfBody(entry, shared)).map((entry) => target(entry, shared));
	const types = own.consumes ?? defaults.consumes ?? ['application/json'];
	const body = all.find((entry) => entry.in === 'body');
	const form = all.filter((entry) => entry.in === 'formData');
	const changed = {
		...own,
		responses: mapValues(own.responses ?? {}, (response) => withContent(response, own.produces ?? defaults.produces)),
	};
	if (own.parameters) changed.parameters = ofAddress(own.parameters, shared);
	if (body) changed.requestBody = { required: body.required, content: contentOf(types, body.schema) };
	else if (form.length > 0) changed.requestBody = formBody(form, types);
	return changed;
}

function formBody(form, types) {
	const schema = {
		type: 'object',
		properties: Object.fromEntries(form.map((entry) => [entry.name, valueOf(entry)])),
		required: form.filter(({ required }) => required).map(({ name }) => name),
	};
	const ofForms = types.filter((type) => /form/.test(type));
	return { required: schema.required.length > 0, content: contentOf(ofForms.length > 0 ? ofForms : [FORM], schema) };
}

const FORM = 'application/x-www-form-urlencoded';
const contentOf = (types, schema) => Object.fromEntries(types.map((type) => [type, { schema }]));
const valueOf = (entry) => Object.fromEntries(Object.entries(entry).filter(([key]) => OF_VALUE.has(key)));

function parameter(entry) {
	if (typeof entry.$ref === 'string') return entry;
	return { ...Object.fromEntries(Object.entries(entry).filter(([key]) => !OF_VALUE.has(key))), schema: valueOf(entry) };
}

const withContent = (response, types = ['application/json']) =>
	isObject(response) && response.schema !== undefined ? { ...response, content: contentOf(types, response.schema) } : response;

module.exports = { asOpenApi };
