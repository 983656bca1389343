/** Letters that lose more than an accent on their way to a–z (the German and Nordic ones as those languages write them). */
const LATIN = pairs('ä ae ö oe ü ue ß ss æ ae ø oe å aa œ oe ł l đ d ð d þ th ı i ħ h ŋ n ŧ t ĸ k ſ s ə e ĳ ij');

/** Cyrillic (Russian, Ukrainian, Bulgarian, Serbian, Macedonian), close to ISO 9 without its accents. */
const CYRILLIC = pairs(
	'а a б b в v г g ґ g д d ђ dj е e ё yo є ye ж zh з z ѕ dz и i і i ї yi й y ј j к k л l љ lj м m н n њ nj о o п p р r с s т t ћ c ' +
		'у u ў u ф f х kh ц ts ч ch џ dz ш sh щ shch ъ _ ы y ь _ э e ю yu я ya ѓ gj ќ kj',
);

/** Greek, as ISO 843 writes it, without its accents. */
const GREEK = pairs('α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o');

/** Kana by Hepburn; hiragana stands for both scripts. Pairs of a syllable and a small letter are read as one. */
const KANA = pairs(
	'あ a い i う u え e お o か ka き ki く ku け ke こ ko さ sa し shi す su せ se そ so た ta ち chi つ tsu て te と to な na に ni ぬ nu ね ne の no は ha ' +
		'ひ hi ふ fu へ he ほ ho ま ma み mi む mu め me も mo や ya ゆ yu よ yo ら ra り ri る ru れ re ろ ro わ wa を wo ん n が ga ぎ gi ぐ gu げ ge ご go ' +
		'ざ za じ ji ず zu ぜ ze ぞ zo だ da ぢ ji づ zu で de ど do ば ba び bi ぶ bu べ be ぼ bo ぱ pa ぴ pi ぷ pu ぺ pe ぽ po ゔ vu ぁ a ぃ i ぅ u ぇ e ぉ o ' +
		'ゃ ya ゅ yu ょ yo っ _ ー _',
);

function pairs(text: string): ReadonlyMap<string, string> {
	const words = text.split(' ');
	return new Map(
		words.flatMap((word, index): Array<[string, string]> => (index % 2 === 0 ? [[word, words[index + 1].replace('_', '')]] : [])),
	);
}

const TABLES = [LATIN, CYRILLIC, GREEK, KANA];

/** Katakana and hiragana are the same syllables, 96 code points apart. */
const hiragana = (letter: string): string =>
	letter >= '\u30a1' && letter <= '\u30f4' ? String.fromCodePoint(letter.codePointAt(0)! - 0x60) : letter;

/**
 * A text in lower-case a–z and digits, all else as spaces. What no table knows (Chinese, Arabic, Hangul …) is left out.
 *
 * @returns the words, and whether letters or digits were left out.
 */
export function transliterate(text: string): { words: string[]; isWhole: boolean } {
	let isWhole = true;
	let plain = '';
	// Composed first: `ä` is one letter with a spelling of its own, `é` only an `e` with an accent.
	for (const letter of text.normalize('NFKC').toLowerCase().normalize('NFC')) {
		const known = TABLES.map((table) => table.get(hiragana(letter))).find((found) => found !== undefined);
		const bare = known ?? unaccented(letter);
		if (/^[a-z0-9]*$/.test(bare)) plain += bare;
		else {
			if (/[\p{L}\p{N}]/u.test(letter)) isWhole = false;
			// An apostrophe is part of its word.
			plain += /['’ʼ]/.test(letter) ? '' : ' ';
		}
	}
	return { words: plain.split(' ').filter((word) => word !== ''), isWhole };
}

function unaccented(letter: string): string {
	const bare = letter.normalize('NFD').replace(/\p{M}+/gu, '');
	return TABLES.map((table) => table.get(bare)).find((found) => found !== undefined) ?? bare;
}
