import { canonicalJson, segmentsOf } from '../project/json';
import { literal } from '../project/literal';
import type { Json, LookupCall, Template } from '../services/service';

/** One way to ask a list for the entries with one value in one field. */
export interface Filter {
	query: Record<string, Template>;
	/** Values that it takes for more than a text: its silence about these proves nothing. */
	except: RegExp;
}

/** Values that stand as they are in a parameter: several may be separated, or be a word of the API's own. */
const PLAIN = /[,|;*%]|^\s|\s$|^\$|^(null|true|false|nil|undefined|none)$/i;
/** Values in JSON keep what they are. */
const IN_JSON = /^$/;
const LONGEST = 200;
/** A name that no project has. */
const NOBODY = 'no-such-project-7f3a1c9e';

/**
 * The usual ways to filter a list, the commonest first, by what the frameworks' own documentation says. Only those that compare
 * the whole value: the silence of a text search proves nothing.
 */
function dialectsOf(field: string): Filter[] {
	const name = literal(field);
	const inJson = `${literal(JSON.stringify(field))}:{value|json}`;
	const plain = (query: Filter['query']): Filter => ({ query, except: PLAIN });
	const json = (query: Filter['query']): Filter => ({ query, except: IN_JSON });
	return [
		plain({ [field]: '{value}' }), // json-server, Django REST framework, Spring
		plain({ [`filter[${field}]`]: '{value}' }), // JSON:API, Laravel
		plain({ [`filter[${field}][_eq]`]: '{value}' }), // Directus
		plain({ [`filters[${field}][$eq]`]: '{value}' }), // Strapi
		plain({ [`where[${field}][equals]`]: '{value}' }), // Payload
		json({ filter: `{{"where":{{${inJson}}}}}` }), // LoopBack
		json({ where: `{{${inJson}}}` }), // Sails, Parse, Eve
		json({ filter: `{{${inJson}}}` }), // the servers of React Admin
		plain({ [field]: 'eq.{value}' }), // PostgREST, Supabase
		{ query: { where: `(${name},eq,{value})` }, except: /[,()~]|^\s|\s$/ }, // NocoDB
		{ query: { $filter: `${name} eq '{value}'` }, except: /'/ }, // OData
		json({ filter: `${name} eq {value|json}` }), // SCIM
		json({ filter: `${name}={value|json}` }), // PocketBase, Google (AIP-160)
	];
}

/** Can this filter's silence prove that nothing has this name? */
export const fits = ({ except }: Filter, name: string): boolean => name !== '' && name.length <= LONGEST && !except.test(name);

/**
 * How the lists of a run's APIs are filtered, where nobody has said it: found out once for each, with a name that is known to be
 * there.
 */
export class Filters {
	private readonly proven = new Map<string, Promise<Filter | undefined>>();
	private readonly refused = new Set<string>();

	/** Has the API refused the filter that this search begins with, which nobody has said it has? */
	isRefused(call: LookupCall): boolean {
		return this.refused.has(printOf(call));
	}

	refuse(call: LookupCall): void {
		this.refused.add(printOf(call));
	}

	/** The filter that this search has been shown to have. */
	async of(call: LookupCall): Promise<Filter | undefined> {
		return await this.proven.get(printOf(call));
	}

	/**
	 * The first dialect that demonstrably filters; `undefined` when none does. Asked for once, as long as no answer is lost.
	 *
	 * @param names that are in the list
	 * @param test see {@link FilterTest}
	 */
	async prove(call: LookupCall, names: readonly string[], test: FilterTest): Promise<Filter | undefined> {
		const print = printOf(call);
		let found = this.proven.get(print);
		if (!found) {
			const onLoss = (): boolean => this.proven.delete(print);
			this.proven.set(print, (found = firstOf(call, names, test, onLoss)));
		}
		return await found;
	}
}

/**
 * Asks with a dialect for a name: do all entries of a whole answer have it, and is there one where there must be? `stop`: it is no
 * use, or rude, to go on. `lost`: no answer came, so that another item may try again.
 */
export type FilterTest = (dialect: LookupCall, name: string, isThere: boolean) => Promise<'yes' | 'no' | 'stop' | 'lost'>;

const printOf = ({ path, query, filterBy }: LookupCall): string => JSON.stringify([path, query, filterBy]);

async function firstOf(call: LookupCall, names: readonly string[], test: FilterTest, onLoss: () => void): Promise<Filter | undefined> {
	const field = segmentsOf(call.filterBy ?? '').at(-1);
	if (field === undefined || field === '') return undefined;
	for (const filter of dialectsOf(field)) {
		const dialect = filteredBy(call, filter);
		const name = names.find((candidate) => fits(filter, candidate));
		// As the search itself asks: that has been seen not to filter.
		if (name === undefined || canonicalJson(dialect.query as Json) === canonicalJson((call.query ?? {}) as Json)) continue;
		let answer = await test(dialect, name, true);
		// In a list of one name, an answer with that name shows nothing.
		if (answer === 'yes' && names.length === 1) answer = await test(dialect, NOBODY, false);
		if (answer === 'yes') return filter;
		if (answer === 'lost') onLoss();
		if (answer === 'stop' || answer === 'lost') return undefined;
	}
	return undefined;
}

/** Does the call ask for one value by a parameter? */
export const guesses = (call: LookupCall): boolean => Object.values(call.query ?? {}).some(asksForValue);

const asksForValue = (value: Template): boolean => JSON.stringify(value).includes('{value');

/** The call without any filter: all there are. */
export const unfiltered = (call: LookupCall): LookupCall => filteredBy(call, { query: {} });

/** The call with this filter in place of its own. */
export function filteredBy(call: LookupCall, { query }: Pick<Filter, 'query'>): LookupCall {
	const others = Object.entries(call.query ?? {}).filter(([, value]) => !asksForValue(value));
	return { ...call, query: { ...Object.fromEntries(others), ...query } };
}
