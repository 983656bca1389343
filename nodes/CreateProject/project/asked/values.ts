import type { FieldDefinition, Format, Json } from '../../services/service';
import { titleOf, typeOf } from '../../services/canonical';
import { cleanJson, isObject, parseJson } from '../json';
import { InputProblem, passOn, type Words } from '../problem';
import { spelled } from './columns';
import { isoDay, momentOf, readDate, type DateFault } from './dates';
import { fill } from './template';
import { wordOf } from './words';

/** CSS basic colour names (CSS Color 4, 6.1), so that one workflow's "red" suits APIs that want hex digits. */
const COLORS: Record<string, string> = {
	black: '000000',
	silver: 'c0c0c0',
	gray: '808080',
	grey: '808080',
	white: 'ffffff',
	maroon: '800000',
	red: 'ff0000',
	purple: '800080',
	fuchsia: 'ff00ff',
	pink: 'ffc0cb',
	green: '008000',
	lime: '00ff00',
	olive: '808000',
	yellow: 'ffff00',
	orange: 'ffa500',
	navy: '000080',
	blue: '0000ff',
	teal: '008080',
	aqua: '00ffff',
};

const DATE_FORMATS: ReadonlyArray<Format | undefined> = ['date', 'compactDate', 'monthFirstDate', 'dateTime', 'epochMilliseconds'];

const isDate = (field: FieldDefinition): boolean =>
	field.options === undefined && (DATE_FORMATS.includes(field.format) || typeOf(field) === 'dateTime');

/**
 * Checks one field's value and gives it the form the API wants.
 *
 * @returns `undefined` when there is nothing to send.
 * @throws {InputProblem} naming the field, the value's fault and the accepted form.
 */
export function wireValue(field: FieldDefinition, given: unknown): Json | undefined {
	const label = field.displayName ?? titleOf(field.id);
	const value = cleanJson(given);
	if (value === undefined || value === '') return undefined;
	if (given === null) return null;
	const formed = isDate(field) ? dateValue(label, given, field.format ?? 'date') : value === null ? null : formedValue(field, label, value);
	if (formed === null) return null;
	if (field.wrapEach !== undefined && Array.isArray(formed)) {
		return formed.map((entry) => fill(field.wrapEach!, { value: entry }) ?? null);
	}
	return field.wrap === undefined ? formed : fill(field.wrap, { value: formed });
}

function formedValue(field: FieldDefinition, label: string, value: Json): Json {
	if (field.options) return optionValue(field, label, value);
	switch (field.format) {
		case 'hexColor':
			return `#${hexDigits(label, value)}`;
		case 'bareHexColor':
			return hexDigits(label, value);
		case 'list':
			return listValue(value).map((entry) => (isObject(entry) || Array.isArray(entry) ? entry : show(entry)));
		case 'numberList':
			return listValue(value).map((entry) => numberValue(label, entry));
		case 'commaList':
			return listValue(value)
				.map((entry) => textValue({ id: field.id, format: 'text' }, label, entry))
				.join(',');
		case 'number':
			return numberValue(label, value);
		case 'hundredths':
			// 1.15 * 100 is 114.99999999999999.
			return Math.round(Number((Number(numberValue(label, value)) * 100).toFixed(4)));
		case 'text':
			return textValue(field, label, value);
		default:
	}
	switch (typeOf(field)) {
		case 'number':
			return inBounds(field, label, numberValue(label, value));
		case 'boolean':
			return booleanValue(label, value);
		case 'array':
			return listValue(value);
		case 'object':
			return objectValue(label, value);
		default:
			return textValue(field, label, value);
	}
}

interface Option {
	value: string;
	name?: string;
	sends?: Json;
}

const optionsOf = (field: FieldDefinition): Option[] =>
	field.options!.map((option) => (typeof option === 'string' ? { value: option } : option));

/** The option that a value means. */
function optionOf(options: Option[], value: Json): Option | undefined {
	const wanted = show(value).trim().toLowerCase();
	const alike = spelled(wanted);
	const word = wordOf(value);
	return (
		options.find((option) => option.value.toLowerCase() === wanted || option.name?.toLowerCase() === wanted) ??
		// What goes on the wire is another way to say it: a column `is_public` holds true or yes.
		options.find(({ sends }) => sends !== undefined && (show(sends).toLowerCase() === wanted || (word !== undefined && sends === word))) ??
		options.find(
			(option) => alike !== '' && [option.value, option.name ?? '', titleOf(option.value)].some((name) => spelled(name) === alike),
		)
	);
}

/** A value as the conditions of a definition have it: a choice in its own word, a switch as true or false. */
export function meaningOf(field: FieldDefinition | undefined, given: unknown): unknown {
	if (field?.options && given !== null && typeof given !== 'object') return optionOf(optionsOf(field), given as Json)?.value ?? given;
	return field !== undefined && typeOf(field) === 'boolean' ? (wordOf(given) ?? given) : given;
}

function optionValue(field: FieldDefinition, label: string, value: Json): Json {
	const options = optionsOf(field);
	const hit = optionOf(options, value);
	if (!hit) {
		throw new InputProblem(
			(quote) => `'${label}' has the value '${quote(show(value))}', which the service does not know`,
			`Use one of: ${options.map((option) => option.value).join(', ')}.`,
		);
	}
	return 'sends' in hit && hit.sends !== undefined ? hit.sends : hit.value;
}

function textValue(field: FieldDefinition, label: string, value: Json): Json {
	if (typeof value === 'object') {
		// A service-specific text may really be an id object (a live option's value); lists and objects are not texts.
		throw new InputProblem(
			`'${label}' must be a text, but a ${Array.isArray(value) ? 'list' : 'object'} was given`,
			'Give a single text or number.',
		);
	}
	// Numbers stay numbers: many ids are numeric, and an API that wants text accepts `format: text`.
	const formed = field.format === 'text' || typeof value === 'boolean' ? show(value) : value;
	checkText(field, label, show(formed));
	return formed;
}

