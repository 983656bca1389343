import type { ServiceCase } from '../case';

const base = 'https://projectsapi.zoho.eu/api/v3/portal/20058572595/projects';
const project = {
	id: '4000000000123456789',
	key: 'AP-1',
	name: 'Apollo',
	description: 'To the Moon',
	project_type: 'active',
	start_date: '2026-11-22',
	end_date: '2026-12-24',
	created_time: '2026-11-22T10:00:00.000Z',
	modified_time: '2026-11-22T10:00:00.000Z',
	is_public_project: false,
	is_rollup_project: false,
	percent_complete: 0,
	owner: { zpuid: '4000000000002055', zuid: 10381631, name: 'Ada' },
	status: { id: '4000000000031001', name: 'Active' },
	project_group: { id: '4000000000014001', name: 'Space' },
};

export const zohoProjects: ServiceCase = {
	service: 'zohoProjects',
	auth: 'OAuth2',
	credential: { region: 'zoho.eu', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				workspace: '20058572595',
				description: 'To the Moon',
				startDate: '2026-11-22',
				dueDate: '2026-12-24T00:00:00Z',
				owner: '4000000000002055',
				visibility: 'private',
				template: '4000000000054321',
				category: '4000000000014001',
				status: '4000000000031001',
				layout: '4000000000019001',
				tags: '4000000000077001',
			},
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						description: 'To the Moon',
						start_date: '2026-11-22',
						end_date: '2026-12-24',
						owner: { zpuid: '4000000000002055' },
						is_public_project: false,
						copy_from: '4000000000054321',
						project_group: { id: '4000000000014001' },
						status: { id: '4000000000031001' },
						layout: { id: '4000000000019001' },
						tags: [{ id: '4000000000077001' }],
					},
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: '4000000000123456789', key: 'AP-1', name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'invalid value',
			kind: 'invalid',
			says: 'Input Parameter Missing',
			reply: { status: 400, body: { error: { code: 6831, message: 'Input Parameter Missing' } } },
		},
		{
			title: 'locked out',
			reply: { status: 429, body: { error: { title: 'URL_ROLLING_THROTTLES_LIMIT_EXCEEDED' } } },
			kind: 'limit',
			says: 'LIMIT_EXCEEDED',
		},
	],
	lookups: [
		{
			title: 'exact name in the list',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: '20058572595' },
			expect: [{ method: 'GET', url: `${base}?page=1&per_page=100` }],
			replies: [{ status: 200, body: [{ ...project, id: '4000000000123456790', key: 'AP-2', name: 'Apollo 2' }, project] }],
			finds: ['4000000000123456789'],
		},
		{
			title: 'no project of that name',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: '20058572595' },
			expect: [{ method: 'GET', url: `${base}?page=1&per_page=100` }],
			replies: [{ status: 200, body: [] }],
			finds: [],
		},
	],
	rejects: [{ fields: {}, says: 'Portal ID' }],
};
