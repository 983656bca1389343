'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const tls = require('node:tls');

/**
 * An HTTP proxy that leads the https addresses of named hosts to local servers, for services whose
 * address is fixed. n8n does everything as with the real one (CONNECT, TLS with a checked certificate);
 * only the proxy and one more authority are told to it, as a company's network does. All other hosts
 * are refused: nothing leaves the machine.
 * @param {Record<string, string>} hosts by name, the http address of the local server
 */
async function startTlsProxy(hosts) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tls-proxy-'));
	const key = path.join(folder, 'key.pem');
	const certificate = path.join(folder, 'certificate.pem');
	execFileSync(
		'openssl',
		['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
			.concat(['-keyout', key, '-out', certificate, '-subj', '/CN=Local test authority'])
			.concat(['-addext', `subjectAltName=${Object.keys(hosts).map((host) => `DNS:${host}`)}`]),
		{ stdio: 'ignore' },
	);
	const context = tls.createSecureContext({ key: fs.readFileSync(key), cert: fs.readFileSync(certificate) });
	const sockets = new Set();
	const keep = (socket) => {
		sockets.add(socket);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => sockets.delete(socket));
		return socket;
	};

	const server = http.createServer((_request, response) => response.writeHead(502).end());
	server.on('connection', keep);
	server.on('connect', (request, socket) => {
		const target = hosts[request.url.replace(/:443$/, '')];
		if (!target) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		const plain = keep(new tls.TLSSocket(socket, { isServer: true, secureContext: context }));
		const { hostname, port } = new URL(target);
		const onward = keep(net.connect(Number(port), hostname));
		plain.pipe(onward).pipe(plain);
		plain.on('close', () => onward.destroy());
		onward.on('close', () => plain.destroy());
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${server.address().port}`;
	return {
		/** For the n8n that shall go through it. */
		env: { HTTPS_PROXY: url, https_proxy: url, NODE_EXTRA_CA_CERTS: certificate },
		async stop() {
			const closed = new Promise((resolve) => server.close(resolve));
			for (const socket of sockets) socket.destroy();
			await closed;
			fs.rmSync(folder, { recursive: true, force: true });
		},
	};
}

module.exports = { startTlsProxy };
