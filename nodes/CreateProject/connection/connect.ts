import type { IExecuteFunctions, IHttpRequestHelper, ILoadOptionsFunctions } from 'n8n-workflow';
import { realTools } from '../delivery/batch';
import type { FaultReason, Tools } from '../delivery/exchange';
import type { ApiAccess } from '../delivery/run';
import { Filters } from '../delivery/filters';
import { SharedLists } from '../delivery/sharedList';
import { applySettings, settingSecrets, type ApiSettings } from '../project/asked/settings';
import type { CredentialValues, Site } from '../project/asked/site';
import type { Scope } from '../project/asked/template';
import { problemOf } from '../project/problem';
import { derivedLines } from '../project/described/apply';
import type { ApiDescription } from '../project/described/description';
import { isDescribed } from './describe';
import { describeConnection } from './document';
import { sleep } from './n8nVersion';
import { PublicValues } from './publicValues';
import { Reach } from './reach';
import { allowedDomainsOf, makeSender, type CredentialType } from './sender';
import { makeAuthorize, stateOf } from './session';
import { definitionIn, heldSecrets, resolveSite } from './site';

export const tools: Tools = realTools(sleep);

/** A site with everything needed to talk to it. */
export type Connection = ApiAccess;

/** One per process. */
const publicValues = new PublicValues(tools);

const reach = new Reach(tools.monotonic);

/** Longest wait for an answer of a look-up before anything is sent, ms. */
const PATIENCE = 10_000;

/** What a connection is made of. */
export interface ConnectionParts {
	credentialType: CredentialType;
	credential: CredentialValues;
	settings: ApiSettings;
	timeoutMs: number;
}

/** An API that is none of ours is called by its host: "Custom API" is a name of this node, which says nothing of whose words these are. */
const calledByHost = (site: Site): Site =>
	site.definition.open ? { ...site, definition: { ...site.definition, displayName: new URL(site.baseUrl).host } } : site;

const kindOf = (credentialType: CredentialType): 'token' | 'oauth2' => (credentialType === 'projectApi' ? 'token' : 'oauth2');

/**
 * What the credential lacks and its site tells anybody, by name. Kept for the process, so that the same question is free.
 *
 * @param context by which to ask; without, only what is known already counts.
 * @throws {InputProblem} for what cannot be read, and for a credential that cannot be used.
 */
export async function lookUpValues(
	context: IHttpRequestHelper | IExecuteFunctions | ILoadOptionsFunctions | undefined,
	credentialType: CredentialType,
	credential: CredentialValues,
	allowedDomains?: string,
): Promise<Scope> {
	const definition = definitionIn(credential);
	const kind = kindOf(credentialType);
	const secrets = heldSecrets(definition, credential, kind);
	const send = context && makeSender(context, { site: { secrets }, credentialType, timeoutMs: PATIENCE, allowedDomains });
	try {
		const signal = (context as Partial<IExecuteFunctions> | undefined)?.getExecutionCancelSignal?.();
		return await publicValues.find(definition, credential, kind, send, signal);
	} catch (cause) {
		throw secrets.maskProblem(problemOf(cause));
	}
}

/**
 * Why no connection can be made to the host that a token credential is for; its secret is not sent.
 *
 * @throws {InputProblem} for a credential that cannot be used.
 */
export async function hostFault(
	context: IHttpRequestHelper,
	credential: CredentialValues,
): Promise<{ reason: FaultReason; host: string } | undefined> {
	const found = await lookUpValues(context, 'projectApi', credential);
	const site = resolveSite(definitionIn(credential), credential, 'token', found);
	const fault = await reach.faultAt(site.baseUrl, makeSender(context, { site, credentialType: 'projectApi', timeoutMs: PATIENCE }));
	return fault && { reason: fault.reason, host: new URL(site.baseUrl).host };
}

/**
 * Makes a connection of a credential: with what its site tells of itself, and with what *Describe the API With* says.
 *
 * @throws {InputProblem} for a credential or a description that cannot be used.
 */
export async function connect(context: IExecuteFunctions | ILoadOptionsFunctions, parts: ConnectionParts): Promise<Connection> {
	const { credentialType, credential, settings } = parts;
	const found = await lookUpValues(context, credentialType, credential, allowedDomainsOf(context, credential));
	const connected = (description?: ApiDescription) => connectTo(context, parts, found, description);
	return isDescribed(settings) ? connected(await describeConnection(context, parts, connected(), tools.now)) : connected();
}

function connectTo(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	{ credentialType, credential, settings, timeoutMs }: ConnectionParts,
	found: Scope,
	description?: ApiDescription,
): Connection {
	const definition = definitionIn(credential);
	const kind = kindOf(credentialType);
	let site: Site;
	try {
		site = calledByHost(resolveSite(applySettings(definition, settings, description), credential, kind, found));
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
