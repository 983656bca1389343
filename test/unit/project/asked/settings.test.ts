import { Secrets } from '../../../../nodes/CreateProject/project/secrets';
import { custom, serviceById } from '../../../../nodes/CreateProject/services';
import { InputProblem } from '../../../../nodes/CreateProject/project/problem';
import { createRequest, prepare, type ProjectInput } from '../../../../nodes/CreateProject/project/asked/prepare';
import { buildRequest } from '../../../../nodes/CreateProject/project/asked/request';
import type { Call, ServiceDefinition } from '../../../../nodes/CreateProject/services/service';
import { readProject } from '../../../../nodes/CreateProject/project/answered/reply';
import { applySettings, parseSetting, parseStatuses, type ApiSettings } from '../../../../nodes/CreateProject/project/asked/settings';

const redmine = serviceById('redmine')!;
const request = (settings: ApiSettings, input: Partial<ProjectInput> = {}, definition = custom) =>
	createRequest(
		prepare(
			{
				definition: applySettings(definition, settings),
				baseUrl: 'https://h.example',
				values: {},
				auth: { headers: {}, query: {} },
				secrets: new Secrets(),
			},
			{ name: 'Apollo', fields: {}, ...input },
		),
	);
const bodyOf = (...parameters: Parameters<typeof request>) => JSON.parse(request(...parameters).body ?? 'null') as unknown;

