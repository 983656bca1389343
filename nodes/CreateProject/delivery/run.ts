import type { Json } from '../services/service';
import { ownWords } from '../project/answered/failure';
import { storable } from '../project/answered/masked';
import type { Project } from '../project/answered/reply';
import type { Filters } from './filters';
import type { SharedLists } from './sharedList';
import { comparable } from '../project/answered/name';
import { checkHeader } from '../project/asked/headers';
import { wireKey } from '../project/asked/ownKey';
import { createRequest, prepare, type Prepared, type ProjectInput } from '../project/asked/prepare';
import type { OutgoingRequest } from '../project/asked/request';
import type { Auth, Site } from '../project/asked/site';
import { isObject, type JsonObject } from '../project/json';
import { InputProblem, problemOf } from '../project/problem';
import { Secrets } from '../project/secrets';
import { itemWords } from '../project/text';
import type { ApiState } from './apiState';
import { runBatch } from './batch';
import { deliver } from './deliver';
import type { Send, Tools } from './exchange';
import { containerPrint } from './container';
import { automaticKey, requestOf } from './key';
import { keyHolder } from './keyHolder';
import type { KeyClaims } from './keyClaims';
import type { KeyLog } from './keyLog';
import { matchPrint } from './match';
import {
	claimRemembered,
	forget,
	memoryOf,
	openRemembered,
	recall,
	remember,
	wholeMemory,
	type Context,
	type ItemTrace,
	type Remembered,
	type RunMemory,
} from './memory';
import { Outage } from './outage';
import { OwnKeys, sharedEnd, type KeyUse } from './ownKeys';
import { RunKeys } from './runKeys';
import { nothingSent, type Outcome } from './outcome';
import type { BusinessKey } from './keyed';
import type { IdempotencyKey, Policy } from './policy';
import type { RequestEnvironment } from './requests';

/** How the idempotency key of an item comes about. */
export interface KeyChoice {
	mode: 'automatic' | 'off';
	/** Header that carries it; default: the definition's own place. */
	header?: string;
	/** The person knows that the API answers a repeated key in this header with the first result. */
	isHonoured?: boolean;
	/** The person's own: the same one never makes a second project. */
	business?: { value: string; /** Of its box, as the screen has it. */ label: string };
}

/** What is asked for one item. */
export interface ItemInput {
	input: ProjectInput;
	policy: Policy;
	/** Items that mean the same project are delivered one after the other. */
	isMatched: boolean;
	key: KeyChoice;
	/** Shows the request instead of sending it. */
	isDryRun: boolean;
}

/** An API as the items of a run reach it; items with the same sign-in share one. */
export interface ApiAccess {
	site: Site;
	send: Send;
	state: ApiState;
	/** Claims there were before this run. */
	claimsBefore: number;
	authorize: (stale?: Auth) => Promise<Auth>;
	/** What items of this run have made or found, by {@link matchPrint}: a search may lag behind. */
	matched: Map<string, Project>;
	/** Whole lists that items of this run read together. */
	lists: SharedLists;
	/** How this API filters its lists, as far as nobody has said it. */
	filters: Filters;
}

