'use strict';
const { startProjectApi, faultFor, audit, scenarios, FAULT_KINDS, NOTHING_STORED, STORED_ANYWAY } = require('./projectApi');

const NINE = [...NOTHING_STORED, ...STORED_ANYWAY];
const send = (url, path, body, headers = {}) =>
	fetch(
		url + path,
		body === undefined
			? { headers }
			: { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers }, redirect: 'manual' },
	);

describe('faultFor', () => {
	const inputs = Array.from({ length: 4000 }, (_, index) => `Project ${index}`);

	it('gives the same plan whatever was asked before', () => {
		const plan = scenarios.c.options.plan;
		const forwards = inputs.slice(0, 200).map((input) => [1, 2, 3, 4].map((attempt) => faultFor(7, plan, input, attempt)));
		const backwards = inputs
			.slice(0, 200)
			.reverse()
			.map((input) => [4, 3, 2, 1].map((attempt) => faultFor(7, plan, input, attempt)).reverse())
			.reverse();
		expect(backwards).toEqual(forwards);
		expect(faultFor(7, plan, 'Project 1', 1)).toBe(faultFor(7, plan, 'Project 1', 1, 'POST'));
	});

	it('gives another plan to another seed, attempt and method', () => {
		const plan = scenarios.c.options.plan;
		const plans = [
			[1, 1, 'POST'],
			[2, 1, 'POST'],
			[1, 2, 'POST'],
			[1, 1, 'GET'],
		].map(([seed, attempt, method]) =>
			inputs
				.slice(0, 100)
				.map((input) => faultFor(seed, plan, input, attempt, method))
				.join(),
		);
		expect(new Set(plans).size).toBe(4);
	});

	it.each([
		['c1', 0.01],
		['c', 0.1],
	])('meets the probabilities of scenario %s', (name, probability) => {
		const counts = {};
		for (const input of inputs) {
			const kind = faultFor(1, scenarios[name].options.plan, input, 1);
			counts[kind] = (counts[kind] ?? 0) + 1;
		}
		for (const kind of NINE) {
			// Five standard deviations: a fixed seed, so this never flickers.
			expect(Math.abs(counts[kind] / inputs.length - probability)).toBeLessThan(
				5 * Math.sqrt((probability * (1 - probability)) / inputs.length),
			);
		}
	});

	it('stops after the most faults an input may have', () => {
		const { plan } = scenarios.c.options;
		for (const input of inputs.slice(0, 500)) {
			const kinds = Array.from({ length: 30 }, (_, index) => faultFor(1, plan, input, index + 1));
			expect(kinds.filter(Boolean)).toHaveLength(3);
		}
	});

	it('follows a script before the mix', () => {
		const plan = { mix: { http500: 1 }, script: { Apollo: [null, 'hang'], 'GET *': ['http503'] } };
		expect([1, 2, 3].map((attempt) => faultFor(1, plan, 'Apollo', attempt))).toEqual([null, 'hang', null]);
		expect([1, 2].map((attempt) => faultFor(1, plan, 'Gemini', attempt, 'GET'))).toEqual(['http503', null]);
		expect(faultFor(1, plan, 'Gemini', 1)).toBe('http500');
	});
});

describe('audit', () => {
	const project = (id, input, by = 'client') => ({ id, input, by });

	it('finds nothing where each input has its project and its output', () => {
		expect(
			audit(
				[project('1', 'A'), project('2', 'B')],
				['A', 'B'],
				[
					{ name: 'A', id: 1 },
					{ name: 'B', id: '2' },
				],
			),
		).toEqual({ dups: 0, lost: 0, unknown: 0, wrong: 0, foreign: 0 });
	});

	it('counts duplicates, lost and unknown', () => {
		const projects = [project('1', 'A'), project('2', 'A'), project('3', 'A'), project('4', 'B')];
		expect(audit(projects, ['A', 'B', 'C'], [{ name: 'A', id: '2' }, { name: 'B' }])).toEqual({
			dups: 2,
			lost: 1,
			unknown: 1,
			wrong: 0,
			foreign: 0,
		});
	});

	it('wants two projects for two inputs of one name', () => {
		expect(
			audit(
				[project('1', 'A'), project('2', 'A')],
				['A', 'A'],
				[
					{ name: 'A', id: '1' },
					{ name: 'A', id: '1' },
				],
			),
		).toMatchObject({ dups: 0, lost: 0, unknown: 1 });
	});

	it('does not take what others made for ours', () => {
		expect(audit([project('1', 'A', 'other')], ['A'], [{ name: 'A', id: '1' }])).toMatchObject({
			dups: 0,
			lost: 1,
			unknown: 0,
			foreign: 1,
		});
	});

	it('sees an output with the id of another input', () => {
		expect(
			audit(
				[project('1', 'A'), project('2', 'B')],
				['A', 'B'],
				[
					{ name: 'A', id: '2' },
					{ name: 'B', id: '1' },
				],
			),
		).toMatchObject({ wrong: 2 });
	});
});

