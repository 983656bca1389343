'use strict';
const { buildSchema, execute, getOperationAST, getVariableValues, isAbstractType, parse, validate } = require('graphql');

/** Checks GraphQL requests and replies against the vendor's schema. */
class GraphqlContract {
	constructor(text) {
		// An extract may name types it does not hold the whole of; the parts used are checked below.
		this.schema = buildSchema(text, { assumeValidSDL: true });
	}

	checkRequest(request) {
		const body = request.body ?? {};
		if (request.method !== 'POST' || typeof body.query !== 'string')
			return { errors: [`${request.method} without a GraphQL document`], notes: [] };
		let document;
		try {
			document = parse(body.query);
		} catch (error) {
			return { errors: [error.message], notes: [] };
		}
		const errors = validate(this.schema, document).map((error) => error.message);
		const operation = getOperationAST(document);
		if (!operation) return { errors: [...errors, 'the document needs exactly one operation'], notes: [] };
		const declared = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
		for (const name of Object.keys(body.variables ?? {}))
			if (!declared.includes(name)) errors.push(`variable $${name} is sent but not declared`);
		if (errors.length === 0) {
			const coerced = getVariableValues(this.schema, operation.variableDefinitions ?? [], body.variables ?? {});
			errors.push(...(coerced.errors ?? []).map((error) => error.message));
		}
		return { operation: { document, variables: body.variables ?? {} }, errors, notes: [] };
	}

	/** Runs the document over the sample: what the schema could not have answered shows as an error or a difference. */
	checkReply({ document, variables }, reply) {
		const data = reply.body?.data;
		if (data === undefined || data === null) return { errors: [], notes: [] };
		const result = execute({
			schema: this.schema,
			document,
			rootValue: data,
			variableValues: variables,
			fieldResolver: (source, _args, _context, info) => source[info.path.key],
			typeResolver: (value, _context, info, type) => value.__typename ?? this.typeFor(value, type, info),
		});
		const errors = (result.errors ?? []).map((error) => `reply ${error.path ? `${error.path.join('/')}: ` : ''}${error.message}`);
		return { errors: [...errors, ...extra(data, result.data, '')], notes: [] };
	}

	/** The type of a sample without `__typename`: the one for which the query asks exactly what the sample has. */
	typeFor(value, type, info) {
		const names = Object.keys(value);
		const asked = this.schema.getPossibleTypes(type).map((entry) => ({ entry, keys: this.keysFor(entry, info) }));
		const fits = ({ keys }) => names.every((name) => keys.has(name));
		const found = asked.find((one) => fits(one) && one.keys.size === names.length) ?? asked.find(fits) ?? asked[0];
		return found?.entry.name;
	}

	/** Names under which the query asks for parts of an object of this type. */
	keysFor(type, { fieldNodes, fragments }) {
		const keys = new Set();
		const applies = (condition) => {
			if (condition === undefined || condition === type.name) return true;
			const wanted = this.schema.getType(condition);
			return isAbstractType(wanted) && this.schema.isSubType(wanted, type);
		};
		const collect = (selections = []) => {
			for (const selection of selections) {
				const fragment = selection.kind === 'FragmentSpread' ? fragments[selection.name.value] : selection;
				if (selection.kind === 'Field') keys.add(selection.alias?.value ?? selection.name.value);
				else if (applies(fragment.typeCondition?.name.value)) collect(fragment.selectionSet.selections);
			}
		};
		for (const node of fieldNodes) collect(node.selectionSet?.selections);
		return keys;
	}
}

/** What the sample has and the query did not ask for. */
function extra(sample, answered, path) {
	if (typeof sample !== 'object' || sample === null || typeof answered !== 'object' || answered === null) return [];
	return Object.keys(sample).flatMap((name) =>
		Object.hasOwn(answered, name) ? extra(sample[name], answered[name], `${path}/${name}`) : [`reply ${path}/${name}: not asked for`],
	);
}

module.exports = { GraphqlContract };
