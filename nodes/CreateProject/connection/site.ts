import type { AuthRecipe, CredentialField, OAuth2Recipe, ServiceDefinition } from '../services/service';
import { serviceById } from '../services';
import { titleOf } from '../services/canonical';
import { checkBaseUrl, fillBaseUrl } from '../project/asked/address';
import { plainText } from '../project/asked/given';
import { checkHeader } from '../project/asked/headers';
import type { Auth, CredentialValues, Site } from '../project/asked/site';
import { fill, fillText, type Scope } from '../project/asked/template';
import type { JsonObject } from '../project/json';
import { InputProblem } from '../project/problem';
import { behindScheme, headerSecrets } from '../project/secretNames';
import { Secrets } from '../project/secrets';
import { readerOf, recipeId, serviceIn, type CredentialReader } from './properties';

const ONE_TEXT = 'Open the credential and look at the expression of that field: its result must be one text.';

export const isRequired = (field: CredentialField): boolean => field.required ?? (field.default === undefined && field.found === undefined);

/** @param found values that were read at public addresses, by the name of their field. */
function fieldValues(
	fields: readonly CredentialField[],
	read: CredentialReader,
	{ displayName }: ServiceDefinition,
	found: Scope = {},
): Scope {
	const values: Scope = {};
	for (const field of fields) {
		const label = `'${field.displayName}' in the credential`;
		const text = plainText(read.field(field), label, ONE_TEXT);
		const value = text !== undefined && field.cut !== undefined ? text.replace(new RegExp(`${field.cut}/*$`, 'i'), '') : text;
		if (value !== undefined && value !== '') values[field.name] = checkChoice(field, value, displayName);
		else if (field.default !== undefined && field.default !== '') values[field.name] = field.default;
		else if (field.found !== undefined && found[field.name] !== undefined) values[field.name] = found[field.name];
		else if (isRequired(field)) {
			throw new InputProblem(
				`'${field.displayName}' is missing in the credential`,
				`Open the credential and fill in '${field.displayName}'${field.placeholder === undefined ? '' : `, ${field.placeholder}`}.`,
			);
		}
	}
	return values;
}

/** A choice is often part of the address: one that is none of the service's would take its token elsewhere. */
function checkChoice({ displayName, options }: CredentialField, value: string, service: string): string {
	if (options === undefined || options.some((option) => option.value === value)) return value;
	throw new InputProblem(
		`'${displayName}' in the credential, '${value}', is not one of ${service}'s`,
		`Open the credential and choose again: ${options.map(({ name }) => name).join(', ')}.`,
	);
}

