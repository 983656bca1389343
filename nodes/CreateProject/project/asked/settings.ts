import type { Call, FieldDefinition, Json, LookupCall, ServiceDefinition, Template } from '../../services/service';
import { cleanJson, isObject, parseJson, segmentsOf, setPath, type JsonObject } from '../json';
import { literal, literalJson } from '../literal';
import { InputProblem, inputProblem } from '../problem';
import { applyDescription } from '../described/apply';
import type { ApiDescription } from '../described/description';
import { headerSecrets, namedSecrets, type Placed } from '../secretNames';
import { parameterTemplate, placeholdersIn } from './template';
import { withoutEnd } from '../text';

/** The node's *API Settings*: what a person may override in a definition. All optional. */
export interface ApiSettings {
	method?: 'POST' | 'PUT' | 'PATCH' | 'GET';
	path?: string;
	bodyFormat?: 'json' | 'form' | 'query';
	/** Path the payload is put under, e.g. `data.attributes`. */
	envelope?: string;
	nameField?: string;
	/** JSON object merged into the body. */
	staticBody?: string | object;
	staticQuery?: { parameters?: Pair[] };
	staticHeaders?: { headers?: Pair[] };
	fieldNames?: { fields?: Array<{ field?: string; name?: string }> };
	/** Fields that name the container a project lives in, and where an entry of a list shows it. */
	containers?: { fields?: Array<{ field?: string; path?: string }> };
	/** Where the project is in the reply. */
	projectPath?: string;
	idPath?: string;
	keyPath?: string;
	namePath?: string;
	createdPath?: string;
	/** A path in the reply, or a template with placeholders. */
	urlPath?: string;
	lookupPath?: string;
	listPath?: string;
	/** What a search does not show is not there, although the API does not say that there is no more. */
	listComplete?: boolean;
	/** Payload path for our mark; the lookup must return it under the same name. */
	referenceField?: string;
	updatePath?: string;
	updateMethod?: 'PUT' | 'PATCH' | 'POST';
	/** Commas between, e.g. `200, 201`. */
	successStatuses?: string;
	errorMessagePath?: string;
	job?: { settings?: { statePath?: string; succeeded?: string; failed?: string; path?: string; resultPath?: string; interval?: number } };
	/** Of workflows saved before *Describe the API With* came. */
	openApi?: string | object;
	/** *Describe the API With*: one of its texts, by `with`. */
	describe?: {
		source?: {
			with?: 'openApi' | 'curl' | 'example';
			/** A document or its address. */
			document?: string | object;
			curl?: string;
			exampleRequest?: string | object;
			exampleAnswer?: string | object;
		};
	};
}

export interface Pair {
	name?: string;
	value?: string;
}

