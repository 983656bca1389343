import type { JsonObject } from '../project/json';
import { buildRequest } from '../project/asked/request';
import { InputProblem, passOn } from '../project/problem';
import type { Answer, Project } from '../project/answered/reply';
import type { Json, LookupCall } from '../services/service';
import type { ApiHost } from './apiHost';
import type { OpenAttempt } from './claims';
import { searchEnvironment } from './completion';
import { areApart, containerPrint } from './container';
import type { Age, Began } from './creationClock';
import { Doubt } from './doubt';
import type { Likeness } from './echoes';
import type { ItemState } from './itemState';
import type { Sought } from './outcome';
import type { Delivery } from './policy';
import { requestOf } from './key';
import { atWorkMs } from './reasons';
import type { ItemRequests } from './requests';
import { search, type SearchBy } from './search';
import { lagOf, settlingLookups, type Distrust, type SettleEnvironment, type Settlement } from './settle';
import type { Verdict } from './verdict';

/** Known projects that a search is tried with before it counts as blind. */
const CONTROLS = 2;
/** Longest that a re-run waits for what an earlier try may still make, ms: twice the longest *Timeout* that anybody sets. */
const LONGEST_LATE_MS = 600_000;
/** A project that comes so long after its item was given up is of another one, ms. */
const LATEST_MS = 60_000;
/** So far may the clocks of two machines of one n8n be apart, ms. */
const CLOCKS_APART_MS = 60_000;
/** Looks after which a search has not found what was just created. */
const CONTROL_LOOKS = 3;

/** What is known of one item's project, and what its requests teach about the API: the item's side of {@link ApiHost}. */
export class Evidence {
	readonly doubt = new Doubt();
	private readonly host: ApiHost;
	private readonly name: string;
	private readonly payload: Json | undefined;
	private open: OpenAttempt | undefined;
	/** IDs that the last proof of absence has seen: all others that are found later have come since. Left out: nothing was proven. */
	private seenBeside: ReadonlySet<string> | undefined;
	/** Longest patience that a slow answer of this item calls for, ms. */
	private latePatienceMs = 0;
	/** Until when it may come into being, by our own clock, ms since 1970. */
	private lateUntil: number | undefined;

	constructor(
		private readonly delivery: Delivery,
		private readonly item: ItemState,
		private readonly requests: ItemRequests,
		/** Our mark in the project, where the service has a place for it. */
		private readonly mark: string | undefined,
		/** Where one project is wanted per match: this item's, see {@link matchPrint}. */
		private readonly match: string | undefined,
	) {
		const { state, prepared } = delivery;
		this.host = state.host;
		this.name = String(prepared.scope.name);
		this.payload = prepared.scope.payload as Json | undefined;
	}

	// ------------------------------------------------------------------------------------------
	// What may exist

	/** A create request of this item may have made the project. `verdict`: its end, where there was one in this run. */
	maybeSent(verdict?: Verdict): void {
		this.doubt.maybeSent();
		const { lastAttempt } = this.item;
		const { lookFirst, tools, policy } = this.delivery;
		const earlier = this.doubt.isProvenAbsent ? undefined : lookFirst;
		const atWork = verdict && lastAttempt ? atWorkMs(verdict, lastAttempt.received - lastAttempt.sent, policy.timeoutMs) : 0;
		if (atWork > 0) {
			this.latePatienceMs = Math.max(this.latePatienceMs, 2 * atWork);
			this.lateUntil = tools.now() + this.latePatienceMs;
		} else if (earlier && this.lateUntil === undefined) {
			// A re-run at once is no reason to wait less. The clock may have been set meanwhile.
			this.lateUntil = earlier.sought ? earlier.sought.lateUntil : this.lateUntilOfAny();
			if (this.lateUntil !== undefined) this.latePatienceMs = Math.max(0, Math.min(this.lateUntil - tools.now(), LONGEST_LATE_MS));
		}
		this.openOne(earlier?.sought);
		if (this.latePatienceMs > 0) this.open!.lateUntil = tools.monotonic() + this.latePatienceMs;
	}

	/** What nobody has remembered this process may know: until when projects of the name may come, by our own clock, ms since 1970. */
	private lateUntilOfAny(): number | undefined {
		const { tools } = this.delivery;
		const left = Math.max(...this.host.open.of(this.name).map(({ lateUntil = -Infinity }) => lateUntil)) - tools.monotonic();
		return left > 0 ? tools.now() + left : undefined;
	}

	private openOne(sought: Sought | undefined): void {
		const { firstSentAt } = this.item;
		const { tools } = this.delivery;
		this.open ??= this.host.open.resume(sought?.attempt);
		if (this.open) return;
		const id = tools.random().toString(36).slice(2);
		const { name, match, payload } = this;
		this.open = { id, name, match, payload, container: this.container, print: this.print, at: firstSentAt ?? -Infinity };
		this.host.open.open(this.open);
	}

