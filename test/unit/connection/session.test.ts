import type { Exchange, Tools } from '../../../nodes/CreateProject/delivery/exchange';
import { makeAuthorize, Sessions, stateOf } from '../../../nodes/CreateProject/connection/session';
import { InputProblem } from '../../../nodes/CreateProject/project/problem';
import type { OutgoingRequest } from '../../../nodes/CreateProject/project/asked/request';
import { resolveSite } from '../../../nodes/CreateProject/connection/site';
import { defineService, type AuthRecipe } from '../../../nodes/CreateProject/services/service';

const tools: Tools = { now: () => 0, monotonic: () => 0, sleep: async () => undefined, random: () => 0 };
const recipe: AuthRecipe = {
	name: 'Login',
	fields: [
		{ name: 'user', displayName: 'User' },
		{ name: 'password', displayName: 'Password', secret: true },
	],
	login: { path: '/auth', body: { username: '{user}', password: '{password}' }, token: 'auth.token' },
	headers: { Authorization: 'Bearer {session}' },
};
const siteWith = (auth: AuthRecipe, password = 'pw-hidden', { user = 'me', baseUrl = 'https://api.example.com' } = {}) =>
	resolveSite(
		defineService({ id: 's', displayName: 'Sample', docs: '', baseUrl, auth: [auth], create: {}, fields: [], reply: {} }),
		{ user, password },
		'token',
	);
const answer = (status: number, text: string): Exchange => ({
	kind: 'answer',
	answer: { status, headers: { 'content-type': 'application/json' }, text },
	receivedAt: 0,
});

function authorizer(...exchanges: Exchange[]) {
	const sent: OutgoingRequest[] = [];
	const site = siteWith(recipe);
	const send = async (request: OutgoingRequest): Promise<Exchange> => {
		sent.push(request);
		return exchanges[sent.length - 1];
	};
	const authorize = makeAuthorize(site, send, new Sessions());
	return { authorize, sent, site };
}

describe('a login', () => {
	it('is not made where the credential needs none', async () => {
		const site = siteWith({ ...recipe, login: undefined, headers: { 'X-Key': '{password}' } });
		const authorize = makeAuthorize(site, () => Promise.reject(new Error('nothing may be sent')), new Sessions());
		expect(await authorize()).toEqual({ headers: { 'X-Key': 'pw-hidden' }, query: {} });
	});

	it('is made once for all requests, and its token is masked', async () => {
		const { authorize, sent, site } = authorizer(answer(200, '{"auth":{"token":"session one"}}'));
		const auths = await Promise.all([authorize(), authorize(), authorize()]);
		expect(auths.map(({ headers }) => headers.Authorization)).toEqual(['Bearer session one', 'Bearer session one', 'Bearer session one']);
		expect(sent).toHaveLength(1);
		expect(sent[0]).toMatchObject({
			method: 'POST',
			url: 'https://api.example.com/auth',
			body: '{"username":"me","password":"pw-hidden"}',
		});
		expect(sent[0].headers).not.toHaveProperty('Authorization');
		expect(site.secrets.maskText('session one, session%20one, pw-hidden')).toBe('***, ***, ***');
	});

	it('is made again when the API no longer takes the token', async () => {
		const { authorize, sent } = authorizer(answer(200, '{"auth":{"token":"one"}}'), answer(200, '{"auth":{"token":"two"}}'));
		const stale = await authorize();
		// Two items met its end; the first renews, the second finds the new one.
		const renewed = await Promise.all([authorize(stale), authorize(stale)]);
		const later = [await authorize(stale), await authorize()];
		expect([...renewed, ...later].map(({ headers }) => headers.Authorization)).toEqual(Array(4).fill('Bearer two'));
		expect(sent).toHaveLength(2);
	});

	it('that is refused says why, and is tried again next time', async () => {
		const { authorize } = authorizer(answer(401, '{"detail":"Wrong password."}'), answer(200, '{"auth":{"token":"one"}}'));
		await expect(authorize()).rejects.toThrow('Sample did not accept the sign-in: Wrong password.');
		expect((await authorize()).headers.Authorization).toBe('Bearer one');
	});

	it.each([
		answer(200, '{}'),
		answer(200, '{"auth":{"token":""}}'),
		answer(200, '{"auth":{"token":5}}'),
		answer(200, '<html></html>'),
		{ kind: 'fault', fault: { reason: 'dns', sent: 'no', permanent: false, message: 'x' } } as Exchange,
	])('without a token is none: %j', async (exchange) => {
		await expect(authorizer(exchange).authorize()).rejects.toBeInstanceOf(InputProblem);
	});
});

describe('a login session', () => {
	const MORE = { ...recipe, name: 'Login by mail', login: { ...recipe.login!, path: '/auth/mail' } };
	it.each<[string, ReturnType<typeof siteWith>]>([
		['another user with the same password', siteWith(recipe, 'pw-hidden', { user: 'bob' })],
		['another password', siteWith(recipe, 'pw-changed')],
		['another site', siteWith(recipe, 'pw-hidden', { baseUrl: 'https://other.example.com' })],
		['another way in', siteWith(MORE)],
	])('is not that of %s', async (_title, other) => {
		const sessions = new Sessions();
		const sent: OutgoingRequest[] = [];
		const send = async (request: OutgoingRequest): Promise<Exchange> => {
			sent.push(request);
			return answer(200, `{"auth":{"token":"token-${sent.length}"}}`);
		};
		const tokenOf = async (site: ReturnType<typeof siteWith>): Promise<unknown> =>
			(await makeAuthorize(site, send, sessions)()).headers.Authorization;
		expect(await tokenOf(siteWith(recipe))).toBe('Bearer token-1');
		expect(await tokenOf(other)).toBe('Bearer token-2');
		// Each finds its own again.
		expect([await tokenOf(siteWith(recipe)), await tokenOf(other)]).toEqual(['Bearer token-1', 'Bearer token-2']);
		expect(sent).toHaveLength(2);
	});

	it('is forgotten, the oldest first, before there are too many', async () => {
		const sessions = new Sessions();
		let logins = 0;
		const send = async (): Promise<Exchange> => answer(200, `{"auth":{"token":"token-${++logins}"}}`);
		for (let user = 0; user < 300; user++) await makeAuthorize(siteWith(recipe, 'pw-hidden', { user: `u${user}` }), send, sessions)();
		await makeAuthorize(siteWith(recipe, 'pw-hidden', { user: 'u299' }), send, sessions)();
		expect(logins).toBe(300);
		await makeAuthorize(siteWith(recipe, 'pw-hidden', { user: 'u0' }), send, sessions)();
		expect(logins).toBe(301);
	});
});

describe('the state of an API', () => {
	it('is shared by address and credential, and not with other secrets', () => {
		const site = siteWith(recipe);
		expect(stateOf(site, 'c1', tools)).toBe(stateOf(siteWith(recipe), 'c1', tools));
		expect(stateOf(site, 'c2', tools)).not.toBe(stateOf(site, 'c1', tools));
		expect(stateOf(siteWith(recipe, 'pw-changed'), 'c1', tools)).not.toBe(stateOf(site, 'c1', tools));
	});
});
