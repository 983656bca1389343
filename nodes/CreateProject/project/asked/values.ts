import type { FieldDefinition, FieldType, Format, Json } from '../../services/service';
import { titleOf, typeOf } from '../../services/canonical';
import { cleanJson, isObject, parseJson } from '../json';
import { InputProblem, passOn } from '../problem';
import { shorten } from '../text';
import { fill } from './template';

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

const isDateFormat = (format?: Format): boolean =>
	format !== undefined && ['date', 'compactDate', 'monthFirstDate', 'dateTime', 'epochMilliseconds'].includes(format);

/**
 * Checks one field's value and gives it the form the API wants.
 *
 * @returns `undefined` when there is nothing to send.
 * @throws {InputProblem} naming the field, the value's fault and the accepted form.
 */
export function wireValue(field: FieldDefinition, given: unknown): Json | undefined {
	const value = cleanJson(given);
	if (value === undefined || value === '') return undefined;
	const label = field.displayName ?? titleOf(field.id);
	if (value === null) return null;
	const formed = formedValue(field, label, value);
	if (field.wrapEach !== undefined && Array.isArray(formed)) {
		return formed.map((entry) => fill(field.wrapEach!, { value: entry }) ?? null);
	}
	return field.wrap === undefined ? formed : fill(field.wrap, { value: formed });
}

function formedValue(field: FieldDefinition, label: string, value: Json): Json {
	if (field.options) return optionValue(field, label, value);
	const type: FieldType = typeOf(field);
	if (type === 'dateTime' || isDateFormat(field.format)) return dateValue(label, value, field.format ?? 'date');
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
		case 'text':
			return textValue(field, label, value);
		default:
	}
	switch (type) {
		case 'number':
			return numberValue(label, value);
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

function optionValue(field: FieldDefinition, label: string, value: Json): Json {
	const options = field.options!.map((option) => (typeof option === 'string' ? { value: option } : option));
	const wanted = show(value).trim().toLowerCase();
	const hit = options.find((option) => option.value.toLowerCase() === wanted || option.name?.toLowerCase() === wanted);
	if (!hit) {
		throw new InputProblem(
			`'${label}' has the value '${shorten(show(value))}', which the service does not know`,
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
export function checkText(rule: Pick<FieldDefinition, 'pattern' | 'patternHint' | 'maxLength'>, label: string, text: string): void {
	const length = [...text].length;
	if (rule.maxLength !== undefined && length > rule.maxLength) {
		throw new InputProblem(`'${label}' has ${length} characters, but the service takes at most ${rule.maxLength}`, 'Shorten the value.');
	}
	if (rule.pattern !== undefined && !new RegExp(`^(?:${rule.pattern})$`, 'u').test(text)) {
		throw new InputProblem(
			`'${label}' has the value '${shorten(text)}', which the service does not accept`,
			`It must be ${rule.patternHint ?? `of the form ${rule.pattern}`}.`,
		);
	}
}

function numberValue(label: string, value: Json): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw new InputProblem(
			`'${label}' must be a number, but '${shorten(show(value))}' was given`,
			'Give digits, with a point for decimals.',
		);
	}
	if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
		throw new InputProblem(`'${label}' is too large to be sent as a number without losing digits`, 'Check the value.');
	}
	return number;
}

function booleanValue(label: string, value: Json): boolean {
	if (typeof value === 'boolean') return value;
	const word = show(value).trim().toLowerCase();
	if (['true', 'yes', '1'].includes(word)) return true;
	if (['false', 'no', '0'].includes(word)) return false;
	throw new InputProblem(
		`'${label}' must be true or false, but '${shorten(show(value))}' was given`,
		'Switch it on or off, or give true or false.',
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
		`'${label}' must be an object in JSON, but '${shorten(show(value))}' was given`,
		'Give for example {"field": "value"}.',
	);
}

function hexDigits(label: string, value: Json): string {
	const text = show(value).trim().toLowerCase();
	if (Object.hasOwn(COLORS, text)) return COLORS[text];
	const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/.exec(text)?.[1];
	if (!digits)
		throw new InputProblem(
			`'${label}' has the value '${shorten(text)}', which is not a colour`,
			'Give six hex digits such as #1f77b4, or a basic colour name.',
		);
	return digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Dates come as ISO 8601 texts, as numbers (ms since 1970) or from n8n's date picker. A calendar date
 * keeps the day the person wrote: `2026-11-22T23:30:00-08:00` is the 22nd, not the 23rd of UTC.
 */
function dateValue(label: string, value: Json, format: Format): Json {
	const wrong = () =>
		new InputProblem(`'${label}' has the value '${shorten(show(value))}', which is not a date`, 'Give a date such as 2026-11-22.');
	const text = typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 8.64e15 ? new Date(value).toISOString() : value;
	if (typeof text !== 'string') throw wrong();
	const parts = DATE.exec(text.trim());
	if (!parts) throw wrong();
	const [, year, month, day, time, zone] = parts;
	const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
	// Date rolls 30 February over into March; a date that does not survive the way there and back is impossible.
	if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== `${year}-${month}-${day}`) throw wrong();
	const moment = time ? new Date(`${year}-${month}-${day}T${time}${zone ?? 'Z'}`) : midnight;
	if (Number.isNaN(moment.getTime())) throw wrong();
	switch (format) {
		case 'compactDate':
			return `${year}${month}${day}`;
		case 'monthFirstDate':
			return `${month}-${day}-${year}`;
		case 'dateTime':
			return moment.toISOString();
		case 'epochMilliseconds':
			return moment.getTime();
		default:
			return `${year}-${month}-${day}`;
	}
}

const show = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
