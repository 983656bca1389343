import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'cursor', param: 'pageToken', next: 'nextPageToken', size: 100, sizeParam: 'limit' };

/**
 * Coda docs (coda/packs-sdk: helpers/external-api/v1.ts; coda.io/developers/apis/v1, "Rate limiting"). Titles may repeat. Without a folder
 * the doc is put into "My docs" of the oldest workspace. The list is that of the docs the token's person owns, as a new doc is. An edit
 * takes title and icon alone: there is no update. The lag is caution, not documented.
 */
export const coda = defineService({
	id: 'coda',
	displayName: 'Coda',
	object: 'doc',
	aliases: ['Superhuman Docs'],
	docs: 'https://coda.io/developers/apis/v1#tag/Docs/operation/createDoc',
	baseUrl: 'https://coda.io/apis/v1',
	auth: [
		{
			name: 'API Token',
			where: 'Account settings > API settings > Generate API token',
			right: 'A Doc Maker of the workspace; a token without restrictions',
		},
	],
	test: { path: '/whoami' },
	create: { path: '/docs' },
	audience: 'members',
	name: { to: 'title' },
	fields: [
		{ id: 'parent', displayName: 'Folder ID', to: 'folderId', within: { at: ['folder.id', 'folderId'] } },
		{ id: 'template', displayName: 'Copy of Doc', to: 'sourceDoc', live: { path: '/docs', items: 'items', paging } },
		{ id: 'timezone', description: 'Such as Europe/Berlin' },
	],
	reply: { id: 'id', name: 'name', url: 'browserLink', createdAt: 'createdAt' },
	fetch: { path: '/docs/{id}' },
	lookup: { name: { path: '/docs', query: { isOwner: true, folderId: '{parent}' }, items: 'items', paging, lagMs: 10_000 } },
	limits: {
		requests: [
			{ count: 100, perMs: 6_000 },
			{ count: 10, perMs: 6_000, writes: true },
		],
	},
});
