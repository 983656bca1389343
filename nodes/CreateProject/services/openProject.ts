import { defineService, type LookupCall, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'offset', size: 100, sizeParam: 'pageSize' };
const search: LookupCall = {
	path: '/api/v3/projects',
	query: { filters: [{ name_and_identifier: { operator: '~', values: ['{value}'] } }] },
	items: '_embedded.elements',
	only: { path: '_type', is: 'Project' },
	paging,
};

/**
 * OpenProject. Rules: docs/api/apiv3 (paths/projects.yml, project.yml, project_model.yml) and app/models/projects/identifier.rb,
 * status.rb. Texts are `{raw}`, relations are links. The identifier is generated when absent; it is lower case in the classic mode and
 * upper case in the semantic one, so no pattern here. The description promises GET by number only: keys are found with the filter on name
 * and identifier; since 17.0 programs and portfolios may be among what it finds. Left out: copies (302 to a job) and custom fields
 * (`customField12` beside the other keys; reachable as custom payload paths).
 */
export const openProject = defineService({
	id: 'openproject',
	displayName: 'OpenProject',
	docs: 'https://www.openproject.org/docs/api/endpoints/projects/#create-project',
	baseUrl: '{siteUrl}',
	site: [{ name: 'siteUrl', displayName: 'OpenProject URL', placeholder: 'e.g. https://acme.openproject.com' }],
	auth: [
		{ name: 'API Token', where: 'My account > Access tokens', right: 'A user with the global permission "Create project"' },
		{
			name: 'API Token as Basic Auth',
			fields: [{ name: 'token', displayName: 'API Token', secret: true }],
			basic: { user: 'apikey', password: '{token}' },
			right: 'A user with the global permission "Create project"',
		},
	],
	oauth2: { authUrl: '{siteUrl}/oauth/authorize', tokenUrl: '{siteUrl}/oauth/token', scopes: ['api_v3'] },
	test: { path: '/api/v3/users/me' },
	create: { path: '/api/v3/projects' },
	audience: 'setting',
	fields: [
		{ id: 'key', displayName: 'Identifier', to: 'identifier', maxLength: 100 },
		{ id: 'description', to: 'description.raw' },
		{ id: 'visibility', to: 'public', default: 'private', options: { public: true, private: false } },
		{
			id: 'parent',
			displayName: 'Parent Project',
			to: '_links.parent',
			wrap: { href: '/api/v3/projects/{value}' },
			within: { at: '_links.parent.href', of: 'href', as: 'lastSegment', none: null },
			live: { path: '/api/v3/projects/available_parent_projects', items: '_embedded.elements', paging },
		},
		{
			id: 'status',
			to: '_links.status',
			wrap: { href: '/api/v3/project_statuses/{value}' },
			options: ['not_started', 'on_track', 'at_risk', 'off_track', 'finished', 'discontinued'],
		},
		{ id: 'statusExplanation', displayName: 'Status Description', to: 'statusExplanation.raw' },
		{ id: 'active' },
	],
	reply: { id: 'id', key: 'identifier', name: 'name', urlTemplate: '{siteUrl}/projects/{key}', createdAt: 'createdAt' },
	fetch: { path: '/api/v3/projects/{id}' },
	update: { method: 'PATCH', path: '/api/v3/projects/{id}', body: '{payload}' },
	lookup: { name: search, key: search },
	duplicates: [{ status: 422, body: 'Identifier has already been taken', field: 'key' }],
	errors: { message: ['message', '_embedded.errors'] },
});
