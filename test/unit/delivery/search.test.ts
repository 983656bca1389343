import { search, type SearchBy } from '../../../nodes/CreateProject/delivery/search';
import type { LookupCall, ServiceDefinition } from '../../../nodes/CreateProject/services/service';
import { prepared, Scripted, type Step } from './scripted';

const APOLLO = { id: 1, name: 'Apollo' };
const OTHER = { id: 2, name: 'Gemini' };
const others = (count: number): unknown[] =>
	Array.from({ length: count }, (_value, index) => ({ id: 100 + index, name: `Other ${index}` }));

async function find(
	call: LookupCall,
	steps: Step[],
	{
		wanted = { by: 'name', value: 'Apollo' },
		heuristic = false,
		definition = {},
	}: { wanted?: SearchBy; heuristic?: boolean; definition?: Partial<ServiceDefinition> } = {},
) {
	const world = new Scripted(steps);
	const whole = prepared(definition);
	const result = await world.time.run(() =>
		search({ path: '/projects', ...call }, wanted, {
			prepared: whole,
			auth: whole.site.auth,
			heuristic,
			ask: async (request) => await world.send(request),
		}),
	);
	return {
		calls: world.calls.map((line) => line.replace('GET /projects', '')),
		bodies: world.sent.map(({ body }) => body),
		ids: result.kind === 'searched' ? result.found.map(({ id }) => id) : undefined,
		result,
	};
}

describe('paging', () => {
	it.each<[string, LookupCall, Step[], string[], boolean]>([
		[
			'by page, ended by a short one',
			{ items: '', paging: { kind: 'page', param: 'page', size: 2, sizeParam: 'per' } },
			[
				[200, others(2)],
				[200, [APOLLO]],
			],
			['?page=1&per=2', '?page=2&per=2'],
			true,
		],
		[
			'by page, ended by an empty one',
			{ items: '', paging: { kind: 'page', param: 'page', first: 0 } },
			[
				[200, [APOLLO]],
				[200, []],
			],
			['?page=0', '?page=1'],
			true,
		],
		[
			'by offset',
			{ items: 'data', paging: { kind: 'offset', param: 'offset', size: 2 } },
			[
				[200, { data: others(2) }],
				[200, { data: [APOLLO] }],
			],
			['?offset=0', '?offset=2'],
			true,
		],
		[
			'by cursor',
			{ items: 'data', paging: { kind: 'cursor', param: 'after', next: 'next' } },
			[
				[200, { data: [OTHER], next: 'c2' }],
				[200, { data: [APOLLO] }],
			],
			['', '?after=c2'],
			true,
		],
		[
			'by cursor, ended by its flag',
			{ items: 'data', paging: { kind: 'cursor', param: 'after', next: 'next', more: 'more' } },
			[[200, { data: [APOLLO], next: 'c2', more: false }]],
			[''],
			true,
		],
		[
			'by a header',
			{ items: '', paging: { kind: 'header', param: 'token', header: 'x-next' } },
			[
				[200, [OTHER], { 'x-next': 't2' }],
				[200, [APOLLO]],
			],
			['', '?token=t2'],
			true,
		],
		[
			'by links',
			{ items: '', paging: { kind: 'link' } },
			[
				[200, [OTHER], { link: '<https://api.example.com/projects?p=2>; rel="next"' }],
				[200, [APOLLO]],
			],
			['', '?p=2'],
			true,
		],
		[
			'by a URL in the body',
			{ items: 'data', paging: { kind: 'url', next: 'next' } },
			[
				[200, { data: [OTHER], next: 'https://api.example.com/projects?p=2' }],
				[200, { data: [APOLLO], next: null }],
			],
			['', '?p=2'],
			true,
		],
		[
			'not at all, with one page that is full',
			{ items: '', paging: { kind: 'single', size: 2, sizeParam: 'limit' } },
			[[200, [APOLLO, OTHER]]],
			['?limit=2'],
			false,
		],
		[
			'not at all, with one page that is not',
			{ items: '', paging: { kind: 'single', size: 3, sizeParam: 'limit' } },
			[[200, [APOLLO, OTHER]]],
			['?limit=3'],
			true,
		],
		['not at all, by a search that says it is partial', { items: '', partial: true }, [[200, [APOLLO]]], [''], false],
		[
			'with gaps that the reply admits',
			{ items: 'data', gaps: 'warnings' },
			[[200, { data: [APOLLO], warnings: ['timed out'] }]],
			[''],
			false,
		],
	])('goes %s', async (_title, call, steps, calls, isComplete) => {
		const found = await find(call, steps);
		expect(found).toMatchObject({ calls, ids: ['1'], result: { isComplete } });
	});

	it('stops in a list without end, and then proves nothing', async () => {
		const { calls, result } = await find({ items: '', paging: { kind: 'page', param: 'page' } }, Array<Step>(101).fill([200, [OTHER]]));
		expect(calls).toHaveLength(100);
		expect(result).toMatchObject({ kind: 'searched', found: [], isComplete: false });
	});

	it('does not follow an address on another host', async () => {
		await expect(
			find({ items: '', paging: { kind: 'link' } }, [[200, [OTHER], { link: '<https://evil.example.com/>; rel="next"' }]]),
		).rejects.toThrow('another host');
	});
});

