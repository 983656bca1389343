import type { Fault, Send } from '../delivery/exchange';

/** An address that answered needs no second question for so long, ms. */
const FRESH = 10 * 60_000;
/** Most addresses remembered, oldest out first. */
const MOST_KEPT = 200;

/**
 * Hosts that answer. n8n's own test of a credential shows no more than `ENOTFOUND` for one that does not; asked before, it can be
 * said in words what is wrong. The question holds no credential, and whatever is answered will do.
 */
export class Reach {
	private readonly answered = new Map<string, number>();

	constructor(private readonly now: () => number) {}

	/** @returns why no connection can be made to the host of this address. */
	async faultAt(baseUrl: string, send: Send): Promise<Fault | undefined> {
		const url = `${new URL(baseUrl).origin}/`;
		if (this.now() - (this.answered.get(url) ?? -Infinity) < FRESH) return undefined;
		const exchange = await send({ method: 'GET', url, headers: {} });
		if (exchange.kind === 'fault') return exchange.fault;
		this.answered.delete(url);
		this.answered.set(url, this.now());
		if (this.answered.size > MOST_KEPT) this.answered.delete(this.answered.keys().next().value!);
		return undefined;
	}
}
