import type { INodeExecutionData } from 'n8n-workflow';
import { getSegments } from '../project/json';

/** Does a stored parameter hold an expression anywhere? Without one it is the same for every item. */
export function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}

/**
 * The path of an expression that does nothing but name an input field, `{{ $json.deal.name }}`: by far the
 * most common one. Reading it here saves n8n's isolated evaluation, about a millisecond per expression.
 */
export function inputField(parameter: unknown): string[] | undefined {
	const path = typeof parameter === 'string' ? /^=\{\{\s*\$json((?:\.[A-Za-z_]\w*)+)\s*\}\}$/.exec(parameter)?.[1] : undefined;
	return path?.slice(1).split('.');
}

type Values = Record<string, unknown>;

/**
 * Reads a group of values of which some are plain input fields and the others no expressions: n8n reads
 * the group once, for what is fixed in it, and the input fields are looked up here.
 *
 * @param stored the group as the workflow has it, by key.
 * @param read n8n's own reading, for all else: other expressions, and values that are missing or no scalars.
 */
export function plainReader(
	items: readonly INodeExecutionData[],
	stored: Values,
	read: (index: number) => Values,
): (index: number) => Values {
	const plain: Array<[key: string, field: string[]]> = [];
	for (const [key, value] of Object.entries(stored)) {
		if (!hasExpression(value)) continue;
		const field = inputField(value);
		if (field === undefined) return read;
		plain.push([key, field]);
	}
	let fixed: Values | undefined;
	return (index) => {
		if (fixed === undefined) return { ...(fixed = read(index)) };
		const values = { ...fixed };
		for (const [key, field] of plain) {
			const value = getSegments(items[index].json, field);
			if (!['string', 'number', 'boolean'].includes(typeof value)) return read(index);
			values[key] = value;
		}
		return values;
	};
}
