import type { Json, ServiceDefinition } from '../services/service';
import { deniesSuccess, structureOf } from '../project/answered/denial';
import { disclaimerIn, tellsExisting, type Disclaimer } from '../project/answered/disclaimer';
import { matches, NO_WORDS, ownWords, readComplaint, type Complaint } from '../project/answered/failure';
import { namingOf } from '../project/answered/name';
import { fold } from '../project/answered/places';
import { getPath, isObject } from '../project/json';
import { readContent, readProject, type Answer, type Content, type Project, type ReadContext } from '../project/answered/reply';
import type { Secrets } from '../project/secrets';
import type { Exchange, FaultReason } from './exchange';
import { remainingIsZero, requestedWait, type RequestedWait } from './wait';

/** Why an answer is what it is; the words reach logs, outputs and tests. */
export type Reason =
	| FaultReason
	| 'created'
	| 'job'
	| 'limit'
	| 'busy'
	| 'inFlight'
	| 'serverFault'
	| 'truncated'
	| 'tooLarge'
	| 'webPage'
	| 'odd'
	| 'duplicate'
	/** More than one project matches. */
	| 'several'
	| 'invalid'
	| 'unauthorized'
	| 'forbidden'
	| 'notFound'
	| 'moved'
	| 'keyReused'
	| 'failed'
	| 'rule'
	| 'noMemory'
	| 'keySent'
	| 'keyBusy'
	| 'budget';

/** What one answer to a create means. Decides nothing about attempts or options: see `deliver`. */
export type Verdict = { status?: number; reason: Reason; complaint: Complaint } &
	/**
	 * The project is there. `location`: where the API says that it can be read. `isOrdered`: the answer only says that the
	 * order was taken (202, or in its own words, which are the complaint then), so that what it shows is no project until a read
	 * shows it, too.
	 */
	(| { kind: 'created'; project: Project; location?: string; isOrdered?: true }
		/** A job that will make it. */
		| { kind: 'job'; body: unknown; location?: string }
		/** Certainly not done; may be sent again, after the requested wait if there is one. `shared`: all requests to this API wait. */
		| { kind: 'repeat'; retryAfter?: RequestedWait; shared: boolean }
		/**
		 * It may be done or not. `claimsSuccess`: the status says that it is, and the body neither denies it nor shows our
		 * project; that a search does not find it by its name is then no proof. `shown`: what the body shows instead.
		 */
		| { kind: 'unknown'; claimsSuccess?: true; shown?: Project }
		/** Something with this name or key is there already. `shown`: what the body names as that. */
		| { kind: 'duplicate'; field: 'name' | 'key'; shown?: Project }
		/** Certainly not done, and sending it again would not help. */
		| { kind: 'refused' }
	);

/** A person's own rule for one HTTP status. */
export interface StatusRule {
	status: number;
	treatAs: 'created' | 'existing' | 'retry' | 'stop';
	/** Shown instead of the node's own words. */
	message?: string;
}

export interface VerdictContext {
	definition: ServiceDefinition;
	protocol?: 'graphql' | 'rpc';
	read: ReadContext;
	/** The server's clock, ms since 1970. */
	now: number;
	/** Taken out of what the API says. */
	secrets: Secrets;
	/** An idempotency key went along. */
	keyed: boolean;
	rules?: readonly StatusRule[];
	/** Statuses that mean success for a custom API; default all 2xx. */
	successStatuses?: readonly number[];
}

/** What the API complained of, read when somebody asks. */
type Said = () => Complaint;

const LIMIT_WORDS = /rate.?limit|too many requests|secondary rate|throttl|quota exceeded/i;
const IN_FLIGHT_WORDS = /in.?(progress|flight)|being processed|concurrent(ly)?|still processing|already processing/i;
const KEY_WORDS = /idempoten/i;

