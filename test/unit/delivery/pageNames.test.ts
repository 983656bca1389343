import type { Exchange } from '../../../nodes/CreateProject/delivery/exchange';
import { search } from '../../../nodes/CreateProject/delivery/search';
import type { Json } from '../../../nodes/CreateProject/services/service';
import { prepared } from './scripted';

/** An API of an unknown framework that pages by a parameter of this name; what it does with others. */
interface Paged {
	param: string;
	/** The answer's envelope around the entries of a page. */
	envelope: (entries: Json[], page: number, pages: number, total: number) => Json;
	others: 'refused' | 'ignored';
	/** The number of the first page, or entries where it counts those. */
	counts?: 'entries';
}

const TOTAL = 60;
const SIZE = 25;
const ALL = Array.from({ length: TOTAL }, (_none, index) => ({ id: index + 1, name: `P${index + 1}` }));

function apiOf({ param, envelope, others, counts }: Paged) {
	const asked: string[] = [];
	const ask = async ({ url }: { url: string }): Promise<Exchange> => {
		const { searchParams } = new URL(url);
		asked.push(decodeURIComponent(new URL(url).search));
		const foreign = [...searchParams.keys()].filter((key) => key !== param && key !== 'name');
		const at = Number(searchParams.get(param) ?? (counts ? 0 : 1));
		const start = counts ? at : (at - 1) * SIZE;
		const page = counts ? start / SIZE + 1 : at;
		const isRefused = foreign.length > 0 && others === 'refused';
		const body = isRefused
			? { error: 'Invalid parameters' }
			: envelope(ALL.slice(start, start + SIZE), page, Math.ceil(TOTAL / SIZE), TOTAL);
		return await Promise.resolve({
			kind: 'answer',
			receivedAt: 0,
			answer: { status: isRefused ? 400 : 200, text: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
		});
	};
	return { ask, asked };
}

const strapi: Paged['envelope'] = (data, page, pageCount, total) => ({
	data,
	meta: { pagination: { page, pageSize: SIZE, pageCount, total } },
});
const APIS: Array<[string, Paged]> = [
	['Strapi', { param: 'pagination[page]', envelope: strapi, others: 'refused' }],
	['one like it that takes no notice of others', { param: 'pagination[page]', envelope: strapi, others: 'ignored' }],
	[
		'JSON:API',
		{
			param: 'page[number]',
			envelope: (data, number, totalPages, total) => ({ data, meta: { page: { number, totalPages, total } } }),
			others: 'ignored',
		},
	],
	[
		'an offset in an object',
		{
			param: 'pagination[start]',
			envelope: (data, page, _pages, total) => ({ data, meta: { pagination: { start: (page - 1) * SIZE, limit: SIZE, total } } }),
			others: 'refused',
			counts: 'entries',
		},
	],
	['the plain name, in the same object', { param: 'page', envelope: strapi, others: 'refused' }],
];

describe('a list over several pages whose parameter nobody has named', () => {
	it.each(APIS)('%s: every page is read, and each once', async (_title, paged) => {
		const { ask, asked } = apiOf(paged);
		const whole = prepared({});
		const look = async (value: string) =>
			await search({ path: '/projects' }, { by: 'name', value }, { prepared: whole, auth: whole.site.auth, heuristic: true, ask });
		expect(await look('P60')).toMatchObject({ kind: 'searched', found: [{ id: '60' }] });
		expect(await look('Apollo')).toMatchObject({ kind: 'searched', found: [], isComplete: true });
		// Two searches of three pages, and at most one wrong guess in each.
		expect(asked.length).toBeLessThanOrEqual(8);
	});

	it('of an API that takes no notice of either name, nothing is believed to be absent', async () => {
		const { ask } = apiOf({ param: 'seite', envelope: strapi, others: 'ignored' });
		const whole = prepared({});
		const look = await search(
			{ path: '/projects' },
			{ by: 'name', value: 'Apollo' },
			{ prepared: whole, auth: whole.site.auth, heuristic: true, ask },
		);
		expect(look).toMatchObject({ kind: 'searched', found: [], isComplete: false });
	});
});
