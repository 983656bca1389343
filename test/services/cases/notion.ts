import type { ServiceCase } from '../case';

const source = 'd9824bdc-8445-4327-be8b-5b47500af6ce';
const headers = { authorization: 'Bearer sample-secret', 'notion-version': '2025-09-03', 'content-type': 'application/json' };
const page = (id: string, title: string, property = 'Name') => ({
	object: 'page',
	id,
	created_time: '2026-11-22T10:00:00.000Z',
	last_edited_time: '2026-11-22T10:00:00.000Z',
	in_trash: false,
	url: `https://www.notion.so/Apollo-${id.slice(0, 8)}`,
	parent: { type: 'data_source_id', data_source_id: source, database_id: source },
	properties: {
		[property]: {
			id: 'title',
			type: 'title',
			title: [{ type: 'text', text: { content: title, link: null }, plain_text: title, href: null }],
		},
	},
});
const one = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const two = '4c90c3cc-0d44-4b50-8888-8dd25736052b';

export const notion: ServiceCase = {
	service: 'notion',
	credential: { token: 'sample-secret' },
	creates: [
		{
			title: 'in a data source, with its own property names',
			name: 'Apollo',
			fields: {
				parent: source,
				titleProperty: 'Project name',
				description: '# Goal\nTo the Moon',
				startDate: '2026-11-22',
				dueDate: '2026-12-24',
				statusProperty: 'State',
				status: 'In progress',
				owner: '9a3b5ae0-c6e6-482d-b0e1-ed315ee6dc57',
				tags: 'space, moon',
			},
			expect: [
				{
					method: 'POST',
					url: 'https://api.notion.com/v1/pages',
					headers,
					body: {
						parent: { type: 'data_source_id', data_source_id: source },
						markdown: '# Goal\nTo the Moon',
						properties: {
							'Project name': { title: [{ text: { content: 'Apollo' } }] },
							Dates: { date: { start: '2026-11-22', end: '2026-12-24' } },
							State: { status: { name: 'In progress' } },
							Owner: { people: [{ id: '9a3b5ae0-c6e6-482d-b0e1-ed315ee6dc57' }] },
							Tags: { multi_select: [{ name: 'space' }, { name: 'moon' }] },
						},
					},
				},
			],
			replies: [{ status: 200, body: page(one, 'Apollo', 'Project name') }],
			project: { id: one, name: 'Apollo', url: 'https://www.notion.so/Apollo-3c90c3cc' },
		},
		{
			title: 'with icon and cover',
			name: 'Apollo',
			fields: { parent: source, icon: '🚀', cover: 'https://example.com/moon.png' },
			expect: [
				{
					method: 'POST',
					url: 'https://api.notion.com/v1/pages',
					body: {
						parent: { type: 'data_source_id', data_source_id: source },
						properties: { Name: { title: [{ text: { content: 'Apollo' } }] } },
						icon: { type: 'emoji', emoji: '🚀' },
						cover: { type: 'external', external: { url: 'https://example.com/moon.png' } },
					},
				},
			],
			replies: [{ status: 200, body: page(one, 'Apollo') }],
			project: { id: one, name: 'Apollo', url: 'https://www.notion.so/Apollo-3c90c3cc' },
		},
	],
	refusals: [
		{
			title: 'unknown property',
			reply: {
				status: 400,
				body: { object: 'error', status: 400, code: 'validation_error', message: 'Name is not a property that exists.' },
			},
			kind: 'invalid',
			says: 'not a property that exists',
			means: "'Title Property'",
		},
		{
			title: 'data source not shared with the connection',
			reply: {
				status: 404,
				body: { object: 'error', status: 404, code: 'object_not_found', message: `Could not find data_source with ID: ${source}.` },
			},
			kind: 'notFound',
			says: 'Could not find',
		},
		{
			title: 'conflict, to be repeated',
			reply: {
				status: 409,
				body: { object: 'error', status: 409, code: 'conflict_error', message: 'Conflict occurred while saving. Please try again.' },
			},
			kind: 'limit',
			says: 'try again',
		},
	],
	lookups: [
		{
			title: 'exact title; one that differs in the page is not taken',
			by: 'name',
			value: 'Apollo',
			fields: { parent: source },
			expect: [
				{
					method: 'POST',
					url: `https://api.notion.com/v1/data_sources/${source}/query`,
					headers,
					body: { filter: { property: 'Name', title: { equals: 'Apollo' } }, page_size: 100 },
				},
			],
			replies: [
				{
					status: 200,
					body: { object: 'list', results: [page(two, 'Apollo 2'), page(one, 'Apollo')], next_cursor: null, has_more: false },
				},
			],
			finds: [one],
		},
		{
			title: 'absent on both pages',
			by: 'name',
			value: 'Apollo',
			fields: { parent: source, titleProperty: 'Project name' },
			expect: [
				{
					method: 'POST',
					url: `https://api.notion.com/v1/data_sources/${source}/query`,
					body: { filter: { property: 'Project name', title: { equals: 'Apollo' } }, page_size: 100 },
				},
				{
					method: 'POST',
					url: `https://api.notion.com/v1/data_sources/${source}/query`,
					body: { filter: { property: 'Project name', title: { equals: 'Apollo' } }, start_cursor: 'c1', page_size: 100 },
				},
			],
			replies: [
				{ status: 200, body: { object: 'list', results: [page(two, 'Apollo 2', 'Project name')], next_cursor: 'c1', has_more: true } },
				{ status: 200, body: { object: 'list', results: [], next_cursor: null, has_more: false } },
			],
			finds: [],
		},
	],
	rejects: [{ fields: {}, says: 'Data Source' }],
};
