import * as workflow from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { expressionFields } from '../nodes/CreateProject/connection/credentials';
import {
	EARLIER,
	earlierSignIn,
	fieldProperty,
	insecureProperty,
	OAUTH2_CUSTOM,
	OAUTH2_SERVICE,
	ownProperty,
	pairsProperty,
	recipeId,
	SERVICE,
	signInProperty,
	testPathProperty,
} from '../nodes/CreateProject/connection/properties';
import { isRequired } from '../nodes/CreateProject/connection/site';
import { custom, services } from '../nodes/CreateProject/services/index';
import type { AuthRecipe, CredentialField, PublicValue, ServiceDefinition } from '../nodes/CreateProject/services/service';

/**
 * The credential forms, derived from the definitions. A field shows only for the services (and the way
 * to sign in) that need it, so a person sees nothing that does not concern them.
 */

type Show = Record<string, string[]>;

/** No service yet: nothing else shows, and nothing is taken for the person's choice. */
const NOT_CHOSEN = '';

/** The first field of both forms. The last choice stands for every tool that is not in the list. */
const serviceProperty = (name: string, offered: readonly ServiceDefinition[]): INodeProperties => ({
	displayName: 'Service',
	name,
	type: 'options',
	required: true,
	default: NOT_CHOSEN,
	options: [
		{ name: 'Choose Your Tool', value: NOT_CHOSEN },
		...offered.map(({ displayName, id }) => ({ name: displayName, value: id })),
		{ name: custom.displayName, value: custom.id },
	],
	description: 'The project tool to create projects in. Choose Custom API, the last one, for any other REST API.',
});

function property(field: CredentialField, name: string, show: Show): INodeProperties {
	// What is used when the field is left empty, or what it looks like.
	const placeholder = field.options ? undefined : field.default || field.placeholder || (field.found && 'Found by itself');
	const description = field.description ?? (field.found && foundDescription(field.found));
	const base = {
		displayName: field.displayName,
		name,
		default: field.default ?? '',
		...(placeholder === undefined ? {} : { placeholder }),
		...(description === undefined ? {} : { description }),
		...(isRequired(field) ? { required: true } : {}),
		displayOptions: { show },
	};
	if (field.options) return { ...base, type: 'options', options: field.options, default: field.default ?? field.options[0].value };
	return { ...base, type: 'string', ...(field.secret ? { typeOptions: { password: true } } : {}) };
}

const foundDescription = ({ address }: PublicValue): string =>
	`Found by itself. Fill it in only if n8n cannot read ${address.replace(/^\{\w+\}/, '')} of your site, where it is shown.`;

/** Services that can be run anywhere, whose address may therefore be plain http in a private network. */
const isSelfHosted = ({ baseUrl }: ServiceDefinition): boolean => baseUrl.startsWith('{');

const insecureHttp = (name: string, show: Show): INodeProperties => ({
	displayName: 'Allow Insecure HTTP',
	name,
	type: 'boolean',
	default: false,
	description:
		'Whether to accept an http:// address. The credential then travels readable over the network: only for networks you trust. ' +
		'Addresses of this machine need no permission.',
	displayOptions: { show },
});

const notice = (text: string, name: string, show: Show): INodeProperties => ({
	displayName: text,
	name,
	type: 'notice',
	default: '',
	displayOptions: { show },
});

/** Where a sign-in's secret is made: a field that it shares with another sign-in of the service is made in the same place. */
const whereOf = ({ id, auth = [] }: ServiceDefinition, recipe: AuthRecipe): string | undefined => {
	const secrets = recipe.fields.filter(({ secret }) => secret).map((field) => fieldProperty(id, field));
	const sharing = auth.find(
		({ where, fields }) => where !== undefined && fields.some((field) => secrets.includes(fieldProperty(id, field))),
	);
	return recipe.where ?? sharing?.where;
};

/** Where a secret is made, and what it must be allowed to do. */
function advice(recipe: Pick<AuthRecipe, 'where' | 'right'>): string | undefined {
	const parts = [
		...(recipe.where === undefined ? [] : [`Where to get it: ${recipe.where}.`]),
		...(recipe.right === undefined ? [] : [`Least right needed: ${recipe.right}.`]),
	];
	return parts.length === 0 ? undefined : parts.join(' ').replace(/\.\.$/, '.');
}

