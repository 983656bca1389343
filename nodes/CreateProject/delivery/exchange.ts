import type { OutgoingRequest } from '../project/asked/request';
import type { Answer } from '../project/answered/reply';

/** Why no answer came. */
export type FaultReason =
	| 'dns'
	| 'refused'
	| 'unreachable'
	| 'connectTimeout'
	| 'certificate'
	| 'tls'
	| 'blocked'
	| 'credential'
	| 'timeout'
	| 'reset'
	| 'canceled'
	| 'other';

export interface Fault {
	reason: FaultReason;
	/** `no`: the server cannot have acted on it. `maybe`: it may have. */
	sent: 'no' | 'maybe';
	/** Repeating cannot help. */
	permanent: boolean;
	/** For people; secrets are masked by whoever shows it. */
	message: string;
	/** What the message says beyond the reason: a code, a time, the words of whoever refused. */
	detail?: string;
}

/** One request and what became of it. */
export type Exchange = { kind: 'answer'; answer: Answer; receivedAt: number } | { kind: 'fault'; fault: Fault; late?: LateEnd };

/** The end of a request that came too late, or may still come: its connection is kept open. */
export interface LateEnd {
	/** Never rejects. */
	exchange: Promise<Exchange>;
	/** Nobody waits for it any more: the connection is cut. */
	drop: () => void;
}

/**
 * Sends one request; never throws for what the network or the API does.
 *
 * @param isKept after a timeout the connection is kept open for a while, see {@link LateEnd}; whoever asks for that drops it
 */
export type Send = (request: OutgoingRequest, signal?: AbortSignal, isKept?: boolean) => Promise<Exchange>;

/** Clock, sleep and chance, injected so that tests run under virtual time. */
export interface Tools {
	/** Milliseconds since 1970: for moments that are shown, stored or compared with the API's dates. */
	now: () => number;
	/** Milliseconds from any beginning, never set back or forward: for durations, pauses and budgets. */
	monotonic: () => number;
	/** Resolves early (without throwing) when the signal fires. */
	sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
	/** In [0, 1). */
	random: () => number;
}