/** The wait that an answer asks for, in its headers or its body. */
const waitIn = ({ headers }: Answer, content: Content, { now, definition }: VerdictContext): RequestedWait | undefined =>
	requestedWait(headers, now, definition.limits, content.kind === 'json' ? content.value : undefined);

/** Judges one exchange of a create request. */
export function judge(exchange: Exchange, context: VerdictContext): Verdict {
	if (exchange.kind === 'fault') {
		const { reason, sent, permanent, message, detail } = exchange.fault;
		const complaint = ownWords(message, detail);
		if (sent === 'maybe') return { kind: 'unknown', reason, complaint };
		return permanent ? { kind: 'refused', reason, complaint } : { kind: 'repeat', shared: false, reason, complaint };
	}
	const { answer } = exchange;
	const content = readContent(answer);
	// Most answers complain of nothing, and looking for a complaint in all its places is dear.
	let held: Complaint | undefined;
	const { errors } = context.definition;
	const said: Said = () => {
		const means = errors?.meanings?.find((match) => matches(match, answer))?.means;
		return (held ??= { ...readComplaint(content, context.secrets, errors?.message), ...(means === undefined ? {} : { means }) });
	};
	const verdict = byRule(answer, content, said, context) ?? byStatus(answer, content, said, context);
	return { ...verdict, status: answer.status };
}

function byRule(answer: Answer, content: Content, said: Said, context: VerdictContext): Verdict | undefined {
	const rule = context.rules?.find((entry) => entry.status === answer.status);
	if (!rule) return undefined;
	const complaint = rule.message
		? { ...said(), ...ownWords(rule.message, said().message === '' ? '' : `The service said: ${said().message}`) }
		: said();
	switch (rule.treatAs) {
		case 'created':
			return { ...created(answer, content, context), reason: 'rule' };
		case 'existing':
			return { kind: 'duplicate', field: 'name', reason: 'rule', complaint };
		case 'retry':
			return { kind: 'repeat', retryAfter: waitIn(answer, content, context), shared: false, reason: 'rule', complaint };
		case 'stop':
			return { kind: 'refused', reason: 'rule', complaint };
	}
}

function byStatus(answer: Answer, content: Content, said: Said, context: VerdictContext): Verdict {
	const { status, headers } = answer;
	const { definition } = context;
	const limits = definition.limits;
	const refused = (reason: Reason): Verdict => ({ kind: 'refused', reason, complaint: said() });
	const later = (reason: Reason): Verdict => {
		const retryAfter =
			waitIn(answer, content, context) ?? (limits?.waitMs === undefined ? undefined : { ms: limits.waitMs, source: 'service' });
		return { kind: 'repeat', retryAfter, shared: true, reason, complaint: said() };
	};
	if (limits?.never?.some((match) => matches(match, answer))) return refused('failed');
	if (limits?.answers?.some((match) => matches(match, answer))) return later('limit');
	const taken = definition.duplicates?.find((match) => matches(match, answer));
	if (taken) return { kind: 'duplicate', field: taken.field ?? 'name', reason: 'duplicate', complaint: said() };
	if (context.successStatuses?.includes(status)) return judgeSuccess(answer, content, said, context);
	if (status >= 200 && status < 300) {
		if (context.successStatuses !== undefined && context.successStatuses.length > 0)
			return { kind: 'unknown', reason: 'odd', complaint: said() };
		return judgeSuccess(answer, content, said, context);
	}
	// Whoever stores may answer with where to go next; that nothing was stored is for a search to show.
	if (status < 400) return { kind: 'unknown', reason: 'moved', complaint: said() };
	switch (status) {
		case 401:
			return refused('unauthorized');
		case 403:
			return headers['retry-after'] !== undefined || remainingIsZero(headers, limits) || LIMIT_WORDS.test(said().message)
				? later('limit')
				: refused('forbidden');
		case 404:
		case 410:
			return refused('notFound');
		// RFC 9110, 15.5.9 and RFC 8470, 5.2: the request was not processed.
		case 408:
		case 425:
			return { kind: 'repeat', retryAfter: waitIn(answer, content, context), shared: false, reason: 'busy', complaint: said() };
		case 409:
			return conflict(answer, content, said, context);
		case 422:
			return context.keyed && KEY_WORDS.test(answer.text) ? refused('keyReused') : refused('invalid');
		case 429:
			return later('limit');
		// The client, as a proxy on the way saw it, had gone (nginx 499, AWS 460): the server behind it may have acted.
		case 460:
		case 499:
			return { kind: 'unknown', reason: 'serverFault', complaint: said() };
		case 501:
		case 505:
			return refused('failed');
		// Asked to come back: taken as not processed. A 503 without Retry-After proves nothing.
		case 503:
			return headers['retry-after'] === undefined ? { kind: 'unknown', reason: 'serverFault', complaint: said() } : later('busy');
		default:
	}
	return status >= 500 ? { kind: 'unknown', reason: 'serverFault', complaint: said() } : refused('invalid');
}

