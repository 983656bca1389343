import type { Trouble } from '../delivery/outcome';
import { isObject } from '../project/json';
import { nameAmong, nameRank } from '../project/described/description';
import type { ServiceDefinition } from '../services/service';

// Of texts without quotation marks and paths, see `bare`. Names are bounded, for the texts are anybody's.

/** How frameworks say that a body has something that they do not know. */
const UNKNOWN = [
	/propert(?:y|ies) ([A-Za-z_][\w.-]{0,60}) (?:should not exist|is not (?:allowed|expected|defined)|does not exist)/i,
	/([A-Za-z_][\w.-]{0,60}) is not (?:a (?:known |valid )?(?:property|field|attribute|parameter|column)|allowed|permitted)/i,
	/(?:un(?:known|recognized|expected|permitted)|extra) (?:field|property|attribute|parameter)[: ]{1,3}([A-Za-z_][\w.-]{0,60})/i,
	/(?:un(?:known|recognized|expected)|extra) (?:keys?|key\(s\)|fields)(?: in object)?[: ]{1,3}([A-Za-z_][\w.-]{0,60})/i,
	/\(([A-Za-z_][\w.-]{0,60}) (?:was|were) unexpected\)/i,
	/([A-Za-z_][\w.-]{0,60}): ?(?:extra (?:fields|inputs) (?:are )?not (?:permitted|allowed)|unknown field|not permitted)/i,
];
/** How they say that something is missing. */
const MISSING = [
	/param(?:eter)? is missing or the value is empty(?: or invalid)?: ([A-Za-z_][\w.-]{0,60})/i,
	/missing (?:required )?(?:property|field|parameter|key|attribute|argument)[: ]{1,3}([A-Za-z_][\w.-]{0,60})/i,
	/missing ([A-Za-z_][\w.-]{0,60}) (?:payload|member|key|object|root|element|parameter|property|field)/i,
	/must have required property ([A-Za-z_][\w.-]{0,60})/i,
	/([A-Za-z_][\w.-]{0,60})(?: field| property| attribute| parameter)? (?:is|are) (?:required|missing|a required)/i,
	/([A-Za-z_][\w.-]{0,60}) (?:should not be empty|must not be (?:empty|blank|null)|may not be (?:blank|null|empty))/i,
	/([A-Za-z_][\w.-]{0,60}) (?:cant|cannot|can not) be (?:blank|empty|null)/i,
	/([A-Za-z_][\w.-]{0,60}): ?(?:this field is required|field required|required|missing|is required)/i,
];

/** The beginning of a text, without quotation marks and what says that something is in the body. */
const bare = (text: string): string =>
	text
		.slice(0, 2000)
		.replace(/["'`“”‘’]/g, '')
		.replace(/\bbody\./g, '')
		.replace(/(^|\s)\//g, '$1');

const namesIn = (texts: readonly string[], patterns: readonly RegExp[]): string[] => [
	...new Set(
		texts.flatMap((text) =>
			patterns.flatMap((wanted) => {
				const name = wanted.exec(bare(text))?.[1];
				return name === undefined || COMMON.has(name.toLowerCase()) ? [] : [name];
			}),
		),
	),
];
/** Words of a sentence that stand where a name may. */
const COMMON = new Set(
	'the this that it a an field property value parameter key body request one of input data_ is are not and or'.split(' '),
);

/** Objects that APIs want around all fields. */
const ENVELOPES = /^(data|project|item|payload|attributes|board|record|resource|params|body|object|input|workspace|repository)$/i;

/**
 * Which setting of a custom API to change, and to what, by the API's own refusal; empty where it does not say. A person has set these
 * by hand, or not yet.
 */
export function settingAdvice({ status, complaint, request = '' }: Trouble, definition: ServiceDefinition): string {
	const path = request.split(' ')[1] ?? '/projects';
	const { create } = definition;
	switch (status) {
		case 404:
			return (
				`If projects are created elsewhere, set 'Request: Path' under 'API Settings': now it is ${path}. ` +
				(path.endsWith('/') ? `Some APIs want no slash at its end` : `Some APIs want a slash at its end: ${path}/`)
			);
		case 405:
		case 501:
			return (
				`Nothing is created by ${request} here: set 'Request: Path' under 'API Settings' to the list of projects, ` +
				"or 'Request: Method' to PUT"
			);
		case 406:
		case 415:
			return create.encoding === 'form' || create.encoding === 'query'
				? "Set 'Request: Body Format' under 'API Settings' to JSON"
				: "Set 'Request: Body Format' under 'API Settings' to Form, or the Content-Type that the API names under 'Request: Constant Headers'";
	}
	const texts = [
		complaint.message,
		...Object.entries(complaint.fields).flatMap(([name, said]) => said.flatMap((text) => [text, `${name}: ${text}`])),
	];
	const nameField = definition.name?.to ?? 'name';
	const root = isObject(create.body) ? Object.keys(create.body).find((key) => key !== '...') : undefined;
	const unknown = namesIn(texts, UNKNOWN);
	const missing = namesIn(texts, MISSING).filter((name) => !unknown.includes(name));
	const wanted = nameAmong(missing.filter((name) => name !== nameField));
	if (wanted !== undefined)
		return `The API calls the project's name '${wanted}': set 'Request: Name Field' under 'API Settings' to ${wanted}`;
	const envelope = missing.find((name) => ENVELOPES.test(name) && name !== root);
	if (envelope !== undefined)
		return `The API wants all fields inside '${envelope}': set 'Request: Envelope' under 'API Settings' to ${envelope}`;
	if (root !== undefined && unknown.includes(root))
		return `The API knows no '${root}' around the fields: clear 'Request: Envelope' under 'API Settings'`;
	if (unknown.includes(nameField))
		return (
			`The API knows no field '${nameField}': set 'Request: Name Field' under 'API Settings' to what it calls the project's name, ` +
			"or 'Request: Envelope' to the object around it"
		);
	const [other] = unknown;
	if (other !== undefined)
		return (
			`The API knows no field '${other}': remove it under 'Custom Fields' or 'Values to Send', or give its own name under ` +
			"'Request: Field Names' in 'API Settings'"
		);
	const left = missing.filter((name) => name !== nameField || nameRank(name) === Infinity);
	return left.length === 0 ? '' : `Add ${left.map((name) => `'${name}'`).join(', ')} under 'Custom Fields'`;
}