	/** What is open is of an earlier try. */
	private get isResumed(): boolean {
		return this.open !== undefined && this.open.id === this.delivery.lookFirst?.sought?.attempt;
	}

	private get container(): Json {
		return containerPrint(this.delivery.prepared);
	}

	private get print(): string {
		return requestOf(this.delivery.prepared).print;
	}

	/** Print of the request that may have made the project. */
	private get openPrint(): string {
		return this.open?.print ?? this.print;
	}

	/** By what a re-run goes on where this run has ended. */
	get remains(): Pick<Sought, 'attempt' | 'container' | 'lateUntil'> {
		return {
			...(this.open === undefined ? {} : { attempt: this.open.id, container: this.open.container }),
			...(this.lateUntil === undefined ? {} : { lateUntil: this.lateUntil }),
		};
	}

	/** @param others what the search that proved it has seen; left out: it was proven without one */
	provenAbsent(others?: readonly Project[]): void {
		this.doubt.provenAbsent();
		this.seenBeside = others && new Set(others.map(({ id }) => id));
		this.close();
	}

	/** An answer speaks of something that no search shows. */
	contradicted(): void {
		this.doubt.contradicted();
		this.seenBeside = undefined;
		if (this.doubt.isOpen) this.openOne(undefined);
	}

	/** The item has ended. @param isUnknown its project may still be there, or come */
	end(isUnknown: boolean): void {
		if (!isUnknown) this.close();
		else if (this.open) this.host.open.end(this.open, this.delivery.tools.monotonic());
	}

	/** Nothing of the item is open any more. */
	private close(): void {
		if (this.open) this.host.open.close(this.open);
		this.open = undefined;
	}

	// ------------------------------------------------------------------------------------------
	// What an answer teaches

	/** An answer to a create request. */
	saw(answer: Answer): void {
		const { key } = this.delivery;
		if (key?.header !== undefined) this.host.keys.see(key.header, key.value, answer);
	}

	/** A create was answered with its project: nobody else may take it, and it shows what this API's projects look like. */
	created(project: Project, isByRule: boolean): void {
		const { host, delivery, item } = this;
		this.claim(project, 'reply');
		// By a person's rule an answer can count as created that holds some other project.
		if (isByRule) return;
		const { key } = delivery;
		if (key?.header !== undefined) host.keys.result(key.header, key.value, project.id);
		host.echoes.learn(this.payload, project.raw);
		if (project.name !== undefined && project.name.trim() !== this.name.trim()) host.changesNames = true;
		const { lastAttempt, firstSentAt } = item;
		// A key's replay has the time of an earlier attempt, as far as there may be one that has worked.
		const sent = this.doubt.isOpen ? (delivery.lookFirst ? undefined : firstSentAt) : lastAttempt?.sent;
		if (lastAttempt && sent !== undefined) host.creations.learn(project.createdAt, sent, lastAttempt.received);
	}

	/** A search has found our project. */
	adopted(project: Project): void {
		this.claim(project, 'list');
		if (this.latePatienceMs > 0) this.host.lateness.arrived(this.delivery.tools.monotonic());
	}

	/** Nobody else may take it. */
	claim(project: Project, origin: 'reply' | 'list'): void {
		const { id, createdAt } = project;
		this.host.claims.add({ id, name: project.name ?? this.name, key: project.key, createdAt, mark: this.mark }, origin);
	}

	// ------------------------------------------------------------------------------------------
	// What is proven

	/** The API is known to answer a repeated key with the first result: by its definition, by the person, or because it has shown it. */
	get isKeyHonoured(): boolean {
		const { key, prepared } = this.delivery;
		const { idempotency } = prepared.definition;
		if (key?.header === undefined || idempotency?.replays === false) return false;
		return (
			key.isHonoured === true || key.header.toLowerCase() === idempotency?.header?.toLowerCase() || this.host.keys.isHonoured(key.header)
		);
	}

	/** A key goes along in a header of which nobody knows whether it counts. */
	get isKeyUnproven(): boolean {
		const { key, prepared } = this.delivery;
		return key?.header !== undefined && prepared.definition.idempotency?.replays !== false && !this.isKeyHonoured;
	}

	/**
	 * The first attempt on the API's clock of creations; `undefined`: not known, as after a crash, or before anything was seen of
	 * that clock.
	 */
	private began(): Began | undefined {
		return this.beganFirst() ?? this.beganAfter();
	}

