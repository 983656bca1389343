/** Names of projects: when two are the same one, and when one is what an API made of the other. */

/** Two names with the same comparable form are the same to people: Unicode NFC, outer white space off. */
export const comparable = (name: string, ignoreCase = false): string =>
	ignoreCase ? name.normalize('NFC').trim().toLowerCase() : name.normalize('NFC').trim();

/**
 * What an answer's name is to the name that was sent.
 * - `same`: the same text for people.
 * - `changed`: what an API may have made of it: other case, spaces, signs or entities, cut short, a number appended.
 * - `other`: another project's, or another thing's.
 */
export type Naming = 'same' | 'changed' | 'other';

/** Shorter beginnings may be anything's name: an API that cuts names leaves more of them. */
const SHORTEST_CUT = 8;
/** "Sprint 1" is the beginning of "Sprint 12" without having been cut from it: inside of a number only longer ones count. */
const SHORTEST_CUT_IN_NUMBER = 20;

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** HTML and XML character references to the characters they stand for; unknown ones stay. */
export const unescapeMarkup = (text: string): string =>
	text.includes('&')
		? text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, name: string) => {
				if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
				const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
				return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
			})
		: text;

/** Letters and digits alone, without case, marks and width. */
const bare = (name: string): string =>
	unescapeMarkup(name)
		.normalize('NFKD')
		.toUpperCase()
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');

export function namingOf(given: string, wanted: string): Naming {
	if (comparable(given) === comparable(wanted)) return 'same';
	const [a, b] = [bare(given), bare(wanted)];
	if (a === b) return 'changed';
	const isInNumber = /\d$/.test(a) && /^\d/.test(b.slice(a.length));
	if (a.length >= (isInNumber ? SHORTEST_CUT_IN_NUMBER : SHORTEST_CUT) && b.startsWith(a)) return 'changed';
	// "Apollo (1)", "Apollo-2", "Apollo copy": a free name was made of the one that is taken. "Apollo 12" was not made of "Apollo 1".
	const isLongerNumber = /\d$/.test(b) && /^\d/.test(after(given, b.length));
	return b !== '' && a.startsWith(b) && /^(copy|kopie|copie)?\d{0,4}$/.test(a.slice(b.length)) && !isLongerNumber ? 'changed' : 'other';
}

/** What stands in a name behind so many of its letters and digits. */
function after(name: string, letters: number): string {
	const plain = unescapeMarkup(name).normalize('NFKD').toUpperCase().toLowerCase();
	let seen = 0;
	let at = 0;
	for (const character of plain) {
		if (seen === letters) break;
		if (/[\p{L}\p{N}]/u.test(character)) seen++;
		at += character.length;
	}
	return plain.slice(at);
}
