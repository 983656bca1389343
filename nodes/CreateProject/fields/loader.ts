import type { ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { connect, type Connection } from '../connection/connect';
import type { CredentialType } from '../connection/sender';
import { BOUNDS } from '../project/bounds';
import { getPath, isObject } from '../project/json';
import { escapeMarkup, plain, shorten } from '../project/text';
import { InputProblem } from '../project/problem';
import { readContent } from '../project/answered/reply';
import { NAME_PATHS, type Named, type NamedList } from '../project/asked/names';
import { buildRequest } from '../project/asked/request';
import { placeholdersIn } from '../project/asked/template';
import type { ApiSettings } from '../project/asked/settings';
import type { CredentialValues, Site } from '../project/asked/site';
import { pageOf, readPages } from '../delivery/paging';
import type { Json, LiveOptions, ServiceDefinition } from '../services/service';
import { labelOf, mapperFields, SERVICE_MARK, type Choice, type ListState } from './mapper';

/** Time a drop-down may take to load before the field becomes a text field, ms. */
const PATIENCE = 10_000;
const MOST_PAGES = 5;

/** Shown in place of the fields while there is no credential. */
const NO_CREDENTIAL = 'Choose a credential to see the fields of your tool';

/** Shown in place of the fields of an API that nobody has described. */
const NOT_DESCRIBED =
	"This API is not described: name its fields under 'Custom Fields', or add 'Describe the API With' under 'API Settings' to see them here";

const noticeOf = ({ message, hint }: InputProblem): string => (hint === undefined ? message : `${message}. ${hint}`);

/** The fields of the credential's service for the node's *Fields*, with drop-downs read from the API. */
export async function getFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const credentialType = (this.getCurrentNodeParameter('authentication') || 'projectApi') as CredentialType;
	const settings = (this.getCurrentNodeParameter('apiSettings') ?? {}) as ApiSettings;
	let connection: Connection;
	try {
		const credential = (await this.getCredentials(credentialType)) as CredentialValues;
		connection = await connect(this, { credentialType, credential, settings, timeoutMs: PATIENCE });
	} catch (cause) {
		// No fields at all: n8n remembers of each id it has once drawn whether it was out of sight, and would hide a required field
		// of the tool for good that is optional here.
		return { fields: [], emptyFieldsNotice: cause instanceof InputProblem ? escapeMarkup(noticeOf(cause)) : NO_CREDENTIAL };
	}
	const { definition } = connection.site;
	const given = this.getCurrentNodeParameter('fields') as { value?: Record<string, unknown> | null } | undefined;
	const live = definition.fields.filter((field) => field.live);
	const choices = new Map<string, Choice[]>();
	const states = new Map<string, ListState>();
	await Promise.all(
		live.map(async (field) => {
			try {
				const read = await choicesOf(connection, field.live!, given?.value ?? {});
				if (read.choices.length > 0) choices.set(field.id, read.choices);
				if (!read.isRead || read.isCut) states.set(field.id, { is: read.choices.length === 0 ? 'unread' : 'cut' });
			} catch (cause) {
				// A list that cannot be read leaves a text field; the person can still give an ID.
				const lacks = missingFor(field.live!, definition, given?.value ?? {});
				states.set(field.id, lacks === undefined ? { is: 'unread' } : { is: 'waiting', for: lacks });
				this.logger.debug('Create Project could not read the choices of a field', {
					field: field.id,
					reason: cause instanceof InputProblem ? connection.site.secrets.maskText(cause.message) : 'request',
				});
			}
		}),
	);
	const kept = new Set(Object.entries(given?.value ?? {}).flatMap(([id, value]) => (value === null || value === '' ? [] : [id])));
	// A description read from the API names the fields, and may hold what was sent for it.
	const fields = connection.site.secrets.maskJson(
		mapperFields(definition, choices, states, kept) as unknown as Json,
	) as unknown as ResourceMapperField[];
	if (fields.length === 0 && definition.open) return { fields: [], emptyFieldsNotice: NOT_DESCRIBED };
	return { fields: [...fields, serviceMark(connection.site)] };
}

/** Stays in the node's stored list of fields, unseen: by it the node on the canvas says which tool it is for. */
const serviceMark = ({ definition, baseUrl }: Site): ResourceMapperField => ({
	id: SERVICE_MARK,
	displayName: definition.open === true ? new URL(baseUrl).host : definition.displayName,
	required: false,
	display: false,
	removed: true,
	defaultMatch: false,
	canBeUsedToMatch: false,
	type: 'string',
});

