/**
 * Shared objects by key, of which the ones used last are kept. One that somebody still holds is never made a second time, however
 * long ago it was asked for: two of them would not know of each other's work.
 */
export class Registry<Shared extends object> {
	/** The ones used last, the newest at the end. */
	private readonly kept = new Map<string, Shared>();
	/** All that may still be in use. */
	private readonly all = new Map<string, WeakRef<Shared>>();

	/** @param most objects kept while nobody holds them. */
	constructor(private readonly most: number) {}

	/** @param make called when there is none. */
	get(key: string, make: () => Shared): Shared {
		const shared = this.kept.get(key) ?? this.all.get(key)?.deref() ?? make();
		this.kept.delete(key);
		this.kept.set(key, shared);
		if (this.all.get(key)?.deref() !== shared) this.all.set(key, new WeakRef(shared));
		if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
		if (this.all.size > 2 * this.most) this.sweep();
		return shared;
	}

	private sweep(): void {
		for (const [key, held] of this.all) if (held.deref() === undefined) this.all.delete(key);
	}
}
