import fc from 'fast-check';
import type { FieldDefinition, Format, Json } from '../../../../nodes/CreateProject/services/service';
import { InputProblem } from '../../../../nodes/CreateProject/project/problem';
import { wireValue } from '../../../../nodes/CreateProject/project/asked/values';
import { shorten } from '../../../../nodes/CreateProject/project/text';

const field = (parts: Partial<FieldDefinition>): FieldDefinition => ({ id: 'sample', ...parts });
const refused = (parts: Partial<FieldDefinition>, value: unknown): string => {
	try {
		return `sent ${JSON.stringify(wireValue(field(parts), value))}`;
	} catch (cause) {
		return cause instanceof InputProblem ? `${cause.message} | ${cause.hint}` : `threw ${String(cause)}`;
	}
};

describe('dates', () => {
	it.each<[Format | undefined, unknown, Json]>([
		[undefined, '2026-11-22', '2026-11-22'],
		['date', '2026-11-22T23:30:00-08:00', '2026-11-22'],
		['date', '2026-11-22T00:30:00+14:00', '2026-11-22'],
		['date', '2026-11-22 08:00', '2026-11-22'],
		['date', ' 2026-11-22 ', '2026-11-22'],
		['date', '2028-02-29', '2028-02-29'],
		['compactDate', '2026-11-22T23:30:00-0800', '20261122'],
		['monthFirstDate', '2026-11-22', '11-22-2026'],
		['dateTime', '2026-11-22', '2026-11-22T00:00:00.000Z'],
		['dateTime', '2026-11-22T23:30:00-08:00', '2026-11-23T07:30:00.000Z'],
		['dateTime', '2026-11-22T10:00', '2026-11-22T10:00:00.000Z'],
		['dateTime', '2026-11-22T10:00:00.123456+02:00', '2026-11-22T08:00:00.123Z'],
		['epochMilliseconds', '1970-01-02', 86_400_000],
		['epochMilliseconds', '1971-01-01T00:00:01Z', 31_536_001_000],
		['date', 1_795_305_600_000, '2026-11-22'],
		['epochMilliseconds', 1_795_305_600_000, 1_795_305_600_000],
		['date', new Date(Date.UTC(2026, 10, 22)), '2026-11-22'],
		['date', { toJSON: () => '2026-11-22T23:30:00.000-08:00' }, '2026-11-22'],
	])('writes %s of %p as %p', (format, value, expected) => {
		expect(wireValue(field({ type: 'dateTime', format }), value)).toBe(expected);
	});

	it.each([
		'2026-02-29',
		'2026-02-30',
		'2026-13-01',
		'2026-00-10',
		'2026-11-00',
		'2026-04-31',
		'31.02.2026',
		'13/32/2026',
		'2026-11',
		'tomorrow',
		'2026-11-22T25:00',
		'2026-11-22T10:61',
		'20261122',
		true,
		[],
		{},
		1e18,
	])('refuses %p', (value) => {
		expect(refused({ id: 'dueDate' }, value)).toMatch(/^'Due Date' has the value .* not a date \| Give a date/);
	});

	it('keeps the written day for every zone', () => {
		fc.assert(
			fc.property(
				fc.date({ min: new Date('1971-01-01'), max: new Date('2199-01-01'), noInvalidDate: true }),
				fc.integer({ min: -14, max: 14 }),
				(date, offset) => {
					const [day] = date.toISOString().split('T');
					const zone = `${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(2, '0')}:00`;
					expect(wireValue(field({ format: 'date' }), `${day}T23:59:59${zone}`)).toBe(day);
					expect(wireValue(field({ format: 'date' }), `${day}T00:00:00${zone}`)).toBe(day);
				},
			),
		);
	});

	it('never invents a day', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 9999 }),
				fc.integer({ min: 0, max: 14 }),
				fc.integer({ min: 0, max: 33 }),
				(year, month, day) => {
					const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
					const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
					const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
					if (day >= 1 && day <= days) expect(wireValue(field({ format: 'date' }), text)).toBe(text);
					else expect(refused({ format: 'date' }, text)).toContain('not a date');
				},
			),
		);
	});
});

