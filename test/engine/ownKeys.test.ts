import { automatic, create, custom, fields, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;
type Options = NonNullable<Parameters<typeof create>[1]>;

let server: Server;
/** Projects by key: the API answers a repeated key with the first result. */
let stored: Map<string, object>;
let fails: (name: string, number: number) => number | 'drop' | undefined;
beforeEach(async () => {
	stored = new Map();
	fails = () => undefined;
	server = await startServer(({ method, headers, body, number }) => {
		if (method === 'GET') return { status: 405, body: {} };
		const trouble = fails(body.name, number);
		if (trouble === 'drop') return 'drop';
		if (trouble !== undefined) return { status: trouble, body: { message: 'No' } };
		const key = String(headers['x-key']);
		if (!stored.has(key)) stored.set(key, { id: stored.size + 1, name: body.name });
		return { status: 201, body: stored.get(key) };
	});
});
afterEach(async () => await server.close());

const KEYED = { idempotencyHeader: 'X-Key', idempotencyHonoured: true, idempotencyKey: 'expression' };
const run = async (items: object[], value = '={{ $json.deal }}', { options, ...more }: Options = {}) =>
	await create(custom(server.url), {
		items: items as Array<Record<string, unknown>>,
		node: { onError: 'continueRegularOutput' },
		options: { ...KEYED, idempotencyKeyValue: value, ...options },
		...more,
	});
const ends = ({ items }: Awaited<ReturnType<typeof run>>) =>
	items.map(({ json }) => (json.error ? String(json.error) : `${json.outcome} ${json.id}`));
const posts = () => server.of('POST').map(({ body }) => body.name);

const OTHER = (key: string, item: number) =>
	`'Idempotency Key Value' is "${key}" for this item and for item ${item}, which asks for another project`;
const EMPTY = "'Idempotency Key Value' is empty for this item";

describe.each([1, 8])('one key for several items of a run (%i at once)', (parallel) => {
	it.each<[string, object[], string | undefined, string[]]>([
		[
			'two projects',
			[
				{ name: 'A', deal: 1 },
				{ name: 'B', deal: 1 },
			],
			undefined,
			['created 1', OTHER('1', 1)],
		],
		[
			'one project twice',
			[
				{ name: 'A', deal: 1 },
				{ name: 'A', deal: 1 },
			],
			undefined,
			['created 1', 'existing 1'],
		],
		[
			'one among others, as a number and as a text',
			[
				{ name: 'A', deal: 1 },
				{ name: 'B', deal: 2 },
				{ name: 'A', deal: '1' },
			],
			undefined,
			['created 1', 'created 2', 'existing 1'],
		],
		['a fixed text', [{ name: 'A' }, { name: 'B' }, { name: 'C' }], 'deal', ['created 1', OTHER('deal', 1), OTHER('deal', 1)]],
		['a missing value', [{ name: 'A' }, { name: 'B' }], undefined, [EMPTY, EMPTY]],
		['a missing value among others', [{ name: 'A', deal: 1 }, { name: 'B' }], undefined, ['created 1', EMPTY]],
		[
			'null and blanks',
			[
				{ name: 'A', deal: null },
				{ name: 'B', deal: ' ' },
			],
			undefined,
			[EMPTY, EMPTY],
		],
		[
			'a text around a missing value',
			[{ name: 'A' }, { name: 'B' }],
			'=deal-{{ $json.deal }}',
			['created 1', expect.stringMatching(/for item 1/)],
		],
		[
			'another field alone',
			[
				{ name: 'A', deal: 1, x: 1 },
				{ name: 'A', deal: 1, x: 2 },
			],
			undefined,
			['created 1', OTHER('1', 1)],
		],
	] as never)('%s', async (_title, items, value, expected) => {
		const result = await run(items, value, {
			options: { parallel },
			parameters: { fields: items[0] && 'x' in items[0] ? automatic : fields({}) },
		});
		expect(ends(result)).toEqual(expected);
		expect(posts().length).toBe(expected.filter((end) => /^created/.test(end)).length);
	});

	it('a first item that was refused leaves the second its try', async () => {
		fails = (_name, number) => (number === 1 ? 422 : undefined);
		const result = await run(
			[
				{ name: 'A', deal: 1 },
				{ name: 'A', deal: 1 },
			],
			undefined,
			{ options: { parallel } },
		);
		expect(ends(result)).toEqual([expect.stringMatching(/did not accept/), 'created 1']);
	});

	it('a doubt is shared: the second is not sent, and a retry settles both with one project', async () => {
		fails = () => 'drop';
		const items = [
			{ name: 'A', deal: 1 },
			{ name: 'A', deal: 1 },
		];
		const first = await run(items, undefined, { options: { parallel, attempts: 2 }, node: {} });
		expect(first.error.description).toMatch(/2 (items )?.*unknown/);
		expect(posts().length).toBe(2);
		fails = () => undefined;
		expect(ends(await first.retry())).toEqual(['created 1', 'existing 1']);
	});

	it('equal names that are matched, under different keys, still come one after the other', async () => {
		const result = await run(
			[
				{ name: 'A', deal: 1 },
				{ name: 'A', deal: 2 },
			],
			undefined,
			{ options: { parallel }, parameters: { ifExists: 'return', apiSettings: { lookupPath: '/projects?q={value}' } } },
		);
		expect(ends(result)).toHaveLength(2);
	});
});

it('a dry run tells of it', async () => {
	const result = await run(
		[
			{ name: 'A', deal: 1 },
			{ name: 'B', deal: 1 },
		],
		undefined,
		{ options: { dryRun: true } },
	);
	expect(result.items.map(({ json }) => json.error ?? json.dryRun)).toEqual([true, OTHER('1', 1)]);
	expect(server.asked).toEqual([]);
});

it('the second of one project says so in a hint', async () => {
	const { hints } = await run([
		{ name: 'A', deal: 1 },
		{ name: 'A', deal: 1 },
	]);
	expect(hints.map(({ message }) => message)).toEqual([
		'Items with the key and the request of item 1 are one project, which was sent once.',
	]);
});
