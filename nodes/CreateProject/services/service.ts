/**
 * The format of a service definition: everything the engine knows of a vendor, as data.
 *
 * A definition holds no code. The engine reads it and never asks which service it is. Where data
 * cannot say a thing, a named filter, format or paging kind below says it, and is open to all.
 *
 * Placeholders. Strings in paths, queries, headers, bodies and URL templates may hold `{field}`:
 * - credential fields (`{siteUrl}`, `{organization}`, and in `auth` only, the secret ones),
 * - input fields by their id (`{name}`, `{key}`, `{workspace}`),
 * - `{payload}`: the object made of all body fields; `{value}`: what a lookup searches for,
 * - after creation `{id}`, `{key}`, `{name}`, and `{reply.some.path}` from the reply's object,
 * - in a job `{job.some.path}` from the job object and `{location}` from the Location header.
 *
 * A string that is nothing but one placeholder takes the value with its type, and the entry
 * disappears where there is no value (`{field?}` is then nothing instead); the key `...` spreads an object. Paths of replies and fields may
 * have placeholders as whole segments. Inside a path, values are percent-encoded (RFC 3986, 2.1), so
 * a value can never add a segment. `{value|filter}` applies a filter; `{{` and `}}` are literal
 * braces. GraphQL documents are never interpolated: their values travel as variables.
 */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** JSON whose strings may hold placeholders. */
export type Template = Json;

/** Dotted path into JSON: `data.projects.0.id`. The empty path is the value itself. A point inside a name is written `\.`. */
export type Path = string;

/** What a placeholder may be passed through: `{value|formula}`. */
export type Filter =
	/** `\` and `"` escaped, for a quoted string inside a formula or query language. */
	| 'formula'
	/** Percent-encodes each segment but keeps `/`. */
	| 'segments'
	| 'base64'
	/** One space at the end. */
	| 'spaced'
	| 'lower'
	| 'upper'
	/** Lower case, everything but letters and digits becomes one hyphen. */
	| 'slug'
	/** The value as JSON text, for JSON inside a string. */
	| 'json'
	/** As JSON writes it inside the quotation marks of a longer text. */
	| 'quoted'
	/** Digits as a number, where a text is nothing but this placeholder. More digits than a number keeps stay text. */
	| 'number';

// ---------------------------------------------------------------------------------------------
// Requests

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Call {
	/** Default: POST where there is a body, else GET. */
	method?: Method;
	/** Relative to the base URL, with a leading slash. A trailing slash is kept as written. */
	path?: string;
	/** Another base than the service's, for the few vendors whose accounts live elsewhere. */
	baseUrl?: string;
	/** Objects and arrays are sent as JSON text. */
	query?: Record<string, Template>;
	headers?: Record<string, string>;
	/** Default for a create and an update: `'{payload}'`. */
	body?: Template;
	/** How the body travels. `query` moves its top-level entries into the query string. Default `json`. */
	encoding?: 'json' | 'form' | 'query';
	/** Content-Type where it is not the encoding's own, e.g. `application/vnd.api+json`. */
	contentType?: string;
	/** GraphQL: sent as `{query, variables}`; any `errors` in the reply is a failure, whatever the status. */
	graphql?: { query: string; variables?: Template };
	/** JSON-RPC 2.0: any `error`, and a `result` of `false` or `null`, is a failure. */
	rpc?: { method: string; params?: Template };
}

// ---------------------------------------------------------------------------------------------
// Credential

export interface CredentialField {
	/** Same name, same meaning in every service: `token`, `email`, `siteUrl`, `organization`, `region`… */
	name: string;
	/** Its name in the credential form, where another sign-in of the service has a field of the same name that looks different. */
	property?: string;
	/** In the vendor's own words. */
	displayName: string;
	/** Password field; masked wherever its value turns up. */
	secret?: true;
	/** Default: required, unless there is a `default`, or it is `found`. */
	required?: boolean;
	default?: string;
	placeholder?: string;
	description?: string;
	options?: Array<{ name: string; value: string }>;
	/** Regular expression of what people copy along at the end of an address, and what is cut off: `/jsonrpc\\.php`. */
	cut?: string;
	/** Where the value is read when the person leaves the field empty. Such a value may be part of an address's path, never of its host. */
	found?: PublicValue;
}

