import type { Json, LookupCall } from '../services/service';
import { NO_WORDS, ownWords } from '../project/answered/failure';
import { createRequest, type Prepared } from '../project/asked/prepare';
import type { JsonObject } from '../project/json';
import { asideBy } from '../project/answered/gone';
import type { Project } from '../project/answered/reply';
import { InputProblem, problemOf } from '../project/problem';
import { signedWith, type OutgoingRequest } from '../project/asked/request';
import { Completion, searchEnvironment } from './completion';
import type { Doubt } from './doubt';
import { Evidence } from './evidence';
import { newItemState, type ItemState } from './itemState';
import { containerWords } from './container';
import { followJob } from './job';
import { keyAsUuid } from './key';
import { KeyedItem } from './keyed';
import { matchPrint, matchPrints, matchWay, severalWords } from './match';
import { moveOf } from './moved';
import type { Outcome, Sought, Trouble } from './outcome';
import type { Delivery } from './policy';
import { REASONS } from './reasons';
import { createLine, ItemRequests } from './requests';
import { search, type Doubtful, type SearchBy } from './search';
import { lagOf, settle, settlingLookups, type Settlement } from './settle';
import { oldest } from './twin';
import { Update } from './update';
import type { Reason, Verdict } from './verdict';
import { backOff } from './wait';

/** A verdict that leaves something to decide. */
type OpenVerdict = Exclude<Verdict, { kind: 'created' } | { kind: 'job' }>;

/** Statuses with which APIs refuse a name that is taken. */
const TAKEN = new Set([400, 409, 422]);

/** Delivers one item: sends, waits, repeats, looks and decides until the matter is settled or honestly unknown. */
export async function deliver(delivery: Delivery): Promise<Outcome> {
	const item = newItemState();
	const requests = new ItemRequests(delivery, item, delivery.key !== undefined);
	const match = delivery.policy.ifExists === 'create' ? undefined : matchPrint(delivery.prepared, delivery.policy);
	const evidence = new Evidence(delivery, item, requests, markOf(delivery), match);
	const machine = new ItemDelivery(delivery, item, requests, new Completion(delivery, item, requests), evidence, match);
	let outcome: Outcome | undefined;
	try {
		return (outcome = await machine.run());
	} catch (cause) {
		return (outcome = machine.caught(cause));
	} finally {
		requests.dropLate();
		evidence.end(outcome?.kind === 'unknown');
		if (outcome?.kind === 'done') delivery.lists?.add(outcome.project);
		machine.finish(item.details.attempts > 0 && outcome?.kind !== 'failed');
	}
}

/** Our mark in the project, if the service has a place for it. */
function markOf({ prepared: { definition }, key }: Delivery): string | undefined {
	return key && definition.idempotency?.to ? keyAsUuid(key.value) : key && definition.reference ? key.value : undefined;
}

/** The state machine of one item. Decisions are in `verdict`, `wait`, `settle`; this only goes from one to the next. */
class ItemDelivery {
	/** Attempts that count against the policy. */
	private countedAttempts = 0;
	/** Before anything was sent, a search has shown that nothing was there. */
	private wasAbsentBefore = false;
	/** It was sent first, although nothing showed that the search sees: its project is to show it. */
	private goesFirst = false;
	/** Its business key, where it has one. */
	private readonly keyed: KeyedItem | undefined;
	/** Deleted projects of the same name. */
	private gone: Project[] = [];
	/** See {@link ItemDelivery.runAlone}. */
	private recent: Project[] = [];
	/** How the address of the last create request has moved, see {@link moveOf}. */
	private movedTo: string | undefined;
	private readonly mark: string | undefined;
	private readonly name: string;
	private readonly doubt: Doubt;

	/** Called when the delivery has come to its end, with whether it may have made a project. */
	finish!: (isMade: boolean) => void;
	private readonly hasEnded = new Promise<boolean>((resolve) => {
		this.finish = resolve;
	});

	constructor(
		private readonly delivery: Delivery,
		private readonly item: ItemState,
		private readonly requests: ItemRequests,
		private readonly completion: Completion,
		private readonly evidence: Evidence,
		/** Where one project is wanted per match: what it goes by. */
		private readonly match: string | undefined,
	) {
		const { prepared, key } = delivery;
		this.name = String(prepared.scope.name);
		if (key) this.item.details.idempotencyKey = key.value;
		this.mark = markOf(delivery);
		this.doubt = evidence.doubt;
		const { business, lookFirst, policy } = delivery;
		const { lookup } = prepared.definition;
		const hasMark =
			(lookup?.reference !== undefined && this.mark !== undefined) || (prepared.input.keyLine !== undefined && lookup?.name !== undefined);
		if (business) this.keyed = new KeyedItem(business, delivery, hasMark, lookFirst !== undefined && !policy.trustRetry);
	}

