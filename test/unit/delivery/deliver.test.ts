import type { Began } from '../../../nodes/CreateProject/delivery/creationClock';
import type { Delivery, Policy } from '../../../nodes/CreateProject/delivery/policy';
import { InputProblem } from '../../../nodes/CreateProject/project/problem';
import type { ServiceDefinition } from '../../../nodes/CreateProject/services/service';
import { LOOKUP, prepared, Scripted, type Step } from './scripted';

const PROJECT = { id: 7, name: 'Apollo' };
/** A header of which the person says that it counts. */
const KEY: Partial<Delivery> = { key: { value: 'k1', header: 'Idempotency-Key', isHonoured: true } };
const POST = 'POST /projects';
const GET = 'GET /projects?name=Apollo';

interface Case {
	definition?: Partial<ServiceDefinition>;
	policy?: Partial<Policy>;
	more?: Partial<Delivery>;
	expected: object;
	calls: string[];
}

const play = async (steps: Step[], { definition, policy, more, expected, calls }: Case): Promise<Scripted> => {
	const world = new Scripted(steps);
	expect(await world.deliver(definition, policy, more)).toMatchObject(expected);
	expect(world.calls).toEqual(calls);
	return world;
};

const CREATED = { kind: 'done', outcome: 'created', project: { id: '7', name: 'Apollo' } };

describe('an item without obstacles', () => {
	it('takes one request', async () => {
		await play([[201, PROJECT]], {
			expected: { ...CREATED, delivery: { attempts: 1, requests: 1, status: 201, waitedMs: 0, reasons: [] } },
			calls: [POST],
		});
	});

	it("keeps the API's own request id for its support", async () => {
		await play([[201, PROJECT, { 'x-request-id': 'r-9' }]], { expected: { delivery: { requestId: 'r-9' } }, calls: [POST] });
	});
});

describe('repeats', () => {
	it.each<[string, Step]>([
		['a refused connection', 'refused'],
		['a name that was not found', 'dns'],
		['408', [408]],
		['425', [425]],
	])('sends again after %s, for nothing had been done', async (_title, step) => {
		await play([step, [201, PROJECT]], { expected: CREATED, calls: [POST, POST] });
	});

	it('waits as long as it is told, and counts no attempt for it', async () => {
		const limit: Step = [429, '', { 'retry-after': '3' }];
		const world = await play([limit, limit, limit, limit, [201, PROJECT]], {
			policy: { attempts: 1 },
			expected: { ...CREATED, delivery: { attempts: 5 } },
			calls: Array(5).fill(POST),
		});
		world.sent.slice(1).forEach(({ at }, index) => expect(at - world.sent[index].at).toBe(3020));
	});

	it('counts a wait once, however it was waited', async () => {
		const world = new Scripted([
			[429, '', { 'retry-after': '3' }],
			[201, PROJECT],
		]);
		expect((await world.deliver()).delivery.waitedMs).toBe(3000);
	});

	it('ends at once when told to wait longer than allowed, and names the time to come back', async () => {
		const world = await play([[429, '', { 'retry-after': '61' }]], {
			expected: { kind: 'failed', trouble: { reason: 'limit', status: 429 } },
			calls: [POST],
		});
		expect(world.time.now() - world.start).toBe(20);
		const outcome = await new Scripted([[429, '', { 'retry-after': '61' }]]).deliver();
		expect(outcome).toMatchObject({ trouble: { retryAt: world.at(61_020) } });
	});

	it("does not wait for another item's pause that is longer than allowed, and sends nothing into it", async () => {
		const world = new Scripted([]);
		world.state.pace.hold(61_000);
		expect(await world.deliver()).toMatchObject({
			kind: 'failed',
			trouble: { reason: 'limit', retryAt: world.at(61_000) },
			delivery: { requests: 0 },
		});
	});

	it('ends when the time of the item would be over', async () => {
		await play(
			[
				[429, '', { 'retry-after': '3' }],
				[429, '', { 'retry-after': '3' }],
			],
			{ policy: { totalMs: 5000 }, expected: { kind: 'failed', trouble: { reason: 'budget' } }, calls: [POST, POST] },
		);
	});

	it('ends after as many attempts as allowed', async () => {
		await play(['refused', 'refused', 'refused'], {
			expected: { kind: 'failed', trouble: { reason: 'refused' }, delivery: { attempts: 3 } },
			calls: [POST, POST, POST],
		});
	});

	it.each<[string, Step]>([
		['a refusal', [400, { message: 'No' }]],
		['a certificate', 'certificate'],
		['401', [401]],
	])('does not repeat %s', async (_title, step) => {
		await play([step], { expected: { kind: 'failed' }, calls: [POST] });
	});
});

