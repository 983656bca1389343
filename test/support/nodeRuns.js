'use strict';
/**
 * What the engine tests share: a server whose every answer a test writes itself, and runs of the node
 * against it with what is common to them filled in.
 */
const http = require('node:http');
const { inspect } = require('node:util');
const { runNode } = require('./engine');
const { listenLocally } = require('./localServer');

/**
 * @typedef {{method: string, path: string, query: URLSearchParams, headers: http.IncomingHttpHeaders, rawHeaders: string[], text:
 *   string, body: any, number: number, url: string}} Asked
 * @typedef {{status?: number, headers?: Record<string, string|undefined>, body?: unknown, cut?: boolean, afterMs?: number}} Answer
 *   `body` is sent as JSON, a string as it is; `cut` ends the connection in the middle of it
 */

/**
 * A server that answers as the test says; `'drop'` closes the connection without an answer, `'hang'` never answers.
 * @param {(asked: Asked) => Answer|'drop'|'hang'|Promise<Answer|'drop'|'hang'>} answer
 */
async function startServer(answer) {
	/** @type {Asked[]} */
	const asked = [];
	let url = '';
	let handler = answer;
	const server = http.createServer((request, response) => {
		/** @type {Buffer[]} */
		const chunks = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('error', () => {});
		request.on('end', async () => {
			const text = Buffer.concat(chunks).toString('utf8');
			const { pathname, searchParams } = new URL(request.url ?? '/', url);
			const one = {
				method: request.method ?? 'GET',
				path: pathname,
				query: searchParams,
				headers: request.headers,
				rawHeaders: request.rawHeaders,
				text,
				body: parsed(text),
				number: asked.length + 1,
				url: request.url ?? '/',
			};
			asked.push(one);
			const given = await handler(one);
			if (given === 'hang') return;
			if (given === 'drop') return void request.socket.destroy();
			const { status = 200, headers = {}, body, cut, afterMs } = given;
			if (afterMs) await new Promise((resolve) => setTimeout(resolve, afterMs));
			const payload = body === undefined ? '' : typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
			response.writeHead(status, {
				...(payload === '' ? {} : { 'Content-Type': 'application/json' }),
				...Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
				...(status === 204 ? {} : { 'Content-Length': Buffer.byteLength(payload) }),
			});
			if (!cut) return void response.end(payload);
			response.write(payload.slice(0, Math.ceil(payload.length / 2)), () => setTimeout(() => request.socket.destroy(), 5));
		});
	});
	const local = await listenLocally(server);
	url = local.url;
	return {
		url,
		asked,
		/** Requests of one method. @param {string} method */
		of: (method) => asked.filter((one) => one.method === method),
		/** @param {typeof answer} next */
		answer: (next) => {
			handler = next;
			asked.length = 0;
		},
		close: local.close,
	};
}

/** The answers of another server, later. @param {string} target @param {number} afterMs */
const behind =
	(target, afterMs) =>
	async (/** @type {Asked} */ { method, url, headers, text }) => {
		const { host, connection, 'content-length': _length, ...rest } = headers;
		const response = await fetch(target + url, { method, headers: /** @type {any} */ (rest), ...(text === '' ? {} : { body: text }) });
		return {
			status: response.status,
			headers: { 'Content-Type': response.headers.get('content-type') ?? undefined },
			body: await response.text(),
			afterMs,
		};
	};

/** @param {string} text */
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** A custom API's credential. @param {string} baseUrl @param {Record<string, unknown>} [more] */
const custom = (baseUrl, more) => ({ service: 'custom', baseUrl, customSignIn: 'none', ...more });

/** `count` input items named `<prefix> 1`, … @param {number} count @param {string} [prefix] */
const named = (count, prefix = 'Project') => Array.from({ length: count }, (_, index) => ({ name: `${prefix} ${index + 1}` }));

/** Fields set by hand, as the editor stores them. @param {Record<string, unknown>} value */
const fields = (value) => ({ mappingMode: 'defineBelow', value });

/** Input columns as fields. */
const automatic = { mappingMode: 'autoMapInputData', value: null };

/**
 * One run of the node, the name from the input and the searches quick.
 * @param {Record<string, unknown>} credential of the projectApi type
 * @param {Omit<Partial<import('./engine').RunOptions>, 'parameters'> & {parameters?: Record<string, any>, options?: Record<string,
 *   unknown>}} [more]
 */
const create = ({ ...credential }, { options, parameters, ...more } = {}) =>
	runNode({
		load: 'source',
		credentials: { projectApi: credential },
		parameters: { projectName: '={{ $json.name }}', ...parameters, options: { searchDelay: 0.05, ...parameters?.options, ...options } },
		...more,
	});

/** Everything of a run that n8n could store or show, as one text: nothing secret may be in it. @param {any} run */
function everything({ credentials: _store, retry: _retry, ...shown }) {
	const errors = [shown.error, ...(shown.run.data.resultData.runData['Create Project'] ?? []).map((/** @type {any} */ task) => task.error)];
	return [
		inspect(shown, { depth: Infinity, showHidden: true, maxArrayLength: null, maxStringLength: null }),
		...errors.flatMap((error) => (error ? [String(error.stack), error.message, error.description, JSON.stringify(error)] : [])),
		JSON.stringify(shown.logs),
	].join('\n');
}

module.exports = { startServer, behind, custom, named, fields, automatic, create, everything };
