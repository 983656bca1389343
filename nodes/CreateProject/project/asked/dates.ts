/** A day as a person wrote it, with the time and zone that stood beside it. */
export interface WrittenDate {
	year: number;
	month: number;
	day: number;
	/** Milliseconds after midnight, in the zone. */
	time: number;
	/** Minutes east of UTC. `undefined`: none was written. */
	offset?: number;
}

/** Why a value is no day: nothing like one, a day that no calendar has, one of two, seconds or a spreadsheet's days for milliseconds. */
export type DateFault =
	| { fault: 'noDate' | 'impossible' | 'seconds' | 'serial' | 'epoch' | 'shortYear' }
	| { fault: 'ambiguous'; readings: [string, string] };

const DAY_MS = 86_400_000;

/** Days since the end of 1899, as spreadsheets count: from 1954 to 2119. */
const [FIRST_SERIAL, LAST_SERIAL] = [20_000, 80_000];

/** Months in English, German, French, Spanish, Italian, Portuguese, Dutch and Russian, long and short, without accents. */
const MONTHS = [
	'january jan januar jaenner janner janvier janv enero ene gennaio gen janeiro januari января янв',
	'february feb februar fevrier fevr fev febrero febbraio fevereiro februari февраля фев',
	'march mar marz maerz mrz mars marzo marco maart mrt марта мар',
	'april apr avril avr abril abr aprile апреля апр',
	'may mai mayo maggio mag maio mei мая май',
	'june jun juni juin junio giugno giu junho июня июн',
	'july jul juli juillet juil julio luglio lug julho июля июл',
	'august aug aout agosto ago augustus августа авг',
	'september sep sept septembre septiembre settembre set setembro сентября сен',
	'october oct oktober okt octobre octubre ottobre ott outubro out октября окт',
	'november nov novembre noviembre novembro ноября ноя',
	'december dec dezember dez decembre diciembre dic dicembre dezembro декабря дек',
];
const monthOf = new Map(MONTHS.flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index + 1])));

/** Words beside a day that say nothing of which day it is. */
const FILLERS = new Set(
	(
		'of the de del di do den der le el il van on am um ' +
		'mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday ' +
		'montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche ' +
		'lunes martes miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi domenica ' +
		'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag'
	).split(' '),
);

/** Hours and minutes, at the end of a text, perhaps with a zone. */
const TIME = new RegExp(
	[
		/(?:^|[T\s,])\s{0,3}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?/,
		/\s{0,3}([ap]\.?m\.?)?\s{0,3}(Z|UTC|GMT)?\s{0,3}([+-]\d{2}(?::?\d{2})?)?(?:\s{0,3}\([^()]{0,60}\))?$/,
	]
		.map(({ source }) => source)
		.join(''),
	'i',
);

/** A longer text is no date, and is not looked at. */
const LONGEST = 100;

/**
 * Reads a day from what a person, a table or an expression gave. The day is the one that was written, in the
 * zone it was written in: neither the machine's zone nor the workflow's has a say.
 *
 * - Texts: ISO 8601, `2027/03/31`, `31.03.2027`, `03/31/2027` where only one reading is a day, month names.
 * - Numbers and texts of digits: milliseconds since 1970, in UTC.
 * - Objects that know their own JSON form with a zone (Luxon); a `Date`, which has none, see {@link ofDate}.
 */
export function readDate(value: unknown): WrittenDate | DateFault {
	const date = readAny(value);
	return 'fault' in date || !isNearZero(date) ? date : { fault: 'epoch' };
}

/** A moment in the first weeks of 1970: a number that counted days or seconds was taken for milliseconds, or nothing for a moment. */
function isNearZero(date: WrittenDate): boolean {
	if (date.offset === undefined) return false;
	const moment = midnightOf(date) + date.time - date.offset * 60_000;
	return moment >= 0 && moment < 31 * DAY_MS;
}

function readAny(value: unknown): WrittenDate | DateFault {
	if (typeof value === 'number') return ofMilliseconds(value);
	if (typeof value === 'string') return ofText(value.trim());
	if (Object.prototype.toString.call(value) === '[object Date]') return ofDate(value as Date);
	const own = value as { toJSON?: () => unknown } | null | undefined;
	if (typeof own !== 'object' || typeof own?.toJSON !== 'function') return { fault: 'noDate' };
	const text = own.toJSON();
	return typeof text === 'string' ? ofText(text.trim()) : { fault: 'noDate' };
}

function ofMilliseconds(value: number): WrittenDate | DateFault {
	// The first years of 1970 are no dates of projects: such a number counts seconds, or is no time at all.
	const size = Math.abs(value);
	if (size >= 1e9 && size < 1e11) return { fault: 'seconds' };
	if (value >= FIRST_SERIAL && value < LAST_SERIAL) return { fault: 'serial' };
	if (!(size >= 1e11) || size > 8.64e15) return { fault: 'noDate' };
	return ofUtc(new Date(value));
}

const ofUtc = (date: Date): WrittenDate => ({
	year: date.getUTCFullYear(),
	month: date.getUTCMonth() + 1,
	day: date.getUTCDate(),
	time: ((date.getTime() % DAY_MS) + DAY_MS) % DAY_MS,
	offset: 0,
});

/**
 * A `Date` is a moment and has no zone. It was made from a day either in UTC (`new Date('2027-03-31')`) or in
 * the machine's zone (`new Date(2027, 2, 31)`): where it is midnight there, that day was meant. Else UTC's.
 */
