import { defineService, type LookupCall, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 100, sizeParam: 'per_page' };
const accessLevel = ['disabled', 'private', 'enabled'];
const search: LookupCall = { path: '/projects', query: { search: '{value}', membership: true, simple: true }, items: '', paging };
const own: LookupCall = { ...search, query: { ...search.query, owned: true } };

/**
 * GitLab (gitlabhq, doc/api/projects.md and namespaces.md). `message` is a text, a list or an object of lists. Names and paths are unique
 * within a namespace; a repeat is refused with 400, against what the docs say. The search takes name and path, whatever the namespace.
 * Full replies hold the runners' token, which is masked. `topics` took the place of `tag_list` (docs.gitlab.com/api/projects).
 */
export const gitLab = defineService({
	id: 'gitlab',
	displayName: 'GitLab',
	docs: 'https://docs.gitlab.com/api/projects/#create-a-project',
	baseUrl: '{siteUrl}/api/v4',
	site: [
		{
			name: 'siteUrl',
			displayName: 'GitLab URL',
			default: 'https://gitlab.com',
			description: 'With its sub-path, for a self-managed GitLab under a relative URL',
		},
	],
	auth: [
		{
			name: 'Access Token',
			where: 'your avatar > Edit profile > Access tokens > Add new token',
			fields: [{ name: 'token', displayName: 'Access Token', secret: true, placeholder: 'e.g. glpat-…' }],
			headers: { 'PRIVATE-TOKEN': '{token}' },
			right: 'Scope "api", by a user who may create projects in the namespace',
		},
		{
			name: 'Bearer Token',
			fields: [{ name: 'token', displayName: 'Access Token', secret: true, placeholder: 'e.g. glpat-…' }],
			headers: { Authorization: 'Bearer {token}' },
			right: 'Scope "api"',
		},
	],
	oauth2: { authUrl: '{siteUrl}/oauth/authorize', tokenUrl: '{siteUrl}/oauth/token', scopes: ['api'], clientAuth: 'body' },
	test: { path: '/projects', query: { membership: true, simple: true, per_page: 1 } },
	create: { path: '/projects' },
	audience: 'setting',
	fields: [
		{
			id: 'key',
			displayName: 'Path',
			to: 'path',
			pattern: '(?!-)(?!.*\\.(?:git|atom)$)[A-Za-z0-9_.-]+',
			patternHint: 'letters, digits, "_", "-" and ".", without a "-" first and without .git or .atom at the end',
		},
		{
			id: 'parent',
			displayName: 'Namespace',
			to: 'namespace_id',
			format: 'number',
			within: { at: 'namespace.id', none: { at: 'namespace.kind', is: 'user' } },
			live: { path: '/namespaces', label: 'full_path', paging },
		},
		{ id: 'description' },
		{ id: 'visibility', default: 'private', options: ['private', 'internal', 'public'] },
		{ id: 'tags', displayName: 'Topics', to: 'topics', format: 'list' },
		{ id: 'template', displayName: 'Template Name', to: 'template_name' },
		{ id: 'templateProjectId', to: 'template_project_id', type: 'number' },
		{ id: 'useCustomTemplate', to: 'use_custom_template', type: 'boolean' },
		{ id: 'groupWithProjectTemplatesId', to: 'group_with_project_templates_id', type: 'number' },
		{ id: 'initializeWithReadme', to: 'initialize_with_readme', type: 'boolean' },
		{ id: 'defaultBranch', to: 'default_branch', description: 'Needs a README to start with' },
		{ id: 'importUrl', to: 'import_url', type: 'url' },
		{ id: 'issuesAccessLevel', to: 'issues_access_level', options: accessLevel },
		{ id: 'repositoryAccessLevel', to: 'repository_access_level', options: accessLevel },
		{ id: 'mergeRequestsAccessLevel', to: 'merge_requests_access_level', options: accessLevel },
		{ id: 'wikiAccessLevel', to: 'wiki_access_level', options: accessLevel },
		{ id: 'snippetsAccessLevel', to: 'snippets_access_level', options: accessLevel },
		{ id: 'mergeMethod', to: 'merge_method', options: ['merge', 'rebase_merge', 'ff'] },
		{ id: 'lfsEnabled', displayName: 'LFS Enabled', to: 'lfs_enabled', type: 'boolean' },
		{ id: 'requestAccessEnabled', to: 'request_access_enabled', type: 'boolean' },
		{ id: 'autoDevopsEnabled', displayName: 'Auto DevOps Enabled', to: 'auto_devops_enabled', type: 'boolean' },
		{ id: 'ciConfigPath', displayName: 'CI Config Path', to: 'ci_config_path' },
	],
	reply: { id: 'id', key: 'path', name: 'name', url: 'web_url', createdAt: 'created_at', secrets: ['runners_token'] },
	fetch: { path: '/projects/{id}' },
	update: {
		method: 'PUT',
		path: '/projects/{id}',
		body: {
			name: '{name}',
			path: '{key}',
			description: '{description}',
			visibility: '{visibility}',
			topics: '{tags}',
			default_branch: '{defaultBranch}',
			issues_access_level: '{issuesAccessLevel}',
			repository_access_level: '{repositoryAccessLevel}',
			merge_requests_access_level: '{mergeRequestsAccessLevel}',
			wiki_access_level: '{wikiAccessLevel}',
			snippets_access_level: '{snippetsAccessLevel}',
			merge_method: '{mergeMethod}',
			lfs_enabled: '{lfsEnabled}',
			request_access_enabled: '{requestAccessEnabled}',
			auto_devops_enabled: '{autoDevopsEnabled}',
			ci_config_path: '{ciConfigPath}',
		},
	},
	lookup: { name: search, key: search },
	duplicates: [
		{ status: 400, body: '"name":\\s*\\[[^\\][]*has already been taken' },
		{ status: 400, body: '"path":\\s*\\[[^\\][]*has already been taken', field: 'key' },
	],
	limits: { headers: { remaining: 'ratelimit-remaining', reset: 'ratelimit-reset' } },
	// The user's own namespace: another member's personal project is of the same kind, but not owned.
	variants: [{ when: { parent: null }, lookup: { name: own, key: own } }],
});
