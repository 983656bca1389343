import { defineService } from './service';

/**
 * Any REST API: the generic definition. Paths, envelope and reply are overridden by the node's *API Settings*; parts of a reply without a
 * path are found in the well-known places.
 */
export const custom = defineService({
	id: 'custom',
	displayName: 'Custom API',
	docs: 'https://github.com/n8n-nodes-create-project/n8n-nodes-create-project/blob/main/docs/custom-api.md',
	baseUrl: '{baseUrl}',
	site: [
		{
			name: 'baseUrl',
			displayName: 'Base URL',
			placeholder: 'e.g. https://api.example.com/v1',
			description:
				'The part that all addresses of the API begin with. The path to create a project is set in the node, /projects by default.',
		},
	],
	auth: [
		{
			name: 'API Key in Header',
			fields: [
				{ name: 'headerName', displayName: 'Header Name', default: 'X-API-Key' },
				{
					name: 'headerPrefix',
					displayName: 'Prefix',
					required: false,
					placeholder: 'e.g. Token',
					description: 'A word before the key, when the API asks for one. A space is put between.',
				},
				{ name: 'token', displayName: 'API Key', secret: true },
			],
			headers: { '{headerName}': '{headerPrefix?|spaced}{token}' },
		},
		{
			name: 'API Key in Query',
			fields: [
				{ name: 'queryName', displayName: 'Parameter Name', default: 'api_key' },
				{ name: 'token', displayName: 'API Key', secret: true },
			],
			query: { '{queryName}': '{token}' },
		},
		{
			name: 'Bearer Token',
			fields: [{ name: 'token', property: 'bearerToken', displayName: 'Token', secret: true }],
			headers: { Authorization: 'Bearer {token}' },
		},
		{
			name: 'Basic Auth',
			fields: [
				{ name: 'user', displayName: 'User', required: false },
				{ name: 'password', displayName: 'Password', secret: true, required: false },
			],
			basic: { user: '{user?}', password: '{password?}' },
		},
		{ name: 'Custom Headers', fields: [], pairs: 'customHeaders' },
		{ name: 'None', fields: [] },
	],
	oauth2: { authUrl: '', tokenUrl: '', scopes: [] },
	create: { path: '/projects' },
	// Names of this node, not of any API: once offered, and understood for the workflows that have them.
	fields: [
		{ id: 'description', saved: true },
		{ id: 'key', saved: true },
		{ id: 'startDate', saved: true },
		{ id: 'dueDate', saved: true },
		{ id: 'owner', saved: true },
		{ id: 'status', saved: true },
		{ id: 'visibility', saved: true },
		{ id: 'color', saved: true },
		{ id: 'parent', saved: true },
		{ id: 'template', saved: true },
		{ id: 'workspace', saved: true },
		{ id: 'team', saved: true },
		{ id: 'client', saved: true },
		{ id: 'tags', saved: true, format: 'list' },
		{ id: 'members', saved: true, format: 'list' },
		{ id: 'budget', saved: true },
		{ id: 'priority', saved: true },
		{ id: 'customFields', saved: true, type: 'object' },
	],
	open: true,
	reply: {},
	// By the custom of REST; asked only on demand.
	fetch: { path: '/projects/{id}' },
	update: { method: 'PATCH', path: '/projects/{id}', guessed: true },
	lookup: { name: { path: '/projects', query: { name: '{value}' }, filterBy: 'name' } },
});
