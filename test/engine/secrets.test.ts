import { ECHOES, leaked } from '../support/echoes';
import { callMethod, loadPackage } from '../support/engine';
import { create, custom, everything, fields, named, startServer } from '../support/nodeRuns';

type Server = Awaited<ReturnType<typeof startServer>>;
type Asked = Server['asked'][number];
type Answer = Awaited<ReturnType<Parameters<typeof startServer>[0]>>;
type Run = Awaited<ReturnType<typeof create>>;
type More = NonNullable<Parameters<typeof create>[1]>;

/** With everything in it that an encoding changes. */
const SECRET = 'Zq9/x+Kd"7Lm2&Pw<3>\'4t';

let server: Server;
beforeAll(async () => (server = await startServer(() => 'drop')));
afterAll(async () => await server.close());

/** Ways to sign in: the secret is what the credential holds, or what a login gave. */
const SIGN_INS: Record<string, { credential: () => Record<string, unknown>; more?: Record<string, unknown>; login?: true }> = {
	'a token': { credential: () => custom(server.url, { customSignIn: 'bearerToken', token: SECRET }) },
	'a login': {
		credential: () => ({
			service: 'taiga',
			siteUrl: server.url,
			taigaSignIn: 'usernameAndPassword',
			user: 'ada',
			password: 'the other secret',
		}),
		more: { description: 'x' },
		login: true,
	},
};

/** A project as it may come back, with the echo wherever a text can be. */
const project = (echo: string, asked: Asked) => ({
	id: asked.number,
	name: asked.body?.name,
	title: echo,
	slug: echo,
	key: echo,
	url: `${server.url}/p?t=${encodeURIComponent(echo)}`,
	description: `You sent ${echo}, thanks`,
	list: [echo, { [echo]: echo }],
	[echo]: 1,
});
/** Of the echo too long to be shown whole, a part must not be shown either. */
const complaint = (echo: string) => ({
	message: `${'x'.repeat(375)} ${echo} and again`,
	code: echo,
	error: echo,
	errors: { name: [`is not ${echo}`, echo], [echo]: ['is not known'] },
});
const headerOf = (echo: string): string => echo.replace(/[^\x20-\x7e]/g, '');
const refusing =
	(status: number) =>
	(echo: string, asked: Asked): Answer =>
		asked.method === 'GET'
			? { body: [] }
			: { status, headers: { 'X-Request-Id': headerOf(`${'r'.repeat(190)}${echo}`) }, body: complaint(echo) };
const creating = (echo: string, asked: Asked): Answer =>
	asked.method === 'GET' ? { body: [] } : { status: 201, headers: { 'X-Request-Id': headerOf(echo) }, body: project(echo, asked) };

/** Requests that create something, since the answer was set. */
const creates = (): number => server.of('POST').filter(({ path }) => !path.endsWith('/auth')).length;

/** A run ends in one of these ways; each is an exit by which words of the API leave the node. */
const EXITS: Record<string, { answer: (echo: string, asked: Asked) => Answer; run: More; shows: (run: Run) => unknown }> = {
	...Object.fromEntries(
		['simplified', 'raw', 'rawWithDelivery', 'selected'].map((output) => [
			`an item, ${output}`,
			{
				answer: creating,
				run: { options: { output, outputFields: 'name, description, list, key, url' } },
				shows: ({ items }: Run) => items[0].json.id,
			},
		]),
	),
	'a failed item': {
		answer: refusing(422),
		run: { node: { onError: 'continueRegularOutput' } },
		shows: ({ items }) => items[0].json.details.apiMessage,
	},
	'a failed item on the error output': {
		answer: refusing(422),
		run: { node: { onError: 'continueErrorOutput' } },
		shows: ({ errorItems }) => errorItems[0].json.details.apiMessage,
	},
	'the error that stops a run': { answer: refusing(422), run: {}, shows: ({ error }) => error.description },
	'the error of a sign-in': { answer: refusing(401), run: {}, shows: ({ error }) => error.message },
	'an unknown end, by a web page': {
		answer: (echo, { method }) =>
			method === 'GET'
				? { status: 404, headers: { 'Content-Type': 'text/html' }, body: `<title>${echo}</title>` }
				: { status: 502, headers: { 'Content-Type': 'text/html' }, body: `<html><title>Oops ${echo}</title><p>${echo}</p></html>` },
		run: { options: { attempts: 1 } },
		shows: ({ error }) => error.message,
	},
	'the warning before a repeat': {
		answer: (echo, asked) => (creates() % 2 === 0 ? creating(echo, asked) : refusing(503)(echo, asked)),
		run: { node: { onError: 'continueRegularOutput' }, options: { attempts: 2 } },
		shows: ({ logs }) => logs.length,
	},
	'memory for a retry': {
		answer: (echo, asked) => (asked.body?.name === 'Project 2' ? refusing(422)(echo, asked) : creating(echo, asked)),
		run: { items: named(2), options: { parallel: 1 } },
		shows: ({ context }) => Object.keys(context).length,
	},
	'a project that was found': {
		answer: (echo, asked) => ({ body: [{ ...project(echo, asked), name: 'Project 1' }] }),
		run: { parameters: { ifExists: 'stop' }, node: { onError: 'continueRegularOutput' } },
		shows: ({ items }) => items[0].json.message,
	},
};

