'use strict';
/**
 * Where a description is known to lag behind the API, with the reason. An entry that no longer
 * matches anything fails the run, so that this list cannot outlive its reasons.
 */
module.exports = {
	asana: [
		{
			error: /requested_dates\/0\/value must match format "date-time"/,
			why: 'the description says so of `value`, while its words ("YYYY-MM-DD format") and its example, 2022-01-01, say date',
		},
	],
	gitlab: [
		{
			error: /body \/topics: not described/,
			why: 'the description at hand knows only the older tag_list; docs.gitlab.com/api/projects, "Create a project", has topics since 14.0',
		},
	],
	linear: [
		{
			error: /(projectUpdate"|ProjectUpdateInput)/,
			why: 'the schema at hand is an extract around the create; the update is the one of @linear/sdk',
		},
	],
	notion: [
		{
			error: /body \/parent(\/type|\/data_source_id)?( |:)/,
			why: 'the description knows only page_id and database_id; Notion-Version 2025-09-03 takes data_source_id',
		},
		{ error: /body \/(icon|cover) must be string/, why: 'the description gives a text "in JSON format" where the API takes the object' },
		{
			error: /body \/markdown: not described/,
			why: 'younger than the description; developers.notion.com, "Working with markdown content"',
		},
	],
	plane: [
		{
			error: /projects\/templates\/use\/ is not in the description/,
			why: 'younger than the description; developers.plane.so, "Create project with template"',
		},
	],
	smartsheet: [
		{
			error: /query (paginationType|lastKey|maxItems): not described/,
			why: 'the description dates from 2024; developers.smartsheet.com, "Pagination", has token-based paging since',
		},
	],
};
