import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 100, sizeParam: 'per_page' };

/**
 * Netlify sites, which its pages call projects (netlify/open-api: swagger.yml; docs.netlify.com, "Get started with the Netlify API" on
 * pages and limits). A name is part of an address, <name>.netlify.app, and unique in all of Netlify. Without a team the site is put into
 * the person's default one. Its password and the addresses that start builds are secrets. Left out as unconfirmed: the words that refuse a
 * taken name, the forms a name may have.
 */
export const netlify = defineService({
	id: 'netlify',
	displayName: 'Netlify',
	object: 'site',
	docs: 'https://open-api.netlify.com/#tag/site/operation/createSite',
	baseUrl: 'https://api.netlify.com/api/v1',
	auth: [
		{
			name: 'Personal Access Token',
			where: 'User settings > Applications > Personal access tokens',
			right: 'A member of the team; where the team signs in with SAML, access must be granted when the token is made',
		},
	],
	// netlify-labs/oauth-example; Netlify has no scopes.
	oauth2: { authUrl: 'https://app.netlify.com/authorize', tokenUrl: 'https://api.netlify.com/oauth/token', scopes: [], clientAuth: 'body' },
	test: { path: '/user' },
	create: { path: '/sites' },
	audience: 'workspace',
	fields: [
		{ id: 'workspace', displayName: 'Team', in: 'setting', within: { at: 'account_slug' }, live: { path: '/accounts', value: 'slug' } },
		{ id: 'customDomain', to: 'custom_domain' },
		{ id: 'password', displayName: 'Site Password', secret: true },
		{ id: 'forceSsl', displayName: 'Force HTTPS', to: 'force_ssl', type: 'boolean' },
		{ id: 'email', displayName: 'Notification Email', to: 'notification_email' },
		{
			id: 'repository',
			to: 'repo',
			type: 'object',
			description: 'Such as {"provider": "github", "repo_path": "acme/site", "repo_branch": "main"}',
		},
	],
	reply: {
		id: 'id',
		name: 'name',
		url: 'admin_url',
		createdAt: 'created_at',
		secrets: [
			'password',
			'deploy_hook',
			'default_hooks_data.access_token',
			'*.password',
			'*.deploy_hook',
			'*.default_hooks_data.access_token',
		],
	},
	fetch: { path: '/sites/{id}' },
	update: {
		method: 'PATCH',
		path: '/sites/{id}',
		body: {
			name: '{name}',
			custom_domain: '{customDomain}',
			password: '{password}',
			force_ssl: '{forceSsl}',
			notification_email: '{email}',
			repo: '{repository}',
		},
	},
	lookup: { name: { path: '/sites', query: { name: '{value}', filter: 'all' }, items: '', paging } },
	limits: { requests: { count: 500, perMs: 60_000 }, headers: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' } },
	variants: [
		{
			when: { workspace: true },
			create: { path: '/{workspace}/sites' },
			lookup: { name: { path: '/{workspace}/sites', query: { name: '{value}' }, items: '', paging } },
		},
	],
});