describe.each(Object.entries(SIGN_INS))('the secret of %s', (_title, { credential, more, login }) => {
	it.each(Object.entries(EXITS))(
		'does not leave by %s, however it is written',
		async (_exit, { answer, run: { parameters, ...how }, shows }) => {
			const found: string[] = [];
			for (const [name, write] of Object.entries(ECHOES)) {
				const echo = write(SECRET);
				server.answer((asked) => (login && asked.path.endsWith('/auth') ? { body: { id: 1, auth_token: SECRET } } : answer(echo, asked)));
				const run = await create(credential(), {
					items: named(1),
					...how,
					parameters: { ...parameters, ...(more ? { fields: fields(more) } : {}) },
				});
				// The exit was reached at all.
				expect([name, shows(run)]).toEqual([name, expect.anything()]);
				const piece = leaked(everything(run), [echo, SECRET]);
				if (piece !== undefined) found.push(`${name}: ${piece}`);
			}
			expect(found).toEqual([]);
		},
	);
});

describe('a secret that an API echoes', () => {
	const bearer = () => custom(server.url, { customSignIn: 'bearerToken', token: SECRET });
	const each = async (look: (echo: string) => Promise<string>) => {
		const found: string[] = [];
		for (const [name, write] of Object.entries(ECHOES)) {
			const echo = write(SECRET);
			const piece = leaked(await look(echo), [echo, SECRET]);
			if (piece !== undefined) found.push(`${name}: ${piece}`);
		}
		expect(found).toEqual([]);
	};
	/** What the editor shows and logs for the node's fields. */
	const editor = async (credential: Record<string, unknown>, parameters: Record<string, unknown> = {}) => {
		const logs: Run['logs'] = [];
		const shown = await callMethod({
			load: 'source',
			method: 'resourceMapping.getFields',
			parameters: { authentication: 'projectApi', ...parameters },
			credentials: { projectApi: credential },
			logs,
		});
		return { shown, logs, text: JSON.stringify([shown, logs]) };
	};

	it('does not leave in a drop-down', async () =>
		await each(async (echo) => {
			server.answer(() => ({
				body: {
					projects: [
						{ id: 1, name: `${'x'.repeat(395)}${echo}` },
						{ id: echo, name: echo },
					],
					total_count: 2,
				},
			}));
			const { shown, text } = await editor({ service: 'redmine', siteUrl: server.url, redmineSignIn: 'apiKey', token: SECRET });
			expect(shown.fields.find(({ id }: { id: string }) => id === 'parent').options).toHaveLength(2);
			return text;
		}));

	it('does not leave in the log of a drop-down that cannot be read', async () =>
		await each(async (echo) => {
			server.answer(() => ({ status: 401, body: { _error_message: `No such user, ${echo}` } }));
			const { logs, text } = await editor({ ...SIGN_INS['a login'].credential(), password: SECRET });
			expect(logs).toEqual([expect.objectContaining({ level: 'debug', meta: expect.objectContaining({ field: 'template' }) })]);
			expect(text).toContain('did not accept the sign-in');
			return text;
		}));

	it('does not leave in the notice that stands in place of the fields', async () =>
		await each(async (echo) => {
			server.answer(() => ({ status: 302, headers: { Location: `${server.url}/${headerOf(echo).trim()}` }, body: '' }));
			const apiSettings = { describe: { source: { with: 'openApi', document: `${server.url}/openapi.json` } } };
			const { shown, text } = await editor(bearer(), { apiSettings });
			expect(shown.emptyFieldsNotice).toContain('could not be read');
			return text;
		}));

	it('does not leave by the fields that a document names', async () =>
		await each(async (echo) => {
			const schema = { properties: { name: { type: 'string' }, [echo]: { type: 'string', description: echo, title: echo } } };
			const post = { requestBody: { content: { 'application/json': { schema } } }, responses: {} };
			server.answer(() => ({ body: { openapi: '3.0.0', paths: { '/projects': { post } } } }));
			// A document is kept for a while; another address is another document.
			const document = `${server.url}/openapi.json?n=${Buffer.from(echo).length}${Math.abs(hash(echo))}`;
			const { shown, text } = await editor(bearer(), {
				apiSettings: { path: '/projects', describe: { source: { with: 'openApi', document } } },
			});
			expect(shown.fields.length).toBeGreaterThan(1);
			return text;
		}));

	it('does not leave in a hint', async () =>
		await each(async (echo) => {
			server.answer((asked) =>
				asked.method === 'PATCH'
					? { status: 422, body: { message: `${'x'.repeat(390)} ${echo}` } }
					: { status: asked.method === 'POST' ? 201 : 200, body: { id: 7, full_name: 'ada/p', name: 'p' } },
			);
			const run = await create(
				{ service: 'gitea', siteUrl: server.url, user: 'ada', token: SECRET },
				{ items: [{ name: 'p' }], parameters: { fields: fields({ homepage: 'https://example.com' }) } },
			);
			expect(run.hints.map(({ message }: { message: string }) => message)).toContainEqual(expect.stringContaining('could not be set'));
			return everything(run);
		}));

	it('does not leave by a tool answer', async () =>
		await each(async (echo) => {
			server.answer((asked) => (asked.body?.name === 'Project 2' ? refusing(422)(echo, asked) : creating(echo, asked)));
			const { nodes, credentials } = loadPackage('source');
			const [[name, type]] = Object.entries(nodes);
			/** The context of a tool call, which tells the node so. */
			const asTool = {
				description: type.description,
				execute(this: object) {
					const context = new Proxy(this, {
						get: (target, key) => {
							if (key === 'isToolExecution') return () => true;
							const value = Reflect.get(target, key, target) as unknown;
							return typeof value === 'function' ? value.bind(target) : value;
						},
					});
					return type.execute.call(context);
				},
			};
			const texts: string[] = [];
			for (const items of [named(1), named(1, 'Project 2').map(() => ({ name: 'Project 2' }))]) {
				const run = await create(bearer(), { items, load: { nodes: { [name]: asTool }, credentials } });
				expect(run.error?.message ?? run.items[0].json.id).toEqual(expect.anything());
				texts.push(everything(run));
			}
			return texts.join();
		}));
});

