import type { FieldDefinition, Json, Method } from '../../services/service';
import { getSegments, isObject, segmentsOf, type JsonObject } from '../json';
import { InputProblem } from '../problem';
import { idAmong, nameAmong, nameRank, REPLY_PARTS, thingOf, type ApiDescription } from './description';
import { fieldOf, listOf, SCHEMA_LIMITS, Schemas, segmentOf, typesOf, type ObjectShape } from './schema';
import { withoutEnd } from '../text';

/** What the person has said already; it limits the choice. */
export interface Wanted {
	method?: string;
	path?: string;
	/** Settings of the person's that the document is read with. */
	envelope?: string;
	nameField?: string;
	/** The credential's address: what a server's path and it have in common is not sent twice. */
	baseUrl?: string;
}

interface Operation {
	method: Method;
	/** As in the document. */
	key: string;
	item: JsonObject;
	body: JsonObject;
}

const METHODS: Method[] = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'];

/**
 * Describes an API from its OpenAPI 3.0 or 3.1 document, or its Swagger 2 one.
 *
 * @param at where it was found, if not where the person said.
 * @throws {InputProblem} when the document has no operation that could create a project.
 */
export function describeOpenApi(document: Json, wanted: Wanted = {}, at?: string): ApiDescription {
	if (!isObject(document) || !isObject(document.paths)) {
		throw new InputProblem(
			"The 'OpenAPI Document' describes no paths",
			'Give the OpenAPI or Swagger document of the API: it has an entry "paths". Its address often ends with openapi.json or swagger.json.',
		);
	}
	const description = new Reader(document, withoutFormats(document.paths), wanted).read();
	return at === undefined ? description : { ...description, foundAt: at };
}

/** An object in an answer, and the way to it. */
interface FoundShape {
	shape: ObjectShape;
	path: string[];
}

const hasId = ({ properties }: ObjectShape): boolean => idAmong((name) => properties.has(name)) !== undefined;

class Reader {
	private readonly schemas: Schemas;
	private readonly hints: string[] = [];
	private readonly prefix: string;

	constructor(
		private readonly document: JsonObject,
		private readonly paths: JsonObject,
		private readonly wanted: Wanted,
	) {
		this.schemas = new Schemas(document);
		this.prefix = prefixOf(document, wanted.baseUrl);
	}

	read(): ApiDescription {
		const [operation, ...others] = this.candidates();
		if (!operation) {
			const { method = 'POST', path } = this.wanted;
			throw path
				? new InputProblem(
						`The 'OpenAPI Document' does not describe ${method} ${path}`,
						"Check 'Request: Path' and 'Request: Method' in 'API Settings'.",
					)
				: new InputProblem(
						"The 'OpenAPI Document' describes no request that creates something",
						"Set 'Request: Path' in 'API Settings' by hand.",
					);
		}
		const description: ApiDescription = {
			method: operation.method,
			path: this.wanted.path?.split('?')[0] || `${this.prefix}${operation.key}`,
			fields: [],
			isWhole: true,
			reply: {},
			choices: others.slice(0, 20).map(({ method, key }) => ({ method, path: `${this.prefix}${key}` })),
			hints: this.hints,
		};
		this.readBody(operation, description);
		this.readParameters(operation, description);
		this.readAnswer(operation, description);
		this.readList(operation, description);
		this.readOne(operation, description);
		if (this.schemas.isExhausted) this.hints.push('The document is very large; only a part of it was read');
		return description;
	}

	/** Operations that could create a project, best first; only those of the wanted path where one is set. */
	private candidates(): Operation[] {
		const { method, path } = this.wanted;
		const all = Object.entries(this.paths).flatMap(([key, given]) => {
			const item = this.schemas.resolve(given);
			if (!item) return [];
			return METHODS.flatMap((verb): Operation[] => {
				const body = item[verb.toLowerCase()];
				return isObject(body) ? [{ method: verb, key, item, body }] : [];
			});
		});
		if (path !== undefined && path !== '') {
			const shape = shapeOf(path);
			const verb = (method ?? '').toUpperCase();
			const ofPath = all.filter(({ key }) => [shapeOf(key), shapeOf(`${this.prefix}${key}`)].includes(shape));
			const ending = ofPath.length > 0 || shape === '/' ? ofPath : all.filter(({ key }) => shapeOf(key).endsWith(shape));
			const fits = ending.filter((operation) => (verb === '' ? ['POST', 'PUT'].includes(operation.method) : operation.method === verb));
			return fits;
		}
		const scored = all
			.filter((operation) => (method ? operation.method === method.toUpperCase() : ['POST', 'PUT'].includes(operation.method)))
			.map((operation) => ({ operation, score: this.score(operation) }))
			.filter(({ score }) => score > 0);
		return scored.sort((a, b) => b.score - a.score).map(({ operation }) => operation);
	}

