'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT, main } = require('./lib/run');
const { ensureInstalled, ensureBuilt } = require('./lib/project');
const { pageOf } = require('./lib/servicePage');
const words = require('./lib/serviceWords');

const SOURCES = path.join('nodes', 'CreateProject', 'services');
const PAGES = path.join('docs', 'services');
const TABLE = path.join('docs', 'services.md');
const CODEX = path.join('nodes', 'CreateProject', 'CreateProject.node.json');
/** Words people type into n8n's node search when they do not think of a service. */
const GENERAL_WORDS = ['project', 'new project', 'create project', 'board', 'repository', 'workspace', 'idempotent'];

/**
 * Writes what derives from the definitions: docs/services.md, a page per service and the search words of the node's codex.
 * With `--check` it writes nothing and ends with 1 when one of them is not current.
 */
function update() {
	ensureInstalled();
	ensureBuilt();
	const { custom, services } = require(path.join(ROOT, 'dist', 'nodes', 'CreateProject', 'services'));
	const notes = notesById();
	const wanted = [
		[TABLE, tableOf(services)],
		...services.map((service) => [path.join(PAGES, `${service.id}.md`), pageOf(service, notes.get(service.id))]),
		[CODEX, codexOf([...services, custom])],
	];
	const stale = [...wanted.filter(([file, text]) => contentOf(file) !== text), ...leftOver(wanted)];
	if (!process.argv.includes('--check')) {
		for (const [file, text] of stale) {
			if (text === undefined) fs.rmSync(path.join(ROOT, file));
			if (text === undefined) continue;
			fs.mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
			fs.writeFileSync(path.join(ROOT, file), text);
			console.log(`Written: ${file}`);
		}
	} else if (stale.length > 0) {
		console.error(`Not current: ${stale.map(([file]) => file).join(', ')}. Run: npm run docs:services`);
		process.exitCode = 1;
	} else {
		console.log(`Current: ${TABLE}, the pages and the search words of the codex, ${services.length} services`);
	}
}

const contentOf = (file) => (fs.existsSync(path.join(ROOT, file)) ? fs.readFileSync(path.join(ROOT, file), 'utf8') : undefined);

/** Pages of services that are no more. */
function leftOver(wanted) {
	const folder = path.join(ROOT, PAGES);
	const there = fs.existsSync(folder) ? fs.readdirSync(folder).map((name) => path.join(PAGES, name)) : [];
	return there.filter((file) => !wanted.some(([name]) => name === file)).map((file) => [file, undefined]);
}

/** The doc comment above each definition, by the definition's id. */
function notesById() {
	const sources = fs.readdirSync(path.join(ROOT, SOURCES)).map((name) => fs.readFileSync(path.join(ROOT, SOURCES, name), 'utf8'));
	return new Map(
		sources.flatMap((source) => {
			const found = /\/\*\*\n((?: \*[^\n]*\n)+?) \*\/\nexport const \w+ = defineService\(\{\n\tid: '(\w+)'/.exec(source);
			return found
				? [
						[
							found[2],
							found[1]
								.replace(/^ \* ?/gm, '')
								.replace(/\s+/g, ' ')
								.trim(),
						],
					]
				: [];
		}),
	);
}

// ------------------------------------------------------------------------------------------------
// docs/services.md

const pageLink = ({ id, displayName }) => `[${words.text(displayName)}](services/${id}.md)`;

function tableOf(services) {
	const { row, text, signIn, finds, settles, updates, jobs, rights, containers, noneGiven, audience } = words;
	const rows = services.map((service) =>
		row([
			pageLink(service),
			text(service.object ?? 'project'),
			signIn(service),
			service.oauth2 ? 'yes' : '',
			finds(service),
			settles(service),
			updates(service),
			jobs(service),
			rights(service),
			`[docs](${service.docs})`,
		]),
	);
	return `${[
		'# Services',
		'',
		'<!-- Made from the definitions by `npm run docs:services`; do not edit by hand. -->',
		'',
		`${services.length} services are known; any other REST API works through [Custom API](custom-api.md). The service is chosen ` +
			`in the credential.`,
		'',
		row([
			'Service',
			'Creates a',
			'Sign in with',
			'OAuth2',
			'Finds by',
			'Unknown outcome',
			'Updates',
			'Waits for a job',
			'Right needed',
			'Vendor',
		]),
		row(Array(10).fill('---')),
		...rows,
		'',
		'**Finds by**: what *If the Project Already Exists* can match on. **Unknown outcome**: what happens when a create request ' +
			'got no clear answer.',
		'',
		...Object.entries(words.SETTLING).map(([way, meaning]) => `- *${way}*: ${meaning}`),
		'',
		'## Where a project lives, and who sees it',
		'',
		'A project of the same name in another container is another project. The columns say which fields name a container, what is ' +
			'compared when an item gives none, and who sees a new project of which the item says nothing.',
		'',
		row(['Service', 'Containers', 'None given', 'Visible to, if nothing is given']),
		row(Array(4).fill('---')),
		...services.map((service) => row([pageLink(service), containers(service), noneGiven(service), audience(service)])),
		'',
		'Nothing is made public that the item does not ask to be public.',
		'',
		'## What a business key rests on',
		'',
		'Every service takes a [business key](exactly-once.md#the-business-key-one-deal-one-project-for-ever). The log in n8n notes each key ' +
			'before it is sent; what else holds it, and what becomes of a key that was sent before:',
		'',
		row(['Service', 'Beside the log', 'A key that was sent before']),
		row(Array(3).fill('---')),
		...services.map((service) => row([pageLink(service), ...keyRests(service)])),
		'',
		'## Fields',
		'',
		"Each service's page lists its fields. Those with the same ID mean the same in every service, so a workflow survives a change " +
			'of the credential.',
	]
		.join('\n')
		.trimEnd()}\n`;
}

/** What holds a business key, and what a later run with it does. */
function keyRests({ lookup = {}, reference, idempotency }) {
	if (reference && lookup.reference) return ['a mark in the project', 'found by the mark, whatever the project is called by then'];
	const held = idempotency?.to ? "the project's ID is made of it" : idempotency?.header ? "it goes along as the request's ID" : '';
	const { name } = lookup;
	if (!name) return [held, '`unknown`: no search could tell'];
	const found = 'the one project of this name in its container';
	return [held, name.partial ? `${found}, if it is seen; else \`unknown\`` : `${found}; none: it is sent`];
}

// ------------------------------------------------------------------------------------------------
// The node's codex

function codexOf(services) {
	const file = path.join(ROOT, CODEX);
	const codex = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : EMPTY_CODEX;
	const words = [...GENERAL_WORDS, ...services.flatMap(({ displayName, aliases = [] }) => [displayName, ...aliases])];
	const seen = new Set();
	const alias = words.filter((word) => !seen.has(word.toLowerCase()) && seen.add(word.toLowerCase()));
	return `${JSON.stringify({ ...codex, alias }, null, '\t')}\n`;
}

const HOME = 'https://github.com/n8n-nodes-create-project/n8n-nodes-create-project';
const EMPTY_CODEX = {
	node: 'n8n-nodes-create-project.createProject',
	nodeVersion: '1.0',
	codexVersion: '1.0',
	categories: ['Productivity', 'Development'],
	resources: {
		primaryDocumentation: [{ url: `${HOME}#readme` }],
		credentialDocumentation: [{ url: `${HOME}/blob/main/docs/credentials.md` }],
	},
};

main(update);
