import type { ServiceCase } from '../case';

const base = 'https://invoicing.co/api/v1/projects';
const headers = { 'x-api-token': 'sample-secret', 'x-requested-with': 'XMLHttpRequest' };
const project = {
	id: 'Opnel5aKBz',
	user_id: 'VolejRejNm',
	assigned_user_id: '',
	client_id: 'D2J234DFA',
	name: 'Apollo',
	number: '0001',
	created_at: 1795341600,
	updated_at: 1795341600,
	archived_at: 0,
	is_deleted: false,
	task_rate: 75,
	due_date: '2026-12-24',
	public_notes: 'To the Moon',
	private_notes: '',
	budgeted_hours: 120.5,
	color: '#ff5733',
};
const list = (projects: unknown[]) => ({ data: projects, meta: { pagination: { total: projects.length, per_page: 100 } } }) as never;

export const invoiceNinja: ServiceCase = {
	service: 'invoiceNinja',
	credential: { siteUrl: 'https://invoicing.co', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				client: 'D2J234DFA',
				key: '0001',
				description: 'To the Moon',
				privateNotes: 'Secret',
				dueDate: '2026-12-24',
				budget: 120.5,
				hourlyRate: 75,
				owner: 'VolejRejNm',
				color: '#FF5733',
				custom1: 'a',
				custom2: 'b',
				custom3: 'c',
				custom4: 'd',
			},
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						client_id: 'D2J234DFA',
						number: '0001',
						public_notes: 'To the Moon',
						private_notes: 'Secret',
						due_date: '2026-12-24',
						budgeted_hours: 120.5,
						task_rate: 75,
						assigned_user_id: 'VolejRejNm',
						color: '#ff5733',
						custom_value1: 'a',
						custom_value2: 'b',
						custom_value3: 'c',
						custom_value4: 'd',
					},
				},
			],
			replies: [{ status: 200, body: { data: project } }],
			project: { id: 'Opnel5aKBz', key: '0001', name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'taken number',
			reply: {
				status: 422,
				body: { message: 'The number has already been taken.', errors: { number: ['The number has already been taken.'] } },
			},
			kind: 'duplicate',
			says: 'already been taken',
		},
		{
			title: 'no such client',
			reply: {
				status: 422,
				body: { message: 'The selected client id is invalid.', errors: { client_id: ['The selected client id is invalid.'] } },
			},
			kind: 'invalid',
			says: 'client id is invalid',
		},
		{ title: 'bad token', reply: { status: 403, body: { message: 'Invalid token' } }, kind: 'forbidden', says: 'Invalid token' },
		{ title: 'too many requests', reply: { status: 429, body: { message: 'Too Many Attempts.' } }, kind: 'limit', says: 'Too Many' },
	],
	lookups: [
		{
			title: 'exact name among those of the client; a deleted one is none',
			by: 'name',
			value: 'Apollo',
			fields: { client: 'D2J234DFA' },
			expect: [{ method: 'GET', url: `${base}?client_id=D2J234DFA&page=1&per_page=100`, headers }],
			replies: [
				{
					status: 200,
					body: list([{ ...project, id: 'deleted', is_deleted: true }, { ...project, id: 'other', name: 'Apollo 2' }, project]),
				},
			],
			finds: ['Opnel5aKBz'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { client: 'D2J234DFA' },
			expect: [{ method: 'GET', url: `${base}?client_id=D2J234DFA&page=1&per_page=100` }],
			replies: [{ status: 200, body: list([]) }],
			finds: [],
		},
		{
			title: 'by its number',
			by: 'key',
			value: '0001',
			fields: { client: 'D2J234DFA' },
			expect: [{ method: 'GET', url: `${base}?number=0001&page=1&per_page=100` }],
			replies: [{ status: 200, body: list([project]) }],
			finds: ['Opnel5aKBz'],
		},
	],
	rejects: [{ fields: {}, says: 'Client' }],
};
