import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { kindOf, plainText } from '../project/asked/given';
import { isObject } from '../project/json';
import { wordOf } from '../project/asked/words';
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

/** On or off, in the usual words. @throws {InputProblem} for any other. */
function switchOf(value: unknown, box: string): boolean {
	const meant = value === null || ['', 'null', 'undefined'].includes(folded(value)) ? false : wordOf(value);
	if (meant !== undefined) return meant;
	throw new InputProblem(`'${box}' is neither on nor off`, 'Give true or false.');
}

/**
 * The boxes of a collection as they are described: texts are texts, numbers are numbers, choices are choices, switches are on or off;
 * so are the boxes of the groups in it.
 *
 * @throws {InputProblem} naming the box.
 */
export function collectionOf(
	group: unknown,
	{ options = [], displayName }: Pick<INodeProperties, 'options' | 'displayName'>,
): Record<string, unknown> {
	if (group === undefined || group === null || group === '') return {};
	if (!isObject(group))
		throw new InputProblem(
			`'${displayName}' came out as ${kindOf(group)}, and must be an object`,
			'Remove the expression for the whole group, and give one for each box.',
		);
	return boxesOf(group, options as INodeProperties[]);
}

const boxesOf = (group: object, properties: readonly INodeProperties[]): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(group).map(([name, given]) => {
			const property = properties.find((one) => one.name === name);
			return [name, property === undefined || given === undefined ? given : boxOf(given, property)];
		}),
	);

function boxOf(given: unknown, property: INodeProperties): unknown {
	const { type, displayName, options, typeOptions } = property;
	switch (type) {
		case 'options':
			return choiceOf(given, options as INodePropertyOptions[], displayName);
		case 'boolean':
			return switchOf(given, displayName);
		case 'number':
			return numberOf(given, displayName);
		case 'string':
			// As typed: white space may be meant.
			if (typeof given === 'string' || typeof given === 'boolean') return String(given);
			// A box of several rows takes a document, which an expression may give as the object that it is.
			if (typeOptions?.rows !== undefined && typeof given === 'object' && given !== null) return JSON.stringify(given);
			return plainText(given, `'${displayName}'`, 'Let the expression give a text.') ?? '';
		case 'collection':
			return collectionOf(given, property);
		case 'fixedCollection':
			return entriesOf(given, property);
		default:
			return given;
	}
}

/** Groups of boxes, one of a kind or a list of them. */
function entriesOf(given: unknown, property: INodeProperties): Record<string, unknown> {
	const kinds = (property.options ?? []) as INodePropertyCollection[];
	return Object.fromEntries(
		Object.entries(collectionOf(given, { displayName: property.displayName })).map(([name, held]) => {
			const values = kinds.find((kind) => kind.name === name)?.values ?? [];
			const one = (entry: unknown): unknown => collectionOf(entry, { displayName: property.displayName, options: values });
			return [name, Array.isArray(held) ? held.map(one) : one(held)];
		}),
	);
}

/** A number, also as text; `undefined` for an empty box. */
function numberOf(given: unknown, box: string): number | undefined {
	const text = plainText(given, `'${box}'`, 'Let the expression give a number.');
	if (text === undefined) return undefined;
	if (Number.isFinite(Number(text))) return Number(text);
	throw new InputProblem((quote) => `'${box}' must be a number, but '${quote(text)}' was given`, 'Correct the value or empty the box.');
}
