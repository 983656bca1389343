import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

export const credentials: INodeCredentialDescription[] = [
	{ name: 'projectApi', required: true, displayOptions: { show: { authentication: ['projectApi'] } } },
	{ name: 'projectOAuth2Api', required: true, displayOptions: { show: { authentication: ['projectOAuth2Api'] } } },
];

export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'API Key, Token or Password', value: 'projectApi' },
		{ name: 'OAuth2', value: 'projectOAuth2Api' },
	],
	default: 'projectApi',
	description: 'How to sign in. The project tool itself is chosen in the credential.',
};
