import type { RequestLimit } from '../services/service';
import type { Tools } from './exchange';
import { InFlight } from './inFlight';
import { Queue, type Turn } from './queue';
import { DocumentedRate, MeasuredRate } from './rate';
import { SharedPause } from './sharedPause';

/**
 * How a request ended, as far as the pace is concerned. `fine`: the API took it. `limited`: refused for the
 * number or rate of requests. `denied`: the sign-in was refused. `timeout`: no answer in time. `trouble`:
 * anything else, which says nothing about load.
 */
export type Signal = 'fine' | 'limited' | 'denied' | 'timeout' | 'trouble';

export interface PaceOptions {
	/** Most requests at once that the service allows. Default `PACE.most`. */
	most?: number;
	/** The vendor's documented limits. */
	documented?: readonly RequestLimit[];
}

/** Leave to send one request; handed back with its end. */
export interface Ticket {
	order: number;
	/** When it left, monotonic ms. */
	at: number;
	kind: string;
	isProbe: boolean;
	/** No other was under way when it left. */
	isAlone: boolean;
}

/**
 * Keeps requests to one API with one credential at a pace it can take: the strictest of a number of
 * requests at once, a shared pause, and the rates that are documented or measured. All executions in the
 * process share it.
 */
export class Pace {
	private readonly inFlight: InFlight;
	private readonly sharedPause = new SharedPause();
	private readonly measured = new MeasuredRate();
	private readonly documented: ReadonlyArray<{ limit: RequestLimit; rate: DocumentedRate }>;
	private readonly queue: Queue<Ticket>;

	constructor(
		private readonly tools: Tools,
		{ most, documented = [] }: PaceOptions = {},
	) {
		this.inFlight = new InFlight(most);
		this.documented = documented.map((limit) => ({ limit, rate: new DocumentedRate(limit.count, limit.perMs) }));
		this.queue = new Queue<Ticket>(tools, {
			delay: (turn) => this.delay(turn),
			admit: (turn) => this.admit(turn),
			held: () => this.pauseLeft,
			isMixed: documented.some(({ writes, route }) => writes !== undefined || route !== undefined),
		});
	}

	/** Requests allowed at once just now. */
	get parallel(): number {
		return this.inFlight.allowed;
	}

	/** The measured rate, requests per second. */
	get perSecond(): number | undefined {
		return this.measured.perSecond;
	}

	/** Nobody uses it and no pause is under way: it may be forgotten. */
	get isIdle(): boolean {
		return this.inFlight.running === 0 && this.queue.length === 0 && this.pauseLeft === 0;
	}

	/** How long a request would have to wait to keep what the API told, ms. */
	get pauseLeft(): number {
		return this.sharedPause.toldLeft(this.tools.monotonic());
	}

	/**
	 * Waits for leave to send one request.
	 *
	 * @returns the ticket to hand to {@link leave}; `undefined` when the turn was given up, see {@link Turn}.
	 */
	async enter(turn: Turn = {}): Promise<Ticket | undefined> {
		return await this.queue.join(turn);
	}

	/**
	 * Reports a request's end.
	 *
	 * @param waitMs for `limited`: what the API asked for, if anything; else: the hold because nothing remains.
	 */
	leave({ order, at, kind, isProbe, isAlone }: Ticket, signal: Signal, waitMs?: number): void {
		const now = this.tools.monotonic();
		if (isProbe && signal !== 'limited') this.sharedPause.probed(signal === 'fine');
		if (signal === 'denied') this.sharedPause.doubt();
		if (signal === 'limited') this.sharedPause.set(now, waitMs);
		else if (waitMs !== undefined && waitMs > 0) this.sharedPause.set(now, waitMs);
		const finding =
			signal === 'limited' || signal === 'timeout'
				? this.inFlight.refused(order, signal === 'timeout' || (waitMs ?? 0) > 0)
				: this.inFlight.passed(
						order,
						signal === 'fine' || signal === 'trouble' ? now - at : undefined,
						kind,
						this.measured.perSecond !== undefined,
					);
		if (signal !== 'limited' && signal !== 'timeout') this.measured.passed(at, isAlone);
		if (signal === 'limited') this.measured.sawRefusal(now);
		if (finding === 'open') {
			const byChance = this.measured.refused(now, this.sharedPause.left(now), this.inFlight.usual);
			if (byChance > 0) this.inFlight.sawChance(byChance);
		}
		if (signal === 'limited') this.measured.sawGap(now, at, isAlone);
		if (finding === 'limit') this.measured.limit(now, this.sharedPause.left(now));
		this.queue.dismiss();
		this.queue.pump();
	}

	/** Holds all requests for a while; an earlier, longer pause stays. */
	hold(ms: number): void {
		this.sharedPause.set(this.tools.monotonic(), ms);
		this.queue.dismiss();
	}

	/** Milliseconds until a request may go; Infinity: not before another has ended. */
	private delay({ method, path }: Turn): number {
		if (this.inFlight.running >= this.inFlight.allowed) return Infinity;
		const now = this.tools.monotonic();
		let delay = Math.max(this.sharedPause.delay(now), this.measured.delay(now));
		for (const { limit, rate } of this.documented) if (counts(limit, method, path)) delay = Math.max(delay, rate.delay(now));
		return delay;
	}

	private admit({ method = '', path }: Turn): Ticket {
		const at = this.tools.monotonic();
		this.measured.leave();
		for (const { limit, rate } of this.documented) if (counts(limit, method, path)) rate.leave(at);
		const isAlone = this.inFlight.running === 0;
		return { order: this.inFlight.leave(), at, kind: method, isProbe: this.sharedPause.leave(), isAlone };
	}
}

/** Does a limit count this request? */
const counts = ({ writes, route }: RequestLimit, method = 'GET', path = ''): boolean =>
	(writes !== true || (method !== 'GET' && method !== 'HEAD')) && (route === undefined || path.startsWith(route));
