/** What an answer's bytes are written in, by their marks, their Content-Type and their own first line (WHATWG Encoding). */

/** Names for UTF-8 and its part ASCII: nothing has to be looked up for these. */
const UTF8 = /^(utf-?8|us-ascii|ascii)$/i;

const CHARSET = /charset\s*=\s*["']?([\w.:-]{1,40})/i;
/** `<?xml version="1.0" encoding="ISO-8859-1"?>` and `<meta charset="windows-1251">`. */
const DECLARED = /<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})/i;
/** How far into the text its own declaration of an encoding is looked for, bytes. */
const HEAD = 1024;

/**
 * The encoding of a body, as a label of the Encoding Standard.
 *
 * @param head the first bytes as Latin-1, each a character.
 * @param contentType the header, if there is one.
 * @returns `undefined` for UTF-8, which nearly all are.
 */
export function charsetOf(head: string, contentType: string | undefined): string | undefined {
	const [a, b] = [head.charCodeAt(0), head.charCodeAt(1)];
	// A mark beats what the header says; so do the zeros of UTF-16 (RFC 4627, 3), which no other text begins with.
	if (a === 0xff && b === 0xfe) return 'utf-16le';
	if (a === 0xfe && b === 0xff) return 'utf-16be';
	if (head.startsWith('\u00ef\u00bb\u00bf')) return undefined;
	if (b === 0 && a !== 0) return 'utf-16le';
	if (a === 0 && b !== 0) return 'utf-16be';
	const named = CHARSET.exec(contentType ?? '')?.[1];
	const declared = named === undefined && head.startsWith('<') ? DECLARED.exec(head.slice(0, HEAD)) : null;
	const label = named ?? declared?.[1] ?? declared?.[2];
	// UTF-16 was seen above: a text that can be read as ASCII is none, whatever it says of itself.
	return label === undefined || UTF8.test(label) || /^utf-?16|^ucs-?2/i.test(label) ? undefined : label.toLowerCase();
}

/** How many bytes `charsetOf` needs at most. */
export const CHARSET_HEAD = HEAD;
