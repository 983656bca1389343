import { PACE } from './paceDefaults';

/** A refusal that is to be judged, and what the requests that left after the refused one say about it. */
export type Finding = 'open' | 'limit' | 'lone';

/**
 * How many requests may be under way at once: TCP's congestion window for requests.
 *
 * It grows with good answers and halves at a limit. All is judged by evidence that came later: a raise by
 * requests that left after it, and a refusal by requests that left after the refused one. A limit turns
 * those away, too; a lone refusal lets them through. There is one judgement, and so at most one cut, for
 * all that left before the refusal was known (RFC 6582, "recover"). A refusal never raises the number.
 *
 * Refusals and time-outs that come as often with few requests at once as with many have nothing to do with
 * their number: what matters is whether there are more of them after a raise, and fewer after a cut.
 */
export class InFlight {
	private limit: number;
	private left = 0;
	private ended = 0;
	/** Requests that the API has let through, whatever became of them. */
	private letThrough = 0;
	private hasMetLimit = false;
	/** The last raise, or cut: after which request, from which number, and what became of requests that left later. */
	private raise: { after: number; from: number; good: number; ended: number; refused: number };
	/** Good answers before the number may be raised again, and how many the next time. */
	private plateau = 0;
	private nextPlateau: number = PACE.plateau.first;
	/** Lone refusals of late, at most `PACE.evidence.calm`: the more, the more it takes to believe in a limit. */
	private calm = 0;
	/** Was the last refusal that was judged found to be lone? */
	private wasLone = false;
	/** The number that met more refusals than usual right after it was raised. */
	private suspect: number | undefined;
	/** A refusal under judgement, by requests that left later up to the last that can tell. The limit is that of its time. */
	private judged:
		| { order: number; last: number; refused: number; score: number; passed: number; limit: number; isTooMany: boolean }
		| undefined;
	/** After a limit the next refusal is likely one, too: where its score begins. */
	private belief = 0;
	/** Answers of late and the lone refusals among them, with a little experience from elsewhere. */
	private readonly chance = { all: 20, refused: 2 };
	/** Of requests up to this one no refusal counts any more. */
	private recover = 0;
	/** Answer times, ms, by kind of request: a search is no measure for a create. */
	private readonly times = new Map<string, { smooth: number; quickest: number }>();

	/** @param most requests at once */
	constructor(private readonly most: number = PACE.most) {
		this.limit = Math.min(PACE.start, most);
		this.raise = begin(0, 1);
	}

	/** Requests allowed at once just now. */
	get allowed(): number {
		return this.limit;
	}

	get running(): number {
		return this.left - this.ended;
	}

	/** The share of lone refusals that is usual here. */
	get usual(): number {
		return this.chance.refused / this.chance.all;
	}

	/** A request leaves. @returns its number, for the report of its end. */
	leave(): number {
		return ++this.left;
	}

	/**
	 * A request was answered, or failed by no fault of the API's load.
	 *
	 * @param ms how long a good answer took; left out, it says nothing about growing.
	 * @param kind what it is compared with: answers of the same kind.
	 * @param isPaced a measured rate keeps the pace: more at once does no harm.
	 */
	passed(order: number, ms?: number, kind = '', isPaced = false): Finding | undefined {
		this.count();
		this.letThrough++;
		if (order > this.raise.after) this.raise.ended++;
		if (ms !== undefined && this.isQuick(ms, kind)) this.grow(order, isPaced);
		if (!this.judged || order <= this.judged.order) return undefined;
		return order > this.judged.last ? this.isLone() : this.judge(false);
	}

	/**
	 * A request was refused for the number or rate of requests, or timed out.
	 *
	 * @param isTold a time was told: requests that leave after it are no evidence, for the limit is over then.
	 */
	refused(order: number, isTold = false): Finding | undefined {
		this.count();
		if (order > this.raise.after) {
			this.raise.ended++;
			this.raise.refused++;
		}
		if (this.judged && order > this.judged.last) this.isLone();
		if (this.judged) return order > this.judged.order ? this.judge(true) : undefined;
		if (order <= this.recover) {
			// Of the same window as one that was found to be lone.
			if (this.wasLone) this.chance.refused++;
			return undefined;
		}
		const { limit, raise } = this;
		const isTooMany = raise.from < limit && order > raise.after && !this.isDue();
		this.judged = { order, last: isTold ? this.left : Infinity, refused: 0, passed: 0, score: this.belief, limit, isTooMany };
		if (isTooMany) this.goBack();
		return 'open';
	}

	/** Refusals taken for a limit have proven to be chance. */
	sawChance(refusals: number): void {
		this.chance.refused = Math.min(this.chance.all, this.chance.refused + refusals);
		this.hasMetLimit = false;
		this.belief = 0;
	}

