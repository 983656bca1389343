import type { Json } from '../../services/service';
import { getSegments, isObject, setPath, type JsonObject } from '../json';
import { InputProblem, inputProblem } from '../problem';

/** Where an entry of the payload is from; what stands later wins over what stands earlier. */
const RANKS = ['default', 'column', 'constant', 'field', 'custom', 'name'] as const;

export interface Source {
	/** `name`: what the node itself must find again, the name or the mark. */
	by: (typeof RANKS)[number];
	/** How to call it: a column, the label of a field, the path of a custom field. */
	label: string;
}

interface Leaf {
	segments: readonly string[];
	source: Source;
}

/** A column that did not go out, because something else has its place. */
export interface Displaced {
	column: string;
	/** What has the place. */
	kept: Source;
}

const WORDS: Record<Source['by'], (label: string) => string> = {
	default: () => 'a default of the service',
	column: (label) => `the column '${label}'`,
	constant: () => "'Request: Constant Body' in 'API Settings'",
	field: (label) => `'${label}' under 'Values to Send'`,
	custom: (label) => `'${label}' under 'Custom Fields'`,
	name: (label) => label,
};

/** The project's name as the source of an entry: none of the person's other entries may take its place. */
export const NAME_LABEL = "the project's name";
/** What the node itself writes to find a project again. */
export const MARK_LABEL = "the node's mark";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A source, as it is called on the screen. */
export const wordsOf = ({ by, label }: Source): string => WORDS[by](label);

/**
 * What is sent for a project, written entry by entry. Groups are joined. Two entries for one place are settled by where they are
 * from; where that says nothing, or a single value and a group meet, the person must say which is meant: one of them would be lost
 * without a word.
 */
export class Payload {
	readonly json: JsonObject = {};
	/** Columns of which something gave way. */
	readonly displaced: Displaced[] = [];
	private readonly leaves = new Map<string, Leaf>();

	/**
	 * @param typed so many segments are a path; those behind it are names in a group that is given as a whole.
	 * @throws {InputProblem} for a path that cannot be written, and for two entries of which none goes before the other.
	 */
	put(segments: readonly string[], value: Json, source: Source, typed = segments.length): void {
		if (isObject(value) && !['constant', 'default'].includes(source.by)) this.dropDefaults(segments);
		if (isObject(value) && Object.keys(value).length > 0) {
			for (const [key, entry] of Object.entries(value)) this.put([...segments, key], entry, source, typed);
			return;
		}
		// An empty group adds nothing to one that is there.
		if (isObject(value) && this.under(segments).length > 0) return;
		for (const there of this.meeting(segments)) {
			if (there.source.by === 'name' && JSON.stringify(getSegments(this.json, segments)) === JSON.stringify(value)) return;
			if (!this.goesBefore(source, segments, there)) {
				this.giveWay(source, there.source);
				return;
			}
			this.giveWay(there.source, source);
			this.remove(there);
		}
		try {
			// In a path, a number is a position in a list; as the name of an entry in a group it is a name.
			for (let length = typed; length < segments.length; length++) this.openGroup(segments.slice(0, length));
			setPath(this.json, segments, value);
		} catch (cause) {
			throw inputProblem((cause as Error).message, 'Choose another field name.');
		}
		this.leaves.set(keyOf(segments), { segments, source });
	}

	/** Does a new entry take the place of one that is there? @throws {InputProblem} where nothing says so. */
	private goesBefore(source: Source, segments: readonly string[], { segments: taken, source: other }: Leaf): boolean {
		const [rank, against] = [RANKS.indexOf(source.by), RANKS.indexOf(other.by)];
		const isSame = segments.length === taken.length;
		// Of columns the first stays; what the person said goes before them and before defaults, whatever its form.
		if (source.by === 'column' && other.by === 'column') return false;
		const [person, own] = source.by === 'name' ? [other, source] : [source, other];
		if (own.by === 'name' && (person.by === 'field' || person.by === 'custom'))
			throw new InputProblem(
				(quote) => `${capital(quote(wordsOf(person), 90))} takes the place of ${own.label} ('${quote(taken.join('.'))}')`,
				own.label === NAME_LABEL
					? "Give the name under 'Project Name', and remove that entry."
					: 'Remove that entry, or give it another name.',
			);
		if (
			rank !== against &&
			(isSame || Math.min(rank, against) <= RANKS.indexOf('column') || Math.max(rank, against) === RANKS.indexOf('name'))
		)
			return rank > against;
		if (source.by === 'default') return true;
		const [shorter, longer] = segments.length <= taken.length ? [source, other] : [other, source];
		throw new InputProblem(
			(quote) =>
				isSame
					? `Two entries give '${quote(segments.join('.'))}': ${wordsOf(other)} and ${wordsOf(source)}`
					: `${quote(wordsOf(shorter), 90)} gives one value where ${quote(wordsOf(longer), 90)} gives a group`,
			'Remove one of them, or give them different names.',
		);
	}

	private giveWay({ by, label }: Source, kept: Source): void {
		if (by === 'column' && !this.displaced.some(({ column }) => column === label)) this.displaced.push({ column: label, kept });
	}

	/** A group that is given as a whole takes the place of a default one. */
	private dropDefaults(segments: readonly string[]): void {
		for (const leaf of this.under(segments)) if (leaf.source.by === 'default') this.remove(leaf);
	}

	private remove({ segments }: Leaf): void {
		this.leaves.delete(keyOf(segments));
		const holder = getSegments(this.json, segments.slice(0, -1));
		if (isObject(holder)) delete holder[segments[segments.length - 1]];
	}

	private openGroup(segments: readonly string[]): void {
		if (getSegments(this.json, segments) === undefined) setPath(this.json, segments, {});
	}

	/** Is anything of a column sent? */
	holds(column: string): boolean {
		return [...this.leaves.values()].some(({ source }) => source.by === 'column' && source.label === column);
	}

	/** What has this very place, a place above it or one below it. */
	private meeting(segments: readonly string[]): Leaf[] {
		const found = this.under(segments);
		for (let length = 1; length < segments.length; length++) {
			const above = this.leaves.get(keyOf(segments.slice(0, length)));
			if (above) found.push(above);
		}
		return found;
	}

	private under(segments: readonly string[]): Leaf[] {
		const own = this.leaves.get(keyOf(segments));
		const below = [...this.leaves.values()].filter(
			(leaf) => leaf.segments.length > segments.length && segments.every((segment, at) => leaf.segments[at] === segment),
		);
		return own ? [own, ...below] : below;
	}
}

const keyOf = (segments: readonly string[]): string => (segments.length === 1 ? segments[0] : segments.join('\u0000'));
