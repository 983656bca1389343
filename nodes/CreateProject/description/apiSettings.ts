import type { INodeProperties } from 'n8n-workflow';

// Placeholders are written as in the API's address, in lower case.
const JOB_PATH = 'e.g. /jobs/{job.id}';
const UPDATE_PATH = 'e.g. /projects/{id}';
const PAGE_PATTERN = 'e.g. https://app.example.com/p/{id}';
const PAGE_HELP = "Where the project's page is in the returned project, or a pattern with {id} or {key}";

const nameValue = (placeholder: string): INodeProperties[] => [
	{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder },
	{ displayName: 'Value', name: 'value', type: 'string', default: '' },
];

/** Overrides of the service's definition; a custom API is nothing but the generic definition with these. */
export const apiSettings: INodeProperties = {
	displayName: 'API Settings',
	name: 'apiSettings',
	type: 'collection',
	placeholder: 'Add Setting',
	default: {},
	description: 'How the API is called. Known services need none of these; use them for a Custom API, or to change one detail.',
	options: [
		{
			displayName: 'Asynchronous Job', name: 'job', type: 'fixedCollection', default: {},
			description: 'For an API that answers 202 and creates the project later',
			options: [
				{
					name: 'settings',
					displayName: 'Job',
					values: [
						{ displayName: 'Failed States', name: 'failed', type: 'string', default: 'failed, error, canceled', description: 'Words that mean the job did not work, with commas between' },
						{ displayName: 'Interval', name: 'interval', type: 'number', typeOptions: { minValue: 1 }, default: 2, description: 'Seconds between two looks, unless the API asks for more' },
						{ displayName: 'Job Path', name: 'path', type: 'string', default: '', placeholder: JOB_PATH, description: "Where to ask for the job's state. Empty: the address in the Location header." },
						{ displayName: 'Project Path', name: 'resultPath', type: 'string', default: '', placeholder: 'e.g. result.project', description: 'Where the project is in the finished job' },
						{ displayName: 'State Path', name: 'statePath', type: 'string', default: 'status', description: 'Where the state is in the answer' },
						{ displayName: 'Succeeded States', name: 'succeeded', type: 'string', default: 'succeeded, completed, done', description: 'Words that mean the job has ended well, with commas between' },
					],
				},
			],
		},
		{
			displayName: 'Body Format', name: 'bodyFormat', type: 'options', default: 'json',
			options: [
				{ name: 'Form', value: 'form', description: 'Application/x-www-form-urlencoded' },
				{ name: 'JSON', value: 'json' },
				{ name: 'Query Parameters', value: 'query', description: 'Everything in the address, no body' },
			],
			description: 'How name and fields travel',
		},
		{ displayName: 'Constant Body (JSON)', name: 'staticBody', type: 'json', default: '{}', description: 'A JSON object whose entries are sent with every project, beside the fields' },
		{
			displayName: 'Constant Headers', name: 'staticHeaders', type: 'fixedCollection', typeOptions: { multipleValues: true }, placeholder: 'Add Header', default: {},
			description: 'Headers sent with every project, and with all other requests to a Custom API. Secrets belong into the credential.',
			options: [{ name: 'headers', displayName: 'Header', values: nameValue('e.g. X-Api-Version') }],
		},
		{
			displayName: 'Constant Query', name: 'staticQuery', type: 'fixedCollection', typeOptions: { multipleValues: true }, placeholder: 'Add Parameter', default: {},
			description: 'Query parameters sent with every project, and with all other requests to a Custom API',
			options: [{ name: 'parameters', displayName: 'Parameter', values: nameValue('e.g. notify') }],
		},
		{ displayName: 'Envelope', name: 'envelope', type: 'string', default: '', placeholder: 'e.g. data or data.attributes', description: 'Name of the object that holds all fields in the body, where the API wants one' },
		{ displayName: 'Field Names', name: 'fieldNames', type: 'fixedCollection', typeOptions: { multipleValues: true }, placeholder: 'Add Field Name', default: {}, description: "The API's own names for the fields above",
			options: [
				{
					name: 'fields', displayName: 'Field',
					values: [
						{ displayName: 'API Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. settings.due_on' },
						{ displayName: 'Field', name: 'field', type: 'string', default: '', placeholder: 'e.g. dueDate' },
					],
				},
			],
		},
		{ displayName: 'ID Path', name: 'idPath', type: 'string', default: '', placeholder: 'e.g. project_id', description: "Where the ID is in the returned project. Empty: the usual places are tried. The same holds for the other 'Path' settings." },
		{ displayName: 'Key Path', name: 'keyPath', type: 'string', default: '', placeholder: 'e.g. identifier', description: 'Where the short key is in the returned project' },
		{ displayName: 'List Path', name: 'listPath', type: 'string', default: '', placeholder: 'e.g. data.projects', description: 'Where the list is in the answer to a lookup' },
		{ displayName: 'Lookup Path', name: 'lookupPath', type: 'string', default: '', placeholder: 'e.g. /projects?search={value}', description: 'Where to look whether a project exists; {value} is the name. Empty: the path of the project list with a name filter.' },
		{ displayName: 'Message Path', name: 'errorMessagePath', type: 'string', default: '', placeholder: 'e.g. fault.reason', description: 'Where the API puts its message when it refuses' },
		{
			displayName: 'Method', name: 'method', type: 'options', default: 'POST',
			options: [{ name: 'GET', value: 'GET' }, { name: 'PATCH', value: 'PATCH' }, { name: 'POST', value: 'POST' }, { name: 'PUT', value: 'PUT' }],
			description: 'The HTTP method that creates a project',
		},
		{ displayName: 'Name Field', name: 'nameField', type: 'string', default: 'name', description: "The API's field for the project name" },
		{ displayName: 'Name Path', name: 'namePath', type: 'string', default: '', placeholder: 'e.g. title', description: 'Where the name is in the returned project' },
		{ displayName: 'OpenAPI Document', name: 'openApi', type: 'json', default: '', description: "The API's description in JSON (OpenAPI 3). 'Fields' then offers what the description lists." },
		{ displayName: 'Path', name: 'path', type: 'string', default: '/projects', placeholder: 'e.g. /workspaces/{workspace}/projects', description: "Below the credential's Base URL. {workspace} and the like take the value of the field with that name." },
		{ displayName: 'Project Path', name: 'projectPath', type: 'string', default: '', placeholder: 'e.g. data.project', description: 'Where the project is in the answer' },
		{ displayName: 'Reference Field', name: 'referenceField', type: 'string', default: '', placeholder: 'e.g. external_id', description: "A field of the API that may carry this node's mark. A project found later is then known for certain to be the one created here." },
		{ displayName: 'Success Statuses', name: 'successStatuses', type: 'string', default: '', placeholder: 'e.g. 200, 201', description: 'HTTP statuses that mean success. Empty: all from 200 to 299.' },
		{
			displayName: 'Update Method', name: 'updateMethod', type: 'options', default: 'PUT',
			options: [{ name: 'PATCH', value: 'PATCH' }, { name: 'POST', value: 'POST' }, { name: 'PUT', value: 'PUT' }],
			description: "The HTTP method that changes a project, for 'Update It'",
		},
		{ displayName: 'Update Path', name: 'updatePath', type: 'string', default: '', placeholder: UPDATE_PATH, description: "The path that changes a project, for 'Update It'" },
		{ displayName: 'URL Path', name: 'urlPath', type: 'string', default: '', placeholder: PAGE_PATTERN, description: PAGE_HELP },
	],
};
