import fc from 'fast-check';
import {
	canonicalJson,
	cleanJson,
	getPath,
	getSegments,
	parseJson,
	readJson,
	TOO_DEEP,
	segmentsOf,
	setPath,
	type JsonObject,
} from '../../../nodes/CreateProject/project/json';

import { BOUNDS } from '../../../nodes/CreateProject/project/bounds';
import { InputProblem } from '../../../nodes/CreateProject/project/problem';

const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'prototype'];
const segment = fc.oneof(fc.constantFrom(...PROTOTYPE_NAMES, 'toString', 'hasOwnProperty', '0', '1', '999', 'a', 'b'), fc.string());

describe('paths', () => {
	it.each([
		['', { a: 1 }, { a: 1 }],
		['a', { a: 1 }, 1],
		['a.b.0.c', { a: { b: [{ c: 'x' }] } }, 'x'],
		['a.b', { a: null }, undefined],
		['a.length', { a: 'text' }, undefined],
		['a.b', { a: [] }, undefined],
		['toString', {}, undefined],
		['__proto__', {}, undefined],
		['constructor.name', {}, undefined],
	])("reads '%s'", (path, value, expected) => {
		expect(getPath(value, path)).toEqual(expected);
	});

	it('reads nothing without a path', () => {
		expect(getPath({ a: 1 }, undefined)).toBeUndefined();
	});

	it('keeps the dots of segments that are already cut', () => {
		expect(getSegments({ 'a.b': { c: 1 } }, ['a.b', 'c'])).toBe(1);
	});

	it('makes objects, and lists where a position follows', () => {
		const target: JsonObject = { kept: true };
		setPath(target, segmentsOf('data.rows.0.title'), 'x');
		setPath(target, segmentsOf('data.rows.1.title'), 'y');
		expect(target).toEqual({ kept: true, data: { rows: [{ title: 'x' }, { title: 'y' }] } });
	});

	it.each<[string, string[]]>([
		['a.b.0', ['a', 'b', '0']],
		['properties.Est\\. hours.number', ['properties', 'Est. hours', 'number']],
		["properties['Est. hours'].number", ['properties', 'Est. hours', 'number']],
		['properties["Est. hours"].number', ['properties', 'Est. hours', 'number']],
		["['Est. hours']", ['Est. hours']],
		["['a.b']['c.d'].e\\.f", ['a.b', 'c.d', 'e.f']],
		["it['s", ["it['s"]],
		["['a'", ["['a'"]],
	])('with points in names: %s', (path, segments) => {
		expect(segmentsOf(path)).toEqual(segments);
		const target: JsonObject = {};
		setPath(target, segments, 12);
		expect(getPath(target, path)).toBe(12);
	});

	it('replaces a plain value that stands in the way', () => {
		const target: JsonObject = { a: 'text' };
		setPath(target, ['a', 'b'], 1);
		expect(target).toEqual({ a: { b: 1 } });
	});

	it.each([['length'], ['x'], ['1000'], ['-1'], ['1e3']])("does not take '%s' for a position in a list", (position) => {
		expect(() => setPath({ list: [] }, ['list', position], 1)).toThrow(RangeError);
	});

	it.each(PROTOTYPE_NAMES)("refuses '%s' at every depth", (name) => {
		expect(() => setPath({}, [name], 1)).toThrow(`"${name}"`);
		expect(() => setPath({}, ['a', name, 'b'], 1)).toThrow(RangeError);
		expect(() => setPath({}, ['a', name], 1)).toThrow(RangeError);
	});

	it('reaches no prototype through any path', () => {
		const before = Object.getOwnPropertyNames(Object.prototype).length + Object.getOwnPropertyNames(Array.prototype).length;
		fc.assert(
			fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), fc.jsonValue(), (segments, value) => {
				const target: JsonObject = {};
				try {
					setPath(target, segments, value as never);
				} catch (cause) {
					expect(cause).toBeInstanceOf(RangeError);
				}
				expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
				expect(Object.getOwnPropertyNames(Object.prototype).length + Object.getOwnPropertyNames(Array.prototype).length).toBe(before);
			}),
		);
	});

	it('reads back what it wrote', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.string().filter((text) => !PROTOTYPE_NAMES.includes(text)),
					{ minLength: 1, maxLength: 4 },
				),
				(segments) => {
					const target: JsonObject = {};
					setPath(target, segments, 'written');
					expect(getSegments(target, segments)).toBe('written');
				},
			),
		);
	});

	it('reads own properties only', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.array(segment, { minLength: 1, maxLength: 3 }), (value, segments) => {
				const found = getSegments(value, segments);
				expect(found === undefined || JSON.stringify(found) !== undefined).toBe(true);
				expect(typeof found).not.toBe('function');
			}),
		);
	});
});

