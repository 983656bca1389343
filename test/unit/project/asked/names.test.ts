import { idOfName, mayBeName, type NamedList } from '../../../../nodes/CreateProject/project/asked/names';
import { InputProblem } from '../../../../nodes/CreateProject/project/problem';

const list: NamedList = {
	entries: [
		{ value: 7, names: ['Nathan Ltd', 'nathan@example.com'] },
		{ value: 8, names: ['Acme', 'acme@example.com'] },
		{ value: 9, names: ['acme'] },
		{ value: 10, names: ['Twin'] },
		{ value: 11, names: ['Twin'] },
	],
	isWhole: true,
};
const field = { id: 'client' } as const;
const said = (value: string, given: NamedList = list): string => {
	try {
		return `sent ${JSON.stringify(idOfName(field, value, given, 'Harvest'))}`;
	} catch (cause) {
		return cause instanceof InputProblem ? `${cause.message} | ${cause.hint}` : `threw ${String(cause)}`;
	}
};

test.each([
	['Nathan Ltd', true],
	['nathan@example.com', true],
	['acme', true],
	['R2D2', true],
	['12', false],
	[' 12 ', false],
	['1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', false],
	['5f1d7f3a9c8b7e6d5c4b3a29', false],
	['', false],
	[12, false],
	[null, false],
	[{ id: 1 }, false],
])('%j may be a name: %s', (value, expected) => {
	expect(mayBeName(value)).toBe(expected);
});

describe('a name', () => {
	it.each([
		['Nathan Ltd', 'sent 7'],
		[' nathan  LTD ', 'sent 7'],
		['NATHAN@example.com', 'sent 7'],
		['Acme', 'sent 8'],
		['acme', 'sent 9'],
		['8', 'sent 8'],
	])('%j is the entry with it, in this letter case before any other: %s', (value, expected) => {
		expect(said(value)).toBe(expected);
	});

	it('that several have, or none, stops the item and lists what there is', () => {
		expect(said('Twin')).toBe(
			"'Client' has the value 'Twin', and 2 in Harvest are called that | Give the ID instead: Twin (10), Twin (11).",
		);
		expect(said('ACME')).toContain('and 2 in Harvest are called that');
		expect(said('Nobody')).toBe(
			"'Client' has the value 'Nobody', which Harvest does not have | " +
				'There is: Nathan Ltd (7), Acme (8), acme (9), Twin (10), Twin (11).',
		);
		const many = { isWhole: true, entries: Array.from({ length: 30 }, (_, index) => ({ value: index, names: [`N${index}`] })) };
		expect(said('Nobody', many)).toMatch(/N19 \(19\) and 10 more\.$/);
	});

	it('goes through as it is where the list proves nothing, or where IDs look like it', () => {
		expect(said('Nobody', { ...list, isWhole: false })).toBe('sent "Nobody"');
		expect(said('Nobody', { entries: [], isWhole: true })).toBe('sent "Nobody"');
		expect(said('other', { isWhole: true, entries: [{ value: 'acme', names: ['Acme Ltd'] }] })).toBe('sent "other"');
		expect(said('Other Ltd', { isWhole: true, entries: [{ value: 'acme', names: ['Acme Ltd'] }] })).toContain('does not have');
	});
});
