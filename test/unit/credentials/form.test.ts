import {
	earlierSignIn,
	fieldProperty,
	insecureProperty,
	ownProperty,
	pairsProperty,
	recipeId,
	SERVICE,
	signInProperty,
	testPathProperty,
} from '../../../nodes/CreateProject/connection/properties';
import { definitionIn, isRequired, resolveSite } from '../../../nodes/CreateProject/connection/site';
import { custom, serviceById, services } from '../../../nodes/CreateProject/services';
import { NOT_SECURE, oauth2Form, tokenForm } from '../../../credentials/form';
import type { CredentialField, ServiceDefinition } from '../../../nodes/CreateProject/services/service';
import { filled, handedOver, resolved, shown, withParent } from '../../support/credentialForms';

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
	const form = withParent(oauth2Form(), tokenForm());
	const known = services.filter(({ oauth2 }) => oauth2);
	const ALWAYS = ['service', 'grantType', 'clientId', 'clientSecret'];

	it.each(known.flatMap((definition) => GRANTS.map((grantType) => [definition.id, grantType, definition] as const)))(
		'of %s with %s shows what the service needs, and nothing else',
		(service, grantType, definition) => {
			const own = [...(definition.site ?? []), ...(definition.oauth2!.fields ?? [])].map(({ name }) => ownProperty(service, name));
			const given = { service, grantType };
			expect(fieldsOf(form, given).sort()).toEqual([...ALWAYS, ...own, ...(isSelfHosted(definition) ? ['allowInsecureHttp'] : [])].sort());
			expect(repeated(labelsOf(form, given))).toEqual([]);
		},
	);

	it.each(GRANTS)("of a custom API with %s shows the addresses, and none of n8n's own fields for them", (grantType) => {
		const extra = CODE.includes(grantType) ? ['customAuthorizationUrl', 'customAuthorizationQuery'] : ['sendAdditionalBodyProperties'];
		for (const customClientAuth of ['body', 'header']) {
			const given = { service: 'custom', grantType, customSecretIn: customClientAuth };
			expect(fieldsOf(form, given).sort()).toEqual(
				[...ALWAYS, 'customBaseUrl', 'customTokenUrl', 'customScopes', 'customSecretIn', 'allowInsecureHttp', ...extra].sort(),
			);
			expect(repeated(labelsOf(form, given))).toEqual([]);
		}
	});

	it.each([...known, custom].map((definition) => [definition.displayName, definition.id]))(
		'proposes a name for one of %s',
		(name, service) => {
			expect(labelsOf(form, { service }).filter((label) => label.includes(`call it e.g. "${name}: `))).toHaveLength(1);
		},
	);

	it('begins with the choice of the service, and inherits nothing else of the token form', () => {
		expect(fieldsOf(form, {})).toEqual(ALWAYS);
		expect(form.map(({ name }) => name).slice(0, 3)).toEqual(['service', 'useDynamicClientRegistration', 'grantType']);
		expect(form.map(({ name }) => name).sort()).toEqual(
			withParent(oauth2Form())
				.map(({ name }) => name)
				.sort(),
		);
		expect(form.filter(({ name }) => name === 'service')).toEqual(oauth2Form().filter(({ name }) => name === 'service'));
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
				...site
					.filter(({ options, default: usual }) => !options && usual === undefined)
					.map(({ name }) => [ownProperty(service, name), ' https://tool.example/sub/ ']),
			]);
			for (const name of ['authUrl', 'accessTokenUrl'])
				expect(resolved(form, given, name)).toMatch(/^https:\/\/[\w.-]+(\/[\w./-]*)?(\?[\w=&.-]+)?$/);
			expect(resolved(form, given, 'authentication')).toBe(oauth2!.clientAuth ?? 'header');
			expect(resolved(form, given, 'scope')).toBe(oauth2!.scopes.join(oauth2!.scopeSeparator ?? ' '));
		},
	);

	it.each([
		[
			'fills in',
			{
				customAuthorizationUrl: 'https://a.example/authorize',
				customTokenUrl: 'https://a.example/token',
				customScopes: 'p',
				customSecretIn: 'body',
				customAuthorizationQuery: 'x=1',
			},
		],
		[
			'filled in with an earlier version',
			{
				customAuthUrl: 'https://a.example/authorize',
				customAccessUrl: 'https://a.example/token',
				customScope: 'p',
				customClientAuth: 'body',
				customAuthQuery: 'x=1',
			},
		],
	])('of a custom API takes what the person %s', (_when, given) => {
		// Custom API was the default of earlier versions, and n8n stores no default.
		for (const service of 'customAccessUrl' in given ? ['custom', ''] : ['custom'])
			expect(
				['authUrl', 'accessTokenUrl', 'scope', 'authentication', 'authQueryParameters'].map((name) =>
					resolved(form, handedOver(form, { service, ...given }), name),
				),
			).toEqual(['https://a.example/authorize', 'https://a.example/token', 'p', 'body', 'x=1']);
	});

	it('begins with no service; the addresses of a custom API show when it is chosen', () => {
		expect(fieldsOf(form, {}).sort()).toEqual([...ALWAYS].sort());
	});
});

