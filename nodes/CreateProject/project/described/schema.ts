import type { FieldDefinition, FieldType, Json } from '../../services/service';
import { getSegments, isObject, type JsonObject } from '../json';

/** How much of a document is looked at. A form with more fields than this helps nobody, and a hostile document must not cost seconds. */
export const SCHEMA_LIMITS = { visits: 20_000, fields: 200, depth: 3, references: 20, description: 300 };

/** The properties of an object schema, all its parts merged. */
export interface ObjectShape {
	properties: Map<string, JsonObject>;
	required: Set<string>;
}

/** Reads the schemas of one document: follows references inside it, merges `allOf`, chooses among `oneOf` and `anyOf`. */
export class Schemas {
	private readonly shapes = new Map<JsonObject, ObjectShape>();
	private visits = 0;

	constructor(private readonly document: Json) {}

	/** Was the document larger than what is looked at? */
	get isExhausted(): boolean {
		return this.visits > SCHEMA_LIMITS.visits;
	}

	/** Follows local references (RFC 6901 pointers). Those into other documents lead nowhere. */
	resolve(value: unknown): JsonObject | undefined {
		let current = value;
		for (let step = 0; step < SCHEMA_LIMITS.references; step++) {
			if (!isObject(current)) return undefined;
			if (typeof current.$ref !== 'string') return current;
			if (!current.$ref.startsWith('#/')) return undefined;
			current = getSegments(this.document, current.$ref.slice(2).split('/').map(unescapePointer));
		}
		return undefined;
	}

	/** The properties of a schema that is an object, or of the branch that is one. Empty for anything else. */
	objectOf(value: unknown): ObjectShape {
		const schema = this.resolve(value);
		if (!schema) return { properties: new Map(), required: new Set() };
		const known = this.shapes.get(schema);
		if (known) return known;
		const shape: ObjectShape = { properties: new Map(), required: new Set() };
		// Set before its parts are read: a schema that contains itself ends here.
		this.shapes.set(schema, shape);
		if (++this.visits > SCHEMA_LIMITS.visits) return shape;
		const parts = [...listOf(schema.allOf)];
		const branch = this.branchOf(schema, (candidate) => this.looksLikeObject(candidate));
		if (branch !== undefined) parts.push(branch);
		for (const part of parts) {
			const inner = this.objectOf(part);
			for (const [name, property] of inner.properties) shape.properties.set(name, property);
			for (const name of inner.required) shape.required.add(name);
		}
		for (const [name, property] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
			if (isObject(property)) shape.properties.set(name, property);
		}
		for (const name of listOf(schema.required)) if (typeof name === 'string') shape.required.add(name);
		return shape;
	}

	/** A property's schema as one object: references followed, `allOf` merged, of alternatives the one that is not null. */
	plain(value: unknown, depth = 0): JsonObject | undefined {
		const schema = this.resolve(value);
		if (!schema || depth > SCHEMA_LIMITS.references || ++this.visits > SCHEMA_LIMITS.visits) return schema;
		const branch = this.branchOf(
			schema,
			(candidate) => typesOf(candidate).some((type) => type !== 'null') || isObject(candidate.properties),
		);
		const parts = [...listOf(schema.allOf), ...(branch === undefined ? [] : [branch])];
		if (parts.length === 0) return schema;
		const merged: JsonObject = {};
		for (const part of parts) Object.assign(merged, this.plain(part, depth + 1));
		const own = Object.entries(schema).filter(([key]) => !['allOf', 'oneOf', 'anyOf'].includes(key));
		return { ...merged, ...Object.fromEntries(own) };
	}

	private branchOf(schema: JsonObject, isWanted: (candidate: JsonObject) => boolean): Json | undefined {
		const branches = [...listOf(schema.oneOf), ...listOf(schema.anyOf)];
		return branches.find((branch) => {
			const candidate = this.resolve(branch);
			return candidate !== undefined && isWanted(candidate);
		});
	}

	private looksLikeObject(schema: JsonObject): boolean {
		return isObject(schema.properties) || schema.allOf !== undefined || typesOf(schema).includes('object');
	}
}

