import type { Trouble } from '../../../nodes/CreateProject/delivery/outcome';
import { NO_SEARCH } from '../../../nodes/CreateProject/delivery/settle';
import type { Reason } from '../../../nodes/CreateProject/delivery/verdict';
import { advise, type AdviceContext } from '../../../nodes/CreateProject/node/advice';
import { ownWords, type Complaint } from '../../../nodes/CreateProject/project/answered/failure';
import type { ServiceDefinition } from '../../../nodes/CreateProject/services/service';

const ACME: ServiceDefinition = {
	id: 'acme',
	displayName: 'Acme',
	docs: '',
	baseUrl: '',
	create: {},
	fields: [],
	reply: {},
	lookup: { name: { path: '/projects' } },
};
const CONTEXT: AdviceContext = {
	definition: ACME,
	baseUrl: 'https://api.acme.example/v1',
	attempts: 2,
	isUnknown: false,
	isNotAttempted: false,
	ifExists: 'create',
};
const SILENT: Complaint = { message: '', fields: {} };
/** The API's own words. */
const said = (message: string): Partial<Trouble> => ({ complaint: { message, fields: {} } });
/** Ours, with what they add. */
const ours = (message: string, own?: string): Partial<Trouble> => ({ complaint: ownWords(message, own) });

type Row = [
	reason: Reason,
	title: string,
	trouble: Partial<Trouble>,
	message: string,
	description: string,
	context?: Partial<AdviceContext>,
];
const words = (reason: Reason, trouble: Partial<Trouble>, context: Partial<AdviceContext>) =>
	advise({ reason, complaint: SILENT, request: 'POST /projects', ...trouble }, { ...CONTEXT, ...context });

const LATER = '2026-11-22T10:00:00.000Z';
const ABSENT = { lookedFor: 'name "Apollo" with GET /projects' };
const NOT_THERE = 'A search (name "Apollo" with GET /projects) shows that it is not there. Try again later.';
const REACH =
	'Check that the service is running and that the machine that runs n8n may reach it (firewall, VPN, port). Nothing was created.';
const LATE = ours('No complete answer came within 30000 ms', 'No complete answer came within 30000 ms');
const USE = "To use it, set 'If the Project Already Exists' to 'Return the Existing One' or 'Update It'.";

