import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'url', next: 'next' };

/**
 * Bitbucket Cloud. Atlassian's swagger, group Projects. IDs are UUIDs in braces; `next` is a full address. Workspaces come from
 * /user/workspaces (CHANGE-3022), as /workspaces was removed in 2026 (CHANGE-2770). A taken key is a 400 "Project with this Owner and Key
 * already exists."; names may repeat. Left out as unconfirmed: the rate limits and the rule for keys; workspace access tokens, which have
 * no user to test with.
 */
export const bitbucket = defineService({
	id: 'bitbucket',
	displayName: 'Bitbucket Cloud',
	docs: 'https://developer.atlassian.com/cloud/bitbucket/rest/api-group-projects/',
	baseUrl: 'https://api.bitbucket.org/2.0',
	auth: [
		{
			name: 'API Token',
			where: 'Atlassian account > Security > API tokens (id.atlassian.com)',
			fields: [
				{ name: 'email', displayName: 'Atlassian Account Email' },
				{ name: 'token', displayName: 'API Token', secret: true },
			],
			basic: { user: '{email}', password: '{token}' },
			right: 'admin:project:bitbucket, read:project:bitbucket, read:workspace:bitbucket, read:user:bitbucket',
		},
	],
	oauth2: {
		authUrl: 'https://bitbucket.org/site/oauth2/authorize',
		tokenUrl: 'https://bitbucket.org/site/oauth2/access_token',
		scopes: ['project', 'project:admin', 'account'],
		right: 'Scopes project, project:admin and account of the OAuth consumer',
	},
	test: { path: '/user' },
	create: { path: '/workspaces/{workspace}/projects' },
	audience: 'public',
	fields: [
		{
			id: 'workspace',
			in: 'path',
			required: true,
			within: { at: ['workspace.slug', 'workspace.uuid'], ignoreCase: true },
			live: {
				path: '/user/workspaces',
				query: { pagelen: 100 },
				items: 'values',
				value: 'workspace.slug',
				label: 'workspace.slug',
				paging,
			},
		},
		{ id: 'key', required: true, from: { source: 'name', style: 'upper', maxLength: 12 } },
		{ id: 'description' },
		{ id: 'visibility', to: 'is_private', default: 'private', options: { private: true, public: false } },
		{ id: 'icon', displayName: 'Avatar URL', to: 'links.avatar.href', description: 'Address of an image, or a data URL' },
	],
	reply: { id: 'uuid', key: 'key', name: 'name', url: 'links.html.href', createdAt: 'created_on' },
	fetch: { path: '/workspaces/{workspace}/projects/{key}' },
	update: { method: 'PUT', path: '/workspaces/{workspace}/projects/{key}' },
	lookup: {
		key: { path: '/workspaces/{workspace}/projects/{value}', one: true },
		name: { path: '/workspaces/{workspace}/projects', query: { pagelen: 100 }, items: 'values', paging },
	},
	duplicates: [{ status: 400, body: 'Project with this Owner and Key already exists', field: 'key' }],
	errors: { message: ['error.fields.__all__.0', 'error.fields.key.0', 'error.fields.name.0', 'error.detail', 'error.message'] },
});
