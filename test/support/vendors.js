'use strict';
/**
 * Vendors whose ways no plain REST server shows: an operation to be polled (Azure DevOps), GraphQL (Linear) and JSON-RPC with a bare
 * scalar as its reply (Kanboard); and two that people begin with (GitLab, Jira). Each follows the vendor's documents,
 * named at its function; what is not documented is marked as such.
 *
 * Every server keeps `log`, a list of what was asked, and takes faults for coming requests:
 *   api.failNext('create', 'droppedSocket')
 * `resetBefore` and `http503` do nothing; `droppedSocket` and `http500` do the work and lose the reply.
 */
const http = require('node:http');
const { createHash, randomUUID } = require('node:crypto');
const { listenLocally } = require('./localServer');

/**
 * @typedef {{status?: number, headers?: Record<string, string>, body?: unknown}} Answer `body` is sent as JSON, a string as it is
 * @typedef {{method: string, path: string, query: URLSearchParams, headers: http.IncomingHttpHeaders, text: string, url: string}} Asked
 * @typedef {'resetBefore'|'http503'|'droppedSocket'|'http500'} VendorFault
 */

/**
 * @param {(asked: Asked) => Promise<{label: string, work: () => Answer|Promise<Answer>}>} route what a request is called, and what it does
 */
async function serve(route) {
	/** @type {Array<{label: string, method: string, path: string, body: unknown, fault: string|null}>} */
	const log = [];
	/** @type {Array<{label: string, kind: VendorFault}>} */
	const faults = [];
	let url = '';

	const server = http.createServer((request, response) => {
		/** @type {Buffer[]} */
		const chunks = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('error', () => {});
		request.on('end', async () => {
			const { pathname, searchParams } = new URL(request.url ?? '/', url);
			const text = Buffer.concat(chunks).toString('utf8');
			/** @param {Answer} answer */
			const send = ({ status = 200, headers = {}, body }) => {
				const payload = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
				response.writeHead(status, {
					'Content-Type': 'application/json; charset=utf-8',
					...headers,
					'Content-Length': Buffer.byteLength(payload),
				});
				response.end(payload);
			};
			try {
				const { label, work } = await route({
					method: request.method ?? 'GET',
					path: decodeURIComponent(pathname),
					query: searchParams,
					headers: request.headers,
					text,
					url,
				});
				const at = faults.findIndex((fault) => fault.label === label);
				const kind = at < 0 ? null : faults.splice(at, 1)[0].kind;
				log.push({ label, method: request.method ?? 'GET', path: request.url ?? '/', body: parse(text), fault: kind });
				if (kind === 'resetBefore') return request.socket.resetAndDestroy();
				if (kind === 'http503') return send({ status: 503, body: { message: 'Service unavailable' } });
				const answer = await work();
				if (kind === 'droppedSocket') return request.socket.destroy();
				if (kind === 'http500') return send({ status: 500, body: { message: 'Internal server error' } });
				send(answer);
			} catch (/** @type {any} */ error) {
				send({ status: 500, body: { message: String(error.stack) } });
			}
		});
	});
	const local = await listenLocally(server);
	url = local.url;
	return {
		url,
		log,
		/** @param {string} label @param {VendorFault} kind */
		failNext: (label, kind) => void faults.push({ label, kind }),
		close: local.close,
	};
}

/** @param {string} text */
function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return text || undefined;
	}
}

/** @param {string} user @param {string} password */
const basic = (user, password) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

// ---------------------------------------------------------------------------------------------
// Azure DevOps

const PROCESSES = [
	{ id: 'adcc42ab-9882-485e-a3ed-7678f01f66bc', name: 'Agile', isDefault: true, type: 'system' },
	{ id: '6b724908-ef14-45cf-84f8-768b5384da45', name: 'Scrum', isDefault: false, type: 'system' },
	{ id: '27450541-8e31-4150-9947-dc59f998fc01', name: 'CMMI', isDefault: false, type: 'system' },
];

/**
 * Azure DevOps Services, REST 7.1.
 *
 * MicrosoftDocs/vsts-rest-api-specs, specification/core/7.1/core.json: Projects_Create "Queues a project to
 * be created", answered by an OperationReference {id, status, url}; Projects_Get takes id or name;
 * Projects_List pages by continuationToken, which comes in the header x-ms-continuationtoken.
 * specification/operations/7.1/operations.json: the states of an operation, resultMessage, detailedMessage.
 * The 202, the sign-in page for a bad token (203, or 302 where the client asks for HTML; 401 for a client
 * that sends X-TFS-FedAuthRedirect: Suppress, as Microsoft's own do) and both ways of
 * TF200019, at once or as a failed operation, are the service's behaviour, not the specification's.
 *
 * @param {{token?: string, organization?: string, polls?: number, duplicates?: 'operation'|'request', badToken?: 203|302|401,
 *   pageSize?: number, retryAfter?: number, workMs?: number}} [options]
 *   polls: how often an operation is not finished yet; duplicates: when a taken name is refused;
 *   workMs: after that the project is there, whether anybody polls or not
 */
