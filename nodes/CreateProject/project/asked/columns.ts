import { titleOf } from '../../services/canonical';
import type { FieldDefinition, ServiceDefinition } from '../../services/service';
import { isAbsent, isObject, segmentsOf, type JsonObject } from '../json';
import { wordsOf, type Displaced } from './payload';

/** Where the columns of one item went under *Map Automatically*. */
export interface MappedColumns {
	/** Values of the service's fields, by field id. */
	fields: Record<string, unknown>;
	/** Columns that go out under their own name, as payload entries; only an open definition has any. */
	own: Array<{ column: string; segments: string[]; value: unknown }>;
	/** What went where: the column, and the label of its field or its own name. */
	sent: Array<{ column: string; as: string }>;
	/** By field id, the column that gave its value. */
	from: Map<string, string>;
	/** Columns whose place another entry has. */
	displaced: Displaced[];
	/** Columns that have a value and are not sent; the name's own column is not among them. */
	left: string[];
}

/** What the mapping must know besides definition and columns. */
export interface ColumnRules {
	/** Payload paths that belong to the person: the name's and the constants'. No column reaches them. */
	reserved: readonly string[][];
	/** Columns that *Project Name* is made of; nothing need be said of them. */
	nameColumns?: readonly string[];
}

/** Letters and digits alone, so that `Default Branch`, `default_branch` and `defaultBranch` are one. */
export const spelled = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '');

/** A name that programs give, not people: under it an API that nobody has described may have a field of its own. */
const WIRE_NAME = /^[a-z_][\w.-]*$/;

/**
 * Input columns as fields. A column belongs to the field with that id; else to the one whose id, label or
 * API name is spelled alike. What fits no field goes out under its own name where the API takes any
 * (`open`) and nobody has described it, and stays behind otherwise.
 */
export function mapColumns(definition: ServiceDefinition, columns: Record<string, unknown>, rules: ColumnRules): MappedColumns {
	const find = finderOf(definition);
	const takesAny = definition.open === true && definition.described !== true;
	const mapped: MappedColumns = { fields: {}, own: [], sent: [], from: new Map(), displaced: [], left: [] };
	const nameColumns = new Set(['name', spelled(segmentsOf(definition.name?.to ?? 'name').at(-1) ?? 'name')]);
	for (const column of rules.nameColumns ?? []) nameColumns.add(spelled(column));
	const leave = (column: string): void => {
		if (!nameColumns.has(spelled(column))) mapped.left.push(column);
	};
	const given = (definition.described === true ? groupsOpened(definition.fields, columns) : Object.entries(columns)).filter(
		([, value]) => !isAbsent(value),
	);
	// A column that has a field's very id goes before one that is only spelled alike.
	const exact = given.filter(([column]) => find.byId.has(column));
	const others = given.filter(([column]) => !find.byId.has(column));
	for (const [column, value] of [...exact, ...others]) {
		const field = find.byId.get(column) ?? find.alike(column);
		if (field && !(takesAny && isOwnName(field, column))) {
			const inBody = field.in === undefined || field.in === 'body';
			const left = inBody ? withoutReserved(segmentsOf(field.to ?? field.id), value, rules.reserved) : value;
			const other = mapped.from.get(field.id);
			if (left === undefined) leave(column);
			else if (other !== undefined) mapped.displaced.push({ column, kept: { by: 'column', label: other } });
			else {
				mapped.from.set(field.id, column);
				mapped.fields[field.id] = left;
				mapped.sent.push({ column, as: field.displayName ?? titleOf(field.id) });
			}
			continue;
		}
		if (!takesAny) {
			if (value !== null) leave(column);
			continue;
		}
		const segments = columnSegments(column);
		const left = withoutReserved(segments, value, rules.reserved);
		if (left === undefined) leave(column);
		else {
			mapped.own.push({ column, segments, value: left });
			mapped.sent.push({ column, as: column });
		}
	}
	return mapped;
}

/** A column that holds a group of described fields (`settings` with `budget` in it) counts as one column for each. */
const groupsOpened = (fields: FieldDefinition[], columns: Record<string, unknown>): Array<[string, unknown]> =>
	Object.entries(columns).flatMap(
		([column, value]): Array<[string, unknown]> =>
			isObject(value) && fields.some(({ id }) => id.startsWith(`${column}.`))
				? groupsOpened(fields, Object.fromEntries(Object.entries(value).map(([key, entry]) => [`${column}.${key}`, entry])))
				: [[column, value]],
	);