describe('a secret in the input', () => {
	/** Cut at 60 characters a value of these would show half a secret. */
	const before = `${'x'.repeat(44)} `;
	const redmine = () => ({ service: 'redmine', siteUrl: server.url, redmineSignIn: 'apiKey', token: SECRET });
	const leantime = () => ({ service: 'leantime', siteUrl: server.url, token: SECRET });
	const taiga = () => ({ service: 'taiga', siteUrl: server.url, taigaSignIn: 'applicationToken', token: SECRET });
	it.each<[string, () => Record<string, unknown>, Record<string, unknown>]>([
		['a number', taiga, { description: 'x', totalMilestones: 'V' }],
		['a date', leantime, { client: 1, startDate: 'V' }],
		['a choice', redmine, { visibility: 'V' }],
		['a list of numbers', redmine, { trackers: ['V'] }],
		['an object', redmine, { customFields: 'V' }],
		['a switch', redmine, { inheritMembers: 'V' }],
		['a name in a list', redmine, { parent: 'V' }],
	])('is not shown by the problem with %s', async (_what, credential, given) => {
		server.answer(() => ({ body: { projects: [{ id: 1, name: 'One' }], total_count: 1 } }));
		for (const [name, write] of Object.entries(ECHOES)) {
			const echo = write(SECRET);
			const value = JSON.parse(JSON.stringify(given), (_key, entry: unknown) => (entry === 'V' ? before + echo : entry)) as typeof given;
			for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
				const run = await create(credential(), { items: named(1), node: { onError }, parameters: { fields: fields(value) } });
				const words = onError === 'stopWorkflow' ? run.error.message : run.items[0].json.error;
				expect([name, words]).toEqual([name, expect.stringMatching(/'xxx/)]);
				// The parameters of the workflow are the person's own.
				const logs = run.logs.filter(({ message }) => message.startsWith('Create Project'));
				const shown = JSON.stringify([run.items, run.hints, logs, words, run.error?.description, run.error?.messages]);
				expect([name, leaked(shown, [echo, SECRET])]).toEqual([name, undefined]);
			}
		}
	});

	it('is not shown by a dry run of the request that holds it', async () => {
		for (const echo of Object.values(ECHOES).map((write) => write(SECRET))) {
			const run = await create(custom(server.url, { customSignIn: 'bearerToken', token: SECRET }), {
				items: named(1),
				options: { dryRun: true },
				parameters: { fields: fields({ description: `see ${echo}`, [`f ${echo}`]: echo }) },
			});
			expect(run.items[0].json.dryRun).toBe(true);
			expect(leaked(JSON.stringify([run.items, run.logs, run.hints]), [echo, SECRET])).toBe(undefined);
		}
	});
});

/** Different texts have different ones. */
const hash = (text: string): number => [...text].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) | 0, 7);

