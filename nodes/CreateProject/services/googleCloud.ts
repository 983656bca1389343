import { defineService, type AnswerMatch, type Paging } from './service';

const paging: Paging = { kind: 'cursor', param: 'pageToken', next: 'nextPageToken' };
/** An empty list is left out of Google's JSON. */
const absent: AnswerMatch[] = [{ status: 200, body: '^\\s*\\{\\s*\\}\\s*$' }];

/**
 * Google Cloud (Resource Manager v3). Fields, operation and search: the vendor's discovery document. The create answers with a
 * long-running operation that may end in an `error` inside a 200. The project ID is chosen here, unique in the whole cloud and never free
 * again. Search sees what the account sees and is eventually consistent; the vendor names no figure, a minute is allowed for. GET answers
 * 403 for an ID that is not there, so a key is searched too. Google gives OAuth2 only.
 */
export const googleCloud = defineService({
	id: 'googleCloud',
	displayName: 'Google Cloud',
	aliases: ['GCP', 'Resource Manager'],
	docs: 'https://cloud.google.com/resource-manager/reference/rest/v3/projects/create',
	baseUrl: 'https://cloudresourcemanager.googleapis.com',
	oauth2: {
		authUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
		tokenUrl: 'https://oauth2.googleapis.com/token',
		scopes: ['https://www.googleapis.com/auth/cloud-platform'],
		authQuery: 'access_type=offline&prompt=consent',
		clientAuth: 'body',
		right: 'The permission resourcemanager.projects.create on the parent (role Project Creator)',
	},
	test: { path: '/v3/projects:search', query: { pageSize: '1' } },
	create: { path: '/v3/projects' },
	audience: 'workspace',
	name: {
		to: 'displayName',
		pattern: '[A-Za-z0-9\'" !-]{4,30}',
		patternHint: '4 to 30 letters, digits, spaces, hyphens, quotes and exclamation marks',
	},
	fields: [
		{
			id: 'key',
			displayName: 'Project ID',
			to: 'projectId',
			required: true,
			from: { source: 'name', style: 'slug', minLength: 6, maxLength: 30, suffix: 'always' },
			pattern: '[a-z][a-z0-9-]{4,28}[a-z0-9]',
			patternHint: '6 to 30 lower-case letters, digits and hyphens, with a letter first and no hyphen at the end',
		},
		{
			id: 'parent',
			displayName: 'Parent Resource',
			within: { at: 'parent' },
			pattern: '(organizations|folders)/\\d+',
			patternHint: 'organizations/ or folders/ and a number, such as folders/876',
			live: { path: '/v3/organizations:search', items: 'organizations', value: 'name', label: 'displayName', paging },
		},
		{ id: 'labels', type: 'object', description: 'Texts by label key' },
		{
			id: 'resourceTags',
			displayName: 'Tags',
			to: 'tags',
			type: 'object',
			description: 'Tag values by tag key, such as {"123/environment": "production"}',
		},
	],
	reply: {
		id: 'projectId',
		key: 'projectId',
		name: 'displayName',
		urlTemplate: 'https://console.cloud.google.com/home/dashboard?project={key}',
		createdAt: 'createTime',
	},
	fetch: { path: '/v3/projects/{key}' },
	lookup: {
		key: { path: '/v3/projects:search', query: { query: 'projectId:{value}' }, items: 'projects', paging, absent, lagMs: 60_000 },
		name: { path: '/v3/projects:search', query: { query: 'state:ACTIVE' }, items: 'projects', paging, absent, lagMs: 60_000 },
	},
	duplicates: [{ status: 409, body: 'already exists', field: 'key' }],
	job: {
		poll: { path: '/v3/{job.name|segments}' },
		state: 'done',
		succeeded: [true],
		failed: [],
		error: 'error',
		message: ['error.message'],
		result: 'response',
	},
});
