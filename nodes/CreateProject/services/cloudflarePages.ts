import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 50, sizeParam: 'per_page' };

/**
 * Cloudflare Pages (developers.cloudflare.com/api, "Create a Cloudflare Pages project", "Get project"; "Rate limits"). A project is asked
 * for by its name, which is unique within its account: an absent one is 8000007, a taken one 8000002. A name that another account has gets
 * an address with three letters more, so the address is that of the answer. Left out as unconfirmed: the forms a name may have; build from
 * a repository, environment variables.
 */
export const cloudflarePages = defineService({
	id: 'cloudflarePages',
	displayName: 'Cloudflare Pages',
	docs: 'https://developers.cloudflare.com/api/resources/pages/subresources/projects/methods/create/',
	baseUrl: 'https://api.cloudflare.com/client/v4',
	auth: [
		{
			name: 'API Token',
			where: 'My Profile > API Tokens > Create Token',
			right: 'Permission Account > Cloudflare Pages > Edit (Account Settings > Read for the list of accounts)',
		},
	],
	test: { path: '/user/tokens/verify' },
	create: { path: '/accounts/{workspace}/pages/projects' },
	audience: 'workspace',
	fields: [
		{
			id: 'workspace',
			displayName: 'Account',
			in: 'path',
			required: true,
			within: {},
			live: { path: '/accounts', items: 'result', paging },
		},
		{ id: 'defaultBranch', displayName: 'Production Branch', to: 'production_branch', default: 'main' },
		{ id: 'buildCommand', to: 'build_config.build_command' },
		{ id: 'outputDirectory', displayName: 'Build Output Directory', to: 'build_config.destination_dir' },
		{ id: 'rootDirectory', to: 'build_config.root_dir' },
	],
	reply: {
		at: 'result',
		id: 'id',
		key: 'name',
		name: 'name',
		urlTemplate: 'https://{reply.subdomain}',
		createdAt: 'created_on',
		ok: { path: 'success', is: true },
	},
	fetch: { path: '/accounts/{workspace}/pages/projects/{key}' },
	update: {
		method: 'PATCH',
		path: '/accounts/{workspace}/pages/projects/{key}',
		body: {
			production_branch: '{defaultBranch}',
			build_config: { build_command: '{buildCommand}', destination_dir: '{outputDirectory}', root_dir: '{rootDirectory}' },
		},
	},
	lookup: {
		name: {
			path: '/accounts/{workspace}/pages/projects/{value}',
			one: true,
			item: { at: 'result', id: 'id', key: 'name', name: 'name', urlTemplate: 'https://{reply.subdomain}', createdAt: 'created_on' },
			absent: [{ body: '8000007' }],
		},
	},
	duplicates: [{ body: '8000002' }],
	limits: { requests: { count: 1_200, perMs: 300_000 } },
});
