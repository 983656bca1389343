import { asksFor } from '../../nodes/CreateProject/delivery/container';
import { withVariant } from '../../nodes/CreateProject/project/asked/prepare';
import { placeholdersIn } from '../../nodes/CreateProject/project/asked/template';
import { custom, services } from '../../nodes/CreateProject/services';
import { titleOf } from '../../nodes/CreateProject/services/canonical';
import type { AnswerMatch, AuthRecipe, Call, ServiceDefinition } from '../../nodes/CreateProject/services/service';
import { definitionFiles } from '../support/serviceFiles';

/** What must be true of every definition, whatever the vendor. */

const files = definitionFiles();
const known = services.map((definition) => [definition.id, definition] as const);

/** Every text inside a value, keys included: header names may hold placeholders too. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, entry]) => [key, ...textsIn(entry)]);
}

const FILTERS = ['formula', 'segments', 'base64', 'spaced', 'lower', 'upper', 'slug', 'json', 'quoted', 'number'];

/** What is wrong with the placeholders of a value that may use these names. */
function faultsIn(where: string, value: unknown, names: Iterable<string>): string[] {
	const allowed = new Set(names);
	return textsIn(value).flatMap((text) => {
		const unknown = placeholdersIn(text)
			.filter((name) => !allowed.has(name.split('.')[0]))
			.map((name) => `${where}: {${name}} has no value here`);
		const filters = [...text.matchAll(/\{[\w.-]+\??\|(\w+)\}/g)]
			.filter(([, filter]) => !FILTERS.includes(filter))
			.map(([, filter]) => `${where}: no filter ${filter}`);
		const rest = text.replace(/\{\{|\}\}|\{[A-Za-z_][\w.-]*\??(\|[a-z0-9]+)?\}/g, '');
		return [...unknown, ...filters, ...(/[{}]/.test(rest) ? [`${where}: a brace too many in ${text}`] : [])];
	});
}

/** The parts of a call that are filled; a GraphQL document is not. */
const filledParts = ({ path, baseUrl, query, headers, body, graphql, rpc }: Call) => ({
	path,
	baseUrl,
	query,
	headers,
	body,
	variables: graphql?.variables,
	params: rpc?.params,
});

/** Every way to create that the definition has, each as a definition of its own. */
function ways(definition: ServiceDefinition): ServiceDefinition[] {
	return [definition, ...(definition.variants ?? []).map((variant) => ({ ...definition, ...variant }))];
}

/** Names a placeholder may use everywhere: the credential's open fields. */
function siteNames({ site = [], auth = [], oauth2 }: ServiceDefinition): string[] {
	const open = auth.flatMap(({ fields }) => fields.filter(({ secret }) => !secret));
	return [...site, ...(oauth2?.fields ?? []), ...open].map(({ name }) => name);
}

function placeholderFaults(definition: ServiceDefinition): string[] {
	const site = siteNames(definition);
	const fields = definition.fields.map(({ id }) => id);
	const input = [...site, ...fields, 'name'];
	const secrets = (recipe: AuthRecipe) => [...site, ...recipe.fields.map(({ name }) => name), ...(recipe.login ? ['session'] : [])];
	const general = [
		...faultsIn('baseUrl', definition.baseUrl, site),
		...faultsIn('headers', definition.headers, site),
		...faultsIn('query', definition.query, site),
		...faultsIn('test', filledParts(definition.test ?? {}), site),
		...(definition.auth ?? []).flatMap((recipe) => [
			...faultsIn(
				recipe.name,
				{ headers: recipe.headers, query: recipe.query, basic: recipe.basic, body: recipe.body, baseUrl: recipe.baseUrl },
				secrets(recipe),
			),
			...faultsIn(`${recipe.name} login`, filledParts(recipe.login ?? {}), [...site, ...recipe.fields.map(({ name }) => name)]),
		]),
		...faultsIn('oauth2', { ...definition.oauth2, fields: undefined }, site),
		...faultsIn('name', { to: definition.name?.to }, input),
		...faultsIn('name wrap', definition.name?.wrap, ['value']),
		...faultsIn('constants', definition.constants, input),
		...faultsIn('reference', { to: definition.reference?.to, with: definition.reference?.with }, input),
		...definition.fields.flatMap(({ id, to, wrap, wrapEach, live }) => [
			...faultsIn(`${id} to`, to, input),
			...faultsIn(`${id} wrap`, { wrap, wrapEach }, ['value']),
			...faultsIn(`${id} live`, filledParts(live ?? {}), [...site, ...fields.filter((other) => other !== id)]),
		]),
	];
	return [...general, ...ways(definition).flatMap((way) => wayFaults(way, input))];
}

