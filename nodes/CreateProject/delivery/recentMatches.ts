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

/** What the process has made or found for a match, as long as a search may not show it yet. */
export class RecentMatches {
	private readonly byMatch = new Map<string, Recent[]>();

	/** @param until monotonic time from which on a search shows it, ms. @param now monotonic, ms */
	add(match: string, project: Project, until: number, now: number): void {
		if (project.id === '') return;
		const others = this.live(match, now).filter((known) => known.project.id !== project.id);
		this.byMatch.delete(match);
		this.byMatch.set(match, [...others, { project, until }].slice(-MOST_OF_ONE));
		if (this.byMatch.size > MOST) this.byMatch.delete(this.byMatch.keys().next().value!);
	}

	/** @param now monotonic, ms */
	get(match: string, now: number): Project[] {
		return this.live(match, now).map(({ project }) => project);
	}

	private live(match: string, now: number): Recent[] {
		return (this.byMatch.get(match) ?? []).filter(({ until }) => now <= until);
	}
}
