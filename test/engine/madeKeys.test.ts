import { create, fields, startServer } from '../support/nodeRuns';

interface Stored {
	id: number;
	name: string;
	identifier: string;
	created_on: string;
	parent?: { id: number };
}

/** Redmine as far as it is needed: identifiers are unique in all of it. */
async function redmine(before: Array<{ name: string; identifier: string; parent?: { id: number } }>) {
	const stored: Stored[] = [];
	const store = (project: Omit<Stored, 'id' | 'created_on'>): Stored => {
		stored.push({ ...project, id: stored.length + 1, created_on: new Date(before.length > stored.length ? 0 : Date.now()).toISOString() });
		return stored.at(-1)!;
	};
	for (const project of before) store(project);
	/** Names whose first answer is lost after the project was stored, and names that are refused. */
	const trouble = { lose: new Set<string>(), refuse: new Set<string>(), looks: 200, looksAfterLoss: 200 };
	const server = await startServer(({ method, path, query, body }) => {
		if (method === 'POST') {
			const { name, identifier, parent_id } = body.project;
			if (trouble.refuse.has(name)) return { status: 422, body: { errors: ['Homepage is invalid'] } };
			if (stored.some((one) => one.identifier === identifier))
				return { status: 422, body: { errors: ['Identifier has already been taken'] } };
			const project = store({ name, identifier, ...(parent_id ? { parent: { id: parent_id } } : {}) });
			if (!trouble.lose.delete(name)) return { status: 201, body: { project } };
			trouble.looks = trouble.looksAfterLoss;
			return 'drop';
		}
		if (path === '/projects.json') {
			const found = stored.filter(({ name }) => query.get('name') === null || name === query.get('name'));
			return { body: { projects: found, total_count: found.length, offset: 0, limit: 100 } };
		}
		if (trouble.looks !== 200) return { status: trouble.looks, body: '' };
		const sought = /^\/projects\/(.+)\.json$/.exec(path)?.[1];
		const project = stored.find(({ id, identifier }) => identifier === sought || String(id) === sought);
		return project ? { body: { project } } : { status: 404, body: '' };
	});
	return {
		...server,
		stored,
		trouble,
		/** Key looks of one identifier. */
		looks: (identifier: string) => server.of('GET').filter(({ path }) => path === `/projects/${identifier}.json`).length,
		made: () => stored.slice(before.length).map(({ name, identifier }) => [name, identifier]),
	};
}

type Server = Awaited<ReturnType<typeof redmine>>;
let server: Server;
afterEach(async () => await server.close());

const run = async (names: string[], more: Parameters<typeof create>[1] = {}) =>
	await create(
		{ service: 'redmine', siteUrl: server.url, token: 't-1' },
		{ items: names.map((name) => ({ name })), ...more, node: { onError: 'continueRegularOutput', ...more.node } },
	);
const endings = ({ items }: Awaited<ReturnType<typeof run>>) => items.map(({ json }) => json.outcome ?? json.details?.outcome);
/** The characters that tell keys apart are letters and digits without 0, 1, 8, 9. */
const OTHER = expect.stringMatching(/^apollo-[a-z2-7]{6}$/);
const TAKEN = [{ name: 'The old one', identifier: 'apollo' }];

