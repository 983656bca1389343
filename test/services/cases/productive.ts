import type { ServiceCase } from '../case';

const project = {
	id: '804',
	type: 'projects',
	attributes: {
		name: 'Apollo',
		number: '1',
		preferences: {},
		project_number: '1',
		project_type_id: 2,
		project_color_id: null,
		archived_at: null,
		created_at: '2026-11-22T10:00:00.000+01:00',
		template: false,
		custom_fields: { '12': 'lunar' },
	},
	relationships: { organization: { data: { type: 'organizations', id: '1000' } } },
};
const list = 'https://api.productive.io/api/v2/projects?include=company&page%5Bnumber%5D=1&page%5Bsize%5D=200';
const meta = (count: number) => ({ current_page: 1, total_pages: 1, total_count: count, page_size: 200, max_page_size: 200 });

export const productive: ServiceCase = {
	service: 'productive',
	credential: { organization: '1000', token: 'sample-secret' },
	creates: [
		{
			title: 'for a client, with relationships',
			name: 'Apollo',
			fields: { type: 'client', client: 31, owner: '41', workflow: '51', customFields: { '12': 'lunar' } },
			expect: [
				{
					method: 'POST',
					url: 'https://api.productive.io/api/v2/projects',
					headers: { 'x-auth-token': 'sample-secret', 'x-organization-id': '1000', 'content-type': 'application/vnd.api+json' },
					body: {
						data: {
							type: 'projects',
							attributes: { name: 'Apollo', project_type_id: 2, custom_fields: { '12': 'lunar' } },
							relationships: {
								company: { data: { type: 'companies', id: '31' } },
								project_manager: { data: { type: 'people', id: '41' } },
								workflow: { data: { type: 'workflows', id: '51' } },
							},
						},
					},
				},
			],
			replies: [{ status: 201, headers: { 'content-type': 'application/vnd.api+json; charset=utf-8' }, body: { data: project, meta: {} } }],
			project: { id: '804', name: 'Apollo', url: 'https://app.productive.io/1000/projects/804' },
		},
	],
	refusals: [
		{
			title: 'invalid',
			reply: {
				status: 422,
				body: {
					errors: [
						{ status: '422', title: 'Invalid Attribute', detail: "can't be blank", source: { pointer: 'data/attributes/workflow' } },
					],
				},
			},
			kind: 'invalid',
			says: "can't be blank",
		},
		{
			title: 'no right',
			reply: {
				status: 403,
				body: { errors: [{ status: '403', title: 'Forbidden', detail: 'You are not authorized to perform this action' }] },
			},
			kind: 'forbidden',
			says: 'not authorized',
		},
		{
			title: 'too many requests',
			reply: { status: 429, body: { errors: [{ status: '429', title: 'Too Many Requests' }] } },
			kind: 'limit',
		},
	],
	lookups: [
		{
			title: 'exact name in the list',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: list, headers: { 'x-organization-id': '1000' } }],
			replies: [
				{
					status: 200,
					body: { data: [{ ...project, id: '805', attributes: { ...project.attributes, name: 'Apollo 2' } }, project], meta: meta(2) },
				},
			],
			finds: ['804'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: list }],
			replies: [{ status: 200, body: { data: [], meta: meta(0) } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: 'Project Type' },
		{ fields: { type: 'lunar' }, says: 'internal' },
	],
};
