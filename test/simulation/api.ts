import type { Exchange, Send } from '../../nodes/CreateProject/delivery/exchange';
import type { OutgoingRequest } from '../../nodes/CreateProject/project/asked/request';
import type { VirtualTime } from '../support/virtualTime';

/** What may become of a request. The last group stores the project and loses the answer. */
export const REFUSALS = [
	'limitSeconds',
	'limitDate',
	'limitEpoch',
	'busy',
	'busyRetryAfter',
	'timeout408',
	'early425',
	'refused',
	'dns',
	'connectTimeout',
	'refusedIn200',
] as const;
export const NOT_STORED = ['resetBefore', 'html502', 'html200', 'hangBefore'] as const;
export const STORED = ['http500', 'dropped', 'hang', 'truncated', 'gateway504'] as const;
export type Kind = (typeof REFUSALS)[number] | (typeof NOT_STORED)[number] | (typeof STORED)[number];

/** No, in a success's clothes, in the languages of the world. */
const REFUSALS_IN_200 = [
	{ success: false, message: 'Projekt konnte nicht angelegt werden' },
	{ errors: [{ message: '\u9879\u76ee\u521b\u5efa\u5931\u8d25' }] },
	{ success: false, error: 'Quota exc\u00e9d\u00e9 pour cet espace' },
];

export interface ApiPlan {
	/** Probability that a create goes wrong, and that a read does. */
	postFaults: number;
	getFaults: number;
	kinds: readonly Kind[];
	latencyMs: number;
	/** How creation times are written: as they are, cut, hours off without a zone, behind the `Date` header, or standing still. */
	created?: 'whole' | 'seconds' | 'minutes' | 'day' | 'zoneless' | 'behind' | 'frozen';
	/** Every name is stored as another one: with a number added, cut, or in capitals. */
	changesNames?: 'suffix' | 'cut' | 'capitals';
	/** Server clock minus local clock. */
	skewMs: number;
	/** A project is missing from searches for so long. */
	lagMs: number;
	/** After a lost answer the project may come into being so much later. */
	commitDelayMs: number;
	uniqueNames: boolean;
	takesKeys: boolean;
	rate?: { perSecond: number; burst: number };
	/** Everything fails the same way, from and to in ms since the start. */
	outage?: { from: number; to: number; kind: Kind };
	/** A request that nobody answers makes its project so much later, if that is later than `commitDelayMs`. */
	hangCommitMs?: number;
	/** Its answer comes all the same, however late, to whoever still waits for it. */
	answersLate?: boolean;
	/** `liar`: the first five, whatever is asked for, and their number as the total. */
	list: 'filter' | 'pages' | 'liar';
	/** Searches leave out every other project: such a search must be declared partial. */
	hides: boolean;
}

export interface Stored {
	id: string;
	name: string;
	/** The name that was sent. */
	asked: string;
	tag: string;
	reference?: string;
	container?: string;
	by: 'us' | 'other';
	/** Local time. */
	at: number;
}

/** How long a client waits for an answer, ms. */
export const TIMEOUT_MS = 5000;

/** Names are unique within their container. */
const inContainer = (name: string, container: string | undefined): string => `${container ?? ''}/${name}`;

/** A project API without a network: it lives in virtual time and keeps the books. */
export class SimulatedApi {
	readonly stored: Stored[] = [];
	/** Requests that came earlier than the server had asked for, by the server's own clock. */
	readonly early: string[] = [];
	posts = 0;
	private readonly start: number;
	private nextId = 1;
	private readonly names = new Set<string>();
	private readonly keys = new Map<string, { body: string; reply?: string }>();
	private notBefore = 0;
	private toldAt = 0;
	private tokens: number;
	private tokensAt: number;
	/** Turned off when the client's process dies: no answer reaches it any more. */
	epoch = 0;

	constructor(
		private readonly plan: ApiPlan,
		private readonly time: VirtualTime,
		private readonly random: () => number,
	) {
		this.start = this.tokensAt = time.now();
		this.tokens = plan.rate?.burst ?? 0;
	}

	addOther(name: string, ageMs: number, container?: string): void {
		this.names.add(inContainer(name, container));
		this.stored.push({ id: `p${this.nextId++}`, name, asked: name, tag: '', container, by: 'other', at: this.start - ageMs });
	}

	/** Another process, which cannot know what this one was told. */
	meetStranger(): void {
		this.epoch++;
		this.notBefore = 0;
	}

