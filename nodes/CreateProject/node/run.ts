import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { connect, tools, type Connection } from '../connection/connect';
import { ItemCredentials } from '../connection/credentials';
import { fingerprint } from '../delivery/key';
import { slotOfCall, slotOfRun } from '../delivery/memory';
import type { Outcome } from '../delivery/outcome';
import { runItems, type ItemEnd, type ItemInput, type KeyChoice, type RunReport } from '../delivery/run';
import { Names } from '../fields/names';
import { ColumnsReport } from '../project/asked/columns';
import { MadeReport } from '../project/asked/madeKey';
import type { CredentialValues } from '../project/asked/site';
import type { JsonObject } from '../project/json';
import { keyLineOf, ownKeyText } from '../project/asked/ownKey';
import { Secrets } from '../project/secrets';
import { escapeMarkup, itemWords } from '../project/text';
import { claimsOf, keyLogOf, noteRetry, showKeys } from './keyStore';
import { originOf } from './origin';
import { failureError, failureItem, problemError, problemItem, showsDetails, successItem, type ItemReport } from './output';
import { atLeast, canHaveKeys, parameterReader, type ItemParameters } from './parameters';
import { readingProblem } from './problems';
import { isUnsavedRetry } from './retry';
import { changedHint, countEnds, retryHint, summarize } from './summary';

/** What is read for one item. */
type Item = ItemParameters & ItemInput & { parallel: number };

/** Most items under way at once when the person sets none; the pace keeps requests below that. */
const ITEMS_AT_ONCE = 200;

/**
 * One run of the node over all its items. What is decided is decided in `delivery/run`; here parameters,
 * credentials and connections are read, and ends become n8n's items and errors.
 */
export async function runNode(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const count = context.getInputData().length;
	// Kept, because n8n copies the whole node each time it is asked for.
	const { name: node, id: nodeId } = context.getNode();
	const { run, slot } = placeOf(context, count);
	const connections = new Connections(context);
	const read = itemReader(context);
	const names = new Names();
	const nodeContext = context.getContext('node');
	const signal = context.getExecutionCancelSignal();
	const { execution, began } = originOf(context);
	const continues = context.continueOnFail();
	return await runItems<Item, INodeExecutionData[]>(
		{
			count,
			parallel: parallelOf(read, count),
			read,
			access: async (item, index) => await connections.of(item, index),
			complete: async (input, api) => await names.resolve(api, input),
			memory: { context: nodeContext, slot },
			identity: { execution, workflow: context.getWorkflow().id ?? '', node, nodeId, run },
			began,
			keys: canHaveKeys(context)
				? { log: keyLogOf(context), claims: claimsOf(context), show: (keys) => showKeys(context, keys) }
				: undefined,
			isBlind: async () => await isUnsavedRetry(context, nodeContext, run),
			noteRetry: context.getMode() === 'retry' ? async (number) => await noteRetry(context, number) : undefined,
			continues,
			tools,
			signal,
			log: (level, message, about) => {
				context.logger[level](message, { node, ...(about as JsonObject) });
			},
			isDebugOff: !isDebugRead(context, node, count),
		},
		(report) => {
			showHints(context, report);
			return new Results(context, report, connections.first, read).collect(continues, signal?.aborted === true);
		},
	);
}

/**
 * Does anybody read lines of the level `debug`? n8n has no question for it; its logger does nothing at all at a level that is off,
 * so that the first line of the run tells.
 */
function isDebugRead({ logger }: IExecuteFunctions, node: string, count: number): boolean {
	let isRead = false;
	logger.debug('Create Project runs', {
		node,
		get items() {
			isRead = true;
			return count;
		},
	});
	return isRead;
}

/** Which run of the node this is, and where its memory is. */
function placeOf(context: IExecuteFunctions, count: number): { run: number; slot: string } {
	// A tool call gets a new run index on each of n8n's own tries; neither memory nor key may depend on it.
	if ((context as { isToolExecution?: () => boolean }).isToolExecution?.() === true) {
		const contents = context.getInputData().map(({ json }) => json);
		return { run: 0, slot: slotOfCall(fingerprint('CALL', '', contents)) };
	}
	const run = count === 0 ? 0 : Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
	return { run, slot: slotOfRun(run) };
}

