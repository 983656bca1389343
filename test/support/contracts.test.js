'use strict';
const { fileOf, documentOf } = require('../contracts/load');
const { OpenApiContract } = require('../contracts/openapi');
const { GraphqlContract } = require('../contracts/graphql');

/** The runner of test/contracts: what it reads, and what it must not take for a fault. */

describe('the description of a service', () => {
	const services = ['github', 'githubProjects', 'googleCloud', 'googleTasks', 'azureDevOps', 'xero'];
	it.each([
		['github', ['github.json'], 'github.json'],
		['github', ['github-projects.graphql'], undefined],
		['github', ['githubProjects.json', 'github-api.yaml'], 'github-api.yaml'],
		['githubProjects', ['github.json', 'github-projects.graphql'], 'github-projects.graphql'],
		['googleCloud', ['google-cloud-resource-manager.json', 'google-tasks.json'], 'google-cloud-resource-manager.json'],
		['googleTasks', ['google-cloud.json'], undefined],
		['azureDevOps', ['azure-devops-core.json', 'azure-devops-git.json'], undefined],
		['xero', ['xero-projects.yaml'], 'xero-projects.yaml'],
	])('%s has of %j: %s', (service, files, expected) => {
		expect(fileOf(files, service, services)).toBe(expected);
	});
});

const swagger = {
	swagger: '2.0',
	host: 'api.example.com',
	basePath: '/v1',
	consumes: ['application/json'],
	produces: ['application/json'],
	parameters: { page: { name: 'page', in: 'query', type: 'integer' } },
	definitions: { site: { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' }, note: { type: 'string' } } } },
	paths: {
		'/sites': {
			get: {
				parameters: [{ $ref: '#/parameters/page' }],
				responses: { 200: { schema: { type: 'array', items: { $ref: '#/definitions/site' } } } },
			},
			post: {
				parameters: [{ name: 'site', in: 'body', required: true, schema: { $ref: '#/definitions/site' } }],
				responses: { 201: { schema: { $ref: '#/definitions/site' } } },
			},
		},
		'/forms': {
			post: {
				consumes: ['application/x-www-form-urlencoded'],
				parameters: [{ name: 'name', in: 'formData', required: true, type: 'string' }],
			},
		},
	},
};
const yaml = `swagger: '2.0'
host: api.example.com
basePath: /v1
paths:
  /sites:
    post:
      parameters:
        - {name: site, in: body, schema: {$ref: '#/definitions/site'}}
      responses: {'201': {schema: {$ref: '#/definitions/site'}}}
definitions:
  site: {type: object, properties: {id: {type: string}, name: {type: string}, since: {type: string, example: 2026-11-22}}}
`;
const post = (body, url = 'https://api.example.com/v1/sites') => ({ method: 'POST', url, body });

describe('Swagger 2 and YAML', () => {
	const contract = new OpenApiContract(documentOf(JSON.stringify(swagger), 'site.json'));
	it.each([
		['a body as described', post({ name: 'a' }), []],
		['a property that is not', post({ name: 'a', color: 'b' }), ['body /color: not described']],
		['a value of another type', post({ name: 1 }), ['body /name must be string']],
		['no body', post(undefined), ['body: required, not sent']],
		['a parameter that is shared', { method: 'GET', url: 'https://api.example.com/v1/sites?page=2' }, []],
		['a parameter of another type', { method: 'GET', url: 'https://api.example.com/v1/sites?page=two' }, ['query page: / must be integer']],
		['a form', post('name=a', 'https://api.example.com/v1/forms'), []],
		['a form with something else', post('title=a', 'https://api.example.com/v1/forms'), ['body /title: not described']],
	])('%s', (_title, request, errors) => {
		expect(contract.checkRequest(request).errors).toEqual(errors);
	});

	it('are read as the same from YAML, dates as texts', () => {
		const read = new OpenApiContract(documentOf(yaml, 'site.yaml'));
		const { operation, errors } = read.checkRequest(post({ name: 'a', since: '2026-11-22' }));
		expect(errors).toEqual([]);
		expect(read.checkReply(operation, { status: 201, body: { id: 7 } }).errors).toEqual(['reply /id must be string']);
	});
});

describe('a reply', () => {
	const contract = new OpenApiContract({
		openapi: '3.0.0',
		servers: [{ url: 'https://api.example.com' }],
		components: {},
		paths: {
			'/a': {
				post: {
					responses: {
						200: {
							content: {
								'application/json': {
									schema: { type: 'object', properties: { id: { type: 'string' }, note: { type: 'string' }, tags: { type: 'array' } } },
								},
							},
						},
					},
				},
			},
			'/b': {
				post: {
					responses: {
						200: {
							content: { 'application/json': { schema: { $ref: '#/paths/~1a/post/responses/200/content/application~1json/schema' } } },
						},
					},
				},
			},
		},
	});
	it.each([
		['as described', { id: 'x' }, [], 0],
		['with a null that is not described', { id: 'x', note: null }, [], 1],
		['with a null in the place of a list', { id: 'x', tags: null }, [], 1],
		['of another type', { id: 7 }, ['reply /id must be string'], 0],
		['of another type beside a null', { id: 7, note: null }, ['reply /id must be string'], 1],
	])('%s, also through a reference into the paths', (_title, body, errors, notes) => {
		for (const path of ['/a', '/b']) {
			const { operation } = contract.checkRequest({ method: 'POST', url: `https://api.example.com${path}` });
			const found = contract.checkReply(operation, { status: 200, body });
			expect(found.errors).toEqual(errors);
			expect(found.notes).toHaveLength(notes);
		}
	});
});

describe('GraphQL', () => {
	const contract = new GraphqlContract(`
		interface Node { id: ID! }
		type Problem implements Node { id: ID! message: String }
		type Project implements Node { id: ID! title: String url: String }
		type Draft implements Node { id: ID! title: String }
		union Owner = Draft | Project
		type Query { node: Node owner: Owner }`);
	const ask = (query) => contract.checkRequest({ method: 'POST', body: { query } }).operation;
	const typed = '{ node { id ... on Problem { message } ... on Draft { title } ... on Project { title url } } }';
	it.each([
		['the type whose parts are asked for', typed, { node: { id: '1', title: 'a', url: 'b' } }, []],
		['another one', typed, { node: { id: '1', message: 'no' } }, []],
		['one that has a part in common with another', typed, { node: { id: '1', title: 'a' } }, []],
		['an alias', '{ node { id ... on Project { page: url } } }', { node: { id: '1', page: 'b' } }, []],
		['a named fragment', 'query { owner { ...P } } fragment P on Project { title url }', { owner: { title: 'a', url: 'b' } }, []],
		['a fragment on the interface', '{ owner { ... on Node { id } ... on Project { url } } }', { owner: { id: '1', url: 'b' } }, []],
		[
			'a part that nobody asked for',
			'{ node { id ... on Draft { title } } }',
			{ node: { id: '1', url: 'b' } },
			['reply /node/url: not asked for'],
		],
	])('finds %s', (_title, query, data, errors) => {
		expect(contract.checkReply(ask(query), { body: { data } }).errors).toEqual(errors);
	});
});