/** Everything a run needs. None of its functions may throw for the run: what `read` and `access` throw ends their item. */
export interface RunEnvironment<Item extends ItemInput> {
	/** How many items there are; each is known by its index. */
	count: number;
	/** Most items at once; 1 keeps them strictly one after the other. */
	parallel: number;
	/** What is asked for an item. */
	read: (index: number) => Item;
	/** The API it goes to. */
	access: (item: Item, index: number) => Promise<ApiAccess>;
	/** What must be asked of the API before an item is prepared: the IDs of what it names. */
	complete?: (input: ProjectInput, api: ApiAccess) => Promise<ProjectInput>;
	/** Where the memory is kept, and under which name. */
	memory: { context: Context; slot: string };
	/**
	 * Left out where no item can have a business key. `log`: left out where n8n has none; `claims`: over all workers, where they are
	 * wanted; `show` lets people find the run by its keys.
	 */
	keys?: { log?: KeyLog; claims?: KeyClaims; show: (keys: readonly string[]) => void };
	/** What an automatic idempotency key is made of, beside the item. */
	identity: { execution: string; workflow: string; node: string; nodeId?: string; run: number };
	/** When the first try of this execution began, by n8n's clock, ms since 1970; left out where that is not known. */
	began?: number;
	/** This is a re-run of which nothing at all was saved. Asked only where nothing is remembered. */
	isBlind: () => Promise<boolean>;
	/**
	 * Notes, for all processes and at once, that a retry with this number begins. `true`: one of this number had begun before, and has
	 * left nothing, for what is remembered has not changed since. Left out where this is no retry, or nothing can be noted.
	 */
	noteRetry?: (number: string) => Promise<boolean>;
	/** An item that does not end well leaves the others alone. */
	continues: boolean;
	tools: Tools;
	signal?: AbortSignal;
	/** One line, without secrets. */
	log: (level: 'debug' | 'warn', message: string, about: Json) => void;
	/** Nobody reads lines of the level `debug`: they are not even put together. Default: somebody does. */
	isDebugOff?: boolean;
}

/** How one item ended. */
export type ItemEnd<Item extends ItemInput> = { outcome: Outcome } & (
	| { kind: 'delivered'; item: Item; api: ApiAccess; prepared: Prepared }
	/** Its input cannot be read or sent; nothing was. */
	| { kind: 'problem'; problem: InputProblem }
	/** A dry run: what would be sent, secrets masked. */
	| { kind: 'rehearsed'; prepared: Prepared; request: JsonObject; derived?: readonly string[] }
	/** Nothing but the outcome is known: it was never begun, or its input can no longer be read. */
	| { kind: 'bare' }
);

/** What a re-run that remembers nothing did with its items. */
export interface BlindRetry {
	/** Looked for, and the search settled the matter. */
	looked: number;
	/** It could not be told whether they are there. */
	open: number;
	/** Sent again with the person's own idempotency key. */
	keyed: number;
	/** Sent again without looking, because the person wants it so. */
	trusted: number;
}

export interface RunReport<Item extends ItemInput> {
	/** By index, one per item. */
	ends: Array<ItemEnd<Item>>;
	blind: BlindRetry;
	/** Items that were done before and whose request looks different now; nothing was sent for them. */
	changed: number;
}

/**
 * One run over all items: prepare, remember, deliver, keep. Whatever an item throws ends that item alone;
 * and whatever happens, what a re-run must know is kept.
 *
 * @param handOver makes the run's result of the report. Where it throws, the run is not settled.
 */
export async function runItems<Item extends ItemInput, Output>(
	environment: RunEnvironment<Item>,
	handOver: (report: RunReport<Item>) => Output,
): Promise<Output> {
	const run = new ItemRun(environment);
	try {
		await run.play();
		const output = handOver(run.report);
		run.isHandedOver = true;
		return output;
	} finally {
		run.keep();
	}
}

/** An item checked and ready to be delivered. */
interface Ready<Item> {
	item: Item;
	api: ApiAccess;
	prepared: Prepared;
	/** The create request without sign-in and key, where it is the one to send. */
	unsigned?: OutgoingRequest;
	print: string;
	match?: string;
	key?: IdempotencyKey;
	business?: BusinessKey;
	/** Of a key of the person's own, which another item of the run may have as well. */
	use?: KeyUse;
}

class ItemRun<Item extends ItemInput> {
	readonly report: RunReport<Item>;
	isHandedOver = false;
	private readonly memory: RunMemory | undefined;
	/** The execution of the first attempts; a retry has an id of its own. */
	private readonly origin: string;
	private isBlind = false;
	private readonly outage = new Outage();
	private readonly ends: Array<ItemEnd<Item> | undefined>;
	private readonly prints: Array<string | undefined>;
	/** An item is asked for up to three times, for its key, its turn and itself; expressions are what costs most in n8n. */
	private readonly readings = new Map<number, () => Item>();
	private readonly claimed = new Set<ApiState>();
	/** How many items of each name have come so far. */
	private readonly named = new Map<string, number>();
	/** The same number for items with one key of their own, by key and name. */
	private readonly numbers = new Map<string, number>();
	/** The names that keys of this run were made of, by key and where it must be unique. */
	private readonly madeKeys = new Map<string, string>();
	private readonly ownKeys = new OwnKeys();
	private readonly runKeys: RunKeys;

