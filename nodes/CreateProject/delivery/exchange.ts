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
export type Exchange = { kind: 'answer'; answer: Answer; receivedAt: number } | { kind: 'fault'; fault: Fault };

/** Sends one request; never throws for what the network or the API does. */
export type Send = (request: OutgoingRequest, signal?: AbortSignal) => Promise<Exchange>;

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
