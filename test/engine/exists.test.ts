import { sleep } from 'n8n-workflow';
import { services } from '../../nodes/CreateProject/services';
import { create, custom, fields, named, startServer } from '../support/nodeRuns';
import { startProjectApi } from '../support/projectApi';

type Server = Awaited<ReturnType<typeof startServer>>;
type Asked = Server['asked'][number];
type Answer = Exclude<Awaited<ReturnType<Parameters<typeof startServer>[0]>>, string>;
type IfExists = 'create' | 'return' | 'stop' | 'update';
type Project = { id: number; name: string; identifier?: string; external_id?: string; description?: string };

let server: Server;
let stored: Project[];

/** A server like Redmine: envelopes, a lookup by key, and both PUT and POST. */
function redmine({ method, path, query, body }: Asked): Answer {
	const one = /^\/projects\/([^/]+)\.json$/.exec(path)?.[1];
	const found = stored.find(({ id, identifier }) => String(id) === one || identifier === one);
	if (method === 'PUT' && found) {
		Object.assign(found, body.project);
		return { status: 204 };
	}
	if (method === 'GET' && one !== undefined) return found ? { body: { project: found } } : { status: 404 };
	if (method === 'GET') {
		const projects = stored.filter(({ name }) => name === query.get('name'));
		return { body: { projects, total_count: projects.length, offset: 0, limit: 100 } };
	}
	if (stored.some(({ identifier }) => identifier === body.project.identifier))
		return { status: 422, body: { errors: ['Identifier has already been taken'] } };
	const project = { ...body.project, id: stored.length + 1 };
	stored.push(project);
	return { status: 201, body: { project } };
}

/** A plain REST API whose list may be filtered by any field. */
function plain({ method, path, query, body }: Asked): Answer {
	if (method === 'GET')
		return {
			body: stored.filter((project) =>
				[...query].every(([field, value]) => !(field in { name: 1, external_id: 1 }) || project[field as 'name'] === value),
			),
		};
	if (method === 'PATCH') return { body: Object.assign(stored.find(({ id }) => path.endsWith(`/${id}`))!, body) };
	const project = { ...body, id: stored.length + 1 };
	stored.push(project);
	return { status: 201, body: project };
}

beforeEach(async () => {
	stored = [];
	server = await startServer(plain);
});
afterEach(async () => await server.close());

const posts = (): number => server.of('POST').length;
const continues = { onError: 'continueRegularOutput' } as const;

/** What came of an item: its outcome, and the id where there is one. */
const end = ({ json }: Awaited<ReturnType<typeof create>>['items'][number]): [string, number?] =>
	json.details ? [json.details.outcome] : [json.outcome, Number(json.id)];

