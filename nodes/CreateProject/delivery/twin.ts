import type { Project } from '../project/answered/reply';

/**
 * The one that all makers of twins keep: the older by creation time, else by id. Whoever looks, in whatever process, picks the same one.
 *
 * @param projects at least one
 */
export function oldest(projects: readonly Project[]): Project {
	return [...projects].sort(
		(a, b) => momentOf(a) - momentOf(b) || a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
	)[0];
}

/** Without a time the ids decide: numbers are counted up, of other ids any order will do that all see alike. */
const momentOf = ({ createdAt }: Project): number => (createdAt === undefined ? 0 : Date.parse(createdAt));
