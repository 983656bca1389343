import type { ServiceCase } from '../case';

const api = 'https://gitea.example.com/api/v1';
const headers = { authorization: 'token sample-secret', 'content-type': 'application/json' };
/** The parts of the full reply that matter here. */
const repository = (id: number, name: string, owner = 'ada') => ({
	id,
	owner: { id: 3, login: owner },
	name,
	full_name: `${owner}/${name}`,
	description: 'To the Moon',
	empty: true,
	private: true,
	fork: false,
	template: false,
	html_url: `https://gitea.example.com/${owner}/${name}`,
	url: `${api}/repos/${owner}/${name}`,
	website: '',
	default_branch: 'main',
	created_at: '2026-11-22T10:00:00Z',
	updated_at: '2026-11-22T10:00:00Z',
});
const notFound = { errors: null, message: 'not found', url: 'https://gitea.example.com/api/swagger' };

export const gitea: ServiceCase = {
	service: 'gitea',
	credential: { siteUrl: 'https://gitea.example.com', user: 'ada', token: 'sample-secret' },
	creates: [
		{
			title: "the user's own, with fields",
			name: 'apollo',
			fields: {
				description: 'To the Moon',
				visibility: 'private',
				autoInit: true,
				defaultBranch: 'main',
				gitignores: 'Go',
				license: 'MIT',
				readme: 'Default',
				issueLabels: 'Default',
				isTemplate: false,
				objectFormat: 'sha256',
			},
			expect: [
				{
					method: 'POST',
					url: `${api}/user/repos`,
					headers,
					body: {
						name: 'apollo',
						description: 'To the Moon',
						private: true,
						auto_init: true,
						default_branch: 'main',
						gitignores: 'Go',
						license: 'MIT',
						readme: 'Default',
						issue_labels: 'Default',
						template: false,
						object_format_name: 'sha256',
					},
				},
			],
			replies: [{ status: 201, body: repository(7, 'apollo') }],
			project: { id: '7', key: 'ada/apollo', name: 'apollo', url: 'https://gitea.example.com/ada/apollo' },
		},
		{
			title: 'in an organization',
			name: 'apollo',
			fields: { workspace: 'missions', visibility: 'public' },
			expect: [{ method: 'POST', url: `${api}/orgs/missions/repos`, headers, body: { name: 'apollo', private: false } }],
			replies: [{ status: 201, body: repository(7, 'apollo', 'missions') }],
			project: { id: '7', key: 'missions/apollo', name: 'apollo', url: 'https://gitea.example.com/missions/apollo' },
		},
		{
			title: 'with a website, under a sub-path',
			credential: { siteUrl: 'https://example.com/git', user: 'ada', token: 'sample-secret' },
			name: 'apollo',
			fields: { homepage: 'https://apollo.example' },
			expect: [
				{ method: 'POST', url: 'https://example.com/git/api/v1/user/repos', headers, body: { name: 'apollo', private: true } },
				{ method: 'PATCH', url: 'https://example.com/git/api/v1/repos/ada/apollo', headers, body: { website: 'https://apollo.example' } },
			],
			replies: [
				{ status: 201, body: { ...repository(7, 'apollo'), html_url: 'https://example.com/git/ada/apollo' } },
				{
					status: 200,
					body: { ...repository(7, 'apollo'), html_url: 'https://example.com/git/ada/apollo', website: 'https://apollo.example' },
				},
			],
			project: { id: '7', key: 'ada/apollo', name: 'apollo', url: 'https://example.com/git/ada/apollo' },
		},
	],
	refusals: [
		{
			title: 'name taken',
			reply: {
				status: 409,
				body: { message: 'The repository with the same name already exists.', url: 'https://gitea.example.com/api/swagger' },
			},
			kind: 'duplicate',
			says: 'same name already exists',
		},
		{
			title: 'reserved name',
			reply: { status: 422, body: { message: 'name is reserved [name: -]', url: 'https://gitea.example.com/api/swagger' } },
			kind: 'invalid',
			says: 'reserved',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: { message: 'invalid username, password or token', url: 'https://gitea.example.com/api/swagger' } },
			kind: 'unauthorized',
			says: 'token',
		},
		{
			title: 'no right in the organization',
			reply: {
				status: 403,
				body: { message: 'Given user is not allowed to create repository in organization.', url: 'https://gitea.example.com/api/swagger' },
			},
			kind: 'forbidden',
			says: 'not allowed',
		},
	],
	lookups: [
		{
			title: "among the user's own",
			by: 'name',
			value: 'apollo',
			expect: [{ method: 'GET', url: `${api}/repos/ada/apollo`, headers: { authorization: 'token sample-secret' } }],
			replies: [{ status: 200, body: repository(7, 'apollo') }],
			finds: ['7'],
		},
		{
			title: 'in other letter case',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${api}/repos/ada/Apollo` }],
			replies: [{ status: 200, body: repository(7, 'apollo') }],
			finds: ['7'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'apollo',
			expect: [{ method: 'GET', url: `${api}/repos/ada/apollo` }],
			replies: [{ status: 404, body: notFound }],
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
			replies: [{ status: 404, body: notFound }],
			finds: [],
		},
		{
			title: 'by full name',
			by: 'key',
			value: 'missions/apollo',
			expect: [{ method: 'GET', url: `${api}/repos/missions/apollo` }],
			replies: [{ status: 200, body: repository(7, 'apollo', 'missions') }],
			finds: ['7'],
		},
	],
	rejects: [
		{ name: 'Apollo 11', fields: {}, says: 'letters, digits' },
		{ name: '..', fields: {}, says: 'letters, digits' },
	],
};
