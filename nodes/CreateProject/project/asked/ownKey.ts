import { hash } from 'node:crypto';
import { InputProblem } from '../problem';
import { nameFault } from './given';

/** Characters of a key. No tool has longer IDs; a longer text is a sentence. */
const LONGEST = 500;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/**
 * A business key as text: a text, a whole or other number, a date.
 *
 * @param given what the box or its expression gives @param label of the box, as the screen has it
 * @throws {InputProblem} for anything by which no project can be known again.
 */
export function ownKeyText(given: unknown, label: string): string {
	const value = dateText(given) ?? given;
	const fault = nameFault(value);
	if (fault !== undefined)
		throw new InputProblem(
			`'${label}' ${fault} for this item`,
			'Check the expression: each project needs its own value, such as a deal ID.',
		);
	const text = String(value).trim();
	if (CONTROL.test(text))
		throw new InputProblem(`'${label}' has a line break or another control character in it`, 'Give an ID in one line.');
	if (!text.isWellFormed() || text.length > LONGEST)
		throw new InputProblem(
			`'${label}' is ${text.isWellFormed() ? `longer than ${LONGEST} characters` : 'a text with half of a character in it'}`,
			'Give an ID, not a description.',
		);
	return text;
}

/** A date of JavaScript's or of Luxon's, which has one spelling. */
function dateText(given: unknown): string | undefined {
	if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
	const { toJSON } = given as { toJSON?: unknown };
	const json: unknown = typeof toJSON === 'function' ? (toJSON as () => unknown).call(given) : undefined;
	return typeof json === 'string' ? json : undefined;
}

/** A key in the form that a header, or a field of so many characters, takes: itself, else its hash. */
export function wireKey(key: string, maxLength = 255, isHeader = false): string {
	const fits = key.length <= maxLength && (!isHeader || /^[\x21-\x7e]+( +[\x21-\x7e]+)*$/.test(key));
	return fits ? key : hash('sha256', key, 'base64url').slice(0, maxLength);
}
