'use strict';
const { setMaxListeners } = require('node:events');
/**
 * Virtual time: a clock that stands still while anything can run and jumps to the next timer when
 * nothing can. Timers of the same moment fire in the order they were set, so a run is repeatable.
 */
class VirtualTime {
	/** @param {number} [start] ms since 1970 */
	constructor(start = 1_800_000_000_000) {
		this.time = start;
		this.start = start;
		/** @type {Array<{at: number, order: number, fire: () => void}>} a binary heap */
		this.heap = [];
		this.order = 0;
		this.now = this.now.bind(this);
		this.monotonic = this.monotonic.bind(this);
		this.sleep = this.sleep.bind(this);
	}

	/** @returns {number} */
	now() {
		return this.time;
	}

	/** Beside the clock, from another beginning: the two must not be mixed. @returns {number} */
	monotonic() {
		return this.time - this.start + 5000;
	}

	/**
	 * Resolves early, without throwing, when the signal fires.
	 * @param {number} ms @param {AbortSignal} [signal] @returns {Promise<void>}
	 */
	sleep(ms, signal) {
		return new Promise((resolve) => {
			if (signal?.aborted) return resolve();
			if (!signal) return this.at(this.time + Math.max(0, ms), resolve);
			const abandon = () => resolve();
			// One signal stops all requests of an execution; so many listeners are no leak.
			setMaxListeners(0, signal);
			signal.addEventListener('abort', abandon, { once: true });
			this.at(this.time + Math.max(0, ms), () => {
				signal.removeEventListener('abort', abandon);
				resolve();
			});
		});
	}

	/** @param {number} at @param {() => void} fire */
	at(at, fire) {
		this.push({ at, order: this.order++, fire });
	}

	/**
	 * Runs until the work has ended.
	 * @template T @param {Promise<T> | (() => Promise<T>)} work @returns {Promise<T>}
	 */
	async run(work) {
		let isOver = false;
		const promise = typeof work === 'function' ? work() : work;
		const watched = promise.finally(() => {
			isOver = true;
		});
		// The end is awaited below; until then a refusal is no unhandled one.
		watched.catch(() => undefined);
		for (;;) {
			// All microtasks end before an immediate.
			await new Promise((resolve) => setImmediate(resolve));
			if (isOver) return await watched;
			const next = this.pop();
			if (!next) throw new Error('Stuck: nothing is left that could end the wait');
			this.time = Math.max(this.time, next.at);
			next.fire();
			// Whatever else is due at this very moment comes along.
			while (this.heap.length > 0 && this.heap[0].at <= this.time) this.pop().fire();
		}
	}

	/** @param {{at: number, order: number, fire: () => void}} entry */
	push(entry) {
		const { heap } = this;
		let index = heap.push(entry) - 1;
		while (index > 0) {
			const parent = (index - 1) >> 1;
			if (!before(entry, heap[parent])) break;
			heap[index] = heap[parent];
			index = parent;
		}
		heap[index] = entry;
	}

	pop() {
		const { heap } = this;
		const top = heap[0];
		const last = heap.pop();
		if (heap.length > 0 && last) {
			let index = 0;
			for (;;) {
				let child = 2 * index + 1;
				if (child >= heap.length) break;
				if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
				if (!before(heap[child], last)) break;
				heap[index] = heap[child];
				index = child;
			}
			heap[index] = last;
		}
		return top;
	}
}

const before = (a, b) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Chance that repeats itself: mulberry32. @param {number} seed @returns {() => number} */
const seeded = (seed) => () => {
	seed = (seed + 0x6d2b79f5) | 0;
	let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

module.exports = { VirtualTime, seeded };
