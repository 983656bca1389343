import type { ServiceCase } from '../case';

const base = 'https://api.baserow.io/api/database/rows/table/57209/';
const headers = { authorization: 'Token sample-secret' };
const row = { id: 2, order: '1.00000000000000000000', Name: 'Apollo', Notes: 'To the Moon', Crew: 3 };
const filters = (field: string, value: string) =>
	encodeURIComponent(JSON.stringify({ filter_type: 'AND', filters: [{ field, type: 'equal', value }] })).replaceAll('%20', '+');

export const baserow: ServiceCase = {
	service: 'baserow',
	credential: { siteUrl: 'https://api.baserow.io', token: 'sample-secret' },
	creates: [
		{
			title: 'with columns, one with a point in its name',
			name: 'Apollo',
			fields: { table: 57209, customFields: { Notes: 'To the Moon', Crew: 3, 'No. of rockets': 1 } },
			expect: [
				{
					method: 'POST',
					url: `${base}?user_field_names=true`,
					headers: { ...headers, 'content-type': 'application/json' },
					body: { Notes: 'To the Moon', Crew: 3, 'No. of rockets': 1, Name: 'Apollo' },
				},
			],
			replies: [{ status: 200, body: row }],
			project: { id: '2', name: 'Apollo' },
		},
		{
			title: 'with a name column of its own, on a server of its own',
			credential: { siteUrl: 'https://base.example.com', token: 'sample-secret' },
			name: 'Apollo',
			fields: { table: '57209', nameField: 'Project Name' },
			expect: [
				{
					method: 'POST',
					url: 'https://base.example.com/api/database/rows/table/57209/?user_field_names=true',
					body: { 'Project Name': 'Apollo' },
				},
			],
			replies: [{ status: 200, body: { id: 2, order: '1.0', 'Project Name': 'Apollo' } }],
			project: { id: '2', name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'a value that cannot be',
			reply: {
				status: 400,
				body: { error: 'ERROR_REQUEST_BODY_VALIDATION', detail: { Crew: [{ error: 'A valid number is required.', code: 'invalid' }] } },
			},
			kind: 'invalid',
			says: 'ERROR_REQUEST_BODY_VALIDATION',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: { error: 'ERROR_TOKEN_DOES_NOT_EXIST', detail: "The provided token doesn't exist." } },
			kind: 'unauthorized',
			says: "doesn't exist",
		},
		{
			title: 'no right in the table',
			reply: { status: 401, body: { error: 'ERROR_NO_PERMISSION_TO_TABLE', detail: "The token doesn't have permissions to the table." } },
			kind: 'unauthorized',
			says: 'permissions to the table',
		},
		{
			title: 'no such table',
			reply: { status: 404, body: { error: 'ERROR_TABLE_DOES_NOT_EXIST', detail: "The requested table doesn't exist." } },
			kind: 'notFound',
			says: 'table',
		},
		{ title: 'too many requests', reply: { status: 429, body: { error: 'ERROR_TOO_MANY_REQUESTS' } }, kind: 'limit' },
	],
	lookups: [
		{
			title: 'exact name among what the filter gives',
			by: 'name',
			value: 'Apollo',
			fields: { table: '57209', nameField: 'Name' },
			expect: [{ method: 'GET', url: `${base}?user_field_names=true&filters=${filters('Name', 'Apollo')}&page=1&size=200`, headers }],
			replies: [{ status: 200, body: { count: 2, next: null, previous: null, results: [{ ...row, id: 1, Name: 'apollo' }, row] } }],
			finds: ['2'],
		},
		{
			title: 'signs of a filter stay inside the name',
			by: 'name',
			value: 'A"},{',
			fields: { table: '57209', nameField: 'Project Name' },
			expect: [{ method: 'GET', url: `${base}?user_field_names=true&filters=${filters('Project Name', 'A"},{')}&page=1&size=200` }],
			replies: [{ status: 200, body: { count: 0, next: null, previous: null, results: [] } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: 'Table' },
		{ fields: { table: 'Projects' }, says: 'number of a table' },
		{ fields: { table: '57209', nameField: 'A.B' }, says: 'without dots' },
	],
};
