import { create, custom, fields, named, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;
type Run = Awaited<ReturnType<typeof create>>;
type Options = NonNullable<Parameters<typeof create>[1]>;

/** The 7th of 20 items has an expression that n8n refuses. */
const COUNT = 20;
const BAD = 6;
const MODES = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

let server: Server;
let stored: Array<{ id: number; name: string }>;

beforeEach(async () => {
	stored = [];
	server = await startServer(({ method, body, query }) => {
		if (method === 'GET') return { body: stored.filter(({ name }) => name === query.get('name')) };
		const project = { id: stored.length + 1, name: body.name as string, created_at: new Date().toISOString() };
		stored.push(project);
		return { status: 201, body: project };
	});
});
afterEach(async () => await server.close());

const NAMES = named(COUNT).map(({ name }) => name);
const GOOD = NAMES.filter((_name, index) => index !== BAD).sort();
const names = (): string[] => stored.map(({ name }) => name).sort();
const items = named(COUNT).map((item, index) => ({ ...item, due: index === BAD ? 'soon' : '2027-01-01' }));
const RETRIES = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 };

/** A group of custom fields as stored. */
const extra = (value: string) => ({ customFields: { fields: [{ name: 'x', value }] } });

const BAD_EXPRESSIONS: Array<[string, object, RegExp]> = [
	[
		'a date that is none, in a custom field',
		extra("={{ $json.due.toDateTime().toFormat('yyyy-MM-dd') }}"),
		/^Item 7: an expression in 'Custom Fields' could not be worked out/,
	],
	[
		'a node that does not exist, in a custom field',
		extra("={{ $json.due === 'soon' ? $('Nowhere').item.json.x : 'y' }}"),
		/^Item 7: an expression in 'Custom Fields' could not be worked out: .*node/i,
	],
	[
		'a node that does not exist, in the name',
		{ projectName: "={{ $json.due === 'soon' ? $('Nowhere').item.json.x : $json.name }}" },
		/^Item 7: an expression in 'Project Name' could not be worked out/,
	],
	[
		'a node that does not exist, in a mapped field',
		{ fields: fields({ description: "={{ $json.due === 'soon' ? $('Nowhere').item.json.x : 'y' }}" }) },
		/^Item 7: an expression in 'Fields' could not be worked out/,
	],
	[
		'a node that does not exist, in an option',
		{ options: { idempotencyHeader: "={{ $json.due === 'soon' ? $('Nowhere').item.json.x : 'X-Key' }}" } },
		/^Item 7: an expression in 'Options' could not be worked out/,
	],
	[
		'an option that cannot be',
		{ options: { parallel: "={{ $json.due === 'soon' ? -1 : 4 }}" } },
		/^(Item 7: )?'Parallel Requests' under 'Options' must be a number/,
	],
	['an empty name', { projectName: "={{ $json.due === 'soon' ? '' : $json.name }}" }, /^(Item 7: )?'Project Name' is empty/],
];

/** What became of the bad item, in words, whatever the mode. */
function saidOf({ error, items: out, errorItems }: Run): { message: string; details?: object } {
	if (error) return { message: error.message as string };
	const failed = [...errorItems, ...out].find(({ json }) => json.details !== undefined)!;
	expect(failed.pairedItem).toMatchObject({ item: BAD });
	return { message: failed.json.error as string, details: failed.json.details as object };
}

describe.each(BAD_EXPRESSIONS)('an item with %s', (_title, parameters, words) => {
	it.each(MODES.flatMap((onError) => [false, true].map((retryOnFail) => ({ onError, retryOnFail }))))(
		'ends alone ($onError, Retry On Fail: $retryOnFail)',
		async ({ onError, retryOnFail }) => {
			const run = await create(custom(server.url), {
				items,
				parameters: { ...parameters },
				node: { onError, ...(retryOnFail ? RETRIES : {}) },
				options: { parallel: 4, ...(parameters as { options?: object }).options },
			});
			// Whatever the mode: the others have their projects, each one.
			expect(names()).toEqual(GOOD);
			if (onError === 'stopWorkflow') {
				expect(run.error.context.itemIndex).toBe(BAD);
				expect(run.error.description).toMatch(/Of 20 items, 19 are created and remembered/);
			} else {
				expect(run.error).toBeUndefined();
				expect(run.items.length + run.errorItems.length).toBe(COUNT);
				const ids = [...run.items].flatMap(({ json }) => (json.id === undefined ? [] : [json.id]));
				expect(ids).toHaveLength(COUNT - 1);
				expect(saidOf(run).details).toMatchObject({ outcome: 'failed', reason: 'input', attempts: 0 });
			}
			expect(saidOf(run).message).toMatch(words);
		},
	);
});

