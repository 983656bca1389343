import { gitHubProjects as definition } from '../../../nodes/CreateProject/services/gitHubProjects';
import type { ServiceCase } from '../case';

const url = 'https://api.github.com/graphql';
const headers = { authorization: 'Bearer sample-secret', 'content-type': 'application/json' };
const project = (id: string, number: number, title: string) => ({
	id,
	number,
	title,
	url: `https://github.com/orgs/missions/projects/${number}`,
	createdAt: '2026-11-22T10:00:00Z',
});
const query = definition.lookup!.name!.graphql!.query;

export const gitHubProjects: ServiceCase = {
	service: 'githubProjects',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'with fields; description and visibility follow',
			name: 'Apollo',
			fields: { workspace: 'O_1', team: 'T_1', repository: 'R_1', description: 'To the Moon', visibility: 'public' },
			expect: [
				{
					method: 'POST',
					url,
					headers,
					body: {
						query: definition.create.graphql!.query,
						variables: { input: { title: 'Apollo', ownerId: 'O_1', teamId: 'T_1', repositoryId: 'R_1' } },
					},
				},
				{
					method: 'POST',
					url,
					headers,
					body: {
						query: definition.followUps![0].graphql!.query,
						variables: { input: { projectId: 'PVT_7', shortDescription: 'To the Moon', public: true } },
					},
				},
			],
			replies: [
				{ status: 200, body: { data: { createProjectV2: { projectV2: project('PVT_7', 7, 'Apollo') } } } },
				{ status: 200, body: { data: { updateProjectV2: { projectV2: project('PVT_7', 7, 'Apollo') } } } },
			],
			project: { id: 'PVT_7', key: '7', name: 'Apollo', url: 'https://github.com/orgs/missions/projects/7' },
		},
		{
			title: 'as a copy, on Enterprise Server',
			credential: { siteUrl: 'https://github.example.com/api', token: 'sample-secret' },
			name: 'Apollo',
			fields: { workspace: 'O_1', template: 'PVT_1', includeDraftIssues: false },
			expect: [
				{
					method: 'POST',
					url: 'https://github.example.com/api/graphql',
					headers,
					body: {
						query: definition.variants![0].create!.graphql!.query,
						variables: { input: { ownerId: 'O_1', projectId: 'PVT_1', title: 'Apollo', includeDraftIssues: false } },
					},
				},
			],
			replies: [{ status: 200, body: { data: { copyProjectV2: { projectV2: project('PVT_7', 7, 'Apollo') } } } }],
			project: { id: 'PVT_7', key: '7', name: 'Apollo', url: 'https://github.com/orgs/missions/projects/7' },
		},
	],
	updates: [
		{
			title: 'with description and visibility at once',
			name: 'Apollo',
			fields: { workspace: 'O_1', description: 'To Mars', visibility: 'private' },
			expect: [
				{ method: 'POST', url, headers, body: { query, variables: { owner: 'O_1', first: 100 } } },
				{
					method: 'POST',
					url,
					headers,
					body: {
						query: definition.update!.graphql!.query,
						variables: { input: { projectId: 'PVT_7', title: 'Apollo', shortDescription: 'To Mars', public: false } },
					},
				},
			],
			replies: [
				{
					status: 200,
					body: {
						data: { node: { projectsV2: { nodes: [project('PVT_7', 7, 'Apollo')], pageInfo: { hasNextPage: false, endCursor: null } } } },
					},
				},
				{ status: 200, body: { data: { updateProjectV2: { projectV2: project('PVT_7', 7, 'Apollo') } } } },
			],
			id: 'PVT_7',
		},
	],
	refusals: [
		{
			title: 'an error within 200',
			reply: {
				status: 200,
				body: {
					data: { createProjectV2: null },
					errors: [
						{
							type: 'NOT_FOUND',
							path: ['createProjectV2'],
							locations: [{ line: 1, column: 40 }],
							message: "Could not resolve to a node with the global id of 'O_1'",
						},
					],
				},
			},
			kind: 'failed',
			says: 'Could not resolve to a node',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/graphql' } },
			kind: 'unauthorized',
			says: 'Bad credentials',
		},
		{
			title: 'limit within 200',
			reply: {
				status: 200,
				headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795392060' },
				body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.' }] },
			},
			kind: 'limit',
		},
	],
	lookups: [
		{
			title: 'exact title over two pages',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 'O_1' },
			expect: [
				{ method: 'POST', url, headers, body: { query, variables: { owner: 'O_1', first: 100 } } },
				{ method: 'POST', url, headers, body: { query, variables: { owner: 'O_1', first: 100, after: 'page-2' } } },
			],
			replies: [
				{
					status: 200,
					body: {
						data: {
							node: { projectsV2: { nodes: [project('PVT_8', 8, 'Apollo 2')], pageInfo: { hasNextPage: true, endCursor: 'page-2' } } },
						},
					},
				},
				{
					status: 200,
					body: {
						data: {
							node: { projectsV2: { nodes: [project('PVT_7', 7, 'Apollo')], pageInfo: { hasNextPage: false, endCursor: 'page-3' } } },
						},
					},
				},
			],
			finds: ['PVT_7'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 'O_1' },
			expect: [{ method: 'POST', url, body: { query, variables: { owner: 'O_1', first: 100 } } }],
			replies: [
				{
					status: 200,
					body: {
						data: { node: { projectsV2: { nodes: [project('PVT_8', 8, 'Apollo 2')], pageInfo: { hasNextPage: false, endCursor: null } } } },
					},
				},
			],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: "'Owner' is missing" },
		{ fields: { workspace: 'O_1', visibility: 'internal' }, says: 'public, private' },
	],
	lists: [
		{
			field: 'template',
			given: { workspace: 'O_1' },
			expect: [
				{
					method: 'POST',
					url: 'https://api.github.com/graphql',
					body: {
						query:
							'query ($owner: ID!, $first: Int, $after: String) { node(id: $owner) { ... on ProjectV2Owner { projectsV2(first: $first, ' +
							'after: $after) { nodes { id number title url createdAt } pageInfo { hasNextPage endCursor } } } } }',
						variables: { owner: 'O_1', first: 100 },
					},
				},
			],
			replies: [
				{
					status: 200,
					body: {
						data: {
							node: { projectsV2: { nodes: [{ id: 'PVT_1', title: 'Launch' }], pageInfo: { hasNextPage: false, endCursor: null } } },
						},
					},
				},
			],
			choices: [['Launch', 'PVT_1']],
		},
	],
};
