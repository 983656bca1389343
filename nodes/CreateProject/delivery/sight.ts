/** How long a search that was shown to see is believed to, ms. */
const LASTS = 30_000;

/**
 * Which searches have been shown to see: they found a project that this process knows to be there. The silence of a search that
 * nobody has described proves nothing before.
 */
export class Sight {
	/** By search, monotonic time at which it was shown last. */
	private readonly shown = new Map<string, number>();
	/** By search, the item that goes first. */
	private readonly firsts = new Map<string, Promise<boolean>>();

	/** @param search a text that is the same for searches that differ in the value alone. @param now monotonic, ms */
	isShown(search: string, now: number): boolean {
		const at = this.shown.get(search);
		return at !== undefined && now - at <= LASTS;
	}

	show(search: string, now: number): void {
		this.shown.set(search, now);
	}

	/**
	 * One item may go first: it is sent although nothing is known to be seen, and what it makes shows whether the search sees it.
	 *
	 * @param end of the item, with whether it made a project. If it did, nobody else goes: one that the search does not see is enough.
	 * @returns `undefined` for the item that goes first; others get what to wait for.
	 */
	first(search: string, end: Promise<boolean>): Promise<unknown> | undefined {
		const before = this.firsts.get(search);
		if (before) return before;
		this.firsts.set(search, end);
		void end.then((isMade) => isMade || this.firsts.delete(search));
		return undefined;
	}
}
