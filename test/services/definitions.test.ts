import type { Send } from '../../nodes/CreateProject/delivery/exchange';
import { keyAsUuid } from '../../nodes/CreateProject/delivery/key';
import type { Outcome } from '../../nodes/CreateProject/delivery/outcome';
import { search } from '../../nodes/CreateProject/delivery/search';
import { judge, type Verdict } from '../../nodes/CreateProject/delivery/verdict';
import { choicesOf } from '../../nodes/CreateProject/fields/loader';
import { prepare } from '../../nodes/CreateProject/project/asked/prepare';
import { InputProblem } from '../../nodes/CreateProject/project/problem';
import type { OutgoingRequest } from '../../nodes/CreateProject/project/asked/request';
import { serviceCases } from '../support/serviceFiles';
import type { ExpectedRequest, SampleReply } from './case';
import { definitionOf, eased, exchangeOf, POLICY, run, siteOf } from './harness';

/** Every case of `cases/` through the code that runs in n8n; only the network and the clock are not real. */

const cases = serviceCases();

/** Answers with the sample replies in their order and keeps what was sent. */
function fakeSend(replies: readonly SampleReply[]): { send: Send; sent: OutgoingRequest[] } {
	const sent: OutgoingRequest[] = [];
	const send: Send = async (request) => {
		const reply = replies[sent.length];
		sent.push(request);
		return reply
			? exchangeOf(reply)
			: { kind: 'fault', fault: { reason: 'other', sent: 'no', permanent: true, message: 'One request more than the case expects' } };
	};
	return { send, sent };
}

const lowerNames = (headers: Record<string, string>): Record<string, string> =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

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

/** The words of the case tables for the engine's verdicts. */
function kindOf(verdict: Verdict): string {
	switch (verdict.kind) {
		case 'repeat':
			return verdict.shared ? 'limit' : verdict.reason;
		case 'refused':
			return verdict.reason;
		default:
			return verdict.kind;
	}
}