describe('a project that is there already', () => {
	const THERE: Project = { id: 1, name: 'Apollo', identifier: 'apollo', external_id: 'deal-7', description: 'first' };

	describe.each<['name' | 'key' | 'field', string]>([
		['name', 'Apollo'],
		['key', 'Other name'],
		['field', 'Apollo'],
	])('matched on %s', (matchOn, name) => {
		const run = async (ifExists: IfExists) => {
			stored = [{ ...THERE }];
			const isRedmine = matchOn === 'key';
			server.answer(isRedmine ? redmine : plain);
			const credential = isRedmine
				? { service: 'redmine', siteUrl: server.url, redmineSignIn: 'apiKey', token: 'secret-key' }
				: custom(server.url);
			return await create(credential, {
				items: [{ name }],
				node: continues,
				parameters: {
					ifExists,
					matchOn,
					...(matchOn === 'field' ? { matchField: 'external_id' } : {}),
					fields: fields({ description: 'second', ...(isRedmine ? { key: ifExists === 'create' ? 'apollo-2' : 'apollo' } : {}) }),
					...(isRedmine ? {} : { customFields: { fields: [{ name: 'external_id', value: 'deal-7' }] } }),
				},
			});
		};

		it('gets another beside it under Create Another', async () => {
			const { items } = await run('create');
			expect(items.map(end)).toEqual([['created', 2]]);
			expect(server.of('GET')).toEqual([]);
		});

		it('is returned', async () => {
			const { items } = await run('return');
			expect(items.map(end)).toEqual([['existing', 1]]);
			expect(server.asked.map(({ method }) => method)).not.toContain('POST');
			expect(stored).toEqual([THERE]);
		});

		it('is updated', async () => {
			const { items } = await run('update');
			expect(items.map(end)).toEqual([['updated', 1]]);
			expect([posts(), server.of(matchOn === 'key' ? 'PUT' : 'PATCH').length]).toEqual([0, 1]);
			expect(stored).toMatchObject([{ id: 1, name, description: 'second' }]);
		});

		it('stops the item with words that say which one', async () => {
			const { items } = await run('stop');
			expect(items[0].json).toMatchObject({ details: { outcome: 'failed', reason: 'duplicate', candidates: [{ id: '1' }] } });
			expect(items[0].json.error).toMatch(/has such a project already$/);
			expect(items[0].json.message).toContain("'Return the Existing One'");
			expect(posts()).toBe(0);
		});
	});

	it.each<IfExists>(['return', 'update', 'stop'])('is created under %s when there is none', async (ifExists) => {
		stored = [
			{ id: 1, name: 'apollo' },
			{ id: 2, name: 'Apollo 11' },
		];
		const { items } = await create(custom(server.url), { items: [{ name: 'Apollo' }], parameters: { ifExists } });
		expect(items.map(end)).toEqual([['created', 3]]);
	});

	it.each<[string, Answer, RegExp, string]>([
		[
			'500',
			{ status: 500, body: { message: 'Oops' } },
			/^The project is there already, but it is not known whether it was updated$/,
			'unknown',
		],
		['422', { status: 422, body: { message: 'Oops' } }, /could not be updated: the values were not accepted$/, 'failed'],
	])('whose update ends with %s is not called missing', async (_status, answer, says, outcome) => {
		stored = [{ id: 1, name: 'Apollo' }];
		server.answer((asked) => (asked.method === 'PATCH' ? answer : plain(asked)));
		const { items } = await create(custom(server.url), {
			items: [{ name: 'Apollo' }],
			node: continues,
			parameters: { ifExists: 'update' },
			options: { attempts: 1 },
		});
		expect(items[0].json).toMatchObject({
			error: expect.stringMatching(says),
			message: expect.stringMatching(/^127\.0\.0\.1:\d+ says: Oops\. Found: 1\. PATCH \/projects\/1 was answered/),
			details: { outcome, request: 'PATCH /projects/1' },
		});
		expect(posts()).toBe(0);
	});

	it.each<IfExists>(['return', 'update', 'stop'])('is nobody’s choice when several match: %s stops and lists them', async (ifExists) => {
		stored = [
			{ id: 1, name: 'Apollo', description: 'first' },
			{ id: 2, name: 'Apollo', description: 'second' },
		];
		const { items } = await create(custom(server.url), { items: [{ name: 'Apollo' }], node: continues, parameters: { ifExists } });
		expect(items[0].json).toMatchObject({
			error: 'More than one project matches "Apollo" (2)',
			message: expect.stringMatching(
				/^Found: 1, "Apollo"; 2, "Apollo"\. To tell them apart, set 'Match On' to 'Another Field', or give one/,
			),
			details: { outcome: 'failed', reason: 'several', candidates: [{ id: '1' }, { id: '2' }] },
		});
		expect(posts()).toBe(0);
		expect(stored.map(({ description }) => description)).toEqual(['first', 'second']);
	});
});

