'use strict';
/**
 * The project API the tests, the benchmark and the demo talk to: a small REST service that fails on
 * purpose, and keeps the books of what it was asked and what it stored.
 *
 *   POST /projects        GET /projects?name=&reference=&page=&per_page=
 *   GET  /projects/:id    PUT /projects/:id        GET /me
 *
 * Which request fails how is a pure function of (seed, input, attempt): every client meets the same
 * plan, however fast or parallel it is. An input is recognised by the project's name.
 *
 * As a process of its own, with the books under /__control:
 *   node test/support/projectApi.js --port 0 --scenario c1 --seed 1
 */
const http = require('node:http');
const { createHash } = require('node:crypto');
const { listenLocally } = require('./localServer');

/**
 * @typedef {'rate429RetryAfter'|'rate429Reset'|'http503'|'http503RetryAfter'|'resetBeforeCommit'|'html502'
 *   |'http500'|'droppedSocket'|'hang'|'truncatedJson'|'cutSocket'|'slowDrip'|'html200'|'errorIn200'
 *   |'redirect302'|'emptyBody204'|'twin'} FaultKind
 *
 * @typedef {object} FaultPlan
 * @property {Partial<Record<FaultKind, number>>} [mix] probability of each kind, per attempt
 * @property {number} [maxFaultsPerInput] per input and method; after that every attempt is served
 * @property {Record<string, Array<FaultKind|null>>} [script] exact kinds by attempt instead of the mix:
 *   `{ Apollo: ['http500', null] }` for POSTs, `{ 'GET Apollo': ['hang'] }` for lookups; `*` is every input
 *
 * @typedef {object} OutageWindow everything fails inside it
 * @property {FaultKind} [kind] default `http503`
 * @property {number} [fromMs] since the first request
 * @property {number} [toMs]
 * @property {number} [fromRequest] 1 is the first request
 * @property {number} [count]
 *
 * @typedef {object} ProjectApiOptions
 * @property {number|string} [seed]
 * @property {FaultPlan} [plan]
 * @property {number} [latencyMs]
 * @property {string|{header: string, value: string}|null} [auth] a string is the whole Authorization header
 * @property {boolean|409|422|400} [uniqueNames] true is 409; the number is the status of the refusal
 * @property {boolean|string|null} [idempotency] header name; true is `Idempotency-Key`
 * @property {{perSecond: number, burst: number}|{limit: number, windowMs: number}|null} [rateLimit]
 * @property {'none'|'epoch'|'epochMs'|'delta'|'iso'|'structured'|'draft'} [rateHeaders] how limits are told on every reply
 * @property {number} [searchLagMs] how long a new project is missing from lists
 * @property {number} [clockSkewMs] how far the server's clock is ahead
 * @property {OutageWindow[]} [outages]
 * @property {number} [commitDelayMs] how long after its request a project comes into being
 * @property {boolean} [sparseReply] the reply to a create is `{id}` alone
 * @property {boolean} [faultGets] GETs fail as often as POSTs
 * @property {'filter'|'unfiltered'|'envelope'|'none'} [list] what GET /projects can do
 * @property {'number'|'string'|'big'} [ids] `big`: integers above 2^53, unquoted
 * @property {number} [hangMs] how long a hanging request is kept open
 * @property {number} [dripMs] between two bytes of a slow reply
 * @property {number} [resetMs] how long `rate429Reset` asks to wait, before rounding up to the full second
 * @property {number} [crossingMs] a request that arrives so soon after a 429 was on its way already
 * @property {Array<Record<string, unknown>>} [projects] what others created before
 * @property {number} [port]
 */

/** Kinds after which nothing is stored, and kinds that store the project and lose the reply. */
const NOTHING_STORED = ['rate429RetryAfter', 'rate429Reset', 'http503', 'resetBeforeCommit', 'html502'];
const STORED_ANYWAY = ['http500', 'droppedSocket', 'hang', 'truncatedJson'];
/** @type {FaultKind[]} */
const FAULT_KINDS = /** @type {FaultKind[]} */ ([
	...NOTHING_STORED,
	...STORED_ANYWAY,
	'http503RetryAfter',
	'cutSocket',
	'slowDrip',
	'html200',
	'errorIn200',
	'redirect302',
	'emptyBody204',
	'twin',
]);
/** Refused before the project is made. All other kinds make it. */
const REFUSES = new Set([...NOTHING_STORED, 'http503RetryAfter', 'html200', 'errorIn200', 'redirect302']);

/** @param {string[]} kinds @param {number} probability @returns {Record<string, number>} */
const evenly = (kinds, probability) => Object.fromEntries(kinds.map((kind) => [kind, probability]));

