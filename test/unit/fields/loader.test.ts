import { described } from '../../../nodes/CreateProject/fields/loader';
import { applySettings } from '../../../nodes/CreateProject/project/asked/settings';
import { custom } from '../../../nodes/CreateProject/services';

const settings = {
	path: '/workspaces/{workspace}/projects',
	openApi: JSON.stringify({
		paths: {
			'/workspaces/{id}/projects': {
				post: {
					requestBody: {
						content: {
							'application/json': {
								schema: { properties: { name: { type: 'string' }, workspace: { type: 'string' }, notes: { type: 'string' } } },
							},
						},
					},
				},
			},
		},
	}),
};

describe('the fields of an API with an OpenAPI document', () => {
	it("are the document's and those that the path takes, each once", () => {
		const { fields } = described(applySettings(custom, settings), settings);
		expect(fields.map(({ id, in: place }) => [id, place])).toEqual([
			['workspace', 'path'],
			['notes', undefined],
		]);
	});

	it("are the definition's where there is no document", () => {
		const definition = applySettings(custom, { path: settings.path });
		expect(described(definition, {})).toBe(definition);
	});
});
