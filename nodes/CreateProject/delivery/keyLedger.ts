import type { Project } from '../project/answered/reply';

/** What this process knows of a key. */
export interface KeyPast {
	/** The project that was made or found for it. */
	project?: Project;
	/** Monotonic time from which on a search shows that project, ms. */
	shownFrom: number;
}

/** Keys kept. */
const MOST = 10_000;
/** Projects kept with all that the API said of them; of older ones only what tells them apart. */
const MOST_WHOLE = 500;

/** The business keys that this process has worked on at one API, over all executions; the oldest are forgotten first. */
export class KeyLedger {
	private readonly byKey = new Map<string, KeyPast>();
	/** The key of a project, by its ID. */
	private readonly owners = new Map<string, string>();
	private readonly whole: string[] = [];

	of(key: string): KeyPast | undefined {
		return this.byKey.get(key);
	}

	/** Whose project is it? `undefined`: of no key that is known. @param id of the project */
	ownerOf(id: string): string | undefined {
		return this.owners.get(id);
	}

	/** Its project was made or found. @param shownFrom monotonic, ms */
	settled(key: string, project: Project, shownFrom: number): void {
		this.put(key, { project, shownFrom });
		if (project.id !== '') this.owners.set(project.id, key);
		this.whole.push(key);
		if (this.whole.length > MOST_WHOLE) this.shorten(this.whole.shift()!);
	}

	/** A request with it may have made a project that was not seen. */
	leftOpen(key: string): void {
		this.put(key, { ...this.byKey.get(key), shownFrom: -Infinity });
	}

	private put(key: string, past: KeyPast): void {
		this.byKey.delete(key);
		this.byKey.set(key, past);
		if (this.byKey.size <= MOST) return;
		const [oldest, { project }] = this.byKey.entries().next().value!;
		this.byKey.delete(oldest);
		if (project) this.owners.delete(project.id);
	}

	private shorten(key: string): void {
		const past = this.byKey.get(key);
		if (!past?.project || this.whole.includes(key)) return;
		const { id, key: ownKey, name, url, createdAt } = past.project;
		past.project = { id, key: ownKey, name, url, createdAt, raw: { id, ...(name === undefined ? {} : { name }) } };
	}
}