describe('an unknown outcome', () => {
	it.each<[string, Step]>([
		['500', [500]],
		['502', [502, '<html></html>']],
		['a reset', 'reset'],
		['a time-out', 'timeout'],
		['a cut reply', [201, '{"id":7']],
		['a web page', [200, '<html></html>']],
		['a redirect to somewhere', [302, '', { location: '/projects/7' }]],
		['a redirect to nowhere', [301]],
		['a client that had gone, as a proxy saw it', [499]],
	])('after %s is not sent again blindly', async (_title, step) => {
		await play([step], { expected: { kind: 'unknown', delivery: { attempts: 1 } }, calls: [POST] });
	});

	it.each([
		['https', 'https://api.example.com:8443/projects', 'https://api.example.com:8443/projects?name=Apollo', 'failed'],
		['a slash', '/projects/', '/projects/?name=Apollo', 'failed'],
		['elsewhere', '/projects/7', '/projects/?name=Apollo', 'unknown'],
		['another place than the search', 'https://a.example.com/projects', 'https://b.example.com/projects?name=Apollo', 'unknown'],
	])('of a redirect to %s is certain only where the search is sent there, too', async (_title, location, searched, kind) => {
		await play([[308, '', { location }], ...Array<Step>(3).fill([308, '', { location: searched }])], {
			definition: LOOKUP,
			expected: { kind, trouble: { reason: 'moved' } },
			calls: [POST, GET, GET, GET],
		});
	});

	it('of a redirect is settled by a search that works', async () => {
		await play([[302, '', { location: '/projects/7' }], ...Array<Step>(3).fill([200, []])], {
			definition: LOOKUP,
			expected: { kind: 'failed', trouble: { reason: 'moved' } },
			calls: [POST, GET, GET, GET],
		});
		const ours = { ...PROJECT, created_at: new Date(1_800_000_000_015).toISOString() };
		await play(
			[
				[302, '', { location: '/projects/7' }],
				[200, [ours]],
			],
			{ definition: LOOKUP, expected: CREATED, calls: [POST, GET] },
		);
	});

	it('is settled by a search that finds the project', async () => {
		const world = new Scripted(['reset', [200, [{ ...PROJECT, created_at: new Date(1_800_000_000_015).toISOString() }]]]);
		expect(await world.deliver(LOOKUP)).toMatchObject(CREATED);
		expect(world.calls).toEqual([POST, GET]);
		expect(world.state.host.claims.has({ id: '7' })).toBe(true);
	});

	it('is sent again once a complete search has proven, with patience, that nothing is there', async () => {
		const world = await play(['reset', [200, []], [200, []], [200, []], [201, PROJECT]], {
			definition: LOOKUP,
			expected: CREATED,
			calls: [POST, GET, GET, GET, POST],
		});
		expect(world.sent[3].at).toBeGreaterThanOrEqual(1000);
	});

	it('is sent again when the search shows only what is older than the first attempt', async () => {
		const old = { ...PROJECT, created_at: '2020-01-01T00:00:00Z' };
		const world = new Scripted(['reset', [200, [old]], [200, [old]], [200, [old]], [201, { id: 8, name: 'Apollo' }]]);
		world.state.host.creations.learn(world.at(-4990), world.time.monotonic() - 5000, world.time.monotonic() - 4980);
		expect(await world.deliver(LOOKUP)).toMatchObject({ kind: 'done', project: { id: '8' } });
	});

	it('stays unknown, with the candidates named, when none is provably ours', async () => {
		const undated = Array<Step>(3).fill([200, [PROJECT]]);
		await play(['reset', ...undated], {
			definition: LOOKUP,
			expected: { kind: 'unknown', trouble: { candidates: [{ id: '7' }] } },
			calls: [POST, GET, GET, GET],
		});
	});

	it('is not settled by a project that another item has', async () => {
		const world = new Scripted([
			'reset',
			...Array<Step>(3).fill([200, [{ ...PROJECT, created_at: new Date(1_800_000_000_015).toISOString() }]]),
			[201, { id: 8, name: 'Apollo' }],
		]);
		world.state.host.claims.add({ id: '7' });
		expect(await world.deliver(LOOKUP)).toMatchObject({ kind: 'done', project: { id: '8' } });
	});

	it('is repeated with the same key and the same bytes where the API knows keys', async () => {
		const world = await play(['reset', [500], [201, PROJECT]], {
			more: KEY,
			expected: { ...CREATED, delivery: { idempotencyKey: 'k1' } },
			calls: [POST, POST, POST],
		});
		expect(new Set(world.sent.map(({ headers, body }) => JSON.stringify([headers['Idempotency-Key'], body]))).size).toBe(1);
	});

	it('is never called certain because a later attempt was refused', async () => {
		await play(['reset', [401]], { more: KEY, expected: { kind: 'unknown', trouble: { reason: 'unauthorized' } }, calls: [POST, POST] });
	});

	it('is never called certain because the attempts were used up by requests that did not leave', async () => {
		await play(['reset', 'refused', 'refused'], { more: KEY, expected: { kind: 'unknown' }, calls: [POST, POST, POST] });
	});

	it('is what a key in flight means until it has an end', async () => {
		const busy: Step = [409, { message: 'A request with this key is in progress' }];
		await play([busy, busy, busy], {
			more: KEY,
			expected: { kind: 'unknown', trouble: { reason: 'inFlight' } },
			calls: [POST, POST, POST],
		});
		await play([busy, [201, PROJECT]], { more: KEY, expected: CREATED, calls: [POST, POST] });
	});

	it('waits during its searches as told, too', async () => {
		const world = await play(
			['reset', [429, '', { 'retry-after': '2' }], [200, [{ ...PROJECT, created_at: new Date(1_800_000_000_015).toISOString() }]]],
			{ definition: LOOKUP, expected: CREATED, calls: [POST, GET, GET] },
		);
		expect(world.sent[2].at - world.sent[1].at).toBe(2020);
	});

	it('remembers since when, by the clock of the server', async () => {
		const world = new Scripted([[500]]);
		const outcome = await world.deliver();
		const from = outcome.kind === 'unknown' ? outcome.since!.afterFrom! : NaN;
		expect(from <= world.start && from > world.start - 1021).toBe(true);
	});

	it('does not pretend to know since when, if no answer ever told the time', async () => {
		expect(await new Scripted(['reset']).deliver()).toMatchObject({ kind: 'unknown', since: undefined });
	});
});

