import { successItem, type ItemReport } from '../../../nodes/CreateProject/node/output';
import { nothingSent, type Outcome } from '../../../nodes/CreateProject/delivery/outcome';
import { Secrets } from '../../../nodes/CreateProject/project/secrets';
import { serviceById } from '../../../nodes/CreateProject/services';

const raw = { id: 5, name: 'Apollo', identifier: 'apo', owner: { name: 'Pat', token: 'very-secret' }, tags: ['a'], error: 'none' };
const project = { id: '5', name: 'Apollo', key: 'apo', url: 'https://r.example/projects/apo', raw };
type Done = Extract<Outcome, { kind: 'done' }>;
const itemWith = (output: ItemReport['output'], outputFields?: string, more: Partial<Done> = {}) =>
	successItem(
		{
			outcome: { kind: 'done', outcome: 'created', project, hints: [], delivery: nothingSent(), ...more } as Done,
			definition: serviceById('redmine')!,
			baseUrl: 'https://r.example',
			ifExists: 'create',
			secrets: new Secrets(['very-secret']),
			output,
			outputFields,
		},
		3,
	);

describe('the output of an item', () => {
	it('begins with what became of it, simplified', () => {
		const { json, pairedItem } = itemWith('simplified');
		expect(Object.keys(json)).toEqual(['outcome', 'name', 'url', 'key', 'id', 'service']);
		expect(pairedItem).toEqual({ item: 3 });
	});

	it.each<[string, string | undefined, object]>([
		['the usual ones where nothing is named', undefined, { id: '5', outcome: 'created', name: 'Apollo', url: project.url }],
		['the ID alone for an empty text', ' , ', { id: '5' }],
		["of the API's object, groups and lists included", 'owner.name, tags.0', { id: '5', 'owner.name': 'Pat', 'tags.0': 'a' }],
		['the simplified one first', 'key,identifier', { id: '5', key: 'apo', identifier: 'apo' }],
		['null for what neither has', 'budget', { id: '5', budget: null }],
		['no secret', 'owner', { id: '5', owner: { name: 'Pat', token: expect.not.stringContaining('very-secret') } }],
		['no error, which n8n would take for a failed item', 'error,name', { id: '5', name: 'Apollo' }],
	])('selects fields: %s', (_case, outputFields, expected) => {
		expect(itemWith('selected', outputFields).json).toEqual(expected);
	});

	it.each(['simplified', 'raw', 'rawWithDelivery', 'selected'] as const)('names what could not be set after the create (%s)', (output) => {
		const steps: Done['steps'] = [{ step: 'dueDate', outcome: 'failed', message: 'very-secret is no date' }];
		const own = { ...project, raw: { ...raw, steps: 'of the API' } };
		const { json } = itemWith(output, undefined, { steps, project: own });
		expect(json.steps).toEqual([{ step: 'dueDate', outcome: 'failed', message: '*** is no date' }]);
		expect(json).not.toHaveProperty('error');
		if (output.startsWith('raw')) expect(json._steps).toBe('of the API');
		expect(itemWith(output).json).not.toHaveProperty('steps');
	});
});
