import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'offset', param: 'limit_start', size: 100, sizeParam: 'limit_page_length' };

/**
 * ERPNext, the document type Project (frappe/erpnext: projects/doctype/project/project.json; frappe/frappe: api/v1.py, exceptions.py,
 * model/base_document.py; docs.frappe.io, "REST API"). `name` is the document's ID (PROJ-0001), `project_name` its name, which is unique:
 * a taken one is a UniqueValidationError (417), or a 409 where documents are named by it. Links (customer, company) are the linked
 * document's own `name`. Errors are in `exception`, or as JSON inside `_server_messages`. `creation` is in the site's time zone, which no
 * answer names, so it is not used. Administrators may add fields of their own: Custom Fields. Left out as unconfirmed: the limits (there
 * are none by default).
 */
export const erpNext = defineService({
	id: 'erpNext',
	displayName: 'ERPNext',
	aliases: ['Frappe'],
	docs: 'https://docs.frappe.io/framework/user/en/api/rest',
	baseUrl: '{siteUrl}',
	site: [{ name: 'siteUrl', displayName: 'ERPNext URL', placeholder: 'e.g. https://acme.frappe.cloud' }],
	headers: { Accept: 'application/json' },
	auth: [
		{
			name: 'API Key and Secret',
			where: 'the user in ERPNext > Settings > API Access > Generate Keys',
			fields: [
				{ name: 'apiKey', displayName: 'API Key' },
				{ name: 'apiSecret', displayName: 'API Secret', secret: true },
			],
			headers: { Authorization: 'token {apiKey}:{apiSecret}' },
			right: 'A user with the role Projects User',
		},
	],
	// docs.frappe.io/framework, "OAuth 2": the site is its own authorization server, for an OAuth Client made in it.
	oauth2: {
		authUrl: '{siteUrl}/api/method/frappe.integrations.oauth2.authorize',
		tokenUrl: '{siteUrl}/api/method/frappe.integrations.oauth2.get_token',
		scopes: ['all'],
		clientAuth: 'body',
	},
	test: { path: '/api/method/frappe.auth.get_logged_user' },
	create: { path: '/api/resource/Project' },
	audience: 'workspace',
	name: { to: 'project_name', maxLength: 140 },
	fields: [
		{
			id: 'workspace',
			displayName: 'Company',
			to: 'company',
			// The name is unique in the whole site.
			within: false,
			live: { path: '/api/resource/Company', items: 'data', value: 'name', paging },
		},
		{
			id: 'client',
			displayName: 'Customer',
			to: 'customer',
			within: false,
			live: {
				path: '/api/resource/Customer',
				query: { fields: ['name', 'customer_name'] },
				items: 'data',
				value: 'name',
				label: 'customer_name',
				paging,
			},
		},
		{ id: 'description', displayName: 'Notes', to: 'notes', description: 'HTML' },
		{ id: 'startDate', displayName: 'Expected Start Date', to: 'expected_start_date', format: 'date' },
		{ id: 'dueDate', displayName: 'Expected End Date', to: 'expected_end_date', format: 'date' },
		{ id: 'status', options: ['Open', 'Completed', 'Cancelled'] },
		{ id: 'priority', type: 'options', options: ['Low', 'Medium', 'High'] },
		{
			id: 'type',
			displayName: 'Project Type',
			to: 'project_type',
			live: { path: '/api/resource/Project%20Type', items: 'data', value: 'name', paging },
		},
		{
			id: 'template',
			displayName: 'From Template',
			to: 'project_template',
			description: 'Its tasks are created, beginning on the expected start date',
			live: { path: '/api/resource/Project%20Template', items: 'data', value: 'name', paging },
		},
		{ id: 'department', live: { path: '/api/resource/Department', items: 'data', value: 'name', paging } },
		{ id: 'budget', displayName: 'Estimated Cost', to: 'estimated_costing' },
		{ id: 'active', to: 'is_active', type: 'options', options: ['Yes', 'No'] },
		{
			id: 'members',
			displayName: 'Users',
			to: 'users',
			format: 'list',
			wrapEach: { user: '{value}' },
			description: 'E-mail addresses of users',
		},
		{ id: 'series', to: 'naming_series', description: 'Where documents are numbered, e.g. PROJ-.####' },
	],
	open: true,
	reply: { at: 'data', id: 'name', key: 'name', name: 'project_name', urlTemplate: '{siteUrl}/app/project/{id}' },
	fetch: { path: '/api/resource/Project/{id}' },
	update: { method: 'PUT', path: '/api/resource/Project/{id}' },
	lookup: {
		key: { path: '/api/resource/Project/{value}', one: true, item: { at: 'data', id: 'name', key: 'name', name: 'project_name' } },
		name: {
			path: '/api/resource/Project',
			query: { filters: [['project_name', '=', '{value}']], fields: ['name', 'project_name'] },
			items: 'data',
			paging,
		},
	},
	duplicates: [{ body: 'UniqueValidationError|DuplicateEntryError' }],
	errors: { message: ['exception', '_server_messages', 'message'] },
});