describe('a name that is taken', () => {
	const older = { ...PROJECT, created_at: '2020-01-01T00:00:00Z' };

	it('is a refusal when nothing of ours can be there', async () => {
		await play([[409]], { expected: { kind: 'failed', trouble: { reason: 'duplicate' } }, calls: [POST] });
		await play([[409], [200, [PROJECT]]], {
			definition: LOOKUP,
			expected: { kind: 'failed', trouble: { reason: 'duplicate' } },
			calls: [POST, GET],
		});
	});

	it('is looked at when an attempt before was lost: it may be ours', async () => {
		const ours = { ...PROJECT, created_at: new Date(1_800_000_000_015).toISOString() };
		await play(['reset', [200, []], [200, []], [200, []], [409], [200, [ours]]], {
			definition: LOOKUP,
			expected: CREATED,
			calls: [POST, GET, GET, GET, POST, GET],
		});
	});

	it('is returned on demand', async () => {
		await play([[409], [200, [older]]], {
			definition: LOOKUP,
			policy: { rules: [{ status: 409, treatAs: 'existing' }] },
			expected: { kind: 'done', outcome: 'existing', project: { id: '7' } },
			calls: [POST, GET],
		});
	});
});

describe('find or create', () => {
	const existing: Step = [200, [PROJECT]];

	it.each<[string, Partial<Policy>, Step[], object, string[]]>([
		[
			'return: returns what is there',
			{ ifExists: 'return' },
			[existing],
			{ kind: 'done', outcome: 'existing', project: { id: '7' } },
			[GET],
		],
		[
			'return: creates what is not',
			{ ifExists: 'return' },
			[
				[200, []],
				[201, PROJECT],
				[200, [PROJECT]],
			],
			CREATED,
			[GET, POST, GET],
		],
		[
			'stop: stops at what is there',
			{ ifExists: 'stop' },
			[existing],
			{ kind: 'failed', trouble: { reason: 'duplicate', candidates: [{ id: '7' }] } },
			[GET],
		],
		[
			'update: updates what is there',
			{ ifExists: 'update' },
			[existing, [200, PROJECT]],
			{ kind: 'done', outcome: 'updated' },
			[GET, 'PUT /projects/7'],
		],
		[
			'return: takes none of several',
			{ ifExists: 'return' },
			[[200, [PROJECT, { id: 8, name: 'Apollo' }]]],
			{ kind: 'failed', trouble: { reason: 'several', candidates: [{ id: '7' }, { id: '8' }] } },
			[GET],
		],
		[
			'update: rewrites none of several',
			{ ifExists: 'update' },
			[[200, [PROJECT, { id: 8, name: 'Apollo' }]]],
			{ kind: 'failed', trouble: { reason: 'several', complaint: { message: 'More than one project matches "Apollo" (2)' } } },
			[GET],
		],
		[
			'return: takes none of several that a refusal as "taken" brought to light',
			{ ifExists: 'return' },
			[[200, []], [409], [200, [PROJECT, { id: 8, name: 'Apollo' }]]],
			{ kind: 'failed', trouble: { reason: 'several', candidates: [{ id: '7' }, { id: '8' }] } },
			[GET, 'POST /projects', GET],
		],
		['return: does not create when the search does not work', { ifExists: 'return' }, [[403]], { kind: 'failed' }, [GET]],
	])('%s', async (_title, policy, steps, expected, calls) => {
		await play(steps, { definition: { ...LOOKUP, update: { path: '/projects/{id}' } }, policy, expected, calls });
	});

	it.each<[string, Step[], Partial<Policy>, object, string[]]>([
		[
			'returned, where the search does not show it yet',
			[[200, []]],
			{ ifExists: 'return' },
			{ outcome: 'existing', project: { id: '7' } },
			[GET],
		],
		['returned, where the search does not work', [[403]], { ifExists: 'return' }, { outcome: 'existing', project: { id: '7' } }, [GET]],
		[
			'updated',
			[
				[200, []],
				[200, PROJECT],
			],
			{ ifExists: 'update' },
			{ outcome: 'updated', project: { id: '7' } },
			[GET, 'PUT /projects/7'],
		],
		[
			'a reason to stop',
			[[200, []]],
			{ ifExists: 'stop' },
			{ kind: 'failed', trouble: { reason: 'duplicate', candidates: [{ id: '7' }] } },
			[GET],
		],
		[
			'of no concern, where the search shows another one first',
			[[200, [{ id: 5, name: 'Apollo' }]]],
			{ ifExists: 'return' },
			{ outcome: 'existing', project: { id: '5' } },
			[GET],
		],
	])('what an equal item has made is %s', async (_title, steps, policy, expected, calls) => {
		await play(steps, {
			definition: { ...LOOKUP, update: { path: '/projects/{id}' } },
			policy,
			more: { predecessor: { id: '7', name: 'Apollo', raw: PROJECT } },
			expected,
			calls,
		});
	});

	it('says what is missing when the service has no such search', async () => {
		await play([], { policy: { ifExists: 'return' }, expected: { kind: 'failed', trouble: { reason: 'invalid' } }, calls: [] });
	});

	it("keeps a person's status rules to the create request", async () => {
		await play([[200, [PROJECT]]], {
			definition: LOOKUP,
			policy: { ifExists: 'return', rules: [{ status: 200, treatAs: 'stop' }], successStatuses: [201] },
			expected: { outcome: 'existing' },
			calls: [GET],
		});
	});
});

