import { PublicValues } from '../../../nodes/CreateProject/connection/publicValues';
import { ownProperty, recipeId, SERVICE, signInProperty } from '../../../nodes/CreateProject/connection/properties';
import { resolveSite } from '../../../nodes/CreateProject/connection/site';
import type { Exchange, Send } from '../../../nodes/CreateProject/delivery/exchange';
import type { OutgoingRequest } from '../../../nodes/CreateProject/project/asked/request';
import type { InputProblem } from '../../../nodes/CreateProject/project/problem';
import { defineService } from '../../../nodes/CreateProject/services/service';

const definition = defineService({
	id: 'sample',
	displayName: 'Sample',
	docs: 'https://sample.example/docs',
	baseUrl: '{siteUrl}',
	site: [{ name: 'siteUrl', displayName: 'Sample URL' }],
	auth: [
		{ name: 'Token', fields: [{ name: 'token', displayName: 'Token', secret: true }], headers: { Authorization: 'Bearer {token}' } },
		{
			name: 'Gateway Token',
			fields: [
				{ name: 'token', displayName: 'Token', secret: true },
				{ name: 'account', displayName: 'Account ID', found: { address: '{siteUrl}/public/info', at: 'account.id' } },
			],
			headers: { Authorization: 'Bearer {token}' },
			baseUrl: 'https://gateway.sample.example/{account}/v1',
		},
	],
	create: { path: '/projects' },
	fields: [],
	reply: { id: 'id' },
});

const credential = (more: Record<string, string> = {}, way = 'Gateway Token'): Record<string, string> => ({
	[SERVICE]: 'sample',
	[signInProperty('sample')]: recipeId(way),
	[ownProperty('sample', 'siteUrl')]: 'https://acme.sample.example',
	[ownProperty('sample', 'token')]: 'sample-secret',
	...more,
});

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Exchange => ({
	kind: 'answer',
	receivedAt: 0,
	answer: { status, headers: { 'content-type': 'application/json', ...headers }, text: JSON.stringify(body) },
});
const html = (status: number): Exchange => ({
	kind: 'answer',
	receivedAt: 0,
	answer: { status, headers: { 'content-type': 'text/html' }, text: '<html><body>Site not found</body></html>' },
});
const fault = (message: string, permanent = false): Exchange => ({
	kind: 'fault',
	fault: { reason: 'other', sent: 'no', permanent, message },
});
const silence: Exchange = {
	kind: 'fault',
	fault: { reason: 'timeout', sent: 'maybe', permanent: false, message: 'No complete answer came within 10000 ms' },
};

/** A look-up at a site that answers like this, the last answer for all that come after. */
function lookUp(...answers: Exchange[]) {
	const asked: OutgoingRequest[] = [];
	const slept: number[] = [];
	let now = 0;
	const send: Send = async (request) => {
		asked.push(request);
		return answers[Math.min(asked.length, answers.length) - 1];
	};
	const values = new PublicValues({
		monotonic: () => now,
		sleep: async (ms) => {
			slept.push(ms);
			now += ms;
		},
	});
	return {
		asked,
		slept,
		wait: (ms: number) => (now += ms),
		find: async (given = credential(), by: Send | undefined = send) => await values.find(definition, given, 'token', by),
		known: async (given = credential()) => await values.find(definition, given, 'token'),
	};
}
const problemIn = async (work: Promise<unknown>): Promise<InputProblem> =>
	await work.then(
		() => {
			throw new Error('no problem');
		},
		(cause: InputProblem) => cause,
	);

