import { defineService } from './service';

/**
 * Linear (linear/linear, packages/sdk/src/schema.graphql; linear.app/developers on OAuth and rate limiting). An API key goes without
 * "Bearer", an OAuth token with it. Errors come as `errors[]`, a limit as code RATELIMITED whatever the status. The client may choose the
 * project's UUID, so a repeat cannot make a second one. Names are not unique. Left out as unconfirmed: the words that refuse a UUID used
 * before. An update (@linear/sdk) takes no template, and is not sent the teams: a project of several would leave those that were not asked
 * for.
 */
export const linear = defineService({
	id: 'linear',
	displayName: 'Linear',
	docs: 'https://linear.app/developers/graphql',
	baseUrl: 'https://api.linear.app',
	auth: [
		{
			name: 'Personal API Key',
			where: 'Settings > Security & access > Personal API keys > New API key',
			fields: [{ name: 'token', displayName: 'API Key', secret: true, placeholder: 'e.g. lin_api_…' }],
			headers: { Authorization: '{token}' },
			right: 'Write access, by a member of the team',
		},
	],
	oauth2: {
		authUrl: 'https://linear.app/oauth/authorize',
		tokenUrl: 'https://api.linear.app/oauth/token',
		scopes: ['read', 'write'],
		scopeSeparator: ',',
		clientAuth: 'body',
	},
	test: { path: '/graphql', graphql: { query: 'query { viewer { id } }', variables: {} } },
	create: {
		path: '/graphql',
		graphql: {
			query: 'mutation ($input: ProjectCreateInput!) { projectCreate(input: $input) { success project { id name url slugId createdAt } } }',
			variables: { input: '{payload}' },
		},
	},
	audience: 'workspace',
	fields: [
		{
			id: 'team',
			displayName: 'Teams',
			to: 'teamIds',
			required: true,
			format: 'list',
			within: { at: 'teams.nodes.*.id' },
			live: {
				path: '/graphql',
				graphql: {
					query:
						'query ($first: Int, $after: String) { teams(first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage ' +
						'endCursor } } }',
					variables: {},
				},
				items: 'data.teams.nodes',
				paging: {
					kind: 'cursor',
					param: 'after',
					next: 'data.teams.pageInfo.endCursor',
					more: 'data.teams.pageInfo.hasNextPage',
					size: 50,
					sizeParam: 'first',
					in: 'variables',
				},
			},
		},
		{ id: 'description', displayName: 'Summary', description: 'The short description' },
		{ id: 'content', description: 'The long description in Markdown' },
		{ id: 'startDate', format: 'date' },
		{ id: 'startDateResolution', options: ['month', 'quarter', 'halfYear', 'year'] },
		{ id: 'dueDate', displayName: 'Target Date', to: 'targetDate', format: 'date' },
		{ id: 'targetDateResolution', options: ['month', 'quarter', 'halfYear', 'year'] },
		{ id: 'owner', displayName: 'Lead ID', to: 'leadId' },
		{ id: 'members', displayName: 'Member IDs', to: 'memberIds', format: 'list' },
		{ id: 'tags', displayName: 'Label IDs', to: 'labelIds', format: 'list' },
		{ id: 'color', format: 'hexColor' },
		{ id: 'icon' },
		{
			id: 'status',
			to: 'statusId',
			live: {
				path: '/graphql',
				graphql: {
					query:
						'query ($first: Int, $after: String) { projectStatuses(first: $first, after: $after) { nodes { id name } pageInfo { ' +
						'hasNextPage endCursor } } }',
					variables: {},
				},
				items: 'data.projectStatuses.nodes',
				paging: {
					kind: 'cursor',
					param: 'after',
					next: 'data.projectStatuses.pageInfo.endCursor',
					more: 'data.projectStatuses.pageInfo.hasNextPage',
					size: 50,
					sizeParam: 'first',
					in: 'variables',
				},
			},
		},
		{ id: 'priority', description: '0 none, 1 urgent, 2 high, 3 medium, 4 low' },
		{
			id: 'template',
			to: 'templateId',
			live: {
				path: '/graphql',
				graphql: { query: 'query { templates { id name type } }', variables: {} },
				items: 'data.templates',
				only: { path: 'type', is: 'project' },
			},
		},
		{ id: 'useDefaultTemplate', type: 'boolean', description: "The first team's; a template comes before it" },
	],
	reply: {
		at: 'data.projectCreate.project',
		id: 'id',
		name: 'name',
		url: 'url',
		createdAt: 'createdAt',
		ok: { path: 'data.projectCreate.success', is: true },
	},
	fetch: {
		path: '/graphql',
		graphql: { query: 'query ($id: String!) { project(id: $id) { id name url slugId createdAt } }', variables: { id: '{id}' } },
		at: 'data.project',
	},
	update: {
		path: '/graphql',
		at: 'data.projectUpdate.project',
		ok: { path: 'data.projectUpdate.success', is: true },
		graphql: {
			query:
				'mutation ($id: String!, $input: ProjectUpdateInput!) { projectUpdate(id: $id, input: $input) { success project { id name url } } }',
			variables: {
				id: '{id}',
				input: {
					name: '{name}',
					description: '{description}',
					content: '{content}',
					startDate: '{startDate}',
					startDateResolution: '{startDateResolution}',
					targetDate: '{dueDate}',
					targetDateResolution: '{targetDateResolution}',
					leadId: '{owner}',
					memberIds: '{members}',
					labelIds: '{tags}',
					color: '{color}',
					icon: '{icon}',
					statusId: '{status}',
					priority: '{priority}',
				},
			},
		},
	},
	lookup: {
		name: {
			path: '/graphql',
			graphql: {
				query:
					'query ($filter: ProjectFilter, $first: Int, $after: String) { projects(filter: $filter, first: $first, after: $after) { ' +
					'nodes { id name url createdAt teams(first: 50) { nodes { id } } } pageInfo { hasNextPage endCursor } } }',
				variables: { filter: { name: { eq: '{value}' } } },
			},
			items: 'data.projects.nodes',
			paging: {
				kind: 'cursor',
				param: 'after',
				next: 'data.projects.pageInfo.endCursor',
				more: 'data.projects.pageInfo.hasNextPage',
				size: 50,
				sizeParam: 'first',
				in: 'variables',
			},
		},
	},
	limits: {
		answers: [{ body: '"RATELIMITED"' }],
		headers: { remaining: 'x-ratelimit-requests-remaining', reset: 'x-ratelimit-requests-reset' },
	},
	idempotency: { to: 'id', replays: false },
});