const AT = 1_700_000_000_000;
const since: Began = { afterFrom: AT, beforeUntil: AT - 1000, basis: 'creations' };

describe('a re-run', () => {
	const ours = (at: number) => ({ ...PROJECT, created_at: new Date(at + 50).toISOString() });

	it('looks before it sends, and finds what the earlier run had made', async () => {
		await play([[200, [ours(AT)]]], {
			definition: LOOKUP,
			more: { lookFirst: { since, reason: 'noMemory' } },
			expected: CREATED,
			calls: [GET],
		});
	});

	it('sends when, with patience, nothing is there', async () => {
		await play(
			[
				[200, []],
				[200, []],
				[200, []],
				[201, PROJECT],
			],
			{ definition: LOOKUP, more: { lookFirst: { since, reason: 'noMemory' } }, expected: CREATED, calls: [GET, GET, GET, POST] },
		);
	});

	it.each(['return', 'update'] as const)('has the same patience with "%s", for a search may lag', async (ifExists) => {
		await play(
			[
				[200, []],
				[200, [ours(AT)]],
			],
			{
				definition: LOOKUP,
				policy: { ifExists },
				more: { lookFirst: { since, reason: 'noMemory' } },
				expected: CREATED,
				calls: [GET, GET],
			},
		);
	});

	it('sends at once where the key will settle it, and stays unknown if it does not', async () => {
		const more: Partial<Delivery> = { ...KEY, lookFirst: { since, reason: 'noMemory' } };
		await play([[201, PROJECT]], { more, expected: CREATED, calls: [POST] });
		await play([[422, { message: 'No' }]], { more, expected: { kind: 'unknown', since }, calls: [POST] });
		await play(['refused', 'refused', 'refused'], { more, expected: { kind: 'unknown', since }, calls: [POST, POST, POST] });
	});

	it('that remembers nothing adopts nothing, keeps the time open, and creates nothing beside it', async () => {
		await play(Array<Step>(3).fill([200, [ours(Date.now())]]), {
			definition: LOOKUP,
			more: { lookFirst: { reason: 'noMemory' } },
			expected: { kind: 'unknown', since: undefined, trouble: { candidates: [{ id: '7' }] } },
			calls: [GET, GET, GET],
		});
	});

	it('takes a project claimed before a re-run without memory for one that the earlier run may have made', async () => {
		const world = new Scripted(Array<Step>(3).fill([200, [ours(Date.now())]]));
		world.state.host.claims.add({ id: '7' });
		const lookFirst = { reason: 'noMemory' as const, claimsBefore: world.state.host.claims.made };
		expect(await world.deliver(LOOKUP, {}, { lookFirst })).toMatchObject({ kind: 'unknown', trouble: { candidates: [{ id: '7' }] } });
	});

	it('leaves a project claimed during a re-run without memory to its item', async () => {
		const world = new Scripted([...Array<Step>(3).fill([200, [ours(Date.now())]]), [201, { id: 8, name: 'Apollo' }]]);
		const lookFirst = { reason: 'noMemory' as const, claimsBefore: world.state.host.claims.made };
		world.state.host.claims.add({ id: '7' });
		expect(await world.deliver(LOOKUP, {}, { lookFirst })).toMatchObject({ kind: 'done', project: { id: '8' } });
	});

	it('that remembers nothing does not take the silence about a new mark for absence', async () => {
		const call = { path: '/projects', items: '' };
		const definition = {
			lookup: { name: { ...call, query: { name: '{value}' } }, reference: { ...call, query: { ref: '{value}' } } },
			reference: { to: 'ref', at: 'ref' },
		};
		const step: Step[] = [
			[200, []],
			[200, [PROJECT]],
		];
		const world = new Scripted([...step, ...step, ...step]);
		expect(await world.deliver(definition, {}, { key: { value: 'new' }, lookFirst: { reason: 'noMemory' } })).toMatchObject({
			kind: 'unknown',
			trouble: { candidates: [{ id: '7' }] },
		});
		expect(world.calls).not.toContain(POST);
	});

	it('sends without looking when the person says so', async () => {
		await play([[201, PROJECT]], {
			definition: LOOKUP,
			policy: { trustRetry: true },
			more: { lookFirst: { reason: 'noMemory' } },
			expected: CREATED,
			calls: [POST],
		});
	});
});

