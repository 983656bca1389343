import type { ServiceCase } from '../case';

const base = 'https://api.crowdin.com/api/v2/projects';
const headers = { authorization: 'Bearer sample-secret' };
const project = {
	id: 8,
	groupId: null as number | null,
	userId: 6,
	sourceLanguageId: 'en',
	targetLanguageIds: ['de'],
	name: 'Apollo',
	identifier: 'apollo',
	description: 'To the Moon',
	visibility: 'private',
	webUrl: 'https://crowdin.com/project/apollo',
	createdAt: '2026-11-22T10:00:00+00:00',
	updatedAt: '2026-11-22T10:00:00+00:00',
};
const list = (projects: unknown[]) => ({ data: projects.map((data) => ({ data })), pagination: { offset: 0, limit: 500 } }) as never;
const made = { id: '8', key: 'apollo', name: 'Apollo', url: 'https://crowdin.com/project/apollo' };

export const crowdin: ServiceCase = {
	service: 'crowdin',
	credential: { host: 'api.crowdin.com', token: 'sample-secret' },
	creates: [
		{
			title: 'with fields',
			name: 'Apollo',
			fields: {
				sourceLanguage: 'en',
				targetLanguages: 'de, uk',
				key: 'apollo',
				description: 'To the Moon',
				visibility: 'public',
				languageAccess: 'moderate',
				type: 'strings',
			},
			expect: [
				{
					method: 'POST',
					url: base,
					headers: { ...headers, 'content-type': 'application/json' },
					body: {
						name: 'Apollo',
						sourceLanguageId: 'en',
						targetLanguageIds: ['de', 'uk'],
						identifier: 'apollo',
						description: 'To the Moon',
						visibility: 'open',
						languageAccessPolicy: 'moderate',
						type: 1,
					},
				},
			],
			replies: [{ status: 201, body: { data: project } }],
			project: made,
		},
		{
			title: 'in a group of an organization',
			credential: { host: 'acme.api.crowdin.com', token: 'sample-secret' },
			name: 'Apollo',
			fields: { sourceLanguage: 'en', group: 4, template: 9 },
			expect: [
				{
					method: 'POST',
					url: 'https://acme.api.crowdin.com/api/v2/projects',
					body: { name: 'Apollo', sourceLanguageId: 'en', groupId: 4, templateId: 9 },
				},
			],
			replies: [{ status: 201, body: { data: { ...project, groupId: 4 } } }],
			project: made,
		},
		{
			title: 'through OAuth',
			auth: 'OAuth2',
			credential: { host: 'api.crowdin.com' },
			name: 'Apollo',
			fields: { sourceLanguage: 'en' },
			expect: [{ method: 'POST', url: base, body: { name: 'Apollo', sourceLanguageId: 'en' } }],
			replies: [{ status: 201, body: { data: project } }],
			project: made,
		},
	],
	refusals: [
		{
			title: 'no such language',
			reply: {
				status: 400,
				body: { errors: [{ error: { key: 'sourceLanguageId', errors: [{ code: 'notInArray', message: 'Invalid language' }] } }] },
			},
			kind: 'invalid',
			says: 'Invalid language',
		},
		{
			title: 'bad token',
			reply: { status: 401, body: { error: { message: 'Unauthorized', code: 401 } } },
			kind: 'unauthorized',
			says: 'Unauthorized',
		},
		{
			title: 'a scope is missing',
			reply: { status: 403, body: { error: { message: "Endpoint isn't allowed for token scopes", code: 403 } } },
			kind: 'forbidden',
			says: 'scopes',
		},
		{
			title: 'too many requests',
			reply: { status: 429, body: { error: { message: 'Too Many Requests', code: 429 } } },
			kind: 'limit',
			says: 'Too Many',
		},
	],
	lookups: [
		{
			title: 'exact name; one in a group is another',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?offset=0&limit=500`, headers }],
			replies: [{ status: 200, body: list([{ ...project, id: 9, groupId: 4 }, project]) }],
			finds: ['8'],
		},
		{
			title: 'in a group',
			by: 'name',
			value: 'Apollo',
			fields: { group: 4 },
			expect: [{ method: 'GET', url: `${base}?offset=0&limit=500` }],
			replies: [{ status: 200, body: list([{ ...project, groupId: 4 }]) }],
			finds: ['8'],
		},
		{
			title: 'absent',
			by: 'name',
			value: 'Apollo',
			expect: [{ method: 'GET', url: `${base}?offset=0&limit=500` }],
			replies: [{ status: 200, body: list([]) }],
			finds: [],
		},
	],
	rejects: [{ fields: {}, says: 'Source Language' }],
	lists: [
		{
			field: 'template',

			expect: [{ method: 'GET', url: 'https://api.crowdin.com/api/v2/workflow-templates?offset=0&limit=500' }],
			replies: [{ status: 200, body: { data: [{ data: { id: 4, title: 'Translate, then proofread' } }] } }],
			choices: [['Translate, then proofread', 4]],
		},
	],
};
