import type { Project } from '../project/answered/reply';
import { getPath } from '../project/json';
import type { Prepared } from '../project/asked/prepare';
import { keyLineIn, keyLineOf } from '../project/asked/ownKey';
import type { LookupCall } from '../services/service';
import { nextStep, type KeyState } from './businessKey';
import type { Claim } from './keyClaims';
import { NO_WORDS } from '../project/answered/failure';
import { nothingSent, type Outcome } from './outcome';
import type { Delivery } from './policy';
import type { SearchBy } from './search';
import { lagOf, NO_SEARCH, settle, type Settlement, type SettleEnvironment } from './settle';

/** The person's own key of an item: the same key never makes a second project. */
export interface BusinessKey {
	value: string;
	/** What stands for it in the log. */
	entry: string;
	/** By which this process knows the key's project. */
	slot: string;
	/** Was it in the log before this run? */
	log: 'new' | 'before';
	/** Notes it once more. @throws when that is not possible: then nothing may be sent. */
	record: () => Promise<void>;
	/** Takes it out of the log: nothing was created with it. */
	forget: () => Promise<void>;
	/** Left out where workers share none. */
	claim?: KeyClaim;
}

/** The claim of a key over all workers. */
export interface KeyClaim {
	/**
	 * Makes it ours, or finds that it is. From then on the key is in use, until {@link rest}.
	 *
	 * @param ms time for which it must hold @param isFirst what was found for the whole run will do
	 * @throws when the table cannot be used
	 */
	take: (ms: number, isFirst: boolean) => Promise<Claim>;
	/** A request with the key is about to leave. */
	sending: () => void;
	/** The item of the key has ended. */
	rest: () => void;
	/** Gives all of the run's claims back that are not in use: whoever waits for another run must not be waited for. */
	yield: () => Promise<void>;
}

/** What the look by a key has led to. `isAbsent`: what an earlier request may have made is proven not to be there. */
export type KeyAnswer =
	| { kind: 'send'; isAbsent: boolean }
	| { kind: 'existing'; project: Project }
	| { kind: 'unknown'; settled: Settlement & { kind: 'absent' | 'unproven' } };

/** What a search by a key needs of the item. */
export interface KeySearch {
	environment: SettleEnvironment;
	/** The key as the project shows it, where the service has a place for it. */
	mark?: string;
	/** A repeated key is answered with the first result: what is not seen may be sent. */
	isHonoured: boolean;
}

type Way = { call: LookupCall; wanted: SearchBy };

/** The item's side of the protocol in {@link nextStep}: its turn among all executions of the process, its look, its note in the log. */
export class KeyedItem {
	private state: KeyState;

	/** @param mayBeSent something beside the log says that a request may have been sent, as in a retry after a crash */
	constructor(
		private readonly business: BusinessKey,
		private readonly delivery: Pick<Delivery, 'prepared' | 'state' | 'tools' | 'signal' | 'policy' | 'log'>,
		hasMark: boolean,
		mayBeSent: boolean,
	) {
		const isOpen = business.log === 'before' || mayBeSent;
		this.state = { hasClaim: business.claim !== undefined, hasMark, log: isOpen ? 'before' : 'new' };
	}

	/** A request with this key may have been sent before this delivery. */
	get mayBeSent(): boolean {
		return this.state.log === 'before';
	}

	/** This process knows the project of the key. */
	get isSettled(): boolean {
		return this.delivery.state.host.ledger.of(this.business.slot)?.project !== undefined;
	}

	/**
	 * Does the work while no other delivery of this process works on the key.
	 *
	 * @returns `undefined`: stopped before its turn came.
	 */
	async inTurn(work: () => Promise<Outcome>): Promise<Outcome | undefined> {
		// The claim comes first: of two executions in this process the one that has the turn may wait for nobody.
		if (!(await this.claimed())) return this.delivery.signal?.aborted ? undefined : busy();
		try {
			return await this.inTurnHere(work);
		} finally {
			this.business.claim?.rest();
		}
	}

