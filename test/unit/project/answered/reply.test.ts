import fc from 'fast-check';
import type { Json, ReplyMap } from '../../../../nodes/CreateProject/services/service';
import { isoTime, maskPaths, readContent, readProject, simplify, unwrap } from '../../../../nodes/CreateProject/project/answered/reply';

const content = (text: string, type = 'application/json') => readContent({ status: 200, headers: { 'content-type': type }, text });
const read = (value: Json, map: ReplyMap = {}, heuristic = true) =>
	readProject(value, {
		map,
		scope: { siteUrl: 'https://tool.example/sub/', org: 'a/b' },
		baseUrl: 'https://api.example.com/v1',
		heuristic,
	});

describe('readContent', () => {
	it.each([
		['', 'application/json', { kind: 'empty' }],
		[' \r\n', '', { kind: 'empty' }],
		['\uFEFF', 'application/json', { kind: 'empty' }],
		['\uFEFF{"id":1}', 'application/json', { kind: 'json', value: { id: 1 } }],
		['{"id":12345678901234567890}', 'text/plain', { kind: 'json', value: { id: '12345678901234567890' } }],
		['{"done":0.30000000000000004}', 'application/json', { kind: 'json', value: { done: 0.30000000000000004 } }],
		['null', 'application/json', { kind: 'json', value: null }],
		['"text"', 'application/json', { kind: 'json', value: 'text' }],
		['{"id": 1, "na', 'application/json', { kind: 'truncated' }],
		['{"id": 1, "na', 'text/plain', { kind: 'truncated' }],
		['[{"id": 1}', '', { kind: 'truncated' }],
		['Not found', 'text/plain', { kind: 'text', text: 'Not found' }],
		['upstream went away', 'application/problem+json', { kind: 'truncated' }],
		['<!DOCTYPE html><html><head><title> Sign in </title>', 'text/html', { kind: 'html', title: 'Sign in', words: '' }],
		['\n<HTML><body>x', 'application/json', { kind: 'html', title: '', words: 'x' }],
		['<!-- c --><div>x</div>', 'text/html; charset=utf-8', { kind: 'html', title: '', words: 'x' }],
		['<project><id>1</id></project>', 'application/xml', { kind: 'text', text: '<project><id>1</id></project>' }],
	])('reads %j of type %s', (text, type, expected) => {
		expect(content(text, type)).toEqual(expected);
	});

	it('never takes a cut-off object for a whole one', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (value, at) => {
				const text = JSON.stringify(value);
				expect(content(text.slice(0, 1 + (at % (text.length - 1)))).kind).toBe('truncated');
			}),
		);
	});
});

