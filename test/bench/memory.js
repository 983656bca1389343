'use strict';

const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

/** Resident memory of a process in MB, from the kernel's own account (Linux). */
function residentMb(pid) {
	const kb = /^VmRSS:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
	return Number(kb) / 1024;
}

/** Samples a process until `stop()`, which gives the growth of its resident memory over the start, in MB. */
function watchMemory(pid) {
	const before = residentMb(pid);
	let peak = before;
	const timer = setInterval(() => {
		try {
			peak = Math.max(peak, residentMb(pid));
		} catch {
			// The process has ended; what was seen stands.
			clearInterval(timer);
		}
	}, 25);
	return () => {
		clearInterval(timer);
		return peak - before;
	};
}

/**
 * Heap in use after a forced collection, in MB, asked through the process's inspector.
 * @param {string} host `127.0.0.1:port` of `--inspect`
 * @param {string} n8nFolder the installed n8n, which brings the WebSocket client
 */
async function heapMb(host, n8nFolder) {
	const WebSocket = createRequire(path.join(n8nFolder, 'node_modules', 'n8n', 'package.json'))('ws');
	const [{ webSocketDebuggerUrl }] = await (await fetch(`http://${host}/json/list`)).json();
	const socket = new WebSocket(webSocketDebuggerUrl);
	await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
	let next = 0;
	const call = (method, params = {}) =>
		new Promise((resolve) => {
			const id = ++next;
			socket.on('message', function answer(data) {
				const message = JSON.parse(String(data));
				if (message.id !== id) return;
				socket.off('message', answer);
				resolve(message.result);
			});
			socket.send(JSON.stringify({ id, method, params }));
		});
	await call('HeapProfiler.collectGarbage');
	await call('HeapProfiler.collectGarbage');
	const { usedSize } = await call('Runtime.getHeapUsage');
	socket.close();
	return usedSize / 1024 / 1024;
}

module.exports = { watchMemory, heapMb };
