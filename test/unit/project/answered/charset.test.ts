import { charsetOf } from '../../../../nodes/CreateProject/project/answered/charset';

describe('the encoding of an answer', () => {
	it.each<[string, string, string | undefined, string | undefined]>([
		['nothing said', '{"id":1}', undefined, undefined],
		['UTF-8 said', '{"id":1}', 'application/json; charset=utf-8', undefined],
		['UTF-8 said in another way', '{"id":1}', 'application/json;charset="UTF8"', undefined],
		['Latin-1', '{"id":1}', 'application/json; charset=ISO-8859-1', 'iso-8859-1'],
		['a code page', '{"id":1}', "text/plain; charset='windows-1252'", 'windows-1252'],
		['a mark of UTF-8 against the header', '\u00ef\u00bb\u00bf{', 'application/json; charset=iso-8859-1', undefined],
		['a mark of UTF-16', '\u00ff\u00fe{\0', 'application/json', 'utf-16le'],
		['a mark of UTF-16, the other way round', '\u00fe\u00ff\0{', 'application/json', 'utf-16be'],
		['UTF-16 without a mark', '{\0"\0', 'application/json; charset=utf-16', 'utf-16le'],
		['UTF-16 without a mark, the other way round', '\0{\0"', undefined, 'utf-16be'],
		['UTF-16 said of what is none', '{"id":1}', 'application/json; charset=utf-16', undefined],
		['XML that says it itself', '<?xml version="1.0" encoding="ISO-8859-2"?><a/>', 'text/xml', 'iso-8859-2'],
		['a page that says it itself', '<html><head><meta charset=shift_jis>', 'text/html', 'shift_jis'],
		['a header against the page', '<html><head><meta charset=shift_jis>', 'text/html; charset=utf-8', undefined],
		['nothing at all', '', undefined, undefined],
	])('with %s', (_title, head, type, charset) => {
		expect(charsetOf(head, type)).toBe(charset);
	});
});
