import { escapeMarkup, plain, shorten, splitMarkup } from '../../../nodes/CreateProject/project/text';
import { sizeOf } from '../../../nodes/CreateProject/project/bounds';

describe('texts of others', () => {
	it.each([
		['control characters', 'a\u0000b\u001b[31mc\u0085d', 'a b [31mc d'],
		['line ends of all kinds', 'a\r\nb\u2028c\u2029d\te', 'a b c d e'],
		['reordering characters', 'user\u202egnp.exe\u2066x\u2069\u200f', 'usergnp.exex'],
		['invisible characters', 'pa\u200bss\ufeffwo\u2060rd', 'password'],
		['tags that only models read', 'hi\u{e0049}\u{e0067}\u{e006e}!', 'hi!'],
	])('shows nothing that cannot be seen: %s', (_what, text, expected) => {
		expect(plain(text)).toBe(expected);
	});

	it('keeps letters of all scripts, and emoji made of several', () => {
		const text = 'Ünïcode 日本 שלום 👩‍👩‍👧 é';
		expect(plain(text)).toBe(text);
	});

	it('looks at no more of a long text than it shows', () => {
		const huge = 'a'.repeat(100_000_000);
		expect(shorten(huge, 400)).toBe(`${'a'.repeat(400)}…`);
		expect(shorten(`${' '.repeat(1_000_000)}end`, 10)).toBe(' …');
	});

	it.each([
		[0, '0 B'],
		[999, '999 B'],
		[1500, '1.5 kB'],
		[136_000, '136 kB'],
		[999_900, '1 MB'],
		[16_777_216, '17 MB'],
		[140_000_000, '140 MB'],
	])('gives %i characters as %s', (characters, expected) => {
		expect(sizeOf(characters)).toBe(expected);
	});
});

describe('markup in words of somebody else', () => {
	it.each([
		['<b>bold</b>', '&lt;b>bold&lt;/b>', '< b>bold< /b>'],
		[
			'<a href="https://evil.example">here</a>',
			'&lt;a href="https://evil.example">here&lt;/a>',
			'< a href="https://evil.example">here< /a>',
		],
		['<!-- x --><?xml?>', '&lt;!-- x -->&lt;?xml?>', '< !-- x -->< ?xml?>'],
		['<IMG src=x onerror=y>', '&lt;IMG src=x onerror=y>', '< IMG src=x onerror=y>'],
		['&lt;b&gt; &#60;i&#x3e;', '&amp;lt;b&amp;gt; &amp;#60;i&amp;#x3e;', '&lt;b&gt; &#60;i&#x3e;'],
		['1 < 2, 2 <3, a<=b, <3, AT&T, a && b', '1 < 2, 2 <3, a<=b, <3, AT&T, a && b', '1 < 2, 2 <3, a<=b, <3, AT&T, a && b'],
	])('%s is text where HTML is rendered, and where both are', (text, escaped, split) => {
		expect(escapeMarkup(text)).toBe(escaped);
		expect(splitMarkup(text)).toBe(split);
	});
});
