import { createHash } from 'node:crypto';
import type {
	IAuthenticate,
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { hostFault, lookUpValues } from '../nodes/CreateProject/connection/connect';
import { buildRequest } from '../nodes/CreateProject/project/asked/request';
import { hearsConditions } from '../nodes/CreateProject/connection/n8nVersion';
import { readerOf } from '../nodes/CreateProject/connection/properties';
import { definitionIn, resolveSite } from '../nodes/CreateProject/connection/site';
import { isUnconnected, sentences, unconnected } from '../nodes/CreateProject/node/advice';
import { InputProblem, inputProblem, passOn } from '../nodes/CreateProject/project/problem';
import { domainFields, tokenForm } from './form';

/** Statuses that say something about a credential wherever they come from. */
const INCONCLUSIVE = { ignore: true as const, except: [401, 403, 500, 502, 503, 504] };

/** Stands for "the service's test request" until `authenticate` puts the real one in its place. */
const TEST_ADDRESS = 'https://credential-test.invalid/';

/**
 * The header that tells n8n's own test from a request of somebody who may only use the credential, in an HTTP Request node: n8n
 * works it out from the credential itself. It is taken off again before anything is sent.
 */
const PROOF = 'x-credential-test';
const proofOf = (credentials: ICredentialDataDecryptedObject): string =>
	createHash('sha256').update(JSON.stringify(credentials), 'utf8').digest('hex');

/**
 * A project tool and how to sign in to it with a secret: API key in header or query, Bearer, Basic,
 * several headers, or none. The service lives here, so that changing the credential moves a workflow to
 * another tool.
 */
export class ProjectApi implements ICredentialType {
	name = 'projectApi';

	displayName = 'Project API';

	icon: Icon = { light: 'file:../nodes/CreateProject/createProject.svg', dark: 'file:../nodes/CreateProject/createProject.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-create-project/n8n-nodes-create-project/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [...tokenForm(), ...domainFields()];

	/**
	 * n8n calls this before each {@link authenticate}, which cannot ask anything itself: what the site tells of itself is looked up, and
	 * whether its host is there. Nothing of it is stored in the credential.
	 */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		return await inFull(async () => {
			const fault = await hostFault(this, credentials);
			if (fault === undefined || !isUnconnected(fault.reason)) return {};
			const { message, help } = unconnected(fault.reason, fault.host);
			throw new InputProblem(message, help);
		});
	}

	/** Signs a request; the Test button's placeholder address becomes the service's own test request. */
	authenticate: IAuthenticate = async (credentials, options) => await inFull(async () => await signed(credentials, options));

	test: ICredentialTestRequest = {
		request: { baseURL: TEST_ADDRESS, url: '', headers: { [PROOF]: '={{ JSON.stringify($credentials).hash("sha256") }}' } },
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message: 'The service does not accept this credential (401). Check it for missing characters, and whether it was revoked.',
				},
			},
			{
				type: 'responseCode',
				properties: { value: 403, message: 'The service knows this credential but refuses it (403). Check its rights.' },
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'The address was not found (404). Check the site or Base URL. With a Custom API, ' +
						"set 'Test Path' to a path that any valid credential may read.",
				},
			},
		],
	};
}

/** The request as the credential signs it; the test's placeholder address becomes the service's own test request. */
async function signed(credentials: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> {
	const definition = definitionIn(credentials);
	const site = resolveSite(definition, credentials, 'token', await lookUpValues(undefined, 'projectApi', credentials));
	if (`${options.baseURL ?? ''}${options.url}`.startsWith(TEST_ADDRESS)) {
		const own = readerOf(definition, credentials, 'token').testPath();
		const call = site.login?.recipe.login ?? definition.test ?? { path: own };
		// Without a path of the person's only the API's root can be asked; that it has no page says nothing.
		const isGuess = definition.test === undefined && own === '';
		const { [PROOF]: proof, ...headers } = options.headers ?? {};
		// A login's answer holds a token: it is for the test alone, which shows no answer to anybody.
		if (site.login && proof !== proofOf(credentials))
			throw new InputProblem('This address is for the test of the credential', "Press 'Retry' in the credential to test it.");
		const request = buildRequest(site, call, { scope: site.login?.values ?? {} });
		return {
			...options,
			baseURL: undefined,
			qs: undefined,
			method: request.method,
			url: request.url,
			headers: { ...headers, ...request.headers },
			body: request.body,
			disableFollowRedirect: true,
			...(isGuess && hearsConditions ? { ignoreHttpStatusErrors: INCONCLUSIVE } : {}),
		};
	}
	return { ...options, headers: { ...options.headers, ...site.auth.headers }, qs: { ...options.qs, ...site.auth.query } };
}

/** n8n shows of an error in a credential no more than its message: the way out must be in it. */
async function inFull<Result>(work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (cause) {
		if (!(cause instanceof InputProblem)) throw passOn(cause);
		throw inputProblem(sentences(cause.message, cause.hint ?? ''));
	}
}
