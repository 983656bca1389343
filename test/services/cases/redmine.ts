import type { ServiceCase } from '../case';

const project = {
	id: 7,
	name: 'Apollo',
	identifier: 'apollo',
	is_public: false,
	created_on: '2026-11-22T10:00:00Z',
	parent: { id: 3, name: 'NASA' },
};

export const redmine: ServiceCase = {
	service: 'redmine',
	credential: { siteUrl: 'https://redmine.example.com/sub', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: { key: 'apollo', description: 'To the Moon', visibility: 'private', parent: 3, modules: 'wiki, issue_tracking' },
			expect: [
				{
					method: 'POST',
					url: 'https://redmine.example.com/sub/projects.json',
					headers: { 'x-redmine-api-key': 'sample-secret', 'content-type': 'application/json' },
					body: {
						project: {
							name: 'Apollo',
							identifier: 'apollo',
							description: 'To the Moon',
							is_public: false,
							parent_id: 3,
							enabled_module_names: ['wiki', 'issue_tracking'],
						},
					},
				},
			],
			replies: [{ status: 201, headers: { location: 'https://redmine.example.com/sub/projects/7' }, body: { project } }],
			project: { id: '7', key: 'apollo', name: 'Apollo', url: 'https://redmine.example.com/sub/projects/apollo' },
		},
		{
			title: 'through OAuth, since Redmine 6.1',
			auth: 'OAuth2',
			credential: { siteUrl: 'https://redmine.example.com/sub' },
			name: 'Apollo',
			fields: { key: 'apollo' },
			expect: [
				{
					method: 'POST',
					url: 'https://redmine.example.com/sub/projects.json',
					body: { project: { name: 'Apollo', identifier: 'apollo', is_public: false } },
				},
			],
			replies: [{ status: 201, body: { project } }],
			project: { id: '7', key: 'apollo', name: 'Apollo', url: 'https://redmine.example.com/sub/projects/apollo' },
		},
	],
	updates: [
		{
			title: 'and sends only what is given',
			name: 'Apollo',
			fields: { key: 'apollo', parent: 3, description: 'To Mars' },
			expect: [
				{ method: 'GET', url: 'https://redmine.example.com/sub/projects.json?name=Apollo&offset=0&limit=100' },
				{
					method: 'PUT',
					url: 'https://redmine.example.com/sub/projects/7.json',
					headers: { 'content-type': 'application/json' },
					body: { project: { name: 'Apollo', parent_id: 3, description: 'To Mars' } },
				},
			],
			replies: [{ status: 200, body: { projects: [project], total_count: 1, offset: 0, limit: 100 } }, { status: 204 }],
			id: '7',
		},
	],
	refusals: [
		{
			title: 'identifier taken',
			reply: { status: 422, body: { errors: ['Identifier has already been taken'] } },
			kind: 'duplicate',
			says: 'Identifier has already been taken',
		},
		{
			title: 'invalid',
			reply: { status: 422, body: { errors: ['Identifier is too long (maximum is 100 characters)'] } },
			kind: 'invalid',
			says: 'too long',
		},
		{ title: 'no right, empty body', reply: { status: 403 }, kind: 'forbidden' },
	],
	lookups: [
		{
			title: 'exact name among those the filter returns',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 3 },
			expect: [{ method: 'GET', url: 'https://redmine.example.com/sub/projects.json?name=Apollo&offset=0&limit=100' }],
			replies: [
				{
					status: 200,
					body: { projects: [{ id: 8, name: 'Apollo 2', identifier: 'apollo-2' }, project], total_count: 2, offset: 0, limit: 100 },
				},
			],
			finds: ['7'],
		},
		{
			title: 'by identifier, absent',
			by: 'key',
			value: 'apollo',
			fields: { parent: 3 },
			expect: [{ method: 'GET', url: 'https://redmine.example.com/sub/projects/apollo.json' }],
			replies: [{ status: 404 }],
			finds: [],
		},
	],
	rejects: [{ fields: { key: 'Bad Key!' }, says: 'lower-case letters' }],
};
