import { create, custom, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;
type Asked = Server['asked'][number];
type Answer = Exclude<Awaited<ReturnType<Parameters<typeof startServer>[0]>>, 'hang'>;
type Project = Record<string, unknown>;

const THERE: Project = { id: 1, name: 'Apollo', budget: 7, settings: { color: 'red', size: 3 }, created_at: '2026-01-01T00:00:00Z' };
const GIVEN = { note: 'new', 'settings.size': 4 };
/** Nothing lost: what was there, with what was given in its place. */
const WHOLE = { ...THERE, note: 'new', settings: { color: 'red', size: 4 } };

/** How an API treats a change at `/projects/1`; `undefined`: it has no such method there. */
interface Ways {
	PATCH?: (project: Project, body: Project) => Answer;
	PUT?: (project: Project, body: Project) => Answer;
	POST?: (project: Project, body: Project) => Answer;
	/** The answer to a method that it does not have. */
	none?: Answer;
	/** The answer to a GET of the one. */
	one?: (project: Project) => Answer;
}

let server: Server;
let stored: Project;
beforeAll(async () => {
	server = await startServer(() => ({}));
});
afterAll(async () => await server.close());

/** As most do: only what is named changes. */
const merges = (project: Project, body: Project): Answer => {
	const { settings, ...others } = body;
	Object.assign(project, others);
	if (settings) project.settings = { ...(project.settings as object), ...(settings as object) };
	return { body: project };
};
/** As RFC 9110 says: what is not named is gone. */
const replaces = (project: Project, body: Project): Answer => {
	for (const key of Object.keys(project)) if (key !== 'id') delete project[key];
	return { body: Object.assign(project, body) };
};
const silently =
	(change: typeof merges): typeof merges =>
	(project, body) => {
		change(project, body);
		return { status: 204 };
	};

async function update(ways: Ways, apiSettings: Record<string, unknown> = {}, options: Record<string, unknown> = {}) {
	stored = structuredClone(THERE);
	const none = ways.none ?? { status: 404, body: { message: 'Cannot do that' } };
	server.answer(({ method, path, body }: Asked) => {
		if (path !== '/projects/1') return method === 'GET' ? { body: [stored] } : none;
		if (method === 'GET') return ways.one?.(stored) ?? { body: stored };
		return ways[method as 'PUT']?.(stored, body as Project) ?? none;
	});
	const { items } = await create(custom(server.url), {
		items: [{ name: 'Apollo' }],
		node: { onError: 'continueRegularOutput' },
		parameters: {
			ifExists: 'update',
			apiSettings,
			customFields: { fields: Object.entries(GIVEN).map(([name, value]) => ({ name, value })) },
		},
		options: { output: 'raw', ...options },
	});
	return items[0].json;
}
const changes = (): string[] => server.asked.filter(({ method }) => method !== 'GET').map(({ method }) => method);

describe('an update loses nothing', () => {
	it.each<[string, Ways, string[], Record<string, unknown>?]>([
		['PATCH, without a word', { PATCH: merges, PUT: replaces }, ['PATCH']],
		['PATCH answered with nothing', { PATCH: silently(merges) }, ['PATCH']],
		['PATCH answered with a word', { PATCH: (...given) => (merges(...given), { body: { ok: true } }) }, ['PATCH']],
		['only PUT, by Allow', { PUT: replaces, none: { status: 405, headers: { Allow: 'GET, PUT, DELETE' } } }, ['PATCH', 'PUT']],
		['only PUT, by Allow beside 404', { PUT: replaces, none: { status: 404, headers: { Allow: 'PUT,GET' } } }, ['PATCH', 'PUT']],
		['only POST, by Allow', { POST: merges, none: { status: 405, headers: { Allow: 'GET, POST' } } }, ['PATCH', 'POST']],
		['only PUT, where 404 is all that is said', { PUT: replaces }, ['PATCH', 'PUT']],
		['only PUT, answered with nothing', { PUT: silently(replaces) }, ['PATCH', 'PUT']],
		['only PUT, where 501 is all that is said', { PUT: replaces, none: { status: 501 } }, ['PATCH', 'PUT']],
		['PUT, as the person says', { PUT: replaces, PATCH: merges }, ['PUT'], { updateMethod: 'PUT' }],
		['POST, as the person says', { POST: merges }, ['POST'], { updateMethod: 'POST' }],
		[
			'PUT, as the person says wrongly',
			{ PATCH: merges, none: { status: 405, headers: { Allow: 'PATCH' } } },
			['PUT', 'PATCH'],
			{ updateMethod: 'PUT' },
		],
		[
			'PUT below an envelope, read in another',
			{ PUT: (project, body) => replaces(project, body.project as Project), one: (project) => ({ body: { data: project } }) },
			['PUT'],
			{ updateMethod: 'PUT', envelope: 'project' },
		],
	])('%s', async (...[, ways, methods, settings]) => {
		const json = await update(ways, settings);
		expect(json.error).toBeUndefined();
		expect(stored).toEqual(WHOLE);
		// The output is the project as it is now.
		expect(json).toEqual(WHOLE);
		expect(changes()).toEqual(methods);
	});

	it.each<[string, Ways, string[], RegExp, Record<string, unknown>?]>([
		[
			'one that cannot be read is not replaced',
			{ PUT: replaces, one: () => ({ status: 403 }) },
			['PATCH'],
			/could not be read before its update/,
		],
		[
			'nor one at whose address is another',
			{ PUT: replaces, one: () => ({ body: { id: 2, name: 'Gemini' } }) },
			[],
			/could not be read before/,
			{ updateMethod: 'PUT' },
		],
		[
			'an Allow that names nothing new is not followed',
			{ none: { status: 405, headers: { Allow: 'GET' } } },
			['PATCH'],
			/could not be updated/,
		],
		['a method is followed once', { none: { status: 405, headers: { Allow: 'PUT, PATCH' } } }, ['PATCH'], /could not be updated/],
		[
			'the second answer counts',
			{ PUT: () => ({ status: 422, body: { message: 'No' } }) },
			['PATCH', 'PUT'],
			/the values were not accepted/,
		],
		['a 404 with the method of the person stands', { PUT: replaces }, ['POST'], /could not be updated/, { updateMethod: 'POST' }],
	])('%s', async (...[, ways, methods, says, settings]) => {
		const json = await update(ways, settings);
		expect(`${String(json.error)} ${String(json.message)}`).toMatch(says);
		expect(stored).toEqual(THERE);
		expect(changes()).toEqual(methods);
	});
});

describe('an update whose answer is lost', () => {
	const once = { attempts: 1 };
	it.each<[string, Ways]>([
		['the connection was closed', { PATCH: (...given) => (merges(...given), 'drop') }],
		['a 500', { PATCH: (...given) => (merges(...given), { status: 500, body: { message: 'Oops' } }) }],
		['a gateway that gave up', { PATCH: (...given) => (merges(...given), { status: 504 }) }],
		['a body that was cut', { PATCH: (...given) => ({ ...(merges(...given) as object), cut: true }) }],
	])('is believed where its values are there: %s', async (_what, ways) => {
		const json = await update(ways, {}, once);
		expect(json).toEqual(WHOLE);
		expect(stored).toEqual(WHOLE);
	});

	it.each<[string, Ways]>([
		['the connection was closed', { PATCH: () => 'drop' }],
		['a 500', { PATCH: () => ({ status: 500, body: { message: 'Oops' } }) }],
		['a gateway that gave up', { PATCH: () => ({ status: 502 }) }],
		['it was done in part', { PATCH: (project) => ((project.note = 'new'), 'drop') }],
	])('is unknown, and not failed, where nothing shows it: %s', async (_what, ways) => {
		const json = await update(ways, {}, once);
		expect(json).toMatchObject({
			error: expect.stringContaining('it is not known whether it was updated'),
			message: expect.stringContaining('To run the item again does no harm'),
			details: { outcome: 'unknown', candidates: [{ id: '1' }] },
		});
	});

	it('is sent again by a retry', async () => {
		let sent = 0;
		const json = await update({ PATCH: (...given) => (++sent < 3 ? 'drop' : merges(...given)) }, {}, { attempts: 3 });
		expect(json).toEqual(WHOLE);
	});
});
