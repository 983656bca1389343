'use strict';

const path = require('node:path');
const { ROOT } = require('./run');

/** What a definition says, in words and as cells of tables: for the overview and for each service's page. */

const MOST_CHOICES = 8;

const row = (cells) => `| ${cells.join(' | ')} |`;
const text = (value) =>
	String(value)
		.replace(/\s+/g, ' ')
		.replace(/[|<>*_`[\]]/g, (character) => `\\${character}`);

const canonical = () => require(path.join(ROOT, 'dist', 'nodes', 'CreateProject', 'services', 'canonical'));
const labelOf = (field) => field.displayName ?? canonical().titleOf(field.id);
const typeNameOf = (field) => canonical().typeOf(field);

const sentences = (parts) =>
	parts
		.filter(Boolean)
		.map((part) => part.replace(/\.$/, ''))
		.map((part) => `${part}.`)
		.join(' ');

/** The table of a service's fields. */
function fieldsOf(service) {
	return [
		row(['ID', 'Label', 'Type', 'Required', 'About']),
		row(Array(5).fill('---')),
		row(['', 'Project Name', 'string', 'yes', sentences([bounds(service.name ?? {})])]),
		...service.fields.map((field) =>
			row([
				`\`${field.id}\``,
				text(labelOf(field)),
				typeNameOf(field),
				field.from ? 'made from the name' : field.required ? `yes${standIn(field, service)}` : '',
				about(field, service),
			]),
		),
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
		bounds(field),
		field.default === undefined ? '' : `Default: \`${typeof field.default === 'object' ? JSON.stringify(field.default) : field.default}\``,
		condition(field.only, service, 'Only'),
		field.secret ? 'Masked everywhere' : '',
	]);
}

const fieldNamed = (service, id) => text(labelOf(service.fields.find((field) => field.id === id)));

/** `only` and `when` in words: with which other fields. */
function condition(wanted = {}, service, begins) {
	return Object.entries(wanted)
		.map(([id, value]) => {
			const label = fieldNamed(service, id);
			return value === true ? `with ${label}` : value === null ? `without ${label}` : `with ${label} \`${value}\``;
		})
		.map((part, position) => (position === 0 ? `${begins} ${part}` : part))
		.join(', ');
}

const bounds = ({ patternHint, maxLength }) =>
	[patternHint === undefined ? '' : `Must be ${text(patternHint)}`, maxLength === undefined ? '' : `At most ${maxLength} characters`]
		.filter(Boolean)
		.join('. ');

const signIn = ({ auth = [] }) => auth.map(({ name }) => text(name)).join(', ');
const finds = ({ lookup = {} }) => ['name', 'key'].filter((by) => lookup[by]).join(', ');

/** How a create request without a clear answer is settled. */
function settles({ lookup = {}, reference, idempotency, reply }) {
	if (idempotency?.header && idempotency.replays !== false) return 'key';
	const withKey = idempotency ? ' + key' : '';
	const call = lookup.reference ?? lookup.name;
	if (!call) return `cannot be settled${withKey}`;
	if (call.partial) return `presence only${withKey}`;
	if (reference && lookup.reference) return `search by mark${withKey}`;
	return `${(reply.createdAt ?? call.item?.createdAt) ? 'search' : 'search, absence only'}${withKey}`;
}

/** The ways of {@link settles}, in words. */
const SETTLING = {
	search:
		'the node looks for the project. One made since the first attempt is taken as the result; when there is none, ' +
		'the request is sent again.',
	'search by mark': 'the same, and the project carries a mark of the item, so that it cannot be mistaken.',
	'search, absence only':
		'when there is none, the request is sent again. One that is there ends the item as `unknown`, ' +
		'because the API does not tell when it was created.',
	'presence only': 'the search does not show every project, so an item without a match ends as `unknown`.',
	'+ key': 'each attempt carries the same key, by which the service refuses a second project.',
	key: 'the service answers a repeated key with the first result, so the request is simply sent again.',
};

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

const oauthRight = (oauth2) => oauth2.right ?? (oauth2.scopes.length > 0 ? `OAuth2 scopes: ${oauth2.scopes.join(', ')}` : undefined);

/** What is true of all ways to sign in is said once. */
function rights({ auth = [], oauth2 }) {
	const own = [...auth.map(({ right }) => right), oauth2 && oauthRight(oauth2)];
	return [...new Set(own.filter(Boolean).map(text))].join('<br>');
}

module.exports = {
	row,
	text,
	labelOf,
	sentences,
	condition,
	fieldsOf,
	signIn,
	finds,
	settles,
	SETTLING,
	containers,
	noneGiven,
	audience,
	updates,
	jobs,
	rights,
};
