import type { Json } from '../services/service';
import { createRequest, type Prepared } from '../project/prepare';
import { getPath, isObject, type JsonObject } from '../project/json';
import { readContent, readProject, type Project, type ReadContext } from '../project/reply';
import { InputProblem } from '../project/problem';
import { buildRequest, type OutgoingRequest } from '../project/request';
import type { Auth } from '../project/site';
import type { ApiState } from './apiState';
import type { Exchange, Send, Tools } from './exchange';
import { followJob } from './job';
import { keyAsUuid } from './key';
import type { DeliveryDetails, Outcome, Trouble } from './outcome';
import { search, type SearchBy } from './search';
import { settle, type Settlement } from './settle';
import { judge, type Reason, type StatusRule, type Verdict } from './verdict';
import { backOff, spentWait, toldWait } from './wait';

/** What to do when the project is there already. */
export type IfExists = 'create' | 'return' | 'update' | 'stop';

/** A person's choices for the delivery of an item. */
export interface Policy {
	/** Most create requests per item; answers that ask for time do not count. */
	attempts: number;
	/** Most time per item from its first request on, ms. */
	totalMs: number;
	/** Longest single wait an API may ask for, ms. */
	maxWaitMs: number;
	ifExists: IfExists;
	/** What makes a project the same one. */
	matchOn: { by: 'name' } | { by: 'key' } | { by: 'field'; path: string };
	/** See {@link SettleEnvironment.patienceMs}. */
	patienceMs: number;
	/** Read the project back after creating it. */
	verify: boolean;
	/** A re-run that remembers nothing sends without looking first. */
	trustRetry: boolean;
	rules: readonly StatusRule[];
	successStatuses?: readonly number[];
}

export interface IdempotencyKey {
	value: string;
	/** Header that carries it; without one the definition's own place is used. */
	header?: string;
}

/** Everything the delivery of one item needs. */
export interface Delivery {
	prepared: Prepared;
	policy: Policy;
	key?: IdempotencyKey;
	/** A custom API, whose replies are read by their looks. */
	guess: boolean;
	/**
	 * An earlier try of this run ended unknown, or this is a re-run that remembers nothing. `claimsBefore`:
	 * claims there were when the re-run began; the execution it repeats may have made them, in this very
	 * process (n8n drops the memory of an execution that is stopped), so they say nothing about whose they are.
	 */
	lookFirst?: { since?: number; reason: Reason; claimsBefore?: number };
	state: ApiState;
	tools: Tools;
	send: Send;
	/** Sign-in for the next request; renews a login when `isStale`. */
	authorize: (isStale?: boolean) => Promise<Auth>;
	signal?: AbortSignal;
	/** One line per attempt and per repeat, without secrets. */
	log: (level: 'debug' | 'warn', message: string, about: Record<string, unknown>) => void;
}

const NO_WORDS = { message: '', fields: {} };

/** A verdict that leaves something to decide. */
type OpenVerdict = Exclude<Verdict, { kind: 'created' } | { kind: 'job' }>;

/** Delivers one item: sends, waits, repeats, looks and decides until the matter is settled or honestly unknown. */
export async function deliver(delivery: Delivery): Promise<Outcome> {
	const courier = new Courier(delivery);
	try {
		return await courier.run();
	} catch (cause) {
		return courier.caught(cause);
	}
}

/** The state of one delivery. Decisions are in `verdict`, `wait`, `settle`; this only goes from one to the next. */
class Courier {
	private readonly details: DeliveryDetails = { attempts: 0, requests: 0, waitedMs: 0, reasons: [] };
	private readonly hints: string[] = [];
	private startedAt: number | undefined;
	/** Attempts that count against the policy. */
	private charged = 0;
	private hasRenewed = false;
	/** Local time of the first create request. */
	private firstAttemptAt: number | undefined;
	/** A create request of this item, in this run or an earlier one, may have made the project. */
	private mayExist = false;
	/** Some attempt's outcome was unknown, even if a search settled it: a later "taken" may speak of ourselves. */
	private wasUnknown = false;
	/** A search has proven that nothing was there. */
	private wasAbsent = false;
	private auth: Auth = { headers: {}, query: {} };
	private readonly read: ReadContext;
	private readonly name: string;
	private readonly mark: string | undefined;
	private readonly requestLine: string;