describe('colours', () => {
	it.each([
		['#1F77B4', '1f77b4'],
		['1f77b4', '1f77b4'],
		['#abc', 'aabbcc'],
		[' Red ', 'ff0000'],
		['GREY', '808080'],
		['000000', '000000'],
	])('understands %s', (value, digits) => {
		expect(wireValue(field({ format: 'hexColor' }), value)).toBe(`#${digits}`);
		expect(wireValue(field({ format: 'bareHexColor' }), value)).toBe(digits);
	});

	it.each(['#12345', 'reddish', 'rgb(0,0,0)', '#1234567', 'constructor', '__proto__', 7])('refuses %p', (value) => {
		expect(refused({ id: 'color', format: 'hexColor' }, value)).toContain('not a colour');
	});
});

describe('options', () => {
	const options = [
		'open',
		{ value: 'closed', name: 'Closed for Good' },
		{ value: 'secret', sends: 'hidden' },
		{ value: 'none', sends: null },
		{ value: 'off', sends: false },
	];

	it.each<[unknown, Json]>([
		['open', 'open'],
		[' OPEN ', 'open'],
		['closed for good', 'closed'],
		['secret', 'hidden'],
		['none', null],
		['off', false],
		['no', false],
		[false, false],
		['HIDDEN', 'hidden'],
		['closed_for_good', 'closed'],
		['Closed For Good', 'closed'],
	])('takes %p as %p', (value, expected) => {
		expect(wireValue(field({ options }), value)).toBe(expected);
	});

	it('lists the choices when there is none such', () => {
		expect(refused({ id: 'visibility', options }, 'half open')).toBe(
			"'Visibility' has the value 'half open', which the service does not know | Use one of: open, closed, secret, none, off.",
		);
	});
});

describe('lists', () => {
	it.each<[Format | undefined, unknown, Json]>([
		['list', 'a, b ,,c', ['a', 'b', 'c']],
		['list', ['a', 1], ['a', '1']],
		['list', '["a, b", 2]', ['a, b', '2']],
		['list', '[broken, list', ['[broken', 'list']],
		['list', [{ id: 1 }], [{ id: 1 }]],
		['list', 7, ['7']],
		['list', '[12345678901234567890]', ['12345678901234567890']],
		['numberList', '1, 2', [1, 2]],
		['numberList', ['3', 4], [3, 4]],
		['commaList', ['a', 2], 'a,2'],
		['commaList', 'a , b', 'a,b'],
	])('writes %s of %p', (format, value, expected) => {
		expect(wireValue(field({ format }), value)).toEqual(expected);
	});

	it('wraps each entry', () => {
		expect(wireValue(field({ format: 'numberList', wrapEach: { id: '{value}' } }), '1,2')).toEqual([{ id: 1 }, { id: 2 }]);
		expect(wireValue(field({ wrap: { raw: '{value}' } }), 'x')).toEqual({ raw: 'x' });
	});

	it('refuses entries that are no numbers, and objects in a text', () => {
		expect(refused({ format: 'numberList' }, 'a,2')).toContain("must be a number, but 'a' was given");
		expect(refused({ format: 'commaList' }, [{ a: 1 }])).toContain('must be a text');
	});
});

describe('booleans and numbers', () => {
	it.each<[unknown, boolean]>([
		[true, true],
		[false, false],
		['TRUE', true],
		['yes', true],
		[1, true],
		['1', true],
		['no', false],
		[0, false],
		[' false ', false],
		['on', true],
		['Off', false],
		['Y', true],
		['n', false],
		['Ja', true],
		['NEIN', false],
		['oui', true],
		['sí', true],
		['si\u0301', true],
		['não', false],
		['Да', true],
		['нет', false],
	])('takes %p as %p', (value, expected) => {
		expect(wireValue(field({ type: 'boolean' }), value)).toBe(expected);
	});

	it.each(['maybe', 2, 'x', '✓', 'truee', 'yes and no', '-1', [], {}])('refuses %p as true or false', (value) => {
		expect(refused({ type: 'boolean' }, value)).toContain('must be true or false');
	});

	it.each<[unknown, number]>([
		['12.5', 12.5],
		[' 7 ', 7],
		[0, 0],
		['-3', -3],
		['1e3', 1000],
	])('takes %p as the number %p', (value, expected) => {
		expect(wireValue(field({ type: 'number' }), value)).toBe(expected);
	});

	it.each(['12,5', 'abc', ' ', 'Infinity', true, [1], { a: 1 }])('refuses %p as a number', (value) => {
		expect(refused({ type: 'number' }, value)).toContain('must be a number');
	});

	it('refuses a number that would lose digits', () => {
		expect(refused({ type: 'number' }, '9007199254740993')).toContain('losing digits');
		expect(wireValue(field({ type: 'number' }), '9007199254740991')).toBe(9007199254740991);
	});
});

