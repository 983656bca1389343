import type { Prepared } from '../project/asked/prepare';
import { readContent, type ReadContext } from '../project/answered/reply';
import { signedWith, type OutgoingRequest } from '../project/asked/request';
import type { Json } from '../services/service';
import type { Exchange } from './exchange';
import { canceledFault } from './fault';
import type { ItemState } from './itemState';
import type { Delivery } from './policy';
import { judge, type Reason, type Verdict } from './verdict';
import { backOff, failureWait, spentWait } from './wait';

/** What sending the requests of one item needs. */
export type RequestEnvironment = Pick<
	Delivery,
	'prepared' | 'policy' | 'heuristic' | 'state' | 'tools' | 'send' | 'authorize' | 'signal' | 'obstacle' | 'log'
>;

/** Sends the requests of one item: through the shared pace, within the item's time, with every wait accounted for. */
export class ItemRequests {
	/** How the answers to the main request of this operation are read. */
	readonly read: ReadContext;

	constructor(
		private readonly environment: RequestEnvironment,
		private readonly item: ItemState,
		/** An idempotency key goes along with the create request. */
		private readonly isKeyed = false,
	) {
		const { prepared, heuristic } = environment;
		const { definition, scope, site } = prepared;
		this.read = { map: definition.reply, scope, baseUrl: site.baseUrl, heuristic };
	}

	/** Signs in for the item's requests; its auth is in the item's state from then on. @throws what the sign-in throws. */
	async signIn(): Promise<void> {
		this.item.auth = await this.environment.authorize();
	}

	/** Signs in anew after a 401, once per item and where there is a login at all. @returns whether it did. */
	async signInAgain(): Promise<boolean> {
		const { item, environment } = this;
		if (!environment.prepared.site.login || item.hasRenewed) return false;
		item.hasRenewed = true;
		item.auth = await environment.authorize(item.auth);
		return true;
	}

	/** Judges an answer. A person's rules and success statuses speak of the create request alone. */
	judged(exchange: Exchange, { protocol }: OutgoingRequest, read = this.read, isCreate = false): Verdict {
		const { prepared, policy, state, tools } = this.environment;
		const { definition, scope } = prepared;
		return judge(exchange, {
			definition,
			secrets: prepared.secrets,
			protocol,
			// Only the answer to a create has to show the project, and shows it by its name.
			read: isCreate
				? { ...read, wanted: { name: String(scope.name), field: definition.name?.to ?? 'name', sent: scope.payload as Json | undefined } }
				: read,
			now: state.clock.at(tools.now()),
			keyed: isCreate && this.isKeyed,
			rules: isCreate ? policy.rules : undefined,
			successStatuses: isCreate ? policy.successStatuses : undefined,
		});
	}

	/** Others may have met a limit: a pause longer than allowed is neither waited for nor cut short. @returns its length, else 0. */
	heldTooLong(): number {
		const { state, policy } = this.environment;
		const left = state.pace.pauseLeft;
		return left > policy.maxWaitMs || !this.hasTime(left) ? left : 0;
	}

	private hasTime(ms: number): boolean {
		return ms <= this.timeLeft();
	}

	/** What is left of the item's time, ms: all of it before its first request. */
	private timeLeft(): number {
		const { tools, policy } = this.environment;
		return this.item.startedAt === undefined ? Infinity : policy.totalMs - (tools.monotonic() - this.item.startedAt);
	}

