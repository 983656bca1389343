import type { OutgoingRequest } from '../project/asked/request';
import type { Auth } from '../project/asked/site';
import type { Exchange, LateEnd } from './exchange';
import type { Reason } from './verdict';
import { nothingSent, type DeliveryDetails } from './outcome';

/** What the parts that deliver one item share: the one place where it changes. */
export interface ItemState {
	/** What the delivery took so far; given out with its end. */
	readonly details: DeliveryDetails;
	/** Sentences for the person, without a final period. */
	readonly hints: string[];
	/** Sign-in of the next request. */
	auth: Auth;
	/** The login's token was renewed for this item: once is enough. */
	hasRenewed: boolean;
	/** The last read that was refused for good. */
	refusal?: { reason: Reason; status?: number };
	/** A pause was longer than this item may wait, ms; nothing was sent. */
	heldMs?: number;
	/** Monotonic time of the first request, ms. */
	startedAt?: number;
	/** Monotonic time of the first create request, ms. */
	firstSentAt?: number;
	/** Monotonic times of the newest create request that has ended, ms. */
	lastAttempt?: { sent: number; received: number };
	/** The newest create request was given up, and its answer may still come; `came`: here it is. */
	late?: LateEnd & { request: OutgoingRequest; came?: Exchange };
}

/** Of an item for which nothing was sent yet. */
export const newItemState = (): ItemState => ({ details: nothingSent(), hints: [], auth: { headers: {}, query: {} }, hasRenewed: false });
