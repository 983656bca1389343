import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page[number]', first: 1, size: 200, sizeParam: 'page[size]' };

/**
 * Productive. Headers, content type, paging and limits: developer.productive.io; fields: its page on projects. JSON:API: plain values are
 * attributes, links to other objects are relationships, ids are texts. Any other content type is a 415. The list has no filter that is
 * documented to match a name, so all projects are read. Left out: templates (an endpoint of their own), colours and tags (not documented
 * for create), and whether company, manager and workflow are always required.
 */
export const productive = defineService({
	id: 'productive',
	displayName: 'Productive',
	aliases: ['Productive.io'],
	docs: 'https://developer.productive.io/projects.html',
	baseUrl: 'https://api.productive.io/api/v2',
	site: [{ name: 'organization', displayName: 'Organization ID', placeholder: 'e.g. 1000' }],
	headers: { 'X-Organization-Id': '{organization}' },
	auth: [
		{
			name: 'API Token',
			where: 'Settings > API integrations > Generate new token',
			headers: { 'X-Auth-Token': '{token}' },
			right: 'A token with write access, of a person who may create projects',
		},
	],
	test: { path: '/projects', query: { 'page[size]': '1' } },
	create: { path: '/projects', contentType: 'application/vnd.api+json' },
	audience: 'workspace',
	name: { to: 'data.attributes.name' },
	fields: [
		{ id: 'type', displayName: 'Project Type', to: 'data.attributes.project_type_id', required: true, options: { internal: 1, client: 2 } },
		{
			id: 'client',
			displayName: 'Company',
			to: 'data.relationships.company',
			format: 'text',
			wrap: { data: { type: 'companies', id: '{value}' } },
			within: { at: 'relationships.company.data.id', of: 'data.id' },
			live: { path: '/companies', items: 'data', label: 'attributes.name', paging },
		},
		{
			id: 'owner',
			displayName: 'Project Manager',
			to: 'data.relationships.project_manager',
			format: 'text',
			wrap: { data: { type: 'people', id: '{value}' } },
			live: { path: '/people', items: 'data', label: 'attributes.email', paging },
		},
		{
			id: 'workflow',
			to: 'data.relationships.workflow',
			format: 'text',
			wrap: { data: { type: 'workflows', id: '{value}' } },
			live: { path: '/workflows', items: 'data', label: 'attributes.name', paging },
		},
		{ id: 'customFields', to: 'data.attributes.custom_fields', description: 'Value by custom field ID' },
	],
	constants: { 'data.type': 'projects' },
	reply: {
		at: 'data',
		id: 'id',
		name: 'attributes.name',
		urlTemplate: 'https://app.productive.io/{organization}/projects/{id}',
		createdAt: 'attributes.created_at',
	},
	fetch: { path: '/projects/{id}', at: 'data' },
	update: {
		method: 'PATCH',
		path: '/projects/{id}',
		contentType: 'application/vnd.api+json',
		body: { data: { type: 'projects', id: '{id}', '...': '{payload.data}' } },
	},
	lookup: { name: { path: '/projects', query: { 'filter[company_id]': '{client.data.id}', include: 'company' }, items: 'data', paging } },
	limits: { requests: { count: 100, perMs: 10_000 } },
});
