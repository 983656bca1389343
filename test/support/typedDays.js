'use strict';
/**
 * Ways to write 31 March 2027: what a person types, what tables and other nodes hand over, and what
 * expressions give. All mean that one day, in whatever zone machine and workflow are.
 */
const DAY = '2027-03-31';
/** 2027-03-31T12:00:00Z */
const NOON_MS = 1806494400000;

/** Values as they stand in the form, in a column, or as the result of an expression. */
const typedDays = [
	'2027-03-31',
	' 2027-03-31 ',
	'2027-3-31',
	'2027-03-31T00:00:00',
	'2027-03-31 00:00',
	'2027-03-31T23:59:59',
	'2027-03-31T00:00:00Z',
	'2027-03-31T23:59:59.999Z',
	'2027-03-31T00:00:00+14:00',
	'2027-03-31T23:30:00-10:00',
	'2027-03-31T00:00:00.000-04:00',
	'2027-03-31T00:00:00.000+0200',
	'2027/03/31',
	'2027/3/31',
	'2027.03.31',
	'2027/03/31 08:00',
	'03/31/2027',
	'3/31/2027',
	'03/31/2027 11:30 PM',
	'31/03/2027',
	'31.03.2027',
	'31.3.2027',
	'31-03-2027',
	'March 31, 2027',
	'march 31 2027',
	'Mar 31, 2027',
	'31 Mar 2027',
	'31-Mar-2027',
	'31st of March, 2027',
	'2027 March 31',
	'Wednesday, March 31, 2027',
	'Wed, 31 Mar 2027 23:30:00 -0800',
	'Wed Mar 31 2027 00:00:00 GMT+0200 (Central European Summer Time)',
	'31. März 2027',
	'31 mars 2027',
	'31 de marzo de 2027',
	'31 marzo 2027',
	'31 de março de 2027',
	'31 марта 2027',
	'2027年3月31日',
	NOON_MS,
	String(NOON_MS),
];

/** Expressions, each worked out by n8n in the workflow's zone. */
const expressedDays = [
	"={{ DateTime.fromISO('2027-03-31') }}",
	"={{ DateTime.fromISO('2027-03-31').endOf('day') }}",
	"={{ DateTime.fromISO('2027-03-31T12:00:00Z').setZone('Pacific/Kiritimati').minus({ days: 1 }).startOf('day') }}",
	"={{ DateTime.fromISO('2027-03-31').toISO() }}",
	"={{ DateTime.fromISO('2027-03-31').toFormat('MM/dd/yyyy') }}",
	"={{ new Date('2027-03-31') }}",
	'={{ new Date(2027, 2, 31) }}',
	"={{ '2027-03-31'.toDateTime() }}",
	"={{ DateTime.fromISO('2027-03-31T12:00:00Z').toMillis() }}",
];

module.exports = { DAY, typedDays, expressedDays };
