import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const ROOT = path.resolve(__dirname, '../..');
const NODE = 'nodes/CreateProject/';

/** Lowest first: a file may import from its own layer and from those below it. */
const LAYERS: Array<{ name: string; holds: (file: string) => boolean; isPure?: true }> = [
	{ name: 'services', holds: (file) => file.startsWith(`${NODE}services/`), isPure: true },
	{ name: 'project', holds: (file) => /^nodes\/CreateProject\/project\/[^/]+$/.test(file), isPure: true },
	{ name: 'described', holds: (file) => file.startsWith(`${NODE}project/described/`), isPure: true },
	{ name: 'asked', holds: (file) => file.startsWith(`${NODE}project/asked/`), isPure: true },
	{ name: 'answered', holds: (file) => file.startsWith(`${NODE}project/answered/`), isPure: true },
	{ name: 'delivery', holds: (file) => file.startsWith(`${NODE}delivery/`), isPure: true },
	{ name: 'connection', holds: (file) => file.startsWith(`${NODE}connection/`) },
	{ name: 'fields', holds: (file) => file.startsWith(`${NODE}fields/`) },
	{ name: 'description', holds: (file) => file.startsWith(`${NODE}description/`) },
	{ name: 'node', holds: (file) => file.startsWith(`${NODE}node/`) },
	{ name: 'entry', holds: (file) => /^nodes\/CreateProject\/[^/]+$/.test(file) || file.startsWith('credentials/') },
];

const layerOf = (file: string): number => LAYERS.findIndex(({ holds }) => holds(file));

interface Import {
	from: string;
	/** Of our own: path from the root, without its ending. Else the package's name. */
	to: string;
	isOwn: boolean;
	isType: boolean;
}

const sources = ['nodes', 'credentials']
	.flatMap((folder) => fs.readdirSync(path.join(ROOT, folder), { recursive: true }).map((file) => `${folder}/${String(file)}`))
	.map((file) => file.split(path.sep).join('/'))
	.filter((file) => file.endsWith('.ts'));

const parse = (file: string): ts.SourceFile =>
	ts.createSourceFile(file, fs.readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);

function importsOf(file: string): Import[] {
	return parse(file).statements.flatMap((statement) => {
		if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
		if (!statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
		const specifier = statement.moduleSpecifier.text;
		const isOwn = specifier.startsWith('.');
		const to = isOwn ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
		const isType = ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly === true;
		return [{ from: file, to, isOwn, isType }];
	});
}

const imports = sources.flatMap(importsOf);
const fileOf = (to: string): string => [`${to}.ts`, `${to}/index.ts`].find((file) => sources.includes(file)) ?? to;

test('every source file has its layer', () => {
	expect(sources.filter((file) => layerOf(file) < 0)).toEqual([]);
	expect(sources.length).toBeGreaterThan(70);
});

test('arrows point one way: no file imports from a layer above its own', () => {
	const upwards = imports.filter(({ from, to, isOwn }) => isOwn && layerOf(fileOf(to)) > layerOf(from));
	expect(upwards.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('the pure layers know no n8n but its types', () => {
	const impure = imports.filter(({ from, to, isOwn, isType }) => !isOwn && !isType && to !== 'node:crypto' && LAYERS[layerOf(from)].isPure);
	expect(impure.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('one file talks to the request helper', () => {
	const callers = sources.filter((file) => /\bhelpers\b.*\bhttpRequest|\bhttpRequestWithAuthentication\b/.test(parse(file).text));
	expect(callers).toEqual([`${NODE}connection/sender.ts`]);
});

test('parts are handed to each other: no class of the engine extends another', () => {
	const heirs = sources.flatMap((file) =>
		parse(file)
			.statements.filter(ts.isClassDeclaration)
			.flatMap((declared) => declared.heritageClauses ?? [])
			.filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
			.flatMap(({ types }) => types.map(({ expression }) => `${file}: ${expression.getText()}`)),
	);
	expect(heirs.filter((heir) => !heir.endsWith(': Error'))).toEqual([]);
});