	constructor(private readonly delivery: Delivery) {
		const { prepared, guess, key } = delivery;
		const { definition, scope, site } = prepared;
		this.read = { map: definition.reply, scope, baseUrl: site.baseUrl, guess };
		this.name = String(scope.name);
		if (key) this.details.idempotencyKey = key.value;
		this.mark = key && definition.idempotency?.to ? keyAsUuid(key.value) : key && definition.reference ? key.value : undefined;
		this.requestLine = `${definition.create.method ?? 'POST'} ${(definition.create.path ?? '/').split('?')[0]}`;
	}

	async run(): Promise<Outcome> {
		const { policy, lookFirst } = this.delivery;
		this.auth = await this.delivery.authorize();
		if (lookFirst) {
			const early = await this.beginWithLook(lookFirst);
			if (early) return early;
		} else if (policy.ifExists !== 'create') {
			const early = await this.findExisting();
			if (early) return early;
		}
		for (let repeat = 0; ; repeat++) {
			const next = await this.create();
			if (!next) return this.interrupted();
			if ('delivery' in next) return next;
			const end = await this.act(next, repeat);
			if (end) return end;
		}
	}

	/**
	 * One attempt, to its end where it worked. Until the new project's id is claimed, a search for another
	 * item of this name could take it for its own.
	 */
	private async create(): Promise<Outcome | OpenVerdict | undefined> {
		const { state } = this.delivery;
		const leave = await state.names.share(this.name);
		try {
			const verdict = await this.attempt();
			if (verdict?.kind === 'job') return await this.awaitJob(verdict.body as Json, verdict.location);
			if (verdict?.kind !== 'created') return verdict;
			state.claims.add(verdict.project.id);
			return await this.complete(verdict.project, 'created');
		} finally {
			leave();
		}
	}

	/** What was thrown on the way. Before the first request it is the caller's; after it, it must not hide what may exist. */
	caught(cause: unknown): Outcome {
		if (this.details.requests === 0) throw cause;
		if (!(cause instanceof InputProblem)) {
			if (this.details.attempts === 0) throw cause;
			this.mayExist = true;
		}
		const { message, hint } = cause as InputProblem;
		return this.failed({ kind: 'refused', reason: 'invalid', complaint: { message: hint ? `${message}. ${hint}` : message, fields: {} } });
	}

	/** Acts on a verdict; `undefined`: send again. */
	private async act(verdict: OpenVerdict, repeat: number): Promise<Outcome | undefined> {
		const { policy, tools } = this.delivery;
		switch (verdict.kind) {
			case 'refused':
				// An earlier attempt may have worked: a refusal of this one does not undo that.
				return this.mayExist ? await this.settleOr(verdict, repeat) : this.failed(verdict);
			case 'duplicate': return await this.onDuplicate(verdict);
			case 'repeat': {
				const limited = verdict.shared || verdict.told !== undefined;
				// Being asked to wait is no failed attempt; the item's time bounds these.
				if (limited) this.charged--;
				// The first request with this key is still at work, whoever sent it.
				if (verdict.reason === 'inFlight') this.mayExist = this.wasUnknown = true;
				if (this.charged >= policy.attempts) return this.mayExist ? await this.settleOr(verdict, repeat) : this.failed(verdict);
				const told = verdict.told?.ms ?? 0;
				if (told > policy.maxWaitMs) return this.ended(verdict, told);
				const wait = Math.max(told, limited && told > 0 ? 0 : backOff(repeat, tools.random));
				this.details.reasons.push(verdict.reason);
				this.warn(verdict, wait);
				return (await this.pause(wait)) ? undefined : this.ended({ ...verdict, reason: this.outOf() }, told);
			}
			case 'unknown': {
				this.mayExist = this.wasUnknown = true;
				this.details.reasons.push(verdict.reason);
				if (this.replaysKey && this.charged < policy.attempts && verdict.reason !== 'webPage') {
					const wait = backOff(repeat, tools.random);
					this.warn(verdict, wait);
					return (await this.pause(wait)) ? undefined : this.unknown(verdict);
				}
				return await this.settleOr(verdict, repeat);
			}
		}
	}

