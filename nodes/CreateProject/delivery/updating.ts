import { ownWords } from '../project/answered/failure';
import type { Answer, Project, ReadContext } from '../project/answered/reply';
import { lineOf } from '../project/asked/request';
import { updateRequest } from '../project/asked/update';
import { isObject } from '../project/json';
import type { Call, Json, Method } from '../services/service';
import type { Completion } from './completion';
import type { ItemState } from './itemState';
import type { Delivery } from './policy';
import type { ItemRequests } from './requests';
import type { Verdict } from './verdict';

/** How an update ended. */
export interface Updated {
	verdict: Verdict;
	/** Method and path of the request, for people. */
	line: string;
	/** Labels of what was given and cannot be changed. */
	untouched: string[];
	/** The values that were sent, where they are a payload. */
	sent?: Json;
	/** What came; `undefined`: nothing was sent, or no answer came. */
	answer?: Answer;
}

/** How statuses say that an address has no such method. Many frameworks answer 404, as if there were no such address. */
const NO_SUCH_METHOD = new Set([404, 405, 501]);
/** Methods that change a project, the one that leaves alone what it does not name first. */
const CHANGING: Method[] = ['PATCH', 'PUT', 'POST'];

/** Changes a project that is there, so that nothing is lost of what the request does not speak of. */
export class Updating {
	constructor(
		private readonly environment: Pick<Delivery, 'prepared' | 'heuristic'>,
		private readonly item: ItemState,
		private readonly requests: ItemRequests,
		private readonly completion: Completion,
	) {}

	/** Sends the update; once more with the method that the API names instead, where nobody knows better. */
	async send(update: Call & { guessed?: true }, existing: Project): Promise<Updated> {
		const first = await this.once(update, existing);
		const other = this.environment.heuristic ? instead(update, first) : undefined;
		return other === undefined ? first : await this.once({ ...update, method: other }, existing);
	}

	private async once(update: Call & { at?: string; ok?: ReadContext['map']['ok'] }, existing: Project): Promise<Updated> {
		const { prepared, heuristic } = this.environment;
		// A PUT leaves nothing of what it does not name (RFC 9110, 9.3.4). What a known service's does, its definition says.
		const isWhole = heuristic && update.method === 'PUT';
		const current = isWhole ? await this.completion.current(existing) : undefined;
		if (isWhole && !isObject(current?.raw)) return { verdict: NOT_READ, line: `PUT ${update.path ?? ''}`, untouched: [] };
		const { request, untouched, sent } = updateRequest(prepared, update, existing, { auth: this.item.auth, current: current?.raw });
		const exchange = await this.requests.ask(request);
		// The reply of an update is read by its own map: what says "created" in a create's reply is not in it.
		const { map } = this.requests.read;
		const read: ReadContext = { ...this.requests.read, heuristic, map: { ...map, at: update.at ?? map.at, ok: update.ok } };
		const answer = exchange.kind === 'answer' ? exchange.answer : undefined;
		return { verdict: this.requests.judged(exchange, request, read), line: lineOf(request), untouched, sent, answer };
	}
}

/** The method to use instead of one that the address does not have; `undefined`: there is none, or the trouble is another. */
function instead({ method, guessed }: Call & { guessed?: true }, { verdict, answer }: Updated): Method | undefined {
	if (!NO_SUCH_METHOD.has(verdict.status ?? 0)) return undefined;
	const allow = answer?.headers.allow;
	if (allow !== undefined) {
		const allowed = allow.split(',').map((word) => word.trim().toUpperCase());
		return allowed.includes(method ?? 'PUT') ? undefined : CHANGING.find((candidate) => allowed.includes(candidate));
	}
	// The project was found a moment ago: what is missing is the method, as long as nobody has said that it is there.
	return guessed && method === 'PATCH' ? 'PUT' : undefined;
}

/** Nothing was sent. */
const NOT_READ: Verdict = {
	kind: 'refused',
	reason: 'invalid',
	complaint: ownWords(
		'The project could not be read before its update, and a PUT would erase what it does not name: nothing was changed',
		"Set 'Update: Method' under 'API Settings' to PATCH, or 'Update: Path' to the address at which one project is read and replaced.",
	),
};
