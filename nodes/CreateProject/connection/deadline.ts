import { sleep } from './n8nVersion';

/** A request under way. */
export interface Flight {
	/** Ends the request itself. */
	readonly stop: AbortController;
	/** Takes it off the watch. */
	land: () => void;
}

/** Ends the sleep. One for all: the default reason costs an error with its stack each time. */
const LANDED = new Error('landed');

/**
 * Watches over requests that must all end within the same time. One sleeper serves them all: they leave
 * in order, so the first to leave is the first to be late. A timer and a listener for each request would
 * cost more than all else this package does with it.
 */
export class Deadlines {
	/** In the order of their leaving. */
	private readonly flights = new Map<Flight, { until: number; late: () => void; signal?: AbortSignal }>();
	private readonly heard = new WeakSet<AbortSignal>();
	private sleeping: AbortController | undefined;

	/** @param ms time from the first byte sent to the last byte received. */
	constructor(private readonly ms: number) {}

	/**
	 * @param late called once when the time is over; whether the request is stopped then is for it to say.
	 * @param signal stops the request, too.
	 * @param stop of a request that is under way already.
	 */
	depart(late: () => void, signal?: AbortSignal, stop = new AbortController()): Flight {
		if (signal !== undefined && !this.heard.has(signal)) {
			this.heard.add(signal);
			signal.addEventListener(
				'abort',
				() => {
					this.stopAll(signal);
				},
				{ once: true },
			);
		}
		const flight: Flight = {
			stop,
			land: () => {
				this.land(flight);
			},
		};
		this.flights.set(flight, { until: performance.now() + this.ms, late, signal });
		if (!this.sleeping) void this.watch();
		return flight;
	}

	private land(flight: Flight): void {
		this.flights.delete(flight);
		// A sleeper must not keep the process from ending.
		if (this.flights.size === 0) this.sleeping?.abort(LANDED);
	}

	private stopAll(signal: AbortSignal): void {
		for (const [{ stop }, flight] of [...this.flights]) if (flight.signal === signal) stop.abort(signal.reason);
	}

	private async watch(): Promise<void> {
		while (this.flights.size > 0) {
			const { signal } = (this.sleeping = new AbortController());
			try {
				for (const [flight, { until, late }] of this.flights) {
					const left = until - performance.now();
					if (left > 0) await sleep(Math.ceil(left), signal);
					if (!this.flights.delete(flight)) continue;
					late();
				}
			} catch {
				// All had landed; others may have left since.
				continue;
			}
		}
		this.sleeping = undefined;
	}
}
