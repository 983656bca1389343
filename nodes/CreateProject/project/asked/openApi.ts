import type { FieldDefinition, FieldType, Json } from '../../services/service';
import { escapeSegment, getPath, getSegments, isObject, segmentsOf, type JsonObject } from '../json';
import { InputProblem } from '../problem';

/** Depth to which nested objects become fields of their own (`settings.budget`). */
const DEPTH = 3;
const MOST_FIELDS = 200;

/**
 * The fields of a create request, read from an OpenAPI 3 document (or a Swagger 2 one).
 *
 * @param path the API path as in the node's settings; placeholders may be named differently.
 * @param nameField payload path of the project name, which has a parameter of its own.
 * @throws {InputProblem} when the document has no such operation.
 */
export function fieldsFromOpenApi(document: Json, method: string, path: string, nameField: string, envelope = ''): FieldDefinition[] {
	const paths = getPath(document, 'paths');
	if (!isObject(paths)) throw new InputProblem("The 'OpenAPI Document' has no paths", 'Give an OpenAPI 3 document in JSON.');
	const shape = (text: string): string =>
		`/${text
			.split('?')[0]
			.replace(/\{[^}]*\}/g, '{}')
			.replace(/^\/+|\/+$/g, '')}`;
	const wanted = shape(path);
	// The base path may be part of the document's paths; the path itself goes first.
	const found = [
		...Object.keys(paths).filter((key) => shape(key) === wanted),
		...Object.keys(paths).filter((key) => wanted !== '/' && shape(key).endsWith(wanted)),
	];
	const operation = found.map((key) => getSegments(paths[key], [method.toLowerCase()])).find(isObject);
	if (!operation)
		throw new InputProblem(`The 'OpenAPI Document' does not describe ${method} ${path}`, "Check 'Path' and 'Method' in 'API Settings'.");
	const body = resolve(document, operation.requestBody);
	const contents = isObject(body) ? getPath(body, 'content') : undefined;
	const schema = isObject(contents)
		? getPath(contents['application/json'] ?? Object.values(contents)[0], 'schema')
		: (Array.isArray(operation.parameters)
				? (operation.parameters.map((entry) => resolve(document, entry)).find((entry) => getPath(entry, 'in') === 'body') as
						| JsonObject
						| undefined)
				: undefined
			)?.schema;
	const start =
		envelope === ''
			? schema
			: segmentsOf(envelope).reduce<unknown>((current, key) => getSegments(resolve(document, current), ['properties', key]), schema);
	const fields: FieldDefinition[] = [];
	collect(document, start, { prefix: '', depth: DEPTH, isOptional: false, within: [] }, fields);
	return fields.filter((field) => field.id !== nameField).slice(0, MOST_FIELDS);
}

/** Where a schema stands: `within` are the schemas it is part of, for `allOf` may run in a circle. */
interface Branch {
	prefix: string;
	depth: number;
	isOptional: boolean;
	within: readonly unknown[];
}

function collect(document: Json, given: unknown, branch: Branch, fields: FieldDefinition[]): void {
	const schema = resolve(document, given);
	if (!isObject(schema) || branch.within.includes(schema)) return;
	const { prefix, depth, isOptional } = branch;
	for (const part of [schema.allOf].flat())
		if (part !== undefined) collect(document, part, { ...branch, within: [...branch.within, schema] }, fields);
	const required = new Set(Array.isArray(schema.required) ? schema.required : []);
	for (const [key, entry] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
		const property = resolve(document, entry);
		if (!isObject(property) || property.readOnly === true) continue;
		const name = escapeSegment(key);
		const id = prefix === '' ? name : `${prefix}.${name}`;
		const isRequired = required.has(key) && !isOptional;
		if (isObject(property.properties) && depth > 1)
			collect(document, property, { prefix: id, depth: depth - 1, isOptional: !isRequired, within: [] }, fields);
		else if (!fields.some((field) => field.id === id)) fields.push(fieldOf(id, property, isRequired));
	}
}

function fieldOf(id: string, property: JsonObject, isRequired: boolean): FieldDefinition {
	const choices = Array.isArray(property.enum) ? property.enum.filter((value) => typeof value === 'string') : [];
	const types = [property.type].flat();
	const type: FieldType =
		types.includes('integer') || types.includes('number')
			? 'number'
			: types.includes('boolean')
				? 'boolean'
				: types.includes('array')
					? 'array'
					: types.includes('object')
						? 'object'
						: property.format === 'date' || property.format === 'date-time'
							? 'dateTime'
							: 'string';
	return {
		id,
		displayName: id,
		type,
		...(property.format === 'date' ? { format: 'date' as const } : property.format === 'date-time' ? { format: 'dateTime' as const } : {}),
		...(choices.length > 0 ? { options: choices } : {}),
		...(isRequired ? { required: true as const } : {}),
	};
}

/** Follows local references; a circle ends after a few steps. */
function resolve(document: Json, value: unknown, steps = 10): unknown {
	if (!isObject(value) || typeof value.$ref !== 'string' || steps === 0) return value;
	if (!value.$ref.startsWith('#/')) return undefined;
	const segments = value.$ref
		.slice(2)
		.split('/')
		.map((segment) => segment.replace(/~1/g, '/').replace(/~0/g, '~'));
	return resolve(document, getSegments(document, segments), steps - 1);
}