describe('the project in a reply', () => {
	it.each<[Json, string]>([
		[{ id: 7, name: 'x' }, '7'],
		[{ project: { id: 7 } }, '7'],
		[{ data: { gid: '12' } }, '12'],
		[{ data: [{ uuid: 'u' }] }, 'u'],
		[{ result: { data: { project: { _id: 'deep' } } } }, 'deep'],
		[{ response: { item: { number: 3 } } }, '3'],
		[{ data: { id: '5', type: 'projects', attributes: { name: 'x' } } }, '5'],
		[{ success: true, project_id: 9 }, '9'],
		[{ key: 'ABC' }, 'ABC'],
		// A version's own number beside the ID of what it is a version of.
		[{ data: { id: 3, documentId: 'e10c37oeeo6u8yyh61cr58xa', name: 'x' }, meta: {} }, 'e10c37oeeo6u8yyh61cr58xa'],
		[{ id: 3, documentId: 'DOC-17' }, '3'],
		[{ id: 3, documentId: 17 }, '3'],
		[{ id: '3', documentId: 'e10c37oeeo6u8yyh61cr58xa' }, '3'],
		['abc', ''],
		['abc-1', 'abc-1'],
		[42, '42'],
		[{ message: 'created' }, ''],
		[{ data: [{ id: 1 }, { id: 2 }] }, ''],
		[[{ id: 1 }], ''],
		[null, ''],
		[true, ''],
	])('of %j has the id %p', (reply, id) => {
		expect(read(reply).id).toBe(id);
	});

	it.each<[string, Json, string]>([
		['the object inside that has our name, not the audit entry around it', { id: 'audit-1', project: { id: 7, name: 'P' } }, '7'],
		['the same under any word', { id: 'evt_1', type: 'event', payload: { entity: { ID: 7, Name: 'P' } } }, '7'],
		['the outer one of two that have it', { id: 7, name: 'P', board: { id: 8, name: 'P' } }, '7'],
		['the only entry of a list, when it has our name', [{ id: 7, name: 'P' }], '7'],
		['the only entry of a list inside', { data: [{ id: 7, attributes: { title: 'P' } }] }, '7'],
		['named in the field that the create has for it', { id: 'x', data: { id: 7, subject_line: 'P' } }, '7'],
		['in the result of a call, whose own id is the request', { jsonrpc: '2.0', id: 1, result: { id: 7, name: 'P' } }, '7'],
		['the result of a call', { jsonrpc: '2.0', id: 1, result: 7 }, '7'],
		['without a name, as before', { success: true, data: { projectId: 7 } }, '7'],
		['under a name that was changed', { id: 7, name: 'p-1' }, '7'],
		['nobody: a person', { id: 5, email: 'ann@example.com' }, ''],
		['nobody: a person inside', { user: { id: 5, login: 'ann' } }, ''],
		['nobody: two ids, and no name to tell them apart', { id: 'req-1', data: { id: 7 } }, ''],
		[
			'nobody: several entries',
			{
				data: [
					{ id: 7, name: 'P' },
					{ id: 8, name: 'Q' },
				],
			},
			'',
		],
		['nobody: an id that stands for none', { id: 0 }, ''],
		['nobody: a nil UUID', { uuid: '00000000-0000-0000-0000-000000000000' }, ''],
		['nobody: a word', 'ok', ''],
		['nobody: a sentence', 'Project created', ''],
		['a bare id', 'a1b2-c3', 'a1b2-c3'],
	])('of a create is %s', (_title, reply, id) => {
		const wanted = { name: 'P', field: 'subject_line' };
		expect(readProject(reply, { map: {}, scope: {}, baseUrl: 'https://api.example.com', heuristic: true, wanted }).id).toBe(id);
	});

	it('is looked for in an answer of any size within bounds', () => {
		let deep: Json = { id: 7, name: 'P' };
		for (let level = 0; level < 5000; level++) deep = { id: level + 8, inner: deep };
		const wide: Json = { rows: Array.from({ length: 50_000 }, (_value, index) => ({ id: index, x: {} })) };
		const wanted = { name: 'P' };
		for (const reply of [deep, wide])
			expect(typeof readProject(reply, { map: {}, scope: {}, baseUrl: 'https://a', heuristic: true, wanted }).id).toBe('string');
	});

	it('is the object itself when that has an id, not what is inside', () => {
		expect(unwrap({ id: 1, project: { id: 2 } })).toEqual({ id: 1, project: { id: 2 } });
	});

	it('is mapped from the well-known places', () => {
		expect(
			read({ data: { id: 1, attributes: { title: 'Apollo', created_at: '2026-11-22T10:00:00Z' }, links: { html: { href: '/p/1' } } } }),
		).toMatchObject({ id: '1', name: 'Apollo', createdAt: '2026-11-22T10:00:00.000Z', url: 'https://api.example.com/p/1' });
	});

	it('is mapped from explicit paths, and from nowhere else when the service is known', () => {
		const reply = { a: { b: [{ ref: 5, label: 'L', short: 'S', id: 99, web_url: 'https://other.example' }] } };
		const { raw, ...parts } = read(reply, { at: 'a.b.0', id: 'ref', name: 'label', key: 'short' }, false);
		expect(parts).toEqual({ id: '5', name: 'L', key: 'S' });
		expect(raw).toEqual(reply.a.b[0]);
	});

	it('is nothing where the explicit place is empty', () => {
		expect(read({ id: 1 }, { at: 'project' })).toEqual({ id: '', raw: null });
		expect(read({ id: 1 }, { id: 'ref' }, false).id).toBe('');
	});

	it('keeps ids as texts, digit for digit', () => {
		const { value } = content('{"id":90071992547409931234,"key":9007199254740993}') as { value: Json };
		const { id, key } = read(value);
		expect([id, key]).toEqual(['90071992547409931234', '9007199254740993']);
	});

	it('takes placeholders in paths', () => {
		expect(read({ byOrg: { 'a/b': { n: 'x' } } }, { name: 'byOrg.{org}.n' }, false).name).toBe('x');
	});

	it.each<[Json, ReplyMap, string | undefined]>([
		[{ id: 1, url: 'HTTPS://tool.example/1' }, {}, 'HTTPS://tool.example/1'],
		[{ id: 1, url: '/x/1' }, {}, 'https://api.example.com/x/1'],
		[{ id: 1, url: 'x/1' }, {}, undefined],
		[{ id: 1, url: 'javascript:alert(1)' }, {}, undefined],
		[{ id: 1, url: '//' }, {}, undefined],
		[{ id: 1, url: 'http://' }, {}, undefined],
		[{ id: 1, url: 'https:///' }, {}, undefined],
		[{ id: 1, url: 'http://a b/' }, {}, undefined],
		[{ id: 1, url: 'https://x/\n1' }, {}, undefined],
		[{ id: 1, url: 'https://x/\u202e1' }, {}, undefined],
		[{ id: 1, url: '/\\other.example/1' }, {}, undefined],
		[{ id: 1, url: 'http://[::1' }, {}, undefined],
		[{ id: 1, url: 'https://x:99999/' }, {}, undefined],
		[{ id: 1, url: '../1' }, {}, undefined],
		[{ id: 1, url: 'data:text/html,x' }, {}, undefined],
		[{ id: 1, url: '//' }, { urlTemplate: '{siteUrl}/projects/{id}' }, undefined],
		[{ id: 1, url: { href: 'x' } }, {}, undefined],
		[{ id: 'a b/c' }, { urlTemplate: '{siteUrl}/projects/{id}' }, 'https://tool.example/sub/projects/a%20b%2Fc'],
		[{ id: 1, owner: { login: 'me' } }, { urlTemplate: '{origin}/{reply.owner.login}/{id}' }, 'https://api.example.com/me/1'],
		[{ id: 1 }, { urlTemplate: '{siteUrl}/{key}' }, undefined],
		[{ id: '..' }, { urlTemplate: '{siteUrl}/{id}' }, undefined],
	])('of %j with %j has the page %p', (reply, map, url) => {
		expect(read(reply, map).url).toBe(url);
	});

	it('is read from any JSON, and its id is always a text', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.boolean(), (reply, heuristic) => {
				const project = read(reply as Json, heuristic ? {} : { at: 'a', id: 'b.0', url: 'c', urlTemplate: '{siteUrl}/{id}' }, heuristic);
				expect(typeof project.id).toBe('string');
				for (const part of [project.key, project.name, project.url, project.createdAt])
					expect(['string', 'undefined']).toContain(typeof part);
			}),
		);
	});

	it('has the same short form for every service', () => {
		expect(simplify({ id: '1', raw: {} }, 'redmine', 'created')).toEqual({ id: '1', service: 'redmine', outcome: 'created' });
		expect(Object.keys(simplify({ id: '1', key: 'k', name: 'n', url: 'u', createdAt: 'c', raw: {} }, 's', 'existing'))).toEqual([
			'outcome',
			'name',
			'url',
			'key',
			'id',
			'service',
			'createdAt',
		]);
	});
});

