import { defineService, type LookupCall, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 50, sizeParam: 'per_page' };
const list: LookupCall = { path: '/projects', items: '', only: { path: 'id', atLeast: 1 }, paging };

/**
 * Vikunja, API v1 (frozen since 2.4, gone with 4.0). Rules: go-vikunja/vikunja pkg/swagger and pkg/models/project.go. PUT creates. Titles
 * repeat, identifiers do not. The parameter `s` is not used: it takes numbers for ids and skips children of other projects, so the list is
 * read whole; 50 is the server's standard page size; saved filters are in the list too, with ids below zero. Left out: the update (POST
 * overwrites every column that is not sent) and the login (accounts with a second factor cannot use it).
 */
export const vikunja = defineService({
	id: 'vikunja',
	displayName: 'Vikunja',
	aliases: ['to-do'],
	docs: 'https://try.vikunja.io/api/v1/docs',
	baseUrl: '{siteUrl}/api/v1',
	site: [{ name: 'siteUrl', displayName: 'Vikunja URL', placeholder: 'e.g. https://vikunja.example.com', description: 'Without /api/v1' }],
	auth: [
		{ name: 'API Token', where: "your user's settings in Vikunja", right: 'The projects permissions "create", "read all" and "read one"' },
	],
	test: { path: '/projects', query: { per_page: 1 } },
	create: { method: 'PUT', path: '/projects' },
	audience: 'members',
	name: { to: 'title', maxLength: 250 },
	fields: [
		{ id: 'key', displayName: 'Identifier', to: 'identifier', format: 'text', maxLength: 10 },
		{ id: 'description' },
		{ id: 'color', to: 'hex_color', format: 'bareHexColor' },
		{
			id: 'parent',
			displayName: 'Parent Project',
			to: 'parent_project_id',
			format: 'number',
			within: { at: 'parent_project_id', none: null },
			live: { path: '/projects', label: 'title', paging },
		},
		{ id: 'favorite', to: 'is_favorite' },
	],
	reply: { id: 'id', key: 'identifier', name: 'title', urlTemplate: '{siteUrl}/projects/{id}', createdAt: 'created' },
	fetch: { path: '/projects/{id}' },
	lookup: { name: list, key: list },
	duplicates: [{ status: 400, body: 'project with this identifier already exists', field: 'key' }],
	errors: {
		message: ['message'],
		// pkg/routes/api_tokens.go: a token without the permission is answered like a wrong one.
		meanings: [{ status: 401, means: 'Vikunja answers like this also when the token lacks a permission for this request' }],
	},
});
