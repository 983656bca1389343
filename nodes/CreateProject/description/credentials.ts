import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/**
 * The value of *Authentication* in a node whose credential was not chosen yet; at run time it means the token
 * credential. n8n sets *Authentication* when a credential is chosen, and redraws the list of fields only when
 * that changes the value: with a type as the default the list of a new node would never appear.
 */
export const NOT_CHOSEN = '';

export const credentials: INodeCredentialDescription[] = [
	{ name: 'projectApi', required: true, displayOptions: { show: { authentication: ['projectApi', NOT_CHOSEN] } } },
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
	default: NOT_CHOSEN,
	description: 'How to sign in. The project tool itself is chosen in the credential.',
};
