import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { InputProblem } from '../project/problem';

/**
 * What an expression puts into a box is of any type. A value that is not what the box takes is brought into its form
 * where that is plain, and else refused by the box's name: a *Dry Run* that gets the text `true` must not send.
 */

const folded = (value: unknown): string => String(value).trim().toLowerCase();

/** One of the choices, by its value or as the screen has it. @throws {InputProblem} for any other. */
export function choiceOf(value: unknown, choices: readonly INodePropertyOptions[], box: string): string {
	const isHere = ({ value: own, name }: INodePropertyOptions): boolean => [own, name].map(folded).includes(folded(value));
	const found = choices.find((choice) => choice.value === value) ?? choices.find(isHere);
	if (found && typeof value !== 'object') return String(found.value);
	const given = typeof value === 'object' ? 'an object' : String(value);
	throw new InputProblem(
		(quote) => `'${box}' is ${value === '' || value === null ? 'empty' : `"${quote(given)}"`}, which is none of its choices`,
		`Choose one of: ${choices.map(({ name }) => name).join(', ')}.`,
	);
}

const YES = new Set(['true', 'yes', 'on', '1']);
const NO = new Set(['false', 'no', 'off', '0', '', 'null', 'undefined']);

/** On or off, in the usual words. @throws {InputProblem} for any other. */
function switchOf(value: unknown, box: string): boolean {
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'object' || value === null) {
		if (YES.has(folded(value))) return true;
		if (NO.has(folded(value))) return false;
	}
	throw new InputProblem(`'${box}' is neither on nor off`, 'Give true or false.');
}

/**
 * The boxes of a collection as they are described: texts are texts, choices are choices, switches are on or off.
 *
 * @throws {InputProblem} naming the box.
 */
export function collectionOf(group: object, { options = [] }: INodeProperties): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(group).map(([name, given]) => {
			const property = (options as INodeProperties[]).find((one) => one.name === name);
			return [name, property === undefined || given === undefined ? given : boxOf(given, property)];
		}),
	);
}

function boxOf(given: unknown, { type, displayName, options }: INodeProperties): unknown {
	if (type === 'options') return choiceOf(given, options as INodePropertyOptions[], displayName);
	if (type === 'boolean') return switchOf(given, displayName);
	if (type !== 'string' || typeof given === 'string') return given;
	if (given === null) return '';
	if (typeof given === 'object') throw new InputProblem(`'${displayName}' is given an object or a list`, 'Let the expression give a text.');
	return String(given);
}
