import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { memoryOf, runBatch } from '../delivery/batch';
import { deliver } from '../delivery/deliver';
import type { IdempotencyKey } from '../delivery/policy';
import { automaticKey, fingerprint } from '../delivery/key';
import { claimRemembered, forget, recall, remember, type Context, type RunMemory } from '../delivery/memory';
import { matchPrint } from '../delivery/match';
import { comparable } from '../project/answered/name';
import { nothingSent, type Outcome } from '../delivery/outcome';
import { ownWords } from '../project/answered/failure';
import { checkHeader } from '../project/asked/headers';
import type { CredentialType } from '../connection/sender';
import { ColumnsReport } from '../project/asked/columns';
import { MadeReport } from '../project/asked/madeKey';
import { createRequest, prepare, type Prepared } from '../project/asked/prepare';
import type { OutgoingRequest } from '../project/asked/request';
import { InputProblem, passOn } from '../project/problem';
import { redactJson, redactText } from '../project/redact';
import { Secrets } from '../project/secrets';
import type { Auth, CredentialValues } from '../project/asked/site';
import type { Json } from '../services/service';
import { connect, tools, type Connection } from '../connection/connect';
import { failureError, failureItem, problemError, problemItem, storable, successItem, type ItemEnd } from './output';
import { atLeast, DEFAULTS, parameterReader, type ItemParameters } from './parameters';
import { countEnds, retryHint, summarize, type BlindRetry } from './summary';

/** An item checked and ready to be delivered, or what is wrong with it. */
type Ready =
	| {
			kind: 'ready';
			parameters: ItemParameters;
			connection: Connection;
			prepared: Prepared;
			unsigned?: OutgoingRequest;
			print: string;
			match?: string;
			key?: IdempotencyKey;
			secretsOf: () => Secrets;
	  }
	| { kind: 'problem'; problem: InputProblem };

/** Most items under way at once when the person sets none; the pace keeps requests below that. */
const ITEMS_AT_ONCE = 200;

/** One run of the node over all its items: the only item loop. */
export async function runNode(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const job = new Run(context, items.length);
	return await job.all();
}

