import { defineService } from './service';

/** The address in the reply is made of the server's own setting, which is often that of another place. */
const page = '{siteUrl}/?controller=BoardViewController&action=show&project_id={id}';

/**
 * Kanboard. JSON-RPC; rules: app/Api/Procedure/ProjectProcedure.php, Validator/ProjectValidator.php and Model/ProjectModel.php,
 * documentation content/en/v1/api. The create answers with the bare ID; `false` in a 200 is a refusal without a reason (a taken identifier
 * too, so no duplicate can be told by the answer). By name the whole list is read: `getProjectByName` gives one of several and, on MySQL,
 * ignores case. Left out: the custom authentication header, whose name each server chooses, and the limit of a name's length (it differs
 * by version).
 */
export const kanboard = defineService({
	id: 'kanboard',
	displayName: 'Kanboard',
	docs: 'https://docs.kanboard.org/v1/api/project_procedures/',
	baseUrl: '{siteUrl}',
	site: [{ name: 'siteUrl', displayName: 'Kanboard URL', placeholder: 'e.g. https://kanboard.example.com', cut: '/jsonrpc\\.php' }],
	auth: [
		{
			name: 'Application API Token',
			where: 'the settings page of Kanboard',
			fields: [{ name: 'token', displayName: 'API Token', secret: true, description: 'From the settings page' }],
			basic: { user: 'jsonrpc', password: '{token}' },
		},
		{
			name: 'User Credentials',
			fields: [
				{ name: 'user', displayName: 'Username' },
				{ name: 'password', displayName: 'Password or Personal Access Token', secret: true },
			],
			basic: { user: '{user}', password: '{password}' },
			right: 'Role Manager to create; role Administrator to find a project by name (getAllProjects)',
		},
	],
	test: { path: '/jsonrpc.php', rpc: { method: 'getVersion', params: {} } },
	create: { path: '/jsonrpc.php', rpc: { method: 'createProject', params: '{payload}' } },
	audience: 'members',
	fields: [
		{
			id: 'key',
			displayName: 'Identifier',
			to: 'identifier',
			maxLength: 50,
			pattern: '[A-Z0-9]+',
			patternHint: 'capital letters and digits (Kanboard stores identifiers in capitals)',
		},
		{ id: 'description' },
		{
			id: 'owner',
			displayName: 'Project Owner',
			to: 'owner_id',
			format: 'number',
			live: { path: '/jsonrpc.php', rpc: { method: 'getAllUsers', params: {} }, items: 'result', label: 'username' },
		},
		{ id: 'startDate', to: 'start_date', format: 'date' },
		{ id: 'dueDate', displayName: 'End Date', to: 'end_date', format: 'date' },
		{ id: 'priority', displayName: 'Default Priority', to: 'priority_default' },
		{ id: 'lowestPriority', to: 'priority_start', type: 'number' },
		{ id: 'highestPriority', to: 'priority_end', type: 'number' },
		{ id: 'email', displayName: 'Email Address' },
	],
	reply: { id: 'result', key: 'identifier', name: 'name', urlTemplate: page, secrets: ['token', 'result.token', 'result.*.token'] },
	sparse: true,
	fetch: { path: '/jsonrpc.php', rpc: { method: 'getProjectById', params: { project_id: '{id}' } }, at: 'result' },
	update: { path: '/jsonrpc.php', rpc: { method: 'updateProject', params: { project_id: '{id}', '...': '{payload}' } }, sparse: true },
	errors: {
		meanings: [
			{
				status: 200,
				body: '"result"\\s*:\\s*false',
				means: 'Kanboard refuses without a reason: the identifier may be taken, or the owner or a date be wrong',
			},
		],
	},
	lookup: {
		key: {
			path: '/jsonrpc.php',
			rpc: { method: 'getProjectByIdentifier', params: { identifier: '{value}' } },
			one: true,
			item: { at: 'result', id: 'id', key: 'identifier', name: 'name', urlTemplate: page },
		},
		name: {
			path: '/jsonrpc.php',
			rpc: { method: 'getAllProjects', params: {} },
			items: 'result',
			item: { id: 'id', key: 'identifier', name: 'name', urlTemplate: page },
		},
	},
});
