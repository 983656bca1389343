import type { ServiceCase } from '../case';

const shared = {
	id: 'spring-moon-302709',
	platform_id: 'aws',
	region_id: 'aws-eu-central-1',
	name: 'Apollo',
	provisioner: 'k8s-neonvm',
	pg_version: 17,
	proxy_host: 'eu-central-1.aws.neon.tech',
	branch_logical_size_limit: 0,
	branch_logical_size_limit_bytes: 0,
	store_passwords: true,
	cpu_used_sec: 0,
	creation_source: 'console',
	created_at: '2026-11-22T10:00:00Z',
	updated_at: '2026-11-22T10:00:00Z',
	owner_id: 'org-ocean-art-12345678',
	org_id: 'org-ocean-art-12345678',
};
const item = { ...shared, active_time: 0 };
const project = {
	...shared,
	data_storage_bytes_hour: 0,
	data_transfer_bytes: 0,
	written_data_bytes: 0,
	compute_time_seconds: 0,
	active_time_seconds: 0,
	history_retention_seconds: 86400,
	consumption_period_start: '2026-11-01T00:00:00Z',
	consumption_period_end: '2026-12-01T00:00:00Z',
};

export const neon: ServiceCase = {
	service: 'neon',
	credential: { organization: 'org-ocean-art-12345678', token: 'sample-secret' },
	creates: [
		{
			title: 'with region, version, branch and limits',
			name: 'Apollo',
			fields: {
				region: 'aws-eu-central-1',
				pgVersion: '17',
				branch: 'main',
				database: 'moon',
				role: 'neil',
				minComputeUnits: 0.25,
				maxComputeUnits: 2,
				historyRetention: 86400,
				storePasswords: true,
				settings: { enable_logical_replication: false },
			},
			expect: [
				{
					method: 'POST',
					url: 'https://console.neon.tech/api/v2/projects',
					headers: { authorization: 'Bearer sample-secret', 'content-type': 'application/json' },
					body: {
						project: {
							org_id: 'org-ocean-art-12345678',
							name: 'Apollo',
							region_id: 'aws-eu-central-1',
							pg_version: 17,
							branch: { name: 'main', database_name: 'moon', role_name: 'neil' },
							default_endpoint_settings: { autoscaling_limit_min_cu: 0.25, autoscaling_limit_max_cu: 2 },
							history_retention_seconds: 86400,
							store_passwords: true,
							settings: { enable_logical_replication: false },
						},
					},
				},
			],
			replies: [
				{
					status: 201,
					body: {
						project,
						connection_uris: [
							{
								connection_uri: 'postgresql://neil:sample-password@ep-moon.eu-central-1.aws.neon.tech/moon',
								connection_parameters: {
									database: 'moon',
									password: 'sample-password',
									role: 'neil',
									host: 'ep-moon.eu-central-1.aws.neon.tech',
									pooler_host: 'ep-moon-pooler.eu-central-1.aws.neon.tech',
								},
							},
						],
						roles: [
							{
								branch_id: 'br-moon-1',
								name: 'neil',
								password: 'sample-password',
								protected: false,
								created_at: '2026-11-22T10:00:00Z',
								updated_at: '2026-11-22T10:00:00Z',
							},
						],
						databases: [
							{
								id: 1,
								branch_id: 'br-moon-1',
								name: 'moon',
								owner_name: 'neil',
								created_at: '2026-11-22T10:00:00Z',
								updated_at: '2026-11-22T10:00:00Z',
							},
						],
						operations: [
							{
								id: '22acbb37-209b-4b90-a39c-8460090e1329',
								project_id: 'spring-moon-302709',
								branch_id: 'br-moon-1',
								action: 'create_timeline',
								status: 'running',
								failures_count: 0,
								created_at: '2026-11-22T10:00:00Z',
								updated_at: '2026-11-22T10:00:00Z',
								total_duration_ms: 0,
							},
						],
						endpoints: [],
					},
				},
			],
			project: { id: 'spring-moon-302709', name: 'Apollo', url: 'https://console.neon.tech/app/projects/spring-moon-302709' },
		},
		{
			title: 'with an organization key: no organization in the body',
			credential: { token: 'sample-secret' },
			name: 'Apollo',
			expect: [{ method: 'POST', url: 'https://console.neon.tech/api/v2/projects', body: { project: { name: 'Apollo' } } }],
			replies: [{ status: 201, body: { project } }],
			project: { id: 'spring-moon-302709', name: 'Apollo', url: 'https://console.neon.tech/app/projects/spring-moon-302709' },
		},
	],
	refusals: [
		{
			title: 'organization missing',
			reply: { status: 400, body: { request_id: 'r1', code: '', message: 'org_id is required' } },
			kind: 'invalid',
			says: 'org_id is required',
		},
		{ title: 'too many requests', reply: { status: 429, body: { code: '', message: 'rate limit exceeded' } }, kind: 'limit' },
	],
	lookups: [
		{
			title: 'exact name on the second page',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url: 'https://console.neon.tech/api/v2/projects?search=Apollo&org_id=org-ocean-art-12345678&limit=400' },
				{
					method: 'GET',
					url: 'https://console.neon.tech/api/v2/projects?search=Apollo&org_id=org-ocean-art-12345678&cursor=spring-moon-2&limit=400',
				},
			],
			replies: [
				{ status: 200, body: { projects: [{ ...item, id: 'spring-moon-2', name: 'Apollo 2' }], pagination: { cursor: 'spring-moon-2' } } },
				{ status: 200, body: { projects: [item] } },
			],
			finds: ['spring-moon-302709'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: 'https://console.neon.tech/api/v2/projects?search=Apollo&org_id=org-ocean-art-12345678&limit=400' }],
			replies: [{ status: 200, body: { projects: [] } }],
			finds: [],
		},
		{
			title: 'some could not be read in time',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: 'https://console.neon.tech/api/v2/projects?search=Apollo&org_id=org-ocean-art-12345678&limit=400' }],
			replies: [{ status: 200, body: { projects: [], unavailable_project_ids: ['spring-moon-302709'] } }],
			finds: [],
			hasGaps: true,
		},
	],
	rejects: [
		{ fields: { pgVersion: '9' }, says: '14' },
		{ name: 'A'.repeat(257), fields: {}, says: '256' },
	],
};
