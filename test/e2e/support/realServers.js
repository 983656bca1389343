'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { tool, toolFolder } = require('../../../scripts/lib/tools');
const { startProgram, freePort, until } = require('./programs');

const FROM = 'test/e2e/servers';
/** What an installation may take before it counts as impossible here, ms. */
const PATIENCE_MS = 180_000;
const KEY = 'key-of-a-real-server';

/** Installs the servers, once per machine. Where that does not work, their suite is skipped, and this says why. */
async function ensureServers() {
	try {
		await tool('servers', FROM, { about: 'about 160 MB, half a minute', timeoutMs: PATIENCE_MS });
	} catch (error) {
		console.error(`NOTICE: the suite 'servers' is skipped, its servers cannot be installed here: ${error.message}`);
	}
}

const areInstalled = () => fs.existsSync(toolFolder('servers', FROM));

/**
 * What a person has at hand of each API, and nothing else. `program`: its file and arguments; `document`: where the server
 * describes itself; `list`: every project there is, read past the node under test.
 */
const SERVERS = {
	LoopBack: {
		program: (modules, port) => [path.join(__dirname, '..', 'servers', 'loopback.js'), String(port), KEY],
		signIn: { customSignIn: 'apiKeyInHeader', headerName: 'X-API-Key', token: KEY },
		headers: { 'X-API-Key': KEY },
		document: '/openapi.json',
		nameField: 'title',
		list: (body) => body,
	},
	NestJS: {
		program: (modules, port) => [path.join(__dirname, '..', 'servers', 'nest.js'), String(port), KEY],
		signIn: { customSignIn: 'bearerToken', token: KEY },
		headers: { Authorization: `Bearer ${KEY}` },
		document: '/docs-json',
		path: '/v1/projects?limit=50',
		nameField: 'displayName',
		list: (body) => body.data,
	},
	'json-server': {
		program: (modules, port, folder) => {
			const data = path.join(folder, 'data.json');
			fs.writeFileSync(data, '{"projects":[{"id":1,"name":"Older","budget":1},{"id":2,"name":"Another","budget":2}]}');
			return [path.join(modules, 'json-server', 'lib', 'cli', 'bin.js'), data, '--host', '127.0.0.1', '--port', String(port), '--quiet'];
		},
		signIn: { customSignIn: 'none' },
		headers: {},
		nameField: 'name',
		list: (body) => body,
	},
};

/**
 * Starts one of the real servers, empty or as it comes.
 * @param {keyof typeof SERVERS} name
 */
async function startRealServer(name) {
	const kind = SERVERS[name];
	const modules = path.join(toolFolder('servers', FROM), 'node_modules');
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'server-'));
	const log = path.join(folder, 'output.log');
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const program = startProgram(process.execPath, kind.program(modules, port, folder), {
		cwd: folder,
		env: { ...process.env, NODE_PATH: modules },
		log,
	});
	const where = url + (kind.path ?? '/projects');
	const projects = async () => kind.list(await (await fetch(where, { headers: kind.headers })).json());
	const stop = async () => {
		await program.stop();
		fs.rmSync(folder, { recursive: true, force: true });
	};
	try {
		await until(name, async () => Array.isArray(await projects()), { program, log });
	} catch (error) {
		await stop();
		throw error;
	}
	return { ...kind, name, url, projects, stop };
}

module.exports = { ensureServers, areInstalled, startRealServer, SERVERS };
