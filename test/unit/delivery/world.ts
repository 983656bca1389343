import { ApiHost } from '../../../nodes/CreateProject/delivery/apiHost';
import { ApiState } from '../../../nodes/CreateProject/delivery/apiState';
import { runBatch } from '../../../nodes/CreateProject/delivery/batch';
import { deliver } from '../../../nodes/CreateProject/delivery/deliver';
import type { Exchange, Fault, Send, Tools } from '../../../nodes/CreateProject/delivery/exchange';
import type { Outcome } from '../../../nodes/CreateProject/delivery/outcome';
import type { Delivery, IdempotencyKey, Policy } from '../../../nodes/CreateProject/delivery/policy';
import { prepare } from '../../../nodes/CreateProject/project/asked/prepare';
import type { OutgoingRequest } from '../../../nodes/CreateProject/project/asked/request';
import { resolveSite } from '../../../nodes/CreateProject/connection/site';
import type { ServiceDefinition } from '../../../nodes/CreateProject/services/service';
import { seeded, VirtualTime } from '../../support/virtualTime';
import { BASE, LOOKUP, POLICY } from './scripted';

/** What becomes of a create request. */
export type Fate =
	| 'fine'
	| 'storedDropped'
	| 'dropped'
	| 'stored500'
	| '500'
	| 'stored504'
	| 'stored503'
	| 'stored408'
	| 'storedHang'
	| 'hang';

export interface Stored {
	id: string;
	name: string;
	/** Which item it is of; empty for a stranger's. */
	tag: string;
	/** True time of its creation, ms. */
	at: number;
	body: Record<string, unknown>;
}

export interface WorldOptions {
	/** How the API writes a creation time, given the true one; `undefined`: not at all. */
	clock?: (at: number) => string | undefined;
	/** n8n's own clock, given the true time. */
	wall?: (at: number) => number;
	/** By the number of the request, from 1. */
	fate?: (number: number, request: { name: string; tag: string }) => Fate;
	/** What the API makes of a name. */
	rename?: (name: string) => string;
	/** How it treats the header `Idempotency-Key`. */
	keys?: 'honoured' | 'ignored';
	/** A second project of a name is refused. */
	isUnique?: boolean;
	/** What a refusal of a taken name says. */
	taken?: [status: number, message: string];
	latencyMs?: number;
	/** So many creates are worked on at once, and each takes so long; the others wait for their turn. */
	workers?: { count: number; ms: number };
	/** A gateway before the workers gives up after so long, ms. */
	gatewayMs?: number;
	/** Our own time limit for a request, ms. */
	timeoutMs?: number;
	/** A connection is cut when its time is over: no late answer comes. */
	isCut?: boolean;
	/** Answers a search; default: exact matches of `name`. */
	list?: (found: Stored[], all: Stored[], request: OutgoingRequest) => [status: number, body: unknown, headers?: Record<string, string>];
	/** Fields of a project that no answer shows. */
	hidden?: string[];
	definition?: Partial<ServiceDefinition>;
}

/** A project API in virtual time which keeps the books by a tag that no search shows. */
export class World {
	// Not on the minute, as hardly any moment is.
	readonly time = new VirtualTime(1_800_000_012_345);
	readonly start = this.time.now();
	readonly tools: Tools;
	readonly stored: Stored[] = [];
	posts = 0;
	gets = 0;
	private nextId = 1;
	private readonly results = new Map<string, Stored>();
	private free: number[];

	constructor(
		readonly options: WorldOptions = {},
		seed = 1,
	) {
		const { wall = (at: number) => at } = options;
		this.tools = { now: () => wall(this.time.now()), monotonic: this.time.monotonic, sleep: this.time.sleep, random: seeded(seed) };
		this.free = Array<number>(options.workers?.count ?? 0).fill(0);
	}

	/** Somebody else's, made so long ago. */
	stranger(name: string, ageMs: number, body: Record<string, unknown> = {}): void {
		this.stored.push({ id: String(this.nextId++), name, tag: '', at: this.time.now() - ageMs, body: { name, ...body } });
	}