describe('with $now in a field, Retry On Fail 5 and the 7th of 20 broken', () => {
	const broken: Options['parameters'] = {
		fields: fields({ stamp: '={{ $now.toISO() }} {{ $now.toMillis() }}' }),
		...extra("={{ $json.due.toDateTime().toFormat('yyyy-MM-dd') }}"),
	};
	const mended: Options['parameters'] = {
		projectName: '={{ $json.name }}',
		fields: broken.fields,
		...extra('={{ $json.due }}'),
		options: { searchDelay: 0.05, parallel: 1 },
	};
	const first = async (onError: (typeof MODES)[number], more: Options = {}): Promise<Run> =>
		await create(custom(server.url), { items, parameters: broken, node: { onError, ...RETRIES }, options: { parallel: 1 }, ...more });

	it.each(MODES)('19 projects and never more under %s, and the 7th is the only one sent after it was mended', async (onError) => {
		const run = await first(onError);
		expect(saidOf(run).message).toMatch(/^Item 7: /);
		if (onError !== 'stopWorkflow') {
			expect(names()).toEqual(GOOD);
			return;
		}
		// With the same workflow: nothing but what was not attempted yet, and the same refusal.
		const again = await run.retry();
		expect(again.error.message).toMatch(/^Item 7: /);
		expect(new Set(names()).size).toBe(names().length);
		expect(names()).not.toContain(NAMES[BAD]);
		const last = await again.retry({ parameters: mended });
		expect(last.status).toBe('success');
		expect(names()).toEqual([...NAMES].sort());
		expect(last.items.map(({ json }) => json.name)).toEqual(NAMES);
	});

	it.each(MODES)('also inside a loop (%s)', async (onError) => {
		const run = await first(onError, { batchSize: 4 });
		if (onError !== 'stopWorkflow') {
			expect(names()).toEqual(GOOD);
			return;
		}
		const again = await run.retry();
		expect(again.error.message).toMatch(/^Item 3: /);
		const last = await again.retry({ parameters: mended });
		expect(last.status).toBe('success');
		expect(names()).toEqual([...NAMES].sort());
		// A later turn of the loop was never begun before: nothing need be looked for.
		expect(last.hints.map(({ message }) => message).filter((text) => /left no memory/.test(text))).toEqual([]);
		expect(server.of('GET')).toEqual([]);
	});

	it('after a failing earlier node each item is sent once, without a look', async () => {
		let isDown = true;
		const upstream = (given: unknown[]): unknown[] => {
			if (isDown) throw new Error('The earlier node has its own trouble');
			return given;
		};
		const run = await first('stopWorkflow', { upstream });
		expect(run.error.message).toContain('its own trouble');
		expect(stored).toEqual([]);
		isDown = false;
		const again = await run.retry({ parameters: mended });
		expect(again.status).toBe('success');
		expect(again.hints).toEqual([]);
		expect(server.of('GET')).toEqual([]);
		expect(names()).toEqual([...NAMES].sort());
	});

	it('an answer lost under $now is looked for by what was sent, never sent twice', async () => {
		const parameters = { projectName: '={{ $json.name }} {{ $now.toMillis() }}' };
		let lost: string | undefined;
		let isBlind = true;
		server.answer(({ method, body, query }) => {
			if (method === 'GET') return isBlind ? { status: 503 } : { body: stored.filter(({ name }) => name === query.get('name')) };
			const project = { id: stored.length + 1, name: body.name as string, created_at: new Date().toISOString() };
			stored.push(project);
			if (!body.name.startsWith('Project 2 ')) return { status: 201, body: project };
			lost ??= body.name as string;
			return 'drop';
		});
		const run = await create(custom(server.url), { items: named(3), parameters, options: { parallel: 1, attempts: 1 } });
		expect(run.error.message).toMatch(/^Item 2 \(Project 2 .*\): It is not known whether the project was created/);
		isBlind = false;
		const again = await run.retry();
		expect(again.status).toBe('success');
		expect(again.items[1].json.name).toBe(lost);
		expect(stored.map(({ name }) => name.slice(0, 9)).sort()).toEqual(['Project 1', 'Project 2', 'Project 3']);
	});
});

it('a retry of an execution in which a later node failed sends only what is new', async () => {
	let isDown = true;
	const downstream = (given: unknown[]): unknown[] => {
		if (isDown) throw new Error('down');
		return given;
	};
	const run = await create(custom(server.url), { items: named(3), downstream });
	isDown = false;
	const again = await run.retry();
	expect(again.status).toBe('success');
	expect(again.downstreamItems).toHaveLength(3);
	expect(names()).toEqual(['Project 1', 'Project 2', 'Project 3']);
});

it.each(['raw', 'rawWithDelivery'] as const)('a project whose answer cannot be put out (%s) is there, and said to be', async (output) => {
	const deep = `{"id":7,"name":"Project 1","deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
	server.answer(({ body }) => ({ status: 201, body: body.name === 'Project 1' ? deep : { id: 8, name: body.name } }));
	const { status, items: out } = await create(custom(server.url), { items: named(2), options: { output }, node: RETRIES });
	expect(status).toBe('success');
	expect(out.map(({ json }) => String(json.id))).toEqual(['7', '8']);
	expect(server.of('POST')).toHaveLength(2);
});
