import { followJob, type JobEnd } from '../../../nodes/CreateProject/delivery/job';
import type { JobDefinition, Json } from '../../../nodes/CreateProject/services/service';
import { prepared, Scripted, type Step } from './scripted';

const JOB: JobDefinition = { poll: { path: '/jobs/{job.id}' }, state: 'state', succeeded: ['done'], failed: ['failed'] };

async function follow(
	steps: Step[],
	{
		job = {},
		body = { id: 1, state: 'queued' },
		location,
		waits = true,
	}: { job?: Partial<JobDefinition>; body?: Json; location?: string; waits?: boolean } = {},
): Promise<{ end: JobEnd; world: Scripted }> {
	const world = new Scripted(steps);
	const whole = prepared({ job: { ...JOB, ...job } });
	const end = await world.time.run(() =>
		followJob(body, location, {
			prepared: whole,
			auth: whole.site.auth,
			ask: async (request) => await world.send(request),
			pause: async (ms) => {
				await world.time.sleep(ms);
				return waits;
			},
			now: world.time.now,
		}),
	);
	return { end, world };
}

describe('followJob', () => {
	it('asks nothing when the job is done already', async () => {
		expect((await follow([], { body: { state: 'done', project: { id: 7 } }, job: { result: 'project' } })).end).toMatchObject({
			kind: 'succeeded',
			project: { id: '7' },
		});
	});

	it('polls at its interval, or more slowly when told to', async () => {
		const { end, world } = await follow(
			[
				[200, { state: 'x' }, { 'retry-after': '9' }],
				[200, { state: 'x' }],
				[200, { state: 'done' }],
			],
			{ job: { intervalMs: 500 } },
		);
		expect(world.sent.map(({ at }) => at)).toEqual([500, 500 + 20 + 9000, 500 + 20 + 9000 + 20 + 500]);
		expect(end).toMatchObject({ kind: 'succeeded', job: { id: 1, state: 'done' } });
	});

	it('follows the Location header where the definition has no address', async () => {
		const { end, world } = await follow([[200, { state: 'done' }]], { job: { poll: undefined }, location: '/jobs/9' });
		expect(world.calls).toEqual(['GET /jobs/9']);
		expect(end.kind).toBe('succeeded');
	});

	it.each([[undefined], ['https://evil.example.com/jobs/9']])('does not follow the Location %p', async (location) => {
		const { end, world } = await follow([], { job: { poll: undefined }, location });
		expect(end.kind).toBe('lost');
		expect(world.calls).toEqual([]);
	});

	it.each<[string, Step, Partial<JobDefinition>, object]>([
		['a state that is one', [200, { state: 'failed', message: 'No space' }], {}, { kind: 'failed', complaint: { message: 'No space' } }],
		['an entry that must not be there', [200, { state: 'done', fault: { message: 'No' } }], { error: 'fault' }, { kind: 'failed' }],
		['a job that is gone', [404], {}, { kind: 'lost', reason: expect.stringContaining('404') }],
		['a reset', 'reset', {}, { kind: 'lost', reason: 'reset' }],
		['a web page', [200, '<html></html>'], {}, { kind: 'lost' }],
	])('knows a bad end by %s', async (_title, step, job, expected) => {
		expect((await follow([step], { job })).end).toMatchObject(expected);
	});

	it('loses a job whose time is over', async () => {
		expect((await follow([], { waits: false })).end).toMatchObject({ kind: 'lost', reason: expect.stringContaining('time for this item') });
	});
});