const onePercentEach = { mix: evenly([...NOTHING_STORED, ...STORED_ANYWAY], 0.01) };
const nearlyAlways = { mix: evenly([...NOTHING_STORED, ...STORED_ANYWAY], 0.1), maxFaultsPerInput: 3 };

/**
 * The measured scenarios: how many inputs, the API's options, and the time-out that clients use where
 * replies may hang.
 * @type {Record<string, {inputs: number, timeoutMs?: number, options: ProjectApiOptions}>}
 */
const scenarios = {
	a: { inputs: 1000, options: { latencyMs: 20 } },
	b: { inputs: 500, options: { latencyMs: 20, rateLimit: { perSecond: 50, burst: 50 } } },
	c1: { inputs: 200, timeoutMs: 1000, options: { latencyMs: 20, plan: onePercentEach } },
	cpre: { inputs: 200, options: { latencyMs: 20, plan: { mix: evenly(NOTHING_STORED, 0.02) } } },
	cu: { inputs: 200, timeoutMs: 1000, options: { latencyMs: 20, plan: onePercentEach, uniqueNames: true } },
	c: { inputs: 200, timeoutMs: 1000, options: { latencyMs: 20, plan: nearlyAlways } },
	d: { inputs: 200, timeoutMs: 1000, options: { latencyMs: 20, plan: nearlyAlways, idempotency: 'Idempotency-Key' } },
	d1: { inputs: 200, timeoutMs: 1000, options: { latencyMs: 20, plan: onePercentEach, idempotency: 'Idempotency-Key' } },
	e: { inputs: 10000, options: { latencyMs: 0 } },
};

/** A number in [0, 1) that depends on nothing but the parts. */
function draw(...parts) {
	const hash = createHash('sha256').update(JSON.stringify(parts)).digest();
	return hash.readUIntBE(0, 6) / 2 ** 48;
}

/**
 * The fault of one attempt, the first being 1, or null.
 * @param {number|string} seed
 * @param {FaultPlan|undefined} plan
 * @param {string} input
 * @param {number} attempt
 * @param {string} [method] POST, GET or PUT
 * @returns {FaultKind|null}
 */
function faultFor(seed, plan, input, attempt, method = 'POST') {
	if (!plan) return null;
	const prefix = method === 'POST' ? '' : `${method} `;
	const script = plan.script?.[prefix + input] ?? plan.script?.[`${prefix}*`];
	if (script) return script[attempt - 1] ?? null;
	const mix = Object.entries(plan.mix ?? {});
	if (mix.length === 0) return null;

	/** @param {number} number */
	const drawn = (number) => {
		let rest = draw(seed, method, input, number);
		for (const [kind, probability] of mix) {
			if (rest < probability) return /** @type {FaultKind} */ (kind);
			rest -= probability;
		}
		return null;
	};
	const kind = drawn(attempt);
	if (kind === null || plan.maxFaultsPerInput === undefined) return kind;
	let before = 0;
	for (let number = 1; number < attempt; number++) {
		if (drawn(number) !== null && ++before >= plan.maxFaultsPerInput) return null;
	}
	return plan.maxFaultsPerInput > 0 ? kind : null;
}

const HTML_502 =
	'<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';
const HTML_LOGIN =
	'<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/login" method="post"></form></body></html>';

/** Beyond 2^53: the last digits are lost where such an id is read as a JavaScript number. */
const BIG_ID = 9007199254740993n;

/**
 * @param {ProjectApiOptions} [given]
 * @returns {Promise<{
 *   url: string, port: number, close(): Promise<void>, reset(next?: ProjectApiOptions): void,
 *   stats(): any, audit(inputs: any[], outputs?: any[]): any, options: ProjectApiOptions,
 *   readonly projects: any[], readonly log: any[] }>}
 */
