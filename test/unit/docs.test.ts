import { apiSettings } from '../../nodes/CreateProject/description/apiSettings';
import { options } from '../../nodes/CreateProject/description/options';
import { services } from '../../nodes/CreateProject/services';
import { docFiles } from '../support/docFiles';

/** What the pages for people say of the node must be what the editor shows. */

const pages = docFiles();
/** Names of everything in a collection, and in the groups inside it. */
const namesIn = (entries: readonly unknown[] = []): string[] =>
	(entries as Array<{ displayName?: string; options?: unknown[]; values?: unknown[] }>).flatMap(
		({ displayName, options: inner, values }) => [displayName ?? '', ...namesIn(inner), ...namesIn(values)],
	);
const sections = (text: string): string[] => text.split(/^## /m);
/** Cells of the first column of every table whose head begins like this. */
const firstCells = (text: string, head: string): string[] =>
	text
		.split('\n\n')
		.filter((block) => block.startsWith(`| ${head} |`))
		.flatMap((block) =>
			block
				.split('\n')
				.slice(2)
				.map((row) => row.split('|')[1]?.trim() ?? ''),
		);

it('the README names every service', () => {
	const list = sections(pages['README.md'])
		.find((section) => section.startsWith('Services'))!
		.replace(/\s+/g, ' ');
	expect(services.map(({ displayName }) => displayName).filter((name) => !list.includes(name))).toEqual([]);
});

it.each(Object.keys(pages))('%s names options by what they are called', (page) => {
	const known = new Set(namesIn(options.options));
	const named = [...pages[page].matchAll(/\*Options > ([^*>]+?)(?: > [^*]+)?\*/g)].map(([, name]) => name);
	expect(named.filter((name) => !known.has(name))).toEqual([]);
});

it('the page on custom APIs names settings by what they are called', () => {
	const known = new Set(namesIn(apiSettings.options));
	const named = ['Setting', 'Asynchronous Job']
		.flatMap((head) => firstCells(pages['docs/custom-api.md'], head))
		.flatMap((cell) => cell.split(', '));
	expect(named.length).toBeGreaterThan(15);
	expect(named.filter((name) => !known.has(name))).toEqual([]);
});

it('the tables of defaults are those of the options', () => {
	const known = new Map(
		(options.options as Array<{ displayName: string; default: unknown }>).map((option) => [option.displayName, option.default]),
	);
	const rows = ['docs/exactly-once.md', 'docs/limits-and-speed.md'].flatMap((page) => [
		...pages[page].matchAll(/^\| (Attempts|Timeout|Total Time|Maximum Wait|Search Delay) \| ([\d.,]+)( ms| s)? \|/gm),
	]);
	const wrong = rows.filter(
		([, name, figure, unit]) => Number(figure.replace(',', '')) * (name === 'Timeout' && unit === ' s' ? 1000 : 1) !== known.get(name),
	);
	expect([rows.length, wrong.map(([row]) => row)]).toEqual([10, []]);
});
