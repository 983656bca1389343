import type { Project } from '../project/answered/reply';
import type { Json } from '../services/service';
import { comparable } from '../project/answered/name';
import type { Began } from './creationClock';

/** What is known of a claimed project besides its id. */
export type ClaimedProject = Pick<Project, 'id' | 'key' | 'name' | 'createdAt'> & {
	/** Our mark in it. */
	mark?: string;
};

interface Claim extends Omit<ClaimedProject, 'id'> {
	/** How many claims had been made with it. */
	made: number;
}

/** Ids of one kind look alike: a number, a UUID, a path or address, or some other word. */
export type IdShape = 'number' | 'uuid' | 'path' | 'word';

export function shapeOf(id: string): IdShape {
	if (/^\d+$/.test(id)) return 'number';
	if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) return 'uuid';
	return /[/:]/.test(id) ? 'path' : 'word';
}

/**
 * The projects this process has reported at one API, whichever credential, execution or item it was for: what one
 * of them made, another must not adopt. The oldest go first.
 */
export class Claims {
	private readonly byId = new Map<string, Claim>();
	private readonly shapes = new Set<IdShape>();
	private count = 0;

	/** @param most claims kept. */
	constructor(private readonly most = 10_000) {}

	/** How many claims there have been: a point in time for {@link has}. */
	get made(): number {
		return this.count;
	}

	/** @param origin `reply`: the id is from the answer to a create, so that it shows what ids of creates look like here. */
	add({ id, name, key, createdAt, mark }: ClaimedProject, origin: 'reply' | 'list' = 'list'): void {
		if (id === '') return;
		if (origin === 'reply') this.shapes.add(shapeOf(id));
		// As the newest; and what an answer leaves out is not forgotten.
		const known = this.byId.get(id);
		this.byId.delete(id);
		this.byId.set(id, {
			made: ++this.count,
			name: name ?? known?.name,
			key: key ?? known?.key,
			createdAt: createdAt ?? known?.createdAt,
			mark: mark ?? known?.mark,
		});
		if (this.byId.size > this.most) this.byId.delete(this.byId.keys().next().value!);
	}

	/**
	 * Is this very project claimed? An API may give the id of a deleted project to a new one: another name or another creation time
	 * shows that it is not the claimed one.
	 *
	 * @param after only claims made after that many others
	 */
	has({ id, name, createdAt }: Pick<Project, 'id' | 'name' | 'createdAt'>, after = 0): boolean {
		const claim = this.byId.get(id);
		if (!claim || claim.made <= after) return false;
		if (name !== undefined && claim.name !== undefined && comparable(name, true) !== comparable(claim.name, true)) return false;
		return !isOtherTime(createdAt, claim.createdAt);
	}

	/** Creates are answered with ids of another kind here: whether this project is claimed cannot be told by its id. */
	isForeign(id: string): boolean {
		return this.shapes.size > 0 && !this.shapes.has(shapeOf(id));
	}

	/** Projects that are there, the newest claim first. */
	*newest(): Generator<ClaimedProject> {
		for (const [id, { name, key, createdAt, mark }] of [...this.byId].reverse()) yield { id, name, key, createdAt, mark };
	}
}

/** Two times of which one may be cut to seconds, minutes or the day. */
function isOtherTime(a: string | undefined, b: string | undefined): boolean {
	const [one, other] = [Date.parse(a ?? ''), Date.parse(b ?? '')];
	if (Number.isNaN(one) || Number.isNaN(other)) return false;
	const step = [86_400_000, 60_000, 1000].find((grain) => one % grain === 0 || other % grain === 0) ?? 1;
	return Math.abs(one - other) >= step;
}

/** An item of this process of which an attempt may have made a project that is not found yet. */
export interface OpenAttempt {
	/** By it a re-run of the item finds its own again. */
	id: string;
	name: string;
	/** See {@link containerPrint}. */
	container?: Json;
	/** What *If the Project Already Exists* goes by: one project is wanted of all attempts with the same. */
	match?: string;
	/** Fingerprint of the request: of equal ones the projects can stand for each other. */
	print: string;
	/** Left out: not known any more. */
	payload?: Json;
	/** Monotonic time of its first attempt, ms; `-Infinity`: not known. */
	at: number;
	/** Its first attempt as another process remembered it. */
	began?: Began;
	/** Monotonic time until which its project may come into being, where it is known to be slow, ms. */
	lateUntil?: number;
	/** Monotonic time at which the item ended as unknown, ms: from then on nothing more is sent of it. */
	endedAt?: number;
}

/**
 * The attempts of this process at one API whose end is not known. Those of an item that has ended as unknown stay open: what another
 * item of the name finds may be theirs. The oldest of these go first.
 */
export class OpenAttempts {
	private readonly byPlace = new Map<string, Set<OpenAttempt>>();
	private readonly ended = new Map<string, OpenAttempt>();

	/** @param most attempts kept of items that have ended. */
	constructor(private readonly most = 10_000) {}

	open(attempt: OpenAttempt): void {
		for (const place of placesOf(attempt)) this.byPlace.set(place, (this.byPlace.get(place) ?? new Set()).add(attempt));
	}

	/** The item has ended as unknown. @param now monotonic, ms */
	end(attempt: OpenAttempt, now: number): void {
		attempt.endedAt = now;
		this.ended.set(attempt.id, attempt);
		if (this.ended.size > this.most) this.close(this.ended.values().next().value!);
	}

	/** Of an item that has ended, and may go on in a re-run. */
	has(id: string): boolean {
		return this.ended.has(id);
	}

	/** The item of this attempt goes on in a re-run. */
	resume(id: string | undefined): OpenAttempt | undefined {
		const attempt = id === undefined ? undefined : this.ended.get(id);
		if (attempt) {
			this.ended.delete(attempt.id);
			attempt.endedAt = undefined;
		}
		return attempt;
	}

	close(attempt: OpenAttempt): void {
		this.ended.delete(attempt.id);
		for (const place of placesOf(attempt)) {
			const known = this.byPlace.get(place);
			known?.delete(attempt);
			if (known?.size === 0) this.byPlace.delete(place);
		}
	}

	/** All that are open for this name, whatever its case. */
	of(name: string): OpenAttempt[] {
		return [...(this.byPlace.get(nameOf(name)) ?? [])];
	}

	/** All that are open for this match. */
	matching(match: string): OpenAttempt[] {
		return [...(this.byPlace.get(matchOf(match)) ?? [])];
	}
}

const nameOf = (name: string): string => `name ${comparable(name, true)}`;
const matchOf = (match: string): string => `match ${match}`;
const placesOf = ({ name, match }: OpenAttempt): string[] => [nameOf(name), ...(match === undefined ? [] : [matchOf(match)])];