function wayFaults({ create, fetch, update, followUps, lookup, job, reply, fields }: ServiceDefinition, input: string[]): string[] {
	const hasKey = reply.key !== undefined || fields.some(({ id }) => id === 'key');
	const made = [...input, 'payload', 'id', ...(hasKey ? ['key'] : [])];
	const jobNames = job ? ['job', 'location'] : [];
	const page = [...made, 'reply', 'base', 'origin'];
	return [
		...faultsIn('create', filledParts(create), [...input, 'payload']),
		...faultsIn('fetch', filledParts(fetch ?? {}), [...made, ...jobNames]),
		...faultsIn('update', filledParts(update ?? {}), made),
		...(followUps ?? []).flatMap((call) => faultsIn('follow-up', filledParts(call), [...made, 'reply'])),
		...faultsIn('job', filledParts(job?.poll ?? {}), [...input, 'payload', ...jobNames]),
		...faultsIn('reply', { ...reply, urlTemplate: undefined }, input),
		...faultsIn('page', reply.urlTemplate, page),
		...Object.entries(lookup ?? {}).flatMap(([by, call]) => [
			...faultsIn(`search by ${by}`, filledParts(call), [...input, 'payload', 'value']),
			...faultsIn(`search by ${by}, item`, { ...call.item, urlTemplate: undefined }, input),
			...faultsIn(`search by ${by}, page`, call.item?.urlTemplate, page),
		]),
	];
}

/** Every regular expression of a definition, as the engine builds it. */
function patternsOf(definition: ServiceDefinition): Array<() => RegExp> {
	const answers: AnswerMatch[] = ways(definition).flatMap(({ duplicates, limits, lookup }) => [
		...(duplicates ?? []),
		...(limits?.answers ?? []),
		...(limits?.never ?? []),
		...Object.values(lookup ?? {}).flatMap(({ absent }) => absent ?? []),
	]);
	const rules = [definition.name ?? {}, ...definition.fields].flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
	return [
		...rules.map((pattern) => () => new RegExp(`^(?:${pattern})$`, 'u')),
		...answers.flatMap(({ body }) => (body === undefined ? [] : [() => new RegExp(body, 'i')])),
	];
}

/** Paths of everything in a value that is no plain data. */
function codeIn(value: unknown, path = ''): string[] {
	if (value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value)) return [];
	if (typeof value !== 'object' || (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype)) return [path];
	return Object.entries(value as object).flatMap(([key, entry]) => codeIn(entry, `${path}/${key}`));
}

/** Words for what holds projects. */
const CONTAINERS = /^(workspace|team|client|parent|space|organi[sz]ation|company|customer|group|folder|portal|account|table)$/;

const duplicatesIn = (names: readonly string[]): string[] => names.filter((name, index) => names.indexOf(name) !== index);

test('ids and names of services are unique', () => {
	expect(duplicatesIn([custom, ...services].map(({ id }) => id))).toEqual([]);
	expect(duplicatesIn([custom, ...services].map(({ displayName }) => displayName.toLowerCase()))).toEqual([]);
});

/** Services whose list comes at once, however long: their vendors document no pages. */
const WITHOUT_PAGES = ['clickup', 'kanboard', 'leantime', 'paymo', 'taiga', 'tickTick', 'trello', 'wrike'];

test('each search that reads a whole list says how the list is paged, or is known to come at once', () => {
	const calls = services.flatMap((definition) =>
		ways(definition).flatMap(({ lookup }) => Object.values(lookup ?? {}).map((call) => ({ id: definition.id, call }))),
	);
	const whole = calls.filter(({ call }) => call.one !== true && !textsIn(filledParts(call)).some((text) => text.includes('{value')));
	const atOnce = whole.filter(({ call }) => call.paging === undefined).map(({ id }) => id);
	expect([...new Set(atOnce)].sort()).toEqual(WITHOUT_PAGES);
});

