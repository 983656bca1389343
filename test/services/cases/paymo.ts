import type { ServiceCase } from '../case';

const base = 'https://app.paymoapp.com/api/projects';
const headers = { authorization: `Basic ${btoa('sample-secret:X')}`, accept: 'application/json' };
const project = {
	id: 397706,
	name: 'Apollo',
	code: 'AP',
	description: 'To the Moon',
	client_id: 151303,
	status_id: 93939,
	active: true,
	budget_hours: 40,
	price_per_hour: 50,
	billable: true,
	color: '#68BE5E',
	users: [23129],
	managers: [23129],
	created_on: '2026-11-22T10:00:00Z',
	updated_on: '2026-11-22T10:00:00Z',
};

export const paymo: ServiceCase = {
	service: 'paymo',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'from a template, with fields',
			name: 'Apollo',
			fields: {
				client: 151303,
				description: 'To the Moon',
				template: 10,
				status: 93939,
				members: '23129',
				managers: [23129],
				color: '#68BE5E',
				billable: true,
				flatRate: false,
				hourlyRate: 50,
				budget: 40,
			},
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						client_id: 151303,
						description: 'To the Moon',
						template_id: 10,
						status_id: 93939,
						users: [23129],
						managers: [23129],
						color: '#68be5e',
						billable: true,
						flat_billing: false,
						price_per_hour: 50,
						budget_hours: 40,
					},
				},
			],
			replies: [{ status: 201, headers: { location: `${base}/397706` }, body: { projects: [project] } }],
			project: { id: '397706', key: 'AP', name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'no more active projects',
			reply: { status: 403, body: { message: 'Adding projects denied. Projects limit reached.' } },
			kind: 'forbidden',
			says: 'Projects limit reached',
		},
		{ title: 'bad key', reply: { status: 401, body: { message: 'Unauthorized' } }, kind: 'unauthorized', says: 'Unauthorized' },
		{ title: 'no client', reply: { status: 400, body: { message: 'client_id is required' } }, kind: 'invalid', says: 'client_id' },
		{ title: 'too many requests', reply: { status: 429, headers: { 'retry-after': '5' } }, kind: 'limit' },
	],
	lookups: [
		{
			title: 'exact name among those of the client',
			by: 'name',
			value: 'Apollo',
			fields: { client: 151303 },
			expect: [{ method: 'GET', url: `${base}?where=client_id%3D151303`, headers }],
			replies: [{ status: 200, body: { projects: [{ ...project, id: 1, name: 'Apollo 2' }, project] } }],
			finds: ['397706'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { client: 151303 },
			expect: [{ method: 'GET', url: `${base}?where=client_id%3D151303` }],
			replies: [{ status: 200, body: { projects: [] } }],
			finds: [],
		},
	],
	rejects: [{ fields: {}, says: 'Client' }],
	lists: [
		{
			field: 'template',

			expect: [{ method: 'GET', url: 'https://app.paymoapp.com/api/projecttemplates' }],
			replies: [{ status: 200, body: { project_templates: [{ id: 8, name: 'Launch' }] } }],
			choices: [['Launch', 8]],
		},
	],
};
