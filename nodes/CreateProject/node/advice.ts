import type { Trouble } from '../delivery/outcome';
import { tellsExisting } from '../project/answered/disclaimer';
import { REASONS } from '../delivery/reasons';
import { NO_SEARCH } from '../delivery/settle';
import type { Reason } from '../delivery/verdict';
import type { ServiceDefinition } from '../services/service';
import { settingAdvice } from './settingAdvice';

/** What the words need to know besides the trouble. */
export interface AdviceContext {
	definition: ServiceDefinition;
	baseUrl: string;
	right?: string;
	attempts: number;
	isUnknown: boolean;
	/** When the first attempt was made is not known; only then may a person have it sent without a look. */
	isUndated?: boolean;
	/** Nothing was sent for this item. */
	isNotAttempted: boolean;
	ifExists: string;
}

export interface Advice {
	/** What happened, one sentence. */
	message: string;
	/** How to solve it. */
	description: string;
}

/**
 * Turns a trouble into words: what happened, then what to do. The API's own words stay visible. No
 * errno words are used: n8n would replace the whole message by a stock one. "canceled" must be in the
 * message of a stopped item: by this word n8n tells a stopped execution from a failed one.
 */
export function advise(trouble: Trouble, context: AdviceContext): Advice {
	const { message, help } = context.isNotAttempted
		? notAttempted(trouble, context)
		: context.isUnknown
			? unknown(trouble, context)
			: failed(trouble, context);
	return { message, description: sentences(saidBeside(message, trouble, context), trouble.complaint.means ?? '', help) };
}

type Words = { message: string; help: string };

/** Parts of a text as sentences; an API's words often end without a full stop. */
export const sentences = (...parts: string[]): string =>
	parts
		.filter((part) => part !== '')
		.map((part) => (/[.!?\u2026]$/.test(part) ? part : `${part}.`))
		.join(' ');

/** What was said about it, as far as the message does not have it already. Only an API's own words are given out as such. */
function saidBeside(message: string, { reason, complaint }: Trouble, { definition, isNotAttempted }: AdviceContext): string {
	if (complaint.own !== undefined)
		return HEADLINES.has(reason) && message !== complaint.message ? sentences(complaint.message, complaint.own) : complaint.own;
	if (complaint.message === '') return '';
	if (reason === 'webPage') return `The page is titled "${complaint.message}"`;
	return `${definition.displayName} ${isNotAttempted ? 'said to them' : 'says'}: ${complaint.message}`;
}

/** Reasons too wide for words of their own: what we found is the message itself. */
const HEADLINES = new Set<Reason>(['invalid', 'odd', 'rule']);

function notAttempted({ reason }: Trouble, { definition }: AdviceContext): Words {
	if (reason === 'canceled')
		return {
			message: 'The project was not created: the execution was canceled before its turn',
			help: 'Run the workflow again for this item.',
		};
	if (reason === 'keyBusy')
		return {
			message: 'The project was not created here: another execution works on its business key',
			help:
				'Nothing was sent for this item. Run it again when that execution has ended: its project is found then. One that has died ' +
				"lets go of its keys after half an hour, or when 'Total Time' is over.",
		};
	return {
		message: `The project was not created: the items before it had all ended the same way (${REASON_WORDS[reason]})`,
		help: `Nothing was sent to ${definition.displayName} for this item. Solve what the earlier items name, then run the workflow again.`,
	};
}

