import { custom } from './custom';
import { airtable } from './airtable';
import { asana } from './asana';
import { azureDevOps } from './azureDevOps';
import { basecamp } from './basecamp';
import { bitbucket } from './bitbucket';
import { clickUp } from './clickUp';
import { clockify } from './clockify';
import { everhour } from './everhour';
import { floatApp } from './floatApp';
import { gitea } from './gitea';
import { gitHub } from './gitHub';
import { gitHubProjects } from './gitHubProjects';
import { gitLab } from './gitLab';
import { googleCloud } from './googleCloud';
import { harvest } from './harvest';
import { jira } from './jira';
import { kanboard } from './kanboard';
import { leantime } from './leantime';
import { linear } from './linear';
import { monday } from './monday';
import { neon } from './neon';
import { notion } from './notion';
import { openProject } from './openProject';
import { plane } from './plane';
import { productive } from './productive';
import { redmine } from './redmine';
import { sentry } from './sentry';
import { smartsheet } from './smartsheet';
import { sonarQube } from './sonarQube';
import { supabase } from './supabase';
import { taiga } from './taiga';
import { teamwork } from './teamwork';
import { todoist } from './todoist';
import { togglTrack } from './togglTrack';
import { trello } from './trello';
import { vercel } from './vercel';
import { vikunja } from './vikunja';
import { wrike } from './wrike';
import { youTrack } from './youTrack';
import { zohoProjects } from './zohoProjects';
import type { ServiceDefinition } from './service';

/** The known services. A new one is one file here and one line below; everything else derives from it. */
export const services: readonly ServiceDefinition[] = [
	airtable,
	asana,
	azureDevOps,
	basecamp,
	bitbucket,
	clickUp,
	clockify,
	everhour,
	floatApp,
	gitea,
	gitHub,
	gitHubProjects,
	gitLab,
	googleCloud,
	harvest,
	jira,
	kanboard,
	leantime,
	linear,
	monday,
	neon,
	notion,
	openProject,
	plane,
	productive,
	redmine,
	sentry,
	smartsheet,
	sonarQube,
	supabase,
	taiga,
	teamwork,
	todoist,
	togglTrack,
	trello,
	vercel,
	vikunja,
	wrike,
	youTrack,
	zohoProjects,
].sort((a, b) => (a.displayName.toLowerCase() < b.displayName.toLowerCase() ? -1 : 1));

const byId = new Map([custom, ...services].map((definition) => [definition.id, definition]));

export { custom };

/** A definition by the id stored in a credential; `undefined` for one that this version does not know. */
export const serviceById = (id: string): ServiceDefinition | undefined => byId.get(id);
