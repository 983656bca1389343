import * as fc from 'fast-check';
import {
	backOff,
	parseHttpDate,
	remainingIsZero,
	resetToMs,
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
		['a malformed Retry-After, which does not fall through', { 'retry-after': '1.5', 'x-ratelimit-reset': '60' }, undefined],
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

	it("reads a vendor's own header by its declared meaning, not by its looks", () => {
		const limits = { headers: { reset: 'x-vendor-reset', resetIs: 'seconds' as const } };
		expect(requestedWait({ 'x-vendor-reset': String(NOW / 1000), 'x-ratelimit-reset': '1' }, NOW, limits)).toEqual({
			ms: NOW,
			source: 'x-vendor-reset',
		});
		expect(resetToMs(String(NOW + 5), NOW, 'epochMilliseconds')).toBe(5);
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
		[{}, false],
	])('sees in %j that nothing remains: %s', (headers, isZero) => {
		expect(remainingIsZero(headers)).toBe(isZero);
	});
});

describe('parseHttpDate', () => {
	it.each([['Sun, 06 Nov 1994 08:49:37 GMT'], ['Sunday, 06-Nov-94 08:49:37 GMT'], ['Sun Nov  6 08:49:37 1994']])(
		'reads %s, as RFC 9110 shows it',
		(text) => {
			expect(parseHttpDate(text)).toBe(Date.parse('1994-11-06T08:49:37Z'));
		},
	);

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