	/** The whole delivery. Of those with one business key, one at a time has the turn. */
	async run(): Promise<Outcome> {
		const { keyed } = this;
		if (keyed === undefined) return await this.runMatched();
		const work = async (): Promise<Outcome> => await this.runMatched().catch((cause: unknown) => this.caught(cause));
		return (await keyed.inTurn(work)) ?? this.interrupted();
	}

	/**
	 * Where one project is wanted per match, one delivery of the process at a time has the turn, from its search to
	 * the end of its create: two that look at the same moment would both find nothing.
	 */
	private async runMatched(): Promise<Outcome> {
		const { match } = this;
		const { prepared, state, signal, tools } = this.delivery;
		// Who wants another one does not look, but others may look for what comes of it.
		if (match === undefined) return this.remembered(await this.runAlone(), () => matchPrints(prepared));
		const leave = await state.host.matches.take(match, signal);
		if (!leave) return this.interrupted();
		try {
			return this.remembered(await this.runAlone(state.host.recent.get(match, tools.monotonic())), () => [match]);
		} finally {
			leave();
		}
	}

	/** What was made or found is there for the next search, even if it does not show it yet. */
	private remembered(outcome: Outcome, matches: () => string[]): Outcome {
		const { policy, prepared, state, tools } = this.delivery;
		if (outcome.kind !== 'done') return outcome;
		const now = tools.monotonic();
		const until = now + lagOf(prepared.definition.lookup?.name ?? {}, policy.patienceMs);
		state.host.recent.add(matches, outcome.project, until, now);
		return outcome;
	}

	/** @param recent what other deliveries of this process have just made or found for the same match */
	private async runAlone(recent: Project[] = []): Promise<Outcome> {
		const { lookFirst } = this.delivery;
		this.recent = recent;
		// Also a sign-in that does not work leaves open what an earlier run has made.
		if ((lookFirst && !this.isTrusted) || this.keyed?.mayBeSent) this.evidence.maybeSent();
		await this.requests.signIn();
		const early = await this.begin(lookFirst);
		if (early) return early;
		for (let repeat = 0; ; repeat++) {
			const next = await this.create();
			if (!next) return this.interrupted();
			if ('delivery' in next) return await this.afterCreate(next);
			const end = await this.act(next, repeat);
			if (end) return end;
		}
	}

	/** What is there before anything is sent; `undefined`: send. */
	private async begin(lookFirst: Delivery['lookFirst']): Promise<Outcome | undefined> {
		const { keyed } = this;
		// What is remembered of an earlier try says more than its key, unless another execution has settled that meanwhile.
		const isRemembered = lookFirst?.since !== undefined || lookFirst?.sought !== undefined;
		if (keyed !== undefined && (!isRemembered || keyed.isSettled)) {
			const early = await this.lookByKey(keyed);
			if (early) return early;
		} else if (lookFirst) return await this.beginWithLook(lookFirst);
		return this.delivery.policy.ifExists === 'create' ? undefined : await this.findExisting();
	}

	/** The project of the item's business key, whoever made it; `undefined`: there is none. */
	private async lookByKey(keyed: KeyedItem): Promise<Outcome | undefined> {
		const { mark, evidence } = this;
		if (keyed.mayBeSent) this.item.details.reasons.push('keySent');
		const environment = evidence.settleEnvironment({ name: this.name, key: this.sought.key });
		const answer = await keyed.look({ environment, mark, isHonoured: evidence.isKeyHonoured });
		if (this.delivery.signal?.aborted) return this.interrupted();
		if (answer.kind === 'unknown') return this.unknown({ kind: 'unknown', reason: 'keySent', complaint: NO_WORDS }, answer.settled);
		if (answer.kind === 'existing' || answer.isAbsent) evidence.provenAbsent();
		if (answer.kind === 'send') return undefined;
		evidence.claim(answer.project, 'list');
		if (this.delivery.policy.ifExists === 'stop') return this.failed(duplicateVerdict(answer.project), undefined, [answer.project]);
		return await this.take(answer.project);
	}

	/**
	 * One attempt, to its end where it worked. Until the new project's id is claimed, a search for another
	 * item of this name could take it for its own.
	 */
	private async create(): Promise<Outcome | OpenVerdict | undefined> {
		const { state, policy } = this.delivery;
		const leave = await state.host.names.share(this.name);
		try {
			const verdict = await this.attempt();
			// Before a search for this name may begin, it must be known what it has to reckon with.
			if (verdict?.kind === 'unknown' || (verdict?.kind === 'repeat' && verdict.reason === 'inFlight')) this.evidence.maybeSent(verdict);
			if (verdict?.kind === 'job') return await this.awaitJob(verdict.body as Json, verdict.location);
			if (verdict?.kind !== 'created') return verdict;
			const { project, location, isOrdered, reason, status, complaint } = verdict;
			const isByRule = reason === 'rule' || policy.rules.some((rule) => rule.status === status);
			if (project.id !== '' && !isOrdered) this.evidence.claim(project, 'reply');
			const isCertain = reason === 'rule' || this.delivery.prepared.definition.reply.withoutId === true;
			const outcome = await this.completion.created(project, { location, isOrdered, isCertain });
			if (outcome?.kind === 'done') this.evidence.created(outcome.project, isByRule);
			if (outcome) return outcome;
			// What says of itself that it is still to be made, and is not seen to be there, is an order whose end is not known.
			const empty: OpenVerdict = {
				kind: 'unknown',
				claimsSuccess: true,
				reason: complaint.message === '' ? 'odd' : 'job',
				status,
				complaint,
			};
			this.evidence.maybeSent(empty);
			return empty;
		} finally {
			leave();
		}
	}

