import type { ServiceCase } from '../case';

const projects = 'https://api.plane.so/api/v1/workspaces/my-team/projects/';
const project = {
	id: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
	name: 'Apollo',
	identifier: 'APOLLO',
	description: 'To the Moon',
	network: 2,
	project_lead: null,
	created_at: '2026-11-22T10:00:00Z',
	updated_at: '2026-11-22T10:00:00Z',
	external_id: null as string | null,
	external_source: null as string | null,
};
const near = { ...project, id: '4c90c3cc-0d44-4b50-8888-8dd25736052b', name: 'Apollo 2', identifier: 'APOLLO2' };
const page = (results: Array<typeof project>, next?: string) => ({
	results,
	next_cursor: next ?? '100:1:0',
	prev_cursor: '100:-1:1',
	next_page_results: next !== undefined,
	prev_page_results: false,
	count: results.length,
});

export const plane: ServiceCase = {
	service: 'plane',
	credential: { siteUrl: 'https://api.plane.so', webUrl: 'https://app.plane.so', organization: 'my-team', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields; the identifier goes in upper case',
			name: 'Apollo',
			fields: {
				key: 'apollo',
				description: 'To the Moon',
				owner: '9a3b5ae0-c6e6-482d-b0e1-ed315ee6dc57',
				timezone: 'Europe/Berlin',
				cycles: true,
				pages: false,
				archiveAfterMonths: 6,
			},
			expect: [
				{
					method: 'POST',
					url: projects,
					headers: { 'x-api-key': 'sample-secret', 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						identifier: 'APOLLO',
						description: 'To the Moon',
						project_lead: '9a3b5ae0-c6e6-482d-b0e1-ed315ee6dc57',
						timezone: 'Europe/Berlin',
						cycle_view: true,
						page_view: false,
						archive_in: 6,
					},
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: project.id, key: 'APOLLO', name: 'Apollo', url: `https://app.plane.so/my-team/projects/${project.id}/issues` },
		},
		{
			title: 'from a template',
			name: 'Apollo',
			fields: { key: 'apollo', description: 'To the Moon', template: '7a2d3972-80a5-4ac5-8bb5-03026671826a' },
			expect: [
				{
					method: 'POST',
					url: `${projects}templates/use/`,
					body: { template_id: '7a2d3972-80a5-4ac5-8bb5-03026671826a', name: 'Apollo', identifier: 'APOLLO', description: 'To the Moon' },
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: project.id, key: 'APOLLO', name: 'Apollo', url: `https://app.plane.so/my-team/projects/${project.id}/issues` },
		},
	],
	refusals: [
		{
			title: 'name taken',
			reply: { status: 409, body: { name: 'The project name is already taken' } },
			kind: 'duplicate',
			says: 'already taken',
		},
		{
			title: 'identifier taken',
			reply: { status: 409, body: { identifier: 'The project identifier is already taken' } },
			kind: 'duplicate',
			says: 'already taken',
		},
		{
			title: 'our mark is there already',
			reply: { status: 409, body: { error: 'Project with the same external id and external source already exists', id: project.id } },
			kind: 'duplicate',
		},
		{ title: 'invalid', reply: { status: 400, body: { project_lead: ['Must be a valid UUID.'] } }, kind: 'invalid', says: 'valid UUID' },
		{
			title: 'limit',
			reply: { status: 429, headers: { 'x-ratelimit-remaining': '0' }, body: { error: 'Rate limit exceeded' } },
			kind: 'limit',
		},
	],
	lookups: [
		{
			title: 'exact name on the second page',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url: `${projects}?per_page=100` },
				{ method: 'GET', url: `${projects}?cursor=100%3A1%3A0&per_page=100` },
			],
			replies: [
				{ status: 200, body: page([near], '100:1:0') },
				{ status: 200, body: page([project]) },
			],
			finds: [project.id],
		},
		{
			title: 'by identifier, absent',
			by: 'key',
			value: 'APOLLO',
			expect: [{ method: 'GET', url: `${projects}?per_page=100` }],
			replies: [{ status: 200, body: page([near]) }],
			finds: [],
		},
		{
			title: 'by our mark',
			by: 'reference',
			value: 'run-7',
			expect: [{ method: 'GET', url: `${projects}?per_page=100` }],
			replies: [
				{
					status: 200,
					body: page([
						{ ...near, name: 'Apollo' },
						{ ...project, external_id: 'run-7', external_source: 'n8n' },
					]),
				},
			],
			finds: [project.id],
		},
	],
	rejects: [
		{ fields: { key: 'APOLLO-2' }, says: 'special characters' },
		{ fields: { key: 'APOLLOPROGRAM' }, says: 'at most 12' },
	],
	lists: [
		{
			field: 'template',

			expect: [{ method: 'GET', url: 'https://api.plane.so/api/v2/workspaces/my-team/project-templates/?paginate=cursor&per_page=100' }],
			replies: [
				{
					status: 200,
					body: { data: [{ id: '7a2d3972-80a5-4ac5-8bb5-03026671826a', name: 'Launch' }], next_cursor: null, has_more: false },
				},
			],
			choices: [['Launch', '7a2d3972-80a5-4ac5-8bb5-03026671826a']],
		},
	],
};
