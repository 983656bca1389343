import { defineService } from './service';

/**
 * Taiga. Rules: taigaio/taiga-doc (general-notes, api/projects/create, list, endpoints) and taiga-back. A login gives the token; the slug
 * is made by the server and unique, names may repeat. Lists are paged by headers, so paging is switched off by a request header. The list
 * holds every visible project: on taiga.io give the User ID, or a search by name reads all public projects. Left out: videoconference
 * settings (their values changed), the refresh of a token (a new login does).
 */
export const taiga = defineService({
	id: 'taiga',
	displayName: 'Taiga',
	aliases: ['agile', 'scrum'],
	docs: 'https://docs.taiga.io/api.html#projects-create',
	baseUrl: '{siteUrl}/api/v1',
	site: [
		{
			name: 'siteUrl',
			displayName: 'Taiga API URL',
			default: 'https://api.taiga.io',
			placeholder: 'e.g. https://taiga.example.com',
			description: 'Without /api/v1',
		},
		{
			name: 'webUrl',
			displayName: 'Taiga Web URL',
			default: 'https://tree.taiga.io',
			placeholder: 'e.g. https://taiga.example.com',
			description: 'Where people open projects; on a server of your own its address',
		},
		{ name: 'userId', displayName: 'User ID', required: false, description: 'Your number, to look for existing projects among your own' },
	],
	auth: [
		{
			name: 'Username and Password',
			fields: [
				{ name: 'user', displayName: 'Username or Email' },
				{ name: 'password', displayName: 'Password', secret: true },
			],
			login: { path: '/auth', body: { type: 'normal', username: '{user}', password: '{password}' }, token: 'auth_token' },
			headers: { Authorization: 'Bearer {session}' },
			right: 'A user who may own another project (private ones are limited per plan)',
		},
		{ name: 'Application Token', headers: { Authorization: 'Application {token}' } },
	],
	test: { path: '/users/me' },
	create: { path: '/projects' },
	audience: 'setting',
	fields: [
		{ id: 'description', required: true },
		{ id: 'visibility', to: 'is_private', default: 'private', options: { public: false, private: true } },
		{
			id: 'template',
			to: 'creation_template',
			format: 'number',
			live: { path: '/project-templates', headers: { 'x-disable-pagination': 'True' } },
		},
		{ id: 'tags', format: 'list' },
		{ id: 'backlog', to: 'is_backlog_activated', type: 'boolean' },
		{ id: 'kanban', to: 'is_kanban_activated', type: 'boolean' },
		{ id: 'issues', to: 'is_issues_activated', type: 'boolean' },
		{ id: 'wiki', to: 'is_wiki_activated', type: 'boolean' },
		{ id: 'totalMilestones', to: 'total_milestones', type: 'number' },
		{ id: 'totalStoryPoints', to: 'total_story_points', type: 'number' },
	],
	reply: { id: 'id', key: 'slug', name: 'name', urlTemplate: '{webUrl}/project/{key}/', createdAt: 'created_date' },
	fetch: { path: '/projects/{id}' },
	update: { method: 'PATCH', path: '/projects/{id}', body: '{payload}' },
	lookup: {
		name: { path: '/projects', query: { member: '{userId}' }, headers: { 'x-disable-pagination': 'True' }, items: '' },
		key: { path: '/projects/by_slug', query: { slug: '{value}' }, one: true },
	},
	errors: { message: ['_error_message'] },
});
