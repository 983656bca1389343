import { defineService, type Json, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 200, sizeParam: 'size', more: 'next' };
const filters: Json = { filter_type: 'AND', filters: [{ field: '{nameField}', type: 'equal', value: '{value}' }] };

/**
 * Baserow: a row in the person's own table of projects (baserow/baserow: contrib/database/api/rows/views.py, api/tokens,
 * api/tables/urls.py; baserow.io/user-docs/database-api). Columns are the customer's and named by their names: which one holds the name is
 * a setting, all others travel in Custom Fields. Names may repeat. A row shows no creation time unless the table has a column for it. Left
 * out: the row's page (it needs the database's number), the limits of a server of one's own.
 */
export const baserow = defineService({
	id: 'baserow',
	displayName: 'Baserow',
	object: 'row',
	docs: 'https://baserow.io/user-docs/database-api',
	baseUrl: '{siteUrl}/api/database',
	site: [{ name: 'siteUrl', displayName: 'Baserow URL', default: 'https://api.baserow.io' }],
	query: { user_field_names: 'true' },
	auth: [
		{
			name: 'Database Token',
			where: 'My settings > Database tokens > Create token',
			headers: { Authorization: 'Token {token}' },
			right: 'Create, read and update in the table',
		},
	],
	test: { path: '/tokens/check/' },
	create: { path: '/rows/table/{table}/' },
	audience: 'workspace',
	name: { to: '{nameField}' },
	fields: [
		{
			id: 'table',
			in: 'path',
			format: 'text',
			required: true,
			pattern: '\\d+',
			patternHint: 'the number of a table',
			within: {},
			live: { path: '/tables/all-tables/' },
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
	],
	constants: { '...': '{customFields}' },
	reply: { id: 'id', name: '{nameField}' },
	fetch: { path: '/rows/table/{table}/{id}/' },
	update: { method: 'PATCH', path: '/rows/table/{table}/{id}/' },
	lookup: { name: { path: '/rows/table/{table}/', query: { filters }, items: 'results', paging } },
});
