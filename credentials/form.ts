import type { INodeProperties } from 'n8n-workflow';
import { isRequired, oauth2Property, recipeId, signInProperty } from '../nodes/CreateProject/connection/site';
import { custom, services } from '../nodes/CreateProject/services/index';
import type { CredentialField, ServiceDefinition } from '../nodes/CreateProject/services/service';

/**
 * The credential forms, derived from the definitions. A field shows only for the services (and the way
 * to sign in) that need it, so a person sees nothing that does not concern them.
 */

const choiceOf = ({ displayName, id }: ServiceDefinition) => ({ name: displayName, value: id });

function property(field: CredentialField, show: Record<string, string[]>): INodeProperties {
	const placeholder = field.placeholder === undefined ? {} : { placeholder: field.placeholder };
	const base = {
		displayName: field.displayName,
		name: field.name,
		default: field.default ?? '',
		...placeholder,
		...(field.description === undefined ? {} : { description: field.description }),
		...(isRequired(field) ? { required: true } : {}),
		displayOptions: { show },
	};
	if (field.options) return { ...base, type: 'options', options: field.options, default: field.default ?? field.options[0].value };
	return { ...base, type: 'string', ...(field.secret ? { typeOptions: { password: true } } : {}) };
}

/** Services that can be run anywhere, whose address may therefore be plain http in a private network. */
const isSelfHosted = ({ baseUrl }: ServiceDefinition): boolean => baseUrl.startsWith('{');

const insecureHttp = (ids: string[]): INodeProperties => ({
	displayName: 'Allow Insecure HTTP',
	name: 'allowInsecureHttp',
	type: 'boolean',
	default: false,
	description:
		'Whether to accept an http:// address. The credential then travels readable over the network: only for networks you trust. ' +
		'Addresses of this machine need no permission.',
	displayOptions: { show: { service: ids } },
});