describe('API Settings', () => {
	it('without any entry leave the definition as it is', () => {
		expect(applySettings(custom, {})).toBe(custom);
		expect(applySettings(redmine, { path: '', idPath: undefined })).toBe(redmine);
	});

	it('never change the registry', () => {
		const before = JSON.stringify([custom, redmine]);
		for (const definition of [custom, redmine])
			applySettings(definition, {
				path: '/x',
				nameField: 'n',
				idPath: 'i',
				staticHeaders: { headers: [{ name: 'X-A', value: '1' }] },
				staticBody: '{"a":1}',
				fieldNames: { fields: [{ field: 'color', name: 'c' }] },
				lookupPath: '/l',
			});
		expect(JSON.stringify([custom, redmine])).toBe(before);
	});

	it('set path and method', () => {
		expect(request({ path: ' /teams/{team}/boards ', method: 'PUT' }, { fields: { team: 'a/b' } })).toMatchObject({
			method: 'PUT',
			url: 'https://h.example/teams/a%2Fb/boards',
		});
		expect(() => request({ path: '/../admin' })).toThrow(InputProblem);
		expect(() => request({ path: 'https://evil.example/' })).toThrow(InputProblem);
	});

	it('send a field of the path there alone, unless it has an API name as well', () => {
		const input = { fields: { workspace: 'w 1', space: 's', color: 'red' } };
		const sent = request({ path: '/workspaces/{workspace}/spaces/{space}/projects' }, input);
		expect(sent.url).toBe('https://h.example/workspaces/w%201/spaces/s/projects');
		expect(sent.body).toBe('{"name":"Apollo","color":"red"}');
		expect(
			bodyOf(
				{ path: '/workspaces/{workspace}/projects', fieldNames: { fields: [{ field: 'workspace', name: 'workspace_id' }] } },
				{ fields: { workspace: 'w' } },
			),
		).toEqual({ name: 'Apollo', workspace_id: 'w' });
		expect(() => request({ path: '/spaces/{space}/projects' })).toThrow(InputProblem);
	});

	it('set the body format', () => {
		expect(request({ bodyFormat: 'form' }).body).toBe('name=Apollo');
		expect(request({ bodyFormat: 'query' })).toMatchObject({ url: 'https://h.example/projects?name=Apollo', body: undefined });
		expect(request({ method: 'GET' })).toMatchObject({ method: 'GET', url: 'https://h.example/projects?name=Apollo', body: undefined });
	});

	it('set envelope, name field and further field names', () => {
		expect(
			bodyOf(
				{
					envelope: ' data.attributes ',
					nameField: 'title',
					fieldNames: { fields: [{ field: 'dueDate', name: 'deadline' }, { field: 'mine', name: 'x.y' }, {}] },
				},
				{ fields: { dueDate: '2026-11-22', mine: 1 } },
			),
		).toEqual({ data: { attributes: { title: 'Apollo', deadline: '2026-11-22', x: { y: 1 } } } });
		expect(() => request({ envelope: 'a.__proto__' })).toThrow(InputProblem);
	});

	it('add a constant body, with and without an envelope', () => {
		expect(bodyOf({ staticBody: '{"type":"project","meta":{"v":2}}' })).toEqual({ type: 'project', meta: { v: 2 }, name: 'Apollo' });
		expect(bodyOf({ staticBody: { data: { type: 'projects' } }, envelope: 'data.attributes' })).toEqual({
			data: { type: 'projects', attributes: { name: 'Apollo' } },
		});
		expect(bodyOf({ staticBody: '{"id":12345678901234567890}' })).toEqual({ id: '12345678901234567890', name: 'Apollo' });
	});

	it('add constant query parameters and headers', () => {
		const { url, headers } = request({
			staticQuery: {
				parameters: [
					{ name: 'v', value: '1' },
					{ name: '', value: 'x' },
				],
			},
			staticHeaders: { headers: [{ name: 'X-App', value: 'n8n' }] },
		});
		expect(url).toBe('https://h.example/projects?v=1');
		expect(headers['X-App']).toBe('n8n');
	});

	describe('with constant query parameters and headers', () => {
		const constants: ApiSettings = {
			staticQuery: { parameters: [{ name: 'v', value: '1' }] },
			staticHeaders: { headers: [{ name: 'X-App', value: 'n8n' }] },
		};
		const sent = (call: Call | undefined, definition: ServiceDefinition) => {
			const { url, headers } = buildRequest(
				{ definition, baseUrl: 'https://h.example', values: {}, auth: { headers: {}, query: {} }, secrets: new Secrets() },
				call!,
				{ scope: { id: '7', value: 'Apollo', payload: {} } },
			);
			return [url, headers['X-App']];
		};

		it('give them to every request of a custom API', () => {
			const definition = applySettings(custom, {
				...constants,
				referenceField: 'ref',
				job: { settings: { statePath: 's', path: '/jobs/1' } },
			});
			expect(sent(definition.update, definition)).toEqual(['https://h.example/projects/7?v=1', 'n8n']);
			expect(sent(definition.fetch, definition)).toEqual(['https://h.example/projects/7?v=1', 'n8n']);
			expect(sent(definition.lookup?.name, definition)).toEqual(['https://h.example/projects?v=1&name=Apollo', 'n8n']);
			expect(sent(definition.lookup?.reference, definition)).toEqual(['https://h.example/projects?v=1&ref=Apollo', 'n8n']);
			expect(sent(definition.job?.poll, definition)).toEqual(['https://h.example/jobs/1?v=1', 'n8n']);
		});

		it('let a path of its own have its own value', () => {
			const definition = applySettings(custom, { ...constants, lookupPath: '/search?q={value}&v=2', updatePath: '/b/{id}?v=3' });
			expect(sent(definition.lookup?.name, definition)).toEqual(['https://h.example/search?q=Apollo&v=2', 'n8n']);
			expect(sent(definition.update, definition)).toEqual(['https://h.example/b/7?v=3', 'n8n']);
		});

		it('give them to what writes, and not to the searches, of a known service', () => {
			const definition = applySettings(redmine, constants);
			expect(sent(definition.create, definition)).toEqual([expect.stringContaining('v=1'), 'n8n']);
			expect(sent(definition.update, definition)).toEqual([expect.stringContaining('v=1'), 'n8n']);
			expect(sent(definition.lookup?.name, definition)).toEqual([expect.not.stringContaining('v=1'), undefined]);
		});
	});

	it('take braces in constants literally', () => {
		const text = '{name} {{x}} } { {';
		const { url, headers, body } = request({
			staticBody: JSON.stringify({ note: text, deep: [{ note: '{name}' }] }),
			staticQuery: { parameters: [{ name: 'q', value: text }] },
			staticHeaders: { headers: [{ name: 'X-Note', value: text }] },
		});
		expect(JSON.parse(body!)).toEqual({ note: text, deep: [{ note: '{name}' }], name: 'Apollo' });
		expect(new URL(url).searchParams.get('q')).toBe(text);
		expect(headers['X-Note']).toBe(text);
	});

	it('say where the parts of a reply are', () => {
		const { reply } = applySettings(custom, {
			projectPath: 'out',
			idPath: 'n',
			keyPath: 'k',
			namePath: 't',
			urlPath: 'https://h.example/p/{key}',
		});
		expect(
			readProject({ out: { n: 1, k: 'K', t: 'T' } }, { map: reply, scope: {}, baseUrl: 'https://h.example', heuristic: true }),
		).toMatchObject({ id: '1', key: 'K', name: 'T', url: 'https://h.example/p/K' });
		expect(applySettings(custom, { urlPath: 'links.page' }).reply.url).toBe('links.page');
		expect(applySettings(custom, { errorMessagePath: 'why' }).errors).toEqual({ message: ['why'] });
	});

	it('say how to look a project up', () => {
		expect(applySettings(custom, { path: '/boards', nameField: 'data.title' }).lookup?.name).toEqual({
			path: '/boards',
			query: { title: '{value}' },
			filterBy: 'title',
		});
		expect(applySettings(custom, { lookupPath: '/search?q={value}&limit=5', listPath: 'hits' }).lookup?.name).toEqual({
			path: '/search',
			query: { q: '{value}', limit: '5' },
			items: 'hits',
		});
		const marked = applySettings(custom, { referenceField: ' meta.ref ' });
		expect(marked.reference).toEqual({ to: 'meta.ref', at: 'meta.ref' });
		expect(marked.lookup?.reference?.query).toEqual({ ref: '{value}' });
	});

	it('say how to update', () => {
		expect(custom.update).toMatchObject({ method: 'PATCH', path: '/projects/{id}', guessed: true });
		expect(applySettings(custom, { updateMethod: 'PUT' }).update).toMatchObject({
			method: 'PUT',
			path: '/projects/{id}',
			body: '{payload}',
		});
		expect(applySettings(custom, { envelope: 'data', bodyFormat: 'form' }).update).toMatchObject({
			body: { data: '{payload}' },
			encoding: 'form',
		});
		expect(applySettings(custom, { path: '/boards/?v=1' }).update).toMatchObject({ method: 'PATCH', path: '/boards/{id}' });
		expect(applySettings(custom, { updatePath: '/b/{id}', updateMethod: 'PATCH' }).update).toMatchObject({
			method: 'PATCH',
			path: '/b/{id}',
		});
	});

	it('say where a single project is read: where it is replaced, but not where it is sent a command', () => {
		expect(custom.fetch).toEqual({ path: '/projects/{id}' });
		expect(applySettings(custom, { path: '/boards/?v=1', projectPath: 'data' }).fetch).toEqual({ path: '/boards/{id}', at: 'data' });
		expect(applySettings(custom, { updatePath: '/b/{id}' }).fetch).toEqual({ path: '/b/{id}' });
		expect(applySettings(custom, { updatePath: '/b/{id}/update', updateMethod: 'POST' }).fetch).toEqual({ path: '/projects/{id}' });
		expect(applySettings(redmine, { updatePath: '/b/{id}' }).fetch).toEqual(redmine.fetch);
	});

	it('say how to wait for a job', () => {
		expect(
			applySettings(custom, {
				job: { settings: { statePath: 'state', path: '/jobs/{job.id}', interval: 3, succeeded: 'ok, true', resultPath: 'out' } },
			}).job,
		).toMatchObject({
			when: { status: 202 },
			poll: { path: '/jobs/{job.id}' },
			state: 'state',
			succeeded: ['ok', true, 'true'],
			intervalMs: 3000,
			result: 'out',
		});
		expect(applySettings(custom, { path: '/x', job: { settings: {} } }).job).toBeUndefined();
		expect(applySettings(custom, { job: { settings: { statePath: 's' } } }).job?.failed).toContain('failed');
	});

	it("drop a known service's variants once the person gives a path", () => {
		const definition = { ...redmine, variants: [{ when: { template: true as const }, create: { path: '/copy' } }] };
		expect(applySettings(definition, { path: '/own.json' }).variants).toBeUndefined();
		expect(applySettings(definition, { idPath: 'x' }).variants).toHaveLength(1);
	});

	it.each(['{"a":', '{a:1}', 'text'])('name the setting whose JSON %p cannot be read', (text) => {
		expect(() => request({ staticBody: text })).toThrow(/^'Request: Constant Body' in 'API Settings' is not valid JSON/);
		expect(() => parseSetting(text, 'OpenAPI Document')).toThrow(InputProblem);
	});

	it.each(['[1]', '"text"', '5', 'null'])('want an object, not %p, as the constant body', (text) => {
		expect(() => request({ staticBody: text })).toThrow("'Request: Constant Body' in 'API Settings' must be a JSON object");
	});

	it('drop what would reach a prototype from a constant body', () => {
		expect(bodyOf({ staticBody: '{"__proto__":{"x":1},"a":{"constructor":1}}' })).toEqual({ a: {}, name: 'Apollo' });
	});

	it('say which fields are containers, and where an entry shows them', () => {
		const fieldsOf = (containers: ApiSettings['containers'], fieldNames?: ApiSettings['fieldNames']) =>
			applySettings(custom, { containers, fieldNames }).fields;
		const of = (fields: ReturnType<typeof fieldsOf>, wanted: string) => fields.find(({ id }) => id === wanted)?.within;
		expect(of(fieldsOf({ fields: [{ field: ' client ', path: ' client.id ' }] }), 'client')).toEqual({ at: 'client.id' });
		expect(of(fieldsOf({ fields: [{ field: 'client' }] }), 'client')).toEqual({ at: 'client' });
		const names = { fields: [{ field: 'client', name: 'customer_id' }] };
		expect(of(fieldsOf({ fields: [{ field: 'client', path: '' }] }, names), 'client')).toEqual({ at: 'customer_id' });
		expect(of(fieldsOf({ fields: [{ field: 'tenant' }, { field: '' }] }), 'tenant')).toEqual({ at: 'tenant' });
		expect(of(fieldsOf({ fields: [{ field: 'tenant' }] }), 'client')).toBeUndefined();
	});

	it('read statuses', () => {
		expect(parseStatuses('200, 201 ,299')).toEqual([200, 201, 299]);
		expect(parseStatuses(' ')).toBeUndefined();
		for (const text of ['abc', '200;201', '99', '600', '200.5', '200,'])
			expect(() => parseStatuses(text)).toThrow("'Response: Success Statuses'");
	});
});