const basicHeader = (user: string, password: string): string => `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;

function applyRecipe(recipe: AuthRecipe, scope: Scope): Auth {
	const headers: Record<string, string> = {};
	for (const [name, template] of Object.entries(recipe.headers ?? {})) {
		const value = fillText(template, scope);
		if (value !== undefined) headers[checkHeader(fillText(name, scope) ?? name, value)] = value;
	}
	if (recipe.basic)
		headers.Authorization = basicHeader(fillText(recipe.basic.user, scope) ?? '', fillText(recipe.basic.password, scope) ?? '');
	const query: Record<string, string> = {};
	for (const [name, template] of Object.entries(recipe.query ?? {})) {
		const value = fillText(template, scope);
		if (value !== undefined) query[fillText(name, scope) ?? name] = value;
	}
	const body = recipe.body ? (fill(recipe.body, scope) as JsonObject | undefined) : undefined;
	return { headers, query, body };
}

/**
 * The definition of the service a credential is for.
 *
 * @throws {InputProblem} when none was chosen, or one of another version.
 */
export function definitionIn(credential: CredentialValues): ServiceDefinition {
	const id = serviceIn(credential);
	const definition = serviceById(id);
	if (definition) return definition;
	throw new InputProblem(
		`The credential is for the service '${id}', which this version of the node does not know`,
		'Update the node, or choose another service in the credential.',
	);
}

/** How a credential signs in, and the address that it is for. */
interface Entrance {
	read: CredentialReader;
	oauth2?: OAuth2Recipe;
	/** Set where `oauth2` is not. */
	recipe?: AuthRecipe;
	site: Scope;
	/** A base address out of a template. */
	finish: (template: string, scope: Scope) => string;
	labelOf: (field: string) => string;
}

function entranceOf(definition: ServiceDefinition, credential: CredentialValues, kind: 'token' | 'oauth2'): Entrance {
	// First of all: a service without OAuth2 has no fields in that credential that could be filled in.
	const oauth2 = kind === 'oauth2' ? oauth2Of(definition) : undefined;
	const read = readerOf(definition, credential, kind);
	const site = fieldValues(definition.site ?? [], read, definition);
	const labels = new Map((definition.site ?? []).map((field) => [field.name, field.displayName]));
	const labelOf = (name: string) => labels.get(name) ?? titleOf(name);
	const allowHttp = read.allowsHttp();
	const finish = (template: string, scope: Scope): string => {
		const leading = leadingOf(template);
		// What is proposed for an address that is none must fit the person's box, and not what is put behind it.
		if (leading) checkBaseUrl(scope[leading], allowHttp, labelOf(leading));
		return checkBaseUrl(fillBaseUrl(template, scope, labelOf), allowHttp, leading ? labelOf(leading) : undefined);
	};
	return { read, oauth2, recipe: oauth2 ? undefined : recipeOf(definition, read), site, finish, labelOf };
}

const leadingOf = (template: string): string | undefined => /^\{(\w+)\}/.exec(template)?.[1];

/** A value of a credential that nobody typed, and where it can be read without a sign-in. */
export interface Wanted {
	/** Of the credential's field. */
	name: string;
	/** Labels, for people: of the value, and of the field with the address where it is read. */
	label: string;
	siteLabel: string;
	url: string;
	/** Path in the answer. */
	at: string;
}

/**
 * The values that a credential lacks and that can be read at a public address.
 *
 * @throws {InputProblem} as {@link resolveSite} does.
 */
export function wantedValues(definition: ServiceDefinition, credential: CredentialValues, kind: 'token' | 'oauth2'): Wanted[] {
	const { read, oauth2, recipe, site, finish, labelOf } = entranceOf(definition, credential, kind);
	const given = fieldValues(recipe?.fields ?? oauth2?.fields ?? [], read, definition);
	return (recipe?.fields ?? oauth2?.fields ?? []).flatMap(({ name, displayName, found }) =>
		found === undefined || given[name] !== undefined
			? []
			: [{ name, label: displayName, siteLabel: labelOf(leadingOf(found.address) ?? ''), url: finish(found.address, site), at: found.at }],
	);
}

/**
 * Resolves a known service's credential.
 *
 * @param found what was read for the {@link wantedValues}, by name.
 * @throws {InputProblem} for a missing value, an address that is none, or http without leave.
 */
export function resolveSite(
	definition: ServiceDefinition,
	credential: CredentialValues,
	kind: 'token' | 'oauth2',
	found: Scope = {},
): Site {
	const entrance = entranceOf(definition, credential, kind);
	const { read, site, finish } = entrance;
	if (entrance.oauth2) return resolveOAuth2(definition, entrance.oauth2, credential, entrance, found);
	const recipe = entrance.recipe!;
	const own = fieldValues(recipe.fields, read, definition, found);
	const secretNames = new Set(recipe.fields.filter((field) => field.secret).map((field) => field.name));
	const open = Object.fromEntries(Object.entries(own).filter(([name]) => !secretNames.has(name)));
	const values = { ...site, ...open };
	const all = { ...site, ...own };
	const auth = recipe.login ? { headers: {}, query: {} } : applyRecipe(recipe, all);
	const pairs = recipe.pairs === undefined ? [] : headerPairs(read.pairs(recipe));
	for (const { name, value } of pairs) auth.headers[checkHeader(name, value)] = value;
	return {
		definition,
		baseUrl: finish(recipe.baseUrl ?? definition.baseUrl, values),
		root: finish(rootOf(definition.baseUrl), values),
		values,
		auth,
		login: recipe.login && { recipe, values: all, authWith: (session) => applyRecipe(recipe, { ...all, session }) },
		secrets: secretsOf(
			[...secretNames].map((name) => own[name]),
			auth,
			pairs,
		),
		right: recipe.right,
	};
}

/**
 * The secrets of a credential that cannot be used, as far as they can be told: the fields of all sign-ins. Words about what is
 * wrong with it go through these.
 */
export function heldSecrets(definition: ServiceDefinition, credential: CredentialValues, kind: 'token' | 'oauth2'): Secrets {
	const read = readerOf(definition, credential, kind);
	const fields = (definition.auth ?? []).flatMap((recipe) => recipe.fields.filter((field) => field.secret));
	const text = (value: unknown): unknown => (['string', 'number', 'bigint'].includes(typeof value) ? String(value).trim() : undefined);
	return oauth2Secrets(credential).with(fields.map((field) => text(read.field(field))));
}

/** The part of a base address that is the person's own: below it an API may name other versions of itself. */
const rootOf = (baseUrl: string): string => /^\{\w+\}/.exec(baseUrl)?.[0] ?? baseUrl;

/** The name/value pairs of n8n's fixed collection. */
function headerPairs(collection: unknown): Array<{ name: string; value: string }> {
	const held = (collection as { headers?: Array<{ name?: unknown; value?: unknown }> } | undefined)?.headers ?? [];
	const pairs = held
		.map(({ name, value }) => ({
			name: plainText(name, "The name of a header in the credential's 'Headers'", ONE_TEXT) ?? '',
			value: plainText(value, "The value of a header in the credential's 'Headers'", ONE_TEXT) ?? '',
		}))
		.filter(({ name, value }) => name !== '' || value !== '');
	if (pairs.some(({ name }) => name === ''))
		throw new InputProblem(
			'A header in the credential has a value and no name, or an expression gave it an empty one',
			"Open the credential and give it a name under 'Headers', or remove the header.",
		);
	const bare = pairs.find(({ value }) => value === '');
	if (bare)
		throw new InputProblem(
			`The header '${bare.name}' has no value in the credential`,
			"Open the credential and give it one under 'Headers', or remove the header.",
		);
	if (pairs.length === 0)
		throw new InputProblem("'Headers' is empty in the credential", 'Open the credential and add the headers your API asks for.');
	return pairs;
}

/** The secrets of a sign-in, with what stands in front of them on the wire. Base64 of user and password is one of its own. */
function secretsOf(values: readonly unknown[], { headers, query }: Auth, pairs: ReadonlyArray<{ name: string; value: string }>): Secrets {
	const secrets = new Secrets(values);
	const holds = (text: string): boolean => values.some((secret) => typeof secret === 'string' && secret !== '' && text.includes(secret));
	const placed = [
		...Object.values(headers)
			.map(behindScheme)
			.filter(({ value, before }) => before === 'Basic ' || (before !== '' && holds(value))),
		...Object.entries(query)
			.filter(([, value]) => holds(value))
			.map(([name, value]) => ({ value, before: `${name}=` })),
		...pairs.flatMap(({ name, value }) => headerSecrets(name, value)),
	];
	for (const { value, before } of placed) secrets.add(value, before);
	return secrets;
}

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';

function recipeOf(definition: ServiceDefinition, read: CredentialReader): AuthRecipe {
	const recipes = definition.auth ?? [];
	const chosen = read.signIn();
	const recipe = recipes.length < 2 || isBlank(chosen) ? recipes[0] : recipes.find((entry) => recipeId(entry.name) === chosen);
	// A key must not travel by another way than the one chosen.
	if (!recipe && recipes.length > 0)
		throw new InputProblem(
			`The sign-in chosen in the credential, '${String(chosen)}', is not one of ${definition.displayName}'s`,
			'Open the credential and choose again how to sign in.',
		);
	if (!recipe) {
		throw new InputProblem(`${definition.displayName} can only be used through OAuth2`, "Choose 'OAuth2' under 'Authentication'.");
	}
	return recipe;
}

