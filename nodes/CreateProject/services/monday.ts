import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 100, sizeParam: 'limit', in: 'variables' };

/**
 * monday.com boards (@mondaydotcomorg/api, MutationCreate_BoardArgs; developer.monday.com on errors and limits). Application errors come
 * with HTTP 200. Boards cannot be filtered by name: the lookup reads all of them, the newest first, and asks for boards of several levels,
 * too, which are left out otherwise (docs/multi-level-boards-api-guide). The version is that of the fourth quarter of 2026
 * (docs/api-versioning: a new one each quarter, three at a time). A single workspace is sent where a list is due, as GraphQL's input
 * coercion allows. Names are not unique. Left out: `create_project` (new in 2026-04, arguments unconfirmed); `update_board`, which takes
 * one attribute a call.
 */
export const monday = defineService({
	id: 'monday',
	displayName: 'monday.com',
	object: 'board',
	docs: 'https://developer.monday.com/api-reference/reference/boards#create-a-board',
	baseUrl: 'https://api.monday.com',
	headers: { 'API-Version': '2026-10' },
	auth: [
		{
			name: 'API Token',
			where: 'your profile picture > Developers > My Access Tokens > Show',
			headers: { Authorization: '{token}' },
			right: 'boards:write, by a user who may create boards in the workspace',
		},
	],
	oauth2: {
		authUrl: 'https://auth.monday.com/oauth2/authorize',
		tokenUrl: 'https://auth.monday.com/oauth2/token',
		scopes: ['boards:write', 'boards:read', 'workspaces:read'],
		clientAuth: 'body',
	},
	test: { path: '/v2', graphql: { query: 'query { boards(limit: 1) { id } }', variables: {} } },
	create: {
		path: '/v2',
		graphql: {
			query:
				'mutation ($board_name: String!, $board_kind: BoardKind!, $description: String, $workspace_id: ID, $folder_id: ID, ' +
				'$template_id: ID, $board_owner_ids: [ID!], $board_owner_team_ids: [ID!], $board_subscriber_ids: [ID!], ' +
				'$board_subscriber_teams_ids: [ID!], $empty: Boolean) { create_board(board_name: $board_name, board_kind: $board_kind, ' +
				'description: $description, workspace_id: $workspace_id, folder_id: $folder_id, template_id: $template_id, ' +
				'board_owner_ids: $board_owner_ids, board_owner_team_ids: $board_owner_team_ids, board_subscriber_ids: ' +
				'$board_subscriber_ids, board_subscriber_teams_ids: $board_subscriber_teams_ids, empty: $empty) { id name url } }',
			variables: '{payload}',
		},
	},
	audience: 'workspace',
	name: { to: 'board_name' },
	fields: [
		{
			id: 'visibility',
			displayName: 'Board Kind',
			to: 'board_kind',
			required: true,
			options: ['public', 'private', { value: 'share', name: 'Shareable' }],
		},
		{ id: 'description' },
		{
			id: 'workspace',
			to: 'workspace_id',
			format: 'text',
			within: { at: 'workspace_id' },
			live: {
				path: '/v2',
				graphql: { query: 'query ($limit: Int, $page: Int) { workspaces(limit: $limit, page: $page) { id name } }', variables: {} },
				items: 'data.workspaces',
				paging,
			},
		},
		{
			id: 'parent',
			displayName: 'Folder',
			to: 'folder_id',
			format: 'text',
			within: { at: 'board_folder_id' },
			live: {
				path: '/v2',
				graphql: {
					query:
						'query ($workspace_ids: [ID], $limit: Int, $page: Int) { folders(workspace_ids: $workspace_ids, limit: $limit, ' +
						'page: $page) { id name } }',
					variables: { workspace_ids: '{workspace}' },
				},
				items: 'data.folders',
				paging,
			},
		},
		{ id: 'template', displayName: 'Template ID', to: 'template_id', format: 'text' },
		{ id: 'owner', displayName: 'Owner IDs', to: 'board_owner_ids', format: 'list' },
		{ id: 'team', displayName: 'Owner Team IDs', to: 'board_owner_team_ids', format: 'list', within: false },
		{ id: 'members', displayName: 'Subscriber IDs', to: 'board_subscriber_ids', format: 'list' },
		{ id: 'subscriberTeams', displayName: 'Subscriber Team IDs', to: 'board_subscriber_teams_ids', type: 'array', format: 'list' },
		{ id: 'empty', type: 'boolean', description: 'Without the default items' },
	],
	reply: { at: 'data.create_board', id: 'id', name: 'name', url: 'url' },
	fetch: {
		path: '/v2',
		graphql: {
			query: 'query ($ids: [ID!]) { boards(ids: $ids) { id name url description board_kind workspace_id } }',
			variables: { ids: ['{id}'] },
		},
		at: 'data.boards.0',
	},
	lookup: {
		name: {
			path: '/v2',
			graphql: {
				query:
					'query ($workspace_ids: [ID], $limit: Int, $page: Int) { boards(workspace_ids: $workspace_ids, limit: $limit, page: ' +
					'$page, order_by: created_at, hierarchy_types: [classic, multi_level]) { id name url workspace_id board_folder_id } }',
				variables: { workspace_ids: '{workspace}' },
			},
			items: 'data.boards',
			paging,
		},
	},
	limits: {
		answers: [{ body: 'COMPLEXITY_BUDGET_EXHAUSTED|ComplexityException|FIELD_LIMIT_EXCEEDED|Rate Limit Exceeded' }],
		never: [{ body: 'DAILY_LIMIT_EXCEEDED' }],
		body: ['errors.0.extensions.retry_in_seconds'],
	},
});
