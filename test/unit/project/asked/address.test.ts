import fc from 'fast-check';
import { checkBaseUrl, fillBaseUrl, isLoopback, joinUrl, ownAddress } from '../../../../nodes/CreateProject/project/asked/address';
import { encodeSegment, fillText, withoutPlaceholders } from '../../../../nodes/CreateProject/project/asked/template';
import { InputProblem } from '../../../../nodes/CreateProject/project/problem';

describe('checkBaseUrl', () => {
	it.each([
		['https://api.example.com', 'https://api.example.com'],
		[' https://api.example.com/v1/ ', 'https://api.example.com/v1'],
		['https://API.example.com:443/a/b///', 'https://api.example.com/a/b'],
		['https://api.example.com:8443/', 'https://api.example.com:8443'],
		['https://api.example.com//', 'https://api.example.com'],
		['https://api.example.com/a..b/.hidden/v1.2/', 'https://api.example.com/a..b/.hidden/v1.2'],
		['http://localhost:3000/api', 'http://localhost:3000/api'],
		['http://127.0.0.1', 'http://127.0.0.1'],
		['http://127.1:80/x', 'http://127.0.0.1/x'],
		['http://[::1]:8080', 'http://[::1]:8080'],
		['https://bücher.example', 'https://xn--bcher-kva.example'],
	])('takes %s', (given, expected) => {
		expect(checkBaseUrl(given, false)).toBe(expected);
	});

	it.each([
		['', /missing/],
		[undefined, /missing/],
		[42, /missing/],
		['api.example.com', /not a web address/],
		['/api', /not a web address/],
		['https://', /not a web address/],
		['ftp://api.example.com', /https:\/\//],
		['file:///etc/passwd', /https:\/\//],
		['javascript:alert(1)', /https:\/\//],
		['https://api.example.com/..', /has '\.', '\.\.' or a backslash in its path/],
		['https://api.example.com/v1/.', /in its path/],
		['https://api.example.com/v1/../v2', /in its path/],
		['https://api.example.com/%2e%2e/v2', /in its path/],
		['https://api.example.com/v1/..;/x', /in its path/],
		['https://api.example.com\\v1', /in its path/],
		['https://api.exa\nmple.com', /white space/],
		['https://api.example.com/v 1', /white space/],
		['https://user@api.example.com', /user or password/],
		['https://user:pw@api.example.com', /user or password/],
		['https://api.example.com/?a=1', /'\?'/],
		['https://api.example.com/#top', /'#'/],
		['http://api.example.com', /http:\/\//],
		['http://127.0.0.1.example.com', /http:\/\//],
		['http://localhost.example.com', /http:\/\//],
		['http://x.localhost', /http:\/\//],
		['http://x.localhost:8080/api', /http:\/\//],
		['http://10.0.0.1', /http:\/\//],
	])('refuses %p', (given, message) => {
		expect(() => checkBaseUrl(given, false)).toThrow(InputProblem);
		expect(() => checkBaseUrl(given, false, 'Site')).toThrow(message);
	});

	it('takes http to any host once the person allows it', () => {
		expect(checkBaseUrl('http://redmine.lan/tracker', true)).toBe('http://redmine.lan/tracker');
	});

	it('names the field and does not repeat a password', () => {
		try {
			checkBaseUrl('https://me:hunter22@api.example.com', false, 'Site Address');
			expect('accepted').toBe('refused');
		} catch (cause) {
			expect(cause).toBeInstanceOf(InputProblem);
			expect((cause as InputProblem).message).toContain('Site Address');
			expect(`${(cause as InputProblem).message} ${(cause as InputProblem).hint}`).not.toContain('hunter22');
		}
	});

	it.each([
		['localhost', true],
		['LOCALHOST', true],
		['a.b.localhost', false],
		['x.localhost', false],
		['127.9.9.9', true],
		['[::1]', true],
		['128.0.0.1', false],
		['notlocalhost', false],
		['localhost.com', false],
		['[::2]', false],
	])('knows whether %s is this machine', (host, expected) => {
		expect(isLoopback(host)).toBe(expected);
	});
});

describe('fillBaseUrl', () => {
	const label = (name: string): string => name.toUpperCase();

	it.each([
		['{siteUrl}/rest/api', { siteUrl: 'https://jira.example.com/sub/' }, 'https://jira.example.com/sub/rest/api'],
		['https://{site}.atlassian.net/rest', { site: 'acme' }, 'https://acme.atlassian.net/rest'],
		['https://{site}.atlassian.net/rest', { site: 'https://acme.atlassian.net/jira/x' }, 'https://acme.atlassian.net/rest'],
		['https://api.example.com/{org}/v1', { org: 'a b/c' }, 'https://api.example.com/a%20b%2Fc/v1'],
	])('fills %s', (template, scope, expected) => {
		expect(fillBaseUrl(template, scope, label)).toBe(expected);
	});

	it.each(['evil.com/', 'a b', 'a@b', 'a:80', 'a?b', '-a', 'a#b', 'é'])('keeps the host of %p on the service', (site) => {
		let filled = 'https://refused.atlassian.net';
		try {
			filled = fillBaseUrl('https://{site}.atlassian.net/rest', { site }, label);
		} catch (cause) {
			expect(cause).toBeInstanceOf(InputProblem);
		}
		expect(new URL(filled).hostname).toMatch(/\.atlassian\.net$/);
	});

	it('lets no value leave the service, whatever it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (site) => {
				try {
					const url = new URL(fillBaseUrl('https://{site}.atlassian.net/rest', { site }, label));
					expect(url.hostname).toMatch(/\.atlassian\.net$/);
					expect(url.pathname).toBe('/rest');
				} catch (cause) {
					// A host the URL standard itself refuses (a label like `xn--`) is no way out either.
					expect(cause instanceof InputProblem || (cause as Error).name === 'TypeError').toBe(true);
				}
			}),
		);
	});

	it('names a missing part', () => {
		expect(() => fillBaseUrl('https://{site}.atlassian.net', {}, label)).toThrow("'SITE' is missing");
	});
});

describe('joinUrl', () => {
	it.each([
		['https://h.example/api', '/projects', 'https://h.example/api/projects'],
		['https://h.example/api', 'projects', 'https://h.example/api/projects'],
		['https://h.example/api/', '/projects/', 'https://h.example/api/projects/'],
		['https://h.example', '', 'https://h.example/'],
		['https://h.example/api', '', 'https://h.example/api'],
		['https://h.example/api', '?a=1', 'https://h.example/api?a=1'],
		['https://h.example/api', '/p?next=../x&u=https://other', 'https://h.example/api/p?next=../x&u=https://other'],
		['https://h.example/api', '/a%2Fb', 'https://h.example/api/a%2Fb'],
		['https://h.example/api', '/v1.0/a..b/.well-known/...', 'https://h.example/api/v1.0/a..b/.well-known/...'],
		['https://h.example/api', '/100%25', 'https://h.example/api/100%25'],
	])('puts %s and %s together', (base, path, expected) => {
		expect(joinUrl(base, path).href).toBe(expected);
	});

	it.each([
		'https://evil.example/x',
		'HTTP:evil',
		'javascript:alert(1)',
		'//evil.example',
		'/\\evil.example',
		'\\\\evil.example',
		'@evil.example',
		'..',
		'/..',
		'/../admin',
		'/a/../../admin',
		'/./x',
		'/%2e%2e/admin',
		'/%2E%2e/admin',
		'/.%2e/admin',
		'/%252e%252e/admin',
		'/..%2fadmin',
		'/..;/admin',
		'/;../x',
		'/a\\..\\b',
		'/a%5c..%5cb',
		'/%/%252e%252e/x',
		'/%zz/..%2f..',
		'/a b',
		'/a\nb',
		'/a\tb',
		'/a\0b',
		'/a#b',
		'/a?b\r\nHost: x',
	])('refuses %p', (path) => {
		expect(() => joinUrl('https://h.example/api', path)).toThrow(InputProblem);
	});

	it('stays under the base address for any path, also when a proxy decodes it once more', () => {
		const part = fc.oneof(
			fc.constantFrom(
				'..',
				'.',
				'/',
				'//',
				'\\',
				'%2e',
				'%2E%2e',
				'%252e',
				'%2f',
				'%5c',
				'%',
				'%zz',
				'@',
				':',
				'https://evil.example',
				'//evil.example',
				'?',
				'#',
				';',
				'\n',
				'\t',
				'\0',
				' ',
				'a',
				'ü',
				'𝕏',
				'\ud800',
				'．．',
				'。',
				'\u2024',
				'\u202e',
			),
			fc.string({ unit: 'binary', maxLength: 5 }),
		);
		const decode = (text: string): string =>
			text.replace(/%([0-7][0-9a-f])/gi, (_token, hex: string) => String.fromCharCode(parseInt(hex, 16)));
		fc.assert(
			fc.property(
				fc.constantFrom('https://h.example/api', 'https://h.example', 'https://h.example:8443/a/b/'),
				fc.array(part, { maxLength: 8 }),
				(base, parts) => {
					let url: URL;
					try {
						url = joinUrl(base, parts.join(''));
					} catch (cause) {
						expect(cause).toBeInstanceOf(InputProblem);
						return;
					}
					const root = new URL(base);
					const under = root.pathname.replace(/\/$/, '');
					const isUnder = ({ pathname }: URL): boolean => pathname === under || pathname.startsWith(`${under}/`);
					const decoded = new URL(`${root.origin}${decode(url.pathname).replace(/[?#]/g, '_')}`);
					expect({
						origins: [url.origin, decoded.origin],
						extra: url.username + url.password + url.hash,
						isUnder: isUnder(url) && isUnder(decoded),
					}).toEqual({ origins: [root.origin, root.origin], extra: '', isUnder: true });
				},
			),
			{ numRuns: 3000 },
		);
	});
});

describe('ownAddress', () => {
	it.each([
		['https://h.example/api?page=2', 'https://h.example/api?page=2'],
		['https://h.example/api/jobs/7', 'https://h.example/api/jobs/7'],
		['/api/jobs/7#done', 'https://h.example/api/jobs/7'],
		['jobs/7', 'https://h.example/api/jobs/7'],
		['?page=2', 'https://h.example/api/?page=2'],
		['https://h.example:443/api/x', 'https://h.example/api/x'],
		['http://h.example/api/x?a=1', 'https://h.example/api/x?a=1'],
		['//H.example/api/x', 'https://h.example/api/x'],
		['https://evil.example/api/x', undefined],
		['//evil.example/api/x', undefined],
		['https://h.example/', undefined],
		['/', undefined],
		['/jobs/7', undefined],
		['/admin/other?x=1', undefined],
		['/apix/7', undefined],
		['/API/7', undefined],
		['../admin', undefined],
		['/api/../admin', undefined],
		['/api/%2e%2e/admin', undefined],
		['/api/..%2fadmin', undefined],
		['/api/..%5cadmin', undefined],
		['/api/%252e%252e%252fadmin', undefined],
		['\\\\evil.example', undefined],
		['http://h.example:443/api/x', undefined],
		['https://h.example:8443/api/x', undefined],
		['https://me@h.example/api/x', undefined],
		['ftp://h.example/api/x', undefined],
		['javascript:alert(1)', undefined],
		['data:application/json,{}', undefined],
		['https://', undefined],
	])('takes %s for its own only below the base', (given, expected) => {
		expect(ownAddress({ baseUrl: 'https://h.example/api' }, given)?.href).toBe(expected);
	});

	it.each([
		['https://h.example:8443/t', 'http://h.example:8443/t/x', 'https://h.example:8443/t/x'],
		['http://h.example:8080/t', 'https://h.example:8080/t/x', 'http://h.example:8080/t/x'],
		['http://h.example/t', 'https://h.example/t/x', 'http://h.example/t/x'],
		['https://h.example:8443/t', 'http://h.example/t/x', undefined],
		['https://[::1]:8443/t', 'http://[::1]:8443/t/x', 'https://[::1]:8443/t/x'],
	])('with the base %s asks for %s where the credential is at home', (baseUrl, given, expected) => {
		expect(ownAddress({ baseUrl }, given)?.href).toBe(expected);
	});

	it("lets a known service name another version of its API, below the person's own address", () => {
		const gitLab = { baseUrl: 'https://h.example/git/api/v4', root: 'https://h.example/git' };
		expect(ownAddress(gitLab, '/git/api/v5/projects?page=2')?.href).toBe('https://h.example/git/api/v5/projects?page=2');
		expect(ownAddress(gitLab, '/wiki/api')).toBeUndefined();
	});
});

describe('a value in a path', () => {
	const put = (value: string, path = '/a/{v}/b'): string =>
		joinUrl('https://h.example/api', fillText(path, { v: value }, encodeSegment)!, withoutPlaceholders(path)).href;

	it.each([
		['a\\b', 'a%5Cb'],
		['..\\..\\x', '..%5C..%5Cx'],
		['../admin', '..%2Fadmin'],
		['a/../b', 'a%2F..%2Fb'],
		['...', '...'],
		['.x', '.x'],
		['a..', 'a..'],
		['%2e%2e', '%252e%252e'],
		['//evil.example', '%2F%2Fevil.example'],
		['https://evil.example', 'https%3A%2F%2Fevil.example'],
		['@evil', '%40evil'],
		['a b#c?d', 'a%20b%23c%3Fd'],
		['\n', '%0A'],
	])('is data, and arrives as it is: %j', (value, encoded) => {
		const url = put(value);
		expect(url).toBe(`https://h.example/api/a/${encoded}/b`);
		expect(decodeURIComponent(new URL(url).pathname.split('/')[3])).toBe(value);
	});

	it.each([
		['..', '/a/{v}/b', /means another level of the path/],
		['.', '/a/{v}', /means another level of the path/],
		['..', '/{v|segments}/b', /means another level of the path/],
		['a/../b', '/{v|segments}/b', /means another level of the path/],
		['', '/a/{v}', undefined],
		['.x', '/a/../{v}', /would leave/],
	])('is refused where no encoding of it arrives as data: %j in %s', (value, path, words) => {
		if (words === undefined) expect(fillText(path, { v: value }, encodeSegment)).toBeUndefined();
		else expect(() => put(value, path)).toThrow(words);
	});

	it('makes no way out together with what is written around it', () => {
		for (const path of ['/a/.{v}/b', '/a/{v}./b', '/a/%2e{v}/b', '/a/{v}{v}/b'])
			for (const value of ['.', '..', '%2e', '\\', '/']) {
				let url: string;
				try {
					url = put(value, path);
				} catch {
					continue;
				}
				expect(new URL(url).pathname).toMatch(/^\/api\/a\/[^/]+\/b$/);
			}
	});
});