	/** The end with a project that a search has shown to be ours. */
	private async ours({ project }: Settlement & { kind: 'ours' }, verdict: Verdict): Promise<Outcome> {
		return (await this.completion.created(project)) ?? this.unknown(verdict);
	}

	/** What was thrown on the way ends this item, and must not hide what may exist: nothing is passed on. */
	caught(cause: unknown): Outcome {
		if (!(cause instanceof InputProblem) && this.item.details.attempts > 0) this.evidence.maybeSent();
		const { message, hint } = problemOf(cause);
		return this.failed({ kind: 'refused', reason: 'invalid', complaint: ownWords(message, hint) });
	}

	/** Acts on a verdict; `undefined`: send again. */
	private async act(verdict: OpenVerdict, repeat: number): Promise<Outcome | undefined> {
		const { policy, tools } = this.delivery;
		switch (verdict.kind) {
			case 'refused':
				// An earlier attempt may have worked: a refusal of this one does not undo that.
				return this.doubt.after(verdict) === 'look'
					? await this.settleOr(verdict, repeat)
					: ((await this.refusedAsExisting(verdict)) ?? this.failed(verdict));
			case 'duplicate':
				return await this.onDuplicate(verdict);
			case 'repeat': {
				const limited = verdict.shared || verdict.retryAfter !== undefined;
				// Being asked to wait is no failed attempt; the item's time bounds these.
				if (limited) this.countedAttempts--;
				if (this.countedAttempts >= policy.attempts) {
					// The first request with this key is still at work, whoever sent it: what is not there may come.
					if (verdict.reason === 'inFlight') return this.unknown(verdict);
					return this.doubt.isOpen ? await this.settleOr(verdict, repeat) : this.failed(verdict);
				}
				const askedMs = verdict.retryAfter?.ms ?? 0;
				if (askedMs > policy.maxWaitMs) return this.ended(verdict, askedMs);
				const wait = Math.max(askedMs, limited && askedMs > 0 ? 0 : backOff(repeat, tools.random));
				this.item.details.reasons.push(verdict.reason);
				this.requests.warn(verdict, wait);
				if (!(await this.requests.pause(wait))) return this.ended({ ...verdict, reason: this.outOf() }, askedMs);
				// The API has turned out to be down meanwhile: one more attempt would tell nothing new.
				if (!this.doubt.isOpen && this.delivery.obstacle?.() !== undefined) return this.failed(verdict);
				return verdict.status !== undefined && LOOK_BEFORE.has(verdict.status) ? await this.lookBefore(verdict) : undefined;
			}
			case 'unknown': {
				this.evidence.maybeSent(verdict);
				this.item.details.reasons.push(verdict.reason);
				if (this.evidence.isKeyHonoured && this.countedAttempts < policy.attempts && !REASONS[verdict.reason].isFinal) {
					const wait = backOff(repeat, tools.random);
					this.requests.warn(verdict, wait);
					return (await this.requests.pause(wait)) ? undefined : this.unknown(verdict);
				}
				return await this.settleOr(verdict, repeat);
			}
		}
	}

	// ------------------------------------------------------------------------------------------
	// Sending

	private async attempt(): Promise<Verdict | undefined> {
		this.countedAttempts++;
		const held = this.requests.heldTooLong();
		if (held > 0) return heldVerdict(held);
		const request = this.createRequest();
		let verdict: Verdict | undefined;
		const exchange = await this.requests.exchange(request, true, (answered) => {
			verdict = this.requests.judged(answered, request, this.requests.read, true);
			return verdict.kind === 'repeat' && verdict.shared ? { limited: true, waitMs: verdict.retryAfter?.ms } : { limited: false };
		});
		if (!exchange) return this.item.heldMs ? heldVerdict(this.item.heldMs) : undefined;
		verdict ??= this.requests.judged(exchange, request, this.requests.read, true);
		if (verdict.status !== undefined) this.item.details.status = verdict.status;
		if (exchange.kind === 'answer') {
			this.evidence.saw(exchange.answer);
			this.movedTo = moveOf(request.url, exchange.answer.headers.location);
		}
		if (exchange.kind === 'answer' && exchange.answer.status === 401 && (await this.requests.signInAgain())) {
			this.countedAttempts--;
			return await this.attempt();
		}
		return verdict;
	}

