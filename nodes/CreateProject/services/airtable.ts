import { defineService } from './service';

/**
 * Airtable: a record in the person's own table of projects. Create, list, errors, limits and OAuth: airtable.com/developers/web/api.
 * Columns are the customer's: which one holds the name is a setting, all others travel in Custom Fields. The lookup is a formula; the
 * name's quotes and backslashes are escaped in it. Names may repeat. Upsert (performUpsert) is left out: it would change a record that is
 * there already. A month's calls that are used up are a 429, too (PUBLIC_API_BILLING_LIMIT_EXCEEDED), which no wait ends. Base and table
 * are taken as IDs because the record's page needs them.
 */
export const airtable = defineService({
	id: 'airtable',
	displayName: 'Airtable',
	object: 'record',
	docs: 'https://airtable.com/developers/web/api/create-records',
	baseUrl: 'https://api.airtable.com/v0',
	auth: [
		{
			name: 'Personal Access Token',
			where: 'Developer Hub (airtable.com/create/tokens) > Personal access tokens > Create new token',
			right: 'Scopes data.records:write and data.records:read (schema.bases:read for the lists), with access to the base',
		},
	],
	oauth2: {
		authUrl: 'https://airtable.com/oauth2/v1/authorize',
		tokenUrl: 'https://airtable.com/oauth2/v1/token',
		scopes: ['data.records:write', 'data.records:read', 'schema.bases:read'],
	},
	test: { path: '/meta/whoami' },
	create: { path: '/{workspace}/{table}' },
	audience: 'workspace',
	name: { to: 'fields.{nameField}' },
	fields: [
		{
			id: 'workspace',
			displayName: 'Base',
			in: 'path',
			required: true,
			pattern: 'app\\w+',
			patternHint: 'a base ID such as appAbc123',
			within: {},
			live: { path: '/meta/bases', items: 'bases', paging: { kind: 'cursor', param: 'offset', next: 'offset' } },
		},
		{
			id: 'table',
			in: 'path',
			required: true,
			pattern: 'tbl\\w+',
			patternHint: 'a table ID such as tblAbc123',
			within: {},
			live: { path: '/meta/bases/{workspace}/tables', items: 'tables' },
		},
		{
			id: 'nameField',
			displayName: 'Name Column',
			in: 'setting',
			default: 'Name',
			description: 'Column that holds the name of the project',
			pattern: '[^.{}\\\\]+',
			patternHint: 'a column name without dots, braces and backslashes',
		},
		{ id: 'customFields', in: 'setting', description: 'Value by column name' },
		{ id: 'typecast', type: 'boolean', description: 'Whether Airtable may convert texts to the type of the column' },
	],
	constants: { fields: '{customFields}' },
	reply: { id: 'id', name: 'fields.{nameField}', urlTemplate: 'https://airtable.com/{workspace}/{table}/{id}', createdAt: 'createdTime' },
	fetch: { path: '/{workspace}/{table}/{id}' },
	update: { method: 'PATCH', path: '/{workspace}/{table}/{id}' },
	lookup: {
		name: {
			path: '/{workspace}/{table}',
			query: { filterByFormula: '{{{nameField}}}="{value|formula}"' },
			items: 'records',
			paging: { kind: 'cursor', param: 'offset', next: 'offset', size: 100, sizeParam: 'pageSize' },
		},
	},
	limits: { never: [{ body: 'PUBLIC_API_BILLING_LIMIT_EXCEEDED' }], waitMs: 30_000, requests: { count: 5, perMs: 1_000 } },
});
