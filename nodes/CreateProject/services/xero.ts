import { defineService } from './service';

/**
 * Xero Projects (XeroAPI/Xero-OpenAPI: xero-projects.yaml; developer.xero.com, "API limits"). Each request names the organization by its
 * tenant ID, which GET https://api.xero.com/connections shows. Xero recognises a repeated Idempotency-Key and answers with the first
 * result. Names may repeat; the answers have no creation time and no page. An edit answers with an empty 204; the status is changed by
 * another request and left out. The contacts for the list come from Xero's accounting API.
 */
export const xero = defineService({
	id: 'xero',
	displayName: 'Xero',
	aliases: ['Xero Projects'],
	docs: 'https://developer.xero.com/documentation/api/projects/projects',
	baseUrl: 'https://api.xero.com/projects.xro/2.0',
	site: [{ name: 'organization', displayName: 'Tenant ID', description: 'Of the organization, from https://api.xero.com/connections' }],
	headers: { 'Xero-Tenant-Id': '{organization}' },
	oauth2: {
		authUrl: 'https://login.xero.com/identity/connect/authorize',
		tokenUrl: 'https://identity.xero.com/connect/token',
		scopes: ['projects', 'accounting.contacts.read', 'offline_access'],
	},
	test: { path: '/Projects', query: { pageSize: 1 } },
	create: { path: '/Projects' },
	audience: 'workspace',
	fields: [
		{
			id: 'client',
			displayName: 'Contact',
			to: 'contactId',
			within: { at: 'contactId', none: null },
			live: {
				baseUrl: 'https://api.xero.com/api.xro/2.0',
				path: '/Contacts',
				query: { summaryOnly: true },
				items: 'Contacts',
				value: 'ContactID',
				label: 'Name',
				paging: { kind: 'page', param: 'page', size: 100, sizeParam: 'pageSize' },
			},
		},
		{ id: 'dueDate', displayName: 'Deadline', to: 'deadlineUtc', format: 'dateTime' },
		{ id: 'budget', displayName: 'Estimate', to: 'estimateAmount', description: 'In the currency of the organization' },
	],
	reply: { id: 'projectId', name: 'name' },
	fetch: { path: '/Projects/{id}' },
	update: {
		method: 'PUT',
		path: '/Projects/{id}',
		body: { name: '{name}', deadlineUtc: '{dueDate}', estimateAmount: '{budget}' },
		sparse: true,
	},
	lookup: {
		name: {
			path: '/Projects',
			query: { contactID: '{client}' },
			items: 'items',
			paging: { kind: 'page', param: 'page', size: 500, sizeParam: 'pageSize' },
		},
	},
	idempotency: { header: 'Idempotency-Key', maxLength: 128 },
	limits: { requests: { count: 60, perMs: 60_000 }, parallel: 5 },
});