describe('equal names in several containers', () => {
	const clients = [11, 22, 33];
	const setting = { containers: { fields: [{ field: 'client', path: 'client.id' }] } };
	const perClient = {
		items: clients.map((client) => ({ name: 'Consulting', client })),
		parameters: { fields: fields({ client: '={{ $json.client }}' }), apiSettings: setting },
	};
	const storing = (asked: Asked): Answer => {
		if (asked.method !== 'POST') return plain(asked);
		const project = { ...asked.body, client: { id: asked.body.client }, id: stored.length + 1 };
		stored.push(project);
		return { status: 201, body: project };
	};

	it.each<IfExists>(['return', 'update', 'stop'])('are several projects, with %s too', async (ifExists) => {
		server.answer(storing);
		const { items } = await create(custom(server.url), { ...perClient, parameters: { ...perClient.parameters, ifExists } });
		expect(items.map(end)).toEqual([
			['created', 1],
			['created', 2],
			['created', 3],
		]);
		expect(posts()).toBe(3);
		const again = await create(custom(server.url), { ...perClient, parameters: { ...perClient.parameters, ifExists: 'return' } });
		expect(again.items.map(end)).toEqual(clients.map((_client, index) => ['existing', index + 1]));
	});

	it('are not told apart where the list does not show them: nothing is created', async () => {
		stored = [{ id: 1, name: 'Consulting' }];
		const { items } = await create(custom(server.url), {
			...perClient,
			items: perClient.items.slice(0, 1),
			node: continues,
			parameters: { ...perClient.parameters, ifExists: 'return' },
		});
		expect(items[0].json).toMatchObject({ details: { outcome: 'failed', candidates: [{ id: '1', name: 'Consulting' }] } });
		expect(JSON.stringify(items[0].json)).toContain('does not show where it is (Client)');
		expect(posts()).toBe(0);
	});
});

describe('a list that says nothing of its end and takes no filter', () => {
	const NAMES = ['Harvest', 'Consulting', 'Website'];
	/** @param more what stands in the answer beside the list; `undefined`: the list is all there is */
	const listing = (more?: object): void => {
		stored = NAMES.map((name, index) => ({ id: index + 1, name }));
		server.answer((asked) => {
			if (asked.method !== 'GET') return plain(asked);
			return { body: more === undefined ? stored : { items: stored, ...more } };
		});
	};
	const run = async (apiSettings: object, name = 'Apollo') =>
		await create(custom(server.url), { items: [{ name }], node: continues, parameters: { ifExists: 'return', apiSettings } });

	it('proves nothing by itself', async () => {
		listing();
		const { items } = await run({});
		expect([items[0].json.details.outcome, posts()]).toEqual(['failed', 0]);
	});

	it('is whole by the word of the person', async () => {
		listing();
		const { items } = await run({ listComplete: true });
		expect([end(items[0]), posts()]).toEqual([['created', 4], 1]);
	});

	it('shows what is there with and without that word', async () => {
		for (const listComplete of [true, false]) {
			listing();
			const { items } = await run({ listComplete }, 'Website');
			expect([end(items[0]), posts()]).toEqual([['existing', 3], 0]);
		}
	});

	it.each<object>([{ next_page: 'abc' }, { has_more: true }, { total: 400 }, { total_pages: 7, page: 1 }])(
		'goes on where it says so itself, whatever the person says: %j',
		async (more) => {
			listing(more);
			const { items } = await run({ listComplete: true });
			expect([items[0].json.details.outcome, posts()]).toEqual(['failed', 0]);
		},
	);

	it('counts for a path of its own, too', async () => {
		listing();
		const { items } = await run({ listComplete: true, lookupPath: '/all' });
		expect([end(items[0]), server.of('GET')[0].path]).toEqual([['created', 4], '/all']);
	});
});

it('a time of creation under a name of its own is read where the person says', async () => {
	server.answer(() => ({ status: 201, body: { id: 1, name: 'Apollo', meta: { born_on: '2026-03-01T10:00:00Z' } } }));
	const at = async (apiSettings: object) =>
		(await create(custom(server.url), { items: [{ name: 'Apollo' }], parameters: { apiSettings } })).items;
	expect((await at({}))[0].json.createdAt).toBeUndefined();
	expect((await at({ createdPath: 'meta.born_on' }))[0].json.createdAt).toBe('2026-03-01T10:00:00.000Z');
});