	/** How much an operation looks like the one that creates a project. */
	private score({ method, key, body }: Operation): number {
		const segments = key.split('/').filter((segment) => segment !== '');
		const last = (segments.at(-1) ?? '').replace(/\.(json|xml|\{\w+\})$/, '');
		// A path that ends with an id replaces what is there.
		if (/^\{.*\}$/.test(last)) return 0;
		let score = 1;
		if (/^projects?$/i.test(last)) score += 20;
		else if (/project/i.test(last)) score += 8;
		if (/^(boards?|repos?|repositories|workspaces?|spaces?|folders?|items?|records?|rows?|lists?|cases?|sites?)$/i.test(last)) score += 4;
		const words = `${String(body.operationId ?? '')} ${String(body.summary ?? '')}`;
		if (/\b(create|add|new|insert)|^(post|create|add)/i.test(words)) score += 3;
		if (/project/i.test(words)) score += 3;
		if (
			/(batch|bulk|import|search|query|login|logout|auth|token|session|webhook|upload|duplicate|copy|archive|invite|validate)/i.test(key)
		) {
			score -= 25;
		}
		if (isObject(body.responses) && body.responses['201'] !== undefined) score += 2;
		if (method === 'PUT') score -= 2;
		if (body.deprecated === true) score -= 5;
		score -= segments.filter((segment) => segment.startsWith('{')).length;
		const shape = this.bodyShape(body);
		if (shape && nameAmong([...shape.properties.keys()], thingOf(key)) !== undefined) score += 6;
		return score;
	}

	// ------------------------------------------------------------------------------------------
	// The request

	private bodyShape(operation: JsonObject): ObjectShape | undefined {
		const schema = this.bodySchema(operation)?.schema;
		return schema === undefined ? undefined : this.schemas.objectOf(schema);
	}

	private bodySchema(operation: JsonObject): { schema: Json; type: string } | undefined {
		const body = this.schemas.resolve(operation.requestBody);
		const contents = body && isObject(body.content) ? body.content : undefined;
		if (contents) {
			const types = Object.keys(contents);
			const type =
				types.find((name) => /^application\/json\b/i.test(name)) ??
				types.find((name) => /[+/]json\b/i.test(name)) ??
				types.find((name) => /x-www-form-urlencoded/i.test(name)) ??
				types[0];
			const schema = type === undefined ? undefined : getSegments(contents, [type, 'schema']);
			return schema === undefined ? undefined : { schema: schema as Json, type };
		}
		// Swagger 2: the body is one of the parameters, or all form parameters together are.
		const parameters = listOf(operation.parameters).map((entry) => this.schemas.resolve(entry));
		const consumes = [...listOf(operation.consumes), ...listOf(this.document.consumes)].filter((type) => typeof type === 'string');
		const whole = parameters.find((entry) => entry?.in === 'body');
		if (whole?.schema !== undefined) return { schema: whole.schema, type: consumes[0] ?? 'application/json' };
		const form = parameters.filter((entry): entry is JsonObject => entry?.in === 'formData');
		if (form.length === 0) return undefined;
		return {
			schema: {
				type: 'object',
				properties: Object.fromEntries(form.map((entry) => [String(entry.name), entry])),
				required: form.filter((entry) => entry.required === true).map((entry) => String(entry.name)),
			},
			type: 'application/x-www-form-urlencoded',
		};
	}