	/** The service answers a repeated key with the first result. */
	private get replaysKey(): boolean {
		const { key, prepared } = this.delivery;
		if (!key) return false;
		return key.header !== undefined && prepared.definition.idempotency?.replays !== false;
	}

	// ------------------------------------------------------------------------------------------
	// Sending

	private async attempt(): Promise<Verdict | undefined> {
		const { prepared, key, tools } = this.delivery;
		this.charged++;
		const held = this.heldTooLong();
		if (held > 0) return { kind: 'repeat', shared: true, told: { ms: held, source: 'pause' }, reason: 'limit', complaint: NO_WORDS };
		const header = key?.header === undefined ? undefined : { [key.header]: key.value };
		const request = createRequest(this.marked(prepared), this.auth, header);
		let verdict: Verdict | undefined;
		const exchange = await this.exchange(request, true, (answered) => {
			verdict = this.judged(answered, request, this.read, true);
			return verdict.kind === 'repeat' && verdict.shared ? { limited: true, told: verdict.told?.ms ?? backOff(this.details.reasons.length, tools.random) } : { limited: false };
		});
		if (!exchange) return undefined;
		verdict ??= this.judged(exchange, request, this.read, true);
		if (verdict.status !== undefined) this.details.status = verdict.status;
		if (exchange.kind === 'answer' && exchange.answer.status === 401 && prepared.site.login && !this.hasRenewed) {
			this.hasRenewed = true;
			this.auth = await this.delivery.authorize(true);
			this.charged--;
			return await this.attempt();
		}
		return verdict;
	}

	/** A person's rules and success statuses speak of the create request alone. */
	private judged(exchange: Exchange, { protocol }: OutgoingRequest, read = this.read, isCreate = false): Verdict {
		const { prepared, key, policy, state, tools } = this.delivery;
		return judge(exchange, {
			definition: prepared.definition, protocol, read, now: state.clock.at(tools.now()), keyed: isCreate && key !== undefined,
			...(isCreate ? { rules: policy.rules, successStatuses: policy.successStatuses } : {}),
		});
	}

	/** Others may have met a limit: a pause longer than allowed is neither waited for nor cut short. @returns its length, else 0. */
	private heldTooLong(): number {
		const { state, policy } = this.delivery;
		const left = state.pace.pauseLeft;
		return left > policy.maxWaitMs || !this.hasTime(left) ? left : 0;
	}

	private hasTime(ms: number): boolean {
		return this.startedAt === undefined || this.delivery.tools.now() + ms - this.startedAt <= this.delivery.policy.totalMs;
	}

	/** The client-chosen id goes into the payload, the same on each attempt. */
	private marked(prepared: Prepared): Prepared {
		const to = prepared.definition.idempotency?.to;
		if (to === undefined || this.mark === undefined) return prepared;
		return { ...prepared, scope: { ...prepared.scope, payload: { ...(prepared.scope.payload as JsonObject), [to]: this.mark } } };
	}

