import { ApiState } from '../../nodes/CreateProject/delivery/apiState';
import { deliver, type Policy } from '../../nodes/CreateProject/delivery/deliver';
import type { Exchange, Send, Tools } from '../../nodes/CreateProject/delivery/exchange';
import type { Outcome } from '../../nodes/CreateProject/delivery/outcome';
import { search } from '../../nodes/CreateProject/delivery/search';
import { judge, type Verdict } from '../../nodes/CreateProject/delivery/verdict';
import { makeAuthorize } from '../../nodes/CreateProject/http/session';
import { prepare, type ProjectInput } from '../../nodes/CreateProject/project/prepare';
import { InputProblem } from '../../nodes/CreateProject/project/problem';
import type { OutgoingRequest } from '../../nodes/CreateProject/project/request';
import { recipeId, resolveSite, signInProperty, type Site } from '../../nodes/CreateProject/project/site';
import { serviceById, services } from '../../nodes/CreateProject/services';
import type { ServiceDefinition } from '../../nodes/CreateProject/services/service';
import { serviceCases } from '../support/serviceFiles';
import type { ExpectedRequest, SampleReply, ServiceCase } from './case';

/** Every case of `cases/` through the code that runs in n8n; only the network and the clock are not real. */

const cases = serviceCases();

const definitionOf = ({ service }: ServiceCase): ServiceDefinition => {
	const definition = serviceById(service);
	if (!definition) throw new Error(`No service has the id ${service}`);
	return definition;
};

function siteOf(entry: ServiceCase, own: { auth?: string; credential?: Record<string, string> } = {}): Site {
	const definition = definitionOf(entry);
	const credential = own.credential ?? entry.credential;
	const auth = own.auth ?? entry.auth;
	if (auth === 'OAuth2') return resolveSite(definition, credential, 'oauth2');
	if (auth === undefined) return resolveSite(definition, credential, 'token');
	expect((definition.auth ?? []).map(({ name }) => name)).toContain(auth);
	return resolveSite(definition, { ...credential, [signInProperty(definition.id)]: recipeId(auth) }, 'token');
}

/** Time passes only where somebody waits for it. */
function virtualTools(): Tools {
	let now = Date.parse('2026-11-22T10:00:00Z');
	return {
		now: () => now,
		sleep: async (ms) => { now += ms; },
		random: () => 0.5,
	};
}

const exchangeOf = ({ status, headers = {}, body }: SampleReply): Exchange => {
	const isText = typeof body === 'string' && headers['content-type'] !== undefined;
	const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
	return { kind: 'answer', receivedAt: 0, answer: { status, headers: { ...type, ...headers }, text: body === undefined ? '' : isText ? body : JSON.stringify(body) } };
};

/** Answers with the sample replies in their order and keeps what was sent. */
function fakeSend(replies: readonly SampleReply[]): { send: Send; sent: OutgoingRequest[] } {
	const sent: OutgoingRequest[] = [];
	const send: Send = async (request) => {
		const reply = replies[sent.length];
		sent.push(request);
		return reply ? exchangeOf(reply) : { kind: 'fault', fault: { reason: 'other', sent: 'no', permanent: true, message: 'One request more than the case expects' } };
	};
	return { send, sent };
}