describe('a search that proves nothing', () => {
	it('creates nothing, since one may be there', async () => {
		server.answer(({ method }) => (method === 'GET' ? { status: 404, body: {} } : { status: 201, body: { id: 9 } }));
		const { items } = await create(custom(server.url), {
			items: [{ name: 'Apollo' }],
			node: continues,
			parameters: { ifExists: 'return' },
		});
		expect(items[0].json.details.outcome).toBe('failed');
		expect(items[0].json.error).toMatch(/could not be found out/);
		expect(items[0].json.message).toContain("'Search: Lookup Path'");
		expect(posts()).toBe(0);
	});

	it('creates nothing for an item without a value to match on', async () => {
		const { items } = await create(custom(server.url), {
			items: [{ name: 'Apollo' }],
			node: continues,
			parameters: { ifExists: 'return', matchOn: 'field', matchField: 'external_id' },
		});
		expect(items[0].json.error).toContain("'Match On'");
		expect(server.asked).toEqual([]);
	});

	it('asks for the field to match on when none is named', async () => {
		const { error } = await create(custom(server.url), {
			items: [{ name: 'Apollo' }],
			parameters: { ifExists: 'return', matchOn: 'field', matchField: ' ' },
		});
		expect(error.message).toBe("'Match Field' is empty");
	});

	it('says so where a service has no search by key', async () => {
		const { items } = await create(custom(server.url), {
			items: [{ name: 'Apollo' }],
			node: continues,
			parameters: { ifExists: 'return', matchOn: 'key', fields: fields({ key: 'AP' }) },
		});
		expect(items[0].json.error).toContain('no search by key');
		expect(posts()).toBe(0);
	});
});

describe('equal items inside one run', () => {
	const twenty = () => Array.from({ length: 20 }, (_, index) => ({ name: `Name ${index % 4}` }));
	/** Slow enough that careless items would overlap. */
	const slow = (asked: Asked): Answer => ({ ...plain(asked), afterMs: 10 });

	it.each<[IfExists, string]>([
		['return', 'existing'],
		['update', 'updated'],
	])('make one project under %s, in parallel too', async (ifExists, later) => {
		server.answer(slow);
		const { items } = await create(custom(server.url), { items: twenty(), parameters: { ifExists } });
		expect(posts()).toBe(4);
		expect(items.map(({ json }) => json.name)).toEqual(twenty().map(({ name }) => name));
		expect(items.map(({ json }) => json.outcome)).toEqual(twenty().map((_, index) => (index < 4 ? 'created' : later)));
		expect(items.every(({ json }, index) => json.id === items[index % 4].json.id)).toBe(true);
	});

	it('make one project under Stop, and the others are told', async () => {
		server.answer(slow);
		const { items } = await create(custom(server.url), { items: twenty(), node: continues, parameters: { ifExists: 'stop' } });
		expect(posts()).toBe(4);
		expect(items.map(({ json }) => json.outcome ?? json.details.reason)).toEqual(
			twenty().map((_, index) => (index < 4 ? 'created' : 'duplicate')),
		);
	});

	it.each<[IfExists, string]>([
		['return', 'existing'],
		['update', 'updated'],
		['stop', 'failed'],
	])('make one project under %s, also when the search shows it late', async (ifExists, later) => {
		server.answer((asked) => (asked.method === 'GET' ? { body: [] } : slow(asked)));
		const items = [{ name: 'Apollo' }, { name: 'Gemini' }, { name: ' Apollo' }, { name: 'Apollo' }];
		const run = await create(custom(server.url), { items, node: continues, parameters: { ifExists } });
		expect(run.items.map(({ json }) => json.outcome ?? json.details.outcome)).toEqual(['created', 'created', later, later]);
		expect(stored.map(({ name }) => name).sort()).toEqual(['Apollo', 'Gemini']);
	});

	it('do not stand for each other in another workspace', async () => {
		server.answer((asked) => (asked.method === 'GET' ? { body: [] } : { status: 201, body: { id: asked.number, name: asked.body.name } }));
		const items = [
			{ name: 'Apollo', in: 'a' },
			{ name: 'Apollo', in: 'b' },
			{ name: 'Apollo', in: 'a' },
		];
		const run = await create(custom(server.url), {
			items,
			parameters: {
				ifExists: 'return',
				fields: fields({ workspace: '={{ $json.in }}' }),
				apiSettings: { path: '/workspaces/{workspace}/projects' },
			},
		});
		expect(run.items.map(({ json }) => json.outcome)).toEqual(['created', 'created', 'existing']);
		expect(run.items[2].json.id).toBe(run.items[0].json.id);
		expect(server.of('POST').map(({ path }) => path)).toEqual(['/workspaces/a/projects', '/workspaces/b/projects']);
	});

	it('make a project each under Create Another', async () => {
		const { items } = await create(custom(server.url), { items: twenty() });
		expect(new Set(items.map(({ json }) => json.id)).size).toBe(20);
		expect(server.of('GET')).toEqual([]);
	});

	it('make one project where only the matched field is the same', async () => {
		server.answer(slow);
		const items = [
			{ name: 'A', deal: 'x' },
			{ name: 'B', deal: 'x' },
			{ name: 'C', deal: 'y' },
		];
		const run = await create(custom(server.url), {
			items,
			parameters: {
				ifExists: 'return',
				matchOn: 'field',
				matchField: 'external_id',
				customFields: { fields: [{ name: 'external_id', value: '={{ $json.deal }}' }] },
				apiSettings: { lookupPath: '/projects?external_id={value}' },
			},
		});
		expect(run.items.map(({ json }) => json.name)).toEqual(['A', 'A', 'C']);
		expect(posts()).toBe(2);
	});
});

