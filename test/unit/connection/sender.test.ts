import { Secrets } from '../../../nodes/CreateProject/project/secrets';
import { sleep, type IExecuteFunctions, type IHttpRequestOptions } from 'n8n-workflow';
import nock from 'nock';
import { makeSender, type SenderOptions } from '../../../nodes/CreateProject/connection/sender';
import { BOUNDS } from '../../../nodes/CreateProject/project/bounds';
import type { Exchange, LateEnd } from '../../../nodes/CreateProject/delivery/exchange';
import type { OutgoingRequest } from '../../../nodes/CreateProject/project/asked/request';
import type { Site } from '../../../nodes/CreateProject/project/asked/site';

type Reply = (options: IHttpRequestOptions) => unknown;

const post: OutgoingRequest = {
	method: 'POST',
	url: 'https://api.example.com/projects?v=1',
	headers: { 'Content-Type': 'application/json', 'X-Key': 'k' },
	body: '{}',
};
const pending = new Promise<never>(() => undefined);

/** n8n's helpers, as far as the sender knows them. What was called is kept. */
function sender(reply: Reply, options: Partial<SenderOptions> = {}, oauth2?: Site['oauth2']) {
	const calls: Array<{ how: string; options: IHttpRequestOptions; more: unknown }> = [];
	const answer = async (how: string, given: IHttpRequestOptions, more?: unknown): Promise<unknown> => {
		calls.push({ how, options: given, more });
		return await reply(given);
	};
	const context = {
		helpers: {
			httpRequest: async (given: IHttpRequestOptions) => await answer('plain', given),
			async httpRequestWithAuthentication(this: unknown, type: string, given: IHttpRequestOptions, more: unknown) {
				return await answer(`${type} ${this === context ? 'bound' : 'loose'}`, given, more);
			},
		},
	} as unknown as IExecuteFunctions;
	const site = { oauth2, secrets: new Secrets() } as Site;
	return {
		calls,
		send: makeSender(context, { site, credentialType: oauth2 ? 'projectOAuth2Api' : 'projectApi', timeoutMs: 20_000, ...options }),
	};
}

const created: Reply = () => ({
	statusCode: 201,
	headers: { 'Content-Type': 'application/json', 'set-cookie': ['a=1', 'b=2'], gone: undefined },
	body: '{"id":12345678901234567890}',
});

