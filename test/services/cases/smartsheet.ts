import type { ServiceCase } from '../case';

const base = 'https://api.smartsheet.eu/2.0';
const headers = { authorization: 'Bearer sample-secret' };
const workspace = { id: 7960873114331012, name: 'Apollo', accessLevel: 'OWNER', permalink: 'https://app.smartsheet.eu/workspaces/M5hwX6' };
const sheet = {
	id: 4583173393803140,
	name: 'Apollo',
	accessLevel: 'OWNER',
	permalink: 'https://app.smartsheet.eu/sheets/8Z0XuF',
	columns: [{ id: 4876646842066820, index: 0, title: 'Primary Column', type: 'TEXT_NUMBER', primary: true }],
};

export const smartsheet: ServiceCase = {
	service: 'smartsheet',
	credential: { region: 'smartsheet.eu', token: 'sample-secret' },
	creates: [
		{
			title: 'a workspace',
			name: 'Apollo',
			expect: [
				{
					method: 'POST',
					url: `${base}/workspaces`,
					headers: { ...headers, 'content-type': 'application/json' },
					body: { name: 'Apollo' },
				},
			],
			replies: [{ status: 200, body: { message: 'SUCCESS', resultCode: 0, result: workspace } }],
			project: { id: '7960873114331012', name: 'Apollo', url: 'https://app.smartsheet.eu/workspaces/M5hwX6' },
		},
		{
			title: 'a sheet in a workspace',
			name: 'Apollo',
			fields: { workspace: '7960873114331012' },
			expect: [
				{
					method: 'POST',
					url: `${base}/workspaces/7960873114331012/sheets`,
					headers,
					body: { name: 'Apollo', columns: [{ title: 'Primary Column', type: 'TEXT_NUMBER', primary: true }] },
				},
			],
			replies: [{ status: 200, body: { message: 'SUCCESS', resultCode: 0, result: sheet } }],
			project: { id: '4583173393803140', name: 'Apollo', url: 'https://app.smartsheet.eu/sheets/8Z0XuF' },
		},
		{
			title: 'a sheet from a template',
			name: 'Apollo',
			fields: { workspace: '7960873114331012', template: '7679398137620356' },
			expect: [
				{ method: 'POST', url: `${base}/workspaces/7960873114331012/sheets`, headers, body: { name: 'Apollo', fromId: 7679398137620356 } },
			],
			replies: [{ status: 200, body: { message: 'SUCCESS', resultCode: 0, result: sheet } }],
			project: { id: '4583173393803140', name: 'Apollo', url: 'https://app.smartsheet.eu/sheets/8Z0XuF' },
		},
	],
	refusals: [
		{
			title: 'partial success inside 200',
			reply: { status: 200, body: { message: 'PARTIAL_SUCCESS', resultCode: 3 } },
			kind: 'failed',
			says: 'PARTIAL_SUCCESS',
		},
		{
			title: 'limit',
			reply: { status: 429, body: { errorCode: 4003, message: 'Rate limit exceeded.', refId: 'q6w7e8' } },
			kind: 'limit',
			says: 'Rate limit exceeded',
		},
		{
			title: 'no right',
			reply: { status: 403, body: { errorCode: 1004, message: 'You are not authorized to perform this action.', refId: 'q6w7e9' } },
			kind: 'forbidden',
			says: 'not authorized',
		},
	],
	lookups: [
		{
			title: 'a workspace on the second page',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url: `${base}/workspaces?paginationType=token&maxItems=100` },
				{ method: 'GET', url: `${base}/workspaces?paginationType=token&lastKey=k1&maxItems=100` },
			],
			replies: [
				{ status: 200, body: { data: [{ ...workspace, id: 7960873114331013, name: 'Apollo 2' }], lastKey: 'k1' } },
				{ status: 200, body: { data: [workspace] } },
			],
			finds: ['7960873114331012'],
		},
		{
			title: 'a sheet in its workspace',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: '7960873114331012' },
			expect: [{ method: 'GET', url: `${base}/workspaces/7960873114331012/children?childrenResourceTypes=sheets&maxItems=100` }],
			replies: [{ status: 200, body: { data: [{ id: 4583173393803140, name: 'Apollo', resourceType: 'sheet' }] } }],
			finds: ['4583173393803140'],
		},
		{
			title: 'a sheet, absent in its workspace',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: '7960873114331012' },
			expect: [{ method: 'GET', url: `${base}/workspaces/7960873114331012/children?childrenResourceTypes=sheets&maxItems=100` }],
			replies: [{ status: 200, body: { data: [{ id: 4583173393803141, name: 'Apollo 2', resourceType: 'sheet' }] } }],
			finds: [],
		},
	],
	rejects: [{ fields: { workspace: '7960873114331012', template: 'blank' }, says: 'must be a number' }],
};
