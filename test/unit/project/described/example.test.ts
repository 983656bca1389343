import { applyDescription, derivedLines } from '../../../../nodes/CreateProject/project/described/apply';
import type { ApiDescription } from '../../../../nodes/CreateProject/project/described/description';
import { describeAnswer, describeBody } from '../../../../nodes/CreateProject/project/described/example';
import { createRequest, prepare } from '../../../../nodes/CreateProject/project/asked/prepare';
import { resolveSite } from '../../../../nodes/CreateProject/connection/site';
import { custom } from '../../../../nodes/CreateProject/services';
import type { Json } from '../../../../nodes/CreateProject/services/service';

const empty = (): ApiDescription => ({ fields: [], reply: {}, choices: [], hints: [] });

describe('an example answer', () => {
	it.each<[string, Json, object]>([
		[
			'bare',
			{ id: 7, name: 'Apollo', html_url: 'x', created_at: '2026-01-01' },
			{ id: 'id', name: 'name', url: 'html_url', createdAt: 'created_at' },
		],
		['wrapped', { data: { uuid: 'u', title: 'Apollo' } }, { at: 'data', id: 'uuid', name: 'title' }],
		[
			'the object with the name beside one with an id',
			{ id: 99, action: 'create', project: { id: 7, name: 'Apollo' } },
			{ at: 'project', id: 'id', name: 'name' },
		],
		['beside a user', { user: { id: 1, name: 'Ada' }, board: { id: 7, name: 'Apollo' } }, { at: 'board', id: 'id', name: 'name' }],
		[
			'JSON:API',
			{ data: { id: '7', attributes: { name: 'Apollo', created_at: 'x' } } },
			{ at: 'data', id: 'id', name: 'attributes.name', createdAt: 'attributes.created_at' },
		],
		['in a list', { result: [{ id: 7, name: 'Apollo' }] }, { at: 'result.0', id: 'id', name: 'name' }],
	])('%s', (_title, answer, reply) => {
		const description = empty();
		describeAnswer(answer, description, 'Apollo');
		expect(description.reply).toEqual(reply);
	});

	it('says so when there is no ID', () => {
		const description = empty();
		describeAnswer({ ok: true }, description);
		expect(description.hints).toEqual(["The example answer holds no ID: set 'Response: ID Path'"]);
	});
});

describe('a description becomes a request', () => {
	const request = (description: ApiDescription, fields: Record<string, unknown> = {}) => {
		const site = resolveSite(
			applyDescription(custom, description),
			{ service: 'custom', baseUrl: 'https://api.example.com', customSignIn: 'none' },
			'token',
		);
		return createRequest(prepare(site, { name: 'Apollo', fields }));
	};

	it('with envelope and constants beside it and in it', () => {
		const description = empty();
		describeBody(
			{ data: { type: 'projects', attributes: { name: 'x', budget: 1 } }, meta: 1 } as Json as Record<string, Json>,
			description,
		);
		expect(JSON.parse(request({ ...description, path: '/p' }, { budget: 5 }).body ?? '')).toEqual({
			meta: 1,
			data: { type: 'projects', attributes: { name: 'Apollo', budget: 5 } },
		});
		expect(JSON.parse(request({ ...empty(), path: '/p', nameField: 'name', constants: { kind: '{x}' } }).body ?? '')).toEqual({
			name: 'Apollo',
			kind: '{x}',
		});
		const inside = { ...empty(), path: '/p', nameField: 'name', envelope: 'project', constants: { 'project.kind': 'A' } };
		expect(JSON.parse(request(inside).body ?? '')).toEqual({ project: { name: 'Apollo', kind: 'A' } });
	});

	it('with its headers and query', () => {
		const sent = request({ ...empty(), method: 'PUT', path: '/p', headers: { 'X-V': '{1}' }, query: { notify: 'true' } });
		expect(sent).toMatchObject({ method: 'PUT', url: 'https://api.example.com/p?notify=true', headers: { 'X-V': '{1}' } });
	});

	it('looks where the list is, updates with the method that is described, else with PATCH', () => {
		const described = applyDescription(custom, {
			...empty(),
			path: '/p',
			list: { path: '/p', filter: 'q', items: 'data' },
			update: { method: 'PUT', path: '/p/{id}' },
		});
		expect(described.lookup?.name).toEqual({ path: '/p', query: { q: '{value}' }, items: 'data', filterBy: 'name' });
		expect(described.update).toMatchObject({ method: 'PUT', path: '/p/{id}' });
		expect(applyDescription(custom, { ...empty(), path: '/p' }).update).toMatchObject({ method: 'PATCH', path: '/p/{id}' });
	});

	it('is told in lines', () => {
		const description = { ...empty(), method: 'POST' as const, path: '/p', envelope: 'data', nameField: 'title', hints: ['Mind this'] };
		expect(derivedLines(description)).toEqual(['POST /p', "fields inside 'data'", "name in 'title'", 'Mind this']);
	});
});
