import { defineService, type Json } from './service';

const fields: Json = ['id', 'name', 'company_id', 'partner_id', 'create_date', 'active'];

/**
 * Odoo 19 and newer, model project.project, through the JSON-2 API (odoo/documentation: developer/reference/external_api.rst; fields:
 * addons/project/models/project_project.py). All calls are POST, arguments by name; a create answers with a list of IDs. Names may repeat.
 * Relations are read as [ID, name] and written as IDs, lists of them with Odoo's command 6. Archived projects are not found. The
 * database's name is needed only where one server has several. Odoo's own plans without "Custom" have no external API. Left out: Odoo
 * before 19 (its RPC wants the user's number and secret inside the arguments), task stages.
 */
export const odoo = defineService({
	id: 'odoo',
	displayName: 'Odoo',
	docs: 'https://www.odoo.com/documentation/19.0/developer/reference/external_api.html',
	baseUrl: '{siteUrl}',
	site: [
		{ name: 'siteUrl', displayName: 'Odoo URL', placeholder: 'e.g. https://acme.odoo.com' },
		{ name: 'database', displayName: 'Database', required: false, description: 'Only where the server has several databases' },
	],
	headers: { 'X-Odoo-Database': '{database}' },
	auth: [
		{
			name: 'API Key',
			where: 'Preferences > Account Security > New API Key',
			headers: { Authorization: 'bearer {token}' },
			right: 'A user with the right Project: Administrator',
		},
	],
	test: { path: '/json/2/res.users/context_get', body: {} },
	create: { path: '/json/2/project.project/create', body: { vals_list: ['{payload}'] } },
	audience: 'workspace',
	fields: [
		{
			id: 'workspace',
			displayName: 'Company',
			to: 'company_id',
			format: 'number',
			within: { at: 'company_id.0' },
			live: { path: '/json/2/res.company/search_read', body: { domain: [], fields: ['name'] } },
		},
		{
			id: 'client',
			displayName: 'Customer',
			to: 'partner_id',
			format: 'number',
			within: { at: 'partner_id.0', none: null },
			live: {
				path: '/json/2/res.partner/search_read',
				body: { domain: [['is_company', '=', true]], fields: ['display_name'], order: 'display_name' },
				label: 'display_name',
				paging: { kind: 'offset', param: 'offset', size: 500, sizeParam: 'limit', in: 'body' },
			},
		},
		{ id: 'description', description: 'HTML' },
		{
			id: 'owner',
			displayName: 'Project Manager',
			to: 'user_id',
			format: 'number',
			live: { path: '/json/2/res.users/search_read', body: { domain: [['share', '=', false]], fields: ['name'] } },
		},
		{
			id: 'visibility',
			to: 'privacy_visibility',
			options: [
				{ value: 'private', name: 'Invited Internal Users', sends: 'followers' },
				{ value: 'internal', name: 'All Internal Users', sends: 'employees' },
				{ value: 'portal', name: 'All Internal Users and Invited Portal Users', sends: 'portal' },
			],
		},
		{ id: 'startDate', to: 'date_start', format: 'date' },
		{ id: 'dueDate', displayName: 'Expiration Date', to: 'date', format: 'date' },
		{
			id: 'status',
			displayName: 'Stage',
			to: 'stage_id',
			format: 'number',
			description: 'Where stages of projects are in use',
			live: { path: '/json/2/project.project.stage/search_read', body: { domain: [], fields: ['name'] } },
		},
		{ id: 'tags', to: 'tag_ids', format: 'numberList', wrap: [[6, 0, '{value}']], description: 'IDs of tags' },
		{ id: 'color', displayName: 'Color Index', type: 'number' },
		{ id: 'taskLabel', displayName: 'Use Tasks As', to: 'label_tasks' },
		{ id: 'billable', to: 'allow_billable', description: 'Where the app for timesheets and sales is installed' },
	],
	open: true,
	reply: { id: '0', name: 'name', createdAt: 'create_date' },
	sparse: true,
	fetch: { path: '/json/2/project.project/read', body: { ids: ['{id|number}'], fields }, at: '0' },
	update: { method: 'POST', path: '/json/2/project.project/write', body: { ids: ['{id|number}'], vals: '{payload}' }, sparse: true },
	lookup: {
		name: {
			path: '/json/2/project.project/search_read',
			body: { domain: [['name', '=', '{value}']], fields },
			items: '',
			item: { id: 'id' },
			paging: { kind: 'offset', param: 'offset', size: 100, sizeParam: 'limit', in: 'body' },
		},
	},
	errors: { message: ['message', 'arguments.0'] },
});