function oauth2Of({ oauth2, displayName }: ServiceDefinition): OAuth2Recipe {
	if (oauth2) return oauth2;
	throw new InputProblem(`${displayName} has no OAuth2 sign-in here`, "Choose 'API Key, Token or Password' under 'Authentication'.");
}

function resolveOAuth2(
	definition: ServiceDefinition,
	recipe: OAuth2Recipe,
	credential: CredentialValues,
	{ read, site, finish }: Entrance,
	found: Scope,
): Site {
	const values = { ...site, ...fieldValues(recipe.fields ?? [], read, definition, found) };
	const headers: Record<string, string> = {};
	for (const [name, template] of Object.entries(recipe.headers ?? {})) {
		const value = fillText(template, values);
		if (value !== undefined) headers[checkHeader(name, value)] = value;
	}
	return {
		definition,
		baseUrl: finish(recipe.baseUrl ?? definition.baseUrl, values),
		root: finish(rootOf(recipe.baseUrl ?? definition.baseUrl), values),
		values,
		auth: { headers, query: {} },
		oauth2: { tokenType: recipe.tokenType },
		secrets: oauth2Secrets(credential),
		right: recipe.right ?? (recipe.scopes.length > 0 ? `Scopes: ${recipe.scopes.join(', ')}` : undefined),
	};
}

/** The secrets inside an OAuth2 credential: client secret and whatever tokens n8n holds at the moment. */
export function oauth2Secrets(credential: CredentialValues): Secrets {
	const tokens = credential.oauthTokenData;
	const held = typeof tokens === 'object' && tokens !== null ? (tokens as Record<string, unknown>) : {};
	return new Secrets([credential.clientSecret, held.access_token, held.refresh_token, held.id_token]);
}