async function startProjectApi(given = {}) {
	/** @type {Required<ProjectApiOptions>} */
	let options;
	/** @type {any} */
	let state;
	let url = '';
	let epoch = 0;
	/** Connections that are in the books; those of /__control are not. */
	const known = new WeakSet();
	const timers = new Set();
	/** Requests without an answer. */
	const open = new Set();

	/** @param {() => void} action @param {number} ms */
	const later = (action, ms) => {
		if (!(ms > 0)) return void action();
		const mine = epoch;
		const timer = setTimeout(() => {
			timers.delete(timer);
			if (mine === epoch) action();
		}, ms);
		timers.add(timer);
	};
	const serverNow = () => Date.now() + options.clockSkewMs;

	/** @param {ProjectApiOptions} next */
	function reset(next = given) {
		given = next;
		options = /** @type {any} */ ({
			seed: 1,
			plan: {},
			latencyMs: 0,
			auth: null,
			uniqueNames: false,
			idempotency: null,
			rateLimit: null,
			rateHeaders: 'none',
			searchLagMs: 0,
			clockSkewMs: 0,
			outages: [],
			commitDelayMs: 0,
			sparseReply: false,
			faultGets: true,
			list: 'filter',
			ids: 'number',
			hangMs: 60_000,
			dripMs: 20,
			resetMs: 1000,
			crossingMs: 100,
			projects: [],
			port: 0,
			...next,
		});
		// A run that is over must not write into the books of the next one.
		epoch++;
		for (const timer of timers) clearTimeout(timer);
		timers.clear();
		for (const request of open) request.socket.destroy();
		state = {
			projects: [],
			byId: new Map(),
			byName: new Map(),
			byReference: new Map(),
			claimed: new Set(),
			nameOfReference: new Map(),
			keys: new Map(),
			attempts: new Map(),
			inputs: new Map(),
			clients: new Map(),
			log: [],
			startedAt: 0,
			nextId: 1,
			early: [],
			counts: {
				requests: 0,
				posts: 0,
				puts: 0,
				gets: 0,
				status429: 0,
				earlyRequests: 0,
				crossedRequests: 0,
				maxConcurrent: 0,
				connections: 0,
			},
			concurrent: 0,
			statuses: {},
			faults: {},
			limit: options.rateLimit ? newLimit(options.rateLimit) : null,
		};
		for (const body of options.projects) commit(store(body, String(body.name), 'other'));
	}

	// --- Projects -------------------------------------------------------------------------------

	/** Makes a project that is not visible yet. @param {any} body @param {string} input @param {'client'|'other'} by */
	function store(body, input, by) {
		const number = state.nextId++;
		const id =
			options.ids === 'big'
				? String(BIG_ID + BigInt(number))
				: options.ids === 'string'
					? `prj_${number.toString(36).padStart(6, '0')}`
					: String(number);
		const { name, reference, ...rest } = body;
		const project = {
			id,
			input,
			by,
			committedAt: Infinity,
			body: { ...rest, name, reference: reference ?? null, created_at: rest.created_at ?? null, url: `${url}/p/${id}` },
		};
		state.claimed.add(String(name));
		return project;
	}

	/** @param {any} project */
	function commit(project) {
		project.committedAt = Date.now();
		project.body.created_at ??= new Date(serverNow()).toISOString();
		state.projects.push(project);
		state.byId.set(project.id, project);
		listIn(state.byName, String(project.body.name)).push(project);
		if (project.body.reference !== null) listIn(state.byReference, String(project.body.reference)).push(project);
		if (project.by === 'client') inputBook(project.input).ids.push(project.id);
	}

	/** @param {Map<string, any[]>} map @param {string} key */
	function listIn(map, key) {
		let list = map.get(key);
		if (!list) map.set(key, (list = []));
		return list;
	}

	/** @param {string} input */
	function inputBook(input) {
		let book = state.inputs.get(input);
		if (!book) state.inputs.set(input, (book = { attempts: 0, gets: 0, ids: [] }));
		return book;
	}

	/** @param {any} project @param {boolean} [sparse] */
	function jsonOf(project, sparse) {
		const id = options.ids === 'string' ? JSON.stringify(project.id) : project.id;
		return sparse ? `{"id":${id}}` : `{"id":${id},${JSON.stringify(project.body).slice(1)}`;
	}

	// --- Limits ---------------------------------------------------------------------------------

	/** @param {any} rule */
	function newLimit(rule) {
		return 'perSecond' in rule
			? { ...rule, limit: rule.burst, tokens: rule.burst, at: Date.now() }
			: { ...rule, tokens: rule.limit, at: 0 };
	}

	/** Takes a token. False: the limit is reached. */
	function admit() {
		const limit = state.limit;
		if (!limit) return true;
		const now = Date.now();
		if (limit.perSecond) {
			limit.tokens = Math.min(limit.burst, limit.tokens + ((now - limit.at) / 1000) * limit.perSecond);
			limit.at = now;
		} else if (now - limit.at >= limit.windowMs) {
			limit.tokens = limit.limit;
			limit.at = now;
		}
		if (limit.tokens < 1) return false;
		limit.tokens -= 1;
		return true;
	}

	/** Until a token is there again, in ms. */
	function untilToken() {
		const limit = state.limit;
		if (limit.tokens >= 1) return 0;
		return limit.perSecond ? ((1 - limit.tokens) / limit.perSecond) * 1000 : Math.max(0, limit.at + limit.windowMs - Date.now());
	}

	/** @returns {Record<string, string>} */
	function limitHeaders() {
		if (!state.limit || options.rateHeaders === 'none') return {};
		const { limit } = state.limit;
		const remaining = Math.floor(state.limit.tokens);
		const waitMs = remaining > 0 ? 0 : untilToken();
		const seconds = Math.ceil(waitMs / 1000);
		const at = serverNow() + waitMs;
		const x = (/** @type {string} */ value) => ({
			'X-RateLimit-Limit': String(limit),
			'X-RateLimit-Remaining': String(remaining),
			'X-RateLimit-Reset': value,
		});
		switch (options.rateHeaders) {
			case 'epoch':
				return x(String(Math.ceil(at / 1000)));
			case 'epochMs':
				return x(String(Math.ceil(at)));
			case 'delta':
				return x(String(seconds));
			case 'iso':
				return x(new Date(at).toISOString());
			case 'structured':
				return { 'RateLimit-Policy': `"default";q=${limit};w=1`, RateLimit: `"default";r=${remaining};t=${seconds}` };
			default:
				return { 'RateLimit-Limit': String(limit), 'RateLimit-Remaining': String(remaining), 'RateLimit-Reset': String(seconds) };
		}
	}

	/** Remembers what a client was told, to see whether it keeps to it. @param {any} request @param {number} notBefore in local time */
	function tell(request, notBefore) {
		const told = state.clients.get(request.client);
		if (!told || told.notBefore < notBefore)
			state.clients.set(request.client, {
				toldAt: Date.now(),
				notBefore,
				firstToldAt: told && told.notBefore > Date.now() ? told.firstToldAt : Date.now(),
			});
	}

	/** @param {any} request */
	function checkPatience(request) {
		const told = state.clients.get(request.client);
		if (!told || request.arrived >= told.notBefore - 5) return;
		const crossed = request.arrived - told.firstToldAt <= options.crossingMs;
		state.counts[crossed ? 'crossedRequests' : 'earlyRequests']++;
		if (!crossed && state.early.length < 100) {
			state.early.push({
				method: request.method,
				path: request.path,
				tooEarlyMs: told.notBefore - request.arrived,
				afterToldMs: request.arrived - told.firstToldAt,
			});
		}
	}

	// --- Replies --------------------------------------------------------------------------------

	/**
	 * @param {any} request @param {number} status @param {string|object|null} body
	 * @param {Record<string, string>} [headers]
	 */
	function reply(request, status, body, headers = {}) {
		later(
			() => {
				const { response } = request;
				if (response.destroyed) return finish(request, status);
				const text = body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
				/** @type {Record<string, string|number>} */
				const all = { Date: new Date(serverNow()).toUTCString(), 'X-Request-Id': `req-${request.number}`, ...limitHeaders(), ...headers };
				if (status !== 204) {
					all['Content-Type'] ??= 'application/json; charset=utf-8';
					all['Content-Length'] ??= Buffer.byteLength(text);
				}
				finish(request, status);
				if (status === 429) state.counts.status429++;
				if (request.drip) return drip(request, status, all, text);
				response.writeHead(status, all);
				if (request.cut) {
					// The full length is announced, half of it comes.
					response.write(text.slice(0, Math.ceil(text.length / 2)), () => later(() => response.socket?.destroy(), 5));
				} else {
					response.end(text);
				}
			},
			Math.max(0, request.arrived + options.latencyMs - Date.now()),
		);
	}

	/** @param {any} request @param {number} status @param {any} headers @param {string} text */
	function drip(request, status, headers, text) {
		request.response.writeHead(status, headers);
		const bytes = Buffer.from(text);
		const next = (/** @type {number} */ index) => {
			if (request.response.destroyed) return;
			if (index >= bytes.length) return void request.response.end();
			request.response.write(bytes.subarray(index, index + 1));
			later(() => next(index + 1), options.dripMs);
		};
		next(0);
	}

	/** Without an answer. @param {any} request @param {boolean} [hard] a TCP reset instead of an orderly end */
	function drop(request, hard) {
		later(
			() => {
				finish(request, 0);
				if (hard) request.socket.resetAndDestroy();
				else request.socket.destroy();
			},
			Math.max(0, request.arrived + options.latencyMs - Date.now()),
		);
	}

	/** @param {any} request @param {number} status 0: no answer */
	function finish(request, status) {
		if (request.finished) return;
		request.finished = true;
		open.delete(request);
		if (request.epoch !== epoch) return;
		state.concurrent--;
		state.statuses[status] = (state.statuses[status] ?? 0) + 1;
		request.entry.status = status;
		request.entry.ms = Date.now() - request.arrived;
	}

	/**
	 * The faults that need no project.
	 * @param {any} request @param {string} kind @returns {boolean} whether the request is answered
	 */
	function refuse(request, kind) {
		switch (kind) {
			case 'rate429RetryAfter':
				later(() => tell(request, Date.now() + 1000), options.latencyMs);
				reply(request, 429, { message: 'Too many requests' }, { 'Retry-After': '1' });
				return true;
			case 'rate429Reset': {
				// Whole seconds, rounded up: a client that comes at that very time is never too early.
				const at = Math.ceil((serverNow() + options.latencyMs + options.resetMs) / 1000);
				later(() => tell(request, at * 1000 - options.clockSkewMs), options.latencyMs);
				reply(
					request,
					429,
					{ message: 'API rate limit exceeded' },
					{ 'X-RateLimit-Limit': '100', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(at) },
				);
				return true;
			}
			case 'http503':
				reply(request, 503, { message: 'Service temporarily unavailable' });
				return true;
			case 'http503RetryAfter':
				later(() => tell(request, Date.now() + 1000), options.latencyMs);
				reply(request, 503, { message: 'Down for maintenance' }, { 'Retry-After': '1' });
				return true;
			case 'resetBeforeCommit':
				drop(request, true);
				return true;
			case 'html502':
				reply(request, 502, HTML_502, { 'Content-Type': 'text/html' });
				return true;
			case 'html200':
				reply(request, 200, HTML_LOGIN, { 'Content-Type': 'text/html; charset=utf-8' });
				return true;
			case 'errorIn200':
				reply(request, 200, { success: false, error: { code: 'INTERNAL', message: 'The project could not be created' } });
				return true;
			case 'redirect302':
				reply(request, 302, 'Moved', { 'Content-Type': 'text/plain', Location: `${url}/login` });
				return true;
			default:
				return false;
		}
	}

	/**
	 * Sends what would have been a good reply, spoilt as the fault says.
	 * @param {any} request @param {string|null} kind @param {number} status @param {string} text
	 * @param {Record<string, string>} [headers]
	 */
	function answer(request, kind, status, text, headers) {
		switch (kind) {
			case 'http500':
				return reply(request, 500, { message: 'Internal server error' });
			case 'droppedSocket':
				return drop(request);
			case 'hang':
				return later(() => {
					finish(request, 0);
					request.socket.destroy();
				}, options.hangMs);
			case 'truncatedJson':
				// Well framed, so that nothing but the JSON itself tells.
				return reply(request, status, text.slice(0, Math.max(1, Math.floor(text.length * 0.6))), headers);
			case 'cutSocket':
				request.cut = true;
				return reply(request, status, text, headers);
			case 'slowDrip':
				request.drip = true;
				return reply(request, status, text, headers);
			case 'emptyBody204':
				return reply(request, 204, null, headers);
			default:
				return reply(request, status, text, headers);
		}
	}

	/** @param {any} request @param {string} input @returns {FaultKind|null} */
	function nextFault(request, input) {
		const slot = `${request.method} ${input}`;
		const attempt = (state.attempts.get(slot) ?? 0) + 1;
		state.attempts.set(slot, attempt);
		request.entry.input = input;
		request.entry.attempt = attempt;
		/** @type {FaultKind|null} */
		let kind = null;
		const since = request.arrived - state.startedAt;
		const outage = options.outages.find((window) =>
			window.fromRequest !== undefined
				? request.number >= window.fromRequest && request.number < window.fromRequest + (window.count ?? Infinity)
				: since >= (window.fromMs ?? 0) && since < (window.toMs ?? Infinity),
		);
		if (outage) kind = outage.kind ?? 'http503';
		else if (request.method !== 'GET' || options.faultGets) kind = faultFor(options.seed, options.plan, input, attempt, request.method);
		request.entry.fault = kind;
		if (kind) state.faults[kind] = (state.faults[kind] ?? 0) + 1;
		return kind;
	}

	// --- Endpoints ------------------------------------------------------------------------------

	/** @param {any} request @param {string} text */
	function create(request, text) {
		const body = parseBody(request, text);
		if (!body) return reply(request, 400, { message: 'Problems parsing the body' });
		// Some clients send `{project: {…}}`: the books must know the name all the same.
		const fields = typeof body.project === 'object' && body.project ? body.project : body;
		if (typeof fields.name !== 'string' || fields.name === '') {
			return reply(request, 422, { message: 'Validation failed', errors: { name: ["can't be blank"] } });
		}
		const input = fields.name;
		if (fields.reference !== undefined && fields.reference !== null) state.nameOfReference.set(String(fields.reference), input);
		inputBook(input).attempts++;
		const kind = nextFault(request, input);
		if (kind && REFUSES.has(kind)) return void refuse(request, kind);

		const key = options.idempotency ? request.headers[keyHeader()] : undefined;
		const known = key === undefined ? undefined : state.keys.get(key);
		if (known) {
			if (known.text !== text) return reply(request, 422, { message: 'This idempotency key was used with another request' });
			if (!known.done) return reply(request, 409, { message: 'A request with this idempotency key is in progress' });
			return answer(request, kind, known.status, known.reply, { ...known.headers, 'Idempotent-Replayed': 'true' });
		}
		if (kind === 'twin') commit(store({ name: input, reference: null }, input, 'other'));
		if (options.uniqueNames && state.claimed.has(input)) {
			const status = options.uniqueNames === true ? 409 : options.uniqueNames;
			return answer(request, kind, status, JSON.stringify(takenBody(status)));
		}

		const slot = { text, done: false, status: 201, reply: '', headers: {} };
		if (key !== undefined) state.keys.set(key, slot);
		const project = store(fields, input, 'client');
		request.entry.stored = project.id;
		const made = () => {
			commit(project);
			slot.done = true;
			slot.reply = jsonOf(project, options.sparseReply);
			slot.headers = { Location: `${url}/projects/${project.id}` };
		};
		// A lost reply does not wait for the project: it may come into being after the client looked.
		const spoilt = kind !== null && kind !== 'twin' && kind !== 'emptyBody204';
		const workMs = Math.max(0, request.arrived + options.latencyMs - Date.now());
		if (spoilt && options.commitDelayMs > 0) {
			slot.reply = jsonOf(project, options.sparseReply);
			answer(request, kind, 201, slot.reply, slot.headers);
			later(made, workMs + options.commitDelayMs);
		} else {
			later(() => {
				made();
				answer(request, kind, slot.status, slot.reply, slot.headers);
			}, workMs + options.commitDelayMs);
		}
	}

	/** @param {number} status */
	function takenBody(status) {
		if (status === 422) return { errors: ['Name has already been taken'] };
		if (status === 400) return { message: { name: ['has already been taken'] } };
		return { message: 'A project with this name already exists' };
	}

	const keyHeader = () => (options.idempotency === true ? 'idempotency-key' : String(options.idempotency).toLowerCase());

	/** @param {any} request @param {URLSearchParams} query */
	function list(request, query) {
		const name = query.get('name');
		const reference = query.get('reference');
		const input = name ?? (reference === null ? '*' : (state.nameOfReference.get(reference) ?? reference));
		if (input !== '*') inputBook(input).gets++;
		const kind = nextFault(request, input);
		if (kind && refuse(request, kind)) return;
		if (options.list === 'none') return reply(request, 405, { message: 'Method not allowed' }, { Allow: 'POST' });

		// Read at the end of the latency, as late as a real search would.
		later(
			() => {
				let found = state.projects;
				if (options.list !== 'unfiltered') {
					if (name !== null) found = state.byName.get(name) ?? [];
					if (reference !== null)
						found =
							name === null
								? (state.byReference.get(reference) ?? [])
								: found.filter((/** @type {any} */ project) => String(project.body.reference) === reference);
				}
				const visibleBefore = Date.now() - options.searchLagMs;
				if (options.searchLagMs > 0) found = found.filter((/** @type {any} */ project) => project.committedAt <= visibleBefore);
				const size = Math.min(100, Math.max(1, Number(query.get('per_page')) || 20));
				const page = Math.max(1, Number(query.get('page')) || 1);
				const items = found
					.slice((page - 1) * size, page * size)
					.map((/** @type {any} */ project) => jsonOf(project))
					.join(',');
				/** @type {Record<string, string>} */
				const headers = { 'X-Total-Count': String(found.length) };
				if (found.length > page * size) {
					const next = new URLSearchParams(query);
					next.set('page', String(page + 1));
					headers.Link = `<${url}/projects?${next}>; rel="next"`;
				}
				answer(request, kind, 200, options.list === 'envelope' ? `{"projects":[${items}],"total":${found.length}}` : `[${items}]`, headers);
			},
			Math.max(0, request.arrived + options.latencyMs - Date.now()),
		);
	}

	/** @param {any} request @param {string} id @param {string} text */
	function one(request, id, text) {
		const project = state.byId.get(id);
		const input = project ? project.input : `#${id}`;
		if (project) inputBook(input).gets += request.method === 'GET' ? 1 : 0;
		const kind = nextFault(request, input);
		if (kind && refuse(request, kind)) return;
		if (!project) return reply(request, 404, { message: 'Not found' });
		if (request.method === 'PUT') {
			const body = parseBody(request, text);
			if (!body) return reply(request, 400, { message: 'Problems parsing the body' });
			const { id: _id, created_at: _createdAt, ...changes } = body;
			Object.assign(project.body, changes, { updated_at: new Date(serverNow()).toISOString() });
		}
		answer(request, kind, 200, jsonOf(project));
	}

	/** @param {any} request @param {string} text */
	function parseBody(request, text) {
		try {
			const body = /x-www-form-urlencoded/.test(request.headers['content-type'] ?? '')
				? Object.fromEntries(new URLSearchParams(text))
				: JSON.parse(text);
			return body && typeof body === 'object' && !Array.isArray(body) ? body : null;
		} catch {
			return null;
		}
	}

	/** @param {any} request @param {string} text */
	function route(request, text) {
		const { pathname, searchParams } = new URL(request.path, 'http://x');
		if (options.auth) {
			const { header, value } = typeof options.auth === 'string' ? { header: 'authorization', value: options.auth } : options.auth;
			if (request.headers[header.toLowerCase()] !== value) {
				return reply(request, 401, { message: 'Bad credentials' }, { 'WWW-Authenticate': 'Bearer' });
			}
		}
		if (pathname === '/me' && request.method === 'GET') return reply(request, 200, { id: 1, name: 'Ada Lovelace', login: 'ada' });
		if (!admit()) {
			later(() => tell(request, Date.now() + 1000), options.latencyMs);
			return reply(request, 429, { message: 'Too many requests' }, { 'Retry-After': '1' });
		}
		if (pathname === '/projects') {
			if (request.method === 'POST') return create(request, text);
			if (request.method === 'GET') return list(request, searchParams);
		}
		const id = /^\/projects\/([^/]+)$/.exec(pathname)?.[1];
		if (id !== undefined && (request.method === 'GET' || request.method === 'PUT')) return one(request, decodeURIComponent(id), text);
		return reply(request, 404, { message: 'Not found' });
	}

	// --- Books ----------------------------------------------------------------------------------

	function stats() {
		return {
			...state.counts,
			statuses: { ...state.statuses },
			faults: { ...state.faults },
			early: state.early,
			projects: state.projects.filter((/** @type {any} */ project) => project.by === 'client').length,
			elapsedMs: state.startedAt ? Date.now() - state.startedAt : 0,
			inputs: Object.fromEntries(state.inputs),
		};
	}

	// --- Server ---------------------------------------------------------------------------------

	const server = http.createServer({ keepAliveTimeout: 5000, requestTimeout: 0 }, (incoming, response) => {
		const path = incoming.url ?? '/';
		/** @type {Buffer[]} */
		const chunks = [];
		const control = path.startsWith('/__control/');
		const request = control ? null : arrive(incoming, response, path);
		incoming.on('data', (chunk) => chunks.push(chunk));
		incoming.on('error', () => {});
		incoming.on('end', () => {
			const text = Buffer.concat(chunks).toString('utf8');
			if (control) return serveControl(path.slice('/__control/'.length), text, response);
			route(request, text);
		});
	});

	/** @param {http.IncomingMessage} incoming @param {http.ServerResponse} response @param {string} path */
	function arrive(incoming, response, path) {
		const arrived = Date.now();
		state.startedAt ||= arrived;
		const { counts } = state;
		counts.requests++;
		if (incoming.method === 'POST') counts.posts++;
		else if (incoming.method === 'GET') counts.gets++;
		else if (incoming.method === 'PUT') counts.puts++;
		counts.maxConcurrent = Math.max(counts.maxConcurrent, ++state.concurrent);
		const entry = { t: arrived - state.startedAt, method: incoming.method, path };
		state.log.push(entry);
		const socket = incoming.socket;
		const headers = incoming.headers;
		const request = {
			arrived,
			epoch,
			number: counts.requests,
			method: incoming.method,
			path,
			headers,
			response,
			socket,
			entry,
			client: String(headers.authorization ?? headers['x-api-key'] ?? socket.remoteAddress),
			finished: false,
			cut: false,
			drip: false,
		};
		open.add(request);
		if (!known.has(socket)) {
			known.add(socket);
			counts.connections++;
		}
		// A client that gives up leaves: the request is over for the books as well.
		response.on('close', () => finish(request, 0));
		checkPatience(request);
		return request;
	}

	/** @param {string} what @param {string} text @param {http.ServerResponse} response */
	function serveControl(what, text, response) {
		/** @type {any} */
		let result;
		try {
			const body = text ? JSON.parse(text) : {};
			if (what === 'stats') result = stats();
			else if (what === 'log') result = state.log;
			else if (what === 'projects') result = visibleProjects();
			else if (what === 'audit') result = audit(state.projects, body.inputs ?? [], body.outputs ?? []);
			else if (what === 'reset') {
				const named = body.scenario ? scenarioOf(body.scenario).options : Object.keys(body).length ? {} : given;
				reset({ ...named, ...(body.seed === undefined ? {} : { seed: body.seed }), ...body.options });
				result = { ok: true };
			} else if (what === 'close') {
				result = { ok: true };
				setImmediate(() => void close());
			}
		} catch (error) {
			result = { error: String(error) };
		}
		response.writeHead(result === undefined ? 404 : result.error ? 400 : 200, { 'Content-Type': 'application/json', Connection: 'close' });
		response.end(JSON.stringify(result ?? {}));
	}

	const visibleProjects = () =>
		state.projects.map((/** @type {any} */ project) => ({ id: project.id, ...project.body, by: project.by, input: project.input }));

	server.on('clientError', (_error, socket) => socket.destroy());

	reset(given);
	const local = await listenLocally(server, { port: given.port, backlog: 4096 });
	const { port } = local;
	url = local.url;
	const close = async () => {
		epoch++;
		for (const timer of timers) clearTimeout(timer);
		timers.clear();
		await local.close();
	};
	// Once more: projects that exist from the start carry the address.
	reset(given);

	return {
		url,
		port,
		close,
		stats,
		reset: (next) => reset(next),
		audit: (inputs, outputs = []) => audit(state.projects, inputs, outputs),
		get options() {
			return options;
		},
		/** What is stored, oldest first; `by: 'other'` was not created by the client under test. */
		get projects() {
			return visibleProjects();
		},
		get log() {
			return state.log;
		},
	};
}

