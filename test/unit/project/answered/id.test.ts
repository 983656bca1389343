import { bareId, idInAddress, isId } from '../../../../nodes/CreateProject/project/answered/id';
import { readProject } from '../../../../nodes/CreateProject/project/answered/reply';
import type { Json } from '../../../../nodes/CreateProject/services/service';

describe('isId', () => {
	it.each<unknown>([7, 'a', 'AP-1', '9007199254740993', '5f0c', '12e4', 'f3', 'no-1', 'nullius', '0x7', 'proj_1'])('takes %j', (value) => {
		expect(isId(value)).toBe(true);
	});

	it.each<unknown>([
		...[0, -1, 1e21, 7.5, NaN, Infinity, 2 ** 53, true, false, null, undefined, {}, { $oid: '5f' }, [7], ''],
		...[' ', '0', '000', '-1', 'NaN', 'None', 'NULL', 'undefined', 'true', 'False', 'n/a', '-', '1e+21', '[object Object]', 'Infinity'],
		...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '000000000000000000000000'],
	])('does not take %j', (value) => {
		expect(isId(value)).toBe(false);
	});
});

describe('a whole answer that is one text', () => {
	it.each<Json>(['a1b2-c3', '42', 42, '9007199254740993', 'proj_1', 'projects/12', '1e9'])('may be an ID: %j', (value) => {
		expect(bareId(value, 'Apollo')).toBe(String(value));
	});

	it.each<Json>([
		...['queued', 'ok', 'OK', 'accepted', 'pending', 'erstellt', 'angelegt', 'créé', 'creado', '作成しました', 'abc', 'Not Found', 'done.'],
		...['200', 200, 201, '202', '1', 1, 'status:200', 'job-12', 'req_9', 'ERR-404', 'HTTP/1.1', 'v2', 'Apollo 7', ' apollo 7', true, ''],
	])('is none: %j', (value) => {
		expect(bareId(value, 'Apollo 7')).toBeUndefined();
	});

	it('is none when it is our own name', () => {
		expect([bareId('Apollo-7', 'Apollo-7'), bareId('Apollo-7', 'Gemini')]).toEqual([undefined, 'Apollo-7']);
	});
});

describe('an object of a create', () => {
	const idOf = (body: Json, name = 'Apollo'): string =>
		readProject(body, { map: {}, scope: {}, baseUrl: 'https://api.example.com', heuristic: true, wanted: { name } }).id;

	it.each<[Json, string]>([
		[{ id: 'Apollo', name: 'Apollo' }, 'Apollo'],
		[{ data: { id: 'Apollo', name: 'Apollo' } }, 'Apollo'],
		[{ id: 'Apollo', name: 'Apollo', created_at: '2026-11-22T10:00:00Z' }, 'Apollo'],
		[{ id: 'Apollo', name: 'Apollo', web_url: 'https://x.example.com/Apollo' }, 'Apollo'],
		[{ id: 'apollo', name: 'Apollo' }, 'apollo'],
		[{ id: 'job-12' }, ''],
		[{ data: { id: 'task_9', state: 'x' } }, ''],
		[{ id: 'req-9', name: 'Apollo' }, 'req-9'],
	])('%j has the ID %p: many APIs know a project by its name, and nobody sent an ID', (body, id) => {
		expect(idOf(body)).toBe(id);
	});

	it('may have a number for an ID that is also its name', () => {
		expect(idOf({ id: 2027, name: '2027' }, '2027')).toBe('2027');
	});
});

describe('idInAddress', () => {
	it.each<[string, string | undefined]>([
		['/v1/projects/44', '44'],
		['/v1/projects/44/', '44'],
		['/v1/projects/44.json?full=1#top', '44'],
		['/v1/projects/website-relaunch', 'website-relaunch'],
		['/inner/projects/PRJ', 'PRJ'],
		['https://inner.example.net/projects/9b2e%3A1', '9b2e:1'],
		['/boards/5f0c', '5f0c'],
		['/boards/new', undefined],
		...['/error/500', '/login', '/status/12', '/v1/jobs/9', '/500', '/users/7', '/oauth/1', '/Queue/3'].map(
			(address): [string, undefined] => [address, undefined],
		),
		...['new', 'error', 'login', '0', 'null', 'undefined', '00000000-0000-0000-0000-000000000000', '-1', 'Queued'].map(
			(last): [string, undefined] => [`/v1/projects/${last}`, undefined],
		),
		['/v1/projects', undefined],
		['/v2', undefined],
		['/', undefined],
		['/v1/projects/a%2Fb', undefined],
		['/v1/projects/%E0%A4%A', undefined],
		['/v1/projects/a%20b', undefined],
	])('finds in %s the ID %s', (address, id) => {
		const list = new URL('https://api.example.com/v1/projects.json?a=1');
		expect(idInAddress(new URL(address, list), list)).toBe(id);
	});

	it('finds it below a list of any name, whatever it means elsewhere', () => {
		const list = new URL('https://api.example.com/tasks');
		expect(idInAddress(new URL('/tasks/7', list), list)).toBe('7');
	});

	it('takes only what is below the list where the address may be of something else', () => {
		const list = new URL('https://api.example.com/projects');
		expect([idInAddress(new URL('/projects/7', list), list, true), idInAddress(new URL('/orders/7', list), list, true)]).toEqual([
			'7',
			undefined,
		]);
	});
});
