import type { Json } from '../services/service';
import { BOUNDS } from './bounds';
import { isObject } from './json';
import { InputProblem } from './problem';
import { plain, shorten, withoutEnd } from './text';

/** Stands in place of a secret. */
export const MASK = '***';

/**
 * How sure it is that a text which looks like the secret is the secret.
 *
 * - `strong`: too long and too mixed to be met by chance. Masked wherever it stands, also within other text.
 * - `medium`: letters with digits or signs, or four digits and more (`hunter2`, `81734`). Masked where it stands alone, but
 *   not in the values of {@link PLAIN_KEYS}.
 * - `weak`: a word or a short number (`admin`, `123`). In data it may be anything; masked in words alone, where it stands alone.
 */
type Strength = 'strong' | 'medium' | 'weak';

/** Values that a workflow goes on with. Only what is certainly a secret is taken out of them. */
const PLAIN_KEYS = new Set(['id', 'key', 'name', 'title', 'outcome', 'service', 'status']);

/** Shorter ones would blank ordinary text. */
const SHORTEST = 3;
/** Characters. */
const LONG = 200;
/** Size of the table in which beginnings of needles are marked, a power of two. */
const SLOTS = 16_384;
/** Where the three characters (the shortest needle) at a position stand in it. */
const slotOf = (text: string, at: number): number =>
	(text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & (SLOTS - 1);
/** Encoded forms shorter than this may be ordinary text. */
const SHORTEST_BASE64 = 8;
const SHORTEST_HEX = 12;
/** Characters that one character of a secret may become: `&#x0041;`, twice encoded `%255C`, with an invisible one `%5C%E2%80%8B`. */
const WIDEST = 12;
/** How often an encoding within an encoding is undone. */
const ROUNDS = 3;

function strengthOf(value: string): Strength {
	if (/^\d+$/.test(value)) return value.length >= 12 ? 'strong' : value.length >= 4 ? 'medium' : 'weak';
	const isWord = /^\p{L}+$/u.test(value);
	if (value.length >= 16) return 'strong';
	// `two-words` and `v1.2` are names; a digit within letters, or a sign that names do not have, is none.
	const isName = /^[\p{L} _.-]+$/u.test(value) || /^\p{L}?[\d. _-]+$/u.test(value);
	if (value.length >= 12 && !isWord) return 'strong';
	if (value.length >= 8 && !isWord && !isName) return 'strong';
	return value.length >= 6 && !isWord ? 'medium' : 'weak';
}

/** A stretch of a text, in UTF-16 units. */
interface Range {
	start: number;
	end: number;
}

/** Something to look for, in lower case. */
interface Needle {
	text: string;
	/** So many characters at its beginning are not secret. */
	open?: number;
	/** Base64: what stands around it belongs to it. */
	isBase64?: true;
	/** Only where no other letter, digit or sign of a name adjoins. */
	isAlone?: true;
}

/**
 * The secrets of a credential and of an input, and the only way to take them out of what leaves the node: outputs,
 * messages, hints, logs, drop-downs, stored memory. APIs echo what they were sent.
 *
 * A secret is found in any letter case, also with invisible characters in it, and as it looks in a URL or form, in JSON, in HTML
 * (also one within the other), in Base64 of all alignments and both alphabets, and in hex. What stands within an open text, the
 * host that all requests go to, is none: it would be read off every address, and masked there it would only break them.
 */
export class Secrets {
	private readonly held = new Set<string>();
	private readonly anywhere: Needle[] = [];
	private readonly data: Needle[] = [];
	private readonly words: Needle[] = [];
	/** By {@link slotOf}: may a needle begin here? */
	private starts: Uint8Array | undefined;
	private readonly open: string[] = [];
	private shortest = Infinity;
	private longest = 0;

	/** @param values texts that are secrets; anything else, and what is shorter than 3 characters, is left out. */
	constructor(
		values: Iterable<unknown> = [],
		private readonly others?: Secrets,
	) {
		for (const value of values) this.add(value);
	}

	/** These and more; what is added to these later belongs to both. */
	with(values: readonly unknown[]): Secrets {
		return values.length === 0 ? this : new Secrets(values, this);
	}

	/** The secrets themselves, in the order in which they came: to be hashed, never to be shown. */
	get values(): readonly string[] {
		return [...(this.others?.values ?? []), ...this.held];
	}

	/**
	 * A token may come to light later, at a login or when n8n renews it.
	 *
	 * @param before what a sign-in puts in front of it, see {@link Placed}.
	 */
	add(value: unknown, before = ''): void {
		if (typeof value !== 'string' || value.length < SHORTEST) return;
		if (before !== '')
			for (const form of formsOf(before + value)) this.put(this.anywhere, { text: lower(form), open: before.length, isAlone: true });
		if (this.held.has(value)) return;
		this.held.add(value);
		const strength = strengthOf(value);
		const into = strength === 'strong' ? this.anywhere : strength === 'medium' ? this.data : this.words;
		const bytes = Buffer.from(value, 'utf8');
		for (const form of formsOf(value))
			this.put(into, { text: lower(form), ...(strength === 'strong' && !/^\d+$/.test(value) ? {} : { isAlone: true }) });
		// Echoed on a web page as it is, `<…>` in a secret was read as a tag; the pieces around it are left.
		if (value.includes('<'))
			for (const piece of value.split(/[<>]/))
				if (strengthOf(piece) === 'strong') for (const form of formsOf(piece)) this.put(this.anywhere, { text: lower(form) });
		for (const form of base64Forms(bytes)) this.put(this.anywhere, { text: form.toLowerCase(), isBase64: true });
		const hex = bytes.toString('hex');
		if (hex.length >= SHORTEST_HEX) this.put(this.anywhere, { text: hex });
	}

	/** Names a text that is everybody's to read: what lies within it is shown, although it may be a secret's, too. */
	leave(text: string): void {
		if (text !== '') this.open.push(lower(text));
	}

	private get opened(): readonly string[] {
		return [...(this.others?.opened ?? []), ...this.open];
	}

	private put(into: Needle[], needle: Needle): void {
		if (needle.text.length < SHORTEST) return;
		into.push(needle);
		this.starts ??= new Uint8Array(SLOTS);
		this.starts[slotOf(needle.text, 0)] = 1;
		this.shortest = Math.min(this.shortest, needle.text.length);
		this.longest = Math.max(this.longest, needle.text.length);
	}

	/** For texts that people and models read: messages, hints, logs. */
	maskText(text: string): string {
		return masked(text, this.rangesIn(text, true, true));
	}

	/**
	 * The beginning of a text of the API's, masked before it is cut: half a secret would not be recognised.
	 *
	 * @param length in characters.
	 */
	excerpt(text: string, length: number): string {
		const margin = this.longestForm * WIDEST;
		const most = length * 4 + 1000;
		const isCut = text.length > most + margin;
		const line = plain(isCut ? text.slice(0, most + margin) : text);
		const ranges = this.rangesIn(line, true, true);
		if (!isCut) return shorten(masked(line, ranges), length);
		// What begins within the margin may be the beginning of a secret.
		const end = Math.max(line.length - margin, ...ranges.filter(({ start }) => start < line.length - margin).map((range) => range.end));
		return `${shorten(masked(line.slice(0, Math.max(0, end)), ranges), length).replace(/…$/, '')}…`;
	}

	/**
	 * For data: texts, numbers and keys of a JSON value. Short and common secrets stay, see {@link Strength}.
	 *
	 * @param isRequest masks also a text that is a weak secret as a whole: a request of ours holds them where they belong.
	 * @returns the value itself where nothing had to change.
	 */
	maskJson<T extends Json>(value: T, isRequest = false): T {
		return this.isEmpty ? value : (this.maskValue(value, isRequest, true, 0) as T);
	}

	/** The same problem without secrets, which a value or an API's refusal brought into its words. What it quotes is masked whole. */
	maskProblem(problem: InputProblem): InputProblem {
		const { message, hint } = problem.quotedBy((text, length = 60) => this.excerpt(text, length));
		return new InputProblem(this.maskText(message), hint === undefined ? undefined : this.maskText(hint));
	}

	private maskValue(value: Json, isRequest: boolean, isFree: boolean, depth: number): Json {
		if (typeof value === 'string') {
			if (isRequest && isFree && this.isSecret(value)) return MASK;
			return masked(value, this.rangesIn(value, isFree, false));
		}
		// A secret made of digits may come back as a number.
		if (typeof value === 'number') return masked(String(value), this.rangesIn(String(value), isFree, false)) === MASK ? MASK : value;
		if (typeof value !== 'object' || value === null) return value;
		if (depth > BOUNDS.depth + 10) return MASK;
		if (Array.isArray(value)) {
			let isChanged = false;
			const entries = value.map((entry) => {
				const clean = this.maskValue(entry, isRequest, isFree, depth + 1);
				isChanged ||= clean !== entry;
				return clean;
			});
			return isChanged ? entries : value;
		}
		if (!isObject(value)) return value;
		const keys = Object.keys(value);
		let copy: Array<[string, Json]> | undefined;
		for (let index = 0; index < keys.length; index++) {
			const key = keys[index];
			const cleanKey = masked(key, this.rangesIn(key, false, false));
			const clean = this.maskValue(value[key], isRequest, !PLAIN_KEYS.has(key), depth + 1);
			// Copied only where something changes, which is next to never.
			if (clean !== value[key] || cleanKey !== key) copy ??= keys.slice(0, index).map((before) => [before, value[before]]);
			copy?.push([cleanKey, clean]);
		}
		return copy === undefined ? value : Object.fromEntries(copy);
	}

	private get isEmpty(): boolean {
		return this.held.size === 0 && (this.others?.isEmpty ?? true);
	}

	private get longestForm(): number {
		return Math.max(this.longest, this.others?.longestForm ?? 0);
	}

	private isSecret(text: string): boolean {
		return this.held.has(text) || (this.others?.isSecret(text) ?? false);
	}

	/** Nearly every text is short and holds no secret: one look along it tells. In a long one the engine's own search is quicker. */
	private mayHold(low: string): boolean {
		const { starts } = this;
		if (starts === undefined) return false;
		if (low.length > LONG) return true;
		for (let at = low.length - SHORTEST; at >= 0; at--) if (starts[slotOf(low, at)] === 1) return true;
		return false;
	}

	private rangesIn(text: string, withData: boolean, withWords: boolean): Range[] {
		const found: Range[] = this.others?.rangesIn(text, withData, withWords) ?? [];
		if (text.length < this.shortest) return found;
		const isEncoded = MAY_BE_ENCODED.test(text);
		if (!isEncoded && !this.mayHold(lower(text))) return found;
		const kinds = [this.anywhere, withData ? this.data : [], withWords ? this.words : []];
		let layer: Layer | undefined = { text, sourceOf: (at) => at };
		for (let round = 0; layer !== undefined && round <= ROUNDS; round++) {
			const low = lower(layer.text);
			if (this.mayHold(low)) for (const needles of kinds) for (const needle of needles) collect(low, needle, layer, found);
			layer = MAY_BE_ENCODED.test(layer.text) ? decoded(layer) : undefined;
		}
		return found.length === 0 ? found : withoutOpen(text, found, this.opened);
	}
}

function collect(low: string, { text, open = 0, isBase64, isAlone }: Needle, { sourceOf }: Layer, found: Range[]): void {
	for (let at = low.indexOf(text); at !== -1; at = low.indexOf(text, at + 1)) {
		let start = at;
		let end = at + text.length;
		if (isAlone && (adjoins(low[start - 1]) || adjoins(low[end]))) continue;
		if (isBase64) {
			while (start > 0 && BASE64.test(low[start - 1])) start--;
			while (end < low.length && BASE64.test(low[end])) end++;
		}
		found.push({ start: sourceOf(start + open), end: sourceOf(end) });
		at = end - 1;
	}
}

/** The ranges that do not lie within an open text. */
function withoutOpen(text: string, found: Range[], opened: readonly string[]): Range[] {
	const low = lower(text);
	const free: Range[] = [];
	for (const open of opened)
		for (let at = low.indexOf(open); at !== -1; at = low.indexOf(open, at + open.length)) free.push({ start: at, end: at + open.length });
	return free.length === 0 ? found : found.filter(({ start, end }) => !free.some((range) => range.start <= start && end <= range.end));
}

const BASE64 = /[a-z0-9+/=_-]/;
const adjoins = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}_-]/u.test(character);