function unknown(trouble: Trouble, { definition, baseUrl, ifExists, isUndated }: AdviceContext): Words {
	const { reason } = trouble;
	const name = definition.displayName;
	const object = definition.object ?? 'project';
	const why = REASONS[reason].isOpenEnd ? REASON_WORDS[reason] : `an earlier attempt had no clear end, and then ${REASON_WORDS[reason]}`;
	return {
		message:
			reason === 'noMemory'
				? `It is not known whether an earlier run created this ${object}`
				: `It is not known whether the ${object} was created: ${why}`,
		help: sentences(
			reason === 'webPage' ? 'The Base URL probably leads to the pages for people, or to a sign-in page: check it in the credential' : '',
			'It was not sent again, so that there are not two',
			trouble.lookedFor === undefined
				? ''
				: trouble.lookedFor === NO_SEARCH
					? 'This API has no search that could tell'
					: `Looked for: ${trouble.lookedFor}`,
			found(trouble),
			reason === 'moved'
				? `Change the Base URL if the API has moved (now ${baseUrl}): often http must be https, or the host has a new name`
				: '',
			reason === 'tls' ? 'If no request gets through, check whether the address should begin with http instead of https' : '',
			trouble.unprovenHeader === undefined
				? ''
				: `This API has not shown so far that it honours the header ${trouble.unprovenHeader}. If you know that it answers a repeated ` +
						"key with the first result, switch on 'The API Honours This Header' under 'Options': then the request is sent again",
			reason === 'keySent'
				? `Look in ${name}; if it is not there, run this item again with another 'Business Key'`
				: `Look in ${name}; if it is not there, run this item again`,
			reason !== 'keySent' && ifExists === 'create' && definition.lookup?.name !== undefined
				? "If it is there, set 'If the Project Already Exists' to 'Return the Existing One' and retry"
				: '',
			reason === 'noMemory' && isUndated
				? "If you know that none of the projects is there, set 'On Retry Without Memory' under 'Options' to 'Send' and retry"
				: '',
		),
	};
}

/** Does the API say that there is one already? */
const saysExisting = ({ complaint: { message, fields } }: Trouble): boolean =>
	[message, ...Object.values(fields).flat()].some((text) => tellsExisting(String(text)));

const found = ({ candidates }: Trouble): string =>
	candidates === undefined || candidates.length === 0 ? '' : `Found: ${candidates.map(({ id, url }) => url ?? id).join(', ')}`;

