import type { IExecuteFunctions, INodeExecutionData, INodePropertyOptions } from 'n8n-workflow';
import type { IfExists, Policy } from '../delivery/policy';
import type { StatusRule } from '../delivery/verdict';
import { isAbsent, isObject } from '../project/json';
import { kindOf, plainText } from '../project/asked/given';
import type { ProjectInput } from '../project/asked/prepare';
import { ownKeyText } from '../project/asked/ownKey';
import { InputProblem } from '../project/problem';
import { parseStatuses, type ApiSettings } from '../project/asked/settings';
import type { CredentialType } from '../connection/sender';
import { apiSettings } from '../description/apiSettings';
import { options as optionBoxes } from '../description/options';
import { project } from '../description/project';
import { choiceOf, collectionOf } from './checked';
import { hasExpression, plainReader } from './expressions';

/** The node's *Options*, as stored. */
export interface NodeOptions {
	attempts?: number;
	dryRun?: boolean;
	idempotencyHeader?: string;
	idempotencyHonoured?: boolean;
	idempotencyKey?: 'automatic' | 'expression' | 'off';
	idempotencyKeyValue?: string | number;
	/** The business key becomes the last line of the description. */
	keyInDescription?: boolean;
	maxWait?: number;
	output?: 'simplified' | 'raw' | 'rawWithDelivery' | 'selected';
	/** Names with commas between them, for the output `selected`. */
	outputFields?: string;
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
	/** The item's own key, checked; left out where none is given. */
	businessKey?: string;
	/** Text that says which items mean the same project, under the chosen match. */
	isMatched: boolean;
}

export const DEFAULTS = { attempts: 6, timeoutMs: 30_000, totalMs: 300_000, maxWaitMs: 120_000, patienceMs: 1500 };

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
	const authentication = once(
		'authentication',
		(index) => (context.getNodeParameter('authentication', index, '') || 'projectApi') as CredentialType,
	);
	const named = once(
		'projectName',
		plainReader(items, { name: stored.projectName }, (index) => ({ name: context.getNodeParameter('projectName', index, '') as unknown })),
	);
	const mapped = mappingReader(context, items, stored.fields, once('fields', fieldsReader(context, items, stored.fields)));
	const nameColumns = columnsIn(stored.projectName);
	const extra = once('customFields', extraReader(context, items, stored.customFields));
	const ifExists = once('ifExists', (index) => chosenOf(context, 'ifExists', index, 'create') as IfExists);
	const matchOn = once('matchOn', (index) => chosenOf(context, 'matchOn', index, 'name') as 'name' | 'key' | 'field');
	const matchField = once(
		'matchField',
		(index) => plainText(context.getNodeParameter('matchField', index, ''), "'Match Field'", 'Give the name of one field.') ?? '',
	);
	const businessKey = once('businessKey', keyReader(context));
	const settings = once(
		'apiSettings',
		(index) => collectionOf(context.getNodeParameter('apiSettings', index, {}) as object, apiSettings) as ApiSettings,
	);
	const options = once(
		'options',
		(index) => collectionOf(context.getNodeParameter('options', index, {}) as object, optionBoxes) as NodeOptions,
	);
	return (index) => {
		const chosen = options(index);
		const own = settings(index);
		const exists = ifExists(index);
		return {
			credentialType: authentication(index),
			input: { name: named(index).name as string, ...mapped(index), nameColumns, extra: extra(index) },
			settings: own,
			options: chosen,
			businessKey: businessKey(index),
			policy: policyOf(exists, matchOn(index), matchField, index, chosen, own),
			isMatched: exists !== 'create',
		};
	};
}

/** Is there any box that could give an item a key of its own? */
export function canHaveKeys(context: IExecuteFunctions): boolean {
	const { businessKey = '', options: given } = context.getNode().parameters;
	const { idempotencyKey } = (isObject(given) ? given : {}) as NodeOptions;
	return businessKey !== '' || hasExpression(given) || idempotencyKey === 'expression';
}

