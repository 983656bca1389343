import { NodeHelpers, type INode, type INodeTypeDescription } from 'n8n-workflow';
import { evaluate } from '../support/evaluate';
import { CreateProject } from '../../nodes/CreateProject/CreateProject.node';

const { description } = new CreateProject();

/** The parameters of a node as n8n hands them over at run time: defaults filled in. */
function atRunTime(type: string, parameters: INode['parameters']): INode['parameters'] {
	const node = { id: '1', name: 'Create Project', type, typeVersion: 1, position: [0, 0], parameters } as INode;
	return NodeHelpers.getNodeParameters(description.properties, parameters, true, false, node, {
		...description,
		name: type,
	} as INodeTypeDescription)!;
}

describe('the node for an agent', () => {
	it('returns the existing project where nothing else is set, since an agent may call twice', () => {
		expect(atRunTime('createProjectTool', {})).toMatchObject({ ifExists: 'return', matchOn: 'name' });
		expect(atRunTime('createProject', {}).ifExists).toBe('create');
	});

	it.each(['create', 'return', 'update', 'stop'])('keeps what is set: %s', (ifExists) => {
		for (const type of ['createProjectTool', 'createProject']) expect(atRunTime(type, { ifExists }).ifExists).toBe(ifExists);
	});

	it('is described in two sentences', () => {
		const { usableAsTool } = description as { usableAsTool: { replacements: { description: string } } };
		expect(usableAsTool.replacements.description.match(/[.!?](\s|$)/g)).toHaveLength(2);
	});
});

describe('the words under the node on the canvas', () => {
	const words = (fields: unknown): unknown => evaluate(description.subtitle!, { fields });

	it.each([
		['the service, once its fields were drawn', { schema: [{ id: 'key' }, { id: '$service', displayName: 'Redmine' }] }, 'Redmine'],
		['what the node does, before', { schema: [{ id: 'key' }] }, 'create: project'],
		['what the node does, in a new node', { mappingMode: 'defineBelow', value: null }, 'create: project'],
		['what the node does, without fields', undefined, 'create: project'],
	])('are %s', (_case, fields, expected) => {
		expect(words(fields)).toBe(expected);
	});
});