async function startAzureDevOps({
	token = 'pat',
	organization = 'contoso',
	polls = 2,
	duplicates = 'operation',
	badToken = 203,
	pageSize = 100,
	retryAfter,
	workMs = 200,
} = {}) {
	/** @type {any[]} */
	const projects = [];
	/** @type {Map<string, any>} */
	const operations = new Map();

	/** @param {string} name */
	const named = (name) => projects.find((project) => project.name.toLowerCase() === name.toLowerCase());
	/** @param {string} name */
	const taken = (name) =>
		`TF200019: The following project already exists on the Azure DevOps Server: ${name}. You cannot create a new project with ` +
		`the same name as an existing project. Provide a different name.`;
	/** @param {number} status @param {string} typeKey @param {string} message @returns {Answer} */
	const problem = (status, typeKey, message) => ({
		status,
		body: {
			$id: '1',
			innerException: null,
			message,
			typeName: `Microsoft.TeamFoundation.Core.WebApi.${typeKey}, Microsoft.TeamFoundation.Core.WebApi`,
			typeKey,
			errorCode: 0,
			eventId: 3000,
		},
	});

	/** Creates the project, or finds that it cannot. @param {any} operation */
	function work(operation) {
		if (operation.outcome) return;
		const { name } = operation.request;
		if (named(name)) {
			operation.outcome = { status: 'failed', resultMessage: taken(name), detailedMessage: taken(name) };
			return;
		}
		const { capabilities, ...rest } = operation.request;
		projects.push({
			...rest,
			id: randomUUID(),
			state: 'wellFormed',
			revision: projects.length + 11,
			visibility: rest.visibility ?? 'private',
			lastUpdateTime: new Date().toISOString(),
			capabilities,
		});
		operation.outcome = { status: 'succeeded' };
	}

	/** What a poll is told. @param {any} operation */
	function advance(operation) {
		operation.polled++;
		if (operation.polled <= polls) {
			operation.status = operation.polled === 1 ? 'queued' : 'inProgress';
			return;
		}
		work(operation);
		Object.assign(operation, operation.outcome);
	}

	const api = await serve(async ({ method, path, query, headers, text, url }) => {
		const site = `${url}/${organization}`;
		/** @param {any} project @param {boolean} [full] */
		const shown = ({ capabilities, ...project }, full) => ({
			...project,
			url: `${site}/_apis/projects/${project.id}`,
			...(full
				? {
						_links: {
							self: { href: `${site}/_apis/projects/${project.id}` },
							web: { href: `${site}/${encodeURIComponent(project.name)}` },
						},
						defaultTeam: { id: project.id, name: `${project.name} Team` },
						...(query.get('includeCapabilities') === 'true' ? { capabilities } : {}),
					}
				: {}),
		});
		/** @param {string} label @param {() => Answer} work */
		const as = (label, work) => ({ label, work });

		if (headers.authorization !== basic('', token) && headers.authorization !== `Bearer ${token}`) {
			const plainly = badToken === 401 || headers['x-tfs-fedauthredirect'] === 'Suppress';
			return as('signIn', () =>
				plainly
					? {
							status: 401,
							headers: { 'WWW-Authenticate': 'Basic realm="https://tfsprodweu.visualstudio.com/"', 'Content-Type': 'text/html' },
							body: '',
						}
					: badToken === 302
						? {
								status: 302,
								headers: { Location: `${url}/_signin?realm=dev.azure.com`, 'Content-Type': 'text/html; charset=utf-8' },
								body: '<html><body>Object moved to <a href="/_signin">here</a>.</body></html>',
							}
						: {
								status: 203,
								headers: { 'Content-Type': 'text/html; charset=utf-8' },
								body: '<!DOCTYPE html><html><head><title>Azure DevOps Services | Sign In</title></head><body></body></html>',
							},
			);
		}
		const rest = path.startsWith(`/${organization}/_apis/`) ? path.slice(`/${organization}/_apis/`.length) : null;
		if (rest === null)
			return as('unknown', () =>
				problem(404, 'ControllerNotFoundException', `The controller for path '${path}' was not found or does not implement IController.`),
			);
		if (!query.get('api-version')) {
			return as('unversioned', () =>
				problem(
					400,
					'VssVersionNotSpecifiedException',
					`No api-version was supplied for the "${method}" request. The version must be supplied either as part of the Accept ` +
						`header (e.g. "application/json; api-version=1.0") or as a query parameter (e.g. "?api-version=1.0").`,
				),
			);
		}
		if (rest === 'projects' && method === 'POST') {
			return as('create', () => {
				const request = /** @type {any} */ (parse(text)) ?? {};
				if (!request.name) return problem(400, 'InvalidProjectNameException', 'TF200012: Project name is invalid.');
				if (
					!PROCESSES.some(({ id }) => id === request.capabilities?.processTemplate?.templateTypeId) ||
					!['Git', 'Tfvc'].includes(request.capabilities?.versioncontrol?.sourceControlType)
				) {
					return problem(400, 'InvalidProjectCreateException', 'TF200087: The project capabilities are missing or not valid.');
				}
				if (duplicates === 'request' && named(request.name)) return problem(400, 'ProjectAlreadyExistsException', taken(request.name));
				const operation = { id: randomUUID(), status: 'queued', polled: 0, request, outcome: null, resultMessage: '', detailedMessage: '' };
				operations.set(operation.id, operation);
				setTimeout(() => work(operation), workMs).unref();
				return { status: 202, body: { id: operation.id, status: operation.status, url: `${site}/_apis/operations/${operation.id}` } };
			});
		}
		const operation = /^operations\/([^/]+)$/.exec(rest)?.[1];
		if (operation && method === 'GET') {
			return as('operation', () => {
				const found = operations.get(operation);
				if (!found) return problem(404, 'OperationNotFoundException', `VS403281: The operation ${operation} could not be found.`);
				advance(found);
				const { id, status, resultMessage, detailedMessage } = found;
				const done = status === 'succeeded' || status === 'failed';
				return {
					headers: !done && retryAfter ? { 'Retry-After': String(retryAfter) } : {},
					body: {
						id,
						status,
						url: `${site}/_apis/operations/${id}`,
						_links: { self: { href: `${site}/_apis/operations/${id}` } },
						...(resultMessage ? { resultMessage, detailedMessage } : {}),
					},
				};
			});
		}
		if (rest === 'projects' && method === 'GET') {
			return as('list', () => {
				const from = Number(query.get('continuationToken') ?? query.get('$skip') ?? 0);
				const size = Number(query.get('$top') ?? pageSize);
				const value = projects.slice(from, from + size).map((project) => shown(project));
				return {
					headers: from + size < projects.length ? { 'x-ms-continuationtoken': String(from + size) } : {},
					body: { count: value.length, value },
				};
			});
		}
		const project = /^projects\/([^/]+)$/.exec(rest)?.[1];
		if (project && method === 'GET') {
			return as('get', () => {
				const found = projects.find(({ id }) => id === project) ?? named(project);
				return found
					? { body: shown(found, true) }
					: problem(
							404,
							'ProjectDoesNotExistWithNameException',
							`TF200016: The following project does not exist: ${project}. Verify that the name of the project is correct and that ` +
								`the project exists on the specified Azure DevOps Server.`,
						);
			});
		}
		if (rest === 'process/processes' && method === 'GET')
			return as('processes', () => ({ body: { count: PROCESSES.length, value: PROCESSES } }));
		return as('unknown', () =>
			problem(404, 'ControllerNotFoundException', `The controller for path '${path}' was not found or does not implement IController.`),
		);
	});
	return { ...api, siteUrl: `${api.url}/${organization}`, projects, operations, processes: PROCESSES };
}

