import type { Project } from '../project/answered/reply';

/** Matches kept. */
const MOST = 1000;

/** What the process has made or found for a match, as long as a search may not show it yet. */
export class RecentMatches {
	private readonly byMatch = new Map<string, { project: Project; until: number }>();

	/** @param until monotonic time from which on a search shows it, ms */
	add(match: string, project: Project, until: number): void {
		if (project.id === '') return;
		this.byMatch.delete(match);
		this.byMatch.set(match, { project, until });
		if (this.byMatch.size > MOST) this.byMatch.delete(this.byMatch.keys().next().value!);
	}

	/** @param now monotonic, ms */
	get(match: string, now: number): Project | undefined {
		const known = this.byMatch.get(match);
		return known && now <= known.until ? known.project : undefined;
	}
}