describe('a stopped execution', () => {
	const stopped = async (steps: Step[], afterMs: number, more: Partial<Delivery> = {}) => {
		const world = new Scripted(steps);
		const stop = new AbortController();
		world.time.at(world.start + afterMs, () => stop.abort());
		const outcome = await world.deliver({}, {}, { ...more, signal: stop.signal });
		return { outcome, took: world.time.now() - world.start };
	};

	it('reports what is under way as unknown', async () => {
		expect(await stopped([[201, PROJECT]], 10)).toMatchObject({ outcome: { kind: 'unknown', trouble: { reason: 'canceled' } }, took: 10 });
	});

	it('ends inside a wait, and what certainly was not done is not unknown', async () => {
		expect(await stopped([[429, '', { 'retry-after': '30' }]], 1000)).toMatchObject({
			outcome: { kind: 'failed', trouble: { reason: 'canceled' } },
			took: 1000,
		});
	});

	it('reports what never left as not attempted', async () => {
		const world = new Scripted([]);
		world.state.pace.hold(5000);
		const stop = new AbortController();
		world.time.at(world.start + 100, () => stop.abort());
		expect(await world.deliver({}, {}, { signal: stop.signal })).toMatchObject({ kind: 'notAttempted', delivery: { requests: 0 } });
	});

	it('does not forget, while it waits with a key, what may exist', async () => {
		expect(await stopped(['reset'], 30, KEY)).toMatchObject({ outcome: { kind: 'unknown', trouble: { reason: 'canceled' } } });
	});
});