	/** One request through the pace; `undefined` when the execution was stopped before it left. */
	private async exchange(request: OutgoingRequest, isCreate: boolean, signalOf: (exchange: Exchange) => { limited: boolean; told?: number }): Promise<Exchange | undefined> {
		const { state, tools, signal, send, prepared } = this.delivery;
		const begun = tools.now();
		const epoch = await state.pace.enter(signal);
		const sentAt = tools.now();
		this.details.waitedMs += sentAt - begun;
		if (epoch === undefined) return undefined;
		this.startedAt ??= sentAt;
		if (isCreate) {
			this.details.attempts++;
			this.firstAttemptAt ??= sentAt;
		}
		this.details.requests++;
		const exchange = await send(request, signal);
		if (exchange.kind === 'fault') {
			state.pace.leave(epoch, 'trouble');
			this.log(request, exchange, tools.now() - sentAt);
			return exchange;
		}
		const { headers } = exchange.answer;
		state.clock.see(headers, exchange.receivedAt);
		const requestId = headers['x-request-id'] ?? headers['request-id'] ?? headers['x-amzn-requestid'] ?? headers['x-trace-id'];
		if (requestId !== undefined) this.details.requestId = requestId.slice(0, 200);
		const { limited, told = 0 } = signalOf(exchange);
		if (limited) state.pace.leave(epoch, 'limited', told);
		else {
			const spent = spentWait(headers, state.clock.at(tools.now()), prepared.definition.limits)?.ms ?? 0;
			state.pace.leave(epoch, exchange.answer.status < 500 ? 'fine' : 'trouble', spent);
		}
		this.log(request, exchange, tools.now() - sentAt);
		return exchange;
	}

	/** A read: repeated within the item's budget, because repeating it does no harm. */
	private readonly ask = async (request: OutgoingRequest): Promise<Exchange> => {
		const { policy, tools, state, prepared } = this.delivery;
		let exchange: Exchange | undefined;
		let tries = 0;
		for (let repeat = 0; ; repeat++) {
			let told: number | undefined;
			let isLimited = false;
			if (this.heldTooLong() > 0) return heldFault();
			exchange = await this.exchange(request, false, (answered) => {
				if (answered.kind === 'fault') return { limited: false };
				const verdict = this.judged(answered, request);
				isLimited = verdict.kind === 'repeat' && verdict.shared;
				told = verdict.kind === 'repeat' ? verdict.told?.ms : toldWait(answered.answer.headers, state.clock.at(tools.now()), prepared.definition.limits)?.ms;
				return { limited: isLimited, told: told ?? backOff(repeat, tools.random) };
			});
			if (!exchange) return canceledFault();
			const isPassing = exchange.kind === 'fault' ? !exchange.fault.permanent : isLimited || exchange.answer.status >= 500 || exchange.answer.status === 408 || exchange.answer.status === 425 || readContent(exchange.answer).kind === 'truncated';
			if (!isLimited) tries++;
			if (!isPassing || tries >= policy.attempts || (told ?? 0) > policy.maxWaitMs) return exchange;
			if (!(await this.pause(isLimited && told !== undefined ? told : backOff(tries - 1, tools.random)))) return exchange;
		}
	};

	// ------------------------------------------------------------------------------------------
	// Projects that are there already

	private environment() {
		const { prepared, guess } = this.delivery;
		return { prepared, auth: this.auth, guess, ask: this.ask };
	}

	/** Find-or-create: an existing match ends the delivery before anything is created. */
	private async findExisting(): Promise<Outcome | undefined> {
		const { policy, prepared } = this.delivery;
		const way = this.matchWay();
		if ('problem' in way) return this.failed({ kind: 'refused', reason: 'invalid', complaint: { message: way.problem, fields: {} } });
		const result = await search(way.call, way.wanted, this.environment());
		if (this.delivery.signal?.aborted) return this.interrupted();
		const about = `"${way.wanted.value}" with ${result.at}`;
		if (result.kind === 'failed' || (result.found.length === 0 && !result.isComplete)) {
			const why = result.kind === 'failed' ? result.reason : 'the list is not known to be complete';
			return this.failed({ kind: 'refused', reason: 'odd', complaint: { message: `Whether the project exists could not be found out: ${why}`, fields: {} } }, about);
		}
		const [existing, ...others] = result.found;
		if (!existing) return undefined;
		if (others.length > 0) {
			this.hints.push(`${result.found.length} ${prepared.definition.object ?? 'project'}s match "${way.wanted.value}"; the first one, ${existing.id}, was taken`);
		}
		if (policy.ifExists === 'stop') return this.failed(duplicateVerdict(existing), about, [existing]);
		return await this.take(existing);
	}

