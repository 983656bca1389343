import type { Age } from '../../../nodes/CreateProject/delivery/creationClock';
import { settle, settlingLookups, type SettleEnvironment } from '../../../nodes/CreateProject/delivery/settle';
import type { ServiceDefinition } from '../../../nodes/CreateProject/services/service';
import { LOOKUP, prepared, Scripted, type Step } from './scripted';

const iso = (ms: number): string => new Date(1_800_000_000_000 + ms).toISOString();
const project = (id: number, ms?: number): object => ({ id, name: 'Apollo', ...(ms === undefined ? {} : { created_at: iso(ms) }) });

/** As a clock in step tells it: a time cut to seconds stands for the whole second. */
const ageFrom =
	(since: number) =>
	(createdAt: string | undefined): Age => {
		const created = Date.parse(createdAt ?? '');
		if (Number.isNaN(created)) return 'unclear';
		return created + (created % 1000 === 0 ? 999 : 0) >= since ? 'after' : 'before';
	};

async function settled(
	steps: Step[],
	{ definition = LOOKUP, ...more }: Partial<SettleEnvironment> & { definition?: Partial<ServiceDefinition> } = {},
) {
	const world = new Scripted(steps);
	const whole = prepared(definition);
	const settlement = await world.time.run(() =>
		settle({
			prepared: whole,
			auth: whole.site.auth,
			heuristic: false,
			ask: async (request) => await world.send(request),
			age: ageFrom(world.start),
			isClaimed: () => false,
			now: () => world.time.now(),
			pause: async (ms) => {
				await world.time.sleep(ms);
				return true;
			},
			patienceMs: 1000,
			...more,
		}),
	);
	return { settlement, world };
}

const thrice = (step: Step): Step[] => [step, step, step];

