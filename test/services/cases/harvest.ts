import type { ServiceCase } from '../case';

const base = 'https://api.harvestapp.com/v2/projects';
const headers = { authorization: 'Bearer sample-secret', 'harvest-account-id': '1234567' };
const project = {
	id: 14308069,
	name: 'Apollo',
	code: 'AP',
	is_active: true,
	bill_by: 'Project',
	budget: 200,
	budget_by: 'project',
	budget_is_monthly: false,
	notify_when_over_budget: false,
	over_budget_notification_percentage: 80,
	show_budget_to_all: false,
	created_at: '2026-11-22T10:00:00Z',
	updated_at: '2026-11-22T10:00:00Z',
	starts_on: '2026-11-22',
	ends_on: null,
	is_billable: true,
	is_fixed_fee: false,
	notes: 'To the Moon',
	client: { id: 5735776, name: '123 Industries', currency: 'EUR' },
	cost_budget: null,
	cost_budget_include_expenses: false,
	hourly_rate: 100,
	fee: null,
};
const list = (projects: (typeof project)[]) => ({
	projects,
	per_page: 100,
	total_pages: 1,
	total_entries: projects.length,
	next_page: null,
	previous_page: null,
	page: 1,
	links: { first: `${base}?page=1&per_page=100`, next: null, previous: null, last: `${base}?page=1&per_page=100` },
});

export const harvest: ServiceCase = {
	service: 'harvest',
	credential: { accountId: '1234567', subdomain: 'example', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				client: '5735776',
				billable: true,
				billBy: 'Project',
				budgetBy: 'project',
				budget: 200,
				hourlyRate: 100,
				key: 'AP',
				description: 'To the Moon',
				startDate: '2026-11-22T10:00:00Z',
			},
			expect: [
				{
					method: 'POST',
					url: base,
					headers: {
						...headers,
						'content-type': 'application/json',
						'user-agent': 'n8n-nodes-create-project (https://github.com/n8n-nodes-create-project/n8n-nodes-create-project)',
					},
					body: {
						name: 'Apollo',
						client_id: 5735776,
						is_billable: true,
						bill_by: 'Project',
						budget_by: 'project',
						budget: 200,
						hourly_rate: 100,
						code: 'AP',
						notes: 'To the Moon',
						starts_on: '2026-11-22',
					},
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: '14308069', key: 'AP', name: 'Apollo', url: 'https://example.harvestapp.com/projects/14308069' },
		},
		{
			title: 'without a subdomain there is no link; false is a value',
			credential: { accountId: '1234567', token: 'sample-secret' },
			name: 'Apollo',
			fields: { client: 5735776, billable: false, billBy: 'none', budgetBy: 'none' },
			expect: [
				{
					method: 'POST',
					url: base,
					headers,
					body: { name: 'Apollo', client_id: 5735776, is_billable: false, bill_by: 'none', budget_by: 'none' },
				},
			],
			replies: [{ status: 201, body: { ...project, is_billable: false, bill_by: 'none', budget_by: 'none' } }],
			project: { id: '14308069', key: 'AP', name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'invalid',
			reply: { status: 422, body: { message: "Client can't be blank" } },
			kind: 'invalid',
			says: "Client can't be blank",
		},
		{
			title: 'wrong token',
			kind: 'unauthorized',
			says: 'The access token you provided is invalid',
			reply: {
				status: 401,
				body: {
					error: 'invalid_token',
					error_description: 'The access token you provided is invalid. Please ask your app to generate a new one.',
				},
			},
		},
		{ title: 'too many requests', reply: { status: 429, headers: { 'retry-after': '15' } }, kind: 'limit' },
	],
	lookups: [
		{
			title: 'exact name within the client',
			by: 'name',
			value: 'Apollo',
			fields: { client: 5735776 },
			expect: [{ method: 'GET', url: `${base}?client_id=5735776&page=1&per_page=100`, headers }],
			replies: [{ status: 200, body: list([{ ...project, id: 14308070, name: 'Apollo 2' }, project]) }],
			finds: ['14308069'],
		},
		{
			title: 'no project of that name',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?page=1&per_page=100` }],
			replies: [{ status: 200, body: list([]) }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { billable: true, billBy: 'none', budgetBy: 'none' }, says: 'Client' },
		{ fields: { client: 5735776, billable: true, budgetBy: 'none' }, says: 'Bill By' },
		{ fields: { client: 5735776, billable: true, billBy: 'hourly', budgetBy: 'none' }, says: 'Bill By' },
	],
};
