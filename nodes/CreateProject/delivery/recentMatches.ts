import type { Project } from '../project/answered/reply';

/** Matches kept. */
const MOST = 10_000;
/** Projects kept of one match: more of them tell nothing new. */
const MOST_OF_ONE = 3;

interface Recent {
	project: Project;
	/** Monotonic time from which on a search shows it, ms. */
	until: number;
}

/** A project whose matches are worked out once somebody asks: for most nobody ever does. */
interface Unsorted extends Recent {
	matches: () => readonly string[];
}

/** What the process has made or found for a match, as long as a search may not show it yet. */
export class RecentMatches {
	private readonly byMatch = new Map<string, Recent[]>();
	/** In the order of their coming; those before `first` are over. */
	private unsorted: Unsorted[] = [];
	private first = 0;

	/**
	 * @param matches what the project is found by; asked for when somebody looks, if it counts until then.
	 * @param until monotonic time from which on a search shows it, ms. @param now monotonic, ms
	 */
	add(matches: () => readonly string[], project: Project, until: number, now: number): void {
		if (project.id === '') return;
		while (this.first < this.unsorted.length && this.unsorted[this.first].until < now) this.first++;
		if (this.unsorted.length - this.first >= MOST) this.first++;
		// Those that are over are let go of by the thousand: a list is not shortened at its front for nothing.
		if (this.first >= 1000) {
			this.unsorted = this.unsorted.slice(this.first);
			this.first = 0;
		}
		this.unsorted.push({ matches, project, until });
	}

	/** @param now monotonic, ms */
	get(match: string, now: number): Project[] {
		for (const { matches, project, until } of this.unsorted.slice(this.first))
			if (now <= until) for (const one of matches()) this.sort(one, project, until, now);
		this.unsorted = [];
		this.first = 0;
		return this.live(match, now).map(({ project }) => project);
	}

	private sort(match: string, project: Project, until: number, now: number): void {
		const others = this.live(match, now).filter((known) => known.project.id !== project.id);
		this.byMatch.delete(match);
		this.byMatch.set(match, [...others, { project, until }].slice(-MOST_OF_ONE));
		if (this.byMatch.size > MOST) this.byMatch.delete(this.byMatch.keys().next().value!);
	}

	private live(match: string, now: number): Recent[] {
		return (this.byMatch.get(match) ?? []).filter(({ until }) => now <= until);
	}
}
