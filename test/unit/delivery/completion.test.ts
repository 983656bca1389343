import type { Delivery, Policy } from '../../../nodes/CreateProject/delivery/policy';
import type { ServiceDefinition } from '../../../nodes/CreateProject/services/service';
import { LOOKUP, Scripted, type Step } from './scripted';

const PROJECT = { id: 7, name: 'Apollo' };
const POST = 'POST /projects';

interface Case {
	definition?: Partial<ServiceDefinition>;
	policy?: Partial<Policy>;
	more?: Partial<Delivery>;
	expected: object;
	calls: string[];
}

const play = async (steps: Step[], { definition, policy, more, expected, calls }: Case): Promise<void> => {
	const world = new Scripted(steps);
	expect(await world.deliver(definition, policy, { heuristic: true, ...more })).toMatchObject(expected);
	expect(world.calls).toEqual(calls);
};

const created = (project: object, hints: unknown[] = []): object => ({ kind: 'done', outcome: 'created', project, hints });
const at = (location: string, status = 201, body: unknown = ''): Step => [status, body, { location }];
const UNREAD = expect.stringContaining('could not be read back');
const FROM_ADDRESS = expect.stringContaining('Location header');

describe('an answer that names an address instead of the project', () => {
	const whole: Step = [200, { project: { ...PROJECT, web_url: 'https://example.com/7' } }];

	it.each<[string, Step]>([
		['201, empty', at('https://api.example.com/projects/7')],
		['200 with words of its own', at('/projects/7', 200, { status: 'ok' })],
		['204', at('projects/7', 204)],
		['201 with a text', at('/projects/7', 201, 'Created')],
		['202', at('/projects/7', 202)],
	])('is read there (%s)', async (_title, step) => {
		await play([step, whole], {
			expected: created({ id: '7', name: 'Apollo', url: 'https://example.com/7' }),
			calls: [POST, 'GET /projects/7'],
		});
	});

	it('costs no request when the answer named the ID', async () => {
		await play([at('/projects/7', 201, PROJECT)], { expected: created({ id: '7' }), calls: [POST] });
	});

	it('is read under the path that the create has, and bare', async () => {
		const definition = { reply: { at: 'data.entity', id: 'no' } };
		const expected = created({ id: '9', raw: { no: 9 } });
		await play([at('/projects/9'), [200, { data: { entity: { no: 9 } } }]], { definition, expected, calls: [POST, 'GET /projects/9'] });
		await play([at('/projects/9'), [200, { no: 9 }]], { definition, expected, calls: [POST, 'GET /projects/9'] });
	});

	it.each<[string, Step]>([
		['404', [404]],
		['a refusal', [403, { message: 'No' }]],
		['a list', [200, [PROJECT]]],
		['a failure inside 200', [200, { success: false }]],
		['no JSON', [200, '<html></html>']],
	])('takes the ID from the address when the read is answered with %s', async (_title, step) => {
		await play([at('/projects/7f-a'), step], {
			definition: LOOKUP,
			expected: created({ id: '7f-a', name: 'Apollo' }, [UNREAD, FROM_ADDRESS]),
			calls: [POST, 'GET /projects/7f-a'],
		});
	});

	it('sends no credential to another host, but takes the ID from there', async () => {
		await play([at('http://10.0.0.5:8080/projects/44')], {
			expected: created({ id: '44' }, [expect.stringContaining('another host'), FROM_ADDRESS]),
			calls: [POST],
		});
	});

	it('settles by the search when the address has no ID either', async () => {
		const found = { ...PROJECT, created_at: new Date(new Scripted([]).start + 20).toISOString() };
		await play([at('/welcome'), [404], [200, [found]]], {
			definition: LOOKUP,
			expected: created({ id: '7' }, [UNREAD]),
			calls: [POST, 'GET /welcome', 'GET /projects?name=Apollo'],
		});
		await play([at('/welcome'), [404], ...Array<Step>(3).fill([200, [PROJECT]])], {
			definition: LOOKUP,
			expected: { kind: 'unknown', trouble: { reason: 'odd', candidates: [{ id: '7' }] } },
			calls: [POST, 'GET /welcome', ...Array<string>(3).fill('GET /projects?name=Apollo')],
		});
	});

	it.each(['/projects', '/projects/', '?id=7', 'https://'])('is not asked for at %s, where projects are created', async (location) => {
		await play([at(location)], { expected: { kind: 'unknown', trouble: { reason: 'odd' } }, calls: [POST] });
	});

	it('does not take an order for the project', async () => {
		await play([at('/orders/15', 202), [200, { id: 15, state: 'queued' }]], {
			expected: { kind: 'unknown', trouble: { reason: 'odd' } },
			calls: [POST, 'GET /orders/15'],
		});
		await play([at('/projects/15', 202), [404]], {
			expected: created({ id: '15' }, [UNREAD, FROM_ADDRESS]),
			calls: [POST, 'GET /projects/15'],
		});
	});

	it('gives a service that has a read of its own the ID for it', async () => {
		await play([at('/projects/7'), [200, PROJECT]], {
			definition: { fetch: { path: '/read/{id}' } },
			more: { heuristic: false },
			expected: created({ id: '7' }),
			calls: [POST, 'GET /read/7'],
		});
		await play([at('/projects/7'), [404]], {
			definition: { fetch: { path: '/read/{id}' } },
			more: { heuristic: false },
			expected: created({ id: '7' }, [UNREAD]),
			calls: [POST, 'GET /read/7'],
		});
	});
});