const unescapePointer = (segment: string): string => {
	const text = segment.replace(/~1/g, '/').replace(/~0/g, '~');
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
};

export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);

export const typesOf = (schema: JsonObject): string[] =>
	(Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type): type is string => typeof type === 'string');

/** A name as one segment of a dotted path. */
export const segmentOf = (name: string): string => name.replace(/\./g, '\\.');

/** A field made of a schema, with what the document says of it. `id` is its path in the payload. */
export function fieldOf(schemas: Schemas, id: string, property: unknown, isRequired: boolean): FieldDefinition {
	const schema = schemas.plain(property) ?? {};
	const types = typesOf(schema);
	const field: FieldDefinition = { id, displayName: id };
	const description = typeof schema.description === 'string' ? schema.description.replace(/\s+/g, ' ').trim() : '';
	if (description !== '') field.description = description.slice(0, SCHEMA_LIMITS.description);
	const choices = listOf(schema.enum).filter((value) => value !== null && typeof value !== 'object');
	if (choices.length > 0) {
		field.options = choices.map((choice) => (typeof choice === 'string' ? choice : { value: String(choice), sends: choice }));
	} else {
		const type = typeOf(types, schema);
		field.type = type;
		if (schema.format === 'date') field.format = 'date';
		else if (schema.format === 'date-time') field.format = 'dateTime';
		else if (type === 'array') field.format = listFormat(schemas.plain(schema.items));
	}
	Object.assign(field, rulesOf(schema));
	if (isRequired) field.required = true;
	return field;
}

/** The rules of a schema that are checked before anything is sent. */
function rulesOf(schema: JsonObject): Pick<FieldDefinition, 'maxLength' | 'minLength' | 'minimum' | 'maximum' | 'integer' | 'pattern'> {
	const { maxLength, minLength, minimum, maximum, pattern } = schema;
	const isWhole = typesOf(schema).includes('integer') && !typesOf(schema).includes('number');
	return {
		...(typeof maxLength === 'number' && maxLength > 0 ? { maxLength } : {}),
		...(typeof minLength === 'number' && minLength > 0 ? { minLength } : {}),
		...(typeof minimum === 'number' ? { minimum } : {}),
		...(typeof maximum === 'number' ? { maximum } : {}),
		...(isWhole ? { integer: true as const } : {}),
		...(typeof pattern === 'string' && isPlainPattern(pattern) ? { pattern: pattern.slice(1, -1) } : {}),
	};
}

/**
 * Patterns that speak of the whole value and cannot be slow, whoever wrote the document: no group is repeated, no alternatives, no
 * references, and at most two repeated parts. The others are left to the API.
 */
function isPlainPattern(pattern: string): boolean {
	if (!/^\^[^|]{1,200}[^\\]\$$/.test(pattern) || /\)[*+?{]|\\[1-9k]/.test(pattern)) return false;
	if ((pattern.match(/[*+]|,\}/g) ?? []).length > 2) return false;
	try {
		return new RegExp(`^(?:${pattern.slice(1, -1)})$`, 'u').source !== '';
	} catch {
		return false;
	}
}

function typeOf(types: readonly string[], schema: JsonObject): FieldType {
	if (types.includes('integer') || types.includes('number')) return 'number';
	if (types.includes('boolean')) return 'boolean';
	if (types.includes('array')) return 'array';
	if (types.includes('object') || isObject(schema.properties)) return 'object';
	if (schema.format === 'date' || schema.format === 'date-time') return 'dateTime';
	return schema.format === 'uri' || schema.format === 'url' ? 'url' : 'string';
}

/** Lists of plain values may be written with commas; lists of objects are given as JSON. */
function listFormat(items: JsonObject | undefined): FieldDefinition['format'] {
	const types = items === undefined ? ['string'] : typesOf(items);
	if (types.includes('integer') || types.includes('number')) return 'numberList';
	return types.length === 0 || types.includes('string') ? 'list' : undefined;
}
