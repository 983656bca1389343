import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'offset', param: 'offset', size: 500, sizeParam: 'limit' };

/**
 * Crowdin, and Crowdin Enterprise on its own host (crowdin/crowdin-api-client-js: src/projectsGroups/index.ts;
 * support.crowdin.com/developer/api/v2). Create and lists wrap each project in `data`. Names may repeat, the identifier is unique. A
 * project is private unless it is opened. An edit is a list of JSON Patch operations, which no request here can make: there is no update.
 * Left out as unconfirmed: the words that refuse a taken identifier, the numbers of the limits but 20 requests at once.
 */
export const crowdin = defineService({
	id: 'crowdin',
	displayName: 'Crowdin',
	docs: 'https://support.crowdin.com/developer/api/v2/#tag/Projects/operation/api.projects.post',
	baseUrl: 'https://{host}/api/v2',
	site: [
		{
			name: 'host',
			displayName: 'API Host',
			default: 'api.crowdin.com',
			description: 'For Crowdin Enterprise that of the organization, e.g. acme.api.crowdin.com',
		},
	],
	auth: [{ name: 'Personal Access Token', where: 'Account Settings > API > New Token', right: 'Scope Projects (list, get, create, edit)' }],
	// support.crowdin.com/developer/authorizing-oauth-apps and /understanding-scopes.
	oauth2: {
		authUrl: 'https://accounts.crowdin.com/oauth/authorize',
		tokenUrl: 'https://accounts.crowdin.com/oauth/token',
		scopes: ['project'],
		clientAuth: 'body',
	},
	test: { path: '/projects', query: { limit: 1 } },
	create: { path: '/projects' },
	audience: 'members',
	fields: [
		{
			id: 'sourceLanguage',
			to: 'sourceLanguageId',
			required: true,
			live: { path: '/languages', items: 'data', value: 'data.id', label: 'data.name', paging },
		},
		{ id: 'targetLanguages', to: 'targetLanguageIds', type: 'array', format: 'list', description: 'IDs of languages, such as de' },
		{ id: 'key', displayName: 'Identifier', to: 'identifier' },
		{ id: 'description' },
		{
			id: 'visibility',
			options: [
				{ value: 'private', name: 'Only Invited People' },
				{ value: 'public', name: 'Anybody May Join', sends: 'open' },
			],
		},
		{ id: 'languageAccess', displayName: 'Language Access Policy', to: 'languageAccessPolicy', options: ['open', 'moderate'] },
		{
			id: 'type',
			options: [
				{ value: 'files', name: 'File-Based', sends: 0 },
				{ value: 'strings', name: 'String-Based', sends: 1 },
			],
		},
		{
			id: 'group',
			to: 'groupId',
			format: 'number',
			description: 'For Crowdin Enterprise',
			within: { at: 'groupId', none: null },
			live: { path: '/groups', items: 'data', value: 'data.id', label: 'data.name', paging },
		},
		{
			id: 'template',
			displayName: 'Workflow Template',
			to: 'templateId',
			format: 'number',
			description: 'For Crowdin Enterprise',
			live: { path: '/workflow-templates', items: 'data', value: 'data.id', label: 'data.title', paging },
		},
	],
	reply: { at: 'data', id: 'id', key: 'identifier', name: 'name', url: 'webUrl', createdAt: 'createdAt' },
	fetch: { path: '/projects/{id}' },
	lookup: {
		name: {
			path: '/projects',
			items: 'data',
			item: { at: 'data', id: 'id', key: 'identifier', name: 'name', url: 'webUrl', createdAt: 'createdAt' },
			paging,
		},
	},
	limits: { parallel: 20 },
});