/** A value that anybody can read at an address of the site: asked by GET, without the credential, as JSON. */
export interface PublicValue {
	/** The whole address, the person's own in front: `{siteUrl}/_edge/tenant_info`. */
	address: string;
	/** Where it is in the answer: a word of letters, digits, `-` and `_`. */
	at: Path;
}

/** One way to sign in with a secret, put on each request as written here. */
export interface AuthRecipe {
	/** The credential's name at the vendor: `Personal Access Token`, `API Key`. */
	name: string;
	fields: CredentialField[];
	headers?: Record<string, string>;
	query?: Record<string, string>;
	basic?: { user: string; password: string };
	/** Merged into the JSON body (for the few APIs that want the key there). */
	body?: Record<string, Template>;
	/** Name of a credential field with any number of header name/value pairs. */
	pairs?: string;
	/** A login that exchanges the fields for a token, used as `{session}` above and renewed after a 401. */
	login?: Call & { token: Path };
	/** Where calls with this sign-in go to another host than the others. */
	baseUrl?: string;
	/** The least right the token needs, in the vendor's words. Shown in the docs and with a 403. */
	right?: string;
	/** Where a person makes the secret: the way through the vendor's menus. Shown beside the right; also
	 * with other sign-ins that have the same field. */
	where?: string;
}

export interface OAuth2Recipe {
	authUrl: string;
	tokenUrl: string;
	/** The least scopes that create a project and find it again. */
	scopes: string[];
	/** Default: a space (RFC 6749, 3.3). */
	scopeSeparator?: string;
	/** Extra parameters of the authorization request, e.g. `access_type=offline&prompt=consent`. */
	authQuery?: string;
	/** Where the client's secret goes in a token request. Default `header`. */
	clientAuth?: 'header' | 'body';
	/** Default `Bearer`. */
	tokenType?: string;
	/** Where OAuth calls go to another host than token calls. */
	baseUrl?: string;
	/** Credential fields that only OAuth needs. */
	fields?: CredentialField[];
	/** Extra headers OAuth calls need (an account id). */
	headers?: Record<string, string>;
	right?: string;
}

// ---------------------------------------------------------------------------------------------
// Fields

/** The fields that have the same id in every service, so that a workflow survives a change of credential. */
export type CanonicalField =
	| 'description'
	| 'startDate'
	| 'dueDate'
	| 'owner'
	| 'visibility'
	| 'color'
	| 'key'
	| 'parent'
	| 'template'
	| 'workspace'
	| 'team'
	| 'client'
	| 'status'
	| 'category'
	| 'tags'
	| 'members'
	| 'homepage'
	| 'icon'
	| 'priority'
	| 'billable'
	| 'budget'
	| 'favorite'
	| 'view'
	| 'type'
	| 'active'
	| 'region'
	| 'customFields';

export type FieldType = 'string' | 'number' | 'boolean' | 'dateTime' | 'options' | 'array' | 'object' | 'url';

/** How a value is written on the wire. Input dates may be ISO 8601 or a date object. */
export type Format =
	/** 2026-11-22 */
	| 'date'
	/** 20261122 */
	| 'compactDate'
	/** 11-22-2026 */
	| 'monthFirstDate'
	/** 2026-11-22T00:00:00.000Z */
	| 'dateTime'
	/** Milliseconds since 1970 as a number. */
	| 'epochMilliseconds'
	/** Six hex digits with #; names of the common colours are understood. */
	| 'hexColor'
	/** Six hex digits without #. */
	| 'bareHexColor'
	/** An array of strings; commas separate entries of a text. */
	| 'list'
	/** An array of numbers. */
	| 'numberList'
	/** One text with commas. */
	| 'commaList'
	/** A number even when given as text. */
	| 'number'
	/** An amount of money as a whole number of hundredths: 12.5 is 1250. */
	| 'hundredths'
	/** Text even when given as a number. */
	| 'text';

/** Reads the choices of a field from the API while the person edits the node. */
export interface LiveOptions extends Call {
	/** Where the list is in the reply. */
	items: Path;
	/** Relative to an entry. */
	value: Path;
	label: Path;
	paging?: Paging;
	/** Entries that are choices; of others in the same list (templates of another kind) none is offered. */
	only?: { path: Path; is: Json };
	/** Others may be given, too (a template of another account): a given value is sent as it is, and no list is read for it. */
	partial?: true;
}

