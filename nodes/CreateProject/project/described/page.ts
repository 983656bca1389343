/**
 * Documentation pages: where the page that a person has at hand keeps the document that it shows. Swagger UI, Redoc, Scalar, RapiDoc
 * and Stoplight Elements name its address in the page, or have the whole document in a script.
 */

/** A page or script of a page, and no document. */
export const isPage = (text: string): boolean => /^\s*<(!doctype|html|head|body|!--)/i.test(text.slice(0, 200).replace(/^\uFEFF/, ''));

/** Characters of a page that are looked through, and addresses that are tried. */
const LOOKED_THROUGH = 2 * 1024 * 1024;
const MOST_ADDRESSES = 8;

/** Attributes and variables in which the tools that show documents name the address of theirs. */
const NAMED = /\b(?:spec-?url|data-url|data-spec-url|apiDescriptionUrl|configUrl|url)["']?\s*[=:]\s*["']([^"'\s<>]{1,500})["']/gi;
/** Scripts in which they keep the document itself. */
const SCRIPTS = /\bsrc\s*=\s*["']([^"'\s<>]{0,400}swagger-(?:ui-init|initializer)\.js[^"'\s<>]{0,100})["']/gi;
const DOCUMENT = /(open-?api|swagger|api-?docs|specs?|schema|oas|docs-json)|\.(json|ya?ml)$/i;

/** Where documents are by custom of the common frameworks, from the page's own address and from the root. */
const USUAL = ['/openapi.json', '/swagger.json', '/v3/api-docs', '/swagger/v1/swagger.json', '/api-json', '/openapi.yaml'];

/**
 * Addresses at which the document of a page may be, the surest first: those that the page names, then the usual ones. All of them are of
 * the page's own origin.
 */
export function documentAddresses(page: string, address: string): string[] {
	const own = new URL(address);
	const text = page.slice(0, LOOKED_THROUGH);
	const named = [...text.matchAll(NAMED)].map(([, found]) => found).filter((found) => DOCUMENT.test(found));
	const scripts = [...text.matchAll(SCRIPTS)].map(([, found]) => found);
	const beside = `${own.pathname.replace(/\/(index\.html)?$/, '')}-json`;
	const found = [...named, ...scripts, beside, ...USUAL].flatMap((place) => {
		const written = place.replaceAll('&amp;', '&').replaceAll('\\/', '/');
		const url = URL.canParse(written, address) ? new URL(written, address) : undefined;
		return url?.origin === own.origin && url.href !== own.href ? [url.href] : [];
	});
	return [...new Set(found)].slice(0, MOST_ADDRESSES);
}

/** The document that stands in a page or in one of its scripts, as its text. */
export function embeddedDocument(text: string): string | undefined {
	const start = /["']?(?:openapi|swagger)["']?\s*:\s*["'][23]\.\d/.exec(text.slice(0, LOOKED_THROUGH));
	if (!start) return undefined;
	// The version is one of the first entries of a document; objects before it, such as `info`, have ended by then.
	let open = start.index;
	for (let tries = 0; tries < 20; tries++) {
		open = text.lastIndexOf('{', open - 1);
		if (open < 0 || start.index - open > 2000) return undefined;
		const close = endOf(text, open);
		if (close === undefined) return undefined;
		if (close > start.index) return text.slice(open, close + 1);
	}
	return undefined;
}

/** Where the object that begins at a brace ends; texts in it may hold braces. */
function endOf(text: string, open: number): number | undefined {
	let depth = 0;
	for (let at = open; at < text.length; at++) {
		switch (text[at]) {
			case '"':
				at = endOfText(text, at);
				break;
			case '{':
				depth++;
				break;
			case '}':
				if (--depth === 0) return at;
		}
	}
	return undefined;
}

function endOfText(text: string, quote: number): number {
	let at = quote + 1;
	while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
	return at;
}
