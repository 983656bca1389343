import type { NextPage } from '../project/answered/list';
import { readLinks } from '../project/answered/list';
import { getPath, type JsonObject } from '../project/json';
import type { CallInput } from '../project/asked/request';
import type { Call, Json, Paging, PagingPlace } from '../services/service';

/** Reading a list page by page, for searches and drop-downs alike. */

/** What the request of one page has besides the call's own. */
export interface PageState {
	query?: Record<string, string>;
	/** What the parameters may be called as well, where nobody has named them. */
	other?: Record<string, string>;
	body?: JsonObject;
	variables?: JsonObject;
	follow?: string;
	number?: number;
	token?: Json;
}

/** One page as it came. */
export interface PageRead {
	/** The whole answer. */
	value: Json;
	headers: Record<string, string>;
	/** Entries on this page. */
	count: number;
	/** Where the answer itself says that the next page is, for an API whose paging nobody has described. */
	next?: NextPage;
}

/**
 * Reads pages until the list ends.
 *
 * @param most Pages that are read at most.
 * @param read Sends the request of one page; `undefined`: there is nothing more to be read.
 * @returns `ended`: the list was read to its end; `stopped`: `read` did not want more; `cut`: there were more pages than `most`.
 */
export async function readPages(
	paging: Paging | undefined,
	most: number,
	read: (state: PageState) => Promise<PageRead | undefined>,
): Promise<'ended' | 'stopped' | 'cut'> {
	let state: PageState | undefined = firstPage(paging);
	for (let page = 0; state !== undefined; page++) {
		if (page >= most) return 'cut';
		const answer: PageRead | undefined = await read(state);
		if (answer === undefined) return 'stopped';
		state = paging === undefined ? followed(answer.next) : nextPage(paging, state, answer);
	}
	return 'ended';
}

const followed = (next: NextPage | undefined): PageState | undefined =>
	next === undefined ? undefined : 'link' in next ? { follow: next.link } : { query: next.query, other: next.other };

/** A page's own part of a request: GraphQL's variables stand in the call, all others beside it. */
export function pageOf<T extends Call>(call: T, state: PageState): { call: T; input: Pick<CallInput, 'paging' | 'follow'> } {
	const { query, body, variables, follow } = state;
	const paged =
		variables && call.graphql
			? { ...call, graphql: { ...call.graphql, variables: { ...(call.graphql.variables as JsonObject), ...variables } } }
			: call;
	return { call: paged, input: { paging: { query, body }, follow } };
}

const sized = (paging: { sizeParam?: string; size?: number }): JsonObject =>
	paging.sizeParam !== undefined && paging.size !== undefined ? { [paging.sizeParam]: paging.size } : {};

function place(where: PagingPlace | undefined, values: JsonObject, number?: number): PageState {
	if (where === 'body') return { body: values, number };
	if (where === 'variables') return { variables: values, number };
	return { query: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])), number };
}

function firstPage(paging: Paging | undefined): PageState {
	switch (paging?.kind) {
		case 'page':
			return place(paging.in, { [paging.param]: paging.first ?? 1, ...sized(paging) }, paging.first ?? 1);
		case 'offset':
			return place(paging.in, { [paging.param]: 0, ...sized(paging) }, 0);
		case 'cursor':
		case 'single':
			return place(paging.in, sized(paging));
		default:
			return {};
	}
}

function nextPage(paging: Paging, state: PageState, { value, headers, count }: PageRead): PageState | undefined {
	switch (paging.kind) {
		case 'page':
			if (count === 0 || (paging.size !== undefined && count < paging.size)) return undefined;
			if (paging.more !== undefined && [null, false, ''].includes(getPath(value, paging.more) as never)) return undefined;
			return place(paging.in, { [paging.param]: state.number! + 1, ...sized(paging) }, state.number! + 1);
		case 'offset':
			if (count < paging.size) return undefined;
			return place(paging.in, { [paging.param]: state.number! + paging.size, ...sized(paging) }, state.number! + paging.size);
		case 'cursor': {
			const token = getPath(value, paging.next);
			if (
				(typeof token !== 'string' && typeof token !== 'number') ||
				token === '' ||
				(paging.more !== undefined && getPath(value, paging.more) === false)
			)
				return undefined;
			// A filter may leave a page empty and others not; only the same token again is the end.
			if (count === 0 && token === state.token) return undefined;
			return { ...place(paging.in, { [paging.param]: token, ...sized(paging) }), token };
		}
		case 'header': {
			const token = headers[paging.header];
			return token ? { query: { [paging.param]: token } } : undefined;
		}
		case 'link': {
			const { next } = readLinks(headers.link);
			return next === undefined ? undefined : { follow: next };
		}
		case 'url': {
			const next = getPath(value, paging.next);
			return typeof next === 'string' && next !== '' ? { follow: next } : undefined;
		}
		case 'single':
			return undefined;
	}
}