class Run {
	private readonly read: (index: number) => ItemParameters;
	private readonly signal: AbortSignal | undefined;
	private readonly nodeContext: Context;
	/** Kept, because n8n copies the whole node each time it is asked for. */
	private readonly nodeName: string;
	private readonly run: number;
	private readonly memory: RunMemory | undefined;
	/** The execution of the first attempts; a retry has an id of its own. */
	private readonly origin: string;
	/** A retry that remembers nothing: after a crash, or because an earlier node had failed. */
	private readonly isBlindRetry: boolean;
	private readonly continues: boolean;
	private readonly ends: Array<ItemEnd | InputProblem | INodeExecutionData | undefined>;
	private readonly prints: Array<string | undefined>;
	private readonly sharedCredentials = new Map<CredentialType, Promise<CredentialValues | undefined>>();
	private readonly connections = new Map<string, Connection>();
	/** The connection of the item before, which is nearly always that of the next. */
	private last:
		| { credential: CredentialValues; settings: ItemParameters['settings']; timeoutMs: number; connection: Connection }
		| undefined;
	private readonly hints = new Map<string, number>();
	private readonly columns = new Map<string, ColumnsReport>();
	private readonly made = new MadeReport();
	/** Items by their names, in their order. */
	private readonly named = new Map<string, number[]>();
	private readonly blind: BlindRetry = { looked: 0, open: 0, keyed: 0, trusted: 0 };

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly count: number,
	) {
		const read = parameterReader(context);
		// An item is asked for twice, by its turn and by itself; expressions are what costs most in n8n.
		const held = new Map<number, ItemParameters>();
		this.read = (index) => {
			const known = held.get(index);
			if (known) {
				held.delete(index);
				return known;
			}
			const parameters = read(index);
			held.set(index, parameters);
			return parameters;
		};
		this.signal = context.getExecutionCancelSignal();
		this.nodeContext = context.getContext('node');
		this.nodeName = context.getNode().name;
		// A tool call gets a new run index on each of n8n's own tries; its memory must not depend on it.
		const isTool = (context as { isToolExecution?: () => boolean }).isToolExecution?.() === true;
		this.run = isTool || count === 0 ? 0 : Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
		this.memory = recall(this.nodeContext, this.run);
		this.origin = this.memory?.origin ?? context.getExecutionId();
		this.isBlindRetry = this.memory === undefined ? context.getMode() === 'retry' : this.memory.isBlind === true;
		this.continues = context.continueOnFail();
		this.ends = new Array<undefined>(count).fill(undefined);
		this.prints = new Array<undefined>(count).fill(undefined);
	}

	async all(): Promise<INodeExecutionData[]> {
		const options = this.count > 0 ? this.optionsOfFirst() : {};
		const outcomes = await runBatch<undefined>({
			inputs: new Array<undefined>(this.count).fill(undefined),
			parallel: options.parallel && options.parallel > 0 ? Math.floor(options.parallel) : ITEMS_AT_ONCE,
			matchOf: (_input, index) => this.matchOf(index),
			deliver: async (_input, index) => await this.one(index),
			isFatal: (outcome) => !this.continues && outcome.kind !== 'done',
			signal: this.signal,
		});
		this.keep(outcomes);
		this.tell();
		return this.collect(outcomes);
	}

	/** How many items at once is a question for the whole run, answered by the first item that can answer it. */
	private optionsOfFirst(): { parallel?: number } {
		try {
			const { options } = this.read(0);
			return { parallel: atLeast(options.parallel, 0, 0, 'Parallel Requests') };
		} catch (cause) {
			if (cause instanceof InputProblem && cause.message.includes('Parallel Requests')) throw problemError(this.context, cause, 0);
			return {};
		}
	}

	/** Items that mean the same project are delivered one after the other, so that the second sees the first. */
	private matchOf(index: number): string | undefined {
		try {
			const { isMatched, policy, input } = this.read(index);
			if (!isMatched) return undefined;
			const path = policy.matchOn.by === 'field' ? policy.matchOn.path : policy.matchOn.by;
			const value: unknown =
				path === 'name'
					? input.name
					: (input.fields[path] ?? input.columns?.[path] ?? input.extra?.find((entry) => entry.path === path)?.value ?? null);
			// As the laxest search compares; one turn too many after another does no harm.
			return comparable(typeof value === 'object' ? JSON.stringify(value) : String(value), true);
		} catch {
			// The item says itself what is wrong with it when its turn comes.
			return undefined;
		}
	}

	private async one(index: number): Promise<Outcome> {
		const ready = await this.ready(index);
		if (ready.kind === 'problem') {
			this.ends[index] = ready.problem;
			return refusedInput(ready.problem);
		}
		const { parameters, connection, prepared, print, secretsOf } = ready;
		const { site } = connection;
		for (const { label, value } of prepared.made) this.made.add(label, value);
		if (prepared.columns) this.columnsOf(prepared.definition.displayName).add(prepared.columns);
		for (const field of prepared.ignored) this.hint(`${prepared.definition.displayName} has no field '${field}' here; it was not sent`);
		const known = this.memory?.items[index];
		const remembered = known?.print === print ? known : undefined;
		let outcome: Outcome;
		if (parameters.options.dryRun) {
			// Without its print a rehearsal is not remembered: a later run must not take it for a project.
			this.ends[index] = await this.rehearse(ready, index);
			return { kind: 'done', outcome: 'existing', project: { id: '', raw: {} }, hints: [], delivery: nothingSent() };
		}
		this.prints[index] = print;
		if (remembered?.state === 'done') {
			outcome = { kind: 'done', outcome: remembered.outcome, project: remembered.project, hints: [], delivery: nothingSent() };
		} else {
			outcome = await this.deliver(ready, index, remembered?.state === 'unknown' ? { since: remembered.since } : undefined);
			if (this.isBlindRetry && remembered === undefined) this.countBlind(ready, outcome);
		}
		if (ready.match !== undefined && outcome.kind === 'done') connection.matched.set(ready.match, outcome.project);
		const all = secretsOf();
		for (const hint of outcome.hints) this.hint(redactText(hint, all));
		this.ends[index] = {
			outcome,
			definition: prepared.definition,
			baseUrl: site.baseUrl,
			right: site.right,
			ifExists: parameters.policy.ifExists,
			secrets: all,
			output: parameters.options.output ?? 'simplified',
			outputFields: parameters.options.outputFields,
		};
		return outcome;
	}

	private async deliver(
		{ parameters, connection, prepared, unsigned, match, key, secretsOf }: Extract<Ready, { kind: 'ready' }>,
		index: number,
		unknown?: { since?: number },
	): Promise<Outcome> {
		const { logger } = this.context;
		const { nodeName: node } = this;
		try {
			return await deliver({
				prepared,
				unsigned,
				policy: parameters.policy,
				key,
				heuristic: prepared.definition.open === true,
				lookFirst: unknown
					? { since: unknown.since, reason: 'noMemory' }
					: this.isBlindRetry && !parameters.policy.trustRetry && !this.isSafeKey(parameters, key)
						? { reason: 'noMemory', claimsBefore: connection.claimsBefore }
						: undefined,
				predecessor: match === undefined ? undefined : connection.matched.get(match),
				state: connection.state,
				tools,
				send: connection.send,
				authorize: connection.authorize,
				signal: this.signal,
				log: (level, message, about) => {
					const secrets = secretsOf();
					logger[level](redactText(message, secrets), { node, item: index, ...(redactJson(about as Json, secrets) as object) });
				},
			});
		} catch (cause) {
			if (!(cause instanceof InputProblem)) throw passOn(cause);
			return refusedInput(cause);
		}
	}

	/** Only what was done is told: of an item that was stopped or refused before, nothing. */
	private countBlind({ parameters, key }: Extract<Ready, { kind: 'ready' }>, outcome: Outcome): void {
		const { attempts, reasons } = outcome.delivery;
		if (outcome.kind === 'unknown' && outcome.trouble.reason === 'noMemory') this.blind.open++;
		else if (reasons.includes('noMemory') && outcome.kind !== 'unknown' && outcome.kind !== 'notAttempted') this.blind.looked++;
		else if (attempts > 0 && parameters.policy.trustRetry) this.blind.trusted++;
		else if (attempts > 0 && this.isSafeKey(parameters, key)) this.blind.keyed++;
	}

	/** A key of the person's own is the same after a crash: the API itself sorts out the repeat. */
	private isSafeKey({ options }: ItemParameters, key: IdempotencyKey | undefined): boolean {
		return options.idempotencyKey === 'expression' && key?.header !== undefined;
	}

	private async ready(index: number): Promise<Ready> {
		let secrets = new Secrets();
		try {
			const parameters = this.read(index);
			// Counted before the first wait, while items still come in their order.
			const input = { ...parameters.input, earlier: this.earlier(parameters, index) };
			const connection = await this.connection(parameters, index);
			const { site } = connection;
			({ secrets } = site);
			const plain = prepare(site, input);
			const request = createRequest(plain, { headers: {}, query: {} });
			const print = fingerprint(request.method, request.url, request.body ?? '');
			const key = this.keyOf(parameters, plain, print, index);
			const prepared = key && plain.definition.reference ? prepare(site, input, key.value) : plain;
			const secretsOf = (): Secrets => prepared.secrets;
			const match = parameters.isMatched ? matchPrint(prepared, parameters.policy) : undefined;
			return {
				kind: 'ready',
				parameters,
				connection,
				prepared,
				unsigned: prepared === plain ? request : undefined,
				print,
				match,
				key,
				secretsOf,
			};
		} catch (cause) {
			if (cause instanceof InputProblem) return { kind: 'problem', problem: secrets.maskProblem(cause) };
			throw passOn(cause);
		}
	}

	private async connection(parameters: ItemParameters, index: number): Promise<Connection> {
		const credential = await this.credential(parameters.credentialType, index);
		const timeoutMs = atLeast(parameters.options.timeout, 1, DEFAULTS.timeoutMs, 'Timeout');
		const { last } = this;
		if (last && last.credential === credential && last.settings === parameters.settings && last.timeoutMs === timeoutMs)
			return last.connection;
		// Tokens that n8n renews must not make a new connection each time.
		const lasting = { ...credential, oauthTokenData: undefined };
		const id = JSON.stringify([lasting, parameters.settings, timeoutMs]);
		let connection = this.connections.get(id);
		if (!connection) {
			connection = connect(this.context, {
				credentialType: parameters.credentialType,
				credential,
				settings: parameters.settings,
				timeoutMs,
			});
			claimRemembered(connection.state.claims, this.memory);
			this.connections.set(id, connection);
		}
		this.last = { credential, settings: parameters.settings, timeoutMs, connection };
		return connection;
	}

	/**
	 * The credential's values for an item. n8n works out every field of the form and asks its database on
	 * each call, so a credential that is the same for all items is read once.
	 */
	private async credential(type: CredentialType, index: number): Promise<CredentialValues> {
		let shared = this.sharedCredentials.get(type);
		if (!shared) {
			shared = this.sharedCredential(type);
			this.sharedCredentials.set(type, shared);
		}
		return (await shared) ?? (await this.context.getCredentials(type, index));
	}

	/**
	 * The credential when it does not depend on the item: an expression that looks at its item cannot give
	 * the same for an item that does not exist.
	 */
	private async sharedCredential(type: CredentialType): Promise<CredentialValues | undefined> {
		const first: CredentialValues = await this.context.getCredentials(type, 0);
		if (this.count === 1) return first;
		const last: CredentialValues = await this.context.getCredentials(type, this.count - 1);
		let beyond: CredentialValues;
		try {
			beyond = await this.context.getCredentials(type, this.count + 1_000_000);
		} catch {
			return undefined;
		}
		const text = JSON.stringify(first);
		return text === JSON.stringify(last) && text === JSON.stringify(beyond) ? first : undefined;
	}

	private keyOf({ options }: ItemParameters, { definition }: Prepared, print: string, index: number): IdempotencyKey | undefined {
		const mode = options.idempotencyKey ?? 'automatic';
		if (mode === 'off') return undefined;
		const header = options.idempotencyHeader?.trim() || definition.idempotency?.header;
		const isUsed = header !== undefined || definition.idempotency?.to !== undefined || definition.reference !== undefined;
		if (mode === 'expression') {
			const value = String(options.idempotencyKeyValue ?? '').trim();
			if (value === '')
				throw new InputProblem("'Idempotency Key Value' is empty for this item", 'Check the expression: each project needs its own value.');
			if (!isUsed)
				throw new InputProblem(
					`${definition.displayName} has no known place for an idempotency key`,
					"Name the header under 'Idempotency Header', or the field under 'Reference Field' in 'API Settings'.",
				);
			if (header !== undefined) checkHeader(header, value);
			return { value, header };
		}
		if (!isUsed) return undefined;
		const known = this.memory?.items[index];
		const kept = known?.state === 'unknown' && known.print === print ? known.key : undefined;
		const { id: workflow } = this.context.getWorkflow();
		const value =
			kept ??
			automaticKey(
				{ origin: this.origin, workflow: workflow ?? '', node: this.nodeName, run: this.run, item: index, request: print },
				definition.idempotency?.maxLength,
			);
		if (header !== undefined) checkHeader(header, value);
		return { value, header };
	}

	/** The exact request, secrets masked, instead of sending it. */
	private async rehearse(
		{ connection, prepared, key, secretsOf }: Extract<Ready, { kind: 'ready' }>,
		index: number,
	): Promise<INodeExecutionData> {
		const header = key?.header === undefined ? undefined : { [key.header]: key.value };
		const request = createRequest(prepared, masked(connection.site.auth, prepared.secrets), header);
		const headers = {
			...request.headers,
			...(connection.site.oauth2 ? { Authorization: `${connection.site.oauth2.tokenType ?? 'Bearer'} ***` } : {}),
		};
		let body: Json | undefined = request.body;
		if (request.body?.startsWith('{')) body = JSON.parse(request.body) as Json;
		const json = redactJson(
			JSON.parse(JSON.stringify({ dryRun: true, request: { method: request.method, url: request.url, headers, body } })) as Json,
			secretsOf(),
			true,
		);
		return { json: json as INodeExecutionData['json'], pairedItem: { item: index } };
	}

	/**
	 * Keeps what a re-run must know, or clears what an earlier try left. The clean path writes nothing.
	 *
	 * The end is early enough: at its time limit n8n stores the execution only when all items have ended, and
	 * at *Stop* it writes back the execution as it began, whatever is kept.
	 */
	private keep(outcomes: Outcome[]): void {
		const memory = memoryOf(this.storable(outcomes), this.prints, this.origin, this.memory, this.isBlindRetry || undefined);
		if (memory) remember(this.nodeContext, this.run, memory);
		else forget(this.nodeContext, this.run);
	}

	/** n8n stores the memory in clear. When all went well nothing is kept, and there is nothing to mask. */
	private storable(outcomes: Outcome[]): Outcome[] {
		if (outcomes.every(({ kind }) => kind === 'done')) return outcomes;
		return outcomes.map((outcome, index) => {
			const end = this.ends[index];
			return outcome.kind === 'done' && end && 'secrets' in end
				? { ...outcome, project: storable(outcome.project, end as ItemEnd) }
				: outcome;
		});
	}

	private hint(text: string): void {
		this.hints.set(text, (this.hints.get(text) ?? 0) + 1);
	}

	/** What *Map Automatically* did, told once for the run. */
	private columnsOf(service: string): ColumnsReport {
		let report = this.columns.get(service);
		if (!report) this.columns.set(service, (report = new ColumnsReport()));
		return report;
	}

	/** How many earlier items have the same name, where each is to be a project of its own; items are first asked for in their order. */
	private earlier({ input, isMatched }: ItemParameters, index: number): number {
		if (isMatched) return 0;
		const name = String(input.name);
		const indices = this.named.get(name) ?? [];
		if (!indices.includes(index)) this.named.set(name, [...indices, index]);
		return indices.includes(index) ? indices.indexOf(index) : indices.length;
	}

	private tell(): void {
		for (const text of this.made.texts()) this.hint(text);
		for (const [service, report] of this.columns) {
			const text = report.text(service);
			if (text !== '') this.hint(text);
		}
		const retried = retryHint(this.blind);
		if (retried !== '') this.hint(retried);
		const { addExecutionHints } = this.context as Partial<Pick<IExecuteFunctions, 'addExecutionHints'>>;
		if (this.hints.size === 0 || addExecutionHints === undefined) return;
		const lines = [...this.hints]
			.slice(0, 20)
			.map(([text, times]) => ({ message: times > 1 ? `${text} (${times} items).` : `${text}.`, location: 'outputPane' as const }));
		this.context.addExecutionHints(...lines);
	}

	/** One output item per input item, in order; without "Continue" the first trouble ends the run. */
	private collect(outcomes: Outcome[]): INodeExecutionData[] {
		const output: INodeExecutionData[] = [];
		const rank = this.signal?.aborted ? rankOfStopped : rankOf;
		const order = [...outcomes.keys()].sort((a, b) => rank(outcomes[a]) - rank(outcomes[b]) || a - b);
		if (!this.continues && order.length > 0 && outcomes[order[0]].kind !== 'done') {
			const index = order[0];
			const end = this.ends[index];
			// Of a dry run there is nothing to count.
			const beside = this.ends.some((one) => one !== undefined && 'json' in one)
				? ''
				: summarize(countEnds(outcomes, this.signal?.aborted === true));
			if (end instanceof InputProblem) throw problemError(this.context, end, index, beside);
			throw failureError(this.context, (end as ItemEnd | undefined) ?? this.endOf(outcomes[index]), index, beside);
		}
		outcomes.forEach((outcome, index) => {
			const end = this.ends[index] ?? this.endOf(outcome);
			if (end instanceof InputProblem) output.push(problemItem(end, index));
			else if ('json' in end) output.push(end);
			else output.push(outcome.kind === 'done' ? successItem({ ...end, outcome }, index) : failureItem(end, index));
		});
		return output;
	}

	/** Items that were never begun borrow the words of a neighbour's service. */
	private endOf(outcome: Outcome): ItemEnd {
		const neighbour = this.ends.find((end): end is ItemEnd => end !== undefined && !(end instanceof InputProblem) && 'outcome' in end);
		const connection = [...this.connections.values()][0];
		const definition = neighbour?.definition ?? connection?.site.definition;
		return {
			outcome,
			ifExists: neighbour?.ifExists ?? 'create',
			output: 'simplified',
			secrets: neighbour?.secrets ?? new Secrets(),
			definition: definition ?? { id: 'custom', displayName: 'The service', docs: '', baseUrl: '', create: {}, fields: [], reply: {} },
			baseUrl: neighbour?.baseUrl ?? connection?.site.baseUrl ?? 'https://localhost',
		};
	}
}

/** A sign-in as a dry run shows it: what is secret in it is known by its place, however short. */
function masked({ headers, query, body }: Auth, secrets: Secrets): Auth {
	const clean = (values: Record<string, string>): Record<string, string> =>
		Object.fromEntries(Object.entries(values).map(([name, value]) => [name, secrets.maskText(value)]));
	return { headers: clean(headers), query: clean(query), body: body && secrets.maskJson(body, true) };
}

/** An item whose input cannot be sent; nothing was. */
const refusedInput = ({ message, hint }: InputProblem): Outcome => ({
	kind: 'failed',
	trouble: { reason: 'invalid', complaint: ownWords(message, hint) },
	hints: [],
	delivery: nothingSent(),
});

/** What ends a run first: a failure or an unknown, then what was merely not attempted. */
const rankOf = ({ kind }: Outcome): number => ({ failed: 0, unknown: 0, notAttempted: 1, done: 2 })[kind];

/** A person who pressed Stop is told of that, whatever else went wrong on the way. */
const rankOfStopped = (outcome: Outcome): number =>
	(outcome.kind === 'done' || outcome.trouble.reason !== 'canceled' ? 3 : 0) + rankOf(outcome);