describe('a constant that is a secret by its name', () => {
	const VALUE = 'cst-77Kq93xx';
	it.each<[string, Record<string, unknown>]>([
		['in a header', { staticHeaders: { headers: [{ name: 'X-Api-Token', value: VALUE }] } }],
		['in the query', { staticQuery: { parameters: [{ name: 'api_key', value: VALUE }] } }],
		['in the query of the path', { path: `/projects?access_token=${VALUE}` }],
		['in the body', { staticBody: { auth: { clientSecret: VALUE } } }],
		['in the body, as text', { staticBody: JSON.stringify({ password: VALUE }) }],
	])('shows nowhere: %s', async (_title, apiSettings) => {
		server.answer(({ method, text, url, headers, body }) =>
			method === 'GET'
				? { body: [] }
				: { status: 201, body: { id: 1, name: body.name, echo: `${url} ${text}`, seen: headers['x-api-token'] ?? '' } },
		);
		const more = { items: named(1), parameters: { apiSettings } };
		const made = await create(custom(server.url), { ...more, options: { output: 'raw' } });
		const sent = server.of('POST')[0];
		expect(`${sent.url} ${sent.text} ${String(sent.headers['x-api-token'])}`).toContain(VALUE);
		expect(JSON.stringify(made.items)).toContain('***');
		const rehearsed = await create(custom(server.url), { ...more, options: { dryRun: true } });
		expect(JSON.stringify(rehearsed.items)).toContain('***');
		for (const shown of [made.items, made.logs, rehearsed.items, rehearsed.logs, made.hints])
			expect(JSON.stringify(shown)).not.toContain(VALUE);
	});

	it('a short one is hidden in a dry run, and what is none is shown', async () => {
		const apiSettings = {
			staticQuery: { parameters: [{ name: 'token', value: 'abc' }] },
			staticBody: { key: 'APOLLO', author: 'Ada Lovelace' },
		};
		const { items } = await create(custom(server.url), { items: named(1), parameters: { apiSettings }, options: { dryRun: true } });
		expect(items[0].json.request).toMatchObject({
			url: `${server.url}/projects?token=***`,
			body: { key: 'APOLLO', author: 'Ada Lovelace' },
		});
	});
});
