import { jira as definition } from '../../nodes/CreateProject/services/jira';
import { callMethod, runNode, testCredential } from '../support/engine';
import { create, everything, fields, named } from '../support/nodeRuns';
import { startJira } from '../support/vendors';

type Jira = Awaited<ReturnType<typeof startJira>>;

const WAY = ['project', 'OAuth2', 'Api'].join('');
const GATEWAY = 'https://api.atlassian.com/ex/jira/{cloudId}';

let jira: Jira;
beforeEach(async () => {
	jira = await startJira();
	// The gateway is Atlassian's own host; here it is below the server of the test.
	for (const recipe of [definition.auth![1], definition.oauth2!]) {
		expect(recipe.baseUrl).toBe(GATEWAY);
		recipe.baseUrl = `${jira.url}/ex/jira/{cloudId}`;
	}
});
afterEach(async () => {
	for (const recipe of [definition.auth![1], definition.oauth2!]) recipe.baseUrl = GATEWAY;
	await jira.close();
});

const scoped = (more: Record<string, unknown> = {}) => ({
	tool: 'jira',
	jiraSiteUrl: jira.url,
	jiraSignInWith: 'apiTokenWithScopes',
	jiraEmail: jira.email,
	jiraToken: jira.scopedToken,
	...more,
});
const values = () => ({ fields: fields({ owner: jira.users[0].accountId, type: 'software' }) });
const labels = () => jira.log.map(({ label }) => label);

describe("a Cloud ID that the person does not give, Jira's", () => {
	it('is read once for a run, without the credential, and the page is on the site', async () => {
		const run = await create(scoped(), { items: named(5), parameters: { ...values(), options: { parallel: 5 } } });
		expect(run.items.map(({ json }) => [json.outcome, json.url])).toEqual(
			jira.projects.map(({ key }) => ['created', `${jira.url}/browse/${key}`]),
		);
		expect([labels().filter((label) => label === 'site'), labels().filter((label) => label === 'refused')]).toEqual([['site'], []]);
		expect(jira.log.filter(({ label }) => label === 'create').every(({ path }) => path.startsWith(`/ex/jira/${jira.cloudId}/`))).toBe(true);
		expect(everything(run)).not.toContain(jira.scopedToken);
	});

	it('is known to the test of the credential', async () => {
		expect((await testCredential('projectApi', scoped(), 'source')).status).toBe('OK');
		// In between it was asked whether the host is there, without the credential.
		expect(labels()).toEqual(['site', 'refused', 'search']);
		expect((await testCredential('projectApi', scoped({ jiraToken: 'wrong' }), 'source')).message).toMatch(
			/does not accept this credential/,
		);
	});

	it('is known to the drop-downs of the editor', async () => {
		const drawn = await callMethod({ load: 'source', method: 'resourceMapping.getFields', credentials: { projectApi: scoped() } });
		const owner = drawn.fields.find(({ id }: { id: string }) => id === 'owner');
		expect(owner.options.map(({ name }: { name: string }) => name)).toEqual(['Mia Krystof', 'Pat Owner']);
	});

	it('is read for OAuth2 as well, without its token', async () => {
		const run = await runNode({
			load: 'source',
			credentials: {
				projectOAuth2Api: {
					service: 'jira',
					jiraSiteUrl: jira.url,
					grantType: 'authorizationCode',
					clientId: 'client',
					clientSecret: 'client-secret',
					oauthTokenData: { access_token: jira.scopedToken, token_type: 'Bearer' },
				},
			},
			items: named(1),
			parameters: { authentication: WAY, projectName: '={{ $json.name }}', ...values() },
		});
		expect([run.items[0].json.outcome, run.items[0].json.url]).toEqual(['created', `${jira.url}/browse/${jira.projects[0].key}`]);
		expect(jira.log.map(({ label, path }) => label === 'site' || path.startsWith(`/ex/jira/${jira.cloudId}/`))).not.toContain(false);
		expect([labels()[0], labels().filter((label) => label === 'create')]).toEqual(['site', ['create']]);
	});

	it('that was typed is not asked for', async () => {
		const { items } = await create(scoped({ jiraCloudId: jira.cloudId }), { items: named(1), parameters: values() });
		expect([items[0].json.outcome, labels().includes('site')]).toEqual(['created', false]);
	});

	it('that cannot be read ends each item with a way out, and nothing was sent', async () => {
		const { error } = await create(scoped({ jiraSiteUrl: `${jira.url}/jira/projects` }), { items: named(2), parameters: values() });
		expect(error.message).toContain("The 'Cloud ID' of Jira could not be read at");
		expect(error.description).toContain("check 'Jira URL'");
		expect(jira.projects).toEqual([]);
		const tested = await testCredential('projectApi', scoped({ jiraSiteUrl: `${jira.url}/jira/projects` }), 'source');
		expect([tested.status, tested.message]).toEqual(['Error', expect.stringContaining("The 'Cloud ID' of Jira could not be read at")]);
	});

	it('is not read where the credential does not allow that host', async () => {
		const { error } = await create(scoped({ allowedHttpRequestDomains: 'domains', allowedDomains: 'api.example.com' }), {
			items: named(1),
			parameters: values(),
		});
		expect(error.message).toContain('The address is not allowed here');
		expect(jira.log).toEqual([]);
	});
});
