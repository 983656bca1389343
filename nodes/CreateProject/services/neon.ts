import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'cursor', param: 'cursor', next: 'pagination.cursor', size: 400, sizeParam: 'limit' };

/**
 * Neon. Fields, list and reply: the vendor's OpenAPI document; limits and key types: neon.com/docs/reference/api. The reply holds the
 * database's password and connection URI (masked). The project exists at once; its operations go on for some seconds and are not waited
 * for. A personal API key needs an organization for every list, so it is part of the credential. A list may name projects it could not
 * read in time. Names may repeat. Regions are typed, not listed: their list is not in the vendor's extract.
 */
export const neon = defineService({
	id: 'neon',
	displayName: 'Neon',
	aliases: ['Postgres'],
	docs: 'https://api-docs.neon.tech/reference/createproject',
	baseUrl: 'https://console.neon.tech/api/v2',
	site: [
		{
			name: 'organization',
			displayName: 'Organization ID',
			required: false,
			placeholder: 'e.g. org-ocean-art-12345678',
			description: 'Needed with a personal API key; leave empty with an organization API key',
		},
	],
	auth: [
		{
			name: 'API Key',
			where: 'the settings of your Neon account or organization',
			right: 'An organization API key, or a personal API key of a member of the organization',
		},
	],
	test: { path: '/projects', query: { org_id: '{organization}', limit: '1' } },
	create: { path: '/projects', body: { project: '{payload}' } },
	audience: 'workspace',
	name: { maxLength: 256 },
	fields: [
		{ id: 'region', displayName: 'Region ID', to: 'region_id', description: 'For example aws-us-east-1' },
		{ id: 'pgVersion', displayName: 'Postgres Version', to: 'pg_version', options: { '14': 14, '15': 15, '16': 16, '17': 17, '18': 18 } },
		{ id: 'branch', displayName: 'Default Branch', to: 'branch.name', maxLength: 256 },
		{ id: 'database', displayName: 'Database Name', to: 'branch.database_name' },
		{ id: 'role', displayName: 'Role Name', to: 'branch.role_name' },
		{ id: 'minComputeUnits', to: 'default_endpoint_settings.autoscaling_limit_min_cu', type: 'number' },
		{ id: 'maxComputeUnits', to: 'default_endpoint_settings.autoscaling_limit_max_cu', type: 'number' },
		{ id: 'historyRetention', displayName: 'History Retention (Seconds)', to: 'history_retention_seconds', type: 'number' },
		{ id: 'storePasswords', to: 'store_passwords', type: 'boolean' },
		{ id: 'settings', type: 'object', description: 'Project settings such as quota or allowed_ips' },
	],
	constants: { org_id: '{organization}' },
	reply: {
		at: 'project',
		id: 'id',
		name: 'name',
		urlTemplate: 'https://console.neon.tech/app/projects/{id}',
		createdAt: 'created_at',
		secrets: ['connection_uris.*.connection_uri', 'connection_uris.*.connection_parameters.password', 'roles.*.password'],
	},
	fetch: { path: '/projects/{id}', at: 'project' },
	lookup: {
		name: {
			path: '/projects',
			query: { search: '{value}', org_id: '{organization}' },
			items: 'projects',
			gaps: 'unavailable_project_ids',
			paging,
		},
	},
	limits: { requests: { count: 700, perMs: 60_000 } },
});