describe('the token form', () => {
	const form = tokenForm() as Form;
	const offered = [custom, ...services.filter(({ auth }) => auth && auth.length > 0)];
	const ways = offered.flatMap((definition) => definition.auth!.map((recipe) => [definition.id, recipe.name, definition, recipe] as const));
	const choose = (id: string, way?: string): Record<string, unknown> => ({
		[SERVICE]: id,
		...(way === undefined ? {} : { [signInProperty(id)]: recipeId(way) }),
	});
	const hasChoice = ({ auth }: ServiceDefinition) => auth!.length > 1;

	it('begins with no service, and shows nothing else', () => {
		expect(shown(form, {}).map(({ name }) => name)).toEqual([SERVICE]);
		expect(form[0]).toMatchObject({ name: SERVICE, default: '', required: true });
		expect(form[0].options!.at(-1)).toMatchObject({ value: 'custom' });
	});

	it('offers the tools that only take OAuth2, with the way there', () => {
		const only = services.filter(({ auth }) => !auth || auth.length === 0);
		expect(only.length).toBeGreaterThan(0);
		for (const { id, displayName } of only) {
			expect(form[0].options).toContainEqual({ name: displayName, value: id });
			expect(labelsOf(form, choose(id)).slice(1)).toEqual([expect.stringMatching(/signs in through OAuth2 only\. Choose "OAuth2"/)]);
		}
	});

	it.each(ways)('of %s with %s shows what this sign-in needs, and nothing else', (service, way, definition, recipe) => {
		const given = choose(service, hasChoice(definition) ? way : undefined);
		const wanted = [
			SERVICE,
			...[...(definition.site ?? []), ...recipe.fields].map((field) => fieldProperty(service, field)),
			...(hasChoice(definition) ? [signInProperty(service)] : []),
			...(recipe.pairs === undefined ? [] : [pairsProperty(service)]),
			...(service === 'custom' ? [testPathProperty(service)] : []),
			...(isSelfHosted(definition) ? [insecureProperty(service)] : []),
		];
		expect(fieldsOf(form, given).sort()).toEqual(wanted.sort());
		expect(repeated(labelsOf(form, given))).toEqual([]);
	});

	it("begins with a sign-in that is one of the service's own, and shows no field in vain", () => {
		for (const { id, auth } of offered)
			expect(fieldsOf(form, choose(id))).toEqual(expect.arrayContaining(auth![0].fields.map((field) => fieldProperty(id, field))));
		const seen = new Set(services.flatMap(({ id }) => shown(form, choose(id))));
		for (const [service, way] of ways) for (const property of shown(form, choose(service, way))) seen.add(property);
		expect(form.filter((property) => property.type !== 'hidden' && !seen.has(property)).map(({ name }) => name)).toEqual([]);
		expect(broken(form)).toEqual([]);
	});

	it('says where each secret comes from that is not a password of the person', () => {
		const silent = ways.filter(
			([service, way, , recipe]) =>
				service !== 'custom' &&
				recipe.fields.some(({ secret, name }) => secret && name !== 'password') &&
				!labelsOf(form, choose(service, way)).some((label) => label.startsWith('Where to get it: ')),
		);
		// Those that an administrator or another program makes.
		expect(silent.map(([service, way]) => `${service}: ${way}`)).toEqual([
			'clockify: Add-on Token',
			'taiga: Application Token',
			'teamwork: Bearer Token',
		]);
		expect(labelsOf(form, choose('redmine'))).toContainEqual(
			expect.stringMatching(/^Where to get it: My account > API access key.*\. Least right needed: A user whose role has "Create project"/),
		);
	});

	it('has no two properties of one name, for n8n gives those a common default and a common value', () => {
		expect(repeated(form.map(({ name }) => name))).toEqual([]);
		expect(repeated(oauth2Form().map(({ name }) => name))).toEqual([]);
	});

	it.each(services.map(({ id }) => id))('has two sign-ins of %s share a field only where it looks the same', (id) => {
		const looks = new Map<string, CredentialField>();
		for (const field of serviceById(id)!.auth?.flatMap(({ fields }) => fields) ?? []) {
			const name = fieldProperty(id, field);
			expect(field).toEqual(looks.get(name) ?? field);
			looks.set(name, field);
		}
	});

	it.each(form.filter(({ type, default: chosen }) => type === 'string' && chosen !== '').map((property) => [property.name, property]))(
		'shows in %s what is used when it is emptied',
		(_name, property) => {
			expect((property as { placeholder?: string }).placeholder).toBe((property as { default: unknown }).default);
		},
	);

	/** All that a person may have typed for the other services before. */
	const keptOf = (id: string): Record<string, unknown> => {
		const values = form.filter(({ name, type }) => type !== 'notice' && name !== SERVICE && !name.startsWith(id));
		return filled(form, Object.fromEntries(values.map(({ name }) => [name, `kept-${name}`])));
	};

	describe.each(ways)('of %s with %s', (id, way, definition, recipe) => {
		const fields = [...(definition.site ?? []), ...recipe.fields];
		const typed = (name: (field: CredentialField) => string): Record<string, unknown> =>
			Object.fromEntries(
				fields.map((field) => [
					name(field),
					field.options?.at(-1)?.value ??
						(field.secret ? 'own-secret' : /url|address/i.test(field.displayName) ? 'https://own.example.com' : 'own'),
				]),
			);
		const chosen = choose(id, hasChoice(definition) ? way : undefined);

		it("has the service's own defaults whatever was chosen and typed before", () => {
			const state = { ...keptOf(id), ...chosen };
			for (const values of [state, handedOver(form, state)])
				for (const field of fields) expect(values[fieldProperty(id, field)]).toBe(field.default ?? '');
		});

		it('never takes a value that was typed for another service', () => {
			const pairs = recipe.pairs === undefined ? {} : { [pairsProperty(id)]: { headers: [{ name: 'X-Own', value: 'own-secret' }] } };
			// As n8n's test of an unsaved credential passes it, and as it is when saved.
			const state = { ...keptOf(id), ...chosen, ...typed((field) => fieldProperty(id, field)), ...pairs };
			for (const values of [state, handedOver(form, state)]) {
				const site = resolveSite(definition, values, 'token');
				expect(JSON.stringify([site, site.login?.authWith('session')])).not.toContain('kept-');
			}
			const empty = { ...keptOf(id), ...chosen };
			if (fields.some((field) => isRequired(field) && field.default === undefined))
				expect(() => resolveSite(definition, empty, 'token')).toThrow(/is missing in the credential/);
		});

		it('reads a credential saved by an earlier version', () => {
			const earlier = {
				...(id === 'custom' ? {} : { service: id }),
				...typed(({ name }) => name),
				...(hasChoice(definition) ? { [earlierSignIn(id)]: recipeId(way) } : {}),
				...(recipe.pairs === undefined ? {} : { [recipe.pairs]: { headers: [{ name: 'X-Own', value: 'own-secret' }] } }),
			};
			const today = {
				...chosen,
				...typed((field) => fieldProperty(id, field)),
				...(recipe.pairs === undefined ? {} : { [pairsProperty(id)]: { headers: [{ name: 'X-Own', value: 'own-secret' }] } }),
			};
			const read = (values: Record<string, unknown>) => {
				const kept = handedOver(form, values);
				return JSON.stringify(resolveSite(definitionIn(kept), kept, 'token'));
			};
			expect(read(earlier)).toBe(read(today));
		});

		it("refuses a choice that is none of the service's, before anything is sent", () => {
			for (const field of fields.filter(({ options }) => options)) {
				const values = { ...chosen, ...typed((own) => fieldProperty(id, own)), [fieldProperty(id, field)]: 'smartsheet.example' };
				expect(() => resolveSite(definition, values, 'token')).toThrow(`'${field.displayName}' in the credential, 'smartsheet.example'`);
			}
		});
	});

	it('hands over no value of an earlier version once a service is chosen', () => {
		const values = handedOver(form, { service: 'redmine', siteUrl: 'https://r.example', token: 'kept-secret', [SERVICE]: 'gitlab' });
		expect(JSON.stringify(values)).not.toContain('kept-secret');
		expect(() => resolveSite(definitionIn(values), values, 'token')).toThrow("'Access Token' is missing in the credential");
	});

	it('masks in the editor each secret of an earlier version', () => {
		const secret = form.filter(({ type, typeOptions }) => type === 'hidden' && typeOptions?.password).map(({ name }) => name);
		expect(secret.sort()).toEqual(['apiKey', 'apiSecret', 'password', 'token']);
	});

	it('asks to choose when no service is chosen', () => {
		const values = handedOver(form, {});
		expect(() => definitionIn(values)).toThrow('No service is chosen in the credential');
	});
});

