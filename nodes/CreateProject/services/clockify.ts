import { defineService, type FieldDefinition, type Paging } from './service';

const paging: Paging = { kind: 'page', param: 'page', size: 50, sizeParam: 'page-size' };
/** A template brings these with it. */
const only: FieldDefinition['only'] = { template: null };

/**
 * Clockify. docs.clockify.me, groups Project, Client and Workspace. Regions and sub-domain workspaces have addresses of their own, and a
 * key works only at its own. `strict-name-search` matches the whole name, archived projects included. A taken name is a 400 with code 501.
 * Rates are whole numbers of hundredths (cents) on the wire. The update is not sent `archived`. A template gives the new project
 * everything but name, client, colour and visibility (CreateProjectFromTemplateV1). Left out: estimates and members have updates of their
 * own. The page's address is from general knowledge.
 */
export const clockify = defineService({
	id: 'clockify',
	displayName: 'Clockify',
	docs: 'https://docs.clockify.me/#tag/Project/operation/createNewProject',
	baseUrl: '{siteUrl}',
	site: [
		{
			name: 'siteUrl',
			displayName: 'API Address',
			default: 'https://api.clockify.me/api',
			description: 'Regions and sub-domains have their own, such as https://euc1.clockify.me/api',
		},
	],
	auth: [
		{
			name: 'API Key',
			where: 'your profile picture > Preferences > Advanced > Generate',
			fields: [{ name: 'token', displayName: 'API Key', secret: true, description: 'From the profile settings' }],
			headers: { 'X-Api-Key': '{token}' },
			right: 'A user who may create projects in the workspace',
		},
		{
			name: 'Add-on Token',
			fields: [{ name: 'token', property: 'addOnToken', displayName: 'Add-on Token', secret: true }],
			headers: { 'X-Addon-Token': '{token}' },
		},
	],
	test: { path: '/v1/user' },
	create: { path: '/v1/workspaces/{workspace}/projects' },
	audience: 'workspace',
	name: { pattern: '.{2,250}', patternHint: '2 to 250 characters' },
	fields: [
		{ id: 'workspace', in: 'path', required: true, within: { at: 'workspaceId' }, live: { path: '/v1/workspaces' } },
		{ id: 'client', to: 'clientId', within: { at: 'clientId', none: null }, live: { path: '/v1/workspaces/{workspace}/clients', paging } },
		{
			id: 'template',
			to: 'templateProjectId',
			live: { path: '/v1/workspaces/{workspace}/projects', query: { 'is-template': 'true' }, paging },
		},
		{ id: 'description', displayName: 'Note', to: 'note', maxLength: 16_384, only },
		{ id: 'color', format: 'hexColor' },
		{ id: 'visibility', to: 'isPublic', options: { public: true, private: false } },
		{ id: 'billable', only },
		{ id: 'hourlyRate', to: 'hourlyRate.amount', type: 'number', format: 'hundredths', description: 'In money, such as 12.50', only },
		{ id: 'costRate', to: 'costRate.amount', type: 'number', format: 'hundredths', description: 'In money, such as 12.50', only },
		{
			id: 'timeEstimate',
			to: 'estimate',
			wrap: { estimate: '{value}', type: 'MANUAL' },
			pattern: 'P.+',
			patternHint: 'an ISO 8601 duration such as PT8H',
			only,
		},
		{
			id: 'members',
			displayName: 'Member User IDs',
			to: 'memberships',
			format: 'list',
			wrapEach: { userId: '{value}', membershipType: 'PROJECT', membershipStatus: 'ACTIVE' },
			only,
		},
		{ id: 'tasks', type: 'array', format: 'list', wrapEach: { name: '{value}' }, only },
	],
	reply: { id: 'id', name: 'name', urlTemplate: 'https://app.clockify.me/projects/{id}/edit' },
	fetch: { path: '/v1/workspaces/{workspace}/projects/{id}' },
	update: {
		method: 'PUT',
		path: '/v1/workspaces/{workspace}/projects/{id}',
		body: {
			name: '{name}',
			clientId: '{client}',
			note: '{description}',
			color: '{color}',
			isPublic: '{visibility}',
			billable: '{billable}',
			hourlyRate: { amount: '{hourlyRate}' },
			costRate: { amount: '{costRate}' },
		},
	},
	lookup: {
		name: {
			path: '/v1/workspaces/{workspace}/projects',
			query: { name: '{value}', 'strict-name-search': 'true', clients: '{client}' },
			items: '',
			paging,
		},
	},
	duplicates: [{ status: 400, body: 'already exists' }],
	variants: [{ when: { template: true }, create: { path: '/v1/workspaces/{workspace}/projects/from-template' } }],
});
