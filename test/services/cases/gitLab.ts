import type { ServiceCase } from '../case';

const site = 'https://gitlab.example.com/sub';
const api = `${site}/api/v4`;
const project = (id: number, name: string, path: string) => ({
	id,
	name,
	name_with_namespace: `Missions / ${name}`,
	path,
	path_with_namespace: `missions/${path}`,
	description: 'To the Moon',
	visibility: 'private',
	web_url: `${site}/missions/${path}`,
	http_url_to_repo: `${site}/missions/${path}.git`,
	ssh_url_to_repo: `git@gitlab.example.com:missions/${path}.git`,
	default_branch: 'main',
	created_at: '2026-11-22T10:00:00.000Z',
	archived: false,
	namespace: { id: 42, name: 'Missions', path: 'missions', kind: 'group', full_path: 'missions' },
});

export const gitLab: ServiceCase = {
	service: 'gitlab',
	credential: { siteUrl: site, token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				key: 'apollo',
				parent: '42',
				description: 'To the Moon',
				visibility: 'private',
				tags: 'moon, nasa',
				template: 'rails',
				initializeWithReadme: true,
				defaultBranch: 'main',
				issuesAccessLevel: 'enabled',
				wikiAccessLevel: 'disabled',
				mergeMethod: 'ff',
				lfsEnabled: true,
			},
			expect: [
				{
					method: 'POST',
					url: `${api}/projects`,
					headers: { 'private-token': 'sample-secret', 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						path: 'apollo',
						namespace_id: 42,
						description: 'To the Moon',
						visibility: 'private',
						template_name: 'rails',
						topics: ['moon', 'nasa'],
						initialize_with_readme: true,
						default_branch: 'main',
						issues_access_level: 'enabled',
						wiki_access_level: 'disabled',
						merge_method: 'ff',
						lfs_enabled: true,
					},
				},
			],
			replies: [{ status: 201, body: { ...project(7, 'Apollo', 'apollo'), runners_token: 'sample-runner' } }],
			project: { id: '7', key: 'apollo', name: 'Apollo', url: `${site}/missions/apollo` },
		},
		{
			title: 'on gitlab.com, with a bearer token',
			auth: 'Bearer Token',
			credential: { token: 'sample-secret' },
			name: 'Apollo',
			expect: [
				{
					method: 'POST',
					url: 'https://gitlab.com/api/v4/projects',
					headers: { authorization: 'Bearer sample-secret' },
					body: { name: 'Apollo', visibility: 'private' },
				},
			],
			replies: [{ status: 201, body: { ...project(7, 'Apollo', 'apollo'), web_url: 'https://gitlab.com/missions/apollo' } }],
			project: { id: '7', key: 'apollo', name: 'Apollo', url: 'https://gitlab.com/missions/apollo' },
		},
	],
	refusals: [
		{
			title: 'name and path taken',
			reply: { status: 400, body: { message: { name: ['has already been taken'], path: ['has already been taken'] } } },
			kind: 'duplicate',
			says: 'has already been taken',
		},
		{
			title: 'path taken',
			reply: { status: 400, body: { message: { path: ['has already been taken'] } } },
			kind: 'duplicate',
			says: 'path',
		},
		{
			title: 'invalid, text',
			reply: { status: 400, body: { error: 'visibility does not have a valid value' } },
			kind: 'invalid',
			says: 'visibility',
		},
		{ title: 'bad token', reply: { status: 401, body: { message: '401 Unauthorized' } }, kind: 'unauthorized' },
		{
			title: 'no right',
			reply: {
				status: 403,
				body: {
					error: 'insufficient_scope',
					error_description: 'The request requires higher privileges than provided by the access token.',
					scope: 'api',
				},
			},
			kind: 'forbidden',
			says: 'higher privileges',
		},
	],
	lookups: [
		{
			title: 'exact name',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 42 },
			expect: [{ method: 'GET', url: `${api}/projects?search=Apollo&membership=true&simple=true&page=1&per_page=100` }],
			replies: [{ status: 200, body: [project(8, 'Apollo 2', 'apollo-2'), project(7, 'Apollo', 'apollo')] }],
			finds: ['7'],
		},
		{
			title: 'by path',
			by: 'key',
			value: 'apollo',
			fields: { parent: 42 },
			expect: [{ method: 'GET', url: `${api}/projects?search=apollo&membership=true&simple=true&page=1&per_page=100` }],
			replies: [{ status: 200, body: [project(8, 'Apollo 2', 'apollo-2'), project(7, 'Apollo', 'apollo')] }],
			finds: ['7'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 42 },
			expect: [{ method: 'GET', url: `${api}/projects?search=Apollo&membership=true&simple=true&page=1&per_page=100` }],
			replies: [{ status: 200, body: [project(8, 'Apollo 2', 'apollo-2')] }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { key: '-apollo' }, says: 'letters, digits' },
		{ fields: { key: 'apollo.git' }, says: '.git' },
		{ fields: { visibility: 'secret' }, says: 'private, internal, public' },
	],
};