	private matchWay(): { call: NonNullable<NonNullable<Prepared['definition']['lookup']>['name']>; wanted: SearchBy } | { problem: string } {
		const { policy, prepared } = this.delivery;
		const { definition, scope } = prepared;
		const { matchOn } = policy;
		const call = matchOn.by === 'key' ? definition.lookup?.key : definition.lookup?.name;
		if (!call) {
			return { problem: `${definition.displayName} offers no search by ${matchOn.by === 'field' ? 'field' : matchOn.by}, which 'If the Project Already Exists' needs` };
		}
		if (matchOn.by === 'name') return { call, wanted: { by: 'name', value: this.name } };
		const value = matchOn.by === 'key' ? scope.key : (getPath(scope.payload, matchOn.path) ?? scope[matchOn.path]);
		if (value === undefined || value === '') return { problem: `'Match On' names a field that has no value in this item` };
		return { call, wanted: matchOn.by === 'key' ? { by: 'key', value: String(value) } : { by: 'field', path: matchOn.path, value: String(value) } };
	}

	/** Returns or updates an existing project, as chosen. */
	private async take(existing: Project): Promise<Outcome> {
		const { policy, prepared, guess } = this.delivery;
		if (policy.ifExists !== 'update') return await this.complete(existing, 'existing');
		const { update } = prepared.definition;
		if (!update) {
			return this.failed({ kind: 'refused', reason: 'invalid', complaint: { message: `${prepared.definition.displayName} has no update here`, fields: {} } }, undefined, [existing]);
		}
		const scope = { ...prepared.scope, id: existing.id, key: existing.key ?? prepared.scope.key };
		// GraphQL and JSON-RPC know one method; a REST update replaces what it names.
		const isRest = update.graphql === undefined && update.rpc === undefined;
		const request = buildRequest(prepared.site, { ...(isRest ? { method: 'PUT', body: '{payload}' } : {}), ...update }, { scope, query: prepared.query }, this.auth);
		const exchange = await this.ask(request);
		// The reply of an update is read by its own map: what says "created" in a create's reply is not in it.
		const read: ReadContext = { ...this.read, guess, map: { ...this.read.map, at: update.at ?? this.read.map.at, ok: update.ok } };
		const verdict = this.judged(exchange, request, read);
		if (verdict.kind !== 'created' && verdict.kind !== 'job') return this.delivery.signal?.aborted ? this.interrupted() : this.failed(verdict, undefined, [existing]);
		const content = exchange.kind === 'answer' ? readContent(exchange.answer) : { kind: 'empty' as const };
		const after = content.kind === 'json' ? readProject(content.value, read) : undefined;
		return await this.complete(after !== undefined && after.id === existing.id ? after : { ...existing, name: this.name }, 'updated');
	}

	private async onDuplicate(verdict: Verdict & { kind: 'duplicate' }): Promise<Outcome> {
		const { policy } = this.delivery;
		if (this.mayExist || this.wasUnknown || this.delivery.prepared.definition.idempotency?.to !== undefined) {
			const settled = await this.look(verdict);
			if (settled.kind === 'ours') return await this.complete(settled.project, 'created');
			if (settled.kind === 'absent') this.mayExist = false;
			// Taken by our own lost attempt or by somebody else: not to be told apart.
			else if (this.wasUnknown && (policy.ifExists === 'create' || policy.ifExists === 'stop')) {
				this.mayExist = true;
				return this.unknown(verdict, settled);
			}
		}
		if (policy.ifExists === 'return' || policy.ifExists === 'update' || verdict.reason === 'rule') {
			const way = this.matchWay();
			const result = 'problem' in way ? undefined : await search(way.call, way.wanted, this.environment());
			if (result?.kind === 'searched' && result.found.length > 0) return await this.take(result.found[0]);
		}
		return this.failed(verdict);
	}

	// ------------------------------------------------------------------------------------------
	// Unknown outcomes

