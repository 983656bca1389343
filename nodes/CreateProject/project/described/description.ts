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
	/** What the person should know: what was left out, and where to put it. */
	hints: string[];
}

/** Property names that hold a project's name, the surest first. */
export const NAME_WORDS = ['name', 'title', 'displayName', 'display_name', 'label', 'subject', 'projectName', 'project_name', 'full_name'];

/** Is this the name of a property that holds a name? Compared without case, `_` and `-`. */
export const nameRank = (property: string): number => {
	const plain = property.toLowerCase().replace(/[_-]/g, '');
	const exact = NAME_WORDS.findIndex((word) => word.toLowerCase().replace(/_/g, '') === plain);
	if (exact >= 0) return exact;
	return /(name|title)$/.test(plain) && !/(user|host|file|first|last|nick|class|domain|path)name$/.test(plain)
		? NAME_WORDS.length
		: Infinity;
};

/** The property of these that holds the name, or `undefined`. */
export const nameAmong = (properties: readonly string[]): string | undefined =>
	[...properties].filter((property) => nameRank(property) < Infinity).sort((a, b) => nameRank(a) - nameRank(b))[0];

/** Where replies hold a project's parts, the surest first. Dots lead into objects. */
export const REPLY_PARTS = {
	id: ['id', 'gid', 'uuid', '_id', 'uid', 'documentId', 'guid', 'project_id', 'projectId', 'ID', 'Id'],
	key: ['key', 'identifier', 'shortName', 'slug', 'code'],
	url: ['web_url', 'html_url', 'permalink_url', 'permalink', 'app_url', 'webUrl', 'htmlUrl', 'links.html.href', '_links.html.href', 'url'],
	createdAt: ['created_at', 'createdAt', 'created_on', 'createdOn', 'created', 'date_created', 'dateCreated', 'CreatedAt', 'createTime'],
} as const;