function ofDate(date: Date): WrittenDate | DateFault {
	if (Number.isNaN(date.getTime())) return { fault: 'noDate' };
	const utc = ofUtc(date);
	const isLocalMidnight = date.getHours() + date.getMinutes() + date.getSeconds() + date.getMilliseconds() === 0;
	if (utc.time === 0 || !isLocalMidnight) return utc;
	return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate(), time: 0, offset: -date.getTimezoneOffset() };
}

function ofText(text: string): WrittenDate | DateFault {
	if (/^-?\d{10,16}$/.test(text)) return ofMilliseconds(Number(text));
	if (/^\d{5}(\.\d{1,12})?$/.test(text) && Number(text) >= FIRST_SERIAL && Number(text) < LAST_SERIAL) return { fault: 'serial' };
	if (text.length > LONGEST) return { fault: 'noDate' };
	const clock = TIME.exec(text);
	const time = clock ? timeOf(clock) : { time: 0 };
	if (time === undefined) return { fault: 'noDate' };
	const day = dayOf((clock ? text.slice(0, clock.index) : text).replace(/(?<![,\s])[,\s]+$/, ''));
	if ('fault' in day) return day;
	return isDay(day) ? { ...day, ...time } : { fault: 'noDate' };
}

function timeOf(clock: RegExpExecArray): { time: number; offset?: number } | undefined {
	const [, hourText, minuteText, secondText = '0', fraction = '', half, universal, offsetText] = clock;
	let hour = Number(hourText);
	if (half !== undefined) {
		if (hour < 1 || hour > 12) return undefined;
		hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
	}
	const [minute, second] = [Number(minuteText), Number(secondText)];
	if (hour > 23 || minute > 59 || second > 59) return undefined;
	const time = ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
	if (offsetText === undefined) return universal === undefined ? { time } : { time, offset: 0 };
	const sign = offsetText.startsWith('-') ? -1 : 1;
	const [hours, minutes] = [Number(offsetText.slice(1, 3)), Number(offsetText.slice(3).replace(':', '') || '0')];
	return hours > 18 || minutes > 59 ? undefined : { time, offset: sign * (hours * 60 + minutes) };
}

type Day = Pick<WrittenDate, 'year' | 'month' | 'day'>;

function dayOf(text: string): Day | DateFault {
	const yearFirst = /^(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[.日일]?$/.exec(text);
	if (yearFirst) return { year: Number(yearFirst[1]), month: Number(yearFirst[2]), day: Number(yearFirst[3]) };
	const yearLast = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?$/.exec(text);
	if (yearLast) {
		const [, first, point, second, year] = yearLast;
		if (year.length === 2) return { fault: 'shortYear' };
		return eitherOrder(Number(first), Number(second), Number(year), point === '.');
	}
	return namedDay(text);
}

/** Two numbers before a year: day and month in an order that depends on who wrote it, but for points, which go with the day first. */
function eitherOrder(first: number, second: number, year: number, isDayFirst: boolean): Day | DateFault {
	if (second > 12) return { year, month: first, day: second };
	if (first > 12 || first === second || isDayFirst) return { year, month: second, day: first };
	return { fault: 'ambiguous', readings: [isoDay({ year, month: first, day: second }), isoDay({ year, month: second, day: first })] };
}

/** A day with the month's name in it: `March 31, 2027`, `31 Mar 2027`, `Wed Mar 31 2027`, `31. März 2027`, `31 de marzo de 2027`. */
function namedDay(text: string): Day | DateFault {
	const words = text
		.normalize('NFD')
		.replace(/\p{M}+/gu, (marks) => (marks === '\u0306' ? marks : ''))
		.normalize('NFC')
		.toLowerCase()
		.split(/[\s,./-]+/)
		.filter((word) => word !== '' && !FILLERS.has(word));
	const months = words.flatMap((word) => monthOf.get(word) ?? []);
	const years = words.filter((word) => /^\d{4}$/.test(word));
	const days = words.flatMap((word) => /^(\d{1,2})(?:st|nd|rd|th|er|º|ª|e)?$/.exec(word)?.[1] ?? []);
	if (months.length !== 1 || words.length !== 3) return { fault: 'noDate' };
	if (years.length !== 1 || days.length !== 1) return { fault: days.length === 2 ? 'shortYear' : 'noDate' };
	return { year: Number(years[0]), month: months[0], day: Number(days[0]) };
}

/** Date rolls 30 February over into March; a day that does not survive the way there and back is impossible. */
function isDay({ year, month, day }: Day): boolean {
	const midnight = new Date(midnightOf({ year, month, day }));
	return year > 0 && midnight.getUTCFullYear() === year && midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
}

/** `Date.UTC` takes years below 100 for those of the last century. */
const midnightOf = ({ year, month, day }: Day): number => new Date(0).setUTCFullYear(year, month - 1, day);

export const isoDay = ({ year, month, day }: Day): string =>
	[String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');

/**
 * The moment that was written, ms since 1970. Without a zone it is UTC's. Midnight is no time of day but the
 * day itself: it stays that day for an API that reads moments in UTC.
 */
export const momentOf = (date: WrittenDate): number => midnightOf(date) + date.time - (date.time === 0 ? 0 : (date.offset ?? 0) * 60_000);
