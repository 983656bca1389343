import * as workflow from 'n8n-workflow';
import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { realTools } from '../delivery/batch';
import type { Tools } from '../delivery/exchange';
import type { ApiAccess } from '../delivery/run';
import { Filters } from '../delivery/filters';
import { SharedLists } from '../delivery/sharedList';
import { makeSender, type CredentialType } from './sender';
import { makeAuthorize, stateOf } from './session';
import { applySettings, settingSecrets, type ApiSettings } from '../project/asked/settings';
import type { CredentialValues, Site } from '../project/asked/site';
import { problemOf } from '../project/problem';
import { derivedLines } from '../project/described/apply';
import type { ApiDescription } from '../project/described/description';
import { definitionIn, heldSecrets, resolveSite } from './site';

export const tools: Tools = realTools(workflow.sleep);

/** A site with everything needed to talk to it. */
export type Connection = ApiAccess;

/**
 * n8n's domain restriction of a credential, which its request helper enforces only when it is handed
 * over. Older n8n has neither the setting nor the function.
 */
export function allowedDomainsOf(context: IExecuteFunctions | ILoadOptionsFunctions, credentialData: CredentialValues): string | undefined {
	const { getCredentialAllowedDomains } = workflow as { getCredentialAllowedDomains?: typeof workflow.getCredentialAllowedDomains };
	return getCredentialAllowedDomains?.({
		node: context.getNode(),
		credentialData: credentialData as workflow.ICredentialDataDecryptedObject,
		surface: 'Create Project',
	});
}

/** What a connection is made of. */
export interface ConnectionParts {
	credentialType: CredentialType;
	credential: CredentialValues;
	settings: ApiSettings;
	timeoutMs: number;
	/** What *Describe the API With* says, see `describeConnection`. */
	description?: ApiDescription;
}

/** An API that is none of ours is called by its host: "Custom API" is a name of this node, which says nothing of whose words these are. */
const calledByHost = (site: Site): Site =>
	site.definition.open ? { ...site, definition: { ...site.definition, displayName: new URL(site.baseUrl).host } } : site;

/** Resolves a credential to a connection. @throws {InputProblem} for a credential that cannot be used. */
export function connect(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	{ credentialType, credential, settings, timeoutMs, description }: ConnectionParts,
): Connection {
	const definition = definitionIn(credential);
	const kind = credentialType === 'projectApi' ? 'token' : 'oauth2';
	let site: Site;
	try {
		site = calledByHost(resolveSite(applySettings(definition, settings, description), credential, kind));
	} catch (cause) {
		throw heldSecrets(definition, credential, kind).maskProblem(problemOf(cause));
	}
	// Whoever sees a project's address sees the host.
	site.secrets.leave(new URL(site.baseUrl).host);
	for (const { value, before } of settingSecrets(settings)) site.secrets.add(value, before);
	if (description) site.derived = derivedLines(description);
	const send = makeSender(context, { site, credentialType, timeoutMs, allowedDomains: allowedDomainsOf(context, credential) });
	const state = stateOf(site, context.getNode().credentials?.[credentialType]?.id ?? credentialType, tools);
	return {
		site,
		send,
		state,
		claimsBefore: state.host.claims.made,
		authorize: makeAuthorize(site, send),
		matched: new Map(),
		lists: new SharedLists(tools),
		filters: new Filters(),
	};
}