/**
 * The field names the container that the project lives in. A project of the same name in another container is another
 * project: a search compares the container of every entry, and an entry that does not show its own counts only where
 * the search asks for the container (its path, query or body holds the field's placeholder).
 */
export interface Within {
	/**
	 * Where an entry of a search shows its container, relative to the project; several where it is shown in several
	 * notations (ID and slug). `*` stands for every entry of a list. Left out: nowhere.
	 */
	at?: Path | Path[];
	/** Where the compared value is inside of what is sent, for a field that is wrapped: `data.id`. */
	of?: Path;
	/** Both values are addresses, and their last segments are compared: `/api/v3/projects/5` is `5`. */
	as?: 'lastSegment';
	/** Names of containers that differ in case are the same. */
	ignoreCase?: true;
	/**
	 * What an entry of no container shows where an item gives none. `null`: nothing (absent, null, empty or 0). Left out: the
	 * create takes a default container then, and the entry's is not compared.
	 */
	none?: null | { at?: Path; is?: Json; /** Not compared where this other container is given. */ unless?: string };
}

/** How a key is made from the project's name, transliterated to a–z. Length: also the field's own `maxLength`. */
export interface KeyRule {
	source: 'name';
	/** `website-relaunch`, or `WEBSITERELAUNCH` (of a long name the first letters of its words). Both begin with a letter. */
	style: 'slug' | 'upper';
	minLength?: number;
	maxLength?: number;
	/** `always`: a few characters of the whole name at the end, where keys are unique in all the world. Default: only when needed. */
	suffix?: 'always';
	/** Words the service keeps for itself. */
	reserved?: string[];
}

export interface FieldDefinition {
	/** Canonical id, or the service's own name in lowerCamelCase. */
	id: CanonicalField | (string & {});
	/** Label in the vendor's words. Default: from the id. */
	displayName?: string;
	description?: string;
	/** Path in the payload, or the parameter's name for `query`. May hold placeholders. Default: the id. */
	to?: Path;
	/** `setting`: not sent by itself, only available to placeholders and variants. Default `body`. */
	in?: 'body' | 'path' | 'query' | 'setting';
	/** Default: the canonical field's own, else `string`. */
	type?: FieldType;
	format?: Format;
	/** A choice; `sends` is what goes on the wire where that differs from the canonical value. */
	options?: Array<string | { value: string; name?: string; sends?: Json }>;
	/** Only true where the API refuses without it. */
	required?: true;
	/** With `required`: the id of a field that may stand in for it. */
	unless?: string;
	/** Sent when the person gives nothing. */
	default?: Json;
	/** Made from the project's name when the person gives nothing; then the field need not be filled in. */
	from?: KeyRule;
	/** What to send instead of the bare value: `{ raw: '{value}' }`, `{ id: '{value}' }`. */
	wrap?: Template;
	/** Each entry of an array wrapped on its own. */
	wrapEach?: Template;
	/** Of workflows that have it: still understood, and no longer offered. */
	saved?: true;
	/** Checked before anything is sent. ECMAScript regular expression for the whole value. */
	pattern?: string;
	/** The rule in words, for the message when `pattern` does not match. */
	patternHint?: string;
	maxLength?: number;
	minLength?: number;
	/** Bounds of a number, both included. */
	minimum?: number;
	maximum?: number;
	/** A whole number. */
	integer?: true;
	/** Sent only when these fields are there, have that value, or (`null`) are not there, as in a variant's `when`; else named in a hint. */
	only?: Record<string, Json | true>;
	/** A secret the person gives with the input: masked in outputs, messages and dry runs. */
	secret?: true;
	live?: LiveOptions;
	/** A container of the project; `false`: called like one, and none (a team that is merely given access). */
	within?: Within | false;
}

// ---------------------------------------------------------------------------------------------
// Replies

