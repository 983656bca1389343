import { createHash } from 'node:crypto';
import { canonicalJson, getPath } from '../project/json';
import { readComplaint } from '../project/answered/failure';
import { InputProblem } from '../project/problem';
import { readContent } from '../project/answered/reply';
import { buildRequest } from '../project/asked/request';
import type { Auth, Site } from '../project/asked/site';
import { ApiStates, type ApiState } from '../delivery/apiState';
import type { Send, Tools } from '../delivery/exchange';

/** One per process: pace, clock and claims by API and credential. */
const states = new ApiStates();

/**
 * The state shared by all requests to this address with this credential. The key holds a digest of the
 * secrets, never a secret.
 */
export function stateOf(site: Site, credentialId: string, tools: Tools): ApiState {
	// The secrets of an OAuth2 credential change with each renewal of its token.
	const lasting = site.oauth2 ? '' : site.secrets.values.join('\n');
	const digest = createHash('sha256').update(lasting).digest('base64url').slice(0, 16);
	return states.get(site.baseUrl, `${credentialId} ${digest}`, tools, site.definition.limits);
}

/** Most login sessions kept at once; the one used longest ago goes first. */
const MOST_SESSIONS = 200;

/**
 * Login sessions of the process, in memory only. A session belongs to one address, one way to sign in and all
 * values that it was made with: two users with one password have one each, and an edited credential has a new one.
 */
export class Sessions {
	private readonly held = new Map<string, Promise<string>>();

	/** Holds no value, only a digest of them all. */
	static keyOf({ baseUrl, login }: Site): string {
		return createHash('sha256')
			.update(canonicalJson([baseUrl, login!.recipe.name, login!.recipe.login, login!.values]))
			.digest('base64url');
	}

	get(key: string): Promise<string> | undefined {
		const session = this.held.get(key);
		if (session) this.put(key, session);
		return session;
	}

	put(key: string, session: Promise<string>): void {
		this.held.delete(key);
		this.held.set(key, session);
		if (this.held.size > MOST_SESSIONS) this.held.delete(this.held.keys().next().value!);
	}

	/** Drops a session that is over, unless another has taken its place. */
	drop(key: string, session: Promise<string>): void {
		if (this.held.get(key) === session) this.held.delete(key);
	}
}

const processSessions = new Sessions();

/**
 * How requests sign in: as the credential says, or with the token of a login that is made once, shared
 * by all, kept in memory only and renewed when the API no longer takes it.
 */
export function makeAuthorize(site: Site, send: Send, sessions = processSessions): (stale?: Auth) => Promise<Auth> {
	const { login } = site;
	if (!login) return async () => site.auth;
	const key = Sessions.keyOf(site);
	return async (stale) => {
		const held = sessions.get(key);
		// Of the items whose token ended together the first logs in again; the others find its new token.
		if (stale && held && (await isTokenOf(held, stale))) sessions.drop(key, held);
		let session = sessions.get(key);
		if (!session) sessions.put(key, (session = logIn(site, send)));
		try {
			const token = await session;
			site.secrets.add(token);
			return login.authWith(token);
		} catch (cause) {
			sessions.drop(key, session);
			throw asProblem(cause);
		}
	};
}

const isTokenOf = async (session: Promise<string>, { headers, query }: Auth): Promise<boolean> => {
	const token = await session.catch(() => undefined);
	return token !== undefined && [...Object.values(headers), ...Object.values(query)].some((value) => value.includes(token));
};

const asProblem = (cause: unknown): InputProblem =>
	cause instanceof InputProblem ? cause : new InputProblem('The sign-in request could not be made', String((cause as Error).message));

async function logIn(site: Site, send: Send): Promise<string> {
	const { recipe, values } = site.login!;
	const exchange = await send(buildRequest(site, recipe.login!, { scope: values }, { headers: {}, query: {} }));
	if (exchange.kind === 'fault') throw new InputProblem('The sign-in request got no answer', exchange.fault.message);
	const content = readContent(exchange.answer);
	const token = content.kind === 'json' ? getPath(content.value, recipe.login!.token) : undefined;
	if (typeof token === 'string' && token !== '') return token;
	const said = readComplaint(content, site.secrets).message;
	throw new InputProblem(
		`${site.definition.displayName} did not accept the sign-in${said === '' ? '' : `: ${said}`}`,
		'Check the user and password in the credential.',
	);
}
