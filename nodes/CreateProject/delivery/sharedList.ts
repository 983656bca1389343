import type { Project } from '../project/answered/reply';
import type { OutgoingRequest } from '../project/asked/request';
import type { Exchange, Tools } from './exchange';

/** A reading is used for so long, ms: others may create projects, too. */
const MOST_AGE = 30_000;

interface Reading {
	/** When it began, monotonic ms. */
	at: number;
	hasEnded: boolean;
	exchange: Promise<Exchange>;
}

const isGood = (exchange: Exchange): boolean => exchange.kind === 'answer' && exchange.answer.status >= 200 && exchange.answer.status < 300;

/**
 * Whole lists that the items of one run read together: where a search cannot ask for one name, each item
 * would read the same pages. What the run itself creates is kept beside them, so that a reading does not
 * become old by it.
 */
export class SharedLists {
	private readonly readings = new Map<string, Reading>();
	/** Projects that this run has created or found, by id. */
	private readonly known = new Map<string, Project>();

	constructor(private readonly tools: Pick<Tools, 'monotonic'>) {}

	/**
	 * One reading for all that want the same page; a reading that failed is nobody else's.
	 *
	 * @param since monotonic ms: a reading that began before would not show what is looked for. Those who wait for the same moment
	 *   share the next one.
	 */
	async read(request: OutgoingRequest, ask: (request: OutgoingRequest) => Promise<Exchange>, since = -Infinity): Promise<Exchange> {
		const key = `${request.method} ${request.url} ${request.body ?? ''}`;
		for (;;) {
			const now = this.tools.monotonic();
			const held = this.readings.get(key);
			if (!held || now - held.at >= MOST_AGE || (held.at < since && held.hasEnded)) break;
			const exchange = await held.exchange;
			if (held.at < since) continue;
			return isGood(exchange) ? exchange : await ask(request);
		}
		const reading: Reading = { at: this.tools.monotonic(), hasEnded: false, exchange: ask(request) };
		this.readings.set(key, reading);
		let isUseful = false;
		try {
			const exchange = await reading.exchange;
			isUseful = isGood(exchange);
			return exchange;
		} finally {
			reading.hasEnded = true;
			if (!isUseful && this.readings.get(key) === reading) this.readings.delete(key);
		}
	}

	/** A project that this run has created or found. */
	add(project: Project): void {
		if (project.id !== '') this.known.set(project.id, project);
	}

	/** What a reading may not show yet. */
	get made(): Iterable<Project> {
		return this.known.values();
	}
}
