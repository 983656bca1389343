import { defineService, type FieldDefinition, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 100, sizeParam: 'per_page' };

/** A repository made from a template takes these from it. */
const only: FieldDefinition['only'] = { template: null };

/**
 * GitHub repositories (@octokit/openapi, api.github.com.json; docs.github.com on rate limits). With an organization the repository is
 * created there, else under the user; with a template (owner/name) it is generated from it. GitHub turns other characters of a name into
 * hyphens, so only a name that stays as written is taken. Limits may come as 403. Left out: OAuth for GitHub Enterprise Server,
 * `custom_properties`, "internal" (not in the vendor's list of values).
 */
export const gitHub = defineService({
	id: 'github',
	displayName: 'GitHub',
	object: 'repository',
	docs: 'https://docs.github.com/rest/repos/repos#create-a-repository-for-the-authenticated-user',
	baseUrl: '{siteUrl}',
	site: [
		{
			name: 'siteUrl',
			displayName: 'GitHub API URL',
			default: 'https://api.github.com',
			description: 'For GitHub Enterprise Server: https://github.example.com/api/v3',
		},
	],
	headers: { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28', 'User-Agent': 'n8n-nodes-create-project' },
	auth: [
		{
			name: 'Personal Access Token',
			where: 'Settings > Developer settings > Personal access tokens > Generate new token',
			right: 'Classic: scope "repo" ("public_repo" for public repositories); fine-grained: "Administration" repository permission (write)',
		},
	],
	oauth2: {
		authUrl: 'https://github.com/login/oauth/authorize',
		tokenUrl: 'https://github.com/login/oauth/access_token',
		scopes: ['repo'],
		clientAuth: 'body',
	},
	test: { path: '/user/repos', query: { per_page: 1 } },
	create: { path: '/user/repos' },
	audience: 'public',
	name: { pattern: '(?!\\.{1,2}$)[A-Za-z0-9._-]+', patternHint: 'letters, digits, ".", "-" and "_"', maxLength: 100 },
	fields: [
		{
			id: 'workspace',
			displayName: 'Organization',
			in: 'setting',
			within: { at: 'owner.login', ignoreCase: true },
			live: { path: '/user/orgs', value: 'login', label: 'login', paging },
		},
		{ id: 'description' },
		{ id: 'homepage', only },
		{ id: 'visibility', to: 'private', default: 'private', options: { public: false, private: true } },
		{
			id: 'team',
			displayName: 'Team ID',
			to: 'team_id',
			format: 'number',
			description: 'In an organization',
			within: false,
			only: { workspace: true, template: null },
		},
		{
			id: 'template',
			displayName: 'Template Repository',
			in: 'setting',
			pattern: '[^/\\s]+/[^/\\s]+',
			patternHint: 'owner/name',
			live: { path: '/user/repos', value: 'full_name', label: 'full_name', paging, only: { path: 'is_template', is: true }, partial: true },
		},
		{ id: 'includeAllBranches', in: 'setting', type: 'boolean', description: 'With a template', only: { template: true } },
		{ id: 'autoInit', displayName: 'Initialize with README', to: 'auto_init', type: 'boolean', only },
		{ id: 'gitignoreTemplate', displayName: '.gitignore Template', to: 'gitignore_template', only },
		{ id: 'licenseTemplate', to: 'license_template', only },
		{ id: 'isTemplate', to: 'is_template', type: 'boolean', only },
		{ id: 'hasIssues', to: 'has_issues', type: 'boolean', only },
		{ id: 'hasProjects', to: 'has_projects', type: 'boolean', only },
		{ id: 'hasWiki', to: 'has_wiki', type: 'boolean', only },
		{ id: 'allowSquashMerge', to: 'allow_squash_merge', type: 'boolean', only },
		{ id: 'allowMergeCommit', to: 'allow_merge_commit', type: 'boolean', only },
		{ id: 'allowRebaseMerge', to: 'allow_rebase_merge', type: 'boolean', only },
		{ id: 'allowAutoMerge', to: 'allow_auto_merge', type: 'boolean', only },
		{ id: 'deleteBranchOnMerge', to: 'delete_branch_on_merge', type: 'boolean', only },
	],
	reply: { id: 'id', key: 'full_name', name: 'name', url: 'html_url', createdAt: 'created_at' },
	fetch: { path: '/repos/{key|segments}' },
	update: {
		method: 'PATCH',
		path: '/repos/{key|segments}',
		body: {
			description: '{description}',
			homepage: '{homepage}',
			private: '{visibility}',
			is_template: '{isTemplate}',
			has_issues: '{hasIssues}',
			has_projects: '{hasProjects}',
			has_wiki: '{hasWiki}',
		},
	},
	lookup: {
		key: { path: '/repos/{value|segments}', one: true },
		name: { path: '/user/repos', query: { affiliation: 'owner' }, items: '', paging },
	},
	duplicates: [{ status: 422, body: 'name already exists on this account' }],
	limits: { answers: [{ status: 403, body: 'rate limit' }], headers: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' } },
	variants: [
		{
			when: { template: true, workspace: true },
			create: {
				path: '/repos/{template|segments}/generate',
				body: {
					owner: '{workspace}',
					name: '{name}',
					description: '{description}',
					private: '{visibility}',
					include_all_branches: '{includeAllBranches}',
				},
			},
			lookup: { name: { path: '/repos/{workspace}/{value}', one: true } },
		},
		{
			when: { template: true },
			create: {
				path: '/repos/{template|segments}/generate',
				body: { name: '{name}', description: '{description}', private: '{visibility}', include_all_branches: '{includeAllBranches}' },
			},
		},
		{
			when: { workspace: true },
			create: { path: '/orgs/{workspace}/repos' },
			lookup: { name: { path: '/repos/{workspace}/{value}', one: true } },
		},
	],
});