	shown({ id, name, at, body }: Stored): Record<string, unknown> {
		const created = (this.options.clock ?? iso)(at);
		const seen = Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'tag' && !this.options.hidden?.includes(key)));
		return { ...seen, id: Number(id), name, ...(created === undefined ? {} : { created_at: created }) };
	}

	readonly send: Send = async (request, signal, isKept) =>
		await new Promise<Exchange>((give) => {
			const { latencyMs = 20, timeoutMs = 30_000, gatewayMs, isCut } = this.options;
			let come: (exchange: Exchange) => void = () => undefined;
			const exchange = new Promise<Exchange>((resolve) => (come = resolve));
			const resolve = (end: Exchange): void => {
				give(end);
				come(end);
			};
			const reply = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
				this.time.at(this.time.now() + latencyMs / 2, () =>
					resolve({
						kind: 'answer',
						receivedAt: this.tools.now(),
						answer: {
							status,
							text: typeof body === 'string' ? body : JSON.stringify(body),
							headers: { date: new Date(this.time.now()).toUTCString(), 'content-type': 'application/json', ...headers },
						},
					}),
				);
			};
			const drop = (): void =>
				resolve({ kind: 'fault', fault: { reason: 'reset', sent: 'maybe', permanent: false, message: 'The connection was cut' } });
			const fault: Fault = { reason: 'timeout', sent: 'maybe', permanent: false, message: 'No answer came in time' };
			const late = (): void =>
				give({ kind: 'fault', fault, ...(isKept && !isCut ? { late: { exchange, drop: () => come({ kind: 'fault', fault }) } } : {}) });
			const stopped = (): void =>
				resolve({ kind: 'fault', fault: { reason: 'canceled', sent: 'maybe', permanent: false, message: 'It was stopped' } });
			signal?.addEventListener('abort', stopped, { once: true });
			this.time.at(this.time.now() + timeoutMs, late);
			if (gatewayMs !== undefined && request.method === 'POST')
				this.time.at(this.time.now() + gatewayMs, () => reply(504, '<html><title>Gateway Time-out</title></html>'));
			this.time.at(this.time.now() + latencyMs / 2, () =>
				request.method === 'GET'
					? this.search(request, reply)
					: request.method === 'PUT'
						? reply(200, this.shown(this.stored.find(({ id }) => request.url.endsWith(`/${id}`))!))
						: this.create(request, reply, drop),
			);
		});

	private search(request: OutgoingRequest, reply: (status: number, body: unknown, headers?: Record<string, string>) => void): void {
		this.gets++;
		const name = new URL(request.url).searchParams.get('name');
		const found = this.stored.filter((project) => name === null || project.name === name);
		const [status, body, headers] = this.options.list?.(found, this.stored, request) ?? [200, found.map((project) => this.shown(project))];
		reply(status, body, headers);
	}

	private create(
		request: OutgoingRequest,
		reply: (status: number, body: unknown, headers?: Record<string, string>) => void,
		drop: () => void,
	): void {
		const number = ++this.posts;
		const body = JSON.parse(request.body ?? '{}') as Record<string, unknown> & { name: string; tag?: string };
		const { name, tag = '' } = body;
		const key = this.options.keys === undefined ? undefined : request.headers['Idempotency-Key'];
		const fate = this.options.fate?.(number, { name, tag }) ?? 'fine';
		const finish = (project: Stored | undefined, headers?: Record<string, string>): void => {
			if (fate === 'fine') return project ? reply(201, this.shown(project), headers) : reply(500, { message: 'Internal' });
			if (fate.endsWith('ropped')) return drop();
			if (fate.endsWith('500')) return reply(500, { message: 'Internal' });
			if (fate.endsWith('504')) return reply(504, '<html><title>Gateway Time-out</title></html>');
			if (fate.endsWith('503')) return reply(503, { message: 'Down' }, { 'retry-after': '1' });
			if (fate.endsWith('408')) return reply(408, {});
		};
		const work = (): void => {
			const replayed = key === undefined || this.options.keys !== 'honoured' ? undefined : this.results.get(key);
			if (replayed) return finish(replayed, { 'idempotent-replayed': 'true' });
			const called = this.options.rename?.(name) ?? name;
			if (this.options.isUnique && this.stored.some((project) => project.name === called)) {
				const [status, message] = this.options.taken ?? [409, 'Name has already been taken'];
				return fate === 'fine' ? reply(status, { message }) : finish(undefined);
			}
			if (fate !== 'fine' && !fate.startsWith('stored')) return finish(undefined);
			const project: Stored = { id: String(this.nextId++), name: called, tag, at: this.time.now(), body };
			this.stored.push(project);
			if (key !== undefined) this.results.set(key, project);
			finish(project);
		};
		const { workers } = this.options;
		if (!workers) return work();
		// Whoever is free first takes the next one.
		const now = this.time.now();
		const worker = this.free.indexOf(Math.min(...this.free));
		const end = Math.max(now, this.free[worker]) + workers.ms;
		this.free[worker] = end;
		this.time.at(end, work);
	}
}

