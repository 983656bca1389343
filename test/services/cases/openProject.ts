import type { ServiceCase } from '../case';

const search =
	'https://op.example.com/pm/api/v3/projects?' +
	'filters=%5B%7B%22name_and_identifier%22%3A%7B' +
	'%22operator%22%3A%22%7E%22%2C%22values%22%3A%5B%22VALUE%22%5D%7D%7D%5D&offset=1&pageSize=100';
const project = {
	_type: 'Project',
	id: 7,
	identifier: 'apollo',
	name: 'Apollo',
	active: true,
	public: false,
	createdAt: '2026-11-22T10:00:00.000Z',
	updatedAt: '2026-11-22T10:00:00.000Z',
	description: { format: 'markdown', raw: 'To the Moon', html: '<p>To the Moon</p>' },
	_links: {
		self: { href: '/pm/api/v3/projects/7', title: 'Apollo' },
		parent: { href: '/pm/api/v3/projects/3', title: 'NASA' },
		status: { href: '/pm/api/v3/project_statuses/on_track', title: 'On track' },
	},
};
const list = (...elements: Array<typeof project>) => ({
	_type: 'Collection',
	total: elements.length,
	count: elements.length,
	pageSize: 100,
	offset: 1,
	_embedded: { elements },
});

export const openProject: ServiceCase = {
	service: 'openproject',
	credential: { siteUrl: 'https://op.example.com/pm', token: 'sample-secret' },
	creates: [
		{
			title: 'with texts and links',
			name: 'Apollo',
			fields: {
				key: 'apollo',
				description: 'To the Moon',
				visibility: 'private',
				parent: 3,
				status: 'on_track',
				statusExplanation: 'Everything **fine**',
				active: true,
			},
			expect: [
				{
					method: 'POST',
					url: 'https://op.example.com/pm/api/v3/projects',
					headers: { authorization: 'Bearer sample-secret', 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						identifier: 'apollo',
						description: { raw: 'To the Moon' },
						public: false,
						statusExplanation: { raw: 'Everything **fine**' },
						active: true,
						_links: { parent: { href: '/api/v3/projects/3' }, status: { href: '/api/v3/project_statuses/on_track' } },
					},
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: '7', key: 'apollo', name: 'Apollo', url: 'https://op.example.com/pm/projects/apollo' },
		},
		{
			title: 'with the token as Basic password',
			auth: 'API Token as Basic Auth',
			name: 'Apollo',
			expect: [
				{
					method: 'POST',
					url: 'https://op.example.com/pm/api/v3/projects',
					headers: { authorization: 'Basic YXBpa2V5OnNhbXBsZS1zZWNyZXQ=' },
					body: { name: 'Apollo', public: false },
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: '7', key: 'apollo', name: 'Apollo', url: 'https://op.example.com/pm/projects/apollo' },
		},
	],
	refusals: [
		{
			title: 'identifier taken',
			reply: {
				status: 422,
				body: {
					_type: 'Error',
					errorIdentifier: 'urn:openproject-org:api:v3:errors:PropertyConstraintViolation',
					message: 'Identifier has already been taken.',
					_embedded: { details: { attribute: 'identifier' } },
				},
			},
			kind: 'duplicate',
			says: 'already been taken',
		},
		{
			title: 'several faults',
			reply: {
				status: 422,
				body: {
					_type: 'Error',
					errorIdentifier: 'urn:openproject-org:api:v3:errors:MultipleErrors',
					message: 'Multiple field constraints have been violated.',
					_embedded: {
						errors: [
							{ _type: 'Error', message: "Name can't be blank." },
							{ _type: 'Error', message: 'Parent does not exist.' },
						],
					},
				},
			},
			kind: 'invalid',
			says: 'Parent does not exist.',
		},
		{
			title: 'no right',
			reply: {
				status: 403,
				body: {
					_type: 'Error',
					errorIdentifier: 'urn:openproject-org:api:v3:errors:MissingPermission',
					message: 'You are not authorized to access this resource.',
				},
			},
			kind: 'forbidden',
			says: 'not authorized',
		},
	],
	lookups: [
		{
			title: 'exact name among those the filter returns',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 3 },
			expect: [{ method: 'GET', url: search.replace('VALUE', 'Apollo') }],
			replies: [{ status: 200, body: list({ ...project, id: 8, identifier: 'apollo-2', name: 'Apollo 2' }, project) }],
			finds: ['7'],
		},
		{
			title: 'by identifier',
			by: 'key',
			value: 'apollo',
			fields: { parent: 3 },
			expect: [{ method: 'GET', url: search.replace('VALUE', 'apollo') }],
			replies: [{ status: 200, body: list({ ...project, id: 8, identifier: 'apollo-2', name: 'apollo' }, project) }],
			finds: ['7'],
		},
		{
			title: 'a program of that name is no project',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 3 },
			expect: [{ method: 'GET', url: search.replace('VALUE', 'Apollo') }],
			replies: [{ status: 200, body: list({ ...project, _type: 'Program', id: 9 }) }],
			finds: [],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 3 },
			expect: [{ method: 'GET', url: search.replace('VALUE', 'Apollo') }],
			replies: [{ status: 200, body: list() }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { status: 'late' }, says: 'at_risk' },
		{ fields: { key: 'a'.repeat(101) }, says: 'at most 100' },
	],
};
