import type { FieldDefinition, Json } from '../../services/service';
import { titleOf } from '../../services/canonical';
import { InputProblem, type Quote } from '../problem';

/** One thing that a field may name: its ID, and what people call it. */
export interface Named {
	value: string | number;
	/** What the drop-down shows, first; then its other names: e-mail, login, key. */
	names: string[];
}

/** The things a field may name, as the service lists them. */
export interface NamedList {
	entries: Named[];
	/** All of them were read; else one that is missing here may still be there. */
	isWhole: boolean;
}

/** Most entries a message lists. */
const MOST_LISTED = 20;

/** Where an entry of a list has a name that people use, besides the label. */
export const NAME_PATHS = [
	'name',
	'title',
	'displayName',
	'display_name',
	'fullName',
	'full_name',
	'email',
	'emailAddress',
	'email_address',
	'mail',
	'login',
	'username',
	'userName',
	'key',
	'identifier',
	'code',
	'slug',
	'path',
	'full_path',
];

/**
 * The form of an ID: of digits, hexadecimal or a UUID (after a number and a colon, too, as in Atlassian's account IDs), a token with
 * digits in it, a word; else a text that no ID looks like.
 */
function shapeOf(value: string): 'digits' | 'hex' | 'token' | 'word' | 'text' {
	if (/^-?\d+$/.test(value)) return 'digits';
	if (/^(\d+:)?\{?[0-9a-f-]{16,}\}?$/i.test(value)) return 'hex';
	if (!/^[\w.:/|=+~-]+$/.test(value)) return 'text';
	return /\d/.test(value) ? 'token' : 'word';
}

/** May this be a name, so that the list has to be read? Digits and long hexadecimal IDs are what they look like. */
export function mayBeName(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '' && !['digits', 'hex'].includes(shapeOf(value.trim()));
}

const folded = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/**
 * The ID of what was named: the value itself where it is an ID of the list or looks like one, else that of
 * the only entry with this name, in the same letter case or else in any.
 *
 * @throws {InputProblem} when no entry has the name, or several have.
 */
export function idOfName(field: FieldDefinition, value: string, { entries, isWhole }: NamedList, service: string): Json {
	const wanted = value.trim();
	const own = entries.find((entry) => String(entry.value) === wanted);
	if (own) return own.value;
	const exact = entries.filter(({ names }) => names.includes(wanted));
	const found = exact.length > 0 ? exact : entries.filter(({ names }) => names.some((name) => folded(name) === folded(wanted)));
	if (found.length === 1) return found[0].value;
	const label = field.displayName ?? titleOf(field.id);
	if (found.length > 1)
		throw new InputProblem(
			(quote) => `'${label}' has the value '${quote(wanted)}', and ${found.length} in ${service} are called that`,
			(quote) => `Give the ID instead: ${listed(found, quote)}.`,
		);
	const shapes = new Set(entries.map((entry) => shapeOf(String(entry.value))));
	// A list that is not whole proves nothing; an ID may be one that this account is not shown.
	if (!isWhole || entries.length === 0 || shapes.has(shapeOf(wanted))) return value;
	throw new InputProblem(
		(quote) => `'${label}' has the value '${quote(wanted)}', which ${service} does not have`,
		(quote) => `There is: ${listed(entries, quote)}.`,
	);
}

function listed(entries: Named[], quote: Quote): string {
	const shown = entries.slice(0, MOST_LISTED).map(({ value, names }) => `${quote(names[0] ?? '')} (${value})`);
	const more = entries.length - shown.length;
	return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
