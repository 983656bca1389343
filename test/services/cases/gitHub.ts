import type { ServiceCase } from '../case';

const api = 'https://api.github.com';
const headers = {
	authorization: 'Bearer sample-secret',
	accept: 'application/vnd.github+json',
	'x-github-api-version': '2022-11-28',
	'content-type': 'application/json',
};
/** Without the many addresses of the full reply. */
const repository = (id: number, name: string, owner = 'octocat') => ({
	id,
	node_id: `R_${id}`,
	name,
	full_name: `${owner}/${name}`,
	private: true,
	html_url: `https://github.com/${owner}/${name}`,
	description: 'To the Moon',
	fork: false,
	url: `${api}/repos/${owner}/${name}`,
	homepage: 'https://example.com',
	default_branch: 'main',
	created_at: '2026-11-22T10:00:00Z',
	updated_at: '2026-11-22T10:00:00Z',
	pushed_at: '2026-11-22T10:00:00Z',
});

export const gitHub: ServiceCase = {
	service: 'github',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: "the user's own, with fields",
			name: 'apollo',
			fields: {
				description: 'To the Moon',
				homepage: 'https://example.com',
				visibility: 'private',
				autoInit: true,
				gitignoreTemplate: 'Node',
				licenseTemplate: 'mit',
				hasWiki: false,
				deleteBranchOnMerge: true,
			},
			expect: [
				{
					method: 'POST',
					url: `${api}/user/repos`,
					headers,
					body: {
						name: 'apollo',
						description: 'To the Moon',
						homepage: 'https://example.com',
						private: true,
						auto_init: true,
						gitignore_template: 'Node',
						license_template: 'mit',
						has_wiki: false,
						delete_branch_on_merge: true,
					},
				},
			],
			replies: [{ status: 201, headers: { location: `${api}/repos/octocat/apollo` }, body: repository(7, 'apollo') }],
			project: { id: '7', key: 'octocat/apollo', name: 'apollo', url: 'https://github.com/octocat/apollo' },
		},
		{
			title: 'in an organization',
			name: 'apollo',
			fields: { workspace: 'missions', team: '12', visibility: 'public' },
			expect: [{ method: 'POST', url: `${api}/orgs/missions/repos`, headers, body: { name: 'apollo', team_id: 12, private: false } }],
			replies: [{ status: 201, body: repository(7, 'apollo', 'missions') }],
			project: { id: '7', key: 'missions/apollo', name: 'apollo', url: 'https://github.com/missions/apollo' },
		},
		{
			title: 'from a template, in an organization on Enterprise Server',
			credential: { siteUrl: 'https://github.example.com/api/v3', token: 'sample-secret' },
			name: 'apollo',
			fields: {
				workspace: 'missions',
				template: 'missions/gemini',
				description: 'To the Moon',
				visibility: 'private',
				includeAllBranches: true,
			},
			expect: [
				{
					method: 'POST',
					url: 'https://github.example.com/api/v3/repos/missions/gemini/generate',
					headers,
					body: { owner: 'missions', name: 'apollo', description: 'To the Moon', private: true, include_all_branches: true },
				},
			],
			replies: [{ status: 201, body: { ...repository(7, 'apollo', 'missions'), html_url: 'https://github.example.com/missions/apollo' } }],
			project: { id: '7', key: 'missions/apollo', name: 'apollo', url: 'https://github.example.com/missions/apollo' },
		},
		{
			title: 'private, where nothing is said of visibility, by the user',
			name: 'apollo',
			expect: [{ method: 'POST', url: `${api}/user/repos`, headers, body: { name: 'apollo', private: true } }],
			replies: [{ status: 201, body: repository(7, 'apollo') }],
			project: { id: '7', key: 'octocat/apollo', name: 'apollo', url: 'https://github.com/octocat/apollo' },
		},
		{
			title: 'private, where nothing is said of visibility, from a template',
			name: 'web',
			fields: { workspace: 'acme', template: 'acme/client-starter' },
			expect: [
				{ method: 'POST', url: `${api}/repos/acme/client-starter/generate`, headers, body: { owner: 'acme', name: 'web', private: true } },
			],
			replies: [{ status: 201, body: repository(7, 'web', 'acme') }],
			project: { id: '7', key: 'acme/web', name: 'web', url: 'https://github.com/acme/web' },
		},
	],
	refusals: [
		{
			title: 'name taken',
			reply: {
				status: 422,
				body: {
					message: 'Repository creation failed.',
					errors: [{ resource: 'Repository', code: 'custom', field: 'name', message: 'name already exists on this account' }],
					documentation_url: 'https://docs.github.com/rest/repos/repos#create-a-repository-for-the-authenticated-user',
				},
			},
			kind: 'duplicate',
			says: 'name already exists on this account',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest' } },
			kind: 'unauthorized',
			says: 'Bad credentials',
		},
		{
			title: 'limit as 403',
			reply: {
				status: 403,
				headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795392060' },
				body: { message: 'API rate limit exceeded for user ID 1.' },
			},
			kind: 'limit',
		},
		{
			title: 'secondary limit',
			reply: {
				status: 403,
				headers: { 'retry-after': '60' },
				body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
			},
			kind: 'limit',
		},
		{
			title: 'no right',
			reply: { status: 403, body: { message: 'Resource not accessible by personal access token' } },
			kind: 'forbidden',
			says: 'not accessible',
		},
	],
	lookups: [
		{
			title: "among the user's own",
			by: 'name',
			value: 'apollo',
			expect: [{ method: 'GET', url: `${api}/user/repos?affiliation=owner&page=1&per_page=100` }],
			replies: [{ status: 200, body: [repository(8, 'apollo-2'), repository(7, 'apollo')] }],
			finds: ['7'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'apollo',
			expect: [{ method: 'GET', url: `${api}/user/repos?affiliation=owner&page=1&per_page=100` }],
			replies: [{ status: 200, body: [repository(8, 'apollo-2')] }],
			finds: [],
		},
		{
			title: 'in an organization',
			by: 'name',
			value: 'apollo',
			fields: { workspace: 'missions' },
			expect: [{ method: 'GET', url: `${api}/repos/missions/apollo` }],
			replies: [{ status: 200, body: repository(7, 'apollo', 'missions') }],
			finds: ['7'],
		},
		{
			title: 'in an organization, absent',
			by: 'name',
			value: 'apollo',
			fields: { workspace: 'missions' },
			expect: [{ method: 'GET', url: `${api}/repos/missions/apollo` }],
			replies: [{ status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' } }],
			finds: [],
		},
		{
			title: 'by full name',
			by: 'key',
			value: 'octocat/apollo',
			expect: [{ method: 'GET', url: `${api}/repos/octocat/apollo` }],
			replies: [{ status: 200, body: repository(7, 'apollo') }],
			finds: ['7'],
		},
	],
	rejects: [
		{ name: 'Apollo 11', fields: {}, says: 'letters, digits' },
		{ name: 'apollo', fields: { template: 'gemini' }, says: 'owner/name' },
	],
	lists: [
		{
			field: 'template',

			expect: [{ method: 'GET', url: 'https://api.github.com/user/repos?page=1&per_page=100' }],
			replies: [
				{
					status: 200,
					body: [
						{ full_name: 'acme/site', is_template: false },
						{ full_name: 'acme/starter', is_template: true },
					],
				},
			],
			choices: [['acme/starter', 'acme/starter']],
		},
	],
};
