'use strict';
/**
 * Answers each create with a body of a kind that once stopped n8n, and notes when it is ticked. A process of its own: its
 * work must not delay what is measured.
 */
const http = require('node:http');
const zlib = require('node:zlib');

const LETTERS = 140e6;

const json = { 'Content-Type': 'application/json' };
const html = { 'Content-Type': 'text/html' };

/**
 * Status, headers and body by what is hostile in it.
 * @type {Record<string, [status: number, headers: Record<string, string>, body: string|Buffer]>}
 */
const HOSTILE = {
	'140 MB of one letter, packed': [
		500,
		{ 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' },
		zlib.gzipSync(Buffer.alloc(LETTERS, 'a')),
	],
	'JSON without its end': [201, json, `{"id":1234567890123456789,"html":"${'<div class=\\"row item\\">'.repeat(8000)}`],
	'tags without their end': [500, html, '<title'.repeat(40_000)],
	'maps within maps': [422, json, `{"errors":${'{"name":'.repeat(60_000)}"bad"${'}'.repeat(60_000)}}`],
	'lists within lists': [201, json, `{"id":5,"name":"P","x":${'['.repeat(5000)}${']'.repeat(5000)}}`],
	'a long message and a long key': [422, json, JSON.stringify({ message: 't'.repeat(3e6), errors: { ['k'.repeat(1e6)]: ['bad'] } })],
	'many numbers': [200, json, `{"numbers":[${'1234567890123456789,'.repeat(100_000)}1]}`],
	'many messages': [
		422,
		json,
		JSON.stringify({ errors: Array.from({ length: 50_000 }, (_, index) => ({ field: `f${index}`, message: `bad ${index}` })) }),
	],
};

/** @type {number[]} */
let ticks = [];
let turns = 0;
let kind = '';

const server = http.createServer((request, response) => {
	request.resume();
	request.on('end', () => {
		/** @param {unknown} value */
		const say = (value) => response.writeHead(200, json).end(JSON.stringify(value));
		if (request.url === '/tick') {
			ticks.push(performance.now());
			return void say({});
		}
		if (request.url === '/kinds') return void say(Object.keys(HOSTILE));
		if (request.url === '/report') return void say({ turns, ticks });
		if (request.url?.startsWith('/begin/')) {
			kind = decodeURIComponent(request.url.slice('/begin/'.length));
			// The last tick stays: from it the next one is measured.
			[turns, ticks] = [0, ticks.slice(-1)];
			return void say({});
		}
		// Searches find nothing.
		if (request.method === 'GET') return void say([]);
		turns++;
		const [status, headers, body] = HOSTILE[kind];
		response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
	});
});
server.listen(0, '127.0.0.1', () => {
	const address = /** @type {import('node:net').AddressInfo} */ (server.address());
	console.log(JSON.stringify({ url: `http://127.0.0.1:${address.port}` }));
});
