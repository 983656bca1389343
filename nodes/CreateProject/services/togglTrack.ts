import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 200, sizeParam: 'per_page' };

/**
 * Toggl Track API v9. engineering.toggl.com/docs (projects, overview), Toggl's swagger (ProjectPayload, WorkspaceProjects). Errors are
 * bare JSON texts. An exhausted hourly quota is a 402, and so is a feature of a paid plan: only the quota's own header or words make it a
 * limit ("API Quota"). The leaky bucket (about one request a second) is a 429. A name is unique within its client, archived projects
 * included, so both are searched. Left out as unconfirmed: the wording of the refusal of a taken name. The address of the project's page
 * is from general knowledge.
 */
export const togglTrack = defineService({
	id: 'togglTrack',
	displayName: 'Toggl Track',
	docs: 'https://engineering.toggl.com/docs/api/projects#post-workspaceprojects',
	baseUrl: 'https://api.track.toggl.com/api/v9',
	auth: [
		{
			name: 'API Token',
			where: 'the profile settings of Toggl Track',
			fields: [{ name: 'token', displayName: 'API Token', secret: true, description: 'From the profile settings' }],
			basic: { user: '{token}', password: 'api_token' },
			right: 'A user who may create projects in the workspace',
		},
		{
			name: 'Email and Password',
			fields: [
				{ name: 'email', displayName: 'Email' },
				{ name: 'password', displayName: 'Password', secret: true },
			],
			basic: { user: '{email}', password: '{password}' },
		},
	],
	test: { path: '/me' },
	create: { path: '/workspaces/{workspace}/projects' },
	audience: 'workspace',
	fields: [
		{ id: 'workspace', in: 'path', required: true, within: { at: 'workspace_id' }, live: { path: '/workspaces' } },
		{
			id: 'client',
			to: 'client_id',
			format: 'number',
			within: { at: 'client_id', none: { unless: 'clientName' } },
			live: { path: '/workspaces/{workspace}/clients' },
		},
		{ id: 'clientName', to: 'client_name', description: 'Instead of the client', within: { at: 'client_name' }, only: { client: null } },
		{ id: 'color', format: 'hexColor' },
		{
			id: 'visibility',
			to: 'is_private',
			options: [
				{ value: 'private', sends: true },
				{ value: 'internal', name: 'Everyone in the Workspace', sends: false },
			],
		},
		{ id: 'startDate', to: 'start_date', format: 'date' },
		{ id: 'dueDate', displayName: 'End Date', to: 'end_date', format: 'date' },
		{ id: 'billable' },
		{ id: 'active', default: true },
		{
			id: 'template',
			to: 'template_id',
			format: 'number',
			live: { path: '/workspaces/{workspace}/projects', query: { only_templates: true }, paging },
		},
		{ id: 'estimatedHours', to: 'estimated_hours', type: 'number' },
		{ id: 'currency', description: 'In paid plans, as rate and fee' },
		{ id: 'hourlyRate', to: 'rate', type: 'number' },
		{ id: 'fixedFee', type: 'number', to: 'fixed_fee' },
	],
	reply: { id: 'id', name: 'name', urlTemplate: 'https://track.toggl.com/{workspace}/projects/{id}/team', createdAt: 'created_at' },
	fetch: { path: '/workspaces/{workspace}/projects/{id}' },
	update: { method: 'PUT', path: '/workspaces/{workspace}/projects/{id}' },
	lookup: { name: { path: '/workspaces/{workspace}/projects', query: { name: '{value}', active: 'both' }, items: '', paging } },
	errors: { message: [''] },
	limits: {
		answers: [
			{ status: 402, header: { name: 'x-toggl-quota-remaining', is: '0' } },
			{ status: 402, body: 'quota|hourly limit|api limit|too many requests' },
		],
		headers: { remaining: 'x-toggl-quota-remaining', reset: 'x-toggl-quota-resets-in' },
		requests: { count: 1, perMs: 1_000 },
	},
});