export const iso = (at: number): string => new Date(at).toISOString();

export interface RunOptions {
	names: string[];
	/** More fields of an item. */
	fields?: (index: number) => Record<string, unknown>;
	policy?: Partial<Policy>;
	key?: (index: number) => IdempotencyKey;
	parallel?: number;
	heuristic?: boolean;
	state?: ApiState;
	/** Tags begin with it: one per execution. */
	run?: string;
	/** What an earlier try left of an item. */
	lookFirst?: (index: number) => Delivery['lookFirst'];
}

/** One execution over all items, in a world's time. The caller runs the time. */
export async function execute(
	world: World,
	{ names, fields, policy, key, parallel = 5, heuristic = false, state, run = 't', lookFirst }: RunOptions,
) {
	const shared = state ?? new ApiState(world.tools);
	const site = resolveSite({ ...BASE, ...LOOKUP, ...world.options.definition }, {}, 'token');
	const outcomes = await runBatch({
		inputs: names,
		parallel,
		deliver: async (name, index) =>
			await deliver({
				prepared: prepare(site, { name, fields: { tag: `${run}${index}`, ...fields?.(index) } }),
				policy: { ...POLICY, attempts: 6, patienceMs: 1500, ...policy },
				key: key?.(index),
				lookFirst: lookFirst?.(index),
				heuristic,
				state: shared,
				tools: world.tools,
				send: world.send,
				authorize: async () => site.auth,
				log: () => undefined,
			}),
	});
	return { outcomes, state: shared };
}

/** Another process, or another credential, at the same API. */
export const stateOf = (world: World, host?: ApiHost): ApiState => new ApiState(world.tools, undefined, host);

export interface Books {
	/** Items with more than one project. */
	duplicates: string[];
	/** Items of which a project is there that nobody speaks of: failed, or another's id. */
	silent: string[];
	created: number;
	unknown: number;
	failed: number;
	notAttempted: number;
}

/** The books: what is there against what was said. Tags are those of {@link execute}. */
export function booksOf(world: World, outcomes: readonly Outcome[], run = 't'): Books {
	const books: Books = { duplicates: [], silent: [], created: 0, unknown: 0, failed: 0, notAttempted: 0 };
	outcomes.forEach((outcome, index) => {
		const tag = `${run}${index}`;
		const own = world.stored.filter((project) => project.tag === tag);
		if (own.length > 1) books.duplicates.push(tag);
		if (outcome.kind === 'done') {
			books.created++;
			if (!own.some(({ id }) => id === outcome.project.id)) books.silent.push(`${tag}: said ${outcome.project.id}`);
		} else if (outcome.kind === 'unknown') books.unknown++;
		else {
			books[outcome.kind]++;
			if (own.length > 0) books.silent.push(`${tag}: said failed`);
		}
	});
	return books;
}