describe('comparing', () => {
	it.each<[string, LookupCall, unknown[], string[]]>([
		['only exact names out of a fuzzy search', {}, [APOLLO, { id: 2, name: 'Apollo 11' }, { id: 3, name: 'apollo' }], ['1']],
		['all of several', {}, [APOLLO, { id: 9, name: 'Apollo' }], ['1', '9']],
		['names that differ in case where the vendor sees no difference', { ignoreCase: true }, [{ id: 3, name: 'APOLLO' }], ['3']],
		['names with white space around them', {}, [{ id: 4, name: ' Apollo ' }], ['4']],
		[
			'entries that count',
			{ only: { path: 'active', is: true } },
			[
				{ ...APOLLO, active: false },
				{ id: 5, name: 'Apollo', active: true },
			],
			['5'],
		],
		['nothing in nothing', {}, [], []],
	])('finds %s', async (_title, call, list, ids) => {
		expect((await find({ items: '', ...call }, [[200, list]])).ids).toEqual(ids);
	});

	it.each<[SearchBy, unknown, string[]]>([
		[{ by: 'key', value: 'AP' }, { id: 1, key: 'ap' }, ['1']],
		[{ by: 'field', path: 'deal', value: '42' }, { id: 1, deal: 42 }, ['1']],
		[{ by: 'field', path: 'deal', value: '42' }, { id: 1 }, []],
		[{ by: 'reference', value: 'm' }, { id: 1, ref: 'm' }, ['1']],
		[{ by: 'reference', value: 'm' }, { id: 1, ref: 'n' }, []],
	])('by %j', async (wanted, entry, ids) => {
		const definition = { reply: { id: 'id', key: 'key', name: 'name' }, reference: { to: 'ref', at: 'ref' } };
		expect((await find({ items: '' }, [[200, [entry]]], { wanted, definition })).ids).toEqual(ids);
	});
});

describe('answers that are no list', () => {
	it.each<[string, LookupCall, Step, object]>([
		['404 for the one that is sought', { one: true }, [404], { kind: 'searched', found: [], isComplete: true }],
		['null for the one that is sought', { one: true }, [200, 'null'], { kind: 'searched', found: [], isComplete: true }],
		[
			'null where the one that is sought would be',
			{ one: true, item: { at: 'project' } },
			[200, { project: null }],
			{ kind: 'searched', found: [], isComplete: true },
		],
		['a refusal that shows none', { one: true, item: { at: 'project' } }, [403, {}], { kind: 'failed' }],
		['a refusal whose words are elsewhere', { one: true, item: { at: 'project' } }, [401, { message: 'No' }], { kind: 'failed' }],
		['trouble of the server that shows none', { one: true, item: { at: 'project' } }, [500, { error: 'oops' }], { kind: 'failed' }],
		['an empty list of a server in trouble', { one: true, item: { at: 'project' } }, [503, []], { kind: 'failed' }],
		[
			'JSON-RPC without a result, from a server in trouble',
			{ one: true, rpc: { method: 'm' } },
			[502, { result: null }],
			{ kind: 'failed' },
		],
		[
			'the words for "there is none"',
			{ items: '', absent: [{ status: 400, body: 'no such' }] },
			[400, { message: 'No such project' }],
			{ kind: 'searched', found: [], isComplete: true },
		],
		['404 for a list', { items: '' }, [404], { kind: 'failed' }],
		['403', { items: '' }, [403, { message: 'No' }], { kind: 'failed', reason: expect.stringContaining('No') }],
		['a web page', { items: '' }, [200, '<html></html>'], { kind: 'failed' }],
		['a reset', { items: '' }, 'reset', { kind: 'failed' }],
		['an object', { items: 'data' }, [200, { data: {} }], { kind: 'failed', reason: expect.stringContaining('not a list') }],
		['nothing at all', { items: '' }, [200, ''], { kind: 'searched', found: [], isComplete: false }],
		['GraphQL errors', { items: 'data', graphql: { query: 'q' } }, [200, { errors: [{ message: 'x' }] }], { kind: 'failed' }],
	])('takes %s for what it is', async (_title, call, step, expected) => {
		expect((await find(call, [step])).result).toMatchObject(expected);
	});
});

