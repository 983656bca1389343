import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'offset', param: 'offset', size: 100, sizeParam: 'limit' };

/**
 * Supabase. Create, get and organizations: the vendor's OpenAPI document; the organization's project list: its
 * `v1-get-all-projects-for-organization`, which the vendor prefers to `/v1/projects`; OAuth: docs/guides/integrations. The database
 * password is an input. The reply comes at status COMING_UP and nothing waits for ACTIVE_HEALTHY. `region` is deprecated:
 * `region_selection` is sent. How a taken name is refused and how fast one may ask is unconfirmed and left out.
 */
export const supabase = defineService({
	id: 'supabase',
	displayName: 'Supabase',
	docs: 'https://supabase.com/docs/reference/api/v1-create-a-project',
	baseUrl: 'https://api.supabase.com',
	auth: [
		{
			name: 'Personal Access Token',
			where: 'Account > Access Tokens > Generate new token',
			right: 'Permissions organization_projects_create and organizations_read',
		},
	],
	oauth2: {
		authUrl: 'https://api.supabase.com/v1/oauth/authorize',
		tokenUrl: 'https://api.supabase.com/v1/oauth/token',
		scopes: ['projects:write', 'projects:read', 'organizations:read'],
	},
	test: { path: '/v1/organizations' },
	create: { path: '/v1/projects' },
	audience: 'workspace',
	name: { maxLength: 256 },
	fields: [
		{
			id: 'workspace',
			displayName: 'Organization Slug',
			to: 'organization_slug',
			required: true,
			within: {},
			pattern: '[\\w-]+',
			patternHint: 'letters, digits, underscores and hyphens',
			live: { path: '/v1/organizations', value: 'slug' },
		},
		{ id: 'databasePassword', to: 'db_pass', required: true, secret: true },
		{
			id: 'region',
			to: 'region_selection',
			wrap: { type: 'specific', code: '{value}' },
			options: [
				'us-east-1',
				'us-east-2',
				'us-west-1',
				'us-west-2',
				'ap-east-1',
				'ap-southeast-1',
				'ap-northeast-1',
				'ap-northeast-2',
				'ap-southeast-2',
				'eu-west-1',
				'eu-west-2',
				'eu-west-3',
				'eu-north-1',
				'eu-central-1',
				'eu-central-2',
				'ca-central-1',
				'ap-south-1',
				'sa-east-1',
			],
		},
		{
			id: 'regionGroup',
			displayName: 'Smart Region Group',
			description: 'Instead of Region',
			to: 'region_selection',
			wrap: { type: 'smartGroup', code: '{value}' },
			options: ['americas', 'emea', 'apac'],
		},
		{
			id: 'size',
			displayName: 'Instance Size',
			to: 'desired_instance_size',
			options: [
				'nano',
				'micro',
				'small',
				'medium',
				'large',
				'xlarge',
				'2xlarge',
				'4xlarge',
				'8xlarge',
				'12xlarge',
				'16xlarge',
				'24xlarge',
				'24xlarge_optimized_memory',
				'24xlarge_optimized_cpu',
				'24xlarge_high_memory',
				'48xlarge',
				'48xlarge_optimized_memory',
				'48xlarge_optimized_cpu',
				'48xlarge_high_memory',
			],
		},
		{ id: 'template', displayName: 'Template URL', to: 'template_url', type: 'url' },
	],
	reply: { id: 'ref', key: 'ref', name: 'name', urlTemplate: 'https://supabase.com/dashboard/project/{id}', createdAt: 'created_at' },
	fetch: { path: '/v1/projects/{id}' },
	lookup: {
		name: {
			path: '/v1/organizations/{workspace}/projects',
			query: { search: '{value}' },
			items: 'projects',
			item: { id: 'ref', key: 'ref', name: 'name', urlTemplate: 'https://supabase.com/dashboard/project/{id}', createdAt: 'inserted_at' },
			paging,
		},
	},
});