describe('reading back on demand', () => {
	const verify: Partial<Policy> = { verify: true };
	const definition = { fetch: { path: '/projects/{id}' } };

	it('outputs what an API that nobody has described has stored', async () => {
		await play(
			[
				[201, { id: 7 }],
				[200, { data: { id: 7, name: 'APOLLO' } }],
			],
			{ definition, policy: verify, expected: created({ id: '7', name: 'APOLLO' }), calls: [POST, 'GET /projects/7'] },
		);
	});

	it.each<[string, Step]>([
		['404', [404]],
		['another project', [200, { id: 8, name: 'Other' }]],
		['a list', [200, [PROJECT]]],
		['a failure inside 200', [200, { error: 'no' }]],
	])('keeps what is known when the read is answered with %s', async (_title, step) => {
		await play([[201, PROJECT], step], {
			definition,
			policy: verify,
			expected: created({ id: '7', name: 'Apollo' }, [UNREAD]),
			calls: [POST, 'GET /projects/7'],
		});
	});

	it('goes to the address that the answer names, on the same host', async () => {
		await play([at('/p/7', 201, PROJECT), [200, PROJECT]], {
			definition,
			policy: verify,
			expected: created({ id: '7' }),
			calls: [POST, 'GET /p/7'],
		});
		await play([at('https://other.example.com/p/7', 201, PROJECT), [200, PROJECT]], {
			definition,
			policy: verify,
			expected: created({ id: '7' }),
			calls: [POST, 'GET /projects/7'],
		});
		await play([at('/orders/1', 202, PROJECT), [200, PROJECT]], {
			definition,
			policy: verify,
			expected: created({ id: '7' }),
			calls: [POST, 'GET /projects/7'],
		});
	});

	it('reads once, when the answer named only an address', async () => {
		await play([at('/projects/7'), [200, PROJECT]], {
			definition,
			policy: verify,
			expected: created({ id: '7' }),
			calls: [POST, 'GET /projects/7'],
		});
	});

	it('falls back on the search where a read would need the ID, if the definition says that creates answer without one', async () => {
		const steps: Step[] = [[201], [200, [PROJECT]]];
		const silent = { ...definition, ...LOOKUP, reply: { id: 'id', name: 'name', withoutId: true as const } };
		const calls = [POST, 'GET /projects?name=Apollo'];
		await play(steps, { definition: silent, policy: verify, more: { heuristic: false }, expected: created({ id: '7' }), calls });
		const nothing = { definition: silent, more: { heuristic: false }, calls: [POST, ...Array<string>(4).fill(calls[1])] };
		await play([[204], ...Array<Step>(4).fill([200, []])], { ...nothing, expected: { kind: 'unknown', trouble: { reason: 'odd' } } });
	});
});

describe('an answer that shows no project', () => {
	const looks = Array<string>(3).fill('GET /projects?name=Apollo');

	it.each<[string, Step, string?]>([
		['an empty object', [200, {}]],
		['204', [204]],
		['201 without a body', [201]],
		['a word', [200, 'ok']],
		['another project', [201, { id: 8, name: 'Gemini' }]],
		['a list with another', [200, { data: [{ id: 8, name: 'Gemini' }] }]],
		['a person', [201, { id: 5, login: 'ann' }]],
		['the taken order', [202, { id: 'job-1', status: 'queued' }], 'job'],
		['the number of the order', [202, { id: 9 }]],
	])('is unknown, and stays so when the search does not find it either: %s', async (_title, step, reason = 'odd') => {
		for (const heuristic of [true, false])
			await play([step, ...Array<Step>(3).fill([200, []])], {
				definition: heuristic
					? { ...LOOKUP, reply: {} }
					: { ...LOOKUP, reply: { id: 'project.id', name: 'project.name', createdAt: 'created_at' } },
				more: { heuristic },
				expected: { kind: 'unknown', trouble: { reason } },
				calls: [POST, ...looks],
			});
	});

	it('is a created project when the search proves it', async () => {
		const found = { ...PROJECT, created_at: new Date(new Scripted([]).start + 20).toISOString() };
		for (const step of [[204], [200, {}], [202, { id: 'job-1', name: 'Apollo' }]] as Step[])
			await play([step, [200, [found]]], { definition: LOOKUP, expected: created({ id: '7' }), calls: [POST, looks[0]] });
	});

	it('is one when a person says so and the search shows exactly one', async () => {
		const policy: Partial<Policy> = { rules: [{ status: 204, treatAs: 'created' }] };
		await play([[204], [200, [PROJECT]]], { definition: LOOKUP, policy, expected: created({ id: '7' }), calls: [POST, looks[0]] });
	});

	it('is one when the order of the answer can be read under our name', async () => {
		const definition = { ...LOOKUP, fetch: { path: '/projects/{id}' } };
		const calls = [POST, 'GET /projects/7'];
		await play(
			[
				[202, PROJECT],
				[200, PROJECT],
			],
			{ definition, expected: created({ id: '7', name: 'Apollo' }), calls },
		);
		await play([[202, PROJECT], [404], ...Array<Step>(3).fill([200, []])], {
			definition,
			expected: { kind: 'unknown', trouble: { reason: 'odd' }, hints: [] },
			calls: [...calls, ...looks],
		});
		await play([[202, PROJECT]], { definition, policy: { successStatuses: [202] }, expected: created({ id: '7' }), calls: [POST] });
	});

	it('says what the answer said', async () => {
		await play([[200, { info: 1, message: 'Saved for later' }]], {
			expected: { kind: 'unknown', trouble: { complaint: { message: 'Saved for later' } } },
			calls: [POST],
		});
	});
});
