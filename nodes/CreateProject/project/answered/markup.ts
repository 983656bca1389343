import type { Json } from '../../services/service';
import { isObject, type JsonObject } from '../json';
import { unescapeMarkup } from './name';

/** How much of a text is read as XML or HTML, and how deep; an answer in words is never longer. */
const LIMITS = { characters: 200_000, elements: 5_000, depth: 40, tag: 4_000 };

/** Where an element's own text is, when it has attributes or children as well. */
export const OWN_TEXT = '#text';

interface Element {
	name: string;
	value: JsonObject;
	text: string[];
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * XML as the JSON of the same shape: elements and attributes by their names without prefix, repeated elements as lists, an
 * element without either as its text. One pass; what is not well-formed is read as far as it goes.
 *
 * @returns `undefined` when the text is no XML.
 */
export function readXml(text: string): Json | undefined {
	if (!text.startsWith('<')) return undefined;
	const end = Math.min(text.length, LIMITS.characters);
	const root: Element = { name: '', value: {}, text: [] };
	const open: Element[] = [root];
	let elements = 0;
	for (let at = 0; at < end; ) {
		const tag = text.indexOf('<', at);
		const top = open[open.length - 1];
		if (tag !== at) top.text.push(text.slice(at, tag < 0 ? end : tag));
		if (tag < 0) break;
		if (text.startsWith('<![CDATA[', tag)) {
			const close = text.indexOf(']]>', tag);
			top.text.push(text.slice(tag + 9, close < 0 ? end : close).replaceAll('&', '&amp;'));
			at = close < 0 ? end : close + 3;
			continue;
		}
		const isComment = text.startsWith('<!--', tag);
		const close = text.indexOf(isComment ? '-->' : '>', tag);
		if (close < 0) break;
		at = close + (isComment ? 3 : 1);
		if (isComment || text[tag + 1] === '!' || text[tag + 1] === '?') continue;
		if (text[tag + 1] === '/') {
			if (open.length > 1) closeElement(open);
			continue;
		}
		if (++elements > LIMITS.elements || open.length > LIMITS.depth) return undefined;
		const inside = text.slice(tag + 1, Math.min(close, tag + LIMITS.tag));
		const name = /^[\p{L}_][\p{L}\p{N}_:.-]*/u.exec(inside)?.[0];
		if (name === undefined) return undefined;
		open.push({ name: localName(name), value: attributesOf(inside.slice(name.length)), text: [] });
		if (inside.endsWith('/')) closeElement(open);
	}
	while (open.length > 1) closeElement(open);
	return elements === 0 ? undefined : root.value;
}

function attributesOf(inside: string): JsonObject {
	const attributes: JsonObject = {};
	let at = 0;
	for (;;) {
		const equals = inside.indexOf('=', at);
		if (equals < 0) return attributes;
		const name = inside.slice(at, equals).trim();
		const quote = inside.slice(equals + 1).trimStart()[0];
		const begin = inside.indexOf(quote, equals + 1);
		const close = quote === '"' || quote === "'" ? inside.indexOf(quote, begin + 1) : -1;
		if (close < 0) return attributes;
		if (!name.startsWith('xmlns') && name !== '') put(attributes, localName(name), unescapeMarkup(inside.slice(begin + 1, close)));
		at = close + 1;
	}
}

function closeElement(open: Element[]): void {
	const { name, value, text } = open.pop()!;
	const own = unescapeMarkup(text.join('')).trim();
	const isPlain = Object.keys(value).length === 0;
	if (!isPlain && own !== '') value[OWN_TEXT] = own;
	put(open[open.length - 1].value, name, isPlain ? own : value);
}

function put(target: JsonObject, name: string, value: Json): void {
	if (name === '__proto__') return;
	const held = Object.hasOwn(target, name) ? target[name] : undefined;
	if (held === undefined) target[name] = value;
	else if (Array.isArray(held)) held.push(value);
	else target[name] = [held, value];
}

const isEndOfName = (character: string | undefined): boolean => character === undefined || /[\s>/]/.test(character);

/** Without changing its length, as `toLowerCase` does with some letters. */
const lowered = (html: string): string => html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** The text of the first element of a name, without the markup inside. Linear in the text. */
function elementText(html: string, lower: string, name: string): string {
	for (let at = lower.indexOf(`<${name}`); at >= 0; at = lower.indexOf(`<${name}`, at + 1)) {
		if (!isEndOfName(lower[at + name.length + 1])) continue;
		const begin = lower.indexOf('>', at);
		if (begin < 0) return '';
		const end = lower.indexOf(`</${name}`, begin);
		return end < 0 && name === 'title'
			? textOnly(html.slice(begin + 1, begin + 500))
			: textOnly(html.slice(begin + 1, end < 0 ? undefined : end));
	}
	return '';
}

const HIDDEN = ['script', 'style', 'head', 'svg', 'noscript'];

/** Words without markup; what scripts, styles and heads hold are no words. */
function textOnly(html: string): string {
	const lower = lowered(html);
	const parts: string[] = [];
	for (let at = 0; at < html.length; ) {
		const tag = html.indexOf('<', at);
		parts.push(html.slice(at, tag < 0 ? undefined : tag));
		if (tag < 0) break;
		const hidden = HIDDEN.find((name) => lower.startsWith(`<${name}`, tag) && isEndOfName(lower[tag + name.length + 1]));
		const end = lower.startsWith('<!--', tag) ? '-->' : hidden === undefined ? '>' : `</${hidden}`;
		const close = lower.indexOf(end, tag);
		if (close < 0) break;
		at = close + (hidden === undefined ? end.length : 0);
		parts.push(' ');
	}
	return unescapeMarkup(parts.join('')).replace(/\s+/g, ' ').trim();
}

/** What a web page says: its title, and the words of its body. */
export function readHtml(text: string): { title: string; words: string } {
	const html = text.slice(0, LIMITS.characters);
	const lower = lowered(html);
	const body = elementText(html, lower, 'body');
	return { title: elementText(html, lower, 'title'), words: body === '' ? textOnly(html) : body };
}

/** Is an XML answer's only content what its root holds? The root's name is a wrapper that says nothing, unless it is `error`. */
export const withoutRoot = (value: Json): Json => {
	if (!isObject(value)) return value;
	const held = Object.values(value);
	return held.length === 1 && isObject(held[0]) ? held[0] : value;
};
