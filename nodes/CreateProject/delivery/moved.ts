import { withoutEnd } from '../project/text';

/**
 * How an address as a whole has moved, as a text that is equal for equal moves: another scheme, host or port, or a slash at the end, with
 * the same path. `undefined` for a redirect to somewhere else, such as the page of what was just stored.
 *
 * @param from address of the request @param location header of the answer
 */
export function moveOf(from: string, location: string | undefined): string | undefined {
	if (location === undefined || !URL.canParse(location, from)) return undefined;
	const [there, here] = [new URL(location, from), new URL(from)];
	const bare = ({ pathname }: URL): string => withoutEnd(pathname);
	const slash = ({ pathname }: URL): string => (pathname.endsWith('/') ? '/' : '');
	if (bare(there) !== bare(here)) return undefined;
	return there.origin === here.origin && slash(there) === slash(here)
		? undefined
		: `${here.origin}${slash(here)} ${there.origin}${slash(there)}`;
}
