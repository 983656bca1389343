import type { Exchange } from '../../nodes/CreateProject/delivery/exchange';
import type { OutgoingRequest } from '../../nodes/CreateProject/project/asked/request';
import { faultFor, type FaultPlan } from '../support/projectApi';
import type { VirtualTime } from '../support/virtualTime';

/** How an API keeps its callers to a limit. */
export type Limit =
	/** A token bucket. Without a burst (1): as nginx's `limit_req` has it. */
	| { kind: 'bucket'; perSecond: number; burst: number }
	/** So many in each window; a window begins with its first request. */
	| { kind: 'window'; count: number; ms: number }
	/** At most so many under way. */
	| { kind: 'inFlight'; most: number }
	/** This share by chance. */
	| { kind: 'chance'; share: number };

export interface VirtualApiPlan {
	latencyMs: number;
	limit?: Limit;
	/** What a refusal tells: so many seconds, the seconds that are left, or nothing. */
	tells?: number | 'left';
	/** Requests are worked off by so many workers, `latencyMs` each; without a number at once. */
	workers?: number;
	/** As in scenario c1 and its kin. */
	faults?: { seed: number; plan: FaultPlan };
	keyHeader?: string;
	uniqueNames?: boolean;
	timeoutMs: number;
}

/** A process that calls, and what it was told. */
export interface Caller {
	notBefore?: number;
	toldAt?: number;
}

interface Stored {
	id: string;
	name: string;
	at: number;
}

/** Network time each way, ms. */
const WAY = 0.5;

/** The API of the benchmark without a network: in virtual time, with the same plan of faults. */
export class VirtualApi {
	readonly stored: Stored[] = [];
	/** When requests arrived, ms since the first, and whether they were refused. */
	readonly arrivals: Array<{ at: number; refused: boolean }> = [];
	refused = 0;
	early = 0;
	peak = 0;
	private running = 0;
	private readonly start: number;
	private tokens: number;
	private tokensAt: number;
	private windowAt = -Infinity;
	private windowCount = 0;
	private readonly workers: number[];
	private readonly attempts = new Map<string, number>();
	private readonly keys = new Map<string, string | undefined>();
	private readonly names = new Set<string>();

	constructor(
		private readonly plan: VirtualApiPlan,
		private readonly time: VirtualTime,
		private readonly random: () => number,
	) {
		this.start = this.tokensAt = time.now();
		this.tokens = plan.limit?.kind === 'bucket' ? plan.limit.burst : 0;
		this.workers = new Array<number>(plan.workers ?? 0).fill(0);
	}

	/** @param leftAt when the client let it go: it may have needed a moment to send it */
	readonly send = async (
		request: OutgoingRequest,
		signal?: AbortSignal,
		{ leftAt = this.time.now(), caller = {} as Caller } = {},
	): Promise<Exchange> =>
		await new Promise<Exchange>((resolve) => {
			let isOver = false;
			const end = (exchange: Exchange): void => {
				if (isOver) return;
				isOver = true;
				resolve(exchange);
			};
			signal?.addEventListener('abort', () => end(fault('canceled')), { once: true });
			this.time.at(this.time.now() + this.plan.timeoutMs, () => end(fault('timeout')));
			if (leftAt < (caller.notBefore ?? 0) && leftAt > (caller.toldAt ?? 0)) this.early++;
			this.time.at(this.time.now() + WAY, () => {
				this.peak = Math.max(this.peak, ++this.running);
				this.handle(request, (exchange, afterMs) => {
					this.time.at(this.time.now() + afterMs, () => {
						this.running--;
						if (exchange === undefined) return;
						this.time.at(this.time.now() + WAY, () => {
							if (exchange.kind === 'answer' && exchange.answer.status === 429) this.told(exchange.answer.headers, caller);
							end(exchange.kind === 'answer' ? { ...exchange, receivedAt: this.time.now() } : exchange);
						});
					});
				});
			});
		});

	private told(headers: Record<string, string>, caller: Caller): void {
		const until =
			headers['retry-after'] !== undefined
				? this.time.now() + Number(headers['retry-after']) * 1000
				: headers['x-ratelimit-reset'] === undefined
					? 0
					: Number(headers['x-ratelimit-reset']) * 1000;
		if (until > (caller.notBefore ?? 0)) [caller.notBefore, caller.toldAt] = [until, this.time.now()];
	}

