import { choicesOf } from '../../../nodes/CreateProject/fields/loader';
import type { LiveOptions, Paging } from '../../../nodes/CreateProject/services/service';
import { readPages, type PageState } from '../../../nodes/CreateProject/delivery/paging';
import { prepared, Scripted, type Step } from './scripted';

const team = (id: number): object => ({ id, name: `Team ${id}` });

async function choices(live: Partial<LiveOptions>, steps: Step[]) {
	const world = new Scripted(steps);
	const { site } = prepared();
	const read = await world.time.run(() =>
		choicesOf(
			{ site, send: world.send, authorize: async () => site.auth },
			{ path: '/teams', items: 'data', value: 'id', label: 'name', ...live },
			{},
		),
	);
	return { ...read, sent: world.sent.map(({ url, body }) => [url.replace('https://api.example.com/teams', ''), body]) };
}

describe('the choices of a drop-down', () => {
	it.each<[string, Partial<LiveOptions>, Step[], unknown[]]>([
		[
			'pages',
			{ paging: { kind: 'page', param: 'page', size: 1 } },
			[
				[200, { data: [team(1)] }],
				[200, { data: [] }],
			],
			[
				['?page=1', undefined],
				['?page=2', undefined],
			],
		],
		[
			'offsets',
			{ paging: { kind: 'offset', param: 'skip', size: 1 } },
			[
				[200, { data: [team(1)] }],
				[200, { data: [] }],
			],
			[
				['?skip=0', undefined],
				['?skip=1', undefined],
			],
		],
		[
			'a cursor',
			{ paging: { kind: 'cursor', param: 'after', next: 'next' } },
			[
				[200, { data: [team(1)], next: 'c' }],
				[200, { data: [] }],
			],
			[
				['', undefined],
				['?after=c', undefined],
			],
		],
		[
			'a header',
			{ paging: { kind: 'header', param: 'token', header: 'x-next' } },
			[
				[200, { data: [team(1)] }, { 'x-next': 't' }],
				[200, { data: [] }],
			],
			[
				['', undefined],
				['?token=t', undefined],
			],
		],
		[
			'links',
			{ paging: { kind: 'link' } },
			[
				[200, { data: [team(1)] }, { link: '<https://api.example.com/teams?p=2>; rel="next"' }],
				[200, { data: [] }],
			],
			[
				['', undefined],
				['?p=2', undefined],
			],
		],
		[
			'a cursor in the body',
			{ body: { sort: 'name' }, paging: { kind: 'cursor', param: 'start_cursor', next: 'next', in: 'body' } },
			[
				[200, { data: [team(1)], next: 'c' }],
				[200, { data: [] }],
			],
			[
				['', '{"sort":"name"}'],
				['', '{"sort":"name","start_cursor":"c"}'],
			],
		],
		[
			'variables of GraphQL',
			{ graphql: { query: 'q', variables: { first: 5 } }, paging: { kind: 'cursor', param: 'after', next: 'next', in: 'variables' } },
			[
				[200, { data: [team(1)], next: 'c' }],
				[200, { data: [] }],
			],
			[
				['', '{"query":"q","variables":{"first":5}}'],
				['', '{"query":"q","variables":{"first":5,"after":"c"}}'],
			],
		],
	])('are read by %s, as a search reads its list', async (_title, live, steps, sent) => {
		expect(await choices(live, steps)).toEqual({ choices: [{ name: 'Team 1', value: 1 }], isCut: false, isRead: true, sent });
	});

	it('say when there are more', async () => {
		const paging: Paging = { kind: 'page', param: 'page', size: 1 };
		expect(
			await choices(
				{ paging },
				Array.from({ length: 5 }, (_value, index) => [200, { data: [team(index)] }]),
			),
		).toMatchObject({ isCut: true });
		expect(await choices({ paging: { kind: 'single', size: 2, sizeParam: 'limit' } }, [[200, { data: [team(1), team(2)] }]])).toMatchObject(
			{ isCut: true },
		);
		expect(await choices({ paging: { kind: 'single', size: 3, sizeParam: 'limit' } }, [[200, { data: [team(1), team(2)] }]])).toMatchObject(
			{ isCut: false },
		);
	});
});

describe('reading pages', () => {
	const paging: Paging = { kind: 'page', param: 'page', size: 1 };
	const full = { value: null, headers: {}, count: 1 };

	it('ends, is stopped or is cut', async () => {
		const read =
			(pages: number) =>
			async ({ number }: PageState) => ({ ...full, count: number! < pages ? 1 : 0 });
		expect(await readPages(paging, 5, read(3))).toBe('ended');
		expect(await readPages(paging, 5, read(9))).toBe('cut');
		expect(await readPages(paging, 5, async () => undefined)).toBe('stopped');
	});

	it.each([
		[{ links: { next: null } }, 1],
		[{ links: { next: '' } }, 1],
		[{ links: { next: false } }, 1],
		[{ links: { next: 'https://api.example.com/?page=2' } }, 3],
		[{ links: { next: 0 } }, 3],
		[{ links: {} }, 3],
		[null, 3],
	])('numbered pages end where the answer says so: %j', async (value, pages) => {
		const numbers: Array<number | undefined> = [];
		const read = async ({ number }: PageState) => {
			numbers.push(number);
			return { ...full, value, count: number! < 3 ? 1 : 0 };
		};
		expect(await readPages({ ...paging, size: undefined, more: 'links.next' }, 9, read)).toBe('ended');
		expect(numbers).toEqual([1, 2, 3].slice(0, pages));
	});
});
