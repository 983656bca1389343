import { FREE, type ClaimRow, type ClaimSwap, type ClaimTable } from '../../../nodes/CreateProject/delivery/keyClaims';
import type { VirtualTime } from '../../support/virtualTime';

/** The table of all workers in virtual time: each step is one of the database, between steps others come. */
export class Table implements ClaimTable {
	readonly stored: ClaimRow[] = [];
	calls = 0;

	constructor(
		private readonly time: VirtualTime,
		private readonly random: () => number,
		/** Two that find no row at the same moment both add one. */
		private readonly addsTwice = false,
	) {}

	private async step(): Promise<void> {
		await this.time.sleep(1 + Math.floor(this.random() * 30));
	}

	readonly rows = async (keys: readonly string[]): Promise<ClaimRow[]> => {
		this.calls++;
		await this.step();
		const missing = keys.filter((key) => !this.stored.some((row) => row.key === key));
		if (this.addsTwice) await this.step();
		for (const key of missing)
			if (this.addsTwice || !this.stored.some((row) => row.key === key)) this.stored.push({ key, owner: FREE, until: 0 });
		await this.step();
		return this.of(keys);
	};

	readonly swap = async (swaps: readonly ClaimSwap[]): Promise<ClaimRow[]> => {
		this.calls++;
		for (const { key, from, to, until, endedBefore = Infinity } of swaps) {
			// Each row in one step, and not all rows of a key in one.
			for (const row of this.stored.filter((one) => one.key === key)) {
				await this.step();
				if (row.owner === from && row.until < endedBefore) Object.assign(row, { owner: to, until });
			}
		}
		await this.step();
		return this.of(swaps.map(({ key }) => key));
	};

	private of(keys: readonly string[]): ClaimRow[] {
		return this.stored.filter(({ key }) => keys.includes(key)).map((row) => ({ ...row }));
	}
}
