'use strict';
const { startAzureDevOps, startGitLab, startJira, startKanboard, startLinear } = require('./vendors');

const ask = async (url, headers, body) => {
	const reply = await fetch(url, {
		method: body === undefined ? 'GET' : 'POST',
		headers: { 'Content-Type': 'application/json', ...headers },
		body: body && JSON.stringify(body),
		redirect: 'manual',
	});
	const text = await reply.text();
	return { status: reply.status, body: text.startsWith('{') ? JSON.parse(text) : text };
};
const basic = (pair) => ({ Authorization: `Basic ${Buffer.from(pair).toString('base64')}` });

it('Azure DevOps queues a project and fails the operation for a taken name', async () => {
	const api = await startAzureDevOps();
	const at = (path) => `${api.siteUrl}/_apis/${path}?api-version=7.1`;
	const project = {
		name: 'Apollo',
		capabilities: { versioncontrol: { sourceControlType: 'Git' }, processTemplate: { templateTypeId: api.processes[0].id } },
	};
	const states = async ({ body: { id } }) => {
		const seen = [];
		for (let poll = 0; poll < 3; poll++) seen.push((await ask(at(`operations/${id}`), basic(':pat'))).body);
		return seen;
	};
	expect((await ask(at('projects'), basic(':wrong'), project)).status).toBe(203);
	const first = await ask(at('projects'), basic(':pat'), project);
	expect(first.status).toBe(202);
	expect((await states(first)).map(({ status }) => status)).toEqual(['queued', 'inProgress', 'succeeded']);
	const second = await states(await ask(at('projects'), basic(':pat'), { ...project, name: 'apollo' }));
	expect(second[2]).toMatchObject({ status: 'failed', resultMessage: expect.stringContaining('TF200019') });
	expect((await ask(at('projects/APOLLO'), basic(':pat'))).body.name).toBe('Apollo');
	await api.close();
});

it('Linear puts errors into 200, limits into 400, and knows a UUID again', async () => {
	const api = await startLinear({ rateLimit: { requests: 3, perMs: 60_000 } });
	const run = (authorization, input) =>
		ask(
			api.endpoint,
			{ Authorization: authorization },
			{
				query: 'mutation ($input: ProjectCreateInput!) { projectCreate(input: $input) { success project { id name } } }',
				variables: { input },
			},
		);
	const input = { id: '6f1b1f0e-1111-4222-8333-444455556666', name: 'Apollo', teamIds: [api.teams[0].id] };
	expect((await run('wrong', input)).status).toBe(401);
	expect((await run('lin_api_test', input)).body.data.projectCreate).toEqual({ success: true, project: { id: input.id, name: 'Apollo' } });
	const again = await run('Bearer oauth-token', input);
	expect([again.status, again.body.errors.length]).toEqual([200, 1]);
	expect((await run('lin_api_test', { ...input, id: undefined, teamIds: [] })).body.errors[0].extensions.code).toBe('INVALID_INPUT');
	const limited = await run('lin_api_test', input);
	expect([limited.status, limited.body.errors[0].extensions.code]).toEqual([400, 'RATELIMITED']);
	await api.close();
});

it('Kanboard answers with a bare id, and with false for a taken identifier', async () => {
	const api = await startKanboard();
	const call = (method, params, headers = basic('jsonrpc:kanboard-token')) =>
		ask(api.endpoint, headers, { jsonrpc: '2.0', id: 1, method, params });
	expect((await call('getVersion', {}, {})).status).toBe(401);
	expect((await call('createProject', { name: 'Apollo', identifier: 'apollo' })).body.result).toBe(1);
	expect((await call('createProject', { name: 'Other', identifier: 'APOLLO' })).body.result).toBe(false);
	expect((await call('getProjectByIdentifier', { identifier: 'APOLLO' })).body.result).toMatchObject({ id: '1', name: 'Apollo' });
	expect((await call('getProjectByName', { name: 'Other' })).body.result).toBe(false);
	await api.close();
});

it('does the work and loses the reply when told to', async () => {
	const api = await startKanboard();
	api.failNext('createProject', 'droppedSocket');
	await expect(
		ask(api.endpoint, basic('jsonrpc:kanboard-token'), { jsonrpc: '2.0', id: 1, method: 'createProject', params: { name: 'Apollo' } }),
	).rejects.toThrow();
	expect(api.projects).toHaveLength(1);
	await api.close();
});

it('GitLab refuses a path that is taken, and a stranger', async () => {
	const api = await startGitLab();
	const headers = { 'PRIVATE-TOKEN': api.token };
	expect((await ask(`${api.url}/api/v4/projects`, { 'PRIVATE-TOKEN': 'wrong' }, { name: 'Apollo' })).status).toBe(401);
	expect(await ask(`${api.url}/api/v4/projects`, headers, { name: 'Apollo', namespace_id: 7 })).toMatchObject({
		status: 201,
		body: { path: 'apollo', web_url: `${api.url}/acme/web/apollo` },
	});
	expect((await ask(`${api.url}/api/v4/projects`, headers, { name: 'Apollo', namespace_id: 7 })).status).toBe(400);
	expect((await ask(`${api.url}/api/v4/projects`, headers, { name: 'Apollo' })).status).toBe(201);
	await api.close();
});

it('Jira wants a key, a lead and a type, and each key once', async () => {
	const api = await startJira();
	const project = { name: 'Apollo', key: 'APO', leadAccountId: api.users[1].accountId, projectTypeKey: 'software' };
	const create = (body) => ask(`${api.url}/rest/api/3/project`, basic(`${api.email}:${api.token}`), body);
	expect((await create({ name: 'Apollo' })).body.errors).toEqual({
		projectKey: expect.any(String),
		projectLead: expect.any(String),
		projectType: expect.any(String),
	});
	expect(await create(project)).toMatchObject({ status: 201, body: { key: 'APO' } });
	expect((await create(project)).body.errors.projectKey).toContain('uses this project key');
	await api.close();
});
