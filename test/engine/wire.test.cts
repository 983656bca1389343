import * as net from 'node:net';
import * as tls from 'node:tls';
import { create, custom } from '../support/nodeRuns';
import { trustedCertificate } from '../support/trustedCertificate';

/**
 * What becomes of the answer to a create. `talk`: where the server writes, within TLS where there is one; `wire`: the bare connection
 * of the client, below TLS.
 */
type Fault = (talk: net.Socket, wire: net.Socket) => unknown;

const certificate = trustedCertificate();
const head = (status: string, body: string, more = ''): string => {
	const length = Buffer.byteLength(body);
	return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${more}Connection: close\r\n\r\n${body}`;
};
const says =
	(status: string, body = '', more = ''): Fault =>
	(talk) =>
		talk.end(head(status, body, more));
const writes =
	(text: string): Fault =>
	(talk) =>
		talk.end(text);
const CREATED = 'HTTP/1.1 201 Created\r\n';
const PROJECT = '{"id":77,"name":"cut';
const GARBAGE = Buffer.from('16030100ff4100ff9c', 'hex');
/** Record of a fatal alert, "internal error". */
const ALERT = Buffer.from('15030300020250', 'hex');

const FAULTS: Record<string, Fault> = {
	cut: (talk) => talk.destroy(),
	'cut below': (_talk, wire) => wire.destroy(),
	reset: (_talk, wire) => wire.resetAndDestroy(),
	'ended without a word': (talk) => talk.end(),
	'ended in the status line': writes('HTTP/1.1 20'),
	'ended in the headers': writes(`${CREATED}Content-Le`),
	'ended behind the headers': writes(`${CREATED}Content-Length: 50\r\n\r\n`),
	'ended in the body': writes(`${CREATED}Content-Type: application/json\r\nContent-Length: 50\r\n\r\n${PROJECT}`),
	'a body shorter than told, then reset': (talk, wire) =>
		talk.write(`${CREATED}Content-Length: 500\r\n\r\n${PROJECT}`, () => setTimeout(() => wire.resetAndDestroy(), 5)),
	'cut in a chunk': writes(`${CREATED}Transfer-Encoding: chunked\r\n\r\n40\r\n${PROJECT}`),
	'cut between chunks': writes(`${CREATED}Transfer-Encoding: chunked\r\n\r\n14\r\n${PROJECT}\r\n`),
	'a chunk of no length': writes(`${CREATED}Transfer-Encoding: chunked\r\n\r\nxyz\r\n${PROJECT}\r\n0\r\n\r\n`),
	'garbage in place of an answer': (talk) => talk.end(GARBAGE),
	'garbage in place of a record': (_talk, wire) => wire.end(GARBAGE),
	'an alert': (_talk, wire) => wire.end(ALERT),
	'an alert, then reset': (_talk, wire) => wire.write(ALERT, () => wire.resetAndDestroy()),
	'another protocol': writes('SSH-2.0-OpenSSH_9.6\r\n'),
	'a broken length': writes(`${CREATED}Content-Length: -4\r\n\r\n{}`),
	'two lengths': writes(`${CREATED}Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}`),
	'a length and chunks': writes(`${CREATED}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`),
	'headers without an end': writes(`${CREATED}${'X-More: y\r\n'.repeat(4000)}`),
	'not what its encoding says': writes(`${CREATED}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}`),
	'only an interim answer': writes('HTTP/1.1 100 Continue\r\n\r\n'),
	'only early hints, then silence': (talk) => talk.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'),
	silence: () => undefined,
	'headers, then silence': (talk) => talk.write(`${CREATED}Content-Length: 50\r\n\r\n`),
	'half of the body, then silence': (talk) => talk.write(`${CREATED}Content-Length: 50\r\n\r\n${PROJECT}`),
	'a switch of protocols': says('101 Switching Protocols', '', 'Upgrade: x\r\n'),
	'204': (talk) => talk.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'),
	'301': says('301 Moved', '', 'Location: /done\r\n'),
	'302': says('302 Found', '', 'Location: /projects/none\r\n'),
	'303': says('303 See Other', '', 'Location: /done\r\n'),
	'307': says('307 Temporary Redirect', '', 'Location: /other\r\n'),
	'308': says('308 Permanent Redirect', '', 'Location: https://127.0.0.1:1/projects\r\n'),
	'408': says('408 Request Timeout'),
	'460': says('460 Client Closed'),
	'499': says('499 Client Closed Request'),
	'500': says('500 Internal Server Error', '{}'),
	'502': says('502 Bad Gateway', '<html></html>'),
	'503': says('503 Service Unavailable', '{}', 'Retry-After: 0\r\n'),
	'504': says('504 Gateway Timeout'),
	'524': says('524 A Timeout Occurred'),
};

interface Stored {
	id: number;
	name: string;
	created_at: string;
}

/** A server of bare sockets: what an HTTP server would never do, this one does. Each create's first answer is as its name says. */
async function serve(isSecure: boolean, isStored: boolean) {
	const stored: Stored[] = [];
	const met = new Set<string>();
	const sockets = new Set<net.Socket>();
	/** The client's connection, by the port from which it is led on to the server. */
	const wires = new Map<number, net.Socket>();
	const keep = (socket: net.Socket): net.Socket => {
		sockets.add(socket);
		return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
	};
	const talk = (socket: net.Socket): void => {
		keep(socket);
		let text = '';
		socket.on('data', (data) => {
			text += data.toString('utf8');
			const [top, body] = text.split('\r\n\r\n');
			const length = Number(/content-length: (\d+)/i.exec(top)?.[1] ?? 0);
			if (body === undefined || Buffer.byteLength(body) < length) return;
			text = '';
			if (top.startsWith('GET')) {
				const name = new URL(`http://x${top.split(' ')[1]}`).searchParams.get('name');
				return void socket.end(head('200 OK', JSON.stringify(stored.filter((one) => one.name === name))));
			}
			const { name } = JSON.parse(body) as { name: string };
			const fault = met.has(name) ? undefined : FAULTS[name];
			met.add(name);
			const made = { id: stored.length + 1, name, created_at: new Date().toISOString() };
			if (!fault || isStored) stored.push(made);
			if (fault) fault(socket, wires.get(socket.remotePort!)!);
			else socket.end(head('201 Created', JSON.stringify(made)));
		});
	};
	const listen = async (server: net.Server): Promise<number> => {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return (server.address() as net.AddressInfo).port;
	};
	const server = isSecure ? tls.createServer(certificate, talk) : net.createServer(talk);
	server.on('tlsClientError', () => undefined);
	const inner = await listen(server);
	const front = net.createServer((wire) => {
		keep(wire);
		const on = keep(net.connect(inner, '127.0.0.1', () => wires.set(on.localPort!, wire)));
		on.on('data', (data) => wire.writable && wire.write(data));
		on.on('end', () => wire.end()).on('close', () => wire.destroySoon());
		wire.on('data', (data) => on.writable && on.write(data));
		wire.on('close', () => on.destroy());
	});
	const port = await listen(front);
	return {
		url: `${isSecure ? 'https' : 'http'}://127.0.0.1:${port}`,
		stored,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await Promise.all([server, front].map(async (one) => await new Promise((resolve) => one.close(resolve))));
		},
	};
}

