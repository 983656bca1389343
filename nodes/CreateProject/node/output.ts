import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type JsonObject as N8nJsonObject,
} from 'n8n-workflow';
import type { Outcome } from '../delivery/outcome';
import { BOUNDS, sizeOf } from '../project/bounds';
import type { JsonObject } from '../project/json';
import { getPath, isObject } from '../project/json';
import { InputProblem } from '../project/problem';
import { redactJson, redactText } from '../project/redact';
import type { Secrets } from '../project/secrets';
import { maskPaths, simplify, type Project } from '../project/answered/reply';
import type { Json, ServiceDefinition } from '../services/service';
import { advise, sentences, type Advice } from './advice';
import type { NodeOptions } from './parameters';

/** One item's end, with what its words need. */
export interface ItemEnd {
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
export function successItem(
	{ outcome, definition, secrets, output, outputFields }: ItemEnd & { outcome: { kind: 'done' } },
	index: number,
): INodeExecutionData {
	const { project, delivery } = outcome as Extract<Outcome, { kind: 'done' }>;
	const short = simplify(project, definition.id, (outcome as Extract<Outcome, { kind: 'done' }>).outcome);
	if (output === 'simplified') return { json: redactJson(short, secrets) as IDataObject, pairedItem: { item: index } };
	const raw = maskedRaw(project, definition);
	if (output === 'selected') {
		const json = bounded(selected(short, raw, outputFields ?? 'outcome, name, url'), { id: short.id });
		return { json: redactJson(json, secrets) as IDataObject, pairedItem: { item: index } };
	}
	const json: JsonObject = isObject(raw) ? { ...raw } : { value: raw };
	// n8n takes a first item with a top-level `error` for a failed one and runs the node again.
	if ('error' in json) {
		json._error = json.error;
		delete json.error;
	}
	if (output === 'rawWithDelivery') json._delivery = { ...short, ...(delivery as unknown as JsonObject) };
	return { json: redactJson(bounded(json, short), secrets) as IDataObject, pairedItem: { item: index } };
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

const maskedRaw = ({ raw }: Project, { reply }: ServiceDefinition): Json =>
	maskPaths(
		raw,
		reply.secrets?.map((path) => relativeTo(path, reply.at)),
	);

/** A project as it may be stored with the execution: without its own secrets and those the API echoed. */
export function storable(project: Project, { definition, secrets }: ItemEnd): Project {
	return redactJson({ ...project, raw: maskedRaw(project, definition) } as unknown as Json, secrets) as unknown as Project;
}

/** `project.password` is `password` inside the object at `project`. */
const relativeTo = (path: string, at: string | undefined): string =>
	at !== undefined && at !== '' && path.startsWith(`${at}.`) ? path.slice(at.length + 1) : path;

const adviceOf = ({ outcome, definition, baseUrl, right, ifExists, secrets }: ItemEnd): Advice => {
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
	return { message: redactText(message, secrets), description: redactText(description, secrets) };
};

/** Everything a workflow needs to deal with a failed item; no secrets. */
function detailsOf({ outcome, secrets }: ItemEnd): JsonObject {
	const { trouble, delivery, kind } = outcome as Extract<Outcome, { trouble: unknown }>;
	const details = {
		outcome: kind === 'notAttempted' ? 'not attempted' : kind,
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
		waitedMs: delivery.waitedMs,
		idempotencyKey: delivery.idempotencyKey,
		requestId: delivery.requestId,
	};
	return redactJson(JSON.parse(JSON.stringify(details)) as JsonObject, secrets) as JsonObject;
}

/** A failed item for "Continue" and the error output, which keeps only these three keys. */
export function failureItem(end: ItemEnd, index: number): INodeExecutionData {
	const { message, description } = adviceOf(end);
	return { json: { error: message, message: description, details: detailsOf(end) as IDataObject }, pairedItem: { item: index } };
}

/** A failed item that ends the run. The plain object keeps request and secrets of the network's own error out. */
export function failureError(context: IExecuteFunctions, end: ItemEnd, index: number, beside: string): NodeApiError {
	const { message, description } = adviceOf(end);
	const details = detailsOf(end);
	const { status, reason, complaint } = (end.outcome as Extract<Outcome, { trouble: unknown }>).trouble;
	const error = new NodeApiError(
		context.getNode(),
		{ message: redactText(complaint.message, end.secrets) || reason, details } as unknown as N8nJsonObject,
		{ message, description: sentences(description, beside), httpCode: status === undefined ? undefined : String(status), itemIndex: index },
	);
	return error;
}

/** Input that cannot be sent, as n8n shows it. */
export function problemError(context: IExecuteFunctions, problem: InputProblem, index: number, beside = ''): NodeOperationError {
	return new NodeOperationError(context.getNode(), problem.message, {
		description: sentences(problem.hint ?? '', beside) || undefined,
		itemIndex: index,
	});
}

export const problemItem = (problem: InputProblem, index: number): INodeExecutionData => ({
	json: { error: problem.message, message: problem.hint ?? '', details: { outcome: 'failed', reason: 'input', attempts: 0 } },
	pairedItem: { item: index },
});
