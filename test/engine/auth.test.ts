import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { ProjectApi } from '../../credentials/ProjectApi.credentials';
import { testCredential } from '../support/engine';
import { create, custom, everything, named, startServer } from '../support/nodeRuns';

type Sign = (credentials: ICredentialDataDecryptedObject, options: IHttpRequestOptions) => Promise<IHttpRequestOptions>;
type Server = Awaited<ReturnType<typeof startServer>>;
type Asked = Server['asked'][number];

const KEY = 'k-3f9c1d77';
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const created = (asked: Asked) => ({ status: 201, body: { id: 100 + asked.number, ...asked.body } });

let server: Server;
beforeEach(async () => {
	server = await startServer(created);
});
afterEach(async () => await server.close());

interface Method {
	/** Credential values besides the address. */
	values: Record<string, unknown>;
	/** On every request. */
	headers?: Record<string, string>;
	query?: Record<string, string>;
	secrets: string[];
}

const METHODS: Record<string, Method> = {
	'an API key in the usual header': {
		values: { customSignIn: 'apiKeyInHeader', token: KEY },
		headers: { 'x-api-key': KEY },
		secrets: [KEY],
	},
	'an API key in a header of its own name': {
		values: { customSignIn: 'apiKeyInHeader', headerName: 'X-Project-Token', token: KEY },
		headers: { 'x-project-token': KEY },
		secrets: [KEY],
	},
	'an API key with a word before it': {
		values: { customSignIn: 'apiKeyInHeader', headerName: 'Authorization', headerPrefix: 'Token', token: KEY },
		headers: { authorization: `Token ${KEY}` },
		secrets: [KEY],
	},
	'an API key in the query, encoded': {
		values: { customSignIn: 'apiKeyInQuery', queryName: 'access', token: 'a b+c/d&e=9!' },
		query: { access: 'a b+c/d&e=9!' },
		secrets: ['a b+c/d&e=9!', 'a%20b%2Bc%2Fd%26e%3D9!', 'a+b%2Bc%2Fd%26e%3D9%21'],
	},
	'a Bearer token': { values: { customSignIn: 'bearerToken', token: KEY }, headers: { authorization: `Bearer ${KEY}` }, secrets: [KEY] },
	'a Bearer token pasted with white space around it': {
		values: { customSignIn: 'bearerToken', token: ` ${KEY}\n` },
		headers: { authorization: `Bearer ${KEY}` },
		secrets: [KEY],
	},
	'Basic in Unicode': {
		values: { customSignIn: 'basicAuth', user: 'zoë', password: 'pä:ß€wörd' },
		headers: { authorization: `Basic ${base64('zoë:pä:ß€wörd')}` },
		secrets: ['pä:ß€wörd', base64('zoë:pä:ß€wörd')],
	},
	'Basic with the key as the user': {
		values: { customSignIn: 'basicAuth', user: 'someone', password: '' },
		headers: { authorization: `Basic ${base64('someone:')}` },
		secrets: [base64('someone:')],
	},
	'several headers': {
		values: {
			customSignIn: 'customHeaders',
			customHeaders: {
				headers: [
					{ name: 'X-Account', value: 'acc-771204' },
					{ name: 'X-Secret', value: KEY },
				],
			},
		},
		headers: { 'x-account': 'acc-771204', 'x-secret': KEY },
		secrets: [KEY, 'acc-771204'],
	},
};

const REDMINE: Record<string, Method> = {
	"Redmine's header": { values: { redmineSignIn: 'apiKey', token: KEY }, headers: { 'x-redmine-api-key': KEY }, secrets: [KEY] },
	"Redmine's query parameter": { values: { redmineSignIn: 'apiKeyInQuery', token: KEY }, query: { key: KEY }, secrets: [KEY] },
	"Redmine's login": {
		values: { redmineSignIn: 'loginAndPassword', user: 'admin', password: KEY },
		headers: { authorization: `Basic ${base64(`admin:${KEY}`)}` },
		secrets: [KEY, base64(`admin:${KEY}`)],
	},
};

const isIn = (asked: Asked, { headers = {}, query = {} }: Method): void => {
	expect(asked.headers).toMatchObject(headers);
	expect(Object.fromEntries(asked.query)).toMatchObject(query);
};