	private handle(request: OutgoingRequest, reply: (exchange: Exchange | undefined, afterMs: number) => void): void {
		const { plan } = this;
		const now = this.time.now();
		const answer = (status: number, body: unknown, headers: Record<string, string> = {}, afterMs = this.workMs()): void => {
			const text = typeof body === 'string' ? body : JSON.stringify(body);
			const type = text.startsWith('<') ? 'text/html' : 'application/json';
			reply(
				{
					kind: 'answer',
					receivedAt: 0,
					answer: { status, text, headers: { date: new Date(now).toUTCString(), 'content-type': type, ...headers } },
				},
				afterMs,
			);
		};
		const waitS = this.refusal();
		this.arrivals.push({ at: now - this.start, refused: waitS !== undefined });
		if (waitS !== undefined) {
			this.refused++;
			return answer(
				429,
				{ message: 'Too many requests' },
				waitS > 0 ? { 'retry-after': String(waitS) } : {},
				plan.workers ? 1 : plan.latencyMs,
			);
		}
		const url = new URL(request.url);
		const name =
			request.method === 'POST' ? (JSON.parse(request.body ?? '{}') as { name: string }).name : (url.searchParams.get('name') ?? '*');
		const kind = this.fault(request.method, name);
		switch (kind) {
			case 'rate429RetryAfter':
			case 'rate429Reset': {
				this.refused++;
				const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil((now + 1000) / 1000)) };
				return answer(429, { message: 'Slow down' }, kind === 'rate429Reset' ? reset : { 'retry-after': '1' });
			}
			case 'http503':
				return answer(503, { message: 'Unavailable' });
			case 'html502':
				return answer(502, '<html><title>502 Bad Gateway</title></html>');
			case 'resetBeforeCommit':
				return reply(fault('reset'), plan.latencyMs);
			default:
		}
		const lose = (): void => {
			if (kind === 'http500') answer(500, { message: 'Internal' });
			else if (kind === 'truncatedJson') answer(201, '{"id":7,"na');
			else if (kind === 'droppedSocket') reply(fault('reset'), plan.latencyMs);
			else reply(undefined, plan.timeoutMs);
		};
		if (request.method !== 'POST') {
			const found = this.stored.filter((project) => project.name === name).map(shown);
			return kind ? lose() : answer(200, found);
		}
		const key = plan.keyHeader === undefined ? undefined : request.headers[plan.keyHeader];
		if (key !== undefined && this.keys.has(key)) return kind ? lose() : answer(201, this.keys.get(key));
		if (plan.uniqueNames && this.names.has(name))
			return kind ? lose() : answer(409, { message: 'A project with this name already exists' });
		this.names.add(name);
		const project: Stored = { id: String(this.stored.length + 1), name, at: now };
		this.stored.push(project);
		if (key !== undefined) this.keys.set(key, JSON.stringify(shown(project)));
		if (kind) lose();
		else answer(201, shown(project));
	}

	/** The work of one request begins when a worker is free. */
	private workMs(): number {
		const now = this.time.now();
		if (this.workers.length === 0) return this.plan.latencyMs;
		const first = this.workers.indexOf(Math.min(...this.workers));
		this.workers[first] = Math.max(now, this.workers[first]) + this.plan.latencyMs;
		return this.workers[first] - now;
	}

	/** `undefined`: let in; else the seconds to tell, 0 for none. */
	private refusal(): number | undefined {
		const { limit, tells = 0 } = this.plan;
		const now = this.time.now();
		let leftMs = 0;
		switch (limit?.kind) {
			case 'bucket':
				this.tokens = Math.min(limit.burst, this.tokens + ((now - this.tokensAt) * limit.perSecond) / 1000);
				this.tokensAt = now;
				if (this.tokens >= 1) {
					this.tokens--;
					return undefined;
				}
				leftMs = ((1 - this.tokens) * 1000) / limit.perSecond;
				break;
			case 'window':
				if (now - this.windowAt >= limit.ms) [this.windowAt, this.windowCount] = [now, 0];
				if (this.windowCount++ < limit.count) return undefined;
				leftMs = this.windowAt + limit.ms - now;
				break;
			case 'inFlight':
				if (this.running <= limit.most) return undefined;
				break;
			case 'chance':
				if (this.random() >= limit.share) return undefined;
				break;
			default:
				return undefined;
		}
		return tells === 'left' ? Math.ceil(leftMs / 1000) : tells;
	}

	private fault(method: string, name: string): string | null {
		if (!this.plan.faults) return null;
		const key = `${method} ${name}`;
		const attempt = (this.attempts.get(key) ?? 0) + 1;
		this.attempts.set(key, attempt);
		return faultFor(this.plan.faults.seed, this.plan.faults.plan, name, attempt, method);
	}
}

const shown = ({ id, name, at }: Stored): object => ({ id: Number(id), name, created_at: new Date(at).toISOString() });

const fault = (reason: 'canceled' | 'timeout' | 'reset'): Exchange => ({
	kind: 'fault',
	fault: { reason, sent: 'maybe', permanent: false, message: reason },
});