const FAILED: Row[] = [
	[
		'unauthorized',
		'with a word',
		{ status: 401, ...said('Bad token') },
		'Acme did not accept the credential',
		'Acme says: Bad token. Open the credential, check token, user and site, and save it: n8n tests it then. A token may have ' +
			'been revoked, or cut short when it was pasted.',
	],
	[
		'forbidden',
		'with a call',
		{ status: 403, ...said('No!') },
		'This credential may not create a project here',
		'Acme says: No! Ask an administrator for the right to create one, or use another credential.',
	],
	[
		'forbidden',
		'of a service whose right is known',
		{ status: 403 },
		'This credential may not create a project here',
		'What it needs: Scope api. Ask an administrator, or use another credential.',
		{ right: 'Scope api' },
	],
	[
		'notFound',
		'',
		{ status: 404, ...said('Not Found') },
		'Acme has nothing at this address',
		'Acme says: Not Found. POST /projects was sent to https://api.acme.example/v1. Check the Base URL or site in the ' +
			'credential, and the IDs given as workspace, team or parent. Some services also answer like this when a right is missing.',
	],
	[
		'duplicate',
		'',
		{ status: 409, ...said('Name taken') },
		'Acme has such a project already',
		`Acme says: Name taken. Give another name or key. ${USE}`,
	],
	[
		'unauthorized',
		'with what it means at this service',
		{ status: 401, complaint: { message: 'Unauthorized', fields: {}, means: 'A permission may be missing' } },
		'Acme did not accept the credential',
		expect.stringMatching(/^Acme says: Unauthorized\. A permission may be missing\. Open the credential/),
	],
	[
		'several',
		'found before anything was sent',
		{ complaint: ownWords('More than one project matches "Apollo" (2)', 'Found: 7; 8. To tell them apart, rename one.') },
		'More than one project matches "Apollo" (2)',
		'Found: 7; 8. To tell them apart, rename one.',
		{ ifExists: 'update' },
	],
	[
		'duplicate',
		'found before anything was sent',
		{ ...ours('A project like this exists already: Apollo'), candidates: [{ id: '7', url: 'https://acme.example/7' }] },
		'Acme has such a project already',
		`Found: https://acme.example/7. Give another name or key. ${USE}`,
		{ ifExists: 'stop' },
	],
	[
		'duplicate',
		'where it was to be used',
		{ status: 409 },
		'Acme has such a project already',
		'Give another name or key.',
		{ ifExists: 'return' },
	],
	[
		'invalid',
		'whose word is part of ours',
		{ status: 422, ...said('not') },
		'Acme did not accept the project: status 422',
		"Acme says: not. Check the values under 'Values to Send', and whether a required one is missing.",
	],
	[
		'invalid',
		'found by the node',
		ours("'Project Name' is empty", 'Check the expression.'),
		"'Project Name' is empty",
		'Check the expression.',
	],
	['invalid', 'found by the node, without a hint', ours('The values do not fit'), 'The values do not fit', "Check the node's parameters."],
	[
		'keyReused',
		'',
		{ status: 422, ...said('Key reused') },
		'This idempotency key was used before for a different request',
		"Acme says: Key reused. Give each project its own 'Business Key', or leave that box empty.",
	],
	[
		'moved',
		'',
		{ status: 301 },
		'The API sent the request to another address (status 301)',
		'It was not followed, so that neither the project nor the credential goes astray. Change the Base URL (now ' +
			'https://api.acme.example/v1): often http must be https, or the host has a new name.',
	],
	[
		'limit',
		'without a time',
		{ status: 429, ...said('Slow down') },
		'Acme keeps asking to send less',
		"Acme says: Slow down. Send fewer items at once, or raise 'Total Time' under 'Options'.",
	],
	[
		'limit',
		'with a time',
		{ status: 429, retryAt: LATER },
		`Acme takes no more requests until ${LATER}`,
		"Run the workflow again after that time, or raise 'Maximum Wait' under 'Options'.",
	],
	['busy', '', { status: 503 }, 'Acme is not available at the moment', 'Try again later.'],
	['busy', 'with a time', { status: 503, retryAt: LATER }, 'Acme is not available at the moment', `Try again after ${LATER}.`],
	[
		'dns',
		'',
		ours('The host name could not be found'),
		'The host api.acme.example could not be found',
		'Check the address in the credential for typing mistakes, and that the machine that runs n8n can look up the name.',
	],
	['refused', '', ours('The connection was refused'), 'No connection could be made to api.acme.example: it was refused', REACH],
	[
		'unreachable',
		'',
		ours('The host could not be reached'),
		'No connection could be made to api.acme.example: the host could not be reached',
		REACH,
	],
	[
		'connectTimeout',
		'',
		ours('No connection could be made in time'),
		'No connection could be made to api.acme.example: the host did not answer in time',
		REACH,
	],
	[
		'certificate',
		'',
		ours('The certificate of the host was not accepted (CERT_HAS_EXPIRED)', 'Reported: CERT_HAS_EXPIRED'),
		'The certificate of api.acme.example was not accepted',
		'Reported: CERT_HAS_EXPIRED. It may be expired, self-signed or for another name. Have it renewed, or add its authority to ' +
			'the machine that runs n8n (NODE_EXTRA_CA_CERTS).',
	],
	[
		'blocked',
		'',
		ours('The address is not allowed here'),
		'This address may not be called with this credential: api.acme.example',
		"Check 'Allowed HTTP Request Domains' in the credential, or n8n's network settings.",
	],
	[
		'credential',
		'',
		ours('The credential could not be used (not connected)', 'Reported: not connected'),
		'The credential could not be used',
		'Reported: not connected. Open the credential and connect the account again.',
	],
	['canceled', '', ours(''), 'The execution was canceled; the project was not created', 'Run the workflow again for this item.'],
	[
		'budget',
		'',
		{},
		'The time for this item was over after 2 requests; the project was not created',
		"Try again later, or raise 'Total Time' under 'Options'.",
	],
	[
		'budget',
		'after one request',
		{ status: 429, ...said('Slow down'), retryAt: LATER },
		'The time for this item was over after 1 request; the project was not created',
		`Acme says: Slow down. Try again after ${LATER}, or raise 'Total Time' under 'Options'.`,
		{ attempts: 1 },
	],
	[
		'budget',
		'before any request',
		{},
		'The time for this item was over before the project could be sent',
		"Try again later, or raise 'Total Time' under 'Options'.",
		{ attempts: 0 },
	],
	[
		'rule',
		'with a text',
		{ status: 418, ...ours('Ask Ann', 'The service said: teapot') },
		'Ask Ann',
		"The service said: teapot. See 'Status Rules' under 'Options'.",
	],
	[
		'rule',
		'without a text',
		{ status: 418, ...said('teapot') },
		'Stopped by a rule for status 418',
		"Acme says: teapot. See 'Status Rules' under 'Options'.",
	],
	[
		'webPage',
		'',
		{ status: 200, ...said('Sign in') },
		'Acme answered with a web page instead of a project',
		'The page is titled "Sign in". The Base URL (https://api.acme.example/v1) probably leads to the pages for people, or to a ' +
			'sign-in page: check it in the credential. A search shows that no project was created.',
	],
	['odd', '', { status: 200 }, 'Acme gave an answer that is no project', 'Check the Base URL, and the path if you have set one.'],
	[
		'odd',
		'a search without an end',
		ours(
			'Whether the project exists could not be found out',
			'Looked for "Apollo" with GET /projects: the search was answered with status 503',
		),
		'Whether the project exists could not be found out',
		'Looked for "Apollo" with GET /projects: the search was answered with status 503. Try again later.',
	],
	[
		'odd',
		'a search of a custom API',
		ours('Whether the project exists could not be found out', 'The answer to the search is not a list'),
		'Whether the project exists could not be found out',
		"The answer to the search is not a list. Try again later, or tell with 'Search: Lookup Path' and 'Search: List Path' " +
			"under 'API Settings' where to search. If that shows all that is there without saying so, switch on 'Search: The List Is Complete'.",
		{ definition: { ...ACME, open: true } },
	],
	[
		'failed',
		'',
		{ status: 200, ...said('Plan limit') },
		'Acme did not create the project',
		'Acme says: Plan limit. The request arrived; follow what the service says.',
	],
	[
		'failed',
		'without a word',
		{ status: 501 },
		'Acme did not create the project',
		'The request arrived, but no reason was given. Look for one in the service itself.',
	],
	[
		'timeout',
		'',
		{ ...LATE, ...ABSENT },
		'The project was not created after 2 attempts: no answer came in time',
		`No complete answer came within 30000 ms. ${NOT_THERE}`,
	],
	[
		'reset',
		'of one attempt',
		{ ...ours('The connection was cut'), ...ABSENT },
		'The project was not created after 1 attempt: the connection was cut before the whole answer had come',
		NOT_THERE,
		{ attempts: 1 },
	],
	[
		'serverFault',
		'',
		{ status: 500, ...said('Oops'), ...ABSENT },
		'The project was not created after 2 attempts: the service had trouble of its own',
		`Acme says: Oops. ${NOT_THERE}`,
	],
	['truncated', '', ABSENT, 'The project was not created after 2 attempts: the answer was cut off', NOT_THERE],
	[
		'other',
		'',
		{ ...ours('x', 'Reported: closed'), ...ABSENT },
		'The project was not created after 2 attempts: the request ended without an answer',
		`Reported: closed. ${NOT_THERE}`,
	],
	[
		'inFlight',
		'',
		{ status: 409, ...ABSENT },
		'The project was not created after 2 attempts: the first request is still being worked on',
		NOT_THERE,
	],
	[
		'serverFault',
		'of an update',
		{ isUpdate: true, status: 500, request: 'PUT /projects/7', ...said('Oops'), candidates: [{ id: '7' }] },
		'The project is there already, but it could not be updated: the service had trouble of its own',
		"Acme says: Oops. Found: 7. PUT /projects/7 was answered with status 500. To leave it as it is, set 'If the Project Already " +
			"Exists' to 'Return the Existing One'.",
	],
	[
		'timeout',
		'of an update',
		{ isUpdate: true, request: 'PUT /projects/7', ...LATE, candidates: [{ id: '7' }] },
		'The project is there already, but it could not be updated: no answer came in time',
		"No complete answer came within 30000 ms. Found: 7. To leave it as it is, set 'If the Project Already Exists' to 'Return " +
			"the Existing One'.",
	],
];

