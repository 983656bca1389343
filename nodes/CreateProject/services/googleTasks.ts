import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'cursor', param: 'pageToken', next: 'nextPageToken', size: 1000, sizeParam: 'maxResults' };

/**
 * Google Tasks: a task list (developers.google.com/workspace/tasks/reference/rest/v1/tasklists). A list has a title and nothing else to
 * set, so there is nothing to update. Titles may repeat; an account has 2,000 lists at most. The answers have no creation time (`updated`
 * moves) and no page. Google gives OAuth2 only. Left out as unconfirmed: the numbers of the limits.
 */
export const googleTasks = defineService({
	id: 'googleTasks',
	displayName: 'Google Tasks',
	object: 'task list',
	docs: 'https://developers.google.com/workspace/tasks/reference/rest/v1/tasklists/insert',
	baseUrl: 'https://tasks.googleapis.com/tasks/v1',
	oauth2: {
		authUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
		tokenUrl: 'https://oauth2.googleapis.com/token',
		scopes: ['https://www.googleapis.com/auth/tasks'],
		authQuery: 'access_type=offline&prompt=consent',
		clientAuth: 'body',
	},
	test: { path: '/users/@me/lists', query: { maxResults: 1 } },
	create: { path: '/users/@me/lists' },
	audience: 'members',
	name: { to: 'title', maxLength: 1024 },
	fields: [],
	reply: { id: 'id', name: 'title' },
	fetch: { path: '/users/@me/lists/{id}' },
	lookup: { name: { path: '/users/@me/lists', items: 'items', paging } },
	// developers.google.com, "Resolve errors": these come as 403.
	limits: {
		answers: [{ status: 403, body: 'rateLimitExceeded|userRateLimitExceeded' }],
		never: [{ status: 403, body: 'dailyLimitExceeded' }],
	},
});
