import type { INodeProperties } from 'n8n-workflow';

/** How the request is delivered and what comes out. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Attempts',
			name: 'attempts',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 20 },
			default: 6,
			description: 'Most times a project is sent. Answers that only ask to wait do not count.',
		},
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: false,
			description: 'Whether to show the exact request, secrets masked, instead of sending it',
		},
		{
			displayName: 'Idempotency Header',
			name: 'idempotencyHeader',
			type: 'string',
			default: '',
			placeholder: 'e.g. Idempotency-Key',
			description:
				"The header in which the API takes an idempotency key. Known services set their own. Leave empty when the API's " +
				'documentation has none.',
		},
		{
			displayName: 'Idempotency Key',
			name: 'idempotencyKey',
			type: 'options',
			default: 'automatic',
			options: [
				{ name: 'Automatic', value: 'automatic', description: 'One key per execution, item and request; the same for every repeat' },
				{
					name: "From an Expression (Replaced by 'Business Key')",
					value: 'expression',
					description: "The same as 'Business Key', for workflows saved before that box came",
				},
				{ name: 'Off', value: 'off' },
			],
			description: 'By what the API recognises a repeated request',
		},
		{
			displayName: 'Idempotency Key Value',
			name: 'idempotencyKeyValue',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.dealId }}',
			displayOptions: { show: { idempotencyKey: ['expression'] } },
			description: 'Must differ for each project and be the same whenever the same project is meant',
		},
		{
			displayName: 'Maximum Wait',
			name: 'maxWait',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 120,
			description: 'Longest pause in seconds that an API may ask for. Beyond it the item ends and says when to come back.',
		},
		{
			displayName: 'On Retry Without Memory',
			name: 'retryWithoutMemory',
			type: 'options',
			default: 'look',
			options: [
				{
					name: 'Look First',
					value: 'look',
					description: 'Send only what is provably not there yet; what cannot be told stops as unknown',
				},
				{
					name: 'Send',
					value: 'send',
					description: 'Send without looking. Choose this only when you know that nothing was created before.',
				},
			],
			description: 'What to do when an execution is retried after a crash, so that nothing is known of the first try',
		},
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			default: 'simplified',
			options: [
				{ name: 'Raw', value: 'raw', description: "The API's own project object" },
				{
					name: 'Raw with Delivery Details',
					value: 'rawWithDelivery',
					description: 'The project object, and what its delivery took: attempts, status, waits',
				},
				{ name: 'Selected Fields', value: 'selected', description: "Only the fields named under 'Output Fields', and always the ID" },
				{ name: 'Simplified', value: 'simplified', description: 'Outcome, name, URL, key and ID, the same for every service' },
			],
			description: 'What the next node gets',
		},
		{
			displayName: 'Output Fields',
			name: 'outputFields',
			type: 'string',
			default: 'outcome, name, url',
			placeholder: 'e.g. name, url, owner.name',
			displayOptions: { show: { output: ['selected'] } },
			description:
				"Names with commas between them: of the simplified output, or of the API's own project object, where a point leads into " +
				'a group. The ID is always there.',
		},
		{
			displayName: 'Parallel Requests',
			name: 'parallel',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 0,
			description: 'Most projects created at once. 1 keeps them strictly one after the other; 0 lets the node find what the API takes.',
		},
		{
			displayName: 'Search Delay',
			name: 'searchDelay',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1.5,
			description:
				'Seconds a new project may take to appear in the search of the API. The node is that patient before it takes a lost ' +
				'project for not created.',
		},
		{
			displayName: 'Status Rules',
			name: 'statusRules',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Rule',
			default: {},
			description: 'Your own meaning for single HTTP statuses of the create request',
			options: [
				{
					name: 'rules',
					displayName: 'Rule',
					values: [
						{ displayName: 'Message', name: 'message', type: 'string', default: '', description: 'Shown instead of the usual text' },
						{ displayName: 'Status', name: 'status', type: 'number', typeOptions: { minValue: 100, maxValue: 599 }, default: 409 },
						{
							displayName: 'Treat As',
							name: 'treatAs',
							type: 'options',
							default: 'stop',
							options: [
								{ name: 'Created', value: 'created' },
								{ name: 'Existing Project', value: 'existing', description: 'Look it up and return it' },
								{ name: 'Not Done, Try Again', value: 'retry', description: 'Only when you know that the API did nothing' },
								{ name: 'Stop', value: 'stop' },
							],
						},
					],
				},
			],
		},
		{
			displayName: 'The API Honours This Header',
			name: 'idempotencyHonoured',
			type: 'boolean',
			default: false,
			description:
				"Whether the API is known to answer a repeated key in the 'Idempotency Header' with the first result. A request without an " +
				'answer is then simply sent again. Until this is on, or the API has shown it, the project is looked for first.',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 100 },
			default: 30000,
			description: 'Longest time for one request in milliseconds',
		},
		{
			displayName: 'Total Time',
			name: 'totalTime',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 300,
			description: 'Longest time for one item in seconds, all repeats and waits included',
		},
		{
			displayName: 'Verify After Create',
			name: 'verify',
			type: 'boolean',
			default: false,
			description:
				'Whether to read each new project back and output what the service stored. A Custom API is asked where a project is updated.',
		},
		{
			displayName: 'Write the Key Into the Description',
			name: 'keyInDescription',
			type: 'boolean',
			default: false,
			description:
				"Whether to add the 'Business Key' as the last line of the project's description. Where the service shows descriptions in its " +
				'lists, the project is then found again by it, also among others of the same name.',
		},
	],
};