/** The entries of a field's list with all their names, or `undefined` where it cannot be read. */
export async function namedList(
	api: Pick<Connection, 'site' | 'send' | 'authorize'>,
	live: LiveOptions,
	given: Record<string, unknown>,
): Promise<NamedList | undefined> {
	const entries: Named[] = [];
	try {
		const { isCut, isRead } = await readList(api, live, given, ({ name, value }, entry) => {
			const also = NAME_PATHS.map((path) => getPath(entry, path)).filter((text): text is string => typeof text === 'string' && text !== '');
			entries.push({ value, names: [...new Set([name, ...also])] });
		});
		return isRead ? { entries, isWhole: !isCut } : undefined;
	} catch {
		// Whatever hinders the list hinders the create as well, which says what it is.
		return undefined;
	}
}

/**
 * The choices of one field.
 *
 * @returns `isCut` when there are more than are read, `isRead` when none of the pages was refused.
 */
export async function choicesOf(
	api: Pick<Connection, 'site' | 'send' | 'authorize'>,
	live: LiveOptions,
	given: Record<string, unknown>,
): Promise<{ choices: Choice[]; isCut: boolean; isRead: boolean }> {
	return await readList(api, live, given);
}

/** What a create takes where the person gives nothing, which a list may hang on. */
export const defaultsOf = ({ fields }: ServiceDefinition): Record<string, Json> =>
	Object.fromEntries(fields.flatMap(({ id, default: value }) => (value === undefined ? [] : [[id, value]])));

/** The label of the field that a list hangs on and that has no value yet: the teams of a workspace. */
function missingFor(live: LiveOptions, { fields }: ServiceDefinition, given: Record<string, unknown>): string | undefined {
	const named = new Set(placeholdersIn(JSON.stringify([live.path, live.query, live.body, live.graphql?.variables, live.rpc?.params])));
	const missing = fields.find(({ id, default: value }) => named.has(id) && value === undefined && (given[id] ?? '') === '');
	return missing && labelOf(missing);
}

/**
 * A list, page by page.
 *
 * @param see is shown each choice beside its entry.
 * @returns `isCut` when there are more than are read, `isRead` when none of the pages was refused.
 */
async function readList(
	{ site, send, authorize }: Pick<Connection, 'site' | 'send' | 'authorize'>,
	live: LiveOptions,
	given: Record<string, unknown>,
	see?: (choice: Choice, entry: unknown) => void,
): Promise<{ choices: Choice[]; isCut: boolean; isRead: boolean }> {
	const auth = await authorize();
	const choices: Choice[] = [];
	const scope = { ...defaultsOf(site.definition), ...given };
	const ending = await readPages(live.paging, MOST_PAGES, async (state) => {
		const { call, input } = pageOf(live, state);
		const exchange = await send(buildRequest(site, call, { scope, ...input }, auth));
		if (exchange.kind !== 'answer' || exchange.answer.status > 299) return undefined;
		const { headers } = exchange.answer;
		const content = readContent(exchange.answer);
		const entries = content.kind === 'json' ? getPath(content.value, live.items) : undefined;
		if (content.kind !== 'json' || !Array.isArray(entries)) return undefined;
		for (const entry of entries as Json[]) {
			if (live.only && getPath(entry, live.only.path) !== live.only.is) continue;
			const value = isObject(entry) || Array.isArray(entry) ? getPath(entry, live.value) : entry;
			const label = isObject(entry) || Array.isArray(entry) ? getPath(entry, live.label) : entry;
			if (typeof value !== 'string' && typeof value !== 'number') continue;
			const clean = site.secrets.maskJson({ label: plain(String(label ?? value)), value });
			const choice = { name: shorten(clean.label, BOUNDS.text), value: clean.value };
			choices.push(choice);
			see?.(choice, entry);
		}
		return { value: content.value, headers, count: entries.length };
	});
	const isFull = live.paging?.kind === 'single' && choices.length >= live.paging.size;
	return { choices: choices.sort((a, b) => a.name.localeCompare(b.name)), isCut: ending === 'cut' || isFull, isRead: ending !== 'stopped' };
}