/** Where the project and its parts are in a reply. Paths but `at` are relative to the object at `at`. */
export interface ReplyMap {
	/** The project in the reply: `project`, `data.0`. Default: the reply itself. */
	at?: Path;
	id?: Path;
	key?: Path;
	name?: Path;
	/** The page a person opens, not the API's own address. */
	url?: Path;
	/** Used where the reply has no such page: `{siteUrl}/projects/{key}`. */
	urlTemplate?: string;
	/** Regular expression: a page's address that matches is none for people (an API gateway), and is not given. */
	urlUnless?: string;
	createdAt?: Path;
	/**
	 * A create that worked answers without the project's ID (an empty 204): the project is found by `fetch`, or by its name in
	 * the lookup. Without this word such an answer proves nothing.
	 */
	withoutId?: true;
	/** Must hold besides a 2xx status, on the whole reply. */
	ok?: { path: Path; is: Json };
	/** Secrets in the reply, relative to the whole reply; `*` stands for every entry. Masked in the output. */
	secrets?: Path[];
}

/** An answer recognised by what is in it; every part given must hold. */
export interface AnswerMatch {
	status?: number;
	/** Regular expression on the body text, case-insensitive. */
	body?: string;
	/** Header name (lower case) and the exact value it must have. */
	header?: { name: string; is: string };
}

export interface DuplicateMatch extends AnswerMatch {
	/** Which value is taken. Default `name`. */
	field?: 'name' | 'key';
}

// ---------------------------------------------------------------------------------------------
// Lookup

/** Where paging parameters go; `variables` are GraphQL's. Default `query`. */
export type PagingPlace = 'query' | 'body' | 'variables';

export type Paging =
	/** `page=1,2,…`; ends with a short or empty page, or where `more` is there and null, false or empty. */
	| { kind: 'page'; param: string; first?: number; size?: number; sizeParam?: string; more?: Path; in?: PagingPlace }
	/** `offset=0,100,…`; ends with a short page. */
	| { kind: 'offset'; param: string; size: number; sizeParam?: string; in?: PagingPlace }
	/** A token from the reply body is given back; ends without one, or when `more` is false. */
	| { kind: 'cursor'; param: Path; next: Path; more?: Path; size?: number; sizeParam?: string; in?: PagingPlace }
	/** A token from a reply header is given back. */
	| { kind: 'header'; param: string; header: string }
	/** `Link: <…>; rel="next"` (RFC 8288), followed verbatim on the same origin; `results="false"` ends it. */
	| { kind: 'link' }
	/** One page only, cut at `size`: a full page proves no absence. */
	| { kind: 'single'; size: number; sizeParam: string; in?: PagingPlace }
	/** A full URL in the reply body, followed verbatim on the same origin. */
	| { kind: 'url'; next: Path };

/**
 * A search for a project. What comes back is always compared exactly, here: a fuzzy search is fine as
 * long as it returns every exact match. Absence is proven only when all pages were read.
 */
export interface LookupCall extends Call {
	/** Where the list is. Left out with `one`. */
	items?: Path;
	/** The reply is the one object (or 404, `null`, `false`: there is none). */
	one?: true;
	/** Where an entry's parts are, when not as in `reply` (whose `at` does not count here). */
	item?: Pick<ReplyMap, 'at' | 'id' | 'key' | 'name' | 'url' | 'urlTemplate' | 'createdAt'>;
	paging?: Paging;
	/** The search neither filters by the value nor lists completely: its silence proves nothing. */
	partial?: true;
	/** The person says that this list of an API that nobody has described ends where nothing in it says that there is more. */
	whole?: true;
	/** Answers that mean "there is none" besides 404. */
	absent?: AnswerMatch[];
	/** A path in the reply that, when not empty, says that the list has gaps. */
	gaps?: Path;
	/** The field in which entries have their name, where nobody has said how this list is filtered by it. */
	filterBy?: Path;
	/** Entries that count; others are no projects (saved filters, archived ones). */
	only?: { path: Path; is?: Json; atLeast?: number; startsWith?: string };
	/** By field: where this search's entries show their container, when not as the field says. */
	within?: Record<string, Within>;
	/** The vendor treats names that differ in case as the same. */
	ignoreCase?: true;
	/** How long a new project may be missing from this search, in ms. Default 0: read-your-writes. */
	lagMs?: number;
}

// ---------------------------------------------------------------------------------------------
// Limits, jobs, keys

