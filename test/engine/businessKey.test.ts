import { entryOf } from '../../nodes/CreateProject/delivery/keyLog';
import { placeOf } from '../../nodes/CreateProject/delivery/runKeys';
import type { Site } from '../../nodes/CreateProject/project/asked/site';
import { processed } from '../support/engine';
import { create, custom, fields, named, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;
type Asked = Server['asked'][number];
type More = NonNullable<Parameters<typeof create>[1]>;

let server: Server;
let stored: Array<{ id: number; name: string; ref?: string }>;
/** What becomes of a create: its project may be stored and the answer lost. */
let fate: (body: { name: string }) => 'fine' | 'lost' | 'refused' | 'storedLost';
let canSearch: boolean;

const serve = ({ method, query, body }: Asked) => {
	if (method === 'GET') {
		if (!canSearch) return { status: 405, body: {} };
		return { body: stored.filter((one) => ['name', 'ref'].every((key) => !query.has(key) || query.get(key) === one[key as 'name'])) };
	}
	const end = fate(body);
	if (end === 'refused') return { status: 400, body: { message: 'No' } };
	if (end === 'lost') return 'drop' as const;
	stored.push({ id: stored.length + 1, name: body.name, ...(body.ref ? { ref: body.ref } : {}) });
	return end === 'storedLost' ? ('drop' as const) : { status: 201, body: stored.at(-1) };
};

beforeEach(async () => {
	stored = [];
	fate = () => 'fine';
	canSearch = true;
	processed.calls.length = 0;
	processed.before = undefined;
	server = await startServer(serve);
});
afterEach(async () => await server.close());

const KEY = '={{ $json.deal }}';
const run = async (items: object[], { parameters, ...more }: More = {}) =>
	await create(custom(server.url), {
		items: items as Array<Record<string, unknown>>,
		node: { onError: 'continueRegularOutput' },
		parameters: { businessKey: KEY, ...parameters },
		...more,
	});
const ends = ({ items }: Awaited<ReturnType<typeof run>>): string[] =>
	items.map(({ json }) => (json.details ? `${json.details.outcome}: ${json.error}` : `${json.outcome} ${json.id}`));
const posts = () => server.of('POST').map(({ body }) => body.name as string);
const deals = (count: number, prefix = 'D') => named(count).map(({ name }, index) => ({ name, deal: `${prefix}-${index + 1}` }));
/** What another process, or this one after a restart, knows: nothing but n8n's database. */
const elsewhere = (): string => (server.url = server.url.replace('127.0.0.1', 'localhost'));

const SENT = 'unknown: It is not known whether the project was created: a request with its business key was sent before';

describe('without a key', () => {
	it.each<[string, More]>([
		['nothing in the box', {}],
		['an empty box', { parameters: { businessKey: '' } }],
		['options of other kinds', { options: { idempotencyKey: 'automatic', idempotencyHeader: 'X-Key' } }],
		['the key switched off', { options: { idempotencyKey: 'off' } }],
	])('nothing is recorded and no call is made: %s', async (_title, { parameters, ...more }) => {
		const { items, run: whole } = await run(deals(3), { parameters: { businessKey: undefined, ...parameters }, ...more });
		expect(items.map(({ json }) => json.outcome)).toEqual(Array(3).fill('created'));
		expect(processed.calls).toEqual([]);
		expect(whole.data.resultData.metadata ?? {}).toEqual({});
		expect(server.of('GET')).toEqual([]);
	});
});

describe('one key, two executions', () => {
	it('makes one project, with one call to the log before anything is sent', async () => {
		processed.before = () => {
			expect(posts()).toEqual([]);
		};
		expect((await run(deals(5))).items.map(({ json }) => json.outcome)).toEqual(Array(5).fill('created'));
		expect(processed.calls.map(({ call, items }) => `${call} ${items.length}`)).toEqual(['check 5']);
		processed.before = undefined;
		const second = await run(deals(5));
		expect(second.items.map(({ json }) => json.outcome)).toEqual(Array(5).fill('existing'));
		expect(posts()).toHaveLength(5);
	});

	it('at the same moment make one project', async () => {
		const [first, second] = await Promise.all([run(deals(3)), run(deals(3))]);
		expect([...ends(first), ...ends(second)].map((end) => end.split(' ')[0]).sort()).toEqual([
			...Array(3).fill('created'),
			...Array(3).fill('existing'),
		]);
		expect(posts()).toHaveLength(3);
	});

	it.each([
		['that can be searched', true, 'existing 1'],
		['that cannot', false, SENT],
	])('another process at an API %s makes no second one', async (_title, search, expected) => {
		canSearch = search;
		await run(deals(1));
		elsewhere();
		// Another address is another API for the log as well.
		const place = placeOf({ baseUrl: server.url, definition: { id: 'custom', create: { path: '/projects' } } } as Site);
		processed.rows.get('wf1 create')!.push(entryOf(place, 'D-1'));
		expect(ends(await run(deals(1)))).toEqual([expected]);
		expect(posts()).toHaveLength(1);
	});
});

describe('a request whose answer was lost', () => {
	it('is found by the next execution of the key, whatever the project would be called by its item now', async () => {
		fate = () => 'storedLost';
		canSearch = false;
		expect(ends(await run(deals(1)))[0]).toMatch(/^unknown/);
		canSearch = true;
		fate = () => 'fine';
		expect(ends(await run(deals(1)))).toEqual(['existing 1']);
		expect(posts()).toHaveLength(1);
	});

	it('of which nothing came is sent by the next execution, once a search that sees proves it', async () => {
		await run([{ name: 'Apollo', deal: 'A' }]);
		canSearch = false;
		fate = () => 'lost';
		expect(ends(await run(deals(1)))[0]).toMatch(/^unknown/);
		canSearch = true;
		fate = () => 'fine';
		expect(ends(await run(deals(1)))).toEqual(['created 2']);
	});

	it('leaves several candidates to the person', async () => {
		canSearch = false;
		fate = () => 'lost';
		await run(deals(1));
		canSearch = true;
		stored.push({ id: 7, name: 'Project 1' }, { id: 8, name: 'Project 1' });
		const { items } = await run(deals(1));
		expect(items[0].json.error).toBe(SENT.slice(9));
		expect(items[0].json.details.candidates).toHaveLength(2);
	});

	it('is not taken for the project of another key', async () => {
		await run([{ name: 'Apollo', deal: 'A' }]);
		canSearch = false;
		fate = () => 'lost';
		await run([{ name: 'Apollo', deal: 'B' }]);
		canSearch = true;
		fate = () => 'fine';
		expect(ends(await run([{ name: 'Apollo', deal: 'B' }]))).toEqual(['created 2']);
		expect(ends(await run([{ name: 'Apollo', deal: 'A' }]))).toEqual(['existing 1']);
	});
});

describe('the log', () => {
	it('forgets what was certainly not created', async () => {
		fate = () => 'refused';
		expect(ends(await run(deals(2)))).toEqual(Array(2).fill(expect.stringMatching(/^failed/)));
		expect(processed.calls.filter(({ call }) => call === 'remove')).toHaveLength(2);
		fate = () => 'fine';
		server.asked.length = 0;
		expect((await run(deals(2))).items.map(({ json }) => json.outcome)).toEqual(['created', 'created']);
		expect(server.of('GET')).toEqual([]);
	});

	it('forgets what was not attempted', async () => {
		fate = () => 'refused';
		await run(deals(30), { options: { parallel: 1 } });
		const count = (call: string) => processed.calls.filter((one) => one.call === call).flatMap(({ items }) => items).length;
		expect([count('check'), count('remove')]).toEqual([30, 30]);
	});

	it('keeps what is unknown', async () => {
		fate = () => 'lost';
		canSearch = false;
		await run(deals(2));
		expect(processed.calls.map(({ call }) => call)).toEqual(['check']);
	});

	it('that cannot be written hinders its items, and nothing is sent', async () => {
		processed.before = () => {
			throw new Error('database is locked');
		};
		const { items } = await run(deals(2));
		expect(items.map(({ json }) => json.error)).toEqual(Array(2).fill("The business keys could not be noted in n8n's database"));
		expect(posts()).toEqual([]);
	});

	it('is tried again, as two first entries collide', async () => {
		let fails = 1;
		processed.before = () => {
			if (fails-- > 0) throw new Error('UNIQUE constraint failed');
		};
		expect((await run(deals(2))).items.map(({ json }) => json.outcome)).toEqual(['created', 'created']);
	});

	it('says nothing of a dry run', async () => {
		await run(deals(2), { options: { dryRun: true } });
		expect(processed.calls).toEqual([]);
	});
});

describe('what becomes of the project that is there', () => {
	const again = async (ifExists: string) => {
		await run(deals(1));
		server.asked.length = 0;
		return await run(deals(1), { parameters: { ifExists, fields: fields({ description: 'New' }) } });
	};

	it.each([
		['create', 'existing 1', []],
		['return', 'existing 1', []],
		['update', 'updated 1', ['PATCH']],
		['stop', 'failed: A project like this exists already: Project 1', []],
	])('with %s', async (ifExists, expected, methods) => {
		server.answer((asked) => (asked.method === 'PATCH' ? { body: { ...stored[0], description: 'New' } } : serve(asked)));
		const result = await again(ifExists);
		expect(ends(result)[0]).toContain(expected.split(': ')[0]);
		expect(server.asked.map(({ method }) => method).filter((method) => method !== 'GET')).toEqual(methods);
	});
});

describe('a mark in the project', () => {
	const marked = { parameters: { apiSettings: { referenceField: 'ref' } } };

	it('is the key, and is looked for before anything is sent', async () => {
		await run(deals(1), marked);
		expect(stored[0].ref).toBe('D-1');
		expect(server.asked.map(({ method, query }) => `${method} ${query.get('ref') ?? ''}`)).toEqual(['GET D-1', 'POST ']);
	});

	it('finds the project whatever the log has forgotten, and whatever it is called', async () => {
		stored.push({ id: 5, name: 'Renamed', ref: 'D-1' });
		expect(ends(await run(deals(1), marked))).toEqual(['existing 5']);
		expect(posts()).toEqual([]);
	});
});

describe('a key that is none', () => {
	const EMPTY = "'Business Key' is empty for this item";
	it.each<[unknown, string | RegExp]>([
		[undefined, EMPTY],
		[null, EMPTY],
		['', EMPTY],
		['  ', EMPTY],
		[{ id: 1 }, /^'Business Key' came out as an object for this item/],
		[[1], /^'Business Key' came out as a list for this item/],
		['undefined', /came out as "undefined"/],
		[true, /came out as true/],
		['a\nb', /line break/],
		['x'.repeat(501), /longer than 500/],
	])('%j ends its item alone, before anything is sent', async (deal, says) => {
		const { items } = await run([{ name: 'Apollo', deal }, ...deals(1)]);
		expect(items[0].json.error).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
		expect(items[1].json.outcome).toBe('created');
		expect(posts()).toEqual(['Project 1']);
	});

	it.each<[string, unknown]>([
		['a number', 4711],
		['a date', '={{ $json.at.toDateTime() }}'],
		['a text with blanks around it', ' D-1 '],
	])('%s is one', async (_title, deal) => {
		const isExpression = typeof deal === 'string' && deal.startsWith('=');
		const item = { name: 'Apollo', deal, at: '2026-11-26T10:00:00Z' };
		const result = await run([item], isExpression ? { parameters: { businessKey: deal } } : {});
		expect(ends(result)).toEqual(['created 1']);
	});
});

it('two items with one key and another request are refused; with one and the same, one project', async () => {
	const { items } = await run([
		{ name: 'Apollo', deal: 'A' },
		{ name: 'Apollo', deal: 'A' },
		{ name: 'Gemini', deal: 'A' },
	]);
	expect(items.map(({ json }) => json.outcome ?? json.error)).toEqual([
		'created',
		'existing',
		`'Business Key' is "A" for this item and for item 1, which asks for another project`,
	]);
});

it('a saved workflow with the old option keeps working, also where the service has no place for a key', async () => {
	const options = { idempotencyKey: 'expression', idempotencyKeyValue: '={{ $json.deal }}' };
	const old = async () => await run(deals(1), { parameters: { businessKey: undefined }, options });
	expect(ends(await old())).toEqual(['created 1']);
	expect(ends(await old())).toEqual(['existing 1']);
});

it('shows the keys in the data of the execution, so that it can be found', async () => {
	const { run: whole } = await run(deals(200));
	const { businessKey } = whole.data.resultData.metadata;
	expect(businessKey).toMatch(/^D-1, D-2, D-3, /);
	expect(businessKey.length).toBeLessThanOrEqual(255);
});

describe('other doors', () => {
	it('a loop: each turn notes its own keys, and a key that comes again in a later turn is one project', async () => {
		const items = [...deals(4), { name: 'Project 1', deal: 'D-1' }];
		const { items: out } = await run(items, { batchSize: 2 });
		expect(out.map(({ json }) => json.outcome)).toEqual([...Array(4).fill('created'), 'existing']);
		expect(processed.calls.map(({ call, items: entries }) => `${call} ${entries.length}`)).toEqual(['check 2', 'check 2', 'check 1']);
	});

	it('a sub-workflow that its parent starts anew after a failure: nothing twice', async () => {
		// The parent's retry is a new execution of the sub-workflow, with a memory and an origin of its own.
		let number = 0;
		fate = ({ name }) => (name === 'Project 14' && number++ === 0 ? 'storedLost' : 'fine');
		canSearch = false;
		const first = await run(deals(20), { node: {}, options: { parallel: 1 } });
		expect(first.status).toBe('error');
		canSearch = true;
		const second = await run(deals(20), { node: {}, options: { parallel: 1 } });
		expect(second.status).toBe('success');
		expect(posts().sort()).toEqual(
			deals(20)
				.map(({ name }) => name)
				.sort(),
		);
		expect(second.items.map(({ json }) => json.outcome)).toEqual([...Array(14).fill('existing'), ...Array(6).fill('created')]);
	});

	it('an agent that calls twice with one key: one project, whatever else it says the second time', async () => {
		const call = async (text: string) =>
			await run([{ name: 'Apollo', deal: 'D-1', text }], { parameters: { fields: fields({ description: '={{ $json.text }}' }) } });
		expect(ends(await call('First'))).toEqual(['created 1']);
		expect(ends(await call('Once more'))).toEqual(['existing 1']);
		expect(posts()).toHaveLength(1);
	});

	it.each([
		['update', 'updated'],
		['stop', 'failed'],
	])('a second call with %s', async (ifExists, expected) => {
		server.answer((asked) => (asked.method === 'PUT' ? { body: stored[0] } : serve(asked)));
		const call = async () => await run(deals(1), { parameters: { ifExists, fields: fields({ description: 'x' }) } });
		expect(ends(await call())[0]).toMatch(/^created/);
		expect(ends(await call())[0]).toContain(expected);
		expect(posts()).toHaveLength(1);
	});
});

describe('the key as the last line of the description', () => {
	const lined = (more: More = {}): More => ({ ...more, options: { keyInDescription: true, ...more.options } });
	const description = (text: string | undefined) => ({ parameters: { fields: fields({ description: text }) } });
	const sent = () => server.of('POST').map(({ body }) => body.description as string | undefined);
	beforeEach(() => {
		// This API shows descriptions in its list.
		server.answer((asked) => {
			const answer = serve(asked);
			if (asked.method === 'POST' && answer !== 'drop' && answer.status === 201)
				Object.assign(stored.at(-1)!, { description: asked.body.description });
			if (asked.method === 'PUT') return { body: Object.assign(stored[0], asked.body) };
			return answer;
		});
	});

	it.each<[string, string | undefined, string]>([
		['below what was written', 'Two lines\nof text', 'Two lines\nof text\n\n[n8n key: D-1]'],
		['alone where nothing was written', undefined, '[n8n key: D-1]'],
		['once, where it stands there', 'Text\n\n[n8n key: D-1]', 'Text\n\n[n8n key: D-1]'],
		['with blanks at the end', 'Text  \n', 'Text\n\n[n8n key: D-1]'],
	])('stands %s', async (_title, given, expected) => {
		await run(deals(1), lined(description(given)));
		expect(sent()).toEqual([expected]);
	});

	it('is not there without the switch, nor without a key', async () => {
		await run(deals(1), description('Text'));
		await run(deals(1), lined({ parameters: { businessKey: '', fields: fields({ description: 'Text' }) } }));
		expect(sent()).toEqual(['Text', 'Text']);
	});

	it('is a hash where the key has characters that tools write another way', async () => {
		await run([{ name: 'Apollo', deal: '<b>[1]</b>' }], lined());
		expect(sent()[0]).toMatch(/^\[n8n key: [\w-]{43}\]$/);
	});

	it('finds the project among others of its name, whatever the log has forgotten', async () => {
		stored.push(
			...['X-1', 'D-1', 'D-17'].map((key, index) => ({ id: index + 1, name: 'Project 1', description: `Text\n[n8n key: ${key}]` })),
		);
		expect(ends(await run(deals(1), lined()))).toEqual(['existing 2']);
		expect(posts()).toEqual([]);
	});

	it('shows that a project of the name is another one: it is sent', async () => {
		stored.push({ id: 1, name: 'Project 1', description: '[n8n key: D-17]' } as (typeof stored)[0], { id: 2, name: 'Project 1' });
		expect(ends(await run(deals(1), lined()))).toEqual(['created 3']);
	});

	it('is kept by an update, and never twice', async () => {
		await run(deals(1), lined(description('Text')));
		const again = lined({ parameters: { ifExists: 'update', fields: fields({ description: 'New' }) } });
		await run(deals(1), again);
		await run(deals(1), again);
		expect(server.of('PATCH').map(({ body }) => body.description)).toEqual(Array(2).fill('New\n\n[n8n key: D-1]'));
		await run(deals(1), lined({ parameters: { ifExists: 'update' } }));
		expect(server.of('PATCH').at(-1)!.body).not.toHaveProperty('description');
	});
});
