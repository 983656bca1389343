import type { Json } from '../../nodes/CreateProject/services/service';

/** A request as it must leave the machine. Header names in lower case; headers not named may be there too. */
export interface ExpectedRequest {
	method: string;
	/** With the query string, parameters in the order sent; `URLSearchParams` encoding. */
	url: string;
	headers?: Record<string, string>;
	/** JSON body as a value; a form body as its text; `undefined`: no body. */
	body?: Json;
}

export interface SampleReply {
	status: number;
	headers?: Record<string, string>;
	/** JSON value, or a text with its own content-type header. */
	body?: Json;
}

/**
 * What a definition promises, as a table: the exact requests on the wire and what is made of
 * realistic replies. One file per service; `definitions.test.ts` runs them all through the real
 * request, reply and failure code.
 */
export interface ServiceCase {
	/** Definition id. */
	service: string;
	/** Values of the credential's fields. */
	credential: Record<string, string>;
	/** Name of the auth recipe. Default: the first; `OAuth2` for the service's OAuth recipe. */
	auth?: string;
	creates: Array<{
		title: string;
		auth?: string;
		credential?: Record<string, string>;
		name: string;
		fields?: Record<string, Json>;
		/** The create request; follow-ups, job polls and the fetch come after it in this order. */
		expect: ExpectedRequest[];
		/** One reply per request. */
		replies: SampleReply[];
		/** What comes out; else `fails`. */
		project?: { id: string; key?: string; name?: string; url?: string };
		/** A create that is taken and fails later, in its job: as what, and the vendor's own words. */
		fails?: { reason: string; says: string };
	}>;
	/** An existing project found by its name and updated: the searches, then the update. */
	updates?: Array<{
		title: string;
		name: string;
		fields?: Record<string, Json>;
		expect: ExpectedRequest[];
		replies: SampleReply[];
		id: string;
		/** What the output says beside the project. Default: nothing. */
		hints?: string[];
	}>;
	/** Vendor errors. `kind`: what the engine must take the answer for. */
	refusals: Array<{
		title: string;
		reply: SampleReply;
		kind: 'duplicate' | 'limit' | 'invalid' | 'unauthorized' | 'forbidden' | 'notFound' | 'unknown' | 'failed';
		/** The vendor's own words that must be in the message. */
		says?: string;
		/** Part of what the definition says of such an answer. */
		means?: string;
	}>;
	lookups: Array<{
		title: string;
		by: 'name' | 'key' | 'reference';
		value: string;
		/** Input fields the lookup's placeholders need (a workspace). */
		fields?: Record<string, Json>;
		expect: ExpectedRequest[];
		replies: SampleReply[];
		/** Ids found; empty: provably absent, unless `hasGaps`. */
		finds: string[];
		/** The answer does not show every project, so that finding none proves nothing. */
		hasGaps?: true;
	}>;
	/** Choices of a field that the API lists: the requests while the node is edited, and what is offered, sorted by name. */
	lists?: Array<{
		field: string;
		/** Values of the fields that the list hangs on. */
		given?: Record<string, Json>;
		expect: ExpectedRequest[];
		replies: SampleReply[];
		/** Name and value of each. */
		choices: Array<[string, string | number]>;
	}>;
	/** Input that must be refused before anything is sent: fields and a part of the message. */
	rejects?: Array<{ name?: string; fields: Record<string, Json>; says: string }>;
}
