import {
	entriesIn,
	isCached,
	readLinks,
	readList,
	type PagesBefore,
	type Sign,
} from '../../../../nodes/CreateProject/project/answered/list';
import type { Json } from '../../../../nodes/CreateProject/services/service';

const some = (count: number, from = 0): Json[] =>
	Array.from({ length: count }, (_value, index) => ({ id: index + 1, name: `Other ${from + index}` }));
const L = some(3);
const FULL = some(25);

const signOf = (body: Json, headers: Record<string, string> = {}, before?: PagesBefore): Sign | undefined =>
	readList(body, Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])), {
		nameField: 'name',
		before,
	})?.sign;

/** What each framework writes, and what that says of the end. */
const FRAMEWORKS: Array<[string, Json, Record<string, string>, Sign]> = [
	['a bare array', L, {}, 'unsaid'],
	['DynamoDB, an empty page with more behind it', { Items: [], LastEvaluatedKey: { id: 3 } }, {}, 'more'],
	['Azure, by a header', { value: [] }, { 'x-ms-continuation': 'abc' }, 'more'],
	['Azure DevOps, by a header', { value: L, count: 3 }, { 'x-ms-continuationtoken': 'abc' }, 'more'],
	['Zoho', { data: L, info: { per_page: 200, count: 3, page: 1, more_records: false } }, {}, 'end'],
	['Zoho, more', { data: L, info: { per_page: 3, count: 3, page: 1, more_records: true } }, {}, 'more'],
	['Algolia', { hits: L, nbHits: 3, page: 0, nbPages: 1, hitsPerPage: 20 }, {}, 'end'],
	['Algolia, more', { hits: L, nbHits: 7, page: 0, nbPages: 3, hitsPerPage: 3 }, {}, 'more'],
	['what remains', { projects: L, remaining: 0 }, {}, 'end'],
	['what remains, more', { metadata: { remainingItemCount: '4' }, items: L }, {}, 'more'],
	['an end of its own word', { eof: true, projects: L }, {}, 'end'],
	['an end of its own word, more', { eof: false, projects: L }, {}, 'more'],
	['Django REST framework', { count: 3, next: null, previous: null, results: L }, {}, 'end'],
	['Django REST framework, more', { count: 60, next: 'http://x/?page=2', previous: null, results: FULL }, {}, 'more'],
	[
		'Laravel paginator',
		{
			data: L,
			links: { first: 'http://x/?page=1', last: 'http://x/?page=1', prev: null, next: null },
			meta: { current_page: 1, from: 1, last_page: 1, per_page: 15, to: 3, total: 3 },
		},
		{},
		'end',
	],
	[
		'Laravel paginator, more',
		{ data: some(15), links: { next: 'http://x/?page=2' }, meta: { current_page: 1, last_page: 2, per_page: 15, total: 16 } },
		{},
		'more',
	],
	['Laravel paginator, flat', { current_page: 1, data: some(15), last_page: 2, per_page: 15, total: 30 }, {}, 'more'],
	['Laravel simplePaginate', { data: L, next_page_url: null, prev_page_url: null, per_page: 15, current_page: 1 }, {}, 'end'],
	[
		'Laravel cursorPaginate',
		{ data: some(15), per_page: 15, next_cursor: 'eyJ', next_page_url: 'http://x/?cursor=eyJ', prev_cursor: null },
		{},
		'more',
	],
	['Spring Page', { content: L, totalElements: 3, totalPages: 1, last: true, number: 0, size: 20 }, {}, 'end'],
	[
		'Spring Page, more',
		{
			content: some(20),
			totalElements: 21,
			totalPages: 2,
			last: false,
			number: 0,
			size: 20,
			pageable: { offset: 0, pageNumber: 0, pageSize: 20 },
		},
		{},
		'more',
	],
	['Spring Slice', { content: L, last: true, number: 0, size: 20, numberOfElements: 3 }, {}, 'end'],
	['Spring Slice, more', { content: some(20), last: false, number: 0, size: 20, numberOfElements: 20 }, {}, 'more'],
	['Spring HATEOAS', { _embedded: { projects: L }, page: { size: 20, totalElements: 3, totalPages: 1, number: 0 } }, {}, 'end'],
	[
		'Spring HATEOAS, more',
		{
			_embedded: { projects: some(20) },
			_links: { next: { href: 'http://x/?page=1' } },
			page: { size: 20, totalElements: 21, totalPages: 2, number: 0 },
		},
		{},
		'more',
	],
	['HAL elements', { _embedded: { elements: L }, total: 3, count: 3 }, {}, 'end'],
	['Payload', { docs: L, totalDocs: 3, limit: 10, totalPages: 1, page: 1, hasNextPage: false, nextPage: null }, {}, 'end'],
	['Payload, more', { docs: some(10), totalDocs: 11, limit: 10, totalPages: 2, page: 1, hasNextPage: true, nextPage: 2 }, {}, 'more'],
	['Strapi', { data: L, meta: { pagination: { page: 1, pageSize: 25, pageCount: 1, total: 3 } } }, {}, 'end'],
	['Strapi, more', { data: FULL, meta: { pagination: { page: 1, pageSize: 25, pageCount: 2, total: 26 } } }, {}, 'more'],
	['Strapi with offsets, a full page', { data: FULL, meta: { pagination: { start: 0, limit: 25, total: 26 } } }, {}, 'more'],
	['NocoDB', { list: L, pageInfo: { totalRows: 3, page: 1, pageSize: 25, isFirstPage: true, isLastPage: true } }, {}, 'end'],
	['NocoDB, more', { list: FULL, pageInfo: { totalRows: 60, page: 1, pageSize: 25, isLastPage: false } }, {}, 'more'],
	['API Platform 3', { member: L, totalItems: 3 }, {}, 'end'],
	[
		'API Platform 2, more',
		{ 'hydra:member': some(30), 'hydra:totalItems': 31, 'hydra:view': { '@id': '/x?page=1', 'hydra:next': '/x?page=2' } },
		{},
		'more',
	],
	['OData 4', { '@odata.context': 'x', '@odata.count': 3, value: L }, {}, 'end'],
	['OData 4, more', { value: some(100), '@odata.nextLink': 'http://x/?$skip=100' }, {}, 'more'],
	['OData 2', { d: { results: L, __count: '3' } }, {}, 'end'],
	['OData 2, more', { d: { results: some(100), __next: 'http://x/?$skiptoken=1' } }, {}, 'more'],
	['Mailman', { start: 0, total_size: 3, entries: L }, {}, 'end'],
	['Request Tracker', { page: 1, total: 3, pages: 1, count: 3, per_page: 20, items: L }, {}, 'end'],
	['n8n', { data: L, nextCursor: null }, {}, 'end'],
	['n8n, more', { data: some(100), nextCursor: 'MTIz' }, {}, 'more'],
	['Stripe', { object: 'list', data: L, has_more: false }, {}, 'end'],
	['Stripe, more', { object: 'list', data: some(10), has_more: true }, {}, 'more'],
	['JSON:API meta.total', { data: L, meta: { total: 3 } }, {}, 'end'],
	['JSON:API meta.page.total', { data: L, meta: { page: { total: 3 } } }, {}, 'end'],
	['JSON:API links', { data: L, links: { self: 'http://x', next: null } }, {}, 'end'],
	['JSON:API links, more', { data: L, links: { self: 'http://x', next: { href: 'http://x/?page[number]=2' } } }, {}, 'more'],
	[
		'links with rel',
		{
			items: L,
			links: [
				{ rel: 'self', href: '/x' },
				{ rel: 'next', href: '/x?p=2' },
			],
		},
		{},
		'more',
	],
	['Kubernetes', { kind: 'List', items: L, metadata: { continue: '' } }, {}, 'end'],
	['Kubernetes, more', { kind: 'List', items: L, metadata: { continue: 'abc', remainingItemCount: 5 } }, {}, 'more'],
	['Google', { projects: L, nextPageToken: 't' }, {}, 'more'],
	['Salesforce', { totalSize: 3, done: true, records: L }, {}, 'end'],
	['Salesforce, more', { totalSize: 2001, done: false, nextRecordsUrl: '/q/1-2000', records: L }, {}, 'more'],
	['GitHub search, timed out', { total_count: 3, incomplete_results: true, items: L }, {}, 'more'],
	[
		'GraphQL connection',
		{ data: { projects: { edges: L.map((node) => ({ node })), pageInfo: { hasNextPage: false, endCursor: 'x' } } } },
		{},
		'end',
	],
	[
		'GraphQL connection, more',
		{ data: { projects: { edges: L.map((node) => ({ node })), pageInfo: { hasNextPage: true, endCursor: 'x' } } } },
		{},
		'more',
	],
	['Slack', { ok: true, channels: L, response_metadata: { next_cursor: '' } }, {}, 'end'],
	['Slack, more', { ok: true, channels: L, response_metadata: { next_cursor: 'dGVhbQ==' } }, {}, 'more'],
	['DynamoDB-like', { Items: L, Count: 3, ScannedCount: 3, NextToken: 'x' }, {}, 'more'],
	['Elasticsearch', { hits: { total: { value: 3, relation: 'eq' }, hits: L } }, {}, 'unsaid'],
	['WordPress', L, { 'X-WP-Total': '3', 'X-WP-TotalPages': '1' }, 'end'],
	['WordPress, more', some(10), { 'X-WP-Total': '11', 'X-WP-TotalPages': '2' }, 'more'],
	['GitLab without totals', L, { 'x-next-page': '', 'x-page': '1', 'x-per-page': '20' }, 'end'],
	['GitLab, more', some(20), { 'x-next-page': '2', 'x-page': '1', 'x-per-page': '20' }, 'more'],
	['GoRest', L, { 'x-pagination-total': '3', 'x-pagination-pages': '1', 'x-pagination-page': '1', 'x-pagination-limit': '20' }, 'end'],
	[
		'ASP.NET X-Pagination',
		some(10),
		{ 'X-Pagination': '{"TotalCount":11,"PageSize":10,"CurrentPage":1,"TotalPages":2,"HasNext":true}' },
		'more',
	],
	['ASP.NET X-Pagination, at the end', L, { 'X-Pagination': '{"TotalCount":3,"PageSize":10,"CurrentPage":1,"TotalPages":1}' }, 'end'],
	['a Link without next', L, { Link: '<http://x/?page=1>; rel="first"' }, 'end'],
	['a Link with next', L, { Link: '<http://x/?page=1>; rel="first", <http://x/?page=2>; rel="next"' }, 'more'],
	['Content-Range with a total', L, { 'Content-Range': 'items 0-2/3' }, 'end'],
	['Content-Range, more', L, { 'Content-Range': '0-2/7' }, 'more'],
	['Content-Range without a total', L, { 'Content-Range': '0-2/*' }, 'unsaid'],
	['Pagination-Count', L, { 'Pagination-Count': '3' }, 'end'],
	['SCIM', { totalResults: 3, startIndex: 1, itemsPerPage: 3, Resources: L }, {}, 'end'],
	['SCIM, more', { totalResults: 30, startIndex: 1, itemsPerPage: 3, Resources: L }, {}, 'more'],
	['CouchDB', { total_rows: 3, offset: 0, rows: L }, {}, 'end'],
	['Airtable, more', { records: FULL, offset: 'itr123' }, {}, 'more'],
	['HubSpot', { results: FULL, paging: { next: { after: 'abc', link: 'x' } } }, {}, 'more'],
	['a list of its own name', { teams: L }, {}, 'unsaid'],
	['nested paging', { data: { list: L, total: 3 } }, {}, 'end'],
	['a total as text', { data: L, total: '3' }, {}, 'end'],
];

