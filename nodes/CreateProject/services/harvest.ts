import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 100, sizeParam: 'per_page' };

/**
 * Harvest API v2. help.getharvest.com/api-v2 (projects, clients, authentication, general). Each request needs the account's ID and a
 * User-Agent that says whom to ask (else 400). Billing and budget have no safe default, so the person chooses. The API names no web page:
 * the address needs the account's subdomain. A name is unique within its client; left out as unconfirmed: the wording of that refusal.
 */
export const harvest = defineService({
	id: 'harvest',
	displayName: 'Harvest',
	docs: 'https://help.getharvest.com/api-v2/projects-api/projects/projects/#create-a-project',
	baseUrl: 'https://api.harvestapp.com/v2',
	site: [
		{ name: 'accountId', displayName: 'Account ID' },
		{
			name: 'subdomain',
			displayName: 'Subdomain',
			required: false,
			placeholder: 'e.g. example, of example.harvestapp.com',
			description: 'For links to projects',
		},
	],
	headers: {
		'Harvest-Account-Id': '{accountId}',
		'User-Agent': 'n8n-nodes-create-project (https://github.com/n8n-nodes-create-project/n8n-nodes-create-project)',
	},
	auth: [
		{
			name: 'Personal Access Token',
			where: 'id.getharvest.com/developers > Create New Personal Access Token, which also shows the Account ID',
			right: 'A user who is Administrator, or Manager with managed projects',
		},
	],
	oauth2: {
		authUrl: 'https://id.getharvest.com/oauth2/authorize',
		tokenUrl: 'https://id.getharvest.com/api/v2/oauth2/token',
		scopes: [],
		clientAuth: 'body',
	},
	test: { path: '/users/me' },
	create: { path: '/projects' },
	audience: 'workspace',
	fields: [
		{
			id: 'client',
			to: 'client_id',
			format: 'number',
			required: true,
			within: { at: 'client.id' },
			live: { path: '/clients', items: 'clients', paging },
		},
		{ id: 'billable', to: 'is_billable', required: true },
		{ id: 'billBy', to: 'bill_by', type: 'options', options: ['Project', 'Tasks', 'People', 'none'], required: true },
		{
			id: 'budgetBy',
			to: 'budget_by',
			type: 'options',
			options: ['project', 'project_cost', 'task', 'task_fees', 'person', 'none'],
			required: true,
		},
		{ id: 'key', displayName: 'Code', to: 'code' },
		{ id: 'description', displayName: 'Notes', to: 'notes' },
		{ id: 'startDate', displayName: 'Starts On', to: 'starts_on', format: 'date' },
		{ id: 'dueDate', displayName: 'Ends On', to: 'ends_on', format: 'date' },
		{ id: 'budget', description: 'In hours, when budgeting by time' },
		{ id: 'costBudget', to: 'cost_budget', type: 'number', description: 'In money, when budgeting by money' },
		{ id: 'hourlyRate', to: 'hourly_rate', type: 'number' },
		{ id: 'fixedFee', to: 'is_fixed_fee', type: 'boolean' },
		{ id: 'fee', type: 'number' },
		{ id: 'active', to: 'is_active' },
	],
	reply: { id: 'id', key: 'code', name: 'name', urlTemplate: 'https://{subdomain}.harvestapp.com/projects/{id}', createdAt: 'created_at' },
	fetch: { path: '/projects/{id}' },
	update: { method: 'PATCH', path: '/projects/{id}' },
	lookup: { name: { path: '/projects', query: { client_id: '{client}' }, items: 'projects', paging } },
	errors: { message: ['message', 'error_description', 'error'] },
	limits: { requests: { count: 100, perMs: 15_000 } },
});
