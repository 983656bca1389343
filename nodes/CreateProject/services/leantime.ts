import { defineService } from './service';

/**
 * Leantime. JSON-RPC; rules: app/Domain/Projects/Services/Projects.php, Domain/Api/Controllers/Jsonrpc.php,
 * Core/Support/DateTimeHelper.php, docs api/usage.md. Dates are read as ISO 8601 with a time and without milliseconds, else in the user's
 * own format; old versions want `start` and `end` to be there, so null is sent. Names may repeat. A list shows what the key's role may
 * see. Left out: `assignedUsers` (the documents disagree on its shape), `parent` (a paid plugin's) and the update (`patch` takes column
 * names).
 */
export const leantime = defineService({
	id: 'leantime',
	displayName: 'Leantime',
	docs: 'https://docs.leantime.io/api/usage',
	baseUrl: '{siteUrl}',
	site: [{ name: 'siteUrl', displayName: 'Leantime URL', placeholder: 'e.g. https://leantime.example.com' }],
	auth: [
		{
			name: 'API Key',
			where: 'Company Settings in Leantime',
			fields: [{ name: 'token', displayName: 'API Key', secret: true, description: 'Created under Company Settings' }],
			headers: { 'x-api-key': '{token}' },
			right: 'A key with the role Admin, so that every project is found by its name',
		},
	],
	test: { path: '/api/jsonrpc', rpc: { method: 'leantime.rpc.Clients.Clients.getAll', params: {} } },
	create: { path: '/api/jsonrpc', rpc: { method: 'leantime.rpc.Projects.Projects.addProject', params: { values: '{payload}' } } },
	audience: 'workspace',
	constants: { start: null, end: null },
	fields: [
		{
			id: 'client',
			to: 'clientId',
			format: 'number',
			required: true,
			within: { at: 'clientId' },
			live: { path: '/api/jsonrpc', rpc: { method: 'leantime.rpc.Clients.Clients.getAll', params: {} }, items: 'result' },
		},
		{ id: 'description', to: 'details' },
		{ id: 'startDate', to: 'start', format: 'date', wrap: '{value}T00:00:00+0000' },
		{ id: 'dueDate', displayName: 'End Date', to: 'end', format: 'date', wrap: '{value}T23:59:59+0000' },
		{
			id: 'visibility',
			displayName: 'Who Can Access',
			to: 'psettings',
			options: [
				{ value: 'private', name: 'Only Chosen Users', sends: 'restricted' },
				{ value: 'client', name: 'Everyone in the Client', sends: 'clients' },
				{ value: 'internal', name: 'Everyone in the Organization', sends: 'all' },
			],
		},
		{ id: 'budget', displayName: 'Budget Cost', to: 'dollarBudget' },
		{ id: 'hourBudget', displayName: 'Hourly Budget', type: 'number' },
	],
	reply: { id: 'result', name: 'name', urlTemplate: '{siteUrl}/projects/showProject/{id}' },
	fetch: { path: '/api/jsonrpc', rpc: { method: 'leantime.rpc.Projects.Projects.getProject', params: { id: '{id}' } }, at: 'result' },
	lookup: {
		name: {
			path: '/api/jsonrpc',
			rpc: { method: 'leantime.rpc.Projects.Projects.getAll', params: { showClosedProjects: true } },
			items: 'result',
			item: { id: 'id', name: 'name', urlTemplate: '{siteUrl}/projects/showProject/{id}' },
		},
	},
	errors: { message: ['error.data', 'error.message'] },
});
