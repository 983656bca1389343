import type { Fault } from '../../../nodes/CreateProject/delivery/exchange';
import { judge, type Verdict, type VerdictContext } from '../../../nodes/CreateProject/delivery/verdict';
import { defineService, type ServiceDefinition } from '../../../nodes/CreateProject/services/service';
import { Secrets } from '../../../nodes/CreateProject/project/secrets';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const base: ServiceDefinition = defineService({
	id: 'x',
	displayName: 'X',
	docs: 'https://example.com',
	baseUrl: 'https://api.example.com',
	create: { path: '/projects' },
	fields: [],
	reply: { id: 'id', name: 'name' },
});

function verdictOf(
	status: number,
	body: unknown,
	{
		headers = {},
		definition = {},
		...context
	}: Partial<Omit<VerdictContext, 'definition'>> & { headers?: Record<string, string>; definition?: Partial<ServiceDefinition> } = {},
): Verdict {
	const whole = { ...base, ...definition };
	return judge(
		{ kind: 'answer', receivedAt: NOW, answer: { status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) } },
		{
			definition: whole,
			read: { map: whole.reply, scope: {}, baseUrl: whole.baseUrl, heuristic: false },
			now: NOW,
			keyed: false,
			secrets: new Secrets(),
			...context,
		},
	);
}

const PROJECT = { id: 7, name: 'Apollo' };
const RETRY_AFTER = { 'retry-after': '3' };

describe('an answer too large to be read', () => {
	it.each([
		[201, { kind: 'unknown', reason: 'tooLarge' }],
		[500, { kind: 'unknown', reason: 'serverFault' }],
		[422, { kind: 'refused', reason: 'invalid' }],
		[401, { kind: 'refused', reason: 'unauthorized' }],
		[429, { kind: 'repeat', reason: 'limit' }],
	])('means with status %i what the status says, and the size is named', (status, expected) => {
		const read = { map: base.reply, scope: {}, baseUrl: base.baseUrl, heuristic: true };
		const verdict = judge(
			{ kind: 'answer', receivedAt: NOW, answer: { status, headers: {}, text: '', unread: 140_000_000 } },
			{ definition: base, read, now: NOW, keyed: false, secrets: new Secrets() },
		);
		expect(verdict).toMatchObject(expected);
		expect(verdict.complaint.own).toContain('140 MB');
	});
});

