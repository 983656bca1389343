import type { ServiceCase } from '../case';

const project = {
	name: 'projects/415104041262',
	parent: 'folders/876',
	projectId: 'apollo-11',
	state: 'ACTIVE',
	displayName: 'Apollo',
	createTime: '2026-11-22T10:00:00Z',
	updateTime: '2026-11-22T10:00:00Z',
	etag: 'W/"sample"',
	labels: { crew: 'three' },
};
const operation = 'operations/cp.123456';
const base = 'https://cloudresourcemanager.googleapis.com/v3';

export const googleCloud: ServiceCase = {
	service: 'googleCloud',
	credential: {},
	auth: 'OAuth2',
	creates: [
		{
			title: 'as an operation that takes a moment',
			name: 'Apollo',
			fields: { key: 'apollo-11', parent: 'folders/876', labels: { crew: 'three' }, resourceTags: { '123/environment': 'production' } },
			expect: [
				{
					method: 'POST',
					url: `${base}/projects`,
					headers: { 'content-type': 'application/json' },
					body: {
						displayName: 'Apollo',
						projectId: 'apollo-11',
						parent: 'folders/876',
						labels: { crew: 'three' },
						tags: { '123/environment': 'production' },
					},
				},
				{ method: 'GET', url: `${base}/operations/cp.123456` },
				{ method: 'GET', url: `${base}/operations/cp.123456` },
			],
			replies: [
				{ status: 200, body: { name: operation } },
				{
					status: 200,
					body: {
						name: operation,
						done: false,
						metadata: { '@type': 'type.googleapis.com/google.cloud.resourcemanager.v3.CreateProjectMetadata' },
					},
				},
				{
					status: 200,
					body: {
						name: operation,
						done: true,
						response: { '@type': 'type.googleapis.com/google.cloud.resourcemanager.v3.Project', ...project },
					},
				},
			],
			project: {
				id: 'apollo-11',
				key: 'apollo-11',
				name: 'Apollo',
				url: 'https://console.cloud.google.com/home/dashboard?project=apollo-11',
			},
		},
		{
			title: 'as an operation that is done at once',
			name: 'Apollo',
			fields: { key: 'apollo-11' },
			expect: [{ method: 'POST', url: `${base}/projects`, body: { displayName: 'Apollo', projectId: 'apollo-11' } }],
			replies: [{ status: 200, body: { name: operation, done: true, response: project } }],
			project: {
				id: 'apollo-11',
				key: 'apollo-11',
				name: 'Apollo',
				url: 'https://console.cloud.google.com/home/dashboard?project=apollo-11',
			},
		},
		{
			title: 'as an operation that ends with an error inside a 200',
			name: 'Apollo',
			fields: { key: 'apollo-11', parent: 'folders/876' },
			expect: [
				{ method: 'POST', url: `${base}/projects`, body: { displayName: 'Apollo', projectId: 'apollo-11', parent: 'folders/876' } },
				{ method: 'GET', url: `${base}/operations/cp.123456` },
			],
			replies: [
				{ status: 200, body: { name: operation } },
				{
					status: 200,
					body: { name: operation, done: true, error: { code: 7, message: 'The caller does not have permission', details: [] } },
				},
			],
			fails: { reason: 'failed', says: 'does not have permission' },
		},
	],
	refusals: [
		{
			title: 'ID taken',
			reply: { status: 409, body: { error: { code: 409, message: 'Requested entity already exists', status: 'ALREADY_EXISTS' } } },
			kind: 'duplicate',
			says: 'already exists',
		},
		{
			title: 'invalid',
			reply: {
				status: 400,
				body: {
					error: {
						code: 400,
						message: 'field [display_name] has issue [project display name contains invalid characters]',
						status: 'INVALID_ARGUMENT',
					},
				},
			},
			kind: 'invalid',
			says: 'display_name',
		},
		{
			title: 'no right',
			reply: { status: 403, body: { error: { code: 403, message: 'The caller does not have permission', status: 'PERMISSION_DENIED' } } },
			kind: 'forbidden',
			says: 'permission',
		},
		{
			title: 'quota',
			reply: { status: 429, body: { error: { code: 429, message: 'Quota exceeded', status: 'RESOURCE_EXHAUSTED' } } },
			kind: 'limit',
			says: 'Quota exceeded',
		},
	],
	lookups: [
		{
			title: 'exact name on the second page',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url: `${base}/projects:search?query=state%3AACTIVE` },
				{ method: 'GET', url: `${base}/projects:search?query=state%3AACTIVE&pageToken=t2` },
			],
			replies: [
				{
					status: 200,
					body: { projects: [{ ...project, name: 'projects/2', projectId: 'apollo-12', displayName: 'Apollo 2' }], nextPageToken: 't2' },
				},
				{ status: 200, body: { projects: [project] } },
			],
			finds: ['apollo-11'],
		},
		{
			title: 'by ID',
			by: 'key',
			value: 'apollo-11',
			expect: [{ method: 'GET', url: `${base}/projects:search?query=projectId%3Aapollo-11` }],
			replies: [
				{ status: 200, body: { projects: [project, { ...project, name: 'projects/3', projectId: 'apollo-110', displayName: 'Apollo' }] } },
			],
			finds: ['apollo-11'],
		},
		{
			title: 'by ID, absent: an empty object',
			by: 'key',
			value: 'apollo-11',
			expect: [{ method: 'GET', url: `${base}/projects:search?query=projectId%3Aapollo-11` }],
			replies: [{ status: 200, body: {} }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { key: 'Apollo-11' }, says: 'lower-case letters' },
		{ fields: { key: 'apollo-11', parent: '876' }, says: 'folders/' },
		{ name: 'Apo', fields: { key: 'apollo-11' }, says: '4 to 30' },
	],
};