	private readBody(operation: Operation, description: ApiDescription): void {
		const found = this.bodySchema(operation.body);
		if (!found) {
			const isInQuery = this.parametersOf(operation).some((entry) => entry.in === 'query' && nameRank(String(entry.name)) < Infinity);
			if (operation.method === 'GET' || isInQuery) description.encoding = 'query';
			else
				this.hints.push(
					"The document does not say what the request takes: name the API's fields under 'Custom Fields', " +
						"and the project's name under 'Request: Name Field'",
				);
			return;
		}
		if (/form/i.test(found.type)) description.encoding = 'form';
		else if (!/^application\/json\b/i.test(found.type)) description.contentType = found.type.split(';')[0];
		let shape = this.schemas.objectOf(found.schema);
		const envelope: string[] = [];
		const constants: Record<string, Json> = {};
		// `{ "project": { "name": … } }`, `{ "data": { "type": "projects", "attributes": { "name": … } } }`
		const thing = thingOf(operation.key);
		for (const step of this.wanted.envelope ? this.stepsTo(shape, this.wanted.envelope) : this.envelopeOf(shape, thing)) {
			for (const [name, property] of shape.properties) {
				const constant = name === step.name ? undefined : constantOf(this.schemas.plain(property));
				if (constant !== undefined) constants[[...envelope, segmentOf(name)].join('.')] = constant;
			}
			envelope.push(segmentOf(step.name));
			shape = step.shape;
		}
		if (envelope.length > 0) description.envelope = envelope.join('.');
		const fields: FieldDefinition[] = [];
		const answered = new Set<unknown>(this.projectIn(this.answerSchema(operation.body))?.shape.properties.values());
		this.collect(shape, '', true, SCHEMA_LIMITS.depth, { fields, constants, envelope, answered });
		const flat = fields.filter(({ id }) => !id.includes('.')).map(({ id }) => id);
		const name = this.wanted.nameField || (nameAmong(flat, thing) ?? nameInside(fields, thing));
		if (name !== undefined) description.nameField = name;
		else this.hints.push("The document names no field for the project's name: set 'Request: Name Field'");
		const { pattern, maxLength, minLength } = fields.find(({ id }) => id === name) ?? {};
		const rules = Object.entries({ pattern, maxLength, minLength }).filter(([, rule]) => rule !== undefined);
		if (rules.length > 0) description.nameRules = Object.fromEntries(rules);
		description.fields.push(...fields.filter(({ id }) => id !== name).slice(0, SCHEMA_LIMITS.fields));
		if (Object.keys(constants).length > 0) description.constants = constants;
	}

	/** The steps from a body without a name to the object in it that has one; none where no object has. */
	private envelopeOf(
		{ properties, required }: ObjectShape,
		thing: string,
		depth: number = SCHEMA_LIMITS.depth,
	): Array<{ name: string; shape: ObjectShape }> {
		if (depth === 0 || nameAmong([...properties.keys()], thing) !== undefined) return [];
		const inner = [...properties].flatMap(([name, property]) => {
			const schema = this.schemas.plain(property);
			if (!schema || typesOf(schema).includes('array') || schema.readOnly === true) return [];
			const shape = this.schemas.objectOf(property);
			if (shape.properties.size === 0) return [];
			const isNamed = nameAmong([...shape.properties.keys()], thing) !== undefined;
			// One step further in, as JSON:API has it.
			const steps = isNamed ? [] : this.envelopeOf(shape, thing, depth - 1);
			return isNamed || steps.length > 0 ? [{ name, shape, steps, isRequired: required.has(name) }] : [];
		});
		// A body with fields of its own beside the object is no envelope: the name is inside one of them.
		const isAlone = ({ name }: { name: string }): boolean =>
			[...properties].every(([other, property]) => other === name || this.saysNothing(other, property));
		const best = inner.find(({ isRequired }) => isRequired) ?? inner.find(isAlone);
		return best ? [{ name: best.name, shape: best.shape }, ...best.steps] : [];
	}

	/** The way that a person's *Envelope* names. */
	private stepsTo(start: ObjectShape, envelope: string): Array<{ name: string; shape: ObjectShape }> {
		let shape = start;
		return segmentsOf(envelope).map((name) => {
			shape = this.schemas.objectOf(shape.properties.get(name));
			return { name, shape };
		});
	}

