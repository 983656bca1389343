import type { Json } from '../../services/service';
import { getPath, isObject, type JsonObject } from '../json';
import { ENVELOPES, isGoodNews, isNo, MESSAGES, structureOf } from './denial';
import { fold } from './places';
import type { Content } from './reply';

/** What an answer to an update shows: whether anything was changed, and which values are there now. */

/** How many things an update has met; of none nothing was changed. */
const MET = new Set(
	(
		'updated isupdated wasupdated updatedcount updatecount updatedrows ' +
		'numupdated rowsupdated matched matchedcount nmatched affected affectedcount ' +
		'affectedrows rowsaffected rowcount n changes'
	).split(' '),
);
/** The same values again change nothing, and are no trouble. */
const CHANGED = new Set('changed haschanged modified modifiedcount nmodified ismodified wasmodified changedrows'.split(' '));

/** `denied`: it says that it changed nothing. `open`: its words leave that open. `by`: these words, as they stand in the answer. */
export type ChangeWords = { kind: 'denied' | 'open'; by: string };

/**
 * What an answer that denies nothing says in other words about the change.
 *
 * @param before the project as it was: words that were in it already say nothing.
 */
export function changeWords(content: Content, before: Json): ChangeWords | undefined {
	const body = structureOf(content);
	if (typeof body === 'string' || (body === undefined && content.kind === 'text')) {
		const text = typeof body === 'string' ? body : content.kind === 'text' ? content.text : '';
		// An ID, or one word that only names what came.
		return isGoodNews(text) || /^\S*\d\S*$/.test(text.trim()) ? undefined : { kind: 'open', by: text };
	}
	if (body === 0) return { kind: 'denied', by: '0' };
	return isObject(body) ? wordsIn(body, before, 0) : undefined;
}

function wordsIn(body: JsonObject, before: Json, depth: number): ChangeWords | undefined {
	let open: ChangeWords | undefined;
	for (const [key, value] of Object.entries(body)) {
		const word = fold(key);
		const by = `${key}: ${String(value)}`;
		if (MET.has(word) && isNo(value)) return { kind: 'denied', by };
		if (CHANGED.has(word) && isNo(value)) open ??= { kind: 'open', by };
		if (MESSAGES.has(word) && typeof value === 'string' && value.trim() !== '' && !isGoodNews(value) && getPath(before, key) !== value)
			open ??= { kind: 'open', by };
	}
	for (const [key, value] of Object.entries(body)) {
		if (open || depth >= 3 || !isObject(value) || !ENVELOPES.has(fold(key))) continue;
		open = wordsIn(value, before, depth + 1);
	}
	return open;
}

/** Values compared of one project. */
const MOST_FIELDS = 50;

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** The scalar values of a payload by path. */
export function leavesOf(value: Json | undefined): Array<[path: string, value: string]> {
	const leaves: Array<[string, string]> = [];
	collect(value, '', 0, leaves);
	return leaves;
}

function collect(value: Json | undefined, path: string, depth: number, leaves: Array<[string, string]>): void {
	if (isScalar(value)) leaves.push([path, String(value)]);
	else if (isObject(value) && depth <= 3)
		for (const key of Object.keys(value)) {
			if (leaves.length >= MOST_FIELDS) return;
			if (!key.includes('.')) collect(value[key], path === '' ? key : `${path}.${key}`, depth + 1, leaves);
		}
}

/** The same in another notation: a date with a time, a number with decimals, letters of another case. */
export const isSameValue = (sent: string, held: string): boolean =>
	sent.toLowerCase() === held.toLowerCase() ||
	(/^\d{4}-\d{2}-\d{2}$/.test(sent) && held.startsWith(`${sent}T`)) ||
	(sent.trim() !== '' && held.trim() !== '' && Number(sent) === Number(held));

/** Which of the sent values a project shows. */
export interface Shown {
	/** As they were sent. */
	there: string[];
	/** Those of them that were another value before. */
	changed: string[];
	/** Still as they were before: the paths. */
	old: string[];
	/** Not shown at all, or in a form of the API's own. */
	untold: string[];
}

/** Compares what was sent with what is there now. What an API writes its own way is neither there nor old. */
export function shownOf(sent: Json | undefined, before: Json, now: Json): Shown {
	const shown: Shown = { there: [], changed: [], old: [], untold: [] };
	for (const [path, value] of leavesOf(sent)) {
		const held = getPath(now, path);
		const was = getPath(before, path);
		const text = held === null ? '' : held;
		if (!isScalar(text)) shown.untold.push(path);
		else if (isSameValue(value, String(text))) {
			shown.there.push(path);
			if (was !== undefined && !isSameValue(value, String(was ?? ''))) shown.changed.push(path);
		} else if (was !== undefined && String(was ?? '') === String(text)) shown.old.push(path);
		else shown.untold.push(path);
	}
	return shown;
}

/** Fields that may be sent as a name and come back as an ID, or the other way round. */
const PEOPLE = /(owner|user|users|assignee|assignees|manager|lead|leader|member|members|client|customer|company|team|group)$/i;
const THINGS = /(id|ids|uuid|ref|parent|workspace|folder|space|template|category|type)$/i;
const isReference = (path: string): boolean => PEOPLE.test(path) || THINGS.test(path);

/** A text as people read it: without markup, entities and runs of blanks. */
const bare = (text: string): string =>
	text
		.slice(0, 2000)
		.replace(/<[^<>]{0,200}>/g, ' ')
		.replace(/&\w{1,8};|&#\d{1,6};/g, ' ')
		.replace(/[\s*_`#>-]{1,200}/g, ' ')
		.trim()
		.toLowerCase();

/** May this be another notation of what was sent? A moment, a person or a type is often written the API's own way. */
const isOwnWay = (path: string, sent: string, held: string): boolean =>
	isSameValue(sent, held) ||
	bare(sent) === bare(held) ||
	isReference(path) ||
	(Number.isNaN(Number(sent)) && !Number.isNaN(Date.parse(sent)) && (!Number.isNaN(Date.parse(held)) || Number(held) > 1e8));

/**
 * Fields that were sent and are not what the project shows: another value, none, or, where it is known that it shows its fields, not at
 * all.
 *
 * @param showsAll a description says what the API knows; what is missing then beside others that are shown was not taken
 * @returns their paths
 */
export function notKept(sent: Json | undefined, got: Json, showsAll: boolean): string[] {
	const leaves = leavesOf(sent);
	const isShown = leaves.some(([path, value]) => {
		const held = getPath(got, path);
		return isScalar(held) && isSameValue(value, String(held));
	});
	return leaves.flatMap(([path, value]) => {
		const held = getPath(got, path);
		if (value === '' || (held !== undefined && held !== null && !isScalar(held))) return [];
		if (held === undefined) return showsAll && isShown && !isReference(path) ? [path] : [];
		return held === null || !isOwnWay(path, value, String(held)) ? [path] : [];
	});
}
