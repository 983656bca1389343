import { ownAddress } from '../project/asked/address';
import { notKept } from '../project/answered/changed';
import { idInAddress } from '../project/answered/id';
import { namingOf } from '../project/answered/name';
import { isObject } from '../project/json';
import { createRequest } from '../project/asked/prepare';
import { readContent, readProject, type Project } from '../project/answered/reply';
import { buildRequest } from '../project/asked/request';
import type { Json, ServiceDefinition } from '../services/service';
import type { FailedStep, Outcome } from './outcome';
import type { ItemState } from './itemState';
import type { Delivery } from './policy';
import type { ItemRequests } from './requests';
import { search, type SearchEnvironment } from './search';
import { withoutEnd } from '../project/text';

/** What came with a new project besides itself. */
interface Beside {
	/** The reply held no project at all. */
	mustFetch?: boolean;
	/** The job that made it. */
	job?: Json;
	/** Where the API says that it can be read. */
	location?: string;
	/** The answer only says that the order was taken: what it shows must be seen to be there. */
	isOrdered?: boolean;
	/** Somebody who knows has said that this answer means a new project: the definition, a finished job, a person's rule. */
	isCertain?: boolean;
}

type ReadCall = NonNullable<ServiceDefinition['fetch']>;

interface Reading {
	/** The ID to read, where it is not yet the project's. */
	id?: string;
	job?: Json;
	/** Takes the place of the call's path. */
	follow?: string;
	/** Is what was read the project at all? */
	isWanted?: (whole: Project) => boolean;
}

/** Everything after the project is there: reading back what the reply left out, second requests, the item's end. */
export class Completion {
	private readonly name: string;
	/** The answer said in words that the order was only taken. */
	private isOrder = false;

	constructor(
		private readonly environment: Pick<Delivery, 'prepared' | 'policy' | 'heuristic' | 'state' | 'filters'>,
		private readonly item: ItemState,
		private readonly requests: ItemRequests,
	) {
		this.name = String(environment.prepared.scope.name);
	}

	/** The end of an item whose project was there before. */
	async existing(project: Project, outcome: 'existing' | 'updated', steps: FailedStep[] = []): Promise<Outcome> {
		const { fetch, update } = this.environment.prepared.definition;
		const mustRead = outcome === 'updated' && update?.sparse === true && fetch !== undefined && project.id !== '';
		return this.end(mustRead ? await this.readBack(project, fetch, {}) : project, outcome, steps);
	}

	/**
	 * The end of an item whose project is new: what the reply left out is read, what the create does not take is set.
	 *
	 * @returns `undefined` when no ID could be found: then nothing shows that there is a project.
	 */
	async created(found: Project, beside: Beside = {}): Promise<Outcome | undefined> {
		const { prepared, policy, state } = this.environment;
		let project = found;
		if (beside.mustFetch || beside.isOrdered || prepared.definition.sparse || policy.verify || project.id === '')
			project = await this.fetched(project, beside);
		if (project.id === '') return undefined;
		state.host.claims.add(project);
		this.tellNotKept(project);
		return this.end(project, 'created', await this.followUps(project));
	}

	/** Of an API that nobody here knows: what was sent and is not what came. A known service has its own ways, which its definition knows. */
	private tellNotKept({ raw }: Project): void {
		const { prepared, heuristic } = this.environment;
		if (!heuristic) return;
		const { definition, scope, site, secrets } = prepared;
		const paths = notKept(scope.payload as Json | undefined, raw, site.derived !== undefined).filter(
			(path) => path !== (definition.name?.to ?? 'name'),
		);
		if (paths.length === 0) return;
		const names = paths.map((path) => `'${secrets.excerpt(path, 60)}'`).join(', ');
		this.item.hints.push(
			`The answer shows ${names} not as sent: ` +
				`the API may not know ${paths.length > 1 ? 'these fields' : 'this field'}, or keep it its own way`,
		);
	}

