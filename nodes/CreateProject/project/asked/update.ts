import type { Call, FieldDefinition, Json, ServiceDefinition, Template } from '../../services/service';
import { titleOf } from '../../services/canonical';
import { getSegments, isAbsent, isObject, setPath, type JsonObject } from '../json';
import { prepare, type Prepared } from './prepare';
import { buildRequest, type OutgoingRequest } from './request';
import type { Auth } from './site';
import { fillSegments, placeholdersIn, type Scope } from './template';

export interface Update {
	request: OutgoingRequest;
	/** The values that it sets, where they are a payload. */
	sent?: Json;
	/** Labels of what the person gave and this update cannot change. */
	untouched: string[];
}

/** What an update is made of besides what the person gave. */
export interface UpdateParts {
	auth?: Auth;
	/** The project as it is, where the request replaces it whole. */
	current?: Json;
}

/**
 * The request that changes an existing project. It holds what the person gave and nothing else: defaults and constants are
 * for a new project, and would move, re-key or revive one that is there. The key stays as it is.
 *
 * @throws {InputProblem} when the request cannot be built.
 */
export function updateRequest(
	prepared: Prepared,
	update: Call,
	existing: { id: string; key?: string },
	{ auth, current }: UpdateParts = {},
): Update {
	const given = prepare(prepared.site, prepared.input, undefined, 'update');
	const scope: Scope = { ...given.scope, id: existing.id, key: existing.key ?? given.scope.key };
	if (isObject(current)) scope.payload = mergedInto(current, given);
	// GraphQL and JSON-RPC know one method; a REST update replaces what it names.
	const isRest = update.graphql === undefined && update.rpc === undefined;
	const call: Call = { ...(isRest ? { method: 'PUT', body: '{payload}' } : {}), ...update };
	return {
		request: buildRequest(prepared.site, call, { scope, query: given.query }, auth),
		sent: given.scope.payload as Json | undefined,
		untouched: untouched(given, call, existing),
	};
}

/**
 * The whole project, with what the person gave in its place. Of what a document describes the described fields alone: strict APIs refuse
 * an `id` or a time of creation in the body.
 */
function mergedInto(current: JsonObject, { definition, scope }: Prepared): JsonObject {
	const held = isObject(current.attributes) && isEnvelope(definition.update?.body, 'attributes') ? current.attributes : current;
	const whole: JsonObject = {};
	if (definition.described) {
		for (const path of [definition.name?.to ?? 'name', ...definition.fields.filter(inBody).map(({ id, to }) => to ?? id)]) {
			const segments = fillSegments(path, scope);
			const value = getSegments(held, segments);
			if (value !== undefined && value !== null) setPath(whole, segments, structuredClone(value) as Json);
		}
	} else merge(whole, held);
	merge(whole, scope.payload as JsonObject);
	return whole;
}

/** Group by group; what is no group is replaced. */
function merge(target: JsonObject, source: JsonObject): void {
	for (const [key, value] of Object.entries(source)) {
		const there = Object.hasOwn(target, key) ? target[key] : undefined;
		if (isObject(value) && isObject(there)) merge(there, value);
		else target[key] = structuredClone(value);
	}
}

const inBody = ({ in: place = 'body' }: FieldDefinition): boolean => place === 'body';

/** Does the payload stand under this name in the body? */
const isEnvelope = (body: Template | undefined, name: string): boolean =>
	isObject(body) && Object.entries(body).some(([key, value]) => (key === name && value === '{payload}') || isEnvelope(value, name));

function untouched({ definition, scope, input }: Prepared, call: Call, existing: { key?: string }): string[] {
	const used = usedBy(call, definition);
	const fields = definition.fields.filter((field) => {
		const value = scope[field.id];
		if (value === undefined) return false;
		// It was found in this container: there is nothing to change.
		if (field.within) return false;
		if (field.id === 'key' && !definition.open)
			return existing.key !== undefined && String(value).toLowerCase() !== existing.key.toLowerCase();
		if (used.fields.has(field.id)) return false;
		if (field.in === 'setting' || field.in === 'path') return JSON.stringify(value) !== JSON.stringify(field.default);
		if (field.in === 'query') return false;
		const isLater = definition.followUps?.some((followUp) => followUp.fields.includes(field.id)) === true;
		return isLater || !used.covers(field.to ?? field.id);
	});
	const extra = (input.extra ?? []).filter(({ path, value }) => !isAbsent(value) && !used.covers(path.trim()));
	return [...fields.map(labelOf), ...extra.map(({ path }) => path.trim())];
}

const labelOf = ({ id, displayName }: FieldDefinition): string => displayName ?? titleOf(id);

/** Which fields and which parts of the payload a call takes. */
function usedBy(call: Call, definition: ServiceDefinition): { fields: ReadonlySet<string>; covers: (path: string) => boolean } {
	const { graphql, rpc } = call;
	const body = graphql ? (graphql.variables ?? '{payload}') : rpc ? rpc.params : call.body;
	// Settings work through the places that they choose.
	const places = [definition.name?.to, ...definition.fields.map(({ to }) => to), ...constantsOf(definition)];
	const names = [body, call.path, call.query, call.headers, places, definition.lookup, definition.reply]
		.flatMap(textsIn)
		.flatMap(placeholdersIn);
	const parts = textsIn(body)
		.flatMap(placeholdersIn)
		.filter((name) => name === 'payload' || name.startsWith('payload.'))
		.map((name) => name.slice('payload.'.length));
	return {
		fields: new Set(names.map((name) => name.split('.')[0])),
		covers: (path) => parts.some((part) => part === '' || path === part || path.startsWith(`${part}.`) || path.startsWith(`${part}[`)),
	};
}

const constantsOf = ({ constants }: ServiceDefinition): unknown[] => Object.values(constants ?? {});

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return Array.isArray(value) || isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
