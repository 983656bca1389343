'use strict';
/**
 * Starts a server on this machine alone.
 * @param {import('node:http').Server} server
 * @param {{port?: number, backlog?: number}} [options] `port` 0: any free one
 * @returns {Promise<{url: string, port: number, close: () => Promise<void>}>} `close` cuts open connections
 */
async function listenLocally(server, { port: wanted = 0, backlog } = {}) {
	const sockets = new Set();
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => sockets.delete(socket));
	});
	await /** @type {Promise<void>} */ (
		new Promise((resolve, reject) => {
			server.once('error', reject);
			server.listen({ port: wanted, host: '127.0.0.1', backlog }, resolve);
		})
	);
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		close: () =>
			/** @type {Promise<void>} */ (
				new Promise((resolve) => {
					server.close(() => resolve());
					for (const socket of sockets) socket.destroy();
				})
			),
	};
}

module.exports = { listenLocally };
