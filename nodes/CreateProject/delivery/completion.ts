import { isObject } from '../project/json';
import { readContent, readProject, type Project } from '../project/reply';
import { buildRequest } from '../project/request';
import type { Json } from '../services/service';
import type { Outcome } from './outcome';
import { search, type SearchEnvironment } from './search';
import { Transport } from './transport';

/** Everything after the project is there: reading back what the reply left out, second requests, the item's end. */
export class Completion extends Transport {
	protected readonly hints: string[] = [];
	protected readonly name = String(this.delivery.prepared.scope.name);

	protected environment(): SearchEnvironment {
		const { prepared, guess } = this.delivery;
		return { prepared, auth: this.auth, guess, ask: this.ask };
	}

	/** The item's end: the project with all that is known of it. */
	protected async complete(found: Project, outcome: 'created' | 'existing' | 'updated', mustFetch = false, job?: Json): Promise<Outcome> {
		const { prepared, policy, state } = this.delivery;
		const { definition, scope } = prepared;
		let project = found;
		if (outcome === 'created') {
			if (mustFetch || definition.sparse || policy.verify || project.id === '') project = await this.fetched(project, job);
			if (outcome === 'created') await this.followUps(project);
			state.claims.add(project.id);
		}
		if (project.name === undefined && outcome !== 'existing') project = { ...project, name: this.name };
		if (project.key === undefined && outcome === 'created' && typeof scope.key === 'string' && definition.reply.key !== undefined) project = { ...project, key: scope.key };
		if (project.url === undefined && definition.reply.urlTemplate !== undefined) {
			// A URL made of parts that only the input or a second reply had.
			const again = readProject(project.raw, { ...this.read, map: { urlTemplate: definition.reply.urlTemplate }, guess: false, scope: { ...scope, id: project.id || undefined, key: project.key, name: project.name } });
			if (again.url !== undefined) project = { ...project, url: again.url };
		}
		return { kind: 'done', outcome, project, delivery: this.details, hints: this.hints };
	}

	/** Fetches what the create reply left out. A read that fails takes nothing away from what is known. */
	private async fetched(project: Project, job?: Json): Promise<Project> {
		const { prepared } = this.delivery;
		const { fetch, reply, lookup } = prepared.definition;
		const scope = { ...prepared.scope, ...(job === undefined ? {} : { job }), ...(project.id === '' ? {} : { id: project.id }), ...(project.key === undefined ? {} : { key: project.key }) };
		try {
			if (fetch) {
				const exchange = await this.ask(buildRequest(prepared.site, fetch, { scope }, this.auth));
				const content = exchange.kind === 'answer' && exchange.answer.status === 200 ? readContent(exchange.answer) : undefined;
				if (content?.kind === 'json' && content.value !== null) {
					const whole = readProject(content.value, { ...this.read, map: { ...reply, at: fetch.at, ok: undefined } });
					if (whole.id !== '' || isObject(whole.raw)) return { ...project, ...whole, id: whole.id || project.id };
				}
				this.hints.push('The project was created, but it could not be read back');
			} else if (project.id === '' && lookup?.name) {
				const result = await search(lookup.name, { by: 'name', value: this.name }, this.environment());
				const fresh = result.kind === 'searched' ? result.found.filter(({ id }) => !this.delivery.state.claims.has(id)) : [];
				if (fresh.length === 1) return fresh[0];
			}
		} catch (cause) {
			this.hints.push(`The project was created, but it could not be read back: ${(cause as Error).message}`);
		}
		return project;
	}

	private async followUps(project: Project): Promise<void> {
		const { prepared } = this.delivery;
		for (const call of prepared.definition.followUps ?? []) {
			const given = call.fields.filter((id) => prepared.scope[id] !== undefined);
			if (given.length === 0) continue;
			const scope = { ...prepared.scope, id: project.id, key: project.key ?? prepared.scope.key, reply: project.raw };
			let reason: string | undefined;
			try {
				const request = buildRequest(prepared.site, call, { scope }, this.auth);
				const verdict = this.judged(await this.ask(request), request, { ...this.read, map: { ...this.read.map, ok: undefined } });
				if (verdict.kind !== 'created') reason = verdict.complaint.message || `status ${verdict.status ?? 'unknown'}`;
			} catch (cause) {
				reason = (cause as Error).message;
			}
			if (reason !== undefined) this.hints.push(`The project was created, but ${given.join(', ')} could not be set: ${reason}`);
		}
	}
}