	private async beginWithLook({ since, reason }: { since?: number; reason: Reason }): Promise<Outcome | undefined> {
		const { policy } = this.delivery;
		if (since === undefined && policy.trustRetry) return undefined;
		this.details.reasons.push(reason);
		this.mayExist = this.wasUnknown = true;
		if (this.replaysKey && since !== undefined) return undefined;
		const verdict: Verdict = { kind: 'unknown', reason, complaint: NO_WORDS };
		const settled = await this.look(verdict);
		if (settled.kind === 'ours') return await this.complete(settled.project, 'created');
		if (settled.kind === 'absent') {
			this.mayExist = false;
			return policy.ifExists === 'create' ? undefined : await this.findExisting();
		}
		// Whoever made it: it is what was asked for.
		if (policy.ifExists === 'return' || policy.ifExists === 'update') return (await this.findExisting()) ?? this.unknown(verdict, settled);
		return this.unknown(verdict, settled);
	}

	/**
	 * Server time from which on our project may have come into being; `undefined`: not known, as after a
	 * crash, or before the server's clock was seen.
	 */
	private since(): number | undefined {
		const { state, lookFirst } = this.delivery;
		if (lookFirst?.since !== undefined) return lookFirst.since;
		if (lookFirst && !this.delivery.policy.trustRetry && !this.wasAbsent) return undefined;
		return this.firstAttemptAt === undefined || !state.clock.isKnown ? undefined : state.clock.at(this.firstAttemptAt);
	}

	private async look(verdict: Verdict): Promise<Settlement> {
		const { state, policy } = this.delivery;
		const leave = await state.names.own(this.name);
		try {
			const settled = await settle({
				...this.environment(),
				mark: this.mark,
				isKeyed: this.replaysKey,
				isMarkNew: this.delivery.lookFirst !== undefined && this.delivery.lookFirst.since === undefined && !this.wasAbsent,
				since: () => this.since(),
				isClaimed: (id) => state.claims.has(id, this.delivery.lookFirst?.claimsBefore),
				now: this.delivery.tools.now,
				pause: async (ms) => await this.pause(ms),
				patienceMs: policy.patienceMs,
			});
			if (settled.kind === 'ours') state.claims.add(settled.project.id);
			if (settled.kind === 'absent') this.wasAbsent = true;
			this.delivery.log('warn', `Outcome unknown (${verdict.reason}); search says: ${settled.kind}`, { request: this.requestLine, status: verdict.status });
			return settled;
		} finally {
			leave();
		}
	}

	/** Settles by search, then: the project, another attempt (`undefined`), or the honest end. */
	private async settleOr(verdict: Verdict, repeat: number): Promise<Outcome | undefined> {
		const { policy, tools } = this.delivery;
		const begun = tools.now();
		const settled = await this.look(verdict);
		if (settled.kind === 'ours') return await this.complete(settled.project, 'created');
		if (settled.kind === 'unproven') return this.unknown(verdict, settled);
		this.mayExist = false;
		const isFinal = verdict.kind === 'refused' || verdict.reason === 'webPage' || verdict.reason === 'odd';
		if (isFinal || this.charged >= policy.attempts) return this.failed(verdict, settled.lookedFor);
		// The patient search has given the API time already.
		const wait = Math.max(0, backOff(Math.min(repeat, 2), tools.random) - (tools.now() - begun));
		this.warn(verdict, wait);
		return (await this.pause(wait)) ? undefined : this.ended({ ...verdict, reason: this.outOf() });
	}

	// ------------------------------------------------------------------------------------------
	// After the create

	private async awaitJob(body: Json, location: string | undefined): Promise<Outcome | (Verdict & { kind: 'duplicate' })> {
		const { prepared, tools, state } = this.delivery;
		this.details.reasons.push('job');
		const end = await followJob(body, location, { prepared, auth: this.auth, ask: this.ask, pause: async (ms) => await this.pause(ms), now: () => state.clock.at(tools.now()) });
		if (end.kind === 'succeeded') return await this.complete(end.project ?? { id: '', raw: {} }, 'created', end.project === undefined, end.job);
		if (end.kind === 'lost') {
			this.mayExist = this.wasUnknown = true;
			return this.unknown({ kind: 'unknown', reason: 'job', complaint: { message: `The service took the order, but ${end.reason}`, fields: {} } });
		}
		const taken = prepared.definition.duplicates?.find((match) => match.body !== undefined && new RegExp(match.body, 'i').test(end.text));
		if (taken) return { kind: 'duplicate', field: taken.field ?? 'name', reason: 'duplicate', complaint: end.complaint };
		return this.failed({ kind: 'refused', reason: 'failed', complaint: end.complaint });
	}

