import { custom } from '../../../nodes/CreateProject/services';
import { defineService, type ServiceDefinition } from '../../../nodes/CreateProject/services/service';
import { InputProblem } from '../../../nodes/CreateProject/project/problem';
import { earlierSignIn, ownProperty, recipeId } from '../../../nodes/CreateProject/connection/properties';
import { oauth2Secrets, resolveSite } from '../../../nodes/CreateProject/connection/site';

const base = { baseUrl: 'https://api.example.com/v1/' };
const customWith = (signIn: string, values: object) =>
	resolveSite(custom, { ...base, [earlierSignIn('custom')]: recipeId(signIn), ...values }, 'token');
const problemOf = (act: () => unknown): InputProblem => {
	try {
		act();
	} catch (cause) {
		if (cause instanceof InputProblem) return cause;
	}
	return new InputProblem('nothing was refused');
};

const service = (parts: Partial<ServiceDefinition>): ServiceDefinition =>
	defineService({
		id: 'sample',
		displayName: 'Sample',
		docs: '',
		baseUrl: 'https://{site}.sample.example/api',
		site: [{ name: 'site', displayName: 'Site Name' }],
		create: { path: '/p' },
		fields: [],
		reply: {},
		...parts,
	});

describe('the sign-in ways of a custom API', () => {
	it.each([
		['API Key in Header', { token: 'abc' }, { headers: { 'X-API-Key': 'abc' }, query: {} }],
		[
			'API Key in Header',
			{ token: ' abc\n', headerName: 'Authorization', headerPrefix: 'Token' },
			{ headers: { Authorization: 'Token abc' }, query: {} },
		],
		[
			'API Key in Header',
			{ token: 'abc', headerName: 'PRIVATE-TOKEN', headerPrefix: '' },
			{ headers: { 'PRIVATE-TOKEN': 'abc' }, query: {} },
		],
		['API Key in Query', { token: 'a b&c' }, { headers: {}, query: { api_key: 'a b&c' } }],
		['API Key in Query', { token: 'abc', queryName: 'access' }, { headers: {}, query: { access: 'abc' } }],
		['Bearer Token', { token: 'abc' }, { headers: { Authorization: 'Bearer abc' }, query: {} }],
		[
			'Basic Auth',
			{ user: 'Zoë', password: 'pä:ss' },
			{ headers: { Authorization: `Basic ${Buffer.from('Zoë:pä:ss', 'utf8').toString('base64')}` }, query: {} },
		],
		['Basic Auth', { user: 'keyonly' }, { headers: { Authorization: `Basic ${Buffer.from('keyonly:').toString('base64')}` }, query: {} }],
		[
			'Custom Headers',
			{
				customHeaders: {
					headers: [
						{ name: ' X-Id ', value: ' 1 ' },
						{ name: 'X-Key', value: 'abc' },
						{ name: '', value: '' },
					],
				},
			},
			{ headers: { 'X-Id': '1', 'X-Key': 'abc' }, query: {} },
		],
		['None', {}, { headers: {}, query: {} }],
	])('%s with %j', (signIn, values, expected) => {
		const site = customWith(signIn, values);
		expect(site.auth).toEqual(expected);
		expect(site.baseUrl).toBe('https://api.example.com/v1');
	});

	it.each([
		['Bearer Token', {}, "'Token' is missing"],
		['Bearer Token', { token: '  ' }, "'Token' is missing"],
		['API Key in Header', { headerName: 'X-Key' }, "'API Key' is missing"],
		['Custom Headers', {}, "'Headers' is empty"],
		['Custom Headers', { customHeaders: { headers: [{ name: '', value: '' }] } }, "'Headers' is empty"],
		['Custom Headers', { customHeaders: { headers: [{ name: '', value: 'x' }] } }, 'has a value and no name'],
		['Custom Headers', { customHeaders: { headers: [{ name: 'X-Key', value: 'x' }, { value: 'y' }] } }, 'has a value and no name'],
		['Bearer Token', { token: 'abc', baseUrl: '' }, "'Base URL' is missing"],
		['Bearer Token', { token: 'abc', baseUrl: 'http://api.example.com' }, 'http://'],
	])('names what %s with %j lacks', (signIn, values, message) => {
		const problem = problemOf(() => customWith(signIn, values));
		expect(problem.message).toContain(message);
		expect(problem.hint).toBeTruthy();
	});

	it('sends over http only where the person allows it', () => {
		expect(customWith('None', { baseUrl: 'http://tool.lan', allowInsecureHttp: true }).baseUrl).toBe('http://tool.lan');
		expect(problemOf(() => customWith('None', { baseUrl: 'http://tool.lan', allowInsecureHttp: 'true' })).hint).toContain(
			'Allow Insecure HTTP',
		);
	});

	it.each([
		['API Key in Header', { headerName: 'Host', token: 'abc' }],
		['API Key in Header', { headerName: 'X\r\nInjected', token: 'abc' }],
		['Bearer Token', { token: 'abc\r\nX-Injected: 1' }],
		['Custom Headers', { customHeaders: { headers: [{ name: 'X-A', value: 'a\nb' }] } }],
		['Custom Headers', { customHeaders: { headers: [{ name: 'Content-Length', value: '0' }] } }],
	])('refuses headers that would break out of %s', (signIn, values) => {
		expect(problemOf(() => customWith(signIn, values)).message).toMatch(/header/);
	});

	it('keeps secrets out of the values that placeholders may use', () => {
		for (const site of [customWith('Bearer Token', { token: 'hidden' }), customWith('Basic Auth', { user: 'me', password: 'hidden' })]) {
			expect(JSON.stringify(site.values)).not.toContain('hidden');
			expect(site.secrets.values).toContain('hidden');
		}
	});

	it('masks every form of what it sends', () => {
		const hides = (signIn: string, values: Record<string, unknown>, text: string): string =>
			customWith(signIn, values).secrets.maskText(text);
		const encoded = Buffer.from('me:hidden').toString('base64');
		expect(hides('Basic Auth', { user: 'me', password: 'hidden' }, `Basic ${encoded}`)).toBe('Basic ***');
		expect(hides('Basic Auth', { user: 'me', password: 'hidden' }, encoded)).toBe('***');
		expect(hides('Custom Headers', { customHeaders: { headers: [{ name: 'X-Key', value: 'hidden' }] } }, '"hidden"')).toBe('"***"');
		expect(hides('API Key in Query', { token: 'a b!c' }, 'a b!c a%20b!c a+b%21c')).toBe('*** *** ***');
	});

	it.each([
		['Bearer Token', { token: 'abc' }, { echo: 'authorization: Bearer abc' }, { echo: 'authorization: Bearer ***' }],
		[
			'API Key in Query',
			{ token: 'abc' },
			{ url: 'https://h.example/?api_key=abc&x=abc' },
			{ url: 'https://h.example/?api_key=***&x=abc' },
		],
		[
			'Custom Headers',
			{ customHeaders: { headers: [{ name: 'X-Tenant', value: 'acme' }] } },
			{ url: 'https://acme.example.com' },
			undefined,
		],
		['Basic Auth', { user: 'admin', password: 'admin' }, { by: 'admin', id: 'admin' }, undefined],
	])('knows a short secret in data by what the sign-in makes of it: %s', (signIn, values, data, expected) => {
		expect(customWith(signIn, values).secrets.maskJson(data as never)).toEqual(expected ?? data);
	});

	it.each([
		{ name: 'Bearer hunter2hunter2', value: 'Authorization' },
		{ name: 'hunter2:hunter2', value: 'X-Api-Key' },
		{ name: 'hunter2\u00e9', value: 'v' },
		{ name: `${'a'.repeat(50)} hunter2`, value: 'v' },
	])('shows no header name that may be the value in its place: $name', (pair) => {
		const { message, hint } = problemOf(() => customWith('Custom Headers', { customHeaders: { headers: [pair] } }));
		expect(`${message} ${hint}`).not.toMatch(/hunter2|Bearer|aaaa/);
		expect(`${message} ${hint}`).toContain('name and value');
	});
});

