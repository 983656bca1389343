import { changeWords, shownOf, type Shown } from '../project/answered/changed';
import { ownWords } from '../project/answered/failure';
import { namingOf } from '../project/answered/name';
import { readContent, type Project } from '../project/answered/reply';
import { InputProblem, passOn } from '../project/problem';
import type { Json, ServiceDefinition } from '../services/service';
import { searchEnvironment, type Completion } from './completion';
import type { ItemState } from './itemState';
import { followJob } from './job';
import { matchWay } from './match';
import type { FailedStep } from './outcome';
import type { Delivery } from './policy';
import type { ItemRequests } from './requests';
import { search } from './search';
import { Updating } from './updating';
import type { Verdict } from './verdict';

/** How the update of an existing project ended. */
export type UpdateEnd =
	/** `steps`: values that it did not change. */
	| { kind: 'updated'; project: Project; steps: FailedStep[] }
	/** `isUpdate`: see {@link Trouble.isUpdate}. */
	| { kind: 'troubled'; verdict: Verdict; isUpdate: true | 'unseen'; request: string };

/** Why an answer does not show the change, for people; `isDenied`: it says that there was none. */
interface Unseen {
	why: string;
	reason: 'job' | 'odd' | 'failed';
	isDenied?: true;
	/** Something else may have been changed instead: only a changed value shows that it was not. */
	isOther?: true;
}

/** All that was sent is there. */
const isWhole = ({ there, old, untold }: Shown): boolean => there.length > 0 && old.length + untold.length === 0;

/** When to look for a change that its answer does not show, as parts of the patience. */
const LOOKS = [0, 1];

/**
 * Sends the change, and believes it only where something shows it: an answer without a word (204, an empty body, `{}`, "updated"), the
 * project with its new values, or, where the answer leaves it open (202, no such row, unknown words, another project), a read that does.
 */
export class Update {
	constructor(
		private readonly delivery: Delivery,
		private readonly item: ItemState,
		private readonly requests: ItemRequests,
		private readonly completion: Completion,
	) {}

	async run(existing: Project, call: NonNullable<ServiceDefinition['update']>): Promise<UpdateEnd> {
		const { prepared } = this.delivery;
		const updating = new Updating(this.delivery, this.item, this.requests, this.completion);
		const { verdict, line, untouched, sent, answer } = await updating.send(call, existing);
		const troubled = (found: Verdict, isUpdate: true | 'unseen' = true): UpdateEnd => ({
			kind: 'troubled',
			verdict: found,
			isUpdate,
			request: line,
		});
		if (verdict.kind === 'unknown') return (await this.lost(existing, sent)) ?? troubled(verdict, 'unseen');
		if (answer === undefined || (verdict.kind !== 'created' && verdict.kind !== 'job')) return troubled(verdict);
		if (untouched.length > 0) {
			const object = prepared.definition.object ?? 'project';
			const labels = untouched.map((label) => `'${label}'`).join(', ');
			this.item.hints.push(`${prepared.definition.displayName} does not change ${labels} of a ${object} that exists; it stays as it was`);
		}
		const { name } = prepared.scope;
		const own = verdict.kind === 'created' && verdict.project.id === existing.id ? verdict.project : undefined;
		let unseen = verdict.kind === 'job' ? await this.afterJob(verdict) : this.unseenIn(answer.status, verdict.project, existing, sent);
		if (unseen === undefined && verdict.kind === 'created') {
			const words = changeWords(readContent(answer), existing.raw);
			const by = prepared.secrets.excerpt(words?.by ?? '', 120);
			if (words?.kind === 'denied') unseen = { why: `The answer says that nothing was changed (${by})`, reason: 'failed', isDenied: true };
			else if (words) unseen = { why: `The answer does not say that it was changed (${by})`, reason: 'odd' };
		}
		let shown = own && shownOf(sent, existing.raw, own.raw);
		let project = own ?? (await this.fresh(existing, sent)) ?? { ...existing, name: String(name) };
		if (unseen?.isDenied !== true && (unseen || (shown && shown.old.length > 0))) {
			const seen = await this.seen(existing, sent);
			if (seen) ({ project, shown } = seen);
			if (seen && isWhole(seen.shown) && (!unseen?.isOther || seen.shown.changed.length > 0)) unseen = undefined;
		}
		// Of several values some may be taken, and some not: that is said, too. None is no update.
		if (
			unseen === undefined &&
			shown &&
			shown.old.length > 0 &&
			shown.there.every((path) => path === prepared.definition.name?.to || path === 'name')
		)
			unseen = { why: `It still has its old values: ${shown.old.join(', ')}`, reason: 'failed', isDenied: true };
		if (unseen) {
			const words = ownWords('', unseen.why);
			return troubled({ kind: 'unknown', reason: unseen.reason, status: answer.status, complaint: words }, unseen.isDenied ?? 'unseen');
		}
		const steps = (shown?.old ?? []).map((step): FailedStep => ({ step, outcome: 'failed', message: 'it still has its old value' }));
		if (steps.length > 0)
			this.item.hints.push(`The project was updated, but these still have their old values: ${steps.map(({ step }) => step).join(', ')}`);
		return { kind: 'updated', project, steps };
	}

