import { defineService, type CredentialField } from './service';

/** Public ("How to Find Your Atlassian Cloud Site's Cloud ID", support.atlassian.com/jira/kb/retrieve-my-atlassian-sites-cloud-id). */
const cloudId: CredentialField = {
	name: 'cloudId',
	displayName: 'Cloud ID',
	found: { address: '{siteUrl}/_edge/tenant_info', at: 'cloudId' },
};

/**
 * Jira Cloud (Atlassian's swagger-v3: CreateProjectDetails, ProjectIdentifiers, getAllUsers with at most 1000 a page;
 * developer.atlassian.com on 3LO and on rate limits). The create reply has no name and no web page; `{site}/browse/{key}` is Jira's own
 * short address. A type is needed where no template is given, and the two must match. Names and keys are unique. Tokens with scopes, a
 * service account's too, work at the gateway api.atlassian.com alone ("Manage API tokens" of Atlassian's support); pages are on the site.
 * Left out: Data Center (`/rest/api/2`, other sign-in); `lead`, which Cloud replaced by `leadAccountId`.
 */
export const jira = defineService({
	id: 'jira',
	displayName: 'Jira',
	aliases: ['Atlassian', 'Jira Cloud', 'Jira Software', 'Jira Service Management'],
	docs: 'https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-post',
	baseUrl: '{siteUrl}',
	site: [{ name: 'siteUrl', displayName: 'Jira URL', placeholder: 'e.g. https://example.atlassian.net' }],
	auth: [
		{
			name: 'API Token',
			where: 'Atlassian account > Security > API tokens (id.atlassian.com)',
			fields: [
				{ name: 'email', displayName: 'Email' },
				{ name: 'token', displayName: 'API Token', secret: true },
			],
			basic: { user: '{email}', password: '{token}' },
			right: 'Global permission "Administer Jira"',
		},
		{
			name: 'API Token with Scopes',
			fields: [{ name: 'email', displayName: 'Email' }, { name: 'token', displayName: 'API Token', secret: true }, cloudId],
			basic: { user: '{email}', password: '{token}' },
			baseUrl: 'https://api.atlassian.com/ex/jira/{cloudId}',
			right: 'Scopes manage:jira-configuration, manage:jira-project and read:jira-work, and the global permission "Administer Jira"',
		},
	],
	oauth2: {
		authUrl: 'https://auth.atlassian.com/authorize',
		tokenUrl: 'https://auth.atlassian.com/oauth/token',
		scopes: ['manage:jira-configuration', 'manage:jira-project', 'read:jira-work', 'offline_access'],
		authQuery: 'audience=api.atlassian.com&prompt=consent',
		clientAuth: 'body',
		baseUrl: 'https://api.atlassian.com/ex/jira/{cloudId}',
		fields: [cloudId],
	},
	test: { path: '/rest/api/3/project/search', query: { maxResults: 1 } },
	create: { path: '/rest/api/3/project' },
	audience: 'workspace',
	fields: [
		{
			id: 'key',
			displayName: 'Project Key',
			required: true,
			from: { source: 'name', style: 'upper', minLength: 2 },
			maxLength: 10,
			pattern: '[A-Z][A-Z0-9]+',
			patternHint: 'two to ten upper-case letters and digits, starting with a letter',
		},
		{
			id: 'owner',
			displayName: 'Project Lead',
			to: 'leadAccountId',
			required: true,
			format: 'text',
			description: 'The list needs the global permission "Browse users and groups"; tokens with scopes and OAuth2 need read:jira-user, too',
			live: {
				path: '/rest/api/3/users/search',
				value: 'accountId',
				label: 'displayName',
				paging: { kind: 'offset', param: 'startAt', size: 500, sizeParam: 'maxResults' },
			},
		},
		{
			id: 'type',
			displayName: 'Project Type',
			to: 'projectTypeKey',
			options: ['software', 'service_desk', 'business'],
			required: true,
			unless: 'template',
		},
		{
			id: 'template',
			displayName: 'Project Template Key',
			to: 'projectTemplateKey',
			description: 'E.g. com.pyxis.greenhopper.jira:gh-simplified-agility-kanban; must suit the project type',
		},
		{ id: 'description' },
		{ id: 'homepage', displayName: 'URL', to: 'url' },
		{ id: 'category', to: 'categoryId', format: 'number', live: { path: '/rest/api/3/projectCategory' } },
		{
			id: 'assigneeType',
			displayName: 'Default Assignee',
			options: [
				{ value: 'lead', name: 'Project Lead', sends: 'PROJECT_LEAD' },
				{ value: 'unassigned', sends: 'UNASSIGNED' },
			],
		},
		{ id: 'avatarId', type: 'number' },
		{ id: 'permissionScheme', displayName: 'Permission Scheme ID', type: 'number' },
		{ id: 'notificationScheme', displayName: 'Notification Scheme ID', type: 'number' },
		{ id: 'issueSecurityScheme', displayName: 'Issue Security Scheme ID', type: 'number' },
		{ id: 'workflowScheme', displayName: 'Workflow Scheme ID', type: 'number', description: 'Not together with a template' },
		{ id: 'issueTypeScheme', displayName: 'Issue Type Scheme ID', type: 'number', description: 'Not together with a template' },
		{
			id: 'issueTypeScreenScheme',
			displayName: 'Issue Type Screen Scheme ID',
			type: 'number',
			description: 'Not together with a template',
		},
		{
			id: 'fieldConfigurationScheme',
			displayName: 'Field Configuration Scheme ID',
			type: 'number',
			description: 'Not together with a template',
		},
	],
	reply: { id: 'id', key: 'key', name: 'name', urlTemplate: '{siteUrl}/browse/{key}', urlUnless: '/ex/jira/' },
	fetch: { path: '/rest/api/3/project/{id}' },
	update: {
		method: 'PUT',
		path: '/rest/api/3/project/{id}',
		body: {
			name: '{name}',
			description: '{description}',
			leadAccountId: '{owner}',
			url: '{homepage}',
			categoryId: '{category}',
			assigneeType: '{assigneeType}',
			avatarId: '{avatarId}',
			permissionScheme: '{permissionScheme}',
			notificationScheme: '{notificationScheme}',
			issueSecurityScheme: '{issueSecurityScheme}',
		},
	},
	lookup: {
		key: { path: '/rest/api/3/project/{value}', one: true },
		name: {
			path: '/rest/api/3/project/search',
			query: { query: '{value}' },
			items: 'values',
			paging: { kind: 'offset', param: 'startAt', size: 50, sizeParam: 'maxResults' },
		},
	},
	duplicates: [
		{ status: 400, body: 'uses this project key', field: 'key' },
		{ status: 400, body: 'project with that name already exists' },
	],
	limits: {
		never: [{ status: 500, body: 'has not been created' }],
		headers: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
	},
});
