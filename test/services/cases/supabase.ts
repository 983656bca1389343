import type { ServiceCase } from '../case';

const ref = 'abcdefghijklmnopqrst';
const project = {
	id: ref,
	ref,
	organization_id: 'acme',
	organization_slug: 'acme',
	name: 'Apollo',
	region: 'eu-central-1',
	created_at: '2026-11-22T10:00:00.000Z',
	status: 'COMING_UP',
};
const listed = {
	ref,
	name: 'Apollo',
	cloud_provider: 'AWS',
	region: 'eu-central-1',
	is_branch: false,
	status: 'ACTIVE_HEALTHY',
	inserted_at: '2026-11-22T10:00:00.000Z',
	databases: [],
};
const list = 'https://api.supabase.com/v1/organizations/acme/projects?search=Apollo&offset=0&limit=100';

export const supabase: ServiceCase = {
	service: 'supabase',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'in a region, with size and template',
			name: 'Apollo',
			fields: {
				workspace: 'acme',
				databasePassword: 'sample-password',
				region: 'eu-central-1',
				size: 'micro',
				template: 'https://example.com/template',
			},
			expect: [
				{
					method: 'POST',
					url: 'https://api.supabase.com/v1/projects',
					headers: { authorization: 'Bearer sample-secret', 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						organization_slug: 'acme',
						db_pass: 'sample-password',
						region_selection: { type: 'specific', code: 'eu-central-1' },
						desired_instance_size: 'micro',
						template_url: 'https://example.com/template',
					},
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: ref, key: ref, name: 'Apollo', url: `https://supabase.com/dashboard/project/${ref}` },
		},
		{
			title: 'in a region group, through OAuth2',
			auth: 'OAuth2',
			name: 'Apollo',
			fields: { workspace: 'acme', databasePassword: 'sample-password', regionGroup: 'emea' },
			expect: [
				{
					method: 'POST',
					url: 'https://api.supabase.com/v1/projects',
					body: {
						name: 'Apollo',
						organization_slug: 'acme',
						db_pass: 'sample-password',
						region_selection: { type: 'smartGroup', code: 'emea' },
					},
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: ref, key: ref, name: 'Apollo', url: `https://supabase.com/dashboard/project/${ref}` },
		},
	],
	refusals: [
		{
			title: 'invalid',
			reply: { status: 400, body: { message: 'organization_slug: Invalid input' } },
			kind: 'invalid',
			says: 'organization_slug',
		},
		{ title: 'no right', reply: { status: 403, body: { message: 'Forbidden resource' } }, kind: 'forbidden' },
		{ title: 'too many requests', reply: { status: 429, body: { message: 'ThrottlerException: Too Many Requests' } }, kind: 'limit' },
	],
	lookups: [
		{
			title: 'exact name in the organization',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 'acme' },
			expect: [{ method: 'GET', url: list }],
			replies: [
				{
					status: 200,
					body: {
						projects: [{ ...listed, ref: 'bcdefghijklmnopqrstu', name: 'Apollo 2' }, listed],
						pagination: { count: 2, limit: 100, offset: 0 },
					},
				},
			],
			finds: [ref],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 'acme' },
			expect: [{ method: 'GET', url: list }],
			replies: [{ status: 200, body: { projects: [], pagination: { count: 0, limit: 100, offset: 0 } } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { databasePassword: 'sample-password' }, says: 'Organization Slug' },
		{ fields: { workspace: 'acme' }, says: 'Database Password' },
		{ fields: { workspace: 'acme', databasePassword: 'sample-password', region: 'moon-1' }, says: 'eu-central-1' },
	],
};
