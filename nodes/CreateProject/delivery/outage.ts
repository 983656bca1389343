import type { Outcome, Trouble } from './outcome';
import { REASONS } from './reasons';

/** Items in a row that must end the same way for good before the rest is not attempted. */
const OUTAGE_AFTER = 5;

/**
 * Why no further item of a run is to be attempted: several in a row have failed for good the same way, or
 * the run is to stop at its first failure. It is asked when an item's turn in the queue comes.
 */
export class Outage {
	private inRow = 0;
	private kind = '';
	private trouble: Trouble | undefined;

	/** What keeps items from being attempted, if anything. */
	readonly obstacle = (): Trouble | undefined => this.trouble;

	/** An item has ended. */
	see(outcome: Outcome): void {
		if (outcome.kind === 'done') {
			this.inRow = 0;
			return;
		}
		if (outcome.kind === 'notAttempted') return;
		// A search that was refused is why the item ended, whatever words its end has.
		const { reason, status } = outcome.trouble.cause ?? outcome.trouble;
		if (REASONS[reason].isOwnAffair) return;
		const kind = `${reason} ${status ?? ''}`;
		this.inRow = kind === this.kind ? this.inRow + 1 : 1;
		this.kind = kind;
		if (this.inRow >= OUTAGE_AFTER) this.stop(outcome.trouble);
	}

	/** Nothing further is attempted. */
	stop(trouble: Trouble): void {
		this.trouble ??= { ...trouble, candidates: undefined, lookedFor: undefined };
	}
}
