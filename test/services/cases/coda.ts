import type { ServiceCase } from '../case';

const base = 'https://coda.io/apis/v1/docs';
const headers = { authorization: 'Bearer sample-secret' };
const doc = {
	id: 'AbCDeFGH',
	type: 'doc',
	href: `${base}/AbCDeFGH`,
	browserLink: 'https://coda.io/d/_dAbCDeFGH',
	name: 'Apollo',
	owner: 'ada@example.com',
	ownerName: 'Ada',
	createdAt: '2026-11-22T10:00:00.000Z',
	updatedAt: '2026-11-22T10:00:00.000Z',
	folder: { id: 'fl-1Ab234', type: 'folder', name: 'My docs' },
	folderId: 'fl-1Ab234',
	workspaceId: 'ws-1Ab234',
};

export const coda: ServiceCase = {
	service: 'coda',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'a copy in a folder',
			name: 'Apollo',
			fields: { parent: 'fl-1Ab234', template: 'iJKlm_noPq', timezone: 'Europe/Berlin' },
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, 'content-type': 'application/json' },
					body: { title: 'Apollo', folderId: 'fl-1Ab234', sourceDoc: 'iJKlm_noPq', timezone: 'Europe/Berlin' },
				},
			],
			replies: [{ status: 201, body: { ...doc, requestId: 'abc-123' } }],
			project: { id: 'AbCDeFGH', name: 'Apollo', url: 'https://coda.io/d/_dAbCDeFGH' },
		},
	],
	refusals: [
		{
			title: 'no such folder',
			reply: { status: 400, body: { statusCode: 400, statusMessage: 'Bad Request', message: 'Invalid folder ID' } },
			kind: 'invalid',
			says: 'Invalid folder',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: { statusCode: 401, statusMessage: 'Unauthorized', message: 'Unauthorized' } },
			kind: 'unauthorized',
			says: 'Unauthorized',
		},
		{
			title: 'no Doc Maker',
			reply: { status: 403, body: { statusCode: 403, statusMessage: 'Forbidden', message: 'Not a Doc Maker' } },
			kind: 'forbidden',
			says: 'Doc Maker',
		},
		{
			title: 'too many requests',
			reply: { status: 429, body: { statusCode: 429, statusMessage: 'Too Many Requests', message: 'Too Many Requests' } },
			kind: 'limit',
			says: 'Too Many',
		},
	],
	lookups: [
		{
			title: 'exact title in a folder, on two pages',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 'fl-1Ab234' },
			expect: [
				{ method: 'GET', url: `${base}?isOwner=true&folderId=fl-1Ab234&limit=100`, headers },
				{ method: 'GET', url: `${base}?isOwner=true&folderId=fl-1Ab234&pageToken=p2&limit=100` },
			],
			replies: [
				{ status: 200, body: { items: [{ ...doc, id: 'other', name: 'Apollo 2' }], href: base, nextPageToken: 'p2' } },
				{ status: 200, body: { items: [doc], href: base } },
			],
			finds: ['AbCDeFGH'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?isOwner=true&limit=100` }],
			replies: [{ status: 200, body: { items: [], href: base } }],
			finds: [],
		},
	],
	lists: [
		{
			field: 'template',

			expect: [{ method: 'GET', url: 'https://coda.io/apis/v1/docs?limit=100' }],
			replies: [{ status: 200, body: { items: [{ id: 'AbCDeFGH', name: 'Launch' }] } }],
			choices: [['Launch', 'AbCDeFGH']],
		},
	],
};