	private async inTurnHere(work: () => Promise<Outcome>): Promise<Outcome | undefined> {
		const { delivery, business } = this;
		const { host } = delivery.state;
		const leave = await host.keyTurns.take(business.value, delivery.signal);
		if (!leave) return undefined;
		try {
			business.claim?.sending();
			const past = host.ledger.of(business.slot);
			if (past) this.state = { ...this.state, log: 'before' };
			const outcome = await work();
			await this.ended(outcome);
			return outcome;
		} finally {
			leave();
		}
	}

	/** Waits until the claim is ours for as long as the item may take: another worker has it, or a run that has died. */
	private async claimed(): Promise<boolean> {
		const { business, delivery } = this;
		const { policy, tools, signal } = delivery;
		const { claim } = business;
		if (claim === undefined) return true;
		const needsMs = policy.totalMs + 2 * policy.timeoutMs;
		const until = tools.monotonic() + policy.maxWaitMs;
		let own = await claim.take(needsMs, true);
		for (let tries = 0; own === 'lost' && tools.monotonic() < until; tries++) {
			await claim.yield();
			await tools.sleep(Math.min(CLAIM_APART_MS * 2 ** tries, CLAIM_LONGEST_MS) * (0.5 + tools.random()), signal);
			if (signal?.aborted) return false;
			own = await claim.take(needsMs, false);
		}
		this.state = { ...this.state, claim: own === 'lost' ? 'lost' : 'won', ...(own === 'before' ? { log: 'before' } : {}) };
		return nextStep(this.state) !== 'busy';
	}

	private async ended(outcome: Outcome): Promise<void> {
		const { business, delivery } = this;
		const { ledger } = delivery.state.host;
		const { tools, policy, prepared } = delivery;
		if (outcome.kind === 'done')
			ledger.settled(business.slot, outcome.project, tools.monotonic() + lagOf(prepared.definition.lookup?.name ?? {}, policy.patienceMs));
		else if (outcome.kind === 'unknown') ledger.leftOpen(business.slot);
		if (this.state.look === 'found') return;
		this.state = { ...this.state, sent: outcome.kind === 'done' ? 'made' : outcome.kind === 'unknown' ? 'open' : 'refused' };
		if (nextStep(this.state) !== 'forget') return;
		try {
			await business.forget();
		} catch {
			// It stays in the log: the next run looks before it sends.
			delivery.log('warn', 'Create Project could not take the business key of a project that was not created out of the log', {});
		}
	}

	/** What is known of the key before anything is sent. */
	async look({ environment, mark, isHonoured }: KeySearch): Promise<KeyAnswer> {
		const { business, delivery } = this;
		const past = delivery.state.host.ledger.of(business.slot);
		let settled: Settlement | undefined;
		if (past?.project && delivery.tools.monotonic() <= past.shownFrom) settled = { kind: 'ours', project: past.project, by: 'mark' };
		else if (nextStep(this.state) === 'look') {
			settled = await this.lookFor(environment, mark);
			// No search could tell, but this process has seen it.
			if (settled.kind === 'unproven' && settled.candidates.length === 0 && past?.project)
				settled = { kind: 'ours', project: past.project, by: 'mark' };
		}
		if (settled === undefined) return { kind: 'send', isAbsent: false };
		const look = settled.kind === 'ours' ? 'found' : settled.kind === 'absent' ? 'absent' : 'open';
		this.state = { ...this.state, look, isHonoured: isHonoured && noneSeen(settled) };
		switch (nextStep(this.state)) {
			case 'existing':
				return { kind: 'existing', project: (settled as Settlement & { kind: 'ours' }).project };
			case 'send':
				// A worker whose request made nothing may have taken it out of the log meanwhile.
				if (this.mayBeSent) await business.record();
				return { kind: 'send', isAbsent: look === 'absent' };
			default:
				return { kind: 'unknown', settled: settled as Settlement & { kind: 'absent' | 'unproven' } };
		}
	}

