import { asksFor } from '../../nodes/CreateProject/delivery/container';
import type { Send } from '../../nodes/CreateProject/delivery/exchange';
import { matchPrint } from '../../nodes/CreateProject/delivery/match';
import type { IfExists } from '../../nodes/CreateProject/delivery/policy';
import { search } from '../../nodes/CreateProject/delivery/search';
import { createRequest, prepare, type Prepared } from '../../nodes/CreateProject/project/asked/prepare';
import { getPath } from '../../nodes/CreateProject/project/json';
import type { OutgoingRequest } from '../../nodes/CreateProject/project/asked/request';
import type { Json, LookupCall, Within } from '../../nodes/CreateProject/services/service';
import { serviceCases } from '../support/serviceFiles';
import type { ServiceCase } from './case';
import { definitionOf, eased, exchangeOf, POLICY, run, siteOf } from './harness';

/**
 * For every container field of every definition: a project of the same name in another container is never taken, through
 * each door. Made from the definitions; the entries are those of the lookups in `cases/`, put into other containers.
 */

interface Row {
	service: string;
	field: string;
	by: 'name' | 'key';
	entry: ServiceCase;
	sample: ServiceCase['lookups'][number];
	value: string | number;
}

const NAME = 'Apollo';

/** An input value and another one of the same kind. */
const another = (value: string | number): string | number => (typeof value === 'number' ? value * 10 + 9 : `${value}9`);

function preparedFor({ entry, sample, by }: Omit<Row, 'value' | 'field' | 'service'>, own: Record<string, Json>): Prepared {
	const fields: Record<string, Json> = { ...sample.fields, ...(by === 'key' ? { key: sample.value } : {}), ...own };
	return prepare(eased(siteOf(entry)), { name: by === 'name' ? sample.value : NAME, fields });
}

const callOf = (row: Omit<Row, 'value' | 'field' | 'service'>, own: Record<string, Json>): LookupCall | undefined =>
	preparedFor(row, own).definition.lookup?.[row.by];

const rows: Row[] = serviceCases().flatMap((entry) => {
	const definition = definitionOf(entry);
	return definition.fields
		.filter(({ within }) => within)
		.flatMap(({ id, format }) =>
			(['name', 'key'] as const)
				.filter((by) => definition.lookup?.[by])
				.flatMap((by): Row[] => {
					const found = entry.lookups.filter((sample) => sample.by === by && sample.finds.length === 1);
					const created = entry.creates.find(({ fields }) => fields?.[id] !== undefined)?.fields?.[id] as string | number | undefined;
					const standard = created ?? (format === 'number' ? 41 : 'c-41');
					const sample =
						found.find(({ fields }) => fields?.[id] !== undefined) ??
						found.find((one) => callOf({ entry, sample: one, by }, { [id]: standard }) === callOf({ entry, sample: one, by }, {}));
					// A key's lookup is often shown absent alone: the entry of the name's lookup serves, where its shape is the same.
					if (!sample) return by === 'key' ? [] : [{ service: entry.service, field: id, by, entry, sample: entry.lookups[0], value: '' }];
					const given = sample.fields?.[id];
					return [{ service: entry.service, field: id, by, entry, sample, value: (given as string | number | undefined) ?? standard }];
				}),
		);
});

const placeOf = (row: Row): Within => {
	const { within } = definitionOf(row.entry).fields.find(({ id }) => id === row.field)!;
	return { ...(within as Within), ...callOf(row, { [row.field]: row.value })?.within?.[row.field] };
};

