import { containerWords, placementOf, type Placement } from '../../../nodes/CreateProject/delivery/container';
import { matchPrint, severalWords } from '../../../nodes/CreateProject/delivery/match';
import type { Policy } from '../../../nodes/CreateProject/delivery/policy';
import type { FieldDefinition, Json, LookupCall } from '../../../nodes/CreateProject/services/service';
import { prepared } from './scripted';

const LIST: LookupCall = { path: '/projects', items: '' };
const place = (field: Partial<FieldDefinition>, given: Json | undefined, entry: Json, call: LookupCall = LIST): Placement =>
	placementOf(
		entry,
		call,
		prepared({ fields: [{ id: 'client', ...field }, { id: 'parent' }] }, 'Apollo', given === undefined ? {} : { client: given }),
	);

describe('placementOf', () => {
	const at = { within: { at: 'client.id' } };
	const anyOf = { within: { at: ['team.slug', 'team.id'] } };
	const each = { format: 'list' as const, within: { at: 'teams.*.id' } };
	const link = { wrap: { href: '/api/projects/{value}' }, within: { at: 'up.href', of: 'href', as: 'lastSegment' as const, none: null } };
	const top = { within: { at: 'parent_id', none: null } };
	const kind = { within: { at: 'space.id', none: { at: 'space.kind', is: 'user' } } };
	it.each<[string, Partial<FieldDefinition>, Json | undefined, Json, Placement]>([
		['equal texts', at, 'c1', { client: { id: 'c1' } }, 'inside'],
		['a number and the same as a text', at, '11', { client: { id: 11 } }, 'inside'],
		['a text and the same as a number', at, 11, { client: { id: '11' } }, 'inside'],
		['outer white space', at, ' 11 ', { client: { id: 11 } }, 'inside'],
		['another value', at, 11, { client: { id: 22 } }, 'outside'],
		['a value that merely begins alike', at, 1, { client: { id: 11 } }, 'outside'],
		['another letter case', at, 'C1', { client: { id: 'c1' } }, 'outside'],
		[
			'another letter case, where it does not count',
			{ within: { at: 'client.id', ignoreCase: true } },
			'C1',
			{ client: { id: 'c1' } },
			'inside',
		],
		['in none by its own word', at, 11, { client: null }, 'outside'],
		['in none by its own word at the place', { within: { at: 'client_id' } }, 11, { client_id: null }, 'outside'],
		['not shown', at, 11, { id: 1 }, 'unproven'],
		['a name where a number was given: two notations perhaps', at, 11, { client: { id: 'acme' } }, 'unproven'],
		['the second notation', anyOf, 7, { team: { slug: 'rockets', id: 7 } }, 'inside'],
		['neither notation', anyOf, 8, { team: { slug: 'rockets', id: 7 } }, 'outside'],
		['one of its teams', each, ['a'], { teams: [{ id: 'a' }, { id: 'b' }] }, 'inside'],
		['all of the teams asked for', each, 'a, b', { teams: [{ id: 'b' }, { id: 'a' }] }, 'inside'],
		['only some of the teams asked for', each, 'a, b', { teams: [{ id: 'a' }] }, 'outside'],
		['no team at all', each, 'a', { teams: [] }, 'outside'],
		['an address under a sub-path', link, 3, { up: { href: '/pm/api/projects/3' } }, 'inside'],
		['another address', link, 3, { up: { href: '/pm/api/projects/33' } }, 'outside'],
		['no address: at the top', link, 3, { up: { href: null } }, 'outside'],
		['nothing given and nothing there', top, undefined, { id: 1 }, 'inside'],
		['nothing given and 0 there', top, undefined, { parent_id: 0 }, 'inside'],
		['nothing given and an empty text there', top, undefined, { parent_id: '' }, 'inside'],
		['nothing given and something there', top, undefined, { parent_id: 5 }, 'outside'],
		['given, and nothing there', top, 5, { id: 1 }, 'outside'],
		['nothing given, where the service has a default', at, undefined, { client: { id: 22 } }, 'inside'],
		['nothing given: of the user', kind, undefined, { space: { id: 1, kind: 'user' } }, 'inside'],
		['nothing given: of a group', kind, undefined, { space: { id: 1, kind: 'group' } }, 'outside'],
		['nothing given, and the kind is not shown', kind, undefined, { id: 1 }, 'unproven'],
		['no container', { within: false }, 11, { client: 22 }, 'inside'],
	])('%s', (_title, field, given, entry, wanted) => {
		expect(place(field, given, entry)).toBe(wanted);
	});

	it('trusts a search that asks for the container, unless the entry says otherwise', () => {
		for (const call of [
			{ path: '/clients/{client}/projects', items: '' },
			{ path: '/projects', query: { of: '{client}' }, items: '' },
			{ path: '/projects', body: { filter: { client: ['{client}'] } }, items: '' },
			{ path: '/q', graphql: { query: 'query', variables: { ids: '{client}' } }, items: '' },
			{ path: '/rpc', rpc: { method: 'list', params: { client: '{client}' } }, items: '' },
		] satisfies LookupCall[]) {
			expect(place(at, 11, {}, call)).toBe('inside');
			expect(place(at, 11, { client: { id: 'acme' } }, call)).toBe('inside');
			expect(place(at, 11, { client: { id: 22 } }, call)).toBe('outside');
		}
		expect(place({ within: {} }, 11, {}, { path: '/other/{clients}', items: '' })).toBe('unproven');
	});

	it('takes a search’s own place for the entry’s', () => {
		expect(place(at, 11, { owner: 11 }, { ...LIST, within: { client: { at: 'owner' } } })).toBe('inside');
	});

	it('compares what a custom field puts at the same payload path', () => {
		const whole = prepared({ fields: [{ id: 'client', to: 'client_id', within: { at: 'client_id' } }] }, 'Apollo', {});
		(whole.scope.payload as Record<string, Json>).client_id = 11;
		expect(placementOf({ client_id: 22 }, LIST, whole)).toBe('outside');
		expect(placementOf({ client_id: 11 }, LIST, whole)).toBe('inside');
		expect(containerWords(whole)).toBe('Client');
	});

	it('does not ask for a workspace where its parent is given', () => {
		const fields: FieldDefinition[] = [
			{ id: 'parent', within: { at: 'parent', none: null } },
			{ id: 'workspace', within: { at: 'workspace', none: { unless: 'parent' } } },
		];
		expect(placementOf({ parent: 1, workspace: 2 }, LIST, prepared({ fields }, 'Apollo', { parent: 1 }))).toBe('inside');
		expect(placementOf({ workspace: 2 }, LIST, prepared({ fields }, 'Apollo', {}))).toBe('outside');
	});
});