	constructor(private readonly environment: RunEnvironment<Item>) {
		const { count, memory, identity } = environment;
		this.memory = recall(memory.context, memory.slot);
		this.origin = this.memory?.origin ?? identity.execution;
		this.runKeys = new RunKeys(environment.keys?.log, `${identity.workflow} ${identity.nodeId ?? identity.node}`, environment.keys?.claims);
		this.ends = new Array<undefined>(count).fill(undefined);
		this.prints = new Array<undefined>(count).fill(undefined);
		this.report = { ends: [], blind: { looked: 0, open: 0, keyed: 0, trusted: 0 }, changed: 0 };
	}

	async play(): Promise<void> {
		this.isBlind = await this.comesBlind();
		try {
			await this.playItems();
		} finally {
			await this.runKeys.forgetUnused();
		}
	}

	private async playItems(): Promise<void> {
		const { count, parallel, continues, signal } = this.environment;
		await this.noteKeys();
		const outcomes = await runBatch<undefined>({
			inputs: new Array<undefined>(count).fill(undefined),
			parallel,
			matchesOf: (_input, index) => this.matchesOf(index),
			deliver: async (_input, index) => (this.ends[index] = await this.one(index)).outcome,
			isFatal: (outcome) => !continues && outcome.kind !== 'done' && !isOwnInput(outcome),
			outage: this.outage,
			signal,
		});
		outcomes.forEach((outcome, index) => {
			this.report.ends[index] = this.ends[index] ?? this.neverBegun(outcome, index);
		});
	}

	/** May items of which nothing is remembered have been sent? By a run that left nothing, or by a retry that did not live to save. */
	private async comesBlind(): Promise<boolean> {
		const { memory: known, environment } = this;
		if (known === undefined) return await environment.isBlind();
		if (known.isBlind === true) return true;
		return (await environment.noteRetry?.(`${known.origin} ${environment.memory.slot} ${known.tries ?? 0}`)) === true;
	}

	/**
	 * Keeps what a re-run must know, or clears what an earlier try left. The clean path writes nothing.
	 *
	 * The end is early enough: at its time limit n8n stores the execution only when all items have ended, and
	 * at *Stop* it writes back the execution as it began, whatever is kept.
	 */
	keep(): void {
		const { context, slot } = this.environment.memory;
		const blind = this.isBlind || undefined;
		// A dry run has done nothing, and must not be taken for the end of what was there before.
		const isSettled = this.isHandedOver && !(this.memory && this.ends.some((end) => end?.kind === 'rehearsed'));
		const traces = this.ends.map((end, index) => this.traceOf(end, index));
		const memory = isSettled ? memoryOf(traces, this.origin, this.memory, blind) : wholeMemory(traces, this.origin, this.memory, blind);
		if (memory && (this.memory?.changesNames || [...this.claimed].some(({ host }) => host.changesNames))) memory.changesNames = true;
		if (memory) remember(context, slot, this.withoutSecrets(memory));
		else forget(context, slot);
	}

	private traceOf(end: ItemEnd<Item> | undefined, index: number): ItemTrace | undefined {
		return end === undefined ? undefined : { outcome: end.outcome, print: this.prints[index] };
	}

	/** n8n stores the memory in clear. */
	private withoutSecrets(memory: RunMemory): RunMemory {
		for (const [index, known] of Object.entries(memory.items)) {
			const end = this.ends[Number(index)];
			if (known.state === 'done' && end?.kind === 'delivered')
				memory.items[index] = { ...known, project: storable(known.project, end.prepared.definition, end.prepared.secrets) };
		}
		return memory;
	}

	/** Reads an item, or what was kept of an earlier look at it. */
	private read(index: number): Item {
		const item = this.readings.get(index);
		this.readings.delete(index);
		return (item ?? this.reading(index))();
	}