describe('startProjectApi', () => {
	let api;
	afterEach(async () => await api.close());

	it.each(FAULT_KINDS.filter((kind) => kind !== 'hang'))('stores a project or not after %s, as it says', async (kind) => {
		api = await startProjectApi({ plan: { script: { '*': [kind] } }, dripMs: 0 });
		await send(api.url, '/projects', { name: 'Apollo' })
			.then((reply) => reply.text())
			.catch(() => {});
		const refused = [...NOTHING_STORED, 'http503RetryAfter', 'html200', 'errorIn200', 'redirect302'].includes(kind);
		expect(api.projects.filter(({ by }) => by === 'client')).toHaveLength(refused ? 0 : 1);
		expect(api.stats().faults).toEqual({ [kind]: 1 });
	});

	it('keeps a hanging request open until the client leaves', async () => {
		api = await startProjectApi({ plan: { script: { '*': ['hang'] } } });
		await expect(
			fetch(`${api.url}/projects`, { method: 'POST', body: '{"name":"Apollo"}', signal: AbortSignal.timeout(100) }),
		).rejects.toThrow();
		expect(api.projects).toHaveLength(1);
	});

	it('replays the reply of an idempotency key, even when the first was lost', async () => {
		api = await startProjectApi({ idempotency: true, plan: { script: { '*': ['http500'] } } });
		const post = (body) => send(api.url, '/projects', body, { 'Idempotency-Key': 'k' });
		expect((await post({ name: 'Apollo' })).status).toBe(500);
		const second = await post({ name: 'Apollo' });
		expect([second.status, second.headers.get('idempotent-replayed'), (await second.json()).id]).toEqual([201, 'true', 1]);
		expect((await post({ name: 'Gemini' })).status).toBe(422);
		expect(api.projects).toHaveLength(1);
	});

	it('counts requests that come earlier than told', async () => {
		api = await startProjectApi({ plan: { script: { Apollo: ['rate429RetryAfter'] } }, crossingMs: 10 });
		expect((await send(api.url, '/projects', { name: 'Apollo' })).headers.get('retry-after')).toBe('1');
		await new Promise((resolve) => setTimeout(resolve, 50));
		await send(api.url, '/projects?name=Apollo');
		expect(api.stats()).toMatchObject({ earlyRequests: 1, status429: 1 });
	});

	it('filters exactly, pages and hides what is too new', async () => {
		api = await startProjectApi({
			searchLagMs: 150,
			projects: Array.from({ length: 30 }, (_, index) => ({ name: index < 25 ? 'Apollo' : 'Apollo 2' })),
		});
		expect(await (await send(api.url, '/projects?name=Apollo')).json()).toEqual([]);
		await new Promise((resolve) => setTimeout(resolve, 200));
		const page = await send(api.url, '/projects?name=Apollo&per_page=20&page=2');
		expect(page.headers.get('x-total-count')).toBe('25');
		expect(await page.json()).toHaveLength(5);
	});

	it('begins anew after a reset', async () => {
		api = await startProjectApi({ uniqueNames: 422 });
		await send(api.url, '/projects', { name: 'Apollo' });
		expect((await send(api.url, '/projects', { name: 'Apollo' })).status).toBe(422);
		api.reset({ ids: 'big' });
		expect(await (await send(api.url, '/projects', { name: 'Apollo' })).text()).toContain('"id":9007199254740994,');
		expect(api.stats()).toMatchObject({ requests: 1, posts: 1 });
	});
});
