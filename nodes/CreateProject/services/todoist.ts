import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'cursor', param: 'cursor', next: 'next_cursor', size: 50, sizeParam: 'limit' };

/**
 * Todoist API v1 (Doist's TypeScript SDK: endpoints, projects/requests.d.ts, colors.d.ts; REST v2 guide on X-Request-Id). Names are not
 * unique. What the search leaves out is not documented, so the complete list is read instead. The web address is the SDK's form without a
 * slug. A repeated request id is discarded, not answered again. Left out as unconfirmed: the error object's details, the numbers of the
 * request limits.
 */
export const todoist = defineService({
	id: 'todoist',
	displayName: 'Todoist',
	docs: 'https://developer.todoist.com/api/v1/#tag/Projects',
	baseUrl: 'https://api.todoist.com/api/v1',
	auth: [
		{
			name: 'API Token',
			where: 'Settings > Integrations > Developer',
			right: "The API token of the user's own account (for a workspace project, of one of its members)",
		},
	],
	oauth2: {
		authUrl: 'https://todoist.com/oauth/authorize',
		tokenUrl: 'https://todoist.com/oauth/access_token',
		scopes: ['data:read_write'],
		scopeSeparator: ',',
		clientAuth: 'body',
	},
	test: { path: '/projects', query: { limit: 1 } },
	create: { path: '/projects' },
	audience: 'members',
	fields: [
		{ id: 'description', description: 'Markdown' },
		{
			id: 'parent',
			displayName: 'Parent Project',
			to: 'parent_id',
			format: 'text',
			within: { at: 'parent_id', none: null },
			live: { path: '/projects', items: 'results', paging },
		},
		{
			id: 'workspace',
			to: 'workspace_id',
			format: 'text',
			// A personal project has none; one below a parent has the parent's.
			within: { at: 'workspace_id', none: { unless: 'parent' } },
			live: { path: '/workspaces' },
		},
		{
			id: 'color',
			options: [
				'berry_red',
				'red',
				'orange',
				'yellow',
				'olive_green',
				'lime_green',
				'green',
				'mint_green',
				'teal',
				'sky_blue',
				'light_blue',
				'blue',
				'grape',
				'violet',
				'lavender',
				'magenta',
				'salmon',
				'charcoal',
				'grey',
				'taupe',
			],
		},
		{ id: 'favorite', to: 'is_favorite' },
		{ id: 'view', displayName: 'View Style', to: 'view_style', options: ['list', 'board', 'calendar'] },
	],
	reply: { id: 'id', name: 'name', urlTemplate: 'https://app.todoist.com/app/project/{id}', createdAt: 'created_at' },
	fetch: { path: '/projects/{id}' },
	update: {
		method: 'POST',
		path: '/projects/{id}',
		body: { name: '{name}', description: '{description}', color: '{color}', is_favorite: '{favorite}', view_style: '{view}' },
	},
	lookup: { name: { path: '/projects', items: 'results', paging } },
	limits: { body: ['error_extra.retry_after'] },
	idempotency: { header: 'X-Request-Id', maxLength: 36, replays: false },
});
