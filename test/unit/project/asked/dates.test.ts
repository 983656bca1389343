import { isoDay, momentOf, readDate } from '../../../../nodes/CreateProject/project/asked/dates';
import { wireValue } from '../../../../nodes/CreateProject/project/asked/values';
import { DAY, typedDays } from '../../../support/typedDays';

describe('a day stays the day that was written', () => {
	it.each(typedDays)('%p', (value) => {
		const read = readDate(value);
		expect('fault' in read ? read : isoDay(read)).toBe(DAY);
		for (const [format, expected] of [
			['date', DAY],
			['compactDate', '20270331'],
			['monthFirstDate', '03-31-2027'],
		] as const)
			expect(wireValue({ id: 'dueDate', format }, value)).toBe(expected);
	});

	it('and midnight of any zone is the day itself where an API wants a moment', () => {
		for (const value of ['2027-03-31', '2027-03-31T00:00:00+14:00', '2027-03-31T00:00:00-10:00', 'March 31, 2027']) {
			expect(wireValue({ id: 'dueDate', format: 'dateTime' }, value)).toBe('2027-03-31T00:00:00.000Z');
			expect(wireValue({ id: 'dueDate', format: 'epochMilliseconds' }, value)).toBe(Date.UTC(2027, 2, 31));
		}
	});

	it('but a time of day is the moment that was written', () => {
		const moment = (value: unknown) => wireValue({ id: 'dueDate', format: 'dateTime' }, value);
		expect(moment('2027-03-31T10:00:00+02:00')).toBe('2027-03-31T08:00:00.000Z');
		expect(moment('31 Mar 2027 10:00 pm')).toBe('2027-03-31T22:00:00.000Z');
		expect(moment('Wed, 31 Mar 2027 10:00:00 -0530')).toBe('2027-03-31T15:30:00.000Z');
	});

	it('of objects as well: in their own zone, or in the one where a Date is midnight', () => {
		const own = { toJSON: () => '2027-03-31T23:00:00.000-10:00' };
		const local = new Date(2027, 2, 31);
		for (const value of [own, local, new Date('2027-03-31'), new Date('2027-03-31T15:00:00Z')])
			expect(wireValue({ id: 'dueDate', format: 'date' }, value)).toBe(DAY);
		const elsewhere = Object.assign(new Date('2027-03-30T10:00:00Z'), {
			getHours: () => 0,
			getFullYear: () => 2027,
			getMonth: () => 2,
			getDate: () => 31,
			getTimezoneOffset: () => -840,
		});
		expect(wireValue({ id: 'dueDate', format: 'date' }, elsewhere)).toBe(DAY);
		expect(momentOf({ year: 2027, month: 3, day: 31, time: 0, offset: 840 })).toBe(Date.UTC(2027, 2, 31));
	});
});

describe('what is no day, or not one day, is said', () => {
	const refused = (value: unknown): string => {
		try {
			return `sent ${String(wireValue({ id: 'dueDate' }, value))}`;
		} catch (cause) {
			return `${(cause as Error).message} | ${(cause as { hint?: string }).hint}`;
		}
	};

	it.each<[unknown, RegExp]>([
		['03/04/2027', /may be one of two days \| Give it with the year first: 2027-03-04 or 2027-04-03\.$/],
		['3-4-2027', /may be one of two days/],
		['04/03/2027 10:00', /may be one of two days \| .*2027-04-03 or 2027-03-04/],
		['31.03.27', /whose year is not clear \| Give the year with four digits/],
		['03/31/27', /whose year is not clear/],
		['31 Mar 27', /whose year is not clear/],
		[1806494400, /seems to count seconds \| Give milliseconds/],
		['1806494400', /seems to count seconds/],
		[46477, /the number that a spreadsheet keeps for a day \| .*25569/],
		['46477', /a spreadsheet/],
		[45000.5, /a spreadsheet/],
		['45000,5', /not a date/],
		[19999, /not a date/],
		[new Date(46477), /the beginning of 1970/],
		[new Date(1806494400), /the beginning of 1970/],
		['1970-01-01T00:00:46.477Z', /the beginning of 1970/],
		['1969-12-31T19:00:46-05:00', /the beginning of 1970/],
		[{ toJSON: () => '1970-01-01T01:00:00.000+01:00' }, /the beginning of 1970/],
		['1970-01-01', /sent 1970-01-01/],
		['20270331', /not a date/],
		['next March', /not a date/],
		['in March 31 2027 or so', /not a date/],
		['31 March', /not a date/],
		['30 February 2027', /not a date/],
		['31/13/2027', /not a date/],
		['2027-03-31T24:30', /not a date/],
		['March 31, 2027 13:00 pm', /not a date/],
		['Invalid DateTime', /not a date/],
		[new Date(Number.NaN), /not a date/],
		[{ toJSON: () => null }, /not a date/],
		[{ year: 2027 }, /not a date/],
		[['2027-03-31'], /not a date/],
		[true, /not a date/],
	])('%p', (value, says) => {
		expect(refused(value)).toMatch(says);
	});

	it('and points always go with the day first', () => {
		expect(refused('04.03.2027')).toBe('sent 2027-03-04');
		expect(refused('05/05/2027')).toBe('sent 2027-05-05');
	});
});
