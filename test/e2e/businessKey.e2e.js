'use strict';

const { startN8n } = require('./support/n8n');
const { startTlsProxy } = require('./support/tlsProxy');
const { startRedmine } = require('./support/redmine');
const { startApiProcess } = require('./support/apiProcess');
const { until } = require('./support/programs');
const { projectWorkflow, begin, ended } = require('./support/workflow');
const { startLinear } = require('../support/vendors');

/**
 * One business key, one project: the same webhook twice at once, again later, and after n8n was killed in the middle, with new
 * executions of the same deals. Redmine has no place for a key at all; the silent API has no search either; Linear is GraphQL.
 */
describe('Business key', () => {
	let n8n, proxy, redmine, silent, linear, ways;

	beforeAll(async () => {
		[redmine, silent, linear] = await Promise.all([startRedmine(), startApiProcess({ latencyMs: 400, list: 'none' }), startLinear()]);
		proxy = await startTlsProxy({ 'api.linear.app': linear.url });
		n8n = await startN8n({ env: proxy.env });
		const save = async (name, data) => await n8n.saveCredential({ name, type: 'projectApi', data });
		ways = {
			redmine: {
				credential: await save('Redmine', { service: 'redmine', siteUrl: redmine.url, redmineSignIn: 'apiKey', token: redmine.apiKey }),
				names: async () => (await redmine.projects()).map(({ name }) => name),
			},
			silent: {
				credential: await save('Silent', { service: 'custom', baseUrl: silent.url, customSignIn: 'none' }),
				names: async () => Object.entries((await silent.stats()).inputs).flatMap(([name, { ids }]) => ids.map(() => name)),
			},
			linear: {
				credential: await save('Linear', { service: 'linear', token: 'lin_api_test' }),
				names: async () => linear.projects.map(({ name }) => name),
				fields: { team: linear.teams[0].id },
			},
		};
	});
	afterAll(async () => {
		await n8n?.stop();
		await Promise.all([proxy?.stop(), redmine?.stop(), silent?.stop(), linear?.close()]);
	});

	const deals = (prefix, count) =>
		Array.from({ length: count }, (_, index) => ({ name: `${prefix} ${index + 1}`, deal: `${prefix}-deal-${index + 1}` }));
	const publish = async (path, service, options) =>
		await n8n.publish(
			projectWorkflow({
				path,
				credential: ways[service].credential,
				fields: ways[service].fields,
				parameters: { businessKey: '={{ $json.deal }}', options },
				node: { onError: 'continueErrorOutput' },
			}),
		);
	/** Sends the same items so many times at once, and waits for all executions. */
	const together = async (workflowId, path, items, times) => {
		const before = new Set((await n8n.executions({ workflowId, limit: 20 })).map(({ id }) => id));
		await Promise.all(Array.from({ length: times }, async () => await n8n.webhook(path, items)));
		const fresh = await until('All executions', async () => {
			const found = (await n8n.executions({ workflowId, limit: 20 })).filter(({ id }) => !before.has(id));
			return found.length === times && found;
		});
		return await Promise.all(fresh.map(async ({ id }) => await ended(n8n, id)));
	};
	const own = async (service, prefix) => (await ways[service].names()).filter((name) => name.startsWith(`${prefix} `)).sort();
	const once = (items) => items.map(({ name }) => name).sort();

	test.each([['redmine'], ['silent'], ['linear']])('%s: the same webhook twice at once, and once more later', async (service) => {
		const [path, items] = [`twice-${service}`, deals(`Twice ${service}`, 5)];
		const workflowId = await publish(path, service);
		const [first, second] = await together(workflowId, path, items, 2);
		expect([...first.refused, ...second.refused]).toEqual([]);
		expect([...first.done, ...second.done].map(({ outcome }) => outcome).sort()).toEqual([
			...Array(5).fill('created'),
			...Array(5).fill('existing'),
		]);
		expect(first.done.map(({ id }) => id)).toEqual(second.done.map(({ id }) => id));
		const [later] = await together(workflowId, path, items, 1);
		expect(later.done.map(({ outcome }) => outcome)).toEqual(Array(5).fill('existing'));
		expect(await own(service, `Twice ${service}`)).toEqual(once(items));
	});

	describe('n8n is killed in the middle, and the same deals come again in a new execution', () => {
		const ITEMS = Object.fromEntries(['redmine', 'silent', 'linear'].map((service) => [service, deals(`Killed ${service}`, 24)]));
		const ends = {};
		const before = {};

		beforeAll(async () => {
			const ids = {};
			for (const service of Object.keys(ITEMS)) ids[service] = await publish(`killed-${service}`, service, { parallel: 2 });
			for (const [service, items] of Object.entries(ITEMS)) await begin(n8n, ids[service], `killed-${service}`, items);
			await until('Some of each batch', async () => {
				const counts = await Promise.all(Object.keys(ITEMS).map(async (service) => (await own(service, `Killed ${service}`)).length));
				return counts.every((count) => count >= 3);
			});
			await n8n.kill();
			await n8n.start();
			await n8n.login();
			for (const service of Object.keys(ITEMS)) before[service] = await own(service, `Killed ${service}`);
			for (const [service, items] of Object.entries(ITEMS)) [ends[service]] = await together(ids[service], `killed-${service}`, items, 1);
		});

		test.each([['redmine'], ['linear']])('%s: one project each', async (service) => {
			expect(ends[service].refused).toEqual([]);
			expect(await own(service, `Killed ${service}`)).toEqual(once(ITEMS[service]));
			const outcomes = ends[service].done.map(({ outcome }) => outcome);
			expect(outcomes.filter((outcome) => outcome === 'existing')).toHaveLength(before[service].length);
		});

		test('the API without a search: none twice, and each that may be there is named', async () => {
			const { done, refused } = ends.silent;
			expect(done).toEqual([]);
			expect(refused.map(({ name, details }) => [name, details.outcome, details.attempts])).toEqual(
				ITEMS.silent.map(({ name }) => [name, 'unknown', 0]),
			);
			expect(await own('silent', 'Killed silent')).toEqual(before.silent);
			expect(new Set(before.silent).size).toBe(before.silent.length);
		});
	});
});
