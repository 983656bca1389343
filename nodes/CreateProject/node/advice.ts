import type { Trouble } from '../delivery/outcome';
import type { Reason } from '../delivery/verdict';
import type { ServiceDefinition } from '../services/service';

/** What the words need to know besides the trouble. */
export interface AdviceContext {
	definition: ServiceDefinition;
	baseUrl: string;
	right?: string;
	attempts: number;
	isUnknown: boolean;
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
	const said = trouble.complaint.message === '' ? '' : `${context.definition.displayName} says: ${trouble.complaint.message}`;
	const { message, help } = context.isNotAttempted ? notAttempted(trouble, context) : context.isUnknown ? unknown(trouble, context) : failed(trouble, context);
	const description = [message.includes(trouble.complaint.message) && said !== '' ? '' : said, help].filter((part) => part !== '').join(said.endsWith('.') ? ' ' : '. ').replace(/\.\. /g, '. ');
	return { message, description };
}

type Words = { message: string; help: string };

function notAttempted({ reason }: Trouble, { definition }: AdviceContext): Words {
	if (reason === 'canceled') return { message: 'The project was not created: the execution was canceled before its turn', help: 'Run the workflow again for this item.' };
	const why = REASON_WORDS[reason] ?? reason;
	return {
		message: `The project was not created: the items before it had all ended the same way (${why})`,
		help: `Nothing was sent to ${definition.displayName} for this item. Mend what the earlier items name, then run the workflow again.`,
	};
}

function unknown(trouble: Trouble, { definition, ifExists }: AdviceContext): Words {
	const object = definition.object ?? 'project';
	const candidates = trouble.candidates?.map(({ id, url }) => url ?? id).join(', ');
	const looked = trouble.lookedFor === undefined ? '' : ` Looked for: ${trouble.lookedFor}.`;
	const found = candidates === undefined ? '' : ` Found: ${candidates}.`;
	const adopt = ifExists === 'create' ? ` If a ${object} found is the right one, set 'If the Project Already Exists' to 'Return the Existing One' and retry.` : '';
	if (trouble.reason === 'webPage') {
		return { message: `${definition.displayName} answered with a web page instead of a ${object}`, help: `The Base URL probably leads to the pages for people, or to a sign-in page: check it in the credential.${looked}` };
	}
	const why = REASON_WORDS[trouble.reason] ?? trouble.reason;
	const start = trouble.reason === 'noMemory' ? `It is not known whether an earlier run created this ${object}` : `It is not known whether the ${object} was created: ${why}`;
	return {
		message: start,
		help: `It was not sent again, so that there are not two.${looked}${found} Look in ${definition.displayName}; if it is not there, run this item again.${adopt}`,
	};
}

