import { inputProblem, type InputProblem } from '../project/problem';
import type { Site } from '../project/asked/site';
import { addressOf } from './apiHost';
import type { BusinessKey, KeyClaim } from './keyed';
import type { Claim, KeyClaims } from './keyClaims';
import { entryOf, type KeyLog } from './keyLog';

/** What is created where: one key means one project of such a place. */
export function placeOf({ baseUrl, definition: { id, create } }: Site): string {
	return [addressOf(baseUrl), id, create.method ?? '', create.path ?? '', create.rpc?.method ?? ''].join(' ');
}

/** The business keys of one run: noted all together before anything is sent. */
export class RunKeys {
	private noted: ReadonlySet<string> = new Set();
	private readonly used = new Set<string>();
	private before: ReadonlySet<string> = new Set();
	private problem: InputProblem | undefined;
	private claimed: ReadonlyMap<string, Claim> = new Map();
	/** Keys with which a request may have been sent in this run, as far as their claims are concerned. */
	private readonly sent = new Set<string>();
	/** How many items are at work with a claimed key, or about to be. */
	private readonly inUse = new Map<string, number>();

	/**
	 * @param log `undefined`: this n8n has none
	 * @param node by which keys are kept apart that no project shows
	 * @param claims over all workers; `undefined`: not wanted
	 */
	constructor(
		private readonly log: KeyLog | undefined,
		private readonly node: string,
		private readonly claims?: KeyClaims,
	) {}

	/** Notes the keys of a run. What hinders it hinders their items, for which nothing is sent then. */
	async note(keys: ReadonlyArray<{ site: Site; key: string }>): Promise<void> {
		const entries = new Set(keys.map(({ site, key }) => entryOf(placeOf(site), key)));
		try {
			this.claimed = (await this.claims?.take([...entries])) ?? this.claimed;
		} catch {
			this.problem = inputProblem(
				"'Across Workers' needs n8n's data tables, and these could not be used",
				"Nothing was sent. Data tables came with n8n 1.113; where they are switched off or full, turn 'Across Workers' off or make room.",
			);
			return;
		}
		if (this.log === undefined) return;
		try {
			this.before = await this.log.record([...entries]);
			this.noted = entries;
		} catch {
			this.problem = inputProblem(
				"The business keys could not be noted in n8n's database",
				'Nothing was sent. Run the workflow again when the database can be written.',
			);
		}
	}

	/** @param hasMark the project shows its key @throws {InputProblem} when the key could not be noted. */
	of(site: Site, value: string, hasMark: boolean): BusinessKey {
		if (this.problem) throw this.problem;
		const place = placeOf(site);
		const entry = entryOf(place, value);
		const entries = [entry];
		return {
			value,
			entry,
			slot: hasMark ? `${place} ${value}` : `${this.node} ${place} ${value}`,
			log: this.before.has(entry) || this.claimed.get(entry) === 'before' ? 'before' : 'new',
			...(this.claims ? { claim: this.claimOf(entry, this.claims) } : {}),
			record: async () => void (await this.log?.record(entries)),
			forget: async () => {
				this.sent.delete(entry);
				await this.log?.forget(entries);
			},
		};
	}

	private claimOf(entry: string, claims: KeyClaims): KeyClaim {
		const use = (by: 1 | -1): void => void this.inUse.set(entry, (this.inUse.get(entry) ?? 0) + by);
		return {
			take: async (ms, isFirst) => {
				const found = this.claimed.get(entry) ?? 'lost';
				if (isFirst && found === 'lost') return 'lost';
				// Before anything is asked, so that another item of this run does not give it back meanwhile.
				use(1);
				let own: Claim = 'lost';
				try {
					own = isFirst && claims.holds(entry, ms) ? found : ((await claims.take([entry], ms)).get(entry) ?? 'lost');
				} finally {
					if (own === 'lost') use(-1);
				}
				return own;
			},
			sending: () => void this.sent.add(entry),
			rest: () => use(-1),
			yield: async () => await claims.giveBack(this.isSent, (key) => (this.inUse.get(key) ?? 0) === 0).catch(() => undefined),
		};
	}

	private readonly isSent = (key: string): boolean => this.sent.has(key);

	/** An item with this key is delivered: from here on the delivery knows whether it stays in the log. */
	use(key: BusinessKey): BusinessKey {
		this.used.add(key.entry);
		return key;
	}

	/** Keys that this run noted first, and for which it then did nothing. */
	async forgetUnused(): Promise<void> {
		// What stays is free when its claim ends, and is looked for then.
		await this.claims?.giveBack(this.isSent).catch(() => undefined);
		const unused = [...this.noted].filter((entry) => !this.before.has(entry) && !this.used.has(entry));
		if (unused.length === 0) return;
		// What stays is looked for by the next run, before it sends.
		await this.log?.forget(unused).catch(() => undefined);
	}
}
