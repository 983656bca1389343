import { shorten } from './text';

/** Puts somebody else's text into words: on one line, and no longer than `length` characters, 60 where none is given. */
export type Quote = (text: string, length?: number) => string;

/**
 * Words of a problem. A function where they quote a value, which may hold a secret: half of one would not be found, so the
 * value is masked before it is shortened.
 */
export type Words = string | ((quote: Quote) => string);

const spoken = (words: Words, quote: Quote): string => (typeof words === 'string' ? words : words(quote));

/**
 * Input or settings that cannot be sent. Thrown before any request; the node turns it into n8n's own
 * error type. The message says what is wrong, the hint how to mend it.
 */
export class InputProblem extends Error {
	readonly hint: string | undefined;
	/** The same words with another way to quote. */
	readonly quotedBy: (quote: Quote) => InputProblem;

	constructor(message: Words, hint?: Words) {
		super(spoken(message, shorten));
		this.name = 'InputProblem';
		this.hint = hint === undefined ? undefined : spoken(hint, shorten);
		this.quotedBy = (quote) => new InputProblem(spoken(message, quote), hint === undefined ? undefined : spoken(hint, quote));
	}
}

/** The same as a function, for use where another error was caught: n8n's lint allows no `new` there. */
export const inputProblem = (message: Words, hint?: Words): InputProblem => new InputProblem(message, hint);

/** Passes on what was caught and is none of ours. */
export const passOn = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)));

/** Several problems of one item as one: all of them are told at once. */
export function problemsTogether(problems: readonly InputProblem[]): InputProblem {
	const [first, ...others] = problems;
	if (others.length === 0) return first;
	const inTurn =
		(part: (problem: InputProblem) => string | undefined, between: string): Words =>
		(quote) =>
			[...new Set(problems.map((problem) => part(problem.quotedBy(quote))).filter((text) => text !== undefined))].join(between);
	return new InputProblem(
		inTurn(({ message }) => message, '; '),
		inTurn(({ hint }) => hint, ' '),
	);
}

/**
 * Whatever was thrown, as a problem of the item for which it was thrown. JavaScript lets anything be
 * thrown; none of it may end more than one item.
 */
export function problemOf(cause: unknown): InputProblem {
	if (cause instanceof InputProblem) return cause;
	if (cause instanceof RangeError && /call stack/i.test(cause.message))
		return new InputProblem(
			'A value of this item is nested too deeply',
			'No project tool takes that: check the expressions under Fields, and the input of this item.',
		);
	return new InputProblem(
		(quote) => `This item could not be handled: ${quote(textOf(cause), 500)}`,
		'Nothing like this is expected here. Please report it to the makers of the node, with the input of this item if you can.',
	);
}

/** What a thrown value says, in one line. */
function textOf(cause: unknown): string {
	const text = cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : safeJson(cause);
	const line = text.replace(/\s+/g, ' ').trim();
	return line === '' ? 'no reason was given' : line;
}

function safeJson(value: unknown): string {
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return 'an object without words';
	}
}
