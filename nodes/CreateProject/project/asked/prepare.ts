import type { FieldDefinition, Json, ServiceDefinition, Variant } from '../../services/service';
import { titleOf } from '../../services/canonical';
import { canonicalJson, cleanJson, isAbsent, isObject, type JsonObject } from '../json';
import { mapColumns, type MappedColumns } from './columns';
import { NAME_HINT, nameFault } from './given';
import { MARK_LABEL, NAME_LABEL, Payload, type Source } from './payload';
import { InputProblem, passOn, problemsTogether } from '../problem';
import { keyFromName, type KeySource } from './madeKey';
import { withKeyLine } from './ownKey';
import { buildRequest, type OutgoingRequest } from './request';
import type { Auth, Site } from './site';
import type { Secrets } from '../secrets';
import { fill, fillSegments, placeholdersIn, type Scope } from './template';
import { checkText, meaningOf, wireValue } from './values';

/** What a person asks for, one per input item. */
export interface ProjectInput {
	name: string;
	/** Mapped by hand: by canonical id, or the service's own field id. They win over constants. */
	fields: Record<string, unknown>;
	/** Input columns under *Map Automatically*, by their names. Name and constants win over them. */
	columns?: Record<string, unknown>;
	/** Columns that the name is made of, as far as that can be seen. */
	nameColumns?: readonly string[];
	/** Custom fields by payload path; they win over fields and constants, not over the name. */
	extra?: Array<{ path: string; value: unknown }>;
	/** IDs of what fields name, by field id; they take the place of the names. */
	resolved?: Record<string, unknown>;
	/** How many earlier items of the run have the same name, where each is to be a project of its own. */
	earlier?: number;
	/** Last line of the description, by which a search knows the project again. */
	keyLine?: string;
	/** The key that the name makes belongs to another project: make another one. */
	isKeyTaken?: boolean;
}

/** An input checked and shaped for one service: ready to build every request of its delivery. */
export interface Prepared {
	/** What it was made of. */
	input: ProjectInput;
	site: Site;
	/** With the variant the input chose. */
	definition: ServiceDefinition;
	/** Values for placeholders: fields by id, `name`, `payload`. */
	scope: Scope;
	/** Query parameters made of fields. */
	query: Record<string, Json>;
	/** Input fields the service does not have. */
	ignored: string[];
	/** Fields that were made from the name, by their labels. */
	made: Array<{ label: string; value: string }>;
	/** What went where under *Map Automatically*. */
	columns?: Pick<MappedColumns, 'sent' | 'left' | 'displaced'>;
	/** The site's, and inputs that must not show anywhere, e.g. a database password. */
	secrets: Secrets;
}

/** No project tool of the registry takes more; an API that takes less says so itself. */
const NAME_LIMIT = 1000;

/**
 * Checks an input and gives each value its place and form.
 *
 * @param purpose `update`: without defaults, constants and, for a known service, the key: they are for a new project alone.
 * @throws {InputProblem} for a missing or impossible value; nothing has been sent then.
 */
