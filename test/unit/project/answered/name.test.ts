import { comparable, namingOf } from '../../../../nodes/CreateProject/project/answered/name';

describe('the name in an answer', () => {
	it.each([
		['Apollo', 'Apollo', 'same'],
		[' Apollo ', 'Apollo', 'same'],
		['Cafe\u0301', 'Caf\u00e9', 'same'],
		['APOLLO', 'Apollo', 'changed'],
		['apollo-program', 'Apollo Program', 'changed'],
		['Apollo  Program', 'Apollo Program', 'changed'],
		['A &amp; B &#39;x&#39;', "A & B 'x'", 'changed'],
		['Apollo (1)', 'Apollo', 'changed'],
		['Apollo-2', 'Apollo', 'changed'],
		['Apollo copy', 'Apollo', 'changed'],
		['Website relau', 'Website relaunch 2027', 'changed'],
		['STRASSE', 'Straße', 'changed'],
		['Gemini', 'Apollo', 'other'],
		['Ann', 'Annual report', 'other'],
		['Apollo program', 'Apollo', 'other'],
		['', 'Apollo', 'other'],
	] as const)('%p is to %p: %s', (given, wanted, naming) => {
		expect(namingOf(given, wanted)).toBe(naming);
	});

	it('is compared as people read it', () => {
		expect(comparable(' ÄB ', true)).toBe('äb');
		expect(comparable(' A\u0308B ')).toBe('ÄB');
	});
});