/** Reads all of an item. Whatever n8n throws for it is put into words and is that item's alone. */
function itemReader(context: IExecuteFunctions): (index: number) => Item {
	const read = parameterReader(context);
	return (index) => {
		try {
			const parameters = read(index);
			const { options } = parameters;
			const key = keyChoice(parameters);
			const keyLine = options.keyInDescription && key.business ? keyLineOf(key.business.value) : undefined;
			if (keyLine !== undefined) parameters.input.keyLine = keyLine;
			const isDryRun = options.dryRun === true;
			return Object.assign(parameters, { key, isDryRun, parallel: Math.floor(atLeast(options.parallel, 0, 0, 'Parallel Requests')) });
		} catch (cause) {
			throw readingProblem(cause, index);
		}
	};
}

/** Workflows saved before *Business Key* came have it as an option. */
function keyChoice({ options, businessKey }: ItemParameters): KeyChoice {
	const { idempotencyKey, idempotencyHeader, idempotencyHonoured, idempotencyKeyValue } = options;
	const label = 'Idempotency Key Value';
	const saved = idempotencyKey === 'expression' ? { value: ownKeyText(idempotencyKeyValue ?? '', label), label } : undefined;
	return {
		mode: idempotencyKey === 'off' ? 'off' : 'automatic',
		header: idempotencyHeader?.trim() || undefined,
		isHonoured: idempotencyHonoured === true,
		business: businessKey === undefined ? saved : { value: businessKey, label: 'Business Key' },
	};
}

/** How many items at once is a question for the whole run, answered by the first item that can answer it. */
function parallelOf(read: (index: number) => Item, count: number): number {
	for (let index = 0; index < Math.min(count, ITEMS_AT_ONCE); index++) {
		try {
			return read(index).parallel || ITEMS_AT_ONCE;
		} catch {
			// The item says itself what is wrong with it when its turn comes.
			continue;
		}
	}
	return 1;
}

/** The connections of a run: items with the same credential and settings share one. */
class Connections {
	private readonly credentials: ItemCredentials;
	private readonly all = new Map<string, Connection>();
	/** The connection of the item before, which is nearly always that of the next. */
	private last: { credential: CredentialValues; settings: Item['settings']; timeoutMs: number; connection: Connection } | undefined;

	constructor(private readonly context: IExecuteFunctions) {
		this.credentials = new ItemCredentials(context);
	}

	/** Any of them, for items that have none of their own. */
	get first(): Connection | undefined {
		return [...this.all.values()][0];
	}

	async of({ credentialType, settings, policy: { timeoutMs } }: Item, index: number): Promise<Connection> {
		let credential: CredentialValues;
		try {
			credential = await this.credentials.of(credentialType, index);
		} catch (cause) {
			throw readingProblem(cause, index);
		}
		const { last } = this;
		if (last && last.credential === credential && last.settings === settings && last.timeoutMs === timeoutMs) return last.connection;
		// Tokens that n8n renews must not make a new connection each time.
		const id = JSON.stringify([{ ...credential, oauthTokenData: undefined }, settings, timeoutMs]);
		let connection = this.all.get(id);
		if (!connection) {
			const made = await connect(this.context, { credentialType, credential, settings, timeoutMs });
			// Another item may have connected meanwhile.
			connection = this.all.get(id) ?? made;
			this.all.set(id, connection);
		}
		this.last = { credential, settings, timeoutMs, connection };
		return connection;
	}
}

function showHints(context: IExecuteFunctions, { ends, blind, changed }: RunReport<Item>): void {
	const { addExecutionHints } = context as Partial<Pick<IExecuteFunctions, 'addExecutionHints'>>;
	if (addExecutionHints === undefined) return;
	const hints = new Map<string, number>();
	const add = (text: string): void => void hints.set(text, (hints.get(text) ?? 0) + 1);
	// What *Map Automatically* did, once for the run.
	const mapped = new Map<string, ColumnsReport>();
	const madeKeys = new MadeReport();
	const secrets = new Set<Secrets>();
	for (const end of ends) {
		if (end.kind !== 'delivered' && end.kind !== 'rehearsed') continue;
		const { definition, ignored, columns, made } = end.prepared;
		secrets.add(end.prepared.secrets);
		const { displayName } = definition;
		// Of a project that was there nothing was made.
		const isThere = end.outcome.kind === 'done' && end.outcome.outcome !== 'created' && end.kind === 'delivered';
		if (!isThere) for (const { label, value } of made) madeKeys.add(label, value);
		if (columns) {
			if (!mapped.has(displayName)) mapped.set(displayName, new ColumnsReport());
			mapped.get(displayName)!.add(columns);
		}
		for (const field of ignored) add(`${displayName} has no field '${field}' here; it was not sent`);
		if (end.kind === 'delivered') for (const hint of end.outcome.hints) add(hint);
	}
	const whole = [...mapped].map(([service, report]) => report.text(service));
	for (const text of [...madeKeys.texts(), ...whole, changedHint(changed), retryHint(blind)]) if (text !== '') add(text);
	if (hints.size === 0) return;
	const clean = (text: string): string => [...secrets].reduce((masked, held) => held.maskText(masked), text);
	const lines = [...hints]
		.slice(0, 20)
		.map(([text, times]) => ({
			message: escapeMarkup(clean(times > 1 ? `${text} (${times} items).` : `${text}.`)),
			location: 'outputPane' as const,
		}));
	context.addExecutionHints(...lines);
}

