import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'single', size: 100, sizeParam: 'limit' };

/**
 * Everhour API 1.2. everhour.docs.apiary.io as read by API Evangelist. IDs carry the platform (`ev:123`); the projects of linked tools
 * (`as:1`) are in the list too, and only Everhour's own are made here. The list knows filters by name and platform and a `limit`, no
 * pages. Left out as unconfirmed: the update, duplicates and the address of a project's page; billing and budget are no part of the
 * create.
 */
export const everhour = defineService({
	id: 'everhour',
	displayName: 'Everhour',
	docs: 'https://everhour.docs.apiary.io/#reference/projects/projects/create-project',
	baseUrl: 'https://api.everhour.com',
	auth: [
		{
			name: 'API Key',
			where: 'your profile page, at the bottom',
			fields: [{ name: 'token', displayName: 'API Key', secret: true, description: 'From the bottom of the profile page' }],
			headers: { 'X-Api-Key': '{token}' },
		},
	],
	test: { path: '/projects', query: { limit: 1 } },
	create: { path: '/projects' },
	audience: 'workspace',
	fields: [
		{ id: 'type', type: 'options', options: ['board', 'list'], required: true },
		{ id: 'members', displayName: 'User IDs', to: 'users', format: 'numberList' },
	],
	reply: { id: 'id', name: 'name' },
	fetch: { path: '/projects/{id}' },
	lookup: {
		name: { path: '/projects', query: { query: '{value}', platform: 'ev' }, items: '', only: { path: 'id', startsWith: 'ev:' }, paging },
	},
	limits: { requests: { count: 20, perMs: 10_000 } },
});
