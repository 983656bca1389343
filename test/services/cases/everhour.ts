import type { ServiceCase } from '../case';

const base = 'https://api.everhour.com/projects';
const headers = { 'x-api-key': 'sample-secret' };
const project = {
	id: 'ev:1234567789001',
	name: 'Apollo',
	workspaceId: 'ev:1',
	workspaceName: 'Everhour',
	type: 'board',
	favorite: false,
	users: [1304, 1543],
};

export const everhour: ServiceCase = {
	service: 'everhour',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: { type: 'board', members: '1304, 1543' },
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, 'content-type': 'application/json' },
					body: { name: 'Apollo', type: 'board', users: [1304, 1543] },
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: 'ev:1234567789001', name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'invalid',
			reply: { status: 400, body: { code: 400, message: 'Validation Failed' } },
			kind: 'invalid',
			says: 'Validation Failed',
		},
		{
			title: 'wrong key',
			reply: { status: 401, body: { code: 401, message: 'Unauthorized' } },
			kind: 'unauthorized',
			says: 'Unauthorized',
		},
		{
			title: 'too many requests',
			reply: { status: 429, headers: { 'retry-after': '5' }, body: { code: 429, message: 'Too Many Requests' } },
			kind: 'limit',
		},
	],
	lookups: [
		{
			title: 'exact name among those the filter returns',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?query=Apollo&platform=ev&limit=100`, headers }],
			replies: [{ status: 200, body: [{ ...project, id: 'ev:1234567789002', name: 'Apollo 2' }, project] }],
			finds: ['ev:1234567789001'],
		},
		{
			title: 'no project of that name',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?query=Apollo&platform=ev&limit=100` }],
			replies: [{ status: 200, body: [] }],
			finds: [],
		},
		{
			title: 'a full page may hide one',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?query=Apollo&platform=ev&limit=100` }],
			replies: [
				{ status: 200, body: Array.from({ length: 100 }, (_, index) => ({ ...project, id: `ev:${index}`, name: `Apollo ${index}` })) },
			],
			finds: [],
			hasGaps: true,
		},
	],
	rejects: [
		{ fields: {}, says: 'Type' },
		{ fields: { type: 'kanban' }, says: 'Type' },
	],
};
