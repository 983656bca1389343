'use strict';
/**
 * Every regular expression of the sources and of the definitions, and texts to hold against each: made of what it looks for
 * itself, so that nobody has to think of the text that a new one cannot bear.
 */
const ts = require('typescript');
const { growth } = require('./growth');

/** Length of the texts, in characters. */
const LENGTH = 200_000;

/**
 * @typedef {{source: string, flags: string, splits?: boolean, at: string}} Pattern
 */

/**
 * The regular expressions of a source text: literals, and those made of a text that stands in the call.
 *
 * @param {string} text of a TypeScript file
 * @param {string} file for the report
 * @returns {{patterns: Pattern[], dynamic: string[]}} `dynamic`: what is made of something that is only known at run time
 */
function patternsInSource(text, file) {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	/** @type {Pattern[]} */
	const patterns = [];
	/** @type {string[]} */
	const dynamic = [];
	/** @param {any} node */
	const visit = (node) => {
		const at = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
		if (ts.isRegularExpressionLiteral(node)) {
			const [, body, flags] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) ?? [];
			const call = node.parent;
			const splits = ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'split';
			patterns.push({ source: body, flags, splits, at });
		} else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp') {
			const [body, flags] = node.arguments ?? [];
			const whole = body && constantOf(body);
			if (whole !== undefined) {
				patterns.push({ source: whole, flags: flags && ts.isStringLiteralLike(flags) ? flags.text : '', at });
			} else dynamic.push(`${at} ${body?.getText()}`);
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return { patterns, dynamic };
}

/** A text that stands in the source, perhaps in pieces. @param {any} node @returns {string | undefined} */
function constantOf(node) {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
	const [left, right] = [constantOf(node.left), constantOf(node.right)];
	return left === undefined || right === undefined ? undefined : left + right;
}

/**
 * The regular expressions of a definition: `pattern` and `cut` of a field, `urlUnless` of a reply, and the `body` of an
 * answer to be recognised.
 *
 * @param {unknown} value @param {string} at @returns {Pattern[]}
 */
function patternsInDefinition(value, at) {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, entry]) => {
		const where = `${at}.${key}`;
		if (typeof entry !== 'string') return patternsInDefinition(entry, where);
		if (key === 'pattern') return [{ source: `^(?:${entry})$`, flags: 'u', at: where }];
		if (key === 'cut') return [{ source: `${entry}/*$`, flags: 'i', at: where }];
		if (key === 'urlUnless') return [{ source: entry, flags: '', at: where }];
		return key === 'body' ? [{ source: entry, flags: 'i', at: where }] : [];
	});
}

/** A character of each class; of a negated one what it does not name. @type {Record<string, string>} */
const SAMPLES = { d: '0', w: 'a', s: ' ', D: 'x', W: '-', S: 'x', p: 'é', P: '-', n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' };

/** The characters that a regular expression looks for, in their order. @param {string} source @returns {string[]} */
function atomsOf(source) {
	/** @type {string[]} */
	const atoms = [];
	const tokens = new RegExp(
		[
			/\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\./,
			/\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:|<\w+>)|\{\d+(?:,\d*)?\}|[()|*+?^$]|[\s\S]/,
		]
			.map((part) => part.source)
			.join('|'),
		'giu',
	);
	for (const [token] of source.matchAll(tokens)) {
		if (/^(\(\?|[()|*+?^$]$|\{\d)/.test(token) || /^\\[bB]$/.test(token)) continue;
		if (token === '.') atoms.push('x');
		else if (/^\\[ux]/i.test(token)) atoms.push(String.fromCodePoint(parseInt(token.replace(/[^\da-f]/gi, '') || '78', 16) % 0x110000));
		else if (token.startsWith('\\')) atoms.push(SAMPLES[token[1]] ?? token[1]);
		else if (token.startsWith('[')) atoms.push(...membersOf(token));
		else atoms.push(token);
	}
	return atoms;
}

/** Up to three characters that a class takes. @param {string} token @returns {string[]} */
function membersOf(token) {
	const one = new RegExp(`^${token}$`, token.includes('\\p') || token.includes('\\u{') ? 'u' : '');
	const named = [...token.slice(1, -1).matchAll(/\\?([\s\S])/g)].map(([all, character]) =>
		all.length > 1 ? (SAMPLES[character] ?? character) : character,
	);
	return [...new Set([...named, ...'a0 -"x\\</.é\u202e'])].filter((character) => one.test(character)).slice(0, 3);
}

/**
 * What to repeat, and what may stand before and after it.
 *
 * @param {string} source @returns {Array<(length: number) => string>}
 */
function hostileTexts(source) {
	const atoms = atomsOf(source).slice(0, 60);
	const units = new Set([' ', ...atoms, atoms.join('')]);
	// Of long ones not every beginning: a part that is repeated has a few characters.
	const step = Math.ceil(atoms.length / 8);
	for (let at = 0; at < atoms.length; at += step) {
		units.add(atoms.slice(0, at + 1).join(''));
		units.add(atoms.slice(at, at + 2).join(''));
	}
	/** @type {Array<(length: number) => string>} */
	const texts = [];
	for (const unit of units) {
		if (unit === '') continue;
		const repeated = (/** @type {number} */ length) => unit.repeat(Math.max(1, Math.floor(length / unit.length)));
		texts.push((length) => `${repeated(length)}\u0001`);
		if (unit.length === 1) {
			const before = atoms.slice(0, atoms.indexOf(unit)).join('');
			if (before !== '') texts.push((length) => `${before}${repeated(length)}\u0001`);
		} else texts.push(repeated);
	}
	return texts;
}

/** @param {() => unknown} work */
const msOf = (work) => {
	const start = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1000;
};

/**
 * Does it take more than twice the time for twice the text, for any of the texts made of it?
 *
 * @param {Pattern} pattern @returns {string | undefined} the beginning of the text, and how the time grows
 */
function slownessOf({ source, flags, splits }) {
	const expression = new RegExp(source, flags.replace('y', ''));
	/** @param {string} text */
	const work = (text) => {
		expression.lastIndex = 0;
		if (splits) return text.split(expression).length;
		return flags.includes('g') ? text.replace(expression, '').length : expression.test(text);
	};
	for (const make of hostileTexts(source)) {
		// In small steps first: what doubles with every character must not be given 200,000 of them.
		const suspect = [12, 18, 22, 26, 30, 40, 1000, 10_000, LENGTH].find((length) => {
			const text = make(length);
			return msOf(() => work(text)) > (length < LENGTH ? 5 : 40);
		});
		if (suspect === undefined) continue;
		const ratio = growth(make, work, LENGTH);
		if (ratio > 2.9) return `${JSON.stringify(make(40).slice(0, 40))} … grows by ${ratio.toFixed(1)} for twice the length`;
	}
	return undefined;
}

module.exports = { patternsInSource, patternsInDefinition, slownessOf };