describe('parseJson', () => {
	it.each([
		['9007199254740993', '9007199254740993'],
		['-9007199254740993', '-9007199254740993'],
		['9007199254740991', 9007199254740991],
		['0000', undefined],
	])('reads %s without losing a digit', (text, expected) => {
		if (expected === undefined) expect(() => parseJson(text)).toThrow(SyntaxError);
		else expect(parseJson(text)).toBe(expected);
	});

	it('keeps every integer beyond 2^53 as a text', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (number) => {
				const isSafe = number >= BigInt(Number.MIN_SAFE_INTEGER) && number <= BigInt(Number.MAX_SAFE_INTEGER);
				expect(parseJson(`{"id": ${number}, "list":[${number},1]}`)).toEqual(
					isSafe ? { id: Number(number), list: [Number(number), 1] } : { id: String(number), list: [String(number), 1] },
				);
			}),
		);
	});

	it('reads fractions and exponents as JSON does', () => {
		for (const text of [
			'0.30000000000000004',
			'-0.1234567890123456789',
			'12345678901234567.5',
			'12345678901234567e3',
			'1e-0000000000000000001',
			'1E+0000000000000000001',
		]) {
			expect(parseJson(`[${text}]`)).toEqual([Number(text)]);
		}
		fc.assert(
			fc.property(
				fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Number.isInteger(number)),
				(number) => expect(parseJson(JSON.stringify({ number }))).toEqual({ number }),
			),
		);
	});

	it('leaves digits inside texts alone', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (before, after) => {
				const value = { [`${before}1234567890123456789`]: `${before}"98765432109876543210\\${after}` };
				expect(parseJson(JSON.stringify(value))).toEqual(value);
			}),
		);
	});

	it('reads megabytes of text beside a long id', () => {
		const text = '\\"line 1234567890123456789 '.repeat(200_000);
		expect(parseJson(JSON.stringify({ text }).replace('}', ',"id":12345678901234567890}'))).toEqual({ text, id: '12345678901234567890' });
	});

	it('refuses what is cut off', () => {
		expect(() => parseJson('{"id": 12345678901234567890')).toThrow(SyntaxError);
	});
});

describe('cleanJson', () => {
	it('drops names that reach a prototype and values that JSON has not', () => {
		const given: unknown = JSON.parse('{"a":1,"__proto__":{"polluted":true},"b":{"constructor":{"x":1},"prototype":2,"c":3}}');
		expect(cleanJson(given)).toEqual({ a: 1, b: { c: 3 } });
		expect(Object.keys(cleanJson(given) as object)).toEqual(['a', 'b']);
		expect(cleanJson({ a: undefined, f: () => 1, list: [undefined, Number.NaN, 1n] })).toEqual({ list: [null, null, '1'] });
	});

	it('gives dates their own JSON form', () => {
		expect(cleanJson({ when: new Date(0) })).toEqual({ when: '1970-01-01T00:00:00.000Z' });
	});

	it('does not share anything with what was given', () => {
		const inner = { list: [1] };
		const copy = cleanJson({ inner }) as { inner: typeof inner };
		copy.inner.list.push(2);
		expect(inner.list).toEqual([1]);
	});
});

describe('canonicalJson', () => {
	it('is the same whatever order the keys came in, and differs for different values', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
				const reversed = Object.fromEntries(Object.entries(value).reverse());
				expect(canonicalJson(reversed)).toBe(canonicalJson(value));
				expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
			}),
		);
		expect(canonicalJson({ b: [1, { d: 1, c: undefined }], a: null })).toBe('{"a":null,"b":[1,{"c":null,"d":1}]}');
		expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
	});
});

