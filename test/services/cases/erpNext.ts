import type { ServiceCase } from '../case';

const site = 'https://erp.example.com';
const base = `${site}/api/resource/Project`;
const headers = { authorization: 'token key-1:sample-secret', accept: 'application/json' };
const project = {
	name: 'PROJ-0001',
	owner: 'ada@example.com',
	creation: '2026-11-22 15:30:00.123456',
	modified: '2026-11-22 15:30:00.123456',
	docstatus: 0,
	idx: 0,
	naming_series: 'PROJ-.####',
	project_name: 'Apollo',
	status: 'Open',
	company: 'Acme',
	doctype: 'Project',
	users: [],
};
const filters = '%5B%5B%22project_name%22%2C%22%3D%22%2C%22Apollo%22%5D%5D';
const search = `${base}?filters=${filters}&fields=%5B%22name%22%2C%22project_name%22%5D&limit_start=0&limit_page_length=100`;

export const erpNext: ServiceCase = {
	service: 'erpNext',
	credential: { siteUrl: site, apiKey: 'key-1', apiSecret: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				workspace: 'Acme',
				client: 'NASA',
				description: '<p>To the Moon</p>',
				startDate: '2026-12-01',
				dueDate: '2026-12-24',
				status: 'Open',
				priority: 'High',
				type: 'External',
				template: 'Moon landing',
				department: 'Space - A',
				budget: 100000,
				active: 'Yes',
				members: 'ada@example.com, grace@example.com',
				custom_rocket: 'Saturn V',
			},
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, 'content-type': 'application/json' },
					body: {
						project_name: 'Apollo',
						company: 'Acme',
						customer: 'NASA',
						notes: '<p>To the Moon</p>',
						expected_start_date: '2026-12-01',
						expected_end_date: '2026-12-24',
						status: 'Open',
						priority: 'High',
						project_type: 'External',
						project_template: 'Moon landing',
						department: 'Space - A',
						estimated_costing: 100000,
						is_active: 'Yes',
						users: [{ user: 'ada@example.com' }, { user: 'grace@example.com' }],
						custom_rocket: 'Saturn V',
					},
				},
			],
			replies: [{ status: 200, body: { data: project } }],
			project: { id: 'PROJ-0001', key: 'PROJ-0001', name: 'Apollo', url: `${site}/app/project/PROJ-0001` },
		},
		{
			title: 'through OAuth',
			auth: 'OAuth2',
			credential: { siteUrl: site },
			name: 'Apollo',
			expect: [{ method: 'POST', url: base, body: { project_name: 'Apollo' } }],
			replies: [{ status: 200, body: { data: project } }],
			project: { id: 'PROJ-0001', key: 'PROJ-0001', name: 'Apollo', url: `${site}/app/project/PROJ-0001` },
		},
	],
	refusals: [
		{
			title: 'taken name',
			reply: {
				status: 417,
				body: {
					exception: "frappe.exceptions.UniqueValidationError: ('Project', 'PROJ-0002', IntegrityError(1062, \"Duplicate entry\"))",
					exc_type: 'UniqueValidationError',
					_server_messages: '["{\\"message\\": \\"Project Name must be unique\\"}"]',
				},
			},
			kind: 'duplicate',
			says: 'UniqueValidationError',
		},
		{
			title: 'taken name where documents are named by it',
			reply: {
				status: 409,
				body: { exception: "frappe.exceptions.DuplicateEntryError: ('Project', 'Apollo')", exc_type: 'DuplicateEntryError' },
			},
			kind: 'duplicate',
			says: 'DuplicateEntryError',
		},
		{
			title: 'a customer that does not exist',
			reply: {
				status: 417,
				body: { exception: 'frappe.exceptions.LinkValidationError: Could not find Customer: NASA', exc_type: 'LinkValidationError' },
			},
			kind: 'invalid',
			says: 'Could not find Customer',
		},
		{
			title: 'bad key',
			reply: { status: 401, body: { exc_type: 'AuthenticationError', exception: 'frappe.exceptions.AuthenticationError' } },
			kind: 'unauthorized',
			says: 'AuthenticationError',
		},
		{
			title: 'no right',
			reply: {
				status: 403,
				body: { exc_type: 'PermissionError', exception: 'frappe.exceptions.PermissionError: No permission for Project' },
			},
			kind: 'forbidden',
			says: 'No permission',
		},
	],
	lookups: [
		{
			title: 'by the name',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: search, headers }],
			replies: [
				{
					status: 200,
					body: {
						data: [
							{ name: 'PROJ-0003', project_name: 'apollo' },
							{ name: 'PROJ-0001', project_name: 'Apollo' },
						],
					},
				},
			],
			finds: ['PROJ-0001'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: search }],
			replies: [{ status: 200, body: { data: [] } }],
			finds: [],
		},
		{
			title: 'by its ID',
			by: 'key',
			value: 'PROJ-0001',
			expect: [{ method: 'GET', url: `${base}/PROJ-0001` }],
			replies: [{ status: 200, body: { data: project } }],
			finds: ['PROJ-0001'],
		},
		{
			title: 'by an ID that is not there',
			by: 'key',
			value: 'PROJ-0009',
			expect: [{ method: 'GET', url: `${base}/PROJ-0009` }],
			replies: [{ status: 404, body: { exc_type: 'DoesNotExistError' } }],
			finds: [],
		},
	],
	rejects: [{ name: 'A'.repeat(141), fields: {}, says: '140' }],
	lists: [
		{
			field: 'template',

			expect: [{ method: 'GET', url: `${site}/api/resource/Project%20Template?limit_start=0&limit_page_length=100` }],
			replies: [{ status: 200, body: { data: [{ name: 'Launch' }] } }],
			choices: [['Launch', 'Launch']],
		},
	],
};
