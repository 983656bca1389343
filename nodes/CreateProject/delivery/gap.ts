/**
 * The gap between two requests that an API without a burst wants: shorter than one that passed, longer than one that
 * was refused. Only requests that were alone under way tell of it: others are refused
 * for their number. What passes and is refused in turn has a gap; where several pass between refusals, they are counted instead.
 *
 * All times are monotonic, ms.
 */
export class Gap {
	private passedAt: number | undefined;
	private longestRefused = 0;
	private shortestPassed = Infinity;
	/** Passed since the last refusal; `undefined`: there was none that tells. */
	private between: number | undefined;

	passed(at: number, isAlone: boolean): void {
		if (!isAlone) return this.forget();
		if (this.between === 0 && this.passedAt !== undefined) this.shortestPassed = Math.min(this.shortestPassed, at - this.passedAt);
		if (this.between !== undefined) this.between++;
		this.passedAt = at;
	}

	/** @returns the longest gap refused and the shortest that passed, ms, once one has passed between two refusals. */
	refused(at: number, isAlone: boolean): { refused: number; passed: number } | undefined {
		if (!isAlone || this.passedAt === undefined || (this.between ?? 0) > 1) {
			this.forget();
			return undefined;
		}
		const isInTurn = this.between === 1;
		this.longestRefused = Math.max(this.longestRefused, at - this.passedAt);
		this.between = 0;
		return isInTurn && this.longestRefused < this.shortestPassed
			? { refused: this.longestRefused, passed: this.shortestPassed }
			: undefined;
	}

	private forget(): void {
		this.between = undefined;
		this.longestRefused = 0;
		this.shortestPassed = Infinity;
	}
}
