import { defineService } from './service';

/**
 * TickTick, and Dida365 with the same API (developer.ticktick.com, "TickTick Open API"; developer.dida365.com). A project is a list. The
 * whole list of projects comes at once; the inbox is not in it. Names may repeat; the answers have no creation time. A folder (`groupId`)
 * is only read. TickTick gives OAuth2 only. Left out as unconfirmed: the list's page, the limits.
 */
export const tickTick = defineService({
	id: 'tickTick',
	displayName: 'TickTick',
	object: 'list',
	aliases: ['Dida365'],
	docs: 'https://developer.ticktick.com/docs#/openapi?id=create-project',
	baseUrl: 'https://api.{region}/open/v1',
	site: [
		{
			name: 'region',
			displayName: 'Account At',
			default: 'ticktick.com',
			options: [
				{ name: 'TickTick', value: 'ticktick.com' },
				{ name: 'Dida365 (China)', value: 'dida365.com' },
			],
		},
	],
	oauth2: { authUrl: 'https://{region}/oauth/authorize', tokenUrl: 'https://{region}/oauth/token', scopes: ['tasks:write', 'tasks:read'] },
	test: { path: '/project' },
	create: { path: '/project' },
	audience: 'members',
	fields: [
		{ id: 'color', format: 'hexColor' },
		{ id: 'view', displayName: 'View Mode', to: 'viewMode', options: ['list', 'kanban', 'timeline'] },
		{ id: 'type', displayName: 'Kind', to: 'kind', options: ['TASK', 'NOTE'] },
		{ id: 'position', displayName: 'Sort Order', to: 'sortOrder', type: 'number' },
	],
	reply: { id: 'id', name: 'name' },
	fetch: { path: '/project/{id}' },
	update: { method: 'POST', path: '/project/{id}' },
	lookup: { name: { path: '/project', items: '' } },
});