test('twins ask for the same container, in whatever order it is named', () => {
	const fields: FieldDefinition[] = [{ id: 'team', format: 'list', within: { at: 'teams.*.id' } }];
	const print = (team?: Json): string | undefined =>
		matchPrint(prepared({ fields, lookup: { name: LIST } }, 'Apollo', team === undefined ? {} : { team }), { matchOn: { by: 'name' } });
	expect(print('a, b')).toBe(print(['b', 'a']));
	expect(print('a')).not.toBe(print('a, b'));
	expect(print('a')).not.toBe(print());
	expect(print(7)).toBe(print('7'));
});

test('several matches are listed, with what would tell them apart', () => {
	const fields: FieldDefinition[] = [
		{ id: 'client', within: { at: 'client' } },
		{ id: 'parent', displayName: 'Parent Project', within: { at: 'parent' } },
	];
	const whole = prepared({ object: 'board', fields, lookup: { name: LIST, key: LIST } }, 'Apollo', { client: 1 });
	const found = [1, 2, 3, 4, 5, 6].map((id) => ({ id: String(id), raw: {}, name: 'Apollo' }));
	const [first, ...others] = found;
	const dated = { ...first, createdAt: '2026-11-22T10:00:00.000Z', url: 'https://x.example/1' };
	const words = (matchOn: Policy['matchOn']) => severalWords([dated, ...others], { by: 'name', value: 'Apollo' }, whole, { matchOn });
	expect(words({ by: 'name' })).toMatchObject({
		message: 'More than one board matches "Apollo" (6)',
		own:
			'Found: 1, "Apollo", created 2026-11-22T10:00:00.000Z, https://x.example/1; 2, "Apollo"; 3, "Apollo"; 4, "Apollo"; 5, "Apollo"; ' +
			"and 1 more. To tell them apart, set 'Match On' to 'Key', set 'Match On' to 'Another Field', give 'Parent Project' under " +
			"'Values to Send', or give one of them another name.",
	});
	expect(words({ by: 'field', path: 'deal' }).own).toContain("name another 'Match Field'");
});
