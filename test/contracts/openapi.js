'use strict';
const { Checker, resolve } = require('./schema');

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Checks requests and replies of one service against the vendor's OpenAPI description. */
class OpenApiContract {
	constructor(document) {
		this.document = document;
		this.checker = new Checker(document);
		const bases = (document.servers ?? []).map(({ url }) => url.replace(/^https?:\/\/[^/]*/, '').replace(/\/+$/, ''));
		this.hosts = (document.servers ?? []).flatMap(({ url }) => /^https?:\/\/([^/{}]+)/.exec(url)?.slice(1) ?? []);
		this.bases = [...new Set(bases.length > 0 ? bases : [''])].sort((a, b) => b.length - a.length);
		this.routes = Object.entries(document.paths).map(([path, item]) => ({ path, item, parameters: this.pathParameters(path, item) }));
	}

	pathParameters(path, item) {
		const all = [...(item.parameters ?? []), ...METHODS.flatMap((method) => item[method]?.parameters ?? [])].map((parameter) =>
			resolve(this.document, parameter),
		);
		return Object.fromEntries(all.filter((parameter) => parameter?.in === 'path').map((parameter) => [parameter.name, parameter]));
	}

	/** The route that fits an address: the most literal one. Only on a host of its own may a service sit below a sub-path. */
	route({ pathname, host }) {
		const fits = this.routes.flatMap((route) =>
			this.bases.flatMap((base) => {
				const names = [];
				const pattern = route.path.replace(/\{([^}]+)\}|[^{]+/g, (text, name) => {
					if (name === undefined) return escape(text);
					names.push(name);
					// Google's {name} stands for `projects/415104041262`, and says so in its pattern.
					return /\//.test(route.parameters[name]?.schema?.pattern ?? '') ? '(.+)' : '([^/]+)';
				});
				const match = new RegExp(`^(.*)${escape(base)}${pattern}$`).exec(pathname);
				if (!match || !/^(\/.*[^/])?$/.test(match[1]) || (match[1] !== '' && this.hosts.includes(host))) return [];
				const literal = route.path.replace(/\{[^}]+\}/g, '').length;
				return [{ ...route, prefix: match[1], literal, values: Object.fromEntries(names.map((name, index) => [name, match[index + 2]])) }];
			}),
		);
		return fits.sort((a, b) => a.prefix.length - b.prefix.length || b.literal - a.literal)[0];
	}

	/**
	 * @param request an ExpectedRequest of a case
	 * @returns `{ operation?, undescribed?, errors, notes }`
	 */
	checkRequest(request) {
		const url = new URL(request.url);
		const route = this.route(url);
		const errors = [];
		const notes = [];
		if (!route) return { undescribed: `${request.method} ${url.pathname} is not in the description`, errors, notes };
		const operation = route.item[request.method.toLowerCase()];
		if (!operation) {
			const described = METHODS.filter((method) => route.item[method]).map((method) => method.toUpperCase());
			return { undescribed: `${request.method} ${route.path} is not in the description, only ${described.join(', ')}`, errors, notes };
		}
		const parameters = [...(route.item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
			resolve(this.document, parameter),
		);
		// Some descriptions name an operation and no more; what they do not speak of is no contradiction.
		const isStub = operation.parameters === undefined && operation.requestBody === undefined;
		this.checkPath(route, parameters, errors);
		this.checkQuery(url, parameters, isStub ? notes : errors);
		this.checkBody(request, operation, isStub ? notes : errors, notes);
		return { operation, errors, notes };
	}

	checkPath(route, parameters, errors) {
		for (const [name, text] of Object.entries(route.values)) {
			const parameter = parameters.find((entry) => entry.in === 'path' && entry.name === name);
			if (parameter?.schema)
				errors.push(...this.valueErrors(parameter, decodeURIComponent(text)).map((error) => `path {${name}}: ${error}`));
		}
	}

	checkQuery(url, parameters, errors) {
		const described = parameters.filter((parameter) => parameter.in === 'query');
		const schemes = Object.values(this.document.components?.securitySchemes ?? {}).map((scheme) => resolve(this.document, scheme));
		const credentials = schemes.filter((scheme) => scheme.type === 'apiKey' && scheme.in === 'query').map((scheme) => scheme.name);
		for (const name of new Set(url.searchParams.keys())) {
			const values = url.searchParams.getAll(name);
			const parameter = described.find(
				(entry) => entry.name === name || `${entry.name}[]` === name || (entry.style === 'deepObject' && name.startsWith(`${entry.name}[`)),
			);
			if (!parameter) {
				if (!credentials.includes(name))
					errors.push(`query ${name}: not described${described.length > 0 ? ` (${described.map((entry) => entry.name).join(', ')})` : ''}`);
			} else if (parameter.style !== 'deepObject') {
				errors.push(...this.valueErrors(parameter, values.length > 1 ? values : values[0]).map((error) => `query ${name}: ${error}`));
			}
		}
		for (const parameter of described) {
			if (parameter.required && !url.searchParams.has(parameter.name)) errors.push(`query ${parameter.name}: required, not sent`);
		}
	}

	/** A parameter's text in any of the forms its schema may mean: a text, a number, a list, JSON. */
	valueErrors(parameter, given) {
		const media = parameter.content && Object.values(parameter.content)[0];
		const schema = parameter.schema ?? media?.schema;
		if (!schema) return [];
		const forms = [given];
		if (typeof given === 'string') {
			if (/^-?\d+(\.\d+)?$/.test(given)) forms.push(Number(given));
			if (/^(true|false)$/.test(given)) forms.push(given === 'true');
			forms.push(
				given.split(','),
				given.split(',').map((entry) => (/^-?\d+$/.test(entry) ? Number(entry) : entry)),
			);
			if (/^[[{]/.test(given)) {
				try {
					forms.push(JSON.parse(given));
				} catch {
					return [`'${given}' begins like JSON and is none`];
				}
			}
		}
		const results = forms.map((form) => this.checker.errors(schema, form, 'request'));
		if (results.some((result) => result.length === 0)) return [];
		// The form of the right type says best what is wrong with the value.
		return (
			results.find((result) => !result.some((line) => /must be (string|integer|number|boolean|array|object|null)/.test(line))) ?? results[0]
		);
	}

	checkBody(request, operation, errors, notes) {
		const described = resolve(this.document, operation.requestBody);
		if (!described) {
			if (request.body !== undefined) errors.push('body: none described');
			return;
		}
		if (request.body === undefined) {
			if (described.required) errors.push('body: required, not sent');
			return;
		}
		const types = Object.keys(described.content ?? {});
		const isForm = typeof request.body === 'string' && !types.every((type) => /json/.test(type));
		const type = types.find((entry) => (isForm ? /form/.test(entry) : /json/.test(entry))) ?? types[0];
		if (type === undefined) return;
		if (!isForm && !/json/.test(type)) {
			errors.push(`body: JSON sent, ${types.join(', ')} described`);
			return;
		}
		const { schema } = described.content[type];
		if (!schema) return;
		const value = isForm ? Object.fromEntries(new URLSearchParams(request.body)) : request.body;
		if (!isForm) errors.push(...this.checker.errors(schema, value, 'request').map((error) => `body ${error}`));
		for (const { path, open } of this.checker.unknown([schema], value)) (open ? notes : errors).push(`body ${path}: not described`);
	}

	checkReply(operation, reply) {
		const errors = [];
		const notes = [];
		const responses = operation.responses ?? {};
		if (reply.status >= 400 || reply.body === undefined) return { errors, notes };
		const good = Object.keys(responses).filter((status) => /^2/.test(status));
		let found = responses[reply.status] ?? responses['2XX'];
		if (!found && good.length > 0) {
			// Descriptions often name 200 where the API answers 201 or 202; the shape still counts.
			notes.push(`reply: status ${reply.status} is not described (${good.join(', ')})`);
			found = responses[good[0]];
		}
		const described = resolve(this.document, found ?? responses.default);
		const content = Object.entries(described?.content ?? {}).find(([type]) => /json/.test(type) || type === '*/*');
		if (!content?.[1].schema) return { errors, notes };
		const { schema } = content[1];
		const { errors: wrong, nulls } = this.checker.replyErrors(schema, reply.body);
		errors.push(...wrong.map((error) => `reply ${error}`));
		notes.push(...nulls.map((error) => `reply ${error}: a null that is not described`));
		for (const { path, open, alone } of this.checker.unknown([schema], reply.body)) {
			if (alone && !open && /^\/[^/]+$/.test(path)) errors.push(`reply ${path}: not described, and nothing beside it is`);
			else notes.push(`reply ${path}: not described`);
		}
		return { errors, notes };
	}
}

module.exports = { OpenApiContract };
