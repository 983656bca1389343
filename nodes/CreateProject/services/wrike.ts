import { defineService } from './service';

/**
 * Wrike. A project is a folder with a `project` block, which is therefore always sent; replies are `data[]` even for one. Rules:
 * developers.wrike.com (Folders & Projects, OAuth 2.0) and the OpenAPI extract: a form whose lists and objects are JSON texts. The folder
 * tree is not paged (Wrike staff, community post 23658071460631); it is read below the parent, without the levels further down
 * (`descendants`). `permalink` is taken where the reply has it. Left out as unconfirmed: the update's parameters (owners differ there) and
 * status Custom. The wrong data centre answers 300.
 */
export const wrike = defineService({
	id: 'wrike',
	displayName: 'Wrike',
	docs: 'https://developers.wrike.com/reference/postfolderssinglefolders',
	baseUrl: 'https://{region}/api/v4',
	site: [
		{
			name: 'region',
			displayName: 'Data Center',
			default: 'www.wrike.com',
			options: [
				{ name: 'Default', value: 'www.wrike.com' },
				{ name: 'US 2', value: 'app-us2.wrike.com' },
				{ name: 'Europe', value: 'app-eu.wrike.com' },
			],
			description: 'The "host" of Wrike\'s token reply',
		},
	],
	auth: [
		{
			name: 'Permanent Access Token',
			where: 'your profile picture > Apps & Integrations > API > your app > permanent token',
			right: 'A user who may create projects in the parent folder',
		},
	],
	oauth2: {
		authUrl: 'https://login.wrike.com/oauth2/authorize/v4',
		tokenUrl: 'https://login.wrike.com/oauth2/token',
		scopes: ['wsReadWrite'],
		clientAuth: 'body',
	},
	test: { path: '/spaces' },
	create: {
		path: '/folders/{parent}/folders',
		encoding: 'form',
		body: {
			title: '{payload.title}',
			description: '{payload.description}',
			project: '{payload.project|json}',
			shareds: '{payload.shareds|json}',
			customFields: '{payload.customFields|json}',
		},
	},
	audience: 'workspace',
	name: { to: 'title' },
	fields: [
		{
			id: 'parent',
			displayName: 'Parent Folder',
			in: 'path',
			required: true,
			within: { at: 'parentIds.*' },
			live: { path: '/folders', query: { deleted: false }, items: 'data', label: 'title' },
		},
		{ id: 'description' },
		{ id: 'startDate', to: 'project.startDate', format: 'date' },
		{ id: 'dueDate', displayName: 'End Date', to: 'project.endDate', format: 'date' },
		{ id: 'owner', displayName: 'Owner IDs', to: 'project.ownerIds', type: 'array', format: 'list' },
		{
			id: 'status',
			to: 'project.status',
			options: ['Green', 'Yellow', 'Red', 'Completed', { value: 'OnHold', name: 'On Hold' }, 'Cancelled'],
		},
		{ id: 'members', displayName: 'Shared With IDs', to: 'shareds', format: 'list' },
		{ id: 'customFields', type: 'array', description: 'Entries of the form {"id": "…", "value": "…"}' },
	],
	constants: { project: {} },
	reply: { at: 'data.0', id: 'id', name: 'title', url: 'permalink', createdAt: 'project.createdDate' },
	fetch: { path: '/folders/{id}', at: 'data.0' },
	lookup: { name: { path: '/folders/{parent}/folders', query: { project: true, descendants: false }, items: 'data' } },
	errors: {
		message: ['errorDescription'],
		meanings: [{ status: 401, means: 'A token works at the data center of its account alone: check it in the credential' }],
	},
	limits: { requests: { count: 400, perMs: 60_000 } },
});