interface Row {
	said: string;
	there: number;
}

const options = { timeout: 500, searchDelay: 0.1, totalTime: 20, attempts: 3, parallel: 8 };

describe.each([
	['plain', false],
	['TLS', true],
])('a broken answer over %s', (_wire, isSecure) => {
	it.each([
		['after', true],
		['before', false],
	])('%s storing never makes two projects, nor a "failed" of one that is there, and most are settled', async (_when, isStored) => {
		const server = await serve(isSecure, isStored);
		try {
			// Between two of them one that works: no outage.
			const names = Object.keys(FAULTS).flatMap((fault, index) => [`Fine ${index}`, fault]);
			const { items } = await create(custom(server.url), {
				items: names.map((name) => ({ name })),
				node: { onError: 'continueRegularOutput' },
				options,
			});
			const rows: Record<string, Row> = {};
			items.forEach(({ json }, index) => {
				const there = server.stored.filter(({ name }) => name === names[index]);
				const said = String(json.outcome ?? json.details?.outcome);
				const isOther = json.id !== undefined && !there.some(({ id }) => String(id) === json.id);
				rows[names[index]] = { said: isOther ? `${said} with the id ${json.id}` : said, there: there.length };
			});
			const isHonest = ({ said, there }: Row): boolean =>
				there > 1 ? false : there === 1 ? ['created', 'unknown'].includes(said) : ['failed', 'unknown', 'not attempted'].includes(said);
			expect(Object.entries(rows).filter(([, row]) => !isHonest(row))).toEqual([]);
			expect(Object.entries(rows).filter(([name, { said }]) => name.startsWith('Fine') && said !== 'created')).toEqual([]);
			const open = Object.entries(rows).flatMap(([name, { said }]) => (said === 'created' ? [] : [`${name}: ${said}`]));
			expect(open.length).toBeLessThan(10);
		} finally {
			await server.close();
		}
	});
});