describe('settle', () => {
	it('adopts the one project that came after the first attempt began', async () => {
		expect((await settled([[200, [project(1, -5000), project(2, 30)]]])).settlement).toMatchObject({ kind: 'ours', project: { id: '2' } });
	});

	it.each([
		[60_000, 1000, 1020],
		[60_000, undefined, 9020],
		[1000, 1000, 170],
		[400, 5000, 80],
	])('with a patience of %i ms and a first look within %p ms sees what is there after %i ms', async (patienceMs, soonMs, after) => {
		const { settlement, world } = await settled([[200, [project(2, 30)]]], { patienceMs, soonMs });
		expect([settlement.kind, world.time.now() - world.start]).toEqual(['ours', after]);
	});

	it('gives a creation time cut to seconds the whole second', async () => {
		expect((await settled([[200, [project(1, 0)]]], { age: ageFrom(1_800_000_000_700) })).settlement).toMatchObject({ kind: 'ours' });
	});

	it.each<[string, Step, Partial<SettleEnvironment>, object]>([
		['two that came after', [200, [project(1, 10), project(2, 20)]], {}, { kind: 'unproven', candidates: [{ id: '1' }, { id: '2' }] }],
		['one without a time', [200, [project(1)]], {}, { kind: 'unproven', candidates: [{ id: '1' }] }],
		['one beside one without a time', [200, [project(1), project(2, 20)]], {}, { kind: 'unproven' }],
		[
			'any, when the first attempt is not known',
			[200, [project(1, 10)]],
			{ age: () => 'unclear' },
			{ kind: 'unproven', candidates: [{ id: '1' }] },
		],
		[
			'one that looks right, when a key would tell',
			[200, [project(1, 10)]],
			{ isKeyed: true },
			{ kind: 'unproven', candidates: [{ id: '1' }] },
		],
		['one that is claimed', [200, [project(1, 10)]], { isClaimed: ({ id }) => id === '1' }, { kind: 'absent' }],
		['one that is older', [200, [project(1, -5000)]], {}, { kind: 'absent' }],
		['none', [200, []], {}, { kind: 'absent' }],
		['none, when the search does not work', [500], {}, { kind: 'unproven', candidates: [] }],
	])('does not adopt %s', async (_title, step, more, expected) => {
		expect((await settled(thrice(step), more)).settlement).toMatchObject(expected);
	});

	it('does not take silence for absence where the search is partial', async () => {
		const definition = { lookup: { name: { path: '/projects', items: '', partial: true as const } } };
		expect((await settled(thrice([200, []]), { definition })).settlement).toMatchObject({ kind: 'unproven' });
	});

	it('looks soon, and takes absence for true only when the whole patience has passed', async () => {
		const { world } = await settled(thrice([200, []]));
		expect(world.sent[0].at).toBeLessThan(200);
		expect(world.sent[2].at).toBeGreaterThanOrEqual(1000);
	});

	it('is as patient as the lag that the vendor documents', async () => {
		const definition = { lookup: { name: { ...LOOKUP.lookup!.name!, lagMs: 10_000 } } };
		const { world } = await settled(thrice([200, []]), { definition });
		expect(world.sent[2].at).toBeGreaterThanOrEqual(12_000);
	});

	it('finds what a lagging search shows late', async () => {
		expect(
			(
				await settled([
					[200, []],
					[200, []],
					[200, [project(1, 10)]],
				])
			).settlement,
		).toMatchObject({ kind: 'ours' });
	});

	it('proves nothing when it is stopped in between', async () => {
		let pauses = 0;
		expect((await settled([[200, []]], { pause: async () => ++pauses === 1 })).settlement).toMatchObject({ kind: 'unproven' });
	});

	it('asks the single project for the creation time that a list leaves out', async () => {
		const { settlement, world } = await settled(
			[
				[200, [project(1)]],
				[200, project(1, 10)],
			],
			{ definition: { ...LOOKUP, fetch: { path: '/projects/{id}' } } },
		);
		expect(settlement).toMatchObject({ kind: 'ours', project: { id: '1', createdAt: iso(10) } });
		expect(world.calls[1]).toBe('GET /projects/1');
	});

	it('does not ask for the single project where that would need the job whose answer was lost', async () => {
		const definition = { ...LOOKUP, fetch: { path: '/projects/{job.project.id}' } };
		const { settlement, world } = await settled(thrice([200, [project(1)]]), { definition });
		expect(settlement).toMatchObject({ kind: 'unproven', candidates: [{ id: '1' }] });
		expect(world.calls).toEqual(Array(3).fill('GET /projects?name=Apollo'));
	});

	it('says so when there is no search', async () => {
		expect((await settled([], { definition: {} })).settlement).toMatchObject({
			kind: 'unproven',
			lookedFor: expect.stringContaining('no search'),
		});
	});

	describe('with a mark', () => {
		const call = { path: '/projects', items: '' };
		const definition = {
			lookup: { name: { ...call, query: { name: '{value}' } }, reference: { ...call, query: { ref: '{value}' } } },
			reference: { to: 'ref', at: 'ref' },
		};

		it('adopts what carries it, whatever the time says', async () => {
			expect(
				(await settled([[200, [{ ...project(1, -9_999_999), ref: 'm' }]]], { definition, mark: 'm', age: () => 'unclear' })).settlement,
			).toMatchObject({ kind: 'ours' });
		});

		it('adopts nothing that does not', async () => {
			expect((await settled(thrice([200, [{ ...project(1, 10), ref: 'other' }]]), { definition, mark: 'm' })).settlement).toMatchObject({
				kind: 'absent',
			});
		});

		it('asks for the name, too, when the mark may be a new one', async () => {
			const { settlement, world } = await settled(
				[
					[200, []],
					[200, []],
					[200, []],
					[200, [project(1)]],
					[200, []],
					[200, []],
				],
				{ definition, mark: 'm', isMarkNew: true },
			);
			expect(world.calls.slice(0, 2)).toEqual(['GET /projects?ref=m', 'GET /projects?name=Apollo']);
			expect(settlement).toMatchObject({ kind: 'absent' });
		});

		it('prefers the mark to a key, and a key to the name', () => {
			const whole = prepared({ ...definition, fields: [{ id: 'key' }], lookup: { ...definition.lookup, key: call } }, 'Apollo', {
				key: 'AP',
			});
			expect(settlingLookups(whole, 'm').map(({ wanted }) => wanted.by)).toEqual(['reference', 'key', 'name']);
			expect(settlingLookups(whole).map(({ wanted }) => wanted.by)).toEqual(['key', 'name']);
		});
	});
});
