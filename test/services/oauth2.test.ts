import { services } from '../../nodes/CreateProject/services';

/**
 * Why a service has no OAuth2, and who says so. One that the vendor begins to offer belongs into its definition; one that is
 * forgotten is missing here.
 */
const WITHOUT: Record<string, string> = {
	baserow: 'database tokens and logins only (baserow.io/docs/apis/rest-api)',
	clockify: 'API keys and add-on tokens only (docs.clockify.me, Authentication)',
	cloudflarePages: 'API tokens only (developers.cloudflare.com/fundamentals/api)',
	coda: 'API tokens only (coda.io/developers/apis/v1)',
	everhour: 'API keys only (everhour.docs.apiary.io)',
	float: 'API keys only (developer.float.com, Authenticating with Float)',
	invoiceNinja: 'API tokens only (api-docs.invoicing.co)',
	kanboard: 'tokens and logins only (docs.kanboard.org/v1/api/authentication)',
	leantime: 'API keys only (docs.leantime.io/api/usage)',
	neon: 'for commercial partners only (neon.com/docs/guides/oauth-integration)',
	nocoDb: 'API tokens only (nocodb.com/docs, API tokens)',
	odoo: 'API keys only (odoo.com/documentation, External JSON-2 API)',
	paymo: 'API keys and logins only (paymoapp/api, sections/authentication.md)',
	productive: 'API tokens only (developer.productive.io, Authentication)',
	solidtime: 'API tokens only (docs.solidtime.io)',
	sonarqube: 'user tokens only (docs.sonarsource.com, Managing your tokens)',
	taiga: 'application tokens have an exchange of their own (docs.taiga.io/api.html, External apps)',
	teamwork: 'the App Login Flow exchanges the code in a JSON request of its own (apidocs.teamwork.com/guides/teamwork/app-login-flow)',
	togglTrack: 'API tokens and logins only (engineering.toggl.com/docs/authentication)',
	trello: 'OAuth 1.0a; OAuth2 is announced, its addresses are not (developer.atlassian.com/cloud/trello/changelog)',
	vercel: 'by installing an integration only (vercel.com/docs/rest-api, Authentication)',
	vikunja: 'API tokens and logins only (vikunja.io/docs/api-documentation)',
	youtrack: 'the built-in Hub knows the implicit grant alone (jetbrains.com/help/youtrack/devportal)',
};

test('each service has OAuth2, or its vendor has none that n8n could use', () => {
	const without = services.filter(({ oauth2 }) => oauth2 === undefined).map(({ id }) => id);
	expect(without.sort()).toEqual(Object.keys(WITHOUT).sort());
});