describe('the address of token requests', () => {
	const form = withParent(oauth2Form(), tokenForm());
	const tokenUrl = (given: Record<string, unknown>) => resolved(form, given, 'accessTokenUrl');

	it.each([
		'http://auth.example.com/token',
		'HTTP://auth.example.com/token',
		' http://auth.example.com',
		'http://127.0.0.1.example.com/t',
		'ftp://a.example/t',
		'http://localhost@a.example/t',
		'auth.example.com/token',
	])('leads nowhere when it is %j, unless plain http is allowed', (url) => {
		for (const name of ['customTokenUrl', 'customAccessUrl']) expect(tokenUrl({ service: 'custom', [name]: url })).toBe(NOT_SECURE);
		const allowed = tokenUrl({ service: 'custom', customTokenUrl: url, allowInsecureHttp: true });
		expect(allowed).toBe(/^\s*http:/i.test(url) ? url.trim() : NOT_SECURE);
		expect(tokenUrl({ service: 'custom', customTokenUrl: url, allowInsecureHttp: 'true' })).toBe(NOT_SECURE);
	});

	it.each(['https://auth.example.com/token', 'http://localhost:8080/token', 'http://127.0.0.1:9/t?x=1', 'http://[::1]/token', ''])(
		'is kept when it is %j',
		(url) => {
			expect(tokenUrl({ service: 'custom', customTokenUrl: url })).toBe(url);
		},
	);

	it("is checked for a tool at the person's own address, too", () => {
		expect(tokenUrl({ service: 'gitlab', gitlabSiteUrl: 'http://gitlab.lan' })).toBe(NOT_SECURE);
		expect(tokenUrl({ service: 'gitlab', gitlabSiteUrl: 'http://gitlab.lan', allowInsecureHttp: true })).toBe(
			'http://gitlab.lan/oauth/token',
		);
	});
});
