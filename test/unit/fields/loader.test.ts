import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { getFields } from '../../../nodes/CreateProject/fields/loader';
import { applySettings } from '../../../nodes/CreateProject/project/asked/settings';
import { describeOpenApi } from '../../../nodes/CreateProject/project/described/openApi';
import type { Json } from '../../../nodes/CreateProject/services/service';
import { custom, serviceById } from '../../../nodes/CreateProject/services';

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
		const { fields } = applySettings(custom, settings, describeOpenApi(JSON.parse(settings.openApi) as Json, settings));
		expect(fields.map(({ id, in: place }) => [id, place])).toEqual([
			['workspace', 'path'],
			['notes', undefined],
		]);
	});

	it("are the definition's where there is no document", () => {
		expect(applySettings(custom, { method: 'PUT' }).fields).toBe(custom.fields);
	});
});

/** The editor's own context, as far as the loader asks it. */
const editor = (parameters: Record<string, unknown>, credentials: Record<string, Record<string, unknown>>): ILoadOptionsFunctions =>
	({
		getCurrentNodeParameter: (name: string) => parameters[name],
		getNode: () => ({ name: 'Create Project', type: 'createProject', parameters, credentials: {} }),
		getCredentials: async (type: string) => {
			if (!(type in credentials)) throw new Error(`Node does not have any credentials set for "${type}"`);
			return credentials[type];
		},
		helpers: {},
		logger: { debug: () => {} },
	}) as unknown as ILoadOptionsFunctions;

const complete = { service: 'smartsheet', token: 'sample' };

describe('the list of fields in the editor', () => {
	it.each(['', undefined, 'projectApi', 'projectOAuth2Api'])(
		'is empty without a credential, with one line to say so (%j)',
		async (authentication) => {
			const { fields, emptyFieldsNotice } = await getFields.call(editor({ authentication }, {}));
			expect(fields).toEqual([]);
			expect(emptyFieldsNotice).toBe('Choose a credential to see the fields of your tool');
		},
	);

	it('is empty with a credential that is not complete, and says what is missing and where', async () => {
		const { fields, emptyFieldsNotice } = await getFields.call(
			editor({ authentication: 'projectApi' }, { projectApi: { service: 'redmine' } }),
		);
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toMatch(/^'Redmine URL' is missing in the credential\. Open the credential/);
	});

	it.each(['', undefined, 'projectApi'])("is the service's own with a credential (authentication %j)", async (authentication) => {
		const { fields } = await getFields.call(editor({ authentication }, { projectApi: complete }));
		expect(fields.at(-1)).toMatchObject({ id: '$service', displayName: 'Smartsheet', display: false, removed: true, required: false });
		expect(fields.map(({ id }) => id)).toEqual(expect.arrayContaining(serviceById('smartsheet')!.fields.map(({ id }) => id)));
	});
});
