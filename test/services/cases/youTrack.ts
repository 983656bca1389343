import type { ServiceCase } from '../case';

const base = 'https://example.youtrack.cloud/api/admin/projects';
const headers = { authorization: 'Bearer sample-secret' };
const project = { id: '0-7', name: 'Apollo', shortName: 'APO', $type: 'Project' };

export const youTrack: ServiceCase = {
	service: 'youtrack',
	credential: { siteUrl: 'https://example.youtrack.cloud', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: { key: 'APO', owner: '1-2', description: 'To the Moon', template: 'scrum', startingNumber: 100 },
			expect: [
				{
					method: 'POST',
					url: `${base}?fields=id%2Cname%2CshortName&template=scrum`,
					headers: { ...headers, 'content-type': 'application/json' },
					body: { name: 'Apollo', shortName: 'APO', leader: { id: '1-2' }, description: 'To the Moon', startingNumber: 100 },
				},
			],
			replies: [{ status: 200, body: project }],
			project: { id: '0-7', key: 'APO', name: 'Apollo', url: 'https://example.youtrack.cloud/projects/APO' },
		},
		{
			title: 'without a template',
			name: 'Apollo',
			fields: { key: 'APO', owner: '1-2' },
			expect: [
				{ method: 'POST', url: `${base}?fields=id%2Cname%2CshortName`, body: { name: 'Apollo', shortName: 'APO', leader: { id: '1-2' } } },
			],
			replies: [{ status: 200, body: project }],
			project: { id: '0-7', key: 'APO', name: 'Apollo', url: 'https://example.youtrack.cloud/projects/APO' },
		},
	],
	refusals: [
		{
			title: 'required field',
			kind: 'invalid',
			says: 'Type is required',
			reply: { status: 400, body: { error: 'Field required', error_description: 'Type is required', error_field: 'Type' } },
		},
		{
			title: 'wrong token',
			reply: { status: 401, body: { error: 'Unauthorized', error_description: 'You are not logged in.' } },
			kind: 'unauthorized',
			says: 'not logged in',
		},
	],
	lookups: [
		{
			title: 'exact name in the list',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?fields=id%2Cname%2CshortName&%24skip=0&%24top=100`, headers }],
			replies: [{ status: 200, body: [{ id: '0-8', name: 'Apollo 2', shortName: 'AP', $type: 'Project' }, project] }],
			finds: ['0-7'],
		},
		{
			title: 'no project of that name',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?fields=id%2Cname%2CshortName&%24skip=0&%24top=100` }],
			replies: [{ status: 200, body: [] }],
			finds: [],
		},
		{
			title: 'by short name',
			by: 'key',
			value: 'APO',
			expect: [{ method: 'GET', url: `${base}/APO?fields=id%2Cname%2CshortName`, headers }],
			replies: [{ status: 200, body: project }],
			finds: ['0-7'],
		},
		{
			title: 'by short name, absent',
			by: 'key',
			value: 'APO',
			expect: [{ method: 'GET', url: `${base}/APO?fields=id%2Cname%2CshortName` }],
			replies: [{ status: 404, body: { error: 'Not Found', error_description: 'Entity with id APO not found' } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { key: '42', owner: '1-2' }, says: 'not digits alone' },
		{ fields: { key: 'APO' }, says: 'Project Owner' },
	],
};
