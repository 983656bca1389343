import { getPath, isObject } from '../json';

/** Where APIs put things when nobody has described them. Within a list, order is precedence. */

export const IDS = ['id', 'gid', 'uuid', '_id', 'uid', 'guid', 'project_id', 'project_uuid', 'key', 'number'];
export const KEYS = ['key', 'identifier', 'shortName', 'slug', 'code', 'path'];
export const NAMES = ['name', 'title', 'displayName', 'label', 'project_name', 'project_title', 'subject'];
export const URLS = [
	'web_url',
	'html_url',
	'permalink_url',
	'permalink',
	'app_url',
	'browse_url',
	'links.html.href',
	'_links.html.href',
	'_links.web.href',
	'url',
	'link',
	'self',
	'_links.self.href',
];
export const DATES = [
	'created_at',
	'created_on',
	'created',
	'date_created',
	'creation_date',
	'created_date',
	'create_time',
	'created_time',
	'creation_time',
	'created_date_time',
	'create_date',
	'date_added',
	'added_at',
	'inserted_at',
	'created_at_utc',
	'creation_timestamp',
	'sys_created_on',
	'attributes.created_at',
	'metadata.creationTimestamp',
];

/**
 * What stands beside the thing that was asked for and is like it: what was there before, what may be meant, a part of all there
 * are. Neither is the new project in the answer to a create, nor are their lists the list of projects. For folded words.
 */
export const isAside = (word: string): boolean => ASIDE.test(word);
const ASIDE = new RegExp(
	'^((pre)?existing|duplicate|conflict|similar|suggest|recommend|candidate|related|possible|potential|' +
		'example|sample|preview|template|deleted|' +
		'trash|archived?|recent|previous|old$|original|before$|source|match|popular|featured|history|activit|' +
		'notification)|(duplicates?|suggestions?|templates?)$',
);

/** What a project may belong to or be made of: an object under such a key is not the project, whatever its name. */
const RELATIONS = new Set(
	(
		'user owner author creator createdby updatedby client customer account company organization organisation tenant team group parent ' +
		'template request input sender member lead manager contact audit'
	).split(' '),
);
export const isRelation = (word: string): boolean => RELATIONS.has(word);

/** Is a list of this name one of what projects belong to or are made of? */
export const isListOfRelations = (word: string): boolean =>
	word !== 'member' && word !== 'members' && isRelation(word.replace(/(?<=[^s])s$/, '').replace(/ie$/, 'y'));

/** Keys of answers are the same few over and over. Cleared when full: an answer may have any keys. */
const folded = new Map<string, string>();
const MOST_FOLDED = 2000;

/** `createdAt`, `Created_At` and `created-at` are one word. */
export function fold(key: string): string {
	let word = folded.get(key);
	if (word === undefined) {
		word = key.replace(/[_\-\s]/g, '').toLowerCase();
		if (folded.size >= MOST_FOLDED) folded.clear();
		if (key.length < 100) folded.set(key, word);
	}
	return word;
}

/**
 * The ID of the document that this is a version of, where each version has a number of its own besides: by it, and not by the number,
 * a project is read and changed.
 */
export function documentIdOf(value: unknown): string | undefined {
	if (!isObject(value) || typeof value.id !== 'number' || typeof value.documentId !== 'string') return undefined;
	return /^[a-z0-9]{20,32}$/.test(value.documentId) ? value.documentId : undefined;
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/**
 * The first value at one of the places: by its exact name, else by the same word in another spelling.
 *
 * @param accepts What a value must be, besides not being empty.
 */
export function firstAt(value: unknown, places: readonly string[], accepts: (found: unknown) => boolean = isThere): unknown {
	for (const place of places) {
		const found = getPath(value, place);
		if (isThere(found) && accepts(found)) return found;
	}
	if (!isObject(value)) return undefined;
	const byWord = new Map<string, unknown>();
	for (const key of Object.keys(value)) {
		const word = fold(key);
		if (isThere(value[key]) && accepts(value[key]) && !byWord.has(word)) byWord.set(word, value[key]);
	}
	const place = places.find((candidate) => byWord.has(fold(candidate)));
	return place === undefined ? undefined : byWord.get(fold(place));
}
