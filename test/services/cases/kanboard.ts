import type { ServiceCase } from '../case';

const url = 'https://kanboard.example.com/jsonrpc.php';
const headers = { authorization: 'Basic anNvbnJwYzpzYW1wbGUtc2VjcmV0', 'content-type': 'application/json' };
const project = {
	id: '5',
	name: 'Apollo',
	is_active: '1',
	token: '',
	last_modified: '1795341600',
	is_public: '0',
	is_private: '0',
	description: 'To the Moon',
	identifier: 'APOLLO',
	start_date: '2026-11-22',
	end_date: '2026-12-24',
	owner_id: '2',
	url: {
		board: 'https://kanboard.example.com/?controller=BoardViewController&action=show&project_id=5',
		list: 'https://kanboard.example.com/?controller=TaskListController&action=show&project_id=5',
	},
};

export const kanboard: ServiceCase = {
	service: 'kanboard',
	credential: { siteUrl: 'https://kanboard.example.com', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields; the bare ID is followed by the project',
			name: 'Apollo',
			fields: {
				key: 'APOLLO',
				description: 'To the Moon',
				owner: '2',
				startDate: '2026-11-22T10:00:00Z',
				dueDate: '2026-12-24',
				priority: 1,
				lowestPriority: 0,
				highestPriority: 3,
				email: 'apollo@example.com',
			},
			expect: [
				{
					method: 'POST',
					url,
					headers,
					body: {
						jsonrpc: '2.0',
						method: 'createProject',
						id: 1,
						params: {
							name: 'Apollo',
							identifier: 'APOLLO',
							description: 'To the Moon',
							owner_id: 2,
							start_date: '2026-11-22',
							end_date: '2026-12-24',
							priority_default: 1,
							priority_start: 0,
							priority_end: 3,
							email: 'apollo@example.com',
						},
					},
				},
				{ method: 'POST', url, headers, body: { jsonrpc: '2.0', method: 'getProjectById', id: 1, params: { project_id: '5' } } },
			],
			replies: [
				{ status: 200, body: { jsonrpc: '2.0', id: 1, result: 5 } },
				{ status: 200, body: { jsonrpc: '2.0', id: 1, result: project } },
			],
			project: { id: '5', key: 'APOLLO', name: 'Apollo', url: project.url.board },
		},
		{
			title: 'at an address with the script in it; the page is at the site, whatever the server says of itself',
			name: 'Apollo',
			credential: { siteUrl: 'https://kanboard.example.com/jsonrpc.php', token: 'sample-secret' },
			expect: [
				{ method: 'POST', url, headers, body: { jsonrpc: '2.0', method: 'createProject', id: 1, params: { name: 'Apollo' } } },
				{ method: 'POST', url, headers, body: { jsonrpc: '2.0', method: 'getProjectById', id: 1, params: { project_id: '5' } } },
			],
			replies: [
				{ status: 200, body: { jsonrpc: '2.0', id: 1, result: 5 } },
				{ status: 200, body: { jsonrpc: '2.0', id: 1, result: { ...project, url: { board: 'http://localhost/board/5' } } } },
			],
			project: { id: '5', key: 'APOLLO', name: 'Apollo', url: project.url.board },
		},
	],
	updates: [
		{
			title: 'with the ID beside the fields',
			name: 'Apollo',
			fields: { description: 'To Mars', owner: 3 },
			expect: [
				{ method: 'POST', url, headers, body: { jsonrpc: '2.0', method: 'getAllProjects', id: 1, params: {} } },
				{
					method: 'POST',
					url,
					headers,
					body: {
						jsonrpc: '2.0',
						method: 'updateProject',
						id: 1,
						params: { project_id: '5', name: 'Apollo', description: 'To Mars', owner_id: 3 },
					},
				},
				{ method: 'POST', url, headers, body: { jsonrpc: '2.0', method: 'getProjectById', id: 1, params: { project_id: '5' } } },
			],
			replies: [
				{ status: 200, body: { jsonrpc: '2.0', id: 1, result: [project] } },
				{ status: 200, body: { jsonrpc: '2.0', id: 1, result: true } },
				{ status: 200, body: { jsonrpc: '2.0', id: 1, result: { ...project, description: 'To Mars' } } },
			],
			id: '5',
		},
	],
	refusals: [
		{
			title: 'false without a reason',
			reply: { status: 200, body: { jsonrpc: '2.0', id: 1, result: false } },
			kind: 'failed',
			means: 'may be taken',
		},
		{
			title: 'error in a 200',
			kind: 'failed',
			says: 'Invalid params',
			reply: { status: 200, body: { jsonrpc: '2.0', id: 1, error: { code: -32602, message: 'Invalid params' } } },
		},
		{
			title: 'wrong token',
			reply: { status: 401, body: { jsonrpc: '2.0', id: null, error: { code: 401, message: 'Unauthorized' } } },
			kind: 'unauthorized',
		},
		{
			title: 'no right',
			reply: { status: 403, body: { jsonrpc: '2.0', id: null, error: { code: 403, message: 'Forbidden' } } },
			kind: 'forbidden',
		},
	],
	lookups: [
		{
			title: 'exact name in the whole list',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'POST', url, body: { jsonrpc: '2.0', method: 'getAllProjects', id: 1, params: {} } }],
			replies: [
				{
					status: 200,
					body: { jsonrpc: '2.0', id: 1, result: [{ ...project, id: '6', name: 'Apollo 2', identifier: 'APOLLO2' }, project] },
				},
			],
			finds: ['5'],
		},
		{
			title: 'no project of that name',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'POST', url, body: { jsonrpc: '2.0', method: 'getAllProjects', id: 1, params: {} } }],
			replies: [{ status: 200, body: { jsonrpc: '2.0', id: 1, result: [{ ...project, id: '6', name: 'apollo' }] } }],
			finds: [],
		},
		{
			title: 'by identifier',
			by: 'key',
			value: 'APOLLO',
			expect: [
				{ method: 'POST', url, body: { jsonrpc: '2.0', method: 'getProjectByIdentifier', id: 1, params: { identifier: 'APOLLO' } } },
			],
			replies: [{ status: 200, body: { jsonrpc: '2.0', id: 1, result: project } }],
			finds: ['5'],
		},
		{
			title: 'by identifier, absent',
			by: 'key',
			value: 'APOLLO',
			expect: [
				{ method: 'POST', url, body: { jsonrpc: '2.0', method: 'getProjectByIdentifier', id: 1, params: { identifier: 'APOLLO' } } },
			],
			replies: [{ status: 200, body: { jsonrpc: '2.0', id: 1, result: false } }],
			finds: [],
		},
	],
	rejects: [{ fields: { key: 'apollo-1' }, says: 'capital letters' }],
};
