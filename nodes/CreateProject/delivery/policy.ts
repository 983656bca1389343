import type { Prepared } from '../project/asked/prepare';
import type { Project } from '../project/answered/reply';
import type { OutgoingRequest } from '../project/asked/request';
import type { Auth } from '../project/asked/site';
import type { ApiState } from './apiState';
import type { Began } from './creationClock';
import type { BusinessKey } from './keyed';
import type { Send, Tools } from './exchange';
import type { Filters } from './filters';
import type { Sought, Trouble } from './outcome';
import type { SharedLists } from './sharedList';
import type { Reason, StatusRule } from './verdict';

/** What to do when the project is there already. */
export type IfExists = 'create' | 'return' | 'update' | 'stop';

/** A person's choices for the delivery of an item. */
export interface Policy {
	/** Most create requests per item; answers that ask for time do not count. */
	attempts: number;
	/** Longest time for one attempt, from the first byte sent to the last byte received, ms. */
	timeoutMs: number;
	/** Most time per item from its first request on, ms. */
	totalMs: number;
	/** Longest single wait an API may ask for, ms. */
	maxWaitMs: number;
	ifExists: IfExists;
	/** What makes a project the same one. */
	matchOn: { by: 'name' } | { by: 'key' } | { by: 'field'; path: string };
	/** See {@link SettleEnvironment.patienceMs}. */
	patienceMs: number;
	/** Read the project back after creating it. */
	verify: boolean;
	/** A re-run that remembers nothing sends without looking first. */
	trustRetry: boolean;
	rules: readonly StatusRule[];
	successStatuses?: readonly number[];
}

export interface IdempotencyKey {
	value: string;
	/** Header that carries it; without one the definition's own place is used. */
	header?: string;
	/** The person says that the API answers a repeated key with the first result. */
	isHonoured?: boolean;
}

/** Everything the delivery of one item needs. */
export interface Delivery {
	prepared: Prepared;
	/** The create request without sign-in and key, where the caller has built it already. */
	unsigned?: OutgoingRequest;
	policy: Policy;
	key?: IdempotencyKey;
	/** The person's own key of the item. */
	business?: BusinessKey;
	/** A custom API, whose replies are read by their looks. */
	heuristic: boolean;
	/** What an item of this run with the same search has made or found: there, even if the search does not show it yet. */
	predecessor?: Project;
	/**
	 * An earlier try of this run ended unknown, or this is a re-run that remembers nothing. `claimsBefore`:
	 * claims there were when the re-run began; the execution it repeats may have made them, in this very
	 * process (n8n drops the memory of an execution that is stopped), so they say nothing about whose they are.
	 * `notBefore`: the execution began then, by n8n's clock (ms since 1970), and nothing was sent before.
	 * `sought`: what the earlier try was about, where that is remembered; `isChanged`: the request looks different
	 * now, so that the API does not take it for a repeat, whatever key it carries.
	 */
	lookFirst?: { since?: Began; reason: Reason; claimsBefore?: number; notBefore?: number; sought?: Sought; isChanged?: boolean };
	state: ApiState;
	tools: Tools;
	send: Send;
	/** Sign-in for the next request; renews a login whose token the API no longer takes, unless another item has. */
	authorize: (stale?: Auth) => Promise<Auth>;
	signal?: AbortSignal;
	/** Whole lists that the items of the run read together. */
	lists?: SharedLists;
	/** How the run's API filters its lists, as far as nobody has said it. */
	filters?: Filters;
	/** Why no item is attempted any more, if so: asked when the turn of an item comes of which no create was sent. */
	obstacle?: () => Trouble | undefined;
	/** One line per attempt and per repeat, without secrets. */
	log: (level: 'debug' | 'warn', message: string, about: Record<string, unknown>) => void;
}