const hasSignIn = ({ auth = [] }: ServiceDefinition): boolean => auth.length > 0;

/** A form with the hidden fields by which the node learns whether any of its fields holds an expression. */
function withExpressionReport(properties: INodeProperties[]): INodeProperties[] {
	const isDerived = ({ type, default: value }: INodeProperties): boolean => type === 'hidden' && String(value).startsWith('=');
	const namesOf = (some: INodeProperties[]): string[] => some.map(({ name }) => name);
	const report = expressionFields(namesOf(properties.filter((one) => !isDerived(one))), namesOf(properties.filter(isDerived)));
	return [...properties, ...report.map(({ name, default: value }) => hidden(name, value))];
}

/** Form of the `projectApi` credential. The OAuth2 type inherits one field of it, see {@link oauth2Form}. */
export function tokenForm(): INodeProperties[] {
	const form = withExpressionReport([
		serviceProperty(SERVICE, services),
		...[...services, custom].flatMap((definition) => (hasSignIn(definition) ? serviceFields(definition) : [oauth2Only(definition)])),
		...earlierProperties(),
		// Never filled in: by it n8n knows that the credential wants to look something up before a request.
		{ ...hidden('lookUp', ''), typeOptions: { expirable: true } },
	]);
	return form.map((one) => (one.name === OAUTH2_SERVICE ? one : ownOnly(one)));
}

const ownOnly = (property: INodeProperties): INodeProperties => ({ ...property, doNotInherit: true });

/** n8n's two fields of each credential, which it adds itself where they are missing: here, so that they are not inherited. */
export function domainFields(): INodeProperties[] {
	const { DOMAIN_RESTRICTION_FIELDS = [] } = workflow as { DOMAIN_RESTRICTION_FIELDS?: readonly INodeProperties[] };
	return DOMAIN_RESTRICTION_FIELDS.map(ownOnly);
}

const oauth2Only = ({ id, displayName }: ServiceDefinition): INodeProperties =>
	notice(
		`${displayName} signs in through OAuth2 only. Choose "OAuth2" at the top right of this window; where there is no such choice, ` +
			'close it and create a "Project OAuth2 API" credential.',
		ownProperty(id, 'oauth2Only'),
		{ [SERVICE]: [id] },
	);

function serviceFields(definition: ServiceDefinition): INodeProperties[] {
	const { id, auth = [], site = [] } = definition;
	const ofService: Show = { [SERVICE]: [id] };
	const signIn = signInProperty(id);
	const under = (recipes: AuthRecipe[]): Show =>
		recipes.length === auth.length ? ofService : { ...ofService, [signIn]: recipes.map(({ name }) => recipeId(name)) };
	const properties = site.map((field) => property(field, fieldProperty(id, field), ofService));
	if (auth.length > 1) {
		properties.push({
			displayName: id === 'custom' ? 'Authentication' : 'Sign In With',
			name: signIn,
			type: 'options',
			default: recipeId(auth[0].name),
			options: auth.map(({ name }) => ({ name, value: recipeId(name) })),
			displayOptions: { show: ofService },
		});
	}
	const fields = new Map(auth.flatMap((recipe) => recipe.fields.map((field) => [fieldProperty(id, field), field] as const)));
	for (const [name, field] of fields) {
		const takers = auth.filter((recipe) => recipe.fields.some((own) => fieldProperty(id, own) === name));
		properties.push(property(field, name, under(takers)));
	}
	for (const recipe of auth) {
		if (recipe.pairs !== undefined) properties.push(headerPairs(pairsProperty(id), under([recipe])));
		const text = advice({ ...recipe, where: whereOf(definition, recipe) });
		if (text !== undefined) properties.push(notice(text, ownProperty(id, `${recipeId(recipe.name)}Advice`), under([recipe])));
	}
	if (definition.test === undefined) properties.push(testPath(testPathProperty(id), ofService));
	if (isSelfHosted(definition)) properties.push(insecureHttp(insecureProperty(id), ofService));
	return [...properties, nameAdvice(definition, ofService)];
}

/** n8n calls all of them "Project account". */
const nameAdvice = (definition: ServiceDefinition, show: Show): INodeProperties =>
	notice(
		`A name tells credentials apart: click the one at the top of this window, and call it e.g. "${definition.displayName}: ${
			isSelfHosted(definition) ? 'projects.example.com' : 'our team'
		}".`,
		ownProperty(definition.id, 'nameAdvice'),
		show,
	);

