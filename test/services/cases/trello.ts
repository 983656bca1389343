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
			title: 'with a form, key and token in the query',
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
					url: `https://api.trello.com/1/boards/?${auth}`,
					headers: { 'content-type': 'application/x-www-form-urlencoded' },
					body:
						'name=Apollo+%26+Co&desc=To+the+Moon&idOrganization=5abbe4b7ddc1b351ef961400&prefs_permissionLevel=org&' +
						'prefs_background=lime&defaultLists=false&powerUps=voting&prefs_selfJoin=true',
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
					url: `https://api.trello.com/1/boards/?${auth}`,
					body: 'name=Apollo&idBoardSource=5abbe4b7ddc1b351ef961499&keepFromSource=cards',
				},
			],
			replies: [{ status: 200, body: board }],
			project: { id: '5abbe4b7ddc1b351ef961414', name: 'Apollo', url: 'https://trello.com/b/dQHqCohZ/apollo' },
		},
		{
			title: 'with a description that is too long for an address, on a background of its own',
			name: 'Website',
			fields: { description: '案件の概要と前提条件を説明します。'.repeat(60), color: '5ABBE4B7DDC1B351EF961477' },
			expect: [
				{
					method: 'POST',
					url: `https://api.trello.com/1/boards/?${auth}`,
					body: `name=Website&desc=${encodeURIComponent('案件の概要と前提条件を説明します。'.repeat(60))}&prefs_background=5abbe4b7ddc1b351ef961477`,
				},
			],
			replies: [{ status: 200, body: { ...board, name: 'Website' } }],
			project: { id: '5abbe4b7ddc1b351ef961414', name: 'Website', url: 'https://trello.com/b/dQHqCohZ/apollo' },
		},
	],
	updates: [
		{
			title: 'with the preferences under their other names',
			name: 'Apollo',
			fields: { description: 'To Mars', visibility: 'private', comments: 'members', selfJoin: false },
			expect: [
				{ method: 'GET', url: `https://api.trello.com/1/members/me/boards?filter=open&fields=id%2Cname%2Curl%2CidOrganization&${auth}` },
				{
					method: 'PUT',
					url: `https://api.trello.com/1/boards/5abbe4b7ddc1b351ef961414?${auth}`,
					body: 'name=Apollo&desc=To+Mars&prefs%2FpermissionLevel=private&prefs%2Fcomments=members&prefs%2FselfJoin=false',
				},
			],
			replies: [
				{ status: 200, body: [board] },
				{ status: 200, body: { ...board, desc: 'To Mars' } },
			],
			id: '5abbe4b7ddc1b351ef961414',
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
	rejects: [{ fields: { visibility: 'secret' }, says: 'private' }],
	lists: [
		{
			field: 'template',

			expect: [
				{
					method: 'GET',
					url: 'https://api.trello.com/1/members/me/boards?filter=open&fields=id%2Cname&key=sample-key&token=sample-secret',
				},
			],
			replies: [{ status: 200, body: [{ id: '5abbe4b7ddc1b351ef961414', name: 'Launch' }] }],
			choices: [['Launch', '5abbe4b7ddc1b351ef961414']],
		},
	],
};