	/**
	 * One request through the pace; `undefined` when it did not leave: the execution was stopped, the item is not
	 * to be attempted any more, or a pause is longer than it may wait, which is in the item's state then.
	 */
	async exchange(
		request: OutgoingRequest,
		isCreate: boolean,
		signalOf: (exchange: Exchange) => { limited: boolean; waitMs?: number },
	): Promise<Exchange | undefined> {
		const { state, tools, signal, send, prepared } = this.environment;
		const { policy, obstacle } = this.environment;
		const begun = tools.monotonic();
		const ticket = await state.pace.enter({
			signal,
			patience: () => Math.min(policy.maxWaitMs, this.timeLeft()),
			// Of an item that was sent its end is to be seen; it may have been created.
			isWanted: () => this.item.details.attempts > 0 || obstacle?.() === undefined,
			isBegun: this.item.startedAt !== undefined,
			method: request.method,
			path: pathBelow(prepared.site.baseUrl, request.url),
		});
		const sentAt = tools.monotonic();
		this.item.details.waitedMs += sentAt - begun;
		this.item.heldMs = ticket === undefined ? this.heldTooLong() : 0;
		if (ticket === undefined) return undefined;
		this.item.startedAt ??= sentAt;
		if (isCreate) {
			this.item.details.attempts++;
			this.item.firstSentAt ??= sentAt;
		}
		this.item.details.requests++;
		if (isCreate) this.dropLate();
		const exchange = await send(request, signal, isCreate);
		const arrival = tools.monotonic();
		if (isCreate) {
			this.item.lastAttempt = { sent: sentAt, received: arrival };
			this.keepLate(request, exchange);
		}
		if (exchange.kind === 'fault') {
			state.pace.leave(ticket, exchange.fault.reason === 'timeout' ? 'timeout' : 'trouble');
			this.log(request, exchange, arrival - sentAt);
			return exchange;
		}
		const { headers } = exchange.answer;
		state.clock.see(headers, exchange.receivedAt);
		state.host.creations.see(headers, sentAt, arrival);
		const requestId = headers['x-request-id'] ?? headers['request-id'] ?? headers['x-amzn-requestid'] ?? headers['x-trace-id'];
		if (requestId !== undefined) this.item.details.requestId = prepared.secrets.excerpt(requestId, 200);
		const { limited, waitMs } = signalOf(exchange);
		if (limited) state.pace.leave(ticket, 'limited', waitMs);
		else if (exchange.answer.status === 401) state.pace.leave(ticket, 'denied');
		else {
			const { status } = exchange.answer;
			const now = state.clock.at(tools.now());
			const spent = spentWait(headers, now, prepared.definition.limits)?.ms ?? 0;
			state.pace.leave(ticket, status < 500 ? 'fine' : 'trouble', Math.max(spent, status >= 500 ? failureWait(headers, now) : 0));
		}
		this.log(request, exchange, arrival - sentAt);
		return exchange;
	}

	/** The answer to a create request that was given up is the surest proof of all, as long as it may still come. */
	private keepLate(request: OutgoingRequest, exchange: Exchange): void {
		if (exchange.kind !== 'fault' || !exchange.late) return;
		const late: ItemState['late'] = { ...exchange.late, request };
		this.item.late = late;
		void late.exchange.then((came) => (late.came = came));
	}

	/** Nobody waits any more for an answer that has not come. */
	dropLate(): void {
		this.item.late?.drop();
		this.item.late = undefined;
	}

	/**
	 * A read: repeated within the item's budget, because repeating it does no harm.
	 *
	 * @param most Times that it is sent at most.
	 */
	readonly ask = async (given: OutgoingRequest, most = this.environment.policy.attempts): Promise<Exchange> => {
		const { policy, tools } = this.environment;
		let request = given;
		let exchange: Exchange | undefined;
		let tries = 0;
		for (let repeat = 0; ; repeat++) {
			let askedMs: number | undefined;
			let isLimited = false;
			this.item.heldMs = this.heldTooLong();
			if (this.item.heldMs > 0) return heldFault();
			exchange = await this.exchange(request, false, (answered) => {
				if (answered.kind === 'fault') return { limited: false };
				const verdict = this.judged(answered, request);
				isLimited = verdict.kind === 'repeat' && verdict.shared;
				askedMs = verdict.kind === 'repeat' ? verdict.retryAfter?.ms : undefined;
				return { limited: isLimited, waitMs: askedMs };
			});
			if (!exchange) return this.item.heldMs > 0 ? heldFault() : canceledFault();
			const renewed = exchange.kind === 'answer' && exchange.answer.status === 401 ? await this.signedAnew(request) : undefined;
			if (renewed) {
				request = renewed;
				continue;
			}
			const isPassing =
				exchange.kind === 'fault'
					? !exchange.fault.permanent
					: isLimited ||
						// What is not implemented will not be so in a minute.
						(exchange.answer.status >= 500 && exchange.answer.status !== 501) ||
						exchange.answer.status === 408 ||
						exchange.answer.status === 425 ||
						readContent(exchange.answer).kind === 'truncated';
			if (!isLimited) tries++;
			this.item.refusal = refusalOf(exchange);
			if (!isPassing || tries >= most || (askedMs ?? 0) > policy.maxWaitMs) return exchange;
			// Asked to wait for no time at all, one waits as if not asked.
			if (!(await this.pause(askedMs || backOff(repeat, tools.random)))) return exchange;
		}
	};

