import type { Connection } from '../connection/connect';
import { canonicalJson } from '../project/json';
import { idOfName, mayBeName, type NamedList } from '../project/asked/names';
import { givenFields, type ProjectInput } from '../project/asked/prepare';
import { buildRequest } from '../project/asked/request';
import type { FieldDefinition, LiveOptions } from '../services/service';
import { defaultsOf, namedList } from './loader';

type Api = Pick<Connection, 'site' | 'send' | 'authorize'>;

/** Lists of one connection that a run keeps; with more, the oldest is read again. */
const MOST_LISTS = 100;

/**
 * Names as IDs, for a run: a field that has a list takes what people call its entries. Each list is read
 * once and shared by all items; a list that cannot be read leaves the value as it is.
 */
export class Names {
	private readonly lists = new WeakMap<Api, Map<string, Promise<NamedList | undefined>>>();

	/**
	 * The input with the IDs of what it names.
	 *
	 * @throws {InputProblem} for a name that no entry or several entries have.
	 */
	async resolve(api: Api, input: ProjectInput): Promise<ProjectInput> {
		const { definition } = api.site;
		const live = definition.fields.filter(({ live }) => live && !live.partial);
		if (live.length === 0) return input;
		const given = givenFields(api.site, input).fields;
		const resolved: Record<string, unknown> = {};
		// In the definition's order: the list of teams is that of the workspace named before.
		for (const field of live) {
			const value = given[field.id];
			const entries = entriesOf(field, value);
			if (!entries.some(mayBeName)) continue;
			const list = await this.list(api, field.live!, { ...given, ...resolved });
			if (list === undefined) continue;
			const ids = entries.map((entry) => (mayBeName(entry) ? idOfName(field, entry, list, definition.displayName) : entry));
			resolved[field.id] = isList(field) ? ids : ids[0];
		}
		return Object.keys(resolved).length === 0 ? input : { ...input, resolved };
	}

	private async list(api: Api, live: LiveOptions, given: Record<string, unknown>): Promise<NamedList | undefined> {
		let lists = this.lists.get(api);
		if (!lists) this.lists.set(api, (lists = new Map()));
		let key: string;
		try {
			const { url, body } = buildRequest(
				api.site,
				live,
				{ scope: { ...defaultsOf(api.site.definition), ...given } },
				{ headers: {}, query: {} },
			);
			key = canonicalJson([url, body ?? '', live.items, live.value, live.label]);
		} catch {
			// What the list hangs on is not given; the API says so itself.
			return undefined;
		}
		let list = lists.get(key);
		if (!list) {
			if (lists.size >= MOST_LISTS) lists.delete(lists.keys().next().value!);
			lists.set(key, (list = namedList(api, live, given)));
		}
		return await list;
	}
}

const isList = ({ type, format, id }: FieldDefinition): boolean =>
	type === 'array' ||
	['list', 'numberList', 'commaList'].includes(format ?? '') ||
	(type === undefined && ['members', 'tags'].includes(id));

function entriesOf(field: FieldDefinition, value: unknown): unknown[] {
	if (!isList(field)) return [value];
	if (Array.isArray(value)) return value;
	return typeof value === 'string' && !value.trim().startsWith('[') ? value.split(',').map((entry) => entry.trim()) : [value];
}
