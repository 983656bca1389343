import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'offset', param: '$skip', size: 100, sizeParam: '$top' };

/**
 * YouTrack. JetBrains developer portal, resource api/admin/projects. Only the fields asked for come back; the owner is an object with the
 * user's database ID. A numeric short name is refused ("Project ID cannot be numeric"). The list is read whole, as what its `query`
 * matches is not laid down. Left out: OAuth2 (the built-in Hub knows the implicit grant alone, devportal "OAuth 2.0 Authorization") and
 * duplicate answers, whose wording is not documented.
 */
export const youTrack = defineService({
	id: 'youtrack',
	displayName: 'YouTrack',
	docs: 'https://www.jetbrains.com/help/youtrack/devportal/resource-api-admin-projects.html#create-Project-method',
	baseUrl: '{siteUrl}',
	site: [{ name: 'siteUrl', displayName: 'YouTrack URL', placeholder: 'e.g. https://example.youtrack.cloud' }],
	auth: [
		{
			name: 'Permanent Token',
			where: 'your avatar > Profile > Account Security > New token',
			right: 'Token with the scope YouTrack, of a user with the permission Create Project',
		},
	],
	test: { path: '/api/users/me', query: { fields: 'id,login' } },
	create: { path: '/api/admin/projects', query: { fields: 'id,name,shortName', template: '{template}' } },
	audience: 'workspace',
	fields: [
		{
			id: 'key',
			displayName: 'Project ID',
			to: 'shortName',
			required: true,
			from: { source: 'name', style: 'upper', maxLength: 12 },
			pattern: '(?!\\d+$).+',
			patternHint: 'not digits alone',
		},
		{
			id: 'owner',
			displayName: 'Project Owner',
			to: 'leader',
			required: true,
			wrap: { id: '{value}' },
			description: 'Database ID of the user, such as 1-2',
			live: { path: '/api/users', query: { fields: 'id,fullName' }, label: 'fullName', paging },
		},
		{ id: 'description' },
		{ id: 'template', in: 'setting', options: ['scrum', 'kanban'] },
		{ id: 'startingNumber', displayName: 'Starting Issue Number', type: 'number' },
	],
	reply: { id: 'id', key: 'shortName', name: 'name', urlTemplate: '{siteUrl}/projects/{key}' },
	fetch: { path: '/api/admin/projects/{id}', query: { fields: 'id,name,shortName' } },
	update: { method: 'POST', path: '/api/admin/projects/{id}', query: { fields: 'id,name,shortName' } },
	lookup: {
		key: { path: '/api/admin/projects/{value}', query: { fields: 'id,name,shortName' }, one: true },
		name: { path: '/api/admin/projects', query: { fields: 'id,name,shortName' }, items: '', paging },
	},
	errors: { message: ['error_description', 'error'] },
});
