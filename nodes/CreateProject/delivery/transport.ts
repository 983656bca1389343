import { readContent, type ReadContext } from '../project/answered/reply';
import { signedWith, type OutgoingRequest } from '../project/asked/request';
import type { Auth } from '../project/asked/site';
import type { Exchange } from './exchange';
import { canceledFault } from './fault';
import { nothingSent, type DeliveryDetails } from './outcome';
import type { Delivery } from './policy';
import { judge, type Verdict } from './verdict';
import { backOff, spentWait, toldWait } from './wait';

/** Sends the requests of one item: through the shared pace, within the item's time, with every wait accounted for. */
export class Transport {
	protected readonly details: DeliveryDetails = nothingSent();
	/** Local time of the first request. */
	private startedAt: number | undefined;
	/** Local time of the first create request. */
	protected firstAttemptAt: number | undefined;
	protected readonly read: ReadContext;
	protected auth: Auth = { headers: {}, query: {} };
	protected hasRenewed = false;
	protected readonly requestLine: string;

	constructor(protected readonly delivery: Delivery) {
		const { prepared, guess } = delivery;
		const { definition, scope, site } = prepared;
		this.read = { map: definition.reply, scope, baseUrl: site.baseUrl, guess };
		this.requestLine = `${definition.create.method ?? 'POST'} ${(definition.create.path ?? '/').split('?')[0]}`;
	}

	/** A person's rules and success statuses speak of the create request alone. */
	protected judged(exchange: Exchange, { protocol }: OutgoingRequest, read = this.read, isCreate = false): Verdict {
		const { prepared, key, policy, state, tools } = this.delivery;
		return judge(exchange, {
			definition: prepared.definition,
			protocol,
			read,
			now: state.clock.at(tools.now()),
			keyed: isCreate && key !== undefined,
			...(isCreate ? { rules: policy.rules, successStatuses: policy.successStatuses } : {}),
		});
	}

	/** Others may have met a limit: a pause longer than allowed is neither waited for nor cut short. @returns its length, else 0. */
	protected heldTooLong(): number {
		const { state, policy } = this.delivery;
		const left = state.pace.pauseLeft;
		return left > policy.maxWaitMs || !this.hasTime(left) ? left : 0;
	}

	private hasTime(ms: number): boolean {
		return this.startedAt === undefined || this.delivery.tools.now() + ms - this.startedAt <= this.delivery.policy.totalMs;
	}

	/** One request through the pace; `undefined` when the execution was stopped before it left. */
	protected async exchange(
		request: OutgoingRequest,
		isCreate: boolean,
		signalOf: (exchange: Exchange) => { limited: boolean; told?: number },
	): Promise<Exchange | undefined> {
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
	protected readonly ask = async (given: OutgoingRequest): Promise<Exchange> => {
		const { policy, tools, state, prepared } = this.delivery;
		let request = given;
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
				told =
					verdict.kind === 'repeat'
						? verdict.told?.ms
						: toldWait(answered.answer.headers, state.clock.at(tools.now()), prepared.definition.limits)?.ms;
				return { limited: isLimited, told: told ?? backOff(repeat, tools.random) };
			});
			if (!exchange) return canceledFault();
			const renewed = exchange.kind === 'answer' && exchange.answer.status === 401 ? await this.signedAnew(request) : undefined;
			if (renewed) {
				request = renewed;
				continue;
			}
			const isPassing =
				exchange.kind === 'fault'
					? !exchange.fault.permanent
					: isLimited ||
						exchange.answer.status >= 500 ||
						exchange.answer.status === 408 ||
						exchange.answer.status === 425 ||
						readContent(exchange.answer).kind === 'truncated';
			if (!isLimited) tries++;
			if (!isPassing || tries >= policy.attempts || (told ?? 0) > policy.maxWaitMs) return exchange;
			if (!(await this.pause(isLimited && told !== undefined ? told : backOff(tries - 1, tools.random)))) return exchange;
		}
	};

	/** A read with a login's newest token; `undefined` when it had that already, and no newer is to be had. */
	private async signedAnew(request: OutgoingRequest): Promise<OutgoingRequest | undefined> {
		if (!this.delivery.prepared.site.login) return undefined;
		if (
			signedWith(request, this.auth).url === request.url &&
			Object.entries(this.auth.headers).every(([name, value]) => request.headers[name] === value)
		) {
			if (this.hasRenewed) return undefined;
			this.hasRenewed = true;
			this.auth = await this.delivery.authorize(this.auth);
		}
		return signedWith(request, this.auth);
	}

	/** @returns `false` at once when the item's time would be over, or the execution is stopped. */
	protected async pause(ms: number): Promise<boolean> {
		const { tools, signal } = this.delivery;
		if (signal?.aborted) return false;
		if (!this.hasTime(ms)) return false;
		const now = tools.now();
		if (ms > 0) await tools.sleep(ms, signal);
		this.details.waitedMs += tools.now() - now;
		return !(signal?.aborted ?? false);
	}

	private log({ method, url }: OutgoingRequest, exchange: Exchange, ms: number): void {
		const outcome = exchange.kind === 'answer' ? { status: exchange.answer.status } : { fault: exchange.fault.reason };
		this.delivery.log('debug', 'Create Project request', {
			method,
			path: /^https?:\/\/[^/]*([^?]*)/i.exec(url)?.[1],
			...outcome,
			ms,
			attempt: this.details.attempts,
			requestId: this.details.requestId,
		});
	}

	protected warn(verdict: Verdict, waitMs: number): void {
		this.delivery.log('warn', `Create Project repeats a request: ${verdict.reason}`, {
			request: this.requestLine,
			status: verdict.status,
			attempt: this.details.attempts,
			waitMs,
		});
	}
}

/** The API's pause is longer than the person allows. Nothing was sent. */
const heldFault = (): Exchange => ({
	kind: 'fault',
	fault: { reason: 'other', sent: 'no', permanent: true, message: LONG_PAUSE, detail: LONG_PAUSE },
});
const LONG_PAUSE = 'The API asked for a longer pause than is allowed here';