/** May this column be a field of the API's own, not another spelling of ours? Not where the person has given our field its place. */
const isOwnName = (field: FieldDefinition, column: string): boolean =>
	field.id !== column && WIRE_NAME.test(column) && field.to === undefined && (field.in ?? 'body') === 'body';

/** A column's name is a name; only one like `settings.budget`, names with points between, leads into a group. */
const columnSegments = (column: string): string[] => (/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(column) ? column.split('.') : [column]);

/**
 * A value without what would reach a reserved path, in any letter case: some APIs read names that way, and
 * a form's `project[name]` is the same as `project.name`.
 *
 * @returns `undefined` when nothing is left to send.
 */
function withoutReserved(segments: readonly string[], value: unknown, reserved: readonly string[][]): unknown {
	const path = segments.flatMap(bracketed).map(folded);
	let kept = value;
	for (const taken of reserved) {
		const hits = path.every((segment, index) => index >= taken.length || segment === folded(taken[index]));
		if (!hits) continue;
		if (path.length >= taken.length || !isObject(kept)) return undefined;
		kept = withoutPath(kept, taken.slice(path.length).map(folded));
	}
	return isObject(kept) && isObject(value) && Object.keys(kept).length === 0 && Object.keys(value).length > 0 ? undefined : kept;
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

const bracketed = (segment: string): string[] => segment.split(/[[\]]+/).filter((part, index) => part !== '' || index === 0);

function withoutPath(value: JsonObject, [first, ...rest]: string[]): JsonObject {
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, entry]) => {
			if (folded(key) !== first) return [[key, entry]];
			return rest.length > 0 && isObject(entry) ? [[key, withoutPath(entry, rest)]] : [];
		}),
	);
}

interface Finder {
	byId: ReadonlyMap<string, FieldDefinition>;
	alike: (column: string) => FieldDefinition | undefined;
}

/** By the list and not by its definition, which a variant makes anew for each item. */
const finders = new WeakMap<FieldDefinition[], Finder>();

function finderOf({ fields }: ServiceDefinition): Finder {
	let finder = finders.get(fields);
	if (finder) return finder;
	const byId = new Map(fields.map((field) => [field.id, field]));
	const bySpelling = new Map<string, FieldDefinition>();
	const namesOf: Array<(field: FieldDefinition) => string | undefined> = [
		({ id }) => id,
		({ id, displayName }) => displayName ?? titleOf(id),
		({ to }) => to,
		({ id, to }) => segmentsOf(to ?? id).at(-1),
	];
	// Ids first, then labels, then API names: what one field is called by must not be taken by another's second name.
	for (const nameOf of namesOf)
		for (const field of fields) {
			const name = nameOf(field);
			const key = name === undefined || name.includes('{') ? '' : spelled(name);
			if (key !== '' && !bySpelling.has(key)) bySpelling.set(key, field);
		}
	// Columns are the same for each item of a run.
	const found = new Map<string, FieldDefinition | undefined>();
	finder = {
		byId,
		alike: (column) => {
			if (!found.has(column)) {
				if (found.size > 1000) found.clear();
				found.set(column, bySpelling.get(spelled(column)));
			}
			return found.get(column);
		},
	};
	finders.set(fields, finder);
	return finder;
}

/** What *Map Automatically* did in a run, over all items. */
export class ColumnsReport {
	private readonly sent = new Map<string, string>();
	private readonly left = new Set<string>();
	private readonly displaced = new Map<string, string>();

	add({ sent, left, displaced }: Pick<MappedColumns, 'sent' | 'left' | 'displaced'>): void {
		for (const { column, kept } of displaced) this.displaced.set(column, wordsOf(kept));
		for (const { column, as } of sent) this.sent.set(column, as);
		for (const column of left) this.left.add(column);
	}

	/** One sentence for people, without a full stop; empty when there were no columns to speak of. */
	text(service: string): string {
		if (this.sent.size + this.left.size + this.displaced.size === 0) return '';
		const sent = listed([...this.sent].map(([column, as]) => (spelled(column) === spelled(as) ? `'${column}'` : `'${column}' as '${as}'`)));
		const left = listed([...this.left].map((column) => `'${column}'`));
		return [
			`Map Automatically: ${sent === '' ? 'no column was sent' : `sent ${sent}`}`,
			...(left === '' ? [] : [`not sent: ${left} (no field of ${service}, or a constant has its place)`]),
			...(this.displaced.size === 0
				? []
				: [`not sent: ${listed([...this.displaced].map(([column, kept]) => `'${column}' (${kept} has its place)`))}`]),
		].join('; ');
	}
}

const MOST_NAMED = 20;

const listed = (names: string[]): string =>
	names.length <= MOST_NAMED ? names.join(', ') : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;
