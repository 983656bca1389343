import type { ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { connect, type Connection } from '../connection/connect';
import type { CredentialType } from '../connection/sender';
import { getPath, isObject } from '../project/json';
import { plain } from '../project/text';
import { InputProblem } from '../project/problem';
import { readContent } from '../project/answered/reply';
import { buildRequest } from '../project/asked/request';
import { described, type ApiSettings } from '../project/asked/settings';
import type { CredentialValues, Site } from '../project/asked/site';
import { linkNext } from '../delivery/search';
import type { FieldDefinition, Json } from '../services/service';
import { mapperFields, SERVICE_MARK, type Choice } from './mapper';

/** Time a drop-down may take to load before the field becomes a text field, ms. */
const PATIENCE = 10_000;
const MOST_PAGES = 5;

/** Shown in place of the fields while there is no credential. */
const NO_CREDENTIAL = 'Choose a credential to see the fields of your tool';

const noticeOf = ({ message, hint }: InputProblem): string => (hint === undefined ? message : `${message}. ${hint}`);

/** The fields of the credential's service for the node's *Fields*, with drop-downs read from the API. */
export async function getFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const credentialType = (this.getCurrentNodeParameter('authentication') || 'projectApi') as CredentialType;
	const settings = (this.getCurrentNodeParameter('apiSettings') ?? {}) as ApiSettings;
	let connection: Connection;
	try {
		const credential = (await this.getCredentials(credentialType)) as CredentialValues;
		connection = connect(this, { credentialType, credential, settings: { ...settings, openApi: undefined }, timeoutMs: PATIENCE });
	} catch (cause) {
		// No fields at all: n8n remembers of each id it has once drawn whether it was out of sight, and would hide a required field
		// of the tool for good that is optional here.
		return { fields: [], emptyFieldsNotice: cause instanceof InputProblem ? noticeOf(cause) : NO_CREDENTIAL };
	}
	const definition = described(connection.site.definition, settings);
	const given = this.getCurrentNodeParameter('fields') as { value?: Record<string, unknown> | null } | undefined;
	const live = definition.fields.filter((field) => field.live);
	const choices = new Map<string, Choice[]>();
	await Promise.all(
		live.map(async (field) => {
			try {
				const read = await choicesOf(connection, field, given?.value ?? {});
				if (read.length > 0) choices.set(field.id, read);
			} catch (cause) {
				// A list that cannot be read leaves a text field; the person can still give an ID.
				this.logger.debug('Create Project could not read the choices of a field', {
					field: field.id,
					reason: cause instanceof InputProblem ? connection.site.secrets.maskText(cause.message) : 'request',
				});
			}
		}),
	);
	return { fields: [...mapperFields(definition, choices), serviceMark(connection.site)] };
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

async function choicesOf({ site, send, authorize }: Connection, field: FieldDefinition, given: Record<string, unknown>): Promise<Choice[]> {
	const live = field.live!;
	const auth = await authorize();
	const choices: Choice[] = [];
	let follow: string | undefined;
	let paging: Record<string, string> | undefined = firstPage(field);
	for (let page = 0; page < MOST_PAGES; page++) {
		const exchange = await send(buildRequest(site, live, { scope: given, follow, paging: { query: paging } }, auth));
		const content = exchange.kind === 'answer' && exchange.answer.status < 300 ? readContent(exchange.answer) : undefined;
		const entries = content?.kind === 'json' ? getPath(content.value, live.items) : undefined;
		if (!Array.isArray(entries) || exchange.kind !== 'answer' || content?.kind !== 'json') break;
		for (const entry of entries as Json[]) {
			const value = isObject(entry) || Array.isArray(entry) ? getPath(entry, live.value) : entry;
			const label = isObject(entry) || Array.isArray(entry) ? getPath(entry, live.label) : entry;
			if (typeof value === 'string' || typeof value === 'number')
				choices.push({ name: site.secrets.maskJson({ label: plain(String(label ?? value)) }).label, value: site.secrets.maskJson(value) });
		}
		({ follow, paging } = nextPage(field, page, entries.length, content.value, exchange.answer.headers.link));
		if (follow === undefined && paging === undefined) break;
	}
	return choices.sort((a, b) => a.name.localeCompare(b.name));
}

const sizeOf = ({ live }: FieldDefinition): Record<string, string> => {
	const { size, sizeParam } = (live?.paging ?? {}) as { size?: number; sizeParam?: string };
	return size !== undefined && sizeParam !== undefined ? { [sizeParam]: String(size) } : {};
};

const firstPage = (field: FieldDefinition): Record<string, string> | undefined => (field.live?.paging ? sizeOf(field) : undefined);

/** Drop-downs read a few pages at most; paging inside bodies is not worth it here. */
function nextPage(
	field: FieldDefinition,
	page: number,
	count: number,
	value: Json,
	link: string | undefined,
): { follow?: string; paging?: Record<string, string> } {
	const paging = field.live?.paging;
	switch (paging?.kind) {
		case 'page':
			return count === 0 || count < (paging.size ?? 1)
				? {}
				: { paging: { ...sizeOf(field), [paging.param]: String((paging.first ?? 1) + page + 1) } };
		case 'offset':
			return count < paging.size ? {} : { paging: { ...sizeOf(field), [paging.param]: String((page + 1) * paging.size) } };
		case 'cursor': {
			const token = getPath(value, paging.next);
			return (typeof token === 'string' || typeof token === 'number') && token !== '' && (paging.in ?? 'query') === 'query'
				? { paging: { ...sizeOf(field), [paging.param]: String(token) } }
				: {};
		}
		case 'link': {
			const next = linkNext(link);
			return next === undefined ? {} : { follow: next };
		}
		case 'url': {
			const next = getPath(value, paging.next);
			return typeof next === 'string' && next !== '' ? { follow: next } : {};
		}
		default:
			return {};
	}
}
