import { defineService, type Json, type Paging } from './service';

const access: Json & string[] = ['private', 'view', 'comment', 'edit'];
const paging: Paging = { kind: 'offset', param: 'offset', size: 50, sizeParam: 'limit' };

/**
 * Miro boards (miroapp/api-clients: packages/generator/spec.json, model/boardChanges.ts, boardSharingPolicyChange.ts, boardWithLinks.ts;
 * developers.miro.com on limits). Names may repeat. The list shows new boards at once only where it is asked for by team; else "a few
 * seconds" later. Without a team the board is put where the token was made. A copy of a board is another request. The vendor's own access
 * is private at each level. Spaces are called projects in the API.
 */
export const miro = defineService({
	id: 'miro',
	displayName: 'Miro',
	object: 'board',
	docs: 'https://developers.miro.com/reference/create-board',
	baseUrl: 'https://api.miro.com',
	auth: [
		{
			name: 'Access Token',
			where: 'Profile settings > Your apps > the app > Install app and get OAuth token',
			right: 'Scopes boards:read and boards:write',
		},
	],
	oauth2: {
		authUrl: 'https://miro.com/oauth/authorize',
		tokenUrl: 'https://api.miro.com/v1/oauth/token',
		scopes: ['boards:read', 'boards:write'],
		clientAuth: 'body',
	},
	test: { path: '/v2/boards', query: { limit: 1 } },
	create: { path: '/v2/boards' },
	audience: 'members',
	name: { maxLength: 60 },
	fields: [
		{ id: 'workspace', displayName: 'Team ID', to: 'teamId', format: 'text', within: { at: 'team.id' } },
		{ id: 'space', displayName: 'Space ID', to: 'projectId', format: 'text', within: { at: 'project.id' } },
		{ id: 'description', maxLength: 300 },
		{
			id: 'template',
			displayName: 'Copy of Board',
			in: 'setting',
			format: 'text',
			live: { path: '/v2/boards', query: { team_id: '{workspace?}' }, items: 'data', paging },
		},
		{ id: 'visibility', displayName: 'Team Access', to: 'policy.sharingPolicy.teamAccess', options: access },
		{ id: 'organizationAccess', to: 'policy.sharingPolicy.organizationAccess', options: access },
		{ id: 'publicAccess', displayName: 'Public Access', to: 'policy.sharingPolicy.access', options: access },
	],
	reply: { id: 'id', name: 'name', url: 'viewLink', createdAt: 'createdAt' },
	fetch: { path: '/v2/boards/{id}' },
	update: { method: 'PATCH', path: '/v2/boards/{id}', body: { name: '{name}', description: '{description}' } },
	lookup: { name: { path: '/v2/boards', query: { team_id: '{workspace}' }, items: 'data', paging, lagMs: 10_000 } },
	limits: { headers: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' } },
	variants: [
		{ when: { template: true }, create: { method: 'PUT', path: '/v2/boards', query: { copy_from: '{template}' }, body: '{payload}' } },
	],
});