describe('isoTime', () => {
	it.each<[unknown, string | undefined]>([
		['2026-11-22', '2026-11-22T00:00:00.000Z'],
		['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.000Z'],
		['2026-11-22T10:00:00', '2026-11-22T10:00:00.000Z'],
		['2026-11-22 10:00:00', '2026-11-22T10:00:00.000Z'],
		['2026-11-22 10:00:00 UTC', '2026-11-22T10:00:00.000Z'],
		['2026-11-22 10:00:00 +0100', '2026-11-22T09:00:00.000Z'],
		['2026-11-22 10:00:00.123456+00', '2026-11-22T10:00:00.123Z'],
		['2026-11-22T10:00:00.5+02:00', '2026-11-22T08:00:00.500Z'],
		[1_795_305_600, '2026-11-22T00:00:00.000Z'],
		[1_795_305_600_000, '2026-11-22T00:00:00.000Z'],
		['1795305600', '2026-11-22T00:00:00.000Z'],
		['1795305600000', '2026-11-22T00:00:00.000Z'],
		[1, undefined],
		[1e300, undefined],
		['2026-99-22', undefined],
		['yesterday', undefined],
		['12', undefined],
		[true, undefined],
		[null, undefined],
		[undefined, undefined],
	])('makes %p to %p', (value, expected) => {
		expect(isoTime(value)).toBe(expected);
	});
});

describe('maskPaths', () => {
	it('masks what is named, in every entry for a star, and leaves the original alone', () => {
		const value: Json = { uris: [{ pw: 'a', host: 'h' }, { pw: 'b' }, 7], role: { password: { deep: 1 } } };
		expect(maskPaths(value, ['uris.*.pw', 'role.password', 'not.there'])).toEqual({
			uris: [{ pw: '***', host: 'h' }, { pw: '***' }, 7],
			role: { password: '***' },
		});
		expect(value).toHaveProperty('uris.0', { pw: 'a', host: 'h' });
		expect(maskPaths(value, undefined)).toBe(value);
		expect(maskPaths('text', ['a'])).toBe('text');
	});
});
