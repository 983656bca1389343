import { MARK_LABEL, NAME_LABEL, Payload, type Source } from '../../../../nodes/CreateProject/project/asked/payload';
import { segmentsOf } from '../../../../nodes/CreateProject/project/json';
import { InputProblem } from '../../../../nodes/CreateProject/project/problem';
import type { Json } from '../../../../nodes/CreateProject/services/service';

type Entry = [path: string, value: Json, by: Source['by'], label?: string];
const made = (entries: Entry[]): Payload => {
	const payload = new Payload();
	for (const [path, value, by, label = path] of entries) payload.put(segmentsOf(path), value, { by, label });
	return payload;
};

describe('entries for one place', () => {
	it.each<[string, Entry[], Json]>([
		[
			'a column over a default',
			[
				['a', 1, 'default'],
				['a', 2, 'column'],
			],
			{ a: 2 },
		],
		[
			'a default under a column that came first',
			[
				['a', 2, 'column'],
				['a', 1, 'default'],
			],
			{ a: 2 },
		],
		[
			'a constant over a column',
			[
				['a', 2, 'column'],
				['a', 3, 'constant'],
			],
			{ a: 3 },
		],
		[
			'a column under a constant that came first',
			[
				['a', 3, 'constant'],
				['a', 2, 'column'],
			],
			{ a: 3 },
		],
		[
			'a field over a constant',
			[
				['a', 3, 'constant'],
				['a', 4, 'field'],
			],
			{ a: 4 },
		],
		[
			'a custom field over a field',
			[
				['a', 4, 'field'],
				['a', 5, 'custom'],
			],
			{ a: 5 },
		],
		[
			'the name over a constant',
			[
				['name', 'x', 'constant'],
				['name', 'A', 'name', NAME_LABEL],
			],
			{ name: 'A' },
		],
		[
			'groups are joined',
			[
				['s.a', 1, 'constant'],
				['s', { b: 2 }, 'field'],
				['s.c', 3, 'custom'],
			],
			{ s: { a: 1, b: 2, c: 3 } },
		],
		[
			'in any order',
			[
				['s.c', 3, 'custom'],
				['s', { b: 2 }, 'custom', 't'],
			],
			{ s: { b: 2, c: 3 } },
		],
		[
			'an entry of a group is replaced',
			[
				['s', { a: 1, b: 1 }, 'constant'],
				['s.a', 2, 'custom'],
			],
			{ s: { a: 2, b: 1 } },
		],
		[
			'a group that is given replaces a default one',
			[
				['s', { a: 1, b: 1 }, 'default'],
				['s', { a: 2 }, 'field'],
			],
			{ s: { a: 2 } },
		],
		[
			'a group over a default value',
			[
				['s', 'x', 'default'],
				['s.a', 2, 'custom'],
			],
			{ s: { a: 2 } },
		],
		[
			'a value over a default group',
			[
				['s', { a: 1 }, 'default'],
				['s', 'x', 'column'],
			],
			{ s: 'x' },
		],
		[
			'a custom group over a column',
			[
				['s', 'x', 'column'],
				['s.a', 2, 'custom'],
			],
			{ s: { a: 2 } },
		],
		[
			'an empty group adds nothing',
			[
				['s.a', 1, 'field'],
				['s', {}, 'custom'],
			],
			{ s: { a: 1 } },
		],
		['an empty group', [['s', {}, 'custom']], { s: {} }],
		[
			'a position over a default list',
			[
				['tags', ['x', 'y'], 'default'],
				['tags.0', 'z', 'custom'],
			],
			{ tags: ['z'] },
		],
		[
			'positions of a list',
			[
				['tags.0', 'a', 'custom'],
				['tags.1', 'b', 'custom'],
			],
			{ tags: ['a', 'b'] },
		],
		['names of digits in a group', [['f', { '12': 'x' }, 'field']], { f: { '12': 'x' } }],
		[
			'the very name once more',
			[
				['name', 'A', 'name', NAME_LABEL],
				['name', 'A', 'custom'],
			],
			{ name: 'A' },
		],
		[
			'names with a point',
			[
				['a\\.b', 1, 'custom'],
				['a.b', 2, 'custom'],
			],
			{ 'a.b': 1, a: { b: 2 } },
		],
	])('%s', (_title, entries, expected) => expect(made(entries).json).toEqual(expected));

	it.each<[string, Entry[], RegExp]>([
		[
			'two custom fields',
			[
				['a', 1, 'custom'],
				['a', 2, 'custom'],
			],
			/^Two entries give 'a': 'a' under 'Custom Fields' and 'a' under 'Custom Fields'$/,
		],
		[
			'two custom fields of one value',
			[
				['a', 1, 'custom'],
				['a', 1, 'custom'],
			],
			/^Two entries give 'a'/,
		],
		[
			'two spellings of a path',
			[
				['a.b', 1, 'custom'],
				["a['b']", 2, 'custom'],
			],
			/^Two entries give 'a\.b': 'a\.b' under .* and 'a\['b'\]' under/,
		],
		[
			'a group and an entry of it',
			[
				['a', { b: 1 }, 'custom'],
				['a.b', 2, 'custom'],
			],
			/^Two entries give 'a\.b'/,
		],
		[
			'two fields',
			[
				['a', 1, 'field', 'Owner'],
				['a', 2, 'field', 'own'],
			],
			/'Owner' under 'Values to Send' and 'own' under 'Values to Send'/,
		],
		[
			'a value and a group',
			[
				['a', 'x', 'custom'],
				['a.b', 1, 'custom'],
			],
			/^'a' under 'Custom Fields' gives one value where 'a\.b' under 'Custom Fields' gives a group$/,
		],
		[
			'a group and a value',
			[
				['a.b', 1, 'custom'],
				['a', 'x', 'custom'],
			],
			/^'a' under 'Custom Fields' gives one value where 'a\.b' under/,
		],
		[
			'a value over a field in a group',
			[
				['s.budget', 1, 'field', 'Budget'],
				['s', 'x', 'custom'],
			],
			/^'s' under 'Custom Fields' gives one value where 'Budget' under 'Values to Send' gives a group$/,
		],
		[
			'null over a group of constants',
			[
				['s', { a: 1 }, 'constant'],
				['s', null, 'custom'],
			],
			/gives one value where 'Request: Constant Body' in 'API Settings' gives a group/,
		],
		[
			'a list over its positions',
			[
				['t.0', 1, 'custom'],
				['t', [2], 'custom'],
			],
			/gives one value where/,
		],
		[
			'a field over the name',
			[
				['name', 'A', 'name', NAME_LABEL],
				['name', 'B', 'field'],
			],
			/^'name' under 'Values to Send' takes the place of the project's name \('name'\)$/,
		],
		[
			'a custom field above the name',
			[
				['p.name', 'A', 'name', NAME_LABEL],
				['p', 'x', 'custom'],
			],
			/^'p' under 'Custom Fields' takes the place of the project's name \('p\.name'\)$/,
		],
		[
			'a custom field with the name in it',
			[
				['p.name', 'A', 'name', NAME_LABEL],
				['p', { name: 'x' }, 'custom'],
			],
			/takes the place of the project's name/,
		],
		[
			'a custom field at the mark',
			[
				['ref', 'mine', 'custom'],
				['ref', 'k', 'name', MARK_LABEL],
			],
			/^'ref' under 'Custom Fields' takes the place of the node's mark \('ref'\)$/,
		],
		['a prototype', [['a.__proto__.b', 1, 'custom']], /__proto__/],
	])('is the person’s to tell apart: %s', (_title, entries, words) => {
		expect(() => made(entries)).toThrow(InputProblem);
		expect(() => made(entries)).toThrow(words);
	});

	it('of columns the first stays, and the others are named', () => {
		const payload = made([
			['a', 'x', 'column', 'A'],
			['a.b', 1, 'column', 'a.b'],
			['a', 'y', 'column', 'second'],
			['c', 1, 'column', 'C'],
			['c', 2, 'custom'],
			['s', { k: 1, l: 2 }, 'column', 'S'],
			['s.k', 3, 'custom'],
		]);
		expect(payload.json).toEqual({ a: 'x', c: 2, s: { k: 3, l: 2 } });
		expect(payload.displaced.map(({ column, kept }) => [column, kept.by, kept.label])).toEqual([
			['a.b', 'column', 'A'],
			['second', 'column', 'A'],
			['C', 'custom', 'c'],
			['S', 'custom', 's.k'],
		]);
		expect(['A', 'a.b', 'C', 'S'].map((column) => payload.holds(column))).toEqual([true, false, false, true]);
	});

	it('never changes what it was given', () => {
		const list = ['x'];
		made([
			['t', list, 'default'],
			['t.0', 'y', 'custom'],
		]);
		expect(list).toEqual(['x']);
	});
});
