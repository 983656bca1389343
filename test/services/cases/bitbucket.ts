import type { ServiceCase } from '../case';

const base = 'https://api.bitbucket.org/2.0/workspaces/acme/projects';
const headers = { authorization: 'Basic YWRhQGV4YW1wbGUuY29tOnNhbXBsZS1zZWNyZXQ=' };
const project = {
	type: 'project',
	uuid: '{e0f5b1a0-6b2c-4a53-9d6e-0c1f2a3b4c5d}',
	key: 'APOLLO',
	name: 'Apollo',
	description: 'To the Moon',
	is_private: true,
	has_publicly_visible_repos: false,
	created_on: '2026-11-22T10:00:00.000000+00:00',
	updated_on: '2026-11-22T10:00:00.000000+00:00',
	links: {
		self: { href: 'https://api.bitbucket.org/2.0/workspaces/acme/projects/APOLLO' },
		html: { href: 'https://bitbucket.org/acme/workspace/projects/APOLLO' },
		avatar: { href: 'https://bitbucket.org/account/user/acme/projects/APOLLO/avatar/32' },
	},
};

export const bitbucket: ServiceCase = {
	service: 'bitbucket',
	credential: { email: 'ada@example.com', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: { workspace: 'acme', key: 'APOLLO', description: 'To the Moon', visibility: 'private', icon: 'https://example.com/moon.png' },
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						key: 'APOLLO',
						description: 'To the Moon',
						is_private: true,
						links: { avatar: { href: 'https://example.com/moon.png' } },
					},
				},
			],
			replies: [{ status: 201, body: project }],
			project: {
				id: '{e0f5b1a0-6b2c-4a53-9d6e-0c1f2a3b4c5d}',
				key: 'APOLLO',
				name: 'Apollo',
				url: 'https://bitbucket.org/acme/workspace/projects/APOLLO',
			},
		},
	],
	updates: [
		{
			title: 'by its name, under the key that it has',
			name: 'Apollo',
			fields: { workspace: 'acme', key: project.key, description: 'To Mars' },
			expect: [
				{ method: 'GET', url: `${base}?pagelen=100` },
				{ method: 'PUT', url: `${base}/${project.key}`, body: { name: 'Apollo', description: 'To Mars' } },
			],
			replies: [
				{ status: 200, body: { values: [project] } },
				{ status: 200, body: { ...project, description: 'To Mars' } },
			],
			id: project.uuid,
		},
	],
	refusals: [
		{
			title: 'key taken',
			kind: 'duplicate',
			says: 'Project with this Owner and Key already exists.',
			reply: {
				status: 400,
				body: {
					type: 'error',
					error: { fields: { __all__: ['Project with this Owner and Key already exists.'] }, message: 'Bad request' },
				},
			},
		},
		{
			title: 'scope missing',
			kind: 'forbidden',
			says: 'lack one or more required privilege scopes',
			reply: { status: 403, body: { type: 'error', error: { message: 'Your credentials lack one or more required privilege scopes.' } } },
		},
	],
	lookups: [
		{
			title: 'exact name on the second page',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 'acme' },
			expect: [
				{ method: 'GET', url: `${base}?pagelen=100`, headers },
				{ method: 'GET', url: `${base}?pagelen=100&page=2`, headers },
			],
			replies: [
				{
					status: 200,
					body: {
						values: [{ ...project, uuid: '{0a000000-0000-4000-8000-000000000001}', key: 'AP2', name: 'Apollo 2' }],
						pagelen: 100,
						size: 2,
						page: 1,
						next: `${base}?pagelen=100&page=2`,
					},
				},
				{ status: 200, body: { values: [project], pagelen: 100, size: 2, page: 2 } },
			],
			finds: ['{e0f5b1a0-6b2c-4a53-9d6e-0c1f2a3b4c5d}'],
		},
		{
			title: 'no project of that name',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 'acme' },
			expect: [{ method: 'GET', url: `${base}?pagelen=100` }],
			replies: [{ status: 200, body: { values: [], pagelen: 100, size: 0, page: 1 } }],
			finds: [],
		},
		{
			title: 'by key, absent',
			by: 'key',
			value: 'APOLLO',
			fields: { workspace: 'acme' },
			expect: [{ method: 'GET', url: `${base}/APOLLO` }],
			replies: [{ status: 404, body: { type: 'error', error: { message: 'No Project matches the given query.' } } }],
			finds: [],
		},
	],
	rejects: [{ fields: { key: 'APOLLO' }, says: 'Workspace' }],
};