describe('an API that refuses a second one itself', () => {
	const taken = async (answer: Answer, ifExists: IfExists, there: Project[] = [{ id: 1, name: 'Apollo' }]) => {
		// The race: the first search comes before the other's project is there.
		let searches = 0;
		server.answer((asked) =>
			asked.method === 'GET'
				? { body: searches++ === 0 && ifExists !== 'create' ? [] : there }
				: asked.method === 'PATCH'
					? plain(asked)
					: answer,
		);
		stored = there;
		const { items } = await create(custom(server.url), { items: [{ name: 'Apollo' }], node: continues, parameters: { ifExists } });
		return items[0];
	};

	it.each<[IfExists, [string, number?]]>([
		['create', ['failed']],
		['stop', ['failed']],
		['return', ['existing', 1]],
		['update', ['updated', 1]],
	])('with 409 ends under %s as %j', async (ifExists, wanted) => {
		const item = await taken({ status: 409, body: { message: 'A project with this name already exists' } }, ifExists);
		expect(end(item)).toEqual(wanted);
		expect(posts()).toBe(1);
	});

	it.each([
		[422, { errors: { name: ['has already been taken'] } }],
		[400, { message: 'Der Name ist vergeben' }],
		[400, 'その名前は使われています'],
		[422, { code: 'E1102' }],
	])('with %d and %j is believed by its search, whatever its words', async (status, body) => {
		for (const [ifExists, wanted] of [
			['return', ['existing', 1]],
			['update', ['updated', 1]],
		] as const) {
			const item = await taken({ status, body }, ifExists);
			expect(end(item)).toEqual(wanted);
		}
	});

	it.each([
		['no project is there', []],
		['another one is', [{ id: 2, name: 'Gemini' }]],
	])('keeps its own words for other values where %s', async (_what, there) => {
		const { json } = await taken({ status: 422, body: { message: 'budget must be positive' } }, 'return', there);
		expect(json).toMatchObject({ details: { outcome: 'failed', reason: 'invalid', apiMessage: 'budget must be positive' } });
	});

	it.each([{ archived: true }, { status: 'closed' }, { archived_at: '2026-01-01T00:00:00Z' }])(
		'says that what it found is not active: %j',
		async (state) => {
			server.answer(({ method }) => ({ body: method === 'GET' ? [{ id: 1, name: 'Apollo', ...state }] : {} }));
			const { items, hints } = await create(custom(server.url), { items: [{ name: 'Apollo' }], parameters: { ifExists: 'return' } });
			expect(end(items[0])).toEqual(['existing', 1]);
			expect(hints.map(({ message }) => message).join()).toContain('is not active');
		},
	);

	it('names the setting where its words say that there is one', async () => {
		const setting = "To go on with the project that is there, set 'If the Project Already Exists'";
		const said = await taken({ status: 422, body: { message: 'Name has already been taken' } }, 'create');
		expect(said.json.message).toContain(setting);
		const other = await taken({ status: 422, body: { message: 'Name is too long' } }, 'create');
		expect(other.json.message).not.toContain(setting);
	});

	it('names the setting that would have helped', async () => {
		const { json } = await taken({ status: 409, body: { message: 'Taken' } }, 'create');
		expect(json).toMatchObject({
			error: expect.stringMatching(/^127\.0\.0\.1:\d+ has such a project already$/),
			details: { reason: 'duplicate', status: 409, apiMessage: 'Taken' },
		});
		expect(json.message.replace(/^127\.0\.0\.1:\d+/, 'The host')).toBe(
			"The host says: Taken. Give another name or key. To use it, set 'If the Project Already Exists' to 'Return the Existing " +
				"One' or 'Update It'.",
		);
	});

	it("with a vendor's own words is understood (Redmine)", async () => {
		stored = [{ id: 1, name: 'Apollo', identifier: 'apollo' }];
		server.answer(redmine);
		const credential = { service: 'redmine', siteUrl: server.url, redmineSignIn: 'apiKey', token: 'secret-key' };
		const parameters = { fields: fields({ key: 'apollo' }) };
		const { items } = await create(credential, { items: [{ name: 'Other' }], node: continues, parameters });
		expect(items[0].json).toMatchObject({ error: 'Redmine has such a project already', details: { reason: 'duplicate', status: 422 } });
		expect(items[0].json.message).toContain('Identifier has already been taken');
	});

	it.each([true, 422, 400] as const)('loses and doubles nothing (unique names by %s)', async (uniqueNames) => {
		const api = await startProjectApi({ uniqueNames, projects: [{ name: 'Project 2' }] });
		try {
			const { items } = await create(custom(api.url), { items: named(3), node: continues, parameters: { ifExists: 'return' } });
			expect(items.map(({ json }) => json.outcome)).toEqual(['created', 'existing', 'created']);
			const blunt = await create(custom(api.url), { items: named(3), node: continues });
			expect(blunt.items.map(({ json }) => json.details.outcome)).toEqual(['failed', 'failed', 'failed']);
			expect(api.projects).toHaveLength(3);
		} finally {
			await api.close();
		}
	});

	it('does not take for a stranger what its own lost answer has made', async () => {
		let number = 0;
		server.answer((asked) => {
			const name = asked.query.get('name');
			if (asked.method === 'GET') return { body: stored.filter((project) => project.name === name && (number > 1 || name === 'Zeus')) };
			if (asked.body.name === 'Zeus') {
				stored.push({ id: 9, name: 'Zeus' });
				return { status: 201, body: stored[0] };
			}
			if (number++ > 0) return { status: 409, body: { message: 'exists' } };
			stored.push({ id: 1, name: asked.body.name, ...{ created_at: new Date().toISOString() } });
			return { status: 500, body: {} };
		});
		// The first shows that the search sees what is there.
		const { items } = await create(custom(server.url), { items: [{ name: 'Zeus' }, { name: 'Apollo' }], node: continues });
		expect(items.map(end)).toEqual([
			['created', 9],
			['created', 1],
		]);
		expect(stored).toHaveLength(2);
	});

	it('sees in a refused repeat what a gateway had given up, and the search had not shown yet', async () => {
		const toggl = services.find(({ id }) => id === 'togglTrack') as { baseUrl: string };
		const { baseUrl } = toggl;
		let first = 0;
		const LATE_MS = 600;
		server.answer(async ({ method }) => {
			if (method === 'GET')
				return {
					body:
						first > 0 && Date.now() - first >= LATE_MS
							? [{ id: 9, name: 'Umbau', created_at: new Date(first + LATE_MS).toISOString() }]
							: [],
				};
			if (first === 0) {
				first = Date.now();
				return { status: 504 };
			}
			return { status: 400, body: '"Name has already been taken"', afterMs: Math.max(0, first + LATE_MS - Date.now()) };
		});
		try {
			toggl.baseUrl = server.url;
			const { items } = await create(
				{ service: 'togglTrack', togglTrackSignIn: 'apiToken', token: 't' },
				{ items: [{ name: 'Umbau' }], node: continues, parameters: { fields: fields({ workspace: '9' }) } },
			);
			expect([
				['created', 9],
				['unknown', undefined],
			]).toContainEqual([items[0].json.details?.outcome ?? items[0].json.outcome, items[0].json.id && Number(items[0].json.id)]);
			expect(posts()).toBeLessThanOrEqual(2);
		} finally {
			toggl.baseUrl = baseUrl;
		}
	});
});