function conflict(answer: Answer, content: Content, said: Said, context: VerdictContext): Verdict {
	const { keyed, definition } = context;
	// A key in flight (draft-ietf-httpapi-idempotency-key-header, 2.7): the first request is still at work.
	if (keyed && (IN_FLIGHT_WORDS.test(answer.text) || (KEY_WORDS.test(answer.text) && definition.duplicates === undefined))) {
		return { kind: 'repeat', retryAfter: waitIn(answer, content, context), shared: false, reason: 'inFlight', complaint: said() };
	}
	// A service that lists its duplicate answers means something else by this one.
	return definition.duplicates?.some((match) => match.status === 409)
		? { kind: 'refused', reason: 'invalid', complaint: said() }
		: { kind: 'duplicate', field: 'name', reason: 'duplicate', complaint: said() };
}

function judgeSuccess(answer: Answer, content: Content, said: Said, context: VerdictContext): Verdict {
	const { definition, protocol, read } = context;
	if (content.kind === 'html') return { kind: 'unknown', reason: 'webPage', complaint: said() };
	if (content.kind === 'truncated') return { kind: 'unknown', reason: 'truncated', complaint: NO_WORDS };
	if (content.kind === 'large') return { kind: 'unknown', reason: 'tooLarge', complaint: said() };
	const job = definition.job;
	if (
		job &&
		(job.when?.status === undefined || job.when.status === answer.status) &&
		(job.when?.path === undefined || (content.kind === 'json' && getPath(content.value, job.when.path) !== undefined))
	) {
		if (content.kind === 'json' || answer.headers.location !== undefined) {
			return {
				kind: 'job',
				body: content.kind === 'json' ? content.value : {},
				location: answer.headers.location,
				reason: 'job',
				complaint: NO_WORDS,
			};
		}
	}
	const verdict = created(answer, content, context);
	const { project } = verdict;
	const naming = read.wanted === undefined || project.name === undefined ? undefined : namingOf(project.name, read.wanted.name);
	const isCreate = read.wanted !== undefined;
	const hasId = project.id !== '';
	const isProven = hasId && isCreate && (naming === 'same' || (naming === undefined && !read.heuristic));
	if (deniesSuccess(content, { protocol, ok: read.map.ok }, { isProven, hasId, raw: project.raw, readsEntries: isCreate })) {
		// GraphQL may report a partial trouble beside the created object (GraphQL spec, 7.1.2).
		if (protocol === 'graphql' && hasId) return verdict;
		if (LIMIT_WORDS.test(said().message))
			return { kind: 'repeat', retryAfter: waitIn(answer, content, context), shared: true, reason: 'limit', complaint: said() };
		return isCreate && tellsExisting(said().message)
			? { kind: 'duplicate', field: 'name', reason: 'duplicate', complaint: said(), ...(hasId ? { shown: project } : {}) }
			: { kind: 'refused', reason: 'failed', complaint: said() };
	}
	if (!isCreate) return verdict;
	const disclaimer = disclaimerIn(content, { raw: project.raw, hasId, isNamed: isProven }, (key, value) =>
		wasSent(read.wanted?.sent, key, value),
	);
	if (disclaimer) {
		const end = disclaimed(disclaimer, hasId ? project : undefined, context);
		if (end) return end;
	}
	const isOrdered = context.successStatuses === undefined && (answer.status === 202 || disclaimer?.is === 'pending');
	if (disclaimer?.is === 'pending' && isOrdered) {
		const words = DISCLAIMED.pending(quoted(disclaimer, context));
		const complaint = ownWords(words, words);
		if (!hasId && verdict.location === undefined) return { kind: 'unknown', claimsSuccess: true, reason: 'job', complaint };
		return { ...verdict, isOrdered, complaint };
	}
	if (!hasId && verdict.location === undefined && read.map.withoutId !== true)
		return { kind: 'unknown', claimsSuccess: true, reason: 'odd', complaint: said() };
	if (naming === 'other') return { kind: 'unknown', claimsSuccess: true, shown: project, reason: 'odd', complaint: said() };
	return isOrdered ? { ...verdict, isOrdered } : verdict;
}

