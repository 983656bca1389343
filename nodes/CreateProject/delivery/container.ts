import type { Json, LookupCall, Path, Within } from '../services/service';
import { titleOf } from '../services/canonical';
import { getPath, isObject, segmentsOf } from '../project/json';
import type { Prepared } from '../project/asked/prepare';
import { placeholdersIn } from '../project/asked/template';
import { withoutEnd } from '../project/text';

/** Where an entry of a search is, seen from the container that the item asks for. */
export type Placement =
	/** In the same container, or nothing was asked for. */
	| 'inside'
	/** In another one: it is another project. */
	| 'outside'
	/** The entry does not show it, and the search did not ask for it. */
	| 'unproven';

interface Container {
	id: string;
	within: Within;
	/** What the item gives, as texts; empty: nothing. */
	given: string[];
}

/** The containers of an item, in the definition's order. */
function containersOf({ definition, scope }: Prepared): Container[] {
	return definition.fields.flatMap(({ id, to, in: place, within }) => {
		if (within === undefined || within === false) return [];
		// A custom field with the same payload path takes the place of the field's own value.
		const sent = place === undefined || place === 'body' ? (getPath(scope.payload, to ?? id) ?? scope[id]) : scope[id];
		const compared = within.of === undefined ? sent : (getPath(sent, within.of) ?? sent);
		return [{ id, within, given: textsOf([compared]).map((text) => formed(text, within)) }];
	});
}

/**
 * The containers that the item asks for, as a text: equal for two items that ask for the same ones.
 * An item that leaves the container to the service is unlike one that names it.
 */
export const containerPrint = (prepared: Prepared): Json => containersOf(prepared).map(({ id, given }) => [id, ...[...given].sort()]);

/** Are these {@link containerPrint}s of two containers? Not as long as one of them may be the other's, written another way. */
export function areApart(one: Json | undefined, other: Json | undefined): boolean {
	const [ones, others] = [one, other].map(
		(print) => new Map((print as Array<[string, ...string[]]> | undefined)?.map(([id, ...given]) => [id, given])),
	);
	return [...ones].some(([id, given]) => {
		const theirs = others.get(id) ?? [];
		return (
			given.length > 0 && theirs.length > 0 && isNumber(given[0]) === isNumber(theirs[0]) && !given.some((text) => theirs.includes(text))
		);
	});
}

/** The labels of the container fields that the item gives, for people. */
export const containerWords = (prepared: Prepared): string =>
	containersOf(prepared)
		.filter(({ given }) => given.length > 0)
		.map(({ id }) => {
			const field = prepared.definition.fields.find((one) => one.id === id);
			return field?.displayName ?? titleOf(id);
		})
		.join(', ');

/** Is this entry of a search in the container that the item asks for? `entry`: the project itself, unwrapped. */
export function placementOf(entry: Json, call: LookupCall, prepared: Prepared): Placement {
	const containers = containersOf(prepared);
	const isGiven = (id: string): boolean => containers.some((other) => other.id === id && other.given.length > 0);
	const placements = containers.map(({ id, within, given }): Placement => {
		const places = { ...within, ...call.within?.[id] };
		return given.length > 0 ? compared(given, entry, places, asksFor(call, id)) : ungiven(entry, places, isGiven);
	});
	return placements.includes('outside') ? 'outside' : placements.includes('unproven') ? 'unproven' : 'inside';
}

function compared(given: readonly string[], entry: Json, within: Within, isFiltered: boolean): Placement {
	const paths = within.at === undefined ? [] : [within.at].flat();
	const values = paths.flatMap((path) => valuesAt(entry, path));
	const shown = textsOf(values).map((text) => formed(text, within));
	if (shown.length > 0) {
		if (given.every((text) => shown.includes(text))) return 'inside';
		// A number and a name may be two notations of one container: only equals tell.
		if (shown.some((text) => isNumber(text) === isNumber(given[0]))) return 'outside';
		return isFiltered ? 'inside' : 'unproven';
	}
	if (isFiltered) return 'inside';
	// Nothing shown is "in none", where the definition says so, or where the API says it itself.
	const saysNone = values.some((value) => value === null || value === '' || value === 0);
	return saysNone || within.none === null || (within.none !== undefined && within.none.at === undefined) ? 'outside' : 'unproven';
}

/** An item without a container: is the entry in none, too, where that matters? */
function ungiven(entry: Json, { at, none }: Within, isGiven: (id: string) => boolean): Placement {
	if (none === undefined || (none?.unless !== undefined && isGiven(none.unless))) return 'inside';
	const paths = [none?.at ?? at ?? []].flat();
	const shown = textsOf(paths.flatMap((path) => valuesAt(entry, path)));
	const wanted = none?.is === undefined ? [] : textsOf([none.is]);
	if (wanted.length === 0) return shown.length === 0 ? 'inside' : 'outside';
	return shown.length === 0 ? 'unproven' : wanted.every((text) => shown.includes(text)) ? 'inside' : 'outside';
}

/** Does the search's request name the container of this field? */
export function asksFor({ path, baseUrl, query, headers, body, graphql, rpc }: LookupCall, id: string): boolean {
	const names = [path, baseUrl, query, headers, body, graphql?.variables, rpc?.params].flatMap(textsInside).flatMap(placeholdersIn);
	return names.some((name) => name === id || name.startsWith(`${id}.`));
}

function textsInside(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsInside) : [];
}

/** The values at a path; `*` stands for every entry of a list. */
function valuesAt(value: unknown, path: Path): unknown[] {
	return segmentsOf(path).reduce<unknown[]>(
		(values, segment) =>
			values.flatMap((one) => {
				// Null on the way, and a list without entries, say that there is none.
				if (one === null) return [null];
				if (segment === '*') return Array.isArray(one) ? (one.length === 0 ? [null] : (one as unknown[])) : [];
				return isObject(one) || Array.isArray(one) ? [getPath(one, segment)] : [];
			}),
		[value],
	);
}

/** IDs of any type as texts; nothing (0 as well, which no container has for an ID) falls out. */
const textsOf = (values: readonly unknown[]): string[] =>
	values
		.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
		.flatMap((value) => (typeof value === 'string' || (typeof value === 'number' && value !== 0) ? [String(value).trim()] : []))
		.filter((text) => text !== '');

function formed(text: string, { as, ignoreCase }: Within): string {
	const own = as === 'lastSegment' ? (withoutEnd(text).split('/').at(-1) ?? text) : text;
	return ignoreCase ? own.toLowerCase() : own;
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);
