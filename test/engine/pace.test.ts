import { create, custom, named, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;
type Asked = Server['asked'][number];
type Answer = Exclude<Awaited<ReturnType<Parameters<typeof startServer>[0]>>, string>;

let server: Server;
const created = ({ body, number }: Asked): Answer => ({ status: 201, body: { id: number, ...body } });
const continues = { onError: 'continueRegularOutput' } as const;
const run = async (more: NonNullable<Parameters<typeof create>[1]>) =>
	await create(custom(server.url, { customSignIn: 'bearerToken', token: `t-${server.url}` }), more);
/** Creates are answered one after the other as the list says, then with success. */
const inTurn = (...answers: Answer[]): void =>
	server.answer((asked) => {
		if (asked.method === 'GET') return { body: [] };
		times.push(performance.now());
		return answers.shift() ?? created(asked);
	});
const outcomesOf = (items: Awaited<ReturnType<typeof create>>['items']): Set<string> =>
	new Set(items.map(({ json }) => json.details?.outcome ?? json.outcome));

/** When creates came. */
let times: number[] = [];
/** ms between the first two creates. */
const gap = (): number => {
	const [first, second] = times;
	return second - first;
};

// The first execution of a process loads n8n: its time is none of ours.
beforeAll(async () => {
	server = await startServer(created);
	await run({ items: named(1) });
	await server.close();
});
beforeEach(async () => {
	times = [];
	server = await startServer(created);
});
afterEach(async () => await server.close());

describe('a wait longer than allowed', () => {
	it.each([
		['20 items', 20, { 'Retry-After': '12' }],
		['8 items', 8, { 'Retry-After': '12' }],
		['centuries', 20, { 'Retry-After': '9999999999' }],
		['more than any number of ms', 20, { 'Retry-After': '99999999999999999999' }],
		['a reset far away', 20, { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '7200' }],
	])('ends the queue at once, and each item says when to come back: %s', async (_title, count, headers) => {
		server.answer(() => ({ status: 429, headers: headers as Record<string, string>, body: { message: 'hourly limit' } }));
		const begun = Date.now();
		const { items } = await run({ items: named(count), options: { maxWait: 2, totalTime: 5 }, node: continues });
		expect(Date.now() - begun).toBeLessThan(2000);
		expect(server.asked.length).toBeLessThanOrEqual(8);
		expect(items).toHaveLength(count);
		for (const { json } of items) {
			expect(['failed', 'not attempted']).toContain(json.details.outcome);
			expect(json.details.retryAt).toMatch(/^\d{4}-\d\d-\d\dT/);
		}
	});

	it('says what was told, also to a later execution of the process', async () => {
		server.answer(() => ({ status: 429, headers: { 'Retry-After': '9999999999' }, body: {} }));
		const first = await run({ items: named(1), options: { maxWait: 2 }, node: continues });
		expect(first.items[0].json.details.retryAt).toMatch(/^2286-11-20/);
		const second = await run({ items: named(1), options: { maxWait: 2 }, node: continues });
		expect(second.items[0].json.details.retryAt).toMatch(/^2286-11-20/);
		expect(server.asked).toHaveLength(1);
	});

	it('holds for searches, too: nothing is sent for an item that may not wait', async () => {
		server.answer((asked) => (asked.method === 'GET' ? { status: 429, headers: { 'Retry-After': '30' }, body: {} } : created(asked)));
		const begun = Date.now();
		const { items } = await run({
			items: named(20),
			options: { maxWait: 2 },
			parameters: { ifExists: 'return' },
			node: continues,
		} as Parameters<typeof run>[0]);
		expect(Date.now() - begun).toBeLessThan(2000);
		expect(server.asked.length).toBeLessThanOrEqual(8);
		expect(server.of('POST')).toHaveLength(0);
		expect(outcomesOf(items).has('created')).toBe(false);
	});
});

it('takes a reset in the past for no wait at all', async () => {
	server.answer((asked) => ({ ...created(asked), headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1700000000' } }));
	const { items } = await run({ items: named(5), node: continues });
	expect([...outcomesOf(items)]).toEqual(['created']);
});

describe('a told wait', () => {
	it.each<[string, Record<string, string>, number]>([
		['whole seconds with a point', { 'Retry-After': '1.0' }, 1000],
		['a unit', { 'Retry-After': '1s' }, 1000],
		['ms', { 'retry-after-ms': '700' }, 700],
		['several values', { 'Retry-After': '0, 1' }, 1000],
		['no time at all: the back-off', { 'Retry-After': '0' }, 200],
	])('is never cut short: %s', async (_title, headers, least) => {
		inTurn({ status: 429, headers, body: {} });
		const { items } = await run({ items: named(1) });
		expect([...outcomesOf(items)]).toEqual(['created']);
		expect(gap()).toBeGreaterThanOrEqual(least);
	});
});

describe('an outage', () => {
	it('stops the queue: of 200 items with a wrong token at most 13 are tried', async () => {
		server.answer(() => ({ status: 401, body: { message: 'Bad credentials' } }));
		const { items } = await run({ items: named(200), node: continues });
		expect(server.asked.length).toBeLessThanOrEqual(13);
		expect([...outcomesOf(items)].sort()).toEqual(['failed', 'not attempted']);
		expect(items.filter(({ json }) => json.details.outcome === 'failed').length).toBeLessThanOrEqual(13);
	});

	it('is also one of refused searches', async () => {
		server.answer(() => ({ status: 401, body: { message: 'Bad credentials' } }));
		await run({ items: named(200), parameters: { ifExists: 'return' }, node: continues } as Parameters<typeof run>[0]);
		expect(server.asked.length).toBeLessThanOrEqual(13);
	});

	it("lets the others go on when the first 401 was one item's", async () => {
		inTurn({ status: 401, body: {} });
		const { items } = await run({ items: named(50), node: continues });
		expect(items.filter(({ json }) => json.outcome === 'created')).toHaveLength(49);
	});

	it('with Stop Workflow the first failure for good stops the queue', async () => {
		server.answer(() => ({ status: 422, body: { message: 'no' } }));
		const { status } = await run({ items: named(200) });
		expect(status).toBe('error');
		expect(server.asked.length).toBeLessThanOrEqual(5);
	});
});
