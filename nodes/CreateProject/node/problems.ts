import { apiSettings } from '../description/apiSettings';
import { options } from '../description/options';
import { project } from '../description/project';
import { InputProblem, problemOf } from '../project/problem';

/** Top-level parameters by name, as the screen calls them. */
const LABELS = new Map([...project, apiSettings, options].map(({ name, displayName }) => [name, displayName]));

/**
 * What n8n threw while it worked out a parameter or a credential for one item, in words: which item, what
 * n8n said, how to mend it. n8n refuses some expressions (a node that does not exist, a date that is none);
 * that must end no other item.
 *
 * @param index of the item, from 0
 */
export function readingProblem(cause: unknown, index: number): InputProblem {
	if (cause instanceof InputProblem) return cause;
	if (!isExpressionError(cause)) return nodeProblem(cause);
	const parameter = String(cause.context?.parameter ?? '').split('.')[0];
	const label = LABELS.get(parameter);
	const place = label === undefined ? 'an expression' : `an expression in '${label}'`;
	return new InputProblem(
		`Item ${index + 1}: ${place} could not be worked out: ${oneLine(cause.message)}`,
		[
			oneLine(String(cause.description ?? '')),
			'Open the expression, look at its result for this item, and mend it or the input; then retry. What is done is not sent again',
		]
			.filter((part) => part !== '')
			.map((part) => part.replace(/(?<![.!?])[.!?]*$/, '.'))
			.join(' '),
	);
}

/** n8n's own refusals have a message for people and say how to solve it. */
function nodeProblem(cause: unknown): InputProblem {
	if (!(cause instanceof Error) || !('description' in cause || 'node' in cause || 'level' in cause)) return problemOf(cause);
	const { description } = cause as { description?: unknown };
	return new InputProblem(oneLine(cause.message), typeof description === 'string' ? oneLine(description) : undefined);
}

/** Not by class: expressions run in an isolate of their own, and older n8n wraps them differently. */
const isExpressionError = (cause: unknown): cause is Error & { context?: { parameter?: unknown }; description?: unknown } =>
	cause instanceof Error && /^Expression/.test(cause.name || cause.constructor.name);

/** n8n puts HTML and line breaks in some of its texts. */
const oneLine = (text: string): string =>
	text
		.replace(/<[^<>]*>/g, '')
		.replace(/\s+/g, ' ')
		.trim();