	/** Looks at an item, which is kept for its own turn. */
	private peek(index: number): Item {
		const reading = this.readings.get(index) ?? this.reading(index);
		this.readings.set(index, reading);
		return reading();
	}

	private reading(index: number): () => Item {
		try {
			const item = this.environment.read(index);
			return () => item;
		} catch (cause) {
			const problem = problemOf(cause);
			return () => {
				throw problem;
			};
		}
	}

	/** Beside an item, how many earlier ones have its name and are each a project of their own; counted while they come in order. */
	private numbered(item: Item): Item {
		if (item.isMatched) return { ...item, input: { ...item.input, earlier: 0 } };
		const name = String(item.input.name);
		const own = ownKeyOf(item);
		// Items with one key are no two projects; what is sent for them must be the same.
		const known = own === undefined ? undefined : this.numbers.get(`${own} ${name}`);
		const earlier = known ?? this.named.get(name) ?? 0;
		if (known === undefined) this.named.set(name, earlier + 1);
		if (own !== undefined) this.numbers.set(`${own} ${name}`, earlier);
		return { ...item, input: { ...item.input, earlier } };
	}

	/** The business keys of the run go into the log, all with one call, before anything is sent. Without one no call is made. */
	private async noteKeys(): Promise<void> {
		const { count, access, keys: shared } = this.environment;
		if (shared === undefined) return;
		const keys: Array<{ site: Site; key: string }> = [];
		for (let index = 0; index < count; index++) {
			try {
				const item = this.peek(index);
				const key = ownKeyOf(item);
				if (key === undefined || item.isDryRun) continue;
				keys.push({ site: (await access(item, index)).site, key });
			} catch {
				// The item says itself what is wrong with it when its turn comes.
				continue;
			}
		}
		if (keys.length === 0) return;
		shared.show([...new Set(keys.map(({ site, key }) => site.secrets.maskText(key)))]);
		await this.runKeys.note(keys);
	}

	/** Items that mean the same project, by match or by key, are delivered one after the other, so that the second sees the first. */
	private matchesOf(index: number): string[] {
		try {
			const item = this.peek(index);
			const { isMatched, policy, input } = item;
			const own = ownKeyOf(item);
			const keyed = own === undefined ? [] : [`key ${own}`];
			if (!isMatched) return keyed;
			const path = policy.matchOn.by === 'field' ? policy.matchOn.path : policy.matchOn.by;
			const value: unknown =
				path === 'name'
					? input.name
					: (input.fields[path] ?? input.columns?.[path] ?? input.extra?.find((entry) => entry.path === path)?.value ?? null);
			// As the laxest search compares; one turn too many after another does no harm.
			return [`match ${comparable(typeof value === 'object' ? JSON.stringify(value) : String(value), true)}`, ...keyed];
		} catch {
			// The item says itself what is wrong with it when its turn comes.
			return [];
		}
	}

	/** The one place where what an item throws is caught. */
	private async one(index: number): Promise<ItemEnd<Item>> {
		const known = this.memory?.items[index];
		let secrets = new Secrets();
		let ready: Ready<Item>;
		try {
			const read = this.numbered(this.read(index));
			const api = await this.environment.access(read, index);
			({ secrets } = api.site);
			const item = await this.completed(read, api, index, known);
			ready = this.ready(item, api, index, known);
			if (item.isDryRun) return rehearsed(ready);
		} catch (cause) {
			return this.unreadable(secrets.maskProblem(problemOf(cause)), known);
		}
		try {
			return await this.delivered(ready, index, known);
		} catch (cause) {
			// Nothing is known to throw here. If something does, a request may have left.
			const { item, api, prepared, print } = ready;
			this.prints[index] = print;
			return { kind: 'delivered', item, api, prepared, outcome: openEnd(prepared.secrets.maskProblem(problemOf(cause))) };
		}
	}

	/** A dry run asks nothing of the API, and shows names as they were given. */
	private async completed(given: Item, api: ApiAccess, index: number, known: Remembered | undefined): Promise<Item> {
		const { complete } = this.environment;
		if (given.isDryRun) return given;
		const input = complete === undefined ? given.input : await complete(given.input, api);
		const item = input === given.input ? given : { ...given, input };
		return (await this.isKeyTaken(item, api, index, known)) ? { ...item, input: { ...input, isKeyTaken: true } } : item;
	}

