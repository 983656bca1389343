import { linear as definition } from '../../../nodes/CreateProject/services/linear';
import type { ServiceCase } from '../case';

const url = 'https://api.linear.app/graphql';
const headers = { authorization: 'sample-secret', 'content-type': 'application/json' };
const project = {
	id: '5f2b9c1e-0d7a-4c2b-9a55-3f1d2e6b7c80',
	name: 'Apollo',
	url: 'https://linear.app/example/project/apollo-1a2b3c4d5e6f',
	slugId: '1a2b3c4d5e6f',
	createdAt: '2026-11-22T10:00:00.000Z',
};
const listed = {
	id: project.id,
	name: 'Apollo',
	url: project.url,
	createdAt: project.createdAt,
	teams: { nodes: [{ id: 'team-1' }, { id: 'team-2' }] },
};
const query = definition.lookup!.name!.graphql!.query;
const page = (nodes: Array<typeof listed>, endCursor: string, hasNextPage: boolean) => ({
	status: 200,
	body: { data: { projects: { nodes, pageInfo: { hasNextPage, endCursor } } } },
});

export const linear: ServiceCase = {
	service: 'linear',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				team: 'team-1, team-2',
				description: 'To the Moon',
				content: '# Apollo',
				startDate: '2026-11-22',
				dueDate: '2026-12-24T12:00:00Z',
				targetDateResolution: 'month',
				owner: 'user-1',
				members: ['user-1', 'user-2'],
				tags: ['label-1'],
				color: 'teal',
				icon: 'Rocket',
				status: 'status-1',
				priority: 2,
				template: 'template-1',
				useDefaultTemplate: false,
			},
			expect: [
				{
					method: 'POST',
					url,
					headers,
					body: {
						query: definition.create.graphql!.query,
						variables: {
							input: {
								name: 'Apollo',
								teamIds: ['team-1', 'team-2'],
								description: 'To the Moon',
								content: '# Apollo',
								startDate: '2026-11-22',
								targetDate: '2026-12-24',
								targetDateResolution: 'month',
								leadId: 'user-1',
								memberIds: ['user-1', 'user-2'],
								labelIds: ['label-1'],
								color: '#008080',
								icon: 'Rocket',
								statusId: 'status-1',
								priority: 2,
								templateId: 'template-1',
								useDefaultTemplate: false,
							},
						},
					},
				},
			],
			replies: [{ status: 200, body: { data: { projectCreate: { success: true, project } } } }],
			project: { id: project.id, name: 'Apollo', url: project.url },
		},
	],
	updates: [
		{
			title: 'by a mutation of its own',
			name: 'Apollo',
			fields: { team: ['team-1'], description: 'To Mars', dueDate: '2026-12-31' },
			expect: [
				{ method: 'POST', url, headers, body: { query, variables: { filter: { name: { eq: 'Apollo' } }, first: 50 } } },
				{
					method: 'POST',
					url,
					headers,
					body: {
						query: definition.update!.graphql!.query,
						variables: { id: project.id, input: { name: 'Apollo', description: 'To Mars', targetDate: '2026-12-31' } },
					},
				},
			],
			replies: [
				page([listed], 'page-2', false),
				{
					status: 200,
					body: { data: { projectUpdate: { success: true, project: { id: project.id, name: 'Apollo', url: project.url } } } },
				},
			],
			id: project.id,
		},
	],
	refusals: [
		{
			title: 'invalid',
			reply: {
				status: 400,
				body: {
					errors: [
						{
							message: 'Argument Validation Error',
							path: ['projectCreate'],
							extensions: {
								code: 'INVALID_INPUT',
								type: 'invalid input',
								userError: true,
								userPresentableMessage: 'teamIds must contain a valid team',
							},
						},
					],
					data: null,
				},
			},
			kind: 'invalid',
			says: 'teamIds must contain a valid team',
		},
		{
			title: 'limit as 400',
			reply: {
				status: 400,
				headers: { 'x-ratelimit-requests-remaining': '0', 'x-ratelimit-requests-reset': '1795392060000' },
				body: { errors: [{ message: 'Rate limit exceeded', extensions: { code: 'RATELIMITED', type: 'ratelimited' } }] },
			},
			kind: 'limit',
		},
		{
			title: 'bad key',
			reply: {
				status: 401,
				body: {
					errors: [
						{
							message: 'Authentication required, not authenticated',
							extensions: { code: 'AUTHENTICATION_ERROR', type: 'authentication error' },
						},
					],
				},
			},
			kind: 'unauthorized',
		},
	],
	lookups: [
		{
			title: 'exact name over two pages',
			by: 'name',
			value: 'Apollo',
			fields: { team: 'team-1' },
			expect: [
				{ method: 'POST', url, headers, body: { query, variables: { filter: { name: { eq: 'Apollo' } }, first: 50 } } },
				{ method: 'POST', url, headers, body: { query, variables: { filter: { name: { eq: 'Apollo' } }, first: 50, after: 'page-2' } } },
			],
			replies: [page([{ ...listed, id: '8', name: 'Apollo 2' }], 'page-2', true), page([listed], 'page-3', false)],
			finds: [project.id],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { team: 'team-1' },
			expect: [{ method: 'POST', url, body: { query, variables: { filter: { name: { eq: 'Apollo' } }, first: 50 } } }],
			replies: [{ status: 200, body: { data: { projects: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } } } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: "'Teams' is missing" },
		{ fields: { team: 'team-1', color: 'no colour' }, says: 'Color' },
	],
	lists: [
		{
			field: 'template',

			expect: [
				{ method: 'POST', url: 'https://api.linear.app/graphql', body: { query: 'query { templates { id name type } }', variables: {} } },
			],
			replies: [
				{
					status: 200,
					body: {
						data: {
							templates: [
								{ id: 't1', name: 'Launch', type: 'project' },
								{ id: 't2', name: 'Bug', type: 'issue' },
							],
						},
					},
				},
			],
			choices: [['Launch', 't1']],
		},
	],
};