/** Length and pattern rules of a text. Length counts characters, not UTF-16 units. */
export function checkText(
	rule: Pick<FieldDefinition, 'pattern' | 'patternHint' | 'maxLength' | 'minLength'>,
	label: string,
	text: string,
): void {
	const length = [...text].length;
	if (rule.maxLength !== undefined && length > rule.maxLength) {
		throw new InputProblem(`'${label}' has ${length} characters, but the service takes at most ${rule.maxLength}`, 'Shorten the value.');
	}
	if (rule.minLength !== undefined && length < rule.minLength) {
		throw new InputProblem(`'${label}' has ${length} characters, but the service needs at least ${rule.minLength}`, 'Give a longer value.');
	}
	if (rule.pattern !== undefined && !new RegExp(`^(?:${rule.pattern})$`, 'u').test(text)) {
		throw new InputProblem(
			(quote) => `'${label}' has the value '${quote(text)}', which the service does not accept`,
			`It must be ${rule.patternHint ?? `of the form ${rule.pattern}`}.`,
		);
	}
}

function numberValue(label: string, value: Json): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw new InputProblem(
			(quote) => `'${label}' must be a number, but '${quote(show(value))}' was given`,
			'Give digits, with a point for decimals.',
		);
	}
	if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
		throw new InputProblem(`'${label}' is too large to be sent as a number without losing digits`, 'Check the value.');
	}
	return number;
}

function inBounds({ integer, minimum, maximum }: FieldDefinition, label: string, number: number): number {
	const rule =
		integer && !Number.isInteger(number)
			? 'a whole number'
			: minimum !== undefined && number < minimum
				? `at least ${minimum}`
				: maximum !== undefined && number > maximum
					? `at most ${maximum}`
					: undefined;
	if (rule !== undefined) throw new InputProblem(`'${label}' must be ${rule}, but ${number} was given`, 'Correct the value.');
	return number;
}

function booleanValue(label: string, value: Json): boolean {
	const known = wordOf(value);
	if (known !== undefined) return known;
	throw new InputProblem(
		(quote) => `'${label}' must be true or false, but '${quote(show(value))}' was given`,
		'Switch it on or off, or give true or false, yes or no.',
	);
}

function listValue(value: Json): Json[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return [value];
	const text = value.trim();
	if (text.startsWith('[')) {
		try {
			const parsed = cleanJson(parseJson(text));
			if (Array.isArray(parsed)) return parsed;
		} catch (cause) {
			if (cause instanceof InputProblem) throw passOn(cause);
			return commaEntries(text);
		}
	}
	return commaEntries(text);
}

const commaEntries = (text: string): string[] =>
	text
		.split(',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');

function objectValue(label: string, value: Json): Json {
	if (typeof value === 'object') return value;
	try {
		const parsed = cleanJson(parseJson(show(value)));
		if (typeof parsed === 'object' && parsed !== null) return parsed;
	} catch (cause) {
		if (cause instanceof InputProblem) throw passOn(cause);
		// Falls through to the message below: what matters is that it is no object, not where parsing ended.
	}
	throw new InputProblem(
		(quote) => `'${label}' must be an object in JSON, but '${quote(show(value))}' was given`,
		'Give for example {"field": "value"}.',
	);
}

function hexDigits(label: string, value: Json): string {
	const text = show(value).trim().toLowerCase();
	if (Object.hasOwn(COLORS, text)) return COLORS[text];
	const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/.exec(text)?.[1];
	if (!digits)
		throw new InputProblem(
			(quote) => `'${label}' has the value '${quote(text)}', which is not a colour`,
			'Give six hex digits such as #1f77b4, or a basic colour name.',
		);
	return digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
}

/** A day in the form the service wants; see {@link readDate} for what is understood. */
function dateValue(label: string, given: unknown, format: Format): Json {
	const date = readDate(given);
	if ('fault' in date) throw new InputProblem(...dateFault(label, show(cleanJson(given) ?? null), date));
	const day = isoDay(date);
	switch (format) {
		case 'compactDate':
			return day.replaceAll('-', '');
		case 'monthFirstDate':
			return `${day.slice(5)}-${day.slice(0, 4)}`;
		case 'dateTime':
			return new Date(momentOf(date)).toISOString();
		case 'epochMilliseconds':
			return momentOf(date);
		default:
			return day;
	}
}

function dateFault(label: string, text: string, fault: DateFault): [message: Words, hint: string] {
	const because =
		(reason: string): Words =>
		(quote) =>
			`'${label}' has the value '${quote(text)}', ${reason}`;
	switch (fault.fault) {
		case 'ambiguous':
			return [because('which may be one of two days'), `Give it with the year first: ${fault.readings.join(' or ')}.`];
		case 'seconds':
			return [because('which seems to count seconds'), 'Give milliseconds (three more digits), or a date such as 2026-11-22.'];
		case 'serial':
			return [
				because('which seems to be the number that a spreadsheet keeps for a day'),
				'Give the column the format of a date, or write {{ new Date((Number($json.day) - 25569) * 86400000) }} with your column for day.',
			];
		case 'epoch':
			return [
				because('which is the beginning of 1970'),
				'A number of seconds or days was taken for milliseconds, or nothing for a date: check the expression that should supply it.',
			];
		case 'shortYear':
			return [because('whose year is not clear'), 'Give the year with four digits, such as 2026-11-22.'];
		default:
			return [because('which is not a date'), 'Give a date such as 2026-11-22.'];
	}
}

const show = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
