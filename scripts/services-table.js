'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT, main } = require('./lib/run');
const { ensureInstalled, ensureBuilt } = require('./lib/project');

const TABLE = path.join('docs', 'services.md');
const CODEX = path.join('nodes', 'CreateProject', 'CreateProject.node.json');
/** Words people type into n8n's node search when they do not think of a service. */
const GENERAL_WORDS = ['project', 'new project', 'create project', 'board', 'repository', 'workspace', 'idempotent'];
const MOST_CHOICES = 8;

/**
 * Writes what derives from the definitions: docs/services.md and the search words of the node's codex.
 * With `--check` it writes nothing and ends with 1 when one of them is not current.
 */
function update() {
	ensureInstalled();
	ensureBuilt();
	const { custom, services } = require(path.join(ROOT, 'dist', 'nodes', 'CreateProject', 'services'));
	const wanted = [
		[TABLE, tableOf(services)],
		[CODEX, codexOf([...services, custom])],
	];
	const stale = wanted.filter(
		([file, text]) => !fs.existsSync(path.join(ROOT, file)) || fs.readFileSync(path.join(ROOT, file), 'utf8') !== text,
	);
	if (!process.argv.includes('--check')) {
		for (const [file, text] of stale) {
			fs.mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
			fs.writeFileSync(path.join(ROOT, file), text);
			console.log(`Written: ${file}`);
		}
	} else if (stale.length > 0) {
		console.error(`Not current: ${stale.map(([file]) => file).join(', ')}. Run: npm run docs:services`);
		process.exitCode = 1;
	} else {
		console.log(`Current: ${TABLE} and the search words of the codex, ${services.length} services`);
	}
}

// ------------------------------------------------------------------------------------------------
// docs/services.md

function tableOf(services) {
	const rows = services.map((service) =>
		row([
			`[${text(service.displayName)}](#${anchor(service.displayName)})`,
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
		'- *search*: the node looks for the project. One made since the first attempt is taken as the result; when there is none, ' +
			'the request is sent again.',
		'- *search by mark*: the same, and the project carries a mark of the item, so that it cannot be mistaken.',
		'- *search, absence only*: when there is none, the request is sent again. One that is there ends the item as `unknown`, ' +
			'because the API does not tell when it was created.',
		'- *presence only*: the search does not show every project, so an item without a match ends as `unknown`.',
		'- *+ key*: each attempt carries the same key, by which the service refuses a second project.',
		'- *key*: the service answers a repeated key with the first result, so the request is simply sent again.',
		'',
		'## Where a project lives, and who sees it',
		'',
		'A project of the same name in another container is another project. The columns say which fields name a container, what is ' +
			'compared when an item gives none, and who sees a new project of which the item says nothing.',
		'',
		row(['Service', 'Containers', 'None given', 'Visible to, if nothing is given']),
		row(Array(4).fill('---')),
		...services.map((service) =>
			row([`[${text(service.displayName)}](#${anchor(service.displayName)})`, containers(service), noneGiven(service), audience(service)]),
		),
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
		...services.map((service) => row([`[${text(service.displayName)}](#${anchor(service.displayName)})`, ...keyRests(service)])),
		'',
		'## Fields',
		'',
		'Fields with the same ID mean the same in every service, so a workflow survives a change of the credential.',
		'',
		...services.flatMap(fieldsOf),
	]
		.join('\n')
		.trimEnd()}\n`;
}

function fieldsOf(service) {
	return [
		`### ${text(service.displayName)}`,
		'',
		row(['ID', 'Label', 'Type', 'Required', 'About']),
		row(Array(5).fill('---')),
		row(['', 'Project Name', 'string', 'yes', sentences([limits(service.name ?? {})])]),
		...service.fields.map((field) =>
			row([
				`\`${field.id}\``,
				text(labelOf(field)),
				typeNameOf(field),
				field.from ? 'made from the name' : field.required ? `yes${standIn(field, service)}` : '',
				about(field, service),
			]),
		),
		'',
	];
}

/** The field that may stand in for a required one. */
const standIn = ({ unless }, service) =>
	unless === undefined ? '' : `, without ${text(labelOf(service.fields.find(({ id }) => id === unless)))}`;

function about(field, service) {
	const choices = (field.options ?? []).map((option) => (typeof option === 'string' ? option : option.value));
	const shown = choices
		.slice(0, MOST_CHOICES)
		.map((choice) => `\`${choice}\``)
		.join(', ');
	const more = choices.length > MOST_CHOICES ? ` and ${choices.length - MOST_CHOICES} more` : '';
	return sentences([
		text(field.description ?? ''),
		shown === '' ? '' : `One of ${shown}${more}`,
		field.live ? 'Chosen from a list' : '',
		limits(field),
		field.default === undefined ? '' : `Default: \`${typeof field.default === 'object' ? JSON.stringify(field.default) : field.default}\``,
		condition(field.only, service),
		field.secret ? 'Masked everywhere' : '',
	]);
}

