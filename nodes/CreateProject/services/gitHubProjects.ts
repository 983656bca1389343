import { defineService, type LookupCall } from './service';

const project = 'id number title url createdAt';
const updateProject = `mutation ($input: UpdateProjectV2Input!) { updateProjectV2(input: $input) { projectV2 { ${project} } } }`;

/** All projects of an owner. */
const list = {
	path: '/graphql',
	graphql: {
		query:
			`query ($owner: ID!, $first: Int, $after: String) { node(id: $owner) { ... on ProjectV2Owner { projectsV2(first: ` +
			`$first, after: $after) { nodes { ${project} } pageInfo { hasNextPage endCursor } } } } }`,
		variables: { owner: '{workspace}' },
	},
	items: 'data.node.projectsV2.nodes',
	paging: {
		kind: 'cursor',
		param: 'after',
		next: 'data.node.projectsV2.pageInfo.endCursor',
		more: 'data.node.projectsV2.pageInfo.hasNextPage',
		size: 100,
		sizeParam: 'first',
		in: 'variables',
	},
} satisfies LookupCall;

/**
 * GitHub Projects (@octokit/graphql-schema, schema.graphql; docs.github.com: "Using the API to manage Projects"). The create takes neither
 * description nor visibility: an update, which is safe to repeat, follows. A template is a project to copy. Errors come with HTTP 200.
 * Titles are not unique; the owner's whole list is read and compared. The list of owners shows organizations only (it needs the scope
 * read:org); your own node ID can be given as text.
 */
export const gitHubProjects = defineService({
	id: 'githubProjects',
	displayName: 'GitHub Projects',
	docs: 'https://docs.github.com/issues/planning-and-tracking-with-projects/automating-your-project/using-the-api-to-manage-projects',
	baseUrl: '{siteUrl}',
	site: [
		{
			name: 'siteUrl',
			displayName: 'GitHub API URL',
			default: 'https://api.github.com',
			description: 'For GitHub Enterprise Server: https://github.example.com/api',
		},
	],
	headers: { 'User-Agent': 'n8n-nodes-create-project' },
	auth: [
		{
			name: 'Personal Access Token',
			where: 'Settings > Developer settings > Personal access tokens > Generate new token',
			fields: [{ name: 'token', displayName: 'Personal Access Token (Classic)', secret: true }],
			headers: { Authorization: 'Bearer {token}' },
			right: 'Scope "project"',
		},
	],
	oauth2: {
		authUrl: 'https://github.com/login/oauth/authorize',
		tokenUrl: 'https://github.com/login/oauth/access_token',
		scopes: ['project'],
		clientAuth: 'body',
	},
	test: { path: '/graphql', graphql: { query: 'query { viewer { login } }', variables: {} } },
	create: {
		path: '/graphql',
		graphql: {
			query: `mutation ($input: CreateProjectV2Input!) { createProjectV2(input: $input) { projectV2 { ${project} } } }`,
			variables: { input: '{payload}' },
		},
	},
	audience: 'members',
	name: { to: 'title' },
	fields: [
		{
			id: 'workspace',
			displayName: 'Owner',
			to: 'ownerId',
			required: true,
			description: 'An organization of the list, or the node ID of a user or an organization',
			within: {},
			live: {
				path: '/graphql',
				graphql: {
					query:
						'query ($first: Int, $after: String) { viewer { organizations(first: $first, after: $after) { nodes { id login } ' +
						'pageInfo { hasNextPage endCursor } } } }',
					variables: {},
				},
				items: 'data.viewer.organizations.nodes',
				label: 'login',
				paging: {
					kind: 'cursor',
					param: 'after',
					next: 'data.viewer.organizations.pageInfo.endCursor',
					more: 'data.viewer.organizations.pageInfo.hasNextPage',
					size: 100,
					sizeParam: 'first',
					in: 'variables',
				},
			},
		},
		{ id: 'description', displayName: 'Short Description', to: 'shortDescription' },
		{ id: 'readme', displayName: 'README' },
		{ id: 'visibility', to: 'public', options: { public: true, private: false } },
		{
			id: 'team',
			displayName: 'Team ID',
			to: 'teamId',
			description: 'Node ID of a team that is given read permission',
			within: false,
			only: { template: null },
		},
		{
			id: 'repository',
			displayName: 'Repository ID',
			to: 'repositoryId',
			description: 'Node ID of the repository to link',
			only: { template: null },
		},
		{
			id: 'template',
			displayName: 'Project to Copy',
			in: 'setting',
			description: "One of the owner's, or the node ID of any other; team and repository are not linked then",
			live: { ...list, label: 'title', partial: true },
		},
		{ id: 'includeDraftIssues', in: 'setting', type: 'boolean', description: 'With a project to copy', only: { template: true } },
	],
	reply: { at: 'data.createProjectV2.projectV2', id: 'id', key: 'number', name: 'title', url: 'url', createdAt: 'createdAt' },
	fetch: {
		path: '/graphql',
		graphql: { query: `query ($id: ID!) { node(id: $id) { ... on ProjectV2 { ${project} } } }`, variables: { id: '{id}' } },
		at: 'data.node',
	},
	followUps: [
		{
			fields: ['description', 'readme', 'visibility'],
			path: '/graphql',
			graphql: {
				query: updateProject,
				variables: { input: { projectId: '{id}', shortDescription: '{description}', readme: '{readme}', public: '{visibility}' } },
			},
		},
	],
	update: {
		path: '/graphql',
		at: 'data.updateProjectV2.projectV2',
		graphql: {
			query: updateProject,
			variables: {
				input: { projectId: '{id}', title: '{name}', shortDescription: '{description}', readme: '{readme}', public: '{visibility}' },
			},
		},
	},
	lookup: { name: list },
	limits: {
		answers: [{ body: 'RATE_LIMITED|rate limit exceeded|secondary rate limit' }],
		headers: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
	},
	variants: [
		{
			when: { template: true },
			create: {
				path: '/graphql',
				graphql: {
					query: `mutation ($input: CopyProjectV2Input!) { copyProjectV2(input: $input) { projectV2 { ${project} } } }`,
					variables: {
						input: { ownerId: '{workspace}', projectId: '{template}', title: '{name}', includeDraftIssues: '{includeDraftIssues}' },
					},
				},
			},
			reply: { at: 'data.copyProjectV2.projectV2', id: 'id', key: 'number', name: 'title', url: 'url', createdAt: 'createdAt' },
		},
	],
});
