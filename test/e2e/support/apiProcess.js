'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { startProgram, until } = require('./programs');

const PROGRAM = path.join(__dirname, '..', '..', 'support', 'projectApi.js');

/**
 * The project API of test/support in a process of its own, so that nothing the test process does slows it.
 * @param {object} [options] see projectApi.js
 */
async function startApiProcess(options = {}) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'project-api-'));
	const log = path.join(folder, 'output.log');
	const program = startProgram(process.execPath, [PROGRAM, '--options', JSON.stringify(options)], { cwd: folder, env: process.env, log });
	const stop = async () => {
		await program.stop();
		fs.rmSync(folder, { recursive: true, force: true });
	};
	try {
		const { url } = await until('The project API', () => JSON.parse(fs.readFileSync(log, 'utf8')), { program, log });
		const control = async (what, body = {}) =>
			(await fetch(`${url}/__control/${what}`, { method: 'POST', body: JSON.stringify(body) })).json();
		return {
			url,
			/** Forgets everything; the options stand beside those of the start. */
			reset: (more = {}) => control('reset', { options: { ...options, ...more } }),
			/** Lets the process compile what answers requests, so that it is no slower in the beginning. */
			warmUp: async () => {
				await control('reset', { options: { latencyMs: 0 } });
				for (let round = 0; round < 10; round++) {
					await Promise.all(
						Array.from({ length: 40 }, async (_none, index) =>
							(
								await fetch(`${url}/projects`, {
									method: 'POST',
									headers: { 'Content-Type': 'application/json', Connection: 'close' },
									body: JSON.stringify({ name: `${round} ${index}` }),
								})
							).text(),
						),
					);
				}
				await control('reset', { options });
			},
			/** Counts, and `inputs`: by name, how often it was asked for and which projects there are. */
			stats: () => control('stats'),
			/** Who got what, see projectApi.js. */
			audit: (inputs, outputs) => control('audit', { inputs, outputs }),
			/** Every project there is, also those that others made. */
			projects: () => control('projects'),
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

module.exports = { startApiProcess };