/** What looks like a proof and is none. */
const LIES: Array<[string, Json, Record<string, string>, Sign]> = [
	['a total that is the page size it names', { total: 3, per_page: 3, data: L }, {}, 'unsaid'],
	['a total of a usual page', { total: 25, data: FULL }, {}, 'unsaid'],
	['a total header of a usual page', FULL, { 'X-Total-Count': '25' }, 'unsaid'],
	['a count alone', { count: 3, items: L }, {}, 'unsaid'],
	['a count beside has_more', { count: 25, has_more: true, items: FULL }, {}, 'more'],
	['a count beside next_page', { count: 25, next_page: 2, projects: FULL }, {}, 'more'],
	['a count beside a cursor object', { count: 25, paging: { next: { after: 'abc' } }, results: FULL }, {}, 'more'],
	['a total beside a next link', { total: 3, next: '/p2', data: L }, {}, 'more'],
	['a total beside a page count', { total: 3, page: 1, total_pages: 4, data: L }, {}, 'more'],
	['no more, but a total beyond it', { has_more: false, total: 30, data: L }, {}, 'more'],
	['a Link to something else', L, { Link: '</style.css>; rel=preload; as=style, <https://docs.example.com>; rel="help"' }, 'unsaid'],
	['a Link to the last page alone', L, { Link: '<http://x/?page=9>; rel="last"' }, 'unsaid'],
	['an answer from a cache', { total: 3, has_more: false, data: L }, { Age: '30' }, 'unsaid'],
	['an answer from a proxy', { total: 3, data: L }, { 'X-Cache': 'HIT from proxy' }, 'unsaid'],
	['an answer from the edge', { total: 3, data: L }, { 'CF-Cache-Status': 'HIT' }, 'unsaid'],
	['a part by its own words', { total: 0, filters: { owner: 'me' }, data: [] }, {}, 'unsaid'],
	['a part in one state', { total: 3, filter: 'active', data: L }, {}, 'unsaid'],
	['an empty list beside suggestions', { data: [], suggestions: L }, {}, 'unsaid'],
	['an empty list beside neighbours, deeper', { result: { items: [], nearby: L }, total: 0 }, {}, 'unsaid'],
	['an empty list beside a list of an unknown name', { projects_found: L, results: [] }, {}, 'unsaid'],
	['an empty list beside one of another kind', { projects: [], spaces: [{ ref: 'x' }], total: 0 }, {}, 'unsaid'],
	['two lists of one kind', { owned: L, shared: some(2), total: 5 }, {}, 'more'],
	['an empty page beside a token of a place', { items: [], cursor: 'abc', total: 0 }, {}, 'unsaid'],
	['the same, called a bookmark', { docs: [], bookmark: 'g1AAA', total: 0 }, {}, 'unsaid'],
	['true numbers of something else', { data: L, meta: { took: 3 } }, {}, 'unsaid'],
];