/** `only` in words: with which other fields a field can be used. */
function condition(only = {}, service) {
	const label = (id) => text(labelOf(service.fields.find((field) => field.id === id)));
	return Object.entries(only)
		.map(([id, wanted]) =>
			wanted === true ? `with ${label(id)}` : wanted === null ? `without ${label(id)}` : `with ${label(id)} \`${wanted}\``,
		)
		.map((part, position) => (position === 0 ? `Only ${part}` : part))
		.join(', ');
}

const limits = ({ patternHint, maxLength }) =>
	[patternHint === undefined ? '' : `Must be ${text(patternHint)}`, maxLength === undefined ? '' : `At most ${maxLength} characters`]
		.filter(Boolean)
		.join('. ');

const sentences = (parts) =>
	parts
		.filter(Boolean)
		.map((part) => part.replace(/\.$/, ''))
		.map((part) => `${part}.`)
		.join(' ');

const signIn = ({ auth = [] }) => auth.map(({ name }) => text(name)).join(', ');
const finds = ({ lookup = {} }) => ['name', 'key'].filter((by) => lookup[by]).join(', ');

function settles({ lookup = {}, reference, idempotency, reply, job }) {
	if (idempotency?.header && idempotency.replays !== false) return 'key';
	const withKey = idempotency ? ' + key' : '';
	const call = lookup.reference ?? lookup.name;
	if (!call) return `cannot be settled${withKey}`;
	if (call.partial) return `presence only${withKey}`;
	if (reference && lookup.reference) return `search by mark${withKey}`;
	return `${(reply.createdAt ?? call.item?.createdAt) ? 'search' : 'search, absence only'}${withKey}`;
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

const containersOf = (service) => service.fields.filter(({ within }) => within);

const containers = (service) =>
	containersOf(service)
		.map((field) => text(labelOf(field)))
		.join(', ');

/** What an item without a container matches. */
const noneGiven = (service) =>
	containersOf(service)
		.filter((field) => !field.required)
		.map((field) => `${text(labelOf(field))}: ${matched(field, service)}`)
		.join('; ');

function matched({ id, within: { none } }, { variants = [] }) {
	const isOwnSearch = variants.some(({ when, lookup }) => lookup && (when[id] === true || when[id] === null));
	return isOwnSearch || none?.is ? 'only where the create puts it' : none === undefined ? 'any' : 'only projects in none';
}

const AUDIENCES = {
	members: 'its members',
	workspace: 'at most everybody in the workspace or account',
	public: 'everybody',
	setting: 'as the server is set',
};

function audience(service) {
	const field = service.fields.find(({ id }) => id === 'visibility');
	if (field?.required) return `as chosen: ${text(labelOf(field))} is required`;
	return field?.default === undefined ? AUDIENCES[service.audience] : `its members: the node sends \`${field.default}\``;
}

const updates = ({ update, variants = [] }) => (update || variants.some((variant) => variant.update) ? 'yes' : '');

function jobs({ job, variants = [] }) {
	if (job) return 'yes';
	const some = variants.find((variant) => variant.job);
	return some
		? `with ${Object.keys(some.when)
				.map((id) => `\`${id}\``)
				.join(', ')}`
		: '';
}

/** What is true of all ways to sign in is said once. */
function rights({ auth = [], oauth2 }) {
	const own = [
		...auth.map(({ right }) => right),
		oauth2 && (oauth2.right ?? (oauth2.scopes.length > 0 ? `OAuth2 scopes: ${oauth2.scopes.join(', ')}` : undefined)),
	];
	return [...new Set(own.filter(Boolean).map(text))].join('<br>');
}

const row = (cells) => `| ${cells.join(' | ')} |`;
const text = (value) =>
	String(value)
		.replace(/\s+/g, ' ')
		.replace(/[|<>*_`[\]]/g, (character) => `\\${character}`);
/** As GitHub makes the link to a heading. */
const anchor = (heading) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replace(/\s/g, '-');

const canonical = () => require(path.join(ROOT, 'dist', 'nodes', 'CreateProject', 'services', 'canonical'));
const labelOf = (field) => field.displayName ?? canonical().titleOf(field.id);
const typeNameOf = (field) => canonical().typeOf(field);

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