/** The sample's answer with the found entry alone, as `change` leaves it. */
function answerWith(row: Row, change: (project: Record<string, Json>) => void): Json {
	const call = callOf(row, { [row.field]: row.value })!;
	const { reply } = definitionOf(row.entry);
	const idPath = call.item?.id ?? reply.id!;
	const projectOf = (one: unknown): Record<string, Json> => getPath(one, call.item?.at ?? '') as Record<string, Json>;
	const isFound = (one: unknown): boolean => String(getPath(projectOf(one), idPath)) === row.sample.finds[0];
	for (const { body } of row.sample.replies) {
		const copy = structuredClone(body) as Json;
		const list = call.one ? [copy] : getPath(copy, call.items);
		const hit = Array.isArray(list) ? list.find(isFound) : undefined;
		if (hit === undefined) continue;
		change(projectOf(hit));
		if (Array.isArray(list) && !call.one) list.splice(0, list.length, hit);
		return copy;
	}
	throw new Error(`${row.service}: no reply of the lookup "${row.sample.title}" has ${row.sample.finds[0]}`);
}

/** Writes a value at a path whose `*` is the first entry of a list; `undefined` takes it away. */
function write(target: Record<string, Json>, path: string, value: Json | undefined): void {
	const segments = path.split('.');
	let current: Record<string, Json> = target;
	segments.forEach((segment, index) => {
		const key = segment === '*' ? '0' : segment;
		if (index === segments.length - 1) {
			// A pair of ID and name that loses its ID shows nothing.
			if (value === undefined && Array.isArray(current)) current.length = 0;
			else if (value === undefined) delete current[key];
			else current[key] = value;
			return;
		}
		const isList = segments[index + 1] === '*';
		const there = current[key];
		if (typeof there !== 'object' || there === null || isList) current[key] = isList ? [] : {};
		current = current[key] as Record<string, Json>;
	});
}

const pathsOf = ({ at }: Within): string[] => (at === undefined ? [] : [at].flat());
/** What an entry in the container shows, at the first place; the other notations are taken away. */
function put(row: Row, value: Json | undefined): (project: Record<string, Json>) => void {
	return (project) => {
		const [first, ...others] = pathsOf(placeOf(row));
		for (const path of others) write(project, path, undefined);
		if (first !== undefined) write(project, first, value);
	};
}

const asked = (row: Row, value: string | number | undefined): Prepared =>
	preparedFor(row, { ...(value === undefined ? { [row.field]: '' } : { [row.field]: value }) });

async function lookFor(prepared: Prepared, row: Row, body: Json) {
	const sent: OutgoingRequest[] = [];
	const result = await search(
		prepared.definition.lookup![row.by]!,
		{ by: row.by, value: row.sample.value },
		{
			prepared,
			auth: prepared.site.auth,
			heuristic: false,
			ask: async (request) => {
				sent.push(request);
				return exchangeOf({ status: 200, body });
			},
		},
	);
	if (result.kind === 'failed') throw new Error(result.reason);
	return { ids: result.found.map(({ id }) => id), unplaced: (result.doubtful ?? []).length, isComplete: result.isComplete, sent };
}

const isFiltered = (row: Row): boolean => asksFor(callOf(row, { [row.field]: row.value })!, row.field);
const shows = (row: Row): boolean => pathsOf(placeOf(row)).length > 0;

test('every container field has an entry to try', () => {
	expect(rows.filter(({ value }) => value === '').map(({ service, field }) => `${service} ${field}`)).toEqual([]);
	expect(new Set(rows.map(({ service }) => service)).size).toBeGreaterThan(25);
});

