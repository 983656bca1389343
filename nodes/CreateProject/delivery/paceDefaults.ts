/**
 * The numbers of the pace, each with where it comes from. How they do against APIs of all kinds is measured
 * by `npm run bench -- --virtual`.
 */
export const PACE = {
	/** Requests at once in the beginning: TCP's first window of 2 segments (RFC 2581). */
	start: 2,
	/** Most at once until {@link PACE.growAfter}: whatever they allow, 5 at once is what APIs with such a limit commonly have. */
	cautious: 5,
	/** Most requests at once where the service names no other number. More gains nothing against n8n's own cost per request. */
	most: 40,
	/** Requests let through before the number grows above that: more than the bursts of 50 and 60 that APIs commonly allow. */
	growAfter: 70,
	/**
	 * While no limit is known, the number grows by this factor with each window of good answers. TCP's slow start doubles; here
	 * each request too many is a refusal (an API with bursts of 5, or for 20 at once, refuses a third to half as many this way).
	 */
	growth: 1.5,
	/**
	 * After a limit, one more at once after so many windows of good answers; after one where a measured rate keeps the
	 * pace, as TCP's congestion avoidance does (RFC 5681).
	 */
	windows: 8,
	/** A raise is on trial for so many windows. */
	trialWindows: 3,
	/** No growth while answers take so many times the quickest: then they queue (TCP Vegas; Netflix's gradient limiter has 2). */
	slowness: 2,
	/** Part of a new answer time in the smoothed one (RFC 6298). */
	smoothing: 1 / 8,
	/**
	 * How requests that left after a refused one judge it: at a limit about this share of them is refused, and at
	 * these scores (natural logarithms of the odds, 20 to 1 and 1 to 7) it is a limit, or a lone refusal. The limit's score
	 * rises by 1 with each lone refusal, up to `calm`: where refusals come by chance, some will come together.
	 * `due`: so many times the usual share is no sign that a number is too high.
	 */
	evidence: { refusedAtLimit: 0.6, limit: 3, lone: -2, due: 2, calm: 4, again: 1.5, least: 0.1, byChance: 0.15, most: 6, memory: 256 },
	/** Good answers before a number is tried again that met refusals twice; so many times more each time. */
	plateau: { first: 32, factor: 8 },
	/** Pause where no time was told, ms: the first, so many times longer while probes are refused, and the longest. */
	pause: { first: 100, factor: 2, longest: 2000 },
	/** Longest pause that all requests share, ms, whatever was told: the hour of the longest common window. One probe follows. */
	longestPauseMs: 3_600_000,
	/** A month is the longest window that quotas have; a longer wait (`Retry-After: 9999999999`) is a flaw. */
	longestWindowMs: 31 * 24 * 3_600_000,
	/** Where nothing passes, the next try follows after this part of the time since a request last passed. */
	dryPart: 0.3,
	/**
	 * A measured rate is tried higher by this part, or halfway to one that was refused (BIC), after so many ms without a refusal.
	 * The part doubles with success, the time grows with failure.
	 */
	trial: { step: 0.05, most: 0.8, sample: 8, factor: 4, afterMs: 1000, longestMs: 16_000 },
	/** At a measured rate no more than this share is refused, of so many refusals; else the rate was no rate: see `forget`. */
	unhelpful: { share: 0.15, refusals: 3, forget: 256 },
	/** Refusals after the same number of good answers, give or take `apart`, so many `times` more, are a limit and no chance. */
	regular: { apart: 1, times: 2 },
	/** A measured rate falls to no less than this part at once (AWS's adaptive retry mode). */
	cut: 0.7,
	/** A rate is never taken for less than this part of what was measured first; it would be given up before. */
	leastPart: 1 / 4,
	/**
	 * At one refusal in so many good answers (`passed`) a measured rate is kept: the price of staying close to a limit. Where no more
	 * than `atOnce` were saved up and it is refused right after these, its departures are spaced evenly: fixed windows want that.
	 */
	few: { passed: 100, atOnce: 8 },
} as const;
