import { InputProblem } from '../problem';

/**
 * What an expression puts into a box for a text. A text is taken as it is and a number as its digits; anything else has no one
 * spelling, and would become a project called `[object Object]`, or a password `true`.
 */

/** A character that shows: no space, no control, nothing that is made to be invisible (soft hyphen, fillers, joiners). */
const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** What JavaScript writes for a value that is not there, or is no text. */
const NO_VALUE = /^(undefined|null|NaN|Invalid Date|Invalid DateTime)$/;

/**
 * Why a value cannot be a name or a key, as the end of a sentence; `undefined` where it can.
 *
 * @param value of a box, from the form, a column or an expression
 */
export function nameFault(value: unknown): string | undefined {
	if (value === undefined || value === null) return 'is empty';
	if (typeof value === 'string') {
		if (!VISIBLE.test(value)) return 'is empty';
		const text = value.trim();
		return NO_VALUE.test(text) || /\[object \w+\]/.test(text) ? `came out as "${text.length > 60 ? '[object Object]' : text}"` : undefined;
	}
	if (typeof value === 'number' || typeof value === 'bigint') return Number.isNaN(value) ? 'came out as "NaN"' : undefined;
	return `came out as ${kindOf(value)}`;
}

/** How to mend what {@link nameFault} found. */
export const NAME_HINT = 'Check the expression that should supply it: its result must be one text or number, as in {{ $json.name }}.';

/**
 * The text of a box: of a text without white space around it, of a number its digits; `undefined` where nothing was given.
 *
 * @param label how to call the box: `'Token' in the credential`
 * @param solution how to mend it, with a full stop
 * @throws {InputProblem} for anything else, without repeating it: it may be a secret.
 */
export function plainText(value: unknown, label: string, solution: string): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'string') return value.trim() || undefined;
	if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
	throw new InputProblem(`${label} came out as ${kindOf(value)}, and must be a text`, solution);
}

/** What a value is, for people. */
export function kindOf(value: unknown): string {
	if (typeof value === 'boolean' || typeof value === 'number') return String(value);
	if (Array.isArray(value)) return 'a list';
	const isMoment =
		Object.prototype.toString.call(value) === '[object Date]' || typeof (value as { toISODate?: unknown })?.toISODate === 'function';
	if (isMoment) return 'a date';
	return typeof value === 'function' ? 'a function' : typeof value === 'string' ? 'a text' : 'an object';
}
