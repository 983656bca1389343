import { booksOf, execute, iso, World, type Fate, type Stored } from './world';

/** Answers a search as an API may: `found` has the very name, `all` is everything in the order of creation. */
type List = (found: unknown[], all: unknown[]) => [status: number, body: unknown, headers?: Record<string, string>];

const LOST: Record<number, Fate> = { 4: 'storedDropped', 7: 'dropped', 10: 'stored500', 13: 'stored504', 16: '500', 19: 'storedDropped' };
const NAMES = Array.from({ length: 20 }, (_, index) => `Project ${index}`);

const shown = ({ id, name, at }: Stored): unknown => ({ id: Number(id), name, created_at: iso(at) });

async function play(list: List) {
	const world = new World({
		// As a custom API without settings: where the list stands is for the reader to find.
		definition: { lookup: { name: { path: '/projects', query: { name: '{value}' } } } },
		fate: (number) => LOST[number] ?? 'fine',
		list: (found, all) => list(found.map(shown), all.map(shown)),
	});
	for (let index = 0; index < 30; index++) world.stranger(`Older ${index}`, 86_400_000 + index);
	const { outcomes } = await world.time.run(() => execute(world, { names: NAMES, parallel: 3, heuristic: true }));
	return booksOf(world, outcomes);
}

const ok = (body: unknown, headers?: Record<string, string>): ReturnType<List> => [200, body, headers];
const fine =
	(wrap: (list: unknown[]) => unknown): List =>
	(found) =>
		ok(wrap(found));
const whole =
	(wrap: (list: unknown[]) => unknown): List =>
	(_found, all) =>
		ok(wrap(all));
/** The first page, whatever is asked for. */
const first =
	(count: number, wrap: (list: unknown[], all: unknown[]) => unknown, headers?: Record<string, string>): List =>
	(_found, all) =>
		ok(wrap(all.slice(0, count), all), headers);

const HONEST: Array<[title: string, list: List]> = [
	['a filtered array', fine((list) => list)],
	['items alone', fine((items) => ({ items }))],
	['data with its total', fine((data) => ({ data, total: data.length }))],
	['Django REST framework', fine((results) => ({ count: results.length, next: null, previous: null, results }))],
	['Laravel', fine((data) => ({ data, meta: { current_page: 1, last_page: 1, per_page: 15, total: data.length } }))],
	['Laravel, flat', fine((data) => ({ current_page: 1, data, last_page: 1, per_page: 15, total: data.length, next_page_url: null }))],
	['Spring Page', fine((content) => ({ content, totalElements: content.length, totalPages: 1, last: true, number: 0, size: 20 }))],
	['Spring HATEOAS', fine((projects) => ({ _embedded: { projects }, page: { size: 20, totalElements: projects.length, totalPages: 1 } }))],
	['Payload', fine((docs) => ({ docs, totalDocs: docs.length, limit: 10, totalPages: 1, page: 1, hasNextPage: false, nextPage: null }))],
	['Strapi', fine((data) => ({ data, meta: { pagination: { page: 1, pageSize: 25, pageCount: 1, total: data.length } } }))],
	['NocoDB', fine((list) => ({ list, pageInfo: { totalRows: list.length, page: 1, pageSize: 25, isLastPage: true } }))],
	['API Platform', fine((member) => ({ member, totalItems: member.length }))],
	['OData', fine((value) => ({ '@odata.count': value.length, value }))],
	['Stripe', fine((data) => ({ object: 'list', data, has_more: false }))],
	['Salesforce', fine((records) => ({ totalSize: records.length, done: true, records }))],
	['a cursor that has ended', fine((data) => ({ data, next_cursor: null }))],
	['Slack', fine((channels) => ({ ok: true, channels, response_metadata: { next_cursor: '' } }))],
	['JSON:API', fine((data) => ({ data, links: { self: 'https://api.example.com/projects', next: null }, meta: { total: data.length } }))],
	['GraphQL', fine((nodes) => ({ data: { projects: { nodes, pageInfo: { hasNextPage: false, endCursor: null } } } }))],
	['a whole list with its total', whole((projects) => ({ projects, total: projects.length }))],
	['a whole list that says it ends', whole((items) => ({ items, has_more: false }))],
	['a whole list of Django', whole((results) => ({ count: results.length, next: null, previous: null, results }))],
];