export function prepare(site: Site, input: ProjectInput, mark?: string, purpose: 'create' | 'update' = 'create'): Prepared {
	const { mapped, fields } = givenFields(site, input);
	const definition = withVariant(site.definition, fields);
	const complaints: InputProblem[] = [];
	const checked = <T>(value: () => T): T | undefined => {
		try {
			return value();
		} catch (cause) {
			if (!(cause instanceof InputProblem)) throw passOn(cause);
			complaints.push(cause);
			return undefined;
		}
	};
	const name = checked(() => checkName(definition, input.name)) ?? '';
	const scope: Scope = { ...site.values, name };
	const query: Record<string, Json> = {};
	const payload = new Payload();
	const put = (path: string, values: Scope, value: Json, source: Source): void => payload.put(segmentsOfField(path, values), value, source);
	const placed: Array<{ field: FieldDefinition; value: Json; isGiven: boolean }> = [];
	const unfit = new Set<string>();
	const made: Prepared['made'] = [];
	for (const field of definition.fields) {
		if (field.only && !isMet(definition, field.only, fields)) {
			unfit.add(field.id);
			continue;
		}
		const given = fields[field.id];
		if (field.id === 'key' && checked(() => (checkKey(field, given), true)) === undefined) continue;
		const isGiven = !isAbsent(given) && !(given === null && field.required);
		const custom = isGiven ? undefined : customValue(field, input.extra);
		if (custom !== undefined) {
			// It has its place in the payload already; requests that name the field need it as well.
			scope[field.id] = custom;
			continue;
		}
		const { from } = field;
		// Without a name there is nothing to make it of, which has been said.
		if (!isGiven && from !== undefined && purpose !== 'update' && name === '') continue;
		const value = checked(() => {
			const key = isGiven || !from || purpose === 'update' ? undefined : keyFromName(field, from, keySource(site, name, input));
			if (key !== undefined) made.push({ label: field.displayName ?? titleOf(field.id), value: key });
			return isGiven || key !== undefined
				? wireValue(field, key ?? given)
				: withDefault(definition, field, purpose, standsIn(definition, field, fields, input));
		});
		const lined = field.id === 'description' ? described(value, input.keyLine, purpose) : value;
		if (lined === undefined) continue;
		scope[field.id] = lined;
		placed.push({ field, value: lined, isGiven });
	}
	if (complaints.length > 0) throw problemsTogether(complaints);
	for (const [path, template] of Object.entries(definition.constants ?? {})) {
		if (purpose === 'update' && !isOfInput(template, definition)) continue;
		const value = fill(template, scope);
		// As in a template, `...` spreads an object's entries: each is a name of its own, points and all.
		if (path === '...' && isObject(value)) for (const [key, entry] of Object.entries(value)) payload.put([key], entry, DEFAULT);
		else if (value !== undefined) put(path, scope, value, DEFAULT);
	}
	// With a known service, an update sends what its own description says.
	const own = purpose === 'update' && !definition.open ? {} : (definition.ownConstants ?? {});
	for (const [key, value] of Object.entries(own)) payload.put([key], structuredClone(value), CONSTANT);
	const named = definition.name ?? {};
	const wireName = named.wrap === undefined ? name : (fill(named.wrap, { value: name }) ?? name);
	if (named.in === 'query') query[named.to ?? 'name'] = name;
	else if (named.in === undefined || named.in === 'body')
		payload.put(segmentsOfField(named.to ?? 'name', scope), wireName, { by: 'name', label: NAME_LABEL });
	const later = new Set(definition.followUps?.flatMap((call) => call.fields));
	for (const { field, value, isGiven } of placed) {
		if (later.has(field.id) || (purpose === 'update' && field.id === 'key' && !definition.open)) continue;
		if (field.in === 'query') query[field.to ?? field.id] = value;
		else if (field.in === undefined || field.in === 'body') {
			const path = field.to ?? field.id;
			put(path, scope, value, isGiven ? sourceOf(field, mapped) : DEFAULT);
		}
	}
	const known = fieldIds(definition.fields);
	for (const [id, value] of Object.entries(definition.open ? input.fields : {})) {
		const clean = known.has(id) || isAbsent(value) ? undefined : cleanJson(value);
		if (clean !== undefined) put(id, {}, clean, { by: 'field', label: id });
	}
	for (const { column, segments, value } of mapped?.own ?? []) {
		const clean = cleanJson(value);
		if (clean !== undefined) payload.put(segments, clean, { by: 'column', label: column });
	}
	for (const { path, value } of input.extra ?? []) {
		const clean = cleanJson(value);
		if (clean !== undefined) put(path.trim(), {}, clean, { by: 'custom', label: path.trim() });
	}
	if (mark !== undefined && definition.reference) {
		const source: Source = { by: 'name', label: MARK_LABEL };
		put(definition.reference.to, scope, mark, source);
		for (const [path, template] of Object.entries(definition.reference.with ?? {})) put(path, scope, fill(template, scope) ?? '', source);
	}
	scope.payload = payload.json;
	const ignored = Object.keys(fields).filter(
		(id) => ((!known.has(id) && !definition.open) || unfit.has(id)) && !isAbsent(fields[id]) && fields[id] !== null,
	);
	const secrets = site.secrets.with(placed.filter(({ field }) => field.secret).map(({ value }) => value));
	const columns = mapped && withDisplaced(mapped, payload);
	return { input, site: { ...site, definition }, definition, scope, query, ignored, columns, made, secrets };
}

