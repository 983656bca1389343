import { defineService, type Paging } from './service';

const paging: Paging = { kind: 'url', next: '@odata\\.nextLink' };

/**
 * Microsoft Planner: a basic plan in a Microsoft 365 group (microsoft-graph-docs v1.0: planner-post-plans, plannergroup-list-plans,
 * user-list-joinedteams). Whoever creates a plan must be a member of the group. Titles may repeat. A plan's container is its group; older
 * answers call it `owner`. An edit needs the plan's ETag, which no request here can carry: there is no update. The list of groups is that
 * of the person's teams, for which no administrator has to agree; a group without a team is given by its ID. Left out as unconfirmed: the
 * plan's page; premium plans (Dataverse), rosters.
 */
export const microsoftPlanner = defineService({
	id: 'microsoftPlanner',
	displayName: 'Microsoft Planner',
	object: 'plan',
	aliases: ['Microsoft 365', 'Teams'],
	docs: 'https://learn.microsoft.com/en-us/graph/api/planner-post-plans',
	baseUrl: 'https://graph.microsoft.com/v1.0',
	site: [
		{
			name: 'tenant',
			displayName: 'Directory (Tenant)',
			default: 'organizations',
			description: "The directory's ID or domain; needed where the application is registered for one directory alone",
		},
	],
	oauth2: {
		authUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
		tokenUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
		scopes: ['Tasks.ReadWrite', 'Team.ReadBasic.All', 'offline_access'],
		clientAuth: 'body',
		right: 'Delegated permissions Tasks.ReadWrite and Team.ReadBasic.All, of a member of the group',
	},
	test: { path: '/me/planner/plans' },
	create: { path: '/planner/plans' },
	audience: 'members',
	name: { to: 'title' },
	fields: [
		{
			id: 'workspace',
			displayName: 'Group',
			in: 'setting',
			required: true,
			pattern: '[0-9A-Fa-f-]+',
			patternHint: 'the ID of a Microsoft 365 group, such as ebf3b108-5234-4e22-b93d-656d7dae5874',
			within: { at: ['container.url', 'container.containerId', 'owner'], as: 'lastSegment', ignoreCase: true },
			live: { path: '/me/joinedTeams', items: 'value', label: 'displayName', paging },
		},
	],
	constants: { 'container.url': 'https://graph.microsoft.com/v1.0/groups/{workspace}' },
	reply: { id: 'id', name: 'title', createdAt: 'createdDateTime' },
	fetch: { path: '/planner/plans/{id}' },
	lookup: { name: { path: '/groups/{workspace}/planner/plans', items: 'value', paging } },
});
