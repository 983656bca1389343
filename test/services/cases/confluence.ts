import type { ServiceCase } from '../case';

const base = 'https://acme.atlassian.net/wiki';
const headers = { authorization: `Basic ${btoa('ada@example.com:sample-secret')}` };
const made = {
	id: 40337735,
	key: 'APOLLO',
	name: 'Apollo',
	type: 'global',
	status: 'current',
	description: { plain: { value: 'To the Moon', representation: 'plain', embeddedContent: [] } },
	_links: { webui: '/spaces/APOLLO', base, context: '/wiki' },
};
const space = { id: '40337735', key: 'APOLLO', name: 'Apollo', type: 'global', status: 'current', createdAt: '2026-11-22T10:00:00.000Z' };
const project = { id: '40337735', key: 'APOLLO', name: 'Apollo', url: `${base}/spaces/APOLLO` };

export const confluence: ServiceCase = {
	service: 'confluence',
	credential: { siteUrl: 'https://acme.atlassian.net', email: 'ada@example.com', token: 'sample-secret' },
	creates: [
		{
			title: 'with a key made of the name, from the address of the wiki',
			credential: { siteUrl: 'https://acme.atlassian.net/wiki', email: 'ada@example.com', token: 'sample-secret' },
			name: 'Apollo',
			fields: { description: 'To the Moon' },
			expect: [
				{
					method: 'POST',
					url: `${base}/rest/api/space`,
					headers: { ...headers, 'content-type': 'application/json' },
					body: { name: 'Apollo', key: 'APOLLO', description: { plain: { value: 'To the Moon', representation: 'plain' } } },
				},
			],
			replies: [{ status: 200, body: made }],
			project: { ...project, url: 'https://acme.atlassian.net/wiki/spaces/APOLLO' },
		},
		{
			title: 'a private one',
			name: 'Apollo',
			fields: { key: 'APOLLO', visibility: 'private' },
			expect: [{ method: 'POST', url: `${base}/rest/api/space/_private`, headers, body: { name: 'Apollo', key: 'APOLLO' } }],
			replies: [{ status: 200, body: made }],
			project,
		},
		{
			title: 'through OAuth2',
			auth: 'OAuth2',
			credential: { siteUrl: 'https://acme.atlassian.net', cloudId: '11223344-a1b2-3b33-c444-def123456789' },
			name: 'Apollo',
			fields: { key: 'APOLLO' },
			expect: [
				{
					method: 'POST',
					url: 'https://api.atlassian.com/ex/confluence/11223344-a1b2-3b33-c444-def123456789/wiki/rest/api/space',
					body: { name: 'Apollo', key: 'APOLLO' },
				},
			],
			replies: [{ status: 200, body: made }],
			project,
		},
	],
	refusals: [
		{
			title: 'taken key',
			reply: { status: 400, body: { statusCode: 400, message: 'A space already exists with key APOLLO' } },
			kind: 'duplicate',
			says: 'already exists',
		},
		{
			title: 'a key that cannot be',
			reply: { status: 400, body: { statusCode: 400, message: 'Invalid space key: AP-1' } },
			kind: 'invalid',
			says: 'Invalid space key',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: { code: 401, message: 'Unauthorized' } },
			kind: 'unauthorized',
			says: 'Unauthorized',
		},
		{
			title: 'no right',
			reply: { status: 403, body: { statusCode: 403, message: 'User does not have permission to create a space' } },
			kind: 'forbidden',
			says: 'permission to create',
		},
	],
	lookups: [
		{
			title: 'exact name, on two pages',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url: `${base}/api/v2/spaces?limit=250`, headers },
				{ method: 'GET', url: `${base}/api/v2/spaces?limit=250&cursor=c2` },
			],
			replies: [
				{
					status: 200,
					body: {
						results: [{ ...space, id: '1', key: 'AP2', name: 'Apollo 2' }],
						_links: { next: '/wiki/api/v2/spaces?limit=250&cursor=c2' },
					},
				},
				{ status: 200, body: { results: [space], _links: { base } } },
			],
			finds: ['40337735'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}/api/v2/spaces?limit=250` }],
			replies: [{ status: 200, body: { results: [], _links: { base } } }],
			finds: [],
		},
		{
			title: 'by its key',
			by: 'key',
			value: 'APOLLO',
			expect: [{ method: 'GET', url: `${base}/api/v2/spaces?keys=APOLLO` }],
			replies: [{ status: 200, body: { results: [space], _links: { base } } }],
			finds: ['40337735'],
		},
	],
	rejects: [{ fields: { key: 'AP-1' }, says: 'letters and digits' }],
};
