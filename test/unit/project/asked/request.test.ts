import { Secrets } from '../../../../nodes/CreateProject/project/secrets';
import fc from 'fast-check';
import { defineService, type Call, type ServiceDefinition } from '../../../../nodes/CreateProject/services/service';
import { InputProblem } from '../../../../nodes/CreateProject/project/problem';
import { buildRequest, type CallInput } from '../../../../nodes/CreateProject/project/asked/request';
import type { Auth, Site } from '../../../../nodes/CreateProject/project/asked/site';

const build = (call: Call, input: Partial<CallInput> = {}, auth: Partial<Auth> = {}, parts: Partial<ServiceDefinition> = {}) => {
	const definition = defineService({ id: 's', displayName: 'S', docs: '', baseUrl: '', create: {}, fields: [], reply: {}, ...parts });
	const site: Site = {
		definition,
		baseUrl: 'https://api.example.com/v1',
		values: { org: 'acme' },
		auth: { headers: {}, query: {}, ...auth },
		secrets: new Secrets(),
	};
	return buildRequest(site, call, { scope: {}, ...input });
};
const payload = { name: 'Été & Co', tags: ['a', 'b'], nested: { on: true, none: null }, rows: [{ n: 1 }] };

describe('methods and bodies', () => {
	it('posts where there is a body, else gets', () => {
		expect(build({ path: '/p' })).toEqual({
			method: 'GET',
			url: 'https://api.example.com/v1/p',
			headers: { Accept: 'application/json' },
			body: undefined,
			protocol: undefined,
		});
		expect(build({ path: '/p', body: '{payload}' }, { scope: { payload } })).toMatchObject({
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(payload),
		});
		expect(build({ method: 'PUT', path: '/p', body: {} }).method).toBe('PUT');
	});

	it('sends an empty object as text: n8n would send nothing in its place', () => {
		expect(build({ body: {} })).toMatchObject({ body: '{}', headers: { 'Content-Type': 'application/json' } });
		expect(build({ body: '{payload}' }, { scope: { payload: {} } }).body).toBe('{}');
		expect(build({ body: { data: '{missing}' } }).body).toBe('{}');
	});

	it('puts the payload into an envelope', () => {
		expect(JSON.parse(build({ body: { data: { type: 'projects', attributes: '{payload}' } } }, { scope: { payload } }).body!)).toEqual({
			data: { type: 'projects', attributes: payload },
		});
	});

	it('adds a body key of the credential, which the input does not replace', () => {
		expect(
			JSON.parse(
				build({ body: '{payload}' }, { scope: { payload: { name: 'x' } }, paging: { body: { page: 2 } } }, { body: { apiKey: 'k' } }).body!,
			),
		).toEqual({ apiKey: 'k', name: 'x', page: 2 });
	});

	it('writes forms as Rails and PHP read them', () => {
		const { body, headers } = build({ body: { project: '{payload}' }, encoding: 'form' }, { scope: { payload } });
		expect([...new URLSearchParams(body)]).toEqual([
			['project[name]', 'Été & Co'],
			['project[tags][]', 'a'],
			['project[tags][]', 'b'],
			['project[nested][on]', 'true'],
			['project[rows][][n]', '1'],
		]);
		expect(headers['Content-Type']).toBe('application/x-www-form-urlencoded');
	});

	it('moves a query-encoded body into the address', () => {
		const request = build({ body: '{payload}', encoding: 'query', path: '/p?fixed=1' }, { scope: { payload } });
		expect(request).toMatchObject({ method: 'POST', body: undefined });
		expect(request.headers).not.toHaveProperty('Content-Type');
		expect([...new URL(request.url).searchParams]).toEqual([
			['fixed', '1'],
			['name', 'Été & Co'],
			['tags', '["a","b"]'],
			['nested', '{"on":true,"none":null}'],
			['rows', '[{"n":1}]'],
		]);
	});

	it('speaks GraphQL with values as variables, never inside the document', () => {
		const request = build(
			{ graphql: { query: 'mutation($name: String!) { create(name: $name) { id } }', variables: { name: '{name}' } } },
			{ scope: { name: '") { delete }' } },
		);
		expect(JSON.parse(request.body!)).toEqual({
			query: 'mutation($name: String!) { create(name: $name) { id } }',
			variables: { name: '") { delete }' },
		});
		expect(request.protocol).toBe('graphql');
		expect(JSON.parse(build({ graphql: { query: '{ me }' } }).body!)).toEqual({ query: '{ me }', variables: {} });
	});

	it('speaks JSON-RPC', () => {
		const request = build({ rpc: { method: 'createProject', params: { name: '{name}' } } }, { scope: { name: 'x' } });
		expect(JSON.parse(request.body!)).toEqual({ jsonrpc: '2.0', method: 'createProject', id: 1, params: { name: 'x' } });
		expect(request.protocol).toBe('rpc');
		expect(JSON.parse(build({ rpc: { method: 'getVersion' } }).body!)).not.toHaveProperty('params');
	});
});

