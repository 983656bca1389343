import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { apiSettings } from './description/apiSettings';
import { authentication, credentials } from './description/credentials';
import { options } from './description/options';
import { project } from './description/project';
import { getFields } from './fields/loader';
import { SERVICE_MARK } from './fields/mapper';
import { runNode } from './node/run';

/** Creates exactly one project per input item in the project tool of the chosen credential. */
export class CreateProject implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Create Project',
		name: 'createProject',
		icon: { light: 'file:createProject.svg', dark: 'file:createProject.dark.svg' },
		group: ['output'],
		version: 1,
		// The service, as the list of fields was drawn for it; never empty.
		subtitle: `={{ ($parameter["fields"]?.schema ?? []).find((field) => field.id === "${SERVICE_MARK}")?.displayName || "create: project" }}`,
		description: 'Create exactly one project per item in Jira, Asana, GitLab, Redmine and many other tools, or in any REST API',
		defaults: { name: 'Create Project' },
		usableAsTool: {
			replacements: {
				description:
					'Create one project in the connected project tool and return its name, URL and ID; not for tasks or issues inside a project. ' +
					'Call it once per project: a slow answer is no reason to call again, and unless the node is set otherwise an equal name returns ' +
					'the project that exists.',
			},
		},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties: [authentication, ...project, apiSettings, options],
	};

	methods = { resourceMapping: { getFields } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runNode(this)];
	}
}
