import type { ServiceCase } from '../case';

const base = 'https://app.nocodb.com/api/v2/tables/m1abc23/records';
const headers = { 'xc-token': 'sample-secret' };
const record = { Id: 7, Title: 'Apollo', Crew: 3, CreatedAt: '2026-11-22 10:00:00+00:00', UpdatedAt: null };
const page = (list: unknown[], isLastPage = true) =>
	({ list, pageInfo: { totalRows: list.length, page: 1, pageSize: 100, isLastPage } }) as never;

export const nocoDb: ServiceCase = {
	service: 'nocoDb',
	credential: { siteUrl: 'https://app.nocodb.com', token: 'sample-secret' },
	creates: [
		{
			title: 'with columns',
			name: 'Apollo',
			fields: { table: 'm1abc23', customFields: { Crew: 3 } },
			expect: [
				{ method: 'POST', url: base, headers: { ...headers, 'content-type': 'application/json' }, body: { Crew: 3, Title: 'Apollo' } },
				{ method: 'GET', url: `${base}/7`, headers },
			],
			replies: [
				{ status: 200, body: { Id: 7 } },
				{ status: 200, body: record },
			],
			project: { id: '7', name: 'Apollo' },
		},
		{
			title: 'with a name column of its own, on a server of its own',
			credential: { siteUrl: 'https://noco.example.com', token: 'sample-secret' },
			name: 'Apollo',
			fields: { table: 'm1abc23', nameField: 'Project Name' },
			expect: [
				{ method: 'POST', url: 'https://noco.example.com/api/v2/tables/m1abc23/records', body: { 'Project Name': 'Apollo' } },
				{ method: 'GET', url: 'https://noco.example.com/api/v2/tables/m1abc23/records/7' },
			],
			replies: [
				{ status: 200, body: { Id: 7 } },
				{ status: 200, body: { Id: 7, 'Project Name': 'Apollo' } },
			],
			project: { id: '7', name: 'Apollo' },
		},
	],
	updates: [
		{
			title: 'by its number in the body',
			name: 'Apollo',
			fields: { table: 'm1abc23', customFields: { Crew: 4 } },
			expect: [
				{ method: 'GET', url: `${base}?offset=0&limit=100` },
				{ method: 'PATCH', url: base, headers, body: { Id: 7, Crew: 4, Title: 'Apollo' } },
				{ method: 'GET', url: `${base}/7` },
			],
			replies: [
				{ status: 200, body: page([record]) },
				{ status: 200, body: { Id: 7 } },
				{ status: 200, body: { ...record, Crew: 4 } },
			],
			id: '7',
		},
	],
	refusals: [
		{
			title: 'a value that cannot be',
			reply: { status: 400, body: { msg: "BadRequest [Error]: Invalid value 'x' for type 'Number'" } },
			kind: 'invalid',
			says: 'Invalid value',
		},
		{ title: 'bad token', reply: { status: 401, body: { msg: 'Invalid token' } }, kind: 'unauthorized', says: 'Invalid token' },
		{
			title: 'no right in the base',
			reply: { status: 403, body: { msg: 'Forbidden - you do not have the role' } },
			kind: 'forbidden',
			says: 'role',
		},
		{ title: 'no such table', reply: { status: 404, body: { msg: "Table 'm1abc23' not found" } }, kind: 'notFound', says: 'not found' },
	],
	lookups: [
		{
			title: 'exact name in the whole table',
			by: 'name',
			value: 'Apollo',
			fields: { table: 'm1abc23', nameField: 'Title' },
			expect: [{ method: 'GET', url: `${base}?offset=0&limit=100`, headers }],
			replies: [{ status: 200, body: page([{ ...record, Id: 6, Title: 'Apollo 2' }, record]) }],
			finds: ['7'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { table: 'm1abc23', nameField: 'Title' },
			expect: [{ method: 'GET', url: `${base}?offset=0&limit=100` }],
			replies: [{ status: 200, body: page([]) }],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: 'Table ID' },
		{ fields: { table: 'Projects' }, says: 'm1abc23' },
		{ fields: { table: 'm1abc23', nameField: 'A{B' }, says: 'without dots' },
	],
};