	readonly send: Send = async (request, signal, isKept) => {
		const epoch = this.epoch;
		return await new Promise<Exchange>((resolve) => {
			const departure = this.time.now();
			let isOver = false;
			let come: (exchange: Exchange) => void = () => undefined;
			const exchange = new Promise<Exchange>((given) => (come = given));
			const end = (ended: Exchange, isLate = false): void => {
				isOver = true;
				if (!isLate) signal?.removeEventListener('abort', abandon);
				if (epoch !== this.epoch) return;
				resolve(ended);
				if (!isLate) come(ended);
			};
			const abandon = (): void => end(fault('canceled', 'maybe'));
			signal?.addEventListener('abort', abandon, { once: true });
			this.time.at(departure + TIMEOUT_MS, () => {
				const late = { exchange, drop: abandon };
				end({ ...fault('timeout', 'maybe'), ...(isKept ? { late } : {}) }, isKept);
			});
			if (isKept) this.time.at(departure + 3 * TIMEOUT_MS, () => end(fault('timeout', 'maybe')));
			const way = (): number => this.plan.latencyMs * (0.25 + this.random() * 0.5);
			const wayThere = way();
			if (departure > this.toldAt && departure + wayThere + this.plan.skewMs < this.notBefore) {
				this.early.push(`${request.method} ${this.notBefore - (departure + wayThere + this.plan.skewMs)} ms early`);
			}
			this.time.at(departure + wayThere, () => {
				this.handle(request, (exchange, told) => {
					this.time.at(this.time.now() + way(), () => {
						if (told !== undefined && !isOver && epoch === this.epoch && told > this.notBefore) {
							this.notBefore = told;
							this.toldAt = this.time.now();
						}
						end(exchange);
					});
				});
			});
		});
	};

	private get serverNow(): number {
		return this.time.now() + this.plan.skewMs;
	}

	private handle(request: OutgoingRequest, reply: (exchange: Exchange, told?: number) => void): void {
		const answer = (status: number, body: unknown, headers: Record<string, string> = {}, told?: number): void => {
			const text = typeof body === 'string' ? body : JSON.stringify(body);
			const type = text.startsWith('<') ? 'text/html' : 'application/json';
			reply(
				{
					kind: 'answer',
					receivedAt: this.time.now(),
					answer: { status, text, headers: { date: new Date(this.serverNow).toUTCString(), 'content-type': type, ...headers } },
				},
				told,
			);
		};
		const isPost = request.method === 'POST';
		if (isPost) this.posts++;
		const since = this.time.now() - this.start;
		const { outage } = this.plan;
		const isOut = outage !== undefined && since >= outage.from && since < outage.to;
		const kind = isOut
			? outage.kind
			: this.random() < (isPost ? this.plan.postFaults : this.plan.getFaults)
				? this.plan.kinds[Math.floor(this.random() * this.plan.kinds.length)]
				: undefined;
		if (kind !== undefined && this.refuse(kind, answer, reply)) return;
		if (!this.admit()) return answer(429, { message: 'Too many requests' }, { 'retry-after': '1' }, this.serverNow + 1000);
		if (!isPost) {
			if (kind === 'http500' || kind === 'gateway504') return answer(500, { message: 'Internal' });
			if (kind === 'truncated') return answer(200, '[{"id":"p');
			if (kind === 'dropped') return reply(fault('reset', 'maybe'));
			if (kind === 'hang') return;
			return this.list(request, answer);
		}
		this.create(request, kind, answer, reply);
	}

