/**
 * The words for true and false that people write into tables and forms: English, German, French, Spanish, Italian, Portuguese, Dutch,
 * Polish and Russian, as for dates. A cross or a tick is none: in one table an `x` means yes, in the next no.
 */
const YES = new Set('true yes y on 1 ja j wahr oui vrai s\u00ed si verdadero s\u00ec vero sim verdadeiro waar tak \u0434\u0430'.split(' '));
const NO = new Set('false no n off 0 nein falsch non faux falso n\u00e3o nao nee onwaar nie \u043d\u0435\u0442'.split(' '));

/** What people mean by a text or a number; `undefined` where that is neither yes nor no. */
export function wordOf(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const word = String(value).normalize('NFC').trim().toLowerCase();
	return YES.has(word) ? true : NO.has(word) ? false : undefined;
}