/** What was given for the fields of a service, by their ids, and where the columns went. */
export function givenFields(site: Site, input: ProjectInput): { fields: Record<string, unknown>; mapped?: MappedColumns } {
	const mapped =
		input.columns && mapColumns(site.definition, input.columns, { reserved: reservedPaths(site), nameColumns: input.nameColumns ?? [] });
	return { mapped, fields: { ...mapped?.fields, ...input.fields, ...input.resolved } };
}

/**
 * Payload paths that no column reaches: the name, the constants of definition and settings, the mark. With
 * the body in the query, the constants there as well.
 */
function reservedPaths({ definition, values }: Site): string[][] {
	const { name, ownConstants, constants, reference, create } = definition;
	const paths = [name?.to ?? 'name', ...(definition.open ? Object.keys(constants ?? {}) : []), ...(reference ? [reference.to] : [])];
	const inQuery =
		create.encoding === 'query'
			? [...Object.keys({ ...definition.query, ...create.query }), ...new URLSearchParams((create.path ?? '').split('?')[1] ?? '').keys()]
			: [];
	return [...paths.map((path) => fillSegments(path, values)), ...leavesOf(ownConstants ?? {}), ...inQuery.map((key) => [key])];
}

/** The paths of all values that are no groups. */
const leavesOf = (value: JsonObject): string[][] =>
	Object.entries(value).flatMap(([key, entry]) =>
		isObject(entry) && Object.keys(entry).length > 0 ? leavesOf(entry).map((rest) => [key, ...rest]) : [[key]],
	);

const DEFAULT: Source = { by: 'default', label: '' };
const CONSTANT: Source = { by: 'constant', label: '' };

/** A field's value is from a column, or was given by hand. */
function sourceOf({ id, displayName }: FieldDefinition, mapped: MappedColumns | undefined): Source {
	const column = mapped?.from.get(id);
	return column === undefined ? { by: 'field', label: displayName ?? titleOf(id) } : { by: 'column', label: column };
}

/** What the columns came to when all else had its place. */
const withDisplaced = ({ sent, left, displaced, own, from }: MappedColumns, payload: Payload): Prepared['columns'] => {
	const given = new Set([...own.map(({ column }) => column), ...from.values()]);
	const gone = payload.displaced.filter(({ column }) => given.has(column) && !payload.holds(column));
	return {
		sent: sent.filter(({ column }) => !gone.some((one) => one.column === column)),
		left,
		displaced: [...displaced, ...payload.displaced],
	};
};

/** By the list and not by its definition, which a variant makes anew for each item. */
const idsByFields = new WeakMap<FieldDefinition[], ReadonlySet<string>>();

function fieldIds(fields: FieldDefinition[]): ReadonlySet<string> {
	let ids = idsByFields.get(fields);
	if (!ids) idsByFields.set(fields, (ids = new Set(fields.map((field) => field.id))));
	return ids;
}

function checkName(definition: ServiceDefinition, given: unknown): string {
	const fault = nameFault(given);
	if (fault === 'is empty')
		throw new InputProblem("'Project Name' is empty", 'Give the project a name, or check the expression that should supply it.');
	if (fault !== undefined) throw new InputProblem(`'Project Name' ${fault}`, NAME_HINT);
	const name = String(given).trim();
	checkText({ maxLength: NAME_LIMIT, ...definition.name }, 'Project Name', name);
	if (!name.isWellFormed())
		throw new InputProblem("'Project Name' has half of an emoji or another broken character in it", 'Check where the text was cut.');
	return name;
}

/** A key is a name in addresses. */
function checkKey(field: FieldDefinition, given: unknown): void {
	const fault = isAbsent(given) || given === null ? undefined : nameFault(given);
	if (fault !== undefined) throw new InputProblem(`'${field.displayName ?? titleOf(field.id)}' ${fault}`, NAME_HINT);
}

/** An entry made of the input's own fields is no constant: Airtable's columns, which are given as one object. */
function isOfInput(template: Json, { fields }: ServiceDefinition): boolean {
	const names = typeof template === 'string' ? placeholdersIn(template) : [];
	return names.length > 0 && names.every((name) => fields.some(({ id }) => id === name));
}

/** A description with the line of its key. An update that says nothing of the description leaves it as it is. */
const described = (value: Json | undefined, line: string | undefined, purpose: 'create' | 'update'): Json | undefined =>
	line === undefined || (value === undefined ? purpose === 'update' : typeof value !== 'string')
		? value
		: withKeyLine(String(value ?? ''), line);

