import type { Json } from '../services/service';
import type { Complaint } from '../project/answered/failure';
import type { Project } from '../project/answered/reply';
import type { Began } from './creationClock';
import type { Reason } from './verdict';

/** What the delivery of one item took; part of the output on demand and of every failed item. */
export interface DeliveryDetails {
	/** Create requests sent. */
	attempts: number;
	/** All requests sent, lookups and polls included. */
	requests: number;
	/** Status of the last answer. */
	status?: number;
	/** Time spent waiting between requests, ms. */
	waitedMs: number;
	/** Why it waited, looked or repeated, in order. */
	reasons: Reason[];
	idempotencyKey?: string;
	/** The API's own id of the last answer, for its support. */
	requestId?: string;
}

/** Of an item for which no request was sent, as long as none is. */
export const nothingSent = (): DeliveryDetails => ({ attempts: 0, requests: 0, waitedMs: 0, reasons: [] });

/** Why an item ended without a project. */
export interface Trouble {
	reason: Reason;
	status?: number;
	complaint: Complaint;
	/** The refusal of a search that is why the item ended. */
	cause?: { reason: Reason; status?: number };
	/** What a search for the project looked at and why it did not settle the matter. */
	lookedFor?: string;
	/** Projects that may be the one, when none is provably so. */
	candidates?: Array<Pick<Project, 'id' | 'name' | 'url' | 'createdAt'>>;
	/** ISO time before which the API does not want another request. */
	retryAt?: string;
	/** Method and path, without query. */
	request?: string;
	/** A key went along in this header, of which it is not known whether the API honours it. */
	unprovenHeader?: string;
	/** The project was there; it is its update that went wrong. `unseen`: it may have been done, but nothing shows it. */
	isUpdate?: true | 'unseen';
}

/** What a request that belongs to the project, but came after its create, could not do. */
export interface FailedStep {
	/** The fields it was to set, by id. */
	step: string;
	outcome: 'failed';
	/** Why not, for people. */
	message: string;
}

/** What an attempt was about: a re-run looks for this, not for what the item asks for by then (`{{ $now }}`). */
export interface Sought {
	name: string;
	key?: string;
	/** Its {@link OpenAttempt}, by its id. */
	attempt?: string;
	/** See {@link containerPrint}. */
	container?: Json;
	/** After a timeout: until when it may still come into being, by n8n's clock, ms since 1970. */
	lateUntil?: number;
}

export type Outcome = { delivery: DeliveryDetails; hints: string[] } &
	/** `steps`: only where one did not work. */
	(| { kind: 'done'; outcome: 'created' | 'existing' | 'updated'; project: Project; steps?: FailedStep[] }
		/** Certainly not created. */
		| { kind: 'failed'; trouble: Trouble }
		/**
		 * May have been created. `since`: when the first attempt began on the API's clock of creations, where known; `sought`: what that
		 * attempt was about.
		 */
		| { kind: 'unknown'; trouble: Trouble; since?: Began; sought?: Sought }
		/** No create request was sent. */
		| { kind: 'notAttempted'; trouble: Trouble }
	);

/**
 * How an item ended, in a word for people. An update of which nothing shows whether it was done is `unknown`, although no project was
 * created: to run the item again does no harm, and so it is kept as one that failed.
 */
export const endOf = (outcome: Outcome): Outcome['kind'] =>
	outcome.kind === 'failed' && outcome.trouble.isUpdate === 'unseen' ? 'unknown' : outcome.kind;