/** What is wrong with a JSON text, without the piece of it that V8 quotes: that may be half a secret. */
const faultOf = (cause: unknown): string => (cause as Error).message.split(/, (?:\.\.\.)?"/)[0];

/** JSON from a settings field. @throws {InputProblem} naming the setting. */
export function parseSetting(value: unknown, label: string): Json | undefined {
	if (value === undefined || value === '') return undefined;
	if (typeof value !== 'string') return cleanJson(value);
	try {
		return cleanJson(parseJson(value));
	} catch (cause) {
		throw inputProblem(
			(quote) => `'${label}' in 'API Settings' is not valid JSON: ${quote(faultOf(cause), 120)}`,
			'Check quotes, commas and brackets.',
		);
	}
}

const pairs = (list: Pair[] | undefined): Array<[string, string]> =>
	(list ?? []).map(({ name, value }): [string, string] => [String(name ?? '').trim(), String(value ?? '')]).filter(([name]) => name !== '');

/**
 * A definition with what a description says of the API, and then with a person's overrides, which win. Without any it is
 * returned unchanged.
 *
 * @throws {InputProblem} for a setting that cannot be understood.
 */
export function applySettings(generic: ServiceDefinition, settings: ApiSettings, description?: ApiDescription): ServiceDefinition {
	const definition = description ? applyDescription(generic, description) : generic;
	if (Object.values(settings).every((value) => value === undefined || value === '')) return definition;
	const { create, ownConstants } = createCall(definition, settings);
	const changed: ServiceDefinition = {
		...definition,
		create,
		reply: { ...definition.reply },
		fields: withContainers(withPathFields(renamed(definition.fields, settings), definition, settings), settings),
	};
	if (ownConstants) changed.ownConstants = ownConstants;
	// A person's own path stands; a variant would put the vendor's back.
	if (settings.path) delete changed.variants;
	const nameField = settings.nameField?.trim() || nameAmong(settings);
	if (nameField) changed.name = { ...definition.name, to: nameField };
	const { reply } = changed;
	if (settings.projectPath) reply.at = settings.projectPath;
	if (settings.idPath) reply.id = settings.idPath;
	if (settings.keyPath) reply.key = settings.keyPath;
	if (settings.namePath) reply.name = settings.namePath;
	if (settings.createdPath) reply.createdAt = settings.createdPath;
	if (settings.urlPath) {
		if (settings.urlPath.includes('{')) reply.urlTemplate = settings.urlPath;
		else reply.url = settings.urlPath;
	}
	if (settings.errorMessagePath) changed.errors = { message: [settings.errorMessagePath] };
	applyLookup(changed, definition, settings, description?.path !== undefined);
	// What a description says of these stands, unless the person says otherwise.
	const isOwnUpdate = Boolean(settings.updatePath || settings.updateMethod);
	if (isOwnUpdate || (definition.open && !description?.path)) changed.update = updateCall(changed.create, settings);
	if (definition.open && (isOwnUpdate || !description?.path)) changed.fetch = fetchCall(changed.create, settings);
	applyConstants(changed, settings);
	applyJob(changed, settings);
	return changed;
}

function createCall(
	{ create }: ServiceDefinition,
	settings: ApiSettings,
): { create: Call; ownConstants?: ServiceDefinition['ownConstants'] } {
	const call: Call = { ...create };
	if (settings.method) call.method = settings.method;
	if (settings.path) call.path = settings.path.trim();
	if (settings.bodyFormat) call.encoding = settings.bodyFormat;
	if (settings.method === 'GET' && settings.bodyFormat === undefined) call.encoding = 'query';
	const constants = parseSetting(settings.staticBody, 'Request: Constant Body');
	if (constants !== undefined && !isObject(constants))
		throw new InputProblem("'Request: Constant Body' in 'API Settings' must be a JSON object", 'Begin with { and end with }.');
	if (settings.envelope) {
		const body: JsonObject = {};
		try {
			setPath(body, segmentsOf(settings.envelope.trim()), '{payload}');
		} catch (cause) {
			throw inputProblem((cause as Error).message, "Choose another 'Request: Envelope'.");
		}
		call.body = body;
	}
	if (constants === undefined) return { create: call };
	const { body, inside } = splitConstants(call.body ?? '{payload}', constants);
	if (body !== '{payload}') call.body = body;
	return { create: call, ownConstants: Object.keys(inside).length > 0 ? inside : undefined };
}

/**
 * Constants beside the payload join the body's template, those at its place join the payload itself, where
 * it is settled what wins over what.
 */
function splitConstants(body: Template, constants: JsonObject): { body: Template; inside: JsonObject } {
	if (body === '{payload}') return { body, inside: constants };
	const inside: JsonObject = {};
	// What a service's own template says in this place stands.
	if (!isObject(body)) return { body, inside };
	const merged: JsonObject = {};
	const takesPayload = body['...'] === '{payload}';
	for (const [key, value] of Object.entries(constants)) {
		const there = Object.hasOwn(body, key) ? body[key] : undefined;
		if (there === undefined) (takesPayload ? inside : merged)[key] = takesPayload ? value : literalJson(value);
		else if (isObject(value)) {
			const deeper = splitConstants(there, value);
			merged[key] = deeper.body;
			Object.assign(inside, deeper.inside);
		}
	}
	return { body: { ...merged, ...Object.fromEntries(Object.entries(body).filter(([key]) => !Object.hasOwn(merged, key))) }, inside };
}

/** *Field Names* may hold the name, too. */
const nameAmong = ({ fieldNames }: ApiSettings): string | undefined =>
	(fieldNames?.fields ?? []).find(({ field }) => String(field ?? '').trim() === 'name')?.name?.trim();

const pathOfOne = (create: Call): string => `${withoutEnd((create.path ?? '').split('?')[0])}/{id}`;

/** A single project is read where it is replaced; a POST there may be a command (`/projects/{id}/update`). */
const fetchCall = (create: Call, { updatePath, updateMethod, projectPath }: ApiSettings): ServiceDefinition['fetch'] => ({
	path: updatePath && updateMethod !== 'POST' ? updatePath : pathOfOne(create),
	at: projectPath || undefined,
});

/** An update takes what a create takes, in the same form. */
const updateCall = (create: Call, { updatePath, updateMethod }: ApiSettings): ServiceDefinition['update'] => ({
	...(updateMethod ? {} : { guessed: true }),
	method: updateMethod ?? 'PATCH',
	path: updatePath || pathOfOne(create),
	body: create.body ?? '{payload}',
	encoding: create.encoding,
});

function renamed(fields: FieldDefinition[], { fieldNames }: ApiSettings): FieldDefinition[] {
	const names = new Map((fieldNames?.fields ?? []).map(({ field, name }) => [String(field ?? '').trim(), String(name ?? '').trim()]));
	if (names.size === 0) return fields;
	const known = fields.map((field) => (names.get(field.id) ? { ...field, to: names.get(field.id) } : field));
	// The name has a place of its own.
	const ids = new Set(['name', ...fields.map((field) => field.id)]);
	const own = [...names]
		.filter(([id, name]) => id !== '' && name !== '' && !ids.has(id))
		.map(([id, name]): FieldDefinition => ({ id, to: name }));
	return [...known, ...own];
}

/**
 * What a person's path takes (`/workspaces/{workspace}/projects`) goes there alone: strict APIs refuse it in
 * the body. Given an API name as well, it goes into both. A name that is no field yet becomes one.
 */
function withPathFields(
	fields: FieldDefinition[],
	{ site = [], auth = [] }: ServiceDefinition,
	{ path, fieldNames }: ApiSettings,
): FieldDefinition[] {
	if (!path) return fields;
	const others = new Set(['name', ...[...site, ...auth.flatMap((recipe) => recipe.fields)].map((field) => field.name)]);
	const both = new Set((fieldNames?.fields ?? []).map(({ field }) => String(field ?? '').trim()));
	const taken = new Set(placeholdersIn(path).filter((name) => !others.has(name) && !both.has(name)));
	const placed = fields.map((field) => (taken.has(field.id) && field.in !== 'setting' ? { ...field, in: 'path' as const } : field));
	const ids = new Set(fields.map((field) => field.id));
	return [...placed, ...[...taken].filter((id) => !ids.has(id)).map((id): FieldDefinition => ({ id, in: 'path' }))];
}

/** A field that names the project's container; one that is no field yet becomes one. */
function withContainers(fields: FieldDefinition[], { containers }: ApiSettings): FieldDefinition[] {
	const places = new Map(
		(containers?.fields ?? [])
			.map(({ field, path }): [string, string] => [String(field ?? '').trim(), String(path ?? '').trim()])
			.filter(([id]) => id !== ''),
	);
	if (places.size === 0) return fields;
	const within = (id: string, to = id): FieldDefinition['within'] => ({ at: places.get(id) || to });
	const ids = new Set(fields.map((field) => field.id));
	return [
		...fields.map((field) => (places.has(field.id) ? { ...field, within: within(field.id, field.to) } : field)),
		...[...places.keys()].filter((id) => !ids.has(id)).map((id): FieldDefinition => ({ id, within: within(id) })),
	];
}

function applyLookup(changed: ServiceDefinition, definition: ServiceDefinition, settings: ApiSettings, isDescribed: boolean): void {
	const nameParameter = segmentsOf(changed.name?.to ?? 'name').at(-1)!;
	const base: LookupCall | undefined = settings.lookupPath
		? { path: settings.lookupPath.split('?')[0], query: queryOf(settings.lookupPath) }
		: definition.open && !isDescribed
			? {
					path: (changed.create.path ?? '').split('?')[0],
					query: { ...changed.create.query, [nameParameter]: '{value}' },
					filterBy: nameParameter,
				}
			: definition.lookup?.name;
	if (!base) return;
	const call: LookupCall = {
		...base,
		...(settings.listPath ? { items: settings.listPath } : {}),
		...(settings.listComplete === true ? { whole: true } : {}),
	};
	changed.lookup = { ...definition.lookup, name: call };
	if (settings.referenceField) {
		const reference = settings.referenceField.trim();
		changed.reference = { to: reference, at: reference };
		const isOwnPath = settings.lookupPath !== undefined && settings.lookupPath !== '';
		changed.lookup.reference = isOwnPath
			? call
			: { ...call, query: { ...changed.create.query, [segmentsOf(reference).at(-1)!]: '{value}' } };
	}
}

/** The query part of a person's lookup path, whose `{value}` must stay a placeholder. */
const queryOf = (path: string): Record<string, string> =>
	Object.fromEntries([...new URLSearchParams(path.split('?').slice(1).join('?'))].map(([name, value]) => [name, parameterTemplate(value)]));

/**
 * A custom API gets the person's constants with every request, a search as well as an update: its version or
 * tenant is asked for everywhere. A known service's searches are described as they must be; only what writes
 * takes more.
 */
function applyConstants(changed: ServiceDefinition, { staticHeaders, staticQuery }: ApiSettings): void {
	const add = <T extends Pick<Call, 'headers' | 'query'>>(to: T): T => {
		const [headers, query] = [constants(staticHeaders?.headers), constants(staticQuery?.parameters)];
		return {
			...to,
			...(headers ? { headers: { ...to.headers, ...headers } } : {}),
			...(query ? { query: { ...to.query, ...query } } : {}),
		};
	};
	if (changed.open) Object.assign(changed, add({ headers: changed.headers, query: changed.query }));
	else {
		changed.create = add(changed.create);
		if (changed.update) changed.update = add(changed.update);
	}
}

function constants(list: Pair[] | undefined): Record<string, string> | undefined {
	const given = pairs(list);
	return given.length === 0 ? undefined : Object.fromEntries(given.map(([name, value]) => [name, literal(value)]));
}

function applyJob(changed: ServiceDefinition, { job }: ApiSettings): void {
	const settings = job?.settings;
	if (!settings?.statePath) return;
	const words = (text: string | undefined, fallback: string[]): Json[] => {
		const list = (text ?? '')
			.split(',')
			.map((word) => word.trim())
			.filter((word) => word !== '');
		return (list.length > 0 ? list : fallback).flatMap((word): Json[] =>
			word === 'true' ? [true, word] : word === 'false' ? [false, word] : [word],
		);
	};
	changed.job = {
		when: { status: 202 },
		poll: settings.path ? { path: settings.path } : undefined,
		state: settings.statePath,
		succeeded: words(settings.succeeded, ['succeeded', 'completed', 'done', 'success', 'true']),
		failed: words(settings.failed, ['failed', 'error', 'cancelled', 'canceled']),
		intervalMs: settings.interval === undefined ? undefined : settings.interval * 1000,
		result: settings.resultPath || undefined,
	};
}

/** The secrets among the constants that a person has set, by their names, and in the queries of the paths. */
export function settingSecrets({ staticHeaders, staticQuery, staticBody, ...settings }: ApiSettings): Placed[] {
	const queries = [settings.path, settings.lookupPath, settings.updatePath].map((path) => queryOf(path ?? ''));
	const parameters = [...pairs(staticQuery?.parameters), ...queries.flatMap((query) => Object.entries(query))];
	return [
		...pairs(staticHeaders?.headers).flatMap(([name, value]) => headerSecrets(name, value)),
		...parameters.flatMap(([name, value]) => namedSecrets({ [name]: value })),
		...namedSecrets(parseSetting(staticBody, 'Request: Constant Body')),
	];
}

/** `200, 201` to numbers. @throws {InputProblem} for anything that is no status. */
export function parseStatuses(text: string | undefined): number[] | undefined {
	if (text === undefined || text.trim() === '') return undefined;
	return text.split(',').map((part) => {
		const status = Number(part.trim());
		if (!Number.isInteger(status) || status < 100 || status > 599)
			throw new InputProblem(
				`'Response: Success Statuses' has '${part.trim()}', which is no HTTP status`,
				'Give numbers such as 200, 201.',
			);
		return status;
	});
}
