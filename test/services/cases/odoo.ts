import type { ServiceCase } from '../case';

const base = 'https://acme.odoo.com/json/2/project.project';
const headers = { authorization: 'bearer sample-secret', 'content-type': 'application/json' };
const fields = ['id', 'name', 'company_id', 'partner_id', 'create_date', 'active'];
const project = {
	id: 7,
	name: 'Apollo',
	company_id: [1, 'Acme'],
	partner_id: [14, 'NASA'],
	create_date: '2026-11-22 10:00:00',
	active: true,
};
const search = {
	method: 'POST',
	url: `${base}/search_read`,
	headers,
	body: { domain: [['name', '=', 'Apollo']], fields, offset: 0, limit: 100 },
};
const error = (name: string, message: string) => ({ name, message, arguments: [message], context: {}, debug: 'Traceback …' });

export const odoo: ServiceCase = {
	service: 'odoo',
	credential: { siteUrl: 'https://acme.odoo.com', database: 'acme', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields, in one of several databases',
			name: 'Apollo',
			fields: {
				workspace: 1,
				client: '14',
				description: '<p>To the Moon</p>',
				owner: 2,
				visibility: 'private',
				startDate: '2026-12-01',
				dueDate: '2026-12-24',
				status: 3,
				tags: '4, 5',
				color: 6,
				taskLabel: 'Steps',
				billable: true,
				x_rocket: 'Saturn V',
			},
			expect: [
				{
					method: 'POST',
					url: `${base}/create`,
					headers: { ...headers, 'x-odoo-database': 'acme' },
					body: {
						vals_list: [
							{
								name: 'Apollo',
								company_id: 1,
								partner_id: 14,
								description: '<p>To the Moon</p>',
								user_id: 2,
								privacy_visibility: 'followers',
								date_start: '2026-12-01',
								date: '2026-12-24',
								stage_id: 3,
								tag_ids: [[6, 0, [4, 5]]],
								color: 6,
								label_tasks: 'Steps',
								allow_billable: true,
								x_rocket: 'Saturn V',
							},
						],
					},
				},
				{ method: 'POST', url: `${base}/read`, headers, body: { ids: [7], fields } },
			],
			replies: [
				{ status: 200, body: [7] },
				{ status: 200, body: [project] },
			],
			project: { id: '7', name: 'Apollo' },
		},
		{
			title: 'in the only database of a server of its own, under a sub-path',
			credential: { siteUrl: 'https://example.com/odoo', token: 'sample-secret' },
			name: 'Apollo',
			expect: [
				{
					method: 'POST',
					url: 'https://example.com/odoo/json/2/project.project/create',
					headers: { 'x-odoo-database': undefined as never },
					body: { vals_list: [{ name: 'Apollo' }] },
				},
				{ method: 'POST', url: 'https://example.com/odoo/json/2/project.project/read', body: { ids: [7], fields } },
			],
			replies: [
				{ status: 200, body: [7] },
				{ status: 200, body: [{ ...project, company_id: false, partner_id: false }] },
			],
			project: { id: '7', name: 'Apollo' },
		},
	],
	updates: [
		{
			title: 'by its number',
			name: 'Apollo',
			fields: { client: 14, description: '<p>To Mars</p>' },
			expect: [
				search,
				{
					method: 'POST',
					url: `${base}/write`,
					headers,
					body: { ids: [7], vals: { name: 'Apollo', description: '<p>To Mars</p>', partner_id: 14 } },
				},
				{ method: 'POST', url: `${base}/read`, headers, body: { ids: [7], fields } },
			],
			replies: [
				{ status: 200, body: [project] },
				{ status: 200, body: true },
				{ status: 200, body: [project] },
			],
			id: '7',
		},
	],
	refusals: [
		{
			title: 'bad key',
			reply: { status: 401, body: error('werkzeug.exceptions.Unauthorized', 'Invalid apikey') },
			kind: 'unauthorized',
			says: 'Invalid apikey',
		},
		{
			title: 'no right',
			reply: {
				status: 403,
				body: error('odoo.exceptions.AccessError', "You are not allowed to create 'Project' (project.project) records."),
			},
			kind: 'forbidden',
			says: 'not allowed to create',
		},
		{
			title: 'dates in the wrong order',
			reply: { status: 422, body: error('odoo.exceptions.ValidationError', "The project's start date must be before its end date.") },
			kind: 'invalid',
			says: 'start date',
		},
	],
	lookups: [
		{
			title: 'exact name, for a customer',
			by: 'name',
			value: 'Apollo',
			fields: { client: 14 },
			expect: [search],
			replies: [{ status: 200, body: [{ ...project, id: 6, partner_id: false }, project] }],
			finds: ['7'],
		},
		{
			title: 'exact name, of a company',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: 1, client: 14 },
			expect: [search],
			replies: [{ status: 200, body: [{ ...project, id: 6, company_id: [2, 'Other'] }, project] }],
			finds: ['7'],
		},
		{
			title: 'without a customer: one of a customer is another',
			by: 'name',
			value: 'Apollo',
			expect: [search],
			replies: [{ status: 200, body: [project] }],
			finds: [],
		},
	],
};