test('every definition file is in the registry', () => {
	expect(files).toHaveLength(services.length + 1);
});

test.each(files)('$name is data alone', ({ text }) => {
	expect(text).not.toMatch(/=>|\bfunction\b|\bif\s*\(|\bswitch\b|\bhooks?\b|\bclass\b/);
});

test('half of the definitions have no more than 80 lines as prettier writes them', () => {
	const lines = files.map((file) => file.lines).sort((a, b) => a - b);
	expect(`median ${lines[Math.floor(lines.length / 2)]}`).toBe(`median ${Math.min(80, lines[Math.floor(lines.length / 2)])}`);
});

describe.each(known)('%s', (_id, definition) => {
	const fields = definition.fields.map(({ id }) => id);

	test('holds nothing but plain data', () => {
		expect(codeIn(definition)).toEqual([]);
	});

	test('has a value for every placeholder', () => {
		expect(placeholderFaults(definition)).toEqual([]);
	});

	test('has paths that stand in an address as they are written', () => {
		const calls: Array<Call | undefined> = [
			definition.test,
			...definition.fields.map(({ live }) => live),
			...(definition.auth ?? []).map(({ login }) => login),
			...ways(definition).flatMap(({ create, fetch, update, followUps, lookup, job }) => [
				create,
				fetch,
				update,
				...(followUps ?? []),
				...Object.values(lookup ?? {}),
				job?.poll,
			]),
		];
		const paths = calls.flatMap((call) => (call?.path === undefined ? [] : [call.path]));
		// RFC 3986, 3.3: the letters of a path segment; all else is written in percent.
		const segments = /^(\/([\w.~!$&'()*+,;=:@-]|%[0-9A-F]{2}|\{[\w.]+\??(\|\w+)?\})*)+$/;
		expect(paths.filter((path) => !segments.test(path))).toEqual([]);
	});

	test('names each field once', () => {
		expect(duplicatesIn(fields)).toEqual([]);
		expect(fields).not.toContain('name');
	});

	test('calls no field that has a list an ID, for people choose a name there', () => {
		const called = definition.fields.filter(({ live }) => live).map(({ id, displayName }) => displayName ?? titleOf(id));
		expect(called.filter((label) => /\bIDs?$/.test(label))).toEqual([]);
	});

	test('says of a template how it is chosen: from a list, of a few, or by what the person types', () => {
		const template = definition.fields.find(({ id, saved }) => id === 'template' && !saved);
		if (!template || template.live || template.options) return;
		expect(`${template.displayName ?? ''} ${template.description ?? ''}`).toMatch(/\b(ID|URL|key|name)\b/i);
	});

	test('has a field stand in only for a required one', () => {
		for (const { id, required, unless, default: value, from } of definition.fields.filter((field) => field.unless !== undefined)) {
			expect([id, required, value, from]).toEqual([id, true, undefined, undefined]);
			expect(fields).toContain(unless);
		}
	});

	test('speaks of its own fields in conditions and follow-ups', () => {
		const conditions = [...definition.fields.map(({ only }) => only ?? {}), ...(definition.variants ?? []).map(({ when }) => when)];
		const named = [
			...conditions.flatMap((condition) => Object.keys(condition)),
			...(definition.followUps ?? []).flatMap((call) => call.fields),
		];
		expect(named.filter((id) => !fields.includes(id))).toEqual([]);
	});

	test('uses only choices that its fields offer', () => {
		const offered = (id: string) =>
			definition.fields.find((field) => field.id === id)?.options?.map((option) => (typeof option === 'string' ? option : option.value));
		const conditions = [...definition.fields.map(({ only }) => only ?? {}), ...(definition.variants ?? []).map(({ when }) => when)];
		const wanted = conditions.flatMap((condition) => Object.entries(condition)).filter(([, value]) => typeof value === 'string');
		const defaults = definition.fields
			.filter((field) => field.options && field.default !== undefined)
			.map((field) => [field.id, field.default] as const);
		expect([...wanted, ...defaults].filter(([id, value]) => !offered(id)?.includes(String(value)))).toEqual([]);
	});

	test('can be signed in to, with a secret or through OAuth2', () => {
		const bare = (definition.auth ?? []).filter(({ fields: own, login }) => !login && !own.some(({ secret }) => secret));
		expect(bare.map(({ name }) => name)).toEqual([]);
		expect((definition.auth ?? []).length + (definition.oauth2 ? 1 : 0)).toBeGreaterThan(0);
		expect(duplicatesIn((definition.auth ?? []).map(({ name }) => name))).toEqual([]);
	});

	test('reads public values at an address of its own, and lets none of them choose a host', () => {
		const own = [...(definition.auth ?? []).flatMap(({ fields: some }) => some), ...(definition.oauth2?.fields ?? [])];
		const sites = (definition.site ?? []).map(({ name }) => name);
		expect((definition.site ?? []).filter(({ found }) => found)).toEqual([]);
		for (const { name, secret, found } of own.filter((field) => field.found)) {
			expect([name, secret]).toEqual([name, undefined]);
			expect(faultsIn(name, found!.address, sites)).toEqual([]);
			expect(found!.address).toMatch(/^(\{\w+\}|https:\/\/[\w.-]+)\//);
			const bases = [definition.baseUrl, definition.oauth2?.baseUrl, ...(definition.auth ?? []).map(({ baseUrl }) => baseUrl)];
			for (const base of bases) expect(base?.replace(/^(\{\w+\}|https:\/\/[^/]*).*/, '$1') ?? '').not.toContain(`{${name}}`);
		}
	});

	test('points to the vendor and to a cheap request for the Test button', () => {
		expect(definition.docs).toMatch(/^https:\/\/[a-z0-9.-]+\/\S+$/i);
		expect(definition.test?.path).toMatch(/^\//);
	});

	test('has patterns that are regular expressions', () => {
		for (const build of patternsOf(definition)) expect(build).not.toThrow();
	});

	test('says how a project is named and told apart', () => {
		for (const { reply, create, lookup } of ways(definition)) {
			expect(create.path).toMatch(/^\//);
			expect(reply.id).toBeDefined();
			expect(lookup?.name).toBeDefined();
			for (const call of Object.values(lookup ?? {})) expect(call.one === true).toBe(call.items === undefined);
		}
	});

	test('says of each field that sounds like a container whether a project lives in it', () => {
		const silent = definition.fields.filter(({ id, within }) => CONTAINERS.test(id) && within === undefined);
		expect(silent.map(({ id }) => id)).toEqual([]);
	});

	test('makes nothing public that nobody asked to be public', () => {
		expect(definition.audience).toBeDefined();
		const field = definition.fields.find(({ id }) => id === 'visibility');
		if (definition.audience === 'public' || definition.audience === 'setting')
			expect(field?.required === true || field?.default === 'private').toBe(true);
		// A default that a way to create leaves out would be none.
		for (const { create } of ways(definition)) {
			if (field?.default === undefined) continue;
			const texts = textsIn(create.graphql?.variables ?? create.rpc?.params ?? create.body ?? '{payload}');
			expect(texts.some((text) => text.includes('{payload}') || text.includes('{visibility}'))).toBe(true);
		}
	});

	test('compares each container, or asks for it in the search', () => {
		for (const { lookup, fields: own } of ways(definition)) {
			const containers = own.filter(({ within }) => within && within.at === undefined);
			const hidden = Object.values(lookup ?? {}).flatMap((call) =>
				containers.filter(({ id }) => !asksFor(call, id) && call.within?.[id] === undefined).map(({ id }) => id),
			);
			// A way that is chosen without the field has nothing to compare.
			const chosen = new Set(hidden.filter((id) => !definition.variants?.some(({ when }) => when[id] === true)));
			expect([...chosen]).toEqual([]);
		}
	});

	test('chooses each of its variants by some input', () => {
		for (const variant of definition.variants ?? []) {
			const input = Object.fromEntries(
				Object.entries(variant.when)
					.filter(([, value]) => value !== null)
					.map(([id, value]) => [id, value === true ? 'x' : value]),
			);
			expect(withVariant(definition, input).create).toBe(variant.create ?? definition.create);
		}
	});
});