	/**
	 * Looks for the key's project: by our mark, by a key of the service that the person gave, by its name in its container. Whoever made
	 * it and whenever: it is the key's, unless it shows another key or this process made it for one.
	 */
	private async lookFor(given: SettleEnvironment, mark: string | undefined): Promise<Settlement> {
		const { prepared } = this.delivery;
		const environment: SettleEnvironment = {
			...given,
			mark,
			isMarkNew: undefined,
			isKeyed: undefined,
			age: () => 'after',
			isClaimed: (project) => this.whose(project, mark) === 'other',
			isForeign: undefined,
			likeness: undefined,
			mayBeOthers: undefined,
			equals: undefined,
		};
		const ways = this.mayBeSent ? waysOf(prepared, mark) : waysOf(prepared, mark).filter(({ wanted }) => shows(prepared, wanted));
		let last: Settlement = NOWHERE;
		for (const [index, way] of ways.entries()) {
			// The patience of the first search is that of all; a key that was never sent is looked for once.
			const isOnce = this.mayBeSent ? undefined : true;
			const settled = await settle({ ...environment, way, isOnce, patienceMs: index === 0 ? environment.patienceMs : 0 });
			const seen = settled.kind === 'ours' ? [settled.project] : settled.kind === 'unproven' ? settled.candidates : [];
			const own = seen.find((project) => this.whose(project, mark) === 'own');
			if (own) return { kind: 'ours', project: own, by: 'mark' };
			// A key that was never sent has no project but one that shows it.
			if (isOnce) continue;
			if (settled.kind === 'ours' || (settled.kind === 'unproven' && settled.candidates.length > 0)) return settled;
			// The surest search that tells is what counts.
			if (last === NOWHERE || (last.kind === 'unproven' && settled.kind === 'absent')) last = settled;
		}
		return this.mayBeSent ? last : { kind: 'absent', lookedFor: '', others: [] };
	}

	/** Is a project this key's, another one's, or does nothing say so? */
	private whose(project: Project, mark: string | undefined): 'own' | 'other' | 'unsaid' {
		const { prepared, state } = this.delivery;
		const shown = keyShown(project, prepared);
		if (mark !== undefined && (shown === mark || project.id === mark)) return 'own';
		const line = keyLineIn(project.raw);
		if (line !== undefined) return line === keyLineOf(this.business.value) ? 'own' : 'other';
		if (shown !== undefined) return 'other';
		const owner = state.host.ledger.ownerOf(project.id);
		return owner === undefined ? 'unsaid' : owner === this.business.slot ? 'own' : 'other';
	}
}

/** Between tries for a claim, ms: at first, doubling, and at most. */
const CLAIM_APART_MS = 250;
const CLAIM_LONGEST_MS = 4000;

/** Another worker has the key, for longer than this one waits. */
const busy = (): Outcome => ({
	kind: 'notAttempted',
	trouble: { reason: 'keyBusy', complaint: NO_WORDS },
	hints: [],
	delivery: nothingSent(),
});

const noneSeen = (settled: Settlement): boolean => settled.kind === 'unproven' && settled.candidates.length === 0;

/** Does what this search finds show its key? */
const shows = ({ input }: Prepared, { by }: SearchBy): boolean => by === 'reference' || (by === 'name' && input.keyLine !== undefined);

/** The searches by which the project of a key can be found, the surest first. */
function waysOf({ definition: { lookup }, scope, made }: Prepared, mark: string | undefined): Way[] {
	const ways: Way[] = [];
	if (lookup?.reference && mark !== undefined) ways.push({ call: lookup.reference, wanted: { by: 'reference', value: mark } });
	// A key that was made from the name belongs to whoever had the name first.
	if (lookup?.key && scope.key !== undefined && made.length === 0)
		ways.push({ call: lookup.key, wanted: { by: 'key', value: String(scope.key) } });
	if (lookup?.name) ways.push({ call: lookup.name, wanted: { by: 'name', value: String(scope.name) } });
	return ways;
}

/** The mark that a project carries in its place for one; `undefined`: none. */
function keyShown({ raw }: Project, { definition: { reference } }: Prepared): string | undefined {
	const shown = reference && getPath(raw, reference.at);
	return typeof shown === 'string' && shown !== '' ? shown : typeof shown === 'number' ? String(shown) : undefined;
}

const NOWHERE: Settlement = { kind: 'unproven', lookedFor: NO_SEARCH, candidates: [] };
