import type { Json, Path } from '../services/service';
import { BOUNDS } from './bounds';
import { InputProblem } from './problem';

/** A plain object read from JSON or from a person's input. */
export type JsonObject = { [key: string]: Json };

/** Names that would reach an object's prototype; never written and never read. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** No value to send: nothing given. `false`, `0` and `null` are values; an empty text is not. */
export const isAbsent = (value: unknown): boolean => value === undefined || value === '';

/**
 * `a.b.0` to its segments; the empty path has none. A name with points in it is written `Est\. hours.number` or, as in
 * JavaScript, `['Est. hours'].number`.
 */
export const segmentsOf = (path: Path): string[] => {
	if (path === '') return [];
	// Most are one name.
	if (!path.includes('.') && !path.includes('[')) return [path];
	if (/\[["']/.test(path)) return bracketed(path);
	return path.includes('\\.') ? unescaped(path) : path.split('.');
};

const unescaped = (path: string): string[] => path.split(/(?<!\\)\./).map((segment) => segment.replaceAll('\\.', '.'));

/** `a['b.c'].d["e"]`; a bracket that is not closed is part of a name. */
function bracketed(path: string): string[] {
	const segments: string[] = [];
	let plain = '';
	const flush = (): void => {
		if (plain !== '') segments.push(...unescaped(plain));
		plain = '';
	};
	for (let at = 0; at < path.length; ) {
		const quote = path[at] === '[' && (path[at + 1] === "'" || path[at + 1] === '"') ? path[at + 1] : undefined;
		const end = quote === undefined ? -1 : path.indexOf(`${quote}]`, at + 2);
		if (end < 0) {
			plain += path[at++];
			continue;
		}
		flush();
		segments.push(path.slice(at + 2, end));
		at = end + 2;
		if (path[at] === '.') at++;
	}
	flush();
	return segments;
}

/** A name as one segment of a path. */
export const escapeSegment = (name: string): string => name.replaceAll('.', '\\.');

/** The value at a path, or `undefined`. Reads own properties only. */
export function getPath(value: unknown, path: Path | undefined): unknown {
	if (path === undefined) return undefined;
	if (path === '' || path.includes('.') || path.includes('[')) return getSegments(value, segmentsOf(path));
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

/**
 * Deep copy without prototype-reaching names, for objects a person typed or an API sent.
 *
 * @throws {InputProblem} for what is nested deeper than {@link BOUNDS}, which no API takes.
 */
export function cleanJson(value: unknown, depth = 0): Json | undefined {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value === 'bigint') return value.toString();
	if (typeof value !== 'object') return undefined;
	if (depth >= BOUNDS.depth) throw tooDeep();
	if (Array.isArray(value)) return value.map((entry) => cleanJson(entry, depth + 1) ?? null);
	// Dates and luxon's DateTime know their own JSON form.
	const own = value as { toJSON?: () => unknown };
	if (typeof own.toJSON === 'function') return cleanJson(own.toJSON(), depth + 1);
	const copy: JsonObject = {};
	for (const [key, entry] of Object.entries(value)) {
		if (FORBIDDEN.has(key)) continue;
		const clean = cleanJson(entry, depth + 1);
		if (clean !== undefined) copy[key] = clean;
	}
	return copy;
}

const tooDeep = (): InputProblem =>
	new InputProblem(
		`A value is nested more than ${BOUNDS.depth} levels deep and cannot be sent`,
		'Check the expression or the column that should supply it; it may hold a list within itself.',
	);

/**
 * A person's JSON text to a value, with integers beyond 2^53 kept as strings: `JSON.parse` would silently change
 * their last digits (RFC 8259, 6).
 *
 * @throws {SyntaxError} as `JSON.parse` does.
 * @throws {InputProblem} for what is nested deeper than {@link BOUNDS}.
 */
export function parseJson(text: string): Json {
	if (boundedDepth(text) !== text) throw tooDeep();
	return exactJson(text);
}

/** Stands for what an answer holds deeper than {@link BOUNDS}. */
export const TOO_DEEP = `(more than ${BOUNDS.depth} levels deep)`;

/**
 * The same for the text of an answer: a project that was made must not be lost for what lies deep within it, so that
 * is left out, and {@link TOO_DEEP} stands in its place.
 *
 * @throws {SyntaxError} as `JSON.parse` does, and for lists that do not end.
 */
export const readJson = (text: string): Json => exactJson(boundedDepth(text));

/** In time that grows with the text: parsed first, and looked at for large numbers only when it is JSON. */
function exactJson(text: string): Json {
	const value = JSON.parse(text) as Json;
	return /\d{16}/.test(text) ? (JSON.parse(quoteLargeIntegers(text)) as Json) : value;
}

/**
 * The text with what is deeper than {@link BOUNDS} replaced; the text itself where nothing is. Before parsing, because
 * `JSON.parse` needs seconds and hundreds of megabytes for megabytes of brackets.
 */
function boundedDepth(text: string): string {
	// Each level takes two characters.
	if (text.length <= BOUNDS.depth * 2) return text;
	let bounded = '';
	let copied = 0;
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 0x22) at = endOfString(text, at);
		else if (code === 0x5b || code === 0x7b) {
			if (++depth === BOUNDS.depth + 1) {
				bounded += text.slice(copied, at);
				copied = text.length;
			}
		} else if (code === 0x5d || code === 0x7d) {
			if (depth-- === BOUNDS.depth + 1) {
				bounded += JSON.stringify(TOO_DEEP);
				copied = at + 1;
			}
		}
	}
	return bounded === '' ? text : bounded + text.slice(copied);
}

/** JSON text with its large integers as strings. The digits of a fraction (0.30000000000000004) or an exponent are no integer. */
function quoteLargeIntegers(text: string): string {
	// Every second one is a large integer.
	const pieces: string[] = [];
	let copied = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 0x22) at = endOfString(text, at);
		else if (code === 0x2d || isDigit(code)) {
			const start = at;
			while (isDigit(text.charCodeAt(at + 1))) at++;
			const next = text[at + 1] ?? '';
			if ('.eE+-'.includes(next) && next !== '') while (/[\d.eE+-]/.test(text[at + 1] ?? '')) at++;
			else if (at - start >= 15 && (at - start > 16 || !Number.isSafeInteger(Number(text.slice(start, at + 1))))) {
				pieces.push(text.slice(copied, start), text.slice(start, at + 1));
				copied = at + 1;
			}
		}
	}
	return pieces.length === 0 ? text : [...pieces, text.slice(copied)].join('"');
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Where a string ends that begins at a position; the end of the text for one that does not. */
function endOfString(text: string, start: number): number {
	for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
		let slash = at;
		while (text.charCodeAt(slash - 1) === 0x5c) slash--;
		// An even number of backslashes stands for half as many of them, and the quotation mark for itself.
		if ((at - slash) % 2 === 0) return at;
	}
	return text.length;
}

/** JSON text with sorted keys: equal values give equal texts, whatever order they were built in. */
export function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	if (!isObject(value)) return JSON.stringify(value) ?? 'null';
	const entries = Object.keys(value).sort();
	return `{${entries.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`;
}