	private refuse(
		kind: Kind,
		answer: (status: number, body: unknown, headers?: Record<string, string>, told?: number) => void,
		reply: (exchange: Exchange) => void,
	): boolean {
		const second = Math.ceil((this.serverNow + 700) / 1000);
		switch (kind) {
			case 'limitSeconds':
				answer(429, { message: 'Too many requests' }, { 'retry-after': '1' }, this.serverNow + 1000);
				return true;
			case 'limitDate':
				answer(429, {}, { 'retry-after': new Date(second * 1000).toUTCString() }, second * 1000);
				return true;
			case 'limitEpoch':
				answer(429, {}, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(second) }, second * 1000);
				return true;
			case 'busy':
				answer(503, { message: 'Busy' });
				return true;
			case 'busyRetryAfter':
				answer(503, { message: 'Down' }, { 'retry-after': '2' }, this.serverNow + 2000);
				return true;
			case 'timeout408':
				answer(408, {});
				return true;
			case 'early425':
				answer(425, {});
				return true;
			case 'refusedIn200':
				answer(200, REFUSALS_IN_200[Math.floor(this.random() * REFUSALS_IN_200.length)]);
				return true;
			case 'refused':
				reply(fault('refused', 'no'));
				return true;
			case 'dns':
				reply(fault('dns', 'no'));
				return true;
			case 'connectTimeout':
				reply(fault('connectTimeout', 'no'));
				return true;
			case 'resetBefore':
				reply(fault('reset', 'maybe'));
				return true;
			case 'html502':
				answer(502, '<html><title>Bad gateway</title></html>');
				return true;
			case 'html200':
				answer(200, '<!doctype html><html><title>Sign in</title></html>');
				return true;
			case 'hangBefore':
				return true;
			default:
				return false;
		}
	}

	private admit(): boolean {
		const { rate } = this.plan;
		if (!rate) return true;
		const now = this.time.now();
		this.tokens = Math.min(rate.burst, this.tokens + ((now - this.tokensAt) * rate.perSecond) / 1000);
		this.tokensAt = now;
		if (this.tokens < 1) return false;
		this.tokens -= 1;
		return true;
	}

	private create(
		request: OutgoingRequest,
		kind: Kind | undefined,
		answer: (status: number, body: unknown, headers?: Record<string, string>) => void,
		reply: (exchange: Exchange) => void,
	): void {
		const body = request.body ?? '{}';
		const given = JSON.parse(body) as { name: string; tag: string; reference?: string; workspace?: string };
		const { name: asked, tag, reference, workspace: container } = given;
		const name = renamed(asked, this.plan.changesNames);
		const taken = inContainer(name, container);
		const key = this.plan.takesKeys ? request.headers['Idempotency-Key'] : undefined;
		const lose = (): void => {
			if (kind === 'http500') answer(500, { message: 'Internal' });
			else if (kind === 'gateway504') answer(504, '<html><title>Gateway timeout</title></html>');
			else if (kind === 'truncated') answer(201, '{"id":"p1","na');
			else if (kind === 'dropped') reply(fault('reset', 'maybe'));
		};
		const known = key === undefined ? undefined : this.keys.get(key);
		if (known) {
			if (known.body !== body) return answer(422, { message: 'This Idempotency-Key was used with another request' });
			if (known.reply === undefined) return answer(409, { message: 'A request with this Idempotency-Key is still being processed' });
			return kind === undefined ? answer(201, known.reply) : lose();
		}
		if (this.plan.uniqueNames && this.names.has(taken))
			return kind === undefined ? answer(409, { message: 'Name has already been taken' }) : lose();
		this.names.add(taken);
		const slot: { body: string; reply?: string } = { body };
		if (key !== undefined) this.keys.set(key, slot);
		const { commitDelayMs, hangCommitMs = 0, answersLate } = this.plan;
		const delay = kind === 'hang' ? Math.max(commitDelayMs, hangCommitMs) : commitDelayMs;
		const commit = (): void => {
			const project: Stored = { id: `p${this.nextId++}`, name, asked, tag, reference, container, by: 'us', at: this.time.now() };
			this.stored.push(project);
			slot.reply = JSON.stringify(this.shown(project));
			if (kind === undefined || (kind === 'hang' && answersLate && delay > TIMEOUT_MS)) answer(201, slot.reply);
		};
		if (kind === undefined) return commit();
		lose();
		if (delay === 0) commit();
		else this.time.at(this.time.now() + delay, commit);
	}

	private shown({ id, name, reference, container, at }: Stored): Record<string, unknown> {
		return { id, name, reference, workspace: container, created_at: written(at + this.plan.skewMs, this.plan.created) };
	}

	private list(request: OutgoingRequest, answer: (status: number, body: unknown) => void): void {
		const { searchParams } = new URL(request.url);
		const visible = this.stored.filter(
			({ id, at }) => this.time.now() - at >= this.plan.lagMs && !(this.plan.hides && Number(id.slice(1)) % 2 === 1),
		);
		const [name, reference] = [searchParams.get('name'), searchParams.get('reference')];
		if (this.plan.list === 'filter') {
			const found = visible.filter(
				(project) => (name === null || project.name.startsWith(name)) && (reference === null || project.reference === reference),
			);
			return answer(
				200,
				found.map((project) => this.shown(project)),
			);
		}
		if (this.plan.list === 'liar') {
			const data = visible.slice(0, 5).map((project) => this.shown(project));
			return answer(200, { data, total: data.length });
		}
		const page = Number(searchParams.get('page') ?? '1');
		answer(
			200,
			visible.slice((page - 1) * 5, page * 5).map((project) => this.shown(project)),
		);
	}
}

function renamed(name: string, change: ApiPlan['changesNames']): string {
	if (change === 'suffix') return `${name} (1)`;
	if (change === 'cut') return name.slice(0, -1);
	return change === 'capitals' ? name.toUpperCase() : name;
}

/** A moment as an API of this kind writes it. */
function written(at: number, kind: ApiPlan['created'] = 'whole'): string {
	const whole = new Date(at).toISOString();
	switch (kind) {
		case 'seconds':
			return `${whole.slice(0, 19)}Z`;
		case 'minutes':
			return `${whole.slice(0, 16)}:00.000Z`;
		case 'day':
			return whole.slice(0, 10);
		case 'zoneless':
			return new Date(at + 3 * 3_600_000).toISOString().slice(0, 19);
		case 'behind':
			return new Date(at - 300).toISOString();
		case 'frozen':
			return '2020-01-01T00:00:00.000Z';
		default:
			return whole;
	}
}

const fault = (reason: 'canceled' | 'timeout' | 'refused' | 'dns' | 'connectTimeout' | 'reset', sent: 'no' | 'maybe'): Exchange => ({
	kind: 'fault',
	fault: { reason, sent, permanent: false, message: reason },
});