describe('the sender', () => {
	it('gives the answer as it came: text not parsed, header names in lower case', async () => {
		const exchange = await sender(created).send(post);
		expect(exchange).toMatchObject({
			kind: 'answer',
			answer: {
				status: 201,
				headers: { 'content-type': 'application/json', 'set-cookie': 'a=1, b=2' },
				text: '{"id":12345678901234567890}',
			},
		});
	});

	it.each([
		[undefined, ''],
		[null, ''],
		[Buffer.from('ü'), 'ü'],
		[{ a: 1 }, '{"a":1}'],
	])('makes a text of the body %p', async (body, text) => {
		expect(await sender(() => ({ statusCode: 200, headers: {}, body })).send(post)).toMatchObject({ answer: { text } });
	});

	it.each<[string, Buffer, string]>([
		['UTF-8', Buffer.from('{"name":"Zürich"}'), 'application/json'],
		['Latin-1', Buffer.from('{"name":"Zürich"}', 'latin1'), 'application/json; charset=ISO-8859-1'],
		['UTF-16 with its mark', Buffer.from('\ufeff{"name":"Zürich"}', 'utf16le'), 'application/json'],
		['UTF-16 the other way round', Buffer.from('\ufeff{"name":"Zürich"}', 'utf16le').swap16(), 'application/json; charset=utf-16'],
		['an encoding that nobody knows', Buffer.from('{"name":"Zürich"}'), 'application/json; charset=x-nobody'],
	])('reads %s', async (_title, body, type) => {
		const exchange = await sender(() => ({ statusCode: 200, headers: { 'content-type': type }, body })).send(post);
		expect(exchange).toMatchObject({ kind: 'answer', answer: { text: '{"name":"Zürich"}' } });
	});

	it.each([
		['text', (size: number) => 'a'.repeat(size)],
		['buffer', (size: number) => Buffer.alloc(size, 97)],
	])('lets go of a body above the bound and keeps its size: %s', async (_what, body) => {
		const of = async (size: number) => await sender(() => ({ statusCode: 201, headers: {}, body: body(size) })).send(post);
		expect(await of(BOUNDS.body + 1)).toMatchObject({ answer: { status: 201, text: '', unread: BOUNDS.body + 1 } });
		const whole = await of(BOUNDS.body);
		expect(whole.kind === 'answer' && [whole.answer.text.length, whole.answer.unread]).toEqual([BOUNDS.body, undefined]);
	});

	it('lets go of the large body of a refused OAuth2 token, too', async () => {
		const refused = Object.assign(new Error('401'), { response: { status: 401, headers: {}, data: 'a'.repeat(BOUNDS.body + 1) } });
		const exchange = await sender(() => Promise.reject(refused), {}, {}).send(post);
		expect(exchange).toMatchObject({ answer: { status: 401, text: '', unread: BOUNDS.body + 1 } });
	});

	it('asks for bytes, the whole answer, every status, and no redirect', async () => {
		const { send, calls } = sender(created, { allowedDomains: 'example.com' });
		await send(post);
		expect(calls[0]).toMatchObject({
			how: 'plain',
			options: {
				method: 'POST',
				url: post.url,
				body: '{}',
				encoding: 'arraybuffer',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				allowedDomains: 'example.com',
			},
		});
		expect(calls[0].options.timeout).toBeGreaterThan(20_000);
	});

	it('sends no body where there is none, and names no domains where none are given', async () => {
		const { send, calls } = sender(created);
		await send({ method: 'GET', url: post.url, headers: {} });
		expect(calls[0].options).not.toHaveProperty('body');
		expect(calls[0].options).not.toHaveProperty('allowedDomains');
	});

	it('gives the helper fresh options for each attempt, for it writes into them', async () => {
		const { send, calls } = sender((options) => {
			options.headers!.Authorization = 'Bearer hidden';
			return created(options);
		});
		await send(post);
		await send(post);
		expect(calls[1].options).not.toBe(calls[0].options);
		expect(calls[1].options.headers).not.toBe(calls[0].options.headers);
		expect(post.headers).not.toHaveProperty('Authorization');
	});

	it('leaves an OAuth2 call to n8n, which renews the token after a 401 only if that throws', async () => {
		const { send, calls } = sender(created, {}, { tokenType: 'Zoho-oauthtoken' });
		await send(post);
		expect(calls[0]).toMatchObject({
			how: 'projectOAuth2Api bound',
			options: { ignoreHttpStatusErrors: { ignore: true, except: [401] } },
			more: { oauth2: { tokenType: 'Zoho-oauthtoken' } },
		});
	});

	it.each([
		['an axios one', { response: { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, data: 'no' } }],
		['one that n8n has wrapped', { cause: { response: { status: 401, headers: { 'WWW-Authenticate': 'Bearer' }, data: 'no' } } }],
	])('reads the answer out of a thrown status: %s', async (_kind, shape) => {
		const { send } = sender(() => Promise.reject(Object.assign(new Error('Request ended with status code 401'), shape)));
		expect(await send(post)).toMatchObject({
			kind: 'answer',
			answer: { status: 401, headers: { 'www-authenticate': 'Bearer' }, text: 'no' },
		});
	});

	it.each<[string, object]>([
		['an axios one', { response: { status: 201, headers: {} } }],
		[
			'one that n8n has wrapped',
			{ cause: Object.assign(new Error('stream has been aborted'), { code: 'ERR_BAD_RESPONSE', response: { status: 201, headers: {} } }) },
		],
	])('does not take the status of a body that was cut on its way for an answer: %s', async (_kind, shape) => {
		const { send } = sender(() => Promise.reject(Object.assign(new Error('stream has been aborted'), shape)));
		expect(await send(post)).toMatchObject({ kind: 'fault', fault: { reason: 'reset', sent: 'maybe' } });
	});

	it.each([
		['ENOTFOUND', 'dns', 'no'],
		['ECONNREFUSED', 'refused', 'no'],
		['ECONNRESET', 'reset', 'maybe'],
		['CERT_HAS_EXPIRED', 'certificate', 'no'],
		['SOMETHING_NEW', 'other', 'maybe'],
	])('never throws for the network: %s', async (code, reason, sent) => {
		const { send } = sender(() => Promise.reject(Object.assign(new Error('x'), { cause: Object.assign(new Error('y'), { code }) })));
		expect(await send(post)).toMatchObject({ kind: 'fault', fault: { reason, sent } });
	});

	it('survives helpers that throw something odd', async () => {
		for (const odd of ['text', undefined, null, 5]) {
			expect(await sender(() => Promise.reject(odd)).send(post)).toMatchObject({
				kind: 'fault',
				fault: { reason: 'other', sent: 'maybe' },
			});
		}
	});

	it('ends an attempt at its deadline though the helper goes on, and aborts it', async () => {
		const { send, calls } = sender(() => pending, { timeoutMs: 1 });
		expect(await send(post)).toMatchObject({ kind: 'fault', fault: { reason: 'timeout', sent: 'maybe', permanent: false } });
		expect(calls[0].options.abortSignal!.aborted).toBe(true);
	});

	it('sends nothing once the execution is stopped', async () => {
		const { send, calls } = sender(created);
		expect(await send(post, AbortSignal.abort())).toMatchObject({
			kind: 'fault',
			fault: { reason: 'canceled', sent: 'no', permanent: true },
		});
		expect(calls).toHaveLength(0);
	});

	it('passes a stop on to the request under way, which may have arrived', async () => {
		const stop = new AbortController();
		const { send } = sender(
			async ({ abortSignal }) =>
				await new Promise((_resolve, reject) => {
					abortSignal!.addEventListener!('abort', () => reject(new Error('ended')));
					stop.abort();
				}),
		);
		expect(await send(post, stop.signal)).toMatchObject({ kind: 'fault', fault: { reason: 'canceled', sent: 'maybe' } });
	});
});