const keySource = ({ baseUrl, values }: Site, name: string, { earlier = 0, isKeyTaken = false }: ProjectInput): KeySource => ({
	name,
	site: canonicalJson([baseUrl, values]),
	earlier,
	isTaken: isKeyTaken,
});

/** Is the field there that may stand in for this one? */
function standsIn(
	{ fields }: ServiceDefinition,
	{ unless }: FieldDefinition,
	given: Record<string, unknown>,
	input: ProjectInput,
): boolean {
	const other = unless === undefined ? undefined : fields.find(({ id }) => id === unless);
	if (other === undefined) return false;
	const value = given[other.id];
	return (!isAbsent(value) && value !== null && value !== '') || customValue({ ...other, required: true }, input.extra) !== undefined;
}

/** A custom field of the API's own name satisfies a required field. */
function customValue(field: FieldDefinition, extra: ProjectInput['extra']): Json | undefined {
	if (!field.required || (field.in !== undefined && field.in !== 'body')) return undefined;
	const path = field.to ?? field.id;
	const value = cleanJson(extra?.findLast((entry) => entry.path.trim() === path)?.value);
	return isAbsent(value) || value === null ? undefined : value;
}

function withDefault(
	definition: ServiceDefinition,
	field: FieldDefinition,
	purpose: 'create' | 'update',
	isStoodIn: boolean,
): Json | undefined {
	// A setting is not sent by itself: it says where something is, in a project that is there as well.
	if (purpose === 'update' && field.in !== 'setting' && field.in !== 'path') return undefined;
	if (field.default !== undefined) return wireValue(field, field.default);
	if (!field.required || isStoodIn) return undefined;
	const labelOf = ({ id, displayName }: Pick<FieldDefinition, 'id' | 'displayName'>): string => `'${displayName ?? titleOf(id)}'`;
	const other = definition.fields.find(({ id }) => id === field.unless);
	const stead = other === undefined ? '' : ` without ${labelOf(other)}`;
	throw new InputProblem(
		`${labelOf(field)} is missing: ${definition.displayName} needs it for every ${definition.object ?? 'project'}${stead}`,
		`Fill in ${labelOf(field)}${other === undefined ? '' : ` or ${labelOf(other)}`} under 'Values to Send'.`,
	);
}

/**
 * The segments of a path, which may come from a setting (`properties.{titleProperty}.title`): each placeholder stays one, dots and all.
 *
 * @throws {InputProblem} for one that is empty, or has an empty part.
 */
function segmentsOfField(path: string, scope: Scope): string[] {
	const segments = fillSegments(path, scope);
	if (segments.length > 0 && !segments.includes('')) return segments;
	throw new InputProblem(
		(quote) => `'${quote(path)}' is not a field path`,
		'Give a name such as budget, or a path such as settings.budget. A point that belongs to a name is written as \\. there.',
	);
}

/** Are all these fields there, or at that value, or (`null`) not there? A field not given counts with its default. */
function isMet(definition: ServiceDefinition, when: Variant['when'], fields: Record<string, unknown>): boolean {
	return Object.entries(when).every(([id, wanted]) => {
		const given = fields[id];
		const field = definition.fields.find((one) => one.id === id);
		const value = isAbsent(given) || given === null ? field?.default : meaningOf(field, given);
		const isThere = value !== undefined && value !== '' && value !== false;
		return wanted === true ? isThere : wanted === null ? !isThere : value === wanted;
	});
}

/** The definition with the first variant whose conditions the input meets. */
export function withVariant(definition: ServiceDefinition, fields: Record<string, unknown>): ServiceDefinition {
	const variant = definition.variants?.find(({ when }) => isMet(definition, when, fields));
	if (!variant) return definition;
	const merged: ServiceDefinition & Partial<Variant> = { ...definition, ...variant };
	delete merged.when;
	return merged;
}

/** The request that creates the project. */
export function createRequest(prepared: Prepared, auth?: Auth, headers?: Record<string, string>): OutgoingRequest {
	const { definition, scope, query, site } = prepared;
	const call = definition.create;
	const hasBody = call.body !== undefined || call.graphql !== undefined || call.rpc !== undefined;
	return buildRequest(site, { method: 'POST', ...(hasBody ? {} : { body: '{payload}' }), ...call }, { scope, query, headers }, auth);
}
