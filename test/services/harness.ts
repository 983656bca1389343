import { ApiState } from '../../nodes/CreateProject/delivery/apiState';
import { deliver } from '../../nodes/CreateProject/delivery/deliver';
import type { Delivery, Policy } from '../../nodes/CreateProject/delivery/policy';
import type { Exchange, Send, Tools } from '../../nodes/CreateProject/delivery/exchange';
import type { Outcome } from '../../nodes/CreateProject/delivery/outcome';
import { makeAuthorize, Sessions } from '../../nodes/CreateProject/connection/session';
import { wireKey } from '../../nodes/CreateProject/project/asked/ownKey';
import { prepare, type Prepared } from '../../nodes/CreateProject/project/asked/prepare';
import type { Site } from '../../nodes/CreateProject/project/asked/site';
import { earlierSignIn, ownProperty, recipeId } from '../../nodes/CreateProject/connection/properties';
import { resolveSite } from '../../nodes/CreateProject/connection/site';
import { serviceById } from '../../nodes/CreateProject/services';
import type { ServiceDefinition } from '../../nodes/CreateProject/services/service';
import type { SampleReply, ServiceCase } from './case';

/** What the tables of all services share: the code that runs in n8n, with a clock and a network of their own. */

export const definitionOf = ({ service }: ServiceCase): ServiceDefinition => {
	const definition = serviceById(service);
	if (!definition) throw new Error(`No service has the id ${service}`);
	return definition;
};

export function siteOf(entry: ServiceCase, own: { auth?: string; credential?: Record<string, string> } = {}): Site {
	const definition = definitionOf(entry);
	const credential = own.credential ?? entry.credential;
	const auth = own.auth ?? entry.auth;
	if (auth === 'OAuth2') {
		const named = Object.entries(credential).map(([name, value]) => [ownProperty(definition.id, name), value]);
		return resolveSite(definition, Object.fromEntries(named), 'oauth2');
	}
	if (auth === undefined) return resolveSite(definition, credential, 'token');
	expect((definition.auth ?? []).map(({ name }) => name)).toContain(auth);
	return resolveSite(definition, { ...credential, [earlierSignIn(definition.id)]: recipeId(auth) }, 'token');
}

/** Time passes only where somebody waits for it. */
export function virtualTools(): Tools {
	let now = Date.parse('2026-11-22T10:00:00Z');
	return {
		now: () => now,
		monotonic: () => now,
		sleep: async (ms) => {
			now += ms;
		},
		random: () => 0.5,
	};
}

export const exchangeOf = ({ status, headers = {}, body }: SampleReply): Exchange => {
	const isText = typeof body === 'string' && headers['content-type'] !== undefined;
	const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
	return {
		kind: 'answer',
		receivedAt: 0,
		answer: { status, headers: { ...type, ...headers }, text: body === undefined ? '' : isText ? body : JSON.stringify(body) },
	};
};

export const POLICY: Policy = {
	attempts: 1,
	timeoutMs: 30_000,
	totalMs: 3_600_000,
	maxWaitMs: 600_000,
	ifExists: 'create',
	matchOn: { by: 'name' },
	patienceMs: 0,
	verify: false,
	trustRetry: false,
	rules: [],
};

export async function run(
	prepared: Prepared,
	send: Send,
	own: Pick<Partial<Delivery>, 'policy' | 'key' | 'business'> = {},
): Promise<Outcome> {
	const tools = virtualTools();
	const { site } = prepared;
	const state = new ApiState(tools, site.definition.limits);
	return await deliver({
		prepared,
		policy: POLICY,
		heuristic: false,
		state,
		tools,
		send,
		authorize: makeAuthorize(site, send, new Sessions()),
		log: () => undefined,
		...own,
	});
}

/** One delivery with a business key, as a run makes it. */
export interface KeyedRun {
	prepared: Prepared;
	business: string;
	/** What n8n's log knows of the key. */
	log: 'new' | 'before';
	send: Send;
}

export async function keyed({ prepared, business, log, send }: KeyedRun): Promise<Outcome> {
	const { idempotency, reference } = prepared.definition;
	const value = wireKey(business, idempotency?.maxLength, idempotency?.header !== undefined);
	const key = idempotency || reference ? { value, header: idempotency?.header } : undefined;
	const own = reference ? prepare(prepared.site, prepared.input, value) : prepared;
	const none = async (): Promise<void> => undefined;
	return await run(own, send, { key, business: { value: business, entry: '', slot: business, log, record: none, forget: none } });
}

/** A definition that takes input which would not do for a create: a search or an update needs less. */
export const eased = (site: Site): Site => {
	const { definition } = site;
	return {
		...site,
		definition: {
			...definition,
			name: { ...definition.name, pattern: undefined },
			fields: definition.fields.map((field) => ({ ...field, required: undefined, from: undefined })),
		},
	};
};
