import type { CredentialValues } from '../project/asked/site';
import { InputProblem } from '../project/problem';
import type { AuthRecipe, CredentialField, ServiceDefinition } from '../services/service';

/**
 * Which property of a credential holds what.
 *
 * Each service has property names of its own. n8n gives properties of one name a common default and keeps a typed value when the
 * service is changed, so that a token of one tool went to another tool's address.
 */

/** Holds the service of the token credential, by its id. `service` is the name that earlier credentials have. */
export const SERVICE = 'tool';
/** The same of the OAuth2 credential, whose fields have always been named by service. */
export const OAUTH2_SERVICE = 'service';

/** `API Key in Header` to `apiKeyInHeader`: the stored value of a sign-in choice. */
export const recipeId = (name: string): string =>
	name
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter((word) => word !== '')
		.map((word, position) => (position === 0 ? word : capital(word)))
		.join('');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The name of a service's own property: `gitlab` and `token` to `gitlabToken`. */
export const ownProperty = (serviceId: string, name: string): string => `${serviceId}${capital(name)}`;

/** The property of a field: two sign-ins of a service share one where the field is the same for both. */
export const fieldProperty = (serviceId: string, { name, property }: Pick<CredentialField, 'name' | 'property'>): string =>
	ownProperty(serviceId, property ?? name);

/** The choice between several sign-ins of a service. */
export const signInProperty = (serviceId: string): string => ownProperty(serviceId, 'signInWith');
/** Name/value pairs of headers, of a sign-in that takes them. */
export const pairsProperty = (serviceId: string): string => ownProperty(serviceId, 'headerPairs');
/** The path that n8n's test of a credential asks. */
export const testPathProperty = (serviceId: string): string => ownProperty(serviceId, 'testPath');
/** Leave to use plain http. */
export const insecureProperty = (serviceId: string): string => ownProperty(serviceId, 'allowInsecureHttp');

/** The names in credentials saved by earlier versions, in which all services shared them; hidden in the form, to be read on. */
export const EARLIER = { service: 'service', testPath: 'testPath', allowInsecureHttp: 'allowInsecureHttp' } as const;
export const earlierSignIn = (serviceId: string): string => `${serviceId}SignIn`;

/** The addresses of a custom API in OAuth2 credentials: today's name, and the one of earlier versions. */
export const OAUTH2_CUSTOM = {
	baseUrl: { now: ownProperty('custom', 'baseUrl'), earlier: 'baseUrl' },
	authUrl: { now: ownProperty('custom', 'authorizationUrl'), earlier: 'customAuthUrl' },
	tokenUrl: { now: ownProperty('custom', 'tokenUrl'), earlier: 'customAccessUrl' },
	scope: { now: ownProperty('custom', 'scopes'), earlier: 'customScope' },
	clientAuth: { now: ownProperty('custom', 'secretIn'), earlier: 'customClientAuth' },
	authQuery: { now: ownProperty('custom', 'authorizationQuery'), earlier: 'customAuthQuery' },
} as const;

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * The id of the service a credential is for.
 *
 * @throws {InputProblem} when none was chosen.
 */
export function serviceIn(credential: CredentialValues): string {
	const chosen = [credential[SERVICE], credential[OAUTH2_SERVICE]].find((value) => !isBlank(value));
	if (chosen !== undefined) return String(chosen);
	// n8n does not store a default; a custom API was the default once, and is known by its address.
	if (!isBlank(credential.baseUrl)) return 'custom';
	throw new InputProblem('No service is chosen in the credential', "Open the credential and choose your tool under 'Service'.");
}

/** Reads the values of a credential by what they are. */
export interface CredentialReader {
	field(field: CredentialField): unknown;
	signIn(): unknown;
	pairs(recipe: AuthRecipe): unknown;
	testPath(): string;
	allowsHttp(): boolean;
}

/**
 * Today's names where the credential was saved with them, else those of earlier versions. Never both: a value kept under a name
 * that services shared may be another service's secret.
 */
export function readerOf({ id }: Pick<ServiceDefinition, 'id'>, credential: CredentialValues, kind: 'token' | 'oauth2'): CredentialReader {
	if (kind === 'oauth2') {
		const base = OAUTH2_CUSTOM.baseUrl;
		return {
			field: (field) => {
				const value = credential[fieldProperty(id, field)];
				return isBlank(value) && fieldProperty(id, field) === base.now ? credential[base.earlier] : value;
			},
			signIn: () => undefined,
			pairs: () => undefined,
			testPath: () => '',
			allowsHttp: () => credential[EARLIER.allowInsecureHttp] === true,
		};
	}
	const isEarlier = isBlank(credential[SERVICE]);
	return {
		field: (field) => credential[isEarlier ? field.name : fieldProperty(id, field)],
		signIn: () => credential[isEarlier ? earlierSignIn(id) : signInProperty(id)],
		pairs: (recipe) => credential[isEarlier ? String(recipe.pairs) : pairsProperty(id)],
		testPath: () => String(credential[isEarlier ? EARLIER.testPath : testPathProperty(id)] ?? ''),
		allowsHttp: () => credential[isEarlier ? EARLIER.allowInsecureHttp : insecureProperty(id)] === true,
	};
}