	/** An answer that was lost: the change is believed where a value of it shows that was not there before. */
	private async lost(existing: Project, sent: Json | undefined): Promise<UpdateEnd | undefined> {
		const seen = await this.seen(existing, sent);
		return seen && isWhole(seen.shown) && seen.shown.changed.length > 0 ? { kind: 'updated', project: seen.project, steps: [] } : undefined;
	}

	/** Why the answer, by its status and the project in it, does not show the change. */
	private unseenIn(status: number, answered: Project, existing: Project, sent: Json | undefined): Unseen | undefined {
		const { heuristic, prepared } = this.delivery;
		if (status === 202) return { why: 'The answer (status 202) only says that the order was taken', reason: 'job' };
		// An undescribed answer with another ID speaks of something else than what was to be changed.
		if (heuristic && answered.id !== '' && answered.id !== existing.id)
			return { why: `The answer is about another project (ID ${answered.id})`, reason: 'odd', isOther: true };
		const wanted = String(prepared.scope.name);
		const isNamed = JSON.stringify(sent ?? null).includes(JSON.stringify(wanted));
		return isNamed && answered.name !== undefined && namingOf(answered.name, wanted) === 'other'
			? { why: 'The answer shows another name', reason: 'odd' }
			: undefined;
	}

	private async afterJob({ body, location }: Verdict & { kind: 'job' }): Promise<Unseen | undefined> {
		const { prepared, tools, state } = this.delivery;
		const end = await followJob(body as Json, location, {
			prepared,
			auth: this.item.auth,
			ask: this.requests.ask,
			pause: async (ms) => await this.requests.pause(ms),
			now: () => state.clock.at(tools.now()),
		});
		if (end.kind === 'succeeded') return undefined;
		return end.kind === 'lost'
			? { why: `The service took the order, but its end was not seen: ${end.reason}`, reason: 'job' }
			: { why: end.complaint.message || 'The job ended without success', reason: 'failed', isDenied: true };
	}

	/** The project as a read shows it, as soon as that has all that was sent; else as it was last seen. */
	private async seen(existing: Project, sent: Json | undefined): Promise<{ project: Project; shown: Shown } | undefined> {
		let last: Awaited<ReturnType<Update['seen']>>;
		for (const part of LOOKS) {
			if (part > 0 && !(await this.requests.pause(part * this.delivery.policy.patienceMs))) break;
			const project = (await this.completion.current(existing)) ?? (await this.searched(existing));
			if (!project) continue;
			last = { project, shown: shownOf(sent, existing.raw, project.raw) };
			if (isWhole(last.shown)) break;
		}
		return last;
	}

	/** What was found is the project as it was; of an API that nobody knows a read tells how it is now, unless it lags behind. */
	private async fresh(existing: Project, sent: Json | undefined): Promise<Project | undefined> {
		const current = this.delivery.heuristic ? await this.completion.current(existing) : undefined;
		return current && shownOf(sent, existing.raw, current.raw).old.length === 0 ? current : undefined;
	}

	private async searched(existing: Project): Promise<Project | undefined> {
		const { prepared, policy } = this.delivery;
		const way = matchWay(prepared, policy);
		if ('problem' in way) return undefined;
		return await this.tried(async () => {
			const result = await search(way.call, way.wanted, searchEnvironment(this.delivery, this.item, this.requests));
			return result.kind === 'searched' ? result.found.find(({ id }) => id === existing.id) : undefined;
		});
	}

	private async tried(read: () => Promise<Project | undefined>): Promise<Project | undefined> {
		try {
			return await read();
		} catch (cause) {
			if (!(cause instanceof InputProblem)) throw passOn(cause);
			return undefined;
		}
	}
}
