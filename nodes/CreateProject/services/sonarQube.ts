import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'p', first: 1, size: 500, sizeParam: 'ps' };

/**
 * SonarQube Server and Cloud. Create: server/.../project/ws/CreateAction.java; key rules and the duplicate's words: ComponentKeys.java,
 * ComponentUpdater.java; search: api/components/search. The body is a form; the key is the only id. A longer name would be abbreviated
 * silently, so it is refused. Bearer tokens need a recent server, a token as login works with all. `q` takes 2 characters at least: a
 * shorter name cannot be looked up.
 */
export const sonarQube = defineService({
	id: 'sonarqube',
	displayName: 'SonarQube',
	aliases: ['SonarCloud', 'SonarQube Cloud', 'SonarQube Server'],
	docs: 'https://next.sonarqube.com/sonarqube/web_api/api/projects/create',
	baseUrl: '{siteUrl}',
	site: [
		{ name: 'siteUrl', displayName: 'SonarQube URL', placeholder: 'e.g. https://sonarqube.example.com or https://sonarcloud.io' },
		{ name: 'organization', displayName: 'Organization Key', required: false, description: 'SonarQube Cloud only' },
	],
	auth: [
		{ name: 'User Token', where: 'My Account > Security > Generate Tokens', right: "The 'Create Projects' permission" },
		{
			name: 'User Token as Login',
			fields: [{ name: 'token', displayName: 'User Token', secret: true }],
			basic: { user: '{token}', password: '' },
			right: "The 'Create Projects' permission",
		},
	],
	test: { path: '/api/components/search', query: { qualifiers: 'TRK', organization: '{organization}', ps: '1' } },
	create: { path: '/api/projects/create', encoding: 'form' },
	audience: 'setting',
	name: { maxLength: 500 },
	fields: [
		{
			id: 'key',
			displayName: 'Project Key',
			to: 'project',
			required: true,
			from: { source: 'name', style: 'slug' },
			maxLength: 400,
			pattern: '(?!\\d+$)[A-Za-z0-9_.:-]+',
			patternHint: "letters, digits, '-', '_', '.' and ':', with at least one non-digit",
		},
		{ id: 'visibility', default: 'private', options: ['public', 'private'] },
		{ id: 'mainBranch' },
		{ id: 'newCodeDefinitionType', description: 'For example PREVIOUS_VERSION, NUMBER_OF_DAYS or REFERENCE_BRANCH' },
		{ id: 'newCodeDefinitionValue', description: 'For example the number of days' },
	],
	constants: { organization: '{organization}' },
	reply: { at: 'project', id: 'key', key: 'key', name: 'name', urlTemplate: '{siteUrl}/dashboard?id={key}' },
	fetch: { path: '/api/components/show', query: { component: '{key}' }, at: 'component' },
	lookup: {
		key: { path: '/api/components/show', query: { component: '{value}' }, one: true, item: { at: 'component' } },
		name: {
			path: '/api/components/search',
			query: { qualifiers: 'TRK', q: '{value}', organization: '{organization}' },
			items: 'components',
			paging,
		},
	},
	duplicates: [{ status: 400, body: 'key already exists', field: 'key' }],
});
