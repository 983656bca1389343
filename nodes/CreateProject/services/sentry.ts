import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'link' };

/**
 * Sentry. Fields, statuses and the list: the vendor's OpenAPI document; paging and limits: docs.sentry.io/api/pagination and /ratelimits.
 * All paths end in a slash, and a team is part of the create path. Names may repeat, slugs may not; without a slug the API makes one from
 * the name. The list's `query` reads `word:` as a filter of its own, so all projects are read instead. The organization-level create is
 * left out: it makes a team beside the project.
 */
export const sentry = defineService({
	id: 'sentry',
	displayName: 'Sentry',
	docs: 'https://docs.sentry.io/api/projects/create-a-new-project/',
	baseUrl: '{siteUrl}',
	site: [
		{
			name: 'siteUrl',
			displayName: 'Sentry URL',
			default: 'https://sentry.io',
			description: 'Also https://us.sentry.io, https://de.sentry.io or your own server',
		},
		{ name: 'organization', displayName: 'Organization Slug', description: 'Slug or ID of the organization' },
	],
	auth: [
		{
			name: 'Auth Token',
			where: 'Settings > Developer Settings > Personal Tokens, or a new internal integration of the organization',
			right: 'Scopes project:write and org:read (org:write or team:admin where members may not create projects)',
		},
	],
	// docs.sentry.io/api/auth, "OAuth".
	oauth2: {
		authUrl: '{siteUrl}/oauth/authorize/',
		tokenUrl: '{siteUrl}/oauth/token/',
		scopes: ['project:write', 'project:read', 'org:read', 'team:read'],
		clientAuth: 'body',
	},
	test: { path: '/api/0/organizations/{organization}/projects/', query: { per_page: '1' } },
	create: { path: '/api/0/teams/{organization}/{team}/projects/' },
	audience: 'workspace',
	name: { maxLength: 50 },
	fields: [
		{
			id: 'team',
			displayName: 'Team Slug',
			in: 'path',
			required: true,
			within: { at: ['teams.*.slug', 'teams.*.id'] },
			live: { path: '/api/0/organizations/{organization}/teams/', query: { detailed: '0' }, value: 'slug', paging },
		},
		{
			id: 'key',
			displayName: 'Slug',
			to: 'slug',
			maxLength: 100,
			pattern: '(?!\\d+$)[a-z0-9_-]+',
			patternHint: 'lower-case letters, digits, hyphens and underscores, not digits alone',
		},
		{ id: 'platform', description: 'For example python, javascript-react or node' },
		{
			id: 'defaultRules',
			displayName: 'Default Alert Rules',
			to: 'default_rules',
			type: 'boolean',
			description: 'Whether to alert on every new issue',
		},
	],
	reply: {
		id: 'id',
		key: 'slug',
		name: 'name',
		urlTemplate: '{siteUrl}/organizations/{organization}/projects/{key}/',
		createdAt: 'dateCreated',
	},
	fetch: { path: '/api/0/projects/{organization}/{key}/' },
	lookup: {
		key: { path: '/api/0/projects/{organization}/{value}/', one: true },
		name: { path: '/api/0/organizations/{organization}/projects/', query: { per_page: '100' }, items: '', paging },
	},
	duplicates: [{ status: 409, body: 'slug already exists', field: 'key' }],
	limits: { headers: { remaining: 'x-sentry-rate-limit-remaining', reset: 'x-sentry-rate-limit-reset' } },
});
