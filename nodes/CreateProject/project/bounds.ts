/**
 * How much of what comes from outside is taken: one answer must neither fill n8n's memory nor hold up its other
 * workflows. Whatever reads answers, values or documents keeps to these numbers.
 */
export const BOUNDS = {
	/**
	 * Characters of an answer's body. n8n itself takes 16 MiB (`N8N_PAYLOAD_SIZE_MAX`); a page of 100 projects with all
	 * their fields stays below 2 MB.
	 */
	body: 16 * 1024 * 1024,
	/** Levels of objects and lists within each other, in answers and in values. Rails reads 100, .NET 64. */
	depth: 100,
	/** Characters of a text that is quoted from an answer. */
	text: 400,
	/** Characters of a name that an answer gives to a field, a code or a request. */
	key: 100,
	/** Characters of a project's ID, key, name or address. */
	scalar: 10_000,
	/** Fields of an answer with messages of their own. */
	fields: 50,
	/** Messages of one field, and entries of one list of messages. */
	messages: 20,
	/** Characters of all field messages of one answer together. */
	complaint: 20_000,
	/** Values of an answer that are looked at in search of messages. */
	visits: 5_000,
	/** Characters of one output item as JSON. */
	item: 1024 * 1024,
} as const;

/** A number of characters for people: `140 MB`, `1.5 MB`, `300 kB`. */
export function sizeOf(characters: number): string {
	if (characters < 1000) return `${characters} B`;
	const [divisor, unit] = characters < 999_500 ? [1e3, 'kB'] : [1e6, 'MB'];
	const number = characters / divisor;
	return `${number < 10 ? Math.round(number * 10) / 10 : Math.round(number)} ${unit}`;
}