	/**
	 * Is the key that the name makes another project's, so that another one is to be made? A repeated item keeps the key it had: its
	 * own project, made by a request whose answer was lost, may hold it.
	 */
	private async isKeyTaken(item: Item, api: ApiAccess, index: number, known: Remembered | undefined): Promise<boolean> {
		const { policy, input } = item;
		const { definition } = api.site;
		if (!definition.lookup?.key || !definition.fields.some(({ from }) => from)) return false;
		// Who matches by the key wants the project that has it.
		if (item.isMatched && policy.matchOn.by !== 'name') return false;
		const plain = prepare(api.site, input);
		const other = prepare(api.site, { ...input, isKeyTaken: true });
		// It was given, or is told apart from those of other names already.
		if (plain.scope.key === other.scope.key) return false;
		const [print, otherPrint] = [plain, other].map((one) => requestOf(one).print);
		const had = known?.state === 'unknown' ? known.sought?.key : undefined;
		if (known?.print === otherPrint || (known?.print !== print && had === other.scope.key)) return true;
		if (known?.state === 'done' || known?.print === print || had === plain.scope.key) return false;
		const holder = async (prepared: Prepared) => await keyHolder({ ...this.access(prepared, item, api, index), lists: api.lists });
		// Nothing tells which key an earlier run has used: a project of this name under either is its.
		const isUntold = this.isBlind && known === undefined;
		if (isUntold && (await holder(other)) === 'namesake') return true;
		const held = isUntold ? await holder(plain) : undefined;
		if (held === 'namesake') return false;
		// Items of one run come too close together for a look.
		const place = JSON.stringify([api.site.baseUrl, containerPrint(plain), plain.scope.key]);
		const name = String(plain.scope.name);
		if ((this.madeKeys.get(place) ?? name) !== name) return true;
		this.madeKeys.set(place, name);
		return (held ?? (await holder(plain))) === 'other';
	}

	/** How the requests of an item reach its API. */
	private access(prepared: Prepared, { policy }: Item, { state, send, authorize }: ApiAccess, index: number): RequestEnvironment {
		const { tools, signal, log, isDebugOff } = this.environment;
		return {
			prepared,
			policy,
			heuristic: prepared.definition.open === true,
			state,
			tools,
			send,
			authorize,
			signal,
			obstacle: this.outage.obstacle,
			log: (level, message, about) => {
				if (level === 'debug' && isDebugOff === true) return;
				const { secrets } = prepared;
				const who = itemWords(index, prepared.scope.name, (name) => secrets.excerpt(name, 60));
				log(level, `${who}: ${secrets.maskText(message)}`, { item: index, ...(secrets.maskJson(about as Json) as JsonObject) });
			},
		};
	}

	private async delivered(ready: Ready<Item>, index: number, known: Remembered | undefined): Promise<ItemEnd<Item>> {
		const { item, api, prepared, print, match } = ready;
		this.prints[index] = print;
		let outcome: Outcome;
		if (known?.state === 'done') {
			if (known.print !== print) this.report.changed++;
			outcome = recalled(known);
		} else {
			const shared = ready.use && sharedEnd(ready.use, ready.key?.value);
			outcome = shared ?? (await this.deliver(ready, index, known));
			if (this.isBlind && known === undefined) this.countBlind(ready, outcome);
		}
		if (ready.use) ready.use.outcome = outcome;
		if (match !== undefined && outcome.kind === 'done') api.matched.set(match, outcome.project);
		return { kind: 'delivered', item, api, prepared, outcome };
	}

	/** An item whose input cannot be read or sent; what earlier tries did for it still stands. */
	private unreadable(problem: InputProblem, known: Remembered | undefined): ItemEnd<Item> {
		if (known?.state === 'done') {
			this.report.changed++;
			return { kind: 'bare', outcome: recalled(known) };
		}
		if (known?.state === 'unknown') return { kind: 'bare', outcome: openEnd(problem, known) };
		return { kind: 'problem', problem, outcome: refusedInput(problem) };
	}