	/** A property that is no question to a person: constant, read only, or the frame of JSON:API. */
	private saysNothing(name: string, property: JsonObject): boolean {
		const schema = this.schemas.plain(property);
		return schema?.readOnly === true || constantOf(schema) !== undefined || /^(id|type|links|meta|relationships|jsonapi)$/.test(name);
	}

	private collect(
		{ properties, required }: ObjectShape,
		prefix: string,
		isNeeded: boolean,
		depth: number,
		into: { fields: FieldDefinition[]; constants: Record<string, Json>; envelope: readonly string[]; answered: ReadonlySet<unknown> },
	): void {
		for (const [name, property] of properties) {
			if (into.fields.length > SCHEMA_LIMITS.fields || this.schemas.isExhausted) return;
			// What the document refers to and does not hold may be anything: it is offered as a text.
			const schema = this.schemas.plain(property) ?? {};
			if (schema.readOnly === true) continue;
			const id = prefix === '' ? segmentOf(name) : `${prefix}.${segmentOf(name)}`;
			const isRequired = isNeeded && required.has(name);
			const isMade = prefix === '' && MADE_BY_SERVER.test(name);
			// Where one schema serves the request and the answer, what it requires of the answer is not asked for.
			if (isMade && (!isRequired || into.answered.has(property))) continue;
			if (schema.deprecated === true && !isRequired) continue;
			const constant = constantOf(schema);
			if (constant !== undefined && isRequired) {
				into.constants[[...into.envelope, id].join('.')] = constant;
				continue;
			}
			const inner = typesOf(schema).includes('array') ? undefined : this.schemas.objectOf(property);
			if (inner && inner.properties.size > 0 && depth > 1) this.collect(inner, id, isRequired, depth - 1, into);
			else if (!into.fields.some((field) => field.id === id)) into.fields.push(fieldOf(this.schemas, id, property, isRequired));
		}
	}

	// ------------------------------------------------------------------------------------------
	// Parameters

	/** Of the path item and the operation; the operation's own win (OpenAPI 3.1, 4.8.10). */
	private parametersOf({ item, body }: Operation): JsonObject[] {
		const found = new Map<string, JsonObject>();
		for (const entry of [...listOf(item.parameters), ...listOf(body.parameters)]) {
			const parameter = this.schemas.resolve(entry);
			if (parameter && typeof parameter.name === 'string') found.set(`${String(parameter.in)} ${parameter.name}`, parameter);
		}
		return [...found.values()];
	}

	private readParameters(operation: Operation, description: ApiDescription): void {
		const headers: Record<string, string> = {};
		const pathFields: FieldDefinition[] = [];
		// A person's own path may call its placeholders otherwise.
		const own = placeholders(description.path ?? '');
		const names = new Map(placeholders(operation.key).map((name, position) => [name, own[position] ?? name]));
		const parameters = this.parametersOf(operation);
		const inQuery = nameAmong(
			parameters.filter((entry) => entry.in === 'query').map((entry) => String(entry.name)),
			thingOf(operation.key),
		);
		for (const parameter of parameters) {
			const name = String(parameter.name);
			const schema = this.schemas.plain(parameter.schema ?? parameter) ?? {};
			const isRequired = parameter.required === true;
			const described = { ...schema, ...(typeof parameter.description === 'string' ? { description: parameter.description } : {}) };
			if (parameter.in === 'path') {
				const id = names.get(name);
				if (id !== undefined) pathFields.push({ ...fieldOf(this.schemas, id, described, true), in: 'path' });
			} else if (parameter.in === 'query' && description.encoding === 'query') {
				// Everything travels in the query then, and is asked for as what stands in a body.
				if (name === inQuery) description.nameField = name;
				else if (isRequired || !NO_FIELD.test(name)) description.fields.push(fieldOf(this.schemas, name, described, isRequired));
			} else if (parameter.in === 'query' && isRequired) {
				description.fields.push({ ...fieldOf(this.schemas, name, described, true), in: 'query' });
			} else if (parameter.in === 'header' && !/^(accept|content-type|authorization|cookie)$/i.test(name)) {
				if (/idempotency|request-?id$/i.test(name) && /idempot/i.test(`${name} ${String(parameter.description ?? '')}`)) {
					description.idempotencyHeader = name;
				} else if (isRequired) {
					const value = constantOf(schema) ?? schema.default ?? schema.example ?? parameter.example;
					if (typeof value === 'string' || typeof value === 'number') headers[name] = String(value);
					else if (/key|token|secret/i.test(name)) this.hints.push(`The API asks for the header '${name}': it belongs into the credential`);
					else this.hints.push(`The API asks for the header '${name}': add it under 'Request: Constant Headers'`);
				}
			}
		}
		if (Object.keys(headers).length > 0) description.headers = headers;
		// Placeholders that the document does not list are asked for all the same.
		for (const id of own) {
			if (!pathFields.some((field) => field.id === id)) pathFields.push({ id, displayName: id, in: 'path', required: true });
		}
		const inPath = new Set(pathFields.map(({ id }) => id));
		description.fields = [...pathFields, ...description.fields.filter(({ id }) => !inPath.has(id))];
	}

