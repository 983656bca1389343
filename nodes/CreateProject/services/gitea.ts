import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'link' };

/**
 * Gitea, and Forgejo with the same API (go-gitea/gitea: modules/structs/repo.go, routers/api/v1/repo/repo.go; docs.gitea.com, "API
 * Usage"). A taken name is a 409; names that differ in case are the same. The list /user/repos also holds the repositories of others, and
 * an administrator may shorten its pages, so a repository is asked for by its owner: hence the user name. The website is no part of a
 * create, only of an edit. Left out: generating from a template, the limits (there are none).
 */
export const gitea = defineService({
	id: 'gitea',
	displayName: 'Gitea',
	object: 'repository',
	aliases: ['Forgejo', 'Codeberg'],
	docs: 'https://docs.gitea.com/api/#tag/repository/operation/createCurrentUserRepo',
	baseUrl: '{siteUrl}/api/v1',
	site: [
		{
			name: 'siteUrl',
			displayName: 'Gitea URL',
			placeholder: 'e.g. https://gitea.example.com',
			description: 'With its sub-path, where Gitea has one',
		},
	],
	auth: [
		{
			name: 'Access Token',
			where: "your user's settings in Gitea",
			fields: [
				{ name: 'user', displayName: 'User Name', description: 'The user that the token belongs to' },
				{ name: 'token', displayName: 'Access Token', secret: true },
			],
			headers: { Authorization: 'token {token}' },
			right: 'Scopes write:user and write:repository; for an organization also write:organization',
		},
	],
	// docs.gitea.com/development/oauth2-provider; the user name is needed for searches, whatever the sign-in.
	oauth2: {
		authUrl: '{siteUrl}/login/oauth/authorize',
		tokenUrl: '{siteUrl}/login/oauth/access_token',
		scopes: ['write:user', 'write:repository', 'write:organization'],
		clientAuth: 'body',
		fields: [{ name: 'user', displayName: 'User Name', description: 'The user that signs in' }],
	},
	test: { path: '/user/repos', query: { limit: 1 } },
	create: { path: '/user/repos' },
	audience: 'public',
	name: {
		pattern: '(?!(?:\\.{1,2}|-)$)[A-Za-z0-9._-]+',
		patternHint: 'letters, digits, ".", "-" and "_", not a sign alone',
		maxLength: 100,
	},
	fields: [
		{
			id: 'workspace',
			displayName: 'Organization',
			in: 'setting',
			within: { at: ['owner.login', 'owner.username'], ignoreCase: true },
			live: { path: '/user/orgs', query: { limit: 50 }, value: 'name', paging },
		},
		{ id: 'description', maxLength: 2048 },
		{ id: 'homepage', displayName: 'Website' },
		{ id: 'visibility', to: 'private', default: 'private', options: { public: false, private: true } },
		{ id: 'autoInit', displayName: 'Initialize Repository', to: 'auto_init', type: 'boolean' },
		{ id: 'defaultBranch', to: 'default_branch', maxLength: 100 },
		{ id: 'gitignores', displayName: '.gitignore Template', only: { autoInit: true } },
		{ id: 'license', only: { autoInit: true } },
		{ id: 'readme', displayName: 'README Template', only: { autoInit: true } },
		{ id: 'issueLabels', displayName: 'Issue Label Set', to: 'issue_labels' },
		{ id: 'isTemplate', to: 'template', type: 'boolean' },
		{ id: 'objectFormat', to: 'object_format_name', options: ['sha1', 'sha256'] },
	],
	reply: { id: 'id', key: 'full_name', name: 'name', url: 'html_url', createdAt: 'created_at' },
	fetch: { path: '/repos/{key|segments}' },
	followUps: [{ fields: ['homepage'], method: 'PATCH', path: '/repos/{key|segments}', body: { website: '{homepage}' } }],
	update: {
		method: 'PATCH',
		path: '/repos/{key|segments}',
		body: {
			description: '{description}',
			website: '{homepage}',
			private: '{visibility}',
			default_branch: '{defaultBranch}',
			template: '{isTemplate}',
		},
	},
	lookup: { key: { path: '/repos/{value|segments}', one: true }, name: { path: '/repos/{user}/{value}', one: true, ignoreCase: true } },
	variants: [
		{
			when: { workspace: true },
			create: { path: '/orgs/{workspace}/repos' },
			lookup: { name: { path: '/repos/{workspace}/{value}', one: true, ignoreCase: true } },
		},
	],
});
