import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'url', next: '_links.next' };

/**
 * Confluence Cloud spaces (developer.atlassian.com/cloud/confluence: the v1 API creates and edits, the v2 API reads). Key and name are
 * required; a key is unique in the site, names may repeat. A private space is another request. The first page of the search holds 250
 * spaces; the next one's address lies on the site's own host, so it can be read with an API token, not through api.atlassian.com. Left
 * out: Data Center (other paths), permissions, labels; as unconfirmed the numbers of the limits.
 */
export const confluence = defineService({
	id: 'confluence',
	displayName: 'Confluence',
	object: 'space',
	aliases: ['Atlassian', 'wiki'],
	docs: 'https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-space/#api-wiki-rest-api-space-post',
	baseUrl: '{siteUrl}/wiki',
	site: [{ name: 'siteUrl', displayName: 'Confluence URL', placeholder: 'e.g. https://acme.atlassian.net', cut: '/wiki' }],
	auth: [
		{
			name: 'API Token',
			where: 'Atlassian account > Security > API tokens (id.atlassian.com)',
			fields: [
				{ name: 'email', displayName: 'Email' },
				{ name: 'token', displayName: 'API Token', secret: true },
			],
			basic: { user: '{email}', password: '{token}' },
			right: 'Global permission "Create space(s)"',
		},
	],
	oauth2: {
		authUrl: 'https://auth.atlassian.com/authorize',
		tokenUrl: 'https://auth.atlassian.com/oauth/token',
		scopes: ['write:space:confluence', 'read:space:confluence', 'offline_access'],
		authQuery: 'audience=api.atlassian.com&prompt=consent',
		clientAuth: 'body',
		baseUrl: 'https://api.atlassian.com/ex/confluence/{cloudId}/wiki',
		fields: [{ name: 'cloudId', displayName: 'Cloud ID', description: 'From https://api.atlassian.com/oauth/token/accessible-resources' }],
	},
	test: { path: '/api/v2/spaces', query: { limit: 1 } },
	create: { path: '/rest/api/space' },
	audience: 'workspace',
	name: { maxLength: 200 },
	fields: [
		{
			id: 'key',
			displayName: 'Space Key',
			required: true,
			from: { source: 'name', style: 'upper', maxLength: 20 },
			maxLength: 245,
			pattern: '[A-Za-z0-9]+',
			patternHint: 'letters and digits alone',
		},
		{ id: 'description', to: 'description.plain', wrap: { value: '{value}', representation: 'plain' } },
		{
			id: 'visibility',
			in: 'setting',
			options: [
				{ value: 'private', name: 'Only You' },
				{ value: 'internal', name: 'As the Site Is Set' },
			],
		},
	],
	reply: { id: 'id', key: 'key', name: 'name', urlTemplate: '{siteUrl}/wiki/spaces/{key}', createdAt: 'createdAt' },
	fetch: { path: '/api/v2/spaces/{id}' },
	update: { method: 'PUT', path: '/rest/api/space/{key}', body: { name: '{name}', description: { plain: '{description}' } } },
	lookup: {
		key: { path: '/api/v2/spaces', query: { keys: '{value}' }, items: 'results' },
		name: { path: '/api/v2/spaces', query: { limit: 250 }, items: 'results', paging },
	},
	duplicates: [{ status: 400, body: 'already exists', field: 'key' }],
	variants: [{ when: { visibility: 'private' }, create: { path: '/rest/api/space/_private' } }],
});
