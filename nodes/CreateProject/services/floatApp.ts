import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', first: 1, size: 200, sizeParam: 'per-page' };

/**
 * Float. Create, reply and update: developer.float.com, "Managing your projects"; header, limits: "Authenticating with Float"; option
 * values as the documented API's users send them. The API asks for a User-Agent with a contact. Flags are 0 and 1, and `non_billable` is
 * the opposite of ours. A project code is unique, a name is not; there is no search, so all projects are read. Left out: the owner
 * (sources differ on its name), how a taken code is refused, the project's page, and `created` (its time zone is not documented).
 */
export const floatApp = defineService({
	id: 'float',
	displayName: 'Float',
	docs: 'https://developer.float.com/tutorial_managing_your_projects.html',
	baseUrl: 'https://api.float.com/v3',
	site: [
		{
			name: 'email',
			displayName: 'Contact Email',
			placeholder: 'e.g. name@example.com',
			description: 'Float wants to know whom to ask about the requests',
		},
	],
	headers: { 'User-Agent': 'n8n-nodes-create-project ({email})' },
	auth: [
		{
			name: 'API Key',
			where: 'Account Settings > Integrations',
			right: 'The API key of the account, from Account Settings > Integrations',
		},
	],
	test: { path: '/accounts', query: { 'per-page': '1' } },
	create: { path: '/projects' },
	audience: 'workspace',
	name: { maxLength: 255 },
	fields: [
		{ id: 'key', displayName: 'Project Code', to: 'project_code' },
		{ id: 'description', displayName: 'Notes', to: 'notes' },
		{ id: 'startDate', to: 'start_date', format: 'date' },
		{ id: 'dueDate', displayName: 'End Date', to: 'end_date', format: 'date' },
		{
			id: 'client',
			to: 'client_id',
			format: 'number',
			within: { at: 'client_id', none: null },
			live: { path: '/clients', value: 'client_id', paging },
		},
		{ id: 'color', format: 'bareHexColor' },
		{ id: 'tags', format: 'list' },
		{
			id: 'billable',
			to: 'non_billable',
			options: [
				{ value: 'true', name: 'Billable', sends: 0 },
				{ value: 'false', name: 'Non-Billable', sends: 1 },
			],
		},
		{ id: 'status', options: { draft: 0, tentative: 1, confirmed: 2, completed: 3, cancelled: 4 } },
		{
			id: 'stage',
			displayName: 'Stage',
			to: 'stage_id',
			format: 'number',
			description: 'Wins over Status',
			live: { path: '/project-stages' },
		},
		{ id: 'budget', displayName: 'Budget Total', to: 'budget_total' },
		{
			id: 'budgetType',
			to: 'budget_type',
			options: [
				{ value: 'totalHours', name: 'Total Hours', sends: 1 },
				{ value: 'totalFee', name: 'Total Fee', sends: 2 },
				{ value: 'hourlyFee', name: 'Hourly Fee', sends: 3 },
			],
		},
		{ id: 'budgetPriority', to: 'budget_priority', options: { project: 0, phase: 1, task: 2 } },
		{
			id: 'members',
			displayName: 'Project Team',
			to: 'project_team',
			format: 'numberList',
			wrapEach: { people_id: '{value}' },
			live: { path: '/people', value: 'people_id', paging },
		},
		{
			id: 'active',
			options: [
				{ value: 'true', name: 'Active', sends: 1 },
				{ value: 'false', name: 'Archived', sends: 0 },
			],
		},
	],
	reply: { id: 'project_id', key: 'project_code', name: 'name' },
	fetch: { path: '/projects/{id}' },
	update: { method: 'PATCH', path: '/projects/{id}' },
	lookup: { key: { path: '/projects', items: '', paging }, name: { path: '/projects', items: '', paging } },
	limits: { requests: { count: 100, perMs: 60_000 } },
});
