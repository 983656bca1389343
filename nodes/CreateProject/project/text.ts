/**
 * Texts that were written by somebody else, for people and models to read: on one line, and without characters that
 * show nothing and change what the others show.
 */

/**
 * Control characters (C0, C1, which act on terminals and logs), line and paragraph separators, and characters that
 * reorder or hide text: Unicode's bidirectional controls (UAX 9), invisible ones and tags (U+E0000), in which words
 * for a model can be hidden. The joiner U+200D stays: emoji are made with it.
 */
const UNSEEN = /[\p{Cc}\u2028\u2029]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** One line of visible text: white space and control characters become one space each. */
export const plain = (text: string): string =>
	text.replace(UNSEEN, (character) => (/[\s\p{Cc}]/u.test(character) && character !== '\ufeff' ? ' ' : '')).replace(/\s+/g, ' ');

/**
 * The beginning of a text, plain. A pasted document must not fill the error panel.
 *
 * @param length in characters, not UTF-16 units.
 */
export function shorten(text: string, length = 60): string {
	// No more is looked at than can be shown; a text of megabytes costs nothing.
	const most = length * 4 + 1000;
	const characters = [...plain(text.length > most ? text.slice(0, most) : text)];
	return characters.length > length || text.length > most ? `${characters.slice(0, length).join('')}…` : characters.join('');
}

/** A text without the slashes (or whatever is given) at its end. By positions: `/\/+$/` begins anew at each slash of a long row of them. */
export function withoutEnd(text: string, character = '/'): string {
	let end = text.length;
	while (end > 0 && text[end - 1] === character) end--;
	return text.slice(0, end);
}

/** An item as people count, with the name of its project: `Item 2 (Gamma)`. @param quote puts the name into words. */
export const itemWords = (index: number, name: unknown, quote: (text: string) => string): string => {
	const known = typeof name === 'string' || typeof name === 'number' ? quote(String(name).trim()) : '';
	return `Item ${index + 1}${known === '' ? '' : ` (${known})`}`;
};

/** What an HTML parser takes for the beginning of a tag, a comment or a declaration. */
const TAG = /<(?=[a-z/!?])/gi;

/**
 * For places where n8n's editor renders HTML: hints, an error's description, the notice in place of the fields. Only what would
 * be markup is escaped, because a model or a log reads the same text as it is.
 */
export const escapeMarkup = (text: string): string => text.replace(/&(?=#?\w{1,31};)/g, '&amp;').replace(TAG, '&lt;');

/**
 * For an error's message, which n8n shows as text in the panel and as HTML in its notifications: a space makes a tag a text in
 * both.
 */
export const splitMarkup = (text: string): string => text.replace(TAG, '< ');