	private createRequest(): OutgoingRequest {
		const { prepared, unsigned, key } = this.delivery;
		const header = key?.header === undefined ? undefined : { [key.header]: key.value };
		const marked = this.marked(prepared);
		if (unsigned && marked === prepared && this.item.auth.body === undefined)
			return signedWith(unsigned, { ...this.item.auth, headers: { ...header, ...this.item.auth.headers } });
		return createRequest(marked, this.item.auth, header);
	}

	/** The client-chosen id goes into the payload, the same on each attempt. */
	private marked(prepared: Prepared): Prepared {
		const to = prepared.definition.idempotency?.to;
		if (to === undefined || this.mark === undefined) return prepared;
		return { ...prepared, scope: { ...prepared.scope, payload: { ...(prepared.scope.payload as JsonObject), [to]: this.mark } } };
	}

	// ------------------------------------------------------------------------------------------
	// Projects that are there already

	/** Find-or-create: an existing match ends the delivery before anything is created. */
	private async findExisting(): Promise<Outcome | undefined> {
		const { policy, prepared } = this.delivery;
		const known = this.delivery.predecessor ? [this.delivery.predecessor] : this.recent;
		const way = matchWay(prepared, policy);
		if ('problem' in way) return this.failed({ kind: 'refused', reason: 'invalid', complaint: ownWords(way.problem, way.hint) });
		const { lists } = this.delivery;
		const result = await search(way.call, way.wanted, { ...searchEnvironment(this.delivery, this.item, this.requests), lists });
		if (this.delivery.signal?.aborted) return this.interrupted();
		const about = `"${way.wanted.value}" with ${result.at}`;
		const found = result.kind === 'searched' && result.found.length > 0 ? result.found : known;
		if (result.kind === 'failed' && this.item.heldMs) return this.ended(heldVerdict(this.item.heldMs), this.item.heldMs);
		if (result.kind === 'failed' && this.isUnwanted()) return this.interrupted();
		if (found.length === 0 && (result.kind === 'failed' || !result.isComplete)) {
			const why =
				result.kind === 'failed'
					? result.reason
					: (doubtWords(result.doubtful, prepared) ?? 'it was not found, but the list is not known to be complete');
			return this.failed(
				this.untold(about, why),
				about,
				result.kind === 'failed' ? undefined : result.doubtful?.map(({ project }) => project),
				result.kind === 'failed' && this.item.refusal ? { cause: this.item.refusal } : {},
			);
		}
		const [existing, ...others] = found;
		if (!existing) {
			if (result.kind === 'searched') this.tellGone(result.doubtful);
			return await this.awaitOthers(way, about);
		}
		if (others.length > 0) return this.several(found, way.wanted, about);
		if (policy.ifExists === 'stop') return this.failed(duplicateVerdict(existing), about, [existing]);
		return await this.take(existing);
	}

	/** Whether there is a match is not known. @param about what was looked for, and how */
	private untold(about: string, why: string): Verdict {
		const object = this.delivery.prepared.definition.object ?? 'project';
		const complaint = ownWords(`Whether the ${object} exists could not be found out`, `Looked for ${about}: ${why}`);
		return { kind: 'refused', reason: 'odd', complaint };
	}

	/**
	 * There is no match. One that another item of the process has asked for may still come: it is waited for as long as that item would,
	 * and nothing is sent as long as it may. `undefined`: there is none, and none will come.
	 */
	private async awaitOthers(way: { call: LookupCall; wanted: SearchBy }, about: string): Promise<Outcome | undefined> {
		const environment = this.evidence.othersOfMatch(way);
		const settled = environment && (await settle(environment));
		if (this.delivery.signal?.aborted) return this.interrupted();
		if (settled === undefined || settled.kind === 'absent') {
			this.wasAbsentBefore = true;
			return undefined;
		}
		if (settled.kind === 'ours' || settled.candidates.length > 0) return await this.findExisting();
		const why = 'it was not found, but another item has asked for it, and whether it was made for that one is not known yet';
		return this.failed(this.untold(about, why), settled.lookedFor);
	}

	/** Deleted ones are not there; but the person should know, and the API may refuse the name because of them. */
	private tellGone(doubtful: readonly Doubtful[] = []): void {
		const isTold = this.gone.length > 0;
		this.gone = doubtful.filter(({ why }) => why === 'gone').map(({ project }) => project);
		if (isTold || this.gone.length === 0) return;
		const { definition, secrets } = this.delivery.prepared;
		const ids = this.gone.map(({ id, url }) => url ?? id).join(', ');
		const by = secrets.excerpt(doubtful.find(({ why }) => why === 'gone')?.by ?? '', 80);
		this.item.hints.push(`There is a deleted ${definition.object ?? 'project'} of the same name (${ids}; ${by}); it was left alone`);
	}