describe('a known service', () => {
	const recipes = [
		{
			name: 'Personal Access Token',
			fields: [{ name: 'token', displayName: 'Access Token', secret: true as const }],
			headers: { Authorization: 'Bearer {token}' },
			right: 'write',
		},
		{
			name: 'Email & API-Token',
			fields: [
				{ name: 'email', displayName: 'Email' },
				{ name: 'token', displayName: 'API Token', secret: true as const },
			],
			basic: { user: '{email}', password: '{token}' },
		},
	];

	it('signs in as chosen, else the first way', () => {
		const definition = service({ auth: recipes });
		expect(earlierSignIn('sample')).toBe('sampleSignIn');
		expect(recipes.map(({ name }) => recipeId(name))).toEqual(['personalAccessToken', 'emailApiToken']);
		expect(resolveSite(definition, { site: 'acme', token: 'abc' }, 'token')).toMatchObject({
			baseUrl: 'https://acme.sample.example/api',
			auth: { headers: { Authorization: 'Bearer abc' } },
			values: { site: 'acme' },
			right: 'write',
		});
		expect(
			resolveSite(definition, { site: 'acme', token: 'abc', email: 'a@b.c', sampleSignIn: 'emailApiToken' }, 'token').auth.headers
				.Authorization,
		).toBe(`Basic ${Buffer.from('a@b.c:abc').toString('base64')}`);
	});

	it('names a missing site and a missing token in its own words', () => {
		expect(problemOf(() => resolveSite(service({ auth: recipes }), { token: 'abc' }, 'token')).message).toBe(
			"'Site Name' is missing in the credential",
		);
		expect(problemOf(() => resolveSite(service({ auth: recipes }), { site: 'acme' }, 'token')).message).toBe(
			"'Access Token' is missing in the credential",
		);
	});

	it('puts a key into query and body where the API wants it there', () => {
		const { auth } = resolveSite(
			service({ auth: [{ name: 'Key', fields: recipes[0].fields, query: { key: '{token}' }, body: { auth: { apiKey: '{token}' } } }] }),
			{ site: 'acme', token: 'abc' },
			'token',
		);
		expect(auth).toEqual({ headers: {}, query: { key: 'abc' }, body: { auth: { apiKey: 'abc' } } });
	});

	it('leaves a login to come first and puts its token where it belongs', () => {
		const definition = service({
			auth: [
				{
					name: 'Login',
					fields: recipes[0].fields,
					login: { path: '/login', token: 'token' },
					headers: { Authorization: 'Bearer {session}' },
				},
			],
		});
		const site = resolveSite(definition, { site: 'acme', token: 'abc' }, 'token');
		expect(site.auth).toEqual({ headers: {}, query: {} });
		expect(site.login?.authWith('S1').headers).toEqual({ Authorization: 'Bearer S1' });
	});

	it('says which credential type is needed', () => {
		expect(problemOf(() => resolveSite(service({}), { site: 'acme' }, 'token')).hint).toContain("'OAuth2'");
		expect(problemOf(() => resolveSite(service({}), { sampleSite: 'acme' }, 'oauth2')).hint).toContain("'API Key, Token or Password'");
	});

	it('resolves OAuth2 with its own address, fields and headers, and masks the tokens n8n holds', () => {
		const definition = service({
			oauth2: {
				authUrl: '',
				tokenUrl: '',
				scopes: ['a', 'b'],
				baseUrl: 'https://oauth.sample.example/{accountId}',
				tokenType: 'Zoho',
				fields: [{ name: 'accountId', displayName: 'Account ID' }],
				headers: { 'X-Account': '{accountId}' },
			},
		});
		const site = resolveSite(
			definition,
			{
				[ownProperty('sample', 'site')]: 'acme',
				sampleAccountId: '77',
				clientSecret: 'cs-hidden',
				oauthTokenData: { access_token: 'at-hidden', refresh_token: 'rt-hidden' },
			},
			'oauth2',
		);
		expect(site).toMatchObject({
			baseUrl: 'https://oauth.sample.example/77',
			auth: { headers: { 'X-Account': '77' } },
			oauth2: { tokenType: 'Zoho' },
			right: 'Scopes: a, b',
		});
		expect(site.secrets.values).toEqual(['cs-hidden', 'at-hidden', 'rt-hidden']);
		expect(oauth2Secrets({}).values).toEqual([]);
	});
});
