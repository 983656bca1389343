import type { ServiceCase } from '../case';

const base = 'https://api.xero.com/projects.xro/2.0/Projects';
const tenant = { 'xero-tenant-id': '45e4708e-d862-4111-ab3a-dd8cd03913e1' };
const client = '01234567-89ab-cdef-0123-456789abcdef';
const project = {
	projectId: '254553fa-2be8-4991-bd5e-70a97ea12ef8',
	contactId: client,
	name: 'Apollo',
	currencyCode: 'AUD',
	minutesLogged: 0,
	deadlineUtc: '2026-12-24T00:00:00Z',
	estimate: { currency: 'AUD', value: 99.99 },
	status: 'INPROGRESS',
};
const page = (items: unknown[]) => ({ pagination: { page: 1, pageSize: 500, pageCount: 1, itemCount: items.length }, items });

export const xero: ServiceCase = {
	service: 'xero',
	auth: 'OAuth2',
	credential: { organization: '45e4708e-d862-4111-ab3a-dd8cd03913e1' },
	creates: [
		{
			title: 'for a contact',
			name: 'Apollo',
			fields: { client, dueDate: '2026-12-24T00:00:00Z', budget: 99.99 },
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...tenant, 'content-type': 'application/json' },
					body: { name: 'Apollo', contactId: client, deadlineUtc: '2026-12-24T00:00:00.000Z', estimateAmount: 99.99 },
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: '254553fa-2be8-4991-bd5e-70a97ea12ef8', name: 'Apollo' },
		},
	],
	updates: [
		{
			title: 'which is answered with nothing',
			name: 'Apollo',
			fields: { client, budget: 120 },
			expect: [
				{ method: 'GET', url: `${base}?contactID=${client}&page=1&pageSize=500` },
				{ method: 'PUT', url: `${base}/${project.projectId}`, headers: tenant, body: { name: 'Apollo', estimateAmount: 120 } },
				{ method: 'GET', url: `${base}/${project.projectId}` },
			],
			replies: [
				{ status: 200, body: page([project]) as never },
				{ status: 204 },
				{ status: 200, body: { ...project, estimate: { currency: 'AUD', value: 120 } } },
			],
			id: '254553fa-2be8-4991-bd5e-70a97ea12ef8',
		},
	],
	refusals: [
		{
			title: 'no such contact',
			reply: { status: 400, body: { message: 'The request is invalid.', modelState: { contactId: ['The contact does not exist.'] } } },
			kind: 'invalid',
			says: 'contact does not exist',
		},
		{
			title: 'an expired token',
			reply: { status: 401, body: { Title: 'Unauthorized', Status: 401, Detail: 'TokenExpired: token expired at 11/22/2026 10:00:00' } },
			kind: 'unauthorized',
			says: 'TokenExpired',
		},
		{
			title: 'another organization',
			reply: { status: 403, body: { Title: 'Forbidden', Status: 403, Detail: 'AuthenticationUnsuccessful' } },
			kind: 'forbidden',
			says: 'AuthenticationUnsuccessful',
		},
		{
			title: 'too many requests in a minute',
			reply: { status: 429, headers: { 'retry-after': '20', 'x-rate-limit-problem': 'minute' } },
			kind: 'limit',
		},
	],
	lookups: [
		{
			title: 'exact name among those of the contact',
			by: 'name',
			value: 'Apollo',
			fields: { client },
			expect: [{ method: 'GET', url: `${base}?contactID=${client}&page=1&pageSize=500`, headers: tenant }],
			replies: [{ status: 200, body: page([{ ...project, projectId: 'other', name: 'Apollo 2' }, project]) as never }],
			finds: ['254553fa-2be8-4991-bd5e-70a97ea12ef8'],
		},
		{
			title: 'without a contact: one of a contact is another',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?page=1&pageSize=500` }],
			replies: [{ status: 200, body: page([project]) as never }],
			finds: [],
		},
	],
};
