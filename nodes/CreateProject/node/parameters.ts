import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { IfExists, Policy } from '../delivery/policy';
import type { StatusRule } from '../delivery/verdict';
import { getSegments } from '../project/json';
import type { ProjectInput } from '../project/prepare';
import { InputProblem } from '../project/problem';
import { parseStatuses, type ApiSettings } from '../project/settings';
import type { CredentialType } from '../http/sender';

/** The node's *Options*, as stored. */
export interface NodeOptions {
	attempts?: number;
	dryRun?: boolean;
	idempotencyHeader?: string;
	idempotencyKey?: 'automatic' | 'expression' | 'off';
	idempotencyKeyValue?: string | number;
	maxWait?: number;
	output?: 'simplified' | 'raw' | 'rawWithDelivery';
	parallel?: number;
	retryWithoutMemory?: 'look' | 'send';
	searchDelay?: number;
	statusRules?: { rules?: Array<{ status?: number; treatAs?: StatusRule['treatAs']; message?: string }> };
	timeout?: number;
	totalTime?: number;
	verify?: boolean;
}

/** All a person set for one item. */
export interface ItemParameters {
	credentialType: CredentialType;
	input: ProjectInput;
	settings: ApiSettings;
	options: NodeOptions;
	policy: Policy;
	/** Text that says which items mean the same project, under the chosen match. */
	isMatched: boolean;
}

export const DEFAULTS = { attempts: 6, timeoutMs: 30_000, totalMs: 300_000, maxWaitMs: 120_000, patienceMs: 1500 };

/** Does a stored parameter hold an expression anywhere? Without one it is the same for every item. */
const hasExpression = (value: unknown): boolean => JSON.stringify(value ?? null).includes('":"=') || JSON.stringify(value ?? null).startsWith('"=');

/**
 * Reads the node's parameters. What holds no expression is read once: n8n's parameter reading is the
 * dearest part of an item after the request itself.
 */
export function parameterReader(context: IExecuteFunctions): (index: number) => ItemParameters {
	const stored = context.getNode().parameters;
	const once = <T>(name: string, read: (index: number) => T): ((index: number) => T) => {
		if (hasExpression(stored[name])) return read;
		let value: { is: T } | undefined;
		return (index) => (value ??= { is: read(index) }).is;
	};
	const items = context.getInputData();
	const authentication = once('authentication', (index) => context.getNodeParameter('authentication', index, 'projectApi') as CredentialType);
	const field = inputField(stored.projectName);
	const name: (index: number) => unknown = field === undefined
		? once('projectName', (index) => context.getNodeParameter('projectName', index, '') as unknown)
		: (index) => getSegments(items[index].json, field) ?? (context.getNodeParameter('projectName', index, '') as unknown);
	const isAutomatic = context.getNodeParameter('fields.mappingMode', 0, 'defineBelow') === 'autoMapInputData';
	const mapped = once('fields', (index) => mappedFields(context, index));
	const extra = once('customFields', (index) => customFields(context, index));
	const ifExists = once('ifExists', (index) => context.getNodeParameter('ifExists', index, 'create') as IfExists);
	const matchOn = once('matchOn', (index) => context.getNodeParameter('matchOn', index, 'name') as 'name' | 'key' | 'field');
	const matchField = once('matchField', (index) => String(context.getNodeParameter('matchField', index, '')).trim());
	const settings = once('apiSettings', (index) => context.getNodeParameter('apiSettings', index, {}) as ApiSettings);
	const options = once('options', (index) => context.getNodeParameter('options', index, {}) as NodeOptions);
	return (index) => {
		const chosen = options(index);
		const own = settings(index);
		const exists = ifExists(index);
		return {
			credentialType: authentication(index),
			input: {
				name: name(index) as string,
				fields: isAutomatic ? columnsOf(items[index]) : mapped(index),
				extra: extra(index),
			},
			settings: own,
			options: chosen,
			policy: policyOf(exists, matchOn(index), matchField, index, chosen, own),
			isMatched: exists !== 'create',
		};
	};
}

/**
 * The path of an expression that does nothing but name an input field, `{{ $json.deal.name }}`: by far the
 * most common one. Reading it here saves n8n's isolated evaluation, about a millisecond per item.
 */
export function inputField(parameter: unknown): string[] | undefined {
	const path = typeof parameter === 'string' ? /^=\{\{\s*\$json((?:\.[A-Za-z_]\w*)+)\s*\}\}$/.exec(parameter)?.[1] : undefined;
	return path?.slice(1).split('.');
}

/** Input columns as fields: a copy, because sibling nodes share the input. */
const columnsOf = ({ json }: INodeExecutionData): Record<string, unknown> => ({ ...json });

function mappedFields(context: IExecuteFunctions, index: number): Record<string, unknown> {
	const value = context.getNodeParameter('fields.value', index, null) as Record<string, unknown> | null;
	return { ...value };
}

function customFields(context: IExecuteFunctions, index: number): ProjectInput['extra'] {
	const { fields } = context.getNodeParameter('customFields', index, {}) as { fields?: Array<{ name?: string; value?: unknown }> };
	return fields?.filter(({ name }) => String(name ?? '').trim() !== '').map(({ name, value }) => ({ path: String(name), value }));
}

function policyOf(ifExists: IfExists, matchOn: 'name' | 'key' | 'field', matchField: (index: number) => string, index: number, options: NodeOptions, settings: ApiSettings): Policy {
	const path = matchOn === 'field' ? matchField(index) : '';
	if (matchOn === 'field' && path === '' && ifExists !== 'create') throw new InputProblem("'Match Field' is empty", "Name the field that makes a project the same one, or set 'Match On' to Name.");
	return {
		attempts: atLeast(options.attempts, 1, DEFAULTS.attempts, 'Attempts'),
		totalMs: options.totalTime === undefined ? DEFAULTS.totalMs : atLeast(options.totalTime, 0.001, 300, 'Total Time') * 1000,
		maxWaitMs: options.maxWait === undefined ? DEFAULTS.maxWaitMs : atLeast(options.maxWait, 0, 120, 'Maximum Wait') * 1000,
		ifExists,
		matchOn: matchOn === 'field' ? { by: 'field', path } : { by: matchOn },
		patienceMs: options.searchDelay === undefined ? DEFAULTS.patienceMs : atLeast(options.searchDelay, 0, 1.5, 'Search Delay') * 1000,
		verify: options.verify === true,
		trustRetry: options.retryWithoutMemory === 'send',
		rules: (options.statusRules?.rules ?? []).map(({ status, treatAs, message }) => ({ status: Number(status), treatAs: treatAs ?? 'stop', message: message || undefined })),
		successStatuses: parseStatuses(settings.successStatuses),
	};
}

export function atLeast(given: unknown, least: number, fallback: number, label: string): number {
	if (given === undefined || given === null || given === '') return fallback;
	const value = Number(given);
	if (!Number.isFinite(value) || value < least) throw new InputProblem(`'${label}' under 'Options' must be a number of at least ${least}`, 'Correct the value or remove the option.');
	return value;
}
