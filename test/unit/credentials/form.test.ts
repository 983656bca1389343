import { oauth2Property, recipeId, signInProperty } from '../../../nodes/CreateProject/connection/site';
import { custom, services } from '../../../nodes/CreateProject/services';
import { oauth2Form, tokenForm } from '../../../credentials/form';
import type { ServiceDefinition } from '../../../nodes/CreateProject/services/service';
import { resolved, shown, withParent } from '../../support/credentialForms';

const GRANTS = ['authorizationCode', 'clientCredentials', 'pkce'];
const CODE = ['authorizationCode', 'pkce'];

type Form = ReturnType<typeof withParent>;
/** The fields a person fills in or reads, without the notices. */
const fieldsOf = (form: Form, given: Record<string, unknown>): string[] =>
	shown(form, given)
		.filter(({ type }) => type !== 'notice')
		.map(({ name }) => name);
const repeated = (names: string[]): string[] => names.filter((name, index) => names.indexOf(name) !== index);
const labelsOf = (form: Form, given: Record<string, unknown>): string[] => shown(form, given).map(({ displayName }) => displayName);
/** Choices whose default is none of them. */
const broken = (form: Form): string[] =>
	form
		.filter(
			({ type, options, default: chosen }) => type === 'options' && !options!.some(({ value }: { value: unknown }) => value === chosen),
		)
		.map(({ name }) => name);
const isSelfHosted = ({ baseUrl }: ServiceDefinition) => baseUrl.startsWith('{');

describe('the OAuth2 form', () => {
	const form = withParent(oauth2Form());
	const known = services.filter(({ oauth2 }) => oauth2);
	const ALWAYS = ['service', 'grantType', 'clientId', 'clientSecret'];

	it.each(known.flatMap((definition) => GRANTS.map((grantType) => [definition.id, grantType, definition] as const)))(
		'of %s with %s shows what the service needs, and nothing else',
		(service, grantType, definition) => {
			const own = [...(definition.site ?? []), ...(definition.oauth2!.fields ?? [])].map(({ name }) => oauth2Property(service, name));
			const given = { service, grantType };
			expect(fieldsOf(form, given).sort()).toEqual([...ALWAYS, ...own, ...(isSelfHosted(definition) ? ['allowInsecureHttp'] : [])].sort());
			expect(repeated(labelsOf(form, given))).toEqual([]);
		},
	);

	it.each(GRANTS)("of a custom API with %s shows the addresses, and none of n8n's own fields for them", (grantType) => {
		const extra = CODE.includes(grantType) ? ['customAuthUrl', 'customAuthQuery'] : ['sendAdditionalBodyProperties'];
		for (const customClientAuth of ['body', 'header']) {
			const given = { service: 'custom', grantType, customClientAuth };
			expect(fieldsOf(form, given).sort()).toEqual(
				[...ALWAYS, 'baseUrl', 'customAccessUrl', 'customScope', 'customClientAuth', 'allowInsecureHttp', ...extra].sort(),
			);
			expect(repeated(labelsOf(form, given))).toEqual([]);
		}
	});

	it('asks for additional properties of the token request only where they are sent', () => {
		const given = { service: 'custom', grantType: 'clientCredentials', sendAdditionalBodyProperties: true };
		expect(fieldsOf(form, given)).toContain('additionalBodyProperties');
		expect(fieldsOf(form, { ...given, grantType: 'pkce' })).not.toContain('additionalBodyProperties');
		expect(fieldsOf(form, { ...given, service: 'jira' })).not.toContain('additionalBodyProperties');
	});

	it('has no field that never shows, and no choice without a valid default', () => {
		const seen = new Set(
			[custom, ...known].flatMap(({ id }) =>
				GRANTS.flatMap((grantType) => fieldsOf(form, { service: id, grantType, sendAdditionalBodyProperties: true })),
			),
		);
		// n8n's own, for servers at which it registers itself.
		expect(form.filter(({ name, type }) => type !== 'hidden' && type !== 'notice' && !seen.has(name)).map(({ name }) => name)).toEqual([
			'serverUrl',
		]);
		expect(broken(form)).toEqual([]);
	});

	it.each(known.map((definition) => [definition.id, definition] as const))(
		'of %s resolves to its addresses and a valid way to send the secret',
		(service, { oauth2, site = [] }) => {
			const given = Object.fromEntries([
				['service', service],
				...site.filter(({ options }) => !options).map(({ name }) => [oauth2Property(service, name), ' https://tool.example/sub/ ']),
			]);
			for (const name of ['authUrl', 'accessTokenUrl'])
				expect(resolved(form, given, name)).toMatch(/^https:\/\/[\w.-]+(\/[\w./-]*)?(\?[\w=&.-]+)?$/);
			expect(resolved(form, given, 'authentication')).toBe(oauth2!.clientAuth ?? 'header');
			expect(resolved(form, given, 'scope')).toBe(oauth2!.scopes.join(oauth2!.scopeSeparator ?? ' '));
		},
	);

	it('of a custom API takes what the person has filled in', () => {
		const given = {
			service: 'custom',
			customAuthUrl: 'https://a.example/authorize',
			customAccessUrl: 'https://a.example/token',
			customScope: 'p',
			customClientAuth: 'body',
			customAuthQuery: 'x=1',
		};
		expect(
			['authUrl', 'accessTokenUrl', 'scope', 'authentication', 'authQueryParameters'].map((name) => resolved(form, given, name)),
		).toEqual(['https://a.example/authorize', 'https://a.example/token', 'p', 'body', 'x=1']);
	});
});

describe('the token form', () => {
	const form = tokenForm() as Form;
	const offered = [custom, ...services.filter(({ auth }) => auth && auth.length > 0)];
	const ways = offered.flatMap((definition) => definition.auth!.map((recipe) => [definition.id, recipe.name, definition, recipe] as const));

	it.each(ways)('of %s with %s shows what this sign-in needs, and nothing else', (service, way, definition, recipe) => {
		const hasChoice = definition.auth!.length > 1;
		const given = { service, ...(hasChoice ? { [signInProperty(service)]: recipeId(way) } : {}) };
		const wanted = [
			'service',
			...(definition.site ?? []).map(({ name }) => name),
			...(hasChoice ? [signInProperty(service)] : []),
			...recipe.fields.map(({ name }) => name),
			...(recipe.pairs === undefined ? [] : [recipe.pairs]),
			...(service === 'custom' ? ['testPath'] : []),
			...(isSelfHosted(definition) ? ['allowInsecureHttp'] : []),
		];
		expect(fieldsOf(form, given).sort()).toEqual(wanted.sort());
		expect(repeated(labelsOf(form, given))).toEqual([]);
	});

	it("begins with a sign-in that is one of the service's own, and shows no field in vain", () => {
		for (const { id, auth } of offered)
			expect(fieldsOf(form, { service: id })).toEqual(expect.arrayContaining(auth![0].fields.map(({ name }) => name)));
		const seen = new Set(ways.flatMap(([service, way]) => shown(form, { service, [signInProperty(service)]: recipeId(way) })));
		expect(form.filter((property) => !seen.has(property)).map(({ name }) => name)).toEqual([]);
		expect(broken(form)).toEqual([]);
	});
});
