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
		['Mission 2 (1)', 'Mission 2', 'changed'],
		['Mission 2-1', 'Mission 2', 'changed'],
		['Mission 2 copy', 'Mission 2', 'changed'],
		['Onboarding of Nathan Ltd 202', 'Onboarding of Nathan Ltd 2027', 'changed'],
		['Mission 20', 'Mission 2', 'other'],
		['Mission 2', 'Mission 20', 'other'],
		['Sprint 2027-01', 'Sprint 2027-0', 'other'],
		['Kunde №12', 'Kunde №1', 'other'],
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