	/** More than one match: none of them is the person's choice, so none is returned or changed. */
	private several(found: Project[], wanted: SearchBy, about: string): Outcome {
		const { policy, prepared } = this.delivery;
		return this.failed(
			{ kind: 'duplicate', field: 'name', reason: 'several', complaint: severalWords(found, wanted, prepared, policy) },
			about,
			found,
		);
	}

	/** Returns or updates an existing project, as chosen. */
	private async take(existing: Project): Promise<Outcome> {
		const { policy, prepared } = this.delivery;
		if (existing.id === '') return this.failed(NO_ID, undefined, [existing]);
		const aside = asideBy(existing.raw);
		if (aside !== undefined) {
			const { definition, secrets } = prepared;
			this.item.hints.push(`The ${definition.object ?? 'project'} that was there is not active (${secrets.excerpt(aside, 80)})`);
		}
		if (policy.ifExists !== 'update') return await this.completion.existing(existing, 'existing');
		const { update } = prepared.definition;
		if (!update) {
			return this.failed(
				{
					kind: 'refused',
					reason: 'invalid',
					complaint: ownWords(
						`${prepared.definition.displayName} has no update here`,
						"Set 'If the Project Already Exists' to 'Return the Existing One'.",
					),
				},
				undefined,
				[existing],
			);
		}
		const end = await new Update(this.delivery, this.item, this.requests, this.completion).run(existing, update);
		if (end.kind === 'updated') return await this.completion.existing(end.project, 'updated', end.steps);
		const { verdict, isUpdate, request } = end;
		return this.delivery.signal?.aborted ? this.interrupted() : this.failed(verdict, undefined, [existing], { isUpdate, request });
	}

	private async onDuplicate(verdict: Verdict & { kind: 'duplicate' }): Promise<Outcome> {
		const { policy } = this.delivery;
		const takes = policy.ifExists === 'return' || policy.ifExists === 'update' || verdict.reason === 'rule';
		if (this.doubt.after(verdict) === 'look') {
			const settled = await this.look(verdict);
			if (settled.kind === 'ours') return await this.ours(settled, verdict);
			// Taken by our own lost attempt or by somebody else: not to be told apart, unless that somebody's is found.
			if (settled.kind !== 'absent' || settled.others.length === 0) {
				this.evidence.contradicted();
				if (!takes) return this.unknown(verdict, settled);
			}
		} else if (verdict.status !== undefined && this.hasSearch && (!takes || this.mark !== undefined)) {
			// A proxy on the way may have sent the first request twice.
			const settled = await this.look(verdict, true);
			if (settled.kind === 'ours' && settled.by === 'mark') return await this.ours(settled, verdict);
			if (settled.kind === 'ours' && !takes) {
				this.evidence.maybeSent();
				return this.unknown(verdict, { kind: 'unproven', lookedFor: '', candidates: [settled.project] });
			}
		}
		return (takes ? await this.takeFound() : undefined) ?? this.failed(verdict, undefined, verdict.shown && [verdict.shown]);
	}

	/**
	 * Refused values: many APIs say so of a name that is taken, in any words. Where the existing project is wanted, the search tells.
	 * It has found none before; what it shows now came meanwhile, or was late.
	 */
	private async refusedAsExisting({ status }: Verdict): Promise<Outcome | undefined> {
		const { ifExists } = this.delivery.policy;
		return (ifExists === 'return' || ifExists === 'update') && TAKEN.has(status ?? 0) ? await this.takeFound() : undefined;
	}

	/** The one project that matches, as the person wants it; `undefined`: there is none. */
	private async takeFound(): Promise<Outcome | undefined> {
		const way = matchWay(this.delivery.prepared, this.delivery.policy);
		if ('problem' in way) return undefined;
		const result = await search(way.call, way.wanted, searchEnvironment(this.delivery, this.item, this.requests));
		const [existing, ...others] = result.kind === 'searched' ? result.found : [];
		if (others.length > 0) return this.several([existing, ...others], way.wanted, `"${way.wanted.value}" with ${result.at}`);
		if (existing) return await this.take(existing);
		if (result.kind === 'searched') this.tellGone(result.doubtful);
		return undefined;
	}

	// ------------------------------------------------------------------------------------------
	// Unknown outcomes