function failed(trouble: Trouble, context: AdviceContext): Words {
	const { definition, baseUrl, right, attempts, ifExists } = context;
	const name = definition.displayName;
	const object = definition.object ?? 'project';
	const site = new URL(baseUrl).host;
	const isOurs = trouble.complaint.own !== undefined;
	const setting = definition.open && !isOurs ? settingAdvice(trouble, definition) : '';
	if (trouble.isUpdate) {
		const isUnseen = trouble.isUpdate === 'unseen';
		return {
			message: isUnseen
				? `The ${object} is there already, but it is not known whether it was updated`
				: `The ${object} is there already, but it could not be updated: ${REASON_WORDS[trouble.reason]}`,
			help: sentences(
				found(trouble),
				trouble.status === undefined ? '' : `${trouble.request ?? 'The update'} was answered with status ${trouble.status}`,
				isUnseen ? 'To run the item again does no harm' : '',
				"To leave it as it is, set 'If the Project Already Exists' to 'Return the Existing One'",
			),
		};
	}
	switch (trouble.reason) {
		case 'unauthorized':
			return {
				message: `${name} did not accept the credential`,
				help:
					'Open the credential, check token, user and site, and save it: n8n tests it then. A token may have been revoked, or ' +
					'cut short when it was pasted.',
			};
		case 'forbidden':
			return {
				message: `This credential may not create a ${object} here`,
				help:
					right === undefined
						? 'Ask an administrator for the right to create one, or use another credential.'
						: `What it needs: ${right}. Ask an administrator, or use another credential.`,
			};
		case 'notFound':
			return {
				message: `${name} has nothing at this address`,
				help: sentences(
					`${trouble.request ?? 'The request'} was sent to ${baseUrl}`,
					setting,
					'Check the Base URL or site in the credential, and the IDs given as workspace, team or parent',
					'Some services also answer like this when a right is missing',
				),
			};
		case 'duplicate': {
			const option =
				ifExists === 'create' || ifExists === 'stop'
					? "To use it, set 'If the Project Already Exists' to 'Return the Existing One' or 'Update It'"
					: '';
			return { message: `${name} has such a ${object} already`, help: sentences(found(trouble), 'Give another name or key', option) };
		}
		case 'several':
			return { message: trouble.complaint.message, help: '' };
		case 'invalid':
			if (isOurs) return { message: trouble.complaint.message, help: trouble.complaint.own === '' ? "Check the node's parameters." : '' };
			return {
				message: `${name} did not accept the ${object}: status ${trouble.status}`,
				help: sentences(
					setting === '' ? "Check the values under 'Values to Send', and whether a required one is missing." : setting,
					saysExisting(trouble) && (ifExists === 'create' || ifExists === 'stop')
						? `To go on with the ${object} that is there, set 'If the Project Already Exists' to 'Return the Existing One'`
						: '',
				),
			};
		case 'keyReused':
			return {
				message: 'This idempotency key was used before for a different request',
				help: "Give each project its own 'Business Key', or leave that box empty.",
			};
		case 'moved':
			return {
				message: `The API sent the request to another address (status ${trouble.status ?? ''})`,
				help:
					`It was not followed, so that neither the project nor the credential goes astray. Change the Base URL (now ` +
					`${baseUrl}): often http must be https, or the host has a new name.${definition.open ? slashAdvice(trouble) : ''}`,
			};
		case 'limit':
			return trouble.retryAt === undefined
				? { message: `${name} keeps asking to send less`, help: "Send fewer items at once, or raise 'Total Time' under 'Options'." }
				: {
						message: `${name} takes no more requests until ${trouble.retryAt}`,
						help: "Run the workflow again after that time, or raise 'Maximum Wait' under 'Options'.",
					};
		case 'busy':
			return {
				message: `${name} is not available at the moment`,
				help: trouble.retryAt === undefined ? 'Try again later.' : `Try again after ${trouble.retryAt}.`,
			};
		case 'dns':
		case 'refused':
		case 'unreachable':
		case 'connectTimeout':
		case 'certificate':
		case 'blocked': {
			const { message, help } = unconnected(trouble.reason, site);
			return { message, help: trouble.reason in CONNECTION_WORDS ? `${help} Nothing was created.` : help };
		}
		case 'credential':
			return { message: 'The credential could not be used', help: 'Open the credential and connect the account again.' };
		case 'canceled':
			return { message: 'The execution was canceled; the project was not created', help: 'Run the workflow again for this item.' };
		case 'budget':
			return {
				message:
					attempts === 0
						? `The time for this item was over before the ${object} could be sent`
						: `The time for this item was over after ${times(attempts, 'request')}; the ${object} was not created`,
				help:
					trouble.retryAt === undefined
						? "Try again later, or raise 'Total Time' under 'Options'."
						: `Try again after ${trouble.retryAt}, or raise 'Total Time' under 'Options'.`,
			};
		case 'rule':
			return {
				message: isOurs ? trouble.complaint.message : `Stopped by a rule for status ${trouble.status ?? ''}`,
				help: "See 'Status Rules' under 'Options'.",
			};
		case 'webPage':
			return {
				message: `${name} answered with a web page instead of a ${object}`,
				help:
					`The Base URL (${baseUrl}) probably leads to the pages for people, or to a sign-in page: check it in the ` +
					`credential. A search shows that no ${object} was created.`,
			};
		case 'odd':
			if (isOurs)
				return {
					message: trouble.complaint.message,
					help: definition.open
						? "Try again later, or tell with 'Search: Lookup Path' and 'Search: List Path' under 'API Settings' where to search. If that " +
							"shows all that is there without saying so, switch on 'Search: The List Is Complete'."
						: 'Try again later.',
				};
			return { message: `${name} gave an answer that is no ${object}`, help: 'Check the Base URL, and the path if you have set one.' };
		case 'failed':
			return {
				message: `${name} did not create the ${object}`,
				help:
					trouble.complaint.message === ''
						? 'The request arrived, but no reason was given. Look for one in the service itself.'
						: 'The request arrived; follow what the service says.',
			};
		default:
			return {
				message: `The ${object} was not created after ${times(attempts, 'attempt')}: ${REASON_WORDS[trouble.reason]}`,
				help: `${trouble.lookedFor === undefined ? '' : `A search (${trouble.lookedFor}) shows that it is not there. `}Try again later.`,
			};
	}
}