const headerPairs = (name: string, show: Show): INodeProperties => ({
	displayName: 'Headers',
	name,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Header',
	default: {},
	displayOptions: { show },
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
});

const testPath = (name: string, show: Show): INodeProperties => ({
	displayName: 'Test Path',
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. /me',
	description: 'A path that answers any valid credential; n8n asks it when the credential is saved. Empty: the Base URL itself is called.',
	displayOptions: { show },
});

/**
 * Properties of earlier versions, for credentials saved with them: n8n hands over nothing that is not in the form. They hold only
 * as long as no service is chosen in today's field, so that a kept value never meets another service.
 */
function earlierProperties(): INodeProperties[] {
	const withSignIn = [custom, ...services].filter(hasSignIn);
	const fields = withSignIn.flatMap(({ auth = [], site = [] }) => [...site, ...auth.flatMap((recipe) => recipe.fields)]);
	const secrets = new Set(fields.filter(({ secret }) => secret).map(({ name }) => name));
	const names = new Set([
		...Object.values(EARLIER),
		...fields.map(({ name }) => name),
		...withSignIn.map(({ id }) => earlierSignIn(id)),
		...withSignIn.flatMap(({ auth = [] }) => auth.flatMap(({ pairs }) => pairs ?? [])),
	]);
	return [...names].map((name) => ({
		...hidden(name, ''),
		...(secrets.has(name) ? { typeOptions: { password: true } } : {}),
		displayOptions: { show: { [SERVICE]: [NOT_CHOSEN] } },
	}));
}

