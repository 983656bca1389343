/**
 * Input or settings that cannot be sent. Thrown before any request; the node turns it into n8n's own
 * error type. The message says what is wrong, the hint how to mend it.
 */
export class InputProblem extends Error {
	constructor(
		message: string,
		readonly hint?: string,
	) {
		super(message);
		this.name = 'InputProblem';
	}
}

/** The same as a function, for use where another error was caught: n8n's lint allows no `new` there. */
export const inputProblem = (message: string, hint?: string): InputProblem => new InputProblem(message, hint);

/** Passes on what was caught and is none of ours. */
export const passOn = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)));

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
		`This item could not be handled: ${textOf(cause)}`,
		'Nothing like this is expected here. Please report it to the makers of the node, with the input of this item if you can.',
	);
}

/** What a thrown value says, in one line. */
function textOf(cause: unknown): string {
	const text = cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : safeJson(cause);
	const line = text.replace(/\s+/g, ' ').trim();
	return line === '' ? 'no reason was given' : line.slice(0, 500);
}

function safeJson(value: unknown): string {
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return 'an object without words';
	}
}
