import type { ServiceCase } from '../case';

const project = {
	id: 7,
	name: 'Apollo',
	slug: 'buzz-apollo',
	description: 'To the Moon',
	is_private: true,
	created_date: '2026-11-22T10:00:00.000Z',
	tags: ['space'],
};

export const taiga: ServiceCase = {
	service: 'taiga',
	credential: { siteUrl: 'https://api.taiga.io', webUrl: 'https://tree.taiga.io', userId: '5', token: 'sample-secret' },
	auth: 'Application Token',
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				description: 'To the Moon',
				visibility: 'private',
				template: '2',
				tags: 'space, moon',
				kanban: true,
				wiki: false,
				totalMilestones: 3,
			},
			expect: [
				{
					method: 'POST',
					url: 'https://api.taiga.io/api/v1/projects',
					headers: { authorization: 'Application sample-secret', 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						description: 'To the Moon',
						is_private: true,
						creation_template: 2,
						tags: ['space', 'moon'],
						is_kanban_activated: true,
						is_wiki_activated: false,
						total_milestones: 3,
					},
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: '7', key: 'buzz-apollo', name: 'Apollo', url: 'https://tree.taiga.io/project/buzz-apollo/' },
		},
		{
			title: 'after a login with user and password',
			auth: 'Username and Password',
			credential: { user: 'buzz', password: 'sample-secret' },
			name: 'Apollo',
			fields: { description: 'To the Moon' },
			expect: [
				{
					method: 'POST',
					url: 'https://api.taiga.io/api/v1/auth',
					headers: { 'content-type': 'application/json' },
					body: { type: 'normal', username: 'buzz', password: 'sample-secret' },
				},
				{
					method: 'POST',
					url: 'https://api.taiga.io/api/v1/projects',
					headers: { authorization: 'Bearer sample-session' },
					body: { name: 'Apollo', description: 'To the Moon', is_private: true },
				},
			],
			replies: [
				{ status: 200, body: { id: 5, username: 'buzz', auth_token: 'sample-session' } },
				{ status: 201, body: project },
			],
			project: { id: '7', key: 'buzz-apollo', name: 'Apollo', url: 'https://tree.taiga.io/project/buzz-apollo/' },
		},
	],
	refusals: [
		{
			title: 'field messages',
			reply: { status: 400, body: { name: ['This field is required.'] } },
			kind: 'invalid',
			says: 'This field is required.',
		},
		{
			title: 'one message',
			reply: {
				status: 400,
				body: { _error_message: "You can't have more private projects", _error_type: 'taiga.base.exceptions.NotEnoughSlotsForProject' },
			},
			kind: 'invalid',
			says: 'private projects',
		},
		{
			title: 'token expired',
			reply: {
				status: 401,
				body: { _error_message: 'Given token not valid for any token type', _error_type: 'taiga.base.exceptions.NotAuthenticated' },
			},
			kind: 'unauthorized',
			says: 'not valid',
		},
	],
	lookups: [
		{
			title: 'exact name among my projects',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: 'https://api.taiga.io/api/v1/projects?member=5', headers: { 'x-disable-pagination': 'True' } }],
			replies: [{ status: 200, body: [{ ...project, id: 8, name: 'Apollo 2', slug: 'buzz-apollo-2' }, project] }],
			finds: ['7'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: 'https://api.taiga.io/api/v1/projects?member=5', headers: { 'x-disable-pagination': 'True' } }],
			replies: [{ status: 200, body: [] }],
			finds: [],
		},
		{
			title: 'by slug, absent',
			by: 'key',
			value: 'buzz-apollo',
			expect: [{ method: 'GET', url: 'https://api.taiga.io/api/v1/projects/by_slug?slug=buzz-apollo' }],
			replies: [
				{ status: 404, body: { _error_message: 'No Project matches the given query.', _error_type: 'taiga.base.exceptions.NotFound' } },
			],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: 'Description' },
		{ fields: { description: 'To the Moon', template: 'scrum' }, says: 'must be a number' },
	],
	lists: [
		{
			field: 'template',

			expect: [{ method: 'GET', url: 'https://api.taiga.io/api/v1/project-templates' }],
			replies: [{ status: 200, body: [{ id: 1, name: 'Scrum', slug: 'scrum' }] }],
			choices: [['Scrum', 1]],
		},
	],
};
