import type { ServiceCase } from '../case';

const project = {
	id: '4505321021243392',
	slug: 'apollo',
	name: 'Apollo',
	platform: 'python',
	dateCreated: '2026-11-22T10:00:00.000000Z',
	isBookmarked: false,
	isMember: true,
	features: ['alert-filters'],
	firstEvent: null,
	firstTransactionEvent: false,
	access: ['project:read', 'project:write'],
	hasAccess: true,
	hasMinifiedStackTrace: false,
	hasMonitors: false,
	hasProfiles: false,
	hasReplays: false,
	hasSessions: false,
	hasFeedbacks: false,
	hasFlags: false,
	hasNewFeedbacks: false,
	hasInsightsHttp: false,
	hasInsightsDb: false,
	hasInsightsAssets: false,
	hasInsightsAppStart: false,
	hasInsightsScreenLoad: false,
	hasInsightsVitals: false,
	hasInsightsCaches: false,
	hasInsightsQueues: false,
	hasInsightsAgentMonitoring: false,
	hasInsightsMCP: false,
	hasLogs: false,
	hasTraceMetrics: false,
	hasUserReports: false,
	team: { id: '2', name: 'Lunar', slug: 'lunar' },
	teams: [{ id: '2', name: 'Lunar', slug: 'lunar' }],
	platforms: [],
	environments: [],
	latestRelease: null,
};
const list = 'https://de.sentry.io/api/0/organizations/acme/projects/';

export const sentry: ServiceCase = {
	service: 'sentry',
	credential: { siteUrl: 'https://de.sentry.io', organization: 'acme', token: 'sample-secret' },
	creates: [
		{
			title: 'with slug, platform and alerts',
			name: 'Apollo',
			fields: { team: 'lunar', key: 'apollo', platform: 'python', defaultRules: false },
			expect: [
				{
					method: 'POST',
					url: 'https://de.sentry.io/api/0/teams/acme/lunar/projects/',
					headers: { authorization: 'Bearer sample-secret', 'content-type': 'application/json' },
					body: { name: 'Apollo', slug: 'apollo', platform: 'python', default_rules: false },
				},
			],
			replies: [{ status: 201, body: project }],
			project: { id: '4505321021243392', key: 'apollo', name: 'Apollo', url: 'https://de.sentry.io/organizations/acme/projects/apollo/' },
		},
		{
			title: 'on the default site',
			credential: { organization: 'acme', token: 'sample-secret' },
			name: 'Apollo',
			fields: { team: 'lunar' },
			expect: [{ method: 'POST', url: 'https://sentry.io/api/0/teams/acme/lunar/projects/', body: { name: 'Apollo' } }],
			replies: [{ status: 201, body: project }],
			project: { id: '4505321021243392', key: 'apollo', name: 'Apollo', url: 'https://sentry.io/organizations/acme/projects/apollo/' },
		},
	],
	refusals: [
		{
			title: 'slug taken',
			reply: { status: 409, body: { detail: 'A project with this slug already exists.' } },
			kind: 'duplicate',
			says: 'slug already exists',
		},
		{
			title: 'invalid',
			reply: { status: 400, body: { name: ['Ensure this field has no more than 50 characters.'] } },
			kind: 'invalid',
			says: 'no more than 50',
		},
		{
			title: 'no right',
			reply: { status: 403, body: { detail: 'You do not have permission to perform this action.' } },
			kind: 'forbidden',
			says: 'permission',
		},
		{
			title: 'too many requests',
			reply: {
				status: 429,
				headers: { 'x-sentry-rate-limit-remaining': '0', 'x-sentry-rate-limit-reset': '1795345200' },
				body: { detail: 'You are attempting to use this endpoint too frequently.' },
			},
			kind: 'limit',
		},
	],
	lookups: [
		{
			title: 'by name, over two pages',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url: `${list}?per_page=100` },
				{ method: 'GET', url: `${list}?per_page=100&cursor=0:100:0` },
			],
			replies: [
				{
					status: 200,
					body: [{ ...project, id: '8', slug: 'apollo-2', name: 'Apollo 2' }],
					headers: {
						link:
							`<${list}?per_page=100&cursor=0:0:1>; rel="previous"; results="false"; cursor="0:0:1", ` +
							`<${list}?per_page=100&cursor=0:100:0>; rel="next"; results="true"; cursor="0:100:0"`,
					},
				},
				{
					status: 200,
					body: [project],
					headers: {
						link:
							`<${list}?per_page=100&cursor=0:0:1>; rel="previous"; results="true"; cursor="0:0:1", ` +
							`<${list}?per_page=100&cursor=0:200:0>; rel="next"; results="false"; cursor="0:200:0"`,
					},
				},
			],
			finds: ['4505321021243392'],
		},
		{
			title: 'by name, absent: the next page is announced as empty',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${list}?per_page=100` }],
			replies: [
				{
					status: 200,
					body: [],
					headers: { link: `<${list}?per_page=100&cursor=0:100:0>; rel="next"; results="false"; cursor="0:100:0"` },
				},
			],
			finds: [],
		},
		{
			title: 'by slug',
			by: 'key',
			value: 'apollo',
			expect: [{ method: 'GET', url: 'https://de.sentry.io/api/0/projects/acme/apollo/' }],
			replies: [
				{
					status: 200,
					body: { id: '4505321021243392', slug: 'apollo', name: 'Apollo', dateCreated: '2026-11-22T10:00:00.000000Z', status: 'active' },
				},
			],
			finds: ['4505321021243392'],
		},
		{
			title: 'by slug, absent',
			by: 'key',
			value: 'apollo',
			expect: [{ method: 'GET', url: 'https://de.sentry.io/api/0/projects/acme/apollo/' }],
			replies: [{ status: 404, body: { detail: 'The requested resource does not exist' } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: 'Team Slug' },
		{ fields: { team: 'lunar', key: 'Apollo!' }, says: 'lower-case letters' },
		{ fields: { team: 'lunar', key: '123' }, says: 'not digits alone' },
		{ name: 'A'.repeat(51), fields: { team: 'lunar' }, says: '50' },
	],
};
