import { defineService, type LookupCall, type Paging } from './service';

const paging: Paging = { kind: 'cursor', param: 'lastKey', next: 'lastKey', size: 100, sizeParam: 'maxItems' };
const sheets: LookupCall = { path: '/workspaces/{workspace}/children', query: { childrenResourceTypes: 'sheets' }, items: 'data', paging };

/**
 * Smartsheet. A project is a workspace; with a workspace given, a sheet in it. Rules: the official OpenAPI file (2024-08) and
 * developers.smartsheet.com. Since 2026-06-03 lists are paged by token (`paginationType`, `lastKey`), not as that file says; sheets are
 * found among the workspace's children. 200 with resultCode 3 is a partial success and no success here. Names may repeat as far as is
 * documented. Left out: sheets in folders, and updates (only a workspace's name could change).
 */
export const smartsheet = defineService({
	id: 'smartsheet',
	displayName: 'Smartsheet',
	object: 'workspace',
	aliases: ['sheet'],
	docs: 'https://developers.smartsheet.com/api/smartsheet/openapi/workspaces/create-workspace',
	baseUrl: 'https://api.{region}/2.0',
	site: [
		{
			name: 'region',
			displayName: 'Region',
			default: 'smartsheet.com',
			options: [
				{ name: 'United States', value: 'smartsheet.com' },
				{ name: 'Europe', value: 'smartsheet.eu' },
				{ name: 'Australia', value: 'smartsheet.au' },
				{ name: 'US Government', value: 'smartsheetgov.com' },
			],
		},
	],
	auth: [
		{
			name: 'API Access Token',
			where: 'Account > Personal Settings > API Access > Generate new access token',
			right: 'A licensed user; for a sheet, with write access to the workspace',
		},
	],
	oauth2: {
		authUrl: 'https://app.{region}/b/authorize',
		tokenUrl: 'https://api.{region}/2.0/token',
		scopes: ['ADMIN_WORKSPACES', 'CREATE_SHEETS', 'READ_SHEETS'],
		clientAuth: 'body',
	},
	test: { path: '/workspaces', query: { paginationType: 'token', maxItems: 100 } },
	create: { path: '/workspaces' },
	audience: 'members',
	fields: [
		{
			id: 'workspace',
			in: 'setting',
			description: 'Given: a sheet is created in it instead of a workspace',
			within: {},
			live: { path: '/workspaces', query: { paginationType: 'token' }, items: 'data', paging },
		},
		{
			id: 'template',
			displayName: 'Sheet Template ID',
			in: 'setting',
			format: 'number',
			description: 'For a sheet in a workspace',
			only: { workspace: true },
		},
		{
			id: 'columns',
			displayName: 'Sheet Columns',
			in: 'setting',
			type: 'array',
			default: [{ title: 'Primary Column', type: 'TEXT_NUMBER', primary: true }],
			description:
				'For a sheet without template: entries of the form {"title": "…", "type": "TEXT_NUMBER", "primary": true}, one of them primary',
			only: { workspace: true, template: null },
		},
	],
	reply: { at: 'result', id: 'id', name: 'name', url: 'permalink', ok: { path: 'resultCode', is: 0 } },
	lookup: { name: { path: '/workspaces', query: { paginationType: 'token' }, items: 'data', paging } },
	errors: { message: ['message'] },
	limits: { requests: { count: 300, perMs: 60_000 }, waitMs: 60_000 },
	variants: [
		{
			when: { workspace: true, template: true },
			create: { path: '/workspaces/{workspace}/sheets', body: { name: '{name}', fromId: '{template}' } },
			lookup: { name: sheets },
		},
		{
			when: { workspace: true },
			create: { path: '/workspaces/{workspace}/sheets', body: { name: '{name}', columns: '{columns}' } },
			lookup: { name: sheets },
		},
	],
});
