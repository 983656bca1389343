'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT, main } = require('./lib/run');

/** Folders whose texts are not ours. */
const OTHERS = new Set(['node_modules', 'dist', '.cache', '.git']);
const EXTERNAL = /^[a-z][a-z0-9+.-]*:/i;
/** Inline links and pictures, also with a title and with parentheses in the address. */
const LINK = /!?\[(?:[^\]\\]|\\.)*\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))+)>?(?:\s+"[^"]*")?\s*\)/g;

/** Every relative link and anchor in our Markdown leads to a file and a heading that exist. */
function checkLinks() {
	const files = markdownFiles(ROOT);
	const links = files.flatMap((file) => linksIn(file).map((link) => ({ file, link })));
	const broken = links
		.filter(({ file, link }) => !leadsSomewhere(file, link))
		.map(({ file, link }) => `${path.relative(ROOT, file)}: ${link} leads nowhere`);
	if (broken.length > 0) {
		console.error(broken.join('\n'));
		process.exitCode = 1;
	} else {
		console.log(`${links.length} links in ${files.length} Markdown files lead somewhere`);
	}
}

function markdownFiles(folder) {
	return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const at = path.join(folder, entry.name);
		if (entry.isDirectory()) return OTHERS.has(entry.name) ? [] : markdownFiles(at);
		return entry.name.endsWith('.md') ? [at] : [];
	});
}

/** What is in code is no heading, */
const withoutFences = (text) => text.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, '');

/** and no link. */
const withoutCode = (text) => withoutFences(text).replace(/(`+)[^`\n](?:.*?[^`])?\1(?!`)/g, '`');

function linksIn(file) {
	const text = withoutCode(fs.readFileSync(file, 'utf8'));
	return [...text.matchAll(LINK)].map(([, link]) => link).filter((link) => !EXTERNAL.test(link) && !link.startsWith('//'));
}

function leadsSomewhere(file, link) {
	const [address, anchor] = link.split('#');
	const target = address === '' ? file : path.resolve(path.dirname(file), decodeURIComponent(address));
	// A link that leaves the repository works on one machine only.
	if (target !== ROOT && !target.startsWith(ROOT + path.sep)) return false;
	if (!fs.existsSync(target)) return false;
	return anchor === undefined || anchor === '' || !target.endsWith('.md') || anchorsOf(target).has(decodeURIComponent(anchor));
}

const known = new Map();

/** Anchors as GitHub makes them from headings: letters, digits, hyphens; a repeated one gets a number. */
function anchorsOf(file) {
	if (known.has(file)) return known.get(file);
	const anchors = new Set();
	const times = new Map();
	const text = withoutFences(fs.readFileSync(file, 'utf8'));
	for (const [, heading] of text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
		const plain = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1');
		const slug = plain
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-');
		const before = times.get(slug) ?? 0;
		times.set(slug, before + 1);
		anchors.add(before === 0 ? slug : `${slug}-${before}`);
	}
	for (const [, id] of text.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) anchors.add(id);
	known.set(file, anchors);
	return anchors;
}

main(checkLinks);
