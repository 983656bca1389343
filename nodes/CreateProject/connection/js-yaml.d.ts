/** What is used of js-yaml, which the build joins into `dist`. */
declare module 'js-yaml' {
	export const JSON_SCHEMA: unknown;
	export function load(text: string, options?: { schema?: unknown }): unknown;
}