const OPEN = 'It is not known whether the project was created';
const EARLIER = `${OPEN}: an earlier attempt had no clear end, and then`;
const ONCE = 'It was not sent again, so that there are not two.';
const LOOK =
	"Look in Acme; if it is not there, run this item again. If it is there, set 'If the Project Already Exists' to 'Return the " +
	"Existing One' and retry.";
const SEND = "If you know that none of the projects is there, set 'On Retry Without Memory' under 'Options' to 'Send' and retry.";

const UNKNOWN: Row[] = [
	[
		'timeout',
		'',
		{ ...LATE, lookedFor: 'name "Apollo" with GET /projects: not found, but the list is not known to be complete' },
		`${OPEN}: no answer came in time`,
		`No complete answer came within 30000 ms. ${ONCE} Looked for: name "Apollo" with GET /projects: not found, but the list is ` +
			`not known to be complete. ${LOOK}`,
	],
	[
		'serverFault',
		'of a service without a search',
		{ status: 500, ...said('Oops'), lookedFor: NO_SEARCH },
		`${OPEN}: the service had trouble of its own`,
		`Acme says: Oops. ${ONCE} This API has no search that could tell. Look in Acme; if it is not there, run this item again.`,
		{ definition: { ...ACME, lookup: undefined } },
	],
	[
		'reset',
		'with projects that may be it',
		{ ...ours('The connection was cut'), candidates: [{ id: '8', url: 'https://acme.example/8' }, { id: '9' }] },
		`${OPEN}: the connection was cut before the whole answer had come`,
		`${ONCE} Found: https://acme.example/8, 9. ${LOOK}`,
	],
	[
		'reset',
		'where existing ones are returned',
		{},
		`${OPEN}: the connection was cut before the whole answer had come`,
		`${ONCE} Look in Acme; if it is not there, run this item again.`,
		{ ifExists: 'return' },
	],
	['truncated', '', {}, `${OPEN}: the answer was cut off`, `${ONCE} ${LOOK}`],
	[
		'webPage',
		'',
		{ status: 200, ...said('Sign in') },
		`${OPEN}: a web page came instead of an answer`,
		`The page is titled "Sign in". The Base URL probably leads to the pages for people, or to a sign-in page: check it in the ` +
			`credential. ${ONCE} ${LOOK}`,
	],
	[
		'odd',
		'',
		{ status: 202, ...said('queued') },
		`${OPEN}: the answer makes no sense for a create request`,
		`Acme says: queued. ${ONCE} ${LOOK}`,
	],
	[
		'job',
		'',
		ours('x', 'The job had not ended when the time for this item was over'),
		`${OPEN}: the service took the order, but its end was not seen`,
		`The job had not ended when the time for this item was over. ${ONCE} ${LOOK}`,
	],
	['canceled', '', ours(''), `${OPEN}: the execution was canceled before that was certain`, `${ONCE} ${LOOK}`],
	['other', '', ours('x', 'Reported: closed'), `${OPEN}: the request ended without an answer`, `Reported: closed. ${ONCE} ${LOOK}`],
	[
		'duplicate',
		'',
		{ status: 409, ...said('Name taken'), candidates: [{ id: '8' }] },
		`${OPEN}: there is one like it, and whether this item made it cannot be told`,
		`Acme says: Name taken. ${ONCE} Found: 8. ${LOOK}`,
	],
	[
		'tls',
		'',
		{},
		`${OPEN}: the encrypted connection broke`,
		`${ONCE} If no request gets through, check whether the address should begin with http instead of https. ${LOOK}`,
	],
	[
		'reset',
		'with a key in a header that nobody knows to count',
		{ unprovenHeader: 'Idempotency-Key' },
		`${OPEN}: the connection was cut before the whole answer had come`,
		`${ONCE} This API has not shown so far that it honours the header Idempotency-Key. If you know that it answers a repeated key ` +
			`with the first result, switch on 'The API Honours This Header' under 'Options': then the request is sent again. ${LOOK}`,
	],
	['inFlight', '', { status: 409 }, `${OPEN}: the first request is still being worked on`, `${ONCE} ${LOOK}`],
	[
		'noMemory',
		'',
		{ lookedFor: NO_SEARCH },
		'It is not known whether an earlier run created this project',
		`${ONCE} This API has no search that could tell. ${LOOK} ${SEND}`,
		{ isUndated: true },
	],
	['noMemory', 'of a run that is remembered', {}, 'It is not known whether an earlier run created this project', `${ONCE} ${LOOK}`],
	[
		'unauthorized',
		'',
		{ status: 401, ...said('Bad token') },
		`${EARLIER} the credential was not accepted`,
		`Acme says: Bad token. ${ONCE} ${LOOK}`,
	],
	['forbidden', '', { status: 403 }, `${EARLIER} a right was missing`, `${ONCE} ${LOOK}`],
	['notFound', '', { status: 404 }, `${EARLIER} the address was not found`, `${ONCE} ${LOOK}`],
	['invalid', 'by the API', { status: 422, ...said('no') }, `${EARLIER} the values were not accepted`, `Acme says: no. ${ONCE} ${LOOK}`],
	[
		'invalid',
		'by the node',
		ours('The sign-in request got no answer', 'No answer came in time'),
		`${EARLIER} the values were not accepted`,
		`The sign-in request got no answer. No answer came in time. ${ONCE} ${LOOK}`,
	],
	['keyReused', '', { status: 422 }, `${EARLIER} the idempotency key had been used for another request`, `${ONCE} ${LOOK}`],
	[
		'moved',
		'',
		{ status: 308 },
		`${OPEN}: the API has another address`,
		`${ONCE} Change the Base URL if the API has moved (now https://api.acme.example/v1): often http must be https, ` +
			`or the host has a new name. ${LOOK}`,
	],
	['limit', '', { status: 429 }, `${EARLIER} the service asked to send less`, `${ONCE} ${LOOK}`],
	['busy', '', { status: 503 }, `${EARLIER} the service was not available`, `${ONCE} ${LOOK}`],
	['dns', '', ours('The host name could not be found'), `${EARLIER} the host could not be found`, `${ONCE} ${LOOK}`],
	['refused', '', ours('The connection was refused'), `${EARLIER} the connection was refused`, `${ONCE} ${LOOK}`],
	['unreachable', '', ours('x'), `${EARLIER} the host could not be reached`, `${ONCE} ${LOOK}`],
	['connectTimeout', '', ours('x'), `${EARLIER} no connection could be made in time`, `${ONCE} ${LOOK}`],
	[
		'certificate',
		'',
		ours('x', 'Reported: CERT_HAS_EXPIRED'),
		`${EARLIER} the certificate was not accepted`,
		`Reported: CERT_HAS_EXPIRED. ${ONCE} ${LOOK}`,
	],
	['blocked', '', ours('x'), `${EARLIER} the address is not allowed`, `${ONCE} ${LOOK}`],
	['credential', '', ours('x'), `${EARLIER} the credential could not be used`, `${ONCE} ${LOOK}`],
	['failed', '', { status: 200, ...said('Plan limit') }, `${EARLIER} the service refused`, `Acme says: Plan limit. ${ONCE} ${LOOK}`],
	['rule', '', { status: 418, ...ours('Ask Ann') }, `${EARLIER} a status rule ended it`, `Ask Ann. ${ONCE} ${LOOK}`],
	['budget', '', {}, `${EARLIER} the time for this item was over`, `${ONCE} ${LOOK}`],
];

