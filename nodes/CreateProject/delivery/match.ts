import { titleOf } from '../services/canonical';
import { ownWords, type Complaint } from '../project/answered/failure';
import { leavesOf } from '../project/answered/changed';
import type { Project } from '../project/answered/reply';
import { getPath } from '../project/json';
import { InputProblem, passOn } from '../project/problem';
import { nameFault } from '../project/asked/given';
import type { Prepared } from '../project/asked/prepare';
import { buildRequest } from '../project/asked/request';
import type { Json, LookupCall } from '../services/service';
import { containerPrint } from './container';
import type { Policy } from './policy';
import { comparable } from '../project/answered/name';
import type { SearchBy } from './search';

/** How an item's existing project is sought, or why it cannot be. */
export type MatchWay = { call: LookupCall; wanted: SearchBy } | { problem: string; hint: string };

export function matchWay({ definition, scope }: Prepared, { matchOn }: Pick<Policy, 'matchOn'>): MatchWay {
	const call = matchOn.by === 'key' ? definition.lookup?.key : definition.lookup?.name;
	if (!call) {
		return {
			problem: `${definition.displayName} offers no search by ${matchOn.by}, which 'If the Project Already Exists' needs`,
			hint: definition.open
				? "Choose another 'Match On', or tell under 'API Settings' where to search."
				: "Choose another 'Match On', or set 'If the Project Already Exists' to 'Create Another'.",
		};
	}
	if (matchOn.by === 'name') return { call, wanted: { by: 'name', value: String(scope.name) } };
	const value = matchOn.by === 'key' ? scope.key : (getPath(scope.payload, matchOn.path) ?? scope[matchOn.path]);
	const fault = nameFault(value);
	if (fault !== undefined)
		return {
			problem:
				fault === 'is empty'
					? "'Match On' names a field that has no value in this item"
					: `'Match On' names a field whose value ${fault}, which no project can be found by`,
			hint: "Give the field a value under 'Values to Send', or choose another 'Match On'.",
		};
	return {
		call,
		wanted: matchOn.by === 'key' ? { by: 'key', value: String(value) } : { by: 'field', path: matchOn.path, value: String(value) },
	};
}

/** Fields of a project by which a later search for it is recognised. */
const MOST_FIELDS = 10;

/** The {@link matchPrint}s of every search that would be for this very project: by its name, its key and each of its fields. */
export function matchPrints(prepared: Prepared): string[] {
	const fields = leavesOf(prepared.scope.payload as Json | undefined).slice(0, MOST_FIELDS);
	const ways: Array<Policy['matchOn']> = [{ by: 'name' }, { by: 'key' }, ...fields.map(([path]) => ({ by: 'field' as const, path }))];
	return ways.flatMap((matchOn) => matchPrint(prepared, { matchOn }) ?? []);
}

/** So many of several matches are named in the message; all of them are in the item's `candidates`. */
const MOST_NAMED = 5;

/** What is said where several projects match: which they are, and what would tell them apart. */
export function severalWords(
	found: readonly Project[],
	wanted: SearchBy,
	prepared: Prepared,
	{ matchOn }: Pick<Policy, 'matchOn'>,
): Complaint {
	const { definition, scope } = prepared;
	const object = definition.object ?? 'project';
	const named = found
		.slice(0, MOST_NAMED)
		.map(({ id, name, url, createdAt }) => [id, name && `"${name}"`, createdAt && `created ${createdAt}`, url].filter(Boolean).join(', '));
	const more = found.length > MOST_NAMED ? `; and ${found.length - MOST_NAMED} more` : '';
	const open = definition.fields.filter(({ id, within }) => within && scope[id] === undefined);
	const ways = [
		matchOn.by !== 'key' && definition.lookup?.key ? "set 'Match On' to 'Key'" : '',
		matchOn.by !== 'field' ? "set 'Match On' to 'Another Field'" : "name another 'Match Field'",
		open.length > 0
			? `give ${open.map(({ id, displayName }) => `'${displayName ?? titleOf(id)}'`).join(' or ')} under 'Values to Send'`
			: '',
		'give one of them another name',
	].filter((way) => way !== '');
	return ownWords(
		`More than one ${object} matches "${wanted.value}" (${found.length})`,
		`Found: ${named.join('; ')}${more}. To tell them apart, ${ways.slice(0, -1).join(', ')}, or ${ways.at(-1)}.`,
	);
}

/**
 * The same text for items whose search is the same: what one of them made, the others must find. The same
 * name in another container is another search. `undefined` where nothing can be sought.
 */
export function matchPrint(prepared: Prepared, policy: Pick<Policy, 'matchOn'>): string | undefined {
	const way = matchWay(prepared, policy);
	if ('problem' in way) return undefined;
	const { call, wanted } = way;
	const { value } = wanted;
	try {
		// The value stands beside the request, as it is compared and not as it is spelt.
		const { method, url, body } = buildRequest(
			prepared.site,
			call,
			{ scope: { ...prepared.scope, value: 'x' } },
			{ headers: {}, query: {} },
		);
		return JSON.stringify([
			method,
			url,
			body,
			containerPrint(prepared),
			{ ...wanted, value: wanted.by === 'name' ? comparable(value, call.ignoreCase) : wanted.by === 'key' ? value.toLowerCase() : value },
		]);
	} catch (cause) {
		if (cause instanceof InputProblem) return undefined;
		throw passOn(cause);
	}
}
