import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'offset', param: 'offset', size: 100, sizeParam: 'limit' };

/**
 * NocoDB: a record in the person's own table of projects (nocodb/noco-apis-doc: data-apis-v2/swagger.json; nocodb.com/docs/apis). Columns
 * are the customer's: which one holds the name is a setting, all others travel in Custom Fields. The create answers with the record's `Id`
 * alone. The table is read whole and compared here: how a comma or bracket is escaped in `where` is documented for v3 alone. Names may
 * repeat. Left out: tables whose primary key is not `Id`, links to other tables (a request of their own), the record's page.
 */
export const nocoDb = defineService({
	id: 'nocoDb',
	displayName: 'NocoDB',
	object: 'record',
	docs: 'https://data-apis-v2.nocodb.com/#tag/Table-Records/operation/db-data-table-row-create',
	baseUrl: '{siteUrl}/api/v2',
	site: [{ name: 'siteUrl', displayName: 'NocoDB URL', default: 'https://app.nocodb.com' }],
	auth: [
		{
			name: 'API Token',
			where: 'Account Settings > Tokens',
			headers: { 'xc-token': '{token}' },
			right: 'A user with the role Editor in the base',
		},
	],
	test: { path: '/auth/user/me' },
	create: { path: '/tables/{table}/records' },
	audience: 'workspace',
	name: { to: '{nameField}' },
	fields: [
		{
			id: 'table',
			displayName: 'Table ID',
			in: 'path',
			required: true,
			pattern: 'm\\w+',
			patternHint: 'a table ID such as m1abc23def456gh',
			within: {},
		},
		{
			id: 'nameField',
			displayName: 'Name Column',
			in: 'setting',
			default: 'Title',
			description: 'Column that holds the name of the project',
			pattern: '[^.{}\\\\]+',
			patternHint: 'a column name without dots, braces and backslashes',
		},
		{ id: 'customFields', in: 'setting', description: 'Value by column name' },
	],
	constants: { '...': '{customFields}' },
	reply: { id: 'Id', name: '{nameField}', createdAt: 'CreatedAt' },
	sparse: true,
	fetch: { path: '/tables/{table}/records/{id}' },
	update: { method: 'PATCH', path: '/tables/{table}/records', body: { Id: '{id|number}', '...': '{payload}' }, sparse: true },
	lookup: { name: { path: '/tables/{table}/records', items: 'list', paging } },
	errors: { message: ['msg', 'message'] },
});