/** At most `count` requests in any stretch of `perMs`. */
export interface RequestLimit {
	count: number;
	perMs: number;
	/** Counts only requests that write, i.e. all but GET and HEAD. */
	writes?: true;
	/** Counts only requests whose path below the Base URL begins so, e.g. `/members`. */
	route?: string;
}

export interface LimitDefinition {
	/** Answers that mean "too many requests" besides 429. */
	answers?: AnswerMatch[];
	/** Answers that look temporary but are not (a plan limit sent as 5xx): never repeated. */
	never?: AnswerMatch[];
	/** Vendor header names where the standard ones do not serve (lower case). */
	headers?: {
		remaining?: string;
		/** Seconds, an epoch or a date: told by the value's size and form. */
		reset?: string;
	};
	/** Wait after a limit that names no time, in ms (Airtable: 30,000). */
	waitMs?: number;
	/** Where a body tells the wait after a limit, in seconds: tried in this order. */
	body?: Path[];
	/** The vendor's documented pace, kept from the first request on: one limit, or several that all hold. */
	requests?: RequestLimit | RequestLimit[];
	/** Most requests at once that the vendor allows. */
	parallel?: number;
}

/** A create that answers with a job to be polled (202, or an operation object). */
export interface JobDefinition {
	/** Which create answers are a job. Default: all that pass `reply.ok`. */
	when?: { status?: number; path?: Path };
	/** The job object in the create reply. Default: the reply itself. */
	at?: Path;
	/** Default: GET the Location header, same origin only. */
	poll?: Call;
	/** The job object in the poll reply. Default: the reply itself. */
	pollAt?: Path;
	state: Path;
	succeeded: Json[];
	failed: Json[];
	message?: Path[];
	/** A path whose presence in an ended job means that it failed. */
	error?: Path;
	/** Time between polls unless Retry-After says otherwise. Default 2,000 ms. */
	intervalMs?: number;
	/** The project inside the finished job. Left out: `fetch` of the definition gets it. */
	result?: Path;
}

/** How the vendor recognises a repeated request, if it does at all. */
export interface IdempotencyDefinition {
	/** Request header that carries the key. */
	header?: string;
	/** Longest key the vendor takes. Default 255. */
	maxLength?: number;
	/** Or: a payload path for an id the client chooses, as a UUID. */
	to?: Path;
	/** The vendor answers a repeat with the first result. Otherwise a repeat is refused as a duplicate. Default true for a header. */
	replays?: boolean;
}

/** A field that may carry our mark, so that a project found later is provably ours. */
export interface ReferenceDefinition {
	/** Payload path of the mark. */
	to: Path;
	/** Sent beside it. */
	with?: Record<string, Template>;
	/** Path of the mark in a found entry. */
	at: Path;
}

/** A second request a field needs because the create does not take it. It must be safe to repeat (an update). */
export interface FollowUp extends Call {
	/** Sent only when one of these has a value. */
	fields: string[];
}

/** Another way to create, chosen by the input: the first whose fields are all there, have that value, or (`null`) are not there. */
export interface Variant {
	when: Record<string, Json | true>;
	create?: Call;
	reply?: ReplyMap;
	lookup?: ServiceDefinition['lookup'];
	update?: ServiceDefinition['update'];
	fetch?: Call & Pick<ReplyMap, 'at'>;
	job?: JobDefinition;
}

// ---------------------------------------------------------------------------------------------

