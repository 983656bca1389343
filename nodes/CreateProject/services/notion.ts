import { defineService, type Paging } from './service';

const paging: Paging = {
	kind: 'cursor',
	in: 'body',
	param: 'start_cursor',
	next: 'next_cursor',
	more: 'has_more',
	size: 100,
	sizeParam: 'page_size',
};

/**
 * Notion. A project is a page (row) in a data source. Rules: developers.notion.com (post-page, upgrade guide 2025-09-03, working with
 * markdown content, authorization). Property names are the customer's own and come from settings, preset as in Notion's project templates.
 * The search is the data source's own exact filter. 409 conflict_error may be repeated. Titles may repeat. Left out: page templates, and a
 * `customFields` object (other properties go by payload path, `properties.Priority.select.name`).
 */
export const notion = defineService({
	id: 'notion',
	displayName: 'Notion',
	object: 'page',
	aliases: ['database', 'data source'],
	docs: 'https://developers.notion.com/reference/post-page',
	baseUrl: 'https://api.notion.com',
	headers: { 'Notion-Version': '2025-09-03' },
	auth: [
		{
			name: 'API Token',
			where: 'Settings > Connections > Develop your own connections > New connection',
			right: 'A connection with "Read content" and "Insert content", added to the database',
		},
	],
	oauth2: {
		authUrl: 'https://api.notion.com/v1/oauth/authorize',
		tokenUrl: 'https://api.notion.com/v1/oauth/token',
		scopes: [],
		authQuery: 'owner=user',
		clientAuth: 'header',
		right: 'The capabilities "Read content" and "Insert content"',
	},
	test: { path: '/v1/users/me' },
	create: { path: '/v1/pages' },
	audience: 'workspace',
	name: { to: 'properties.{titleProperty}.title', wrap: [{ text: { content: '{value}' } }] },
	fields: [
		{
			id: 'parent',
			displayName: 'Data Source',
			to: 'parent.data_source_id',
			required: true,
			within: {},
			live: {
				path: '/v1/search',
				body: { filter: { property: 'object', value: 'data_source' } },
				items: 'results',
				label: 'title.0.plain_text',
				paging,
			},
		},
		{ id: 'titleProperty', in: 'setting', default: 'Name', description: 'Name of the title property' },
		{ id: 'description', displayName: 'Content', to: 'markdown', description: "The page's content in Markdown" },
		{ id: 'datesProperty', in: 'setting', default: 'Dates', description: 'Name of the date property that takes start and due date' },
		{ id: 'startDate', to: 'properties.{datesProperty}.date.start', format: 'date' },
		{
			id: 'dueDate',
			displayName: 'End Date',
			to: 'properties.{datesProperty}.date.end',
			format: 'date',
			description: 'Only together with the start date',
		},
		{ id: 'statusProperty', in: 'setting', default: 'Status', description: 'Name of the status property' },
		{ id: 'status', to: 'properties.{statusProperty}.status.name' },
		{ id: 'ownerProperty', in: 'setting', default: 'Owner', description: 'Name of the people property' },
		{ id: 'owner', displayName: 'Owner User ID', to: 'properties.{ownerProperty}.people', wrap: [{ id: '{value}' }] },
		{ id: 'tagsProperty', in: 'setting', default: 'Tags', description: 'Name of the multi-select property' },
		{ id: 'tags', to: 'properties.{tagsProperty}.multi_select', format: 'list', wrapEach: { name: '{value}' } },
		{ id: 'icon', displayName: 'Icon Emoji', wrap: { type: 'emoji', emoji: '{value}' } },
		{ id: 'cover', displayName: 'Cover Image URL', type: 'url', wrap: { type: 'external', external: { url: '{value}' } } },
	],
	constants: { 'parent.type': 'data_source_id' },
	reply: { id: 'id', name: 'properties.{titleProperty}.title.0.plain_text', url: 'url', createdAt: 'created_time' },
	fetch: { path: '/v1/pages/{id}' },
	update: {
		method: 'PATCH',
		path: '/v1/pages/{id}',
		body: { properties: '{payload.properties}', icon: '{payload.icon}', cover: '{payload.cover}' },
	},
	lookup: {
		name: {
			path: '/v1/data_sources/{parent}/query',
			body: { filter: { property: '{titleProperty}', title: { equals: '{value}' } } },
			items: 'results',
			paging,
		},
	},
	errors: {
		message: ['message'],
		meanings: [
			{
				body: 'is not a property that exists',
				means:
					"Give the names as they are in the database, under 'Title Property', 'Dates Property', 'Status Property', 'Owner Property' " +
					"and 'Tags Property'",
			},
		],
	},
	limits: { requests: { count: 3, perMs: 1000 }, answers: [{ status: 409, body: 'conflict_error' }] },
});
