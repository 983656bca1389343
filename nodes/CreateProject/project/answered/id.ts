import type { Json } from '../../services/service';
import { BOUNDS } from '../bounds';
import { withoutEnd } from '../text';
import { comparable } from './name';

/** IDs: which values of an answer may be a project's, and which stand for none or for something else. */

/** A scalar as text; ids of any type become texts. What is longer than any id, name or address is none. */
export const scalarText = (value: unknown): string | undefined =>
	(typeof value === 'string' && value.length <= BOUNDS.scalar) || typeof value === 'number' ? String(value) : undefined;

/** What stands for "none" wherever IDs are used: zero, negative numbers, the nil and the max UUID (RFC 9562, 5.9 and 5.10), words. */
const NONE = /^(0+|-\d+|[0-]{36}|[f-]{36}|null|nil|none|undefined|nan|[+-]?infinity|n\/a|-+|true|false|\[object \w+\])$/i;

/** A number that is no whole one, or that has lost its digits, is no ID. */
export const isId = (value: unknown): boolean => {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) return false;
	const text = scalarText(value)?.trim();
	return text !== undefined && text !== '' && !NONE.test(text) && !/^\d(\.\d+)?e\+\d+$/i.test(text);
};

/** IDs that say themselves whose they are: of an order, a message, a status. */
const OTHERS = new RegExp(
	'^(jobs?|tasks?|queues?|orders?|op(eration)?s?|req(uest)?s?|batch(es)?|evt|events?|tickets?|msg|' +
		'messages?|traces?|err(or)?s?|status|code|http|' +
		'ok|exec(ution)?s?)[-_:/.#]',
	'i',
);

/** Does this ID say itself that it is of something else than a project? */
export const isIdOfOther = (id: string): boolean => OTHERS.test(id);

/** A status in one number (`200`), or "true" as PHP writes it. */
const ANSWERS = /^(1|20[0-6])$/;

/**
 * A whole answer that is one text may be an id. A word without a digit is none ("queued", in whatever language), nor is our own
 * name given back.
 */
export function bareId(value: Json, name?: string): string | undefined {
	const text = isId(value) ? String(value).trim() : '';
	if (!/^[\w.:~=+/{}-]{1,128}$/.test(text) || !/\d/.test(text)) return undefined;
	if (ANSWERS.test(text) || isIdOfOther(text) || /^v\d/i.test(text)) return undefined;
	return name !== undefined && comparable(text) === comparable(name) ? undefined : text;
}

/** Addresses below these are of orders, errors and people. */
const OTHER_PLACES = new Set(
	(
		'error errors status statuses login signin logout auth oauth sso session sessions job jobs task tasks queue queues operation ' +
		'operations order orders request requests batch batches event events message messages notifications ' +
		'health help docs support page ' +
		'pages account accounts user users'
	).split(' '),
);
/** Pages beside projects, at places where an ID would be. */
const PAGES = new RegExp(
	'^(new|edit|create|created|add|errors?|log-?in|sign-?in|search|list|all|index|home|status|queued?|' +
		'pending|success|done|ok|thanks?|me|self)$',
	'i',
);

/**
 * The id at the end of a new project's address: below the list that it was added to, or, in other places,
 * what has a digit in it (`/boards/44`, not `/boards/new`, `/status/12` or `/500`).
 *
 * @param list address the project was created at.
 */
export function idInAddress(address: URL, list: URL, isOnlyBelowList = false): string | undefined {
	const segments = ({ pathname }: URL): string[] =>
		withoutEnd(pathname)
			.replace(/\.(json|xml)$/i, '')
			.split('/');
	const [parent, last] = segments(address).slice(-2);
	let id: string;
	try {
		id = decodeURIComponent(last ?? '');
	} catch {
		return undefined;
	}
	if (!isId(id) || PAGES.test(id) || !/^[\w.~:@-]{1,200}$/.test(id)) return undefined;
	// Behind a gateway the address may begin in another way than the one that was called.
	if (parent !== '' && parent === segments(list).at(-1)) return id;
	const isElsewhere = !isOnlyBelowList && /\d/.test(id) && !/^v\d+$/i.test(id);
	return isElsewhere && !OTHER_PLACES.has(parent.toLowerCase()) && (parent !== '' || id.length > 3) ? id : undefined;
}
