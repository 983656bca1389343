import type { ServiceCase } from '../case';

const site = 'https://example.atlassian.net';
const gateway = 'https://api.atlassian.com/ex/jira/11223344-a1b2-3b33-c444-def123456789';
const authorization = 'Basic amVmZkBleGFtcGxlLmNvbTpzYW1wbGUtc2VjcmV0';
const listed = (id: string, key: string, name: string) => ({
	self: `${site}/rest/api/3/project/${id}`,
	id,
	key,
	name,
	projectTypeKey: 'software',
	simplified: false,
	style: 'classic',
	isPrivate: false,
});
const created = { self: `${site}/rest/api/3/project/10042`, id: 10042, key: 'APOLLO' };

export const jira: ServiceCase = {
	service: 'jira',
	credential: { siteUrl: site, email: 'jeff@example.com', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields; the reply has no name and no page',
			name: 'Apollo',
			fields: {
				key: 'APOLLO',
				owner: 'account-1',
				type: 'software',
				template: 'com.pyxis.greenhopper.jira:gh-simplified-agility-kanban',
				description: 'To the Moon',
				homepage: 'https://example.com/apollo',
				category: '10120',
				assigneeType: 'lead',
				avatarId: 10200,
				permissionScheme: 10011,
			},
			expect: [
				{
					method: 'POST',
					url: `${site}/rest/api/3/project`,
					headers: { authorization, 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						key: 'APOLLO',
						leadAccountId: 'account-1',
						projectTypeKey: 'software',
						projectTemplateKey: 'com.pyxis.greenhopper.jira:gh-simplified-agility-kanban',
						description: 'To the Moon',
						url: 'https://example.com/apollo',
						categoryId: 10120,
						assigneeType: 'PROJECT_LEAD',
						avatarId: 10200,
						permissionScheme: 10011,
					},
				},
			],
			replies: [{ status: 201, body: created }],
			project: { id: '10042', key: 'APOLLO', name: 'Apollo', url: `${site}/browse/APOLLO` },
		},
		{
			title: 'through OAuth, by cloud id',
			auth: 'OAuth2',
			credential: { siteUrl: site, cloudId: 'cloud-1' },
			name: 'Apollo',
			fields: { key: 'APOLLO', owner: 'account-1', type: 'business' },
			expect: [
				{
					method: 'POST',
					url: 'https://api.atlassian.com/ex/jira/cloud-1/rest/api/3/project',
					body: { name: 'Apollo', key: 'APOLLO', leadAccountId: 'account-1', projectTypeKey: 'business' },
				},
			],
			replies: [{ status: 201, body: created }],
			project: { id: '10042', key: 'APOLLO', name: 'Apollo', url: `${site}/browse/APOLLO` },
		},
		{
			title: 'with a scoped token at the gateway, and the page on the site',
			auth: 'API Token with Scopes',
			credential: { siteUrl: site, email: 'jeff@example.com', token: 'sample-secret', cloudId: '11223344-a1b2-3b33-c444-def123456789' },
			name: 'Office Chairs',
			fields: { key: 'OC', owner: '5b10', type: 'software', issueTypeScreenScheme: 3, fieldConfigurationScheme: 4 },
			expect: [
				{
					method: 'POST',
					url: `${gateway}/rest/api/3/project`,
					headers: { authorization },
					body: {
						name: 'Office Chairs',
						key: 'OC',
						leadAccountId: '5b10',
						projectTypeKey: 'software',
						issueTypeScreenScheme: 3,
						fieldConfigurationScheme: 4,
					},
				},
			],
			replies: [{ status: 201, body: { id: 10042, key: 'OC' } }],
			project: { id: '10042', key: 'OC', name: 'Office Chairs', url: `${site}/browse/OC` },
		},
		{
			title: 'at a gateway that was given as the site, which has no pages',
			credential: { siteUrl: gateway, email: 'jeff@example.com', token: 'sample-secret' },
			name: 'Office Chairs',
			fields: { key: 'OC', owner: '5b10', type: 'software' },
			expect: [
				{
					method: 'POST',
					url: `${gateway}/rest/api/3/project`,
					body: { name: 'Office Chairs', key: 'OC', leadAccountId: '5b10', projectTypeKey: 'software' },
				},
			],
			replies: [{ status: 201, body: { id: 10042, key: 'OC' } }],
			project: { id: '10042', key: 'OC', name: 'Office Chairs' },
		},
	],
	refusals: [
		{
			title: 'not created, in a 500 that is no trouble of the moment',
			reply: { status: 500, body: { errorMessages: ['The project has not been created.'], errors: {} } },
			kind: 'failed',
			says: 'has not been created',
		},
		{
			title: 'key taken',
			reply: { status: 400, body: { errorMessages: [], errors: { projectKey: "Project 'Apollo' uses this project key." } } },
			kind: 'duplicate',
			says: 'uses this project key',
		},
		{
			title: 'name taken',
			reply: { status: 400, body: { errorMessages: [], errors: { projectName: 'A project with that name already exists.' } } },
			kind: 'duplicate',
			says: 'already exists',
		},
		{
			title: 'invalid',
			reply: { status: 400, body: { errorMessages: [], errors: { projectLead: 'You must specify a valid project lead.' } } },
			kind: 'invalid',
			says: 'valid project lead',
		},
		{
			title: 'limit with an ISO time',
			reply: {
				status: 429,
				headers: { 'x-ratelimit-reset': '2026-11-22T10:15Z', 'x-ratelimit-remaining': '0' },
				body: { errorMessages: ['Rate limit exceeded.'] },
			},
			kind: 'limit',
		},
	],
	lookups: [
		{
			title: 'exact name among those the query returns',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url: `${site}/rest/api/3/project/search?query=Apollo&startAt=0&maxResults=50`, headers: { authorization } },
			],
			replies: [
				{
					status: 200,
					body: {
						self: `${site}/rest/api/3/project/search`,
						startAt: 0,
						maxResults: 50,
						total: 2,
						isLast: true,
						values: [listed('10043', 'APTWO', 'Apollo 2'), listed('10042', 'APOLLO', 'Apollo')],
					},
				},
			],
			finds: ['10042'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${site}/rest/api/3/project/search?query=Apollo&startAt=0&maxResults=50` }],
			replies: [
				{ status: 200, body: { startAt: 0, maxResults: 50, total: 1, isLast: true, values: [listed('10043', 'APTWO', 'Apollo 2')] } },
			],
			finds: [],
		},
		{
			title: 'by key',
			by: 'key',
			value: 'APOLLO',
			expect: [{ method: 'GET', url: `${site}/rest/api/3/project/APOLLO` }],
			replies: [{ status: 200, body: listed('10042', 'APOLLO', 'Apollo') }],
			finds: ['10042'],
		},
		{
			title: 'by key, absent',
			by: 'key',
			value: 'APOLLO',
			expect: [{ method: 'GET', url: `${site}/rest/api/3/project/APOLLO` }],
			replies: [{ status: 404, body: { errorMessages: ["No project could be found with key 'APOLLO'."], errors: {} } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { owner: 'x', key: 'apollo' }, says: 'upper-case' },
		{ fields: { owner: 'x', key: 'ABCDEFGHIJK' }, says: 'at most 10' },
		{ fields: { key: 'APOLLO', type: 'software' }, says: 'Project Lead' },
		{ fields: { owner: 'x', key: 'APOLLO' }, says: "'Project Type' is missing" },
	],
};