describe('on the wire', () => {
	it.each(Object.entries(METHODS))('%s goes with every request, lookups too', async (_title, method) => {
		server.answer((asked) => (asked.method === 'GET' ? { body: [] } : created(asked)));
		// The last one looks whether another process has made the same one meanwhile.
		const run = await create(custom(server.url, method.values), { items: named(1), parameters: { ifExists: 'return' } });
		expect([run.status, server.asked.map((asked) => asked.method)]).toEqual(['success', ['GET', 'POST', 'GET']]);
		for (const asked of server.asked) isIn(asked, method);
	});

	it.each(Object.entries(REDMINE))('%s is the recipe of a known service', async (_title, method) => {
		server.answer(() => ({ status: 201, body: { project: { id: 7, name: 'Project 1', identifier: 'p1' } } }));
		const run = await create(
			{ service: 'redmine', siteUrl: server.url, ...method.values },
			{ items: named(1), parameters: { fields: { mappingMode: 'defineBelow', value: { key: 'p1' } } } },
		);
		expect(run.items[0].json).toMatchObject({ id: '7', key: 'p1', url: `${server.url}/projects/p1` });
		isIn(server.asked[0], method);
	});

	it('nothing goes where there is no sign-in', async () => {
		await create(custom(server.url), { items: named(1) });
		const { headers, query } = server.asked[0];
		expect([headers.authorization, headers['x-api-key'], [...query]]).toEqual([undefined, undefined, []]);
	});

	it('an account that says no is asked once, and the credential is named', async () => {
		server.answer(() => ({ status: 401, body: { message: 'Bad credentials' } }));
		const { error } = await create(custom(server.url, { customSignIn: 'bearerToken', token: KEY }), { items: named(1) });
		expect([server.asked.length, error.message]).toEqual([1, `${new URL(server.url).host} did not accept the credential`]);
		expect(error.description).toMatch(/^127\.0\.0\.1:\d+ says: Bad credentials\. Open the credential/);
	});

	it.each([
		[
			'a sign-in that is not one of its own',
			{ customSignIn: 'telepathy', token: KEY },
			/The sign-in chosen in the credential, 'telepathy', is not one of Custom API's/,
		],
		['no token', { customSignIn: 'bearerToken' }, /'Token' is missing in the credential/],
		['no headers', { customSignIn: 'customHeaders' }, /'Headers' is empty in the credential/],
		[
			'a line break in the token',
			{ customSignIn: 'bearerToken', token: `${KEY}\r\nX-Evil: 1` },
			/The value of the header 'Authorization' has a line break/,
		],
		[
			'a header that belongs to the connection',
			{ customSignIn: 'apiKeyInHeader', headerName: 'Host', token: KEY },
			/The header 'Host' cannot be set/,
		],
	])('a credential with %s is named and never sent', async (_title, values, words) => {
		const run = await create(custom(server.url, values), { items: named(1) });
		expect([run.error.message, server.asked.length]).toEqual([expect.stringMatching(words), 0]);
		expect(everything(run)).not.toContain(KEY);
	});
});