describe('query', () => {
	it('adds the parts in order and lets paging and the credential replace', () => {
		const { url } = build(
			{ path: '/p?a=0', query: { limit: '10', none: '{missing}', list: ['x'], page: '1' } },
			{ query: { field: 'x y', gone: null }, paging: { query: { page: '2' } } },
			{ query: { limit: 'auth', key: 'a b&c=d' } },
			{ query: { v: '7' } },
		);
		expect([...new URL(url).searchParams]).toEqual([
			['a', '0'],
			['v', '7'],
			['limit', 'auth'],
			['list', '["x"]'],
			['page', '2'],
			['field', 'x y'],
			['key', 'a b&c=d'],
		]);
	});

	it('carries any value back and forth', () => {
		fc.assert(
			fc.property(
				fc.string().filter((text) => text !== ''),
				fc.string({ unit: 'grapheme' }).filter((text) => text !== ''),
				(name, value) => {
					const { url } = build({ path: '/p' }, { query: { [`p${name}`]: value } });
					expect([...new URL(url).searchParams]).toEqual([[`p${name}`, value]]);
					expect(url.startsWith('https://api.example.com/v1/p?')).toBe(true);
				},
			),
		);
	});
});

describe('headers', () => {
	it('lets the credential win over the delivery, the call and the service, whatever the case of the name', () => {
		const { headers } = build(
			{ path: '/p', body: {}, headers: { 'x-one': 'call', 'X-Two': 'call {org}', 'X-None': '{missing}', accept: 'application/hal+json' } },
			{ headers: { 'X-TWO': 'delivery', 'Idempotency-Key': 'k' } },
			{ headers: { Authorization: 'Bearer t', 'idempotency-key': 'auth' } },
			{ headers: { 'X-One': 'service', authorization: 'service', 'X-Three': '3' } },
		);
		expect(headers).toEqual({
			'x-one': 'call',
			'X-Three': '3',
			accept: 'application/hal+json',
			'X-TWO': 'delivery',
			'Content-Type': 'application/json',
			Authorization: 'Bearer t',
			'idempotency-key': 'auth',
		});
	});

	it('says what the body is, whatever a static header says', () => {
		expect(build({ body: {}, contentType: 'application/vnd.api+json' }).headers['Content-Type']).toBe('application/vnd.api+json');
		expect(build({ body: {}, headers: { 'content-type': 'text/plain' } }).headers).toEqual({
			Accept: 'application/json',
			'Content-Type': 'application/json',
		});
	});

	it('refuses a header value that a placeholder would break', () => {
		expect(() => build({ headers: { 'X-Org': '{name}' } }, { scope: { name: 'a\r\nX-Injected: 1' } })).toThrow(InputProblem);
	});
});

describe('paths', () => {
	it('encodes values, so that none adds a segment', () => {
		expect(build({ path: '/teams/{team}/p' }, { scope: { team: 'a b/c?d#e' } }).url).toBe(
			'https://api.example.com/v1/teams/a%20b%2Fc%3Fd%23e/p',
		);
	});

	it.each([
		['../x', '..%2Fx'],
		['a/../b', 'a%2F..%2Fb'],
		['..\\x', '..%5Cx'],
		['a\\b', 'a%5Cb'],
	])('sends the value %p as data', (team, encoded) => {
		expect(build({ path: '/teams/{team}/p' }, { scope: { team } }).url).toBe(`https://api.example.com/v1/teams/${encoded}/p`);
	});

	it.each(['..', '.'])('refuses the value %p', (team) => {
		expect(() => build({ path: '/teams/{team}/p' }, { scope: { team } })).toThrow(InputProblem);
	});

	it('names the field whose value is missing', () => {
		expect(() => build({ path: '/teams/{team}/p' })).toThrow("needs a value for 'team'");
	});

	it('uses site values, and input over them', () => {
		expect(build({ path: '/{org}' }).url).toBe('https://api.example.com/v1/acme');
		expect(build({ path: '/{org}' }, { scope: { org: 'own' } }).url).toBe('https://api.example.com/v1/own');
	});

	it('follows a next address on the same origin as it is, signed in', () => {
		expect(
			build({ path: '/p', query: { a: '1' } }, { follow: 'https://api.example.com/v1/other?page=2' }, { query: { key: 'k' } }).url,
		).toBe('https://api.example.com/v1/other?page=2&key=k');
		expect(() => build({ path: '/p' }, { follow: 'https://evil.example/?page=2' })).toThrow(InputProblem);
		expect(() => build({ path: '/p' }, { follow: '/admin/other?page=2' })).toThrow("outside the credential's Base URL");
	});
});
