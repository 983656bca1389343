import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 100, sizeParam: 'per_page' };

/**
 * Invoice Ninja 5 (invoiceninja/invoiceninja: openapi/paths/projects.yaml, app/Models/Project.php,
 * Requests/Project/StoreProjectRequest.php, Filters/QueryFilters.php). Answers are wrapped in `data`, which the description leaves out.
 * Names may repeat, the number is unique. Lists hold deleted projects, too, which are none here. IDs are hashed texts; times are seconds.
 * Left out: the project's page, the numbers of the limits (each server sets its own).
 */
export const invoiceNinja = defineService({
	id: 'invoiceNinja',
	displayName: 'Invoice Ninja',
	docs: 'https://api-docs.invoicing.co/#tag/projects/operation/storeProject',
	baseUrl: '{siteUrl}/api/v1',
	site: [{ name: 'siteUrl', displayName: 'Invoice Ninja URL', default: 'https://invoicing.co' }],
	headers: { 'X-Requested-With': 'XMLHttpRequest' },
	auth: [
		{
			name: 'API Token',
			where: 'Settings > Account Management > Integrations > API Tokens',
			headers: { 'X-API-TOKEN': '{token}' },
			right: 'A user who may create projects',
		},
	],
	test: { path: '/projects', query: { per_page: 1 } },
	create: { path: '/projects' },
	audience: 'workspace',
	fields: [
		{
			id: 'client',
			to: 'client_id',
			required: true,
			within: { at: 'client_id' },
			live: { path: '/clients', items: 'data', label: 'display_name', paging },
		},
		{ id: 'key', displayName: 'Number', to: 'number' },
		{ id: 'description', displayName: 'Public Notes', to: 'public_notes' },
		{ id: 'privateNotes', to: 'private_notes' },
		{ id: 'dueDate', to: 'due_date', format: 'date' },
		{ id: 'budget', displayName: 'Budgeted Hours', to: 'budgeted_hours' },
		{ id: 'hourlyRate', displayName: 'Task Rate', to: 'task_rate', type: 'number' },
		{ id: 'owner', displayName: 'Assigned User ID', to: 'assigned_user_id', format: 'text' },
		{ id: 'color', format: 'hexColor' },
		{ id: 'custom1', displayName: 'Custom Value 1', to: 'custom_value1' },
		{ id: 'custom2', displayName: 'Custom Value 2', to: 'custom_value2' },
		{ id: 'custom3', displayName: 'Custom Value 3', to: 'custom_value3' },
		{ id: 'custom4', displayName: 'Custom Value 4', to: 'custom_value4' },
	],
	reply: { at: 'data', id: 'id', key: 'number', name: 'name', createdAt: 'created_at' },
	fetch: { path: '/projects/{id}' },
	update: { method: 'PUT', path: '/projects/{id}' },
	lookup: {
		name: { path: '/projects', query: { client_id: '{client}' }, items: 'data', only: { path: 'is_deleted', is: false }, paging },
		key: { path: '/projects', query: { number: '{value}' }, items: 'data', only: { path: 'is_deleted', is: false }, paging },
	},
	duplicates: [{ status: 422, body: 'number has already been taken', field: 'key' }],
	limits: { headers: { remaining: 'x-ratelimit-remaining' } },
});
