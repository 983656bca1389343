import type { ServiceCase } from '../case';

const api = 'https://api.clickup.com/api/v2';
const space = { id: '789', name: 'Missions', access: true };
const folder = (id: string, name: string) => ({
	id,
	name,
	orderindex: 0,
	override_statuses: false,
	hidden: false,
	space,
	task_count: '0',
	lists: [],
});
const list = (id: string, name: string) => ({
	id,
	name,
	orderindex: 1,
	content: 'To the Moon',
	status: { status: 'red', color: '#e50000', hide_label: true },
	priority: { priority: 'high', color: '#f50000' },
	assignee: null,
	task_count: null,
	due_date: '1795392000000',
	start_date: null,
	folder: { id: '457', name: 'Apollo', hidden: false, access: true },
	space,
	archived: false,
	override_statuses: false,
	permission_level: 'create',
});

export const clickUp: ServiceCase = {
	service: 'clickup',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'a folder',
			name: 'Apollo',
			fields: { space: '789', parent: '456' },
			expect: [
				{
					method: 'POST',
					url: `${api}/space/789/folder`,
					headers: { authorization: 'sample-secret', 'content-type': 'application/json' },
					body: { name: 'Apollo', parent_folder_id: '456' },
				},
			],
			replies: [
				{
					status: 200,
					body: {
						id: '457',
						name: 'Apollo',
						orderindex: 0,
						override_statuses: false,
						hidden: false,
						space,
						task_count: '0',
						parent_folder: '456',
					},
				},
			],
			project: { id: '457', name: 'Apollo' },
		},
		{
			title: 'a list in a folder, with fields',
			name: 'Apollo',
			fields: {
				workspace: '1234',
				space: '789',
				type: 'list',
				parent: '457',
				description: 'To the Moon',
				dueDate: '2026-11-23',
				dueDateTime: false,
				owner: '183',
				priority: 2,
				status: 'red',
			},
			expect: [
				{
					method: 'POST',
					url: `${api}/folder/457/list`,
					body: {
						name: 'Apollo',
						content: 'To the Moon',
						due_date: 1795392000000,
						due_date_time: false,
						assignee: 183,
						priority: 2,
						status: 'red',
					},
				},
			],
			replies: [{ status: 200, body: list('124', 'Apollo') }],
			project: { id: '124', name: 'Apollo', url: 'https://app.clickup.com/1234/v/li/124' },
		},
		{
			title: 'a list without a folder',
			name: 'Apollo',
			fields: { space: '789', type: 'list' },
			expect: [{ method: 'POST', url: `${api}/space/789/list`, body: { name: 'Apollo' } }],
			replies: [{ status: 200, body: list('124', 'Apollo') }],
			project: { id: '124', name: 'Apollo' },
		},
		{
			title: 'a folder from a template',
			name: 'Apollo',
			fields: { space: '789', template: 't-7162342' },
			expect: [
				{
					method: 'POST',
					url: `${api}/space/789/folder_template/t-7162342`,
					body: { name: 'Apollo', options: { return_immediately: true } },
				},
			],
			replies: [{ status: 200, body: { id: '457' } }],
			project: { id: '457', name: 'Apollo' },
		},
		{
			title: 'a list from a template',
			name: 'Apollo',
			fields: { space: '789', type: 'list', template: 't-15363293' },
			expect: [
				{
					method: 'POST',
					url: `${api}/space/789/list_template/t-15363293`,
					body: { name: 'Apollo', options: { return_immediately: true } },
				},
			],
			replies: [{ status: 200, body: { id: '124' } }],
			project: { id: '124', name: 'Apollo' },
		},
		{
			title: 'a list in a folder, from a template',
			name: 'Apollo',
			fields: { workspace: '1234', space: '789', type: 'list', parent: '457', template: 't-15363293' },
			expect: [
				{
					method: 'POST',
					url: `${api}/folder/457/list_template/t-15363293`,
					body: { name: 'Apollo', options: { return_immediately: true } },
				},
			],
			replies: [{ status: 200, body: { id: '124' } }],
			project: { id: '124', name: 'Apollo', url: 'https://app.clickup.com/1234/v/li/124' },
		},
		{
			title: 'through OAuth',
			auth: 'OAuth2',
			credential: {},
			name: 'Apollo',
			fields: { space: '789' },
			expect: [{ method: 'POST', url: `${api}/space/789/folder`, body: { name: 'Apollo' } }],
			replies: [{ status: 200, body: folder('457', 'Apollo') }],
			project: { id: '457', name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'list name taken',
			reply: { status: 400, body: { err: 'List name taken', ECODE: 'SUBCAT_016' } },
			kind: 'duplicate',
			says: 'List name taken',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: { err: 'Token invalid', ECODE: 'OAUTH_025' } },
			kind: 'unauthorized',
			says: 'Token invalid',
		},
		{
			title: 'too many requests',
			reply: {
				status: 429,
				headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795392060' },
				body: { err: 'Rate limit reached', ECODE: 'APP_002' },
			},
			kind: 'limit',
		},
	],
	lookups: [
		{
			title: 'exact folder name',
			by: 'name',
			value: 'Apollo',
			fields: { space: '789' },
			expect: [{ method: 'GET', url: `${api}/space/789/folder?archived=false` }],
			replies: [{ status: 200, body: { folders: [folder('458', 'Apollo 2'), folder('457', 'Apollo')] } }],
			finds: ['457'],
		},
		{
			title: 'folder absent',
			by: 'name',
			value: 'Apollo',
			fields: { space: '789' },
			expect: [{ method: 'GET', url: `${api}/space/789/folder?archived=false` }],
			replies: [{ status: 200, body: { folders: [folder('458', 'Apollo 2')] } }],
			finds: [],
		},
		{
			title: 'list in a folder',
			by: 'name',
			value: 'Apollo',
			fields: { space: '789', type: 'list', parent: '457' },
			expect: [{ method: 'GET', url: `${api}/folder/457/list?archived=false` }],
			replies: [{ status: 200, body: { lists: [list('125', 'Apollo 2'), list('124', 'Apollo')] } }],
			finds: ['124'],
		},
	],
	rejects: [
		{ fields: {}, says: 'Space' },
		{ fields: { space: '789', type: 'board' }, says: 'folder, list' },
	],
	lists: [
		{
			field: 'template',
			given: { workspace: '1234' },
			expect: [{ method: 'GET', url: `${api}/team/1234/folder_template` }],
			replies: [{ status: 200, body: { templates: [{ name: 'Launch', id: 't-7162342' }] } }],
			choices: [['Launch', 't-7162342']],
		},
		{
			field: 'template',
			given: { workspace: '1234', type: 'list' },
			expect: [{ method: 'GET', url: `${api}/team/1234/list_template` }],
			replies: [{ status: 200, body: { templates: [{ name: 'Launch', id: 't-15363293' }] } }],
			choices: [['Launch', 't-15363293']],
		},
	],
};