/** An empty box means no key; an expression that gives nothing is a mistake, since its item would have none. */
function keyReader(context: IExecuteFunctions): (index: number) => string | undefined {
	const isExpression = hasExpression(context.getNode().parameters.businessKey);
	return (index) => {
		const given = context.getNodeParameter('businessKey', index, '') as unknown;
		return !isExpression && given === '' ? undefined : ownKeyText(given, 'Business Key');
	};
}

/** A box with choices. One that is out of sight for the node as it is may hold anything: it is not used. */
function chosenOf(context: IExecuteFunctions, name: string, index: number, fallback: string): string {
	const given = context.getNodeParameter(name, index, fallback) as unknown;
	const box = project.find((property) => property.name === name)!;
	return given === fallback ? fallback : choiceOf(given, box.options as INodePropertyOptions[], box.displayName);
}

/** What *Fields* gives an item: values mapped by hand, or its own columns. */
type Mapping = Pick<ProjectInput, 'fields' | 'columns'>;

/** The mode is as stored, for no expression can stand there; only a *Fields* that is one as a whole is asked for each item. */
function mappingReader(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	stored: unknown,
	byHand: (index: number) => Record<string, unknown>,
): (index: number) => Mapping {
	// n8n takes the sign of an expression off a group of fields, and leaves its text.
	if (typeof stored === 'string' && stored.trim() !== '' && !hasExpression(stored)) return wholeExpression('Fields');
	const mode = (stored as { mappingMode?: unknown } | undefined)?.mappingMode;
	const modeOf = hasExpression(mode ?? stored)
		? (index: number): unknown => context.getNodeParameter('fields.mappingMode', index, 'defineBelow')
		: () => mode;
	// A copy, because sibling nodes share the input.
	return (index) => (modeOf(index) === 'autoMapInputData' ? { fields: {}, columns: { ...items[index].json } } : { fields: byHand(index) });
}

/**
 * The mapped fields, by id, as they were typed: n8n's own conversion refuses or shifts what the services take
 * (`yes`, `Public`, a day in another zone), so it is left out and done where the field's rules are known.
 */
function fieldsReader(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	stored: unknown,
): (index: number) => Record<string, unknown> {
	const value = (stored as { value?: unknown } | undefined)?.value;
	// A row that nobody filled in; null from an expression is a value.
	const empty = isObject(value) ? Object.keys(value).filter((id) => value[id] === null) : [];
	const read = (index: number): Record<string, unknown> => {
		const given: unknown = context.getNodeParameter('fields.value', index, null, { skipValidation: true });
		if (!isAbsent(given) && given !== null && !isObject(given))
			throw new InputProblem(`'Values to Send' came out as ${kindOf(given)}, and must be an object`, WHOLE_HINT);
		const values: Record<string, unknown> = isObject(given) ? { ...given } : {};
		for (const id of empty) delete values[id];
		return values;
	};
	return isObject(value) ? plainReader(items, value, read) : read;
}

const WHOLE_HINT = "Remove the expression for the whole group, and map each field by itself, or choose 'Map Automatically'.";

/** n8n works out no expression that stands for a whole group of boxes: what it was to give would be missing without a word. */
const wholeExpression = (label: string) => (): never => {
	throw new InputProblem(`'${label}' is an expression as a whole, or has nothing but empty entries`, WHOLE_HINT);
};

