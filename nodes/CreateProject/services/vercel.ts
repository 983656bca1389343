import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'cursor', param: 'until', next: 'pagination.next', size: 100, sizeParam: 'limit' };

/**
 * Vercel. Body, query and list: vercel.com/docs/rest-api and the types of the vendor's own SDK; error shape: docs/rest-api/errors; the
 * rule for names is the API's own message. Every path carries its own version; the team goes into the query, as a slug here because the
 * page's address needs it too. A name is unique within a team. The shared limits' numbers differ by route and are left to the headers.
 * Left out: `publicSource`, which the vendor takes and does nothing with.
 */
export const vercel = defineService({
	id: 'vercel',
	displayName: 'Vercel',
	docs: 'https://vercel.com/docs/rest-api/projects/create-a-new-project',
	baseUrl: 'https://api.vercel.com',
	auth: [
		{
			name: 'Access Token',
			where: 'the settings of your Vercel account',
			right: 'An access token whose scope is the team, of a member who may create projects',
		},
	],
	test: { path: '/v2/user' },
	create: { path: '/v11/projects' },
	audience: 'workspace',
	name: {
		maxLength: 100,
		pattern: '(?!.*---)[a-z0-9._-]+',
		patternHint: "lower-case letters, digits, '.', '_' and '-', without three hyphens in a row",
	},
	fields: [
		{
			id: 'team',
			displayName: 'Team Slug',
			in: 'query',
			to: 'slug',
			description: 'Empty for the personal account',
			within: {},
			live: { path: '/v2/teams', items: 'teams', value: 'slug', paging },
		},
		{ id: 'framework', description: 'For example nextjs, vite, astro or sveltekit' },
		{
			id: 'repository',
			displayName: 'Git Repository',
			to: 'gitRepository.repo',
			description: 'Owner and name, such as vercel/next.js; needs Git Provider too',
		},
		{
			id: 'gitProvider',
			to: 'gitRepository.type',
			options: [
				{ value: 'github', name: 'GitHub' },
				{ value: 'github-limited', name: 'GitHub (Limited)' },
				{ value: 'gitlab', name: 'GitLab' },
				{ value: 'bitbucket', name: 'Bitbucket' },
			],
		},
		{ id: 'rootDirectory' },
		{ id: 'buildCommand' },
		{ id: 'devCommand', displayName: 'Development Command' },
		{ id: 'installCommand' },
		{ id: 'outputDirectory' },
		{ id: 'region', displayName: 'Function Region', to: 'serverlessFunctionRegion', description: 'For example fra1 or iad1' },
		{
			id: 'deploymentProtection',
			displayName: 'Vercel Authentication',
			to: 'ssoProtection.deploymentType',
			options: ['all', 'preview', 'prod_deployment_urls_and_all_previews', 'all_except_custom_domains'],
		},
		{ id: 'environmentVariables', type: 'array', description: 'Objects with key, value, target and type' },
	],
	reply: { id: 'id', name: 'name', urlTemplate: 'https://vercel.com/{team}/{name}', createdAt: 'createdAt', secrets: ['env.*.value'] },
	fetch: { path: '/v9/projects/{id}', query: { slug: '{team}' } },
	lookup: { name: { path: '/v9/projects/{value}', query: { slug: '{team}' }, one: true } },
	duplicates: [{ status: 409, body: 'already exists' }],
});