	private async beginWithLook({ since, reason, sought, isChanged }: NonNullable<Delivery['lookFirst']>): Promise<Outcome | undefined> {
		const { policy } = this.delivery;
		if (this.isTrusted) return undefined;
		this.item.details.reasons.push(reason);
		if (this.evidence.isKeyHonoured && since !== undefined && !isChanged) return undefined;
		const verdict: Verdict = { kind: 'unknown', reason, complaint: NO_WORDS };
		let settled = await this.look(verdict);
		// Of what is remembered as unknown a request was surely sent; after a crash perhaps none was.
		if (settled.kind === 'unproven' && settled.isUnseen && since === undefined && sought === undefined) {
			const before = this.delivery.state.host.sight.first(this.evidence.settlingSearch ?? '', this.hasEnded);
			this.goesFirst = before === undefined;
			if (before) {
				await before;
				if (this.delivery.signal?.aborted) return this.interrupted();
				settled = await this.look(verdict);
			}
		}
		if (settled.kind === 'ours') return await this.ours(settled, verdict);
		if (settled.kind === 'absent' || this.goesFirst) return policy.ifExists === 'create' ? undefined : await this.findExisting();
		// Whoever made it: it is what was asked for. An earlier try that asked for another name may have left another project.
		if (this.asksForTheSame && (policy.ifExists === 'return' || policy.ifExists === 'update'))
			return (await this.findExisting()) ?? this.unknown(verdict, settled);
		return this.unknown(verdict, settled);
	}

	/** The person wants a re-run that remembers nothing to send without a look. */
	private get isTrusted(): boolean {
		const { lookFirst, policy } = this.delivery;
		return lookFirst?.since === undefined && policy.trustRetry;
	}

	/** What may exist: the earlier try's project until its absence is proven, then that of this run. */
	private get sought(): Sought {
		const { lookFirst, prepared } = this.delivery;
		if (lookFirst?.sought && !this.doubt.isProvenAbsent) return lookFirst.sought;
		const { key } = prepared.scope;
		return { name: this.name, ...(key === undefined ? {} : { key: String(key) }), ...this.evidence.remains };
	}

	/** Does the item ask for the project that may exist, or has its request changed since? */
	private get asksForTheSame(): boolean {
		return this.sought.name === this.name;
	}

	/** @param isOnce only whether there is something, at once. */
	private async look(verdict: Verdict, isOnce?: true): Promise<Settlement> {
		const { sought } = this;
		const leave = await this.delivery.state.host.names.own(sought.name);
		try {
			const settled = await settle({ ...this.evidence.settleEnvironment(sought), isOnce });
			// What one look finds at a first refusal may be anybody's.
			if (settled.kind === 'ours' && (!isOnce || settled.by === 'mark' || this.doubt.isOpen)) this.evidence.adopted(settled.project);
			if (settled.kind === 'absent' && !isOnce) this.evidence.provenAbsent(settled.others);
			this.delivery.log('warn', `Create Project looked whether an earlier request has made the project: ${FOUND_OUT[settled.kind]}`, {
				request: createLine(this.delivery.prepared),
				reason: verdict.reason,
				status: verdict.status,
			});
			return settled;
		} finally {
			leave();
		}
	}

	/** Nothing but the newest request can have made the project. */
	private get isFirstDoubt(): boolean {
		return this.item.details.attempts === 1 && this.delivery.lookFirst === undefined;
	}

	/** Some search could settle this item. */
	private get hasSearch(): boolean {
		return settlingLookups(this.delivery.prepared, this.mark).length > 0;
	}

	/**
	 * Asked to come back, it will not have been done; a proxy may have said so all the same. What is there is not sent again;
	 * `undefined`: send.
	 */
	private async lookBefore(verdict: Verdict): Promise<Outcome | undefined> {
		if (this.evidence.isKeyHonoured || !this.hasSearch) return undefined;
		const settled = await this.look(verdict, true);
		if (settled.kind === 'absent' || (settled.kind === 'unproven' && settled.candidates.length === 0)) return undefined;
		this.evidence.maybeSent(verdict);
		if (settled.kind === 'ours') {
			this.evidence.adopted(settled.project);
			return await this.ours(settled, verdict);
		}
		return (await this.takeTheOne(settled)) ?? this.unknown(verdict, settled);
	}

	/** There was none before our attempt, and now there is exactly one: whoever made it, it is what was asked for. */
	private async takeTheOne(settled: Settlement & { kind: 'unproven' }): Promise<Outcome | undefined> {
		const { ifExists } = this.delivery.policy;
		const [only, ...others] = settled.candidates;
		if (!this.wasAbsentBefore || (ifExists !== 'return' && ifExists !== 'update') || !only || others.length > 0) return undefined;
		return await this.take(only);
	}

	/**
	 * What remains to be looked at behind a create: whether the search sees what was made, and whether somebody beyond this process has
	 * made a twin at the same moment.
	 */
	private async afterCreate(outcome: Outcome): Promise<Outcome> {
		const { policy, prepared } = this.delivery;
		if (outcome.kind !== 'done' || outcome.outcome !== 'created') return outcome;
		if (this.goesFirst) await this.evidence.showSight(outcome.project);
		if (!this.wasAbsentBefore) return outcome;
		const way = matchWay(prepared, policy);
		if ('problem' in way) return outcome;
		const found = await this.twinsBy(way);
		const own = outcome.project;
		if (found.length < 2 || !found.some(({ id }) => id === own.id)) return outcome;
		const kept = oldest(found);
		const twins = found.filter(({ id }) => id !== kept.id).map(({ id }) => id);
		const object = prepared.definition.object ?? 'project';
		this.item.hints.push(
			`Somebody else made the same ${object} at the same moment: ${kept.id} is the older one; the other (${twins.join(', ')}) can be deleted`,
		);
		if (kept.id === own.id || policy.ifExists === 'stop') return outcome;
		return await this.completion.existing(kept, 'existing');
	}

