import { comparable } from '../project/answered/name';
import type { Prepared } from '../project/asked/prepare';
import { InputProblem, passOn } from '../project/problem';
import { newItemState } from './itemState';
import { ItemRequests, type RequestEnvironment } from './requests';
import { search, type SearchResult } from './search';
import type { SharedLists } from './sharedList';

/** Who has the key of an item: nobody, a project of the item's name, one of another name; or it could not be found out. */
export type KeyHolder = 'nobody' | 'namesake' | 'other' | 'unknown';

/** The look is a convenience and must not hold up the item, ms. */
const MOST_MS = 30_000;

/**
 * Looks once who has the key of an item, wherever that project is: of all containers, only the one that the request names matters to a
 * key. Whatever hinders the look is left to the delivery, which says it of the item itself.
 */
export async function keyHolder(environment: RequestEnvironment & { lists?: SharedLists }): Promise<KeyHolder> {
	const { prepared, policy, heuristic, lists } = environment;
	const call = prepared.definition.lookup?.key;
	if (!call || prepared.scope.key === undefined) return 'unknown';
	const item = newItemState();
	const bounded = { ...policy, attempts: 1, totalMs: Math.min(policy.totalMs, MOST_MS), maxWaitMs: Math.min(policy.maxWaitMs, MOST_MS) };
	const requests = new ItemRequests({ ...environment, policy: bounded }, item);
	const anywhere: Prepared = { ...prepared, definition: { ...prepared.definition, fields: [] } };
	let result: SearchResult;
	try {
		await requests.signIn();
		const wanted = { by: 'key', value: String(prepared.scope.key) } as const;
		result = await search(call, wanted, { prepared: anywhere, auth: item.auth, heuristic, lists, ask: requests.ask });
	} catch (cause) {
		if (cause instanceof InputProblem) return 'unknown';
		throw passOn(cause);
	}
	if (result.kind === 'failed') return 'unknown';
	const ignoreCase = prepared.definition.lookup?.name?.ignoreCase;
	const own = comparable(String(prepared.scope.name), ignoreCase);
	const names = result.found.map(({ name }) => (name === undefined ? undefined : comparable(name, ignoreCase)));
	if (names.includes(own)) return 'namesake';
	// The key of a deleted project is not free at most APIs.
	if (result.doubtful?.some(({ why }) => why === 'gone')) return 'other';
	if (names.some((name) => name !== undefined)) return 'other';
	return names.length === 0 && result.isComplete ? 'nobody' : 'unknown';
}
