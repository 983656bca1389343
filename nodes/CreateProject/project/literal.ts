import type { Json } from '../services/service';
import { isObject } from './json';

/** Braces doubled, so that a constant text is not taken for a template. */
export const literal = (text: string): string => text.replace(/[{}]/g, (brace) => brace + brace);

/** The same for every text of a JSON value. */
export const literalJson = <T extends Json>(value: T): T => doubled(value) as T;

function doubled(value: Json): Json {
	if (typeof value === 'string') return literal(value);
	if (Array.isArray(value)) return value.map(doubled);
	return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, doubled(entry)])) : value;
}