describe('signing in', () => {
	const login = { recipe: { name: 'Login', fields: [] }, values: {}, authWith: () => ({ headers: {}, query: {} }) };
	const signed = () => {
		const whole = prepared();
		return { ...whole, site: { ...whole.site, login } };
	};

	it('is renewed once when the session has run out, at the cost of no attempt', async () => {
		const renewals: unknown[] = [];
		const more: Partial<Delivery> = {
			prepared: signed(),
			authorize: async (stale) => {
				renewals.push(stale !== undefined);
				return { headers: {}, query: {} };
			},
		};
		await play([[401], [201, PROJECT]], { policy: { attempts: 1 }, more, expected: CREATED, calls: [POST, POST] });
		await play([[401], [401]], { more, expected: { kind: 'failed', trouble: { reason: 'unauthorized' } }, calls: [POST, POST] });
		expect(renewals).toEqual([false, true, false, true]);
	});

	it('is renewed for a search as well, and the create goes with the new token', async () => {
		const more: Partial<Delivery> = {
			prepared: { ...signed(), definition: { ...signed().definition, ...LOOKUP } },
			authorize: async (stale) => ({ headers: { Authorization: stale ? 'new' : 'old' }, query: {} }),
		};
		const world = await play([[401], [200, []], [201, PROJECT], [200, [PROJECT]]], {
			policy: { ifExists: 'return' },
			more,
			expected: CREATED,
			calls: [GET, GET, POST, GET],
		});
		expect(world.sent.map(({ headers }) => headers.Authorization)).toEqual(['old', 'new', 'new', 'new']);
		await play([[401], [401]], { policy: { ifExists: 'return' }, more, expected: { kind: 'failed' }, calls: [GET, GET] });
	});

	it('that cannot be renewed does not hide what may exist', async () => {
		const more: Partial<Delivery> = {
			...KEY,
			prepared: signed(),
			authorize: async (stale) => {
				if (stale) throw new InputProblem('No entry', 'Ask Ann.');
				return { headers: {}, query: {} };
			},
		};
		await play(['reset', [401]], {
			more,
			expected: { kind: 'unknown', trouble: { complaint: { message: 'No entry', own: 'Ask Ann.' } } },
			calls: [POST, POST],
		});
		const authorize = async (): Promise<never> => {
			throw new InputProblem('No entry');
		};
		const never: Partial<Delivery> = { authorize };
		await play([], {
			more: never,
			expected: { kind: 'failed', trouble: { complaint: { message: 'No entry' } }, delivery: { requests: 0 } },
			calls: [],
		});
		// An earlier try may have made it, whether the sign-in works now or not.
		await play([], { more: { ...never, lookFirst: { since, reason: 'noMemory' } }, expected: { kind: 'unknown', since }, calls: [] });
	});
});

