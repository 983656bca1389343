import { defineService, type FieldDefinition, type Paging } from './service';

const paging: Paging = { kind: 'cursor', param: 'offset', next: 'next_page.offset', size: 100, sizeParam: 'limit' };

/** A template brings these with it. */
const only: FieldDefinition['only'] = { template: null };

/**
 * Asana (Asana/openapi, defs/asana_oas.yaml; developers.asana.com). Everything travels in `data`; replies to lists are sparse unless
 * `opt_fields` asks for more. Names are not unique. A template answers with a job that names the new project, which is then fetched.
 * `start_on` needs `due_on`, and they must differ. Left out: the search endpoint (premium, indexed late), `html_notes`, deprecated twins
 * (`public`, `due_date`).
 */
export const asana = defineService({
	id: 'asana',
	displayName: 'Asana',
	docs: 'https://developers.asana.com/reference/createprojectforworkspace',
	baseUrl: 'https://app.asana.com/api/1.0',
	auth: [
		{
			name: 'Personal Access Token',
			where: 'Settings > Apps > View developer console > Create new token',
			right: 'A member of the workspace who may create projects in it',
		},
	],
	oauth2: {
		authUrl: 'https://app.asana.com/-/oauth_authorize',
		tokenUrl: 'https://app.asana.com/-/oauth_token',
		scopes: ['projects:write', 'projects:read', 'workspaces:read', 'teams:read', 'project_templates:read', 'jobs:read'],
		clientAuth: 'body',
	},
	test: { path: '/workspaces', query: { limit: 1 } },
	create: { path: '/workspaces/{workspace}/projects', body: { data: '{payload}' } },
	audience: 'workspace',
	fields: [
		{
			id: 'workspace',
			in: 'path',
			required: true,
			within: { at: 'workspace.gid' },
			live: { path: '/workspaces', items: 'data', value: 'gid', paging },
		},
		{
			id: 'team',
			description: 'Asana has deprecated it, but organizations may still need it',
			within: { at: 'team.gid' },
			live: { path: '/workspaces/{workspace}/teams', items: 'data', value: 'gid', paging },
		},
		{ id: 'description', displayName: 'Notes', to: 'notes', only },
		{
			id: 'startDate',
			displayName: 'Start On',
			to: 'start_on',
			format: 'date',
			description: 'Needs a due date, and not the same day',
			only,
		},
		{ id: 'dueDate', displayName: 'Due On', to: 'due_on', format: 'date', only },
		{ id: 'owner', format: 'text', description: 'User ID', only },
		{ id: 'members', displayName: 'Followers', to: 'followers', format: 'commaList', description: 'User IDs', only },
		{
			id: 'visibility',
			displayName: 'Privacy',
			to: 'privacy_setting',
			options: [
				{ value: 'public', name: 'Public to Workspace', sends: 'public_to_workspace' },
				{ value: 'team', name: 'Private to Team (Deprecated)', sends: 'private_to_team' },
				'private',
			],
		},
		{
			id: 'color',
			options: [
				'dark-pink',
				'dark-green',
				'dark-blue',
				'dark-red',
				'dark-teal',
				'dark-brown',
				'dark-orange',
				'dark-purple',
				'dark-warm-gray',
				'light-pink',
				'light-green',
				'light-blue',
				'light-red',
				'light-teal',
				'light-brown',
				'light-orange',
				'light-purple',
				'light-warm-gray',
				'none',
			],
			only,
		},
		{
			id: 'icon',
			options: [
				'list',
				'board',
				'timeline',
				'calendar',
				'rocket',
				'people',
				'graph',
				'star',
				'bug',
				'light_bulb',
				'globe',
				'gear',
				'notebook',
				'computer',
				'check',
				'target',
				'html',
				'megaphone',
				'chat_bubbles',
				'briefcase',
				'page_layout',
				'mountain_flag',
				'puzzle',
				'presentation',
				'line_and_symbols',
				'speed_dial',
				'ribbon',
				'shoe',
				'shopping_basket',
				'map',
				'ticket',
				'coins',
			],
			only,
		},
		{ id: 'view', displayName: 'Default View', to: 'default_view', options: ['list', 'board', 'calendar', 'timeline'], only },
		{ id: 'defaultAccessLevel', to: 'default_access_level', options: ['admin', 'editor', 'commenter', 'viewer'], only },
		{ id: 'customFields', to: 'custom_fields', description: 'Value by custom field ID', only },
		{
			id: 'template',
			displayName: 'Project Template',
			in: 'setting',
			description: 'Takes the place of all other fields but team, privacy and requested dates',
			live: { path: '/project_templates', query: { workspace: '{workspace}' }, items: 'data', value: 'gid', paging },
		},
		{
			id: 'requestedDates',
			in: 'setting',
			type: 'array',
			description: 'For a template with dates: {gid, value} per date variable; gid 1 is the start, 2 the due date',
			only: { template: true },
		},
		{
			id: 'requestedRoles',
			in: 'setting',
			type: 'array',
			description: 'For a template with roles: {gid, value} per role; the value is a user ID, an email address or me',
			only: { template: true },
		},
	],
	reply: { at: 'data', id: 'gid', name: 'name', url: 'permalink_url', createdAt: 'created_at' },
	fetch: { path: '/projects/{id}', at: 'data' },
	update: {
		method: 'PUT',
		path: '/projects/{id}',
		body: {
			data: {
				name: '{name}',
				notes: '{description}',
				start_on: '{startDate}',
				due_on: '{dueDate}',
				owner: '{owner}',
				privacy_setting: '{visibility}',
				color: '{color}',
				icon: '{icon}',
				default_view: '{view}',
				default_access_level: '{defaultAccessLevel}',
				custom_fields: '{customFields}',
			},
		},
	},
	lookup: {
		name: {
			path: '/workspaces/{workspace}/projects',
			query: { opt_fields: 'name,permalink_url,created_at,team,workspace' },
			items: 'data',
			paging,
		},
	},
	variants: [
		{
			when: { template: true },
			create: {
				path: '/project_templates/{template}/instantiateProject',
				body: {
					data: {
						name: '{name}',
						team: '{team}',
						privacy_setting: '{visibility}',
						requested_dates: '{requestedDates}',
						requested_roles: '{requestedRoles}',
					},
				},
			},
			job: { at: 'data', poll: { path: '/jobs/{job.gid}' }, pollAt: 'data', state: 'status', succeeded: ['succeeded'], failed: ['failed'] },
			fetch: { path: '/projects/{job.new_project.gid}', at: 'data' },
		},
	],
});
