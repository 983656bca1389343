import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type JsonObject as N8nJsonObject,
} from 'n8n-workflow';
import { isBefore234 } from '../connection/n8nVersion';
import { endOf, type Outcome } from '../delivery/outcome';
import { BOUNDS, sizeOf } from '../project/bounds';
import type { JsonObject } from '../project/json';
import { getPath, isObject } from '../project/json';
import { InputProblem } from '../project/problem';
import { escapeMarkup, splitMarkup } from '../project/text';
import type { Secrets } from '../project/secrets';
import { maskedRaw } from '../project/answered/masked';
import { simplify } from '../project/answered/reply';
import type { Json, ServiceDefinition } from '../services/service';
import { advise, sentences, type Advice } from './advice';
import type { NodeOptions } from './parameters';

/** One item's outcome, with what its words need. */
export interface ItemReport {
	outcome: Outcome;
	definition: ServiceDefinition;
	baseUrl: string;
	right?: string;
	ifExists: string;
	secrets: Secrets;
	output: NonNullable<NodeOptions['output']>;
	outputFields?: NodeOptions['outputFields'];
}

/** The output of an item whose project is there. */
export function successItem(report: ItemReport & { outcome: { kind: 'done' } }, index: number): INodeExecutionData {
	try {
		return { json: successJson(report), pairedItem: { item: index } };
	} catch {
		// The API's own object cannot be put out (nested too deeply). The project is there all the same.
		return { json: successJson({ ...report, output: 'simplified' }), pairedItem: { item: index } };
	}
}

function successJson({ outcome, definition, secrets, output, outputFields }: ItemReport & { outcome: { kind: 'done' } }): IDataObject {
	const { project, delivery, steps, outcome: word } = outcome as Extract<Outcome, { kind: 'done' }>;
	const simple = simplify(project, definition.id, word);
	const failed = steps as unknown as JsonObject[] | undefined;
	const short: JsonObject = { ...simple, ...(failed ? { steps: failed } : {}) };
	if (output === 'simplified') return secrets.maskJson(short) as IDataObject;
	const raw = maskedRaw(project, definition);
	if (output === 'selected') {
		const chosen = selected(short, raw, outputFields ?? 'outcome, name, url');
		return secrets.maskJson(bounded({ ...chosen, ...(failed ? { steps: failed } : {}) }, { id: short.id })) as IDataObject;
	}
	const json: JsonObject = isObject(raw) ? { ...raw } : { value: raw };
	// n8n takes a first item with a top-level `error` for a failed one and runs the node again.
	giveWay(json, 'error');
	if (failed) {
		giveWay(json, 'steps');
		json.steps = failed;
	}
	if (output === 'rawWithDelivery') json._delivery = { ...simple, ...(delivery as unknown as JsonObject) };
	return secrets.maskJson(bounded(json, short)) as IDataObject;
}

/** What the person named, by that name: of the simplified output, else of the API's object. `null` where neither has it. */
function selected(short: JsonObject, raw: Json, names: string): JsonObject {
	const paths = names
		.split(',')
		.map((path) => path.trim())
		// A top-level `error` would make n8n take the item for a failed one.
		.filter((path) => path !== '' && path !== 'error');
	const picked = paths.map((path) => [path, short[path] ?? getPath(raw, path) ?? null] as const);
	return { id: short.id, ...(Object.fromEntries(picked) as JsonObject) };
}

/** A copy for the output. An answer of megabytes would be stored with the execution and go through all that follows. */
function bounded(json: JsonObject, short: JsonObject): JsonObject {
	const text = JSON.stringify(json);
	if (text.length <= BOUNDS.item) return JSON.parse(text) as JsonObject;
	const leftOut = `The answer has ${sizeOf(text.length)}; an item holds no more than ${sizeOf(BOUNDS.item)}, so its raw form was left out`;
	return { ...short, _leftOut: leftOut, ...(json._delivery === undefined ? {} : { _delivery: json._delivery }) };
}

/** A key of the API's own that has another meaning here moves aside. */
function giveWay(json: JsonObject, key: string): void {
	if (!(key in json)) return;
	json[`_${key}`] = json[key];
	delete json[key];
}

