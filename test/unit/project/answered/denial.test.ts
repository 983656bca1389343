import { deniesSuccess, type Holding } from '../../../../nodes/CreateProject/project/answered/denial';
import { readContent } from '../../../../nodes/CreateProject/project/answered/reply';
import type { Json } from '../../../../nodes/CreateProject/services/service';

const content = (body: Json, type = typeof body === 'string' ? 'text/plain' : 'application/json') =>
	readContent({ status: 200, headers: { 'content-type': type }, text: typeof body === 'string' ? body : JSON.stringify(body) });
const denies = (body: Json, holding: Holding = {}, ok?: { path: string; is: Json }, protocol?: 'graphql' | 'rpc') =>
	deniesSuccess(content(body), { protocol, ok }, holding);

describe('a 2xx that is none', () => {
	it.each<Json>([
		{ success: false },
		{ success: 'false' },
		{ success: 0 },
		{ Success: '0', Data: null },
		{ isSuccess: false, error: null },
		{ is_success: 'False' },
		{ ok: false, error: 'x' },
		{ OK: 0 },
		{ status: 'ERROR' },
		{ status: 'fail', data: {} },
		{ status: false, message: 'Name is too long' },
		{ status: 422, message: 'x' },
		{ status: '400' },
		{ statusCode: 500 },
		{ STATUS: 'Error', MESSAGE: 'Project already exists' },
		{ result: 'error' },
		{ Result: 'FAILURE' },
		{ Ack: 'Failure' },
		{ stat: 'fail', code: 100 },
		{ type: 'error', id: 'req-1' },
		{ error: { message: 'x' } },
		{ error: true },
		{ hasErrors: true },
		{ errors: ['x'] },
		{ errors: { name: ['x'] } },
		{ Errors: [{ Code: 5 }] },
		{ code: 230001, msg: 'invalid request parameter' },
		{ code: '40014' },
		{ errcode: 40014, errmsg: 'invalid access token' },
		{ error_code: 10013, error_msg: 'Name is too long' },
		{ errno: -1 },
		{ ret: 1, msg: 'x' },
		{ code: 'validation_error', message: 'Name is too long' },
		{ code: 'A0400', msg: 'x', data: null },
		{ id: 'req-9', code: 40001, msg: 'Name is too long' },
		{ message: 'Name is too long' },
		{ Message: 'Der Name ist zu lang', Timestamp: 'x' },
		{ message: 'Project could not be created' },
		{ data: null, error: { status: 400, message: 'x' } },
		{ data: { success: false, message: 'x' } },
		{ response: { status: 'error', message: 'x' } },
		{ meta: { code: 400, error_message: 'x' } },
		{ status: { code: 17, message: 'x' } },
		{ ResponseStatus: { ErrorCode: 'X', Message: 'y' } },
		{ result: { isSuccess: false } },
		false,
		'ERROR: Name taken',
		'"Error: name taken"',
		'Invalid request',
		'<error>Name taken</error>',
		'<?xml version="1.0"?><response status="error"><message>Name taken</message></response>',
		'<response><success>false</success></response>',
		'<Envelope xmlns="x"><Body><s:Fault xmlns:s="y"><faultstring>Name taken</faultstring></s:Fault></Body></Envelope>',
		'<errors><error code="5">Name taken</error></errors>',
		'"{\\"code\\":40001,\\"msg\\":\\"x\\"}"',
	])('says so: %j', (body) => {
		expect(denies(body)).toBe(true);
	});

	it.each<Json>([
		{},
		[],
		null,
		true,
		7,
		'7',
		'Created',
		{ errors: [] },
		{ error: null },
		{ error: '' },
		{ error: { code: 0, message: '' } },
		{ error: 'none' },
		{ code: 0 },
		{ code: '0' },
		{ code: '00000', msg: 'success' },
		{ code: 200 },
		{ code: 201, message: 'created' },
		{ code: 'OK' },
		{ code: 1, msg: 'success' },
		{ success: true },
		{ success: 'true' },
		{ success: 1 },
		{ status: 'active' },
		{ status: 'ok' },
		{ status: 200 },
		{ result: 'success' },
		{ message: 'Project created' },
		{ message: 'OK' },
		{ message: '操作成功' },
		{ message: 'Projekt wurde angelegt' },
		{ errcode: 0, errmsg: 'ok' },
		{ id: 1, errors: [], error: null },
		{ id: 1, error: false, status: 'active' },
		{ id: 1, status: 'failed over' },
		{ id: 7, name: 'P', message: 'Name is too long' },
		{ id: 7, code: 'AP' },
		{ name: 'P', description: 'My project' },
		{ title: 'P' },
		{ data: { id: 7, code: 4711 } },
		'<project><id>7</id><name>P</name></project>',
	])('does not: %j', (body) => {
		const hasId = JSON.stringify(body).includes('id');
		expect(denies(body, { hasId })).toBe(false);
	});

	it.each<[Json, boolean]>([
		[{ id: 7, name: 'P', code: 4711 }, false],
		[{ id: 7, name: 'P', code: 'X-1', message: 'note' }, false],
		[{ id: 7, name: 'P', status: 500 }, false],
		[{ id: 7, name: 'P', status: 'failed' }, false],
		[{ id: 7, name: 'P', failed: 3 }, false],
		[{ id: 7, name: 'P', success: false }, true],
		[{ id: 7, name: 'P', errors: ['is taken'] }, true],
	])('is told apart from a project that has such a word itself: %j', (raw, expected) => {
		const held = content(raw) as { value: Json };
		expect(deniesSuccess({ kind: 'json', value: held.value }, {}, { isProven: true, hasId: true, raw: held.value })).toBe(expected);
	});

	it.each<Json>([
		{ id: 'req-9', hasErrors: true },
		{ id: 'req-9', has_error: true },
		{ id: 'req-9', errorMessage: 'name taken' },
		{ id: 'req-9', error_message: 'name taken' },
		{ id: 'req-9', exceptionMessage: 'name taken' },
		{ id: 'req-9', fieldErrors: { name: ['taken'] } },
		{ id: 'req-9', failures: [{ name: 'taken' }] },
	])('is one beside the ID of a request, too: %j', (raw) => {
		const held = content(raw) as { value: Json };
		expect(deniesSuccess({ kind: 'json', value: held.value }, {}, { hasId: true, raw: held.value })).toBe(true);
	});

	it('may say so in the entry of a list, which is looked at when something was created', () => {
		for (const body of [
			[{ status: 'error', message: 'x' }],
			{ results: [{ index: 0, status: 'Error' }] },
			{ items: [{ errors: ['x'] }] },
		] as Json[]) {
			expect(denies(body, { readsEntries: true })).toBe(true);
			expect(denies(body)).toBe(false);
		}
		expect(denies({ results: [{ status: 'created', id: 7 }] }, { readsEntries: true, hasId: true })).toBe(false);
	});

	it('is no empty list when it denies success', () => {
		expect(denies({ success: false, data: [] })).toBe(true);
		expect(denies({ code: 40001, msg: 'x', data: [] })).toBe(true);
		expect(denies({ code: 1, msg: 'x', data: [{ id: 7 }] }, { isProven: true })).toBe(false);
		expect(denies({ code: 0, data: [] })).toBe(false);
	});

	it('is one with errors in GraphQL and JSON-RPC', () => {
		const by = (protocol: 'graphql' | 'rpc', body: Json) => denies(body, {}, undefined, protocol);
		expect(by('graphql', { data: { x: 1 }, errors: [{ message: 'x' }] })).toBe(true);
		expect(by('graphql', { data: { x: 1 }, errors: [] })).toBe(false);
		const answers: Json[] = [{ error: { code: 1 } }, { result: false }, { result: null }, { result: 5, error: null }];
		expect(answers.map((body) => by('rpc', body))).toEqual([true, true, true, false]);
		expect(deniesSuccess({ kind: 'html', title: '', words: '' }, { protocol: 'graphql' })).toBe(true);
		expect(deniesSuccess({ kind: 'truncated' }, { protocol: 'graphql' })).toBe(false);
	});

	it('is one that does not hold what the definition asks for, whose word is the last', () => {
		expect(denies({ meta: { ok: true }, code: 5 }, {}, { path: 'meta.ok', is: true })).toBe(false);
		expect(denies({ meta: {} }, {}, { path: 'meta.ok', is: true })).toBe(true);
		expect(denies('', {}, { path: 'meta.ok', is: true })).toBe(false);
	});
});
