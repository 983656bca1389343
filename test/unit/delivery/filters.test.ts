import { Filters } from '../../../nodes/CreateProject/delivery/filters';
import { search, type SearchResult } from '../../../nodes/CreateProject/delivery/search';
import type { Exchange } from '../../../nodes/CreateProject/delivery/exchange';
import type { LookupCall } from '../../../nodes/CreateProject/services/service';
import { prepared } from './scripted';

/** The names that an API shows for these parameters; a number: it answers with that status; `lost`: no answer comes. */
type Api = (query: URLSearchParams, names: string[]) => string[] | number | 'lost';

const NAMES = ['Apollo', 'Gemini', 'A "quoted" one', 'Salt, pepper', "O'Neil", 'null', '{x}}'];

function apiOf(answer: Api, names: string[] = NAMES) {
	const asked: string[] = [];
	const once = async ({ url }: { url: string }): Promise<Exchange> => {
		const { searchParams } = new URL(url);
		asked.push(decodeURIComponent(new URL(url).search.replace(/\+/g, ' ')));
		const given = answer(searchParams, names);
		if (given === 'lost') {
			const fault = { reason: 'reset', sent: 'maybe', permanent: false, message: 'The connection was cut', detail: '' } as const;
			return { kind: 'fault', fault };
		}
		const [status, body] = typeof given === 'number' ? [given, { message: 'No' }] : [200, given.map((title) => ({ id: title, title }))];
		return await Promise.resolve({
			kind: 'answer',
			receivedAt: 0,
			answer: { status, text: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
		});
	};
	const ask = async (request: { url: string }, most = 6): Promise<Exchange> => {
		let exchange = await once(request);
		for (let tries = 1; tries < most && exchange.kind === 'fault'; tries++) exchange = await once(request);
		return exchange;
	};
	return { ask, asked };
}

const CALL: LookupCall = { path: '/projects', query: { title: '{value}', tenant: '7' }, filterBy: 'title' };

/** Looks for names one after the other, as the items of a run do. */
async function lookFor(wanted: string[], api: ReturnType<typeof apiOf>, call = CALL, filters = new Filters()): Promise<string[]> {
	const whole = prepared({ name: { to: 'title' } });
	const said = (result: SearchResult): string =>
		result.kind === 'failed' ? 'failed' : result.found.length > 0 ? 'found' : result.isComplete ? 'absent' : 'unproven';
	const results: string[] = [];
	for (const value of wanted)
		results.push(
			said(await search(call, { by: 'name', value }, { prepared: whole, auth: whole.site.auth, heuristic: true, filters, ask: api.ask })),
		);
	return results;
}

const only = (value: string | null | undefined, names: string[]): string[] =>
	value === null || value === undefined ? names : names.filter((name) => name === value);
const jsonOf = (text: string | null): { title?: string; where?: { title?: string } } => JSON.parse(text ?? '{}') as object;

const DIALECTS: Array<[string, Api]> = [
	['the field itself', (query, names) => only(query.get('title'), names)],
	['JSON:API', (query, names) => only(query.get('filter[title]'), names)],
	['Directus', (query, names) => only(query.get('filter[title][_eq]'), names)],
	['Strapi', (query, names) => only(query.get('filters[title][$eq]'), names)],
	['Payload', (query, names) => only(query.get('where[title][equals]'), names)],
	['LoopBack', (query, names) => only(jsonOf(query.get('filter')).where?.title, names)],
	[
		'LoopBack, which refuses what it does not know',
		(query, names) =>
			query.has('title')
				? names
				: [...query.keys()].some((key) => !['filter', 'tenant'].includes(key))
					? 422
					: only(jsonOf(query.get('filter')).where?.title, names),
	],
	['Sails', (query, names) => only(jsonOf(query.get('where')?.startsWith('{') ? query.get('where') : null).title, names)],
	['React Admin', (query, names) => only(jsonOf(query.get('filter')).title, names)],
	['PostgREST', (query, names) => (query.get('title')?.startsWith('eq.') ? only(query.get('title')?.slice(3), names) : names)],
	['NocoDB', (query, names) => only(/^\(title,eq,(.*)\)$/.exec(query.get('where') ?? '')?.[1], names)],
	['OData', (query, names) => only(/^title eq '(.*)'$/.exec(query.get('$filter') ?? '')?.[1], names)],
	['SCIM', (query, names) => only(/^title eq "(.*)"$/.exec(query.get('filter') ?? '')?.[1], names)],
	['PocketBase', (query, names) => only(/^title="(.*)"$/.exec(query.get('filter') ?? '')?.[1], names)],
];

describe('the usual dialects are tried on a name that is there', () => {
	it.each(DIALECTS)('%s', async (_title, answer) => {
		const api = apiOf(answer);
		expect(await lookFor(['Soyuz', 'Apollo', 'Vostok'], api)).toEqual(['absent', 'found', 'absent']);
		// Found out once: from then on, one request for each name.
		expect(api.asked.length).toBeLessThan(20);
		const tried = api.asked.length;
		expect(await lookFor(['Soyuz'], api)).toEqual(['absent']);
		expect(api.asked.slice(tried).every((query) => query.includes('tenant=7'))).toBe(true);
	});

	it('with one name in the list, the same; an API without any filter is not believed', async () => {
		expect(await lookFor(['Soyuz'], apiOf(DIALECTS[2][1], ['Apollo']))).toEqual(['absent']);
		expect(
			await lookFor(
				['Soyuz', 'Vostok'],
				apiOf((_query, names) => names, ['Apollo']),
			),
		).toEqual(['unproven', 'unproven']);
	});
});

describe('an API that refuses the first filter, which nobody has said it has', () => {
	const strict =
		(status: number, then: Api): Api =>
		(query, names) =>
			query.has('title') ? status : then(query, names);

	it.each<[string, number, Api, string[]]>([
		['is asked for all, and by the dialect that it has', 400, DIALECTS[3][1], ['absent', 'found', 'absent']],
		['with another status', 422, DIALECTS[2][1], ['absent', 'found', 'absent']],
		['has no filter at all: what is there is found', 400, (_query, names) => names, ['unproven', 'found', 'unproven']],
		['refuses everything', 400, () => 400, ['failed', 'failed', 'failed']],
	])('%s', async (_title, status, then, expected) => {
		const api = apiOf(strict(status, then));
		expect(await lookFor(['Soyuz', 'Apollo', 'Vostok'], api)).toEqual(expected);
		// Refused once: not asked so again.
		expect(api.asked.filter((query) => /[?&]title=(Soyuz|Apollo|Vostok)(&|$)/.test(query))).toHaveLength(1);
		expect(api.asked.every((query) => query.includes('tenant=7'))).toBe(true);
	});

	it.each([401, 403, 404, 500])('another answer is none to a filter: %i', async (status) => {
		const api = apiOf(strict(status, DIALECTS[3][1]));
		expect((await lookFor(['Apollo'], api))[0]).toBe('failed');
		expect(api.asked).toHaveLength(1);
	});

	it('a filter of the person is kept', async () => {
		const api = apiOf(strict(400, DIALECTS[3][1]));
		expect(await lookFor(['Apollo'], api, { path: '/projects', query: { title: '{value}' } })).toEqual(['failed']);
		expect(api.asked).toHaveLength(1);
	});
});

describe('what does not filter for certain proves nothing', () => {
	const fuzzy = (words: string, names: string[]): string[] =>
		names.filter((name) => name.toLowerCase().startsWith(words.toLowerCase().slice(0, 3)));
	it.each<[string, Api, string[]?]>([
		['an API that ignores every parameter', (_query, names) => names],
		['one that answers each with everything else', (query, names) => (query.has('filter[title]') ? names.slice(1) : names)],
		[
			'one that answers each with nothing',
			(query, names) => ([...query.keys()].some((key) => key !== 'title' && key !== 'tenant') ? [] : names),
		],
		['one that refuses each', (query, names) => ([...query.keys()].some((key) => key !== 'title' && key !== 'tenant') ? 400 : names)],
		['one that breaks', (query, names) => ([...query.keys()].some((key) => key !== 'title' && key !== 'tenant') ? 500 : names)],
		[
			'one that compares the beginning alone',
			(query, names) => (query.has('filter[title]') ? fuzzy(query.get('filter[title]')!, names) : names),
			['Apollo', 'Apollo 2', 'Gemini'],
		],
		['one that shows no names to try', (_query, names) => names, ['', '  ']],
	])('%s', async (...[, answer, names]) => {
		const api = apiOf(answer, names);
		expect(await lookFor(['Soyuz', 'Vostok'], api)).toEqual(['unproven', 'unproven']);
		expect(api.asked.length).toBeLessThan(20);
	});

	it.each([
		[2, ['absent', 'absent']],
		[3, ['absent', 'absent']],
		[4, ['absent', 'absent']],
	])('every answer number %i is lost, which says nothing of a filter', async (every, expected) => {
		let answers = 0;
		const api = apiOf((query, names) => (query.has('title') || ++answers % every > 0 ? DIALECTS[5][1](query, names) : 'lost'));
		expect(await lookFor(['Soyuz', 'Vostok'], api)).toEqual(expected);
	});

	it('where no answer comes at all, the next item tries again', async () => {
		let isCut = true;
		const api = apiOf((query, names) => (isCut && !query.has('title') ? 'lost' : DIALECTS[5][1](query, names)));
		const filters = new Filters();
		const run = async (value: string) => await lookFor([value], api, CALL, filters);
		expect(await run('Soyuz')).toEqual(['unproven']);
		isCut = false;
		expect(await run('Soyuz')).toEqual(['absent']);
	});

	it('an API that breaks is asked for no second dialect', async () => {
		const api = apiOf((query, names) => (query.has('filter[title]') ? 500 : names));
		await lookFor(['Soyuz', 'Vostok'], api);
		expect(api.asked).toHaveLength(3);
	});

	it.each<[string, Api, string, string]>([
		['a comma that may separate two values', DIALECTS[1][1], 'Sugar, spice', 'unproven'],
		['a word of its own', DIALECTS[2][1], 'NULL', 'unproven'],
		['a quotation mark in OData', DIALECTS[11][1], "O'Brien", 'unproven'],
		['brackets in NocoDB', DIALECTS[10][1], 'Apollo (new)', 'unproven'],
		['a comma in JSON is a comma', DIALECTS[5][1], 'Sugar, spice', 'absent'],
		['a quotation mark in JSON is escaped', DIALECTS[5][1], 'Another "quoted" one', 'absent'],
		['two braces in JSON stay two', DIALECTS[5][1], '{x}}', 'found'],
	])('%s', async (_title, answer, wanted, expected) => {
		expect(await lookFor([wanted], apiOf(answer))).toEqual([expected]);
	});

	it('a search of the person is made as it is', async () => {
		const api = apiOf((_query, names) => names);
		expect(await lookFor(['Soyuz'], api, { path: '/projects', query: { title: '{value}' } })).toEqual(['unproven']);
		expect(api.asked).toHaveLength(1);
	});
});