describe('secrets', () => {
	/** What a careless API sends back of a request, in every form it can have. */
	const echo = ({ headers, url, rawHeaders }: Asked) => {
		const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
		const decoded = basic === undefined ? '' : Buffer.from(basic, 'base64').toString('utf8');
		return { headers, url, rawHeaders, decoded, parts: decoded.split(/:(.*)/s), address: decodeURIComponent(url) };
	};
	const ALL = Object.entries({
		...METHODS,
		'an API key as a number': { values: { customSignIn: 'bearerToken', token: '81734' }, secrets: ['81734'] },
	});

	it.each(ALL)('%s shows nowhere when the API echoes it, neither refusing nor creating', async (_title, { values, secrets }) => {
		server.answer((asked) =>
			asked.body.name === 'Project 2'
				? {
						status: 422,
						headers: { 'X-Request-Id': JSON.stringify(asked.headers.authorization ?? asked.url).replace(/[^\x20-\x7e]/g, '') },
						body: { message: `Refused: ${JSON.stringify(echo(asked))}`, errors: { [`field ${secrets[0]}`]: [secrets[0]] } },
					}
				: {
						status: 201,
						headers: { Location: asked.url },
						body: {
							id: asked.number,
							name: asked.body.name,
							error: null,
							description: JSON.stringify(echo(asked)),
							echo: echo(asked),
							digits: Number(secrets[0]),
						},
					},
		);
		for (const onError of ['continueRegularOutput', 'continueErrorOutput', 'stopWorkflow'] as const) {
			const run = await create(custom(server.url, values), {
				items: named(3),
				node: { onError, retryOnFail: onError === 'stopWorkflow', maxTries: 2, waitBetweenTries: 1 },
				options: { output: 'rawWithDelivery' },
			});
			expect(run.status).toBe(onError === 'stopWorkflow' ? 'error' : 'success');
			const shown = everything(run);
			for (const secret of secrets) expect(shown).not.toContain(secret);
			expect(shown).toContain('***');
		}
	});

	it('show neither in a dry run nor in a project that was found', async () => {
		server.answer((asked) => ({ body: [{ id: 5, name: 'Project 1', description: JSON.stringify(echo(asked)) }] }));
		const credential = custom(server.url, { customSignIn: 'apiKeyInQuery', token: KEY });
		const rehearsed = await create(credential, { items: named(1), options: { dryRun: true } });
		const found = await create(credential, { items: named(1), parameters: { ifExists: 'return' }, options: { output: 'raw' } });
		expect([rehearsed.items[0].json.request.url, found.items[0].json.id]).toEqual([`${server.url}/projects?api_key=***`, 5]);
		expect(everything(rehearsed) + everything(found)).not.toContain(KEY);
	});

	it("of the API's own reply are masked in what is kept for a retry, too", async () => {
		server.answer((asked) =>
			asked.body.name === 'Project 1'
				? { status: 201, body: { id: 4, name: 'Project 1', path: 'p', runners_token: 'GR-55129034' } }
				: { status: 422, body: { message: 'no' } },
		);
		const run = await create(
			{ service: 'gitlab', siteUrl: server.url, token: KEY },
			{ items: named(2), options: { output: 'raw' }, node: { onError: 'continueRegularOutput' } },
		);
		expect(run.items[0].json).toMatchObject({ id: 4, runners_token: '***' });
		expect(run.context).toBeDefined();
		expect(everything(run)).not.toMatch(/GR-55129034|k-3f9c1d77/);
	});
});

