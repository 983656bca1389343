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