describe('a key made from the name that another project has', () => {
	it('gives way to the next one, which a hint names; a free one and a given one stay', async () => {
		server = await redmine(TAKEN);
		const out = await run(['Apollo', 'Gemini']);
		expect(endings(out)).toEqual(['created', 'created']);
		expect(server.made().sort()).toEqual([
			['Apollo', OTHER],
			['Gemini', 'gemini'],
		]);
		expect(out.hints[0].message).toMatch(/^Identifier was made from the name: apollo-[a-z2-7]{6}, gemini\.$/);
		expect([server.looks('apollo'), server.looks('gemini')]).toEqual([1, 1]);
		const given = await run(['Soyuz'], { parameters: { fields: fields({ key: 'mine' }) } });
		expect([endings(given), server.looks('mine'), server.looks('soyuz')]).toEqual([['created'], 0, 0]);
	});

	it('keeps its key when the answer is lost after the project was made', async () => {
		server = await redmine([]);
		server.trouble.lose.add('Apollo');
		const out = await run(['Apollo']);
		expect(endings(out)).toEqual(['created']);
		expect(server.made()).toEqual([['Apollo', 'apollo']]);
	});

	it('also when the key is the next one', async () => {
		server = await redmine(TAKEN);
		server.trouble.lose.add('Apollo');
		const out = await run(['Apollo'], { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } });
		expect(endings(out)).toEqual(['created']);
		expect(server.made()).toEqual([['Apollo', OTHER]]);
	});

	it('and when its end was found out only by a retry, before which the plain key became free', async () => {
		server = await redmine(TAKEN);
		server.trouble.lose.add('Apollo');
		const stop = { node: { onError: 'stopWorkflow' as const } };
		server.trouble.looksAfterLoss = 403;
		const first = await run(['Apollo'], stop);
		expect(first.error.message).toMatch(/not known whether/);
		server.trouble.looks = 200;
		server.stored[0].identifier = 'renamed';
		const second = await first.retry();
		expect(endings(second)).toEqual(['created']);
		expect(server.made()).toEqual([['Apollo', OTHER]]);
	});

	it('items of one name are numbered; one of a like name does not want the key of its neighbour', async () => {
		server = await redmine(TAKEN);
		const out = await run(['Gemini', 'Gemini', 'GEMINI', 'Apollo', 'Apollo']);
		expect(endings(out)).toEqual(['created', 'created', 'created', 'created', 'created']);
		const keys = server.made().map(([name, key]) => `${name} ${key}`);
		expect(keys.sort()).toEqual([
			expect.stringMatching(/^Apollo apollo-2$/),
			expect.stringMatching(/^Apollo apollo-[a-z2-7]{6}$/),
			expect.stringMatching(/^GEMINI gemini-[a-z2-7]{6}$/),
			'Gemini gemini',
			'Gemini gemini-2',
		]);
	});

	it('Retry On Fail keeps the keys of those that are done, without another look', async () => {
		server = await redmine(TAKEN);
		server.trouble.refuse.add('Bad');
		const node = { onError: 'stopWorkflow' as const, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const out = await run(['Apollo', 'Gemini', 'Bad'], { node, options: { parallel: 1 } });
		expect(out.error.message).toMatch(/^Item 3 \(Bad\)/);
		expect(server.of('POST').filter(({ body }) => body.project.name === 'Bad')).toHaveLength(3);
		expect(server.made()).toEqual([
			['Apollo', OTHER],
			['Gemini', 'gemini'],
		]);
		expect([server.looks('apollo'), server.looks('gemini')]).toEqual([1, 1]);
		expect(out.hints.map(({ message }) => message).join()).not.toMatch(/different/);
	});

	it('is left to the choice for existing projects where it has the same name', async () => {
		server = await redmine([{ name: 'Apollo', identifier: 'apollo' }]);
		expect(endings(await run(['Apollo']))).toEqual(['failed']);
		const returned = await run(['Apollo', 'Apollo'], { parameters: { ifExists: 'return' } });
		expect(endings(returned)).toEqual(['existing', 'existing']);
		expect(server.made()).toEqual([]);
	});

	it('is the project that is wanted where projects are matched by their key', async () => {
		server = await redmine(TAKEN);
		const out = await run(['Apollo'], { parameters: { ifExists: 'return', matchOn: 'key' } });
		expect([endings(out), out.items[0].json.name]).toEqual([['existing'], 'The old one']);
	});

	it('is another one wherever that project is', async () => {
		server = await redmine([
			{ name: 'Parent', identifier: 'parent' },
			{ ...TAKEN[0], parent: { id: 1 } },
		]);
		expect(endings(await run(['Apollo']))).toEqual(['created']);
		expect(server.made()).toEqual([['Apollo', OTHER]]);
	});

	it.each([403, 500])('is as it was made where the look is answered with %s, and in a dry run without a look', async (status) => {
		server = await redmine([]);
		server.trouble.looks = status;
		const out = await run(['Apollo']);
		expect([endings(out), server.made()]).toEqual([['created'], [['Apollo', 'apollo']]]);
		expect(server.looks('apollo')).toBe(1);
		server.asked.length = 0;
		await run(['Apollo'], { options: { dryRun: true } });
		expect(server.asked).toEqual([]);
	});

	it('is not told of a project that was there', async () => {
		server = await redmine([{ name: 'Apollo', identifier: 'old' }]);
		const out = await run(['Apollo'], { parameters: { ifExists: 'return' } });
		expect(endings(out)).toEqual(['existing']);
		expect(
			out.hints.map(({ message }: { message: string }) => message).filter((text: string) => text.includes('made from the name')),
		).toEqual([]);
	});
});