function failed(trouble: Trouble, context: AdviceContext): Words {
	const { definition, baseUrl, right, attempts, ifExists } = context;
	const name = definition.displayName;
	const object = definition.object ?? 'project';
	const path = trouble.request ?? '';
	const site = new URL(baseUrl).host;
	switch (trouble.reason) {
		case 'unauthorized': return { message: `${name} did not accept the credential`, help: 'Open the credential, check token, user and site, and press Test. A token may have been revoked or cut short when it was pasted.' };
		case 'forbidden': return { message: `This credential may not create ${object}s here`, help: right === undefined ? 'Ask an administrator for the right to create one, or use another credential.' : `What it needs: ${right}. Ask an administrator, or use another credential.` };
		case 'notFound': return { message: `${name} knows nothing at this address`, help: `${path} was called below ${baseUrl}. Check the Base URL or site in the credential, and the IDs given as workspace, team or parent. Some services answer like this also when a right is missing.` };
		case 'duplicate': {
			const option = ifExists === 'create' || ifExists === 'stop' ? " To use it, set 'If the Project Already Exists' to 'Return the Existing One' or 'Update It'." : '';
			return { message: `${name} has such a ${object} already`, help: `Give another name or key.${option}` };
		}
		case 'invalid': return trouble.status === undefined ? { message: trouble.complaint.message, help: "Check the node's parameters." } : { message: `${name} did not accept the ${object}: status ${trouble.status}`, help: "Check the values under 'Fields', and whether a required one is missing." };
		case 'keyReused': return { message: 'This idempotency key was used before for a different request', help: "Give each project its own key under 'Idempotency Key Value', or choose Automatic." };
		case 'moved': return { message: `The API sent the request to another address (status ${trouble.status ?? ''})`, help: `It was not followed, so that neither the project nor the credential goes astray. Change the Base URL (now ${baseUrl}): often http must be https, or the host has a new name.` };
		case 'limit': return trouble.retryAt === undefined ? { message: `${name} asked to send less, for longer than this item may take`, help: "Send fewer items at once, or raise 'Total Time' under 'Options'." } : { message: `${name} takes no more requests until ${trouble.retryAt}`, help: "Run the workflow again after that time, or raise 'Maximum Wait' under 'Options'." };
		case 'busy': return { message: `${name} is not available just now`, help: trouble.retryAt === undefined ? 'Try again later.' : `Try again after ${trouble.retryAt}.` };
		case 'dns': return { message: `The host ${site} could not be found`, help: 'Check the address in the credential for typing mistakes, and that this machine can look up the name.' };
		case 'refused': case 'unreachable': case 'connectTimeout': return { message: `No connection could be made to ${site}`, help: 'Check that the service is running and that this machine may reach it (firewall, VPN, port). Nothing was created.' };
		case 'certificate': return { message: `The certificate of ${site} was not accepted`, help: 'It may be expired, self-signed or for another name. Have it renewed, or add its authority to the machine that runs n8n (NODE_EXTRA_CA_CERTS).' };
		case 'blocked': return { message: `This address may not be called with this credential: ${site}`, help: "Check 'Allowed HTTP Request Domains' in the credential, or n8n's network settings." };
		case 'credential': return { message: 'The credential could not be used', help: 'Open the credential and connect the account again.' };
		case 'canceled': return { message: 'The execution was canceled; the project was not created', help: 'Run the workflow again for this item.' };
		case 'budget': return { message: `The time for this item was over after ${attempts} ${attempts === 1 ? 'request' : 'requests'}; the ${object} was not created`, help: "Try again later, or raise 'Total Time' under 'Options'." };
		case 'rule': return { message: trouble.complaint.message === '' ? `Stopped by a rule for status ${trouble.status ?? ''}` : trouble.complaint.message, help: "See 'Status Rules' under 'Options'." };
		case 'webPage': return { message: `${name} answered with a web page instead of a ${object}`, help: `The Base URL (${baseUrl}) probably leads to the pages for people, or to a sign-in page: check it in the credential. A search shows that no ${object} was created.` };
		case 'odd': return { message: trouble.complaint.message === '' ? `${name} gave an answer that is no ${object}` : trouble.complaint.message, help: "Check Base URL and path. For a list to be searched, give 'Lookup Path' and 'List Path' under 'API Settings'." };
		case 'failed': return { message: `${name} did not create the ${object}`, help: 'Follow what the service says. The request itself arrived.' };
		default: return { message: `The ${object} was not created after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${REASON_WORDS[trouble.reason] ?? trouble.reason}`, help: `${trouble.lookedFor === undefined ? '' : `A search (${trouble.lookedFor}) shows that it is not there. `}Try again later.` };
	}
}

/** Reasons as part of a sentence. */
const REASON_WORDS: Partial<Record<Reason, string>> = {
	timeout: 'no answer came in time',
	reset: 'the connection was cut before the whole answer had come',
	serverFault: 'the service had trouble of its own',
	truncated: 'the answer was cut off',
	webPage: 'a web page came instead of an answer',
	odd: 'the answer makes no sense for a create request',
	job: 'the service took the order, but its end was not seen',
	canceled: 'the execution was canceled before that was certain',
	other: 'the request ended without an answer',
	unauthorized: 'the credential was not accepted',
	forbidden: 'the right to create is missing',
	notFound: 'the address was not found',
	moved: 'the API has another address',
	limit: 'the service asked to send less',
	busy: 'the service was not available',
	dns: 'the host could not be found',
	refused: 'no connection could be made',
	unreachable: 'no connection could be made',
	connectTimeout: 'no connection could be made',
	certificate: 'the certificate was not accepted',
	blocked: 'the address is not allowed',
	credential: 'the credential could not be used',
	failed: 'the service refused',
	duplicate: 'there is one already, and whether it is ours cannot be told',
	inFlight: 'the first request is still being worked on',
};
