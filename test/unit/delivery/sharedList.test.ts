import { runBatch } from '../../../nodes/CreateProject/delivery/batch';
import { deliver } from '../../../nodes/CreateProject/delivery/deliver';
import type { Exchange } from '../../../nodes/CreateProject/delivery/exchange';
import { SharedLists } from '../../../nodes/CreateProject/delivery/sharedList';
import type { OutgoingRequest } from '../../../nodes/CreateProject/project/asked/request';
import { POLICY, prepared, Scripted } from './scripted';

const WHOLE = { lookup: { name: { path: '/projects', items: '' } } };
const FILTERED = { lookup: { name: { path: '/projects', query: { name: '{value}' }, items: '' } } };

/** Items of these names, each to be created only where there is none of its name. @returns what was asked, and the outcomes */
async function run(names: string[], definition: object, { stepMs = 0, failFirst = false } = {}) {
	const world = new Scripted([]);
	const { time, tools, state } = world;
	const lists = new SharedLists(tools);
	const stored: Array<{ id: string; name: string }> = [{ id: 'old', name: 'There already' }];
	const calls: string[] = [];
	const send = async (request: OutgoingRequest): Promise<Exchange> => {
		calls.push(request.method);
		await time.sleep(20);
		const answer = (status: number, body: unknown): Exchange => ({
			kind: 'answer',
			receivedAt: time.now(),
			answer: { status, text: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
		});
		if (request.method === 'GET') {
			if (failFirst && calls.length === 1) return answer(400, {});
			const name = new URL(request.url).searchParams.get('name');
			return answer(
				200,
				stored.filter((project) => name === null || project.name === name),
			);
		}
		const project = { id: `p${stored.length}`, name: (JSON.parse(request.body!) as { name: string }).name };
		stored.push(project);
		return answer(201, project);
	};
	const outcomes = await time.run(
		async () =>
			await runBatch({
				inputs: names,
				parallel: stepMs > 0 ? 1 : 50,
				matchesOf: (name) => [name.toLowerCase()],
				deliver: async (name) => {
					if (stepMs > 0) await time.sleep(stepMs);
					const whole = prepared(definition, name);
					return await deliver({
						prepared: whole,
						policy: { ...POLICY, ifExists: 'return' },
						heuristic: false,
						state,
						tools,
						send,
						lists,
						authorize: async () => whole.site.auth,
						log: () => undefined,
					});
				},
			}),
	);
	return { reads: calls.filter((method) => method === 'GET').length, outcomes, stored };
}

const names = (count: number): string[] => Array.from({ length: count }, (_none, index) => `Project ${index}`);

describe('one list per run', () => {
	it('is read once for all items where a search reads it whole', async () => {
		const { reads, stored } = await run(names(110), WHOLE);
		// One before the first create, and one behind those that were made at once: whether somebody else made a twin.
		expect(reads).toBeLessThan(40);
		expect(stored).toHaveLength(111);
	});

	it('is not shared where a search asks for one name', async () => {
		expect((await run(names(10), FILTERED)).reads).toBe(20);
	});

	it('shows what was there, and what the run has created', async () => {
		const { reads, outcomes, stored } = await run(['There already', 'New', 'New', 'new'], {
			lookup: { name: { ...WHOLE.lookup.name, ignoreCase: true } },
		});
		expect(outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.outcome : outcome.kind))).toEqual([
			'existing',
			'created',
			'existing',
			'existing',
		]);
		expect([reads, stored.length]).toEqual([2, 2]);
	});

	it.each([
		[20_000, 1, 1],
		[31_000, 2, 1],
		[1000, 1, 2],
	])('after %d ms is read %d times', async (ms, reads, since) => {
		const { time, tools } = new Scripted([]);
		const lists = new SharedLists(tools);
		let count = 0;
		const ask = async (): Promise<Exchange> => {
			count++;
			await time.sleep(20);
			return { kind: 'answer', receivedAt: 0, answer: { status: 200, text: '[]', headers: {} } };
		};
		const request = { method: 'GET', url: 'https://api.example.com/projects', headers: {} } as OutgoingRequest;
		await time.run(async () => {
			await lists.read(request, ask);
			await time.sleep(ms);
			const now = tools.monotonic();
			// Whoever needs what is newer shares the next reading.
			await Promise.all([1, 2, 3].map(async () => await lists.read(request, ask, since === 2 ? now : undefined)));
		});
		expect(count).toBe(since === 2 ? reads + 1 : reads);
	});

	it('is read by others when a reading has failed', async () => {
		const { outcomes, reads } = await run(names(3), WHOLE, { failFirst: true });
		expect(reads).toBeGreaterThanOrEqual(1);
		expect(outcomes.some(({ kind }) => kind === 'failed')).toBe(true);
	});
});