describe.each(rows.map((row) => [`${row.service}, ${row.field}, by ${row.by}`, row] as const))('%s', (_title, row) => {
	const other = another(row.value);

	test('an entry in the same container is found', async () => {
		const { ids } = await lookFor(asked(row, row.value), row, answerWith(row, put(row, row.value)));
		if (shows(row) || isFiltered(row)) expect(ids).toEqual(row.sample.finds);
	});

	test('an entry in another container is not, or the request asks for the container', async () => {
		const { ids, unplaced, sent } = await lookFor(asked(row, other), row, answerWith(row, put(row, row.value)));
		if (shows(row)) expect({ ids, unplaced }).toEqual({ ids: [], unplaced: 0 });
		if (isFiltered(row)) {
			expect(decodeURIComponent(`${sent[0].url} ${sent[0].body}`)).toContain(String(other));
		} else expect(shows(row)).toBe(true);
	});

	test('an entry that does not show its container is no match and no proof of absence', async () => {
		const { ids, unplaced, isComplete } = await lookFor(asked(row, row.value), row, answerWith(row, put(row, undefined)));
		if (isFiltered(row)) expect(ids).toEqual(row.sample.finds);
		else {
			expect(ids).toEqual([]);
			// Where nothing shown means "in none", it is in another place, and that is known.
			expect({ unplaced, isComplete }).toEqual(
				saysNone(placeOf(row)) ? { unplaced: 0, isComplete: true } : { unplaced: 1, isComplete: false },
			);
		}
	});

	test('none given: not compared, or compared with none', async () => {
		const { none } = placeOf(row);
		if (none === undefined || isFiltered(row)) return;
		const prepared = asked(row, undefined);
		const { ids } = await lookFor(prepared, row, answerWith(row, put(row, row.value)));
		if (none === null) expect(ids).toEqual([]);
		const bare = await lookFor(prepared, row, answerWith(row, put(row, none === null || none.at === undefined ? null : row.value)));
		if (none === null) expect(bare.ids).toEqual(row.sample.finds);
	});

	test('items of a run with other containers are no twins', () => {
		const policy = { matchOn: { by: row.by } };
		const print = matchPrint(asked(row, row.value), policy);
		expect(print).toBeDefined();
		expect(print).not.toBe(matchPrint(asked(row, other), policy));
		expect(print).toBe(matchPrint(asked(row, row.value), policy));
	});

	test.each<IfExists>(['return', 'update', 'stop'])(
		'If the Project Already Exists: %s does not take another container’s',
		async (ifExists) => {
			const tried = async (value: string | number) => {
				const prepared = asked(row, value);
				const body = answerWith(row, put(row, row.value));
				const sent: OutgoingRequest[] = [];
				const send: Send = async (request) => {
					sent.push(request);
					// A search that asks for the container is answered by the API for that container alone.
					const isElsewhere = value !== row.value && isFiltered(row) && !shows(row);
					return exchangeOf(isElsewhere ? emptied(row) : { status: 200, body });
				};
				await run(prepared, send, { policy: { ...POLICY, ifExists, matchOn: { by: row.by } } });
				const { url, body: created } = createRequest(prepared);
				return sent.some((request) => pathOf(request.url) === pathOf(url) && request.body === created);
			};
			expect(await tried(other)).toBe(true);
			if (shows(row) || isFiltered(row)) expect(await tried(row.value)).toBe(false);
		},
	);

	test('a lost answer is not settled by another container’s project', async () => {
		const tried = async (value: string | number) => {
			const prepared = asked(row, value);
			const body = answerWith(row, put(row, row.value));
			let isFirst = true;
			const send: Send = async () => {
				if (!isFirst) return exchangeOf(value !== row.value && !shows(row) ? emptied(row) : { status: 200, body });
				isFirst = false;
				return { kind: 'fault', fault: { reason: 'reset', sent: 'maybe', permanent: false, message: 'The connection was reset' } };
			};
			return await run(prepared, send);
		};
		const outcome = await tried(other);
		expect(outcome.kind).toBe('failed');
		if (shows(row) || isFiltered(row)) expect((await tried(row.value)).kind).not.toBe('failed');
	});
});

const saysNone = ({ none }: Within): boolean => none === null || (none !== undefined && none.at === undefined);
const pathOf = (url: string): string => new URL(url).pathname;

/** The answer of an API that filters by container and has none there. */
function emptied(row: Row): { status: number; body?: Json } {
	const call = callOf(row, { [row.field]: row.value })!;
	if (call.one) return { status: 404 };
	const body = answerWith(row, () => undefined);
	const list = getPath(body, call.items);
	if (Array.isArray(list)) list.length = 0;
	return { status: 200, body };
}