/** The columns that an expression names: `$json.deal` or `$json["Deal Name"]`. */
const columnsIn = (parameter: unknown): string[] =>
	typeof parameter === 'string' && parameter.startsWith('=')
		? [...parameter.matchAll(/\$json(?:\.([\p{L}_$][\p{L}\p{N}_$]*)|\[\s*(["'])(.+?)\2\s*\])/gu)].map((match) => match[1] ?? match[3])
		: [];

type Entries = Array<{ name?: string; value?: unknown }>;

/** The name of a custom field; empty for an entry in which nothing is filled in. */
function fieldName(name: unknown, value: unknown): string {
	const label = "The name of an entry under 'Custom Fields'";
	const path = plainText(name, label, 'Give the name of the field, or a path such as settings.budget.');
	if (path === undefined && !isAbsent(value) && value !== null)
		throw new InputProblem(`${label} is empty`, 'Give the name of the field that takes the value, or remove the entry.');
	return path ?? '';
}

/** The custom fields, in their order. */
function extraReader(context: IExecuteFunctions, items: INodeExecutionData[], stored: unknown): (index: number) => ProjectInput['extra'] {
	const named = (entries: Entries | undefined): ProjectInput['extra'] =>
		entries?.map(({ name, value }) => ({ path: fieldName(name, value), value })).filter(({ path }) => path !== '');
	const entriesOf = (index: number): Entries | undefined =>
		(context.getNodeParameter('customFields', index, {}) as { fields?: Entries }).fields;
	const own = (stored as { fields?: unknown } | undefined)?.fields;
	// What n8n makes of an expression for the whole list: an empty entry for each of its characters.
	if (Array.isArray(own) && own.length > 1 && (own as Entries).every(({ name, value }) => !name && value === ''))
		return wholeExpression('Custom Fields');
	if (!Array.isArray(own) || (own as Entries).some(({ name }) => hasExpression(name))) return (index) => named(entriesOf(index));
	const names = (own as Entries).map(({ name }) => name);
	const valuesOf = (entries: Entries | undefined): Record<string, unknown> => ({ ...entries?.map(({ value }) => value) });
	const read = plainReader(items, valuesOf(own as Entries), (index) => valuesOf(entriesOf(index)));
	return (index) => {
		const values = read(index);
		return named(names.map((name, position) => ({ name, value: values[position] })));
	};
}

function policyOf(
	ifExists: IfExists,
	matchOn: 'name' | 'key' | 'field',
	matchField: (index: number) => string,
	index: number,
	options: NodeOptions,
	settings: ApiSettings,
): Policy {
	const path = matchOn === 'field' ? matchField(index) : '';
	if (matchOn === 'field' && path === '' && ifExists !== 'create')
		throw new InputProblem("'Match Field' is empty", "Name the field that makes a project the same one, or set 'Match On' to Name.");
	return {
		attempts: atLeast(options.attempts, 1, DEFAULTS.attempts, 'Attempts'),
		timeoutMs: atLeast(options.timeout, 1, DEFAULTS.timeoutMs, 'Timeout'),
		totalMs: options.totalTime === undefined ? DEFAULTS.totalMs : atLeast(options.totalTime, 0.001, 300, 'Total Time') * 1000,
		maxWaitMs: options.maxWait === undefined ? DEFAULTS.maxWaitMs : atLeast(options.maxWait, 0, 120, 'Maximum Wait') * 1000,
		ifExists,
		matchOn: matchOn === 'field' ? { by: 'field', path } : { by: matchOn },
		patienceMs: options.searchDelay === undefined ? DEFAULTS.patienceMs : atLeast(options.searchDelay, 0, 1.5, 'Search Delay') * 1000,
		verify: options.verify === true,
		trustRetry: options.retryWithoutMemory === 'send',
		rules: (options.statusRules?.rules ?? []).map(({ status = 409, treatAs, message }) => ({
			status,
			treatAs: treatAs ?? 'stop',
			message: message || undefined,
		})),
		successStatuses: parseStatuses(settings.successStatuses),
	};
}

export function atLeast(given: unknown, least: number, fallback: number, label: string): number {
	if (given === undefined || given === null || given === '') return fallback;
	const value = Number(given);
	if (!Number.isFinite(value) || value < least)
		throw new InputProblem(`'${label}' under 'Options' must be a number of at least ${least}`, 'Correct the value or remove the option.');
	return value;
}
