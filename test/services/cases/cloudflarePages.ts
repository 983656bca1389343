import type { ServiceCase } from '../case';

const account = '023e105f4ecef8ad9ca31a8372d0c353';
const base = `https://api.cloudflare.com/client/v4/accounts/${account}/pages/projects`;
const headers = { authorization: 'Bearer sample-secret' };
const project = {
	id: '7b162ea7-7367-4d67-bcde-1160995d5',
	name: 'apollo',
	subdomain: 'apollo-4xz.pages.dev',
	domains: ['apollo-4xz.pages.dev'],
	production_branch: 'main',
	created_on: '2026-11-22T10:00:00.000000Z',
	build_config: { build_command: 'npm run build', destination_dir: 'dist', root_dir: '' },
};
const answer = (result: unknown) => ({ success: true, errors: [], messages: [], result }) as never;
const refusal = (code: number, message: string) => ({ success: false, errors: [{ code, message }], messages: [], result: null });

export const cloudflarePages: ServiceCase = {
	service: 'cloudflarePages',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'with a build',
			name: 'apollo',
			fields: { workspace: account, defaultBranch: 'trunk', buildCommand: 'npm run build', outputDirectory: 'dist', rootDirectory: 'site' },
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, 'content-type': 'application/json' },
					body: {
						name: 'apollo',
						production_branch: 'trunk',
						build_config: { build_command: 'npm run build', destination_dir: 'dist', root_dir: 'site' },
					},
				},
			],
			replies: [{ status: 200, body: answer(project) }],
			project: { id: '7b162ea7-7367-4d67-bcde-1160995d5', key: 'apollo', name: 'apollo', url: 'https://apollo-4xz.pages.dev' },
		},
		{
			title: 'by its name',
			name: 'apollo',
			fields: { workspace: account },
			expect: [{ method: 'POST', url: base, body: { name: 'apollo', production_branch: 'main' } }],
			replies: [{ status: 200, body: answer(project) }],
			project: { id: '7b162ea7-7367-4d67-bcde-1160995d5', key: 'apollo', name: 'apollo', url: 'https://apollo-4xz.pages.dev' },
		},
	],
	refusals: [
		{
			title: 'taken name',
			reply: { status: 409, body: refusal(8000002, 'A project with this name already exists. Choose a different project name.') },
			kind: 'duplicate',
			says: 'already exists',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: refusal(10000, 'Authentication error') },
			kind: 'unauthorized',
			says: 'Authentication',
		},
		{ title: 'no right', reply: { status: 403, body: refusal(10000, 'Authentication error') }, kind: 'forbidden', says: 'Authentication' },
		{
			title: 'an error inside a 200',
			reply: { status: 200, body: refusal(8000000, 'An unknown error') },
			kind: 'failed',
			says: 'unknown error',
		},
		{
			title: 'too many requests',
			reply: { status: 429, body: refusal(971, 'Please wait and consider throttling') },
			kind: 'limit',
			says: 'throttling',
		},
	],
	lookups: [
		{
			title: 'by its name in the account',
			by: 'name',
			value: 'apollo',
			fields: { workspace: account },
			expect: [{ method: 'GET', url: `${base}/apollo`, headers }],
			replies: [{ status: 200, body: answer(project) }],
			finds: ['7b162ea7-7367-4d67-bcde-1160995d5'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'apollo',
			fields: { workspace: account },
			expect: [{ method: 'GET', url: `${base}/apollo` }],
			replies: [{ status: 404, body: refusal(8000007, 'Project not found.') }],
			finds: [],
		},
	],
	rejects: [{ fields: {}, says: 'Account' }],
};