describe('a sign-in that exchanges a password for a token', () => {
	const taiga = () => ({ service: 'taiga', siteUrl: server.url, webUrl: 'https://tree.example.com', user: 'ada', password: 'pw-77120934' });
	const description = { fields: { mappingMode: 'defineBelow', value: { description: 'd' } } };
	/** Sessions are valid for a number of creates, counted over all. */
	const withSessions = (lasting: number) => {
		let session = 0;
		let left = 0;
		return (asked: Asked) => {
			if (asked.path === '/api/v1/auth') {
				session++;
				left = lasting;
				return { body: { auth_token: `session-${session}-c0ffee`, username: 'ada' }, afterMs: 20 };
			}
			if (asked.headers.authorization !== `Bearer session-${session}-c0ffee` || left-- <= 0)
				return { status: 401, body: { _error_message: `Invalid token ${asked.headers.authorization}` }, afterMs: 20 };
			return {
				status: 201,
				body: { id: asked.number, name: asked.body.name, slug: 's', session: asked.headers.authorization },
				afterMs: 20,
			};
		};
	};
	const logins = (): number => server.asked.filter(({ path }) => path === '/api/v1/auth').length;

	it('is made once for parallel items', async () => {
		server.answer(withSessions(1000));
		const run = await create(taiga(), { items: named(20), parameters: description });
		expect([run.status, run.items.length, logins()]).toEqual(['success', 20, 1]);
		expect(server.asked[0].body).toEqual({ type: 'normal', username: 'ada', password: 'pw-77120934' });
	});

	it('is renewed once for all items that meet its end together', async () => {
		server.answer(withSessions(12));
		const run = await create(taiga(), { items: named(20), parameters: description });
		expect([run.status, run.items.length, new Set(run.items.map(({ json }) => json.id)).size]).toEqual(['success', 20, 20]);
		expect(logins()).toBe(2);
	});

	it('is not tried a third time when the new token is refused as well', async () => {
		server.answer(withSessions(0));
		const { error } = await create(taiga(), { items: named(1), parameters: description });
		expect([error.message, logins(), server.of('POST').length]).toEqual(['Taiga did not accept the credential', 2, 4]);
	});

	it('is made for each user, also where they have one password, and again after the user was edited', async () => {
		server.answer(({ path, body, headers }) =>
			path === '/api/v1/auth'
				? { body: { auth_token: `token-of-${body.username}`, username: body.username } }
				: { status: 201, body: { id: body.name, name: body.name, slug: 's', by: headers.authorization } },
		);
		const items = ['alice', 'bob', 'alice'].map((user, index) => ({ name: `P${index}`, user }));
		const credential = { ...taiga(), user: '={{ $json.user }}' };
		const run = await create(credential, { items, parameters: description });
		expect(run.status).toBe('success');
		const creates = (): unknown[] => server.asked.filter(({ path }) => path !== '/api/v1/auth').map(({ headers }) => headers.authorization);
		expect(creates().sort()).toEqual(['Bearer token-of-alice', 'Bearer token-of-alice', 'Bearer token-of-bob']);
		expect(logins()).toBe(2);
		await create({ ...taiga(), user: 'carol' }, { items: named(1), parameters: description });
		expect(creates().at(-1)).toBe('Bearer token-of-carol');
	});

	it('says so when the password is refused, and sends no project', async () => {
		server.answer(() => ({ status: 401, body: { _error_message: 'No active account found with pw-77120934' } }));
		const run = await create(taiga(), { items: named(3), parameters: description, node: { onError: 'continueRegularOutput' } });
		expect(run.items[0].json).toMatchObject({ error: expect.stringMatching(/^Taiga did not accept the sign-in/) });
		expect(server.asked.every(({ path }) => path === '/api/v1/auth')).toBe(true);
		expect(everything(run)).not.toContain('pw-77120934');
	});

	it('is made by the test of the credential, and by nobody else who asks its address', async () => {
		server.answer(withSessions(9));
		expect(await testCredential('projectApi', taiga(), 'source')).toMatchObject({ status: 'OK' });
		expect(logins()).toBe(1);
		// First whether the host is there, which needs no password.
		expect(server.asked.map(({ method, path, text }) => [method, path, text.includes('pw-77120934')])).toEqual([
			['GET', '/', false],
			['POST', '/api/v1/auth', true],
		]);
		expect(server.asked[1].headers).not.toHaveProperty('x-credential-test');
		for (const headers of [undefined, { 'x-credential-test': 'guessed' }]) {
			const request = { url: 'https://credential-test.invalid/', method: 'GET' as const, headers };
			await expect((new ProjectApi().authenticate as Sign)(taiga(), request)).rejects.toThrow(
				'This address is for the test of the credential',
			);
		}
		expect(logins()).toBe(1);
	});

	it.each([
		['no host of that name', 'http://localhost.invalid', /uses http:\/\/.*switch on 'Allow Insecure HTTP'/],
		['no host of that name, with https', 'https://no-such-host.invalid', /^The host no-such-host\.invalid could not be found\. Check/],
		['a port where nobody listens', 'http://127.0.0.1:9', /^No connection could be made to 127\.0\.0\.1:9: it was refused\. Check/],
		[
			'no scheme',
			'taiga.example.com',
			/^'Taiga API URL' is not a web address\. Open the credential and give a full address such as https:\/\/taiga\.example\.com\.$/,
		],
		['a page of its own', 'https://user:pw@taiga.example.com', /^'Taiga API URL' has a user or password in it\. Take it out/],
	])('is not made by a test at %s, which says how to solve it', async (_title, siteUrl, message) => {
		const tested = await testCredential('projectApi', { ...taiga(), siteUrl }, 'source');
		expect([tested.status, tested.message]).toEqual(['Error', expect.stringMatching(message)]);
		expect(tested.message).not.toMatch(/ENOTFOUND|ECONNREFUSED|pw-77120934/);
	});

	it('keeps password and token out of everything', async () => {
		server.answer(withSessions(2));
		const run = await create(taiga(), { items: named(4), parameters: description, options: { output: 'raw' } });
		const refused = await create(
			{ ...taiga(), user: 'bob' },
			{
				items: [{ name: '' }, { name: 'B' }],
				parameters: description,
				options: { output: 'raw' },
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(refused.items.map(({ json }) => 'error' in json)).toEqual([true, false]);
		expect(everything(run) + everything(refused)).not.toMatch(/pw-77120934|c0ffee/);
	});
});
