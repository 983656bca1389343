import type { FieldDefinition, FieldType, Json } from '../../services/service';
import { getPath, isObject, type JsonObject } from '../json';
import { idAmong, nameAmong, REPLY_PARTS, type ApiDescription } from './description';
import { segmentOf } from './schema';

/** How deep an example's objects become fields of their own, and how many fields are offered. */
const LIMITS = { depth: 3, fields: 100 };

/** Reads fields, envelope and name field out of an example body into a description. */
export function describeBody(body: JsonObject, description: ApiDescription): void {
	const { path, inner, constants } = envelopeOf(body);
	if (path.length > 0) description.envelope = path.join('.');
	if (Object.keys(constants).length > 0) description.constants = { ...description.constants, ...constants };
	const name = nameAmong(Object.keys(inner).filter((key) => ['string', 'number'].includes(typeof inner[key])));
	if (name === undefined) description.hints.push("The example names no field for the project's name: set 'Request: Name Field'");
	else description.nameField = segmentOf(name);
	const fields: FieldDefinition[] = [];
	collect(inner, '', LIMITS.depth, fields);
	description.fields.push(...fields.filter(({ id }) => id !== description.nameField).slice(0, LIMITS.fields));
}

/** The object that holds the name, and the constants on the way to it: `{ data: { type, attributes: { name } } }`. */
function envelopeOf(body: JsonObject): { path: string[]; inner: JsonObject; constants: Record<string, Json> } {
	const path: string[] = [];
	const constants: Record<string, Json> = {};
	let inner = body;
	while (path.length < LIMITS.depth && nameAmong(scalarKeys(inner)) === undefined) {
		const objects = Object.entries(inner).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
		const next = objects.find(([, value]) => nameAmong(scalarKeys(value)) !== undefined) ?? (objects.length === 1 ? objects[0] : undefined);
		// Only a name further in makes it an envelope.
		if (!next || !hasName(next[1], LIMITS.depth)) break;
		for (const key of scalarKeys(inner)) constants[[...path, segmentOf(key)].join('.')] = inner[key];
		path.push(segmentOf(next[0]));
		inner = next[1];
	}
	return { path, inner, constants };
}

const scalarKeys = (value: JsonObject): string[] =>
	Object.keys(value).filter((key) => value[key] !== null && typeof value[key] !== 'object');

const hasName = (value: JsonObject, depth: number): boolean =>
	nameAmong(scalarKeys(value)) !== undefined ||
	(depth > 0 && Object.values(value).some((entry) => isObject(entry) && hasName(entry, depth - 1)));

function collect(value: JsonObject, prefix: string, depth: number, fields: FieldDefinition[]): void {
	for (const [key, entry] of Object.entries(value)) {
		if (fields.length >= LIMITS.fields) return;
		const id = prefix === '' ? segmentOf(key) : `${prefix}.${segmentOf(key)}`;
		if (isObject(entry) && Object.keys(entry).length > 0 && depth > 1) collect(entry, id, depth - 1, fields);
		else fields.push({ id, displayName: id, ...typeOf(entry), description: sampleOf(entry) });
	}
}

const sampleOf = (value: Json): string | undefined =>
	value === null || value === ''
		? undefined
		: `In the example: ${(typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 80)}`;

/** The type a value of the example has. */
function typeOf(value: Json): { type: FieldType; format?: FieldDefinition['format'] } {
	if (typeof value === 'number') return { type: 'number' };
	if (typeof value === 'boolean') return { type: 'boolean' };
	if (Array.isArray(value)) {
		if (value.length > 0 && value.every((entry) => typeof entry === 'number')) return { type: 'array', format: 'numberList' };
		return value.every((entry) => typeof entry === 'string') ? { type: 'array', format: 'list' } : { type: 'array' };
	}
	if (isObject(value)) return { type: 'object' };
	const text = String(value ?? '');
	if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { type: 'dateTime', format: 'date' };
	if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return { type: 'dateTime', format: 'dateTime' };
	return /^https?:\/\//i.test(text) ? { type: 'url' } : { type: 'string' };
}

/**
 * Reads out of an example answer where the project and its parts are.
 *
 * @param name of the project in the example request, where there is one: the object that has it is the project.
 */
export function describeAnswer(answer: Json, description: ApiDescription, name?: string): void {
	const found = projectIn(answer, [], name);
	if (!found) {
		description.hints.push("The example answer holds no ID: set 'Response: ID Path'");
		return;
	}
	const { reply } = description;
	if (found.path.length > 0) reply.at = found.path.join('.');
	const inside = [found.value, getPath(found.value, 'attributes')];
	const part = (places: readonly string[]): string | undefined => {
		for (const [position, holder] of inside.entries()) {
			const place = places.find((path) => {
				const value = getPath(holder, path);
				return (typeof value === 'string' && value !== '') || typeof value === 'number';
			});
			if (place !== undefined) return position === 0 ? place : `attributes.${place}`;
		}
		return undefined;
	};
	const id = idAmong((place) => part([place]) === place);
	reply.id = id ?? part(REPLY_PARTS.id) ?? part(REPLY_PARTS.key);
	reply.key = part(REPLY_PARTS.key);
	reply.url = part(REPLY_PARTS.url);
	reply.createdAt = part(REPLY_PARTS.createdAt);
	const keys = isObject(inside[0]) ? scalarKeys(inside[0]) : [];
	const attributes = isObject(inside[1]) ? scalarKeys(inside[1]) : [];
	const own = nameAmong(keys);
	const other = nameAmong(attributes);
	reply.name = own !== undefined ? segmentOf(own) : other === undefined ? undefined : `attributes.${segmentOf(other)}`;
	for (const key of Object.keys(reply) as Array<keyof typeof reply>) if (reply[key] === undefined) delete reply[key];
}

/** The object of an answer that is the project: the one that has its name, else the outermost with an id. */
function projectIn(value: Json, path: string[], name: string | undefined, depth = 4): { value: JsonObject; path: string[] } | undefined {
	const candidates: Array<{ value: JsonObject; path: string[] }> = [];
	const walk = (current: Json, at: string[], left: number): void => {
		if (left < 0 || candidates.length > 200) return;
		if (Array.isArray(current)) {
			if (current.length > 0) walk(current[0], [...at, '0'], left - 1);
			return;
		}
		if (!isObject(current)) return;
		if (REPLY_PARTS.id.some((id) => ['string', 'number'].includes(typeof current[id]))) candidates.push({ value: current, path: at });
		for (const [key, entry] of Object.entries(current)) walk(entry, [...at, segmentOf(key)], left - 1);
	};
	walk(value, path, depth);
	const named = (candidate: JsonObject): boolean =>
		Object.values(candidate).includes(name ?? '') ||
		(isObject(candidate.attributes) && Object.values(candidate.attributes).includes(name ?? ''));
	return (name === undefined ? undefined : candidates.find((candidate) => named(candidate.value))) ?? candidates[0];
}