describe.each(cases.map((entry) => [entry.service, entry] as const))('%s', (_service, entry) => {
	test.each(entry.creates)('creates $title', async ({ auth, credential, name, fields = {}, expect: expected, replies, project, fails }) => {
		const { send, sent } = fakeSend(replies);
		const prepared = prepare(siteOf(entry, { auth, credential }), { name, fields });
		expect(prepared.ignored).toEqual([]);
		const outcome = await run(prepared, send);
		expectSent(sent, expected);
		expect(replies).toHaveLength(expected.length);
		if (fails) {
			expect(outcome).toMatchObject({
				kind: 'failed',
				trouble: { reason: fails.reason, complaint: { message: expect.stringContaining(fails.says) } },
			});
			return;
		}
		expect(outcome).toMatchObject({ kind: 'done', outcome: 'created', hints: [] });
		const { id, key, name: named, url } = (outcome as Outcome & { kind: 'done' }).project;
		expect({ id, key, name: named, url }).toEqual({ key: undefined, name: undefined, url: undefined, ...project });
	});

	if (entry.updates)
		test.each(entry.updates)('updates a project $title', async ({ name, fields = {}, expect: expected, replies, id, hints = [] }) => {
			const { send, sent } = fakeSend(replies);
			const outcome = await run(prepare(siteOf(entry), { name, fields }), send, { policy: { ...POLICY, ifExists: 'update' } });
			expectSent(sent, expected);
			expect(replies).toHaveLength(expected.length);
			expect(outcome).toMatchObject({ kind: 'done', outcome: 'updated', hints, project: { id, name } });
		});

	test.each(entry.refusals)('understands the answer: $title', ({ reply, kind, says, means }) => {
		const site = siteOf(entry);
		const { definition } = site;
		const { graphql, rpc } = definition.create;
		const read = { map: definition.reply, scope: site.values, baseUrl: site.baseUrl, heuristic: false };
		const verdict = judge(exchangeOf(reply), {
			definition,
			protocol: graphql ? 'graphql' : rpc ? 'rpc' : undefined,
			read,
			now: Date.parse('2026-11-22T10:00:00Z'),
			keyed: false,
			secrets: site.secrets,
		});
		expect(kindOf(verdict)).toBe(kind);
		expect(verdict.complaint.message).toContain(says ?? '');
		expect(verdict.complaint.means ?? '').toContain(means ?? '');
	});

	test.each(entry.lookups)(
		'searches by $by: $title',
		async ({ by, value, fields = {}, expect: expected, replies, finds, hasGaps = false }) => {
			const site = siteOf(entry);
			const prepared = prepare(eased(site), { name: by === 'name' ? value : 'Apollo', fields });
			const call = prepared.definition.lookup?.[by];
			if (!call) throw new Error(`${entry.service} has no search by ${by}`);
			const { send, sent } = fakeSend(replies);
			const result = await search(
				call,
				{ by, value },
				{ prepared, auth: site.auth, heuristic: false, ask: async (request) => await send(request) },
			);
			expectSent(sent, expected);
			expect(replies).toHaveLength(expected.length);
			expect(result).toMatchObject({ kind: 'searched' });
			const { found, isComplete } = result as typeof result & { kind: 'searched' };
			expect(found.map(({ id }) => id)).toEqual(finds);
			expect(isComplete).toBe(!hasGaps);
		},
	);

	if (entry.lists)
		test.each(entry.lists)(
			'offers the choices of $field, given $given',
			async ({ field, given = {}, expect: expected, replies, choices }) => {
				const site = siteOf(entry);
				const { live } = definitionOf(entry).fields.find(({ id }) => id === field)!;
				const { send, sent } = fakeSend(replies);
				const read = await choicesOf({ site, send, authorize: async () => site.auth }, live!, given);
				expectSent(sent, expected);
				expect(read).toEqual({ choices: choices.map(([name, value]) => ({ name, value })), isCut: false, isRead: true });
			},
		);

	test('shows in a case how each list of templates is read', () => {
		const listed = definitionOf(entry).fields.filter(({ id, live }) => id === 'template' && live !== undefined);
		expect((entry.lists ?? []).map(({ field }) => field)).toEqual(expect.arrayContaining(listed.map(({ id }) => id)));
	});

	if (entry.rejects)
		test.each(entry.rejects)('refuses before sending: $says', async ({ name, fields, says }) => {
			const { send, sent } = fakeSend([]);
			const attempt = async (): Promise<Outcome> =>
				await run(prepare(siteOf(entry), { name: name ?? entry.creates[0].name, fields }), send);
			const problem = await attempt().then(
				() => undefined,
				(cause: unknown) => cause,
			);
			expect(problem).toBeInstanceOf(InputProblem);
			const { message, hint } = problem as InputProblem;
			expect(`${message}\n${hint}`).toContain(says);
			expect(sent).toEqual([]);
		});
});

const updating = cases
	.filter((entry) => definitionOf(entry).update)
	.map((entry) => {
		const lookup = entry.lookups.find(({ by, finds }) => by === 'name' && finds.length === 1);
		return { service: entry.service, entry, lookup: lookup! };
	});

test.each(updating)('$service updates the project it found, and no other', async ({ entry, lookup }) => {
	// Settings (the column that holds the name) and containers must be those the sample replies go by.
	const isFixed = (id: string) => definitionOf(entry).fields.some((field) => field.id === id && (field.in === 'setting' || field.within));
	const own = Object.entries(entry.creates[0].fields ?? {}).filter(([id]) => !isFixed(id));
	const fields = { ...Object.fromEntries(own), ...lookup.fields };
	const { send, sent } = fakeSend([...lookup.replies, { status: 200, body: {} }]);
	await run(prepare(siteOf(entry), { name: lookup.value, fields }), send, { policy: { ...POLICY, ifExists: 'update' } });
	const { method, url, body } = sent[lookup.replies.length];
	expect(['POST', 'PUT', 'PATCH']).toContain(method);
	const place = `${decodeURIComponent(url)} ${body}`;
	// By its ID, or by the key that only the found one has.
	const names = [lookup.finds[0], ...lookup.replies.flatMap(({ body: found }) => keysIn(found, definitionOf(entry).reply.key))];
	expect(names.filter((name) => place.includes(name))).not.toEqual([]);
	expect(body).not.toBe(JSON.stringify({}));
	expect(sent).toHaveLength(lookup.replies.length + (definitionOf(entry).update?.sparse ? 2 : 1));
});