/** Many frameworks send `/projects` to `/projects/`. */
function slashAdvice({ request = '' }: Trouble): string {
	const path = request.split(' ')[1] ?? '';
	return path === '' || path.endsWith('/')
		? ''
		: ` If only a slash at the end is missing, set 'Request: Path' under 'API Settings' to ${path}/.`;
}

const times = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/**
 * Words for a host to which no connection could be made, so that nothing was sent.
 *
 * @param site its name
 */
export function unconnected(reason: Unconnected, site: string): Words {
	switch (reason) {
		case 'dns':
			return {
				message: `The host ${site} could not be found`,
				help: 'Check the address in the credential for typing mistakes, and that the machine that runs n8n can look up the name.',
			};
		case 'certificate':
			return {
				message: `The certificate of ${site} was not accepted`,
				help:
					'It may be expired, self-signed or for another name. Have it renewed, or add its authority to the machine that runs ' +
					'n8n (NODE_EXTRA_CA_CERTS).',
			};
		case 'blocked':
			return {
				message: `This address may not be called with this credential: ${site}`,
				help: "Check 'Allowed HTTP Request Domains' in the credential, or n8n's network settings.",
			};
		default:
			return {
				message: `No connection could be made to ${site}: ${CONNECTION_WORDS[reason]}`,
				help: 'Check that the service is running and that the machine that runs n8n may reach it (firewall, VPN, port).',
			};
	}
}

type Unconnected = 'dns' | 'certificate' | 'blocked' | keyof typeof CONNECTION_WORDS;

export const isUnconnected = (reason: Reason): reason is Unconnected =>
	['dns', 'certificate', 'blocked'].includes(reason) || reason in CONNECTION_WORDS;

const CONNECTION_WORDS = {
	refused: 'it was refused',
	unreachable: 'the host could not be reached',
	connectTimeout: 'the host did not answer in time',
};

/** Reasons as part of a sentence. */
const REASON_WORDS: Record<Reason, string> = {
	timeout: 'no answer came in time',
	reset: 'the connection was cut before the whole answer had come',
	serverFault: 'the service had trouble of its own',
	truncated: 'the answer was cut off',
	tooLarge: 'the answer was too large to be read',
	webPage: 'a web page came instead of an answer',
	odd: 'the answer makes no sense for a create request',
	job: 'the service took the order, but its end was not seen',
	canceled: 'the execution was canceled before that was certain',
	other: 'the request ended without an answer',
	unauthorized: 'the credential was not accepted',
	forbidden: 'a right was missing',
	notFound: 'the address was not found',
	invalid: 'the values were not accepted',
	keyReused: 'the idempotency key had been used for another request',
	moved: 'the API has another address',
	limit: 'the service asked to send less',
	busy: 'the service was not available',
	dns: 'the host could not be found',
	refused: 'the connection was refused',
	unreachable: 'the host could not be reached',
	connectTimeout: 'no connection could be made in time',
	certificate: 'the certificate was not accepted',
	tls: 'the encrypted connection broke',
	blocked: 'the address is not allowed',
	credential: 'the credential could not be used',
	failed: 'the service refused',
	rule: 'a status rule ended it',
	budget: 'the time for this item was over',
	several: 'there are several like it',
	duplicate: 'there is one like it, and whether this item made it cannot be told',
	inFlight: 'the first request is still being worked on',
	noMemory: 'an earlier run left no memory',
	keySent: 'a request with its business key was sent before',
	keyBusy: 'another execution works on its business key',
	created: 'it is there',
};
