import type { Reason, Verdict } from './verdict';

/** What a reason means for what comes after it. Its words are in `node/advice`. */
export interface ReasonMeaning {
	/** Leaves open by itself what became of the request. After any other one only an earlier attempt can have made the project. */
	isOpenEnd?: true;
	/** Concerns one item's content, not the API: never a sign of an outage. */
	isOwnAffair?: true;
	/** Sending the same again would meet the same: it is not, even where nothing was stored. */
	isFinal?: true;
}

/** One row per reason: a new rule is a new row. */
export const REASONS: Record<Reason, ReasonMeaning> = {
	// No answer came.
	dns: {},
	refused: {},
	unreachable: {},
	connectTimeout: {},
	certificate: { isFinal: true },
	blocked: { isFinal: true },
	credential: { isFinal: true },
	timeout: { isOpenEnd: true },
	reset: { isOpenEnd: true },
	tls: { isOpenEnd: true },
	canceled: { isOpenEnd: true, isOwnAffair: true },
	other: { isOpenEnd: true },
	// An answer came.
	created: {},
	job: { isOpenEnd: true },
	limit: {},
	busy: {},
	inFlight: { isOpenEnd: true },
	serverFault: { isOpenEnd: true },
	truncated: { isOpenEnd: true },
	tooLarge: { isOpenEnd: true },
	webPage: { isOpenEnd: true, isFinal: true },
	odd: { isOpenEnd: true, isOwnAffair: true, isFinal: true },
	duplicate: { isOpenEnd: true, isOwnAffair: true },
	several: { isOpenEnd: true, isOwnAffair: true, isFinal: true },
	invalid: { isOwnAffair: true, isFinal: true },
	unauthorized: { isFinal: true },
	forbidden: { isFinal: true },
	notFound: { isFinal: true },
	moved: { isOpenEnd: true, isFinal: true },
	keyReused: { isOwnAffair: true, isFinal: true },
	failed: { isFinal: true },
	rule: { isOwnAffair: true, isFinal: true },
	noMemory: { isOpenEnd: true, isOwnAffair: true },
	keySent: { isOpenEnd: true, isOwnAffair: true },
	keyBusy: { isOpenEnd: true, isOwnAffair: true },
	budget: { isOwnAffair: true, isFinal: true },
};

/** Statuses by which a gateway says that it has waited long enough: the server behind it may still be at work. */
const GATEWAY_TIMEOUTS = new Set([504, 524]);

/**
 * How long the API may have been at work on a request that was given up, ms; 0: it was not given up. The API was slow then, not broken:
 * the project may come into being long after.
 *
 * @param tookMs until it was given up
 * @param timeoutMs how long anybody would have waited: one that was stopped by a person is at work for no less
 */
export function atWorkMs({ reason, status }: Pick<Verdict, 'reason' | 'status'>, tookMs: number, timeoutMs: number): number {
	if (reason === 'canceled') return timeoutMs;
	return reason === 'timeout' || (status !== undefined && GATEWAY_TIMEOUTS.has(status)) ? tookMs : 0;
}
