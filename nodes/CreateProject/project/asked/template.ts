import type { Filter, Json, Template } from '../../services/service';
import { literal } from '../literal';
import { getPath, isAbsent, isObject, segmentsOf, type JsonObject } from '../json';

/** Values for placeholders, by their first name: `{reply.data.id}` starts at `reply`. */
export type Scope = Record<string, unknown>;

/** Filters that turn a text into a text; `json` takes any value, `number` makes one. */
type TextFilter = Exclude<Filter, 'json' | 'number'>;

const FILTERS: Record<TextFilter, (text: string) => string> = {
	formula: (text) => text.replace(/[\\"]/g, (character) => `\\${character}`),
	segments: (text) => text.split('/').map(encodeSegment).join('/'),
	quoted: (text) => JSON.stringify(text).slice(1, -1),
	spaced: (text) => (text.endsWith(' ') ? text : `${text} `),
	base64: (text) => Buffer.from(text, 'utf8').toString('base64'),
	lower: (text) => text.toLowerCase(),
	upper: (text) => text.toUpperCase(),
	slug: (text) =>
		text
			.toLowerCase()
			.replace(/[^\p{L}\p{N}]+/gu, '-')
			.replace(/^-+|-+$/g, ''),
};

const PLACEHOLDER = /\{\{|\}\}|\{([A-Za-z_][\w.-]*)(\?)?(?:\|([a-z0-9]+))?\}/g;
const WHOLE = /^\{([A-Za-z_][\w.-]*)(\|number)?\}$/;

const brokenText = (): RangeError => new RangeError('The value has half of a surrogate pair and cannot be part of an address');

/**
 * Percent-encodes one path segment. `.` and `..` have no encoding that arrives as data: URLs take `%2e` for the dot itself
 * (WHATWG URL, 4.4), and `%252e` arrives as `%2e`. Any other value has one, backslashes (`%5C`) and `../x` (`..%2Fx`) included.
 *
 * @throws {RangeError} when the value is empty or one of these two.
 */
export function encodeSegment(value: string): string {
	if (value === '') throw new RangeError('An empty value cannot be part of an address');
	if (value === '.' || value === '..')
		throw new RangeError(`The value "${value}" cannot be part of an address: in each of its forms it means another level of the path`);
	try {
		return encodeURIComponent(value);
	} catch {
		throw brokenText();
	}
}

const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** A placeholder's value: an exact name first (`start-date`), then a path (`reply.data.id`). */
export const lookUp = (scope: Scope, name: string): unknown => (Object.hasOwn(scope, name) ? scope[name] : getPath(scope, name));

/** Names used by a text's placeholders. */
export function placeholdersIn(text: string): string[] {
	return [...text.matchAll(PLACEHOLDER)].flatMap((match) => (match[1] ? [match[1]] : []));
}

/** The text as it was written, with `x` in place of each placeholder. */
export const withoutPlaceholders = (text: string): string =>
	text.replace(PLACEHOLDER, (token, name?: string) => (name === undefined ? token[0] : 'x'));

/**
 * Fills a text's placeholders.
 *
 * @param encode applied to every value, e.g. {@link encodeSegment} for a path.
 * @returns `undefined` when a placeholder has no value: half a text must not be sent.
 */
export function fillText(text: string, scope: Scope, encode: (value: string) => string = (value) => value): string | undefined {
	let missing = false;
	const filled = text.replace(PLACEHOLDER, (token, name?: string, isOptional?: string, filter?: string) => {
		if (name === undefined) return token[0];
		const value = lookUp(scope, name);
		if (isAbsent(value) || value === null) {
			missing ||= isOptional === undefined;
			return '';
		}
		const plain = textOf(value);
		if (filter === 'json') return encode(JSON.stringify(value));
		const own = filter ? FILTERS[filter as TextFilter] : undefined;
		// `segments` brings its own encoding and must not be encoded twice.
		if (filter === 'segments') return FILTERS.segments(plain);
		return encode(own ? own(plain) : plain);
	});
	return missing ? undefined : filled;
}

/**
 * A person's parameter as a template: its placeholders take their value in the form of the place where they stand, and all other
 * braces stay what they are. In JSON a value cannot end the text that it stands in.
 */
export function parameterTemplate(text: string): string {
	const parts = text.split(/(\{[A-Za-z_][\w.-]*\??(?:\|[a-z0-9]+)?\})/);
	const sample = parts.map((part, index) => (index % 2 === 0 ? part : '0')).join('');
	const isJson = /^\s*[[{]/.test(sample) && isParsed(sample);
	const filled = parts.map((part, index) => {
		if (index % 2 === 0) return literal(part);
		if (!isJson || part.includes('|')) return part;
		const isInText =
			(
				parts
					.slice(0, index)
					.join('')
					.match(/(?<!\\)"/g) ?? []
			).length %
				2 ===
			1;
		return `${part.slice(0, -1)}|${isInText ? 'quoted' : 'json'}}`;
	});
	return filled.join('');
}

function isParsed(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** A path whose segments may be placeholders; each stays one segment, dots and all. */
export const fillSegments = (path: string, scope: Scope): string[] => segmentsOf(path).map((segment) => fillText(segment, scope) ?? '');

/** Digits as a number, unless that would change them. */
const asNumber = (value: Json): Json =>
	typeof value === 'string' && /^-?\d+$/.test(value) && String(Number(value)) === value ? Number(value) : value;

/**
 * Fills the placeholders of a JSON template. A text that is one placeholder takes the value with its
 * type; entries without a value disappear, and so do objects that lose all their entries that way. The
 * key `...` spreads an object's entries into its own.
 */
export function fill(template: Template, scope: Scope): Json | undefined {
	if (typeof template === 'string') {
		const whole = WHOLE.exec(template);
		if (!whole) return fillText(template, scope);
		const value = lookUp(scope, whole[1]);
		if (isAbsent(value)) return undefined;
		return whole[2] === undefined ? (value as Json) : asNumber(value as Json);
	}
	if (Array.isArray(template)) {
		return template.map((entry) => fill(entry, scope)).filter((entry) => entry !== undefined);
	}
	if (!isObject(template)) return template;
	const filled: JsonObject = {};
	for (const [key, entry] of Object.entries(template)) {
		const value = fill(entry, scope);
		if (key === '...' && isObject(value)) Object.assign(filled, value);
		else if (value !== undefined) filled[key] = value;
	}
	return Object.keys(filled).length === 0 && Object.keys(template).length > 0 ? undefined : filled;
}