const UNCERTAIN: Array<[title: string, list: List]> = [
	['nothing, whatever is there', () => ok([])],
	['a list of unknown name beside an empty one', fine((found) => ({ data: [], sites: found }))],
	['archived ones beside an empty list', fine((found) => ({ data: [], archived: found }))],
	['no content', () => [204, '']],
	['an empty body', () => ok('')],
	['null', () => ok(null)],
	['an empty object', () => ok({})],
	['an empty list of one’s own with its total', () => ok({ data: [], total: 0 })],
	['an empty page that says it is the last', () => ok({ results: [], count: 0, next: null, previous: null })],
	['the first page', first(5, (list) => list)],
	['the first page with its length as the total', first(5, (data) => ({ data, total: data.length }))],
	['the first page with its length as the count', first(20, (items) => ({ items, count: items.length }))],
	['the first page with the true total', first(10, (data, all) => ({ data, total: all.length }))],
	['the first page with a next link', first(10, (data) => ({ data, links: { next: 'https://api.example.com/projects?page=2' } }))],
	[
		'the first page with a header of the next',
		first(10, (list) => list, { link: '<https://api.example.com/projects?page=2>; rel="next"' }),
	],
	[
		'the first page with a link to itself alone',
		first(10, (list) => list, { link: '<https://api.example.com/projects>; rel="alternate"' }),
	],
	['the first page with a header of the total', first(10, (list) => list, { 'x-total-count': '10' })],
	['the first page that says more', first(10, (data) => ({ data, has_more: true }))],
	['the first page that says it is all', first(10, (data) => ({ data, has_more: false }))],
	['the first page with a null cursor', first(10, (data) => ({ data, next_cursor: null }))],
	['the first of several pages', first(10, (data, all) => ({ data, page: 1, pages: Math.ceil(all.length / 10) }))],
	['the oldest, the others under another key', (_found, all) => ok({ recent: all.slice(0, 3), projects: all.slice(3, 6) })],
	['a list of something else', fine(() => ({ users: [{ id: 1, name: 'Ann' }], total: 1 }))],
	['ids alone', fine((found) => found.map((one) => (one as { id: number }).id))],
	['names alone', fine((found) => found.map((one) => (one as { name: string }).name))],
	['entries without names', fine((found) => found.map((one) => ({ id: (one as { id: number }).id })))],
	['a denial in the clothes of a success', () => ok({ success: false, message: 'Quota exceeded', data: [] })],
	['a denial in German', () => ok({ erfolg: false, meldung: 'Nicht berechtigt', daten: [] })],
	['errors beside an empty list', () => ok({ errors: [{ message: 'Forbidden' }], data: [] })],
	['GraphQL errors', () => ok({ data: { projects: null }, errors: [{ message: 'timeout' }] })],
	['a search that was cut short', () => ok({ total_count: 0, incomplete_results: true, items: [] })],
	['a search that timed out', () => ok({ took: 30, timed_out: true, hits: { total: { value: 0 }, hits: [] } })],
	['an answer from a cache', () => ok([], { age: '600' })],
	['an answer from a cache, marked', () => ok({ data: [], total: 0 }, { 'x-cache': 'HIT', age: '30' })],
	['a page in HTML', () => [200, '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }]],
	['a cut answer', () => ok('[{"id":1,"name":"Proj')],
	['partial content', first(5, (list) => list, { 'content-range': 'items 0-4/50' })],
	['206', (_found, all) => [206, all.slice(0, 5), { 'content-range': '0-4/*' }]],
	['304', () => [304, '']],
	['404', () => [404, { message: 'Not found' }]],
	['403', () => [403, { message: 'Forbidden' }]],
	['405', () => [405, { message: 'Method not allowed' }]],
	['500', () => [500, {}]],
	['a redirect', () => [302, '', { location: 'https://api.example.com/login' }]],
	['202', () => [202, { status: 'queued' }]],
	['207', () => [207, { results: [], errors: [{ shard: 2 }] }]],
];

describe('what a search answers, through the whole delivery', () => {
	it.each(HONEST)('%s: every lost answer is settled', async (_title, list) => {
		expect(await play(list)).toMatchObject({ duplicates: [], silent: [], unknown: 0, failed: 0, created: 20 });
	});

	it.each(UNCERTAIN)('%s: nothing is made twice, and nothing is said to have failed', async (_title, list) => {
		const books = await play(list);
		expect(books).toMatchObject({ duplicates: [], silent: [], failed: 0 });
		expect(books.unknown).toBeGreaterThan(0);
	});
});
