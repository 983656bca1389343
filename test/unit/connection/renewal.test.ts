import { Renewals } from '../../../nodes/CreateProject/connection/renewal';

/** An account whose token is worthless until somebody renews it, which takes a moment. */
function account({ renews = true } = {}) {
	let valid = false;
	let renewals = 0;
	const seen: string[] = [];
	const attempt =
		(name: string) =>
		async (mayRenew: boolean): Promise<{ statusCode: number }> => {
			seen.push(`${name}${mayRenew ? ' renews' : ''}`);
			await Promise.resolve();
			if (valid) return { statusCode: 201 };
			if (!mayRenew) return { statusCode: 401 };
			renewals++;
			for (let turn = 0; turn < 10; turn++) await Promise.resolve();
			if (!renews) throw new Error('The refresh token was revoked');
			valid = true;
			return { statusCode: 201 };
		};
	return { attempt, seen, expire: () => (valid = false), renewals: () => renewals };
}

describe('the renewal of a token', () => {
	it('is made by one request alone; the others are repeated with the new token', async () => {
		const { attempt, renewals } = account();
		const gate = new Renewals();
		const answers = await Promise.all(Array.from({ length: 40 }, async (_none, index) => await gate.send('a', attempt(String(index)))));
		expect(answers).toEqual(new Array(40).fill({ statusCode: 201 }));
		expect(renewals()).toBe(1);
	});

	it('is made again when the token ends again', async () => {
		const { attempt, expire, renewals } = account();
		const gate = new Renewals();
		await gate.send('a', attempt('1'));
		expire();
		await Promise.all([gate.send('a', attempt('2')), gate.send('a', attempt('3'))]);
		expect(renewals()).toBe(2);
	});

	it('is made by whoever meets the old token late only if nobody has done so since it was sent', async () => {
		const gate = new Renewals();
		const { attempt, renewals } = account();
		let letGo = (): void => undefined;
		const held = new Promise<void>((resolve) => (letGo = resolve));
		let isFirst = true;
		const late = gate.send('a', async (mayRenew) => {
			if (!isFirst) return await attempt('late')(mayRenew);
			isFirst = false;
			await held;
			return { statusCode: 401 };
		});
		await gate.send('a', attempt('quick'));
		letGo();
		expect(await late).toEqual({ statusCode: 201 });
		expect(renewals()).toBe(1);
	});

	it('that fails is reported to the one that tried, and holds nobody for ever', async () => {
		const { attempt } = account({ renews: false });
		const gate = new Renewals();
		const ends = await Promise.allSettled([gate.send('a', attempt('1')), gate.send('a', attempt('2'))]);
		expect(ends[0].status).toBe('rejected');
		expect(ends[1]).toEqual({ status: 'fulfilled', value: { statusCode: 401 } });
		await expect(gate.send('a', attempt('3'))).rejects.toThrow('revoked');
	});

	it('concerns one account', async () => {
		const [a, b] = [account(), account()];
		const gate = new Renewals();
		await Promise.all([gate.send('a', a.attempt('a')), gate.send('b', b.attempt('b'))]);
		expect([a.renewals(), b.renewals()]).toEqual([1, 1]);
	});
});