/** The ends of a run as n8n's items, or as the error that ends it. */
class Results {
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly report: RunReport<Item>,
		private readonly connection: Connection | undefined,
		private readonly read: (index: number) => Item,
	) {}

	/** One output item per input item, in order; without "Continue" the first trouble ends the run. */
	collect(continues: boolean, isStopped: boolean): INodeExecutionData[] {
		const { ends } = this.report;
		if (!continues) this.throwFirst(isStopped);
		const withDetails = showsDetails(this.context);
		return ends.map((end, index) => {
			switch (end.kind) {
				case 'problem':
					return problemItem(end.problem, index, withDetails);
				case 'rehearsed':
					return {
						json: { dryRun: true, request: end.request as IDataObject, ...(end.derived ? { derived: [...end.derived] } : {}) },
						pairedItem: { item: index },
					};
				default: {
					const report = this.reportOf(end);
					const { outcome } = report;
					return outcome.kind === 'done' ? successItem({ ...report, outcome }, index) : failureItem(report, index, withDetails);
				}
			}
		});
	}

	private throwFirst(isStopped: boolean): void {
		const { ends } = this.report;
		const rank = isStopped ? rankOfStopped : rankOf;
		const [index] = [...ends.keys()].sort((a, b) => rank(ends[a]) - rank(ends[b]) || a - b);
		if (index === undefined || ends[index].outcome.kind === 'done') return;
		const end = ends[index];
		// Of a dry run there is nothing to count.
		const beside = ends.some(({ kind }) => kind === 'rehearsed')
			? ''
			: summarize(
					countEnds(
						ends.map(({ outcome }) => outcome),
						isStopped,
					),
				);
		const report = this.reportOf(end);
		const who = ends.length > 1 ? itemWords(index, this.nameOf(index), (name) => report.secrets.excerpt(name, 60)) : '';
		if (end.kind === 'problem') throw problemError(this.context, end.problem, index, beside, who);
		throw failureError(this.context, report, index, beside, who);
	}

	/** An item's name, as far as it can be read. */
	private nameOf(index: number): unknown {
		try {
			return this.read(index).input.name;
		} catch {
			return undefined;
		}
	}

	private reportOf(end: ItemEnd<Item>): ItemReport {
		if (end.kind !== 'delivered') return this.borrowed(end.outcome);
		const { outcome, item, api, prepared } = end;
		return {
			outcome,
			definition: prepared.definition,
			baseUrl: api.site.baseUrl,
			right: api.site.right,
			ifExists: item.policy.ifExists,
			secrets: prepared.secrets,
			output: item.options.output ?? 'simplified',
			outputFields: item.options.outputFields,
		};
	}

	/** Items of which nothing but the outcome is known borrow the words of a neighbour's service. */
	private borrowed(outcome: Outcome): ItemReport {
		const neighbour = this.report.ends.find((end) => end.kind === 'delivered');
		const { connection } = this;
		return {
			...(neighbour
				? this.reportOf(neighbour)
				: {
						definition: connection?.site.definition ?? NO_SERVICE,
						baseUrl: connection?.site.baseUrl ?? 'https://localhost',
						ifExists: 'create',
						secrets: connection?.site.secrets ?? new Secrets(),
					}),
			outcome,
			output: 'simplified',
		};
	}
}

const NO_SERVICE = { id: 'custom', displayName: 'The service', docs: '', baseUrl: '', create: {}, fields: [], reply: {} };

/** What ends a run first: a failure or an unknown of this run, then what it did not get to. */
const rankOf = ({ kind, outcome }: ItemEnd<Item>): number =>
	outcome.kind === 'done' ? 2 : kind === 'bare' || outcome.kind === 'notAttempted' ? 1 : 0;

/** A person who pressed Stop reads of that, whatever else went wrong on the way. */
const rankOfStopped = (end: ItemEnd<Item>): number =>
	(end.outcome.kind === 'done' || end.outcome.trouble.reason !== 'canceled' ? 3 : 0) + rankOf(end);