	/** A read with a login's newest token; `undefined` when it had that already, and no newer is to be had. */
	private async signedAnew(request: OutgoingRequest): Promise<OutgoingRequest | undefined> {
		if (!this.environment.prepared.site.login) return undefined;
		if (
			signedWith(request, this.item.auth).url === request.url &&
			Object.entries(this.item.auth.headers).every(([name, value]) => request.headers[name] === value)
		) {
			if (!(await this.signInAgain())) return undefined;
		}
		return signedWith(request, this.item.auth);
	}

	/**
	 * Waits, and no longer than for a late answer.
	 *
	 * @returns `false` at once when the item's time would be over, or the execution is stopped.
	 */
	async pause(ms: number): Promise<boolean> {
		const { tools, signal } = this.environment;
		if (signal?.aborted) return false;
		if (!this.hasTime(ms)) return false;
		const now = tools.monotonic();
		if (ms > 0) await this.sleep(ms);
		this.item.details.waitedMs += tools.monotonic() - now;
		return !(signal?.aborted ?? false);
	}

	private async sleep(ms: number): Promise<void> {
		const { tools, signal } = this.environment;
		const { late } = this.item;
		if (!late || late.came) return await tools.sleep(ms, signal);
		const wake = new AbortController();
		void late.exchange.then(() => wake.abort());
		await tools.sleep(ms, signal ? AbortSignal.any([signal, wake.signal]) : wake.signal);
	}

	private log({ method, url }: OutgoingRequest, exchange: Exchange, ms: number): void {
		const outcome = exchange.kind === 'answer' ? { status: exchange.answer.status } : { fault: exchange.fault.reason };
		this.environment.log('debug', 'Create Project request', {
			method,
			path: /^https?:\/\/[^/]*([^?]*)/i.exec(url)?.[1],
			...outcome,
			ms,
			attempt: this.item.details.attempts,
			requestId: this.item.details.requestId,
		});
	}

	warn(verdict: Verdict, waitMs: number): void {
		this.environment.log('warn', `Create Project repeats a request: ${verdict.reason}`, {
			request: createLine(this.environment.prepared),
			status: verdict.status,
			attempt: this.item.details.attempts,
			waitMs,
		});
	}
}

/** Path below the Base URL, which is what a limit of a route goes by. */
const pathBelow = (baseUrl: string, url: string): string => (url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url);

/** A read refused in a way that says something about the API or the credential, not about what was read. */
function refusalOf(exchange: Exchange): { reason: Reason; status?: number } | undefined {
	if (exchange.kind === 'fault') return { reason: exchange.fault.reason };
	const { status } = exchange.answer;
	if (status === 401 || status === 403) return { reason: status === 401 ? 'unauthorized' : 'forbidden', status };
	return status >= 500 ? { reason: 'serverFault', status } : undefined;
}

/** Method and path of the create request, for logs and messages. */
export const createLine = ({ definition: { create } }: Prepared): string =>
	`${create.method ?? 'POST'} ${(create.path ?? '/').split('?')[0]}`;

/** The API's pause is longer than the person allows. Nothing was sent. */
const heldFault = (): Exchange => ({
	kind: 'fault',
	fault: { reason: 'other', sent: 'no', permanent: true, message: LONG_PAUSE, detail: LONG_PAUSE },
});
const LONG_PAUSE = 'The API asked for a longer pause than is allowed here';
