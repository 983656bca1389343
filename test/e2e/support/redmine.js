'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('../../../scripts/lib/run');
const { has, aptInstall } = require('../../../scripts/lib/apt');
const { startProgram, freePort, until } = require('./programs');

const HOME = '/usr/share/redmine';
const CONFIG = '/etc/redmine/default/database.yml';

const PASSWORD = 'Redm1ne-passw0rd';
const KEYS = { admin: '0123456789abcdef'.repeat(2) + '01234567', noRight: 'f'.repeat(40) };

/** Debian 12's security update of ruby ships a bundler that does not find Debian's gems; its older one does. */
const OLD_BUNDLER = '2.3.15';

/** Debian's Redmine, with the database in a file that each start copies. Installs what is missing. */
function ensureRedmine() {
	if (process.getuid?.() !== 0) throw new Error("Debian's Redmine runs as the web server's user: this needs root, or a container");
	if (fs.existsSync(CONFIG) && fs.existsSync(HOME) && has('puma')) return;
	const answers = [
		'redmine redmine/instances/default/dbconfig-install boolean true',
		'redmine redmine/instances/default/database-type select sqlite3',
		'redmine redmine/default-language select en',
	];
	const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'redmine-')), 'answers');
	fs.writeFileSync(file, `${answers.join('\n')}\n`);
	run('debconf-set-selections', [file]);
	aptInstall(['redmine', 'redmine-sqlite', 'puma'], bundlerEnv());
	fs.rmSync(path.dirname(file), { recursive: true });
}

/**
 * Starts a real Redmine on a fresh database: its REST API on, an administrator and a user who may not
 * create projects.
 * @param {{port?: number}} [options]
 * @returns {Promise<Redmine>}
 */
async function startRedmine({ port } = {}) {
	ensureRedmine();
	const redmine = new Redmine(port ?? (await freePort()));
	try {
		await redmine.start();
		return redmine;
	} catch (error) {
		await redmine.stop();
		throw error;
	}
}

class Redmine {
	constructor(port) {
		this.port = port;
		this.url = `http://127.0.0.1:${port}`;
		this.apiKey = KEYS.admin;
		this.noRightApiKey = KEYS.noRight;
		this.login = 'admin';
		this.password = PASSWORD;
		this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'redmine-'));
		// Outside the folder, which will belong to the web server's user.
		this.logFile = `${this.folder}.log`;
	}

	async start() {
		const database = path.join(this.folder, 'redmine.db');
		fs.copyFileSync(emptyDatabase(), database);
		fs.writeFileSync(path.join(this.folder, 'seed.rb'), SEED);
		run('chown', ['-R', 'www-data:www-data', this.folder]);
		const [file, ...as] = asRedmine(this.folder, database);
		run(file, [...as, 'ruby', 'bin/rails', 'runner', '-e', 'production', path.join(this.folder, 'seed.rb')], {
			cwd: HOME,
			output: 'quiet',
		});

		const args = [...as, 'puma', '-e', 'production', '-t', '1:4', '-b', `tcp://127.0.0.1:${this.port}`, 'config.ru'];
		const log = this.logFile;
		this.program = startProgram(file, args, { cwd: HOME, env: process.env, log });
		await until('Redmine', () => this.request('GET', '/users/current.json').then(({ status }) => status === 200), {
			program: this.program,
			log,
			timeoutMs: 180_000,
		});
	}

	/**
	 * A call past the node under test, to see what is really there.
	 * @returns {Promise<{status: number, body: any}>}
	 */
	async request(method, where, body, key = this.apiKey) {
		const response = await fetch(this.url + where, {
			method,
			headers: { 'x-redmine-api-key': key, 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		const text = await response.text();
		return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
	}

	/** Every project there is, oldest first. */
	async projects() {
		const all = [];
		for (let total = 1; all.length < total; ) {
			const { body } = await this.request('GET', `/projects.json?limit=100&offset=${all.length}`);
			total = body.total_count;
			all.push(...body.projects);
			if (body.projects.length === 0) break;
		}
		return all.sort((a, b) => a.id - b.id);
	}

	/** Stops the server for good and removes its data. */
	async stop() {
		await this.program?.stop();
		fs.rmSync(this.folder, { recursive: true, force: true });
		fs.rmSync(this.logFile, { force: true });
	}
}

/** Runs a command as the web server's user, with nothing of our environment: ruby reads much of it. */
function asRedmine(home, database) {
	return [
		'setpriv',
		'--reuid=www-data',
		'--regid=www-data',
		'--clear-groups',
		'env',
		'-i',
		'PATH=/usr/bin:/bin',
		`HOME=${home}`,
		'LANG=C.UTF-8',
		'RAILS_ENV=production',
		'REDMINE_INSTANCE=default',
		`DATABASE_URL=sqlite3:${database}`,
		...Object.entries(bundlerEnv()).map(([name, value]) => `${name}=${value}`),
	];
}

function bundlerEnv() {
	const isDebian12 = fs.readFileSync('/etc/os-release', 'utf8').includes('VERSION_CODENAME=bookworm');
	return isDebian12 ? { BUNDLER_VERSION: OLD_BUNDLER } : {};
}

/** The database that the Debian package made at its installation. */
function emptyDatabase() {
	return /^\s*database:\s*(\S+)/m.exec(fs.readFileSync(CONFIG, 'utf8'))[1];
}

const SEED = `
Setting.rest_api_enabled = '1'
Setting.default_language = 'en'
Setting.sequential_project_identifiers = '0'

def give_key(user, value)
  Token.where(user_id: user.id, action: 'api').delete_all
  token = Token.new(user: user, action: 'api')
  token.save!
  Token.where(id: token.id).update_all(value: value)
end

admin = User.find_by_login('admin')
admin.password = admin.password_confirmation = '${PASSWORD}'
admin.must_change_passwd = false
admin.save!(validate: false)
give_key(admin, '${KEYS.admin}')

other = User.new(firstname: 'No', lastname: 'Right', mail: 'noright@example.com')
other.login = 'noright'
other.password = other.password_confirmation = '${PASSWORD}'
other.save!
give_key(other, '${KEYS.noRight}')
`;

module.exports = { startRedmine, ensureRedmine };
