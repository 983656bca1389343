import type { ServiceCase } from '../case';

const url = 'https://api.ticktick.com/open/v1/project';
const list = { id: '6226ff9877acee87727f6bca', name: 'Apollo', color: '#f18181', closed: false, viewMode: 'kanban', kind: 'TASK' };

export const tickTick: ServiceCase = {
	service: 'tickTick',
	auth: 'OAuth2',
	credential: { region: 'ticktick.com' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: { color: '#F18181', view: 'kanban', type: 'TASK', position: 1 },
			expect: [
				{
					method: 'POST',
					url,
					headers: { 'content-type': 'application/json' },
					body: { name: 'Apollo', color: '#f18181', viewMode: 'kanban', kind: 'TASK', sortOrder: 1 },
				},
			],
			replies: [{ status: 200, body: list }],
			project: { id: '6226ff9877acee87727f6bca', name: 'Apollo' },
		},
		{
			title: 'in China',
			auth: 'OAuth2',
			credential: { region: 'dida365.com' },
			name: 'Apollo',
			expect: [{ method: 'POST', url: 'https://api.dida365.com/open/v1/project', body: { name: 'Apollo' } }],
			replies: [{ status: 200, body: list }],
			project: { id: '6226ff9877acee87727f6bca', name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'an expired token',
			reply: { status: 401, body: { error: 'invalid_token', error_description: 'Invalid access token' } },
			kind: 'unauthorized',
			says: 'Invalid access token',
		},
		{ title: 'a scope is missing', reply: { status: 403, body: { errorMessage: 'Forbidden' } }, kind: 'forbidden', says: 'Forbidden' },
		{ title: 'a name that cannot be', reply: { status: 400, body: { errorMessage: 'Bad name' } }, kind: 'invalid', says: 'Bad name' },
	],
	lookups: [
		{
			title: 'exact name in the whole list',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url }],
			replies: [{ status: 200, body: [{ ...list, id: 'other', name: 'Apollo 2' }, list] }],
			finds: ['6226ff9877acee87727f6bca'],
		},
		{ title: 'absent', by: 'name', value: 'Apollo', expect: [{ method: 'GET', url }], replies: [{ status: 200, body: [] }], finds: [] },
	],
};
