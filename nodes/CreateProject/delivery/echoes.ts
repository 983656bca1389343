import { isSameValue, leavesOf } from '../project/answered/changed';
import { getPath } from '../project/json';
import type { Json } from '../services/service';

/** How what was sent looks beside a project that was found. */
export type Likeness =
	/** Nothing speaks against it. */
	| 'fits'
	/** Some value is another one; the API may have changed it. */
	| 'differs'
	/** A value that this API gives back as it was sent is another one: it is not what we sent. */
	| 'contradicts';

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/**
 * Which fields an API gives back exactly as they were sent, learned from its answers to creates. A project with another value in
 * one of them was made by somebody else's request.
 */
export class Echoes {
	/** By path: always given back as sent, or not always. */
	private readonly isVerbatim = new Map<string, boolean>();

	/** @param sent payload of a create @param got the project in its answer */
	learn(sent: Json | undefined, got: Json): void {
		for (const [path, value] of leavesOf(sent)) {
			const held = getPath(got, path);
			if (held === undefined) continue;
			this.isVerbatim.set(path, isScalar(held) && String(held) === value && this.isVerbatim.get(path) !== false);
		}
	}

	/** @param sent our payload @param found a project that may be what came of it @param besides a value that is compared elsewhere */
	compare(sent: Json | undefined, found: Json, besides?: string): Likeness {
		let likeness: Likeness = 'fits';
		for (const [path, value] of leavesOf(sent)) {
			const held = getPath(found, path);
			// What a list shows as an object, and we sent as an id, cannot be compared.
			if (value === besides || held === undefined || (held !== null && !isScalar(held)) || isSameValue(value, String(held ?? ''))) continue;
			const isVerbatim = this.isVerbatim.get(path);
			if (isVerbatim) return 'contradicts';
			// This API writes it its own way.
			if (isVerbatim === false) continue;
			likeness = 'differs';
		}
		return likeness;
	}
}
