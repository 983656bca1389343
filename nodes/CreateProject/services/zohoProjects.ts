import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 100, sizeParam: 'per_page' };

/**
 * Zoho Projects, API V3. projects.zoho.com/api-docs, the property names and limits after clients of V3. IDs are text (64 bits). More than
 * 100 requests in 2 minutes lock the account out for 30 minutes. Left out as unconfirmed: the data centre in the United Arab Emirates, the
 * portal drop-down (shape of its list), the update's verb, custom fields, duplicates and the address of a project's page.
 */
export const zohoProjects = defineService({
	id: 'zohoProjects',
	displayName: 'Zoho Projects',
	docs: 'https://projects.zoho.com/api-docs',
	baseUrl: 'https://projectsapi.{region}',
	site: [
		{
			name: 'region',
			displayName: 'Data Center',
			default: 'zoho.com',
			options: [
				{ name: 'United States', value: 'zoho.com' },
				{ name: 'Europe', value: 'zoho.eu' },
				{ name: 'India', value: 'zoho.in' },
				{ name: 'Australia', value: 'zoho.com.au' },
				{ name: 'Japan', value: 'zoho.jp' },
				{ name: 'Canada', value: 'zohocloud.ca' },
				{ name: 'Saudi Arabia', value: 'zoho.sa' },
				{ name: 'China', value: 'zoho.com.cn' },
				{ name: 'United Kingdom', value: 'zoho.uk' },
			],
		},
	],
	oauth2: {
		authUrl: 'https://accounts.{region}/oauth/v2/auth',
		tokenUrl: 'https://accounts.{region}/oauth/v2/token',
		scopes: ['ZohoProjects.portals.READ', 'ZohoProjects.projects.CREATE', 'ZohoProjects.projects.READ'],
		scopeSeparator: ',',
		authQuery: 'access_type=offline&prompt=consent',
		clientAuth: 'body',
		tokenType: 'Zoho-oauthtoken',
	},
	test: { path: '/api/v3/portals' },
	create: { path: '/api/v3/portal/{workspace}/projects' },
	audience: 'workspace',
	name: { maxLength: 200 },
	fields: [
		{ id: 'workspace', displayName: 'Portal ID', in: 'path', required: true, within: {} },
		{ id: 'description', maxLength: 80_000 },
		{ id: 'startDate', to: 'start_date', format: 'date' },
		{ id: 'dueDate', displayName: 'End Date', to: 'end_date', format: 'date' },
		{ id: 'owner', displayName: 'Owner ZPUID', to: 'owner.zpuid' },
		{ id: 'visibility', to: 'is_public_project', options: { public: true, private: false } },
		{ id: 'template', displayName: 'Copy From', to: 'copy_from', description: 'ID of a template or of another project' },
		{ id: 'category', displayName: 'Project Group ID', to: 'project_group.id' },
		{ id: 'status', displayName: 'Status ID', to: 'status.id' },
		{ id: 'layout', displayName: 'Layout ID', to: 'layout.id' },
		{ id: 'tags', displayName: 'Tag IDs', format: 'list', wrapEach: { id: '{value}' } },
	],
	reply: { id: 'id', key: 'key', name: 'name', createdAt: 'created_time' },
	fetch: { path: '/api/v3/portal/{workspace}/projects/{id}' },
	lookup: { name: { path: '/api/v3/portal/{workspace}/projects', items: '', paging } },
	errors: { message: ['error.details.0.message', 'error.message', 'error.title'] },
	limits: { requests: { count: 100, perMs: 120_000 }, waitMs: 1_800_000 },
});
