'use strict';
/** What a person sees of a credential form: n8n's own rules of display over a type's properties. */
/** @type {any} */
const { NodeHelpers } = require('n8n-workflow');

/**
 * @typedef {Record<string, any>} Json
 * @typedef {{name: string, displayName: string, type: string, default: any, options?: any[], displayOptions?: any, doNotInherit?:
 *   boolean, required?: boolean, typeOptions?: any, placeholder?: string}} Property
 */

const plain = { useDynamicClientRegistration: [false] };
const codeGrants = { grantType: ['authorizationCode', 'pkce'], ...plain };
const machine = { grantType: ['clientCredentials'], authentication: ['body'], ...plain };

/** n8n's own parent type lives in n8n-nodes-base, which is not a dependency here: what matters of it. */
class OAuth2Api {
	constructor() {
		this.name = 'oAuth2Api';
		this.displayName = 'OAuth2 API';
		this.genericAuth = true;
		/** @type {any[]} */
		this.properties = [
			{ displayName: 'Use Dynamic Client Registration', name: 'useDynamicClientRegistration', type: 'hidden', default: false },
			{
				displayName: 'Grant Type',
				name: 'grantType',
				type: 'options',
				default: 'authorizationCode',
				displayOptions: { show: plain },
				options: [
					{ name: 'Authorization Code', value: 'authorizationCode' },
					{ name: 'Client Credentials', value: 'clientCredentials' },
					{ name: 'PKCE', value: 'pkce' },
				],
			},
			{
				displayName: 'Server URL',
				name: 'serverUrl',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: { useDynamicClientRegistration: [true] } },
			},
			{
				displayName: 'Authorization URL',
				name: 'authUrl',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: codeGrants },
			},
			{
				displayName: 'Access Token URL',
				name: 'accessTokenUrl',
				type: 'string',
				default: '',
				required: true,
				displayOptions: { show: plain },
			},
			{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '', required: true, displayOptions: { show: plain } },
			{ displayName: 'Authentication', name: 'clientCredentialType', type: 'hidden', default: 'clientSecret' },
			{
				displayName: 'Client Secret',
				name: 'clientSecret',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				required: true,
				displayOptions: { show: plain },
			},
			{ displayName: 'Private Key', name: 'privateKey', type: 'hidden', default: '' },
			{ displayName: 'Certificate', name: 'certificate', type: 'hidden', default: '' },
			{ displayName: 'Scope', name: 'scope', type: 'string', default: '', displayOptions: { show: plain } },
			{
				displayName: 'Auth URI Query Parameters',
				name: 'authQueryParameters',
				type: 'string',
				default: '',
				displayOptions: { show: codeGrants },
			},
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				default: 'header',
				displayOptions: { show: plain },
				options: [
					{ name: 'Body', value: 'body' },
					{ name: 'Header', value: 'header' },
				],
			},
			{
				displayName: 'Send Additional Body Properties',
				name: 'sendAdditionalBodyProperties',
				type: 'boolean',
				default: false,
				displayOptions: { show: machine },
			},
			{
				displayName: 'Additional Body Properties',
				name: 'additionalBodyProperties',
				type: 'json',
				default: '',
				displayOptions: { show: { ...machine, sendAdditionalBodyProperties: [true] } },
			},
			{ displayName: 'Ignore SSL Issues (Insecure)', name: 'ignoreSSLIssues', type: 'boolean', default: false, doNotInherit: true },
			{ displayName: 'Token Expired Status Code', name: 'tokenExpiredStatusCode', type: 'number', default: 401, doNotInherit: true },
		];
	}
}

/**
 * The properties of a type that extends n8n's OAuth2 type, in the order n8n shows them.
 * @param {any[]} own @param {any[]} [first] of a parent named before @returns {Property[]}
 */
function withParent(own, first = []) {
	/** @type {any[]} */
	const all = [];
	NodeHelpers.mergeNodeProperties(all, first);
	NodeHelpers.mergeNodeProperties(all, new OAuth2Api().properties);
	NodeHelpers.mergeNodeProperties(all, own);
	return all;
}

/**
 * The values of a form as a person has left it: what was not touched has its default; of several properties with one name, that of
 * the first, as in n8n's editor.
 * @param {Property[]} form @param {Json} given @returns {Json}
 */
const filled = (form, given) => {
	/** @type {Json} */
	const values = {};
	for (const property of form) if (!(property.name in values)) values[property.name] = property.default;
	return Object.assign(values, given);
};

/**
 * What n8n hands to a node of saved values: the properties that show, with defaults, and nothing else.
 * @param {any[]} form @param {Json} given @returns {Json}
 */
const handedOver = (form, given) => NodeHelpers.getNodeParameters(form, given, true, false, null, null) ?? {};

/** The properties that show. @param {any[]} form @param {Json} given @returns {Property[]} */
const shown = (form, given) => {
	const values = filled(form, given);
	return form.filter((property) => property.type !== 'hidden' && NodeHelpers.displayParameter(values, property, null, null));
};

/** The value of a hidden expression over the form's own values. @param {any[]} form @param {Json} given @param {string} name */
const resolved = (form, given, name) => {
	const expression = String(filled(form, given)[name]);
	const inner = /^=\{\{(.*)\}\}$/s.exec(expression)?.[1];
	return inner === undefined ? expression : new Function('$self', `return (${inner});`)(filled(form, given));
};

module.exports = { OAuth2Api, withParent, filled, handedOver, shown, resolved };
