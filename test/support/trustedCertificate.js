'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const tls = require('node:tls');

/**
 * A certificate for 127.0.0.1, made anew each time and trusted by this process alone.
 * @returns {{key: string, cert: string}}
 */
function trustedCertificate() {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'certificate-'));
	try {
		const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
		const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
		const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
		execFileSync('openssl', [...request, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' });
		const made = { key: fs.readFileSync(key, 'utf8'), cert: fs.readFileSync(cert, 'utf8') };
		const { createSecureContext } = tls;
		// Newer Node.js has a call for it; with older ones each context is given the certificate, and no other: reading all takes long.
		tls.createSecureContext = (options = {}) => createSecureContext(options.ca ? options : { ...options, ca: made.cert });
		return made;
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

module.exports = { trustedCertificate };
