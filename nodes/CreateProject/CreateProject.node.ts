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
import { runNode } from './node/run';

/** Creates exactly one project per input item in the project tool of the chosen credential. */
export class CreateProject implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Create Project',
		name: 'createProject',
		icon: { light: 'file:createProject.svg', dark: 'file:createProject.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["projectName"] }}',
		description: 'Create exactly one project per item in Jira, Asana, GitLab, Redmine and many other tools, or in any REST API',
		defaults: { name: 'Create Project' },
		usableAsTool: {
			replacements: {
				description:
					'Create one new project in the connected project tool and return its ID, name and URL. Not for tasks or issues inside a ' +
					'project. Call it once per project: each call with a new name makes a new project; it is delivered safely and must not ' +
					"be called again because of a slow answer. Whether an equal name gives the existing project depends on the node's " +
					"setting 'If the Project Already Exists'.",
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