/**
 * Exactly one project per input? Two inputs of the same name want two projects.
 *
 * dups: projects stored beyond one per input. lost: inputs without a project. unknown: inputs whose
 * project exists, but no output carried its id. wrong: outputs that carry the id of another input's
 * project, or of none. foreign: outputs that carry the id of a project somebody else made.
 *
 * @param {Array<{id: string, input: string, by: string}>} projects
 * @param {Array<string|{name: string}>} inputs
 * @param {Array<{name: string, id?: string|number|null}>} outputs
 */
function audit(projects, inputs, outputs) {
	/** @type {Map<string, {want: number, ids: Set<string>}>} */
	const byName = new Map();
	for (const input of inputs) {
		const name = typeof input === 'string' ? input : input.name;
		const entry = byName.get(name) ?? { want: 0, ids: new Set() };
		entry.want++;
		byName.set(name, entry);
	}
	const byId = new Map(projects.map((project) => [project.id, project]));
	let dups = 0;
	for (const project of projects) {
		if (project.by !== 'client') continue;
		const entry = byName.get(project.input);
		// Nobody asked for this one.
		if (entry) entry.ids.add(project.id);
		else dups++;
	}
	const carried = new Set();
	let wrong = 0;
	let foreign = 0;
	for (const { name, id } of outputs) {
		if (id === undefined || id === null || id === '') continue;
		const project = byId.get(String(id));
		if (!project || project.input !== name) wrong++;
		else if (project.by !== 'client') foreign++;
		carried.add(String(id));
	}
	let lost = 0;
	let unknown = 0;
	for (const { want, ids } of byName.values()) {
		dups += Math.max(0, ids.size - want);
		lost += Math.max(0, want - ids.size);
		unknown += Math.max(0, Math.min(want, ids.size) - [...ids].filter((id) => carried.has(id)).length);
	}
	return { dups, lost, unknown, wrong, foreign };
}

/** @param {string} name */
function scenarioOf(name) {
	const scenario = scenarios[name];
	if (!scenario) throw new Error(`No scenario "${name}": one of ${Object.keys(scenarios).join(', ')}`);
	return scenario;
}

module.exports = { startProjectApi, faultFor, audit, scenarios, FAULT_KINDS, NOTHING_STORED, STORED_ANYWAY };

if (require.main === module) {
	const { values } = require('node:util').parseArgs({
		options: {
			port: { type: 'string', default: '0' },
			scenario: { type: 'string' },
			seed: { type: 'string', default: '1' },
			options: { type: 'string', default: '{}' },
		},
	});
	const named = values.scenario ? scenarioOf(values.scenario).options : {};
	startProjectApi({ ...named, seed: Number(values.seed), ...JSON.parse(String(values.options)), port: Number(values.port) }).then(
		(api) => {
			process.stdout.write(`${JSON.stringify({ url: api.url })}\n`);
			const stop = () => void api.close();
			process.once('SIGTERM', stop);
			process.once('SIGINT', stop);
		},
		(error) => {
			process.stderr.write(`${error.stack}\n`);
			process.exitCode = 1;
		},
	);
}
