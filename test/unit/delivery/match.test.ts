import { matchPrint, matchWay } from '../../../nodes/CreateProject/delivery/match';
import type { Policy } from '../../../nodes/CreateProject/delivery/policy';
import type { LookupCall, ServiceDefinition } from '../../../nodes/CreateProject/services/service';
import { prepared } from './scripted';

const call: LookupCall = { path: '/teams/{team}/projects', query: { q: '{value}' }, items: '' };
const fields: ServiceDefinition['fields'] = [{ id: 'team', in: 'path' }, { id: 'key' }];
const definition: Partial<ServiceDefinition> = { fields, lookup: { name: call, key: call } };
const byName: Pick<Policy, 'matchOn'> = { matchOn: { by: 'name' } };
const byKey: Pick<Policy, 'matchOn'> = { matchOn: { by: 'key' } };
const byField: Pick<Policy, 'matchOn'> = { matchOn: { by: 'field', path: 'deal' } };
const print = (name: string, fields: object, policy = byName, more: Partial<ServiceDefinition> = definition) =>
	matchPrint(prepared(more, name, { team: 1, ...fields }), policy);

describe('matchPrint', () => {
	it('is the same for the same search, whatever else differs', () => {
		expect(print('Apollo', {})).toContain('/teams/1/projects');
		expect(print('Apollo', { description: 'a' })).toBe(print(' Apollo', { description: 'b' }));
		expect(print('Caf\u00e9', {})).toBe(print('Cafe\u0301', {}));
		expect(print('A', { key: 'ap' }, byKey)).toBe(print('B', { key: 'AP' }, byKey));
		expect(print('A', { deal: 7 }, byField)).toBe(print('B', { deal: 7 }, byField));
	});

	it('differs where the search could find another project', () => {
		expect(print('Apollo', {})).not.toBe(print('Gemini', {}));
		expect(print('Apollo', {})).not.toBe(print('Apollo', { team: 2 }));
		expect(print('A', { deal: 7 }, byField)).not.toBe(print('A', { deal: 8 }, byField));
		expect(print('A', { deal: 'x' }, byField)).not.toBe(print('A', { deal: 'X' }, byField));
		expect(print('AP', { key: 'AP' }, byKey)).not.toBe(print('AP', { key: 'AP' }));
	});

	it('takes names for the same as the service does', () => {
		expect(print('apollo', {})).not.toBe(print('Apollo', {}));
		const lax = { fields, lookup: { name: { ...call, ignoreCase: true as const } } };
		expect(print('apollo', {}, byName, lax)).toBe(print('Apollo', {}, byName, lax));
	});

	it('is none where nothing can be sought', () => {
		expect(print('Apollo', {}, byName, { fields })).toBeUndefined();
		expect(print('Apollo', {}, byKey)).toBeUndefined();
		expect(matchPrint(prepared(definition), byName)).toBeUndefined();
		expect(matchWay(prepared(definition), byKey)).toMatchObject({ problem: expect.stringContaining('no value') });
	});
});