	// ------------------------------------------------------------------------------------------
	// Answers

	private answerSchema(operation: JsonObject): Json | undefined {
		const responses = isObject(operation.responses) ? operation.responses : {};
		const status = ['201', '200', '202', '2XX', 'default'].find((code) => responses[code] !== undefined);
		const response = status === undefined ? undefined : this.schemas.resolve(responses[status]);
		if (!response) return undefined;
		// Swagger 2 has the schema at the response itself.
		if (!isObject(response.content)) return response.schema;
		const types = Object.keys(response.content);
		const type = types.find((name) => /json/i.test(name)) ?? types[0];
		return type === undefined ? undefined : (getSegments(response.content, [type, 'schema']) as Json | undefined);
	}

	private readAnswer({ body }: Operation, description: ApiDescription): void {
		const statuses = Object.keys(isObject(body.responses) ? body.responses : {})
			.filter((code) => /^2\d\d$/.test(code))
			.map(Number);
		if (statuses.length > 0) description.successStatuses = statuses;
		const found = this.projectIn(this.answerSchema(body));
		if (!found) return;
		const { shape, path } = found;
		if (path.length > 0) description.reply.at = path.join('.');
		const properties = [...shape.properties.keys()];
		const id = idAmong((name) => shape.properties.has(name));
		if (id !== undefined) description.reply.id = id;
		const name = nameAmong(properties) ?? (shape.properties.has('attributes') ? this.nameInAttributes(shape) : undefined);
		if (name !== undefined) description.reply.name = name;
		const key = REPLY_PARTS.key.find((word) => shape.properties.has(word));
		if (key !== undefined) description.reply.key = key;
		const url = REPLY_PARTS.url.find((word) => shape.properties.has(word));
		if (url !== undefined) description.reply.url = url;
		const createdAt = REPLY_PARTS.createdAt.find((word) => shape.properties.has(word));
		if (createdAt !== undefined) description.reply.createdAt = createdAt;
	}

	private nameInAttributes(shape: ObjectShape): string | undefined {
		const inner = nameAmong([...this.schemas.objectOf(shape.properties.get('attributes')).properties.keys()]);
		return inner === undefined ? undefined : `attributes.${segmentOf(inner)}`;
	}

	/** The object with an ID in an answer, and the way to it; else the one in a list, as what Wrike has made comes back. */
	private projectIn(answer: unknown): FoundShape | undefined {
		return this.search(answer, [], this.asObject) ?? this.search(answer, [], this.asEntry);
	}

	private readonly asObject = (schema: unknown, path: string[]): FoundShape | undefined => {
		const shape = this.schemas.objectOf(schema);
		return hasId(shape) ? { shape, path } : undefined;
	};

	private readonly asEntry = (schema: unknown, path: string[]): FoundShape | undefined => {
		const items = this.schemas.plain(schema)?.items;
		if (!isObject(items)) return undefined;
		const shape = this.schemas.objectOf(items);
		return hasId(shape) && nameAmong([...shape.properties.keys()]) !== undefined ? { shape, path: [...path, '0'] } : undefined;
	};

