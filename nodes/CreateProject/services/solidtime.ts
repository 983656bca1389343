import { defineService, type Paging } from './service';

/** Pages have the server's own size. */
const paging: Paging = { kind: 'page', param: 'page', more: 'links.next' };

/**
 * Solidtime (solidtime-io/solidtime: routes/api.php, Requests/V1/Project/ProjectStoreRequest.php, ProjectUpdateRequest.php,
 * ProjectIndexRequest.php, Resources/V1/Project/ProjectResource.php, lang/en/validation.php). A name is unique within its client. Color,
 * billable and client must be in each create; the client may be null. An edit wants all of them again, which would reset what the person
 * did not give: there is no update. The answers have no creation time and no page. Left out as unconfirmed: a list of organizations, the
 * limits.
 */
export const solidtime = defineService({
	id: 'solidtime',
	displayName: 'Solidtime',
	docs: 'https://docs.solidtime.io/api-reference',
	baseUrl: '{siteUrl}/api/v1',
	site: [
		{ name: 'siteUrl', displayName: 'Solidtime URL', default: 'https://app.solidtime.io' },
		{ name: 'organization', displayName: 'Organization ID', description: 'From the address of the organization’s settings' },
	],
	headers: { Accept: 'application/json' },
	auth: [
		{
			name: 'API Token',
			where: 'Profile settings > API tokens',
			right: 'A role that may create projects and see all projects (projects:create, projects:view:all)',
		},
	],
	test: { path: '/organizations/{organization}' },
	create: { path: '/organizations/{organization}/projects' },
	audience: 'workspace',
	name: { maxLength: 255 },
	fields: [
		{
			id: 'client',
			to: 'client_id',
			within: { at: 'client_id', none: null },
			live: { path: '/organizations/{organization}/clients', items: 'data', paging },
		},
		{ id: 'color', format: 'hexColor', default: '#ef5350' },
		{ id: 'billable', to: 'is_billable', default: false },
		{ id: 'hourlyRate', displayName: 'Billable Rate', to: 'billable_rate', format: 'hundredths', type: 'number', description: 'Per hour' },
		{ id: 'estimatedTime', to: 'estimated_time', type: 'number', description: 'In seconds' },
		{
			id: 'visibility',
			to: 'is_public',
			options: [
				{ value: 'private', name: 'Only Its Members', sends: false },
				{ value: 'internal', name: 'Everyone in the Organization', sends: true },
			],
		},
	],
	constants: { client_id: null },
	reply: { at: 'data', id: 'id', name: 'name' },
	fetch: { path: '/organizations/{organization}/projects/{id}' },
	lookup: { name: { path: '/organizations/{organization}/projects', query: { archived: 'all' }, items: 'data', paging } },
	duplicates: [{ status: 422, body: 'project with the same name already exists' }],
});
