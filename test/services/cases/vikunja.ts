import type { ServiceCase } from '../case';

const list = 'https://vikunja.example.com/sub/api/v1/projects?page=1&per_page=50';
const project = {
	id: 7,
	title: 'Apollo',
	description: 'To the Moon',
	identifier: 'APOLLO',
	hex_color: '1f77b4',
	parent_project_id: 3,
	is_archived: false,
	is_favorite: true,
	owner: { id: 1, username: 'buzz', name: '' },
	position: 458752,
	created: '2026-11-22T10:00:00Z',
	updated: '2026-11-22T10:00:00Z',
};

export const vikunja: ServiceCase = {
	service: 'vikunja',
	credential: { siteUrl: 'https://vikunja.example.com/sub', token: 'sample-secret' },
	creates: [
		{
			title: 'PUT creates',
			name: 'Apollo',
			fields: { key: 'APOLLO', description: 'To the Moon', color: '#1F77B4', parent: '3', favorite: true },
			expect: [
				{
					method: 'PUT',
					url: 'https://vikunja.example.com/sub/api/v1/projects',
					headers: { authorization: 'Bearer sample-secret', 'content-type': 'application/json' },
					body: {
						title: 'Apollo',
						identifier: 'APOLLO',
						description: 'To the Moon',
						hex_color: '1f77b4',
						parent_project_id: 3,
						is_favorite: true,
					},
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: '7', key: 'APOLLO', name: 'Apollo', url: 'https://vikunja.example.com/sub/projects/7' },
		},
	],
	refusals: [
		{
			title: 'a token that lacks a permission',
			reply: { status: 401, body: { message: 'Unauthorized' } },
			kind: 'unauthorized',
			means: 'lacks a permission',
		},
		{
			title: 'identifier taken',
			reply: { status: 400, body: { code: 3007, message: 'A project with this identifier already exists.' } },
			kind: 'duplicate',
			says: 'already exists',
		},
		{
			title: 'invalid',
			reply: { status: 412, body: { code: 2002, message: 'Invalid Data', invalid_fields: ['title: non zero value required'] } },
			kind: 'invalid',
			says: 'Invalid Data',
		},
		{ title: 'no right on the parent', reply: { status: 403, body: { message: 'Forbidden' } }, kind: 'forbidden' },
	],
	lookups: [
		{
			title: 'exact title in the whole list',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 3 },
			expect: [{ method: 'GET', url: list }],
			replies: [
				{
					status: 200,
					headers: { 'x-pagination-total-pages': '1' },
					body: [{ ...project, id: 8, title: 'Apollo 2', identifier: 'AP2' }, project],
				},
			],
			finds: ['7'],
		},
		{
			title: 'by identifier',
			by: 'key',
			value: 'APOLLO',
			fields: { parent: 3 },
			expect: [{ method: 'GET', url: list }],
			replies: [{ status: 200, body: [{ ...project, id: 8, title: 'APOLLO', identifier: 'AP2' }, project] }],
			finds: ['7'],
		},
		{
			title: 'a saved filter of that title is no project',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 3 },
			expect: [{ method: 'GET', url: list }],
			replies: [{ status: 200, body: [{ ...project, id: -2, identifier: '' }] }],
			finds: [],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 3 },
			expect: [{ method: 'GET', url: list }],
			replies: [{ status: 200, body: [] }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { key: 'APOLLOPROGRAM' }, says: 'at most 10' },
		{ fields: { color: 'moonlight' }, says: 'not a colour' },
	],
};
