import { documentAddresses, embeddedDocument, isPage } from '../../../../nodes/CreateProject/project/described/page';

/** Documentation pages as the tools write them, cut to what matters. */
const HOST = 'https://api.example.com';
const page = (inside: string): string => `<!DOCTYPE html>\n<html><head><title>Docs</title></head><body>${inside}</body></html>`;

describe('where a page keeps its document', () => {
	it.each<[string, string, string, string]>([
		['FastAPI', page("<script>const ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#x' })</script>"), '/docs', '/openapi.json'],
		['Redoc', page('<redoc spec-url="/api/schema/"></redoc>'), '/api/docs/', '/api/schema/'],
		['Scalar', page('<script id="api-reference" data-url="./v1.yaml"></script>'), '/reference/index.html', '/reference/v1.yaml'],
		['RapiDoc', page('<rapi-doc spec-url = "spec/swagger.json">'), '/help/', '/help/spec/swagger.json'],
		['Stoplight Elements', page('<elements-api apiDescriptionUrl="/oas.json" router="hash">'), '/docs', '/oas.json'],
		['JSON in a script', page('<script>window.x = {"url":"\\/v2\\/swagger.json"}</script>'), '/ui', '/v2/swagger.json'],
		['the script of Swagger UI', page('<script src="./docs/swagger-ui-init.js"></script>'), '/docs', '/docs/swagger-ui-init.js'],
		['NestJS, which says nothing', page('<div id="swagger-ui"></div>'), '/api', '/api-json'],
		['a page that says nothing', page(''), '/', '/-json'],
	])('%s', (_title, text, path, expected) => {
		expect(isPage(text)).toBe(true);
		expect(documentAddresses(text, HOST + path)[0]).toBe(HOST + expected);
	});

	it('is never on another host, nor the page itself, and what is no document is not asked for', () => {
		const links = '<redoc spec-url="https://evil.example.com/openapi.json"></redoc><a data-url="/docs">x</a><img data-url="/logo.png">';
		const found = documentAddresses(page(links), `${HOST}/docs`);
		expect(found.filter((address) => !address.startsWith(`${HOST}/`))).toEqual([]);
		expect(found).not.toContain(`${HOST}/docs`);
		expect(found).not.toContain(`${HOST}/logo.png`);
	});

	it('is looked for at a few places, however many a page names', () => {
		const many = Array.from({ length: 500 }, (_none, index) => `<redoc spec-url="/spec-${index}.json">`).join('');
		expect(documentAddresses(page(many), HOST).length).toBeLessThanOrEqual(8);
	});
});

describe('a document inside of a page', () => {
	const DOCUMENT = '{"openapi":"3.0.3","info":{"title":"a } in \\"quotes\\""},"paths":{"/projects":{"post":{}}}}';

	it.each([
		['of Strapi', page(`<script>SwaggerUIBundle({ spec: ${DOCUMENT}, dom_id: '#x' })</script>`)],
		['in the script of Express', `window.onload = function() { let options = { "swaggerDoc": ${DOCUMENT}, "customOptions": {} }; }`],
		['alone', DOCUMENT],
		['that names its version late', `x = {"info":{"title":"T"},"swagger":"2.0","paths":{}}; y = {}`],
	])('%s', (_title, text) => {
		const found = embeddedDocument(text);
		expect(JSON.parse(found!)).toHaveProperty('paths');
	});

	it.each([page('We speak OpenAPI 3.0'), page('{"openapi":"3.0.3", "paths": {'), 'openapi: "3.0.3"', ''])('is none in %j', (text) => {
		expect(embeddedDocument(text)).toBeUndefined();
	});

	it('is looked for in time that grows with the page', () => {
		const began = performance.now();
		embeddedDocument(`{"openapi":"3.0"${'{"'.repeat(1_000_000)}`);
		documentAddresses(`url="${'x'.repeat(2_000_000)}`, HOST);
		documentAddresses('url='.repeat(500_000), HOST);
		documentAddresses('src="swagger-ui-init.js'.repeat(100_000), HOST);
		expect(performance.now() - began).toBeLessThan(3000);
	});
});
