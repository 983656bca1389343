import { defineService, type FieldDefinition } from './service';

/** A List from a template takes nothing but its name. */
const only: FieldDefinition['only'] = { type: 'list', template: null };

/**
 * ClickUp (API v2 reference; developer.clickup.com/docs/authentication and /rate-limits). A project is a Folder of a Space or, with type
 * `list`, a List. The API's "team" is the workspace. A personal token goes without "Bearer", an OAuth token with it. Only Lists have a
 * description, dates and the like: a Folder is sent its name and parent alone. Lists are read whole, there is no search and no paging.
 * What comes from a template is answered at once, with its ID, while its contents are still being made: a request that waits for them may
 * be lost, and they go on to be made. The lists of templates are in the reference since 2026 (GetFolderTemplates, GetListTemplates). Left
 * out as unconfirmed: a Folder's web page and the words that refuse a Folder's name; Spaces.
 */
export const clickUp = defineService({
	id: 'clickup',
	displayName: 'ClickUp',
	object: 'folder or list',
	docs: 'https://developer.clickup.com/reference/createfolder',
	baseUrl: 'https://api.clickup.com/api/v2',
	auth: [
		{
			name: 'Personal API Token',
			where: 'your avatar > Settings > Apps > API Token > Generate',
			fields: [{ name: 'token', displayName: 'API Token', secret: true, placeholder: 'e.g. pk_…' }],
			headers: { Authorization: '{token}' },
			right: 'A member who may create Folders and Lists in the Space',
		},
	],
	oauth2: {
		authUrl: 'https://app.clickup.com/api',
		tokenUrl: 'https://api.clickup.com/api/v2/oauth/token',
		scopes: [],
		clientAuth: 'body',
	},
	test: { path: '/user' },
	create: { path: '/space/{space}/folder', body: { name: '{name}', parent_folder_id: '{parent}' } },
	audience: 'workspace',
	fields: [
		{
			id: 'workspace',
			in: 'setting',
			description: 'Only for the lists of Spaces and templates, and the address of the new List',
			within: false,
			live: { path: '/team', items: 'teams' },
		},
		{
			id: 'space',
			in: 'path',
			required: true,
			within: { at: 'space.id' },
			live: { path: '/team/{workspace}/space', query: { archived: false }, items: 'spaces' },
		},
		{ id: 'type', in: 'setting', options: ['folder', 'list'], default: 'folder' },
		{
			id: 'parent',
			displayName: 'Parent Folder',
			in: 'setting',
			format: 'text',
			within: { at: 'folder.id' },
			live: { path: '/space/{space}/folder', query: { archived: false }, items: 'folders' },
		},
		{
			id: 'template',
			in: 'setting',
			description: 'Of Folders, or with type `list` of Lists; its ID begins with `t-`',
			live: { path: '/team/{workspace}/{type}_template', items: 'templates' },
		},
		{ id: 'description', displayName: 'Content', to: 'content', description: 'For Lists', only },
		{ id: 'markdownContent', to: 'markdown_content', description: 'For Lists: takes the place of the content', only },
		{ id: 'dueDate', to: 'due_date', format: 'epochMilliseconds', description: 'For Lists', only },
		{ id: 'dueDateTime', displayName: 'Due Date Has a Time', to: 'due_date_time', type: 'boolean', description: 'For Lists', only },
		{ id: 'owner', displayName: 'Assignee ID', to: 'assignee', format: 'number', description: 'For Lists', only },
		{ id: 'priority', description: 'For Lists: 1 (urgent) to 4 (low)', only },
		{ id: 'status', description: "For Lists: the List's colour", only },
	],
	reply: { id: 'id', name: 'name' },
	fetch: { path: '/folder/{id}' },
	lookup: { name: { path: '/space/{space}/folder', query: { archived: false }, items: 'folders' } },
	duplicates: [{ status: 400, body: 'List name taken' }],
	limits: { headers: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' } },
	variants: [
		{
			when: { type: 'list', parent: true, template: true },
			create: { path: '/folder/{parent}/list_template/{template}', body: { name: '{name}', options: { return_immediately: true } } },
			reply: { id: 'id', name: 'name', urlTemplate: 'https://app.clickup.com/{workspace}/v/li/{id}' },
			fetch: { path: '/list/{id}' },
			lookup: { name: { path: '/folder/{parent}/list', query: { archived: false }, items: 'lists' } },
		},
		{
			when: { type: 'list', template: true },
			create: { path: '/space/{space}/list_template/{template}', body: { name: '{name}', options: { return_immediately: true } } },
			reply: { id: 'id', name: 'name', urlTemplate: 'https://app.clickup.com/{workspace}/v/li/{id}' },
			fetch: { path: '/list/{id}' },
			lookup: { name: { path: '/space/{space}/list', query: { archived: false }, items: 'lists' } },
		},
		{
			when: { type: 'list', parent: true },
			create: { path: '/folder/{parent}/list', body: '{payload}' },
			reply: { id: 'id', name: 'name', urlTemplate: 'https://app.clickup.com/{workspace}/v/li/{id}' },
			fetch: { path: '/list/{id}' },
			lookup: { name: { path: '/folder/{parent}/list', query: { archived: false }, items: 'lists' } },
		},
		{
			when: { type: 'list' },
			create: { path: '/space/{space}/list', body: '{payload}' },
			reply: { id: 'id', name: 'name', urlTemplate: 'https://app.clickup.com/{workspace}/v/li/{id}' },
			fetch: { path: '/list/{id}' },
			lookup: { name: { path: '/space/{space}/list', query: { archived: false }, items: 'lists' } },
		},
		{
			when: { template: true },
			create: {
				path: '/space/{space}/folder_template/{template}',
				body: { name: '{name}', parent_folder_id: '{parent}', options: { return_immediately: true } },
			},
		},
	],
});
