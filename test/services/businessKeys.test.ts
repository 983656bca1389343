import type { OutgoingRequest } from '../../nodes/CreateProject/project/asked/request';
import { prepare } from '../../nodes/CreateProject/project/asked/prepare';
import { canonicalJson } from '../../nodes/CreateProject/project/json';
import type { Json } from '../../nodes/CreateProject/services/service';
import { serviceCases } from '../support/serviceFiles';
import type { ExpectedRequest, SampleReply, ServiceCase } from './case';
import { definitionOf, eased, exchangeOf, keyed, siteOf, type KeyedRun } from './harness';

/** Every service accepts a business key; and what happens on the second run, in a process that knows nothing but n8n's log. */

const KEY = 'deal-17';
const cases = serviceCases().map((entry) => [entry.service, entry] as const);
type Sample = ServiceCase['lookups'][number];

const sameRequest = ({ method, url, body }: OutgoingRequest, expected: ExpectedRequest): boolean =>
	method === expected.method &&
	url === expected.url &&
	(body === undefined || expected.body === undefined || typeof expected.body === 'string' || isSame(body, expected.body));

const isSame = (body: string, expected: Json): boolean =>
	body.startsWith('{') && canonicalJson(JSON.parse(body)) === canonicalJson(expected);

/** Answers the searches of a sample as often as they are made; what else is asked for does not exist. */
const answering = (sample: Sample | undefined, others: SampleReply[] = []) => {
	const sent: OutgoingRequest[] = [];
	let next = 0;
	return {
		sent,
		send: async (request: OutgoingRequest) => {
			const index = sample ? sample.expect.findIndex((expected) => sameRequest(request, expected)) : -1;
			if (index >= 0) return exchangeOf(sample!.replies[index]);
			sent.push(request);
			return exchangeOf(others[next++] ?? { status: 404, body: {} });
		},
	};
};

const marked = (entry: ServiceCase): boolean => definitionOf(entry).lookup?.reference !== undefined;

/** The search by which the second run finds the project: by the mark where there is one, else by name. */
const sampleOf = (entry: ServiceCase, isThere: boolean): Sample | undefined =>
	entry.lookups.find(
		({ by, finds, hasGaps, fields }) =>
			by === (marked(entry) ? 'reference' : 'name') &&
			(isThere ? finds.length === 1 : finds.length === 0 && !hasGaps) &&
			fields?.key === undefined,
	);

function second(entry: ServiceCase, sample: Sample): Omit<KeyedRun, 'log' | 'send'> {
	const isMark = sample.by === 'reference';
	const created = entry.creates.find(({ project }) => project !== undefined)?.fields;
	// Without what its path is made of the create request can't be built.
	const inPath = definitionOf(entry).fields.filter(({ in: place }) => place === 'path');
	const path = inPath.flatMap(({ id }) => (created?.[id] === undefined ? [] : [[id, created[id]] as const]));
	const fields = { ...Object.fromEntries(path), ...sample.fields };
	const prepared = prepare(eased(siteOf(entry)), { name: isMark ? 'Another name' : sample.value, fields });
	return { prepared, business: isMark ? sample.value : KEY };
}

test('the table covers all services', () => {
	expect(cases.length).toBeGreaterThanOrEqual(40);
	expect(cases.filter(([, entry]) => sampleOf(entry, true)).length).toBeGreaterThan(30);
});

describe.each(cases)('%s', (_service, entry) => {
	const create = entry.creates.find(({ project }) => project !== undefined)!;

	test('accepts a key, sends once, and asks nothing before unless the key can be looked for', async () => {
		const site = siteOf(entry, create);
		const { send, sent } = answering(sampleOf(entry, false), create.replies);
		const wanted = { prepared: prepare(site, { name: create.name, fields: create.fields ?? {} }), business: KEY, log: 'new' } as const;
		const outcome = marked(entry) ? await keyed({ ...wanted, send: skipping(send) }) : await keyed({ ...wanted, send });
		expect(outcome).toMatchObject({ kind: 'done', outcome: 'created', project: { id: create.project!.id } });
		expect(outcome.delivery.attempts).toBe(1);
		if (!marked(entry)) expect(sent).toHaveLength(create.expect.length);
	});

	const there = sampleOf(entry, true);
	(there ? test : test.skip)('the second run finds the project and sends nothing', async () => {
		const { send } = answering(there);
		const outcome = await keyed({ ...second(entry, there!), log: 'before', send });
		expect(outcome.delivery.attempts).toBe(0);
		expect(outcome).toMatchObject({ kind: 'done', outcome: 'existing', project: { id: there!.finds[0] } });
	});

	const absent = sampleOf(entry, false);
	(absent ? test : test.skip)('a key that was sent, and whose project is proven absent, is sent', async () => {
		const { send, sent } = answering(absent);
		const outcome = await keyed({ ...second(entry, absent!), log: 'before', send });
		// The sample's input need not be enough for a create.
		expect(
			outcome.delivery.attempts === 1 || (outcome.kind === 'failed' && outcome.trouble.reason === 'invalid' && sent.length === 0),
		).toBe(true);
	});

	test('a key that was sent, and of which nothing can be found out, is not sent unless the service knows the key again', async () => {
		const site = siteOf(entry, create);
		const prepared = prepare(site, { name: create.name, fields: create.fields ?? {} });
		const outcome = await keyed({ prepared, business: KEY, log: 'before', send: async () => exchangeOf({ status: 403, body: {} }) });
		// A service that answers a repeated key with the first result may be asked again.
		const { idempotency } = definitionOf(entry);
		const isHonoured = idempotency?.header !== undefined && idempotency.replays !== false;
		expect([outcome.kind, outcome.delivery.attempts]).toEqual(['unknown', isHonoured ? 1 : 0]);
		expect('trouble' in outcome && outcome.trouble.reason).toBe(isHonoured ? 'forbidden' : 'keySent');
	});
});

/** Answers the search for a mark, which comes first, as one that finds nothing. */
function skipping(send: (request: OutgoingRequest) => Promise<ReturnType<typeof exchangeOf>>): typeof send {
	let isFirst = true;
	return async (request) => {
		if (!isFirst) return await send(request);
		isFirst = false;
		return exchangeOf({ status: 200, body: { results: [], next_page_results: false } });
	};
}
