import type { ServiceCase } from '../case';

const project = {
	project_id: 1027707, name: 'Apollo', project_code: 'AP-1', client_id: 212, color: 'ff2d00', notes: 'To the Moon', tags: ['lunar', 'crewed'], budget_type: 1, budget_total: 120,
	budget_per_phase: 0, budget_priority: 0, default_hourly_rate: null, non_billable: 0, tentative: 0, status: 2, locked_task_list: 1, active: 1, project_manager: 80851,
	all_pms_schedule: 0, created: '2026-11-22 10:00:00', modified: '2026-11-22 10:00:00', start_date: '2026-11-22', end_date: '2026-12-22',
};
const list = 'https://api.float.com/v3/projects?page=1&per-page=200';

export const floatApp: ServiceCase = {
	service: 'float',
	credential: { email: 'crew@example.com', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				key: 'AP-1', description: 'To the Moon', startDate: '2026-11-22', dueDate: '2026-12-22T00:00:00Z', client: '212', color: '#FF2D00', tags: 'lunar, crewed',
				billable: true, status: 'confirmed', budget: 120, budgetType: 'totalHours', budgetPriority: 'project', members: [11, 12], active: true,
			},
			expect: [
				{
					method: 'POST',
					url: 'https://api.float.com/v3/projects',
					headers: { authorization: 'Bearer sample-secret', 'user-agent': 'n8n-nodes-create-project (crew@example.com)', 'content-type': 'application/json' },
					body: {
						name: 'Apollo', project_code: 'AP-1', notes: 'To the Moon', start_date: '2026-11-22', end_date: '2026-12-22', client_id: 212, color: 'ff2d00', tags: ['lunar', 'crewed'],
						non_billable: 0, status: 2, budget_total: 120, budget_type: 1, budget_priority: 0, project_team: [{ people_id: 11 }, { people_id: 12 }], active: 1,
					},
				},
			],
			replies: [{ status: 201, headers: { location: 'https://api.float.com/v3/projects/1027707' }, body: project }],
			project: { id: '1027707', key: 'AP-1', name: 'Apollo' },
		},
		{
			title: 'not billable',
			name: 'Apollo',
			fields: { billable: false },
			expect: [{ method: 'POST', url: 'https://api.float.com/v3/projects', body: { name: 'Apollo', non_billable: 1 } }],
			replies: [{ status: 201, body: { ...project, project_code: null, non_billable: 1 } }],
			project: { id: '1027707', name: 'Apollo' },
		},
	],
	refusals: [
		{ title: 'invalid', reply: { status: 422, body: [{ field: 'name', message: 'Name cannot be blank.' }] }, kind: 'invalid', says: 'Name cannot be blank' },
		{ title: 'too many requests', reply: { status: 429, body: { message: 'Rate limit exceeded.' } }, kind: 'limit' },
		{ title: 'wrong key', reply: { status: 401, body: { message: 'Your request was made with invalid credentials.' } }, kind: 'unauthorized' },
	],
	lookups: [
		{
			title: 'exact name in the list', by: 'name', value: 'Apollo',
			expect: [{ method: 'GET', url: list }],
			replies: [{ status: 200, body: [{ ...project, project_id: 8, name: 'Apollo 2', project_code: 'AP-2' }, project] }],
			finds: ['1027707'],
		},
		{
			title: 'by project code', by: 'key', value: 'AP-1',
			expect: [{ method: 'GET', url: list }],
			replies: [{ status: 200, body: [{ ...project, project_id: 8, project_code: 'AP-10' }, project] }],
			finds: ['1027707'],
		},
		{ title: 'absent', by: 'name', value: 'Apollo', expect: [{ method: 'GET', url: list }], replies: [{ status: 200, body: [] }], finds: [] },
	],
	rejects: [
		{ fields: { status: 'landed' }, says: 'draft' },
		{ fields: { startDate: '2026-02-30' }, says: 'not a date' },
	],
};