	/** The item's end: the project with all that is known of it. */
	private end(found: Project, outcome: 'created' | 'existing' | 'updated', steps: FailedStep[] = []): Outcome {
		const { definition, scope } = this.environment.prepared;
		let project = found;
		if (project.name === undefined && outcome !== 'existing') project = { ...project, name: this.name };
		if (project.key === undefined && outcome === 'created' && typeof scope.key === 'string' && definition.reply.key !== undefined)
			project = { ...project, key: scope.key };
		if (project.url === undefined && definition.reply.urlTemplate !== undefined) {
			// A URL made of parts that only the input or a second reply had.
			const again = readProject(project.raw, {
				...this.requests.read,
				map: { urlTemplate: definition.reply.urlTemplate, urlUnless: definition.reply.urlUnless },
				heuristic: false,
				scope: { ...scope, id: project.id || undefined, key: project.key, name: project.name },
			});
			if (again.url !== undefined) project = { ...project, url: again.url };
		}
		return { kind: 'done', outcome, project, ...(steps.length > 0 ? { steps } : {}), delivery: this.item.details, hints: this.item.hints };
	}

	/** Fetches what the create reply left out. A read that fails takes nothing away from what is known. */
	private async fetched(given: Project, { job, location, isOrdered, isCertain }: Beside): Promise<Project> {
		const {
			prepared: {
				definition: { fetch, lookup },
			},
			heuristic,
		} = this.environment;
		this.isOrder = isOrdered === true;
		const address = location === undefined ? undefined : this.addressOf(location);
		let project = given;
		if (project.id === '' && address) {
			if (heuristic || !fetch) project = await this.located(project, address);
			else project = { ...project, id: this.idIn(address) ?? '' };
			if (heuristic && project.id !== '') return project;
		}
		if (isOrdered && project.id !== '') return await this.shown(project);
		if (fetch && (project.id !== '' || !JSON.stringify(fetch).includes('{id}'))) {
			// A guessed address may hold anything; one that the API named is better.
			const isWanted = heuristic ? ({ id }: Project) => id === project.id : undefined;
			const named = heuristic && !this.isOrdered && address && ownAddress(this.environment.prepared.site, address.href);
			return await this.readBack(project, fetch, { job, isWanted, follow: named ? named.href : undefined });
		}
		if (project.id !== '' || !isCertain || !lookup?.name) return project;
		try {
			const result = await search(
				lookup.name,
				{ by: 'name', value: this.name },
				searchEnvironment(this.environment, this.item, this.requests),
			);
			const fresh = result.kind === 'searched' ? result.found.filter((one) => !this.environment.state.host.claims.has(one)) : [];
			if (fresh.length === 1) return fresh[0];
		} catch (cause) {
			this.item.hints.push(`The project was created, but it could not be read back: ${(cause as Error).message}`);
		}
		return project;
	}

	/** A project as it is now; `undefined` where it cannot be read. */
	async current({ id, key, raw }: Project): Promise<Project | undefined> {
		const { fetch } = this.environment.prepared.definition;
		if (!fetch) return undefined;
		const hints = this.item.hints.length;
		const read = await this.readBack({ id: '', key, raw }, fetch, { id, isWanted: (whole) => whole.id === id });
		// It was not created here.
		this.item.hints.length = hints;
		return read.id === '' ? undefined : read;
	}

	/** An order's answer may show the order: the project is what a read of that ID shows under our name. Without one, none. */
	private async shown(project: Project): Promise<Project> {
		const { fetch } = this.environment.prepared.definition;
		const none: Project = { id: '', raw: project.raw };
		if (!fetch) return none;
		const isWanted = ({ id, name }: Project): boolean => id === project.id && name !== undefined && namingOf(name, this.name) !== 'other';
		const hints = this.item.hints.length;
		const read = await this.readBack(none, fetch, { id: project.id, isWanted });
		// Whether there is a project at all is not known yet: nothing was "created, but could not be read".
		this.item.hints.length = hints;
		return read.id === '' ? none : { ...project, ...read };
	}

	/** What is at the address that came instead of the project (RFC 9110, 15.3.2); where it cannot be read, the id in the address. */
	private async located(project: Project, address: URL): Promise<Project> {
		const { create, reply } = this.environment.prepared.definition;
		let isOther = false;
		const isWanted = ({ id, name }: Project): boolean => {
			// What has another name is something else, whatever its address ends with.
			isOther = name !== undefined && namingOf(name, this.name) === 'other';
			return id !== '' && !isOther && (!this.isOrdered || name === this.name);
		};
		const whole = await this.readBack(project, { baseUrl: create.baseUrl, at: reply.at }, { follow: address.href, isWanted });
		if (whole.id !== '' || isOther) return whole;
		const id = this.idIn(address);
		if (id === undefined) return project;
		this.item.hints.push("The project's ID was taken from the Location header of the answer");
		return { ...project, id };
	}

