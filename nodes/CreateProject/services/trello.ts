import { defineService } from './service';

/**
 * Trello. Rules from Atlassian's OpenAPI file (swagger.v3.json, POST and PUT /boards) and its rate limit guide. The fields go as a form,
 * as ruby-trello sends them (lib/trello/board.rb, `flat_prefs`): in the query a description of a thousand Japanese letters is refused
 * (414). Key and token are in the query. The update names its preferences otherwise (`prefs/background`). No rate headers; errors are
 * often plain text. Search is left out (it lags); two boards may share a name as far as is documented.
 */
export const trello = defineService({
	id: 'trello',
	displayName: 'Trello',
	object: 'board',
	aliases: ['kanban', 'board'],
	docs: 'https://developer.atlassian.com/cloud/trello/rest/api-group-boards/#api-boards-post',
	baseUrl: 'https://api.trello.com/1',
	auth: [
		{
			name: 'API Key and Token',
			where: 'trello.com/power-ups/admin > your Power-Up > API Key, and the link Token beside the key',
			fields: [
				{ name: 'apiKey', displayName: 'API Key', secret: true },
				{ name: 'token', displayName: 'API Token', secret: true },
			],
			query: { key: '{apiKey}', token: '{token}' },
			right: 'A token with the scopes "read" and "write"',
		},
	],
	test: { path: '/members/me', query: { fields: 'id,username' } },
	create: { path: '/boards/', encoding: 'form' },
	audience: 'members',
	name: { maxLength: 16384 },
	fields: [
		{ id: 'description', to: 'desc', maxLength: 16384 },
		{
			id: 'workspace',
			to: 'idOrganization',
			within: { at: 'idOrganization' },
			live: { path: '/members/me/organizations', query: { fields: 'id,displayName' }, label: 'displayName' },
		},
		{ id: 'visibility', to: 'prefs_permissionLevel', options: ['private', 'public', { value: 'team', name: 'Workspace', sends: 'org' }] },
		{
			id: 'color',
			displayName: 'Background',
			to: 'prefs_background',
			description: 'Blue, orange, green, red, purple, pink, lime, sky or grey, or the ID of a background',
			wrap: '{value|lower}',
		},
		{
			id: 'template',
			displayName: 'Board to Copy',
			to: 'idBoardSource',
			live: { path: '/members/me/boards', query: { filter: 'open', fields: 'id,name' } },
		},
		{ id: 'keepFromSource', displayName: 'Keep From Copied Board', options: ['cards', 'none'] },
		{ id: 'defaultLists', type: 'boolean', description: 'Whether to add the lists To Do, Doing and Done; ignored when a board is copied' },
		{ id: 'defaultLabels', type: 'boolean' },
		{ id: 'powerUps', displayName: 'Power-Ups', options: ['all', 'calendar', 'cardAging', 'recap', 'voting'] },
		{ id: 'comments', to: 'prefs_comments', options: ['disabled', 'members', 'observers', 'org', 'public'] },
		{ id: 'voting', to: 'prefs_voting', options: ['disabled', 'members', 'observers', 'org', 'public'] },
		{ id: 'invitations', to: 'prefs_invitations', options: ['members', 'admins'] },
		{ id: 'selfJoin', to: 'prefs_selfJoin', type: 'boolean' },
		{ id: 'cardCovers', to: 'prefs_cardCovers', type: 'boolean' },
	],
	reply: { id: 'id', name: 'name', url: 'url' },
	fetch: { path: '/boards/{id}' },
	update: {
		method: 'PUT',
		path: '/boards/{id}',
		encoding: 'form',
		body: {
			name: '{name}',
			desc: '{description}',
			'prefs/permissionLevel': '{visibility}',
			'prefs/background': '{color}',
			'prefs/comments': '{comments}',
			'prefs/voting': '{voting}',
			'prefs/invitations': '{invitations}',
			'prefs/selfJoin': '{selfJoin}',
			'prefs/cardCovers': '{cardCovers}',
		},
	},
	lookup: { name: { path: '/members/me/boards', query: { filter: 'open', fields: 'id,name,url,idOrganization' }, items: '' } },
	limits: {
		requests: [
			{ count: 100, perMs: 10_000 },
			{ count: 100, perMs: 900_000, route: '/members' },
		],
		waitMs: 10_000,
	},
});