describe('an answer that comes when nobody waits for it any more', () => {
	it.each<[string, number | undefined, object]>([
		['is taken all the same, without any search', 600, { outcome: 'created', id: '7' }],
		['ends as unknown when it does not come, and the connection is cut', undefined, { details: { outcome: 'unknown', reason: 'timeout' } }],
	])('%s', async (_title, afterMs, expected) => {
		const open = new Set<net.Socket>();
		const server = net.createServer((socket) => {
			open.add(socket.on('error', () => undefined).on('close', () => open.delete(socket)));
			socket.on('data', (data) => {
				if (data.toString('utf8').startsWith('GET')) return void socket.end(head('405 Method Not Allowed', '{}'));
				if (afterMs !== undefined) setTimeout(() => socket.end(head('201 Created', '{"id":7,"name":"Apollo"}')), afterMs);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as net.AddressInfo;
		try {
			const { items } = await create(custom(`http://127.0.0.1:${port}`), {
				items: [{ name: 'Apollo' }],
				node: { onError: 'continueRegularOutput' },
				options: { ...options, timeout: 400, attempts: 1 },
			});
			expect(items[0].json).toMatchObject(expected);
			await new Promise((resolve) => setTimeout(resolve, 50));
			expect(open.size).toBe(0);
		} finally {
			for (const socket of open) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		}
	});
});

describe('a connection that never comes about', () => {
	it.each<[string, boolean, (socket: net.Socket) => unknown]>([
		['plain, closed at once', false, (socket) => socket.destroy()],
		['plain, reset at once', false, (socket) => socket.resetAndDestroy()],
		['TLS, closed at once', true, (socket) => socket.destroy()],
		['TLS, reset at once', true, (socket) => socket.resetAndDestroy()],
		['TLS, ended at the hello', true, (socket) => socket.once('data', () => socket.end())],
		['TLS, reset at the hello', true, (socket) => socket.once('data', () => socket.resetAndDestroy())],
		['TLS, garbage', true, (socket) => socket.end(GARBAGE)],
		['TLS, an alert', true, (socket) => socket.end(ALERT)],
		['TLS, plain HTTP', true, (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
		['TLS, silence', true, () => undefined],
	])('%s: it ends, and not as created', async (_title, isSecure, fault) => {
		const sockets = new Set<net.Socket>();
		const server = net.createServer((socket) => {
			sockets.add(socket.on('error', () => undefined));
			fault(socket);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as net.AddressInfo;
		try {
			const { items } = await create(custom(`${isSecure ? 'https' : 'http'}://127.0.0.1:${port}`), {
				items: [{ name: 'Apollo' }],
				node: { onError: 'continueRegularOutput' },
				options: { ...options, timeout: 200, totalTime: 1, attempts: 2 },
			});
			expect(['failed', 'unknown']).toContain(items[0].json.details?.outcome);
			expect(sockets.size).toBeGreaterThan(0);
		} finally {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		}
	});

	it('a port where nobody listens: certainly not created', async () => {
		const server = net.createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as net.AddressInfo;
		await new Promise((resolve) => server.close(resolve));
		const { items } = await create(custom(`https://127.0.0.1:${port}`), {
			items: [{ name: 'Apollo' }],
			node: { onError: 'continueRegularOutput' },
			options: { ...options, totalTime: 2 },
		});
		expect(items[0].json.details).toMatchObject({ outcome: 'failed', reason: 'refused' });
	});
});
