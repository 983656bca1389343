import { hash } from 'node:crypto';
import { InputProblem } from '../problem';
import { nameFault } from './given';

/** Characters of a key. No tool has longer IDs; a longer text is a sentence. */
const LONGEST = 500;
/** Levels of a project in which its description is looked for. */
const DEEPEST = 6;
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

const hashOf = (key: string): string => hash('sha256', key, 'base64url');

/** A key in the form that a header, or a field of so many characters, takes: itself, else its hash. */
export function wireKey(key: string, maxLength = 255, isHeader = false): string {
	const fits = key.length <= maxLength && (!isHeader || /^[\x21-\x7e]+( +[\x21-\x7e]+)*$/.test(key));
	return fits ? key : hashOf(key).slice(0, maxLength);
}

/** A key that stands in a text as it is: nothing in it that tools write another way. */
const PLAIN = /^[\w.:/#@+ -]{1,60}$/;
const LINE = /\[n8n key: ([^[\]\n]{1,60})\]/;

/** The line of a description by which a project shows its key. */
export const keyLineOf = (key: string): string => `[n8n key: ${PLAIN.test(key) ? key : hashOf(key)}]`;

/** A description with the line at its end, once. */
export const withKeyLine = (text: string, line: string): string =>
	text.includes(line) ? text : `${text.trimEnd()}\n\n${line}`.trimStart();

/** The line in a project as an API shows it, wherever it is there; `undefined`: none. */
export function keyLineIn(shown: unknown, depth = 0): string | undefined {
	if (typeof shown === 'string') return LINE.exec(shown)?.[0];
	if (typeof shown !== 'object' || shown === null || depth > DEEPEST) return undefined;
	for (const value of Object.values(shown)) {
		const line = keyLineIn(value, depth + 1);
		if (line !== undefined) return line;
	}
	return undefined;
}