describe('judge', () => {
	it.each<[string, number, unknown, Parameters<typeof verdictOf>[2], object]>([
		['201 with a project', 201, PROJECT, {}, { kind: 'created', project: { id: '7', name: 'Apollo' } }],
		['200 with a project', 200, PROJECT, {}, { kind: 'created' }],
		['204 without a word', 204, '', {}, { kind: 'created', project: { id: '' } }],
		['200 with a web page', 200, '<!doctype html><html></html>', {}, { kind: 'unknown', reason: 'webPage' }],
		['201 that was cut off', 201, '{"id":7,"na', {}, { kind: 'unknown', reason: 'truncated' }],
		['301', 301, '', { headers: { location: 'https://other.example.com' } }, { kind: 'unknown', reason: 'moved' }],
		['307', 307, '', {}, { kind: 'unknown', reason: 'moved' }],
		['499', 499, '', {}, { kind: 'unknown', reason: 'serverFault' }],
		['460', 460, '', {}, { kind: 'unknown', reason: 'serverFault' }],
		['400', 400, { message: 'No' }, {}, { kind: 'refused', reason: 'invalid', complaint: { message: 'No' } }],
		['401', 401, {}, {}, { kind: 'refused', reason: 'unauthorized' }],
		['403', 403, {}, {}, { kind: 'refused', reason: 'forbidden' }],
		[
			'403 with Retry-After',
			403,
			{},
			{ headers: RETRY_AFTER },
			{ kind: 'repeat', reason: 'limit', shared: true, retryAfter: { ms: 3000 } },
		],
		[
			'403 with nothing remaining',
			403,
			{},
			{ headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' } },
			{ kind: 'repeat', retryAfter: { ms: 9000 } },
		],
		[
			'403 that speaks of a secondary rate limit',
			403,
			{ message: 'You have exceeded a secondary rate limit' },
			{},
			{ kind: 'repeat', reason: 'limit', shared: true },
		],
		['404', 404, {}, {}, { kind: 'refused', reason: 'notFound' }],
		['408', 408, {}, {}, { kind: 'repeat', reason: 'busy', shared: false }],
		['425', 425, {}, {}, { kind: 'repeat', reason: 'busy', shared: false }],
		['409', 409, {}, {}, { kind: 'duplicate', field: 'name' }],
		[
			'409 while the same key is at work',
			409,
			{ message: 'A request with this key is still being processed' },
			{ keyed: true },
			{ kind: 'repeat', reason: 'inFlight', shared: false },
		],
		[
			'409 in the words of the key, from a service without duplicate answers',
			409,
			{ message: 'Idempotency conflict' },
			{ keyed: true },
			{ kind: 'repeat', reason: 'inFlight' },
		],
		['the same words without a key', 409, { message: 'A request is still being processed' }, {}, { kind: 'duplicate' }],
		[
			'409 of a service that has its own duplicate answers',
			409,
			{ message: 'Version conflict' },
			{ definition: { duplicates: [{ status: 409, body: 'taken' }] } },
			{ kind: 'refused', reason: 'invalid' },
		],
		[
			'422',
			422,
			{ errors: { name: ['is too long'] } },
			{},
			{ kind: 'refused', reason: 'invalid', complaint: { fields: { name: ['is too long'] } } },
		],
		[
			'422 for a key used with another body',
			422,
			{ message: 'Idempotency-Key was used with another payload' },
			{ keyed: true },
			{ kind: 'refused', reason: 'keyReused' },
		],
		[
			'422 in the same words without a key',
			422,
			{ message: 'Idempotency-Key was used with another payload' },
			{},
			{ kind: 'refused', reason: 'invalid' },
		],
		[
			'a duplicate in the words of the service',
			422,
			{ message: 'Name has already been taken' },
			{ definition: { duplicates: [{ status: 422, body: 'already been taken', field: 'key' }] } },
			{ kind: 'duplicate', field: 'key' },
		],
		['429', 429, {}, {}, { kind: 'repeat', reason: 'limit', shared: true }],
		['429 with Retry-After', 429, {}, { headers: RETRY_AFTER }, { kind: 'repeat', retryAfter: { ms: 3000, source: 'retry-after' } }],
		[
			'429 of a service that names no time',
			429,
			{},
			{ definition: { limits: { waitMs: 30_000 } } },
			{ kind: 'repeat', retryAfter: { ms: 30_000, source: 'service' } },
		],
		[
			'a limit in the words of the service',
			400,
			{ message: 'RATELIMITED' },
			{ definition: { limits: { answers: [{ status: 400, body: 'RATELIMITED' }] } } },
			{ kind: 'repeat', reason: 'limit', shared: true },
		],
		[
			'a plan limit that looks like a passing one',
			503,
			{},
			{ headers: RETRY_AFTER, definition: { limits: { never: [{ status: 503 }] } } },
			{ kind: 'refused', reason: 'failed' },
		],
		['500', 500, {}, {}, { kind: 'unknown', reason: 'serverFault' }],
		['502', 502, '<html></html>', {}, { kind: 'unknown', reason: 'serverFault' }],
		['503 without a time', 503, {}, {}, { kind: 'unknown', reason: 'serverFault' }],
		['503 with a time', 503, {}, { headers: RETRY_AFTER }, { kind: 'repeat', reason: 'busy', shared: true, retryAfter: { ms: 3000 } }],
		['504', 504, {}, {}, { kind: 'unknown', reason: 'serverFault' }],
		['520 of a proxy', 520, {}, {}, { kind: 'unknown', reason: 'serverFault' }],
		['501', 501, {}, {}, { kind: 'refused', reason: 'failed' }],
		['418', 418, {}, {}, { kind: 'refused', reason: 'invalid' }],
	])('takes %s for what it is', (_title, status, body, context, expected) => {
		expect(verdictOf(status, body, context)).toMatchObject({ ...expected, status });
	});

	it.each<[string, Fault['sent'], boolean, object]>([
		['may have been sent', 'maybe', false, { kind: 'unknown', reason: 'reset' }],
		['was not sent', 'no', false, { kind: 'repeat', shared: false }],
		['was not sent and never can be', 'no', true, { kind: 'refused' }],
	])('takes a request that %s for what it is', (_title, sent, permanent, expected) => {
		const verdict = judge(
			{ kind: 'fault', fault: { reason: 'reset', sent, permanent, message: 'm' } },
			{
				definition: base,
				read: { map: base.reply, scope: {}, baseUrl: base.baseUrl, heuristic: false },
				now: NOW,
				keyed: false,
				secrets: new Secrets(),
			},
		);
		expect(verdict).toMatchObject({ ...expected, complaint: { message: 'm' } });
	});

	describe('with failures inside a success', () => {
		it.each<[string, unknown, Parameters<typeof verdictOf>[2], object]>([
			[
				'GraphQL errors',
				{ errors: [{ message: 'No access' }] },
				{ protocol: 'graphql' },
				{ kind: 'refused', reason: 'failed', complaint: { message: 'No access' } },
			],
			[
				'GraphQL errors that speak of a limit',
				{ errors: [{ message: 'Rate limit exceeded' }] },
				{ protocol: 'graphql' },
				{ kind: 'repeat', reason: 'limit', shared: true },
			],
			[
				'GraphQL errors beside a created project',
				{ ...PROJECT, errors: [{ message: 'One field' }] },
				{ protocol: 'graphql' },
				{ kind: 'created' },
			],
			['a JSON-RPC error', { error: { message: 'No' } }, { protocol: 'rpc' }, { kind: 'refused', reason: 'failed' }],
			['a JSON-RPC result of false', { result: false }, { protocol: 'rpc' }, { kind: 'refused', reason: 'failed' }],
			[
				'a value that the definition demands',
				{ ok: false, id: 7 },
				{ definition: { reply: { id: 'id', ok: { path: 'ok', is: true } } } },
				{ kind: 'refused', reason: 'failed' },
			],
			[
				'success: false of an unknown API',
				{ success: false, message: 'No' },
				{ read: { map: {}, scope: {}, baseUrl: base.baseUrl, heuristic: true } },
				{ kind: 'refused', reason: 'failed' },
			],
		])('sees %s', (_title, body, context, expected) => {
			expect(verdictOf(200, body, context)).toMatchObject(expected);
		});
	});

	describe('of a create', () => {
		const wanted = { name: 'Apollo' };
		const open = { read: { map: {}, scope: {}, baseUrl: base.baseUrl, heuristic: true, wanted } };
		const known = { read: { map: base.reply, scope: {}, baseUrl: base.baseUrl, heuristic: false, wanted } };

		it.each<[string, number, unknown, object]>([
			['a list, of which nobody can say what it is', 200, [PROJECT, PROJECT], { kind: 'unknown', reason: 'odd', claimsSuccess: true }],
			['204 without a word', 204, '', { kind: 'unknown', reason: 'odd', claimsSuccess: true }],
			['no id', 201, { name: 'Apollo' }, { kind: 'unknown', reason: 'odd' }],
			['an empty id', 201, { id: '', name: 'Apollo' }, { kind: 'unknown', reason: 'odd' }],
			['another name', 201, { id: 8, name: 'Gemini' }, { kind: 'unknown', reason: 'odd', shown: { id: '8' } }],
			['a changed name', 201, { id: 8, name: 'APOLLO' }, { kind: 'created', project: { id: '8' } }],
			['an order', 202, PROJECT, { kind: 'created', isOrdered: true }],
			[
				'a refusal in numbers',
				200,
				{ code: 230001, msg: 'invalid' },
				{ kind: 'refused', reason: 'failed', complaint: { message: 'invalid' } },
			],
			['a code of its own', 201, { ...PROJECT, code: 4711 }, { kind: 'created', project: { id: '7' } }],
			['a refusal in words', 200, 'Error: name taken', { kind: 'refused', complaint: { message: 'Error: name taken' } }],
		])('takes %s for what it is, whatever the service', (_title, status, body, expected) => {
			expect(verdictOf(status, body, open)).toMatchObject(expected);
			expect(verdictOf(status, body, known)).toMatchObject(expected);
		});

		it('takes an answer without an id for a success where the definition says that there is none, or names an address', () => {
			const read = { ...known.read, map: { ...base.reply, withoutId: true as const } };
			expect(verdictOf(204, '', { read })).toMatchObject({ kind: 'created', project: { id: '' } });
			expect(verdictOf(201, '', { ...known, headers: { location: '/projects/7' } })).toMatchObject({
				kind: 'created',
				location: '/projects/7',
			});
		});

		it('reads XML like anything else', () => {
			expect(verdictOf(201, '<project><id>7</id><name>Apollo</name></project>', open)).toMatchObject({
				kind: 'created',
				project: { id: '7' },
			});
			expect(verdictOf(200, '<result><status>error</status><message>Name taken</message></result>', open)).toMatchObject({
				kind: 'refused',
			});
		});
	});

	describe('with jobs', () => {
		const definition = { job: { when: { status: 202 }, state: 'state', succeeded: ['done'], failed: ['failed'] } };

		it('knows a job by its status, and by its Location alone', () => {
			expect(verdictOf(202, { state: 'queued' }, { definition })).toMatchObject({ kind: 'job', body: { state: 'queued' } });
			expect(verdictOf(202, '', { definition, headers: { location: '/jobs/1' } })).toMatchObject({ kind: 'job', location: '/jobs/1' });
			expect(verdictOf(201, PROJECT, { definition })).toMatchObject({ kind: 'created' });
		});
	});

	describe("with a person's own rules", () => {
		it.each([
			['created', { kind: 'created' }],
			['existing', { kind: 'duplicate', reason: 'rule' }],
			['retry', { kind: 'repeat', reason: 'rule', shared: false, retryAfter: { ms: 3000 } }],
			['stop', { kind: 'refused', reason: 'rule' }],
		] as const)('treats a status as "%s"', (treatAs, expected) => {
			expect(verdictOf(418, PROJECT, { headers: RETRY_AFTER, rules: [{ status: 418, treatAs }] })).toMatchObject(expected);
			expect(verdictOf(400, PROJECT, { rules: [{ status: 418, treatAs }] })).toMatchObject({ kind: 'refused', reason: 'invalid' });
		});

		it("shows the person's own message", () => {
			expect(verdictOf(409, {}, { rules: [{ status: 409, treatAs: 'stop', message: 'Ask Ann' }] }).complaint.message).toBe('Ask Ann');
		});

		it('takes for a success what the person calls one, and another 2xx for something unknown', () => {
			expect(verdictOf(302, PROJECT, { successStatuses: [302] })).toMatchObject({ kind: 'created' });
			expect(verdictOf(200, PROJECT, { successStatuses: [201] })).toMatchObject({ kind: 'unknown', reason: 'odd' });
		});
	});
});
