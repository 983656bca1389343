import { createHash } from 'node:crypto';
import { parseSetting, type ApiSettings } from '../project/asked/settings';
import { describeCurl } from '../project/described/curl';
import type { ApiDescription } from '../project/described/description';
import { describeAnswer, describeBody } from '../project/described/example';
import { describeOpenApi } from '../project/described/openApi';
import { documentAddresses, embeddedDocument, isPage } from '../project/described/page';
import { canonicalJson, getPath, isObject, segmentsOf } from '../project/json';
import { InputProblem } from '../project/problem';
import type { Json } from '../services/service';

/** What a description needs of the connection it is for. */
export interface DescribeContext {
	/** The credential's address; what is derived is relative to it. */
	baseUrl: string;
	/** Reads a document at an address; only below `baseUrl` with the credential. @throws {InputProblem} */
	fetchText: (address: string) => Promise<string>;
	/** Of the credential, so that what one account may read is not shown to another. */
	cacheKey: string;
	now: () => number;
}

/** A document at an address may change; it is read again after so long, ms. */
const FRESH = 10 * 60_000;
/** Descriptions kept at once, oldest out first. */
const MOST_KEPT = 50;

const kept = new Map<string, { at: number; description: Promise<ApiDescription> }>();

/**
 * The description of an API that *Describe the API With* gives, or `undefined` without one. Read once per
 * process and kept for a while: a document of megabytes is not parsed for each item.
 *
 * @throws {InputProblem} for a document, command or example that cannot be read.
 */
export async function describeApi(settings: ApiSettings, context: DescribeContext): Promise<ApiDescription | undefined> {
	const source = sourceOf(settings);
	if (!source) return undefined;
	const { method, path, envelope, nameField } = settings;
	const key = createHash('sha256')
		.update(
			canonicalJson([
				source,
				method ?? '',
				path ?? '',
				envelope ?? '',
				nameField ?? '',
				context.baseUrl,
				context.cacheKey,
			] as unknown as Json),
		)
		.digest('base64url');
	const known = kept.get(key);
	if (known && context.now() - known.at < FRESH) return await known.description;
	const description = describe(source, settings, context);
	kept.delete(key);
	kept.set(key, { at: context.now(), description });
	if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
	try {
		return await description;
	} catch (cause) {
		// What did not work is tried again the next time.
		kept.delete(key);
		throw cause instanceof InputProblem ? cause : new InputProblem('The description of the API could not be read', String(cause));
	}
}

/** Is anything given that describes the API? */
export const isDescribed = (settings: ApiSettings): boolean => sourceOf(settings) !== undefined;

type Source =
	| { with: 'openApi'; document: string | object }
	| { with: 'curl'; command: string }
	| { with: 'example'; request?: string | object; answer?: string | object };

/** The chosen source, where something was given for it. */
function sourceOf({ describe, openApi }: ApiSettings): Source | undefined {
	const { with: kind, document, curl, exampleRequest, exampleAnswer } = describe?.source ?? {};
	const isGiven = (value: unknown): boolean => value !== undefined && value !== '' && value !== '{}';
	if (kind === 'curl' && isGiven(curl)) return { with: 'curl', command: String(curl) };
	if (kind === 'example' && (isGiven(exampleRequest) || isGiven(exampleAnswer))) {
		return { with: 'example', request: exampleRequest, answer: exampleAnswer };
	}
	if (kind === 'openApi' && document !== undefined && isGiven(document)) return { with: 'openApi', document };
	// As workflows saved before this setting have it.
	return openApi !== undefined && isGiven(openApi) ? { with: 'openApi', document: openApi } : undefined;
}

async function describe(source: Source, settings: ApiSettings, { baseUrl, fetchText }: DescribeContext): Promise<ApiDescription> {
	const { method, path, envelope, nameField } = settings;
	const wanted = { method, path, envelope, nameField, baseUrl };
	switch (source.with) {
		case 'curl':
			return describeCurl(source.command, { baseUrl });
		case 'example':
			return describeExample(source.request, source.answer);
		case 'openApi': {
			const { document } = source;
			if (typeof document !== 'string') return describeOpenApi(document as Json, wanted);
			const isAddress = /^https?:\/\/\S+$/i.test(document.trim());
			const text = isAddress ? await fetchText(document.trim()) : document;
			// Loaded when it is needed: few workflows have a document, and n8n loads the node at every start.
			const { parseDocument } = await import('./documentText');
			const parse = (read: string): Json => parseDocument(read, 'OpenAPI Document');
			if (!isPage(text)) return describeOpenApi(parse(text), wanted);
			const found = await documentOfPage(text, isAddress ? document.trim() : undefined, fetchText, parse);
			// A page without a document is refused in the words for pages.
			return describeOpenApi(found?.value ?? parse(text), wanted, found?.at);
		}
	}
}

/**
 * The document that a documentation page shows: in the page itself, else where the page says, else in the usual places beside it. A
 * place that cannot be read holds none.
 */
async function documentOfPage(
	page: string,
	address: string | undefined,
	fetchText: DescribeContext['fetchText'],
	parse: (text: string) => Json,
): Promise<{ value: Json; at?: string } | undefined> {
	const documentIn = (text: string): Json | undefined => {
		const whole = isPage(text) ? embeddedDocument(text) : text;
		const tried = [whole, embeddedDocument(text)].map((candidate) => {
			try {
				return candidate === undefined ? undefined : parse(candidate);
			} catch {
				return undefined;
			}
		});
		return tried.find((value) => isObject(value) && isObject(value.paths));
	};
	const own = documentIn(page);
	if (own !== undefined || address === undefined) return own === undefined ? undefined : { value: own };
	for (const at of documentAddresses(page, address)) {
		const text = await fetchText(at).catch(() => undefined);
		const value = text === undefined ? undefined : documentIn(text);
		if (value !== undefined) return { value, at };
	}
	return undefined;
}

function describeExample(request: string | object | undefined, answer: string | object | undefined): ApiDescription {
	const description: ApiDescription = { fields: [], reply: {}, choices: [], hints: [] };
	const body = parseSetting(request, 'Example Request');
	if (isObject(body)) describeBody(body, description);
	else if (body !== undefined) throw new InputProblem("'Example Request' is not a JSON object", 'Begin with { and end with }.');
	const { envelope, nameField } = description;
	const path = [...segmentsOf(envelope ?? ''), ...segmentsOf(nameField ?? '')].join('.');
	const name = path === '' ? undefined : getPath(body, path);
	const example = parseSetting(answer, 'Example Answer');
	if (example !== undefined) describeAnswer(example, description, typeof name === 'string' ? name : undefined);
	return description;
}