const SAME = 'The project was not created: the items before it had all ended the same way';
const NOT_ATTEMPTED: Row[] = [
	[
		'canceled',
		'',
		ours(''),
		'The project was not created: the execution was canceled before its turn',
		'Run the workflow again for this item.',
	],
	[
		'unauthorized',
		'',
		{ status: 401, ...said('Bad token') },
		`${SAME} (the credential was not accepted)`,
		'Acme said to them: Bad token. Nothing was sent to Acme for this item. Solve what the earlier items name, then run the workflow again.',
	],
	[
		'serverFault',
		'',
		{ status: 500 },
		`${SAME} (the service had trouble of its own)`,
		'Nothing was sent to Acme for this item. Solve what the earlier items name, then run the workflow again.',
	],
];

describe.each([
	['certainly not created', FAILED, {}],
	['not known whether created', UNKNOWN, { isUnknown: true }],
	['not attempted', NOT_ATTEMPTED, { isNotAttempted: true }],
] as const)('%s', (_kind, rows, kind) => {
	it.each(rows)('%s %s', (reason, _title, trouble, message, description, ...[context]) => {
		expect(words(reason, trouble, { ...kind, ...context })).toEqual({ message, description });
	});
});

it('no message has a word that makes n8n put its own text in place', () => {
	const all = [...FAILED, ...UNKNOWN, ...NOT_ATTEMPTED].map(([, , , message]) => message);
	expect(
		all.filter((message) =>
			/ECONN|ENOTFOUND|ETIMEDOUT|EADDR|EHOST|EAI_|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|GETADDRINFO/i.test(message),
		),
	).toEqual([]);
});
