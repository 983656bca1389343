import type { ServiceCase } from '../case';

const base = 'https://api.netlify.com/api/v1';
const headers = { authorization: 'Bearer sample-secret' };
const site = {
	id: '3970e0fe-8564-4903-9a55-c5f8de49fb8b',
	state: 'current',
	plan: 'nf_team_dev',
	name: 'apollo',
	custom_domain: null,
	url: 'http://apollo.netlify.app',
	ssl_url: 'https://apollo.netlify.app',
	admin_url: 'https://app.netlify.com/projects/apollo',
	created_at: '2026-11-22T10:00:00.000Z',
	updated_at: '2026-11-22T10:00:00.000Z',
	account_name: 'Crew',
	account_slug: 'crew',
	deploy_hook: 'https://api.netlify.com/hooks/sample',
};
const project = { id: site.id, name: 'apollo', url: site.admin_url };

export const netlify: ServiceCase = {
	service: 'netlify',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'in a team, with fields',
			name: 'apollo',
			fields: {
				workspace: 'crew',
				customDomain: 'apollo.example.com',
				password: 'site-secret',
				forceSsl: true,
				email: 'ada@example.com',
				repository: { provider: 'github', repo_path: 'acme/site', repo_branch: 'main' },
			},
			expect: [
				{
					method: 'POST',
					url: `${base}/crew/sites`,
					headers: { ...headers, 'content-type': 'application/json' },
					body: {
						name: 'apollo',
						custom_domain: 'apollo.example.com',
						password: 'site-secret',
						force_ssl: true,
						notification_email: 'ada@example.com',
						repo: { provider: 'github', repo_path: 'acme/site', repo_branch: 'main' },
					},
				},
			],
			replies: [{ status: 201, body: site }],
			project,
		},
		{
			title: "in the person's own team",
			name: 'apollo',
			expect: [{ method: 'POST', url: `${base}/sites`, body: { name: 'apollo' } }],
			replies: [{ status: 201, body: site }],
			project,
		},
		{
			title: 'through OAuth',
			auth: 'OAuth2',
			credential: {},
			name: 'apollo',
			expect: [{ method: 'POST', url: `${base}/sites`, body: { name: 'apollo' } }],
			replies: [{ status: 201, body: site }],
			project,
		},
	],
	refusals: [
		{
			title: 'a name that cannot be taken',
			reply: { status: 422, body: { code: 422, message: 'subdomain must be unique', errors: { subdomain: ['must be unique'] } } as never },
			kind: 'invalid',
			says: 'unique',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: { code: 401, message: 'Access Denied' } },
			kind: 'unauthorized',
			says: 'Access Denied',
		},
		{
			title: 'no right in the team',
			reply: { status: 403, body: { code: 403, message: 'Forbidden' } },
			kind: 'forbidden',
			says: 'Forbidden',
		},
		{
			title: 'too many requests',
			reply: { status: 429, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795341660' } },
			kind: 'limit',
		},
	],
	lookups: [
		{
			title: 'exact name',
			by: 'name',
			value: 'apollo',
			expect: [{ method: 'GET', url: `${base}/sites?name=apollo&filter=all&page=1&per_page=100`, headers }],
			replies: [{ status: 200, body: [{ ...site, id: 'other', name: 'apollo-2' }, site] }],
			finds: [site.id],
		},
		{
			title: 'in a team',
			by: 'name',
			value: 'apollo',
			fields: { workspace: 'crew' },
			expect: [{ method: 'GET', url: `${base}/crew/sites?name=apollo&page=1&per_page=100` }],
			replies: [{ status: 200, body: [site] }],
			finds: [site.id],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'apollo',
			expect: [{ method: 'GET', url: `${base}/sites?name=apollo&filter=all&page=1&per_page=100` }],
			replies: [{ status: 200, body: [] }],
			finds: [],
		},
	],
};
