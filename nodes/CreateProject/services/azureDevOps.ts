import { defineService } from './service';

/**
 * Azure DevOps Services and Server. MicrosoftDocs/vsts-rest-api-specs core 7.1 and operations 7.1. The create queues an operation (202);
 * its ID is not the project's, which is fetched by name when the operation has succeeded. Names are unique without regard to case:
 * TF200019, at once or as a failed operation. A wrong token is answered with a sign-in page (203), unless the header that Microsoft's own
 * clients send asks for a plain 401: without it the Test button would take that page for a success. The lag is caution, not documented: a
 * queued project may not be found at once. Left out: the update, itself a queued operation.
 */
export const azureDevOps = defineService({
	id: 'azureDevOps',
	displayName: 'Azure DevOps',
	aliases: ['VSTS', 'TFS', 'Team Foundation Server'],
	docs: 'https://learn.microsoft.com/en-us/rest/api/azure/devops/core/projects/create',
	baseUrl: '{siteUrl}',
	site: [{ name: 'siteUrl', displayName: 'Organization or Collection URL', placeholder: 'e.g. https://dev.azure.com/contoso' }],
	headers: { 'X-TFS-FedAuthRedirect': 'Suppress' },
	query: { 'api-version': '7.1' },
	auth: [
		{
			name: 'Personal Access Token',
			where: 'User settings > Personal access tokens > New Token',
			basic: { user: '', password: '{token}' },
			right: 'Scope "Project and Team (Read, write, & manage)" of a user who may create projects',
		},
	],
	oauth2: {
		authUrl: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize',
		tokenUrl: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
		scopes: ['499b84ac-1321-427f-aa17-267ca6975798/.default', 'offline_access'],
		clientAuth: 'body',
		right: 'Delegated permission vso.project_manage of the Microsoft Entra application',
	},
	test: { path: '/_apis/projects', query: { $top: 1 } },
	create: { path: '/_apis/projects' },
	audience: 'members',
	fields: [
		{ id: 'description' },
		{
			id: 'template',
			displayName: 'Process',
			to: 'capabilities.processTemplate.templateTypeId',
			required: true,
			live: { path: '/_apis/process/processes', items: 'value' },
		},
		{
			id: 'versionControl',
			to: 'capabilities.versioncontrol.sourceControlType',
			type: 'options',
			options: ['Git', 'Tfvc'],
			default: 'Git',
		},
		{ id: 'visibility', options: ['private', 'public'] },
	],
	reply: { id: 'id', name: 'name', url: '_links.web.href' },
	fetch: { path: '/_apis/projects/{name}' },
	lookup: { name: { path: '/_apis/projects/{value}', one: true, ignoreCase: true, lagMs: 30_000 } },
	duplicates: [{ body: 'TF200019' }],
	job: {
		when: { path: 'status' },
		poll: { path: '/_apis/operations/{job.id}' },
		state: 'status',
		succeeded: ['succeeded'],
		failed: ['failed', 'cancelled'],
		message: ['detailedMessage', 'resultMessage'],
	},
});
