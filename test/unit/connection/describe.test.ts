import { describeApi, type DescribeContext } from '../../../nodes/CreateProject/connection/describe';
import { parseDocument } from '../../../nodes/CreateProject/connection/documentText';
import type { ApiSettings } from '../../../nodes/CreateProject/project/asked/settings';
import { InputProblem } from '../../../nodes/CreateProject/project/problem';

const DOCUMENT = {
	openapi: '3.0.3',
	paths: {
		'/projects': {
			post: { requestBody: { content: { 'application/json': { schema: { properties: { name: {}, budget: { type: 'number' } } } } } } },
		},
	},
};
const YAML = `
openapi: 3.0.3
paths:
  /projects:
    post:
      requestBody:
        content:
          application/json:
            schema: { properties: { name: {}, budget: { type: number } } }
`;

let number = 0;
const context = (more: Partial<DescribeContext> = {}): DescribeContext => ({
	baseUrl: 'https://api.example.com',
	cacheKey: `credential ${++number}`,
	now: () => 0,
	fetchText: async () => {
		throw new InputProblem('nothing may be fetched here');
	},
	...more,
});
const source = (given: NonNullable<ApiSettings['describe']>['source']): ApiSettings => ({ describe: { source: given } });

describe('Describe the API With', () => {
	it.each<[string, ApiSettings, object]>([
		['a JSON document', source({ with: 'openApi', document: JSON.stringify(DOCUMENT) }), { path: '/projects' }],
		['a document as an object', source({ with: 'openApi', document: DOCUMENT }), { path: '/projects' }],
		['a YAML document', source({ with: 'openApi', document: YAML }), { path: '/projects' }],
		['a document of an older workflow', { openApi: JSON.stringify(DOCUMENT) }, { path: '/projects' }],
		['a command', source({ with: 'curl', curl: `curl https://api.example.com/p -d '{"name":"A","budget":1}'` }), { path: '/p' }],
		[
			'an example',
			source({
				with: 'example',
				exampleRequest: '{"data":{"name":"A","budget":1}}',
				exampleAnswer: '{"audit":{"id":1},"p":{"id":2,"name":"A"}}',
			}),
			{ envelope: 'data', reply: { at: 'p', id: 'id', name: 'name' } },
		],
	])('%s', async (_title, settings, expected) => {
		const description = await describeApi(settings, context());
		expect(description).toMatchObject({ nameField: 'name', ...expected });
		expect(description?.fields.map(({ id, type }) => `${id} ${type}`)).toEqual(['budget number']);
	});

	it.each<[string, ApiSettings]>([
		['nothing', {}],
		['an empty text', source({ with: 'openApi', document: '' })],
		['another source that was left over', source({ with: 'curl', curl: '', document: YAML })],
		['an empty example', source({ with: 'example', exampleRequest: '{}', exampleAnswer: '' })],
	])('is no description: %s', async (_title, settings) => {
		expect(await describeApi(settings, context())).toBeUndefined();
	});

	it('reads an address once, again when it is old, and again after it failed', async () => {
		const asked: string[] = [];
		let now = 0;
		let isDown = true;
		const shared = context({
			now: () => now,
			fetchText: async (address) => {
				asked.push(address);
				if (isDown) throw new InputProblem('down');
				return YAML;
			},
		});
		const settings = source({ with: 'openApi', document: ' https://api.example.com/openapi.yaml ' });
		await expect(describeApi(settings, shared)).rejects.toThrow('down');
		isDown = false;
		for (now of [1, 2, 599_000]) await describeApi(settings, shared);
		expect(asked).toHaveLength(2);
		now = 700_000;
		await describeApi(settings, shared);
		expect(asked).toEqual(Array(3).fill('https://api.example.com/openapi.yaml'));
	});

	it('does not show one account what another may read', async () => {
		const settings = source({ with: 'openApi', document: 'https://api.example.com/openapi.json' });
		await describeApi(settings, context({ fetchText: async () => JSON.stringify(DOCUMENT) }));
		await expect(describeApi(settings, context())).rejects.toThrow('nothing may be fetched here');
	});
});

describe('a text that is no document is refused in words', () => {
	it.each([
		['<!DOCTYPE html><title>Docs</title>', 'is a web page'],
		['{"openapi": ', 'neither valid JSON nor YAML'],
		['a: b: c', 'neither valid JSON nor YAML (line 1)'],
		['just a word', 'holds no document'],
		['', 'holds no document'],
		[`x: ${'y'.repeat(5 * 1024 * 1024)}`, 'has 5.2 MB, more than the 4.2 MB'],
	])('%.30j', (text, message) => {
		expect(() => parseDocument(text, 'OpenAPI Document')).toThrow(message);
	});
});