/** The text with a mask in place of each stretch. */
function masked(text: string, ranges: Range[]): string {
	if (ranges.length === 0) return text;
	let clean = '';
	let done = -1;
	for (const { start, end } of ranges.sort((a, b) => a.start - b.start)) {
		if (end <= done || start >= text.length) continue;
		// One mask for what overlaps or adjoins.
		if (start > done) clean += text.slice(Math.max(0, done), start) + MASK;
		done = end;
	}
	return clean + text.slice(Math.max(0, done));
}

/** Lower case of the same length, so that positions hold. */
function lower(text: string): string {
	const low = text.toLowerCase();
	if (low.length === text.length) return low;
	return text.replace(/\P{ASCII}/gu, (character) => {
		const small = character.toLowerCase();
		return small.length === character.length ? small : character;
	});
}

/**
 * What a secret is in a text whose encodings are undone: as it is, on one line, with `+` for a space, as forms have it; each
 * also as its bytes, which is what `%C3%A9` becomes; and without what looks like an encoding in the secret itself.
 */
function formsOf(value: string): Set<string> {
	const forms = new Set([value, plain(value), value.replace(/ /g, '+'), value.replace(new RegExp(INVISIBLE, 'g'), '')]);
	for (const form of [...forms]) forms.add(Buffer.from(form, 'utf8').toString('latin1'));
	for (const form of [...forms]) {
		let layer: Layer | undefined = { text: form, sourceOf: (at) => at };
		for (let round = 0; layer !== undefined && round < ROUNDS; round++) {
			forms.add(layer.text);
			layer = decoded(layer);
		}
		if (layer !== undefined) forms.add(layer.text);
	}
	return forms;
}

