import * as fc from 'fast-check';
import {
	backOff,
	parseHttpDate,
	remainingIsZero,
	failureWait,
	waitOf,
	ServerClock,
	spentWait,
	requestedWait,
	type Headers,
} from '../../../nodes/CreateProject/delivery/wait';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const http = (ms: number): string => new Date(ms).toUTCString();

describe('requestedWait', () => {
	it.each<[string, Headers, number | undefined]>([
		['Retry-After in seconds', { 'retry-after': '7' }, 7000],
		['Retry-After as a date', { 'retry-after': http(NOW + 9000) }, 9000],
		['Retry-After in the past: no wait', { 'retry-after': http(NOW - 9000) }, 0],
		['Retry-After before all others', { 'retry-after': '2', ratelimit: '"a";r=0;t=30', 'x-ratelimit-reset': '60' }, 2000],
		['a malformed Retry-After, which does not fall through', { 'retry-after': 'soon', 'x-ratelimit-reset': '60' }, undefined],
		['a part of a second as a whole one', { 'retry-after': '1.5', 'x-ratelimit-reset': '60' }, 2000],
		['whole seconds with a point', { 'retry-after': '2.0' }, 2000],
		['less than a second', { 'retry-after': '0.05' }, 1000],
		['a unit', { 'retry-after': '2s' }, 2000],
		['a unit after a space', { 'retry-after': '3 seconds' }, 3000],
		['ms as a unit', { 'retry-after': '350ms' }, 350],
		['two units', { 'x-ratelimit-reset': '1m30s' }, 90_000],
		['an unknown unit', { 'retry-after': '3 moons' }, undefined],
		['Retry-After in ISO 8601', { 'retry-after': '2026-11-22T12:00:07Z' }, 7000],
		['ISO 8601 with a numeric zone', { 'retry-after': '2026-11-22T13:00:07+01:00' }, 7000],
		['ISO 8601 without a zone', { 'x-ratelimit-reset': '2026-11-22T12:00:07' }, 7000],
		['ISO 8601 with a space', { 'x-ratelimit-reset': '2026-11-22 12:00:07Z' }, 7000],
		['an HTTP date with a numeric zone', { 'retry-after': 'Sun, 22 Nov 2026 13:00:09 +0100' }, 9000],
		['several values: the largest', { 'retry-after': '3, 5, 1' }, 5000],
		['several values, of which one is a date', { 'retry-after': `3, ${http(NOW + 9000)}` }, 9000],
		['several values, of which one cannot be read', { 'retry-after': '3, later' }, 3000],
		['retry-after-ms', { 'retry-after-ms': '850' }, 850],
		['x-ms-retry-after-ms', { 'x-ms-retry-after-ms': '1200' }, 1200],
		['the longest of Retry-After and retry-after-ms', { 'retry-after': '1', 'retry-after-ms': '850' }, 1000],
		[
			'X-RateLimit-Reset-After before X-RateLimit-Reset',
			{ 'x-ratelimit-reset-after': '1.5', 'x-ratelimit-reset': String(NOW / 1000 + 9) },
			1500,
		],
		['RateLimit as one list', { ratelimit: 'limit=100, remaining=0, reset=30' }, 30_000],
		['RateLimit as one list, with something left', { ratelimit: 'limit=100, remaining=3, reset=30' }, undefined],
		['a reset while something remains', { 'x-ratelimit-reset': '60', 'x-ratelimit-remaining': '25' }, undefined],
		['a reset while of one of two limits nothing remains', { 'x-ratelimit-reset': '60', 'x-ratelimit-remaining': '25, 0' }, 60_000],
		['Retry-After of an epoch', { 'retry-after': String(NOW / 1000 + 5) }, 5000],
		['Retry-After of a past epoch', { 'retry-after': '1700000000' }, 0],
		['a reset of 2023', { 'x-ratelimit-reset': '1700000000' }, 0],
		['an epoch in microseconds', { 'x-ratelimit-reset': String((NOW + 2000) * 1000) }, 2000],
		['centuries, as told', { 'retry-after': '9999999999' }, 9_999_999_999_000 - NOW],
		['more than any date', { 'retry-after': '9'.repeat(300) }, Date.UTC(9999, 11, 31, 23, 59, 59) - NOW],
		["a date against the answer's own Date", { 'retry-after': http(NOW + 9000), date: http(NOW + 5000) }, 4000],
		["a date by the better clock where the answer's Date agrees", { 'retry-after': http(NOW + 9000), date: http(NOW - 1000) }, 9000],
		['a negative Retry-After', { 'retry-after': '-1' }, undefined],
		['an epoch is no Retry-After date, however large', { 'retry-after': '120' }, 120_000],
		['the longest structured policy that is used up', { ratelimit: '"a";r=0;t=30, "b";r=0;t=50, "c";r=3;t=99' }, 50_000],
		['a structured policy with something left', { ratelimit: '"a";r=1;t=30' }, undefined],
		['RateLimit-Reset as a delta', { 'ratelimit-reset': '12' }, 12_000],
		['X-RateLimit-Reset in epoch seconds', { 'x-ratelimit-reset': String(NOW / 1000 + 5) }, 5000],
		['X-RateLimit-Reset in epoch seconds with a fraction', { 'x-ratelimit-reset': `${NOW / 1000 + 5}.250` }, 5250],
		['X-RateLimit-Reset in epoch milliseconds', { 'x-ratelimit-reset': String(NOW + 1234) }, 1234],
		['X-RateLimit-Reset in ISO 8601', { 'x-ratelimit-reset': '2026-11-22T12:00:03Z' }, 3000],
		['X-RateLimit-Reset as an HTTP date', { 'x-ratelimit-reset': http(NOW + 4000) }, 4000],
		['X-Rate-Limit-Reset', { 'x-rate-limit-reset': '6' }, 6000],
		['a reset that is past', { 'x-ratelimit-reset': String(NOW / 1000 - 5) }, 0],
		['nonsense', { 'x-ratelimit-reset': 'soon' }, undefined],
		['nothing', {}, undefined],
	])('reads %s', (_title, headers, ms) => {
		expect(requestedWait(headers, NOW)?.ms).toBe(ms);
	});

	it("reads a vendor's own header, by the size of its number", () => {
		const limits = { headers: { reset: 'x-vendor-reset' } };
		expect(requestedWait({ 'x-vendor-reset': '7', 'x-ratelimit-reset': '1' }, NOW, limits)).toEqual({ ms: 7000, source: 'x-vendor-reset' });
		expect(requestedWait({ 'x-vendor-reset': String(NOW + 5) }, NOW, limits)?.ms).toBe(5);
	});

	it('reads a wait in the body where the format has its path, and keeps the longer one', () => {
		const limits = { body: ['errors.0.extensions.retry_in_seconds', 'retry_after'] };
		const body = { errors: [{ extensions: { retry_in_seconds: 4 } }] };
		expect(requestedWait({}, NOW, limits, body)).toEqual({ ms: 4000, source: 'errors.0.extensions.retry_in_seconds' });
		expect(requestedWait({ 'retry-after': '1' }, NOW, limits, body)?.ms).toBe(4000);
		expect(requestedWait({ 'retry-after': '9' }, NOW, limits, body)?.ms).toBe(9000);
		expect(requestedWait({ 'retry-after': 'soon' }, NOW, limits, { retry_after: '0.5' })?.ms).toBe(500);
		expect(requestedWait({}, NOW, limits, { retry_after: { in: 3 } })).toBeUndefined();
		expect(requestedWait({}, NOW, {}, body)).toBeUndefined();
	});

	it('gives a moment that can be written, and a wait that is none of the past, whatever is told', () => {
		const names = ['retry-after', 'retry-after-ms', 'x-ratelimit-reset', 'ratelimit-reset', 'x-ratelimit-reset-after'];
		const text = fc.oneof(fc.string(), fc.double().map(String), fc.bigInt().map(String), fc.date({ noInvalidDate: true }).map(String));
		fc.assert(
			fc.property(fc.constantFrom(...names), text, (name, value) => {
				const ms = requestedWait({ [name]: value }, NOW)?.ms;
				if (ms === undefined) return;
				expect(Number.isInteger(ms)).toBe(true);
				expect(ms).toBeGreaterThanOrEqual(0);
				expect(new Date(NOW + ms).toISOString()).toMatch(/^\d{4}-/);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('failureWait', () => {
	it('obeys Retry-After of any failure, and no reset', () => {
		expect(failureWait({ 'retry-after': '3' }, NOW)).toBe(3000);
		expect(failureWait({ 'ratelimit-reset': '3' }, NOW)).toBe(0);
		expect(failureWait({ 'retry-after': 'soon' }, NOW)).toBe(0);
	});
});

describe('waitOf', () => {
	it('takes hostile text in no time', () => {
		for (const part of ['1s ', '1', 'a', '1.', ', ', '1m', '"', '2026-11-22T12:00:00'])
			expect(() => waitOf(part.repeat(100_000), NOW)).not.toThrow();
	});
});

describe('spentWait', () => {
	it('holds back after a success only when nothing remains', () => {
		expect(spentWait({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '3' }, NOW)?.ms).toBe(3000);
		expect(spentWait({ 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '3' }, NOW)).toBeUndefined();
		expect(spentWait({ 'x-ratelimit-reset': '3' }, NOW)).toBeUndefined();
	});

	it.each<[Headers, boolean]>([
		[{ 'ratelimit-remaining': '0' }, true],
		[{ 'x-ratelimit-remaining': ' 0.0 ' }, true],
		[{ 'x-ratelimit-remaining': '10' }, false],
		[{ ratelimit: '"a";r=0;t=1' }, true],
		[{ ratelimit: 'limit=5, remaining=0, reset=1' }, true],
		[{ 'x-ratelimit-remaining': '-1' }, false],
		[{ 'x-ratelimit-remaining': '' }, false],
		[{ 'x-ratelimit-remaining': '9, 0' }, true],
		[{}, false],
	])('sees in %j that nothing remains: %s', (headers, isZero) => {
		expect(remainingIsZero(headers)).toBe(isZero);
	});
});

describe('parseHttpDate', () => {
	it.each([
		['Sun, 06 Nov 1994 08:49:37 GMT'],
		['Sunday, 06-Nov-94 08:49:37 GMT'],
		['Sun Nov  6 08:49:37 1994'],
		['Sun, 06 Nov 1994 09:49:37 +0100'],
	])('reads %s, as RFC 9110 shows it', (text) => {
		expect(parseHttpDate(text)).toBe(Date.parse('1994-11-06T08:49:37Z'));
	});

	it.each([['1994-11-06'], ['5'], [''], ['Sun, 06 Nov 1994 08:49:37']])('takes %p for no HTTP date', (text) => {
		expect(parseHttpDate(text)).toBeUndefined();
	});
});

describe('backOff', () => {
	it('stays between half the base and the doubled, capped step', () => {
		fc.assert(
			fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (repeat, chance) => {
				const ms = backOff(repeat, () => chance);
				expect(ms).toBeGreaterThanOrEqual(250);
				expect(ms).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** Math.min(repeat, 30)));
			}),
		);
	});

	it('grows while chance stays the same', () => {
		const steps = [0, 1, 2, 3, 6].map((repeat) => backOff(repeat, () => 0.999_999));
		expect(steps).toEqual([500, 1000, 2000, 4000, 30_000].map((ms) => expect.closeTo(ms, -1)));
	});
});

describe('ServerClock', () => {
	it('never runs ahead of the server, whatever latencies and skews there are', () => {
		const seen = fc.array(fc.record({ after: fc.nat(100_000), way: fc.nat(5000) }), { minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), seen, fc.nat(100_000), (skew, answers, later) => {
				const clock = new ServerClock();
				for (const { after, way } of answers) clock.see({ date: http(NOW + after + skew) }, NOW + after + way);
				expect(clock.at(NOW + later)).toBeLessThanOrEqual(NOW + later + skew);
				// Nor is it further behind than the best answer allows: its way back and a cut second.
				expect(clock.at(NOW + later)).toBeGreaterThan(NOW + later + skew - 1000 - Math.min(...answers.map(({ way }) => way)));
			}),
		);
	});

	it('knows whether it has been told the time', () => {
		const clock = new ServerClock();
		clock.see({ date: 'yesterday' }, NOW);
		clock.see({}, NOW);
		expect(clock.isKnown).toBe(false);
		expect(clock.at(NOW)).toBe(NOW);
		clock.see({ date: http(NOW) }, NOW);
		expect(clock.isKnown).toBe(true);
	});
});
