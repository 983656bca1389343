import type { Answer } from '../project/answered/reply';

/** `Idempotent-Replayed` (Stripe), `Idempotency-Replayed`, `X-Idempotent-Replay`, `Idempotency-Replay-Status` and the like. */
const REPLAY_HEADER = /^(x-)?idempoten(t|cy)(-key)?-?(replay|status|result)/;
const KEY_WORDS = /idempoten/i;
/** Ids of requests are echoed by proxies that do nothing else with them. */
const TRACE_HEADER = /request|correlation|trace/i;
/** Keys whose result is kept. */
const MOST_RESULTS = 10_000;

/**
 * Whether an API honours an idempotency header. To name one is a hope: many APIs ignore what they do not know. Only what an
 * API has shown counts.
 */
export class KeyTrust {
	private readonly shown = new Set<string>();
	private readonly ignored = new Set<string>();
	/** The project that came of a key. */
	private readonly results = new Map<string, string>();

	/** @param header its name, in any case. */
	isHonoured(header: string): boolean {
		const name = header.toLowerCase();
		return this.shown.has(name) && !this.ignored.has(name);
	}

	/** An answer to a create that carried the key. */
	see(header: string, key: string, { status, headers, text }: Answer): void {
		const name = header.toLowerCase();
		const isEchoed = !TRACE_HEADER.test(name) && [key, `"${key}"`].includes(headers[name] ?? '');
		const speaksOfKey = KEY_WORDS.test(text) || text.toLowerCase().includes(name);
		// In flight, or used for another request (draft-ietf-httpapi-idempotency-key-header, 2.7).
		const isRefusedForKey = (status === 409 || status === 422) && speaksOfKey;
		if (isEchoed || isRefusedForKey || Object.keys(headers).some((other) => REPLAY_HEADER.test(other))) this.shown.add(name);
	}

	/** What came of a create with this key: the same project for the same key shows that it counts, another one that it does not. */
	result(header: string, key: string, id: string): void {
		if (id === '') return;
		const slot = `${header.toLowerCase()} ${key}`;
		const before = this.results.get(slot);
		if (before !== undefined) (before === id ? this.shown : this.ignored).add(header.toLowerCase());
		this.results.set(slot, id);
		if (this.results.size > MOST_RESULTS) this.results.delete(this.results.keys().next().value!);
	}
}
