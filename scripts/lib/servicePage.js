'use strict';

const { text, condition, fieldsOf, finds, settles, SETTLING, containers, noneGiven, audience, jobs } = require('./serviceWords');

const MARK = '<!-- Made from the definition by `npm run docs:services`; do not edit by hand. -->';

/** What the same field of another sign-in says of where its secret is made. */
const whereOf = (recipe, { auth = [] }) =>
	recipe.where ??
	auth.find(({ where, fields }) => where && fields.some(({ name }) => recipe.fields.some((own) => own.name === name)))?.where;

const box = ({ displayName, description, required, default: given, options }) =>
	[
		`*${text(displayName)}*`,
		required === false ? 'may stay empty' : '',
		given === undefined ? '' : `\`${given}\` by default`,
		options ? `one of ${options.map(({ name }) => text(name)).join(', ')}` : '',
		description === undefined ? '' : lowered(text(description)),
	]
		.filter(Boolean)
		.join(', ');

const lowered = (words) => (/^[A-Z][a-z]/.test(words) ? words[0].toLowerCase() + words.slice(1) : words);

/** Each way to sign in: where the secret comes from, what is filled in, which right is the least. */
function signIns(service) {
	const { site = [], auth = [], oauth2 } = service;
	const recipes = auth.map((recipe) => {
		const where = whereOf(recipe, service);
		return [
			`- **${text(recipe.name)}** (credential *Project API*)`,
			where === undefined ? [] : `  - Made in: ${text(where)}`,
			`  - Filled in: ${recipe.fields.map(box).join('; ')}`,
			recipe.right === undefined ? [] : `  - Least right: ${text(recipe.right)}`,
		].flat();
	});
	const scopes = oauth2?.scopes.map((scope) => `\`${scope}\``).join(' ');
	const own = oauth2 && [
		'- **OAuth2** (credential *Project OAuth2 API*)',
		'  - Made in: an application of your own at the vendor, with the redirect address that n8n shows',
		(oauth2.fields ?? []).length > 0 ? `  - Filled in: ${oauth2.fields.map(box).join('; ')}` : [],
		scopes ? `  - Scopes, filled in already: ${scopes}` : [],
		oauth2.right === undefined ? [] : `  - Least right: ${text(oauth2.right)}`,
	];
	return [...recipes, ...(own ? [own.flat()] : []), site.length > 0 ? [`- With each of them: ${site.map(box).join('; ')}`] : []].flat();
}

function living(service) {
	const names = containers(service);
	const none = noneGiven(service);
	return [
		names === ''
			? '- A project lives in no container but the account: a name is looked for in all of it.'
			: `- Containers: ${names}. A project of the same name in another one is another project.`,
		none === '' ? [] : `- What an item without one matches: ${none}.`,
		`- Seen, if the item says nothing of it, by ${audience(service)}.`,
	].flat();
}

const seconds = (ms) => (ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`);

function doubt(service) {
	const { lookup = {}, duplicates = [], idempotency, reference } = service;
	const [way, ...more] = settles(service).split(/(?= \+ key)/);
	const lag = lookup.name?.lagMs;
	const taken = [...new Set(duplicates.map(({ field = 'name' }) => field))];
	return [
		`- When the answer is lost (*${settles(service)}*): ${SETTLING[way] ?? 'nothing can prove it.'}`,
		more.length > 0 ? `- Besides, ${SETTLING['+ key']}` : [],
		idempotency?.header ? `- The key travels in the header \`${idempotency.header}\`.` : [],
		idempotency?.to ? `- The key travels as \`${idempotency.to}\`.` : [],
		reference ? `- The mark travels as \`${reference.to}\`.` : [],
		lag === undefined
			? []
			: `- A new project may be missing from the search for ${seconds(lag)}; so long the node waits before it believes that there is none.`,
		readsWholeList(lookup.name) ? `- The search by name reads the whole list${pageSize(lookup.name)}, once for all items of a run.` : [],
		`- *If the Project Already Exists* matches on ${finds(service).replace(', ', ' or ')}.`,
		taken.length > 0
			? `- An answer that says that the ${taken.join(' or the ')} is taken is recognised by its words, besides a plain 409.`
			: [],
		updated(service),
	].flat();
}