	private neverBegun(outcome: Outcome, index: number): ItemEnd<Item> {
		const known = this.memory?.items[index];
		if (known?.state === 'done') return { kind: 'bare', outcome: recalled(known) };
		if (known?.state === 'unknown' && outcome.kind === 'notAttempted')
			return { kind: 'bare', outcome: { ...outcome, kind: 'unknown', since: known.since, sought: known.sought } };
		return { kind: 'bare', outcome };
	}

	private async deliver(
		{ item, api, prepared, unsigned, print, match, key, business }: Ready<Item>,
		index: number,
		known: Extract<Remembered, { state: 'unknown' }> | undefined,
	): Promise<Outcome> {
		const { policy, state, tools, send, authorize, signal, obstacle, heuristic, log } = this.access(prepared, item, api, index);
		// Each by its name: this object is made for each item, and a spread costs several times as much.
		return await deliver({
			prepared,
			policy,
			state,
			tools,
			send,
			authorize,
			signal,
			obstacle,
			heuristic,
			log,
			unsigned,
			key,
			business: business && this.runKeys.use(business),
			lookFirst: known
				? {
						since: known.since,
						reason: 'noMemory',
						sought: known.sought,
						isChanged: known.print !== print,
						notBefore: this.isBlind ? this.environment.began : undefined,
					}
				: this.isBlind && !item.policy.trustRetry && !isSafeKey(item.key, key)
					? { reason: 'noMemory', claimsBefore: api.claimsBefore, notBefore: this.environment.began }
					: undefined,
			predecessor: match === undefined ? undefined : api.matched.get(match),
			lists: api.lists,
			filters: api.filters,
		});
	}

	/** Only what was done counts: of an item that was stopped or refused before, nothing. */
	private countBlind({ item: { policy, key: choice }, key }: Ready<Item>, outcome: Outcome): void {
		const { attempts, reasons } = outcome.delivery;
		const { blind } = this.report;
		if (outcome.kind === 'unknown' && outcome.trouble.reason === 'noMemory') blind.open++;
		else if (reasons.includes('noMemory') && outcome.kind !== 'unknown' && outcome.kind !== 'notAttempted') blind.looked++;
		else if (attempts > 0 && policy.trustRetry) blind.trusted++;
		else if (attempts > 0 && isSafeKey(choice, key)) blind.keyed++;
	}

	/** @throws {InputProblem} when the item cannot be sent. */
	private ready(item: Item, api: ApiAccess, index: number, known: Remembered | undefined): Ready<Item> {
		if (!this.claimed.has(api.state)) {
			this.claimed.add(api.state);
			claimRemembered(api.state.host.claims, this.memory);
			openRemembered(api.state.host.open, this.memory, this.environment.tools.monotonic());
			if (this.memory?.changesNames) api.state.host.changesNames = true;
		}
		const { site } = api;
		const plain = prepare(site, item.input);
		const { request, print } = requestOf(plain);
		const key = this.keyOf(item.key, plain, print, index, known);
		const { business } = item.key;
		// What is done is done, whatever key it has by now.
		const isOwn = business !== undefined && known?.state !== 'done';
		const use = isOwn ? this.ownKeys.take(api.state, business.value, { index, print, label: business.label }) : undefined;
		const prepared = key && plain.definition.reference ? prepare(site, item.input, key.value) : plain;
		return {
			item,
			api,
			prepared,
			unsigned: prepared === plain ? request : undefined,
			print,
			match: item.isMatched ? matchPrint(prepared, item.policy) : undefined,
			key,
			business: isOwn && !item.isDryRun ? this.runKeys.of(site, business.value, isMarked(prepared)) : undefined,
			use,
		};
	}