	/** What was created is created, whatever becomes of this search. */
	private async twinsBy({ call, wanted }: { call: LookupCall; wanted: SearchBy }): Promise<Project[]> {
		try {
			const { lists, tools } = this.delivery;
			const environment = { ...searchEnvironment(this.delivery, this.item, this.requests), lists, since: tools.monotonic() };
			const result = await search(call, wanted, environment);
			return result.kind === 'searched' ? result.found : [];
		} catch {
			return [];
		}
	}

	/** Settles by search, then: the project, another attempt (`undefined`), or the honest end. */
	private async settleOr(verdict: Verdict, repeat: number): Promise<Outcome | undefined> {
		const { policy, tools } = this.delivery;
		const begun = tools.monotonic();
		const settled = await this.look(verdict);
		if (settled.kind === 'ours') return await this.ours(settled, verdict);
		if (settled.kind === 'unproven') {
			// The search is sent elsewhere just like the create: it is the address that moved, and nothing has been done there.
			if (verdict.reason === 'moved' && this.movedTo !== undefined && settled.movedTo === this.movedTo && this.isFirstDoubt) {
				this.evidence.provenAbsent();
				return this.failed(verdict);
			}
			return (await this.takeTheOne(settled)) ?? this.unknown(verdict, settled);
		}
		if (verdict.kind === 'unknown' && verdict.claimsSuccess) {
			this.evidence.contradicted();
			const candidates = verdict.shown === undefined ? [] : [verdict.shown];
			return this.unknown(verdict, { kind: 'unproven', lookedFor: settled.lookedFor, candidates });
		}
		// In whatever language it says no, it may speak of our own project, which no search shows.
		if (this.doubt.mayMeanTaken(verdict) && settled.others.length === 0) {
			this.evidence.contradicted();
			return this.unknown(verdict, settled);
		}
		const isFinal = verdict.kind === 'refused' || REASONS[verdict.reason].isFinal;
		if (isFinal || this.countedAttempts >= policy.attempts) return this.failed(verdict, settled.lookedFor);
		// The patient search has given the API time already.
		const wait = Math.max(0, backOff(Math.min(repeat, 2), tools.random) - (tools.monotonic() - begun));
		this.requests.warn(verdict, wait);
		return (await this.requests.pause(wait)) ? undefined : this.ended({ ...verdict, reason: this.outOf() });
	}

	// ------------------------------------------------------------------------------------------
	// After the create

	private async awaitJob(body: Json, location: string | undefined): Promise<Outcome | OpenVerdict> {
		const { prepared, tools, state } = this.delivery;
		this.item.details.reasons.push('job');
		const end = await followJob(body, location, {
			prepared,
			auth: this.item.auth,
			ask: this.requests.ask,
			pause: async (ms) => await this.requests.pause(ms),
			now: () => state.clock.at(tools.now()),
		});
		if (end.kind === 'succeeded') {
			const beside = { mustFetch: end.project === undefined, job: end.job, isCertain: true };
			const done = await this.completion.created(end.project ?? { id: '', raw: {} }, beside);
			return (
				done ?? { kind: 'unknown', claimsSuccess: true, reason: 'job', complaint: ownWords('The job ended well, but showed no project') }
			);
		}
		if (end.kind === 'lost') {
			this.evidence.maybeSent();
			return this.unknown({
				kind: 'unknown',
				reason: 'job',
				complaint: ownWords(`The service took the order, but its end was not seen: ${end.reason}`, end.reason),
			});
		}
		const taken = prepared.definition.duplicates?.find((match) => match.body !== undefined && new RegExp(match.body, 'i').test(end.text));
		if (taken) return { kind: 'duplicate', field: taken.field ?? 'name', reason: 'duplicate', complaint: end.complaint };
		return this.failed({ kind: 'refused', reason: 'failed', complaint: end.complaint });
	}

	// ------------------------------------------------------------------------------------------
	// Waiting and ending

	/** Why a wait could not be waited. */
	private outOf(): Reason {
		return this.delivery.signal?.aborted ? 'canceled' : 'budget';
	}

	private trouble(verdict: Verdict, extra: Partial<Trouble> = {}): Trouble {
		return {
			reason: verdict.reason,
			status: verdict.status,
			complaint: verdict.complaint,
			request: createLine(this.delivery.prepared),
			...extra,
		};
	}

