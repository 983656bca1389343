import type { Json, Path } from '../services/service';

/** A plain object read from JSON or from a person's input. */
export type JsonObject = { [key: string]: Json };

/** Names that would reach an object's prototype; never written and never read. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** No value to send: nothing given. `false`, `0` and `null` are values; an empty text is not. */
export const isAbsent = (value: unknown): boolean => value === undefined || value === '';

/** `a.b.0` to its segments; the empty path has none. */
export const segmentsOf = (path: Path): string[] => (path === '' ? [] : path.split('.'));

/** The value at a path, or `undefined`. Reads own properties only. */
export function getPath(value: unknown, path: Path | undefined): unknown {
	if (path === undefined) return undefined;
	if (path === '' || path.includes('.')) return getSegments(value, segmentsOf(path));
	// Most paths are one name, and replies of unknown shape are asked for dozens of them.
	return typeof value === 'object' && value !== null && Object.hasOwn(value, path) ? (value as Record<string, unknown>)[path] : undefined;
}

/** The same for a path already cut into segments, which may then hold dots themselves. */
export function getSegments(value: unknown, segments: readonly string[]): unknown {
	let current: unknown = value;
	for (const segment of segments) {
		if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) return undefined;
		current = (current as Record<string, unknown>)[segment];
	}
	return current;
}

/**
 * Writes a value at a path and makes what is missing on the way; a segment of digits makes an array.
 *
 * @throws {RangeError} for a segment that would reach a prototype, and an array index above 999.
 */
export function setPath(target: JsonObject, segments: readonly string[], value: Json): void {
	let current: JsonObject | Json[] = target;
	segments.forEach((segment, position) => {
		if (FORBIDDEN.has(segment)) throw new RangeError(`"${segment}" cannot be used in a field path`);
		const isIndex = Array.isArray(current);
		if (isIndex && !/^\d{1,3}$/.test(segment)) throw new RangeError(`"${segment}" is not a position in a list`);
		const container = current as Record<string, Json>;
		if (position === segments.length - 1) {
			container[segment] = value;
			return;
		}
		const existing = Object.hasOwn(container, segment) ? container[segment] : undefined;
		if (typeof existing !== 'object' || existing === null) {
			container[segment] = /^\d{1,3}$/.test(segments[position + 1]) ? [] : {};
		}
		current = container[segment] as JsonObject | Json[];
	});
}

/** Deep copy without prototype-reaching names, for objects a person typed or an API sent. */
export function cleanJson(value: unknown): Json | undefined {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value === 'bigint') return value.toString();
	if (Array.isArray(value)) return value.map((entry) => cleanJson(entry) ?? null);
	if (typeof value !== 'object') return undefined;
	// Dates and luxon's DateTime know their own JSON form.
	const own = value as { toJSON?: () => unknown };
	if (typeof own.toJSON === 'function') return cleanJson(own.toJSON());
	const copy: JsonObject = {};
	for (const [key, entry] of Object.entries(value)) {
		if (FORBIDDEN.has(key)) continue;
		const clean = cleanJson(entry);
		if (clean !== undefined) copy[key] = clean;
	}
	return copy;
}

/**
 * JSON text to a value, with integers beyond 2^53 kept as strings: `JSON.parse` would silently change
 * their last digits (RFC 8259, 6).
 *
 * @throws {SyntaxError} as `JSON.parse` does.
 */
export function parseJson(text: string): Json {
	const safe = /\d{16}/.test(text)
		? // Strings first, so that nothing inside one is touched; unrolled, because `(a|b)*` overflows on megabytes. The
			// digits of a fraction (0.30000000000000004) or an exponent are no integer.
			text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g, (token) =>
				token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
			)
		: text;
	return JSON.parse(safe) as Json;
}

/** JSON text with sorted keys: equal values give equal texts, whatever order they were built in. */
export function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	if (!isObject(value)) return JSON.stringify(value) ?? 'null';
	const entries = Object.keys(value).sort();
	return `{${entries.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`;
}
