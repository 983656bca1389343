import { kindOf, nameFault, plainText } from '../../../../nodes/CreateProject/project/asked/given';

describe('what cannot be a name', () => {
	it.each<[string, unknown, string | undefined]>([
		['nothing', undefined, 'is empty'],
		['null', null, 'is empty'],
		['an empty text', '', 'is empty'],
		['blanks', ' \t\n\u00a0', 'is empty'],
		['a zero-width space', '\u200b', 'is empty'],
		['soft hyphens', '\u00ad\u00ad', 'is empty'],
		['a Hangul filler', '\u3164', 'is empty'],
		['an empty Braille pattern', '\u2800', 'is empty'],
		['a byte order mark and a joiner', '\ufeff\u200d', 'is empty'],
		['a mark of direction', '\u200f', 'is empty'],
		['the word of a missing value', 'undefined', 'came out as "undefined"'],
		['the word of null', ' null ', 'came out as "null"'],
		['the word of no number', 'NaN', 'came out as "NaN"'],
		['the word of a date that is none', 'Invalid Date', 'came out as "Invalid Date"'],
		['the word of a DateTime that is none', 'Invalid DateTime', 'came out as "Invalid DateTime"'],
		['an object made a text', '[object Object]', 'came out as "[object Object]"'],
		['an object in a text', 'Deal [object Object]', 'came out as "Deal [object Object]"'],
		['a list of objects made a text', `[object Object]${',[object Object]'.repeat(20)}`, 'came out as "[object Object]"'],
		['no number', NaN, 'came out as "NaN"'],
		['yes', true, 'came out as true'],
		['no', false, 'came out as false'],
		['a list', ['A'], 'came out as a list'],
		['an object', { name: 'A' }, 'came out as an object'],
		['a Date', new Date(0), 'came out as a date'],
		['a DateTime', { toISODate: () => '2027-01-01' }, 'came out as a date'],
		['a number', 42, undefined],
		['zero', 0, undefined],
		['a text of digits', '007', undefined],
		['such a word among others', 'The undefined project', undefined],
		['such a word with a capital', 'Null', undefined],
		['emoji', '👩‍👩‍👧', undefined],
		['one character of any script', 'ㅋ', undefined],
		['text with invisible ones in it', '\u200fשלום\u200b', undefined],
		['braces', '{{ $json.x }}', undefined],
	])('%s', (_title, value, expected) => expect(nameFault(value)).toBe(expected));
});

describe('the text of a box', () => {
	it.each<[unknown, string | undefined]>([
		['  a b ', 'a b'],
		[' ', undefined],
		[null, undefined],
		[undefined, undefined],
		[42, '42'],
		[0, '0'],
		[10n, '10'],
	])('of %p is %p', (value, expected) => expect(plainText(value, "'Token'", 'Mend it.')).toBe(expected));

	it.each<[unknown, string]>([
		[true, 'true'],
		[NaN, 'NaN'],
		[{ secret: 'abc' }, 'an object'],
		[['abc'], 'a list'],
		[new Date(), 'a date'],
		[() => 'abc', 'a function'],
	])('is none of %p', (value, kind) => {
		expect(kindOf(value)).toBe(kind);
		expect(() => plainText(value, "'Token'", 'Mend it.')).toThrow(`'Token' came out as ${kind}, and must be a text`);
	});
});
