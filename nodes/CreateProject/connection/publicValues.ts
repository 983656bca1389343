import type { Send, Tools } from '../delivery/exchange';
import { readContent } from '../project/answered/reply';
import type { CredentialValues } from '../project/asked/site';
import type { Scope } from '../project/asked/template';
import { getPath } from '../project/json';
import { InputProblem, passOn } from '../project/problem';
import type { ServiceDefinition } from '../services/service';
import { wantedValues, type Wanted } from './site';

/** A value of a site does not change; an address that was mended in the credential is another one. Read again after, ms. */
const FRESH = 60 * 60_000;
/** Most values kept, oldest out first. */
const MOST_KEPT = 200;
/** Waits between the tries of a look-up that got no answer, ms: a blip of the network is no reason to stop. */
const WAITS = [500, 2_000];

/** One word, so that it is one segment of a path whatever a site may answer. */
const WORD = /^\w[\w-]{0,199}$/;

/**
 * Values that a service needs in its address and that a site tells anybody (Jira's Cloud ID). They are asked for without the
 * credential, kept for a while, and shared by all executions of the process.
 */
export class PublicValues {
	private readonly kept = new Map<string, { at: number; value: Promise<string> }>();

	constructor(private readonly tools: Pick<Tools, 'monotonic' | 'sleep'>) {}

	/**
	 * What the credential lacks, by name of the field.
	 *
	 * @param send without a credential; left out, only what is known already counts.
	 * @param signal ends the wait of this execution; the question goes on for others.
	 * @throws {InputProblem} for a value that cannot be read.
	 */
	async find(
		definition: ServiceDefinition,
		credential: CredentialValues,
		kind: 'token' | 'oauth2',
		send?: Send,
		signal?: AbortSignal,
	): Promise<Scope> {
		const found: Scope = {};
		for (const wanted of wantedValues(definition, credential, kind))
			found[wanted.name] = await unlessStopped(this.read(definition, wanted, send), signal);
		return found;
	}

	private async read({ displayName }: ServiceDefinition, wanted: Wanted, send: Send | undefined): Promise<string> {
		const key = JSON.stringify([wanted.url, wanted.at]);
		const known = this.kept.get(key);
		if (known && this.tools.monotonic() - known.at < FRESH) return await known.value;
		const value = this.ask(displayName, wanted, send);
		this.kept.delete(key);
		this.kept.set(key, { at: this.tools.monotonic(), value });
		if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
		try {
			return await value;
		} catch (cause) {
			// What did not work is tried again the next time.
			if (this.kept.get(key)?.value === value) this.kept.delete(key);
			throw passOn(cause);
		}
	}

	private async ask(service: string, { label, siteLabel, url, at }: Wanted, send: Send | undefined): Promise<string> {
		let why = 'it was not asked for';
		for (const wait of [...WAITS, undefined]) {
			if (send === undefined) break;
			const exchange = await send({ method: 'GET', url, headers: { Accept: 'application/json' } });
			if (exchange.kind === 'answer' && exchange.answer.status < 500 && exchange.answer.status !== 429) {
				const { status, headers } = exchange.answer;
				const content = readContent(exchange.answer);
				const value = status < 300 && content.kind === 'json' ? getPath(content.value, at) : undefined;
				if (typeof value === 'string' && WORD.test(value)) return value;
				why = status >= 300 && status < 400 ? `it has moved${hostOf(headers.location, url)}` : `it was not there (status ${status})`;
				break;
			}
			why = exchange.kind === 'fault' ? exchange.fault.message : `status ${exchange.answer.status}`;
			// Who has not answered for so long does not answer a moment later.
			const isLost = exchange.kind === 'fault' && (exchange.fault.permanent || exchange.fault.reason === 'timeout');
			if (wait === undefined || isLost) break;
			await this.tools.sleep(wait);
		}
		throw new InputProblem(
			(quote) => `The '${label}' of ${service} could not be read at ${url}: ${quote(why, 200)}`,
			`Open the credential and check '${siteLabel}', the address in your browser up to the first single '/'; or fill in '${label}' yourself.`,
		);
	}
}

/** The host of a new address, where it is one. */
const hostOf = (location: string | undefined, from: string): string =>
	location !== undefined && URL.canParse(location, from) ? ` to ${new URL(location, from).origin}` : '';

async function unlessStopped<T>(value: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	if (signal === undefined) return await value;
	const stopped = new Promise<never>((_resolve, reject) => {
		const stop = (): void => reject(new InputProblem('The execution was canceled before the project was sent'));
		if (signal.aborted) stop();
		else signal.addEventListener('abort', stop, { once: true });
	});
	return await Promise.race([value, stopped]);
}