	/** The key of an item; that of its first attempt, where that one's end is unknown. */
	private keyOf(
		{ mode, header: given, business, isHonoured: isKnown = false }: KeyChoice,
		{ definition }: Prepared,
		print: string,
		index: number,
		known: Remembered | undefined,
	): IdempotencyKey | undefined {
		if (mode === 'off') return undefined;
		const header = given ?? definition.idempotency?.header;
		const isUsed = header !== undefined || definition.idempotency?.to !== undefined || definition.reference !== undefined;
		if (!isUsed) return undefined;
		const { workflow, node, run } = this.environment.identity;
		const { maxLength } = definition.idempotency ?? {};
		const value =
			(known?.state === 'unknown' ? known.key : undefined) ??
			(business
				? wireKey(business.value, maxLength, header !== undefined)
				: automaticKey({ origin: this.origin, workflow, node, run, item: index, request: print }, maxLength));
		if (header !== undefined) checkHeader(header, value);
		// What else the API has shown counts as long as this process lives, see `keyTrust`.
		return { value, header, isHonoured: isKnown || (header !== undefined && header === definition.idempotency?.header) };
	}
}

const ownKeyOf = ({ key: { business } }: ItemInput): string | undefined => business?.value;

/** Can a search tell by the project itself whose it is? */
const isMarked = ({ definition: { reference, lookup } }: Prepared): boolean => reference !== undefined && lookup?.reference !== undefined;

/** A key of the person's own is the same after a crash: an API that honours it sorts out the repeat itself. */
const isSafeKey = ({ business }: KeyChoice, key: IdempotencyKey | undefined): boolean =>
	business !== undefined && key?.header !== undefined && key.isHonoured === true;

/** What an earlier try did, given again. */
const recalled = ({ outcome, project, steps }: Extract<Remembered, { state: 'done' }>): Outcome => ({
	kind: 'done',
	outcome,
	project,
	...(steps ? { steps } : {}),
	hints: [],
	delivery: nothingSent(),
});

/** An item whose input cannot be sent; nothing was. */
const refusedInput = ({ message, hint }: InputProblem): Outcome => ({
	kind: 'failed',
	trouble: { reason: 'invalid', complaint: ownWords(message, hint) },
	hints: [],
	delivery: nothingSent(),
});

/** An item of which something may have been created, and that cannot go on. */
const openEnd = ({ message, hint }: InputProblem, known?: Extract<Remembered, { state: 'unknown' }>): Outcome => ({
	kind: 'unknown',
	since: known?.since,
	sought: known?.sought,
	trouble: { reason: 'invalid', complaint: ownWords(message, hint) },
	hints: [],
	delivery: nothingSent(),
});

/** Input of this one item that cannot be sent. It says nothing of the others, which get their projects before it ends the run. */
const isOwnInput = (outcome: Outcome): boolean =>
	outcome.kind === 'failed' && outcome.trouble.reason === 'invalid' && outcome.delivery.requests === 0;

/** The exact request, secrets masked, instead of sending it. */
function rehearsed<Item extends ItemInput>({ api: { site }, prepared, key }: Ready<Item>): ItemEnd<Item> {
	const header = key?.header === undefined ? undefined : { [key.header]: key.value };
	const { method, url, body: text, headers } = createRequest(prepared, masked(site.auth, prepared.secrets), header);
	const signed = { ...headers, ...(site.oauth2 ? { Authorization: `${site.oauth2.tokenType ?? 'Bearer'} ***` } : {}) };
	const body: Json | undefined = text?.startsWith('{') ? (JSON.parse(text) as Json) : text;
	const request = prepared.secrets.maskJson(JSON.parse(JSON.stringify({ method, url, headers: signed, body })) as Json, true);
	return {
		kind: 'rehearsed',
		prepared,
		request: isObject(request) ? request : {},
		...(site.derived ? { derived: site.derived.map((line) => prepared.secrets.maskText(line)) } : {}),
		outcome: { kind: 'done', outcome: 'existing', project: { id: '', raw: {} }, hints: [], delivery: nothingSent() },
	};
}

/** A sign-in as a dry run shows it: what is secret in it is known by its place, however short. */
function masked({ headers, query, body }: Auth, secrets: Secrets): Auth {
	const clean = (values: Record<string, string>): Record<string, string> =>
		Object.fromEntries(Object.entries(values).map(([name, value]) => [name, secrets.maskText(value)]));
	return { headers: clean(headers), query: clean(query), body: body && secrets.maskJson(body, true) };
}
