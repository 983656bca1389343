import { ownAddress } from '../project/asked/address';
import { readComplaint, type Complaint } from '../project/answered/failure';
import { getPath } from '../project/json';
import type { Prepared } from '../project/asked/prepare';
import { readContent, readProject, type Project } from '../project/answered/reply';
import { buildRequest, type OutgoingRequest } from '../project/asked/request';
import type { Auth } from '../project/asked/site';
import type { Json } from '../services/service';
import type { Exchange } from './exchange';
import { requestedWait } from './wait';

export type JobEnd =
	| { kind: 'succeeded'; project?: Project; job: Json }
	| { kind: 'failed'; complaint: Complaint; text: string }
	/** Not ended in time, or no longer to be asked. */
	| { kind: 'lost'; reason: string };

export interface JobEnvironment {
	prepared: Prepared;
	auth: Auth;
	ask: (request: OutgoingRequest) => Promise<Exchange>;
	/** Waits; `false` when the time of the item is over or the execution was stopped. */
	pause: (ms: number) => Promise<boolean>;
	now: () => number;
}

const INTERVAL = 2000;

/** Follows a job to its end: its state now, then polls at the API's or the definition's pace. */
export async function followJob(body: Json, location: string | undefined, environment: JobEnvironment): Promise<JobEnd> {
	const { prepared, auth, ask, pause, now } = environment;
	const job = prepared.definition.job!;
	const context = { map: prepared.definition.reply, scope: prepared.scope, baseUrl: prepared.site.baseUrl, heuristic: false };
	const first = getPath(body, job.at ?? '') as Json;
	const scope = { ...prepared.scope, job: first, location };
	let current: Json = first;
	let wait = job.intervalMs ?? INTERVAL;
	for (;;) {
		const state = getPath(current, job.state) as Json | undefined;
		const isBroken = job.error !== undefined && getPath(current, job.error) !== undefined;
		if (!isBroken && state !== undefined && job.succeeded.includes(state)) {
			const held = job.result === undefined ? undefined : (getPath(current, job.result) as Json | undefined);
			return held === undefined || held === null
				? { kind: 'succeeded', job: mergeJob(first, current) }
				: { kind: 'succeeded', job: current, project: readProject(held, { ...context, map: { ...context.map, at: undefined } }) };
		}
		if (isBroken || (state !== undefined && job.failed.includes(state))) {
			const complaint = readComplaint({ kind: 'json', value: current }, prepared.secrets, job.message);
			return { kind: 'failed', complaint, text: JSON.stringify(current) };
		}
		const follow = job.poll === undefined ? location : undefined;
		if (job.poll === undefined && (follow === undefined || !ownAddress(prepared.site, follow)))
			return { kind: 'lost', reason: 'The API did not say where its job can be followed' };
		if (!(await pause(wait))) return { kind: 'lost', reason: 'The job had not ended when the time for this item was over' };
		const exchange = await ask(
			buildRequest(prepared.site, job.poll ?? {}, { scope: { ...scope, job: mergeJob(first, current) }, follow }, auth),
		);
		if (exchange.kind === 'fault') return { kind: 'lost', reason: exchange.fault.message };
		const content = readContent(exchange.answer);
		if (exchange.answer.status >= 300 || content.kind !== 'json')
			return { kind: 'lost', reason: `The job's state was answered with status ${exchange.answer.status}` };
		current = (getPath(content.value, job.pollAt ?? '') as Json | undefined) ?? null;
		wait = Math.max(job.intervalMs ?? INTERVAL, requestedWait(exchange.answer.headers, now(), prepared.definition.limits)?.ms ?? 0);
	}
}

/** Poll addresses may need parts only the first answer had. */
const mergeJob = (first: Json, current: Json): Json =>
	typeof first === 'object' &&
	first !== null &&
	typeof current === 'object' &&
	current !== null &&
	!Array.isArray(first) &&
	!Array.isArray(current)
		? { ...first, ...current }
		: current;