/** What an answer says of itself that shows no project, as a verdict. */
function disclaimed(disclaimer: Disclaimer, project: Project | undefined, context: VerdictContext): Verdict | undefined {
	const { read } = context;
	const say = (kind: keyof typeof DISCLAIMED): string => DISCLAIMED[kind](quoted(disclaimer, context));
	switch (disclaimer.is) {
		case 'existing': {
			const shown = disclaimer.shown ? readProject(disclaimer.shown, { ...read, wanted: undefined }) : project;
			return {
				kind: 'duplicate',
				field: 'name',
				reason: 'duplicate',
				complaint: ownWords('', say('existing')),
				...(shown ? { shown } : {}),
			};
		}
		case 'none':
			return { kind: 'refused', reason: 'failed', complaint: ownWords(say('none'), say('none')) };
		case 'pending':
			return undefined;
		default:
			return {
				kind: 'unknown',
				claimsSuccess: true,
				reason: 'odd',
				complaint: ownWords(say(disclaimer.is)),
				...(project ? { shown: project } : {}),
			};
	}
}

/** For people; the API's own word stands in it. */
const DISCLAIMED: Record<Disclaimer['is'], (by: string) => string> = {
	existing: (by) => `The answer itself says that it was there before (${by})`,
	preview: (by) => `The answer says that this was only tried out (${by})`,
	pending: (by) => `The answer says that it is still to be made (${by})`,
	rejected: (by) => `The answer says that it was turned down (${by})`,
	none: (by) => `The answer says that nothing was created (${by})`,
};

const quoted = ({ by }: Disclaimer, { secrets }: VerdictContext): string => secrets.excerpt(by, 120);

/** Was this value sent in a field of this name? */
const wasSent = (sent: Json | undefined, key: string, value: unknown, depth = 0): boolean =>
	isObject(sent) &&
	depth < 4 &&
	Object.entries(sent).some(
		([name, given]) =>
			(fold(name) === fold(key) && !isObject(given) && String(given) === String(value)) || wasSent(given, key, value, depth + 1),
	);

function created({ headers: { location } }: Answer, content: Content, { read }: VerdictContext): Verdict & { kind: 'created' } {
	const verdict = { kind: 'created', reason: 'created', complaint: NO_WORDS, ...(location ? { location } : {}) } as const;
	const value = structureOf(content) as Json | undefined;
	if (value !== undefined) {
		const project = readProject(value, read);
		return { ...verdict, project: isObject(project.raw) || project.id !== '' ? project : { ...project, raw: value } };
	}
	const raw: Json = content.kind === 'text' ? { text: content.text } : {};
	return { ...verdict, project: { id: '', raw } };
}
