import type { ServiceCase } from '../case';

const url = 'https://tasks.googleapis.com/tasks/v1/users/@me/lists';
const list = {
	kind: 'tasks#taskList',
	id: 'MTIzNDU2Nzg5MA',
	etag: '"sample"',
	title: 'Apollo',
	updated: '2026-11-22T10:00:00.000Z',
	selfLink: 'https://www.googleapis.com/tasks/v1/users/@me/lists/MTIzNDU2Nzg5MA',
};
const error = (code: number, reason: string, message: string) => ({
	status: code,
	body: { error: { code, message, errors: [{ message, domain: 'usageLimits', reason }] } },
});

export const googleTasks: ServiceCase = {
	service: 'googleTasks',
	auth: 'OAuth2',
	credential: {},
	creates: [
		{
			title: 'by its title',
			name: 'Apollo',
			expect: [{ method: 'POST', url, headers: { 'content-type': 'application/json' }, body: { title: 'Apollo' } }],
			replies: [{ status: 200, body: list }],
			project: { id: 'MTIzNDU2Nzg5MA', name: 'Apollo' },
		},
	],
	refusals: [
		{ title: 'too many lists', reply: error(400, 'invalid', 'Invalid Value'), kind: 'invalid', says: 'Invalid Value' },
		{ title: 'an expired token', reply: error(401, 'authError', 'Invalid Credentials'), kind: 'unauthorized', says: 'Invalid Credentials' },
		{
			title: 'the API is not enabled',
			reply: error(403, 'accessNotConfigured', 'Tasks API has not been used'),
			kind: 'forbidden',
			says: 'Tasks API',
		},
		{ title: 'too many requests', reply: error(403, 'rateLimitExceeded', 'Rate Limit Exceeded'), kind: 'limit', says: 'Rate Limit' },
		{
			title: "a day's requests used up",
			reply: error(403, 'dailyLimitExceeded', 'Daily Limit Exceeded'),
			kind: 'failed',
			says: 'Daily Limit',
		},
	],
	lookups: [
		{
			title: 'exact title on two pages',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url: `${url}?maxResults=1000` },
				{ method: 'GET', url: `${url}?pageToken=p2&maxResults=1000` },
			],
			replies: [
				{ status: 200, body: { kind: 'tasks#taskLists', items: [{ ...list, id: 'other', title: 'Apollo 2' }], nextPageToken: 'p2' } },
				{ status: 200, body: { kind: 'tasks#taskLists', items: [list] } },
			],
			finds: ['MTIzNDU2Nzg5MA'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${url}?maxResults=1000` }],
			replies: [{ status: 200, body: { kind: 'tasks#taskLists', items: [] } }],
			finds: [],
		},
	],
	rejects: [{ name: 'A'.repeat(1025), fields: {}, says: '1024' }],
};
