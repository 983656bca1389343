'use strict';

const http = require('node:http');
const { listenLocally } = require('../../support/localServer');

/**
 * A proxy in front of a server that loses answers: the server has done what was asked of it, but the connection is cut
 * before the caller hears of it.
 * @param {string} target address of the server
 * @param {{every?: number, spares?: (path: string) => boolean}} [options] `every`: each so-manieth answer is lost; `spares`: not
 *   those of these paths
 * @returns {Promise<{url: string, cut: () => number, close: () => Promise<void>}>} `cut`: answers lost so far
 */
async function startCuttingProxy(target, { every = 3, spares = () => false } = {}) {
	let answers = 0;
	let lost = 0;
	const { hostname, port } = new URL(target);
	const server = http.createServer((request, response) => {
		const onward = http.request({ hostname, port, method: request.method, path: request.url, headers: request.headers }, (answer) => {
			if (!spares(request.url) && ++answers % every === 0) {
				lost++;
				answer.resume();
				// Only now has the server ended its work.
				answer.on('end', () => request.socket.destroy());
				return;
			}
			response.writeHead(answer.statusCode, answer.headers);
			answer.pipe(response);
		});
		onward.on('error', () => request.socket.destroy());
		request.pipe(onward);
	});
	return { ...(await listenLocally(server)), cut: () => lost };
}

module.exports = { startCuttingProxy };
