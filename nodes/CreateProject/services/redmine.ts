import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'offset', param: 'offset', size: 100, sizeParam: 'limit' };

/**
 * Redmine. Create: app/controllers/projects_controller.rb, models/project.rb; list filters: models/project_query.rb. Errors are arrays of
 * strings; 401 and 403 have empty bodies. Two projects may share a name, never an identifier. OAuth2: since Redmine 6.1 (issue 24808), at
 * Doorkeeper's addresses; a scope is the name of a permission (lib/redmine/preparation.rb). Without select_project_publicity Redmine drops
 * `is_public` and says nothing.
 */
export const redmine = defineService({
	id: 'redmine',
	displayName: 'Redmine',
	docs: 'https://www.redmine.org/projects/redmine/wiki/Rest_Projects',
	baseUrl: '{siteUrl}',
	site: [{ name: 'siteUrl', displayName: 'Redmine URL', placeholder: 'e.g. https://redmine.example.com' }],
	auth: [
		{
			name: 'API Key',
			where: 'My account > API access key, in the right column, > Show',
			fields: [{ name: 'token', displayName: 'API Access Key', secret: true }],
			headers: { 'X-Redmine-API-Key': '{token}' },
			right: 'A user whose role has "Create project" (or, with a parent, "Create subprojects")',
		},
		{ name: 'API Key in Query', fields: [{ name: 'token', displayName: 'API Access Key', secret: true }], query: { key: '{token}' } },
		{
			name: 'Login and Password',
			fields: [
				{ name: 'user', displayName: 'Login' },
				{ name: 'password', displayName: 'Password', secret: true },
			],
			basic: { user: '{user}', password: '{password}' },
		},
	],
	oauth2: {
		authUrl: '{siteUrl}/oauth/authorize',
		tokenUrl: '{siteUrl}/oauth/token',
		scopes: ['view_project', 'add_project', 'add_subprojects', 'edit_project', 'select_project_publicity'],
		clientAuth: 'body',
		right: 'Redmine 6.1 or later, in Administration > Applications an application with these scopes',
	},
	test: { path: '/users/current.json' },
	create: { path: '/projects.json', body: { project: '{payload}' } },
	audience: 'setting',
	fields: [
		{
			id: 'key',
			displayName: 'Identifier',
			to: 'identifier',
			required: true,
			from: { source: 'name', style: 'slug', reserved: ['new', 'autocomplete', 'bulk-destroy'] },
			maxLength: 100,
			pattern: '(?!\\d+$)[a-z0-9][a-z0-9_-]*',
			patternHint: 'lower-case letters, digits, hyphens and underscores, not digits alone',
		},
		{ id: 'description' },
		{ id: 'homepage' },
		{ id: 'visibility', to: 'is_public', default: 'private', options: { public: true, private: false } },
		{
			id: 'parent',
			displayName: 'Parent Project',
			to: 'parent_id',
			within: { at: 'parent.id', none: null },
			live: { path: '/projects.json', items: 'projects', paging },
		},
		{ id: 'inheritMembers', to: 'inherit_members', type: 'boolean' },
		{ id: 'owner', displayName: 'Default Assignee ID', to: 'default_assigned_to_id' },
		{ id: 'modules', to: 'enabled_module_names', type: 'array', format: 'list' },
		{ id: 'trackers', displayName: 'Tracker IDs', to: 'tracker_ids', type: 'array', format: 'numberList' },
		{ id: 'customFields', to: 'custom_field_values', type: 'object', description: 'Value by custom field ID' },
	],
	reply: { at: 'project', id: 'id', key: 'identifier', name: 'name', urlTemplate: '{siteUrl}/projects/{key}', createdAt: 'created_on' },
	fetch: { path: '/projects/{id}.json', at: 'project' },
	update: { method: 'PUT', path: '/projects/{id}.json', body: { project: '{payload}' } },
	lookup: {
		key: { path: '/projects/{value}.json', one: true, item: { at: 'project' } },
		name: { path: '/projects.json', query: { name: '{value}' }, items: 'projects', paging },
	},
	duplicates: [{ status: 422, body: 'Identifier has already been taken', field: 'key' }],
});
