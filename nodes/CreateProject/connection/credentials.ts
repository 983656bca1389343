import type { IExecuteFunctions } from 'n8n-workflow';
import type { CredentialValues } from '../project/asked/site';
import type { CredentialType } from './sender';

/**
 * Hidden fields of the credential forms by which n8n itself tells which fields hold an expression. There is
 * no other public way: all that a node sees of a credential is what its expressions come to for one item.
 */
const SAMPLE = 'expressionSample';
const REPORT = 'expressionReport';

/** n8n adds these to a credential's form, or to its values. The token is renewed by n8n and never an expression. */
const OF_N8N = [
	'allowedHttpRequestDomains',
	'allowedDomains',
	// Of the form of its OAuth2 credentials.
	'grantType',
	'clientId',
	'clientSecret',
	'clientCredentialType',
	'ignoreSSLIssues',
	'tokenExpiredStatusCode',
	'useDynamicClientRegistration',
	'serverUrl',
];
const TOKEN_DATA = 'oauthTokenData';

/**
 * The two hidden fields. `$rawParameter["&x"]` is a neighbouring field as it is stored; the sample proves
 * that this n8n does give it so: it must look like the expression that it is.
 *
 * @param names all fields in which a person can put an expression
 * @param derived fields that are expressions of this package over those
 */
export function expressionFields(names: readonly string[], derived: readonly string[]): Array<{ name: string; default: string }> {
	const typed = [...new Set([...names, ...OF_N8N])];
	const text = '(JSON.stringify($rawParameter["&" + name]) ?? "")';
	const holds = `((name) => { try { return ${text}.includes('"=') } catch { return false } })`;
	const report = `JSON.stringify({ looked: ${JSON.stringify([...typed, ...derived])}, found: ${JSON.stringify(typed)}.filter(${holds}) })`;
	return [
		{ name: SAMPLE, default: '={{ 1 + 1 }}' },
		{ name: REPORT, default: `={{ $rawParameter["&${SAMPLE}"].startsWith("=") ? ${report} : "" }}` },
	];
}

/** Is it proven that none of these values comes from an expression? Then they are the same for every item. */
export function isFixed(values: CredentialValues): boolean {
	const report = reportOf(values[REPORT]);
	if (!report || report.found.length > 0) return false;
	const looked = new Set([...report.looked, SAMPLE, REPORT, TOKEN_DATA]);
	return Object.keys(values).every((name) => looked.has(name));
}

function reportOf(text: unknown): { looked: string[]; found: string[] } | undefined {
	try {
		const report = JSON.parse(String(text)) as { looked?: unknown; found?: unknown };
		return Array.isArray(report.looked) && Array.isArray(report.found) ? (report as { looked: string[]; found: string[] }) : undefined;
	} catch {
		return undefined;
	}
}

/**
 * The credential's values for each item. n8n works out every field of the form and asks its database on
 * each call, about a millisecond, so a credential that is proven to be the same for all items is read once.
 * Any other is read for each item: whichever items were compared, another could have a token of its own.
 */
export class ItemCredentials {
	private readonly fixed = new Map<CredentialType, Promise<CredentialValues | undefined>>();

	constructor(private readonly context: Pick<IExecuteFunctions, 'getCredentials' | 'logger'>) {}

	/** @throws what n8n throws for a credential that is missing, or an expression in it that cannot be worked out for this item. */
	async of(type: CredentialType, index: number): Promise<CredentialValues> {
		const known = this.fixed.get(type);
		if (known) return (await known) ?? (await this.read(type, index));
		// The others wait for the first; what it throws is its own affair.
		const first = this.read(type, index);
		this.fixed.set(
			type,
			first.then(
				(values) => {
					if (isFixed(values)) return values;
					this.context.logger.debug('Create Project reads its credential for each item: it holds an expression, or may hold one');
					return undefined;
				},
				() => {
					this.fixed.delete(type);
					return undefined;
				},
			),
		);
		return await first;
	}

	private async read(type: CredentialType, index: number): Promise<CredentialValues> {
		return await this.context.getCredentials(type, index);
	}
}