describe('a page of a list that nobody has described', () => {
	it.each(FRAMEWORKS)('of %s', (_title, body, headers, sign) => {
		expect(signOf(body, headers)).toBe(sign);
	});

	it('is at its end with a token of its place, where the answer says so', () => {
		expect(signOf({ entries: L, cursor: 'abc', has_more: false })).toBe('end');
		expect(signOf({ data: { projects: { nodes: L, pageInfo: { hasNextPage: false, endCursor: 'abc' } } } })).toBe('end');
	});

	it.each(LIES)('proves nothing by %s', (_title, body, headers, sign) => {
		expect(signOf(body, headers)).toBe(sign);
	});

	it.each<[string, Json, number | undefined]>([
		['an array', L, 3],
		['an empty one', [], 0],
		['a usual name', { data: L, included: some(2) }, 3],
		['any name', { teams: L }, 3],
		['any depth', { response: { body: { teams: L } } }, 3],
		['the kind of its entries', { tags: ['a', 'b'], warnings: [{ id: 1, name: 'w' }], teams: L, steps: [{ at: 1 }] }, 3],
		['a wrapper in each entry', { list: L.map((project) => ({ project })) }, 3],
		['a name in capitals', { Teams: [{ ID: 1, NAME: 'A' }] }, 1],
		['the only list, though its entries have no name', { rows: [[1, 'A']] }, 1],
		['an empty list', { teams: [], errors: [] }, 0],
		['no list', { id: 7, name: 'A' }, undefined],
		['nothing', null, undefined],
	])('is found by %s', (_title, body, count) => {
		expect(entriesIn(body, undefined, 'name')?.entries.length).toBe(count);
	});

	it('is found where somebody has said that it is, and null there is an empty list', () => {
		expect(entriesIn({ a: { b: L }, data: [] }, 'a.b')).toMatchObject({ entries: L, isCertain: true });
		expect(entriesIn({ a: null }, 'a')).toEqual({ entries: [], isCertain: true });
		expect(entriesIn({ data: L }, 'a')).toBeUndefined();
	});

	it.each<[string, Json, Record<string, string>, object | undefined]>([
		['a link', { results: L, next: 'https://x/?page=2' }, {}, { link: 'https://x/?page=2' }],
		['a Link header', L, { link: '<https://x/2>; rel="next"' }, { link: 'https://x/2' }],
		['a link in an object', { data: L, links: { next: { href: '/x?page=2' } } }, {}, { link: '/x?page=2' }],
		['the number of the next page', { data: L, next_page: 2 }, {}, { query: { page: '2' } }],
		['a header with it', L, { 'x-next-page': '2' }, { query: { page: '2' } }],
		['its own number and the number of pages', { data: L, current_page: 1, last_page: 3 }, {}, { query: { page: '2' } }],
		['its own number under its own name', { data: L, pageNumber: 1, total: 9 }, {}, { query: { pageNumber: '2' } }],
		['its own number, counted from 0', { content: L, number: 0, totalPages: 2, last: false }, {}, { query: { page: '1' } }],
		['the number of pages alone', L, { 'x-wp-totalpages': '2' }, { query: { page: '2' } }],
		['an offset and a total', { values: L, startAt: 0, maxResults: 3, total: 9 }, {}, { query: { startAt: '3' } }],
		['an offset counted from 1', { Resources: L, startIndex: 1, itemsPerPage: 3, totalResults: 9 }, {}, { query: { startIndex: '4' } }],
		['a token with a usual parameter', { items: L, nextPageToken: 'abc' }, {}, { query: { pageToken: 'abc' } }],
		['a cursor', { data: L, nextCursor: 'abc' }, {}, { query: { cursor: 'abc' } }],
		['an offset token', { records: L, offset: 'itr' }, {}, { query: { offset: 'itr' } }],
		['only that there is more', { data: L, has_more: true }, {}, undefined],
		['only a larger total', { data: L, total: 9 }, {}, undefined],
	])('is followed by %s', (_title, body, headers, next) => {
		expect(readList(body, headers, { nameField: 'name' })).toMatchObject({ sign: 'more' });
		expect(readList(body, headers, { nameField: 'name' })?.next).toEqual(next);
	});

	it('counts with the pages before it', () => {
		const second: Json = { data: some(3, 3), current_page: 2, last_page: 2, total: 6 };
		expect(signOf(second, {}, { pages: 1, entries: 3 })).toBe('end');
		expect(signOf({ values: some(3, 3), startAt: 3, total: 6 }, {}, { pages: 1, entries: 3 })).toBe('end');
		expect(signOf([], {}, { pages: 1, entries: 3 })).toBe('end');
		// The second page again: the parameter was not taken.
		expect(readList({ data: L, current_page: 1, last_page: 5 }, {}, { before: { pages: 3, entries: 9 } })?.next).toBeUndefined();
	});
});

