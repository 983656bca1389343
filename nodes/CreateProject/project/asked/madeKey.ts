import { createHash } from 'node:crypto';
import type { FieldDefinition, KeyRule } from '../../services/service';
import { withoutEnd } from '../text';
import { transliterate } from './transliterate';

/** What a key is made of besides its rule. */
export interface KeySource {
	name: string;
	/** Told apart from the same name elsewhere: the address and the values of the credential that are no secrets. */
	site: string;
	/** How many earlier items of the run have this name and are projects of their own. */
	earlier: number;
	/** The plain key belongs to another project. */
	isTaken: boolean;
}

const LONGEST = 60;
const HASH = { slug: 6, upper: 4 } as const;

/**
 * A key made from a project's name: the same for the same name, however often an item is repeated. It ends
 * in a few characters that depend on the whole name where the plain key would not tell one name from another:
 * it had to be cut, letters had no spelling in a–z, or another project has it.
 */
export function keyFromName(field: FieldDefinition, rule: KeyRule, { name, site, earlier, isTaken }: KeySource): string {
	const { words, isWhole } = transliterate(name);
	const most = Math.min(rule.maxLength ?? LONGEST, field.maxLength ?? LONGEST);
	const least = rule.minLength ?? 1;
	const joint = rule.style === 'slug' ? '-' : '';
	const letterFirst = (text: string): string => (/^[a-z]/.test(text) ? text : `p${text === '' ? '' : joint}${text}`);
	const plain = letterFirst(words.join(joint));
	const isPlainEnough = plain.length >= least && plain.length <= most && !(rule.reserved ?? []).includes(plain);
	let key = plain;
	if (rule.suffix === 'always' || isTaken || !isWhole || words.length === 0 || !isPlainEnough) {
		const hash = hashOf([name, site], Math.max(HASH[rule.style], least - joint.length - 1));
		const room = most - hash.length - joint.length;
		// Of several words the first letters say more than the beginning of the first word.
		const short =
			rule.style === 'upper' && words.length > 1 && plain.length > room ? letterFirst(words.map((word) => word[0]).join('')) : plain;
		key = `${withoutEnd(short.slice(0, room), '-')}${joint}${hash}`;
	}
	if (earlier > 0) {
		const number = `${joint}${earlier + 1}`;
		key = `${withoutEnd(key.slice(0, most - number.length), '-')}${number}`;
	}
	return rule.style === 'upper' ? key.toUpperCase() : key;
}

/** Letters and digits without those that are taken for each other (RFC 4648 base 32, in lower case). */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

const hashOf = (parts: string[], length: number): string =>
	[...createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, length)].map((byte) => ALPHABET[byte % 32]).join('');

/** Which fields were made from names in a run, for one hint a field. */
export class MadeReport {
	private readonly values = new Map<string, string[]>();

	add(label: string, value: string): void {
		const values = this.values.get(label);
		if (values) values.push(value);
		else this.values.set(label, [value]);
	}

	/** Sentences without a full stop. */
	texts(): string[] {
		return [...this.values].map(([label, values]) => {
			const more = values.length - MOST_SHOWN;
			return `${label} was made from the name: ${values.slice(0, MOST_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
		});
	}
}

const MOST_SHOWN = 10;
