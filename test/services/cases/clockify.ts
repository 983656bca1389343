import type { ServiceCase } from '../case';

const base = 'https://api.clockify.me/api/v1/workspaces/64a687e29ae1f428e7ebe303/projects';
const headers = { 'x-api-key': 'sample-secret' };
const project = {
	id: '5b641568b07987035750505e',
	name: 'Apollo',
	hourlyRate: { amount: 10000, currency: 'EUR' },
	costRate: null,
	clientId: '9t641568b07987035750704',
	clientName: 'NASA',
	workspaceId: '64a687e29ae1f428e7ebe303',
	billable: true,
	memberships: [],
	color: '#03a9f4',
	estimate: { estimate: 'PT8H', type: 'MANUAL' },
	archived: false,
	duration: 'PT0S',
	note: 'To the Moon',
	public: true,
	template: false,
	budgetEstimate: null,
	timeEstimate: null,
	estimateReset: null,
};

export const clockify: ServiceCase = {
	service: 'clockify',
	credential: { siteUrl: 'https://api.clockify.me/api', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				workspace: '64a687e29ae1f428e7ebe303',
				client: '9t641568b07987035750704',
				description: 'To the Moon',
				color: '#03a9f4',
				visibility: 'public',
				billable: true,
				hourlyRate: '100',
				timeEstimate: 'PT8H',
				members: ['5a0ab5acb07987125438b60f'],
				tasks: 'Design, Build',
			},
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						clientId: '9t641568b07987035750704',
						note: 'To the Moon',
						color: '#03a9f4',
						isPublic: true,
						billable: true,
						hourlyRate: { amount: 10000 },
						estimate: { estimate: 'PT8H', type: 'MANUAL' },
						memberships: [{ userId: '5a0ab5acb07987125438b60f', membershipType: 'PROJECT', membershipStatus: 'ACTIVE' }],
						tasks: [{ name: 'Design' }, { name: 'Build' }],
					},
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: '5b641568b07987035750505e', name: 'Apollo', url: 'https://app.clockify.me/projects/5b641568b07987035750505e/edit' },
		},
		{
			title: 'from a template, which brings the rest with it',
			name: 'Apollo',
			fields: {
				workspace: '64a687e29ae1f428e7ebe303',
				client: '9t641568b07987035750704',
				template: '6b641568b07987035750505e',
				color: '#03a9f4',
				visibility: 'private',
			},
			expect: [
				{
					method: 'POST',
					url: `${base}/from-template`,
					body: {
						name: 'Apollo',
						clientId: '9t641568b07987035750704',
						templateProjectId: '6b641568b07987035750505e',
						color: '#03a9f4',
						isPublic: false,
					},
				},
			],
			replies: [{ status: 200, body: project }],
			project: { id: '5b641568b07987035750505e', name: 'Apollo', url: 'https://app.clockify.me/projects/5b641568b07987035750505e/edit' },
		},
	],
	updates: [
		{
			title: 'with money in hundredths, and what is archived left as it is',
			name: 'Apollo',
			fields: { workspace: '64a687e29ae1f428e7ebe303', client: '9t641568b07987035750704', description: 'To Mars', costRate: 19.99 },
			expect: [
				{ method: 'GET', url: `${base}?name=Apollo&strict-name-search=true&clients=9t641568b07987035750704&page=1&page-size=50` },
				{
					method: 'PUT',
					url: `${base}/5b641568b07987035750505e`,
					body: { name: 'Apollo', clientId: '9t641568b07987035750704', note: 'To Mars', costRate: { amount: 1999 } },
				},
			],
			replies: [
				{ status: 200, body: [project] },
				{ status: 200, body: { ...project, note: 'To Mars', costRate: { amount: 1999 } } },
			],
			id: '5b641568b07987035750505e',
		},
	],
	refusals: [
		{
			title: 'name taken',
			reply: { status: 400, body: { message: 'Project with this name already exists', code: 501 } },
			kind: 'duplicate',
			says: 'already exists',
		},
		{
			title: 'invalid',
			reply: { status: 400, body: { message: 'Color is not valid', code: 501 } },
			kind: 'invalid',
			says: 'Color is not valid',
		},
		{
			title: 'too many requests',
			reply: { status: 429, body: { message: 'Too many requests' } },
			kind: 'limit',
			says: 'Too many requests',
		},
	],
	lookups: [
		{
			title: 'strict search',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: '64a687e29ae1f428e7ebe303', client: '9t641568b07987035750704' },
			expect: [
				{ method: 'GET', url: `${base}?name=Apollo&strict-name-search=true&clients=9t641568b07987035750704&page=1&page-size=50`, headers },
			],
			replies: [{ status: 200, body: [{ ...project, id: '5b641568b07987035750505f', name: 'Apollo 2' }, project] }],
			finds: ['5b641568b07987035750505e'],
		},
		{
			title: 'no project of that name',
			by: 'name',
			value: 'Apollo',
			fields: { workspace: '64a687e29ae1f428e7ebe303', client: '9t641568b07987035750704' },
			expect: [{ method: 'GET', url: `${base}?name=Apollo&strict-name-search=true&clients=9t641568b07987035750704&page=1&page-size=50` }],
			replies: [{ status: 200, body: [] }],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: 'Workspace' },
		{ name: 'A', fields: { workspace: '64a687e29ae1f428e7ebe303' }, says: '2 to 250 characters' },
		{ fields: { workspace: '64a687e29ae1f428e7ebe303', timeEstimate: '8h' }, says: 'ISO 8601 duration' },
	],
	lists: [
		{
			field: 'template',
			given: { workspace: '64a687e29ae1f428e7ebe303' },
			expect: [{ method: 'GET', url: `${base}?is-template=true&page=1&page-size=50` }],
			replies: [{ status: 200, body: [{ ...project, id: '6b641568b07987035750505e', name: 'Launch', template: true }] }],
			choices: [['Launch', '6b641568b07987035750505e']],
		},
	],
};
