import type { Verdict } from './verdict';

/** What to do about an answer that says no. */
export type AfterRefusal =
	/** Nothing of ours can be there: it is the end. */
	| 'final'
	/** Something of ours may be there, and the refusal may speak of it: look. */
	| 'look'
	/** The first request was refused as one that is there already: a proxy may have sent it twice. One look. */
	| 'lookOnce';

/** Statuses by which APIs say, in whatever language, that a name is taken. */
const MAYBE_TAKEN = new Set([400, 409, 422]);

/**
 * Whether a project of this item may exist although none is known. `failed` may be said only while that is not so.
 */
export class Doubt {
	private open = false;
	private ever = false;
	private absent = false;

	/** A create request of this item, in this run or an earlier one, may have made the project. */
	maybeSent(): void {
		this.open = this.ever = true;
	}

	/** A search has proven that nothing is there. */
	provenAbsent(): void {
		this.open = false;
		this.absent = true;
	}

	/** An answer speaks of something that no search shows: what was proven is worth nothing. */
	contradicted(): void {
		if (!this.ever) return;
		this.open = true;
		this.absent = false;
	}

	/** The project may be there: the item must not end as failed, and it is not sent again without a look. */
	get isOpen(): boolean {
		return this.open;
	}

	/** There was doubt at some time, even if a search settled it: what is taken now may be our own. */
	get wasEver(): boolean {
		return this.ever;
	}

	/** Nothing of an earlier try is left to be reckoned with. */
	get isProvenAbsent(): boolean {
		return this.absent;
	}

	/** What a refusal calls for. */
	after({ kind, status }: Pick<Verdict, 'kind' | 'status'>): AfterRefusal {
		if (this.ever && this.mayMeanTaken({ kind, status })) return 'look';
		if (this.open) return 'look';
		return kind === 'duplicate' ? 'lookOnce' : 'final';
	}

	/** After any doubt, such an answer to a repeat may mean our own project, also when a search does not show one. */
	mayMeanTaken({ kind, status }: Pick<Verdict, 'kind' | 'status'>): boolean {
		return this.ever && (kind === 'duplicate' || (kind === 'refused' && status !== undefined && MAYBE_TAKEN.has(status)));
	}
}