/** Nothing of what is sought stands in the request. */
const readsWholeList = (call) => call !== undefined && call.one !== true && !JSON.stringify(call).includes('{value');

const pageSize = ({ paging }) =>
	paging === undefined ? ', which comes at once' : paging.size === undefined ? ', page by page' : `, ${paging.size} a request`;

function updated(service) {
	const { update, variants = [] } = service;
	if (update) return "- *Update It* sends the name and what the item gives; what the vendor's edit does not take is named in a hint.";
	const some = variants.filter((variant) => variant.update).map(({ when }) => condition(when, service, '').trim());
	return some.length > 0
		? `- *Update It* works ${some.join(' or ')} alone.`
		: '- *Update It* is not possible: the vendor has no edit that would fit, or it could not be confirmed.';
}

function ways(service) {
	const { variants = [] } = service;
	const job = jobs(service);
	return [
		...variants.map(({ when }) => `- ${condition(when, service, 'Another request is sent')}.`),
		job === 'yes' ? '- The vendor makes the project in a job, which is waited for.' : [],
		job !== '' && job !== 'yes' ? `- The vendor makes the project in a job ${job}, which is waited for.` : [],
	].flat();
}

function pace({ limits = {} }) {
	const { requests = [], parallel, waitMs, headers = {}, answers = [], never = [], body = [] } = limits;
	const of = ({ count, perMs, writes, route }) =>
		`- At most ${count} ${writes ? 'writing requests' : 'requests'}${route ? ` to \`${route}\`` : ''} in ${seconds(perMs)}, ` +
		'kept from the first one on.';
	const named = Object.values(headers).map((name) => `\`${name}\``);
	const known = [
		...[requests].flat().map(of),
		parallel === undefined ? [] : `- At most ${parallel} requests at once.`,
		named.length > 0 ? `- Read from the answers: ${named.join(', ')}, besides the standard headers.` : [],
		body.length > 0 ? "- The wait is read from the answer's body, too." : [],
		answers.length > 0 ? '- A limit is recognised in answers other than 429, too.' : [],
		waitMs === undefined ? [] : `- A limit that names no time is waited for ${seconds(waitMs)}.`,
		never.length > 0 ? '- Answers that look like a limit and that no wait ends are not repeated.' : [],
	].flat();
	return known.length > 0 ? known : ['- None are documented: 429 and the standard headers are obeyed.'];
}

const meant = ({ errors = {} }) => (errors.meanings ?? []).map(({ means }) => `- ${text(means)}.`);

/** Signs of Markdown are escaped, but not inside of code. */
const plain = (note) =>
	note
		.split('`')
		.map((part, position) => (position % 2 === 1 ? part : part.replace(/[<>*_[\]]/g, (character) => `\\${character}`)))
		.join('`');

const section = (title, lines) => (lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines]);

/**
 * A service's page.
 *
 * @param {string} note The definition's doc comment: sources, what is peculiar, what is left out.
 */
function pageOf(service, note) {
	const { displayName, object = 'project', aliases = [], docs } = service;
	return `${[
		`# ${text(displayName)}`,
		'',
		MARK,
		'',
		`Creates a ${object}${aliases.length > 0 ? ` (also: ${aliases.map(text).join(', ')})` : ''}. [The vendor's page](${docs}) · ` +
			'[All services](../services.md)',
		...section('Sign in', signIns(service)),
		...section('Where it lives, and who sees it', living(service)),
		...section('Fields', fieldsOf(service)),
		...section('Other ways to create', ways(service)),
		...section('Lost answers, and projects that exist', doubt(service)),
		...section('Limits', pace(service)),
		...section('Answers explained', meant(service)),
		...section('Sources and peculiarities', [plain(note)]),
	].join('\n')}\n`;
}

module.exports = { pageOf };
