import fc from 'fast-check';
import {
	encodeSegment,
	fill,
	fillSegments,
	fillText,
	parameterTemplate,
	placeholdersIn,
} from '../../../../nodes/CreateProject/project/asked/template';

describe('fillText', () => {
	it.each([
		['/teams/{team}/x', { team: 7 }, '/teams/7/x'],
		['{reply.data.0.id}', { reply: { data: [{ id: 'a' }] } }, 'a'],
		['{start-date}', { 'start-date': '2026' }, '2026'],
		['{a.b}', { 'a.b': 'exact', a: { b: 'path' } }, 'exact'],
		['{{name}} is {name}', { name: 'x' }, '{name} is x'],
		['{prefix?|spaced}{token}', { token: 't' }, 't'],
		['{prefix?|spaced}{token}', { prefix: 'Token', token: 't' }, 'Token t'],
		['{prefix?|spaced}{token}', { prefix: 'Token ', token: 't' }, 'Token t'],
		['name = "{value|formula}"', { value: 'a"b\\c' }, 'name = "a\\"b\\\\c"'],
		['{value|json}', { value: 'a"b' }, '"a\\"b"'],
		['{value|json}', { value: { a: [1] } }, '{"a":[1]}'],
		['{value|base64}', { value: 'ü:' }, 'w7w6'],
		['{value|lower}-{value|upper}', { value: 'aB' }, 'ab-AB'],
		['{value|slug}', { value: '  Über uns: 2026! ' }, 'über-uns-2026'],
		['{flag}', { flag: false }, 'false'],
		['{zero}', { zero: 0 }, '0'],
		['{list}', { list: [1, 2] }, '[1,2]'],
		['no placeholders }', {}, 'no placeholders }'],
		['{', {}, '{'],
		['{not closed', {}, '{not closed'],
	])('makes %s of its values', (text, scope, expected) => {
		expect(fillText(text, scope)).toBe(expected);
	});

	it.each([[undefined], [null], ['']])('gives nothing rather than half a text where a value is %p', (value) => {
		expect(fillText('before {missing} after', { missing: value })).toBeUndefined();
		expect(fillText('before {missing?} after', { missing: value })).toBe('before  after');
	});

	it.each([
		['{value}', 'a"}}b', 'a"}}b'],
		['name eq "{value}"', 'a"b', 'name eq "a"b"'],
		['{"where":{"name":"{value}"}}', 'a"b\\', '{"where":{"name":"a\\"b\\\\"}}'],
		['{"where":{"name":{"like":"%{value}%"}}}', 'a"}}', '{"where":{"name":{"like":"%a\\"}}%"}}}'],
		['{"name":{value}}', 'a"b', '{"name":"a\\"b"}'],
		['["name","{value}"]', 'line\nend', '["name","line\\nend"]'],
		['{"and":[{"a":"{value}"},{"b":"{other}"}]}', 'x', '{"and":[{"a":"x"},{"b":"y"}]}'],
		['{"q":"{value|lower}"}', 'ABC', '{"q":"abc"}'],
		['{{value}}', 'x', '{x}'],
		['a {b c} }} {', 'x', 'a {b c} }} {'],
		['{"broken":"{value}"', 'a"b', '{"broken":"a"b"'],
	])("a person's parameter %s takes %j for where it stands", (text, value, expected) => {
		expect(fillText(parameterTemplate(text), { value, other: 'y' })).toBe(expected);
	});

	it('reads no inherited names', () => {
		expect(fillText('{constructor}', {})).toBeUndefined();
		expect(fillText('{toString.name}', {})).toBeUndefined();
	});

	it('never interprets a value again', () => {
		expect(fillText('{a}{b}', { a: '{b}', b: '{{' })).toBe('{b}{{');
	});

	it('does not encode twice what brings its own encoding', () => {
		expect(fillText('/{path|segments}', { path: 'group/sub group' }, encodeSegment)).toBe('/group/sub%20group');
	});

	it('names the placeholders of a text', () => {
		expect(placeholdersIn('{a}/{{no}}/{b?|slug}/{reply.id}')).toEqual(['a', 'b', 'reply.id']);
	});
});

describe('encodeSegment', () => {
	it.each(['', '.', '..'])("refuses '%s'", (value) => {
		expect(() => encodeSegment(value)).toThrow(RangeError);
	});

	it('refuses half a surrogate pair', () => {
		expect(() => encodeSegment('a\ud83d')).toThrow(RangeError);
	});

	it('never lets a value add a segment, a query or a fragment', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('../x', 'a/b', '%2e%2e', 'a?b#c', '\\', ';', '//host')),
				(value) => {
					let filled: string | undefined;
					try {
						filled = fillText('/p/{value}/end', { value }, encodeSegment);
					} catch (cause) {
						expect(cause).toBeInstanceOf(RangeError);
						return;
					}
					if (filled === undefined) {
						expect(value).toBe('');
						return;
					}
					const url = new URL(`https://api.example.com${filled}`);
					expect(url.pathname.split('/')).toHaveLength(4);
					expect(decodeURIComponent(url.pathname.split('/')[2])).toBe(value);
					expect(url.search + url.hash).toBe('');
				},
			),
		);
	});
});

describe('fill', () => {
	it.each([
		['7', 7],
		[7, 7],
		['-7', -7],
		['007', '007'],
		['9007199254740993', '9007199254740993'],
		['1.5', '1.5'],
		['1e3', '1e3'],
		['NaN', 'NaN'],
		['7a', '7a'],
		[true, true],
	])('makes a number of %p only where nothing is lost', (value, expected) => {
		expect(fill({ ids: ['{id|number}'] }, { id: value })).toEqual({ ids: [expected] });
		expect(fill({ text: 'no. {id|number}' }, { id: value })).toEqual({ text: `no. ${value}` });
	});

	it('keeps the type of a value that stands alone', () => {
		expect(fill({ a: '{n}', b: '{f}', c: '{o}', d: '{n} pieces' }, { n: 5, f: false, o: { x: [1] } })).toEqual({
			a: 5,
			b: false,
			c: { x: [1] },
			d: '5 pieces',
		});
	});

	it('leaves out entries without a value, and objects that lose all theirs', () => {
		expect(fill({ a: '{none}', b: { c: '{none}' }, d: ['{none}', 1], e: {} }, {})).toEqual({ d: [1], e: {} });
		expect(fill({ a: '{none}' }, {})).toBeUndefined();
	});

	it('keeps a given null, false and zero', () => {
		expect(fill({ a: '{n}', b: '{f}', c: '{z}' }, { n: null, f: false, z: 0 })).toEqual({ a: null, b: false, c: 0 });
	});

	it('spreads an object into its own entries, later ones winning', () => {
		expect(fill({ first: 1, '...': '{payload}', kind: 'fixed' }, { payload: { first: 2, name: 'x', kind: 'given' } })).toEqual({
			first: 2,
			name: 'x',
			kind: 'fixed',
		});
	});

	it('passes plain JSON through unchanged', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(
						fc.integer(),
						fc.boolean(),
						fc.constant(null),
						fc.string().filter((text) => !/[{}]/.test(text)),
					),
				),
				(value) => {
					expect(fill({ value } as never, {})).toEqual({ value });
				},
			),
		);
	});

	it('keeps each placeholder of a path one segment, dots and all', () => {
		expect(fillSegments('properties.{title}.0', { title: 'a.b' })).toEqual(['properties', 'a.b', '0']);
		expect(fillSegments('properties.{title}', {})).toEqual(['properties', '']);
	});
});