	/** Certainly not created; as long as something may exist, that is not for us to say. */
	private failed(verdict: Verdict, lookedFor?: string, found?: Project[], extra: Partial<Trouble> = {}): Outcome {
		// A name or key that is taken may be taken by what was deleted.
		const mayBeTaken = verdict.kind === 'duplicate' || (verdict.kind === 'refused' && verdict.reason === 'invalid');
		const candidates = found ?? (mayBeTaken && this.gone.length > 0 ? this.gone : undefined);
		if (this.doubt.isOpen)
			return this.unknown(verdict, lookedFor === undefined ? undefined : { kind: 'unproven', lookedFor, candidates: candidates ?? [] });
		return {
			kind: 'failed',
			trouble: this.trouble(verdict, { lookedFor, candidates: candidates?.map(summary), ...extra }),
			delivery: this.item.details,
			hints: this.item.hints,
		};
	}

	private unknown(verdict: Verdict, settled?: Settlement): Outcome {
		const extra =
			settled && settled.kind !== 'ours'
				? {
						lookedFor: settled.lookedFor || undefined,
						candidates: settled.kind === 'unproven' && settled.candidates.length > 0 ? settled.candidates.map(summary) : undefined,
					}
				: {};
		// Whatever began it: a stopped execution is why it could not be found out.
		const isCanceled = this.delivery.signal?.aborted === true;
		const last: Verdict = isCanceled
			? { ...verdict, reason: 'canceled', complaint: verdict.complaint.own === undefined ? verdict.complaint : ownWords('') }
			: verdict;
		return {
			kind: 'unknown',
			since: this.evidence.beganFirst(),
			sought: this.sought,
			trouble: this.trouble(last, { ...extra, unprovenHeader: this.evidence.isKeyUnproven ? this.delivery.key?.header : undefined }),
			delivery: this.item.details,
			hints: this.item.hints,
		};
	}

	/** The end of patience: unknown when something may exist, else certainly not created. */
	private ended(verdict: Verdict, askedMs = 0): Outcome {
		const retryAt = askedMs === 0 ? undefined : new Date(this.delivery.tools.now() + askedMs).toISOString();
		if (this.doubt.isOpen) return this.unknown(verdict);
		return { kind: 'failed', trouble: this.trouble(verdict, { retryAt }), delivery: this.item.details, hints: this.item.hints };
	}

	/** Nothing was sent, and nothing is to be any more. */
	private isUnwanted(): boolean {
		return this.item.details.attempts === 0 && this.delivery.signal?.aborted !== true && this.delivery.obstacle?.() !== undefined;
	}

	/** Stopped, by the person or because the API is down: what is under way may exist, what was never sent does not. */
	private interrupted(): Outcome {
		const verdict: Verdict = { kind: 'unknown', reason: 'canceled', complaint: ownWords('') };
		if (this.doubt.isOpen) return this.unknown(verdict);
		return {
			kind: this.item.details.attempts > 0 ? 'failed' : 'notAttempted',
			trouble: (this.isUnwanted() && this.delivery.obstacle?.()) || this.trouble(verdict),
			delivery: this.item.details,
			hints: this.item.hints,
		};
	}
}

/** Statuses that ask to come back: taken as not done, but not without a look. */
const LOOK_BEFORE = new Set([408, 503]);

/** A pause is longer than the item may wait. */
const heldVerdict = (ms: number): Verdict & { kind: 'repeat' } => ({
	kind: 'repeat',
	shared: true,
	retryAfter: { ms, source: 'pause' },
	reason: 'limit',
	complaint: NO_WORDS,
});

const FOUND_OUT: Record<Settlement['kind'], string> = { ours: 'it has', absent: 'it has not', unproven: 'it cannot be told' };

/** Why what was found is neither there nor absent, for people. */
function doubtWords(doubtful: readonly Doubtful[] | undefined, prepared: Prepared): string | undefined {
	const one = doubtful?.find(({ why }) => why !== 'gone');
	if (!one) return undefined;
	return one.why === 'beside'
		? `there is one of that name, but only in the list "${prepared.secrets.excerpt(one.by ?? '', 40)}" of the answer`
		: `there is one of that name, but the answer does not show where it is (${containerWords(prepared)})`;
}

const summary = ({ id, name, url, createdAt }: Project): Pick<Project, 'id' | 'name' | 'url' | 'createdAt'> => ({
	id,
	name,
	url,
	createdAt,
});

/** Found by its name, but nothing says which one it is: neither to be returned nor to be changed. */
const NO_ID: Verdict = {
	kind: 'refused',
	reason: 'odd',
	complaint: ownWords('The project exists, but its ID cannot be read from the search', "Name 'Response: ID Path' in 'API Settings'."),
};

const duplicateVerdict = (existing: Project): Verdict => ({
	kind: 'duplicate',
	field: 'name',
	reason: 'duplicate',
	complaint: ownWords(`A project like this exists already: ${existing.name ?? existing.id}`),
});
