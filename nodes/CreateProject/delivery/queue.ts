import type { Tools } from './exchange';

/** One request's turn in the queue. */
export interface Turn {
	/** Ends the wait: the execution was stopped. */
	signal?: AbortSignal;
	/** How long it may still be held by a pause, ms: asked when it joins and whenever a pause is set. Default: any time. */
	patience?: () => number;
	/** Asked when it would leave; `false`: it is not wanted any more, as when the API turned out to be down. */
	isWanted?: () => boolean;
	/** A further request of something that is under way: it goes before what has not begun, so that less stays open. Default: no. */
	isBegun?: boolean;
	/** What is sent, for limits that count some requests only: the method, and the path below the Base URL. */
	method?: string;
	path?: string;
}

interface Gate<Ticket> {
	/** Milliseconds until a request may leave; Infinity: not before another has ended. */
	delay: (turn: Turn) => number;
	admit: (turn: Turn) => Ticket;
	/** How long a pause still holds all, ms. */
	held: () => number;
	/** Limits that count some requests only: one that is held must not hold others. */
	isMixed: boolean;
}

interface Waiting<Ticket> {
	turn: Turn;
	end: (ticket: Ticket | undefined) => void;
}

/**
 * Requests that wait for leave: first come, first served, but what is under way is finished before something new
 * begins. Whoever may not wait as long as a pause lasts leaves when the pause is set, and whoever is not wanted any
 * more when its turn comes; nothing is sent for them.
 */
export class Queue<Ticket> {
	private waiting: Array<Waiting<Ticket>> = [];
	/** Whose end is listened for, as long as its execution lasts. */
	private readonly heard = new WeakSet<AbortSignal>();
	private waking: AbortController | undefined;

	constructor(
		private readonly tools: Tools,
		private readonly gate: Gate<Ticket>,
	) {}

	get length(): number {
		return this.waiting.length;
	}

	/** @returns the ticket, or `undefined` when it left without. */
	async join(turn: Turn): Promise<Ticket | undefined> {
		if (turn.signal?.aborted || this.isTooLong(turn) || turn.isWanted?.() === false) return undefined;
		if (this.waiting.length === 0 && this.gate.delay(turn) === 0) return this.gate.admit(turn);
		if (turn.signal) this.listen(turn.signal);
		return await new Promise<Ticket | undefined>((end) => {
			const first = turn.isBegun ? this.waiting.findIndex((other) => !other.turn.isBegun) : -1;
			this.waiting.splice(first < 0 ? this.waiting.length : first, 0, { turn, end });
			this.pump();
		});
	}

	/** Lets go of all that may not wait so long as they would now have to. */
	dismiss(): void {
		if (this.waiting.length === 0 || this.gate.held() === 0) return;
		const impatient = this.waiting.filter(({ turn }) => this.isTooLong(turn));
		if (impatient.length === 0) return;
		this.waiting = this.waiting.filter((one) => !impatient.includes(one));
		for (const { end } of impatient) end(undefined);
	}

	/** Lets go whoever may go now, and sees to it that somebody wakes for the next. */
	pump(): void {
		let shortest = Infinity;
		for (let index = 0; index < this.waiting.length; ) {
			const { turn, end } = this.waiting[index];
			const delay = turn.isWanted?.() === false ? -1 : this.gate.delay(turn);
			if (delay <= 0) {
				this.waiting.splice(index, 1);
				end(delay < 0 ? undefined : this.gate.admit(turn));
				continue;
			}
			shortest = Math.min(shortest, delay);
			if (!this.gate.isMixed || delay === Infinity) break;
			index++;
		}
		if (shortest !== Infinity) this.wakeIn(shortest);
	}

	/**
	 * One listener for all that a signal stops: it looks along all its listeners whenever one is added, which cost
	 * more than all else that is done here for a request.
	 */
	private listen(signal: AbortSignal): void {
		if (this.heard.has(signal)) return;
		this.heard.add(signal);
		const abandon = (): void => {
			const stopped = this.waiting.filter(({ turn }) => turn.signal === signal);
			this.waiting = this.waiting.filter(({ turn }) => turn.signal !== signal);
			for (const { end } of stopped) end(undefined);
		};
		signal.addEventListener('abort', abandon, { once: true });
	}

	private isTooLong({ patience }: Turn): boolean {
		const held = this.gate.held();
		return held > 0 && patience !== undefined && held > patience();
	}

	/** One sleeper for the whole queue; a new one replaces it when the time changes. */
	private wakeIn(ms: number): void {
		this.waking?.abort();
		const waking = new AbortController();
		this.waking = waking;
		// A part of a millisecond would be none for a timer, and so for ever.
		void this.tools.sleep(Math.ceil(ms), waking.signal).then(() => {
			if (waking.signal.aborted) return;
			this.waking = undefined;
			this.pump();
		});
	}
}