/** Every value of a property anywhere in a reply. */
function keysIn(value: unknown, key: string | undefined): string[] {
	if (typeof value !== 'object' || value === null || key === undefined) return [];
	return Object.entries(value).flatMap(([name, entry]) => (name === key && typeof entry === 'string' ? [entry] : keysIn(entry, key)));
}

const marks: Record<string, { header?: string; body?: string }> = {
	linear: { body: `"id":"${keyAsUuid('mark-1')}"` },
	plane: { body: '"external_id":"mark-1"' },
	todoist: { header: 'x-request-id' },
	xero: { header: 'idempotency-key' },
};

test('the services that take a mark of the item are those tested below', () => {
	expect(
		cases
			.filter((entry) => definitionOf(entry).idempotency ?? definitionOf(entry).reference)
			.map(({ service }) => service)
			.sort(),
	).toEqual(Object.keys(marks));
});

test.each(Object.entries(marks))('%s gets the mark of an item where the vendor looks for it', async (service, place) => {
	const entry = cases.find((candidate) => candidate.service === service)!;
	const { idempotency, reference } = definitionOf(entry);
	const [{ name, fields = {}, replies }] = entry.creates;
	const { send, sent } = fakeSend(replies);
	await run(prepare(siteOf(entry), { name, fields }, reference && 'mark-1'), send, {
		key: { value: 'mark-1', header: idempotency?.header },
	});
	const [{ headers, body }] = sent;
	expect(body).toContain(place.body ?? '');
	if (place.header) expect(lowerNames(headers)[place.header]).toBe('mark-1');
});

test('a cursor that stands still on an empty page is the end of the list', async () => {
	const entry = cases.find(({ service }) => service === 'neon')!;
	const site = siteOf(entry);
	const prepared = prepare(site, { name: 'Apollo', fields: {} });
	const empty = { status: 200, body: { projects: [], pagination: { cursor: 'c1' } } };
	const { send, sent } = fakeSend([empty, empty, empty]);
	const result = await search(
		prepared.definition.lookup!.name!,
		{ by: 'name', value: 'Apollo' },
		{ prepared, auth: site.auth, heuristic: false, ask: async (request) => await send(request) },
	);
	expect(result).toMatchObject({ kind: 'searched', found: [], isComplete: true });
	expect(sent).toHaveLength(2);
});

const secretInputs = cases.flatMap((entry) =>
	entry.creates.flatMap(({ title, auth, credential, name, fields = {} }) =>
		definitionOf(entry)
			.fields.filter(({ id, secret }) => secret && fields[id] !== undefined)
			.map(({ id }) => ({ entry, title, auth, credential, name, fields, id })),
	),
);

test.each(secretInputs)('$entry.service masks the secret input $id ($title)', ({ entry, auth, credential, name, fields, id }) => {
	expect(prepare(siteOf(entry, { auth, credential }), { name, fields }).secrets.values).toContain(fields[id]);
});

const unfit = [
	['clickup', { space: '789', description: 'To the Moon' }, ['description']],
	['clickup', { space: '789', type: 'list', template: 't-1', priority: 2 }, ['priority']],
	['asana', { workspace: '11', template: '66', dueDate: '2026-12-24' }, ['dueDate']],
	['asana', { workspace: '11', requestedDates: [] }, ['requestedDates']],
	['github', { team: '12' }, ['team']],
	['github', { template: 'missions/gemini', autoInit: true }, ['autoInit']],
	['githubProjects', { workspace: 'O_1', template: 'PVT_1', repository: 'R_1' }, ['repository']],
	['clockify', { workspace: 'w', template: 't', billable: true, hourlyRate: 100, tasks: 'Design' }, ['billable', 'hourlyRate', 'tasks']],
	['teamwork', { template: 9, dueDate: '2026-12-24', tags: '1' }, ['dueDate', 'tags']],
	['plane', { template: 't-1', key: 'APOLLO', cycles: true }, ['cycles']],
	['smartsheet', { columns: [{ title: 'Task', type: 'TEXT_NUMBER', primary: true }] }, ['columns']],
] as const;

test.each(unfit)('%s names what does not fit the chosen way to create: %j', (service, fields, ignored) => {
	const entry = cases.find((candidate) => candidate.service === service)!;
	expect(prepare(siteOf(entry), { name: 'Apollo', fields }).ignored).toEqual(ignored);
});
