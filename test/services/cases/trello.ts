import type { ServiceCase } from '../case';

const auth = 'key=sample-key&token=sample-secret';
const board = {
	id: '5abbe4b7ddc1b351ef961414',
	name: 'Apollo',
	desc: 'To the Moon',
	closed: false,
	idOrganization: '5abbe4b7ddc1b351ef961400',
	url: 'https://trello.com/b/dQHqCohZ/apollo',
	shortUrl: 'https://trello.com/b/dQHqCohZ',
	prefs: { permissionLevel: 'org', background: 'lime' },
};

export const trello: ServiceCase = {
	service: 'trello',
	credential: { apiKey: 'sample-key', token: 'sample-secret' },
	creates: [
		{
			title: 'everything in the query',
			name: 'Apollo & Co',
			fields: {
				description: 'To the Moon',
				workspace: '5abbe4b7ddc1b351ef961400',
				visibility: 'team',
				color: 'lime',
				defaultLists: false,
				powerUps: 'voting',
				selfJoin: true,
			},
			expect: [
				{
					method: 'POST',
					url:
						`https://api.trello.com/1/boards/?name=Apollo+%26+Co&desc=To+the+Moon&idOrganization=5abbe4b7ddc1b351ef961400&` +
						`prefs_permissionLevel=org&prefs_background=lime&defaultLists=false&powerUps=voting&prefs_selfJoin=true&${auth}`,
				},
			],
			replies: [{ status: 200, body: { ...board, name: 'Apollo & Co' } }],
			project: { id: '5abbe4b7ddc1b351ef961414', name: 'Apollo & Co', url: 'https://trello.com/b/dQHqCohZ/apollo' },
		},
		{
			title: 'copied from a board, with its cards',
			name: 'Apollo',
			fields: { template: '5abbe4b7ddc1b351ef961499', keepFromSource: 'cards' },
			expect: [
				{
					method: 'POST',
					url: `https://api.trello.com/1/boards/?name=Apollo&idBoardSource=5abbe4b7ddc1b351ef961499&keepFromSource=cards&${auth}`,
				},
			],
			replies: [{ status: 200, body: board }],
			project: { id: '5abbe4b7ddc1b351ef961414', name: 'Apollo', url: 'https://trello.com/b/dQHqCohZ/apollo' },
		},
	],
	refusals: [
		{
			title: 'plain text',
			reply: { status: 401, headers: { 'content-type': 'text/plain' }, body: 'invalid token' },
			kind: 'unauthorized',
			says: 'invalid token',
		},
		{
			title: 'plain text on a bad value',
			reply: { status: 400, headers: { 'content-type': 'text/plain' }, body: 'invalid value for name' },
			kind: 'invalid',
			says: 'invalid value for name',
		},
		{
			title: 'token limit',
			reply: { status: 429, body: { error: 'API_TOKEN_LIMIT_EXCEEDED', message: 'Rate limit exceeded' } },
			kind: 'limit',
			says: 'Rate limit exceeded',
		},
	],
	lookups: [
		{
			title: 'exact name among the open boards',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url: `https://api.trello.com/1/members/me/boards?filter=open&fields=id%2Cname%2Curl%2CidOrganization&${auth}` },
			],
			replies: [
				{
					status: 200,
					body: [
						{ id: '5abbe4b7ddc1b351ef961415', name: 'Apollo 2', url: 'https://trello.com/b/abc/apollo-2' },
						{ id: board.id, name: 'Apollo', url: board.url, idOrganization: board.idOrganization },
					],
				},
			],
			finds: ['5abbe4b7ddc1b351ef961414'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [
				{ method: 'GET', url: `https://api.trello.com/1/members/me/boards?filter=open&fields=id%2Cname%2Curl%2CidOrganization&${auth}` },
			],
			replies: [{ status: 200, body: [{ id: '5abbe4b7ddc1b351ef961415', name: 'apollo', url: 'https://trello.com/b/abc/apollo-2' }] }],
			finds: [],
		},
	],
	rejects: [
		{ fields: { color: 'crimson' }, says: 'blue' },
		{ fields: { visibility: 'secret' }, says: 'private' },
	],
};
