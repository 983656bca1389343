import { readProject } from '../../../../nodes/CreateProject/project/answered/reply';
import type { Json } from '../../../../nodes/CreateProject/services/service';

const idIn = (body: Json): string =>
	readProject(body, { map: {}, scope: {}, baseUrl: 'https://api.example.com', heuristic: true, wanted: { name: 'P' } }).id;

describe("a neighbour that carries the project's name is not the project", () => {
	it.each<[string, Json, string]>([
		['its owner', { id: 5, owner: { id: 2, name: 'P' } }, '5'],
		['its parent', { id: 1, parent: { id: 2, title: 'P' } }, '1'],
		['its customer, in an envelope', { data: { id: 1, customer: { id: 2, name: 'P' } } }, '1'],
		['an account beside it', { account: { id: 2, name: 'P' }, project: { id: 1 } }, '1'],
		['a template beside it, both of our name', { template: { id: 3, name: 'P' }, project: { id: 1, name: 'P' } }, '1'],
		['a workspace before it', { workspace: { id: 3, name: 'P' }, project: { id: 1, name: 'P' } }, '1'],
		['a person, and no project', { project: null, user: { id: 4, name: 'P' } }, ''],
		['something unknown inside of something with an ID: uncertain', { id: 'x1', channel: { id: 2, name: 'P' } }, ''],
	])('%s', (_title, body, id) => {
		expect(idIn(body)).toBe(id);
	});

	it.each<[string, Json, string]>([
		['in a known wrapper, with an ID of the wrapper', { id: 99, action: 'create', project: { id: 7, name: 'P' } }, '7'],
		['in a wrapper of any name', { sprint: { id: 7, name: 'P' } }, '7'],
		['alone, under a word for a relation', { team: { id: 7, name: 'P' } }, '7'],
		['beside a user', { user: { id: 1, name: 'me' }, board: { id: 7, name: 'P' } }, '7'],
		['in wrappers within each other', { ok: true, result: { item: { id: 7, name: 'P' } } }, '7'],
	])('the project itself is found: %s', (_title, body, id) => {
		expect(idIn(body)).toBe(id);
	});
});
