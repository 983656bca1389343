import type { ServiceCase } from '../case';

const organization = 'e6cab3ab-d6cf-4b8b-bd43-b6b5e2d1a8ac';
const base = `https://app.solidtime.io/api/v1/organizations/${organization}/projects`;
const headers = { authorization: 'Bearer sample-secret', accept: 'application/json' };
const client = '0b3c1d5e-7f5b-4b53-a4a5-6f6b55a7c111';
const project = {
	id: '7e0b45cd-4f3e-4b0c-bd39-a11d6b0e7e0a',
	name: 'Apollo',
	color: '#ef5350',
	client_id: null as string | null,
	is_archived: false,
	billable_rate: null,
	is_billable: false,
	estimated_time: null,
	spent_time: 0,
	is_public: false,
};
const page = (projects: unknown[], next: string | null = null) =>
	({ data: projects, links: { next }, meta: { current_page: 1, per_page: 500 } }) as never;

export const solidtime: ServiceCase = {
	service: 'solidtime',
	credential: { siteUrl: 'https://app.solidtime.io', organization, token: 'sample-secret' },
	creates: [
		{
			title: 'for a client, with fields',
			name: 'Apollo',
			fields: { client, color: '#4CAF50', billable: true, hourlyRate: 99.5, estimatedTime: 3600, visibility: 'internal' },
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						client_id: client,
						color: '#4caf50',
						is_billable: true,
						billable_rate: 9950,
						estimated_time: 3600,
						is_public: true,
					},
				},
			],
			replies: [{ status: 201, body: { data: { ...project, client_id: client } } }],
			project: { id: project.id, name: 'Apollo' },
		},
		{
			title: 'with what must be there, on a server of its own',
			credential: { siteUrl: 'https://time.example.com', organization, token: 'sample-secret' },
			name: 'Apollo',
			expect: [
				{
					method: 'POST',
					url: `https://time.example.com/api/v1/organizations/${organization}/projects`,
					body: { client_id: null, name: 'Apollo', color: '#ef5350', is_billable: false },
				},
			],
			replies: [{ status: 201, body: { data: project } }],
			project: { id: project.id, name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'taken name',
			reply: {
				status: 422,
				body: {
					message: 'A project with the same name already exists in the organization.',
					errors: { name: ['A project with the same name already exists in the organization.'] },
				},
			},
			kind: 'duplicate',
			says: 'already exists',
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
		{ title: 'bad token', reply: { status: 401, body: { message: 'Unauthenticated.' } }, kind: 'unauthorized', says: 'Unauthenticated' },
		{
			title: 'no right',
			reply: { status: 403, body: { message: 'This action is unauthorized.' } },
			kind: 'forbidden',
			says: 'unauthorized',
		},
	],
	lookups: [
		{
			title: 'exact name of a client, on two pages',
			by: 'name',
			value: 'Apollo',
			fields: { client },
			expect: [
				{ method: 'GET', url: `${base}?archived=all&page=1`, headers },
				{ method: 'GET', url: `${base}?archived=all&page=2` },
			],
			replies: [
				{ status: 200, body: page([project], `${base}?page=2`) },
				{ status: 200, body: page([{ ...project, id: 'p-2', client_id: client }]) },
			],
			finds: ['p-2'],
		},
		{
			title: 'without a client',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?archived=all&page=1` }],
			replies: [{ status: 200, body: page([{ ...project, id: 'p-2', client_id: client }, project]) }],
			finds: [project.id],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?archived=all&page=1` }],
			replies: [{ status: 200, body: page([]) }],
			finds: [],
		},
	],
	rejects: [{ name: 'A'.repeat(256), fields: {}, says: '255' }],
};
