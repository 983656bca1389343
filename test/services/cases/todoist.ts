import type { ServiceCase } from '../case';

const api = 'https://api.todoist.com/api/v1';
const project = (id: string, name: string) => ({
	id,
	name,
	description: '',
	color: 'berry_red',
	parent_id: '6XGgm6PHrGgMpC9v',
	is_favorite: true,
	is_archived: false,
	view_style: 'board',
	created_at: '2026-11-22T10:00:00.000000Z',
});

export const todoist: ServiceCase = {
	service: 'todoist',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: { parent: '6XGgm6PHrGgMpC9v', color: 'berry_red', favorite: true, view: 'board', workspace: 12345 },
			expect: [
				{
					method: 'POST',
					url: `${api}/projects`,
					headers: { authorization: 'Bearer sample-secret', 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						parent_id: '6XGgm6PHrGgMpC9v',
						color: 'berry_red',
						is_favorite: true,
						view_style: 'board',
						workspace_id: '12345',
					},
				},
			],
			replies: [{ status: 200, body: { ...project('6XGgmFQrx44wfGHr', 'Apollo'), workspace_id: '12345' } }],
			project: { id: '6XGgmFQrx44wfGHr', name: 'Apollo', url: 'https://app.todoist.com/app/project/6XGgmFQrx44wfGHr' },
		},
	],
	refusals: [
		{
			title: 'invalid',
			reply: {
				status: 400,
				body: {
					error: 'Invalid argument value',
					error_code: 20,
					error_extra: { argument: 'parent_id' },
					error_tag: 'INVALID_ARGUMENT_VALUE',
					http_code: 400,
				},
			},
			kind: 'invalid',
			says: 'Invalid argument value',
		},
		{
			title: 'too many requests',
			reply: {
				status: 429,
				headers: { 'retry-after': '20' },
				body: { error: 'Too many requests', error_tag: 'LIMITS_REACHED', http_code: 429 },
			},
			kind: 'limit',
		},
	],
	lookups: [
		{
			title: 'exact name over two pages',
			by: 'name',
			value: 'Apollo',
			fields: { parent: '6XGgm6PHrGgMpC9v' },
			expect: [
				{ method: 'GET', url: `${api}/projects?limit=50` },
				{ method: 'GET', url: `${api}/projects?cursor=page-2&limit=50` },
			],
			replies: [
				{ status: 200, body: { results: [project('8', 'Apollo 2')], next_cursor: 'page-2' } },
				{ status: 200, body: { results: [project('6XGgmFQrx44wfGHr', 'Apollo')], next_cursor: null } },
			],
			finds: ['6XGgmFQrx44wfGHr'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { parent: '6XGgm6PHrGgMpC9v' },
			expect: [{ method: 'GET', url: `${api}/projects?limit=50` }],
			replies: [{ status: 200, body: { results: [project('8', 'Apollo 2')], next_cursor: null } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { color: 'pink' }, says: 'Color' },
		{ fields: { view: 'timeline' }, says: 'list, board, calendar' },
	],
};
