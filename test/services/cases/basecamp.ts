import type { ServiceCase } from '../case';

const base = 'https://3.basecampapi.com/195539477';
const headers = { 'user-agent': 'n8n-nodes-create-project (ops@example.com)' };
const project = {
	id: 2085958504,
	status: 'active',
	created_at: '2026-11-22T17:13:00.000Z',
	updated_at: '2026-11-22T17:13:00.000Z',
	name: 'Apollo',
	description: 'To the Moon',
	url: `${base}/projects/2085958504.json`,
	app_url: 'https://3.basecamp.com/195539477/projects/2085958504',
	dock: [],
	bookmarked: false,
};

export const basecamp: ServiceCase = {
	service: 'basecamp',
	credential: { organization: '195539477', contact: 'ops@example.com' },
	auth: 'OAuth2',
	creates: [
		{
			title: 'dates and access in a second request',
			name: 'Apollo',
			fields: { description: 'To the Moon', startDate: '2026-11-22', dueDate: '2026-12-24', visibility: 'internal' },
			expect: [
				{
					method: 'POST',
					url: `${base}/projects.json`,
					headers: { ...headers, 'content-type': 'application/json' },
					body: { name: 'Apollo', description: 'To the Moon' },
				},
				{
					method: 'PUT',
					url: `${base}/projects/2085958504.json`,
					headers,
					body: {
						name: 'Apollo',
						description: 'To the Moon',
						admissions: 'employee',
						schedule_attributes: { start_date: '2026-11-22', end_date: '2026-12-24' },
					},
				},
			],
			replies: [
				{ status: 201, body: project },
				{ status: 200, body: { ...project, start_date: '2026-11-22', end_date: '2026-12-24' } },
			],
			project: { id: '2085958504', name: 'Apollo', url: 'https://3.basecamp.com/195539477/projects/2085958504' },
		},
		{
			title: 'from a template, through a construction',
			name: 'Apollo',
			fields: { template: 2085958506 },
			expect: [
				{ method: 'POST', url: `${base}/templates/2085958506/project_constructions.json`, headers, body: { project: { name: 'Apollo' } } },
				{ method: 'GET', url: `${base}/templates/2085958506/project_constructions/598194966`, headers },
				{ method: 'GET', url: `${base}/templates/2085958506/project_constructions/598194966`, headers },
			],
			replies: [
				{
					status: 201,
					body: { id: 598194966, status: 'pending', url: `${base}/templates/2085958506/project_constructions/598194966.json` },
				},
				{
					status: 200,
					body: { id: 598194966, status: 'pending', url: `${base}/templates/2085958506/project_constructions/598194966.json` },
				},
				{
					status: 200,
					body: { id: 598194966, status: 'completed', url: `${base}/templates/2085958506/project_constructions/598194966.json`, project },
				},
			],
			project: { id: '2085958504', name: 'Apollo', url: 'https://3.basecamp.com/195539477/projects/2085958504' },
		},
	],
	refusals: [
		{
			title: 'plan limit, never repeated',
			reply: { status: 507, body: { error: 'The project limit for this account has been reached.' } },
			kind: 'failed',
			says: 'project limit',
		},
		{ title: 'invalid', reply: { status: 422, body: { error: "Name can't be blank" } }, kind: 'invalid', says: "can't be blank" },
		{
			title: 'limit',
			reply: { status: 429, headers: { 'retry-after': '10' }, body: { error: 'Rate limit exceeded', retry_after: 10 } },
			kind: 'limit',
		},
	],
	lookups: [
		{
			title: 'exact name on the second page',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url: `${base}/projects.json`, headers },
				{ method: 'GET', url: `${base}/projects.json?page=2`, headers },
			],
			replies: [
				{
					status: 200,
					headers: { link: `<${base}/projects.json?page=2>; rel="next"`, 'x-total-count': '2' },
					body: [{ ...project, id: 2085958505, name: 'Apollo 2' }],
				},
				{ status: 200, headers: { 'x-total-count': '2' }, body: [project] },
			],
			finds: ['2085958504'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}/projects.json`, headers }],
			replies: [{ status: 200, body: [{ ...project, id: 2085958505, name: 'Apollo 2' }] }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { startDate: 'soon' }, says: 'not a date' },
		{ fields: { visibility: 'public' }, says: 'private' },
	],
	lists: [
		{
			field: 'template',

			expect: [{ method: 'GET', url: 'https://3.basecampapi.com/195539477/templates.json' }],
			replies: [{ status: 200, body: [{ id: 7, name: 'Launch' }] }],
			choices: [['Launch', 7]],
		},
	],
};
