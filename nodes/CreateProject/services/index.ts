import { custom } from './custom';
import { airtable } from './airtable';
import { asana } from './asana';
import { azureDevOps } from './azureDevOps';
import { basecamp } from './basecamp';
import { baserow } from './baserow';
import { bitbucket } from './bitbucket';
import { clickUp } from './clickUp';
import { clockify } from './clockify';
import { cloudflarePages } from './cloudflarePages';
import { coda } from './coda';
import { confluence } from './confluence';
import { crowdin } from './crowdin';
import { erpNext } from './erpNext';
import { everhour } from './everhour';
import { floatApp } from './floatApp';
import { gitea } from './gitea';
import { gitHub } from './gitHub';
import { gitHubProjects } from './gitHubProjects';
import { gitLab } from './gitLab';
import { googleCloud } from './googleCloud';
import { googleTasks } from './googleTasks';
import { harvest } from './harvest';
import { hubSpot } from './hubSpot';
import { invoiceNinja } from './invoiceNinja';
import { jira } from './jira';
import { kanboard } from './kanboard';
import { leantime } from './leantime';
import { linear } from './linear';
import { microsoftPlanner } from './microsoftPlanner';
import { microsoftToDo } from './microsoftToDo';
import { miro } from './miro';
import { monday } from './monday';
import { neon } from './neon';
import { netlify } from './netlify';
import { nocoDb } from './nocoDb';
import { notion } from './notion';
import { odoo } from './odoo';
import { openProject } from './openProject';
import { paymo } from './paymo';
import { plane } from './plane';
import { productive } from './productive';
import { redmine } from './redmine';
import { sentry } from './sentry';
import { smartsheet } from './smartsheet';
import { solidtime } from './solidtime';
import { sonarQube } from './sonarQube';
import { supabase } from './supabase';
import { taiga } from './taiga';
import { teamwork } from './teamwork';
import { tickTick } from './tickTick';
import { todoist } from './todoist';
import { togglTrack } from './togglTrack';
import { trello } from './trello';
import { vercel } from './vercel';
import { vikunja } from './vikunja';
import { wrike } from './wrike';
import { xero } from './xero';
import { youTrack } from './youTrack';
import { zohoProjects } from './zohoProjects';
import type { ServiceDefinition } from './service';

/** The known services. A new one is one file here and one line below; everything else derives from it. */
export const services: readonly ServiceDefinition[] = [
	airtable,
	asana,
	azureDevOps,
	basecamp,
	baserow,
	bitbucket,
	clickUp,
	clockify,
	cloudflarePages,
	coda,
	confluence,
	crowdin,
	erpNext,
	everhour,
	floatApp,
	gitea,
	gitHub,
	gitHubProjects,
	gitLab,
	googleCloud,
	googleTasks,
	harvest,
	hubSpot,
	invoiceNinja,
	jira,
	kanboard,
	leantime,
	linear,
	microsoftPlanner,
	microsoftToDo,
	miro,
	monday,
	neon,
	netlify,
	nocoDb,
	notion,
	odoo,
	openProject,
	paymo,
	plane,
	productive,
	redmine,
	sentry,
	smartsheet,
	solidtime,
	sonarQube,
	supabase,
	taiga,
	teamwork,
	tickTick,
	todoist,
	togglTrack,
	trello,
	vercel,
	vikunja,
	wrike,
	xero,
	youTrack,
	zohoProjects,
].sort((a, b) => (a.displayName.toLowerCase() < b.displayName.toLowerCase() ? -1 : 1));

const byId = new Map([custom, ...services].map((definition) => [definition.id, definition]));

export { custom };

/** A definition by the id stored in a credential; `undefined` for one that this version does not know. */
export const serviceById = (id: string): ServiceDefinition | undefined => byId.get(id);
