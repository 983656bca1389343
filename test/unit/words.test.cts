import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { ProjectApi } from '../../credentials/ProjectApi.credentials';
import { ProjectOAuth2Api } from '../../credentials/ProjectOAuth2Api.credentials';
import { CreateProject } from '../../nodes/CreateProject/CreateProject.node';
import { services } from '../../nodes/CreateProject/services';
import { titleOf } from '../../nodes/CreateProject/services/canonical';
import n8nWords from '../support/n8nWords';

const ROOT = path.resolve(__dirname, '../..');

/** Every label of a description: of boxes, of their choices, of the buttons that add one, at any depth. */
function labelsIn(value: unknown, labels: Set<string>): Set<string> {
	if (Array.isArray(value)) value.forEach((entry) => labelsIn(entry, labels));
	else if (typeof value === 'object' && value !== null)
		for (const [key, entry] of Object.entries(value)) {
			const isLabel = ['displayName', 'placeholder', 'multipleValueButtonText'].includes(key) || (key === 'name' && !('type' in value));
			if (isLabel && typeof entry === 'string') labels.add(entry);
			labelsIn(entry, labels);
		}
	return labels;
}

const known = new Set<string>(n8nWords);
labelsIn(new CreateProject().description, known);
for (const credential of [new ProjectApi(), new ProjectOAuth2Api()]) {
	known.add(credential.displayName);
	labelsIn(credential.properties, known);
}
for (const service of services) {
	known.add(service.displayName);
	for (const field of service.fields) known.add(field.displayName ?? titleOf(field.id));
}
/** A label may be named without what stands in brackets behind it. */
const isLabel = (name: string): boolean => known.has(name) || [...known].some((label) => label.startsWith(`${name} (`));
const isKnown = (name: string): boolean => isLabel(name) || name.split(/ > |: /).every(isLabel);

/** What a text in code says, with a mark where a value goes in. */
function textsIn(file: string): string[] {
	const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
	const texts: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) texts.push(node.text);
		else if (ts.isTemplateExpression(node))
			texts.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('\u0000'));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return texts;
}

/** Names of boxes in quotes: they begin with a capital, and the quotes are no apostrophes. */
const quoted = (text: string): string[] =>
	[...text.matchAll(/(?<![\w\u0000])'([A-Z][A-Za-z]*(?::? [A-Za-z]+)*(?: > [A-Z][A-Za-z ]+)?)'(?!\w)/g)].map(([, name]) => name);

/** Quoted, but not a box: other people's words in messages. */
const OTHERS = new Set([
	'Bearer',
	'Authorization',
	'The request',
	'The update',
	// A right of SonarQube's.
	'Create Projects',
	// A setting that its part brings along.
	'Example Request',
]);

const sources = ['nodes', 'credentials'].flatMap((folder) =>
	fs
		.readdirSync(path.join(ROOT, folder), { recursive: true })
		.map((file) => `${folder}/${String(file).split(path.sep).join('/')}`)
		.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')),
);

test('a box named in a message is on the screen, letter by letter', () => {
	const named = sources.flatMap((file) => textsIn(path.join(ROOT, file)).flatMap((text) => quoted(text).map((name) => ({ file, name }))));
	expect(named.length).toBeGreaterThan(40);
	expect(named.filter(({ name }) => !isKnown(name) && !OTHERS.has(name)).map(({ file, name }) => `${file}: '${name}'`)).toEqual([]);
});

const docs = [
	'README.md',
	...fs
		.readdirSync(path.join(ROOT, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
];

/** Words in italics that begin with a capital, outside of code. Bold ones are headings. */
const italics = (text: string): string[] =>
	[...text.replace(/```[\s\S]*?```|`[^`]*`/g, '').matchAll(/(?<![*\w])\*([A-Z][^*\n]*(?:\n[^*\n]+)?)\*(?![*\w])/g)].map(([, name]) =>
		name.replace(/\s+/g, ' '),
	);

test.each(docs)('a box named in %s is on the screen, letter by letter', (file) => {
	const names = italics(fs.readFileSync(path.join(ROOT, file), 'utf8'));
	expect([...new Set(names.filter((name) => !isKnown(name)))]).toEqual([]);
});

test('the check finds a name that is not on the screen', () => {
	expect(quoted("Open 'Fields List' and the node's 'Options', or 'Options > Dry Run'.")).toEqual([
		'Fields List',
		'Options',
		'Options > Dry Run',
	]);
	expect(['Fields List', 'Options', 'Options > Dry Run', 'Options > Dry Runs'].map(isKnown)).toEqual([false, true, true, false]);
	expect(italics('See *Refresh fields List* and **Bold** and `*Code*` and *Project\nName*.')).toEqual([
		'Refresh fields List',
		'Project Name',
	]);
});