describe('headers of a list', () => {
	it.each<[string | undefined, object]>([
		['<https://a/2>; rel="next"', { next: 'https://a/2', isPaging: true }],
		['<https://a/1>; rel="prev", <https://a/3>; rel="next"', { next: 'https://a/3', isPaging: true }],
		['<https://a/1,2>; title="x, y"; rel=next', { next: 'https://a/1,2', isPaging: true }],
		['<https://a/2>; rel="next"; results="false"', { isPaging: true }],
		['<https://a/2>; rel="next last"', { next: 'https://a/2', isPaging: true }],
		['<https://a/2>; REL="Next"', { next: 'https://a/2', isPaging: true }],
		['<https://a/2>; rel="last"', { isPaging: false }],
		['<https://a/s.css>; rel=preload', { isPaging: false }],
		['nonsense', { isPaging: false }],
		[undefined, { isPaging: false }],
	])('have the link %p', (header, expected) => {
		expect(readLinks(header)).toEqual(expected);
	});

	it.each([
		[{ age: '0' }, false],
		[{ age: '1' }, true],
		[{ 'x-cache': 'Hit from cloudfront' }, true],
		[{ 'x-cache': 'MISS' }, false],
		[{}, false],
	])('tell what came from a cache: %j', (headers, expected) => {
		expect(isCached(headers as Record<string, string>)).toBe(expected);
	});
});