describe('texts and objects', () => {
	it('counts characters, not UTF-16 units', () => {
		expect(wireValue(field({ maxLength: 3 }), '🎉🎉🎉')).toBe('🎉🎉🎉');
		expect(refused({ id: 'key', maxLength: 3 }, '🎉🎉🎉🎉')).toBe(
			"'Key' has 4 characters, but the service takes at most 3 | Shorten the value.",
		);
	});

	it('checks the whole value against the pattern and gives the rule in words', () => {
		expect(wireValue(field({ pattern: '[A-Z]{2,4}' }), 'ABC')).toBe('ABC');
		expect(refused({ id: 'key', pattern: '[A-Z]{2,4}', patternHint: '2 to 4 capitals' }, 'ABCDE')).toContain('It must be 2 to 4 capitals.');
		expect(refused({ pattern: 'a|b' }, 'ax')).toContain('of the form a|b');
	});

	it('leaves numbers as they are unless the API wants text', () => {
		expect(wireValue(field({}), 42)).toBe(42);
		expect(wireValue(field({ format: 'text' }), 42)).toBe('42');
		expect(wireValue(field({ format: 'number' }), '42')).toBe(42);
		for (const [given, sent] of [
			['12.5', 1250],
			[1.15, 115],
			[19.99, 1999],
			['0', 0],
			[-3, -300],
			[1e9, 1e11],
		] as const)
			expect(wireValue(field({ format: 'hundredths' }), given)).toBe(sent);
		expect(refused({}, ['a'])).toContain('a list was given');
		expect(refused({}, { a: 1 })).toContain('object was given');
	});

	it.each<[unknown, Json]>([
		['{"a":[1]}', { a: [1] }],
		['[1]', [1]],
		[{ a: 1 }, { a: 1 }],
		['{"id":12345678901234567890}', { id: '12345678901234567890' }],
	])('reads the object %p', (value, expected) => {
		expect(wireValue(field({ type: 'object' }), value)).toEqual(expected);
	});

	it.each(['{broken', '7', 'null', 'text', 5])('refuses %p as an object', (value) => {
		expect(refused({ id: 'customFields' }, value)).toContain('must be an object in JSON');
	});

	it.each([[undefined], ['']])('sends nothing for %p, but null as null', (value) => {
		expect(wireValue(field({ type: 'number' }), value)).toBeUndefined();
		expect(wireValue(field({ type: 'number' }), null)).toBeNull();
	});

	it('keeps values in messages short', () => {
		expect([...shorten(`a\n b${'🎉'.repeat(500)}`)].length).toBe(61);
		expect(refused({ type: 'number' }, 'x'.repeat(10_000)).length).toBeLessThan(250);
	});

	it('answers any value with a value or a message of its own', () => {
		const types = fc.constantFrom<Partial<FieldDefinition>>(
			{ type: 'string' },
			{ type: 'number' },
			{ type: 'boolean' },
			{ type: 'dateTime' },
			{ type: 'array' },
			{ type: 'object' },
			{ options: ['a'] },
			{ format: 'hexColor' },
			{ format: 'commaList' },
			{ format: 'numberList' },
			{ format: 'text' },
		);
		fc.assert(
			fc.property(types, fc.anything({ withBigInt: true, withDate: true }), (parts, value) =>
				expect(refused(parts, value)).not.toMatch(/^threw/),
			),
			{ numRuns: 2000 },
		);
	});
});