const adviceOf = ({ outcome, definition, baseUrl, right, ifExists, secrets }: ItemReport): Advice => {
	const { trouble, delivery, kind } = outcome as Extract<Outcome, { trouble: unknown }>;
	const isUndated = outcome.kind === 'unknown' && outcome.since === undefined;
	const { message, description } = advise(trouble, {
		definition,
		baseUrl,
		right,
		ifExists,
		attempts: delivery.attempts,
		isUndated,
		isUnknown: kind === 'unknown',
		isNotAttempted: kind === 'notAttempted',
	});
	return { message: secrets.maskText(message), description: secrets.maskText(description) };
};

/** Everything a workflow needs to deal with a failed item; no secrets. */
function detailsOf({ outcome, secrets }: ItemReport): JsonObject {
	const { trouble, delivery } = outcome as Extract<Outcome, { trouble: unknown }>;
	const end = endOf(outcome);
	const details = {
		outcome: end === 'notAttempted' ? 'not attempted' : end,
		reason: trouble.reason,
		status: trouble.status,
		apiMessage: trouble.complaint.own === undefined ? trouble.complaint.message || undefined : undefined,
		apiCode: trouble.complaint.code,
		fieldErrors: Object.keys(trouble.complaint.fields).length > 0 ? trouble.complaint.fields : undefined,
		request: trouble.request,
		lookedFor: trouble.lookedFor,
		candidates: trouble.candidates,
		retryAt: trouble.retryAt,
		attempts: delivery.attempts,
		waitedMs: Math.round(delivery.waitedMs),
		idempotencyKey: delivery.idempotencyKey,
		requestId: delivery.requestId,
	};
	return secrets.maskJson(JSON.parse(JSON.stringify(details)) as JsonObject);
}

/** A failed item for "Continue" and the error output, see {@link showsDetails}. */
export function failureItem(end: ItemReport, index: number, withDetails = true): INodeExecutionData {
	const { message, description } = adviceOf(end);
	return failedItem(message, description, withDetails ? (detailsOf(end) as IDataObject) : undefined, index);
}

/**
 * The error output keeps an item with the keys `error`, `message` and `details` alone; before n8n 2.34 it knows only the first two,
 * and an item that has more leaves as a success.
 */
export const showsDetails = (context: IExecuteFunctions): boolean =>
	!isBefore234 || (context.getNode().onError as string | undefined) !== 'continueErrorOutput';

const failedItem = (error: string, message: string, details: IDataObject | undefined, index: number): INodeExecutionData => ({
	// Both must hold something there.
	json: details === undefined ? { error, message: message || error } : { error, message, details },
	pairedItem: { item: index },
});

/** The words of an error as the editor shows them. */
const shown = (message: string, description: string): { message: string; description: string } => ({
	message: splitMarkup(message),
	description: escapeMarkup(description),
});

/** A failed item that ends the run. The plain object keeps request and secrets of the network's own error out. */
export function failureError(context: IExecuteFunctions, end: ItemReport, index: number, beside: string, who = ''): NodeApiError {
	const { message, description } = adviceOf(end);
	const details = detailsOf(end);
	const { status, reason, complaint } = (end.outcome as Extract<Outcome, { trouble: unknown }>).trouble;
	const error = new NodeApiError(
		context.getNode(),
		{ message: end.secrets.maskText(complaint.message) || reason, details } as unknown as N8nJsonObject,
		{
			...shown(ofItem(who, message), sentences(description, beside)),
			httpCode: status === undefined ? undefined : String(status),
			itemIndex: index,
		},
	);
	return error;
}

/** Which of several items it is, in front; some messages say so themselves. */
const ofItem = (who: string, message: string): string => (who === '' || /^Item \d/.test(message) ? message : `${who}: ${message}`);

/** Input that cannot be sent, as n8n shows it. */
export function problemError(context: IExecuteFunctions, problem: InputProblem, index: number, beside = '', who = ''): NodeOperationError {
	const { message, description } = shown(ofItem(who, problem.message), sentences(problem.hint ?? '', beside));
	return new NodeOperationError(context.getNode(), message, { description: description || undefined, itemIndex: index });
}

export const problemItem = (problem: InputProblem, index: number, withDetails = true): INodeExecutionData =>
	failedItem(problem.message, problem.hint ?? '', withDetails ? { outcome: 'failed', reason: 'input', attempts: 0 } : undefined, index);
