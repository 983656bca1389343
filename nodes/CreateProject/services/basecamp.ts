import { defineService, type Call, type Paging } from './service';

const paging: Paging = { kind: 'link' };
const update: Call = {
	method: 'PUT',
	path: '/projects/{id}.json',
	body: {
		name: '{name}',
		description: '{description}',
		admissions: '{visibility}',
		schedule_attributes: { start_date: '{startDate}', end_date: '{dueDate}' },
	},
};

/**
 * Basecamp 4. Rules: basecamp/bc3-api (README, sections projects, templates, authentication) and the SDK's OpenAPI file, whose paths are
 * used. The create takes name and description alone: dates (both or none) and access follow in an update, which needs the name. A template
 * makes the project in a construction that is polled. 507 is the plan's project limit and never passes. Names may repeat. The lists show
 * active projects only; no failed state of a construction is documented.
 */
export const basecamp = defineService({
	id: 'basecamp',
	displayName: 'Basecamp',
	aliases: ['37signals'],
	docs: 'https://github.com/basecamp/bc3-api/blob/master/sections/projects.md#create-a-project',
	baseUrl: 'https://3.basecampapi.com/{organization}',
	site: [
		{
			name: 'organization',
			displayName: 'Account ID',
			placeholder: 'e.g. 195539477',
			description: 'The number after 3.basecamp.com/ in the address bar',
		},
		{
			name: 'contact',
			displayName: 'Contact',
			default: 'https://github.com/n8n-nodes-create-project/n8n-nodes-create-project',
			description: 'A link or an email address under which Basecamp can reach the owner of this integration',
		},
	],
	headers: { 'User-Agent': 'n8n-nodes-create-project ({contact})' },
	oauth2: {
		authUrl: 'https://launchpad.37signals.com/authorization/new',
		tokenUrl: 'https://launchpad.37signals.com/authorization/token',
		scopes: [],
		clientAuth: 'body',
		right: 'A person who may create projects in the account',
	},
	test: { path: '/my/profile.json' },
	create: { path: '/projects.json' },
	audience: 'workspace',
	fields: [
		{ id: 'description' },
		{ id: 'template', in: 'setting', live: { path: '/templates.json', paging } },
		{ id: 'startDate', format: 'date', description: 'Only together with the due date' },
		{ id: 'dueDate', displayName: 'End Date', format: 'date', description: 'Only together with the start date' },
		{
			id: 'visibility',
			displayName: 'Access',
			options: [
				{ value: 'private', name: 'Only Invited People', sends: 'invite' },
				{ value: 'internal', name: 'Everyone in the Account', sends: 'employee' },
				{ value: 'team', name: 'Everyone but Clients', sends: 'team' },
			],
		},
	],
	reply: { id: 'id', name: 'name', url: 'app_url', createdAt: 'created_at' },
	fetch: { path: '/projects/{id}' },
	followUps: [{ ...update, fields: ['startDate', 'dueDate', 'visibility'] }],
	update,
	lookup: { name: { path: '/projects.json', items: '', paging } },
	limits: { never: [{ status: 507 }], requests: { count: 50, perMs: 10_000 } },
	variants: [
		{
			when: { template: true },
			create: { path: '/templates/{template}/project_constructions.json', body: { project: '{payload}' } },
			job: {
				poll: { path: '/templates/{template}/project_constructions/{job.id}' },
				state: 'status',
				succeeded: ['completed'],
				failed: [],
				result: 'project',
			},
		},
	],
});
