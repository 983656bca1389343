import type { INodeProperties } from 'n8n-workflow';

/** n8n keeps no default in a workflow, so the tool's own must be one at run time, too: a property of its own. */
const ifExists = ({ isTool, default: chosen }: { isTool: boolean; default: string }): INodeProperties => ({
	displayName: 'If the Project Already Exists',
	name: 'ifExists',
	type: 'options',
	default: chosen,
	displayOptions: { show: { '@tool': [isTool] } },
	options: [
		{
			name: 'Create Another',
			value: 'create',
			description: 'Do not look. If the service itself refuses a second one, the item stops with a message.',
		},
		{ name: 'Return the Existing One', value: 'return', description: 'Look first and create only when there is none' },
		{ name: 'Stop with a Message', value: 'stop', description: 'Look first; the item fails when there is one' },
		{ name: 'Update It', value: 'update', description: 'Look first; write the fields of this item into the existing one' },
	],
	description:
		'What to do when the tool has such a project already. Repeats after network trouble are settled by the node itself and need no setting.',
});

/** What to create. */
/** Rows of a group that are watched, each by its place; further ones are seen when the node is opened again. */
const WATCHED_ROWS = [0, 1, 2, 3, 4, 5, 6, 7];

export const project: INodeProperties[] = [
	{
		displayName: 'Project Name',
		name: 'projectName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Website relaunch for Nathan Ltd',
		description: 'The name of the new project. One project is created for each input item.',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		required: true,
		typeOptions: {
			loadOptionsDependsOn: [
				'authentication',
				// n8n joins these values as texts, and all objects are one text: a group is watched by its boxes.
				...['with', 'document', 'curl', 'exampleRequest', 'exampleAnswer'].map((box) => `apiSettings.describe.source.${box}`),
				'apiSettings.openApi',
				...['path', 'method', 'envelope', 'nameField'].map((box) => `apiSettings.${box}`),
				...WATCHED_ROWS.flatMap((row) => [
					`apiSettings.fieldNames.fields[${row}].field`,
					`apiSettings.fieldNames.fields[${row}].name`,
					`apiSettings.containers.fields[${row}].field`,
				]),
			],
			resourceMapper: {
				resourceMapperMethod: 'getFields',
				mode: 'add',
				fieldWords: { singular: 'field', plural: 'fields' },
				// Required fields only; the rest is under *Add field to send*.
				addAllFields: false,
				// Another credential of the same type changes no parameter: its fields come at the next opening.
				refreshStaleSchemaOnOpen: true,
				multiKeyMatch: false,
				supportAutoMap: true,
				// The loader's notice says why there is no field, in one line.
				hideNoDataError: true,
			},
		},
	},
	{
		displayName: 'Custom Fields',
		name: 'customFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Custom Field',
		default: {},
		description: 'Anything else the API understands, by its own field name',
		options: [
			{
				name: 'fields',
				displayName: 'Field',
				values: [
					{
						displayName: 'Field Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. budget or settings.budget',
						description: "The API's own name of the field. A point leads into a group of fields.",
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'A text. An expression can give numbers, true or false, lists and objects as well.',
					},
				],
			},
		],
	},
	ifExists({ isTool: false, default: 'create' }),
	// An agent may call twice for one project.
	ifExists({ isTool: true, default: 'return' }),
	{
		displayName: 'Match On',
		name: 'matchOn',
		type: 'options',
		default: 'name',
		displayOptions: { show: { ifExists: ['return', 'stop', 'update'] } },
		options: [
			{ name: 'Another Field', value: 'field' },
			{ name: 'Key', value: 'key', description: "The service's own short key or identifier, given under 'Values to Send'" },
			{ name: 'Name', value: 'name' },
		],
		description: 'What makes a project the same one. Names must be equal letter by letter.',
	},
	{
		displayName: 'Match Field',
		name: 'matchField',
		type: 'string',
		default: '',
		placeholder: 'e.g. external_id',
		displayOptions: { show: { ifExists: ['return', 'stop', 'update'], matchOn: ['field'] } },
		description: "The API's name of the field, as it appears in the project it returns. The item must have a value for it.",
	},
	{
		displayName: 'Business Key',
		name: 'businessKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.dealId }}',
		description:
			'The same key never makes a second project, in any later execution: a deal or order ID. Each project needs its own. Where it ' +
			'cannot be found out whether its project is there, nothing is sent and the item says so.',
	},
	{
		displayName: 'Across Workers',
		name: 'acrossWorkers',
		type: 'boolean',
		default: false,
		noDataExpression: true,
		displayOptions: { hide: { businessKey: [''] } },
		description:
			"Whether two n8n workers that get the same key at the same moment make one project. Claims keys in n8n's data table " +
			"'create_project_keys', which takes a moment for each run.",
	},
];
