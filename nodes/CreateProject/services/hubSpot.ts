import { defineService, type Json, type Paging } from './service';

const paging: Paging = { kind: 'cursor', param: 'after', next: 'paging.next.after', size: 100, sizeParam: 'limit', in: 'body' };

/** Properties come only where they are asked for. */
const properties: Json = ['hs_name', 'hs_pipeline', 'hs_pipeline_stage'];

/**
 * HubSpot: the CRM's object "project". Create, scopes and the three properties: developers.hubspot.com, "Projects API"; search and its
 * pace: "Search the CRM" and the changelog "CRM Search API rate limit increase". All other properties are the account's own and travel in
 * Custom Fields. Names may repeat. The index of the search lags; HubSpot says "a few moments", 30 s are allowed for. A day's calls that
 * are used up are a 429, too (policyName DAILY), which no short wait ends. Left out as unconfirmed: the record's page (its address needs
 * the account's number) and associations.
 */
export const hubSpot = defineService({
	id: 'hubspot',
	displayName: 'HubSpot',
	aliases: ['CRM'],
	docs: 'https://developers.hubspot.com/docs/guides/account/projects/guide',
	baseUrl: 'https://api.hubapi.com',
	auth: [
		{
			name: 'Private App Token',
			where: 'the private app in the settings of HubSpot: its access token',
			fields: [{ name: 'token', displayName: 'Access Token', secret: true, placeholder: 'e.g. pat-eu1-…' }],
			headers: { Authorization: 'Bearer {token}' },
			right: 'Scopes crm.objects.projects.write and crm.objects.projects.read (crm.schemas.projects.read for the lists)',
		},
	],
	oauth2: {
		authUrl: 'https://app.hubspot.com/oauth/authorize',
		tokenUrl: 'https://api.hubapi.com/oauth/v1/token',
		scopes: ['crm.objects.projects.write', 'crm.objects.projects.read', 'crm.schemas.projects.read'],
		clientAuth: 'body',
	},
	test: { path: '/crm/v3/objects/projects', query: { limit: 1 } },
	create: { path: '/crm/v3/objects/projects' },
	audience: 'workspace',
	name: { to: 'properties.hs_name' },
	fields: [
		{
			id: 'pipeline',
			to: 'properties.hs_pipeline',
			format: 'text',
			required: true,
			live: { path: '/crm/v3/pipelines/projects', items: 'results', label: 'label' },
		},
		{
			id: 'status',
			displayName: 'Pipeline Stage',
			to: 'properties.hs_pipeline_stage',
			format: 'text',
			required: true,
			live: { path: '/crm/v3/pipelines/projects/{pipeline}/stages', items: 'results', label: 'label' },
		},
		{ id: 'customFields', in: 'setting', description: 'Value by the internal name of the property' },
	],
	constants: { properties: '{customFields}' },
	reply: { id: 'id', name: 'properties.hs_name', createdAt: 'createdAt' },
	fetch: { path: '/crm/v3/objects/projects/{id}', query: { properties: 'hs_name,hs_pipeline,hs_pipeline_stage' } },
	update: { method: 'PATCH', path: '/crm/v3/objects/projects/{id}' },
	lookup: {
		name: {
			path: '/crm/v3/objects/projects/search',
			body: { filterGroups: [{ filters: [{ propertyName: 'hs_name', operator: 'EQ', value: '{value}' }] }], properties },
			items: 'results',
			paging,
			lagMs: 30_000,
		},
	},
	limits: {
		never: [{ status: 429, body: '"policyName"\\s*:\\s*"DAILY"' }],
		requests: [
			{ count: 100, perMs: 10_000 },
			{ count: 4, perMs: 1_000, route: '/crm/v3/objects/projects/search' },
		],
	},
});