	/** The first attempt itself, as far as it is remembered or of this run: what a re-run may rely on. */
	beganFirst(): Began | undefined {
		const { lookFirst, policy, tools } = this.delivery;
		// In the process that made it, the earlier attempt is seen by all that has been learned of that clock since.
		if (this.isResumed && this.open!.at > -Infinity) {
			const began = this.host.creations.began(this.open!.at, tools.monotonic());
			if (began?.basis === 'creations') return began;
		}
		if (lookFirst?.since !== undefined) return lookFirst.since;
		if (lookFirst && !policy.trustRetry && !this.doubt.isProvenAbsent) return undefined;
		const { firstSentAt } = this.item;
		return firstSentAt === undefined ? undefined : this.host.creations.began(firstSentAt, tools.monotonic());
	}

	/** A first attempt of which only the beginning of its execution is known, by the clock of whichever machine of n8n began it. */
	private beganAfter(): Began | undefined {
		const { tools, lookFirst, policy } = this.delivery;
		const notBefore = lookFirst?.notBefore;
		if (notBefore === undefined || policy.trustRetry || this.doubt.isProvenAbsent) return undefined;
		const at = tools.monotonic() - (tools.now() - notBefore);
		const began = this.host.creations.began(at, tools.monotonic());
		return began?.beforeUntil === undefined ? began : { ...began, beforeUntil: began.beforeUntil - CLOCKS_APART_MS };
	}

	private age(createdAt: string | undefined, id: string): Age {
		// What was provably not there, and is now, has come since: whatever its time may say.
		if (id !== '' && this.seenBeside?.has(id) === false) return 'after';
		return this.host.creations.age(createdAt, this.began(), this.delivery.tools.monotonic());
	}

	/** What a search for this item's project needs to know. @param sought name and key of the project that may exist */
	settleEnvironment({ name, key }: Sought): SettleEnvironment {
		const { host, delivery } = this;
		const { policy, tools, lookFirst } = delivery;
		return {
			...searchEnvironment(delivery, this.item, this.requests),
			prepared: { ...delivery.prepared, scope: { ...delivery.prepared.scope, name, key } },
			mark: this.mark,
			isMarkNew: lookFirst !== undefined && lookFirst.since === undefined && !this.doubt.isProvenAbsent,
			isKeyed: this.isKeyHonoured,
			age: (createdAt, id) => this.age(createdAt, id),
			isClaimed: (project) => host.claims.has(project, lookFirst?.claimsBefore),
			isForeign: (id) => host.claims.isForeign(id),
			likeness: ({ raw }) => this.ownLikeness(raw),
			mayBeOthers: (project) => this.mayBeOthers(project),
			equals: () => {
				const print = this.openPrint;
				return host.open.of(name).filter((open) => open.print === print).length || 1;
			},
			distrust: async (call, wanted) => await this.distrust(call, wanted),
			lateUntil: () => (this.latePatienceMs > 0 ? host.lateness.until(this.latePatienceMs) : -Infinity),
			now: tools.monotonic,
			answered: this.item.late && (() => this.answeredLate()),
			pause: async (ms) => await this.requests.pause(ms),
			soonMs: policy.patienceMs,
			patienceMs: Math.max(policy.patienceMs, this.latePatienceMs),
		};
	}

	/** The answer that came after its request had been given up, as far as it shows the project. */
	private answeredLate(): (Settlement & { kind: 'ours' }) | undefined {
		const { late } = this.item;
		if (!late?.came) return undefined;
		const verdict = this.requests.judged(late.came, late.request, this.requests.read, true);
		const isShown = verdict.kind === 'created' && verdict.reason === 'created' && verdict.project.id !== '' && !verdict.isOrdered;
		return isShown ? { kind: 'ours', project: verdict.project, by: 'answer' } : undefined;
	}

	/**
	 * Other items of this process that asked for the same project, and of which nobody knows whether they have made it.
	 *
	 * @returns what a search needs to know that waits for theirs, whoever has it; `undefined`: there are none.
	 */
	othersOfMatch(way: SettleEnvironment['way']): SettleEnvironment | undefined {
		const { host, delivery, match } = this;
		const others = match === undefined ? [] : host.open.matching(match).filter((open) => open !== this.open);
		if (others.length === 0) return undefined;
		const { policy, tools } = delivery;
		const lateUntil = Math.max(...others.map(({ lateUntil: until = -Infinity }) => until));
		return {
			...searchEnvironment(delivery, this.item, this.requests),
			way,
			age: () => 'after',
			isClaimed: () => false,
			distrust: async (call, wanted) => await this.distrust(call, wanted),
			lateUntil: () => lateUntil,
			now: tools.monotonic,
			pause: async (ms) => await this.requests.pause(ms),
			patienceMs: policy.patienceMs,
		};
	}