	/** What was only taken for later may come with the address of the order, which is no project. */
	private get isOrdered(): boolean {
		return this.isOrder || this.item.details.status === 202;
	}

	private get list(): URL {
		return new URL(createRequest(this.environment.prepared, { headers: {}, query: {} }).url);
	}

	private idIn(address: URL): string | undefined {
		// An address on another host, or of another tenant, names ours only if it goes on as the list's does.
		const isForeign = ownAddress(this.environment.prepared.site, address.href) === undefined;
		return idInAddress(address, this.list, this.isOrdered || isForeign);
	}

	/** Some frameworks name the list itself; and where a GET creates, nothing of that address may be asked for. */
	private addressOf(location: string): URL | undefined {
		const { list } = this;
		const address = URL.canParse(location, list.href) ? new URL(location, list) : undefined;
		return address === undefined || bare(address) === bare(list) ? undefined : address;
	}

	/** One read of the new project; as it was, with a hint, where that does not work. */
	private async readBack(
		project: Project,
		{ at, ...call }: ReadCall,
		{ id = project.id, job, follow, isWanted = (whole) => whole.id !== '' || isObject(whole.raw) }: Reading,
	): Promise<Project> {
		const { prepared, heuristic } = this.environment;
		const { reply } = prepared.definition;
		const scope = {
			...prepared.scope,
			...(job === undefined ? {} : { job }),
			...(id === '' ? {} : { id }),
			...(project.key === undefined ? {} : { key: project.key }),
		};
		const readAt = (value: Json, path?: string): Project =>
			readProject(value, { ...this.requests.read, map: { ...reply, at: path, ok: undefined } });
		let why: string;
		try {
			const exchange = await this.requests.ask(buildRequest(prepared.site, call, { scope, follow }, this.item.auth));
			const content = exchange.kind === 'answer' && exchange.answer.status === 200 ? readContent(exchange.answer) : undefined;
			if (content?.kind === 'json' && content.value !== null) {
				let whole = readAt(content.value, at);
				// Wrapped by the create's reply, but bare by itself: nobody has described this one.
				if (heuristic && at !== undefined && whole.id === '') whole = readAt(content.value);
				if (isWanted(whole)) return { ...project, ...whole, id: whole.id || project.id };
			}
			why =
				exchange.kind === 'fault' ? exchange.fault.message : content ? 'the answer does not hold it' : `status ${exchange.answer.status}`;
		} catch (cause) {
			why = (cause as Error).message;
		}
		this.item.hints.push(`The project was created, but it could not be read back: ${why}`);
		return project;
	}

	/** Sets what the create request does not take. @returns what could not be set. */
	private async followUps(project: Project): Promise<FailedStep[]> {
		const { prepared } = this.environment;
		const failed: FailedStep[] = [];
		for (const call of prepared.definition.followUps ?? []) {
			const given = call.fields.filter((id) => prepared.scope[id] !== undefined);
			if (given.length === 0) continue;
			const scope = { ...prepared.scope, id: project.id, key: project.key ?? prepared.scope.key, reply: project.raw };
			let reason: string | undefined;
			try {
				const request = buildRequest(prepared.site, call, { scope }, this.item.auth);
				const verdict = this.requests.judged(await this.requests.ask(request), request, {
					...this.requests.read,
					map: { ...this.requests.read.map, ok: undefined },
				});
				if (verdict.kind !== 'created') reason = verdict.complaint.message || `status ${verdict.status ?? 'unknown'}`;
			} catch (cause) {
				reason = (cause as Error).message;
			}
			if (reason === undefined) continue;
			failed.push({ step: given.join(', '), outcome: 'failed', message: reason });
			this.item.hints.push(`The project was created, but ${given.join(', ')} could not be set: ${reason}`);
		}
		return failed;
	}
}

/** What a search on behalf of an item needs. */
export const searchEnvironment = (
	{ prepared, heuristic, filters }: Pick<Delivery, 'prepared' | 'heuristic' | 'filters'>,
	{ auth }: ItemState,
	{ ask }: ItemRequests,
): SearchEnvironment => ({ prepared, auth, heuristic, filters, ask });

const bare = ({ pathname }: URL): string => withoutEnd(pathname);