describe('a value of the site that is public', () => {
	it('is asked for at the site without the credential, and is part of the address', async () => {
		const { asked, find } = lookUp(json({ account: { id: 'acc-1' } }));
		const found = await find();
		expect(asked).toEqual([{ method: 'GET', url: 'https://acme.sample.example/public/info', headers: { Accept: 'application/json' } }]);
		expect(resolveSite(definition, credential(), 'token', found)).toMatchObject({
			baseUrl: 'https://gateway.sample.example/acc-1/v1',
			values: { siteUrl: 'https://acme.sample.example', account: 'acc-1' },
		});
	});

	it.each<[string, Record<string, string>, string | undefined]>([
		['was typed', { sampleAccount: ' acc-2 ' }, undefined],
		['belongs to another way to sign in', { sampleSignInWith: 'token' }, undefined],
	])('is not asked for where it %s', async (_title, more) => {
		const { asked, find } = lookUp(json({ account: { id: 'acc-1' } }));
		expect([await find(credential(more)), asked]).toEqual([{}, []]);
	});

	it('is asked for once by all, and again after an hour', async () => {
		const { asked, find, known, wait } = lookUp(json({ account: { id: 'acc-1' } }));
		await Promise.all([find(), find(), find()]);
		await find(credential({ sampleToken: 'another-secret' }));
		expect([asked.length, await known()]).toEqual([1, { account: 'acc-1' }]);
		await find(credential({ sampleSiteUrl: 'https://other.sample.example' }));
		expect(asked).toHaveLength(2);
		wait(60 * 60_000);
		await find();
		expect(asked).toHaveLength(3);
	});

	it.each<[string, Exchange[]]>([
		['a blip', [fault('The connection was cut'), json({ account: { id: 'acc-1' } })]],
		['two blips', [fault('No answer came in time'), html(503), json({ account: { id: 'acc-1' } })]],
		['a limit', [json({}, 429), json({ account: { id: 'acc-1' } })]],
	])('is found in spite of %s', async (_title, answers) => {
		const { find, slept } = lookUp(...answers);
		expect([await find(), slept]).toEqual([{ account: 'acc-1' }, [500, 2_000].slice(0, answers.length - 1)]);
	});

	it('is not waited for when the execution is stopped, and is there for the others', async () => {
		let answer: (exchange: Exchange) => void = () => undefined;
		const slow: Send = async () => await new Promise((resolve) => (answer = resolve));
		const values = new PublicValues({ monotonic: () => 0, sleep: async () => undefined });
		const stop = new AbortController();
		const stopped = problemIn(values.find(definition, credential(), 'token', slow, stop.signal));
		const other = values.find(definition, credential(), 'token', slow);
		stop.abort();
		expect((await stopped).message).toContain('canceled');
		answer(json({ account: { id: 'acc-1' } }));
		expect(await other).toEqual({ account: 'acc-1' });
	});

	it.each<[string, Exchange, number, string]>([
		['no such site', html(404), 1, 'it was not there (status 404)'],
		['a page for people', html(200), 1, 'it was not there (status 200)'],
		['an answer without it', json({ account: {} }), 1, 'it was not there (status 200)'],
		['a number', json({ account: { id: 7 } }), 1, 'it was not there (status 200)'],
		['a way up', json({ account: { id: '../admin' } }), 1, 'it was not there (status 200)'],
		['another host', json({ account: { id: 'x@evil.example' } }), 1, 'it was not there (status 200)'],
		['dots', json({ account: { id: '..' } }), 1, 'it was not there (status 200)'],
		['a sign-in', json({}, 401), 1, 'it was not there (status 401)'],
		['a redirect', json({}, 302, { location: 'https://new.sample.example/public/info' }), 1, 'it has moved to https://new.sample.example'],
		['a redirect to nowhere', json({}, 301), 1, 'it has moved'],
		['a network that stays away', fault('The host name could not be found'), 3, 'The host name could not be found'],
		['a domain that is not allowed', fault('The address is not allowed here', true), 1, 'The address is not allowed here'],
		['trouble that stays', html(502), 3, 'status 502'],
		['a site that does not answer', silence, 1, 'No complete answer came within 10000 ms'],
	])('that cannot be read because of %s is a problem with two ways out', async (_title, answer, times, why) => {
		const { asked, find } = lookUp(answer);
		const problem = await problemIn(find());
		expect([problem.message, problem.hint, asked.length]).toEqual([
			`The 'Account ID' of Sample could not be read at https://acme.sample.example/public/info: ${why}`,
			"Open the credential and check 'Sample URL', the address in your browser up to the first single '/'; " +
				"or fill in 'Account ID' yourself.",
			times,
		]);
		// Not remembered: the next execution asks again.
		await problemIn(find());
		expect(asked).toHaveLength(times * 2);
	});

	it.each<[string, Record<string, string>, string]>([
		['is missing', { sampleSiteUrl: '' }, "'Sample URL' is missing in the credential"],
		['is none', { sampleSiteUrl: 'acme.sample.example' }, "'Sample URL' is not a web address"],
		['is readable on the way', { sampleSiteUrl: 'http://acme.sample.example' }, "'Sample URL' uses http://"],
	])('is not asked for at an address that %s', async (_title, more, message) => {
		const { asked, find } = lookUp(json({ account: { id: 'acc-1' } }));
		expect((await problemIn(find(credential(more)))).message).toContain(message);
		expect(asked).toEqual([]);
	});
});