describe('a trigger that fires twice', () => {
	it.each(['return', 'update', 'stop'] as const)('makes one project in one process with "%s"', async (ifExists) => {
		for (let pair = 0; pair < 20; pair++) {
			const name = `Pair ${pair}`;
			const answer = plain;
			server.answer(async (asked) => {
				await sleep((pair % 4) * 5);
				return answer(asked);
			});
			const run = async () =>
				// Each execution with a credential of its own, as of two workflows.
				await create(custom(server.url), { items: [{ name }], node: continues, parameters: { ifExists } });
			const [one, other] = await Promise.all([run(), run()]);
			expect({ name, made: stored.filter((project) => project.name === name).length, posts: posts() }).toEqual({ name, made: 1, posts: 1 });
			const said = [one, other].map(({ items }) => items[0].json.outcome ?? items[0].json.details.outcome).sort();
			expect(said).toEqual(['created', { return: 'existing', update: 'updated', stop: 'failed' }[ifExists]].sort());
		}
	});
});

describe('a match or an update that cannot be what was meant', () => {
	const answers = (found: unknown, changed?: unknown) =>
		server.answer(({ method }) => (method === 'GET' ? { body: [found] } : { status: 200, body: changed }));
	const run = async (ifExists: string) =>
		(await create(custom(server.url), { items: [{ name: 'P' }], parameters: { ifExists }, node: { onError: 'continueRegularOutput' } }))
			.items[0].json;

	it.each([
		['no ID', { name: 'P' }],
		['the ID of nothing', { id: 0, name: 'P' }],
		['an ID that is an object', { id: { $oid: 'a1' }, name: 'P' }],
	])('is not existing with an empty ID: %s', async (_title, found) => {
		for (const ifExists of ['return', 'update']) {
			answers(found);
			expect(await run(ifExists)).toMatchObject({
				message: expect.stringContaining("'Response: ID Path'"),
				details: { outcome: 'failed' },
			});
			expect(server.asked.every(({ method }) => method === 'GET')).toBe(true);
		}
	});

	it('is not updated when the answer speaks of another ID', async () => {
		answers({ id: 5, name: 'P' }, { id: 6, name: 'P' });
		expect(await run('update')).toMatchObject({ details: { outcome: 'unknown', candidates: [{ id: '5' }] } });
		answers({ id: 5, name: 'P' }, { id: 5, name: 'P' });
		expect(await run('update')).toMatchObject({ id: '5', outcome: 'updated' });
	});
});