// ---------------------------------------------------------------------------------------------
// Linear

/** The part of Linear's schema that has to do with projects (linear/linear, packages/sdk/src/schema.graphql). */
const LINEAR_SCHEMA = `
	scalar DateTime
	scalar TimelessDate
	enum DateResolutionType { halfYear month quarter year }

	type Query {
		viewer: User!
		project(id: String!): Project!
		projects(filter: ProjectFilter, first: Int, after: String, last: Int, before: String, includeArchived: Boolean): ProjectConnection!
		teams(first: Int, after: String): TeamConnection!
		users(first: Int, after: String): UserConnection!
		projectStatuses(first: Int, after: String): ProjectStatusConnection!
	}
	type Mutation {
		projectCreate(input: ProjectCreateInput!, slackChannelName: String): ProjectPayload!
		projectUpdate(id: String!, input: ProjectUpdateInput!): ProjectPayload!
	}
	type ProjectPayload { lastSyncId: Float! project: Project success: Boolean! }
	type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
	type User { id: ID! name: String! displayName: String! email: String! active: Boolean! }
	type UserConnection { nodes: [User!]! pageInfo: PageInfo! }
	type Team { id: ID! key: String! name: String! }
	type TeamConnection { nodes: [Team!]! pageInfo: PageInfo! }
	type ProjectStatus { id: ID! name: String! color: String! type: String! }
	type ProjectStatusConnection { nodes: [ProjectStatus!]! pageInfo: PageInfo! }
	type ProjectConnection { nodes: [Project!]! pageInfo: PageInfo! }
	type Project {
		id: ID! name: String! description: String! content: String url: String! slugId: String! color: String! icon: String
		priority: Int! state: String! status: ProjectStatus! lead: User labelIds: [String!]!
		startDate: TimelessDate startDateResolution: DateResolutionType targetDate: TimelessDate targetDateResolution: DateResolutionType
		createdAt: DateTime! updatedAt: DateTime! archivedAt: DateTime
		teams(first: Int, after: String): TeamConnection!
	}
	input StringComparator {
		eq: String neq: String in: [String!] nin: [String!]
		eqIgnoreCase: String contains: String containsIgnoreCase: String startsWith: String }
	input IDComparator { eq: ID neq: ID in: [ID!] nin: [ID!] }
	input DateComparator { gt: String gte: String lt: String lte: String }
	input ProjectFilter {
		id: IDComparator name: StringComparator
		slugId: StringComparator createdAt: DateComparator and: [ProjectFilter!] or: [ProjectFilter!] }
	input ProjectCreateInput {
		id: String name: String! teamIds: [String!]! description: String content: String color: String icon: String
		leadId: String memberIds: [String!] labelIds: [String!] statusId: String priority: Int prioritySortOrder: Float sortOrder: Float
		startDate: TimelessDate startDateResolution: DateResolutionType targetDate: TimelessDate targetDateResolution: DateResolutionType
		templateId: String useDefaultTemplate: Boolean convertedFromIssueId: String lastAppliedTemplateId: String
	}
	input ProjectUpdateInput {
		name: String teamIds: [String!] description: String content: String color: String icon: String
		leadId: String memberIds: [String!] labelIds: [String!] statusId: String priority: Int
		startDate: TimelessDate startDateResolution: DateResolutionType targetDate: TimelessDate targetDateResolution: DateResolutionType
	}
`;

