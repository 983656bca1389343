import type { ServiceCase } from '../case';

const base = 'https://api.miro.com/v2/boards';
const headers = { authorization: 'Bearer sample-secret' };
const board = {
	id: 'uXjVOD6LSME=',
	type: 'board',
	name: 'Apollo',
	description: 'To the Moon',
	team: { id: '3074457350804038700', type: 'team', name: 'Crew' },
	viewLink: 'https://miro.com/app/board/uXjVOD6LSME=',
	createdAt: '2026-11-22T10:00:00Z',
	modifiedAt: '2026-11-22T10:00:00Z',
};
const page = (boards: unknown[], total = boards.length) => ({ size: boards.length, offset: 0, limit: 50, total, data: boards }) as never;

export const miro: ServiceCase = {
	service: 'miro',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				workspace: '3074457350804038700',
				space: '3074457350804038701',
				description: 'To the Moon',
				visibility: 'edit',
				organizationAccess: 'view',
				publicAccess: 'private',
			},
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						teamId: '3074457350804038700',
						projectId: '3074457350804038701',
						description: 'To the Moon',
						policy: { sharingPolicy: { teamAccess: 'edit', organizationAccess: 'view', access: 'private' } },
					},
				},
			],
			replies: [{ status: 201, body: board }],
			project: { id: 'uXjVOD6LSME=', name: 'Apollo', url: 'https://miro.com/app/board/uXjVOD6LSME=' },
		},
		{
			title: 'as a copy, through OAuth2',
			auth: 'OAuth2',
			name: 'Apollo',
			fields: { template: 'uXjVTemplate=' },
			expect: [{ method: 'PUT', url: `${base}?copy_from=uXjVTemplate%3D`, body: { name: 'Apollo' } }],
			replies: [{ status: 201, body: board }],
			project: { id: 'uXjVOD6LSME=', name: 'Apollo', url: 'https://miro.com/app/board/uXjVOD6LSME=' },
		},
	],
	refusals: [
		{
			title: 'no such team',
			reply: { status: 404, body: { type: 'error', code: 'teamNotFound', message: 'Team not found', status: 404 } },
			kind: 'notFound',
			says: 'Team not found',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: { type: 'error', code: 'tokenNotProvided', message: 'No authorization provided', status: 401 } },
			kind: 'unauthorized',
			says: 'No authorization',
		},
		{
			title: 'a scope is missing',
			reply: {
				status: 403,
				body: {
					type: 'error',
					code: 'insufficientPermissions',
					message: 'Insufficient permissions, [boards:write] is required',
					status: 403,
				},
			},
			kind: 'forbidden',
			says: 'boards:write',
		},
		{
			title: 'too many requests',
			reply: {
				status: 429,
				headers: { 'x-ratelimit-remaining': '0' },
				body: { type: 'error', code: 'tooManyRequests', message: 'Too many requests', status: 429 },
			},
			kind: 'limit',
			says: 'Too many',
		},
	],
	lookups: [
		{
			title: 'in a team',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: '3074457350804038700' },
			expect: [{ method: 'GET', url: `${base}?team_id=3074457350804038700&offset=0&limit=50`, headers }],
			replies: [{ status: 200, body: page([{ ...board, id: 'other', name: 'Apollo 2' }, board]) }],
			finds: ['uXjVOD6LSME='],
		},
		{
			title: 'in a space',
			by: 'name',
			value: 'Apollo',
			fields: { space: '3074457350804038701' },
			expect: [{ method: 'GET', url: `${base}?offset=0&limit=50` }],
			replies: [
				{
					status: 200,
					body: page([
						{ ...board, id: 'other', project: { id: '9', type: 'project' } },
						{ ...board, project: { id: '3074457350804038701', type: 'project' } },
					]),
				},
			],
			finds: ['uXjVOD6LSME='],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?offset=0&limit=50` }],
			replies: [{ status: 200, body: page([]) }],
			finds: [],
		},
	],
	rejects: [{ name: 'A'.repeat(61), fields: {}, says: '60' }],
	lists: [
		{
			field: 'template',
			given: { workspace: '3' },
			expect: [{ method: 'GET', url: 'https://api.miro.com/v2/boards?team_id=3&offset=0&limit=50' }],
			replies: [{ status: 200, body: { data: [{ id: 'uXjVO=', name: 'Launch' }], total: 1, size: 1 } }],
			choices: [['Launch', 'uXjVO=']],
		},
	],
};
