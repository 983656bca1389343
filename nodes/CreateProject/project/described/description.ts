import type { FieldDefinition, Json, Method, ReplyMap } from '../../services/service';

/**
 * What a document, a command or an example tells about an API, as far as it could be derived. Every part is a
 * proposal: a person's own setting takes its place.
 */
export interface ApiDescription {
	/** The create request. `path` is relative to the Base URL, with placeholders in braces. */
	method?: Method;
	path?: string;
	encoding?: 'json' | 'form' | 'query';
	/** Content-Type where it is not the encoding's own. */
	contentType?: string;
	/** Path of the object that holds all fields in the body: `data.attributes`. */
	envelope?: string;
	/** Entries of the body that are always the same, by path from the body's root. */
	constants?: Record<string, Json>;
	/** Where the project's name goes, inside the envelope. */
	nameField?: string;
	/** What the API takes for a name. */
	nameRules?: Pick<FieldDefinition, 'pattern' | 'maxLength' | 'minLength'>;
	fields: FieldDefinition[];
	/** The fields are all there are: of a document, not of one example. */
	isWhole?: true;
	/** Sent with every request. */
	headers?: Record<string, string>;
	query?: Record<string, string>;
	/** Statuses the document names for a create that worked. */
	successStatuses?: number[];
	reply: Pick<ReplyMap, 'at' | 'id' | 'key' | 'name' | 'url' | 'createdAt'>;
	/** The list of projects; `filter` is the parameter that takes a name, `items` where the list is in the answer. */
	list?: { path: string; filter?: string; items?: string };
	/** Reads one project; `{id}` stands for its id, `at` for where it is in the answer. */
	one?: { path: string; at?: string };
	update?: { method: Method; path: string };
	/** Header of the create request that takes an idempotency key. */
	idempotencyHeader?: string;
	/** Other operations that could be the create request, best first. */
	choices: Array<{ method: Method; path: string }>;
	/** The address of the document, where the person gave that of a page that shows it. */
	foundAt?: string;
	/** What the person should know: what was left out, and where to put it. */
	hints: string[];
}

/** Property names that hold a project's name, the surest first. */
export const NAME_WORDS = [
	'name',
	'title',
	'displayName',
	'display_name',
	'label',
	'subject',
	'projectName',
	'project_name',
	'projectTitle',
	'full_name',
];

/** Whose name stands beside a project's own: what they are called is never what the project is called. */
const OTHERS = (
	'user host file first last middle nick class domain path company client customer owner manager contact creator author template ' +
	'parent city street country event'
).split(' ');
/** What holds projects, and may be what is made. */
const HOLDERS = /^(organi[sz]ation|team|group|workspace|department|category|account|tenant|portal|repository|service|bucket)$/;

/**
 * Is this the name of a property that holds a name? Compared without case, `_` and `-`.
 *
 * @param thing what is made, such as `board`: its own `boardName` is sure, whatever else the word stands for.
 * @returns the lower the surer, `Infinity` for none.
 */
export const nameRank = (property: string, thing = 'project'): number => {
	const plain = property.toLowerCase().replace(/[_-]/g, '');
	const exact = NAME_WORDS.findIndex((word) => word.toLowerCase().replace(/_/g, '') === plain);
	if (exact >= 0) return exact;
	if (plain === `${thing}name` || plain === `${thing}title`) return NAME_WORDS.length;
	const [, whose] = /^(.*)(?:name|title)$/.exec(plain) ?? [];
	if (whose === undefined || OTHERS.some((other) => whose.endsWith(other))) return Infinity;
	return NAME_WORDS.length + (HOLDERS.test(whose) ? 2 : 1);
};

/** The property of these that holds the name, or `undefined`. */
export const nameAmong = (properties: readonly string[], thing?: string): string | undefined =>
	properties
		.map((property) => ({ property, rank: nameRank(property, thing) }))
		.filter(({ rank }) => rank < Infinity)
		.sort((a, b) => a.rank - b.rank)[0]?.property;

/** Kept in versions, each with a number of its own: the document's ID is the one that a project is addressed by. */
const VERSIONED = ['id', 'documentId', 'createdAt', 'updatedAt'];

/** The property of these that holds the ID, or `undefined`. */
export const idAmong = (has: (property: string) => boolean): string | undefined =>
	VERSIONED.every(has) ? 'documentId' : REPLY_PARTS.id.find(has);

/** What a path of a list of things makes: `/v1/teams/{id}/boards` a `board`. */
export const thingOf = (path: string): string => {
	const words = path
		.split(/[/?#]/)
		.filter((segment) => segment !== '' && !segment.startsWith('{'))
		.at(-1);
	const plain = (words ?? '')
		.toLowerCase()
		.replace(/\.\w+$/, '')
		.replace(/[^a-z]/g, '');
	return plain.endsWith('ies') ? `${plain.slice(0, -3)}y` : plain.replace(/([^s])s$/, '$1');
};

/** Where replies hold a project's parts, the surest first. Dots lead into objects. */
export const REPLY_PARTS = {
	id: ['id', 'gid', 'uuid', '_id', 'uid', 'documentId', 'guid', 'project_id', 'projectId', 'ID', 'Id'],
	key: ['key', 'identifier', 'shortName', 'slug', 'code'],
	url: ['web_url', 'html_url', 'permalink_url', 'permalink', 'app_url', 'webUrl', 'htmlUrl', 'links.html.href', '_links.html.href', 'url'],
	createdAt: ['created_at', 'createdAt', 'created_on', 'createdOn', 'created', 'date_created', 'dateCreated', 'CreatedAt', 'createTime'],
} as const;