/** An expression that picks a value by the chosen service, with `{field}` of the value filled in. */
function bySelf(values: ReadonlyMap<string, string>, fallback: string): string {
	const cases = [...values].map(([id, value]) => `${JSON.stringify(id)}: ${asExpression(value, id)}`);
	return `={{ ({ ${cases.join(', ')} })[$self[${JSON.stringify(OAUTH2_SERVICE)}]] ?? ${fallback} }}`;
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
					: `String($self[${JSON.stringify(ownProperty(id, part))}] ?? "").trim().replace(/\\/+$/, "")`,
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
const machineOfCustom = { [OAUTH2_SERVICE]: [custom.id, NOT_CHOSEN], grantType: ['clientCredentials'] };
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

/** Addresses of a custom API under today's names, or all of them under those of earlier versions. */
const ofCustom = ({ now, earlier }: { now: string; earlier: string }): string => {
	const { tokenUrl } = OAUTH2_CUSTOM;
	return `($self["${tokenUrl.now}"] || !$self["${tokenUrl.earlier}"] ? $self["${now}"] : $self["${earlier}"])`;
};

/**
 * A token request carries the client's secret: over plain http it goes to this machine alone, unless the person allows more. What
 * cannot be refused in a form leads nowhere instead, under a name that says why.
 */
const secretSafe = (address: string): string => {
	const inner = address.replace(/^=\{\{ | \}\}$/g, '');
	const ofThisMachine = '/^http:\\/\\/(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\])(:\\d+)?([\\/?#]|$)/i';
	const isAllowed = `($self["${EARLIER.allowInsecureHttp}"] === true && /^http:\\/\\//i.test(url))`;
	const isSafe = `/^https:\\/\\//i.test(url) || ${ofThisMachine}.test(url) || ${isAllowed}`;
	return `={{ ((url) => url === "" || ${isSafe} ? url : "${NOT_SECURE}")(String(${inner} ?? "").trim()) }}`;
};

/** Where token requests go that must not be sent; `.invalid` is never resolved (RFC 2606, 2). */
export const NOT_SECURE = 'https://access-token-url-must-begin-with-https-or-allow-insecure-http.invalid/';

/** The addresses of a custom API under the names of earlier versions, whose default *Service* it was. */
const earlierCustom: INodeProperties[] = Object.values(OAUTH2_CUSTOM).map(({ earlier }) => ({
	...hidden(earlier, ''),
	displayOptions: { show: { [OAUTH2_SERVICE]: [NOT_CHOSEN, custom.id] } },
}));

/**
 * Form of the `projectOAuth2Api` credential. n8n's own fields for addresses and scopes become hidden
 * expressions over the chosen service, which also hold when the service is changed later; a custom API
 * shows fields of its own for them. n8n puts the fields of parent types first, and a field that is defined again stays in its
 * place: so that *Service* is the first of all, it is inherited from the token credential, which has it as a hidden one.
 */
export function oauth2Form(): INodeProperties[] {
	const known = services.filter(({ oauth2 }) => oauth2);
	const pick = (value: (definition: ServiceDefinition) => string): Map<string, string> =>
		new Map(known.map((definition) => [definition.id, value(definition)]));
	const onlyCustom: Show = { [OAUTH2_SERVICE]: [custom.id] };
	const withWindow: Show = { ...onlyCustom, grantType: ['authorizationCode', 'pkce'] };
	const fields = known.flatMap((definition) =>
		[...(definition.site ?? []), ...(definition.oauth2?.fields ?? [])].map((field) =>
			property(field, fieldProperty(definition.id, field), { [OAUTH2_SERVICE]: [definition.id] }),
		),
	);
	const notices = known.flatMap(({ id, oauth2 }) => {
		const right = oauth2?.right ?? (oauth2 && oauth2.scopes.length > 0 ? `the scopes ${oauth2.scopes.join(', ')}` : undefined);
		const text = advice({ right });
		return text === undefined ? [] : [notice(text, ownProperty(id, 'oauthAdvice'), { [OAUTH2_SERVICE]: [id] })];
	});
	return withExpressionReport([
		serviceProperty(OAUTH2_SERVICE, known),
		property(custom.site![0], OAUTH2_CUSTOM.baseUrl.now, onlyCustom),
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
			name: OAUTH2_CUSTOM.authUrl.now,
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/oauth/authorize',
			required: true,
			displayOptions: { show: withWindow },
		},
		{
			displayName: 'Access Token URL',
			name: OAUTH2_CUSTOM.tokenUrl.now,
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/oauth/token',
			required: true,
			description: "It receives the client secret, and so must begin with https:// unless 'Allow Insecure HTTP' is on",
			displayOptions: { show: onlyCustom },
		},
		{
			displayName: 'Scope',
			name: OAUTH2_CUSTOM.scope.now,
			type: 'string',
			default: '',
			placeholder: 'e.g. projects:write projects:read',
			displayOptions: { show: onlyCustom },
		},
		{
			displayName: 'Send Client Secret In',
			name: OAUTH2_CUSTOM.clientAuth.now,
			type: 'options',
			default: 'header',
			displayOptions: { show: onlyCustom },
			options: [
				{ name: 'Body', value: 'body' },
				{ name: 'Header', value: 'header' },
			],
			description: 'Where the token request carries client ID and secret. Header is what the standard asks servers to support.',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: OAUTH2_CUSTOM.authQuery.now,
			type: 'string',
			default: '',
			placeholder: 'e.g. access_type=offline',
			description: 'Extra parameters of the sign-in address, when the API asks for some',
			displayOptions: { show: withWindow },
		},
		...earlierCustom,
		hidden(
			'authUrl',
			bySelf(
				pick(({ oauth2 }) => oauth2!.authUrl),
				ofCustom(OAUTH2_CUSTOM.authUrl),
			),
		),
		hidden(
			'accessTokenUrl',
			secretSafe(
				bySelf(
					pick(({ oauth2 }) => oauth2!.tokenUrl),
					ofCustom(OAUTH2_CUSTOM.tokenUrl),
				),
			),
		),
		hidden(
			'scope',
			bySelf(
				pick(({ oauth2 }) => oauth2!.scopes.join(oauth2!.scopeSeparator ?? ' ')),
				ofCustom(OAUTH2_CUSTOM.scope),
			),
		),
		hidden(
			'authQueryParameters',
			bySelf(
				pick(({ oauth2 }) => oauth2!.authQuery ?? ''),
				ofCustom(OAUTH2_CUSTOM.authQuery),
			),
		),
		hidden(
			'authentication',
			bySelf(
				pick(({ oauth2 }) => oauth2!.clientAuth ?? 'header'),
				`(${ofCustom(OAUTH2_CUSTOM.clientAuth)} || "header")`,
			),
		),
		...additionalProperties,
		insecureHttp(EARLIER.allowInsecureHttp, { [OAUTH2_SERVICE]: [...known.filter(isSelfHosted).map(({ id }) => id), custom.id] }),
		...[...known, custom].map((definition) => nameAdvice(definition, { [OAUTH2_SERVICE]: [definition.id] })),
	]);
}