describe('on the wire', () => {
	// `fetch` stands in for n8n's helper; how the real one behaves is the engine tests' affair.
	const wire: Reply = async ({ url, method, headers, body }) => {
		const response = await fetch(url, { method, headers: headers as Record<string, string>, body: body as string, redirect: 'manual' });
		return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
	};

	beforeAll(() => nock.disableNetConnect());
	afterEach(() => nock.cleanAll());
	afterAll(() => {
		nock.enableNetConnect();
		nock.restore();
	});

	it('goes what was built, and comes what was answered', async () => {
		const scope = nock('https://api.example.com', { reqheaders: { 'x-key': 'k', 'content-type': 'application/json' } })
			.post('/projects', {})
			.query({ v: '1' })
			.reply(201, '{"id":1}', { 'Retry-After': '3' });
		expect(await sender(wire).send(post)).toMatchObject({
			kind: 'answer',
			answer: { status: 201, text: '{"id":1}', headers: { 'retry-after': '3' } },
		});
		expect(scope.isDone()).toBe(true);
	});

	it('comes a redirect as itself', async () => {
		nock('https://api.example.com').post('/projects').query(true).reply(302, '', { Location: 'https://evil.example/' });
		const elsewhere = nock('https://evil.example').get('/').reply(200, '{"id":1}');
		expect(await sender(wire).send(post)).toMatchObject({
			kind: 'answer',
			answer: { status: 302, headers: { location: 'https://evil.example/' } },
		});
		expect(elsewhere.isDone()).toBe(false);
	});
});

describe('a connection that is kept after a timeout', () => {
	/** Answers after so long, unless it is stopped. */
	const after =
		(ms: number): Reply =>
		async (options) => {
			await sleep(ms, options.abortSignal as AbortSignal);
			return created(options);
		};
	const timeoutMs = 60;

	it('gives the answer that comes late', async () => {
		const exchange = await sender(after(100), { timeoutMs }).send(post, undefined, true);
		expect(exchange).toMatchObject({ kind: 'fault', fault: { reason: 'timeout', sent: 'maybe' } });
		expect(exchange.kind === 'fault' && (await exchange.late?.exchange)).toMatchObject({ kind: 'answer', answer: { status: 201 } });
	});

	it.each<[string, (late: LateEnd, stop: AbortController) => void]>([
		['dropped', (late) => late.drop()],
		['stopped', (_late, stop) => stop.abort()],
		['left alone for too long', () => undefined],
	])('is cut when it is %s', async (_title, act) => {
		const stop = new AbortController();
		const { send, calls } = sender(after(100_000), { timeoutMs });
		const { late } = (await send(post, stop.signal, true)) as Exchange & { kind: 'fault' };
		act(late!, stop);
		expect(await late!.exchange).toMatchObject({ kind: 'fault', fault: { reason: 'canceled' } });
		expect((calls[0].options.abortSignal as AbortSignal).aborted).toBe(true);
	});

	it('is cut at once where nobody asked to keep it, and of one that ends in time there is nothing to keep', async () => {
		const { send, calls } = sender(after(100_000), { timeoutMs });
		expect(await send(post)).not.toHaveProperty('late');
		expect((calls[0].options.abortSignal as AbortSignal).aborted).toBe(true);
		expect(await sender(created, { timeoutMs }).send(post, undefined, true)).toMatchObject({ kind: 'answer' });
	});
});
