import type { ServiceCase } from '../case';

const api = 'https://app.asana.com/api/1.0';
const project = {
	gid: '1200000000000007',
	resource_type: 'project',
	name: 'Apollo',
	notes: 'To the Moon',
	color: 'light-green',
	start_on: '2026-11-22',
	due_on: '2026-12-24',
	privacy_setting: 'private',
	default_view: 'board',
	archived: false,
	created_at: '2026-11-22T10:00:00.000Z',
	permalink_url: 'https://app.asana.com/0/1200000000000007/list',
};
const listed = (gid: string, name: string) => ({
	gid,
	resource_type: 'project',
	name,
	permalink_url: `https://app.asana.com/0/${gid}/list`,
	created_at: '2026-11-22T10:00:00.000Z',
});

export const asana: ServiceCase = {
	service: 'asana',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				workspace: '11',
				team: '22',
				description: 'To the Moon',
				startDate: '2026-11-22T09:00:00Z',
				dueDate: '2026-12-24',
				owner: 'me',
				members: ['33', '44'],
				visibility: 'private',
				color: 'light-green',
				icon: 'rocket',
				view: 'board',
				defaultAccessLevel: 'editor',
				customFields: { '55': 'High' },
			},
			expect: [
				{
					method: 'POST',
					url: `${api}/workspaces/11/projects`,
					headers: { authorization: 'Bearer sample-secret', 'content-type': 'application/json' },
					body: {
						data: {
							name: 'Apollo',
							team: '22',
							notes: 'To the Moon',
							start_on: '2026-11-22',
							due_on: '2026-12-24',
							owner: 'me',
							followers: '33,44',
							privacy_setting: 'private',
							color: 'light-green',
							icon: 'rocket',
							default_view: 'board',
							default_access_level: 'editor',
							custom_fields: { '55': 'High' },
						},
					},
				},
			],
			replies: [{ status: 201, body: { data: project } }],
			project: { id: '1200000000000007', name: 'Apollo', url: 'https://app.asana.com/0/1200000000000007/list' },
		},
		{
			title: 'from a template, through a job',
			name: 'Apollo',
			fields: {
				workspace: '11',
				team: '22',
				template: '66',
				visibility: 'public',
				requestedDates: [{ gid: '1', value: '2026-11-22' }],
				requestedRoles: [{ gid: '2', value: 'me' }],
			},
			expect: [
				{
					method: 'POST',
					url: `${api}/project_templates/66/instantiateProject`,
					body: {
						data: {
							name: 'Apollo',
							team: '22',
							privacy_setting: 'public_to_workspace',
							requested_dates: [{ gid: '1', value: '2026-11-22' }],
							requested_roles: [{ gid: '2', value: 'me' }],
						},
					},
				},
				{ method: 'GET', url: `${api}/jobs/77` },
				{ method: 'GET', url: `${api}/jobs/77` },
				{ method: 'GET', url: `${api}/projects/1200000000000007` },
			],
			replies: [
				{ status: 201, body: { data: { gid: '77', resource_type: 'job', resource_subtype: 'create_project', status: 'not_started' } } },
				{ status: 200, body: { data: { gid: '77', resource_type: 'job', resource_subtype: 'create_project', status: 'in_progress' } } },
				{
					status: 200,
					body: {
						data: {
							gid: '77',
							resource_type: 'job',
							resource_subtype: 'create_project',
							status: 'succeeded',
							new_project: { gid: '1200000000000007', resource_type: 'project', name: 'Apollo' },
						},
					},
				},
				{ status: 200, body: { data: project } },
			],
			project: { id: '1200000000000007', name: 'Apollo', url: 'https://app.asana.com/0/1200000000000007/list' },
		},
	],
	refusals: [
		{
			title: 'invalid',
			reply: {
				status: 400,
				body: {
					errors: [
						{
							message: 'team: Missing input',
							help:
								'For more information on API status codes and how to handle them, read the docs on errors: ' +
								'https://developers.asana.com/docs/errors',
						},
					],
				},
			},
			kind: 'invalid',
			says: 'team: Missing input',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: { errors: [{ message: 'Not Authorized' }] } },
			kind: 'unauthorized',
			says: 'Not Authorized',
		},
		{
			title: 'too many requests',
			reply: {
				status: 429,
				headers: { 'retry-after': '30' },
				body: { errors: [{ message: 'You have made too many requests recently. Please, be chill.' }] },
			},
			kind: 'limit',
			says: 'too many requests',
		},
	],
	lookups: [
		{
			title: 'exact name over two pages',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: '11' },
			expect: [
				{ method: 'GET', url: `${api}/workspaces/11/projects?opt_fields=name%2Cpermalink_url%2Ccreated_at%2Cteam%2Cworkspace&limit=100` },
				{
					method: 'GET',
					url: `${api}/workspaces/11/projects?opt_fields=name%2Cpermalink_url%2Ccreated_at%2Cteam%2Cworkspace&offset=page-2&limit=100`,
				},
			],
			replies: [
				{
					status: 200,
					body: {
						data: [listed('8', 'Apollo 2')],
						next_page: {
							offset: 'page-2',
							path: '/workspaces/11/projects?limit=100&offset=page-2',
							uri: `${api}/workspaces/11/projects?limit=100&offset=page-2`,
						},
					},
				},
				{ status: 200, body: { data: [listed('1200000000000007', 'Apollo')], next_page: null } },
			],
			finds: ['1200000000000007'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: '11' },
			expect: [
				{ method: 'GET', url: `${api}/workspaces/11/projects?opt_fields=name%2Cpermalink_url%2Ccreated_at%2Cteam%2Cworkspace&limit=100` },
			],
			replies: [{ status: 200, body: { data: [listed('8', 'Apollo 2')], next_page: null } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: 'Workspace' },
		{ fields: { workspace: '11', color: 'pink' }, says: 'Color' },
	],
	lists: [
		{
			field: 'template',
			given: { workspace: '11' },
			expect: [{ method: 'GET', url: 'https://app.asana.com/api/1.0/project_templates?workspace=11&limit=100' }],
			replies: [{ status: 200, body: { data: [{ gid: '66', name: 'Launch' }], next_page: null } }],
			choices: [['Launch', '66']],
		},
	],
};
