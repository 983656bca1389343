import { create, custom, fields, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;
type Asked = Server['asked'][number];
type Answer = Exclude<Awaited<ReturnType<Parameters<typeof startServer>[0]>>, string>;
type IfExists = 'create' | 'return' | 'stop' | 'update';

/** What the node says of an item is so: what answers state of themselves, through the whole node. */
let server: Server;
beforeEach(async () => {
	server = await startServer(() => ({ status: 404 }));
});
afterEach(async () => await server.close());

const NAME = 'Apollo';

/** One item; what it ended as, its id and its words. */
async function ends(answer: (asked: Asked) => Answer, ifExists: IfExists = 'create', parameters: Record<string, unknown> = {}) {
	// A server of its own: what one run has made, the next one knows.
	await server.close();
	server = await startServer(answer);
	const { items, hints } = await create(custom(server.url), {
		items: [{ name: NAME }],
		node: { onError: 'continueRegularOutput' },
		options: { attempts: 2 },
		parameters: { ifExists, ...parameters },
	});
	const [{ json }] = items;
	const told = [json.error, json.message, ...hints.map(({ message }: { message: string }) => message)].filter(Boolean).join(' ');
	return { outcome: (json.details?.outcome ?? json.outcome) as string, id: json.id as string | undefined, json, told };
}

const list = (...entries: object[]): Answer => ({ body: entries, headers: { 'X-Total-Count': String(entries.length) } });
const OLD = { id: 7, name: NAME, created_at: '2001-01-01T00:00:00Z' };

describe('a create answered with', () => {
	const run = async (body: unknown, ifExists: IfExists = 'create', { found = [] as object[], status = 200, headers = {} } = {}) => {
		let isSent = false;
		const end = await ends(({ method, path }) => {
			if (method === 'POST') isSent = true;
			return method === 'POST' ? { status, headers, body } : path !== '/projects' ? { status: 404 } : list(...(isSent ? found : []));
		}, ifExists);
		expect(server.of('POST')).toHaveLength(1);
		return end;
	};

	it.each<[string, unknown]>([
		['the one that is there', { existing_project: { id: 7, name: NAME } }],
		['"created: false"', { created: false, project: { id: 7, name: NAME } }],
		['"already exists"', { alreadyExists: true, id: 7, name: NAME }],
		['words', { message: 'Das Projekt existiert bereits', data: { id: 7, name: NAME } }],
	])('%s is never taken for a new project', async (_title, body) => {
		expect(await run(body)).toMatchObject({ outcome: 'failed', json: { details: { reason: 'duplicate', candidates: [{ id: '7' }] } } });
		expect(await run(body, 'stop')).toMatchObject({ outcome: 'failed', json: { details: { reason: 'duplicate' } } });
		expect(await run(body, 'return', { found: [OLD] })).toMatchObject({ outcome: 'existing', id: '7' });
		expect((await run(body)).told).toMatch(/has such a project already.*(itself says|says: Das Projekt).*Found: 7/);
	});

	it('a refusal that says that there is one is a duplicate, too', async () => {
		const body = { STATUS: 'Error', MESSAGE: 'Project already exists' };
		expect(await run(body)).toMatchObject({
			outcome: 'failed',
			json: { details: { reason: 'duplicate', apiMessage: 'Project already exists' } },
		});
		expect(await run(body, 'return', { found: [OLD] })).toMatchObject({ outcome: 'existing', id: '7' });
	});

	it.each<[string, unknown, object, RegExp]>([
		['a preview', { preview: true, project: { id: 7, name: NAME } }, { outcome: 'unknown' }, /only tried out \(preview: true\)/],
		['a dry run', { dry_run: true, id: 7, name: NAME }, { outcome: 'unknown' }, /only tried out \(dry_run: true\)/],
		['a task', { task: { id: 9, state: 'PENDING' } }, { outcome: 'unknown' }, /took the order.*still to be made \(state: PENDING\)/],
		['the number of an order', { status: 'queued', id: 9 }, { outcome: 'unknown' }, /still to be made \(status: queued\)/],
		['a state of refusal', { status: 'declined', id: 9, name: NAME }, { outcome: 'unknown' }, /turned down \(status: declined\)/],
		['"created: false" alone', { created: false }, { outcome: 'failed' }, /nothing was created \(created: false\)/],
		['a word', '"queued"', { outcome: 'unknown' }, /no sense/],
		['a word in another language', '"angelegt"', { outcome: 'unknown' }, /no sense/],
		['a number without its digits', { id: 1e21, name: NAME }, { outcome: 'unknown' }, /no sense/],
	])('%s is no project', async (_title, body, expected, words) => {
		const end = await run(body);
		expect(end).toMatchObject(expected);
		expect(end.told).toMatch(words);
	});

	it('an order is the project where a read or a search shows it', async () => {
		const at = new Date(Date.now() + 500).toISOString();
		const made = { id: 9, name: NAME, created_at: at };
		expect(await run({ status: 'queued', id: 3 }, 'create', { found: [made] })).toMatchObject({ outcome: 'created', id: '9' });
		const other = { ...made, id: 10, created_at: new Date(Date.now() + 900).toISOString() };
		expect(await run({ preview: true, id: 10, name: NAME }, 'create', { found: [other] })).toMatchObject({ outcome: 'created', id: '10' });
		const read = await ends(({ method, path }) =>
			method === 'POST' ? { body: { status: 'queued', id: 11 } } : path === '/projects/11' ? { body: { ...made, id: 11 } } : list(),
		);
		expect(read).toMatchObject({ outcome: 'created', id: '11' });
	});

	it.each(['/error/500', '/login', '/status/12', '/projects/new', '/projects/0'])('a Location %s has no ID', async (Location) => {
		expect(await run('', 'create', { status: 201, headers: { Location } })).toMatchObject({ outcome: 'unknown', id: undefined });
	});

	it('a Location at which something of another name is shows no project', async () => {
		const end = await ends(({ method, path }) =>
			method === 'POST'
				? { status: 201, headers: { Location: '/projects/12' } }
				: path === '/projects/12'
					? { body: { id: 12, name: 'Gemini' } }
					: list(),
		);
		expect(end.outcome).toBe('unknown');
	});
});

describe('an update answered with', () => {
	const SENT = { description: 'new', color: 'red' };
	/** What is read after the update; by default it is as it was. */
	const run = async (answer: Answer, after: object = {}, more: { at?: Answer; sent?: Record<string, unknown> } = {}) => {
		const before = { ...OLD, description: 'old', color: 'blue' };
		let isSent = false;
		const end = await ends(
			({ method, path }) => {
				if (method === 'PATCH') isSent = true;
				if (method === 'PATCH') return answer;
				if (path === '/projects/7') return more.at ?? { body: isSent ? { ...before, ...after } : before };
				return list(isSent ? { ...before, ...after } : before);
			},
			'update',
			{ fields: fields(more.sent ?? SENT) },
		);
		expect([server.of('POST').length, server.of('PATCH').length]).toEqual([0, 1]);
		return end;
	};
	const DONE = { outcome: 'updated', id: '7' };

	it.each<[string, Answer]>([
		['204', { status: 204 }],
		['an empty 200', { body: '' }],
		['an empty object', { body: {} }],
		['a good word', { body: '"OK"' }],
		['a good word in another language', { body: { message: 'Projekt wurde aktualisiert' } }],
		['another', { body: { mensaje: 1, message: 'プロジェクトを更新しました' } }],
		['success', { body: { success: true, updated: 1 } }],
		['the project with its new values', { body: { id: 7, name: NAME, ...SENT } }],
		['the project in a wrapper', { body: { data: { id: 7, name: NAME, ...SENT, message: null } } }],
		['the project with values in the API’s own form', { body: { id: 7, name: NAME, description: '<p>new</p>', color: { id: 3 } } }],
	])('%s is believed', async (_title, answer) => {
		expect(await run(answer)).toMatchObject(DONE);
		expect(server.asked.map(({ method }) => method).filter((method) => method !== 'GET')).toEqual(['PATCH']);
	});

	const OPEN: Array<[string, Answer]> = [
		['202', { status: 202 }],
		['202 with an object', { status: 202, body: {} }],
		['nothing modified', { body: { matchedCount: 1, modifiedCount: 0 } }],
		['words of refusal beside the ID', { body: { id: 7, message: 'Keine Berechtigung' } }],
		['words of refusal in Japanese', { body: { id: 7, name: NAME, message: '権限がありません' } }],
		['words of refusal in a text', { headers: { 'Content-Type': 'text/plain' }, body: 'Accès refusé' }],
		['another ID', { body: { id: 8, name: NAME } }],
		['another name', { body: { id: 7, name: 'Gemini' } }],
		['the project as it was', { body: { id: 7, name: NAME, description: 'old', color: 'blue' } }],
	];
	it.each(OPEN)('%s is one where a read shows the values', async (_title, answer) => {
		expect(await run(answer, SENT)).toMatchObject(DONE);
	});

	it.each(OPEN)('%s is none where a read does not show them', async (_title, answer) => {
		const end = await run(answer);
		expect(end.told).toMatch(/The project is there already, but it (is not known whether it was updated|could not be updated)/);
		const outcome = end.told.includes('not known') ? 'unknown' : 'failed';
		expect(end).toMatchObject({ outcome, json: { details: { candidates: [{ id: '7' }] } } });
	});

	it.each<[string, Answer, RegExp]>([
		['no row', { body: { updated: 0 } }, /nothing was changed \(updated: 0\)/],
		['no match', { body: { matchedCount: 0 } }, /nothing was changed \(matchedCount: 0\)/],
		['no match inside', { body: { acknowledged: true, result: { n: 0 } } }, /nothing was changed \(n: 0\)/],
		['"updated: false"', { body: { updated: false } }, /nothing was changed/],
		['a zero', { body: '0' }, /nothing was changed/],
		['"success: false"', { body: { success: false, message: 'No' } }, /says: No/],
		['a state of refusal', { body: { status: 'abgelehnt' } }, /could not be updated/],
	])('%s is a refusal', async (_title, answer, words) => {
		const end = await run(answer, SENT);
		expect(end.outcome).toBe('failed');
		expect(end.told).toMatch(words);
	});

	it('some of its values names those that were not taken', async () => {
		const answer = { body: { id: 7, name: NAME, description: 'new', color: 'blue' } };
		const end = await run(answer, { description: 'new' });
		expect(end).toMatchObject({ ...DONE, json: { steps: [{ step: 'color', outcome: 'failed' }] } });
		expect(end.told).toMatch(/still have their old values: color/);
	});

	it('no more than the name is done when the project has it', async () => {
		expect(await run({ status: 202 }, {}, { sent: {} })).toMatchObject(DONE);
	});

	it('an order, where nothing can be read, is not known', async () => {
		const end = await run({ status: 202 }, {}, { at: { status: 404 } });
		expect(end.told).toMatch(/not known whether it was updated.*only says that the order was taken/);
	});
});

describe('a search answered with', () => {
	const run = async (body: unknown, ifExists: IfExists, post: Answer = { status: 201, body: { id: 99, name: NAME } }) =>
		await ends(({ method }) => (method === 'GET' ? { body } : post), ifExists);
	const ALL: IfExists[] = ['return', 'update', 'stop'];

	it.each<[string, unknown]>([
		['templates', { templates: [OLD], projects: [], total: 0 }],
		['related ones', { related: [OLD], projects: [], total: 0 }],
		['clients', { clients: [OLD], projects: [], total: 0 }],
	])('%s of that name has no project of it', async (_title, body) => {
		for (const ifExists of ALL) expect(await run(body, ifExists)).toMatchObject({ outcome: 'created', id: '99' });
	});

	it.each<[string, unknown, RegExp]>([
		['suggestions alone', { suggestions: [OLD] }, /is not a list/],
		['recent ones alone', { recent: [OLD] }, /is not a list/],
		['archived ones', { archived: [OLD], projects: [], total: 0 }, /only in the list "archived"/],
		['recent ones', { recent_projects: [OLD], data: [], total: 0 }, /only in the list "recentprojects"/],
	])('%s leaves open whether it exists: it is neither taken nor created', async (_title, body, words) => {
		for (const ifExists of ALL) {
			const end = await run(body, ifExists);
			expect([end.outcome, server.of('POST').length, server.of('PATCH').length]).toEqual(['failed', 0, 0]);
			expect(end.told).toMatch(words);
		}
	});

	it.each<[string, unknown]>([
		['deleted_at', [{ ...OLD, deleted_at: '2002-01-01' }]],
		['trashed', [{ ...OLD, trashed: true }]],
		['is_deleted', { projects: [{ ...OLD, is_deleted: true }], total: 1 }],
		['in_trash', { data: [{ id: 7, attributes: { name: NAME, in_trash: 1 } }], meta: { total: 1 } }],
		['a state', [{ ...OLD, status: 'Gelöscht' }]],
		['a list of the trash', { trash: [OLD], projects: [], total: 0 }],
	])('a deleted one (%s) is not taken, but told', async (_title, body) => {
		for (const ifExists of ALL) {
			const made = await run(body, ifExists);
			expect(made).toMatchObject({ outcome: 'created', id: '99' });
			expect(made.told).toMatch(/There is a deleted project of the same name \(7/);
			expect(server.of('PATCH')).toHaveLength(0);
		}
		const taken = await run(body, 'return', { status: 409, body: { message: 'Name taken' } });
		expect(taken).toMatchObject({ outcome: 'failed', json: { details: { reason: 'duplicate', candidates: [{ id: '7' }] } } });
		const refused = await run(body, 'return', { status: 422, body: { message: 'Der Name ist vergeben' } });
		expect(refused).toMatchObject({ outcome: 'failed', json: { details: { reason: 'invalid', candidates: [{ id: '7' }] } } });
	});

	it('a deleted one does not settle what became of a lost answer', async () => {
		const at = new Date(Date.now() + 900).toISOString();
		let isSent = false;
		const end = await ends(({ method }) => {
			if (method === 'POST') isSent = true;
			return method === 'POST' ? { status: 502 } : list(...(isSent ? [{ ...OLD, created_at: at, deleted_at: at }] : []));
		});
		expect([end.outcome, server.of('POST').length]).toEqual(['unknown', 1]);
		expect(end.json.details.candidates).toMatchObject([{ id: '7' }]);
	});
});

describe('what "Create Another" has just made', () => {
	/** The search shows nothing yet. */
	const lagging = async (rows: Array<{ ifExists: IfExists; more?: Record<string, unknown> }>) => {
		let id = 0;
		const answer = ({ method, body }: Asked): Answer =>
			method === 'GET' ? list() : { status: 201, body: { id: ++id, name: body.name, ref: 'd-1' } };
		const outcomes: Array<string | undefined> = [];
		for (const { ifExists, more } of rows) {
			server.answer(answer);
			const { items } = await create(custom(server.url), {
				items: [{ name: NAME }],
				node: { onError: 'continueRegularOutput' },
				options: { searchDelay: 30 },
				parameters: { ifExists, fields: fields({ key: 'AP' }), customFields: { fields: [{ name: 'ref', value: 'd-1' }] }, ...more },
			});
			outcomes.push(`${items[0].json.outcome ?? items[0].json.details.reason} ${items[0].json.id ?? ''}`.trim());
		}
		return outcomes;
	};

	it('is known to the next execution, though the search does not show it yet', async () => {
		expect(await lagging([{ ifExists: 'create' }, { ifExists: 'return' }])).toEqual(['created 1', 'existing 1']);
	});

	it('is known to the one that updates or stops, and to a match by a field', async () => {
		expect(await lagging([{ ifExists: 'create' }, { ifExists: 'stop' }])).toEqual(['created 1', 'duplicate']);
		const byField = { matchOn: 'field', matchField: 'ref' };
		expect(await lagging([{ ifExists: 'create' }, { ifExists: 'return', more: byField }])).toEqual(['created 1', 'existing 1']);
	});

	it('is not taken for one of another name, and two of them are several', async () => {
		const other = { projectName: 'Gemini' };
		expect(await lagging([{ ifExists: 'create' }, { ifExists: 'return', more: other }])).toEqual(['created 1', 'created 2']);
		expect(await lagging([{ ifExists: 'create' }, { ifExists: 'create' }, { ifExists: 'return' }])).toEqual([
			'created 1',
			'created 2',
			'several',
		]);
	});
});
