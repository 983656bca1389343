import { monday as definition } from '../../../nodes/CreateProject/services/monday';
import type { ServiceCase } from '../case';

const url = 'https://api.monday.com/v2';
const headers = { authorization: 'sample-secret', 'api-version': '2026-10', 'content-type': 'application/json' };
const board = (id: string, name: string) => ({ id, name, url: `https://example.monday.com/boards/${id}` });
const query = definition.lookup!.name!.graphql!.query;

export const monday: ServiceCase = {
	service: 'monday',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				visibility: 'private',
				description: 'To the Moon',
				workspace: 1001,
				parent: '1002',
				template: '1003',
				owner: '11, 12',
				team: '21',
				members: ['31', 32],
				empty: true,
			},
			expect: [
				{
					method: 'POST',
					url,
					headers,
					body: {
						query: definition.create.graphql!.query,
						variables: {
							board_name: 'Apollo',
							board_kind: 'private',
							description: 'To the Moon',
							workspace_id: '1001',
							folder_id: '1002',
							template_id: '1003',
							board_owner_ids: ['11', '12'],
							board_owner_team_ids: ['21'],
							board_subscriber_ids: ['31', '32'],
							empty: true,
						},
					},
				},
			],
			replies: [{ status: 200, body: { data: { create_board: board('1234567890', 'Apollo') }, extensions: { request_id: 'request-1' } } }],
			project: { id: '1234567890', name: 'Apollo', url: 'https://example.monday.com/boards/1234567890' },
		},
	],
	refusals: [
		{
			title: 'an error within 200',
			reply: {
				status: 200,
				body: {
					data: { create_board: null },
					errors: [
						{
							message: 'User unauthorized to perform action',
							path: ['create_board'],
							extensions: { code: 'UserUnauthorizedException', error_data: {}, status_code: 403 },
						},
					],
					account_id: 123456,
				},
			},
			kind: 'failed',
			says: 'User unauthorized to perform action',
		},
		{
			title: 'complexity within 200',
			reply: {
				status: 200,
				headers: { 'retry-after': '7' },
				body: {
					errors: [{ message: 'Complexity budget exhausted', extensions: { code: 'COMPLEXITY_BUDGET_EXHAUSTED', retry_in_seconds: 7 } }],
				},
			},
			kind: 'limit',
			says: 'Complexity budget exhausted',
		},
	],
	lookups: [
		{
			title: 'exact name on the second page',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: '1001' },
			expect: [
				{ method: 'POST', url, headers, body: { query, variables: { workspace_ids: '1001', page: 1, limit: 100 } } },
				{ method: 'POST', url, headers, body: { query, variables: { workspace_ids: '1001', page: 2, limit: 100 } } },
			],
			replies: [
				{
					status: 200,
					body: { data: { boards: Array.from({ length: 100 }, (_, index) => board(String(2000 + index), `Apollo ${index}`)) } },
				},
				{ status: 200, body: { data: { boards: [board('1234567890', 'Apollo')] } } },
			],
			finds: ['1234567890'],
		},
		{
			title: 'absent from all workspaces',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'POST', url, headers, body: { query, variables: { page: 1, limit: 100 } } }],
			replies: [{ status: 200, body: { data: { boards: [board('1234567891', 'Apollo 2')] } } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: 'Board Kind' },
		{ fields: { visibility: 'internal' }, says: 'public, private, share' },
	],
};
