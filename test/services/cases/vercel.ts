import type { ServiceCase } from '../case';

const project = {
	id: 'prj_sample1',
	name: 'apollo',
	accountId: 'team_sample1',
	framework: 'nextjs',
	createdAt: 1795341600000,
	updatedAt: 1795341600000,
	directoryListing: false,
	nodeVersion: '24.x',
	env: [{ id: 'e1', key: 'STAGE', value: 'moon', type: 'plain', target: ['production'] }],
	live: false,
};

export const vercel: ServiceCase = {
	service: 'vercel',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'in a team, with a repository and settings',
			name: 'apollo',
			fields: {
				team: 'acme',
				framework: 'nextjs',
				repository: 'acme/apollo',
				gitProvider: 'github',
				rootDirectory: 'web',
				buildCommand: 'npm run build',
				region: 'fra1',
				deploymentProtection: 'preview',
				environmentVariables: [{ key: 'STAGE', value: 'moon', type: 'plain', target: ['production'] }],
			},
			expect: [
				{
					method: 'POST',
					url: 'https://api.vercel.com/v11/projects?slug=acme',
					headers: { authorization: 'Bearer sample-secret', 'content-type': 'application/json' },
					body: {
						name: 'apollo',
						framework: 'nextjs',
						gitRepository: { repo: 'acme/apollo', type: 'github' },
						rootDirectory: 'web',
						buildCommand: 'npm run build',
						serverlessFunctionRegion: 'fra1',
						ssoProtection: { deploymentType: 'preview' },
						environmentVariables: [{ key: 'STAGE', value: 'moon', type: 'plain', target: ['production'] }],
					},
				},
			],
			replies: [{ status: 200, body: project }],
			project: { id: 'prj_sample1', name: 'apollo', url: 'https://vercel.com/acme/apollo' },
		},
		{
			title: 'in the personal account: no team, no page address',
			name: 'apollo',
			expect: [{ method: 'POST', url: 'https://api.vercel.com/v11/projects', body: { name: 'apollo' } }],
			replies: [{ status: 200, body: project }],
			project: { id: 'prj_sample1', name: 'apollo' },
		},
	],
	refusals: [
		{
			title: 'name taken',
			reply: { status: 409, body: { error: { code: 'conflict', message: 'Project "apollo" already exists.' } } },
			kind: 'duplicate',
			says: 'already exists',
		},
		{
			title: 'invalid',
			reply: {
				status: 400,
				body: { error: { code: 'bad_request', message: 'Invalid request: `framework` should be equal to one of the allowed values.' } },
			},
			kind: 'invalid',
			says: 'framework',
		},
		{
			title: 'no right',
			reply: { status: 403, body: { error: { code: 'forbidden', message: 'Not authorized' } } },
			kind: 'forbidden',
			says: 'Not authorized',
		},
		{
			title: 'too many requests',
			reply: {
				status: 429,
				headers: { 'x-ratelimit-reset': '1795345200' },
				body: {
					error: {
						code: 'rate_limited',
						message: 'The rate limit of 6 exceeded.',
						limit: { remaining: 0, reset: 1795345200, resetMs: 1795345200000, total: 6 },
					},
				},
			},
			kind: 'limit',
			says: 'rate limit',
		},
	],
	lookups: [
		{
			title: 'by name in a team',
			by: 'name',
			value: 'apollo',
			fields: { team: 'acme' },
			expect: [{ method: 'GET', url: 'https://api.vercel.com/v9/projects/apollo?slug=acme' }],
			replies: [{ status: 200, body: project }],
			finds: ['prj_sample1'],
		},
		{
			title: 'what an ID finds under another name is no match',
			by: 'name',
			value: 'prj_sample2',
			expect: [{ method: 'GET', url: 'https://api.vercel.com/v9/projects/prj_sample2' }],
			replies: [{ status: 200, body: { ...project, id: 'prj_sample2', name: 'apollo-2' } }],
			finds: [],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'apollo',
			expect: [{ method: 'GET', url: 'https://api.vercel.com/v9/projects/apollo' }],
			replies: [{ status: 404, body: { error: { code: 'not_found', message: 'Project not found.' } } }],
			finds: [],
		},
	],
	rejects: [
		{ name: 'Apollo', fields: {}, says: 'lower-case letters' },
		{ name: 'apollo---two', fields: {}, says: 'three hyphens' },
		{ name: 'apollo', fields: { gitProvider: 'svn' }, says: 'github' },
	],
};
