'use strict';

const { which, has, aptInstall } = require('../../../scripts/lib/apt');
const { OWNER } = require('./n8nClient');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Path of a Chromium; Debian's is installed when there is none. playwright's own would come from outside npm. */
function ensureChromium() {
	if (!NAMES.some(has)) aptInstall(['chromium']);
	return which(NAMES.find(has) ?? '');
}

/**
 * A browser logged in to n8n's editor, in which nothing leaves the machine.
 * @param {import('./n8n').N8n} n8n
 * @param {{width?: number, height?: number, headless?: boolean}} [options]
 * @returns {Promise<{page: import('playwright-core').Page, errors: string[], close(): Promise<void>}>} `errors`: what the
 *   page threw
 */
async function openEditor(n8n, { width = 1400, height = 900, headless = true } = {}) {
	const { chromium, selectors } = require('playwright-core');
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({
		executablePath: ensureChromium(),
		headless,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--disable-dev-shm-usage',
		],
	});
	try {
		const context = await browser.newContext({ viewport: { width, height } });
		await context.route(
			(url) => !isLoopback(url.hostname),
			(route) => route.abort(),
		);
		const page = await context.newPage();
		page.setDefaultTimeout(60_000);
		const errors = [];
		page.on('pageerror', (error) => errors.push(error.message));
		await page.goto(`${n8n.url}/signin`);
		await page.locator('input[name="emailOrLdapLoginId"], input[type=email]').first().fill(OWNER.email);
		await page.locator('input[type=password]').fill(OWNER.password);
		await page.getByRole('button', { name: /sign in/i }).click();
		await page.waitForURL(/home|workflow/);
		return { page, errors, close: () => browser.close() };
	} catch (error) {
		await browser.close();
		throw error;
	}
}

function isLoopback(host) {
	return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}

module.exports = { ensureChromium, openEditor };