const lowerNames = (headers: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** The parts of a request that a case speaks of, in the form a case has. */
function asExpected({ method, url, headers, body }: OutgoingRequest, expected: ExpectedRequest | undefined): unknown {
	const sent = lowerNames(headers);
	const isJson = /json/.test(sent['content-type'] ?? '');
	return {
		method,
		url,
		headers: Object.fromEntries(Object.keys(expected?.headers ?? {}).map((name) => [name, sent[name]])),
		body: body !== undefined && isJson ? (JSON.parse(body) as unknown) : body,
	};
}

function expectSent(sent: readonly OutgoingRequest[], expected: readonly ExpectedRequest[]): void {
	expect(sent.map((request, index) => asExpected(request, expected[index]))).toEqual(
		expected.map(({ method, url, headers = {}, body }) => ({ method, url, headers, body })),
	);
}

const POLICY: Policy = {
	attempts: 1, totalMs: 3_600_000, maxWaitMs: 600_000, ifExists: 'create', matchOn: { by: 'name' },
	patienceMs: 0, verify: false, trustRetry: false, rules: [],
};

async function create(site: Site, input: ProjectInput, send: Send): Promise<Outcome> {
	const tools = virtualTools();
	const state = new ApiState(tools, site.definition.limits);
	const prepared = prepare(site, input);
	expect(prepared.ignored).toEqual([]);
	return await deliver({ prepared, policy: POLICY, guess: false, state, tools, send, authorize: makeAuthorize(site, state, send), log: () => undefined });
}

/** The words of the case tables for the engine's verdicts. */
function kindOf(verdict: Verdict): string {
	switch (verdict.kind) {
		case 'repeat': return verdict.shared ? 'limit' : verdict.reason;
		case 'refused': return verdict.reason;
		default: return verdict.kind;
	}
}

describe.each(cases.map((entry) => [entry.service, entry] as const))('%s', (_service, entry) => {
	test.each(entry.creates)('creates $title', async ({ auth, credential, name, fields = {}, expect: expected, replies, project }) => {
		const { send, sent } = fakeSend(replies);
		const outcome = await create(siteOf(entry, { auth, credential }), { name, fields }, send);
		expectSent(sent, expected);
		expect(replies).toHaveLength(expected.length);
		expect(outcome).toMatchObject({ kind: 'done', outcome: 'created', hints: [] });
		const { id, key, name: named, url } = (outcome as Outcome & { kind: 'done' }).project;
		expect({ id, key, name: named, url }).toEqual({ key: undefined, name: undefined, url: undefined, ...project });
	});

	test.each(entry.refusals)('understands the answer: $title', ({ reply, kind, says }) => {
		const site = siteOf(entry);
		const { definition } = site;
		const { graphql, rpc } = definition.create;
		const read = { map: definition.reply, scope: site.values, baseUrl: site.baseUrl, guess: false };
		const verdict = judge(exchangeOf(reply), { definition, protocol: graphql ? 'graphql' : rpc ? 'rpc' : undefined, read, now: Date.parse('2026-11-22T10:00:00Z'), keyed: false });
		expect(kindOf(verdict)).toBe(kind);
		expect(verdict.complaint.message).toContain(says ?? '');
	});

	test.each(entry.lookups)('searches by $by: $title', async ({ by, value, fields = {}, expect: expected, replies, finds }) => {
		const site = siteOf(entry);
		const { definition } = site;
		// A search needs its own placeholders alone, not all that a create needs.
		const eased = { ...definition, name: { ...definition.name, pattern: undefined }, fields: definition.fields.map((field) => ({ ...field, required: undefined })) };
		const prepared = prepare({ ...site, definition: eased }, { name: by === 'name' ? value : 'Apollo', fields });
		const call = prepared.definition.lookup?.[by];
		if (!call) throw new Error(`${entry.service} has no search by ${by}`);
		const { send, sent } = fakeSend(replies);
		const result = await search(call, { by, value }, { prepared, auth: site.auth, guess: false, ask: async (request) => await send(request) });
		expectSent(sent, expected);
		expect(replies).toHaveLength(expected.length);
		expect(result).toMatchObject({ kind: 'searched' });
		const { found, isComplete } = result as typeof result & { kind: 'searched' };
		expect(found.map(({ id }) => id)).toEqual(finds);
		expect(isComplete || found.length > 0).toBe(true);
	});

	test.each(entry.rejects ?? [])('refuses before sending: $says', async ({ name, fields, says }) => {
		const { send, sent } = fakeSend([]);
		const problem = await create(siteOf(entry), { name: name ?? entry.creates[0].name, fields }, send).then(() => undefined, (cause: unknown) => cause);
		expect(problem).toBeInstanceOf(InputProblem);
		const { message, hint } = problem as InputProblem;
		expect(`${message}\n${hint}`).toContain(says);
		expect(sent).toEqual([]);
	});
});

test('every service has exactly one case', () => {
	expect(cases.map(({ service }) => service).sort()).toEqual(services.map(({ id }) => id).sort());
});
