import type { ServiceCase } from '../case';

const base = 'https://dev.azure.com/contoso/_apis';
const headers = { authorization: 'Basic OnNhbXBsZS1zZWNyZXQ=', 'x-tfs-fedauthredirect': 'Suppress' };
const operation = {
	id: '066488b8-b14e-43d1-befc-a2e655266e2b',
	status: 'queued',
	url: `${base}/operations/066488b8-b14e-43d1-befc-a2e655266e2b`,
};
const project = {
	id: '98dd5ded-8110-459b-8241-3d12b2eeaf18',
	name: 'Apollo',
	description: 'To the Moon',
	url: `${base}/projects/98dd5ded-8110-459b-8241-3d12b2eeaf18`,
	state: 'wellFormed',
	revision: 11,
	visibility: 'private',
	lastUpdateTime: '2026-11-22T10:00:05.113Z',
	_links: {
		self: { href: `${base}/projects/98dd5ded-8110-459b-8241-3d12b2eeaf18` },
		web: { href: 'https://dev.azure.com/contoso/Apollo' },
	},
	defaultTeam: {
		id: '66df9be7-3586-467b-9c5f-425b29afedfd',
		name: 'Apollo Team',
		url: `${base}/projects/98dd5ded-8110-459b-8241-3d12b2eeaf18/teams/66df9be7-3586-467b-9c5f-425b29afedfd`,
	},
};
const missing = {
	$id: '1',
	message: 'TF200016: The following project does not exist: Apollo.',
	typeKey: 'ProjectDoesNotExistWithNameException',
	errorCode: 0,
};
const taken =
	'TF200019: The following project already exists on the Azure DevOps Server: Apollo. You cannot create a new project with the ' +
	'same name as an existing project.';

export const azureDevOps: ServiceCase = {
	service: 'azureDevOps',
	credential: { siteUrl: 'https://dev.azure.com/contoso', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields: operation, poll, project',
			name: 'Apollo',
			fields: { description: 'To the Moon', template: 'adcc42ab-9882-485e-a3ed-7678f01f66bc', visibility: 'private' },
			expect: [
				{
					method: 'POST',
					url: `${base}/projects?api-version=7.1`,
					headers: { ...headers, 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						description: 'To the Moon',
						visibility: 'private',
						capabilities: {
							versioncontrol: { sourceControlType: 'Git' },
							processTemplate: { templateTypeId: 'adcc42ab-9882-485e-a3ed-7678f01f66bc' },
						},
					},
				},
				{ method: 'GET', url: `${base}/operations/066488b8-b14e-43d1-befc-a2e655266e2b?api-version=7.1`, headers },
				{ method: 'GET', url: `${base}/operations/066488b8-b14e-43d1-befc-a2e655266e2b?api-version=7.1`, headers },
				{ method: 'GET', url: `${base}/projects/Apollo?api-version=7.1`, headers },
			],
			replies: [
				{ status: 202, body: operation },
				{ status: 200, body: { ...operation, status: 'inProgress' } },
				{ status: 200, body: { ...operation, status: 'succeeded' } },
				{ status: 200, body: project },
			],
			project: { id: '98dd5ded-8110-459b-8241-3d12b2eeaf18', name: 'Apollo', url: 'https://dev.azure.com/contoso/Apollo' },
		},
		{
			title: 'a taken name, found out by the operation',
			name: 'Apollo',
			fields: { template: 'adcc42ab-9882-485e-a3ed-7678f01f66bc', versionControl: 'Tfvc' },
			expect: [
				{
					method: 'POST',
					url: `${base}/projects?api-version=7.1`,
					body: {
						name: 'Apollo',
						capabilities: {
							versioncontrol: { sourceControlType: 'Tfvc' },
							processTemplate: { templateTypeId: 'adcc42ab-9882-485e-a3ed-7678f01f66bc' },
						},
					},
				},
				{ method: 'GET', url: `${base}/operations/066488b8-b14e-43d1-befc-a2e655266e2b?api-version=7.1`, headers },
			],
			replies: [
				{ status: 202, body: operation },
				{ status: 200, body: { ...operation, status: 'failed', resultMessage: taken } },
			],
			fails: { reason: 'duplicate', says: 'TF200019' },
		},
	],
	refusals: [
		{
			title: 'name taken',
			reply: { status: 400, body: { $id: '1', message: taken, typeKey: 'ProjectAlreadyExistsException', errorCode: 0 } },
			kind: 'duplicate',
			says: 'TF200019',
		},
		{
			title: 'no right',
			kind: 'forbidden',
			says: 'TF50309',
			reply: {
				status: 403,
				body: {
					$id: '1',
					message: 'TF50309: The following account does not have sufficient permissions to complete the operation.',
					typeKey: 'AccessCheckException',
				},
			},
		},
		{ title: 'wrong token', reply: { status: 401 }, kind: 'unauthorized' },
	],
	lookups: [
		{
			title: 'by name',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}/projects/Apollo?api-version=7.1`, headers }],
			replies: [{ status: 200, body: project }],
			finds: ['98dd5ded-8110-459b-8241-3d12b2eeaf18'],
		},
		{
			title: 'a name that differs in case is the same to Azure',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}/projects/Apollo?api-version=7.1` }],
			replies: [{ status: 200, body: { ...project, name: 'APOLLO' } }],
			finds: ['98dd5ded-8110-459b-8241-3d12b2eeaf18'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo Program',
			expect: [{ method: 'GET', url: `${base}/projects/Apollo%20Program?api-version=7.1` }],
			replies: [{ status: 404, body: missing }],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: 'Process' },
		{ fields: { template: 'adcc42ab-9882-485e-a3ed-7678f01f66bc', visibility: 'secret' }, says: 'Visibility' },
	],
	lists: [
		{
			field: 'template',

			expect: [{ method: 'GET', url: 'https://dev.azure.com/contoso/_apis/process/processes?api-version=7.1' }],
			replies: [{ status: 200, body: { count: 1, value: [{ id: 'adcc42ab-9882-485e-a3ed-7678f01f66bc', name: 'Agile' }] } }],
			choices: [['Agile', 'adcc42ab-9882-485e-a3ed-7678f01f66bc']],
		},
	],
};
