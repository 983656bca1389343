import { passOn } from '../project/problem';
import type { Tools } from './exchange';

/** One row of the table that all workers share. There is one per key, unless two wrote their first at the same moment. */
export interface ClaimRow {
	key: string;
	/** Who has claimed it last; {@link FREE} of a key that was never sent, {@link SENT} of one that may have been. */
	owner: string;
	/** Until when the claim holds, by n8n's clock, ms since 1970; 0 of one that was given back. */
	until: number;
}

/** A change of all rows of a key whose owner is the one that was seen, and whose claim has ended. */
export interface ClaimSwap {
	key: string;
	from: string;
	to: string;
	until: number;
	/** Only claims that end before this are changed, ms since 1970; left out: any. */
	endedBefore?: number;
}

/** A table in a database that all processes of n8n share; each call is one round trip. */
export interface ClaimTable {
	/** The rows of these keys; one that has none gets a free one. */
	rows: (keys: readonly string[]) => Promise<ClaimRow[]>;
	/** Changes rows, each in one step of the database. @returns the rows of those keys afterwards */
	swap: (swaps: readonly ClaimSwap[]) => Promise<ClaimRow[]>;
}

/** How a claim ended. `new`: it is ours, and the key was never sent. `before`: it is ours, and a request with it may have been sent. */
export type Claim = 'new' | 'before' | 'lost';

export const FREE = 'free';
export const SENT = 'sent';

/** Tries where rows of a key went to different owners: both give back, and one is first the next time. */
const TRIES = 6;
/** A claim holds for so much longer than what is needed, ms: clocks of workers differ, and others of the run come first. */
const SPARE_MS = 300_000;
/** Longest wait between these, ms. */
const APART_MS = 400;
/** Tries to give claims back, and the wait after the first of them, ms; doubled after each: what stays claimed holds others up. */
const BACK_TRIES = 4;
const BACK_APART_MS = 250;

/** Claims of business keys over all workers: of those that ask at the same moment, one alone goes on. */
export class KeyClaims {
	/** What was ours before it is given back: by key, the owner to be restored. */
	private readonly held = new Map<string, { until: number; wasSent: boolean }>();

	/** What is given back is gone before anything is taken again: both change the rows of one owner. */
	private leaving: Promise<unknown> = Promise.resolve();

	/**
	 * @param owner unlike that of any other run
	 * @param leaseMs how long a claim holds after its worker has died; longer than an item may take
	 */
	constructor(
		private readonly table: ClaimTable,
		private readonly owner: string,
		private readonly leaseMs: number,
		private readonly tools: Pick<Tools, 'now' | 'sleep' | 'random'>,
	) {}

	/** Does our claim of the key hold for so long still? */
	holds(key: string, ms: number): boolean {
		return (this.held.get(key)?.until ?? 0) > this.tools.now() + ms;
	}

	/**
	 * Claims keys, all with two calls. A key that is ours is ours for longer.
	 *
	 * @param leastMs time for which the claim must hold at least
	 * @throws what the table throws
	 */
	async take(keys: readonly string[], leastMs = 0): Promise<Map<string, Claim>> {
		const claims = new Map<string, Claim>();
		await this.leaving;
		let open = [...new Set(keys)];
		for (let tries = 1; open.length > 0 && tries <= TRIES; tries++) {
			if (tries > 1) await this.tools.sleep(1 + this.tools.random() * APART_MS);
			open = await this.tryFor(open, claims, Math.max(this.leaseMs, leastMs + SPARE_MS));
		}
		for (const key of open) claims.set(key, 'lost');
		return claims;
	}

	/** @returns keys of which another has a part of the rows. */
	private async tryFor(keys: readonly string[], claims: Map<string, Claim>, leaseMs: number): Promise<string[]> {
		const now = this.tools.now();
		const before = byKey(await this.table.rows(keys));
		const until = now + leaseMs;
		const swaps: ClaimSwap[] = [];
		for (const key of keys) {
			const rows = before.get(key) ?? [];
			if (rows.length === 0) throw passOn('The table of claims has no row for a key');
			if (rows.some((row) => row.owner !== this.owner && row.until >= now)) claims.set(key, 'lost');
			else
				for (const from of new Set(rows.map(({ owner }) => owner)))
					swaps.push({ key, from, to: this.owner, until, ...ended(from === this.owner, now) });
		}
		const wanted = [...new Set(swaps.map(({ key }) => key))];
		if (wanted.length === 0) return [];
		// Where the answer is lost, they may be ours all the same: they are given back then, and count for nothing before.
		for (const key of wanted) {
			const wasSent = before.get(key)!.some(({ owner }) => owner !== FREE && owner !== this.owner);
			if (!this.held.has(key)) this.held.set(key, { until: 0, wasSent });
		}
		const after = byKey(await this.table.swap(swaps));
		const parted: string[] = [];
		for (const key of wanted) {
			const rows = after.get(key) ?? [];
			const own = rows.filter(({ owner }) => owner === this.owner);
			const { wasSent } = this.held.get(key)!;
			if (own.length > 0 && own.length === rows.length) {
				this.held.set(key, { until, wasSent });
				claims.set(key, wasSent ? 'before' : 'new');
			} else {
				if (own.length > 0) await this.letGo([{ key, to: wasSent ? SENT : FREE }]);
				this.held.delete(key);
				parted.push(key);
			}
		}
		return parted;
	}

	/**
	 * Gives claims back, all with one call.
	 *
	 * @param isSent may a request with the key have been sent?
	 * @param which left out: all that are held
	 * @throws what the table throws, after several tries: they stay claimed until they end by themselves
	 */
	async giveBack(isSent: (key: string) => boolean, which: (key: string) => boolean = () => true): Promise<void> {
		const ends = [...this.held].filter(([key]) => which(key));
		for (const [key] of ends) this.held.delete(key);
		const left = this.letGo(ends.map(([key, { wasSent }]) => ({ key, to: wasSent || isSent(key) ? SENT : FREE })));
		const before = this.leaving;
		this.leaving = Promise.allSettled([before, left]);
		await left;
	}

	private async letGo(ends: ReadonlyArray<{ key: string; to: string }>): Promise<void> {
		const swaps = ends.map(({ key, to }): ClaimSwap => ({ key, from: this.owner, to, until: 0 }));
		for (let tries = 1; swaps.length > 0; tries++) {
			try {
				await this.table.swap(swaps);
				return;
			} catch (cause) {
				if (tries === BACK_TRIES) throw passOn(cause);
				await this.tools.sleep(BACK_APART_MS * 2 ** (tries - 1));
			}
		}
	}
}

/** Our own is ours whenever it ends. */
const ended = (isOwn: boolean, now: number): { endedBefore?: number } => (isOwn ? {} : { endedBefore: now });

function byKey(rows: readonly ClaimRow[]): Map<string, ClaimRow[]> {
	const all = new Map<string, ClaimRow[]>();
	for (const row of rows) all.set(row.key, [...(all.get(row.key) ?? []), row]);
	return all;
}
