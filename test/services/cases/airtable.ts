import type { ServiceCase } from '../case';

const record = { id: 'recSample1', createdTime: '2026-11-22T10:00:00.000Z', fields: { Name: 'Apollo', Status: 'Active', Crew: 3 } };
const table = 'https://api.airtable.com/v0/appSample1/tblSample1';

export const airtable: ServiceCase = {
	service: 'airtable',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'with columns',
			name: 'Apollo',
			fields: { workspace: 'appSample1', table: 'tblSample1', customFields: { Status: 'Active', Crew: 3 }, typecast: true },
			expect: [
				{
					method: 'POST',
					url: table,
					headers: { authorization: 'Bearer sample-secret', 'content-type': 'application/json' },
					body: { fields: { Name: 'Apollo', Status: 'Active', Crew: 3 }, typecast: true },
				},
			],
			replies: [{ status: 200, body: record }],
			project: { id: 'recSample1', name: 'Apollo', url: 'https://airtable.com/appSample1/tblSample1/recSample1' },
		},
		{
			title: 'with a name column of its own, through OAuth2',
			auth: 'OAuth2',
			name: 'Apollo',
			fields: { workspace: 'appSample1', table: 'tblSample1', nameField: 'Project Name' },
			expect: [{ method: 'POST', url: table, body: { fields: { 'Project Name': 'Apollo' } } }],
			replies: [{ status: 200, body: { ...record, fields: { 'Project Name': 'Apollo' } } }],
			project: { id: 'recSample1', name: 'Apollo', url: 'https://airtable.com/appSample1/tblSample1/recSample1' },
		},
	],
	refusals: [
		{
			title: "a month's calls used up, which no wait ends",
			reply: {
				status: 429,
				body: { errors: [{ error: 'PUBLIC_API_BILLING_LIMIT_EXCEEDED', message: 'API billing plan limit exceeded.' }] },
			},
			kind: 'failed',
			says: 'billing plan limit',
		},
		{
			title: 'unknown column',
			reply: { status: 422, body: { error: { type: 'UNKNOWN_FIELD_NAME', message: 'Unknown field name: "Nmae"' } } },
			kind: 'invalid',
			says: 'Unknown field name',
		},
		{
			title: 'no right',
			reply: {
				status: 403,
				body: {
					error: { type: 'INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND', message: 'Invalid permissions, or the requested model was not found.' },
				},
			},
			kind: 'forbidden',
			says: 'Invalid permissions',
		},
		{
			title: 'no such base: the error is a bare text',
			reply: { status: 404, body: { error: 'NOT_FOUND' } },
			kind: 'notFound',
			says: 'NOT_FOUND',
		},
		{
			title: 'too many requests',
			reply: { status: 429, body: { errors: [{ error: 'RATE_LIMIT_REACHED', message: 'Rate limit exceeded. Please try again later' }] } },
			kind: 'limit',
			says: 'Rate limit exceeded',
		},
	],
	lookups: [
		{
			title: 'exact name among what the formula gives',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 'appSample1', table: 'tblSample1', nameField: 'Name' },
			expect: [{ method: 'GET', url: `${table}?filterByFormula=%7BName%7D%3D%22Apollo%22&pageSize=100` }],
			replies: [{ status: 200, body: { records: [{ ...record, id: 'recSample2', fields: { Name: 'Apollo 2' } }, record] } }],
			finds: ['recSample1'],
		},
		{
			title: 'quotes and backslashes stay inside the formula; two pages',
			by: 'name',
			value: 'A"\\',
			fields: { workspace: 'appSample1', table: 'tblSample1', nameField: 'Name' },
			expect: [
				{ method: 'GET', url: `${table}?filterByFormula=%7BName%7D%3D%22A%5C%22%5C%5C%22&pageSize=100` },
				{ method: 'GET', url: `${table}?filterByFormula=%7BName%7D%3D%22A%5C%22%5C%5C%22&offset=itr1&pageSize=100` },
			],
			replies: [
				{ status: 200, body: { records: [], offset: 'itr1' } },
				{ status: 200, body: { records: [{ ...record, fields: { Name: 'A"\\' } }] } },
			],
			finds: ['recSample1'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 'appSample1', table: 'tblSample1', nameField: 'Name' },
			expect: [{ method: 'GET', url: `${table}?filterByFormula=%7BName%7D%3D%22Apollo%22&pageSize=100` }],
			replies: [{ status: 200, body: { records: [] } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { table: 'tblSample1' }, says: 'Base' },
		{ fields: { workspace: 'appSample1' }, says: 'Table' },
		{ fields: { workspace: 'appSample1', table: 'Projects' }, says: 'tblAbc123' },
		{ fields: { workspace: 'appSample1', table: 'tblSample1', nameField: 'A}B' }, says: 'without dots' },
	],
};
