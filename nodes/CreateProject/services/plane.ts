import { defineService, type FieldDefinition, type LiveOptions, type LookupCall } from './service';

const members: LiveOptions = { path: '/api/v1/workspaces/{organization}/members/', items: '', value: 'id', label: 'display_name' };
const list: LookupCall = {
	path: '/api/v1/workspaces/{organization}/projects/',
	items: 'results',
	paging: { kind: 'cursor', param: 'cursor', next: 'next_cursor', more: 'next_page_results', size: 100, sizeParam: 'per_page' },
};
/** A template brings these with it. */
const only: FieldDefinition['only'] = { template: null };

/**
 * Plane. Rules: makeplane/developer-docs (project, authentication, OAuth scopes) and makeplane/plane apps/api (views and
 * serializers/project.py, db/models/project.py: identifier of at most 12 characters, stored in upper case). Trailing slashes are part of
 * the paths. A conflict names the field. `external_id` with `external_source` carries our mark. No search: the list shows joined and
 * public projects. From a template: api-reference/project/create-project-with-template, which takes five fields and no `external_id`; the
 * list of templates is API v2's (v2/project-templates, v2/pagination). Left out: `network` (visibility; not taken on create), the old icon
 * fields. The page address is Plane's usual one.
 */
export const plane = defineService({
	id: 'plane',
	displayName: 'Plane',
	docs: 'https://developers.plane.so/api-reference/project/add-project',
	baseUrl: '{siteUrl}',
	site: [
		{ name: 'siteUrl', displayName: 'Plane API URL', default: 'https://api.plane.so', placeholder: 'e.g. https://plane.example.com' },
		{
			name: 'webUrl',
			displayName: 'Plane Web URL',
			default: 'https://app.plane.so',
			placeholder: 'e.g. https://plane.example.com',
			description: 'Where people open projects; on a server of your own its address',
		},
		{
			name: 'organization',
			displayName: 'Workspace Slug',
			placeholder: 'e.g. my-team',
			description: 'The first part of the path in the address bar',
		},
	],
	auth: [
		{
			name: 'API Key',
			where: 'your profile settings in Plane',
			fields: [{ name: 'token', displayName: 'Personal Access Token', secret: true }],
			headers: { 'X-API-Key': '{token}' },
			right: 'A workspace member who may create projects',
		},
	],
	oauth2: {
		authUrl: '{siteUrl}/auth/o/authorize-app/',
		tokenUrl: '{siteUrl}/auth/o/token/',
		scopes: ['projects:read', 'projects:write'],
		clientAuth: 'header',
	},
	test: { path: '/api/v1/workspaces/{organization}/projects/', query: { per_page: 1 } },
	create: { path: '/api/v1/workspaces/{organization}/projects/' },
	audience: 'workspace',
	fields: [
		{
			id: 'key',
			displayName: 'Identifier',
			to: 'identifier',
			required: true,
			from: { source: 'name', style: 'upper' },
			maxLength: 12,
			wrap: '{value|upper}',
			pattern: "[^&+,:;$^}{*=?@#|'<>.()%!-]+",
			patternHint: 'free of special characters',
		},
		{ id: 'description' },
		{
			id: 'template',
			in: 'setting',
			live: {
				path: '/api/v2/workspaces/{organization}/project-templates/',
				query: { paginate: 'cursor' },
				items: 'data',
				paging: { kind: 'cursor', param: 'cursor', next: 'next_cursor', more: 'has_more', size: 100, sizeParam: 'per_page' },
			},
		},
		{ id: 'owner', displayName: 'Project Lead', to: 'project_lead', live: members },
		{ id: 'defaultAssignee', to: 'default_assignee', live: members, only },
		{ id: 'timezone', only },
		{ id: 'modules', to: 'module_view', type: 'boolean', only },
		{ id: 'cycles', to: 'cycle_view', type: 'boolean', only },
		{ id: 'views', to: 'issue_views_view', type: 'boolean', only },
		{ id: 'pages', to: 'page_view', type: 'boolean', only },
		{ id: 'intake', to: 'intake_view', type: 'boolean', only },
		{ id: 'guestsSeeEverything', to: 'guest_view_all_features', type: 'boolean', only },
		{ id: 'archiveAfterMonths', to: 'archive_in', type: 'number', only },
		{ id: 'closeAfterMonths', to: 'close_in', type: 'number', only },
	],
	reply: {
		id: 'id',
		key: 'identifier',
		name: 'name',
		urlTemplate: '{webUrl}/{organization}/projects/{id}/issues',
		createdAt: 'created_at',
	},
	fetch: { path: '/api/v1/workspaces/{organization}/projects/{id}/' },
	update: { method: 'PATCH', path: '/api/v1/workspaces/{organization}/projects/{id}/', body: '{payload}' },
	lookup: { name: list, key: list, reference: list },
	reference: { to: 'external_id', with: { external_source: 'n8n' }, at: 'external_id' },
	duplicates: [
		{ status: 409, body: 'identifier is already taken', field: 'key' },
		{ status: 409, body: 'name is already taken' },
		{ status: 409, body: 'same external id' },
	],
	limits: { requests: { count: 60, perMs: 60_000 }, headers: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' } },
	variants: [
		{
			when: { template: true },
			create: {
				path: '/api/v1/workspaces/{organization}/projects/templates/use/',
				body: { template_id: '{template}', name: '{name}', identifier: '{key}', description: '{description}', project_lead: '{owner}' },
			},
			lookup: { name: list, key: list },
		},
	],
});