	/** What fits in a schema, itself before what it wraps. */
	private search(
		schema: unknown,
		path: string[],
		fit: (schema: unknown, path: string[]) => FoundShape | undefined,
	): FoundShape | undefined {
		if (schema === undefined || path.length > SCHEMA_LIMITS.depth) return undefined;
		const found = fit(schema, path);
		if (found) return found;
		const wrappers = [...this.schemas.objectOf(schema).properties].sort(([a], [b]) => wrapperRank(a) - wrapperRank(b));
		for (const [name, property] of wrappers) {
			const inner = this.search(property, [...path, segmentOf(name)], fit);
			if (inner) return inner;
		}
		return undefined;
	}

	// ------------------------------------------------------------------------------------------
	// The list and the single project

	private operationAt(method: Method, matches: (key: string) => boolean): Operation | undefined {
		for (const [key, given] of Object.entries(this.paths)) {
			if (!matches(key)) continue;
			const item = this.schemas.resolve(given);
			const body = item?.[method.toLowerCase()];
			if (item && isObject(body)) return { method, key, item, body };
		}
		return undefined;
	}

	private readList({ key }: Operation, description: ApiDescription): void {
		const shape = shapeOf(key);
		const operation =
			this.operationAt('GET', (other) => shapeOf(other) === shape) ??
			// `POST /teams/{team}/projects` beside `GET /projects`: a list of all, which the search then compares.
			this.operationAt('GET', (other) => !other.includes('{') && shapeOf(other).split('/').at(-1) === shape.split('/').at(-1));
		if (!operation) return;
		const list: NonNullable<ApiDescription['list']> = { path: renamed(`${this.prefix}${operation.key}`, description.path ?? '') };
		const queries = this.parametersOf(operation)
			.filter((parameter) => parameter.in === 'query')
			.map((parameter) => String(parameter.name));
		const filter = filterAmong(queries, description.nameField ?? 'name');
		if (filter !== undefined) list.filter = filter;
		const items = this.itemsIn(this.answerSchema(operation.body), []);
		if (items !== undefined) list.items = items;
		description.list = list;
	}

	private itemsIn(schema: unknown, path: string[]): string | undefined {
		const plain = this.schemas.plain(schema);
		if (!plain || path.length > 2) return undefined;
		if (typesOf(plain).includes('array') || plain.items !== undefined) return path.join('.');
		const { properties } = this.schemas.objectOf(schema);
		const lists = [...properties].filter(([, property]) => {
			const inner = this.schemas.plain(property);
			return inner !== undefined && (typesOf(inner).includes('array') || inner.items !== undefined);
		});
		const best = lists.sort(([a], [b]) => listRank(a) - listRank(b))[0];
		if (best) return [...path, segmentOf(best[0])].join('.');
		for (const [name, property] of properties) {
			const inner = /^(data|result|results|response|_embedded|payload)$/.test(name)
				? this.itemsIn(property, [...path, segmentOf(name)])
				: undefined;
			if (inner !== undefined) return inner;
		}
		return undefined;
	}

	private readOne({ key }: Operation, description: ApiDescription): void {
		const below = new RegExp(`^${escaped(shapeOf(key).replace(/\.json$/, ''))}/\\{\\}(\\.json)?$`);
		const last = `/${shapeOf(key).split('/').at(-1) ?? ''}/{}`;
		const isOne = (other: string): boolean => below.test(shapeOf(other));
		const isOneElsewhere = (other: string): boolean => shapeOf(other) === last;
		const pathOf = (operation: Operation): string => withId(renamed(`${this.prefix}${operation.key}`, description.path ?? ''));
		const read = this.operationAt('GET', isOne) ?? this.operationAt('GET', isOneElsewhere);
		if (read) {
			const at = this.search(this.answerSchema(read.body), [], this.asObject)?.path.join('.');
			description.one = { path: pathOf(read), ...(at ? { at } : {}) };
		}
		for (const method of ['PATCH', 'PUT', 'POST'] as const) {
			const change = this.operationAt(method, isOne) ?? this.operationAt(method, isOneElsewhere);
			if (!change) continue;
			description.update = { method, path: pathOf(change) };
			return;
		}
	}
}

// ---------------------------------------------------------------------------------------------