describe('an unknown API', () => {
	it.each<[string, Step[], boolean]>([
		['an empty list', [[200, []]], true],
		['only what was asked for', [[200, [APOLLO]]], true],
		['others, too: it does not filter, and a first page proves nothing', [[200, others(3)]], false],
		['a total that is reached', [[200, others(3), { 'x-total-count': '3' }]], true],
		['a total that is not', [[200, others(3), { 'x-total-count': '4' }]], false],
		['a flag for more', [[200, { data: others(3), has_more: true }]], false],
		['a flag for no more', [[200, { data: others(3), has_more: false }]], true],
		[
			'a next link, to the end',
			[
				[200, { results: others(3), next: 'https://api.example.com/projects?p=2' }],
				[200, { results: [], next: null }],
			],
			true,
		],
		[
			'page numbers, to the end',
			[
				[200, { data: others(3), current_page: 1, last_page: 2 }],
				[200, { data: [{ id: 9, name: 'Last' }], current_page: 2, last_page: 2 }],
			],
			true,
		],
		[
			'offsets, to the end',
			[
				[200, { data: others(3), offset: 0, total: 4 }],
				[200, { data: [{ id: 9, name: 'Last' }], offset: 3, total: 4 }],
			],
			true,
		],
		[
			'the same page whatever number is asked for',
			[
				[200, { data: others(3), current_page: 1, last_page: 2 }],
				[200, { data: others(3), current_page: 1, last_page: 2 }],
			],
			false,
		],
		['an entry without a name', [[200, { data: [{ id: 5 }, ...others(2)], total: 3 }]], false],
		['an entry whose name is elsewhere', [[200, { data: [{ id: 5, caption: 'Apollo' }], total: 1 }]], false],
		['an empty name', [[200, { data: [{ id: 5, name: null }, ...others(2)], total: 3 }]], true],
		['names in another spelling', [[200, { data: [{ Id: 5, Name: 'Other' }], total: 1 }]], true],
		['an empty list that is only mine', [[200, { data: [], filter: 'mine' }]], false],
		['an empty list out of a cache', [[200, [], { age: '60' }]], false],
		['an empty list with a total', [[200, { data: [], total: 5 }]], false],
		['what was asked for, and more of it', [[200, { data: [APOLLO], has_more: true }]], false],
	])('that answers with %s proves absence: see', async (_title, steps, isComplete) => {
		expect((await find({}, steps, { heuristic: true, definition: { reply: {} } })).result).toMatchObject({ kind: 'searched', isComplete });
	});

	it.each<[string, unknown]>([
		['success: false beside an empty list', { success: false, data: [] }],
		['a code beside an empty list', { code: 40001, msg: 'No right', data: [] }],
		['an error beside a list', { error: 'No right', data: others(2) }],
		['a status of error', { status: 'error', data: [] }],
		['XML', '<error>No right</error>'],
	])('that denies success answers no list: %s', async (_title, body) => {
		for (const heuristic of [true, false])
			expect((await find({ items: 'data' }, [[200, body]], { heuristic })).result).toMatchObject({ kind: 'failed' });
	});

	it('is asked for the next page as its answer says how', async () => {
		const { calls, ids } = await find(
			{},
			[
				[200, { values: others(2), startAt: 0, maxResults: 2, total: 3 }],
				[200, { values: [APOLLO], startAt: 2, maxResults: 2, total: 3 }],
			],
			{ heuristic: true },
		);
		expect([calls, ids]).toEqual([['', '?startAt=2'], ['1']]);
	});

	it("is read at the field that holds a new project's name", async () => {
		const list = [
			{ id: 1, name: 'apollo-slug', headline: 'Apollo' },
			{ id: 2, name: 'Apollo', headline: 'Gemini' },
		];
		const definition = { reply: {}, name: { to: 'data.headline' } };
		expect((await find({}, [[200, list]], { heuristic: true, definition })).ids).toEqual(['1']);
		expect((await find({}, [[200, [{ id: 3, title: 'Apollo' }]]], { heuristic: true, definition })).ids).toEqual(['3']);
	});

	it('shows the names that may have been made of the one that is sought', async () => {
		const list = [
			{ id: 1, name: 'APOLLO' },
			{ id: 2, name: 'Apollo (1)' },
			{ id: 3, name: 'Gemini' },
		];
		const { ids, result } = await find({}, [[200, list]], { heuristic: true });
		expect([ids, result]).toMatchObject([[], { similar: [{ id: '1' }, { id: '2' }] }]);
	});
});

describe('a known API', () => {
	const page: LookupCall = { items: 'data', paging: { kind: 'page', param: 'page', size: 100 } };

	it('proves nothing out of a cache, or with entries without a name', async () => {
		expect((await find(page, [[200, { data: [OTHER] }, { age: '5' }]])).result).toMatchObject({ isComplete: false });
		expect((await find(page, [[200, { data: [{ id: 5 }] }]])).result).toMatchObject({ isComplete: false });
		expect((await find(page, [[200, { data: [{ id: 5 }, OTHER] }]])).result).toMatchObject({ isComplete: true });
	});
});
