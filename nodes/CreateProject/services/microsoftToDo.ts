import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'url', next: '@odata\\.nextLink' };

/**
 * Microsoft To Do: a list (microsoft-graph-docs v1.0: todo-post-lists, todo-list-lists, todotasklist-get). A list has a name and nothing
 * else to set, so there is nothing to update. Names may repeat. The answers have no creation time. Left out as unconfirmed: the list's
 * page, the longest name.
 */
export const microsoftToDo = defineService({
	id: 'microsoftToDo',
	displayName: 'Microsoft To Do',
	object: 'list',
	aliases: ['Outlook Tasks', 'Wunderlist'],
	docs: 'https://learn.microsoft.com/en-us/graph/api/todo-post-lists',
	baseUrl: 'https://graph.microsoft.com/v1.0',
	site: [
		{
			name: 'tenant',
			displayName: 'Directory (Tenant)',
			default: 'common',
			description: "The directory's ID or domain; needed where the application is registered for one directory alone",
		},
	],
	oauth2: {
		authUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
		tokenUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
		scopes: ['Tasks.ReadWrite', 'offline_access'],
		clientAuth: 'body',
		right: 'Delegated permission Tasks.ReadWrite',
	},
	test: { path: '/me/todo/lists', query: { $top: 1 } },
	create: { path: '/me/todo/lists' },
	audience: 'members',
	name: { to: 'displayName' },
	fields: [],
	reply: { id: 'id', name: 'displayName' },
	fetch: { path: '/me/todo/lists/{id}' },
	lookup: { name: { path: '/me/todo/lists', items: 'value', paging } },
});