describe('depth', () => {
	const nested = (levels: number, inner = '7'): string => `${'['.repeat(levels)}${inner}${']'.repeat(levels)}`;
	const mapped = (levels: number): string => `${'{"a":'.repeat(levels)}7${'}'.repeat(levels)}`;
	const levelsOf = (value: unknown): number => {
		let levels = 0;
		for (let at = value; typeof at === 'object' && at !== null; at = Object.values(at)[0]) levels++;
		return levels;
	};

	it.each([
		['lists', nested],
		['maps', mapped],
		['maps in lists', (levels: number) => `[${mapped(levels - 1)}]`],
		['lists with texts full of brackets', (levels: number) => nested(levels, '"]]]}}\\""')],
	])('cuts what an answer holds deeper than the bound: %s', (_what, text) => {
		expect(levelsOf(readJson(text(BOUNDS.depth)))).toBe(BOUNDS.depth);
		for (const levels of [BOUNDS.depth + 1, 5000, 100_000]) {
			const value = readJson(text(levels));
			expect(levelsOf(value)).toBe(BOUNDS.depth);
			expect(JSON.stringify(value)).toContain(TOO_DEEP);
		}
	});

	it('keeps all that lies beside what is too deep, large integers included', () => {
		const value = readJson(`{"id":12345678901234567890,"deep":${nested(5000)},"also":[${nested(200)},${nested(200)},"]"],"name":"Apollo"}`);
		expect(value).toMatchObject({ id: '12345678901234567890', name: 'Apollo', also: [{}, {}, ']'] });
	});

	it('takes brackets inside texts for texts', () => {
		const text = JSON.stringify({ a: '['.repeat(5000), b: `\\"${'{'.repeat(500)}` });
		expect(readJson(text)).toEqual(JSON.parse(text));
	});

	it.each([['['.repeat(5000)], [`${'['.repeat(5000)}"`], [`{"a":${'['.repeat(200)}`]])(
		'knows a deep answer without an end: %.20s',
		(text) => {
			expect(() => readJson(text)).toThrow(SyntaxError);
		},
	);

	it.each([
		['text of lists', () => parseJson(nested(2000))],
		['text of maps', () => parseJson(mapped(101))],
		['list', () => cleanJson(JSON.parse(nested(2000)))],
		['map', () => cleanJson(JSON.parse(mapped(101)))],
		['list within itself', () => cleanJson(((list: unknown[]) => (list.push(list), list))([]))],
		[
			'form of its own without an end',
			() => cleanJson({ toJSON: () => ({ again: { toJSON: () => JSON.parse(nested(101)) as unknown } }) }),
		],
	])('refuses a value deeper than the bound in words: %s', (_what, read) => {
		expect(read).toThrow(InputProblem);
		expect(read).toThrow('nested more than 100 levels deep');
	});
});

describe('large integers', () => {
	it('reads what JSON.parse reads, but for their digits', () => {
		fc.assert(
			fc.property(
				fc.json({ maxDepth: 5 }).filter((text) => !/\d{16}/.test(text)),
				(text) => {
					expect(JSON.stringify(readJson(text))).toBe(JSON.stringify(JSON.parse(text)));
				},
			),
		);
	});

	it.each([
		['[1234567890123456789,-1234567890123456789]', ['1234567890123456789', '-1234567890123456789']],
		[
			'{"a":"1234567890123456789","b":1234567890123456789.5,"c":1234567890123456789e2}',
			{ a: '1234567890123456789', b: Number('1234567890123456789.5'), c: Number('1234567890123456789e2') },
		],
		[
			'[9007199254740991,9007199254740992,0.12345678901234567,1e-1234567890123456]',
			[9007199254740991, '9007199254740992', Number('0.12345678901234567'), 0],
		],
		['["\\\\",1234567890123456789,"\\"1234567890123456789"]', ['\\', '1234567890123456789', '"1234567890123456789']],
	])('of %s', (text, expected) => {
		expect(readJson(text)).toEqual(expected);
	});
});
