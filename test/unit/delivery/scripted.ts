import { ApiState } from '../../../nodes/CreateProject/delivery/apiState';
import { deliver } from '../../../nodes/CreateProject/delivery/deliver';
import type { Delivery, Policy } from '../../../nodes/CreateProject/delivery/policy';
import type { Exchange, Fault } from '../../../nodes/CreateProject/delivery/exchange';
import type { Outcome } from '../../../nodes/CreateProject/delivery/outcome';
import { prepare, type Prepared } from '../../../nodes/CreateProject/project/asked/prepare';
import type { OutgoingRequest } from '../../../nodes/CreateProject/project/asked/request';
import { resolveSite } from '../../../nodes/CreateProject/connection/site';
import type { ServiceDefinition } from '../../../nodes/CreateProject/services/service';
import { seeded, VirtualTime } from '../../support/virtualTime';

/** One reply of a script: a status with body and headers, or a fault. */
export type Step = [status: number, body?: unknown, headers?: Record<string, string>] | Fault['reason'];

const NOT_SENT = ['dns', 'refused', 'unreachable', 'connectTimeout'];

export const BASE: ServiceDefinition = {
	id: 'x',
	displayName: 'X',
	docs: 'https://example.com',
	baseUrl: 'https://api.example.com',
	auth: [{ name: 'None', fields: [] }],
	create: { path: '/projects' },
	fields: [],
	open: true,
	reply: { id: 'id', name: 'name', createdAt: 'created_at' },
};
export const LOOKUP: Partial<ServiceDefinition> = { lookup: { name: { path: '/projects', query: { name: '{value}' }, items: '' } } };

export const POLICY: Policy = {
	attempts: 3,
	timeoutMs: 30_000,
	totalMs: 300_000,
	maxWaitMs: 60_000,
	ifExists: 'create',
	matchOn: { by: 'name' },
	patienceMs: 1000,
	verify: false,
	trustRetry: false,
	rules: [],
};

export const prepared = (
	definition: Partial<ServiceDefinition> = {},
	name = 'Apollo',
	fields: Record<string, unknown> = {},
	mark?: string,
): Prepared => prepare(resolveSite({ ...BASE, ...definition }, {}, 'token'), { name, fields }, mark);

/** A world in which the API says what the script says, each reply after 20 ms. */
export class Scripted {
	readonly time = new VirtualTime();
	readonly tools = { now: this.time.now, monotonic: this.time.monotonic, sleep: this.time.sleep, random: seeded(1) };
	readonly state = new ApiState(this.tools);
	readonly sent: Array<OutgoingRequest & { at: number }> = [];
	readonly logged: Array<{ level: string; message: string; about: Record<string, unknown> }> = [];
	readonly start = this.time.now();

	constructor(private readonly steps: Step[]) {}

	/** Server time so many ms after the start, as an API writes it. */
	at = (ms: number): string => new Date(this.start + ms).toISOString();

	send = async (request: OutgoingRequest, signal?: AbortSignal): Promise<Exchange> => {
		this.sent.push({ ...request, at: this.time.now() - this.start });
		const step = this.steps[this.sent.length - 1];
		if (step === undefined) throw new Error(`No reply left for ${request.method} ${request.url}`);
		await this.time.sleep(20, signal);
		if (signal?.aborted) return { kind: 'fault', fault: { reason: 'canceled', sent: 'maybe', permanent: false, message: 'stopped' } };
		if (typeof step === 'string') {
			return {
				kind: 'fault',
				fault: {
					reason: step,
					sent: NOT_SENT.includes(step) || step === 'certificate' ? 'no' : 'maybe',
					permanent: step === 'certificate',
					message: step,
				},
			};
		}
		const [status, body = '', headers = {}] = step;
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		return {
			kind: 'answer',
			receivedAt: this.time.now(),
			answer: { status, text, headers: { date: new Date(this.time.now()).toUTCString(), ...headers } },
		};
	};

	get calls(): string[] {
		return this.sent.map(({ method, url }) => `${method} ${new URL(url).pathname}${new URL(url).search}`);
	}

	async deliver(definition: Partial<ServiceDefinition> = {}, policy: Partial<Policy> = {}, more: Partial<Delivery> = {}): Promise<Outcome> {
		const whole = prepared(definition);
		return await this.time.run(() =>
			deliver({
				prepared: whole,
				policy: { ...POLICY, ...policy },
				heuristic: false,
				state: this.state,
				tools: this.tools,
				send: this.send,
				authorize: async () => whole.site.auth,
				log: (level, message, about) => {
					this.logged.push({ level, message, about });
				},
				...more,
			}),
		);
	}
}