/**
 * Linear's GraphQL API; graphql-js validates and executes.
 *
 * linear.app/developers/graphql: an API key is sent as it is, an OAuth token with "Bearer"; errors come as
 * `errors[]` with extensions, also inside 200. linear.app/developers/rate-limiting: leaky bucket, code
 * RATELIMITED, headers X-RateLimit-Requests-*. Its status 400, the reset in epoch milliseconds and the
 * refusal of a project's UUID used before are not documented.
 *
 * @param {{token?: string, oauthToken?: string, rateLimit?: {requests: number, perMs: number}, teams?: Array<{id: string, key: string,
 *   name: string}>}} [options]
 */
async function startLinear({ token = 'lin_api_test', oauthToken = 'oauth-token', rateLimit, teams: givenTeams } = {}) {
	const { buildSchema, graphql, parse: parseDocument, specifiedRules, validate, GraphQLError, getOperationAST } = require('graphql');
	const schema = buildSchema(LINEAR_SCHEMA);
	const timeless = /** @type {any} */ (schema.getType('TimelessDate'));
	timeless.parseValue = (/** @type {unknown} */ value) => {
		if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return value;
		throw new GraphQLError(`TimelessDate cannot represent ${JSON.stringify(value)}: a date like 2026-11-22 is expected`);
	};

	const teams = givenTeams ?? [
		{ id: 'a1b2c3d4-0000-4000-8000-000000000001', key: 'ENG', name: 'Engineering' },
		{ id: 'a1b2c3d4-0000-4000-8000-000000000002', key: 'OPS', name: 'Operations' },
	];
	const statuses = ['Backlog', 'Planned', 'In Progress', 'Completed'].map((name, index) => ({
		id: `b1b2c3d4-0000-4000-8000-00000000000${index + 1}`,
		name,
		color: '#bec2c8',
		type: name.toLowerCase(),
	}));
	const viewer = {
		id: 'c1b2c3d4-0000-4000-8000-000000000001',
		name: 'Ada Lovelace',
		displayName: 'ada',
		email: 'ada@example.com',
		active: true,
	};
	/** @type {any[]} */
	const projects = [];
	let tokens = rateLimit?.requests ?? 0;
	let filledAt = Date.now();

	/** @param {string} message @param {string} code @param {string} type @param {number} statusCode */
	const failure = (message, code, type, statusCode) =>
		new GraphQLError(message, { extensions: { code, type, statusCode, userError: true, userPresentableMessage: message } });
	/** @param {string} message */
	const invalid = (message) => failure(message, 'INVALID_INPUT', 'invalid input', 400);

	/** @param {any[]} all @param {{first?: number, after?: string}} page */
	function connection(all, { first = 50, after }) {
		const start = after ? all.findIndex(({ id }) => id === after) + 1 : 0;
		const nodes = all.slice(start, start + first);
		return {
			nodes,
			pageInfo: {
				hasNextPage: start + nodes.length < all.length,
				hasPreviousPage: start > 0,
				startCursor: nodes[0]?.id ?? null,
				endCursor: nodes[nodes.length - 1]?.id ?? null,
			},
		};
	}

	/** @type {Record<string, (value: any, given: any) => boolean>} */
	const comparators = {
		eq: (value, given) => value === given,
		neq: (value, given) => value !== given,
		in: (value, given) => given.includes(value),
		nin: (value, given) => !given.includes(value),
		eqIgnoreCase: (value, given) => value.toLowerCase() === given.toLowerCase(),
		contains: (value, given) => value.includes(given),
		containsIgnoreCase: (value, given) => value.toLowerCase().includes(given.toLowerCase()),
		startsWith: (value, given) => value.startsWith(given),
		gt: (value, given) => value > given,
		gte: (value, given) => value >= given,
		lt: (value, given) => value < given,
		lte: (value, given) => value <= given,
	};
	/** @param {any} project @param {any} filter @returns {boolean} */
	const matches = (project, filter) =>
		Object.entries(filter ?? {}).every(([field, value]) => {
			if (field === 'and') return value.every((/** @type {any} */ part) => matches(project, part));
			if (field === 'or') return value.some((/** @type {any} */ part) => matches(project, part));
			return Object.entries(value).every(([comparator, given]) => comparators[comparator](project[field], given));
		});

	/** @param {any} input */
	function relations(input) {
		if (input.teamIds) {
			if (input.teamIds.length === 0) throw invalid('teamIds should not be empty');
			for (const id of input.teamIds)
				if (!teams.some((team) => team.id === id)) throw failure('Entity not found: Team', 'INPUT_ERROR', 'invalid input', 400);
		}
		if (input.leadId && input.leadId !== viewer.id) throw failure('Entity not found: User', 'INPUT_ERROR', 'invalid input', 400);
		if (input.color && !/^#[0-9a-f]{6}$/i.test(input.color)) throw invalid('color must be a hexadecimal color');
		if (input.name !== undefined && (input.name === '' || input.name.length > 255))
			throw invalid('name must be longer than or equal to 1 and shorter than or equal to 255 characters');
		return {
			...input,
			...(input.teamIds
				? {
						teams: (/** @type {any} */ page) =>
							connection(
								teams.filter(({ id }) => input.teamIds.includes(id)),
								page,
							),
					}
				: {}),
			...(input.leadId ? { lead: viewer } : {}),
			...(input.statusId ? { status: statuses.find(({ id }) => id === input.statusId) } : {}),
		};
	}

	const root = {
		viewer,
		/** @param {any} args */
		teams: (args) => connection(teams, args),
		/** @param {any} args */
		users: (args) => connection([viewer], args),
		/** @param {any} args */
		projectStatuses: (args) => connection(statuses, args),
		/** @param {any} args */
		projects: ({ filter, ...page }) =>
			connection(
				projects.filter((project) => matches(project, filter)),
				page,
			),
		/** @param {any} args */
		project: ({ id }) => {
			const found = projects.find((project) => project.id === id || project.slugId === id);
			if (!found) throw failure('Entity not found: Project', 'INPUT_ERROR', 'invalid input', 400);
			return found;
		},
		/** @param {any} args */
		projectCreate: ({ input }) => {
			if (input.id !== undefined && !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(input.id))
				throw invalid('id must be a UUID');
			if (projects.some(({ id }) => id === input.id))
				throw failure(`Entity Project with id ${input.id} already exists`, 'INPUT_ERROR', 'invalid input', 400);
			const fields = relations(input);
			const id = input.id ?? randomUUID();
			const slugId = createHash('sha256').update(id).digest('hex').slice(0, 12);
			const slug = input.name
				.toLowerCase()
				.replace(/[^a-z0-9]+/g, '-')
				.replace(/^-|-$/g, '');
			const now = new Date().toISOString();
			const project = {
				description: '',
				content: null,
				color: '#bec2c8',
				icon: null,
				priority: 0,
				state: 'backlog',
				status: statuses[0],
				lead: null,
				labelIds: [],
				...fields,
				id,
				slugId,
				url: `https://linear.app/acme/project/${slug}-${slugId}`,
				createdAt: now,
				updatedAt: now,
			};
			projects.push(project);
			return { lastSyncId: projects.length, success: true, project };
		},
		/** @param {any} args */
		projectUpdate: ({ id, input }) => {
			const project = Object.assign(root.project({ id }), relations(input), { updatedAt: new Date().toISOString() });
			return { lastSyncId: projects.length, success: true, project };
		},
	};

	/** @returns {Record<string, string>} */
	function limitHeaders() {
		if (!rateLimit) return {};
		const missing = rateLimit.requests - tokens;
		return {
			'X-RateLimit-Requests-Limit': String(rateLimit.requests),
			'X-RateLimit-Requests-Remaining': String(Math.max(0, Math.floor(tokens))),
			'X-RateLimit-Requests-Reset': String(Math.ceil(Date.now() + Math.min(missing, 1) * (rateLimit.perMs / rateLimit.requests))),
		};
	}

	/** @param {number} status @param {any[]} errors @param {any} [data] @returns {Answer} */
	const failed = (status, errors, data) => ({
		status,
		headers: limitHeaders(),
		body: { errors: errors.map((error) => (error.toJSON ? error.toJSON() : error)), ...(data === undefined ? {} : { data }) },
	});

	const api = await serve(async ({ method, path, headers, text }) => {
		const { query, variables, operationName } = /** @type {any} */ (parse(text)) ?? {};
		let document;
		try {
			document = parseDocument(String(query));
		} catch (error) {
			document = /** @type {any} */ (error);
		}
		const operation = document instanceof Error ? undefined : getOperationAST(document, operationName);
		const selection = /** @type {any} */ (operation?.selectionSet.selections[0]);
		const label = path !== '/graphql' || method !== 'POST' ? 'unknown' : (selection?.name?.value ?? 'invalid');
		return {
			label,
			work: async () => {
				if (label === 'unknown') return { status: 404, body: { error: 'Not found' } };
				if (headers.authorization === `Bearer ${token}`)
					return failed(400, [
						failure(
							"It looks like you're trying to use an API key as a Bearer token. Remove the Bearer prefix from the Authorization header.",
							'INPUT_ERROR',
							'invalid input',
							400,
						),
					]);
				if (headers.authorization !== token && headers.authorization !== `Bearer ${oauthToken}`) {
					return failed(401, [failure('Authentication required, not authenticated', 'AUTHENTICATION_ERROR', 'authentication error', 401)]);
				}
				if (rateLimit) {
					const now = Date.now();
					tokens = Math.min(rateLimit.requests, tokens + ((now - filledAt) / rateLimit.perMs) * rateLimit.requests);
					filledAt = now;
					if (tokens < 1)
						return failed(400, [
							failure('Rate limit exceeded. Only a limited number of requests are allowed.', 'RATELIMITED', 'ratelimited', 400),
						]);
					tokens--;
				}
				const problems = document instanceof Error ? [document] : validate(schema, document, specifiedRules);
				if (problems.length) {
					return failed(
						400,
						problems.map((error) => ({
							message: error.message,
							extensions: {
								code: document instanceof Error ? 'GRAPHQL_PARSE_FAILED' : 'GRAPHQL_VALIDATION_FAILED',
								type: 'graphql error',
								userError: true,
							},
						})),
					);
				}
				const result = await graphql({ schema, source: query, rootValue: root, variableValues: variables, operationName });
				if (!result.errors) return { headers: limitHeaders(), body: result };
				// Variables that do not fit are refused as a bad request; what the resolvers refuse comes inside 200.
				if (result.data === undefined)
					return failed(
						400,
						result.errors.map((error) => ({
							message: error.message,
							extensions: { code: 'BAD_USER_INPUT', type: 'invalid input', userError: true },
						})),
					);
				return failed(200, [...result.errors], result.data);
			},
		};
	});
	return { ...api, endpoint: `${api.url}/graphql`, projects, teams, statuses, viewer };
}

// ---------------------------------------------------------------------------------------------
// Kanboard

/**
 * Kanboard's JSON-RPC API.
 *
 * kanboard/documentation, content/en/v1/api: Basic authentication as `jsonrpc` with the application's
 * token; createProject answers with the bare ID, or `false`; properties come as strings.
 * kanboard/kanboard, app/Api/Procedure/ProjectProcedure.php: getProjectByName and getProjectByIdentifier
 * give `false` where there is none, getProjectById an object of nothing but `null`s is formatted as null;
 * app/Validator/ProjectValidator.php: the identifier is alphanumeric, at most 50 long and unique.
 * getMe belongs to users: the application's token may not call it.
 *
 * @param {{token?: string, users?: Record<string, string>}} [options]
 */
async function startKanboard({ token = 'kanboard-token', users = { admin: 'admin' } } = {}) {
	/** @type {any[]} */
	const projects = [];
	let lastId = 0;
	const api = await serve(async ({ method, path, headers, text, url }) => {
		const call = /** @type {any} */ (parse(text));
		const label =
			path === '/jsonrpc.php' && method === 'POST' ? (Array.isArray(call) ? 'batch' : String(call?.method ?? 'invalid')) : 'unknown';
		/** @param {any} project */
		const shown = (project) =>
			project && {
				...project,
				url: {
					board: `${url}/?controller=BoardViewController&action=show&project_id=${project.id}`,
					list: `${url}/?controller=TaskListController&action=show&project_id=${project.id}`,
				},
			};
		const user = Object.keys(users).find((name) => headers.authorization === basic(name, users[name]));
		const application = headers.authorization === basic('jsonrpc', token);

		/** @type {Record<string, (params: any) => unknown>} */
		const procedures = {
			getVersion: () => 'v1.2.46',
			getMe: () => ({ id: '1', username: user, role: 'app-admin', name: '' }),
			getAllUsers: () =>
				Object.keys(users).map((username, index) => ({ id: String(index + 1), username, name: '', role: 'app-admin', is_active: '1' })),
			createProject: ({
				name,
				description = null,
				identifier,
				owner_id: owner = 0,
				start_date: start = '',
				end_date: end = '',
				email = '',
				...priorities
			}) => {
				if (typeof name !== 'string' || name === '' || name.length > 65535) return false;
				const key = identifier ? String(identifier).toUpperCase() : '';
				if (key && (!/^[A-Z0-9]+$/.test(key) || key.length > 50 || projects.some((project) => project.identifier === key))) return false;
				if (String(start).length > 10 || String(end).length > 10) return false;
				projects.push({
					id: String(++lastId),
					name,
					is_active: '1',
					token: '',
					last_modified: String(Math.floor(Date.now() / 1000)),
					is_public: '0',
					is_private: application ? '0' : '1',
					description,
					identifier: key,
					owner_id: String(owner),
					start_date: start,
					end_date: end,
					email,
					priority_default: String(priorities.priority_default ?? 0),
					priority_start: String(priorities.priority_start ?? 0),
					priority_end: String(priorities.priority_end ?? 3),
				});
				return lastId;
			},
			getProjectById: ({ project_id: id }) => shown(projects.find((project) => project.id === String(id))) ?? null,
			getProjectByName: ({ name }) => shown(projects.find((project) => project.name === name)) ?? false,
			getProjectByIdentifier: ({ identifier }) =>
				shown(projects.find((project) => project.identifier === String(identifier).toUpperCase())) ?? false,
			getAllProjects: () => projects.map(shown),
			updateProject: ({ project_id: id, ...values }) => {
				const project = projects.find((one) => one.id === String(id));
				if (!project) return false;
				Object.assign(project, values);
				return true;
			},
		};
		/** @type {Record<string, string[]>} */
		const required = {
			createProject: ['name'],
			getProjectById: ['project_id'],
			getProjectByName: ['name'],
			getProjectByIdentifier: ['identifier'],
			updateProject: ['project_id'],
		};

		/** @param {any} one */
		const answer = (one) => {
			/** @param {number} code @param {string} message */
			const problem = (code, message) => ({ jsonrpc: '2.0', error: { code, message }, id: one?.id ?? null });
			if (!one || one.jsonrpc !== '2.0' || typeof one.method !== 'string') return problem(-32600, 'Invalid Request');
			const procedure = procedures[one.method];
			if (!procedure) return problem(-32601, 'Method not found');
			const params = one.params ?? {};
			if ((required[one.method] ?? []).some((name) => params[name] === undefined)) return problem(-32602, 'Invalid params');
			if (one.method === 'getMe' && application) return problem(-32603, 'Internal error');
			return { jsonrpc: '2.0', result: procedure(params), id: one.id ?? null };
		};
		return {
			label,
			work: () => {
				if (label === 'unknown') return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<h1>Not Found</h1>' };
				if (!user && !application)
					return {
						status: 401,
						headers: { 'WWW-Authenticate': 'Basic realm="JsonRPC API"' },
						body: { jsonrpc: '2.0', error: { code: 401, message: 'Unauthorized' }, id: null },
					};
				if (typeof call !== 'object') return { body: { jsonrpc: '2.0', error: { code: -32700, message: 'Parse error' }, id: null } };
				return { body: Array.isArray(call) ? call.map(answer) : answer(call) };
			},
		};
	});
	return { ...api, endpoint: `${api.url}/jsonrpc.php`, projects };
}

// ---------------------------------------------------------------------------------------------
// GitLab

/**
 * GitLab, REST v4, as far as a first project needs it.
 *
 * gitlab-org/gitlab, doc/api/projects.md: create with 201; `search` takes part of a name, path or description; doc/api/namespaces.md:
 * the namespaces of the signed-in user. A path that is taken answers 400, with the messages by field.
 *
 * @param {{token?: string}} [options]
 */
async function startGitLab({ token = 'glpat-test' } = {}) {
	const namespaces = [
		{ id: 1, name: 'Pat Owner', path: 'pat', kind: 'user', full_path: 'pat' },
		{ id: 7, name: 'Web Team', path: 'web', kind: 'group', full_path: 'acme/web' },
	];
	/** @type {any[]} */
	const projects = [];
	const api = await serve(async ({ method, path, query, headers, text, url }) => {
		const asked = path.replace(/^\/api\/v4/, '');
		const isIn = headers['private-token'] === token || headers.authorization === `Bearer ${token}`;
		if (!isIn) return { label: 'refused', work: () => ({ status: 401, body: { message: '401 Unauthorized' } }) };
		if (asked === '/namespaces') return { label: 'namespaces', work: () => ({ body: query.get('page') === '2' ? [] : namespaces }) };
		if (asked === '/projects' && method === 'GET') {
			const wanted = (query.get('search') ?? '').toLowerCase();
			return { label: 'search', work: () => ({ body: projects.filter(({ name }) => name.toLowerCase().includes(wanted)) }) };
		}
		if (asked === '/projects' && method === 'POST')
			return {
				label: 'create',
				work: () => {
					const body = /** @type {any} */ (parse(text));
					const space = namespaces.find(({ id }) => id === (body.namespace_id ?? 1));
					const slug =
						body.path ??
						String(body.name)
							.toLowerCase()
							.replace(/[^a-z0-9]+/g, '-');
					if (!space) return { status: 400, body: { message: { namespace: ['is not valid'] } } };
					if (projects.some(({ path_with_namespace: known }) => known === `${space.full_path}/${slug}`))
						return { status: 400, body: { message: { name: ['has already been taken'], path: ['has already been taken'] } } };
					const project = {
						id: projects.length + 1,
						name: body.name,
						path: slug,
						description: body.description ?? null,
						visibility: body.visibility ?? 'private',
						path_with_namespace: `${space.full_path}/${slug}`,
						web_url: `${url}/${space.full_path}/${slug}`,
						created_at: new Date().toISOString(),
					};
					projects.push(project);
					return { status: 201, body: project };
				},
			};
		return { label: 'unknown', work: () => ({ status: 404, body: { error: '404 Not Found' } }) };
	});
	return { ...api, token, projects };
}

// ---------------------------------------------------------------------------------------------
// Jira

/**
 * Jira Cloud, REST v3, as far as a first project needs it.
 *
 * developer.atlassian.com, /cloud/jira/platform/rest/v3: create project answers 201 with `self`, `id` and `key`, and wants a key, a
 * lead and a type; 400 has `errorMessages` and `errors` by field; project/search pages by `startAt`; users are found by users/search.
 * A token with scopes works at the gateway alone, which is here the same server below /ex/jira/; which site it is for, the site itself
 * tells anybody at /_edge/tenant_info (support.atlassian.com).
 *
 * @param {{email?: string, token?: string, scopedToken?: string, cloudId?: string}} [options]
 */
async function startJira({
	email = 'pat@example.com',
	token = 'jira-token',
	scopedToken = 'jira-scoped-token',
	cloudId = '1324a887-45db-1bf4-1e99-ef0ff456d421',
} = {}) {
	const users = [
		{ accountId: '5b10a2844c20165700ede21g', accountType: 'atlassian', displayName: 'Pat Owner', emailAddress: email, active: true },
		{ accountId: '5b109f2e9729b51b54dc274d', accountType: 'atlassian', displayName: 'Mia Krystof', active: true },
	];
	/** @type {any[]} */
	const projects = [];
	const api = await serve(async ({ method, path, query, headers, text, url }) => {
		const gateway = `/ex/jira/${cloudId}`;
		const isGateway = path.startsWith(`${gateway}/`);
		const asked = path.slice(isGateway ? gateway.length : 0).replace(/^\/rest\/api\/3/, '');
		/** @type {(label: string, work: () => Answer) => {label: string, work: () => Answer}} */
		const answer = (label, work) => ({ label, work });
		if (path === '/_edge/tenant_info') return answer('site', () => ({ body: { cloudId } }));
		const signIns = isGateway ? [basic(email, scopedToken), `Bearer ${scopedToken}`] : [basic(email, token)];
		if (!signIns.includes(headers.authorization ?? ''))
			return answer('refused', () => ({ status: 401, body: 'Client must be authenticated to access this resource.' }));
		if (asked === '/myself') return answer('myself', () => ({ body: users[0] }));
		if (/^\/users?(\/search|\/assignable\/.*)?$/.test(asked))
			return answer('users', () => ({ body: Number(query.get('startAt') ?? 0) > 0 ? [] : users }));
		if (asked === '/projectCategory') return answer('categories', () => ({ body: [{ id: '10000', name: 'Customers' }] }));
		if (asked === '/project/search')
			return answer('search', () => {
				const wanted = (query.get('query') ?? '').toLowerCase();
				const values = projects.filter(({ name, key }) => `${name} ${key}`.toLowerCase().includes(wanted));
				return { body: { startAt: 0, maxResults: 50, total: values.length, isLast: true, values } };
			});
		if (asked === '/project' && method === 'POST')
			return answer('create', () => {
				const body = /** @type {any} */ (parse(text));
				/** @type {Record<string, string>} */
				const errors = {};
				if (!/^[A-Z][A-Z0-9]{1,9}$/.test(String(body.key))) errors.projectKey = 'Project keys must start with an uppercase letter.';
				else if (projects.some(({ key }) => key === body.key)) errors.projectKey = `Project 'Other' uses this project key.`;
				if (!users.some(({ accountId }) => accountId === body.leadAccountId)) errors.projectLead = 'You must specify a valid project lead.';
				if (!body.projectTypeKey && !body.projectTemplateKey) errors.projectType = 'A project type or template is needed.';
				if (Object.keys(errors).length > 0) return { status: 400, body: { errorMessages: [], errors } };
				const id = String(10_000 + projects.length);
				projects.push({ ...body, id, self: `${url}/rest/api/3/project/${id}` });
				return { status: 201, body: { self: `${url}/rest/api/3/project/${id}`, id: Number(id), key: body.key } };
			});
		const one = /^\/project\/([^/]+)$/.exec(asked)?.[1];
		const found = projects.find(({ id, key }) => id === one || key === one);
		if (found && method === 'GET') return answer('get', () => ({ body: found }));
		return answer('unknown', () => ({ status: 404, body: { errorMessages: ['No project could be found.'], errors: {} } }));
	});
	return { ...api, email, token, scopedToken, cloudId, users, projects };
}

module.exports = { startAzureDevOps, startLinear, startKanboard, startGitLab, startJira };
