import { updateRequest } from '../../nodes/CreateProject/project/asked/update';
import { prepare } from '../../nodes/CreateProject/project/asked/prepare';
import type { Json, ServiceDefinition } from '../../nodes/CreateProject/services/service';
import { serviceCases } from '../support/serviceFiles';
import type { ServiceCase } from './case';
import { definitionOf, siteOf } from './harness';

/** What *Update It* sends: what the person gave, and no default or constant of the definition. */

const updating = serviceCases()
	.filter((entry) => definitionOf(entry).update)
	.map((entry) => [entry.service, entry] as const);

const NAME = 'A name of its own';
const EXISTING = { id: 'id-of-the-existing', key: 'KEY-OF-THE-EXISTING' };

/** All values without parts inside a value. */
function leaves(value: unknown): unknown[] {
	if (typeof value === 'string' && /^[[{]/.test(value)) {
		try {
			return leaves(JSON.parse(value));
		} catch {
			return [value];
		}
	}
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

/** The input that a create needs at least, from the case's own values. */
function least(entry: ServiceCase): Record<string, Json> {
	const all = Object.assign({}, ...entry.creates.map(({ fields }) => fields ?? {})) as Record<string, Json>;
	const required = definitionOf(entry).fields.filter((field) => field.required && field.default === undefined);
	return Object.fromEntries(required.map(({ id }) => [id, all[id]]));
}

function sentBy(
	entry: ServiceCase,
	fields: Record<string, Json>,
	own: { name?: string; extra?: Array<{ path: string; value: Json }> } = {},
) {
	const site = siteOf(entry);
	const easy: ServiceDefinition = { ...site.definition, name: { ...site.definition.name, pattern: undefined, maxLength: undefined } };
	const prepared = prepare({ ...site, definition: easy }, { name: own.name ?? NAME, fields, extra: own.extra });
	const { request, untouched } = updateRequest(prepared, prepared.definition.update!, EXISTING);
	const url = new URL(request.url);
	const body =
		request.body === undefined
			? {}
			: request.body.startsWith('{')
				? (JSON.parse(request.body) as Json)
				: Object.fromEntries(new URLSearchParams(request.body));
	return {
		prepared,
		untouched,
		text: `${decodeURIComponent(request.url)} ${request.body}`,
		values: [...url.searchParams.values(), ...leaves(body)],
	};
}

describe.each(updating)('%s', (_service, entry) => {
	test('with nothing given but the name, an update sends no default and no constant', () => {
		const fields = least(entry);
		const { prepared, values } = sentBy(entry, fields);
		const { update, query, fields: defined } = prepared.definition;
		// What the update's own definition says, what the API wants with each request, and what was given.
		const own = [...leaves(update), ...leaves(query), ...leaves({ id: EXISTING.id, key: EXISTING.key, name: NAME }), '2.0', 1];
		const given = defined.filter(({ id }) => id in fields).flatMap(({ id }) => leaves(prepared.scope[id]));
		const secrets = leaves(prepared.site.auth.query);
		expect(values.filter((value) => ![...own, ...given, ...secrets].includes(value as never))).toEqual([]);
	});

	test('a required key that differs is not sent, and said', () => {
		const { key } = Object.assign({}, ...entry.creates.map(({ fields }) => fields ?? {})) as Record<string, Json>;
		if (key === undefined) return;
		const { text, untouched, values } = sentBy(entry, { ...least(entry), key });
		expect(values).not.toContain(key);
		expect(text).not.toContain(`"${String(key)}"`);
		const { displayName = 'Key' } = definitionOf(entry).fields.find(({ id }) => id === 'key')!;
		expect(untouched).toContain(displayName);
	});

	test('every field that is given is sent, or named', () => {
		for (const { fields = {}, name } of entry.creates) {
			const { prepared, untouched, values } = sentBy(entry, fields, { name });
			for (const field of prepared.definition.fields) {
				if (!(field.id in fields) || prepared.ignored.includes(field.id) || field.within || field.in === 'setting' || field.in === 'path')
					continue;
				const label = field.displayName ?? undefined;
				const sent = leaves(prepared.scope[field.id]);
				const isSent = sent.every((value) => values.includes(value) || values.includes(String(value)));
				const isNamed = untouched.some((one) => one === label || one.replace(/\W/g, '').toLowerCase() === field.id.toLowerCase());
				expect([field.id, isSent || isNamed]).toEqual([field.id, true]);
			}
		}
	});
});

test('custom fields that an update does not take are named by their path', () => {
	const entry = updating.find(([service]) => service === 'jira')![1];
	const { untouched } = sentBy(entry, least(entry), { extra: [{ path: 'customThing', value: 1 }] });
	expect(untouched).toContain('customThing');
	const redmine = updating.find(([service]) => service === 'redmine')![1];
	expect(sentBy(redmine, least(redmine), { extra: [{ path: 'customThing', value: 1 }] }).untouched).not.toContain('customThing');
});