/**
 * The characters of a base64 text that a secret decides, for each of the three places where it can begin in a group of
 * three bytes, in the standard alphabet and the one for URLs.
 */
function base64Forms(bytes: Buffer): Set<string> {
	const forms = new Set<string>();
	for (const before of [0, 1, 2]) {
		const whole = Buffer.concat([Buffer.alloc(before), bytes]);
		const own = whole.toString('base64').slice(before === 0 ? 0 : before + 1, Math.floor((whole.length * 8) / 6));
		// By itself the last character counts, too.
		const form = before === 0 && own.length < SHORTEST_BASE64 ? withoutEnd(whole.toString('base64'), '=') : own;
		if (form.length < SHORTEST_BASE64) continue;
		forms.add(form);
		forms.add(form.replace(/\+/g, '-').replace(/\//g, '_'));
	}
	return forms;
}

/** A text with one layer of encodings undone. `sourceOf`: where a position of it stands in the text that came. */
interface Layer {
	text: string;
	sourceOf: (at: number) => number;
}

/** Characters that do not show, between those of a secret: Unicode's *Default Ignorable Code Points*. */
const INVISIBLE = [
	/\u00ad|\u034f|\u061c|\u115f|\u1160|\u17b4|\u17b5|[\u180b-\u180f]|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u206f]/,
	/\u3164|[\ufe00-\ufe0f]|\ufeff|\uffa0|[\ufff0-\ufff8]|[\udb40-\udb43][\udc00-\udfff]/,
]
	.map(({ source }) => source)
	.join('|');
const MAY_BE_ENCODED = new RegExp(`[%\\\\&]|${INVISIBLE}`);
const ENCODED = new RegExp(
	[
		// The most common of the invisible ones as UTF-8 first.
		/%c2%ad|%e2%80%(?:8[b-f]|a[a-e])|%e2%81%a[0-f]|%ef%bb%bf|%f3%a0%[89ab][0-9a-f]%[89ab][0-9a-f]/,
		/%[0-9a-f]{2}|%u[0-9a-f]{4}/,
		/\\u[0-9a-f]{4}|\\u\{[0-9a-f]{1,6}\}|\\x[0-9a-f]{2}|\\["\\/bfnrt]/,
		/&(?:amp|lt|gt|quot|apos|nbsp|shy|zwj|zwnj|#\d{1,7}|#x[0-9a-f]{1,6});/,
	]
		.map(({ source }) => source)
		.concat(INVISIBLE)
		.join('|'),
	'gi',
);
const CHARACTERS: Record<string, string> = { '\\b': '\b', '\\f': '\f', '\\n': '\n', '\\r': '\r', '\\t': '\t' };
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', shy: '', zwj: '', zwnj: '' };
const ofCode = (hex: string): string => (parseInt(hex, 16) <= 0x10ffff ? String.fromCodePoint(parseInt(hex, 16)) : ' ');

function characterOf(token: string): string {
	if (token.startsWith('%')) return /^%.*%/.test(token) ? '' : ofCode(token.replace(/^%u?/i, ''));
	if (/^\\[ux]/i.test(token)) return ofCode(token.replace(/[^0-9a-f]/gi, ''));
	if (token.startsWith('\\')) return CHARACTERS[token.toLowerCase()] ?? token[1];
	if (!token.startsWith('&')) return '';
	const name = token.slice(1, -1).toLowerCase();
	if (!name.startsWith('#')) return ENTITIES[name];
	const code = name.startsWith('#x') ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
	return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

/** `undefined` when there is nothing to undo. */
function decoded({ text, sourceOf }: Layer): Layer | undefined {
	// Where decoded stretches begin, in the decoded and in the given text.
	const here: number[] = [0];
	const there: number[] = [0];
	let length = 0;
	let copied = 0;
	const clean = text.replace(ENCODED, (token: string, at: number) => {
		const character = characterOf(token);
		length += at - copied;
		here.push(length);
		there.push(at);
		length += character.length;
		copied = at + token.length;
		here.push(length);
		there.push(copied);
		return character;
	});
	if (here.length === 1) return undefined;
	return {
		text: clean,
		sourceOf: (at) => {
			// The last stretch that begins at or before it.
			let low = 0;
			let high = here.length - 1;
			while (low < high) {
				const middle = (low + high + 1) >> 1;
				if (here[middle] <= at) low = middle;
				else high = middle - 1;
			}
			return sourceOf(there[low] + (at - here[low]));
		},
	};
}