	private async complete(found: Project, outcome: 'created' | 'existing' | 'updated', mustFetch = false, job?: Json): Promise<Outcome> {
		const { prepared, policy, state } = this.delivery;
		const { definition, scope } = prepared;
		let project = found;
		if (outcome === 'created') {
			if (mustFetch || definition.sparse || policy.verify || project.id === '') project = await this.fetched(project, job);
			if (outcome === 'created') await this.followUps(project);
			state.claims.add(project.id);
		}
		if (project.name === undefined && outcome !== 'existing') project = { ...project, name: this.name };
		if (project.key === undefined && outcome === 'created' && typeof scope.key === 'string' && definition.reply.key !== undefined) project = { ...project, key: scope.key };
		if (project.url === undefined && definition.reply.urlTemplate !== undefined) {
			// A URL made of parts that only the input or a second reply had.
			const again = readProject(project.raw, { ...this.read, map: { urlTemplate: definition.reply.urlTemplate }, guess: false, scope: { ...scope, id: project.id || undefined, key: project.key, name: project.name } });
			if (again.url !== undefined) project = { ...project, url: again.url };
		}
		return { kind: 'done', outcome, project, delivery: this.details, hints: this.hints };
	}

	/** Fetches what the create reply left out. A read that fails takes nothing away from what is known. */
	private async fetched(project: Project, job?: Json): Promise<Project> {
		const { prepared } = this.delivery;
		const { fetch, reply, lookup } = prepared.definition;
		const scope = { ...prepared.scope, ...(job === undefined ? {} : { job }), ...(project.id === '' ? {} : { id: project.id }), ...(project.key === undefined ? {} : { key: project.key }) };
		try {
			if (fetch) {
				const exchange = await this.ask(buildRequest(prepared.site, fetch, { scope }, this.auth));
				const content = exchange.kind === 'answer' && exchange.answer.status === 200 ? readContent(exchange.answer) : undefined;
				if (content?.kind === 'json' && content.value !== null) {
					const whole = readProject(content.value, { ...this.read, map: { ...reply, at: fetch.at, ok: undefined } });
					if (whole.id !== '' || isObject(whole.raw)) return { ...project, ...whole, id: whole.id || project.id };
				}
				this.hints.push('The project was created, but it could not be read back');
			} else if (project.id === '' && lookup?.name) {
				const result = await search(lookup.name, { by: 'name', value: this.name }, this.environment());
				const fresh = result.kind === 'searched' ? result.found.filter(({ id }) => !this.delivery.state.claims.has(id)) : [];
				if (fresh.length === 1) return fresh[0];
			}
		} catch (cause) {
			this.hints.push(`The project was created, but it could not be read back: ${(cause as Error).message}`);
		}
		return project;
	}

	private async followUps(project: Project): Promise<void> {
		const { prepared } = this.delivery;
		for (const call of prepared.definition.followUps ?? []) {
			const given = call.fields.filter((id) => prepared.scope[id] !== undefined);
			if (given.length === 0) continue;
			const scope = { ...prepared.scope, id: project.id, key: project.key ?? prepared.scope.key, reply: project.raw };
			let reason: string | undefined;
			try {
				const request = buildRequest(prepared.site, call, { scope }, this.auth);
				const verdict = this.judged(await this.ask(request), request, { ...this.read, map: { ...this.read.map, ok: undefined } });
				if (verdict.kind !== 'created') reason = verdict.complaint.message || `status ${verdict.status ?? 'unknown'}`;
			} catch (cause) {
				reason = (cause as Error).message;
			}
			if (reason !== undefined) this.hints.push(`The project was created, but ${given.join(', ')} could not be set: ${reason}`);
		}
	}

	// ------------------------------------------------------------------------------------------
	// Waiting and ending