	/**
	 * What an earlier try sent that is not remembered, or that looks different now, is not what is sent now: another value, or another
	 * mark, is no sign that the project is not its own.
	 */
	private ownLikeness(found: Json): Likeness {
		const { lookFirst } = this.delivery;
		const likeness = this.likeness(this.payload, found);
		const isOther = lookFirst !== undefined && (lookFirst.since === undefined || lookFirst.isChanged) && !this.doubt.isProvenAbsent;
		return isOther && likeness === 'contradicts' ? 'differs' : likeness;
	}

	/** The name was compared by the search itself. */
	private likeness(payload: Json | undefined, found: Json): Likeness {
		return this.host.echoes.compare(payload, found, this.name);
	}

	/** Has another item of this process, of whose attempts the end is not known, made this project? */
	private mayBeOthers({ name = this.name, createdAt, raw }: Project): boolean {
		const { host, delivery } = this;
		const now = delivery.tools.monotonic();
		const since = (at: number): Began | undefined => host.creations.began(at, now);
		const age = (began: Began | undefined): Age => host.creations.age(createdAt, began, now);
		const print = this.openPrint;
		return host.open
			.of(name)
			.some(
				(open) =>
					open !== this.open &&
					open.print !== print &&
					!areApart(open.container, this.open?.container ?? this.container) &&
					age(open.began ?? since(open.at)) !== 'before' &&
					(open.endedAt === undefined || age(since(open.endedAt + LATEST_MS)) !== 'after') &&
					this.likeness(open.payload, raw) !== 'contradicts',
			);
	}

	// ------------------------------------------------------------------------------------------
	// Whether a search sees

	/** Why the silence of this search proves nothing; `undefined`: it does. */
	private async distrust(call: LookupCall, wanted: SearchBy): Promise<Distrust | undefined> {
		const { host, delivery } = this;
		if (wanted.by === 'name' && host.changesNames)
			return { why: 'this API has changed a name before, so that it may be there by another one', isUnseen: false };
		if (!delivery.heuristic) return undefined;
		const which = this.searchPrint(call);
		if (host.sight.isShown(which, delivery.tools.monotonic())) return undefined;
		let left = CONTROLS;
		for (const known of host.claims.newest()) {
			const value = wanted.by === 'reference' ? known.mark : wanted.by === 'key' ? known.key : known.name;
			if (value === undefined || wanted.by === 'field') continue;
			if (left-- === 0) break;
			if (await this.finds(call, { by: wanted.by, value }, known.id)) {
				host.sight.show(which, delivery.tools.monotonic());
				return undefined;
			}
		}
		return { why: 'this search has not been seen to find a project that is there', isUnseen: true };
	}

	private async finds(call: LookupCall, wanted: SearchBy, id: string): Promise<boolean> {
		try {
			const result = await search(call, wanted, searchEnvironment(this.delivery, this.item, this.requests));
			return result.kind === 'searched' && result.found.some((project) => project.id === id);
		} catch (cause) {
			if (!(cause instanceof InputProblem)) throw passOn(cause);
			return false;
		}
	}

	/**
	 * The first item after a crash was sent although nothing showed that the search sees: its project shows it now, or that it does
	 * not.
	 */
	async showSight(project: Project): Promise<void> {
		const { host, delivery, requests } = this;
		const [way] = settlingLookups(delivery.prepared, this.mark);
		if (!way || project.id === '') return;
		const patience = lagOf(way.call, delivery.policy.patienceMs);
		for (let look = 0; look < CONTROL_LOOKS; look++) {
			if (look > 0 && !(await requests.pause(patience / (CONTROL_LOOKS - 1)))) return;
			const wanted = way.wanted.by === 'name' ? { ...way.wanted, value: project.name ?? way.wanted.value } : way.wanted;
			if (await this.finds(way.call, wanted, project.id)) {
				host.sight.show(this.searchPrint(way.call), delivery.tools.monotonic());
				return;
			}
		}
	}

	/** The search that would settle this item, as a text that is the same for all values; `undefined`: there is none. */
	get settlingSearch(): string | undefined {
		const [way] = settlingLookups(this.delivery.prepared, this.mark);
		return way && this.searchPrint(way.call);
	}

	private searchPrint(call: LookupCall): string {
		const { prepared } = this.delivery;
		try {
			const { method, url, body } = buildRequest(
				prepared.site,
				call,
				{ scope: { ...prepared.scope, value: 'x' } as JsonObject },
				{ headers: {}, query: {} },
			);
			return `${method} ${url} ${body ?? ''}`;
		} catch (cause) {
			if (!(cause instanceof InputProblem)) throw passOn(cause);
			return '';
		}
	}
}
