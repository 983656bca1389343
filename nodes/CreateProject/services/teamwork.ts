import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 50, sizeParam: 'pageSize' };

/**
 * Teamwork.com. Rules: Teamwork/twapi-go-sdk (projects/project.go, company.go, project_category.go).
 * Created by v1 (kebab and camel case in one body, dates without separators, the id alone in the
 * reply), read by v3, which speaks of `startAt`. The page address is Teamwork's usual one. Left out
 * as unconfirmed: the answer to a name already taken, rate headers of this product, creation from a
 * template, and OAuth (App Login Flow: its token request is not the standard one).
 */
export const teamwork = defineService({
	id: 'teamwork',
	displayName: 'Teamwork.com',
	docs: 'https://apidocs.teamwork.com/docs/teamwork/v1/projects/post-projects-json',
	baseUrl: '{siteUrl}',
	site: [{ name: 'siteUrl', displayName: 'Teamwork Site URL', placeholder: 'e.g. https://acme.teamwork.com' }],
	auth: [
		{
			name: 'API Key',
			where: 'your avatar > Edit my details > API & Mobile > Show your Token',
			fields: [{ name: 'token', displayName: 'API Key', secret: true }],
			basic: { user: '{token}', password: 'x' },
			right: 'A user who may add projects',
		},
		{
			name: 'Bearer Token',
			fields: [{ name: 'token', property: 'accessToken', displayName: 'Access Token', secret: true }],
			headers: { Authorization: 'Bearer {token}' },
			right: 'A user who may add projects',
		},
	],
	test: { path: '/projects/api/v3/me.json' },
	create: { path: '/projects.json', body: { project: '{payload}' } },
	audience: 'workspace',
	fields: [
		{ id: 'description' },
		{ id: 'startDate', to: 'start-date', format: 'compactDate' },
		{ id: 'dueDate', displayName: 'End Date', to: 'end-date', format: 'compactDate' },
		{
			id: 'client',
			displayName: 'Company',
			to: 'companyId',
			format: 'number',
			within: { at: ['company.id', 'companyId'] },
			live: { path: '/projects/api/v3/companies.json', items: 'companies', value: 'id', label: 'name', paging },
		},
		{ id: 'owner', displayName: 'Project Owner ID', to: 'projectOwnerId', format: 'number' },
		{
			id: 'category',
			to: 'category-id',
			format: 'number',
			live: { path: '/projects/api/v3/projectcategories.json', items: 'projectCategories', value: 'id', label: 'name', paging },
		},
		{ id: 'tags', displayName: 'Tag IDs', to: 'tagIds', format: 'numberList' },
	],
	reply: { id: 'id', name: 'name', urlTemplate: '{siteUrl}/app/projects/{id}', createdAt: 'createdAt' },
	fetch: { path: '/projects/api/v3/projects/{id}.json', at: 'project' },
	update: { method: 'PUT', path: '/projects/{id}.json', body: { project: '{payload}' } },
	lookup: { name: { path: '/projects/api/v3/projects.json', query: { searchTerm: '{value}' }, items: 'projects', paging } },
	errors: { message: ['MESSAGE', 'errors'] },
});
