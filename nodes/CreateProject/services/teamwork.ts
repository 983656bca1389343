import { defineService, type FieldDefinition, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 50, sizeParam: 'pageSize' };
/** A copy takes them over from its template. */
const only: FieldDefinition['only'] = { template: null };

/**
 * Teamwork.com. Rules: Teamwork/twapi-go-sdk (projects/project.go, project_template.go, company.go, project_category.go). Created by v1
 * (kebab and camel case in one body, dates without separators, the id alone in the reply), read by v3, which speaks of `startAt`. The page
 * address is Teamwork's usual one. Left out as unconfirmed: the answer to a name already taken, rate headers of this product, and OAuth
 * (App Login Flow: its token request is not the standard one). A template is copied with what it holds, its privacy included, and without
 * what was done in it (time, expenses, invoices, comments, followers).
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
		{ id: 'template', in: 'setting', live: { path: '/projects/api/v3/projects/templates.json', items: 'projects', paging } },
		{ id: 'startDate', to: 'start-date', format: 'compactDate', description: 'With a template: its dates move with it' },
		{ id: 'dueDate', displayName: 'End Date', to: 'end-date', format: 'compactDate', only },
		{
			id: 'client',
			displayName: 'Company',
			to: 'companyId',
			format: 'number',
			within: { at: ['company.id', 'companyId'] },
			live: { path: '/projects/api/v3/companies.json', items: 'companies', paging },
		},
		{ id: 'owner', displayName: 'Project Owner ID', to: 'projectOwnerId', format: 'number', only },
		{
			id: 'category',
			to: 'category-id',
			format: 'number',
			live: { path: '/projects/api/v3/projectcategories.json', items: 'projectCategories', paging },
			only,
		},
		{ id: 'tags', displayName: 'Tag IDs', to: 'tagIds', format: 'numberList', only },
	],
	reply: { id: 'id', name: 'name', urlTemplate: '{siteUrl}/app/projects/{id}', createdAt: 'createdAt' },
	fetch: { path: '/projects/api/v3/projects/{id}.json', at: 'project' },
	update: { method: 'PUT', path: '/projects/{id}.json', body: { project: '{payload}' } },
	lookup: { name: { path: '/projects/api/v3/projects.json', query: { searchTerm: '{value}' }, items: 'projects', paging } },
	errors: { message: ['MESSAGE', 'errors'] },
	variants: [
		{
			when: { template: true },
			create: {
				path: '/projects/{template}/clone.json',
				body: {
					cloneProjectName: '{name}',
					cloneProjectAction: 'COPY',
					newFromTemplate: true,
					description: '{description}',
					companyId: '{client}',
					targetDate: '{startDate}',
					copyTasklists: true,
					copyTasks: true,
					copyMilestones: true,
					copyMessages: true,
					copyNotebooks: true,
					copyFiles: true,
					copyLinks: true,
					copyForms: true,
					copyRisks: true,
					copyAutomations: true,
					copyCustomFields: true,
					copyCustomItems: true,
					copyBudgets: true,
					copyPeople: true,
					copyProjectRoles: true,
					copyProjectPrivacy: true,
					copyProjectPrefs: true,
					copyLogo: true,
				},
			},
			reply: { id: 'projectId', urlTemplate: '{siteUrl}/app/projects/{id}' },
		},
	],
});