	private count(): void {
		const { chance } = this;
		this.ended++;
		if (chance.all >= PACE.evidence.memory) {
			chance.all /= 2;
			chance.refused /= 2;
		}
		chance.all++;
	}

	/**
	 * Wald's sequential test: each request that left later speaks for a limit, of which most are refused, or
	 * for the usual chance.
	 */
	private judge(isRefused: boolean): Finding | undefined {
		const judged = this.judged!;
		const usual = Math.max(this.usual, PACE.evidence.least);
		const { refusedAtLimit: share, limit, lone, again } = PACE.evidence;
		judged.score += isRefused ? Math.log(share / Math.min(usual, share / 2)) : Math.log((1 - share) / (1 - usual));
		if (isRefused) judged.refused++;
		else judged.passed++;
		const isEnough = judged.refused + judged.passed >= PACE.evidence.most;
		if (judged.score >= limit + this.calm || (isEnough && judged.score > this.calm)) {
			this.settle(Math.max(1, Math.min(this.limit, Math.floor(judged.limit / 2))));
			this.hasMetLimit = true;
			this.plateau = 0;
			this.belief = again;
			this.calm = 0;
			this.wasLone = false;
			return 'limit';
		}
		return judged.score > lone && !isEnough ? undefined : this.isLone();
	}

	/** Requests that left later have passed, or were too few to tell: those speak neither for a limit nor for chance. */
	private isLone(): Finding {
		const { limit, raise, usual } = this;
		const { refused, isTooMany, score } = this.judged!;
		this.judged = undefined;
		this.recover = this.left;
		this.belief = 0;
		this.wasLone = score <= 0;
		if (this.wasLone) this.chance.refused += 1 + refused;
		if (isTooMany || !this.wasLone) return 'lone';
		// After a cut as many are refused as before: it was not the number. That lifts what holds it; good answers raise it.
		if (raise.from === limit && raise.refused > 1 && raise.refused * PACE.evidence.due >= usual * raise.ended) this.undo();
		this.calm = Math.min(PACE.evidence.calm, this.calm + 1);
		return 'lone';
	}

	/** Since the last raise no more were refused than chance explains. */
	private isDue(): boolean {
		const { refused, ended } = this.raise;
		return refused <= PACE.evidence.due * this.usual * ended + this.calm;
	}

	/** The number that was raised is one too many, it seems: back at once, and for longer where that happens again. */
	private goBack(): void {
		const { limit, raise } = this;
		this.plateau = 0;
		if (this.suspect === limit) {
			this.plateau = this.nextPlateau;
			this.nextPlateau *= PACE.plateau.factor;
		}
		this.suspect = limit;
		this.limit = raise.from;
		this.raise = begin(this.left, raise.from);
	}

	/** Undoes what a limit that was none has left (TCP's response to a spurious timeout, RFC 4015), but for the cut itself. */
	private undo(): void {
		this.hasMetLimit = false;
		this.plateau = 0;
		this.nextPlateau = PACE.plateau.first;
		this.suspect = undefined;
	}

	private settle(limit: number): void {
		this.judged = undefined;
		this.recover = this.left;
		this.raise = begin(this.left, limit);
		this.limit = limit;
	}

	/** One raise for a whole window of quick good answers to requests that left after the last. */
	private grow(order: number, isPaced: boolean): void {
		if (this.judged || order <= this.raise.after) return;
		this.raise.good++;
		if (this.plateau > 0) {
			this.plateau--;
			return;
		}
		const { limit, hasMetLimit } = this;
		if (this.raise.good >= PACE.trialWindows * limit) this.raise.from = limit;
		const most = hasMetLimit || this.letThrough >= PACE.growAfter ? this.most : Math.min(this.most, PACE.cautious);
		if (limit >= most || this.raise.good < limit * (hasMetLimit && !isPaced ? PACE.windows : 1)) return;
		this.limit = Math.min(most, hasMetLimit ? limit + 1 : Math.ceil(limit * PACE.growth));
		this.raise = begin(this.left, limit);
	}

	private isQuick(ms: number, kind: string): boolean {
		const known = this.times.get(kind);
		if (!known) {
			this.times.set(kind, { smooth: ms, quickest: ms });
			return true;
		}
		known.smooth += (ms - known.smooth) * PACE.smoothing;
		known.quickest = Math.min(known.quickest, known.smooth);
		return ms < PACE.slowness * known.quickest;
	}
}

const begin = (after: number, from: number): InFlight['raise'] => ({ after, from, good: 0, ended: 0, refused: 0 });
