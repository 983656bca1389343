import type { ServiceCase } from '../case';

const project = { key: 'acme:apollo', name: 'Apollo', qualifier: 'TRK', visibility: 'private' };
const search = 'https://sonar.example.com/sonarqube/api/components/search?qualifiers=TRK&q=Apollo&p=1&ps=500';

export const sonarQube: ServiceCase = {
	service: 'sonarqube',
	credential: { siteUrl: 'https://sonar.example.com/sonarqube', token: 'sample-secret' },
	creates: [
		{
			title: 'as a form, under a sub-path',
			name: 'Apollo Program',
			fields: {
				key: 'acme:apollo',
				visibility: 'private',
				mainBranch: 'main',
				newCodeDefinitionType: 'NUMBER_OF_DAYS',
				newCodeDefinitionValue: '30',
			},
			expect: [
				{
					method: 'POST',
					url: 'https://sonar.example.com/sonarqube/api/projects/create',
					headers: { authorization: 'Bearer sample-secret', 'content-type': 'application/x-www-form-urlencoded' },
					body:
						'name=Apollo+Program&project=acme%3Aapollo&visibility=private&mainBranch=main&' +
						'newCodeDefinitionType=NUMBER_OF_DAYS&newCodeDefinitionValue=30',
				},
			],
			replies: [{ status: 200, body: { project: { ...project, name: 'Apollo Program' } } }],
			project: {
				id: 'acme:apollo',
				key: 'acme:apollo',
				name: 'Apollo Program',
				url: 'https://sonar.example.com/sonarqube/dashboard?id=acme%3Aapollo',
			},
		},
		{
			title: 'in a cloud organization, token as login',
			auth: 'User Token as Login',
			credential: { siteUrl: 'https://sonarcloud.io', organization: 'acme', token: 'sample-secret' },
			name: 'Apollo',
			fields: { key: 'acme:apollo' },
			expect: [
				{
					method: 'POST',
					url: 'https://sonarcloud.io/api/projects/create',
					headers: { authorization: `Basic ${Buffer.from('sample-secret:').toString('base64')}` },
					body: 'organization=acme&name=Apollo&project=acme%3Aapollo&visibility=private',
				},
			],
			replies: [{ status: 200, body: { project } }],
			project: { id: 'acme:apollo', key: 'acme:apollo', name: 'Apollo', url: 'https://sonarcloud.io/dashboard?id=acme%3Aapollo' },
		},
	],
	refusals: [
		{
			title: 'key taken',
			kind: 'duplicate',
			says: 'similar key already exists',
			reply: {
				status: 400,
				body: { errors: [{ msg: 'Could not create Project with key: "acme:apollo". A similar key already exists: "acme:apollo"' }] },
			},
		},
		{
			title: 'invalid',
			reply: {
				status: 400,
				body: {
					errors: [
						{
							msg: "Malformed key for Project: '1'. Allowed characters are alphanumeric, '-', '_', '.' and ':', with at least one non-digit.",
						},
					],
				},
			},
			kind: 'invalid',
			says: 'Malformed key',
		},
		{
			title: 'no right',
			reply: { status: 403, body: { errors: [{ msg: 'Insufficient privileges' }] } },
			kind: 'forbidden',
			says: 'Insufficient privileges',
		},
		{ title: 'not signed in, empty body', reply: { status: 401 }, kind: 'unauthorized' },
	],
	lookups: [
		{
			title: 'exact name among those that contain it',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: search }],
			replies: [
				{
					status: 200,
					body: {
						paging: { pageIndex: 1, pageSize: 500, total: 2 },
						components: [
							{ key: 'acme:apollo-2', name: 'Apollo 2', qualifier: 'TRK', project: 'acme:apollo-2' },
							{ key: 'acme:apollo', name: 'Apollo', qualifier: 'TRK', project: 'acme:apollo' },
						],
					},
				},
			],
			finds: ['acme:apollo'],
		},
		{
			title: 'by name, absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: search }],
			replies: [{ status: 200, body: { paging: { pageIndex: 1, pageSize: 500, total: 0 }, components: [] } }],
			finds: [],
		},
		{
			title: 'by key',
			by: 'key',
			value: 'acme:apollo',
			expect: [{ method: 'GET', url: 'https://sonar.example.com/sonarqube/api/components/show?component=acme%3Aapollo' }],
			replies: [
				{
					status: 200,
					body: { component: { key: 'acme:apollo', name: 'Apollo', qualifier: 'TRK', visibility: 'private' }, ancestors: [] },
				},
			],
			finds: ['acme:apollo'],
		},
		{
			title: 'by key, absent',
			by: 'key',
			value: 'acme:apollo',
			expect: [{ method: 'GET', url: 'https://sonar.example.com/sonarqube/api/components/show?component=acme%3Aapollo' }],
			replies: [{ status: 404, body: { errors: [{ msg: "Component key 'acme:apollo' not found" }] } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { key: '123' }, says: 'non-digit' },
		{ fields: { key: 'apollo', visibility: 'secret' }, says: 'public' },
	],
};