export interface ServiceDefinition {
	/** Stored in credentials: never change it. */
	id: string;
	displayName: string;
	/** What the vendor calls the thing when it is not a project: `board`, `repository`. */
	object?: string;
	/** Other words people search for. */
	aliases?: string[];
	/** The vendor's page on creating one. */
	docs: string;
	/** Without a trailing slash. `{siteUrl}` is a full address the person gives, sub-path included. */
	baseUrl: string;
	/** Credential fields besides the secret ones: site, region, organization. Usable everywhere as placeholders. */
	site?: CredentialField[];
	/** Sent with every request. */
	headers?: Record<string, string>;
	/** Query parameters sent with every request. */
	query?: Record<string, string>;
	auth?: AuthRecipe[];
	oauth2?: OAuth2Recipe;
	/** A cheap request that any valid credential may make: the credential's Test button. */
	test?: Call;
	create: Call;
	/**
	 * Who at most sees a project of which the request says nothing: its `members`, everybody in the `workspace` (account, organization,
	 * team), the `public`, or as a `setting` of the server says, which may be public. For the last two the field `visibility`
	 * must be required, or `private` by default.
	 */
	audience?: 'members' | 'workspace' | 'public' | 'setting';
	/** Where the project's name goes in the payload. Default `name`. */
	name?: Pick<FieldDefinition, 'to' | 'in' | 'pattern' | 'patternHint' | 'maxLength' | 'minLength' | 'wrap'>;
	fields: FieldDefinition[];
	/** Fields not listed are sent as they are, under their own name. */
	open?: true;
	/** Payload entries that are always sent; dotted paths as in `to`, or `...` for an object's entries. A field's value wins. */
	constants?: Record<Path, Template>;
	/** The person's own constants, from the settings: merged into the payload. Fields mapped by hand win, input columns never do. */
	ownConstants?: { [key: string]: Json };
	/** The fields are those of the API's own description: input columns that are none of them stay behind. */
	described?: true;
	reply: ReplyMap;
	/** Gets the whole project when the create reply is too sparse, or for "verify". Reply as `reply`, but `at`. */
	fetch?: Call & Pick<ReplyMap, 'at'>;
	/** The create reply is so sparse that `fetch` always runs. */
	sparse?: true;
	followUps?: FollowUp[];
	/** Reply as `reply`, but `ok`, and `at` where it differs. */
	update?: Call &
		Pick<ReplyMap, 'at' | 'ok'> & {
			/** Its reply does not show the project, which `fetch` gets then. */
			sparse?: true;
			/** Method and path are by the custom of REST: nobody has said them. */
			guessed?: true;
		};
	lookup?: { name?: LookupCall; key?: LookupCall; reference?: LookupCall };
	reference?: ReferenceDefinition;
	duplicates?: DuplicateMatch[];
	errors?: {
		/** Where the message is, tried before the common shapes. */
		message?: Path[];
		/** Answers that do not say what is wrong, and what they mean; shown beside their own words. */
		meanings?: Array<AnswerMatch & { means: string }>;
	};
	limits?: LimitDefinition;
	job?: JobDefinition;
	idempotency?: IdempotencyDefinition;
	variants?: Variant[];
}

// ---------------------------------------------------------------------------------------------
// As definitions write it

/** A field, where what is usual is left out. */
export interface WrittenField extends Omit<FieldDefinition, 'options' | 'live'> {
	/** Also as an object, each choice with what goes on the wire: `{ private: true, public: false }`. */
	options?: FieldDefinition['options'] | Record<string, Json>;
	live?: WrittenList;
}

/** A list, by default the reply itself, of entries with an `id` and a `name`. */
export type WrittenList = Omit<LiveOptions, 'items' | 'value' | 'label'> & Partial<Pick<LiveOptions, 'items' | 'value' | 'label'>>;

/** A sign-in, by default with one secret that is called like it and sent as a bearer token. */
export type WrittenRecipe = Omit<AuthRecipe, 'fields'> & Partial<Pick<AuthRecipe, 'fields'>>;

export interface WrittenService extends Omit<ServiceDefinition, 'fields' | 'auth'> {
	fields: WrittenField[];
	auth?: WrittenRecipe[];
}

/** A definition with all that it leaves out. */
export const defineService = ({ fields, auth, ...rest }: WrittenService): ServiceDefinition => ({
	...rest,
	...(auth && { auth: auth.map(wholeRecipe) }),
	fields: fields.map(wholeField),
});

const wholeRecipe = (recipe: WrittenRecipe): AuthRecipe => {
	const { name, fields, headers, query, basic, body, pairs, login } = recipe;
	const isSaid = [headers, query, basic, body, pairs, login].some((way) => way !== undefined);
	return {
		...recipe,
		...(!isSaid && !fields && { headers: { Authorization: 'Bearer {token}' } }),
		fields: fields ?? [{ name: 'token', displayName: name, secret: true }],
	};
};

const wholeField = ({ options, live, ...rest }: WrittenField): FieldDefinition => ({
	...rest,
	...(options && { options: Array.isArray(options) ? options : Object.entries(options).map(([value, sends]) => ({ value, sends })) }),
	...(live && { live: { items: '', value: 'id', label: 'name', ...live } }),
});
