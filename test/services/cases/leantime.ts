import type { ServiceCase } from '../case';

const url = 'https://leantime.example.com/api/jsonrpc';
const headers = { 'x-api-key': 'sample-secret', 'content-type': 'application/json' };
const project = {
	id: 7,
	name: 'Apollo',
	details: 'To the Moon',
	clientId: 3,
	state: null,
	hourBudget: '40',
	dollarBudget: 5000,
	menuType: 'default',
	type: 'project',
	parent: null,
	modified: '2026-11-22 10:00:00',
	start: '2026-11-22 00:00:00',
	end: '2026-12-24 23:59:59',
	clientName: 'NASA',
	isFavorite: 0,
};
const getAll = { jsonrpc: '2.0', method: 'leantime.rpc.Projects.Projects.getAll', id: 1, params: { showClosedProjects: true } };

export const leantime: ServiceCase = {
	service: 'leantime',
	credential: { siteUrl: 'https://leantime.example.com', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				client: 3,
				description: 'To the Moon',
				startDate: '2026-11-22',
				dueDate: '2026-12-24',
				visibility: 'internal',
				budget: 5000,
				hourBudget: 40,
			},
			expect: [
				{
					method: 'POST',
					url,
					headers,
					body: {
						jsonrpc: '2.0',
						method: 'leantime.rpc.Projects.Projects.addProject',
						id: 1,
						params: {
							values: {
								name: 'Apollo',
								clientId: 3,
								details: 'To the Moon',
								start: '2026-11-22T00:00:00+0000',
								end: '2026-12-24T23:59:59+0000',
								psettings: 'all',
								dollarBudget: 5000,
								hourBudget: 40,
							},
						},
					},
				},
			],
			replies: [{ status: 200, body: { jsonrpc: '2.0', result: 7, id: 1 } }],
			project: { id: '7', name: 'Apollo', url: 'https://leantime.example.com/projects/showProject/7' },
		},
		{
			title: 'without dates, which are null then',
			name: 'Apollo',
			fields: { client: 3 },
			expect: [
				{
					method: 'POST',
					url,
					body: {
						jsonrpc: '2.0',
						method: 'leantime.rpc.Projects.Projects.addProject',
						id: 1,
						params: { values: { name: 'Apollo', clientId: 3, start: null, end: null } },
					},
				},
			],
			replies: [{ status: 200, body: { jsonrpc: '2.0', result: 8, id: 1 } }],
			project: { id: '8', name: 'Apollo', url: 'https://leantime.example.com/projects/showProject/8' },
		},
	],
	refusals: [
		{ title: 'false without a reason', reply: { status: 200, body: { jsonrpc: '2.0', result: false, id: 1 } }, kind: 'failed' },
		{
			title: 'error in a 200',
			kind: 'failed',
			says: 'Required Parameter Missing: values',
			reply: {
				status: 200,
				body: { jsonrpc: '2.0', error: { code: -32602, message: 'Invalid params', data: 'Required Parameter Missing: values' }, id: 1 },
			},
		},
		{ title: 'wrong key', reply: { status: 401, body: { error: 'Invalid API Key' } }, kind: 'unauthorized' },
	],
	lookups: [
		{
			title: 'exact name in the list',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'POST', url, headers, body: getAll }],
			replies: [{ status: 200, body: { jsonrpc: '2.0', result: [{ ...project, id: 8, name: 'Apollo 2' }, project], id: 1 } }],
			finds: ['7'],
		},
		{
			title: 'no project of that name',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'POST', url, body: getAll }],
			replies: [{ status: 200, body: { jsonrpc: '2.0', result: [], id: 1 } }],
			finds: [],
		},
	],
	rejects: [{ fields: {}, says: 'Client' }],
};