/** What servers give a new project themselves, where nothing says that a request must have it. */
const MADE_BY_SERVER = /^(_?id|(date_?)?(created|updated|modified)(_?(at|on|date|time|by))?)$/i;

/** A format at a path's end (`/projects.{format}`) is no question to a person: JSON is asked for. */
const withoutFormats = (paths: JsonObject): JsonObject =>
	Object.fromEntries(Object.entries(paths).map(([key, item]) => [key.replace(/\.\{_?format\}$/i, '.json'), item]));

const placeholders = (path: string): string[] => [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);

/** A path without the names of its placeholders, its query and its outer slashes. */
const shapeOf = (text: string): string =>
	`/${text
		.split('?')[0]
		.replace(/\{[^{}]*\}/g, '{}')
		.split('/')
		.filter((segment) => segment !== '')
		.join('/')}`;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The document's own base path, as far as the credential's address does not have it already. */
function prefixOf(document: JsonObject, baseUrl: string | undefined): string {
	const server = getSegments(document, ['servers', '0', 'url']) ?? document.basePath;
	if (typeof server !== 'string') return '';
	// A server may be relative, its variables may stand in the host, and some write the host without a scheme.
	const path = withoutEnd(server.replace(/^(?:(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*|[^/]+:\d+(?=\/|$))/i, ''));
	if (path === '' || path.includes('{')) return '';
	const given = baseUrl !== undefined && URL.canParse(baseUrl) ? withoutEnd(new URL(baseUrl).pathname) : undefined;
	// An address that names a path of its own says where the API begins.
	return given === undefined || given !== '' ? '' : path.startsWith('/') ? path : `/${path}`;
}

/** `/teams/{team}/projects` with the names that the create path has for the same places. */
function renamed(path: string, create: string): string {
	const names = placeholders(create);
	let position = 0;
	const shared = Math.min(names.length, (path.match(/\{/g) ?? []).length);
	return path.replace(/\{([^{}]+)\}/g, (token) => {
		const name = position < shared ? names[position] : undefined;
		position++;
		return name === undefined ? token : `{${name}}`;
	});
}

/** The last placeholder of a path stands for the project. */
function withId(path: string): string {
	const at = path.lastIndexOf('{');
	return at < 0 ? path : `${path.slice(0, at)}{id}${path.slice(path.indexOf('}', at) + 1)}`;
}

/** Parameters that say how to answer, or who asks, and nothing of the project. */
const NO_FIELD = /^(fields?|expand|include|embed|format|pretty|callback|page|per_?page|limit|offset|sort|.*(key|token|secret))$/i;

function constantOf(schema: JsonObject | undefined): Json | undefined {
	if (!schema) return undefined;
	if (schema.const !== undefined) return schema.const;
	const choices = listOf(schema.enum);
	return choices.length === 1 && choices[0] !== null ? choices[0] : undefined;
}

/** The name of a name that stands inside an object, where nothing at the top is one. */
const nameInside = (fields: readonly FieldDefinition[], thing: string): string | undefined =>
	fields
		.map(({ id }) => ({ id, rank: nameRank(id.split('.').at(-1) ?? '', thing) }))
		.filter(({ rank }) => rank < Infinity)
		.sort((a, b) => a.rank - b.rank)[0]?.id;

const WRAPPERS = ['project', 'data', 'result', 'item', 'response', 'payload', 'record', 'board'];
const wrapperRank = (name: string): number => (WRAPPERS.includes(name) ? WRAPPERS.indexOf(name) : WRAPPERS.length);

const LISTS = ['projects', 'data', 'results', 'items', 'values', 'value', 'entries', 'records', 'list', 'content', 'docs', 'elements'];
const listRank = (name: string): number => (LISTS.includes(name) ? LISTS.indexOf(name) : LISTS.length);

/** The query parameter that takes a name: the field's own first, then a filter on it, then a search. */
function filterAmong(queries: readonly string[], nameField: string): string | undefined {
	const plain = nameField.split('.').at(-1) ?? nameField;
	return (
		[plain, 'name', 'title', `filter[${plain}]`, `filters[${plain}][$eq]`, 'q', 'query', 'search'].find((name) => queries.includes(name)) ??
		queries.find((name) => name.toLowerCase() === plain.toLowerCase())
	);
}
