import { NodeHelpers, type IConnections, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { CreateProject } from '../../nodes/CreateProject/CreateProject.node';
import { exampleFiles } from '../support/exampleFiles';

/** The importable workflows of `examples/`: what a person gets who imports one into this version of the node. */

interface Example {
	name: string;
	nodes: INode[];
	connections: IConnections;
}

const { description } = new CreateProject();
const TYPE = `n8n-nodes-create-project.${description.name}`;
/** n8n offers a node that is usable as a tool under a second type of this name. */
const TYPES = [TYPE, `${TYPE}Tool`];

const examples = exampleFiles().map(({ file, text }) => ({ file, text, workflow: JSON.parse(text) as Example }));
const ours = ({ nodes }: Example): INode[] => nodes.filter(({ type }) => TYPES.includes(type));

/** Paths of parameters that the description does not have. */
function unknownIn(parameters: INodeParameters, known: readonly INodeProperties[], path = ''): string[] {
	return Object.entries(parameters).flatMap(([name, value]) => {
		const property = known.find((candidate) => candidate.name === name);
		const at = `${path}${name}`;
		if (!property) return [at];
		if (property.type === 'collection') return unknownIn(value as INodeParameters, property.options as INodeProperties[], `${at}.`);
		if (property.type !== 'fixedCollection') return isChoice(property, value) ? [] : [`${at} = ${JSON.stringify(value)}`];
		return Object.entries(value as INodeParameters).flatMap(([group, entries]) => {
			const values = (property.options as Array<{ name: string; values: INodeProperties[] }>).find(
				(option) => option.name === group,
			)?.values;
			return values
				? [entries].flat().flatMap((entry) => unknownIn(entry as INodeParameters, values, `${at}.${group}.`))
				: [`${at}.${group}`];
		});
	});
}

const isChoice = ({ type, options = [] }: INodeProperties, value: unknown): boolean =>
	type !== 'options' || options.some((option) => 'value' in option && option.value === value);

test('there are examples, and what is not in the description is noticed', () => {
	expect(examples.length).toBeGreaterThanOrEqual(5);
	expect(unknownIn({ proectName: 'x', options: { retries: 3 }, ifExists: 'maybe' }, description.properties)).toEqual([
		'proectName',
		'options.retries',
		'ifExists = "maybe"',
	]);
});

describe.each(examples)('$file', ({ text, workflow }) => {
	test('has a name and the node in it', () => {
		expect(workflow.name).not.toBe('');
		expect(ours(workflow)).toHaveLength(1);
		expect(ours(workflow)[0].typeVersion).toBe(description.version);
	});

	test('uses only parameters and choices that the node has', () => {
		expect(ours(workflow).flatMap(({ parameters }) => unknownIn(parameters, description.properties))).toEqual([]);
	});

	test('leaves n8n nothing to complain about but the credential', () => {
		for (const node of ours(workflow)) {
			const parameters = NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description)!;
			expect(NodeHelpers.getNodeParametersIssues(description.properties, { ...node, parameters }, description)).toBeNull();
		}
	});

	test('names a credential type of the node and holds no credential', () => {
		for (const node of workflow.nodes) {
			for (const [type, { id }] of Object.entries(node.credentials ?? {})) {
				expect(description.credentials?.map(({ name }) => name)).toContain(type);
				expect(id).toBeNull();
			}
		}
		expect(ours(workflow)[0].credentials).toBeDefined();
	});

	test('holds no secret', () => {
		expect(text).not.toMatch(/bearer |basic [a-z0-9+/=]{8}|"(?:token|password|secret|api_?key|authorization)"/i);
		expect(text).not.toMatch(/glpat-|ghp_|github_pat_|xox[bp]-|lin_api_|\bsk-[a-z0-9]/i);
	});

	test('connects only nodes that it has', () => {
		const names = workflow.nodes.map(({ name }) => name);
		const ends = Object.entries(workflow.connections).flatMap(([from, outputs]) => [
			from,
			...Object.values(outputs)
				.flat(2)
				.flatMap((end) => (end ? [end.node] : [])),
		]);
		expect(ends.filter((name) => !names.includes(name))).toEqual([]);
		expect(new Set(names).size).toBe(names.length);
	});
});
