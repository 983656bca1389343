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
			displayName: 'Describe the API With',
			name: 'describe',
			type: 'fixedCollection',
			// Without the group in it, n8n adds nothing when the setting is chosen.
			default: { source: {} },
			description:
				'One thing you have at hand, from which paths, fields, types, search and answers are derived. Every other setting here still wins.',
			options: [
				{
					name: 'source',
					displayName: 'Description',
					values: [
						{
							displayName: 'Based On',
							name: 'with',
							type: 'options',
							default: 'openApi',
							options: [
								{ name: 'cURL Command', value: 'curl', description: 'From the documentation of the API' },
								{ name: 'Example Request and Answer', value: 'example', description: 'What is sent, and what comes back' },
								{ name: 'OpenAPI Document', value: 'openApi', description: 'Its address or its text, JSON or YAML, also Swagger 2' },
							],
						},
						{
							displayName: 'cURL Command',
							name: 'curl',
							type: 'string',
							typeOptions: { rows: 4 },
							default: '',
							placeholder: 'e.g. curl -X POST https://api.example.com/v1/projects -d \'{"name": "Apollo"}\'',
							description: 'A command that creates a project. Secrets in it are not used: they belong into the credential.',
							displayOptions: { show: { with: ['curl'] } },
						},
						{
							displayName: 'Document',
							name: 'document',
							type: 'string',
							typeOptions: { rows: 4 },
							default: '',
							placeholder: 'e.g. https://api.example.com/openapi.json',
							description:
								"The document's address, that of the page that shows it (Swagger UI, Redoc), or the document itself. The credential is " +
								'used only for an address on its own host.',
							displayOptions: { show: { with: ['openApi'] } },
						},
						{
							displayName: 'Example Answer',
							name: 'exampleAnswer',
							type: 'json',
							default: '',
							description: 'What the API answers when a project was created, as JSON',
							displayOptions: { show: { with: ['example'] } },
						},
						{
							displayName: 'Example Request',
							name: 'exampleRequest',
							type: 'json',
							default: '',
							description: 'The body that creates a project, as JSON',
							displayOptions: { show: { with: ['example'] } },
						},
					],
				},
			],
		},
		{
			displayName: 'Request: Body Format',
			name: 'bodyFormat',
			type: 'options',
			default: 'json',
			options: [
				{ name: 'Form', value: 'form', description: 'Application/x-www-form-urlencoded' },
				{ name: 'JSON', value: 'json' },
				{ name: 'Query Parameters', value: 'query', description: 'Everything in the address, no body' },
			],
			description: 'How name and fields travel',
		},
		{
			displayName: 'Request: Constant Body (JSON)',
			name: 'staticBody',
			type: 'json',
			default: '{}',
			description: 'A JSON object whose entries are sent with every project, beside the fields',
		},
		{
			displayName: 'Request: Constant Headers',
			name: 'staticHeaders',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Header',
			default: {},
			description: 'Headers sent with every project, and with all other requests to a Custom API. Secrets belong into the credential.',
			options: [{ name: 'headers', displayName: 'Header', values: nameValue('e.g. X-Api-Version') }],
		},
		{
			displayName: 'Request: Constant Query',
			name: 'staticQuery',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Parameter',
			default: {},
			description: 'Query parameters sent with every project, and with all other requests to a Custom API',
			options: [{ name: 'parameters', displayName: 'Parameter', values: nameValue('e.g. notify') }],
		},
		{
			displayName: 'Request: Container Fields',
			name: 'containers',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Container Field',
			default: {},
			description: 'Fields that say where a project lives, such as its client. The same name in another container is another project.',
			options: [
				{
					name: 'fields',
					displayName: 'Container',
					values: [
						{ displayName: 'Field', name: 'field', type: 'string', default: '', placeholder: 'e.g. client' },
						{
							displayName: 'Path',
							name: 'path',
							type: 'string',
							default: '',
							placeholder: 'e.g. customer.number',
							description: "Where an entry of a list shows it. Empty: under the API's name of the field.",
						},
					],
				},
			],
		},
		{
			displayName: 'Request: Envelope',
			name: 'envelope',
			type: 'string',
			default: '',
			placeholder: 'e.g. data or data.attributes',
			description: 'Name of the object that holds all fields in the body, where the API wants one',
		},
		{
			displayName: 'Request: Field Names',
			name: 'fieldNames',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Field Name',
			default: {},
			description: "The API's own names for the fields above",
			options: [
				{
					name: 'fields',
					displayName: 'Field',
					values: [
						{ displayName: 'API Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. settings.due_on' },
						{ displayName: 'Field', name: 'field', type: 'string', default: '', placeholder: 'e.g. dueDate' },
					],
				},
			],
		},
		{
			displayName: 'Request: Method',
			name: 'method',
			type: 'options',
			default: 'POST',
			options: [
				{ name: 'GET', value: 'GET' },
				{ name: 'PATCH', value: 'PATCH' },
				{ name: 'POST', value: 'POST' },
				{ name: 'PUT', value: 'PUT' },
			],
			description: 'The HTTP method that creates a project',
		},
		{
			displayName: 'Request: Name Field',
			name: 'nameField',
			type: 'string',
			default: 'name',
			description: "The API's field for the project name",
		},
		{
			displayName: 'Request: Path',
			name: 'path',
			type: 'string',
			default: '/projects',
			placeholder: 'e.g. /workspaces/{workspace}/projects',
			description: "Below the credential's Base URL. {workspace} and the like take the value of the field with that name.",
		},
		{
			displayName: 'Request: Reference Field',
			name: 'referenceField',
			type: 'string',
			default: '',
			placeholder: 'e.g. external_id',
			description:
				"A field of the API that may carry this node's mark. A project found later is then known for certain to be the one created here.",
		},
		{
			displayName: 'Response: Created Path',
			name: 'createdPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. meta.created_on',
			description: 'Where the time of creation is in the returned project. It tells whether a project that is found is the one sent here.',
		},
		{
			displayName: 'Response: ID Path',
			name: 'idPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. project_id',
			description:
				"Where the ID is in the returned project. Empty: the usual places are tried. The same holds for the other 'Path' settings.",
		},
		{
			displayName: 'Response: Key Path',
			name: 'keyPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. identifier',
			description: 'Where the short key is in the returned project',
		},
		{
			displayName: 'Response: Message Path',
			name: 'errorMessagePath',
			type: 'string',
			default: '',
			placeholder: 'e.g. fault.reason',
			description: 'Where the API puts its message when it refuses',
		},
		{
			displayName: 'Response: Name Path',
			name: 'namePath',
			type: 'string',
			default: '',
			placeholder: 'e.g. title',
			description: 'Where the name is in the returned project',
		},
		{
			displayName: 'Response: Project Path',
			name: 'projectPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. data.project',
			description: 'Where the project is in the answer',
		},
		{
			displayName: 'Response: Success Statuses',
			name: 'successStatuses',
			type: 'string',
			default: '',
			placeholder: 'e.g. 200, 201',
			description: 'HTTP statuses that mean success. Empty: all from 200 to 299.',
		},
		{ displayName: 'Response: URL Path', name: 'urlPath', type: 'string', default: '', placeholder: PAGE_PATTERN, description: PAGE_HELP },
		{
			displayName: 'Search: List Path',
			name: 'listPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. data.projects',
			description: 'Where the list is in the answer to a lookup',
		},
		{
			displayName: 'Search: Lookup Path',
			name: 'lookupPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. /projects?search={value}',
			description: 'Where to look whether a project exists; {value} is the name. Empty: the path of the project list with a name filter.',
		},
		{
			displayName: 'Search: The List Is Complete',
			name: 'listComplete',
			type: 'boolean',
			default: false,
			description:
				"Whether what a search does not show is not there, although the API doesn't say so. Not for one that hides further pages.",
		},
		{
			displayName: 'Update: Method',
			name: 'updateMethod',
			type: 'options',
			default: 'PATCH',
			options: [
				{ name: 'PATCH', value: 'PATCH' },
				{ name: 'POST', value: 'POST' },
				{ name: 'PUT', value: 'PUT' },
			],
			description: "The HTTP method that changes a project, for 'Update It'. For PUT, the project is read first and sent back whole.",
		},
		{
			displayName: 'Update: Path',
			name: 'updatePath',
			type: 'string',
			default: '',
			placeholder: UPDATE_PATH,
			description: "The path that changes a project, for 'Update It'",
		},
		{
			displayName: 'Wait: Asynchronous Job',
			name: 'job',
			type: 'fixedCollection',
			// Without the group in it, n8n adds nothing when the setting is chosen.
			default: { settings: {} },
			description: 'For an API that answers 202 and creates the project later',
			options: [
				{
					name: 'settings',
					displayName: 'Job',
					values: [
						{
							displayName: 'Failed States',
							name: 'failed',
							type: 'string',
							default: 'failed, error, canceled',
							description: 'Words that mean the job did not work, with commas between',
						},
						{
							displayName: 'Interval',
							name: 'interval',
							type: 'number',
							typeOptions: { minValue: 1 },
							default: 2,
							description: 'Seconds between two looks, unless the API asks for more',
						},
						{
							displayName: 'Job Path',
							name: 'path',
							type: 'string',
							default: '',
							placeholder: JOB_PATH,
							description: "Where to ask for the job's state. Empty: the address in the Location header.",
						},
						{
							displayName: 'Project Path',
							name: 'resultPath',
							type: 'string',
							default: '',
							placeholder: 'e.g. result.project',
							description: 'Where the project is in the finished job',
						},
						{
							displayName: 'State Path',
							name: 'statePath',
							type: 'string',
							default: 'status',
							description: 'Where the state is in the answer',
						},
						{
							displayName: 'Succeeded States',
							name: 'succeeded',
							type: 'string',
							default: 'succeeded, completed, done',
							description: 'Words that mean the job has ended well, with commas between',
						},
					],
				},
			],
		},
		{
			displayName: 'Workflows of Earlier Versions: OpenAPI Document',
			name: 'openApi',
			type: 'json',
			default: '',
			description: "Of workflows made before 'Describe the API With', which takes addresses and YAML, too: the API's description in JSON",
		},
	],
};
