import type { ServiceCase } from '../case';

const base = 'https://api.track.toggl.com/api/v9/workspaces/7/projects';
const headers = { authorization: 'Basic c2FtcGxlLXNlY3JldDphcGlfdG9rZW4=' };
const project = {
	id: 202984253,
	workspace_id: 7,
	client_id: 9,
	name: 'Apollo',
	is_private: true,
	active: true,
	at: '2026-11-22T10:00:00+00:00',
	created_at: '2026-11-22T10:00:00+00:00',
	server_deleted_at: null,
	color: '#06aaf5',
	billable: null,
	template: false,
	auto_estimates: null,
	estimated_hours: null,
	rate: null,
	currency: null,
	recurring: false,
	start_date: '2026-11-22',
	end_date: '2026-12-24',
	actual_hours: 0,
};
const json = { 'content-type': 'application/json' };

export const togglTrack: ServiceCase = {
	service: 'togglTrack',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				workspace: 7,
				client: '9',
				color: '#06aaf5',
				visibility: 'private',
				startDate: '2026-11-22',
				dueDate: '2026-12-24',
				billable: true,
				estimatedHours: 40,
				currency: 'EUR',
			},
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, ...json },
					body: {
						name: 'Apollo',
						active: true,
						client_id: 9,
						color: '#06aaf5',
						is_private: true,
						start_date: '2026-11-22',
						end_date: '2026-12-24',
						billable: true,
						estimated_hours: 40,
						currency: 'EUR',
					},
				},
			],
			replies: [{ status: 200, body: project }],
			project: { id: '202984253', name: 'Apollo', url: 'https://track.toggl.com/7/projects/202984253/team' },
		},
	],
	updates: [
		{
			title: 'that is archived, and leaves it archived',
			hints: ['The project that was there is not active (active: false)'],
			name: 'Apollo',
			fields: { workspace: 7, client: 9, billable: true },
			expect: [
				{ method: 'GET', url: `${base}?name=Apollo&active=both&page=1&per_page=200` },
				{ method: 'PUT', url: `${base}/202984253`, body: { name: 'Apollo', client_id: 9, billable: true } },
			],
			replies: [
				{ status: 200, body: [{ ...project, active: false }] },
				{ status: 200, body: { ...project, active: false, billable: true } },
			],
			id: '202984253',
		},
	],
	refusals: [
		{
			title: 'a bare JSON text',
			reply: { status: 400, headers: json, body: '"project name must be present"' },
			kind: 'invalid',
			says: 'project name must be present',
		},
		{
			title: 'quota used up',
			kind: 'limit',
			reply: {
				status: 402,
				headers: { ...json, 'x-toggl-quota-remaining': '0', 'x-toggl-quota-resets-in': '1200' },
				body: '"You have hit your hourly limit for API calls"',
			},
		},
		{
			title: 'quota used up, without headers',
			kind: 'limit',
			reply: { status: 402, headers: json, body: '"You have hit your hourly limit for API calls"' },
		},
		{
			title: 'a feature of a paid plan, with quota left',
			kind: 'invalid',
			says: 'paid feature',
			reply: {
				status: 402,
				headers: { ...json, 'x-toggl-quota-remaining': '25', 'x-toggl-quota-resets-in': '10' },
				body: '"Project templates are a paid feature"',
			},
		},
		{ title: 'leaky bucket', reply: { status: 429 }, kind: 'limit' },
	],
	lookups: [
		{
			title: 'exact name, archived ones too',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 7, client: 9 },
			expect: [{ method: 'GET', url: `${base}?name=Apollo&active=both&page=1&per_page=200`, headers }],
			replies: [
				{
					status: 200,
					body: [
						{ ...project, id: 202984254, name: 'Apollo 2' },
						{ ...project, active: false },
					],
				},
			],
			finds: ['202984253'],
		},
		{
			title: 'below a client that is given by its name',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 7, clientName: 'NASA' },
			expect: [{ method: 'GET', url: `${base}?name=Apollo&active=both&page=1&per_page=200` }],
			replies: [{ status: 200, body: [{ ...project, client_name: 'NASA' }] }],
			finds: ['202984253'],
		},
		{
			title: 'no project of that name',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 7, client: 9 },
			expect: [{ method: 'GET', url: `${base}?name=Apollo&active=both&page=1&per_page=200` }],
			replies: [{ status: 200, body: [] }],
			finds: [],
		},
	],
	rejects: [{ fields: {}, says: 'Workspace' }],
	lists: [
		{
			field: 'template',
			given: { workspace: 3 },
			expect: [{ method: 'GET', url: 'https://api.track.toggl.com/api/v9/workspaces/3/projects?only_templates=true&page=1&per_page=200' }],
			replies: [{ status: 200, body: [{ id: 12, name: 'Launch', template: true }] }],
			choices: [['Launch', 12]],
		},
	],
};
