import type { ServiceCase } from '../case';

const base = 'https://app-eu.wrike.com/api/v4';
const project = {
	id: 'IEAAAAAQI4AB5BGV',
	title: 'Apollo',
	childIds: [],
	scope: 'WsFolder',
	permalink: 'https://app-eu.wrike.com/open.htm?id=7',
	project: {
		authorId: 'KUAAAAAQ',
		ownerIds: ['KUAAAAAQ'],
		status: 'Green',
		startDate: '2026-11-22',
		endDate: '2026-12-24',
		createdDate: '2026-11-22T10:00:00Z',
	},
};

export const wrike: ServiceCase = {
	service: 'wrike',
	credential: { region: 'app-eu.wrike.com', token: 'sample-secret' },
	creates: [
		{
			title: 'as a form with JSON texts',
			name: 'Apollo',
			fields: {
				parent: 'IEAAAAAQI4AB5BGU',
				description: 'To the Moon',
				startDate: '2026-11-22',
				dueDate: '2026-12-24',
				owner: 'KUAAAAAQ',
				status: 'Green',
				members: ['KUAAAAAR'],
				customFields: [{ id: 'IEAAAAAQJUAAAAAA', value: '5' }],
			},
			expect: [
				{
					method: 'POST',
					url: `${base}/folders/IEAAAAAQI4AB5BGU/folders`,
					headers: { authorization: 'Bearer sample-secret', 'content-type': 'application/x-www-form-urlencoded' },
					body: new URLSearchParams({
						title: 'Apollo',
						description: 'To the Moon',
						project: '{"startDate":"2026-11-22","endDate":"2026-12-24","ownerIds":["KUAAAAAQ"],"status":"Green"}',
						shareds: '["KUAAAAAR"]',
						customFields: '[{"id":"IEAAAAAQJUAAAAAA","value":"5"}]',
					}).toString(),
				},
			],
			replies: [{ status: 200, body: { kind: 'folders', data: [project] } }],
			project: { id: 'IEAAAAAQI4AB5BGV', name: 'Apollo', url: 'https://app-eu.wrike.com/open.htm?id=7' },
		},
		{
			title: 'an empty project block makes it a project',
			name: 'Apollo',
			fields: { parent: 'IEAAAAAQI4AB5BGU' },
			expect: [{ method: 'POST', url: `${base}/folders/IEAAAAAQI4AB5BGU/folders`, body: 'title=Apollo&project=%7B%7D' }],
			replies: [{ status: 200, body: { kind: 'folders', data: [project] } }],
			project: { id: 'IEAAAAAQI4AB5BGV', name: 'Apollo', url: 'https://app-eu.wrike.com/open.htm?id=7' },
		},
	],
	refusals: [
		{
			title: 'bad parameter',
			reply: { status: 400, body: { error: 'invalid_parameter', errorDescription: "Parameter 'folderId' value is invalid" } },
			kind: 'invalid',
			says: "'folderId' value is invalid",
		},
		{
			title: 'token',
			reply: { status: 401, body: { error: 'not_authorized', errorDescription: 'Access token is unknown or invalid' } },
			kind: 'unauthorized',
			says: 'unknown or invalid',
			means: 'data center',
		},
	],
	lookups: [
		{
			title: 'exact title below the parent',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 'IEAAAAAQI4AB5BGU' },
			expect: [{ method: 'GET', url: `${base}/folders/IEAAAAAQI4AB5BGU/folders?project=true&descendants=false` }],
			replies: [{ status: 200, body: { kind: 'folderTree', data: [{ ...project, id: 'IEAAAAAQI4AB5BGW', title: 'Apollo 2' }, project] } }],
			finds: ['IEAAAAAQI4AB5BGV'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			fields: { parent: 'IEAAAAAQI4AB5BGU' },
			expect: [{ method: 'GET', url: `${base}/folders/IEAAAAAQI4AB5BGU/folders?project=true&descendants=false` }],
			replies: [{ status: 200, body: { kind: 'folderTree', data: [] } }],
			finds: [],
		},
	],
	rejects: [
		{ fields: {}, says: 'Parent Folder' },
		{ fields: { parent: 'IEAAAAAQI4AB5BGU', status: 'Blue' }, says: 'Green' },
	],
};
