import type { Call, FieldDefinition, Json, ServiceDefinition } from '../../services/service';
import { titleOf } from '../../services/canonical';
import { isAbsent, isObject } from '../json';
import { prepare, type Prepared } from './prepare';
import { buildRequest, type OutgoingRequest } from './request';
import type { Auth } from './site';
import { placeholdersIn } from './template';

export interface Update {
	request: OutgoingRequest;
	/** The values that it sets, where they are a payload. */
	sent?: Json;
	/** Labels of what the person gave and this update cannot change. */
	untouched: string[];
}

/**
 * The request that changes an existing project. It holds what the person gave and nothing else: defaults and constants are
 * for a new project, and would move, re-key or revive one that is there. The key stays as it is.
 *
 * @throws {InputProblem} when the request cannot be built.
 */
export function updateRequest(prepared: Prepared, update: Call, existing: { id: string; key?: string }, auth?: Auth): Update {
	const given = prepare(prepared.site, prepared.input, undefined, 'update');
	const scope = { ...given.scope, id: existing.id, key: existing.key ?? given.scope.key };
	// GraphQL and JSON-RPC know one method; a REST update replaces what it names.
	const isRest = update.graphql === undefined && update.rpc === undefined;
	const call: Call = { ...(isRest ? { method: 'PUT', body: '{payload}' } : {}), ...update };
	return {
		request: buildRequest(prepared.site, call, { scope, query: given.query }, auth),
		sent: given.scope.payload as Json | undefined,
		untouched: untouched(given, call, existing),
	};
}

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