	/** @returns `false` at once when the item's time would be over, or the execution is stopped. */
	private async pause(ms: number): Promise<boolean> {
		const { tools, signal } = this.delivery;
		if (signal?.aborted) return false;
		if (!this.hasTime(ms)) return false;
		const now = tools.now();
		if (ms > 0) await tools.sleep(ms, signal);
		this.details.waitedMs += tools.now() - now;
		return !(signal?.aborted ?? false);
	}

	/** Why a wait could not be waited. */
	private outOf(): Reason {
		return this.delivery.signal?.aborted ? 'canceled' : 'budget';
	}

	private trouble(verdict: Verdict, extra: Partial<Trouble> = {}): Trouble {
		return { reason: verdict.reason, status: verdict.status, complaint: verdict.complaint, request: this.requestLine, ...extra };
	}

	/** Certainly not created; as long as something may exist, that is not for us to say. */
	private failed(verdict: Verdict, lookedFor?: string, candidates?: Project[]): Outcome {
		if (this.mayExist) return this.unknown(verdict, lookedFor === undefined ? undefined : { kind: 'unproven', lookedFor, candidates: candidates ?? [] });
		return { kind: 'failed', trouble: this.trouble(verdict, { lookedFor, candidates: candidates?.map(summary) }), delivery: this.details, hints: this.hints };
	}

	private unknown(verdict: Verdict, settled?: Settlement): Outcome {
		const extra = settled && settled.kind !== 'ours' ? { lookedFor: settled.lookedFor, candidates: settled.kind === 'unproven' && settled.candidates.length > 0 ? settled.candidates.map(summary) : undefined } : {};
		return { kind: 'unknown', since: this.since(), trouble: this.trouble(verdict, extra), delivery: this.details, hints: this.hints };
	}

	/** The end of patience: unknown when something may exist, else certainly not created. */
	private ended(verdict: Verdict, toldMs = 0): Outcome {
		const retryAt = toldMs === 0 ? undefined : new Date(this.delivery.tools.now() + toldMs).toISOString();
		if (this.mayExist) return this.unknown(verdict);
		return { kind: 'failed', trouble: this.trouble(verdict, { retryAt }), delivery: this.details, hints: this.hints };
	}

	/** Stopped by the person: what is under way may exist, what was never sent does not. */
	private interrupted(): Outcome {
		const verdict: Verdict = { kind: 'unknown', reason: 'canceled', complaint: { message: 'The execution was stopped', fields: {} } };
		if (this.mayExist) return this.unknown(verdict);
		return { kind: this.details.attempts > 0 ? 'failed' : 'notAttempted', trouble: this.trouble(verdict), delivery: this.details, hints: this.hints };
	}

	private log({ method, url }: OutgoingRequest, exchange: Exchange, ms: number): void {
		const outcome = exchange.kind === 'answer' ? { status: exchange.answer.status } : { fault: exchange.fault.reason };
		this.delivery.log('debug', 'Create Project request', { method, path: new URL(url).pathname, ...outcome, ms, attempt: this.details.attempts, requestId: this.details.requestId });
	}

	private warn(verdict: Verdict, waitMs: number): void {
		this.delivery.log('warn', `Create Project repeats a request: ${verdict.reason}`, { request: this.requestLine, status: verdict.status, attempt: this.details.attempts, waitMs });
	}
}

const summary = ({ id, name, url, createdAt }: Project): Pick<Project, 'id' | 'name' | 'url' | 'createdAt'> => ({ id, name, url, createdAt });

const duplicateVerdict = (existing: Project): Verdict => ({ kind: 'duplicate', field: 'name', reason: 'duplicate', complaint: { message: `A project like this exists already: ${existing.name ?? existing.id}`, fields: {} } });

const canceledFault = (): Exchange => ({ kind: 'fault', fault: { reason: 'canceled', sent: 'no', permanent: true, message: 'The execution was stopped' } });

/** The API's pause is longer than the person allows. Nothing was sent. */
const heldFault = (): Exchange => ({ kind: 'fault', fault: { reason: 'other', sent: 'no', permanent: true, message: 'The API asked for a longer pause than is allowed here' } });
