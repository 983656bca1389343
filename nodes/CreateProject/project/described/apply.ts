import type { Call, Json, ServiceDefinition } from '../../services/service';
import { getSegments, isObject, segmentsOf, setPath, type JsonObject } from '../json';
import { literalJson } from '../literal';
import type { ApiDescription } from './description';
import { withoutEnd } from '../text';

/** The generic definition with what was derived from a description. A person's settings are applied after it and win. */
export function applyDescription(definition: ServiceDefinition, description: ApiDescription): ServiceDefinition {
	const { method, path, encoding, contentType, nameField, fields, headers, query, reply, list, one, update, idempotencyHeader } =
		description;
	const create: Call = { ...definition.create, ...defined({ method, path, encoding, contentType }) };
	const body = bodyOf(description);
	if (body !== undefined) create.body = body;
	const described: ServiceDefinition = {
		...definition,
		...defined({ headers: headers && literalJson(headers), query: query && literalJson(query) }),
		create,
		fields,
		...(description.isWhole ? { described: true as const } : {}),
		reply: { ...definition.reply, ...reply },
	};
	if (nameField !== undefined) {
		const isInQuery = encoding === undefined && fields.some((field) => field.in === 'query' && field.id === nameField);
		described.name = { ...definition.name, ...description.nameRules, to: nameField, ...(isInQuery ? { in: 'query' as const } : {}) };
	}
	if (path !== undefined) {
		const onePath = one?.path ?? update?.path ?? `${withoutEnd(path.split('?')[0])}/{id}`;
		described.fetch = { path: onePath, ...(one?.at === undefined ? {} : { at: one.at }) };
		described.update = {
			...(update ?? { method: 'PATCH', path: onePath, guessed: true }),
			body: create.body ?? '{payload}',
			encoding: create.encoding,
		};
		// A list that is described without a filter is read whole; one that nobody has described is asked for the name's own field.
		const filter = list ? list.filter : (segmentsOf(nameField ?? 'name').at(-1) ?? 'name');
		described.lookup = {
			name: {
				path: list?.path ?? path.split('?')[0],
				...(filter === undefined ? {} : { query: { [filter]: '{value}' } }),
				...defined({ items: list?.items }),
				filterBy: nameField ?? 'name',
			},
		};
	}
	if (idempotencyHeader !== undefined) described.idempotency = { header: idempotencyHeader };
	return described;
}

/** The body around the payload: the envelope, and constants that stand outside it. */
function bodyOf({ envelope, constants = {} }: ApiDescription): Json | undefined {
	if (envelope === undefined && Object.keys(constants).length === 0) return undefined;
	const body: JsonObject = envelope === undefined ? { '...': '{payload}' } : {};
	const at = segmentsOf(envelope ?? '');
	if (at.length > 0) setPath(body, at, '{payload}');
	for (const [path, value] of Object.entries(constants)) {
		const segments = segmentsOf(path);
		const isInside = at.length > 0 && at.every((segment, index) => segments[index] === segment);
		if (!isInside) setPath(body, segments, literalJson(value));
		else {
			// Beside the payload, in one object with it.
			const holder = getSegments(body, at.slice(0, -1)) ?? body;
			const inner = isObject(holder) ? holder : body;
			const last = at.at(-1) ?? '';
			if (!isObject(inner[last])) inner[last] = { '...': '{payload}' };
			setPath(inner[last] as JsonObject, segments.slice(at.length), literalJson(value));
		}
	}
	return body;
}

/** Only the entries that have a value. */
const defined = <T extends object>(values: T): Partial<T> =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

/** What was derived, in words for the person: one line a thing. */
export function derivedLines({
	method,
	path,
	envelope,
	nameField,
	encoding,
	list,
	update,
	reply,
	fields,
	choices,
	foundAt,
	hints,
}: ApiDescription): string[] {
	const required = fields.filter((field) => field.required).map(({ id }) => id);
	return [
		foundAt === undefined ? '' : `the document at ${foundAt}`,
		path === undefined ? '' : `${method ?? 'POST'} ${path}`,
		encoding === undefined || encoding === 'json' ? '' : `sent as ${encoding}`,
		envelope === undefined ? '' : `fields inside '${envelope}'`,
		nameField === undefined ? '' : `name in '${nameField}'`,
		required.length === 0 ? '' : `required: ${required.slice(0, 8).join(', ')}`,
		reply.id === undefined ? '' : `ID from '${[reply.at, reply.id].filter(Boolean).join('.')}'`,
		list === undefined ? '' : `searched with GET ${list.path}${list.filter === undefined ? '' : `?${list.filter}=`}`,
		update === undefined ? '' : `updated with ${update.method} ${update.path}`,
		choices.length === 0
			? ''
			: `could also be ${choices
					.slice(0, 3)
					.map((choice) => `${choice.method} ${choice.path}`)
					.join(', ')}: set 'Request: Path'`,
		...hints,
	].filter((line) => line !== '');
}
