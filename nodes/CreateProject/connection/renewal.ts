/**
 * Lets one request at a time renew the token of an account; the others that met the old one are repeated with the new. A
 * refresh token that works once is worth nothing to a second that uses it at the same time, and with reuse detection (RFC 9700,
 * 4.14.2) the account is locked. n8n does so itself from 2.30 on.
 *
 * A request that was answered 401 was not acted upon, so that repeating it is safe.
 */
export class Renewals {
	/** By account. `count`: renewals that have ended; `running`: one that is under way. */
	private readonly accounts = new Map<string, { count: number; running?: Promise<unknown> }>();

	/**
	 * Sends one request.
	 *
	 * @param account whose token it is.
	 * @param attempt sends it; `mayRenew`: on a 401 the token is renewed and the request sent once more.
	 */
	async send<Answer extends { statusCode: number }>(account: string, attempt: (mayRenew: boolean) => Promise<Answer>): Promise<Answer> {
		const state = this.accounts.get(account) ?? { count: 0 };
		this.accounts.set(account, state);
		const { count } = state;
		const answer = await attempt(false);
		if (answer.statusCode !== 401) return answer;
		if (state.count !== count || state.running) {
			await state.running;
			return await attempt(false);
		}
		const renewal = attempt(true);
		state.running = renewal
			.catch(() => undefined)
			.then(() => {
				state.count++;
				state.running = undefined;
			});
		return await renewal;
	}
}
