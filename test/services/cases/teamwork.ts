import type { ServiceCase } from '../case';

const found = {
	id: 7,
	name: 'Apollo',
	description: 'To the Moon',
	startAt: '2026-11-22T00:00:00Z',
	endAt: '2026-12-24T00:00:00Z',
	createdAt: '2026-11-22T10:00:00Z',
	status: 'active',
	type: 'normal',
	company: { id: 3, type: 'companies' },
};

export const teamwork: ServiceCase = {
	service: 'teamwork',
	credential: { siteUrl: 'https://acme.teamwork.com', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields; only an id comes back',
			name: 'Apollo',
			fields: {
				description: 'To the Moon',
				startDate: '2026-11-22',
				dueDate: '2026-12-24T10:00:00Z',
				client: '3',
				owner: 12,
				category: 5,
				tags: '1, 2',
			},
			expect: [
				{
					method: 'POST',
					url: 'https://acme.teamwork.com/projects.json',
					headers: { authorization: 'Basic c2FtcGxlLXNlY3JldDp4', 'content-type': 'application/json' },
					body: {
						project: {
							name: 'Apollo',
							description: 'To the Moon',
							'start-date': '20261122',
							'end-date': '20261224',
							companyId: 3,
							projectOwnerId: 12,
							'category-id': 5,
							tagIds: [1, 2],
						},
					},
				},
			],
			replies: [{ status: 201, body: { STATUS: 'OK', id: '7' } }],
			project: { id: '7', name: 'Apollo', url: 'https://acme.teamwork.com/app/projects/7' },
		},
		{
			title: 'from a template, with what it holds and without what was done in it',
			name: 'Apollo',
			fields: { template: 9, description: 'To the Moon', client: '3', startDate: '2026-11-22' },
			expect: [
				{
					method: 'POST',
					url: 'https://acme.teamwork.com/projects/9/clone.json',
					body: {
						cloneProjectName: 'Apollo',
						cloneProjectAction: 'COPY',
						newFromTemplate: true,
						description: 'To the Moon',
						companyId: 3,
						targetDate: '20261122',
						copyTasklists: true,
						copyTasks: true,
						copyMilestones: true,
						copyMessages: true,
						copyNotebooks: true,
						copyFiles: true,
						copyLinks: true,
						copyForms: true,
						copyRisks: true,
						copyAutomations: true,
						copyCustomFields: true,
						copyCustomItems: true,
						copyBudgets: true,
						copyPeople: true,
						copyProjectRoles: true,
						copyProjectPrivacy: true,
						copyProjectPrefs: true,
						copyLogo: true,
					},
				},
			],
			replies: [{ status: 200, body: { STATUS: 'OK', projectId: '7' } }],
			project: { id: '7', name: 'Apollo', url: 'https://acme.teamwork.com/app/projects/7' },
		},
	],
	refusals: [
		{
			title: 'v1 error',
			reply: { status: 422, body: { MESSAGE: 'Project name is required', STATUS: 'Error' } },
			kind: 'invalid',
			says: 'Project name is required',
		},
		{
			title: 'v3 error',
			reply: { status: 403, body: { errors: [{ title: 'Forbidden', detail: 'You do not have permission to add projects' }] } },
			kind: 'forbidden',
			says: 'permission to add projects',
		},
	],
	lookups: [
		{
			title: 'exact name among those the search returns',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: 'https://acme.teamwork.com/projects/api/v3/projects.json?searchTerm=Apollo&page=1&pageSize=50' }],
			replies: [
				{
					status: 200,
					body: {
						meta: { page: { hasMore: false, pageOffset: 0, pageSize: 50, count: 2 } },
						projects: [{ ...found, id: 8, name: 'Apollo 2' }, found],
					},
				},
			],
			finds: ['7'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: 'https://acme.teamwork.com/projects/api/v3/projects.json?searchTerm=Apollo&page=1&pageSize=50' }],
			replies: [{ status: 200, body: { meta: { page: { hasMore: false } }, projects: [] } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { client: 'ACME' }, says: 'must be a number' },
		{ fields: { startDate: '2026-02-30' }, says: 'not a date' },
	],
	lists: [
		{
			field: 'template',

			expect: [{ method: 'GET', url: 'https://acme.teamwork.com/projects/api/v3/projects/templates.json?page=1&pageSize=50' }],
			replies: [{ status: 200, body: { projects: [{ id: 9, name: 'Launch' }], meta: { page: { hasMore: false } } } }],
			choices: [['Launch', 9]],
		},
	],
};
