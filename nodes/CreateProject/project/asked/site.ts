import type { AuthRecipe, ServiceDefinition } from '../../services/service';
import type { JsonObject } from '../json';
import type { Secrets } from '../secrets';
import type { Scope } from './template';

/** A credential's values as n8n hands them over. */
export type CredentialValues = Record<string, unknown>;

/** What a credential adds to each request. */
export interface Auth {
	headers: Record<string, string>;
	query: Record<string, string>;
	body?: JsonObject;
}

/** A service at one address, signed in: what a credential resolves to. */
export interface Site {
	definition: ServiceDefinition;
	/** Without trailing slash. */
	baseUrl: string;
	/** What an API's own addresses (next page, job) must lie below; default: `baseUrl`. */
	root?: string;
	/** Credential values that placeholders may use; secrets are not among them. */
	values: Scope;
	auth: Auth;
	/** The token is n8n's affair; set with its type where that is not `Bearer`. */
	oauth2?: { tokenType?: string };
	/** A login that must come first; `authWith` puts its token where it belongs. */
	login?: { recipe: AuthRecipe; values: Scope; authWith: (session: string) => Auth };
	/** Values that must not show anywhere. */
	secrets: Secrets;
	/** What was read out of a description of the API, a line a thing, for the person who sets it up. */
	derived?: readonly string[];
	/** The right a token needs, for the message on 403. */
	right?: string;
}