describe('after the create', () => {
	it('reads the project back on demand, and a read that does not work takes nothing away', async () => {
		const definition = { fetch: { path: '/projects/{id}' } };
		await play(
			[
				[201, { id: 7 }],
				[200, { ...PROJECT, name: 'APOLLO' }],
			],
			{
				definition,
				policy: { verify: true },
				expected: { kind: 'done', project: { id: '7', name: 'APOLLO' } },
				calls: [POST, 'GET /projects/7'],
			},
		);
		await play([[201, PROJECT], [404]], {
			definition,
			policy: { verify: true },
			expected: { ...CREATED, hints: [expect.stringContaining('could not be read back')] },
			calls: [POST, 'GET /projects/7'],
		});
	});

	it('follows a job to its project, and says honestly when it was lost from sight', async () => {
		const definition: Partial<ServiceDefinition> = {
			job: {
				when: { status: 202 },
				poll: { path: '/jobs/{job.id}' },
				state: 'state',
				succeeded: ['done'],
				failed: ['failed'],
				result: 'project',
			},
		};
		const queued: Step = [202, { id: 1, state: 'queued' }];
		await play([queued, [200, { state: 'running' }], [200, { state: 'done', project: PROJECT }]], {
			definition,
			expected: CREATED,
			calls: [POST, 'GET /jobs/1', 'GET /jobs/1'],
		});
		await play([queued, [200, { state: 'failed', message: 'No space' }]], {
			definition,
			expected: { kind: 'failed', trouble: { complaint: { message: 'No space' } } },
			calls: [POST, 'GET /jobs/1'],
		});
		await play([queued, [404]], { definition, expected: { kind: 'unknown', trouble: { reason: 'job' } }, calls: [POST, 'GET /jobs/1'] });
	});

	it('keeps the same name from being searched until the id of a job is claimed', async () => {
		const definition: Partial<ServiceDefinition> = {
			...LOOKUP,
			job: { when: { status: 202 }, poll: { path: '/jobs/{job.id}' }, state: 'state', succeeded: ['done'], failed: [], result: 'project' },
		};
		const world = new Scripted([
			[202, { id: 1, state: 'queued' }],
			[200, { state: 'done', project: PROJECT }],
		]);
		let isFree = false;
		void world.time.sleep(100).then(async () => {
			await world.state.host.names.own('Apollo');
			isFree = world.state.host.claims.has({ id: '7' });
		});
		await world.deliver(definition);
		await world.time.run(() => world.time.sleep(1));
		expect(isFree).toBe(true);
	});
});

describe('the log', () => {
	it('has a line per request and a warning per repeat, without query, body or key', async () => {
		const world = new Scripted(['refused', [201, PROJECT]]);
		await world.deliver({ query: { api_key: 'hush' } }, {}, { key: { value: 'hush', header: 'Idempotency-Key' } });
		expect(world.logged.map(({ level }) => level)).toEqual(['debug', 'warn', 'debug']);
		expect(JSON.stringify(world.logged)).not.toContain('hush');
	});
});
