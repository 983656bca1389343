import type { ServiceCase } from '../case';

const base = 'https://graph.microsoft.com/v1.0';
const group = 'ebf3b108-5234-4e22-b93d-656d7dae5874';
const plan = {
	'@odata.context': `${base}/$metadata#planner/plans/$entity`,
	'@odata.etag': 'W/"JzEtUGxhbiAgQEBAQEBAQEBAQEBAQEBARCc="',
	createdDateTime: '2026-11-22T10:00:00.2407981Z',
	owner: group,
	title: 'Apollo',
	id: 'xqQg5FS2LkCp935s-FIFm2QAFkHM',
	container: { containerId: group, type: 'group', url: `${base}/groups/${group}` },
};

export const microsoftPlanner: ServiceCase = {
	service: 'microsoftPlanner',
	auth: 'OAuth2',
	credential: {},
	creates: [
		{
			title: 'in a group',
			name: 'Apollo',
			fields: { workspace: group },
			expect: [
				{
					method: 'POST',
					url: `${base}/planner/plans`,
					headers: { 'content-type': 'application/json' },
					body: { title: 'Apollo', container: { url: `${base}/groups/${group}` } },
				},
			],
			replies: [{ status: 201, body: plan }],
			project: { id: 'xqQg5FS2LkCp935s-FIFm2QAFkHM', name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'no member of the group',
			reply: {
				status: 403,
				body: { error: { code: '', message: 'You do not have the required permissions to access this item.', innerError: {} } },
			},
			kind: 'forbidden',
			says: 'required permissions',
		},
		{
			title: 'an expired token',
			reply: { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed.' } } },
			kind: 'unauthorized',
			says: 'Lifetime',
		},
		{
			title: 'too many requests',
			reply: { status: 429, headers: { 'retry-after': '10' }, body: { error: { code: 'TooManyRequests', message: 'Too many requests.' } } },
			kind: 'limit',
			says: 'Too many',
		},
	],
	lookups: [
		{
			title: 'exact title in the group, on two pages; an older answer names the group as owner',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: group },
			expect: [
				{ method: 'GET', url: `${base}/groups/${group}/planner/plans` },
				{ method: 'GET', url: `${base}/groups/${group}/planner/plans?$skiptoken=x` },
			],
			replies: [
				{
					status: 200,
					body: {
						value: [{ ...plan, id: 'other', title: 'Apollo 2' }],
						'@odata.nextLink': `${base}/groups/${group}/planner/plans?$skiptoken=x`,
					},
				},
				{ status: 200, body: { value: [{ ...plan, container: undefined }] } as never },
			],
			finds: ['xqQg5FS2LkCp935s-FIFm2QAFkHM'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: group },
			expect: [{ method: 'GET', url: `${base}/groups/${group}/planner/plans` }],
			replies: [{ status: 200, body: { value: [] } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: 'Group' },
		{ fields: { workspace: 'Crew' }, says: 'the ID of a Microsoft 365 group' },
	],
};