/** Form of the `projectApi` credential. */
export function tokenForm(): INodeProperties[] {
	const offered = [custom, ...services.filter(({ auth }) => auth && auth.length > 0)];
	const properties: INodeProperties[] = [
		{
			displayName: 'Service',
			name: 'service',
			type: 'options',
			default: 'custom',
			options: offered.map(choiceOf),
			description: 'The project tool to create projects in. Choose Custom API for any other REST API.',
		},
	];
	for (const definition of offered) properties.push(...serviceFields(definition));
	properties.push(
		{
			displayName: 'Headers',
			name: 'customHeaders',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Header',
			default: {},
			displayOptions: { show: { service: ['custom'], [signInProperty('custom')]: ['customHeaders'] } },
			options: [
				{
					name: 'headers',
					displayName: 'Header',
					values: [
						{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. X-Auth-Token' },
						{ displayName: 'Value', name: 'value', type: 'string', typeOptions: { password: true }, default: '' },
					],
				},
			],
		},
		{
			displayName: 'Test Path',
			name: 'testPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. /me',
			description:
				'A path that answers any valid credential; n8n asks it when the credential is saved. Empty: the Base URL itself is called.',
			displayOptions: { show: { service: ['custom'] } },
		},
		insecureHttp(offered.filter(isSelfHosted).map(({ id }) => id)),
	);
	return properties;
}

function serviceFields(definition: ServiceDefinition): INodeProperties[] {
	const { id, auth = [], site = [] } = definition;
	const properties = site.map((field) => property(field, { service: [id] }));
	const signIn = signInProperty(id);
	if (auth.length > 1) {
		properties.push({
			displayName: id === 'custom' ? 'Authentication' : 'Sign In With',
			name: signIn,
			type: 'options',
			default: recipeId(auth[0].name),
			options: auth.map(({ name }) => ({ name, value: recipeId(name) })),
			displayOptions: { show: { service: [id] } },
		});
	}
	for (const recipe of auth) {
		const show = { service: [id], ...(auth.length > 1 ? { [signIn]: [recipeId(recipe.name)] } : {}) };
		properties.push(...recipe.fields.map((field) => property(field, show)));
		if (recipe.right !== undefined) properties.push(rightNotice(recipe.right, `${id}${recipeId(recipe.name)}Right`, show));
	}
	return properties;
}

const rightNotice = (right: string, name: string, show: Record<string, string[]>): INodeProperties => ({
	displayName: `Least right needed: ${right}`,
	name,
	type: 'notice',
	default: '',
	displayOptions: { show },
});

/** An expression that picks a value by the chosen service, with `{field}` of the value filled in. */
function bySelf(values: ReadonlyMap<string, string>, fallback: string): string {
	const cases = [...values].map(([id, value]) => `${JSON.stringify(id)}: ${asExpression(value, id)}`);
	return `={{ ({ ${cases.join(', ')} })[$self["service"]] ?? ${fallback} }}`;
}

/** `{siteUrl}/oauth/token` to an n8n expression over the credential's own fields. */
function asExpression(template: string, id: string): string {
	const parts = template.split(/\{(\w+)\}/);
	return (
		parts
			.map((part, position) =>
				position % 2 === 0
					? part === ''
						? ''
						: JSON.stringify(part)
					: `String($self[${JSON.stringify(oauth2Property(id, part))}] ?? "").trim().replace(/\\/+$/, "")`,
			)
			.filter((part) => part !== '')
			.join(' + ') || '""'
	);
}

const hidden = (name: string, defaultValue: string): INodeProperties => ({
	displayName: name,
	name,
	type: 'hidden',
	default: defaultValue,
});

/**
 * In place of n8n's own two, which depend on `authentication`: n8n shows whatever depends on an expression,
 * and so a text without its switch to everybody.
 */
const machineOfCustom = { service: ['custom'], grantType: ['clientCredentials'] };
const additionalProperties: INodeProperties[] = [
	{
		displayName: 'Send Additional Body Properties',
		name: 'sendAdditionalBodyProperties',
		type: 'boolean',
		default: false,
		displayOptions: { show: machineOfCustom },
		description: 'Whether the token request needs more than the standard asks for, e.g. an audience',
	},
	{
		displayName: 'Additional Body Properties',
		name: 'additionalBodyProperties',
		type: 'json',
		typeOptions: { rows: 5 },
		default: '',
		placeholder: 'e.g. {"audience": "https://api.example.com"}',
		displayOptions: { show: { ...machineOfCustom, sendAdditionalBodyProperties: [true] } },
	},
];

/**
 * Form of the `projectOAuth2Api` credential. n8n's own fields for addresses and scopes become hidden
 * expressions over the chosen service, which also hold when the service is changed later; a custom API
 * shows fields of its own for them.
 */
export function oauth2Form(): INodeProperties[] {
	const known = services.filter(({ oauth2 }) => oauth2);
	const offered = [custom, ...known];
	const pick = (value: (definition: ServiceDefinition) => string): Map<string, string> =>
		new Map(known.map((definition) => [definition.id, value(definition)]));
	const onlyCustom = { show: { service: ['custom'] } };
	const fields = known.flatMap((definition) =>
		[...(definition.site ?? []), ...(definition.oauth2?.fields ?? [])].map((field) =>
			property({ ...field, name: oauth2Property(definition.id, field.name) }, { service: [definition.id] }),
		),
	);
	const notices = known.flatMap(({ id, oauth2 }) => {
		const right = oauth2?.right ?? (oauth2 && oauth2.scopes.length > 0 ? `the scopes ${oauth2.scopes.join(', ')}` : undefined);
		return right === undefined ? [] : [rightNotice(right, `${id}OAuthRight`, { service: [id] })];
	});
	return [
		{
			displayName: 'Service',
			name: 'service',
			type: 'options',
			default: 'custom',
			options: offered.map(choiceOf),
			description: 'The project tool to create projects in. Choose Custom API for any other REST API.',
		},
		property(custom.site![0], { service: ['custom'] }),
		...fields,
		...notices,
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			default: 'authorizationCode',
			options: [
				{ name: 'Authorization Code', value: 'authorizationCode' },
				{ name: 'Client Credentials', value: 'clientCredentials' },
				{ name: 'PKCE', value: 'pkce' },
			],
			description:
				'Authorization Code lets you sign in with a browser window and suits most services; Client Credentials signs in as the app itself',
		},
		{
			displayName: 'Authorization URL',
			name: 'customAuthUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/oauth/authorize',
			required: true,
			displayOptions: { show: { service: ['custom'], grantType: ['authorizationCode', 'pkce'] } },
		},
		{
			displayName: 'Access Token URL',
			name: 'customAccessUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/oauth/token',
			required: true,
			displayOptions: onlyCustom,
		},
		{
			displayName: 'Scope',
			name: 'customScope',
			type: 'string',
			default: '',
			placeholder: 'e.g. projects:write projects:read',
			displayOptions: onlyCustom,
		},
		{
			displayName: 'Send Client Secret In',
			name: 'customClientAuth',
			type: 'options',
			default: 'header',
			displayOptions: onlyCustom,
			options: [
				{ name: 'Body', value: 'body' },
				{ name: 'Header', value: 'header' },
			],
			description: 'Where the token request carries client ID and secret. Header is what the standard asks servers to support.',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'customAuthQuery',
			type: 'string',
			default: '',
			placeholder: 'e.g. access_type=offline',
			description: 'Extra parameters of the sign-in address, when the API asks for some',
			displayOptions: { show: { service: ['custom'], grantType: ['authorizationCode', 'pkce'] } },
		},
		hidden(
			'authUrl',
			bySelf(
				pick(({ oauth2 }) => oauth2!.authUrl),
				'$self["customAuthUrl"]',
			),
		),
		hidden(
			'accessTokenUrl',
			bySelf(
				pick(({ oauth2 }) => oauth2!.tokenUrl),
				'$self["customAccessUrl"]',
			),
		),
		hidden(
			'scope',
			bySelf(
				pick(({ oauth2 }) => oauth2!.scopes.join(oauth2!.scopeSeparator ?? ' ')),
				'$self["customScope"]',
			),
		),
		hidden(
			'authQueryParameters',
			bySelf(
				pick(({ oauth2 }) => oauth2!.authQuery ?? ''),
				'$self["customAuthQuery"]',
			),
		),
		hidden(
			'authentication',
			bySelf(
				pick(({ oauth2 }) => oauth2!.clientAuth ?? 'header'),
				'$self["customClientAuth"]',
			),
		),
		...additionalProperties,
		insecureHttp(offered.filter(isSelfHosted).map(({ id }) => id)),
	];
}
