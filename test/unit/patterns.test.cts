import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { custom, services } from '../../nodes/CreateProject/services';
import { patternsInDefinition, patternsInSource, slownessOf } from '../support/patterns';

const ROOT = join(__dirname, '../..');
const inSources = ['nodes', 'credentials']
	.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(ROOT, folder, String(file))))
	.filter((file) => file.endsWith('.ts'))
	.map((file) => patternsInSource(readFileSync(file, 'utf8'), relative(ROOT, file)));
const patterns = [
	...inSources.flatMap((file) => file.patterns),
	...[custom, ...services].flatMap((definition) => patternsInDefinition(definition, definition.id)),
];

// Growth is measured by processor time; on a machine that is busy all along a measurement can be off, but not three times.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

describe('regular expressions', () => {
	it('are all found', () => {
		expect(patterns.length).toBeGreaterThan(150);
		// What is made at run time is made of what the definitions hold and of literals, which are read above, of text that was escaped, or
		// of a document's pattern that has been looked through for what is slow.
		expect(
			inSources
				.flatMap((file) => file.dynamic)
				.map((line) => line.replace(/:\d+.*/s, ''))
				.sort(),
		).toEqual(
			[
				'connection/site.ts',
				'delivery/deliver.ts',
				'delivery/wait.ts',
				'project/answered/disclaimer.ts',
				'project/answered/failure.ts',
				'project/answered/reply.ts',
				'project/asked/dates.ts',
				'project/asked/values.ts',
				'project/described/openApi.ts',
				...Array<string>(3).fill('project/secrets.ts'),
				'project/described/schema.ts',
			]
				.map((file) => `nodes/CreateProject/${file}`)
				.sort(),
		);
	});

	it('take time that grows with the text only', () => {
		const different = [...new Map(patterns.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]))];
		const slow = different
			.map(([text, pattern]) => [text, pattern.at, slownessOf(pattern)])
			.filter(([, , slowness]) => slowness !== undefined);
		expect(slow).toEqual([]);
	}, 300_000);

	it.each([
		['(a+)+$', ''],
		['<title[^>]*>([^<]*)', 'i'],
		['"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"', 'g'],
		['\\/+$', ''],
		['\\s+$', ''],
		['^(\\w+\\s?)*$', ''],
		['(?:already|has been) .*taken.*name', 'i'],
		['(\\d+)*x', 'u'],
		['([a-z]+)*@', 'i'],
	])('are known when they are slow: /%s/%s', (source, flags) => {
		expect(slownessOf({ source, flags, at: '' })).toMatch(/grows by/);
	});

	it('are found wherever somebody adds one', () => {
		const file = [
			'const a = /(a+)+$/;',
			"const b = new RegExp('(b+)+$', 'g');",
			'const c = RegExp(`(c+)+$`);',
			"'x'.split(/(d+)+$/);",
			"const e = new RegExp('(e+)' + '+$');",
			'const f = new RegExp(source);',
		].join('\n');
		const { patterns: found, dynamic } = patternsInSource(file, 'x.ts');
		expect(found.map(({ source, flags, splits }) => [source, flags, splits === true])).toEqual([
			['(a+)+$', '', false],
			['(b+)+$', 'g', false],
			['(c+)+$', '', false],
			['(d+)+$', '', true],
			['(e+)+$', '', false],
		]);
		expect(found.map((pattern) => slownessOf(pattern) !== undefined)).toEqual([true, true, true, true, true]);
		expect(dynamic).toEqual(['x.ts:6 source']);
		const definition = {
			fields: [{ id: 'a', pattern: '(a+)+' }],
			duplicates: [{ status: 409, body: '(b+)+$' }],
			limits: { answers: [{ body: '(c+)+$' }] },
		};
		expect(patternsInDefinition(definition, 'x').map((pattern) => [pattern.at, slownessOf(pattern) !== undefined])).toEqual([
			['x.fields.0.pattern', true],
			['x.duplicates.0.body', true],
			['x.limits.answers.0.body', true],
		]);
	});
});
