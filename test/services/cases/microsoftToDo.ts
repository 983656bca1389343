import type { ServiceCase } from '../case';

const url = 'https://graph.microsoft.com/v1.0/me/todo/lists';
const list = {
	'@odata.type': '#microsoft.graph.todoTaskList',
	id: 'AAMkADIyAAAhrbPWAAA=',
	displayName: 'Apollo',
	isOwner: true,
	isShared: false,
	wellknownListName: 'none',
};

export const microsoftToDo: ServiceCase = {
	service: 'microsoftToDo',
	auth: 'OAuth2',
	credential: {},
	creates: [
		{
			title: 'by its name',
			name: 'Apollo',
			expect: [{ method: 'POST', url, headers: { 'content-type': 'application/json' }, body: { displayName: 'Apollo' } }],
			replies: [{ status: 201, body: list }],
			project: { id: 'AAMkADIyAAAhrbPWAAA=', name: 'Apollo' },
		},
	],
	refusals: [
		{
			title: 'no mailbox',
			reply: {
				status: 404,
				body: {
					error: { code: 'MailboxNotEnabledForRESTAPI', message: 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.' },
				},
			},
			kind: 'notFound',
			says: 'mailbox',
		},
		{
			title: 'an expired token',
			reply: { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed.' } } },
			kind: 'unauthorized',
			says: 'Lifetime',
		},
		{
			title: 'a permission is missing',
			reply: { status: 403, body: { error: { code: 'ErrorAccessDenied', message: 'Access is denied. Check credentials and try again.' } } },
			kind: 'forbidden',
			says: 'Access is denied',
		},
	],
	lookups: [
		{
			title: 'exact name on two pages',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url },
				{ method: 'GET', url: `${url}?$skip=10` },
			],
			replies: [
				{ status: 200, body: { value: [{ ...list, id: 'other', displayName: 'Apollo 2' }], '@odata.nextLink': `${url}?$skip=10` } },
				{ status: 200, body: { value: [list] } },
			],
			finds: ['AAMkADIyAAAhrbPWAAA='],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url }],
			replies: [{ status: 200, body: { value: [] } }],
			finds: [],
		},
	],
};
