import { defineService } from './service';

/**
 * Paymo (paymoapp/api: sections/projects.md, authentication.md, project_templates.md, project_statuses.md, README on 429). A list is not
 * paged and holds archived projects, too; it is asked for by client and compared here, because the escape of quotes in `where` is not
 * documented. Create and fetch answer with a list of one. Left out as unconfirmed: the project's page, whether names are unique within a
 * client.
 */
export const paymo = defineService({
	id: 'paymo',
	displayName: 'Paymo',
	docs: 'https://github.com/paymoapp/api/blob/master/sections/projects.md#create',
	baseUrl: 'https://app.paymoapp.com/api',
	headers: { Accept: 'application/json' },
	auth: [
		{
			name: 'API Key',
			where: 'the My Account page of Paymo',
			basic: { user: '{token}', password: 'X' },
			right: 'A user who may add projects',
		},
	],
	test: { path: '/me' },
	create: { path: '/projects' },
	audience: 'members',
	fields: [
		{
			id: 'client',
			to: 'client_id',
			format: 'number',
			required: true,
			within: { at: 'client_id' },
			live: { path: '/clients', items: 'clients' },
		},
		{ id: 'description' },
		{
			id: 'template',
			to: 'template_id',
			format: 'number',
			description: 'Its task lists and tasks are added',
			live: { path: '/projecttemplates', items: 'project_templates' },
		},
		{ id: 'status', to: 'status_id', format: 'number', live: { path: '/projectstatuses', items: 'projectstatuses' } },
		{ id: 'members', displayName: 'Users', to: 'users', format: 'numberList' },
		{ id: 'managers', type: 'array', format: 'numberList', description: 'IDs of users' },
		{ id: 'color', format: 'hexColor' },
		{ id: 'billable' },
		{ id: 'flatRate', to: 'flat_billing', type: 'boolean', description: 'Whether the project has one price' },
		{ id: 'price', type: 'number', description: 'The price of a flat rate project' },
		{ id: 'hourlyRate', to: 'price_per_hour', type: 'number' },
		{ id: 'budget', displayName: 'Budget Hours', to: 'budget_hours' },
	],
	reply: { at: 'projects.0', id: 'id', key: 'code', name: 'name', createdAt: 'created_on' },
	fetch: { path: '/projects/{id}' },
	update: { method: 'PUT', path: '/projects/{id}' },
	lookup: { name: { path: '/projects', query: { where: 'client_id={client}' }, items: 'projects' } },
});
