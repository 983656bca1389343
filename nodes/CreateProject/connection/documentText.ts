import { JSON_SCHEMA, load } from 'js-yaml';
import { sizeOf } from '../project/bounds';
import { readJson } from '../project/json';
import { inputProblem, InputProblem } from '../project/problem';
import type { Json } from '../services/service';

/** Characters of a document that are read. JSON is quick; YAML takes about ten times as long. */
const LONGEST = { json: 16 * 1024 * 1024, yaml: 4 * 1024 * 1024 };

/**
 * A document's text, JSON or YAML, as a value.
 *
 * @param label what the text is called on the screen.
 * @throws {InputProblem} for a text that is neither, or longer than what is read.
 */
export function parseDocument(text: string, label: string): Json {
	const trimmed = text.replace(/^\uFEFF/, '').trim();
	if (/^<(!doctype|html|\?xml)/i.test(trimmed.slice(0, 20))) {
		throw new InputProblem(
			`'${label}' is a web page, not a document`,
			'Give the address of the document itself: it often ends with openapi.json, swagger.json or openapi.yaml.',
		);
	}
	const isJson = /^[[{]/.test(trimmed);
	const most = isJson ? LONGEST.json : LONGEST.yaml;
	if (trimmed.length > most) {
		throw new InputProblem(
			`'${label}' has ${sizeOf(trimmed.length)}, more than the ${sizeOf(most)} that are read`,
			isJson ? "Cut it to the API's paths for projects." : 'Give it as JSON, or cut it to the paths for projects.',
		);
	}
	let value: unknown;
	try {
		// A text that begins like JSON may still be YAML's flow style.
		value = isJson
			? orElse(
					// What lies deeper than anything that is read of it is left out.
					() => readJson(trimmed),
					() => yaml(trimmed.slice(0, LONGEST.yaml)),
				)
			: yaml(trimmed);
	} catch (cause) {
		const line = /\((\d+):\d+\)/.exec((cause as Error).message)?.[1];
		throw inputProblem(
			`'${label}' is neither valid JSON nor YAML${line === undefined ? '' : ` (line ${line})`}`,
			'Check that the whole document was pasted.',
		);
	}
	if (typeof value !== 'object' || value === null) {
		throw new InputProblem(`'${label}' holds no document`, 'Paste an OpenAPI or Swagger document, or give its address.');
	}
	// Not copied: a YAML document may name one part many times, and copies of copies would fill the memory.
	return value as Json;
}

/** Plain JSON types alone: a day stays a text. */
const yaml = (text: string): unknown => load(text, { schema: JSON_SCHEMA });

function orElse<T>(first: () => T, second: () => T): T {
	try {
		return first();
	} catch {
		return second();
	}
}
